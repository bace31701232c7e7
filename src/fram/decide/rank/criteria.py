"""What a board may care about in a market, each read off the plan's own draws."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from fram.decide.model.cashflow import Outcomes
from fram.terms.errors import Problem, Refused, did_you_mean

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

SCALE = (0.1, 0.9)
"""A criterion is measured from the lowest P10 to the highest P90 among the markets: ours."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Criterion:
    """One thing to weigh: ``read`` gives it from outcomes as (markets, draws) in ``unit``."""

    name: str
    unit: str
    is_more_better: bool
    read: Callable[[Outcomes], Floats]


def _chance_of_no_loss(found: Outcomes) -> Floats:
    kept = 1.0 - np.mean(found.npv < 0, axis=1, keepdims=True)
    return np.broadcast_to(kept, found.npv.shape)


CRITERIA = {
    one.name: one
    for one in (
        # The value that markets are ranked by: luck averaged out.
        Criterion(name="value", unit="NOK", is_more_better=True, read=lambda x: x.value),
        # One number a market: a chance has no draws of its own.
        Criterion(name="chance", unit="share", is_more_better=True, read=_chance_of_no_loss),
        Criterion(name="cash", unit="NOK", is_more_better=False, read=lambda x: -x.lowest_cash.astype(float)),
        Criterion(
            name="time", unit="months", is_more_better=False, read=lambda x: x.first_revenue.astype(float)
        ),
        Criterion(
            name="payback", unit="months", is_more_better=False, read=lambda x: x.payback.astype(float)
        ),
        Criterion(name="spend", unit="NOK", is_more_better=False, read=lambda x: x.early_spend.astype(float)),
    )
}
"""By name. ``cash``: the deepest a launch goes; ``time``: to the first sale, the horizon where there is none;
``payback``: until cash stays at zero or above; ``spend``: until the next decision."""
USUAL = ("value", "chance", "cash", "time")
"""The criteria weighed when the board has not said."""


def check_criteria(names: Sequence[str], *, where: str = "") -> None:
    """Refuse names that are no criteria, and any named twice."""
    faults = [
        Problem(
            where=where, what=f"no criterion is called `{name}`",
            remedy=did_you_mean(name, CRITERIA) or f"known: {', '.join(CRITERIA)}",
        )
        for name in dict.fromkeys(names) if name not in CRITERIA
    ]  # fmt: skip
    faults += [
        Problem(where=where, what=f"`{name}` is named twice", why="it has one place and one weight")
        for name in dict.fromkeys(names) if list(names).count(name) > 1
    ]  # fmt: skip
    if len(faults) == 1:
        one = faults[0]
        raise Refused(one.what, where=one.where, why=one.why, remedy=one.remedy)
    if faults:
        raise Refused("the criteria cannot be weighed", where=where, problems=faults)


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """One criterion of all markets: ``utilities`` (markets, draws), 0 at ``worst`` and 1 at ``best``.

    ``worst`` and ``best`` in the criterion's unit; the same number where all markets are alike, whose
    utilities are then 0. ``means``: of each market, (markets,), in the criterion's unit. Values beyond the
    two ends go below 0 and above 1.
    """

    criterion: Criterion
    worst: float
    best: float
    means: Floats
    utilities: Floats


def measure(found: Outcomes, name: str) -> Measured:
    """Return one criterion of every market on a common scale, straight from worst to best.

    The ends are taken market by market, so a market that is named twice moves neither.
    """
    criterion = CRITERIA[name]
    drawn = criterion.read(found)
    low, high = np.quantile(drawn, SCALE, axis=1)
    worst, best = float(low.min()), float(high.max())
    if not criterion.is_more_better:
        worst, best = best, worst
    span = best - worst
    scaled = (drawn - worst) / span if span else np.zeros(drawn.shape)
    return Measured(
        criterion=criterion, worst=worst, best=best, means=drawn.mean(axis=1), utilities=np.asarray(scaled)
    )  # fmt: skip
