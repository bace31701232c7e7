"""The tables of a runway: when cash ends, how much to raise, what it costs the owners, what buys time."""

from __future__ import annotations

from collections.abc import Iterator

from fram.decide.runway.bridges import DISCOUNT, INTEREST, NOTICE, OFF_PREPAID, Bridge
from fram.decide.runway.owners import AfterRound
from fram.workspace.kept.runway import Dilution
from fram.workspace.loop.runway.telling import Teller
from fram.workspace.papers.charts.look import Table

LEAST_BEYOND = 0.01
"""A milestone past the horizon in fewer runs than this is not spoken of."""


def ends(tell: Teller) -> Table:
    """Return when cash ends on each path."""
    markets = tell.places(tell.kept.markets)
    shown = [
        one for one in tell.kept.ends if tell.kept.planned is not None or not one.path.endswith("round")
    ]  # fmt: skip
    rows = tuple(
        (
            tell.say(f"path-{one.path}", markets=markets), tell.month(one.ends.p10), tell.month(one.ends.p50),
            tell.month(one.ends.p90), tell.chance(one.ends.chance),
        )
        for one in shown
    )  # fmt: skip
    return Table(
        head=tuple(tell.say(f"c-{key}") for key in ("path", "p10", "p50", "p90", "chance")), rows=rows
    )


def amounts(tell: Teller) -> Table:
    """Return how much to raise by milestone and chance."""
    chances = [chance for chance, _ in tell.kept.main.by_chance]
    head = [tell.say(f"c-{key}") for key in ("milestone", "when", "reached")]
    rows = tuple(
        (
            tell.milestone(one),
            tell.span(one.when.p10, one.when.p90) if one.market else "",
            tell.chance(one.reached) if one.market else "",
            *(tell.money(nok) for _, nok in one.by_chance),
        )
        for one in tell.kept.amounts
    )
    return Table(head=(*head, *(tell.say("c-with", chance=tell.chance(c)) for c in chances)), rows=rows)


def beyond(tell: Teller) -> Iterator[str]:
    """Yield a line for each milestone that often lies past the horizon."""
    for one in tell.kept.amounts:
        if one.beyond >= LEAST_BEYOND:
            yield tell.say("beyond", chance=tell.chance(one.beyond), milestone=tell.milestone(one))


def dilution(tell: Teller, found: Dilution) -> Table:
    """Return who owns what: a row for each amount, a column for each value before the money."""
    head = [tell.say("c-raise")]
    head += [tell.say("c-value", value=tell.money(value)) for value in found.values]
    rows = tuple(
        (tell.money(amount), *(_cell(tell, cell) for cell in row))
        for amount, row in zip(found.amounts, found.rows, strict=True)
    )
    return Table(head=tuple(head), rows=rows)


def _cell(tell: Teller, one: AfterRound | None) -> str:
    if one is None:
        return tell.say("cell-none")
    percent, investors = tell.numerals.percent, tell.numerals.percent(round(one.investors, 2))
    keep = one.today if one.founders is None else one.founders
    return tell.say("cell", keep=percent(round(keep, 2)), investors=investors)


def beside(tell: Teller, found: Dilution) -> Iterator[str]:
    """Yield what the grid leaves out: pool and loans at its middle, what is not possible or not stated."""
    cells = [cell for row in found.rows for cell in row]
    if None in cells:
        yield tell.say("dilution-impossible")
    middle = found.rows[len(found.rows) // 2][len(found.values) // 2]
    if middle is not None and (middle.pool or middle.converted):
        percent = tell.numerals.percent
        yield tell.say(
            "dilution-rest", pool=percent(round(middle.pool, 3)),
            converted=percent(round(middle.converted, 3)), amount=tell.money(middle.amount),
            value=tell.money(middle.pre_money),
        )  # fmt: skip
    if not found.knows_founders:
        yield tell.say("dilution-founders")


def bridges(tell: Teller) -> Table:
    """Return what buys time, the cheapest month first."""
    rows = tuple(
        (
            _way(tell, one),
            tell.say("gain-no-end") if one.months is None else tell.numerals.exact(round(one.months, 1)),
            tell.money(one.cost) if one.cost else tell.say("cost-none"),
            tell.money(one.cost_a_month) if one.cost else DASHED,
            _why(tell, one),
        )
        for one in tell.kept.helping
    )
    head = ("bridge", "gain", "cost", "each", "because")
    return Table(head=tuple(tell.say(f"c-{key}") for key in head), rows=rows)


DASHED = "\u2013"


def enough(tell: Teller) -> Iterator[str]:
    """Yield which ways are enough alone where the round is late already, and what grants can do."""
    late = tell.kept.start.late
    if late:
        alone = [_way(tell, one) for one in tell.kept.helping if one.gained >= late]
        ways = (
            tell.say("bridges-enough-one", ways="; ".join(alone))
            if alone
            else tell.say("bridges-enough-none")
        )
        yield tell.say("bridges-enough", late=tell.months(late), ways=ways)
    yield tell.say("bridges-grants")


def _way(tell: Teller, one: Bridge) -> str:
    if one.kind == "cut":
        return tell.say("b-cut", share=tell.numerals.percent(one.size))
    if one.kind == "delay":
        return tell.say("b-delay", months=tell.months(one.size), market=tell.place(one.market))
    return tell.say(f"b-{one.kind}", amount=tell.money(one.size))


def _why(tell: Teller, one: Bridge) -> str:
    percent = tell.numerals.percent
    diluted = "" if one.diluted is None else tell.say("b-diluted", share=percent(one.diluted))
    return tell.say(
        f"b-{one.kind}-why", notice=NOTICE, rate=percent(INTEREST), discount=percent(DISCOUNT),
        off=percent(OFF_PREPAID), diluted=diluted,
    )  # fmt: skip
