"""The account of one launch: its cost lines, its road in time, its ten years, what a month's delay costs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from fram.decide.model.case import MarketCase
from fram.decide.model.cashflow import HORIZON, Launch, flows
from fram.decide.model.costs import Line, Phase, cost_lines
from fram.decide.model.factors import Draws
from fram.decide.model.income import prices_of
from fram.decide.model.opportunity import ROAD, durations, inputs_of, launch_of
from fram.decide.model.timeline import timeline
from fram.decide.rank import Range
from fram.terms.estimate import Reason

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

LEDGER_DRAWS = 1024
DELAYED_BY = 3.0
"""Months by which a launch is put off to learn what one month costs."""
MOSTLY_SO = 0.5
"""A warning is given where it holds in at least this share of the draws."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CostLine:
    """One cost line: NOK once, or a month (phases team, market); ``before_sale`` NOK until the first sale.

    ``shared``: its id where several markets pay it but once (``eu-mdr.approval_cost``), else empty.
    """

    kind: str
    phase: Phase
    amount: Range
    before_sale: Range
    shared: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One activity of the road: months from the plan's day, and how often it holds up the first sale."""

    name: str
    starts: Range
    ends: Range
    critical: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Year:
    """One year of a launch as luck falls, NOK: income, costs of all kinds, net cash after working capital."""

    income: Range
    costs: Range
    net: Range


@dataclass(frozen=True, slots=True, kw_only=True)
class Prices:
    """One unit's price on its way to us, NOK on the price's own basis; ``ceiling`` None where nobody said."""

    listed: Range
    ceiling: Range | None
    realised: Range
    net: Range
    margin: Range


@dataclass(frozen=True, slots=True, kw_only=True)
class Ledger:
    """The account of one launch. ``delay``: value in NOK lost with each month it starts later.

    ``before_sale``: NOK spent until the first sale if nothing fails, on ``approval`` (with certificates),
    the ``launch`` and what is ``running`` already.
    """

    lines: tuple[CostLine, ...]
    before_sale: Mapping[str, Range]
    road: tuple[Step, ...]
    years: tuple[Year, ...]
    prices: Prices
    delay: Range
    warnings: tuple[Reason, ...]


def ledger_of(case: MarketCase, *, draws: Draws) -> Ledger:
    """Return the account of one market's launch, from draws that several markets may share."""
    x, launch = inputs_of(case, draws), launch_of(case, draws)
    return Ledger(
        lines=tuple(_cost_line(line, launch) for line in cost_lines(case, x)),
        before_sale=_before_sale(launch),
        road=_road(case, x),
        years=_years(launch),
        prices=_prices(case, x),
        delay=cost_of_delay(case, draws),
        warnings=_warnings(case, x, launch),
    )


def _before_sale(launch: Launch) -> dict[str, Range]:
    running = launch.team_cost * _months_to_sale(launch, launch.hire_at)
    running = running + launch.market_cost * _months_to_sale(launch, launch.launch_at)
    return {
        "approval": Range.of(launch.approval_cost + launch.firm_cost),
        "launch": Range.of(launch.launch_cost),
        "running": Range.of(running),
    }


def _months_to_sale(launch: Launch, began: Floats) -> Floats:
    return np.clip(launch.first_sale - began, 0, None)


def _cost_line(line: Line, launch: Launch) -> CostLine:
    began = {"team": launch.hire_at, "market": launch.launch_at}
    months = 1.0 if line.is_once else _months_to_sale(launch, began[line.phase])
    return CostLine(
        kind=line.kind, phase=line.phase, amount=Range.of(line.nok), before_sale=Range.of(line.nok * months),
        shared=line.shared,
    )  # fmt: skip


def _road(case: MarketCase, x: dict[str, Floats]) -> tuple[Step, ...]:
    """The activities there are; a step is done at the end of its month, as in the simulation."""
    taken = durations(case, x)
    found = timeline(ROAD, taken, goal="tender")
    return tuple(
        Step(
            name=name,
            starts=Range.of(found.starts[name]),
            ends=Range.of(np.ceil(found.ends[name])),
            critical=found.critical[name],
        )
        for name in found.ends
        if name in taken and name != "wait" and np.any(taken[name] > 0)
    )


def _prices(case: MarketCase, x: dict[str, Floats]) -> Prices:
    found = prices_of(case, x)
    return Prices(
        listed=Range.of(found.listed), realised=Range.of(found.realised), net=Range.of(found.net),
        ceiling=None if found.ceiling is None else Range.of(found.ceiling), margin=Range.of(found.margin),
    )  # fmt: skip


def _years(launch: Launch) -> tuple[Year, ...]:
    income, costs, net = by_month(launch)

    def yearly(monthly: Floats) -> Floats:
        return monthly.reshape(HORIZON // 12, 12, -1).sum(axis=1)

    return tuple(
        Year(income=Range.of(i), costs=Range.of(c), net=Range.of(n))
        for i, c, n in zip(yearly(income), yearly(costs), yearly(net), strict=True)
    )


def by_month(launch: Launch) -> tuple[Floats, Floats, Floats]:
    """Return income, costs and net cash a month as luck fell, NOK, each (HORIZON, draws).

    The same rules as ``monthly_cash``, told apart; net is income less costs less what is tied up anew.
    """
    found = flows(launch)
    costs = found.serving + found.spent
    return found.income, costs, found.income - costs - found.tied


def cost_of_delay(case: MarketCase, draws: Draws) -> Range:
    """Return the value in NOK lost with each month the launch starts later (below zero: gained).

    The same draws with everything three months later: sales come later, fall out of the ten years at the
    far end, and meet more rivals.
    """
    from fram.decide.model.kernel import simulate
    from fram.decide.model.opportunity import stack

    pair = stack([launch_of(case, draws), launch_of(case, draws, delay=DELAYED_BY)])
    now, later = simulate(pair, decide_at=0).value
    return Range.of((now - later) / DELAYED_BY)


def _warnings(case: MarketCase, x: dict[str, Floats], launch: Launch) -> tuple[Reason, ...]:
    """What a reader must know before trusting the numbers: each with the share of draws in which it holds."""
    found = prices_of(case, x)
    ceiling = found.ceiling if found.ceiling is not None else np.inf
    holding = {
        "warning-below-cost": found.margin <= 0,
        "warning-price-bound": found.discounted > ceiling,
        "warning-no-demand": launch.units <= 0,
        "warning-beyond-horizon": launch.first_sale >= HORIZON,
    }
    shares = {key: float(np.mean(what)) for key, what in holding.items()}
    return tuple(Reason.of(key, chance=share) for key, share in shares.items() if share >= MOSTLY_SO)
