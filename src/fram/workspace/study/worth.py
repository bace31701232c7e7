"""What the doors that evidence keeps shut are worth, by the plan's own model of each market."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, TypeVar

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

Worth = TypeVar("Worth")


@dataclass(frozen=True, slots=True, kw_only=True)
class MarketWorth:
    """One market by the plan's model once the evidence is there, arrays of shape (draws,), NOK.

    ``paid``: its value where the payer says yes (or none need), ``unpaid``: where it says no; ``chance``: of
    a yes.
    """

    market: str
    needs_payment: bool
    paid: Floats = field(repr=False)
    unpaid: Floats = field(repr=False)
    chance: Floats = field(repr=False)

    @property
    def mean(self) -> float:
        """The plan's own average, yes and no together, without walking away."""
        return float((self.chance * self.paid + (1 - self.chance) * self.unpaid).mean())

    @property
    def surely(self) -> float:
        """The value where one goes, or not, on the average: what one can decide on before it is known."""
        return max(self.mean, 0.0)

    @property
    def hangs_surely(self) -> float:
        """What the payer's chance of a yes adds to that."""
        return max(self.surely - max(float(self.unpaid.mean()), 0.0), 0.0)

    @property
    def positive(self) -> Floats:
        """The value of going in the futures in which that pays, nothing in the others.

        An upper bound: nobody knows before going which future comes.
        """
        return self.chance * _or_nothing(self.paid) + (1 - self.chance) * _or_nothing(self.unpaid)

    @property
    def hangs_on_payment(self) -> Floats:
        """What the payer's yes adds, with its chance, at most: as ``positive``."""
        return self.chance * (_or_nothing(self.paid) - _or_nothing(self.unpaid))


def market_worths(weighing: Weighing, *, seed: int, draws: int = DRAWS) -> dict[str, MarketWorth]:
    """Return each market's value once the evidence is there: if the payer says yes, and if it says no.

    No months are counted for the study itself here: they count where a study is chosen.
    """
    ready = [_with(case, evidence_months=0) for case in weighing.cases()]
    paid = [_with(case, payment_chance=1) for case in ready]
    unpaid = [_with(case, payment_chance=0) for case in ready]
    at, count, block = weighing.decide_at, len(ready), Draws(seed, 0, draws)
    found = simulate_markets([*paid, *unpaid], seed=seed, draws=draws, decide_at=at).value
    return {
        case.market: MarketWorth(
            market=case.market, needs_payment=case.needs_payment, paid=found[i], unpaid=found[count + i],
            chance=block.of(case.inputs["payment_chance"]) if case.needs_payment else np.ones(draws),
        )
        for i, case in enumerate(ready)
    }  # fmt: skip


def door_worths(
    doors: Sequence[Door], worths: Mapping[str, MarketWorth], *, lift: Estimate, seed: int
) -> dict[tuple[str, str], Floats]:
    """Return what each door is worth at most in each market it speaks for, draws by (door, market), NOK.

    A regulator not passed yet: the market's value. A payer who must decide, or who decides by an assessor's
    word: what the yes adds. Any other (an assessor who binds nobody, a buyer who pays alone): a share of the
    market's value, ``lift``. A method: nothing.
    """
    found = {}
    for door, market in _spoken_for(doors, worths):
        at = worths[market]
        part = sample(lift.dist, seed=seed, key="study.door-lift", start=0, stop=at.paid.size)
        found[door.id, market] = _of_kind(
            door, at, whole=at.positive, hangs=at.hangs_on_payment, part=at.positive * part
        )  # fmt: skip
    return found


def sure_worths(
    doors: Sequence[Door], worths: Mapping[str, MarketWorth], *, lift: Estimate
) -> dict[tuple[str, str], float]:
    """Return what each door is worth as ``door_worths`` has it where one goes, or not, on the average, NOK.

    A market in which the plan loses on average also with the door open is worth nothing here.
    """
    found = {}
    for door, market in _spoken_for(doors, worths):
        at = worths[market]
        found[door.id, market] = _of_kind(
            door, at, whole=at.surely, hangs=at.hangs_surely, part=at.surely * lift.dist.mean
        )  # fmt: skip
    return found


def _spoken_for(doors: Sequence[Door], worths: Mapping[str, MarketWorth]) -> Iterator[tuple[Door, str]]:
    """Each door that can be worth something, with each market it speaks for."""
    for door in doors:
        if not door.held and door.kind != "method":
            yield from ((door, market) for market in door.markets if market in worths)


def _of_kind(door: Door, at: MarketWorth, *, whole: Worth, hangs: Worth, part: Worth) -> Worth:
    """Which worth counts: of the whole market, of what hangs on payment, or a part of the whole."""
    if door.kind == "regulator":
        return whole
    return hangs if door.pays == "yes" and at.needs_payment else part


def _or_nothing(value: Floats) -> Floats:
    return np.maximum(value, 0.0)


def _with(case: MarketCase, **fixed: float) -> MarketCase:
    """The case with inputs set to one number each."""
    inputs = dict(case.inputs)
    for name, value in fixed.items():
        told = inputs[name]
        inputs[name] = replace(told, estimate=replace(told.estimate, dist=Fixed(value=value)))
    return replace(case, inputs=inputs)
