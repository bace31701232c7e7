"""Curves of shares over prices, many resamples of the answers at a time, and where two of them cross."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Places = NDArray[np.int64]
    Truths = NDArray[np.bool_]

FALLS, RISES = ("too_cheap", "cheap"), ("expensive", "too_expensive")
"""The curves that fall as the price goes up, and those that rise."""
QUESTIONS = (*FALLS, *RISES)


@dataclass(frozen=True, slots=True, kw_only=True)
class Curve:
    """How many say a thing at each price. ``counted``: (draws, steps); ``place``: the step of each price."""

    counted: Floats = field(repr=False)
    place: Places = field(repr=False)

    def at(self, points: Places) -> Floats:
        """Return each draw's height at the price point of its own: (draws,) for points (draws,)."""
        found: Floats = self.counted[np.arange(len(self.counted)), self.place[points]]
        return found

    def all(self) -> Floats:
        """Return each draw's height at every price: (draws, prices)."""
        return self.counted[:, self.place]


@dataclass(frozen=True, slots=True, kw_only=True)
class Curves:
    """The four curves over rising ``prices``; ``whole``: what all who answered count together.

    ``named``: how many prices people named up to each; a resample draws its lines between the prices of its
    own people only. None where every price counts, as in a ready table.
    """

    prices: Floats
    of: Mapping[str, Curve]
    whole: float
    named: Curve | None = None

    def opposite(self, name: str) -> Curve:
        """Return the curve of those who do not say it: ``not cheap``, ``not expensive``."""
        curve = self.of[name]
        return Curve(counted=self.whole - curve.counted, place=curve.place)

    @property
    def draws(self) -> int:
        """How many resamples the curves hold."""
        return len(self.of["cheap"].counted)


def curves_of(answers: Mapping[str, Floats], weights: Floats) -> Curves:
    """Return the curves of answers ((people,) by question), for each row of weights: (draws, people).

    At a price, those call it cheap whose own cheap price is that or more, and those expensive whose own is
    that or less.
    """
    prices = np.unique(np.concatenate([answers[name] for name in QUESTIONS]))
    whole = float(weights[0].sum())
    made = {name: _curve(answers[name], weights, prices, falls=name in FALLS) for name in QUESTIONS}
    pooled = np.concatenate([answers[name] for name in QUESTIONS])
    named = _curve(pooled, np.tile(weights, (1, len(QUESTIONS))), prices, falls=False)
    return Curves(prices=prices, of=made, whole=whole, named=named)


def crossings(curves: Curves, *, falling: Curve, rising: Curve) -> Floats:
    """Return the price at which a falling curve meets a rising one: (draws,), straight lines between points.

    Where they lie on each other for a stretch, its middle; nan where they never meet.

    With shares 19 and 22 % against 7 % and 26 % a unit further: they lie 12 apart, then −4, so that they
    meet 12/16 of the way.
    """
    prices, size = curves.prices, len(curves.prices)

    def gap(points: Places) -> Floats:
        return falling.at(points) - rising.at(points)

    meets = _first(lambda at: gap(at) <= 0, size, curves.draws)
    parts = _first(lambda at: gap(at) < 0, size, curves.draws)
    first, last = _named_from(curves, meets), _named_before(curves, parts)
    after, before = np.minimum(first, size - 1), np.maximum(_named_before(curves, meets), 0)
    above, below = gap(before), gap(after)
    share = np.divide(above, above - below, out=np.zeros_like(above), where=above != below)
    between = prices[before] + share * (prices[after] - prices[before])
    together = (prices[after] + prices[np.maximum(last, 0)]) / 2
    found = np.where(first <= last, together, between)
    unmet = (first == size) | ((_named_before(curves, meets) < 0) & (first > last))
    return np.where(unmet, np.nan, found)


def _named_from(curves: Curves, points: Places) -> Places:
    """Each draw's first price at or after a point that somebody named; the number of prices where none is."""
    if curves.named is None:
        return points
    named, size = curves.named, len(curves.prices)
    before = np.where(points > 0, named.at(np.maximum(points - 1, 0)), 0.0)
    return _first(lambda at: named.at(at) > before, size, curves.draws)


def _named_before(curves: Curves, points: Places) -> Places:
    """Each draw's last price before a point that somebody named; −1 where none is."""
    if curves.named is None:
        return points - 1
    named, size = curves.named, len(curves.prices)
    upto = np.where(points > 0, named.at(np.maximum(points - 1, 0)), 0.0)
    found = _first(lambda at: named.at(at) >= upto, size, curves.draws)
    return np.where(upto > 0, found, -1)


def _curve(own: Floats, weights: Floats, prices: Floats, *, falls: bool) -> Curve:
    order = np.argsort(own, kind="stable")
    upto = np.zeros((len(weights), len(own) + 1))
    np.cumsum(weights[:, order], axis=1, out=upto[:, 1:])
    place = np.searchsorted(own[order], prices, side="left" if falls else "right")
    return Curve(counted=upto[:, -1:] - upto if falls else upto, place=place)


def _first(holds: Callable[[Places], Truths], size: int, draws: int) -> Places:
    """Each draw's first point from which on something holds, by halving; ``size`` where it never does."""
    low, high = np.zeros(draws, dtype=np.int64), np.full(draws, size, dtype=np.int64)
    while (low < high).any():
        middle = (low + high) // 2
        yes, is_open = holds(np.minimum(middle, size - 1)), low < high
        high = np.where(is_open & yes, middle, high)
        low = np.where(is_open & ~yes, middle + 1, low)
    return low
