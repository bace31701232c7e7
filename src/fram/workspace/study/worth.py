"""What the doors that evidence keeps shut are worth, by the plan's own model of each market."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import numpy as np

from fram.access.evidence.doors import Door
from fram.decide.model.case import MarketCase
from fram.decide.model.factors import Draws
from fram.decide.model.sampling import sample
from fram.decide.model.simulate import simulate_markets
from fram.decide.plan import Weighing
from fram.terms.dist import Fixed
from fram.terms.estimate import Estimate

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

DRAWS = 2_000
"""Few: the order of studies and rough sizes are wanted, not the last digit."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MarketWorth:
    """One market by the plan's model once the evidence is there, arrays of shape (draws,), NOK.

    ``paid``: its value where the payer says yes (or none need), ``unpaid``: where it says no; ``chance``: of
    a yes. ``mean``: the plan's own average, yes and no together, without walking away.
    """

    market: str
    needs_payment: bool
    paid: Floats = field(repr=False)
    unpaid: Floats = field(repr=False)
    chance: Floats = field(repr=False)
    mean: float

    @property
    def positive(self) -> Floats:
        """The value of going where that pays; nothing in the futures where it does not: nobody must go."""
        return self.chance * _or_nothing(self.paid) + (1 - self.chance) * _or_nothing(self.unpaid)

    @property
    def hangs_on_payment(self) -> Floats:
        """What the payer's yes adds, with its chance."""
        return self.chance * (_or_nothing(self.paid) - _or_nothing(self.unpaid))


def market_worths(weighing: Weighing, *, seed: int, draws: int = DRAWS) -> dict[str, MarketWorth]:
    """Return each market's value once the evidence is there: if the payer says yes, and if it says no.

    No months are counted for the study itself here: they count where a study is chosen.
    """
    ready = [_with(case, evidence_months=0) for case in weighing.cases()]
    paid = [_with(case, payment_chance=1) for case in ready]
    unpaid = [_with(case, payment_chance=0) for case in ready]
    at, count, block = weighing.decide_at, len(ready), Draws(seed, 0, draws)
    found = simulate_markets([*ready, *paid, *unpaid], seed=seed, draws=draws, decide_at=at).value
    return {
        case.market: MarketWorth(
            market=case.market, needs_payment=case.needs_payment, mean=float(found[i].mean()),
            paid=found[count + i], unpaid=found[2 * count + i],
            chance=block.of(case.inputs["payment_chance"]) if case.needs_payment else np.ones(draws),
        )
        for i, case in enumerate(ready)
    }  # fmt: skip


def door_worths(
    doors: Sequence[Door], worths: Mapping[str, MarketWorth], *, lift: Estimate, seed: int
) -> dict[tuple[str, str], Floats]:
    """Return what each door is worth in each market it speaks for, draws by (door, market), NOK.

    A regulator not passed yet: the market's value. A payer who must decide, or who decides by an assessor's
    word: what the yes adds. Any other (an assessor who binds nobody, a buyer who pays alone): a share of the
    market's value, ``lift``. A method: nothing.
    """
    found = {}
    for door in doors:
        for market in door.markets:
            if market in worths and (worth := _worth(door, worths[market], lift=lift, seed=seed)) is not None:
                found[door.id, market] = worth
    return found


def _worth(door: Door, at: MarketWorth, *, lift: Estimate, seed: int) -> Floats | None:
    if door.held or door.kind == "method":
        return None
    if door.kind == "regulator":
        return at.positive
    if door.pays == "yes" and at.needs_payment:
        return at.hangs_on_payment
    part = sample(lift.dist, seed=seed, key="study.door-lift", start=0, stop=at.paid.size)
    return at.positive * part


def _or_nothing(value: Floats) -> Floats:
    return np.maximum(value, 0.0)


def _with(case: MarketCase, **fixed: float) -> MarketCase:
    """The case with inputs set to one number each."""
    inputs = dict(case.inputs)
    for name, value in fixed.items():
        told = inputs[name]
        inputs[name] = replace(told, estimate=replace(told.estimate, dist=Fixed(value=value)))
    return replace(case, inputs=inputs)
