"""The launch sequence for a terminal, as a page that stands alone, and as JSON."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from fram.rules.show import Entry, Page, Section, as_text
from fram.terms.reading import plain
from fram.workspace.alone import page_alone
from fram.workspace.papers.charts.drawing import draw
from fram.workspace.papers.charts.look import Picture
from fram.workspace.papers.loop.pictures import floor_picture, sequence_picture
from fram.workspace.papers.loop.sequence import SequenceSection, Told, sequence_section
from fram.workspace.papers.report import Drawn
from fram.workspace.papers.telling.typed import TypedFile, typed_or_kept
from fram.workspace.papers.words import Words
from fram.workspace.plan_files import write_together
from fram.workspace.record import PlanRecord, tidy

TEMPLATE = Path(__file__).with_name("templates") / "sequence.html"
SCHEMA = "1.0"


@dataclass(frozen=True, slots=True, kw_only=True)
class SequencePage:
    """The page: what is told, and the two pictures."""

    lang: str
    over: str
    title: str
    stamp: str
    told: SequenceSection
    gantt: Drawn | None
    cone: Drawn | None
    small: tuple[str, ...] = ()


def sequence_text(record: PlanRecord, *, lang: str = "en", typed: TypedFile | None = None) -> str:
    """Return the sequence as text for a terminal; the record must hold one. ``typed``: its file as typed."""
    words, told = Words(lang), _told(record, Words(lang), typed)
    sections = [Section(title="", lines=tuple(Entry(text=text) for text in told.verdict))]
    if told.stops:
        lines = tuple(Entry(text=text) for text in told.stops)
        sections.append(Section(title=words("sequence.stops"), lines=lines))
    sections += [Section(title=one.title, intro=one.intro, lines=_rows(one)) for one in told.tables]
    rests = tuple(Entry(text=text) for text in told.rests)
    sections.append(Section(title=words("sequence.rests"), lines=rests))
    advice = typed_or_kept(typed, record).marked(told.next)
    page = Page(
        lang=lang, heading=words("sequence.title"), over=_over(record), lead=_stamp(record, words),
        sections=tuple(sections), small=(f"{words('sequence.next')}: {advice}",),
    )  # fmt: skip
    return as_text(page)


def _rows(one: Told) -> tuple[Entry, ...]:
    """A table's rows for a terminal, each other cell after its column's name; then what is said below it."""
    heads = one.table.head[1:]
    rows = (
        Entry(
            tag=row[0],
            text="; ".join(f"{head}: {cell}" for head, cell in zip(heads, row[1:], strict=True) if cell),
        )
        for row in one.table.rows
    )
    return (*rows, *(Entry(text=text) for text in one.after))


def sequence_html(record: PlanRecord, *, lang: str = "en") -> str:
    """Return the page with its pictures, for a browser, a phone or a printer."""
    words = Words(lang)
    page = SequencePage(
        lang=lang, over=_over(record), title=words("sequence.title"), stamp=_stamp(record, words),
        told=_told(record, words), gantt=_drawn(sequence_picture(record, words=words)),
        cone=_drawn(floor_picture(record, words=words)),
    )  # fmt: skip
    return page_alone(TEMPLATE, page=page, say=lambda key, **values: words(f"sequence.{key}", **values))


def write_sequence(record: PlanRecord, path: Path, *, lang: str = "en") -> Path:
    """Write the page to a file, whole or not at all, and return its path."""
    return write_together(path.parent, {path.name: sequence_html(record, lang=lang).encode()})[0]


def sequence_json(record: PlanRecord) -> str:
    """Return the sequence as JSON text: keys sorted, same inputs same bytes; NOK, months, shares of 1."""
    told = {
        "schema_version": SCHEMA, "company": record.company, "product": record.product,
        "file": {"name": record.input_file, "sha256": record.input_hash}, "on": record.plan.on.isoformat(),
        "currency": "NOK", "sequence": plain(record.sequence),
    }  # fmt: skip
    return json.dumps(tidy(told), ensure_ascii=False, indent=2, sort_keys=True, allow_nan=False)


def _told(record: PlanRecord, words: Words, typed: TypedFile | None = None) -> SequenceSection:
    told = sequence_section(record, words=words, typed=typed)
    if told is None:
        raise ValueError("the record holds no sequence")
    return told


def _over(record: PlanRecord) -> str:
    return f"{record.company} · {record.product}"


def _stamp(record: PlanRecord, words: Words) -> str:
    found, numerals = record.sequence, words.numerals
    if found is None:
        return ""
    return words(
        "sequence.stamp", day=numerals.day(record.plan.on), scenarios=numerals.fixed(found.scenarios),
        fresh=numerals.fixed(found.fresh), seed=found.seed, cash=numerals.money(record.cash_nok),
        burn=numerals.money(record.burn_nok) if record.burn_nok else "0\u00a0NOK",
    )  # fmt: skip


def _drawn(picture: Picture | None) -> Drawn | None:
    return None if picture is None else Drawn(picture=picture, svgs=draw(picture))
