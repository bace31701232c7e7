"""The last page: what it all rests on, what is not known, and how it was worked out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from fram.terms.money import Rate
from fram.workspace.papers.charts.tornado import label_of
from fram.workspace.papers.digest import tidy
from fram.workspace.papers.listing import Row, Source, all_rows, open_points
from fram.workspace.papers.printed.sheets.account import WEAK, origin
from fram.workspace.papers.printed.sheets.blocks import Block, Cell, Sheet, cut, heading, paragraph, table
from fram.workspace.papers.printed.sheets.front import evidence, upper
from fram.workspace.papers.printed.sheets.markets import open_point
from fram.workspace.papers.printed.sheets.paper import Paper

MOST_INPUTS, MOST_SOURCES, MOST_GAPS, MOST_RATES = 6, 7, 3, 4
MOST_NAMED, LONGEST_TITLE = 4, 105
MOST_TWICE, LONGEST_FINDING = 3, 300
METHOD = ("what", "money", "luck", "order", "tiers", "verdicts", "worth", "limits")
ORDER = ("unchecked", "partly-read", "read")


@dataclass(frozen=True, slots=True, kw_only=True)
class Used:
    """A work, how many inputs rest on it, and the weakest confidence among them."""

    title: str
    publisher: str
    url: str
    read: str
    inputs: int
    confidence: str


def basis_page(paper: Paper) -> Sheet:
    """Return what the plan rests on and how it was made, on exactly one page."""
    words = paper.words
    rows = {row.id: row for row in all_rows(paper.record, words=words)}
    blocks = [
        heading(words("section.assumptions")), evidence(paper),
        paragraph(f"{upper(paper.digest.rests)}. {words('pdf.marks')}"),
        *_strongest(rows, paper), *_sources(rows, paper), *_twice(paper), *_gaps(paper),
        heading(words("section.method")), _method(paper), paragraph(_replay(paper), look="small"),
    ]  # fmt: skip
    return Sheet(blocks=tuple(blocks), fits="page")


def _strongest(rows: Mapping[str, Row], paper: Paper) -> list[Block]:
    """The inputs that move the leader's value most, each with where it comes from."""
    words, swings = paper.words, paper.record.plan.tornado[:MOST_INPUTS]
    if not swings:
        return []
    lines: list[list[Cell]] = []
    for swing in swings:
        row = rows[swing.assumption.id]
        lines.append(
            [label_of(swing, paper.record, words=words), row.value, origin(row), _behind(row, paper)]
        )
    head = [words(f"column.{key}") for key in ("input", "range", "origin")]
    shown = table([[*head, words("pdf.source")]], lines, widths=(5, 4, 4, 7), left=(0, 2, 3))
    return [heading(words("pdf.strongest"), level=3), shown]


def _behind(row: Row, paper: Paper) -> Cell:
    """The first source of an input, or why there is none."""
    if not row.sources:
        key = "listing.no-source-company" if row.origin == "company" else "listing.no-source-default"
        return {"text": paper.words(key), "quiet": True}
    first = row.sources[0]
    named = cut(tidy(", ".join(part for part in (first.title, first.publisher) if part)), LONGEST_TITLE)
    return {"text": named, "url": first.url}


def used_works(rows: Iterable[Row]) -> list[Used]:
    """Return every work with the number of inputs that rest on it, the most used first.

    Places within one work count as one; a work with an input nobody checked is unchecked.
    """
    found: dict[tuple[str, str, str], list[tuple[Row, Source]]] = {}
    for row in rows:
        for source in {(one.title, one.publisher, one.read): one for one in reversed(row.sources)}.values():
            found.setdefault((source.title, source.publisher, source.read), []).append((row, source))
    used = [
        Used(
            title=title, publisher=publisher, read=read, inputs=len(rests), url=rests[0][1].url,
            confidence=next((c for c in ORDER if any(row.confidence == c for row, _ in rests)), ""),
        )
        for (title, publisher, read), rests in found.items()
    ]  # fmt: skip
    return sorted(used, key=lambda one: (-one.inputs, one.title, one.publisher, one.read))


