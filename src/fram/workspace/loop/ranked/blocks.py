"""The parts of a ranking's page: values and chances, the board's weights, who beats whom."""

from __future__ import annotations

from collections.abc import Iterator

from fram.decide.model.cashflow import HORIZON
from fram.decide.rank import NOTHING, Ranked, Standing
from fram.decide.rank.standing import CriterionKept
from fram.workspace.loop.ranked.page import Block, Teller
from fram.workspace.loop.ranked.pictures import places_picture, ranges_picture
from fram.workspace.loop.ranked.view import RankedMarkets
from fram.workspace.papers.access.gantt import Line
from fram.workspace.papers.charts.look import Table

SELDOM = 0.01
"""A market that is first less often than this has no weights of its own worth telling."""


def blocks(view: RankedMarkets, tell: Teller) -> Iterator[Block]:
    """Yield the parts of the page, in the order in which they are read."""
    yield _values(view, tell)
    if len(view.ranked) > 1:
        yield _stable(view, tell)
        if view.kept.kind != "stated":
            yield _central(view, tell)
        yield _criteria(view, tell)
    yield _beaten(view, tell)


def _values(view: RankedMarkets, tell: Teller) -> Block:
    is_one = len(view.ranked) == 1
    columns: tuple[str, ...] = ("market", "tier", "mean", "shrunk", "range", "loss", "best")
    if is_one:
        columns = ("market", "mean", "range", "loss")
    names = [tell.words.numerals.market(one.market) for one in view.ranked]
    cells = [_figures(one, tell) for one in view.ranked]
    pairs = list(zip(names, cells, strict=True))
    how = tell.say("values-how-one" if is_one else "values-how")
    return Block(
        key="values", title=tell.say("s-values"), intro=how,
        picture=None if is_one else ranges_picture(view.ranked, title=tell.say("p-ranges"), tell=tell),
        table=Table(
            head=tuple(tell.say(f"c-{name}") for name in columns),
            rows=tuple((name, *(row[key] for key in columns[1:])) for name, row in pairs),
        ),
        rows=tuple(
            Line(name=name, text=tell.say("row-values-one" if is_one else "row-values", **row))
            for name, row in pairs
        ),
    )  # fmt: skip


def _figures(one: Ranked, tell: Teller) -> dict[str, str]:
    numerals = tell.words.numerals
    return {
        "tier": str(one.tier), "mean": tell.money(one.mean), "shrunk": tell.money(one.shrunk),
        "range": numerals.money_points((one.npv.p10, one.npv.p50, one.npv.p90)),
        "loss": tell.chance(one.chance_loss), "best": tell.chance(one.chance_best),
    }  # fmt: skip


def _stable(view: RankedMarkets, tell: Teller) -> Block:
    kept = view.kept
    head = tuple(tell.say(f"c-{name}") for name in ("market", "first-weights", "first", "among"))
    draws = tell.words.numerals.fixed(kept.draws)
    rows = tuple(_stable_row(one, tell) for one in kept.markets)
    return Block(
        key="stable", title=tell.say("s-stable"), intro=tell.say(f"stable-{kept.kind}", draws=draws),
        picture=places_picture(kept, title=tell.say("p-places"), tell=tell),
        table=Table(head=head, rows=rows),
        rows=tuple(
            Line(name=name, text=tell.say("row-stable", alone=alone, first=first, among=among))
            for name, alone, first, among in rows
        ),
    )  # fmt: skip


def _stable_row(one: Standing, tell: Teller) -> tuple[str, str, str, str]:
    shares = (one.first_by_weights, one.first, one.among_first)
    alone, first, among = (tell.chance(share) for share in shares)
    return tell.words.numerals.market(one.market), alone, first, among


