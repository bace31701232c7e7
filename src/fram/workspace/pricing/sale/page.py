"""One page on the sale of a product in words, laid out for a terminal or as HTML that stands alone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path

from fram.decide.rank import Range
from fram.rules.show import Entry, Page, Section, as_text
from fram.terms.citation import Citation, Confidence
from fram.workspace.access.phrases import say
from fram.workspace.alone import page_alone
from fram.workspace.papers.access.gantt import Line, cited, short
from fram.workspace.papers.charts.look import Picture, Table
from fram.workspace.papers.numerals import DASH, SPACE, money_step, rounded
from fram.workspace.papers.words import Words
from fram.workspace.plan_files import write_together

TOPIC = "sale"
TEMPLATE = Path(__file__).with_name("templates") / "sale.html"
NEUTER = ("hospital", "practice", "laboratory", "nursing-home")
"""Units of sale that Norwegian calls ``et``; the others are ``en``."""
IN_FULL = 100_000.0
"""Below this an amount is written out in kroner."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A part of the page: a table, lines, or both, under a title."""

    key: str
    title: str
    intro: str = ""
    table: Table | None = None
    lines: tuple[Line, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SalePage:
    """The page: a few figures, the next step, a picture, its parts; ``code`` is to be copied as it stands."""

    lang: str
    over: str
    title: str
    stamp: str
    state: tuple[str, ...] = ()
    glance: tuple[Line, ...] = ()
    next_step: tuple[str, ...] = ()
    picture: Picture | None = None
    blocks: tuple[Block, ...] = ()
    code_title: str = ""
    code: str = ""
    sources: tuple[Line, ...] = ()
    small: tuple[str, ...] = ()
    svgs: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Teller:
    """Says things of a sale in one language. ``cites`` fills up while a page is told."""

    lang: str
    words: Words = field(repr=False)
    cites: dict[Citation, None] = field(default_factory=dict)

    @classmethod
    def of(cls, lang: str) -> Teller:
        """Return the teller of a language."""
        return cls(lang=lang, words=Words(lang))

    def say(self, key: str, **values: object) -> str:
        """Return a sentence of the page's words."""
        return say(TOPIC, key, lang=self.lang, **values)

    def one(self, unit: str) -> str:
        """Return one unit of sale with the article its gender takes: ``one hospital``, ``ett sykehus``."""
        shown = self.words.named("unit-of-sale", unit) or self.say("unit")
        return self.say("one-neuter" if unit in NEUTER else "one", unit=shown)

    def nok(self, value: float, *, signed: bool = False) -> str:
        """Return an amount in kroner to three digits: ``1,380 NOK``, ``249 kNOK``."""
        if abs(value) >= IN_FULL:
            return self.words.numerals.money(value, digits=3, signed=signed)
        return f"{self.number(value, signed=signed)}{SPACE}NOK"

    def number(self, value: float, *, signed: bool = False) -> str:
        """Return a number to three digits, without idle zeros."""
        text = self.words.numerals.exact(rounded(value, 3))
        return f"+{text}" if signed and value > 0 else text

    def ranged(self, at: Range, *, signed: bool = False) -> str:
        """Return an amount with its range: ``230 NOK (190–270)``; alone where there is none."""
        points = (at.p10, at.p50, at.p90)
        size, unit = money_step(points) if max(map(abs, points)) >= IN_FULL else (1.0, "NOK")
        crosses = signed and min(points) < 0
        low, middle, high = (self.number(value / size, signed=crosses) for value in points)
        told = f"{middle}{SPACE}{self.words.numerals.unit_of_money(unit)}"
        if low == high:
            return told
        mark = self.say("to") if min(points) < 0 else DASH
        return f"{told} ({low}{mark}{high})"

    def share(self, value: float) -> str:
        """Return a share as whole per cent."""
        return self.words.numerals.percent(round(value, 2))

    def day(self, *, of: object) -> str:
        """Return a day as the reader writes it."""
        return self.words.numerals.day(of)  # type: ignore[arg-type]

    def cited(self, line: Line, cites: Iterable[Citation], *, sure: Confidence) -> Line:
        """Return a line with its first source and how far it was read; every source is kept for the list."""
        found = [cite for cite in cites if cite.read]
        self.cites.update(dict.fromkeys(found))
        if not found:
            return replace(line, confidence=sure.value)
        return replace(line, source=short(found[0]), url=found[0].url, confidence=sure.value)

    def sources(self) -> tuple[Line, ...]:
        """Return every source cited so far."""
        read = partial(self.say, "read-on")
        return tuple(
            Line(
                name="", text=cited(cite), url=cite.url,
                notes=(read(day=self.day(of=cite.read)),) if cite.read else (),
            )
            for cite in self.cites
        )  # fmt: skip


def page_text(page: SalePage) -> str:
    """Return a page as plain text for a terminal."""
    told = tuple(_lines(page.glance, page.lang))
    glance = Section(title=say(TOPIC, "s-glance", lang=page.lang), lines=told)
    advice = Section(
        title=say(TOPIC, "next", lang=page.lang), lines=tuple(Entry(text=text) for text in page.next_step)
    )
    blocks = [_block(block, page.lang) for block in page.blocks]
    sources = Section(
        title=say(TOPIC, "s-sources", lang=page.lang), lines=tuple(_lines(page.sources, page.lang))
    )
    sections = tuple(one for one in (glance, advice, *blocks, sources) if one.lines or one.intro)
    text = as_text(Page(
        lang=page.lang, heading=page.title, over=page.over, lead=page.stamp, warnings=page.state,
        sections=sections, small=page.small,
    ))  # fmt: skip
    return f"{text}\n\n{page.code_title}\n\n{page.code}" if page.code else text


def _block(block: Block, lang: str) -> Section:
    rows = [_row(block.table, row) for row in block.table.rows] if block.table else []
    return Section(title=block.title, intro=block.intro, lines=(*rows, *_lines(block.lines, lang)))


def _row(table: Table, row: tuple[str, ...]) -> Entry:
    """A row of a table for a terminal: each cell after the name of its column."""
    cells = zip(table.head[1:], row[1:], strict=True)
    return Entry(tag=row[0], text=" · ".join(f"{head}: {cell}" for head, cell in cells if cell))


def _lines(lines: Iterable[Line], lang: str) -> Iterator[Entry]:
    for line in lines:
        sure = f" [{say(TOPIC, f'confidence-{line.confidence}', lang=lang)}]" if line.confidence else ""
        note = " · ".join(filter(None, (*line.notes, line.source)))
        yield Entry(tag=line.name, text=f"{line.text}{sure}", note=note, url=line.url)


def page_html(page: SalePage) -> str:
    """Return a page as HTML that stands alone: no script, nothing fetched."""
    from fram.workspace.papers.charts.drawing import draw

    svgs = tuple(draw(page.picture).items()) if page.picture else ()
    return page_alone(TEMPLATE, page=replace(page, svgs=svgs), say=partial(say, TOPIC, lang=page.lang))


def write_page(page: SalePage, path: Path) -> Path:
    """Write a page to a file, whole or not at all, and return its path."""
    return write_together(path.parent, {path.name: page_html(page).encode()})[0]