def _sources(rows: Mapping[str, Row], paper: Paper) -> list[Block]:
    """The works most inputs rest on, with the day each was read."""
    words, used = paper.words, used_works(rows.values())
    if not used:
        return []
    lines = [_source_row(one, paper) for one in used[:MOST_SOURCES]]
    head = [words("pdf.source"), words("pdf.read"), words("pdf.checked"), words("pdf.inputs")]
    shown = [table([head], lines, widths=(10, 3, 4, 0), left=(0, 1, 2))]
    more = paper.more(len(used) - MOST_SOURCES)
    return [
        heading(words("pdf.sources"), level=3),
        *shown,
        *([paragraph(upper(more), look="small")] if more else []),
    ]


def _source_row(one: Used, paper: Paper) -> list[Cell]:
    words = paper.words
    named = cut(tidy(", ".join(part for part in (one.title, one.publisher) if part)), LONGEST_TITLE)
    checked = words(f"confidence.{one.confidence}") if one.confidence else "–"
    return [
        {"text": named, "url": one.url}, _day(one), {"text": checked, "flag": one.confidence in WEAK},
        words.numerals.fixed(one.inputs),
    ]  # fmt: skip


def _day(one: Used) -> str:
    """The day a work was read; a day beside a work nobody opened would say that somebody did."""
    return one.read if one.read and one.confidence not in WEAK else "–"


def _twice(paper: Paper) -> list[Block]:
    """The risks that may be counted twice, or that none is."""
    words, found = paper.words, paper.digest.twice
    told = [cut(one, LONGEST_FINDING) for one in found[:MOST_TWICE]] or [words("rests.twice-none")]
    more = paper.more(len(found) - MOST_TWICE)
    return [
        heading(words("rests.twice-title"), level=3),
        *(paragraph(f"{upper(text)}.", look="small") for text in told),
        *([paragraph(upper(more), look="small")] if more else []),
    ]


def _gaps(paper: Paper) -> list[Block]:
    """What is not known and matters, and for how many markets."""
    words, points = paper.words, open_points(paper.record.gaps, words=paper.words)
    if not points:
        return []
    texts = [
        f"{cut(tidy(open_point(point, paper)), 160)} – {_where(point.where, paper)}"
        for point in points[:MOST_GAPS]
    ]
    more = paper.more(len(points) - MOST_GAPS)
    found = [
        heading(words("section.gaps"), level=3),
        *(paragraph(f"{text}.", look="small") for text in texts),
    ]
    return [*found, *([paragraph(upper(more), look="small")] if more else [])]


def _where(where: str, paper: Paper) -> str:
    """The markets a gap is open for, the first ones by name."""
    names = where.split(", ")
    if len(names) <= MOST_NAMED + 1:
        return where
    return paper.words("board.and-more", names=", ".join(names[:MOST_NAMED]), count=len(names) - MOST_NAMED)


def _method(paper: Paper) -> Block:
    """How it was worked out, in the same words as the report, in two columns of about one length."""
    words = paper.words
    told = [[words(f"method.{key}-title"), words(f"method.{key}")] for key in METHOD]
    letters = [len(text) for _, text in told]
    first = min(range(len(told)), key=lambda n: abs(sum(letters[:n]) - sum(letters[n:])))
    return {"kind": "method", "rows": told, "first": first}


def _replay(paper: Paper) -> str:
    """What makes the same plan again: the file and its hash, the rule book, the rates of exchange."""
    record, words = paper.record, paper.words
    parts = [
        f"{words('method.input')}: {cut(tidy(record.input_file), 60) or '–'} {record.input_hash[:16]}",
        f"{words('method.rule-book')}: {record.rule_book[:16] or '–'}",
        *(_rate(rate, paper) for rate in record.rates[:MOST_RATES]),
    ]
    return f"{words('method.replay')} {' · '.join(parts)}. {words('report.licence')}"


def _rate(rate: Rate, paper: Paper) -> str:
    numerals = paper.words.numerals
    shown = numerals.number(float(rate.factor), digits=5)
    return f"1 {rate.source} = {shown} {rate.target} ({numerals.day(rate.day)})"
