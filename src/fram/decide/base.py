"""The deterministic base: a launch with every input at one value, by default its median.

Chances are not drawn but weighed: paid, unpaid and failed each run their course, and their values add up by
their chances. This is what a workbook can hold. It is not the mean of the simulation: a value that bends in
its inputs is worth something else on average than at the middle of each.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING

import numpy as np

from fram.decide.model.case import Assumption, MarketCase, Sold, default_of, used_inputs
from fram.decide.model.cashflow import HORIZON, Launch, monthly_cash, ordered_share, sales
from fram.decide.model.demand import lateness
from fram.decide.model.factors import Draws
from fram.decide.model.income import Prices, prices_of, times_a_month
from fram.decide.model.inputs import INPUTS, assumption_id
from fram.decide.model.opportunity import ROAD, durations, inputs_of, launch_of
from fram.decide.model.sampling import quantile
from fram.decide.model.timeline import finish
from fram.decide.plan import MarketPlan, Plan
from fram.terms.dist import Dist

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

DIGITS = 12
"""Significant digits of a median: the last bits of two machines' arithmetic do not show."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Base:
    """One market at single values. Money in real NOK, time in months from the plan's day.

    ``inputs`` by name; ``ends`` when each activity of the road is done; ``prices`` and ``launch`` hold arrays
    of one element; ``times`` payments of a unit in a month, ``late`` the share left to one who comes late.
    By month, shape (120,), as long as nothing stops the launch: ``ordered`` the share of the units ever
    ordered, ``in_use`` and ``added`` units. ``paid``, ``unpaid`` and ``failed``: net cash of each branch.
    """

    case: MarketCase
    inputs: Mapping[str, float]
    ends: Mapping[str, float]
    prices: Prices
    launch: Launch
    times: float
    late: float
    ordered: Floats
    in_use: Floats
    added: Floats
    paid: Floats
    unpaid: Floats
    failed: Floats

    @property
    def chances(self) -> tuple[float, float]:
        """The chance of approval, and of payment once approved."""
        return float(self.launch.approve_chance[0]), float(self.launch.pay_chance[0])

    @property
    def expected(self) -> Floats:
        """Net cash a month with the branches weighed by their chances, shape (120,)."""
        approved, paid = self.chances
        return approved * (paid * self.paid + (1 - paid) * self.unpaid) + (1 - approved) * self.failed

    @property
    def factors(self) -> Floats:
        """What a krone of each month is worth on the plan's day, shape (120,)."""
        return np.asarray(self.launch.discount ** np.arange(HORIZON))

    @property
    def value(self) -> float:
        """Net present value in NOK: the branches weighed by their chances."""
        return float((self.expected * self.factors).sum())


def middle(dist: Dist) -> float:
    """Return the median of a distribution, to twelve significant digits."""
    return float(f"{float(quantile(dist, 0.5)[0]):.{DIGITS}g}")


def planned_case(plan: Plan, line: MarketPlan, *, unit_of_sale: str, price_model: str) -> MarketCase:
    """Return a market's case as the plan holds it; an input it does not hold stands at its default."""
    inputs = {name: _assumption(plan, line, name, unit_of_sale) for name in INPUTS}
    stated = {name: inputs[name].estimate for name in ("saving", "health_gain") if name in line.inputs}
    sold = Sold(
        known=stated, price_model=price_model, unit_of_sale=unit_of_sale, mode=plan.mode,
        ships_goods=plan.ships_goods,
    )  # fmt: skip
    return MarketCase(
        market=line.result.market, regime=line.regime, needs_payment=line.needs_payment,
        speaks_language=line.speaks_language, near_home=line.near_home, sold=sold, inputs=inputs,
    )  # fmt: skip


def _assumption(plan: Plan, line: MarketPlan, name: str, unit_of_sale: str) -> Assumption:
    held = plan.assumptions.get(line.inputs.get(name, ""))
    if held is not None:
        return held
    market = line.result.market
    key = line.inputs.get(name) or assumption_id(name, market=market, regime=line.regime)
    return Assumption(id=key, name=name, market=market, estimate=default_of(name, unit_of_sale=unit_of_sale))


def bases_of(cases: Sequence[MarketCase], *, at: Mapping[str, float] | None = None) -> tuple[Base, ...]:
    """Return each market's base, every input at its median or, by assumption id, at its value in ``at``."""
    if not cases:
        return ()
    items = {item.id: item for case in cases for item in used_inputs(case).values()}
    pinned = {key: middle(item.estimate.dist) for key, item in items.items()} | dict(at or {})
    draws = Draws(0, 0, 1).pinned_at(pinned)
    # Months are worked through once for all: each market stands where the simulation has a draw.
    launches = [launch_of(case, draws) for case in cases]
    joined = {f.name: np.concatenate([getattr(one, f.name) for one in launches]) for f in fields(Launch)}
    months = _months(Launch(**joined))
    return tuple(_one(case, draws, launches[i], months, i) for i, case in enumerate(cases))


def _months(launch: Launch) -> dict[str, Floats]:
    """What happens each month, arrays of shape (120, markets)."""
    one, nought = np.ones_like(launch.units), np.zeros_like(launch.units)
    sold = list(sales(launch))
    return {
        "ordered": np.array([ordered_share(launch, month) for month in range(HORIZON)]),
        "in_use": np.array([month.in_use for month in sold]),
        "added": np.array([month.added for month in sold]),
        "paid": monthly_cash(launch, approved=one, paid=one),
        "unpaid": monthly_cash(launch, approved=one, paid=nought),
        "failed": monthly_cash(launch, approved=nought, paid=nought),
    }


def _one(case: MarketCase, draws: Draws, launch: Launch, months: Mapping[str, Floats], place: int) -> Base:
    x = inputs_of(case, draws)
    years = np.maximum(launch.first_sale, 0.0) / 12
    return Base(
        case=case,
        inputs={name: float(value[0]) for name, value in x.items()},
        ends={name: float(end[0]) for name, end in finish(ROAD, durations(case, x)).items()},
        prices=prices_of(case, x),
        launch=launch,
        times=float(np.squeeze(times_a_month(case, x))),
        late=float(lateness(x, years=years)[0]),
        **{name: np.ascontiguousarray(array[:, place]) for name, array in months.items()},
    )
