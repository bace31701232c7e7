"""The runway in words: every line of the page in one language, for terminal and browser alike."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

from fram.decide.cash import BURN_DRIFT
from fram.decide.model.income import DAYS_A_MONTH
from fram.decide.raising import ROUND_SIZE
from fram.decide.runway.bridges import DISCOUNT, INTEREST, NOTICE, OFF_PREPAID
from fram.terms.citation import Confidence
from fram.workspace.loop.runway import tables
from fram.workspace.loop.runway.money_told import left_out, money_lines
from fram.workspace.loop.runway.picture import runway_picture
from fram.workspace.loop.runway.round_told import round_at_a_glance, round_lines
from fram.workspace.loop.runway.telling import Teller
from fram.workspace.loop.runway.view import RunwayView
from fram.workspace.papers.access.gantt import Line, cited
from fram.workspace.papers.charts.look import Picture, Table
from fram.workspace.papers.telling.typed import TypedFile

OURS = Confidence.UNCHECKED.value
SOON = 1.0
"""Raising that must begin within so many months comes before every question."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A part of the page: a table, lines, or both, under a title."""

    key: str
    title: str
    intro: str = ""
    table: Table | None = None
    lines: tuple[Line, ...] = ()
    after: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class RunwayPage:
    """The page: the verdict, a few figures, the next step, the picture, its parts."""

    lang: str
    over: str
    title: str
    stamp: str
    state: tuple[str, ...]
    glance: tuple[Line, ...]
    next_step: tuple[str, ...]
    picture: Picture
    blocks: tuple[Block, ...]
    sources: tuple[Line, ...]
    small: tuple[str, ...]
    svgs: tuple[tuple[str, str], ...] = ()


def runway_page(view: RunwayView, *, lang: str = "en", typed: TypedFile | None = None) -> RunwayPage:
    """Return the page of a runway, in ``en`` or ``nb``; ``typed``: the file in the commands it tells."""
    tell, kept = Teller(lang=lang, on=view.on, kept=view.kept), view.kept
    numerals = tell.numerals
    stamp = tell.say(
        "stamp", day=numerals.day(view.on), draws=numerals.fixed(view.draws), seed=view.seed,
        cash=numerals.money(kept.cash), burn=numerals.money(kept.burn) if kept.burn else "0\u00a0NOK",
    )  # fmt: skip
    if kept.floor:
        stamp += tell.say("stamp-floor", floor=numerals.money(kept.floor))
    blocks = tuple(_blocks(tell))
    return RunwayPage(
        lang=lang, over=f"{view.company} · {view.product}", title=tell.say("title"), stamp=stamp,
        state=tuple(_verdict(tell, view)), glance=tuple(_glance(tell)),
        next_step=tuple(_next(tell, view, file=typed or TypedFile(view.source))),
        picture=runway_picture(tell), blocks=blocks, sources=tuple(_sources(tell)),
        small=(tell.say("small-unchecked"), tell.say("small-not-advice")),
    )  # fmt: skip


def _verdict(tell: Teller, view: RunwayView) -> Iterator[str]:
    kept = tell.kept
    yield _when_it_ends(tell)
    yield _when_to_start(tell)
    yield _how_much(tell)
    yield from round_lines(tell)
    if kept.under_way:
        yield tell.say("v-under-way", markets=tell.places(kept.under_way))
    if kept.because in ("first", "cash"):
        yield tell.say(f"v-{kept.because}", market=tell.place(kept.markets[0]))
    elif view.advice.against:
        yield tell.say("v-against", markets=tell.places(view.advice.against))


