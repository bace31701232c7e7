"""A page on what a product is worth, made of a few pieces: for a terminal and as one HTML file."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path

from fram.rules.show import Entry, Page, Section, as_text
from fram.terms.citation import Citation, Confidence
from fram.workspace.access.phrases import say
from fram.workspace.alone import page_alone
from fram.workspace.papers.access.gantt import Line, short
from fram.workspace.papers.charts.drawing import draw
from fram.workspace.papers.charts.look import Picture, Table
from fram.workspace.papers.phrases import amounts
from fram.workspace.papers.report import Drawn
from fram.workspace.papers.words import Words
from fram.workspace.plan_files import write_together
from fram.workspace.pricing.worth.basis import Basis

TOPIC = "worth"
TEMPLATE = Path(__file__).with_name("templates") / "worth.html"


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A table, or lines, under a title."""

    title: str
    intro: str = ""
    table: Table | None = None
    lines: tuple[Line, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class WorthPage:
    """The page: what to know first, the figures, the next step, a picture, what stands behind it."""

    lang: str
    over: str
    title: str
    stamp: str
    warnings: tuple[str, ...] = ()
    glance: tuple[Line, ...] = ()
    next_step: tuple[str, ...] = ()
    parts: tuple[Part, ...] = ()
    picture: Picture | None = None
    small: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Teller:
    """Says things of worth in one language."""

    lang: str
    words: Words = field(repr=False)

    @classmethod
    def of(cls, lang: str) -> Teller:
        """Return the teller of a language."""
        return cls(lang=lang, words=Words(lang))

    def say(self, key: str, **values: object) -> str:
        """Return a sentence of the words of worth."""
        return say(TOPIC, key, lang=self.lang, **values)

    def money(self, value: float | tuple[float, float], currency: str) -> str:
        """Return an amount, or a range of it, with its currency: ``650–850 GBP``; a true minus below zero."""
        values = [value] if isinstance(value, float | int) else list(value)
        if min(values) < 0:
            shown = " – ".join(self.words.numerals.number(x, digits=3) for x in values)
        else:
            shown = amounts(_told_apart(values), "", words=self.words)
        return f"{shown}\u00a0{currency}"

    def number(self, value: float | tuple[float, float]) -> str:
        """Return a number, or a range of it."""
        return amounts([value] if isinstance(value, float | int) else list(value), "", words=self.words)

    def chance(self, share: float) -> str:
        """Return a chance in whole per cent."""
        return self.words.numerals.chance(share)

    def market(self, code: str) -> str:
        """Return a country's name inside a sentence."""
        return self.words.numerals.market_in_text(code)

    def per(self, basis: Basis) -> str:
        """Return what one payment is for: ``per bed and month``."""
        unit = self.words.named("unit-of-sale", basis.unit or "patient")
        return self.say(f"per-{basis.per}", unit=unit)

    def sure(self, key: str) -> str:
        """Return how far something was read, as a word."""
        return self.say(f"sure-{key}")


def _told_apart(values: list[float]) -> list[float]:
    """Amounts to three significant digits, so that prices near each other are not made one."""
    return [float(f"{value:.3g}") for value in values]


def sourced(line: Line, *, cite: Citation | None, confidence: Confidence) -> Line:
    """Return a line with where it is from; what nobody read names no source, only that it is unchecked."""
    if cite is None or not cite.read:
        return replace(line, confidence=Confidence.UNCHECKED.value)
    return replace(line, source=short(cite), url=cite.url, confidence=confidence.value)


def page_text(page: WorthPage) -> str:
    """Return a page as plain text for a terminal."""
    teller = Teller.of(page.lang)
    advice = Section(title=teller.say("next"), lines=tuple(Entry(text=text) for text in page.next_step))
    glance = Section(title=teller.say("glance"), lines=tuple(_entries(page.glance, teller)))
    sections = [glance, advice, *(_section(part, teller) for part in page.parts)]
    return as_text(Page(
        lang=page.lang, heading=page.title, over=page.over, lead=page.stamp, warnings=page.warnings,
        sections=tuple(one for one in sections if one.lines), small=page.small,
    ))  # fmt: skip


def _entries(lines: tuple[Line, ...], teller: Teller) -> Iterator[Entry]:
    for line in lines:
        mark = f" [{teller.sure(line.confidence)}]" if line.confidence else ""
        note = " · ".join(filter(None, (*line.notes, line.source)))
        yield Entry(tag=line.name, text=f"{line.text}{mark}", note=note, url=line.url)


def _section(part: Part, teller: Teller) -> Section:
    rows: tuple[Entry, ...] = tuple(_entries(part.lines, teller))
    if part.table is not None:
        rows += tuple(_row(part.table, row) for row in part.table.rows)
    return Section(title=part.title, intro=part.intro, lines=rows)


def _row(table: Table, row: tuple[str, ...]) -> Entry:
    cells = [f"{head}: {cell}" for head, cell in zip(table.head[1:], row[1:], strict=True) if cell]
    return Entry(text=f"{row[0]} · {' · '.join(cells)}" if cells else row[0])


@dataclass(frozen=True, slots=True, kw_only=True)
class _Laid:
    """A page with its picture drawn, and the catalogue its table speaks from: what the template sees."""

    page: WorthPage
    drawn: Drawn | None
    words: Words
    lang: str
    over: str
    title: str
    stamp: str
    small: tuple[str, ...]


def page_html(page: WorthPage) -> str:
    """Return a page that stands alone, for a browser, a phone or a printer."""
    picture = page.picture
    laid = _Laid(
        page=page, drawn=Drawn(picture=picture, svgs=draw(picture)) if picture else None,
        words=Words(page.lang), lang=page.lang, over=page.over, title=page.title, stamp=page.stamp,
        small=page.small,
    )  # fmt: skip
    return page_alone(TEMPLATE, page=laid, say=partial(say, TOPIC, lang=page.lang))


def write_worth_page(page: WorthPage, path: Path) -> Path:
    """Write a page to a file, whole or not at all, and return its path."""
    return write_together(path.parent, {path.name: page_html(page).encode()})[0]
