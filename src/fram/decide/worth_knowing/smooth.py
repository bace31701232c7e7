"""One input as features a regression can use: a cubic spline in its normal scores, itself, its pile-ups.

What an input tells does not change when the input is stretched, so its place among the draws is used: knots
evenly spaced in normal scores are knots at quantiles of the input, denser where few draws lie.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
from scipy.special import ndtri

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Places = NDArray[np.int64]

KNOTS = 20
"""Functions of the spline; the penalty on roughness decides how much of them is used."""
FEW = 12
"""An input with no more values than this is taken value by value."""
PILE_SHARE, PILE_DRAWS, PILES = 0.02, 30, 10
"""A value that so many draws share (a zero, a cap) may jump from its neighbours; at most ten of them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One input (draws,): its values and normal scores, the draws from the lowest, how many differ."""

    values: Floats
    scores: Floats
    order: Places
    distinct: int

    @property
    def is_constant(self) -> bool:
        """Whether there is nothing to find out."""
        return self.distinct < 2

    @property
    def has_ties(self) -> bool:
        """Whether some draws share a value."""
        return self.distinct < self.values.size

    def untied(self, places: Places) -> Line:
        """Return the line with draws of equal value in the order of ``places`` (draws,), all draws."""
        return replace(self, order=places[np.argsort(self.values[places], kind="stable")])


@dataclass(frozen=True, slots=True, kw_only=True)
class Features:
    """Functions of inputs: ``rows`` (functions, draws) and ``roughness`` (functions, functions).

    The roughness of coefficients c is c'Sc; a straight line in the scores has none, and a parabola in them
    of unit variance has 1.
    """

    rows: Floats
    roughness: Floats


def line(column: Floats) -> Line:
    """Return an input with its scores; equal values share the middle of their places among the draws."""
    order = np.argsort(column, kind="stable")
    ranked = column[order]
    starts = np.flatnonzero(np.concatenate([[True], ranked[1:] != ranked[:-1]]))
    ends = np.append(starts[1:], ranked.size)
    scores = np.empty(ranked.size)
    scores[order] = np.repeat(ndtri((starts + ends) / (2 * ranked.size)), ends - starts)
    return Line(values=column, scores=scores, order=order, distinct=starts.size)


def features(at: Line, places: Places) -> Features:
    """Return the functions of one input that is not constant, for these draws in this order."""
    values = at.values[places]
    if at.distinct <= FEW:
        rows = _indicators(values, np.unique(at.values))
        return Features(rows=rows, roughness=np.eye(len(rows)))
    count = min(KNOTS, at.distinct // 2 + 3)
    rows, roughness = cubic(at.scores[places], count)
    beside = [values, *_indicators(values, _piles(at))]
    whole = np.eye(count + len(beside))
    whole[:count, :count] = roughness
    return Features(rows=np.vstack([rows, *map(_standard, beside)]), roughness=whole)


def cubic(scores: Floats, count: int) -> tuple[Floats, Floats]:
    """Return ``count`` cubic B-splines (count, draws) with even knots over the scores, and their roughness.

    The penalty is the sum of squared second differences of the coefficients (Eilers and Marx 1996).
    """
    low, high = float(scores.min()), float(scores.max())
    pieces = count - 3
    step = (high - low) / pieces
    place = np.clip((scores - low) / step, 0, pieces)
    piece = np.minimum(place.astype(np.int64), pieces - 1)
    t = place - piece
    rest = 1 - t
    four = (rest**3, 3 * t**3 - 6 * t**2 + 4, 3 * rest**3 - 6 * rest**2 + 4, t**3)
    rows = np.zeros((count, scores.size))
    draw = np.arange(scores.size)
    for number, values in enumerate(four):
        rows[piece + number, draw] = values / 6
    seconds = np.diff(np.eye(count), n=2, axis=0)
    return rows, seconds.T @ seconds / (2 * step**4 * (count - 2))


def _piles(at: Line) -> Floats:
    """The values that many draws share, the most frequent first."""
    if not at.has_ties:
        return np.empty(0)
    found, counts = np.unique(at.values, return_counts=True)
    many = counts >= max(PILE_SHARE * at.values.size, PILE_DRAWS)
    return np.asarray(found[many][np.argsort(-counts[many], kind="stable")][:PILES])


def _indicators(values: Floats, ones: Floats) -> Floats:
    return (values == ones[:, None]).astype(float)


def _standard(row: Floats) -> Floats:
    """A row with mean 0 and variance 1; its largest size is taken out first, so that nothing overflows."""
    scaled = row / np.abs(row).max()
    scaled = scaled - scaled.mean()
    spread = scaled.std()
    return np.asarray(scaled / spread if spread > 0 else scaled)
