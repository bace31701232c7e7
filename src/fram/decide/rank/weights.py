"""The ways a board could weigh its criteria: any, in an order of importance, within limits, or as stated."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING, Literal

import numpy as np

from fram.decide.model.sampling import uniforms
from fram.terms.errors import Refused

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

Kind = Literal["any", "order", "within", "stated"]
SWEEPS = 30
"""Rounds of moves over all pairs of criteria before a walk inside limits is taken as drawn."""
ROUNDING = 1e-9


@dataclass(frozen=True, slots=True, kw_only=True)
class Preference:
    """What is known of the weights, which are shares of 1: the least and most of each criterion's.

    ``is_ordered``: no criterion weighs less than one that stands after it.
    """

    criteria: tuple[str, ...]
    low: tuple[float, ...]
    high: tuple[float, ...]
    is_ordered: bool = False

    @classmethod
    def any_of(cls, criteria: Sequence[str]) -> Preference:
        """Return that nothing is known: every way to share out the weight is as likely as any other."""
        count = len(criteria)
        return cls(criteria=tuple(criteria), low=(0.0,) * count, high=(1.0,) * count)

    @classmethod
    def in_order(cls, criteria: Sequence[str]) -> Preference:
        """Return that the criteria are named by importance, the most important first."""
        count = len(criteria)
        return cls(criteria=tuple(criteria), low=(0.0,) * count, high=(1.0,) * count, is_ordered=True)

    @classmethod
    def stated(cls, weights: Mapping[str, float]) -> Preference:
        """Return that the weights are known, in whatever unit they are given; they are made to sum to 1.

        Refuses a weight that is negative or not finite, and weights that are all zero.
        """
        for name, weight in weights.items():
            if not math.isfinite(weight) or weight < 0:
                raise Refused(
                    f"the weight of `{name}` is {weight:g}", why="a weight is 0 or more",
                    remedy="leave out what does not count",
                )  # fmt: skip
        total = math.fsum(weights.values())
        if not total:
            raise Refused("every weight is 0", remedy="give at least one criterion a weight above 0")
        shares = tuple(weight / total for weight in weights.values())
        return cls(criteria=tuple(weights), low=shares, high=shares)

    @classmethod
    def within(cls, limits: Mapping[str, tuple[float, float]], *, is_ordered: bool = False) -> Preference:
        """Return that each weight lies within limits, shares of 1.

        Refuses limits outside 0 to 1, limits upside down, and limits (with the order) that no weights fit.
        """
        for name, (low, high) in limits.items():
            if not 0 <= low <= high <= 1:
                raise Refused(
                    f"the weight of `{name}` cannot lie from {low:g} to {high:g}",
                    why="limits are shares from 0 to 1, the lower one first",
                )  # fmt: skip
        lows, highs = zip(*limits.values(), strict=True)
        made = cls(criteria=tuple(limits), low=lows, high=highs, is_ordered=is_ordered)
        least, most = made.tightened()
        if np.any(least > most + ROUNDING):
            tight = int(np.argmax(least - most))
            raise Refused(
                "the limits contradict the order",
                why=f"by the order `{made.criteria[tight]}` weighs no less than {least[tight]:g}, "
                f"by the limits no more than {most[tight]:g}",
                remedy="widen a limit, or name the criteria in another order",
            )  # fmt: skip
        if least.sum() > 1 + ROUNDING or most.sum() < 1 - ROUNDING:
            raise Refused(
                "no weights fit these limits",
                why=f"together they come to {least.sum():.2g} at least and {most.sum():.2g} at most; "
                "weights come to 1" + (", each no less than the next" if is_ordered else ""),
                remedy="widen a limit",
            )  # fmt: skip
        return made

    @property
    def kind(self) -> Kind:
        """How much is known: ``stated`` weights, ``within`` limits, an ``order``, or nothing (``any``)."""
        if all(b - a <= ROUNDING for a, b in zip(self.low, self.high, strict=True)):
            return "stated"
        if any(self.low) or any(high < 1 for high in self.high):
            return "within"
        return "order" if self.is_ordered else "any"

    def tightened(self) -> tuple[Floats, Floats]:
        """Return the limits the order leaves: none below a later least, none above an earlier most."""
        low, high = np.array(self.low), np.array(self.high)
        if self.is_ordered:
            low = np.maximum.accumulate(low[::-1])[::-1]
            high = np.minimum.accumulate(high)
        return low, high


def weights_of(preference: Preference, *, seed: int, draws: int) -> Floats:
    """Return weights spread evenly over all that the preference allows: (criteria, draws), each sums to 1.

    Without limits they are exact: shares of exponential numbers are uniform on the simplex, and sorted they
    are uniform where the order holds. Within limits, every draw is the end of a walk of its own that moves
    weight between two criteria at a time, uniformly between the points where a limit or the order stops it
    (Gibbs sampling; the uniform law stays as it is under such moves). Streams are keyed by the criteria's
    names: in which order they are named changes nothing, unless the order is what is meant.
    """
    if preference.kind == "stated":
        return np.repeat(np.array(preference.low)[:, None], draws, axis=1)
    if preference.kind == "within":
        return _walked(preference, seed=seed, draws=draws)
    keys = [f"board-weight.{name}" for name in preference.criteria]
    parts = -np.log(np.stack([uniforms(seed, key, start=0, stop=draws) for key in keys]))
    if preference.is_ordered:
        parts = np.sort(parts, axis=0)[::-1]
    return np.asarray(parts / parts.sum(axis=0))


def _walked(preference: Preference, *, seed: int, draws: int) -> Floats:
    names, (low, high) = preference.criteria, preference.tightened()
    room = float((high - low).sum())
    start = low + (high - low) * ((1 - low.sum()) / room if room > ROUNDING else 0.0)
    weights = np.repeat(start[:, None], draws, axis=1)
    places: list[int] = list(range(len(names)))
    if not preference.is_ordered:
        places.sort(key=lambda place: names[place])
    for sweep in range(SWEEPS):
        for first, second in combinations(places, 2):
            key = f"board-walk.{sweep}.{names[first]}.{names[second]}"
            chance = uniforms(seed, key, start=0, stop=draws)
            least, most = _between(weights, first, second, preference)
            both = weights[first] + weights[second]
            weights[first] = least + chance * np.maximum(most - least, 0.0)
            weights[second] = both - weights[first]
    return weights


def _between(weights: Floats, i: int, j: int, preference: Preference) -> tuple[Floats, Floats]:
    """The least and most that weight ``i`` may be when it trades with ``j`` alone, arrays (draws,)."""
    low, high = preference.tightened()
    both = weights[i] + weights[j]
    if not preference.is_ordered:
        return np.maximum(low[i], both - high[j]), np.minimum(high[i], both - low[j])
    after_j = weights[j + 1] if j + 1 < len(weights) else low[j]
    before_i = weights[i - 1] if i else high[i]
    least_j, most_i = np.maximum(low[j], after_j), np.minimum(high[i], before_i)
    if j == i + 1:  # neighbours: the first stays at no less than half of what they share
        return np.maximum(np.maximum(low[i], both - high[j]), both / 2), np.minimum(most_i, both - least_j)
    least_i, most_j = np.maximum(low[i], weights[i + 1]), np.minimum(high[j], weights[j - 1])
    return np.maximum(least_i, both - most_j), np.minimum(most_i, both - least_j)
