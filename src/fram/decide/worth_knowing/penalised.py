"""Regression of many options at once on the same features: one decomposition, each option its own smoothness.

The features are turned so that they are uncorrelated and each has its own roughness (Demmler and Reinsch
1975): then every strength of the penalty costs each option a product only, and generalised cross-validation
(Craven and Wahba 1979) chooses among all of them. Parts of the draws are left out with the same matrices.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from fram.decide.worth_knowing.smooth import Features

    Floats = NDArray[np.float64]
    Places = NDArray[np.int64]

FOLDS = 5
STEPS = 64
"""Strengths of the penalty that are tried, from next to none to where next to a constant is left."""
CAUTION = 1.2
"""What a function counts in cross-validation: a little more than one, so that noise is not fitted."""
EVEN = 1e-9
"""Errors that differ by less than this share are the same."""
FLAT = 0.003
"""Roughness of what has none, such as a straight line: an input that tells nothing shall fit nothing."""
SAME = 1e-10
"""A direction with less than this share of the largest variance adds nothing to the others."""
AT_ONCE = 500_000
"""Multiplications in one product of matrices: below this a library starts no second thread. For so little,
waiting for one costs more than it saves, and ten times more on a busy machine."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fit:
    """What the options bring on average, given the features.

    ``rows`` (1 + functions, draws), ones first; ``whole`` (1 + functions, options) learned from all draws;
    ``without`` the same for each part, learned from the others; ``error`` the mean squared error on parts
    left out, as a share of each option's variance, summed over options.
    """

    rows: Floats
    parts: tuple[slice, ...]
    whole: Floats
    without: tuple[Floats, ...]
    error: float

    def blocks(self, part: slice) -> Iterator[slice]:
        """Yield runs of draws within a part, each small enough to be quick."""
        size = _block(len(self.rows), self.whole.shape[1])
        for start in range(part.start, part.stop, size):
            yield slice(start, min(start + size, part.stop))

    def fitted(self, block: slice) -> Floats:
        """Return the conditional means (draws, options) of a run of draws."""
        return self.rows[:, block].T @ self.whole

    def held_out(self, number: int, block: slice) -> Floats:
        """Return those of a run of draws of part ``number``, learned from the other parts."""
        return self.rows[:, block].T @ self.without[number]


def interleaved(order: Places) -> tuple[Places, tuple[slice, ...]]:
    """Return the draws put so that each part is one run of them, and the parts.

    A part takes every fifth draw along the order, so each covers the whole range, however rows are sorted.
    """
    runs = [order[number::FOLDS] for number in range(FOLDS)]
    ends = np.cumsum([run.size for run in runs]).tolist()
    return np.concatenate(runs), tuple(map(slice, [0, *ends[:-1]], ends))


def regress(found: Features, targets: Floats, *, parts: tuple[slice, ...], caution: float = CAUTION) -> Fit:
    """Return the fit of ``targets`` (draws, options) on the features of the same draws."""
    count = len(targets)
    rows = np.vstack([np.ones(count), found.rows - found.rows.mean(axis=1, keepdims=True)])
    sums = [_sums(rows, targets, part) for part in parts]
    gram, total = (np.add.reduce(both) for both in zip(*sums, strict=True))
    turn, roughness = _turned(gram[1:, 1:] / count, found.roughness)
    on = turn.T @ total / count
    squares = np.einsum("ij,ij->j", targets, targets) / count
    strength = _strengths(on, roughness, squares, count=count, caution=caution)
    whole = turn @ (on / (1 + np.outer(roughness, strength)))
    without = []
    for (part_gram, part_total), part in zip(sums, parts, strict=True):
        left = count - (part.stop - part.start)
        among = turn.T @ (gram - part_gram) @ turn / left
        right = turn.T @ (total - part_total) / left
        without.append(turn @ _solved(among, right, roughness, strength))
    left_out = zip(without, sums, strict=True)
    missed = np.add.reduce([np.einsum("ij,ij->j", c, g @ c - 2 * t) for c, (g, t) in left_out])
    spread = np.maximum(squares - on[0] ** 2, 1e-300)
    error = float(np.sum((squares + missed / count) / spread))
    return Fit(rows=rows, parts=parts, whole=whole, without=tuple(without), error=error)


def turned(found: Features, count: int) -> tuple[Floats, Floats]:
    """Return the ``count`` smoothest uncorrelated functions of the features, and the roughness of each.

    (functions, draws), each of mean 0 and variance 1.
    """
    rows = found.rows - found.rows.mean(axis=1, keepdims=True)
    turn, roughness = _turned(rows @ rows.T / rows.shape[1], found.roughness)
    return turn[1:, 1 : count + 1].T @ rows, roughness[1 : count + 1]


def _sums(rows: Floats, targets: Floats, part: slice) -> tuple[Floats, Floats]:
    """The features times themselves and times the targets, over one part."""
    gram, total = np.zeros((len(rows), len(rows))), np.zeros((len(rows), targets.shape[1]))
    size = _block(len(rows), max(len(rows), targets.shape[1]))
    for start in range(part.start, part.stop, size):
        block = slice(start, min(start + size, part.stop))
        gram += rows[:, block] @ rows[:, block].T
        total += rows[:, block] @ targets[block]
    return gram, total


def _block(functions: int, columns: int) -> int:
    """Draws to take at once: few enough for one thread, or a great many where there are many functions."""
    size = AT_ONCE // (functions * columns)
    return size if size >= 100 else 20_000


def _turned(gram: Floats, penalty: Floats) -> tuple[Floats, Floats]:
    """The uncorrelated directions as columns over (one, features), and the roughness of each, rising."""
    spread, axes = np.linalg.eigh(gram)
    kept = spread > SAME * max(float(spread[-1]), 1e-300)
    whitened = axes[:, kept] / np.sqrt(spread[kept])
    roughness, axes = np.linalg.eigh(whitened.T @ penalty @ whitened)
    turn = np.zeros((len(gram) + 1, len(roughness) + 1))
    turn[0, 0] = 1
    turn[1:, 1:] = whitened @ axes
    return turn, np.concatenate([[0.0], np.maximum(roughness, FLAT)])


def _strengths(on: Floats, roughness: Floats, squares: Floats, *, count: int, caution: float) -> Floats:
    """The penalty of each option (options,) with the least generalised cross-validation error.

    Of penalties with the same error the strongest: rounding shall not choose.
    """
    tried = np.geomspace(1e-4 / roughness[-1], 1e4 / roughness[1], STEPS)
    kept = 1 / (1 + np.outer(tried, roughness))
    lost = squares - (on**2).sum(axis=0) + (1 - kept) ** 2 @ on**2
    freedom = np.minimum(caution * kept.sum(axis=1), 0.99 * count)
    score = lost / (1 - freedom[:, None] / count) ** 2
    least = score.min(axis=0)
    good = score <= least + EVEN * np.abs(least)
    return np.asarray(tried[STEPS - 1 - good[::-1].argmax(axis=0)])


def _solved(among: Floats, right: Floats, roughness: Floats, strength: Floats) -> Floats:
    """The coefficients of each option under its own penalty; options with the same one share the work."""
    solved = np.empty_like(right)
    for one in np.unique(strength):
        same = strength == one
        solved[:, same] = np.linalg.solve(among + np.diag(one * roughness), right[:, same])
    return solved