def _when_it_ends(tell: Teller) -> str:
    kept = tell.kept
    ends, what = kept.on(kept.verdict_path), tell.what()
    if ends.chance == 0:
        first = [tell.say("v-zero-burn")] if kept.burn == 0 else []
        return " ".join([*first, tell.say("v-never", what=what)])
    if ends.p50 is None:
        return tell.say("v-seldom", chance=tell.chance(ends.chance), what=what)
    points = {"p10": tell.month(ends.p10), "p50": tell.month(ends.p50), "p90": tell.month(ends.p90)}
    span = "-month" if points["p10"] == points["p90"] else ""
    if kept.floor:
        return tell.say(f"v-ends-floor{span}", floor=tell.money(kept.floor), what=what, **points)
    return tell.say(f"v-ends{span}", what=what, **points)


def _when_to_start(tell: Teller) -> str:
    start = tell.kept.start
    sure = tell.chance(start.sure)
    if start.months is None:
        return tell.say("v-no-need", sure=sure)
    if start.late:
        return tell.say(
            "v-late", late=tell.months(start.late), sure=sure, today=tell.chance(start.chance_today)
        )  # fmt: skip
    low, high = (tell.numerals.fixed(month) for month in (start.takes.p10, start.takes.p90))
    key = "v-start-now" if start.months < 1 else "v-start"
    return tell.say(key, month=tell.start(start.months), low=low, high=high, sure=sure)


def _how_much(tell: Teller) -> str:
    kept = tell.kept
    amount = kept.main.at(kept.sure)
    given = {"goal": tell.goal(kept.main), "sure": tell.chance(kept.sure)}
    return tell.say("v-raise", amount=tell.money(amount), **given) if amount else tell.say(
        "v-raise-none", **given
    )  # fmt: skip


def _glance(tell: Teller) -> Iterator[Line]:
    kept = tell.kept
    ends, start = kept.on(kept.verdict_path), kept.start
    points = dict.fromkeys(tell.month(month) for month in (ends.p10, ends.p50, ends.p90))
    yield Line(
        name=tell.say("g-ends"), text=" · ".join(points), notes=(tell.say("g-ends-how"),) * (len(points) > 1)
    )
    by = tell.say("g-start-never") if start.months is None else tell.start(start.months)
    if start.late:
        by = tell.say("g-start-past", late=tell.months(start.late))
    yield Line(name=tell.say("g-start"), text=by, confidence="" if kept.is_stated else OURS)
    amount = tell.money(kept.main.at(kept.sure))
    yield Line(name=tell.say("g-amount"), text=amount, notes=(tell.milestone(kept.main),))
    yield from round_at_a_glance(tell)


def _next(tell: Teller, view: RunwayView, *, file: TypedFile) -> Iterator[str]:
    if not view.advice.against:
        yield _raise(tell)
        return
    start, is_alone = tell.kept.start, tell.kept.because == "first"
    is_urgent = is_alone and start.months is not None and (start.late or start.months < SOON)
    if is_urgent:  # the company itself runs dry, whatever it launches
        yield tell.say("n-late-alone" if start.late else "n-soon-alone", late=tell.months(start.late))
    is_later = is_urgent and view.advice.step == "ask"
    first = tell.place(view.advice.first)
    yield tell.say("n-ask-then" if is_later else f"n-{view.advice.step}", market=first, **file.commands)


def _raise(tell: Teller) -> str:
    kept, start = tell.kept, tell.kept.start
    amount = kept.main.at(kept.sure)
    if start.months is None:
        return tell.say("n-never")
    if start.late:
        return tell.say("n-late", late=tell.months(start.late))
    if not amount:
        return tell.say("n-start-free", month=tell.start(start.months))
    return tell.say("n-start", month=tell.start(start.months), amount=tell.money(amount))


