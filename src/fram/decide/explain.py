"""Why a market stands where it stands: what moves its value, and what would swap it with another."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from fram.decide.model.case import Assumption, MarketCase, used_inputs
from fram.decide.model.factors import Draws, standing
from fram.decide.model.inputs import limits
from fram.decide.model.kernel import simulate
from fram.decide.model.opportunity import launch_of, stack
from fram.decide.model.sampling import quantile
from fram.decide.worth_knowing import first_order_share
from fram.terms.dist import Fixed

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

LEVELS = (0.01, 0.1, 0.3, 0.5, 0.7, 0.9, 0.99)
EXPLAIN_DRAWS = 1024
BREAK_EVENS = 5
STRETCHED = (0.0, 0.25, 0.5, 1.0, 2.0, 4.0)
"""Multiples of the middle at which a break-even is looked for where the range holds none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Swing:
    """How far one input moves a result: the mean result in NOK with the input at its P10 and at its P90.

    ``swaps_at`` is the value of the input at which the result changes sign (None within its range).
    """

    assumption: Assumption
    low: float
    high: float
    at_low: float
    at_high: float
    swaps_at: float | None = None

    @property
    def width(self) -> float:
        """NOK between the two ends."""
        return abs(self.at_high - self.at_low)


def break_evens(case: MarketCase, values: Floats, *, seed: int) -> list[Swing]:
    """Return the five inputs that move one market's mean value most, each with where the value turns to loss.

    Where it does not within P1 to P99, a quarter to four times the middle is tried as well (shares up to 1);
    ``swaps_at`` stays None where even that does not do it.
    """
    draws = Draws(seed, 0, EXPLAIN_DRAWS)
    found = swings([case], values, seed=seed, top=BREAK_EVENS)
    return [one if one.swaps_at is not None else _beyond(one, case, draws) for one in found]


def _beyond(swing: Swing, case: MarketCase, draws: Draws) -> Swing:
    middle = float(quantile(swing.assumption.estimate.dist, 0.5)[0])
    places = np.unique(np.minimum(middle * np.array(STRETCHED), limits(swing.assumption.name)[1]))
    return replace(swing, swaps_at=_zero(places, _results(swing.assumption, [case], draws, places)))


def swings(cases: Sequence[MarketCase], values: Floats, *, seed: int, top: int = 10) -> list[Swing]:
    """Return the inputs that move a result most, widest first, at most ``top``.

    One case: the result is its mean value. Two cases: the value of the first less that of the second,
    and a result of zero is where they would swap. ``values`` (draws,) is the result as simulated with
    ``seed``; it only serves to pick the candidates, which are then simulated with the input pinned.
    """
    items = {item.id: item for case in cases for item in used_inputs(case).values()}
    uncertain = [item for item in items.values() if not isinstance(item.estimate.dist, Fixed)]
    share = {i.id: first_order_share(values, standing(i, seed=seed, draws=values.size)) for i in uncertain}
    likely = sorted(uncertain, key=lambda item: (-share[item.id], item.id))[: top + 2]
    draws = Draws(seed, 0, EXPLAIN_DRAWS)
    found = [_swing(item, cases, draws) for item in likely]
    return sorted(found, key=lambda swing: (-swing.width, swing.assumption.id))[:top]


def _swing(item: Assumption, cases: Sequence[MarketCase], draws: Draws) -> Swing:
    """Simulate the result with the input pinned at each level, all levels at once."""
    places = quantile(item.estimate.dist, np.array(LEVELS))
    results = _results(item, cases, draws, places)
    return Swing(
        assumption=item, low=float(places[1]), high=float(places[-2]), at_low=float(results[1]),
        at_high=float(results[-2]), swaps_at=_zero(places, results),
    )  # fmt: skip


def _results(item: Assumption, cases: Sequence[MarketCase], draws: Draws, places: Floats) -> Floats:
    """The mean result at each place of one input: a market's value, or the difference of two."""
    pinned = [draws.pinned_at({item.id: float(x)}) for x in places]
    launches = stack([launch_of(case, block) for case in cases for block in pinned])
    means = simulate(launches, decide_at=0).value.mean(axis=1).reshape(len(cases), len(places))
    return means[0] - means[1] if len(cases) == 2 else means[0]


def _zero(places: Floats, results: Floats) -> float | None:
    """Where the line through the points crosses zero nearest to the middle, or None."""
    crossings = np.flatnonzero(np.sign(results[1:]) != np.sign(results[:-1]))
    if not crossings.size:
        return None
    i = int(crossings[np.abs(crossings + 0.5 - (len(places) - 1) / 2).argmin()])
    part = results[i] / (results[i] - results[i + 1])
    return float(places[i] + part * (places[i + 1] - places[i]))
