"""The page of a ranking, made of a few pieces: for a terminal and as one HTML file that stands alone."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path

from fram.rules.show import Entry, Page, Section, as_text
from fram.workspace.access.phrases import say
from fram.workspace.alone import page_alone
from fram.workspace.papers.access.gantt import Line
from fram.workspace.papers.charts.drawing import draw
from fram.workspace.papers.charts.look import Picture, Table
from fram.workspace.papers.report import Drawn
from fram.workspace.papers.words import Words
from fram.workspace.plan_files import write_together

TOPIC = "ranked"
TEMPLATE = Path(__file__).with_name("templates") / "ranked.html"


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A part of the page under a title: a picture, a table, lines; ``rows`` say the table to a terminal."""

    key: str
    title: str
    intro: str = ""
    picture: Picture | None = None
    table: Table | None = None
    lines: tuple[Line, ...] = ()
    rows: tuple[Line, ...] = ()
    drawn: Drawn | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RankPage:
    """The page: what to know first, the figures, the next step, then its parts."""

    lang: str
    over: str
    title: str
    stamp: str
    state: tuple[str, ...] = ()
    glance: tuple[Line, ...] = ()
    next_step: tuple[str, ...] = ()
    blocks: tuple[Block, ...] = ()
    small: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Teller:
    """Says things of a ranking in one language."""

    lang: str
    words: Words = field(repr=False)

    @classmethod
    def of(cls, lang: str) -> Teller:
        """Return the teller of a language."""
        return cls(lang=lang, words=Words(lang))

    def say(self, key: str, **values: object) -> str:
        """Return a sentence of the page's words."""
        return say(TOPIC, key, lang=self.lang, **values)

    def name(self, market: str, *, starts: bool = False) -> str:
        """Return a market, or doing nothing, as a sentence has it; ``starts`` one."""
        if market == "nothing":
            return self.say("nothing-starts" if starts else "nothing")
        return self.words.numerals.market_in_text(market, starts=starts)

    def listed(self, markets: tuple[str, ...]) -> str:
        """Return names as a sentence lists them: ``Sweden, Norway and doing nothing``."""
        names = [self.name(market) for market in markets]
        return self.say("and", first=", ".join(names[:-1]), last=names[-1]) if len(names) > 1 else names[0]

    def of_hundred(self, share: float) -> str:
        """Return a share as so many of a hundred: ``64 of 100``."""
        if 0 < share < 0.01:
            return self.say("under-one")
        if 0.99 < share < 1:
            return self.say("over-99")
        return self.say("of-hundred", count=round(100 * share))

    def money(self, nok: float) -> str:
        """Return an amount of NOK with its sign."""
        return self.words.numerals.money(nok, signed=True)

    def chance(self, share: float) -> str:
        """Return a chance in whole per cent."""
        return self.words.numerals.chance(share)


def page_text(page: RankPage) -> str:
    """Return the page as plain text for a terminal."""
    tell = partial(say, TOPIC, lang=page.lang)
    glance = Section(title=tell("s-glance"), lines=tuple(_entries(page.glance)))
    advice = Section(title=tell("next"), lines=tuple(Entry(text=text) for text in page.next_step))
    blocks = [
        Section(title=one.title, intro=one.intro, lines=tuple(_entries((*one.rows, *one.lines))))
        for one in page.blocks
    ]
    return as_text(Page(
        lang=page.lang, heading=page.title, over=page.over, lead=page.stamp, warnings=page.state,
        sections=tuple(one for one in (glance, advice, *blocks) if one.lines), small=page.small,
    ))  # fmt: skip


def _entries(lines: tuple[Line, ...]) -> Iterator[Entry]:
    for line in lines:
        yield Entry(tag=line.name, text=line.text, note=" · ".join(line.notes))


def page_html(page: RankPage) -> str:
    """Return the page as HTML that stands alone: no script, nothing fetched."""
    blocks = tuple(
        replace(one, drawn=Drawn(picture=one.picture, svgs=draw(one.picture))) if one.picture else one
        for one in page.blocks
    )
    return page_alone(TEMPLATE, page=replace(page, blocks=blocks), say=partial(say, TOPIC, lang=page.lang))


def write_page(page: RankPage, path: Path) -> Path:
    """Write the page to a file, whole or not at all, and return its path."""
    return write_together(path.parent, {path.name: page_html(page).encode()})[0]
