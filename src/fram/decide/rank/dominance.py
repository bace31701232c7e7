"""Stochastic dominance: which option is at least as good as another at every level of risk.

First order (Quirk and Saposnik 1962): the chance of ending below x is no higher for any x, so everybody who
likes more better than less prefers it. Second order (Hadar and Russell 1969): the shortfall expected below x
is no larger for any x, so everybody who also dislikes risk prefers it. Both are read off samples with
standard errors at each x, as Davidson and Duclos (2000) do; draws are taken as independent between options,
which makes the allowance for noise wide rather than narrow.
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Order = Literal[1, 2]

NOISE = 3.0
"""Standard errors that a difference between two samples must exceed at a point to count: ours."""
ALMOST = 0.05
"""One option almost dominates another when this share of the area between them speaks against: ours."""
LEVELS = np.unique([0.0, 0.001, 0.002, 0.005, *np.linspace(0.01, 0.99, 99), 0.995, 0.998, 0.999, 1.0])
"""The levels of each option's own distribution at which all options are compared."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Dominance:
    """How every option stands to every other, arrays of shape (options, options): row beats column.

    ``order``: 1 or 2 where the row dominates the column at that order (1 holds 2 in it), else 0.
    ``against``: the share of the area between the two distributions in which the column lies above (Leshno
    and Levy 2002): 0 where the row is never behind, 0.5 where neither is ahead.
    """

    order: NDArray[np.int8]
    against: Floats

    @property
    def undominated(self) -> NDArray[np.bool_]:
        """Which options no other option dominates at either order, shape (options,)."""
        return np.asarray(~(self.order > 0).any(axis=0))

    def almost(self, *, share: float = ALMOST) -> NDArray[np.bool_]:
        """Where the row is not ahead at first order, yet all but ``share`` of the area speaks for it."""
        return np.asarray((self.order != 1) & (self.against <= share))


@dataclass(frozen=True, slots=True)
class _Standing:
    """Each option at each point x, arrays (options, points): chance of ending at or below x, the expected
    shortfall below x, and the variance of either as an estimate."""

    below: Floats
    shortfall: Floats
    below_variance: Floats
    shortfall_variance: Floats


def dominates(a: Floats, b: Floats, *, noise: float = NOISE) -> Order | None:
    """Return the order at which option ``a`` dominates ``b``: 1, 2, or None. Draws (n,), more is better."""
    order = int(dominance(np.vstack([a, b]), noise=noise).order[0, 1])
    return order or None  # type: ignore[return-value]


def dominance(values: NDArray[Any], *, noise: float = NOISE) -> Dominance:
    """Return which option dominates which; ``values`` (options, draws), more is better.

    ``noise``: standard errors by which two samples may differ at a point without it counting; 0 compares
    the samples as they are.
    """
    rising = np.sort(np.asarray(values, dtype=float), axis=1)
    at = _standing(rising)
    order = np.zeros((len(rising), len(rising)), dtype=np.int8)
    for row in range(len(rising)):
        order[row, _is_ahead(at.shortfall, at.shortfall_variance, row, noise)] = 2
        order[row, _is_ahead(at.below, at.below_variance, row, noise)] = 1
    return Dominance(order=order, against=_against(rising))


def _is_ahead(level: Floats, variance: Floats, row: int, noise: float) -> NDArray[np.bool_]:
    """Which options the row is clearly below at some point, and clearly above at none."""
    gap = level - level[row]
    # Equal sums in another order differ in their last bits.
    allowed = noise * np.sqrt(variance + variance[row]) + 1e-12 * np.abs(level).max()
    return np.asarray((gap > allowed).any(axis=1) & ~(gap < -allowed).any(axis=1))


def _standing(rising: Floats) -> _Standing:
    count = rising.shape[1]
    places = np.minimum((LEVELS * count).astype(int), count - 1)
    points = np.unique(rising[:, places])
    middle = float(points.mean())
    upto = np.stack([np.searchsorted(row, points, side="right") for row in rising])
    points = points - middle
    # Small numbers keep their digits when squared; row by row, as the draws are many.
    first = np.stack([_sum_of_first(row - middle, at) for row, at in zip(rising, upto, strict=True)])
    second = np.stack([_sum_of_first((row - middle) ** 2, at) for row, at in zip(rising, upto, strict=True)])
    below = upto / count
    shortfall = below * points - first / count
    squared = below * points**2 - 2 * points * first / count + second / count
    return _Standing(
        below, shortfall, below * (1 - below) / count,
        np.maximum(squared - shortfall**2, 0.0) / count,
    )  # fmt: skip


def _sum_of_first(row: Floats, counts: NDArray[np.int64]) -> Floats:
    """The sum of the first ``counts`` numbers, shape of ``counts``."""
    return np.concatenate([[0.0], np.cumsum(row)])[counts]


def _against(rising: Floats) -> Floats:
    """The share of the area between two distributions in which the second lies above, all pairs."""
    share = np.full((len(rising), len(rising)), 0.5)
    for row, other in itertools.combinations(range(len(rising)), 2):
        behind = rising[other] - rising[row]
        total = float(np.abs(behind).sum())
        if total > 0:
            part = float(np.maximum(behind, 0.0).sum()) / total
            share[row, other], share[other, row] = part, 1 - part
    return share
