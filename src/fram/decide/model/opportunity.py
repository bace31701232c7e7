"""From a market case to a launch: its activities in time, its demand, prices and costs, draw by draw."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from dataclasses import fields
from typing import TYPE_CHECKING

import numpy as np

from fram.decide.model.case import MarketCase, used_inputs
from fram.decide.model.cashflow import HORIZON, Launch
from fram.decide.model.costs import cost_lines, summed
from fram.decide.model.demand import demand_of
from fram.decide.model.factors import Draws
from fram.decide.model.income import Prices, months_tied, prices_of, sold_once, times_a_month
from fram.decide.model.timeline import Activity, Network, finish

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

PILOT_PART = 0.4
"""Part of a sales cycle that lies before the tender: a planning figure of ours."""

ROAD = Network(
    activities=(
        Activity(name="wait"),
        Activity(name="prepare", after=("wait",)),
        Activity(name="approve", after=("prepare",)),
        Activity(name="gates", after=("wait",)),
        Activity(name="localise", after=("wait",)),
        Activity(name="evidence", after=("wait",)),
        Activity(name="launch", after=("approve", "gates", "localise")),
        Activity(name="payment", after=("launch", "evidence")),
        Activity(name="pilot", after=("payment",)),
        Activity(name="tender", after=("pilot",)),
    )
)
"""What must be done in a market, and after what. Where no payer decides, payment takes no time."""


def launch_of(
    case: MarketCase,
    draws: Draws,
    *,
    delay: Floats | float = 0.0,
    without: Set[str] = frozenset(),
    approved_at: Floats | float | None = None,
) -> Launch:
    """Return the launch terms of one market for one block of draws (arrays of shape (draws,)).

    ``delay``: months by which everything starts later than today; ``without``: the shared costs, by id, that
    other markets have paid; ``approved_at``: the month in which another market brings the same approval,
    where that comes before this market's own would.
    """
    x = inputs_of(case, draws)
    ends = finish(ROAD, durations(case, x, delay=delay, approved_at=approved_at))
    first_sale = np.minimum(ends["tender"], 2.0 * HORIZON)
    chance = np.clip(x["approval_chance"], 0, 1)
    one = np.ones_like(chance)
    pay_chance = np.clip(x["payment_chance"], 0, 1) if case.needs_payment else one
    demand, prices = demand_of(case, x, first_sale=first_sale), prices_of(case, x)
    lines = tuple(line for line in cost_lines(case, x) if line.shared not in without)
    return Launch(
        begin_at=ends["wait"],
        approve_at=ends["approve"],
        launch_at=ends["launch"],
        paid_at=ends["payment"],
        first_sale=first_sale,
        hire_at=np.maximum(ends["payment"] - x["hire_lead"], 0),
        approve_ok=(draws.luck(f"{case.regime}.approval") < chance).astype(float),
        pay_ok=(draws.luck(f"{case.market}.payment") < pay_chance).astype(float),
        approve_chance=chance,
        pay_chance=pay_chance,
        unpaid_share=np.clip(x["unpaid_share"], 0, 1) if case.needs_payment else one,
        **{name: getattr(demand, name) for name in ("units", "pace", "p", "q", "keep", "ramp")},
        **_unit_money(case, x, prices),
        tied=months_tied(x),
        approval_cost=summed(lines, "approval") * one,
        firm_cost=summed(lines, "launch", shared=True) * one,
        launch_cost=summed(lines, "launch", shared=False) * one,
        team_cost=summed(lines, "team") * one,
        market_cost=summed(lines, "market") * one,
        discount=(1 + x["discount_rate"]) ** (-1 / 12),
    )


def inputs_of(case: MarketCase, draws: Draws) -> dict[str, Floats]:
    """Return the drawn inputs a case depends on, by name."""
    return {name: draws.of(item) for name, item in used_inputs(case).items()}


def durations(
    case: MarketCase,
    x: Mapping[str, Floats],
    *,
    delay: Floats | float = 0.0,
    approved_at: Floats | float | None = None,
) -> dict[str, Floats]:
    """Return how long each activity takes, in months; what is not there takes no time."""
    months = {
        "wait": np.full_like(x["sales_cycle"], delay),
        "prepare": x["preparation_months"],
        "approve": x["approval_months"],
        "gates": x["gate_months"],
        "localise": x["localisation_months"],
        "pilot": x["sales_cycle"] * PILOT_PART,
        "tender": x["sales_cycle"] * (1 - PILOT_PART),
    }
    if approved_at is not None:
        left = np.maximum(approved_at - months["wait"], 0.0)
        own = np.maximum(months["prepare"], 0.0) + np.maximum(months["approve"], 0.0)
        months |= {"prepare": np.zeros_like(own), "approve": np.minimum(own, left)}
    if case.needs_payment:
        months |= {"evidence": x["evidence_months"], "payment": x["payment_months"]}
    return {name: np.maximum(value, 0.0) for name, value in months.items()}


def _unit_money(case: MarketCase, x: Mapping[str, Floats], prices: Prices) -> dict[str, Floats]:
    """What one unit in use brings in and leaves in a month, and what one put to use does at once."""
    nought = np.zeros_like(prices.net)
    times, once = times_a_month(case, x), sold_once(case)
    return {
        "month_income": prices.net * times + nought,
        "month_margin": prices.margin * times + nought,
        "once_income": prices.net if once else nought,
        "once_margin": prices.margin if once else nought,
    }


def stack(launches: Sequence[Launch]) -> Launch:
    """Return several markets' launches as one, arrays of shape (markets, draws)."""
    return Launch(**{f.name: np.stack([getattr(one, f.name) for one in launches]) for f in fields(Launch)})