def _blocks(tell: Teller) -> Iterator[Block]:
    kept = tell.kept
    yield Block(key="ends", title=tell.say("s-ends"), intro=tell.say("ends-how"), table=tables.ends(tell))
    yield Block(
        key="amounts", title=tell.say("s-amounts"), table=tables.amounts(tell),
        intro=tell.say("amounts-how", reserve=tell.months(kept.reserve)), after=tuple(tables.beyond(tell)),
    )  # fmt: skip
    if kept.dilution is not None:
        key = "dilution-stated" if kept.dilution.is_stated else "dilution-assumed"
        cells = "cells-founders" if kept.dilution.knows_founders else "cells-today"
        yield Block(
            key="dilution", title=tell.say("s-dilution"), intro=f"{tell.say(key)} {tell.say(cells)}",
            table=tables.dilution(tell, kept.dilution), after=tuple(tables.beside(tell, kept.dilution)),
        )  # fmt: skip
    if kept.helping:
        yield Block(
            key="bridges", title=tell.say("s-bridges"), table=tables.bridges(tell),
            intro=tell.say("bridges-how", sure=tell.chance(kept.sure)), after=tuple(tables.enough(tell)),
        )  # fmt: skip
    else:
        none = "bridges-vain" if kept.bridges else "bridges-none"
        yield Block(key="bridges", title=tell.say("s-bridges"), intro=tell.say(none))
    fitting = tuple(money_lines(tell, "yes"))
    intro = " ".join(filter(None, (tell.say("yes-how" if fitting else "yes-none"), _longest(tell))))
    yield Block(key="money", title=tell.say("s-yes"), intro=intro, lines=fitting)
    yield Block(key="perhaps", title=tell.say("s-unknown"), lines=tuple(money_lines(tell, "unknown")))
    yield Block(key="others", title=tell.say("s-no"), lines=tuple(left_out(tell)))
    yield Block(key="rests", title=tell.say("s-rests"), lines=tuple(_rests(tell)))


def _longest(tell: Teller) -> str:
    """Within how many days an answer must come, when one files today."""
    sure, ends = tell.kept.sure, tell.kept.on(tell.kept.verdict_path).sure
    if ends is None:
        return ""
    days = max(math.floor((ends - 1) * DAYS_A_MONTH), 0)
    return tell.say("yes-days", days=tell.numerals.fixed(days), sure=tell.chance(sure))


def _rests(tell: Teller) -> Iterator[Line]:
    kept, exact = tell.kept, tell.numerals.exact
    takes = kept.start.takes
    text = tell.say("r-close-text", low=exact(round(takes.p10, 1)), high=exact(round(takes.p90, 1)))
    if kept.is_stated:
        yield Line(name=tell.say("r-close"), text=text, notes=(tell.say("r-stated"),))
    else:
        yield Line(name=tell.say("r-close"), text=text, confidence=OURS)
    drift = tell.say("r-drift-text", low=exact(BURN_DRIFT.low), high=exact(BURN_DRIFT.high))
    yield Line(name=tell.say("r-drift"), text=drift, confidence=OURS)
    if kept.planned is not None:
        slip = "r-slip-stated" if kept.is_stated else "r-slip-text"
        yield Line(name=tell.say("r-slip"), text=tell.say(slip), confidence="" if kept.is_stated else OURS)
        size = tell.say("r-size-text", low=exact(ROUND_SIZE.low), high=exact(ROUND_SIZE.high))
        yield Line(name=tell.say("r-size"), text=size, confidence=OURS)
    percent = tell.numerals.percent
    ways = tell.say(
        "r-bridge-text", rate=percent(INTEREST), discount=percent(DISCOUNT), off=percent(OFF_PREPAID),
        notice=NOTICE,
    )  # fmt: skip
    yield Line(name=tell.say("r-bridge"), text=ways, confidence=OURS)
    reserve = tell.say("r-reserve-text", reserve=tell.months(kept.reserve))
    yield Line(name=tell.say("r-reserve"), text=reserve, confidence=OURS)
    yield Line(name=tell.say("r-launches"), text=tell.say("r-launches-text"))


def _sources(tell: Teller) -> Iterator[Line]:
    for cite in tell.cites:
        day = (tell.say("read-on", day=tell.numerals.day(cite.read)),) if cite.read else ()
        yield Line(name="", text=cited(cite), url=cite.url, notes=day)