def _central(view: RankedMarkets, tell: Teller) -> Block:
    """The weights under which each market comes first, for those that now and then do."""
    criteria = [one.criterion for one in view.kept.criteria]
    named = [_capital(tell.say(f"k-{name}")) for name in criteria]
    firsts = [one for one in view.kept.markets if one.first >= SELDOM and one.confidence is not None]
    rows = tuple(
        (
            tell.words.numerals.market(one.market), *(tell.chance(one.central[name]) for name in criteria),
            tell.chance(one.confidence or 0.0),
        )
        for one in firsts
    )  # fmt: skip
    return Block(
        key="central", title=tell.say("s-central"), intro=tell.say("central-how"),
        table=Table(head=(tell.say("c-market"), *named, tell.say("c-confidence")), rows=rows),
        rows=tuple(_central_line(one, tell) for one in firsts),
    )  # fmt: skip


def _central_line(one: Standing, tell: Teller) -> Line:
    shares = sorted(one.central.items(), key=lambda pair: -pair[1])
    told = ", ".join(f"{tell.say(f'k-{name}')} {tell.chance(share)}" for name, share in shares)
    confidence = tell.of_hundred(one.confidence or 0.0)
    text = tell.say("row-central", central=told, confidence=confidence)
    return Line(name=tell.words.numerals.market(one.market), text=text)


def _criteria(view: RankedMarkets, tell: Teller) -> Block:
    kept = view.kept
    names = [_capital(tell.say(f"k-{one.criterion}")) for one in kept.criteria]
    cells = [
        (*_ends(one, tell), _weight(one, tell, place=place if kept.kind == "order" else 0))
        for place, one in enumerate(kept.criteria, start=1)
    ]
    return Block(
        key="criteria", title=tell.say("s-criteria"), intro=tell.say("criteria-how"),
        table=Table(
            head=tuple(tell.say(f"c-{name}") for name in ("criterion", "worst", "best-end", "weight")),
            rows=tuple((name, *row) for name, row in zip(names, cells, strict=True)),
        ),
        rows=tuple(
            Line(name=name, text=tell.say("row-criterion", worst=worst, best=best, weight=weight))
            for name, (worst, best, weight) in zip(names, cells, strict=True)
        ),
    )  # fmt: skip


def _ends(one: CriterionKept, tell: Teller) -> tuple[str, str]:
    if one.worst == one.best:
        return tell.say("all-alike"), tell.say("all-alike")
    return _end(one.worst, one.unit, tell), _end(one.best, one.unit, tell)


def _end(value: float, unit: str, tell: Teller) -> str:
    numerals = tell.words.numerals
    if unit == "NOK":
        return numerals.money(value)
    if unit == "share":
        return tell.chance(value)
    return tell.say("never-months") if value >= HORIZON else tell.say("months", count=numerals.fixed(value))


def _weight(one: CriterionKept, tell: Teller, *, place: int) -> str:
    if place:
        return tell.say("weight-order", place=place)
    low, high = (tell.words.numerals.percent(share) for share in (one.low, one.high))
    if one.low == one.high:
        return low
    if (one.low, one.high) == (0, 1):
        return tell.say("weight-any")
    return tell.say("weight-between", low=low, high=high)


def _beaten(view: RankedMarkets, tell: Teller) -> Block:
    lines = tuple(
        Line(name=tell.words.numerals.market(one.market), text=" ".join(_judged(one, tell)))
        for one in view.kept.markets
    )
    title = tell.say("s-beaten" if len(view.ranked) > 1 else "s-beaten-one")
    return Block(key="beaten", title=title, intro=tell.say("beaten-how"), lines=lines)


def _judged(one: Standing, tell: Teller) -> Iterator[str]:
    if one.beaten_by:
        yield tell.say(f"beats-{one.beaten_order}", better=tell.name(one.beaten_by, starts=True))
        if one.nothing_beats and one.beaten_by != NOTHING:
            yield tell.say(f"nothing-too-{one.nothing_beats}")
    elif one.almost_beaten_by:
        yield tell.say("almost", better=tell.name(one.almost_beaten_by, starts=True))
    else:
        yield tell.say("unbeaten")
    if NOTHING in one.beats:
        yield tell.say("beats-nothing")


def _capital(text: str) -> str:
    return f"{text[0].upper()}{text[1:]}"
