"""Resamples of people: who would have answered, had others of the same kind been asked."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

RESAMPLES = 2_000
AT_ONCE = 1_000_000
"""So many weights are held at a time."""
POINTS = (0.1, 0.5, 0.9)
"""The points of a range: one in ten lies below the first, one in ten above the last."""


def generator(seed: int, *, stream: int) -> np.random.Generator:
    """Return dice of a seed; ``stream`` keeps those of one purpose apart from those of another."""
    return np.random.Generator(np.random.Philox(key=np.array([seed, stream], dtype=np.uint64)))


def resamples(people: int, *, draws: int, dice: np.random.Generator) -> Iterator[Floats]:
    """Yield weights in blocks of (some draws, people): how often each person is drawn, with replacement.

    Each row adds up to the number of people (Efron's bootstrap).
    """
    block = max(1, min(draws, AT_ONCE // people))
    for start in range(0, draws, block):
        rows = min(block, draws - start)
        drawn = dice.integers(people, size=(rows, people)) + people * np.arange(rows)[:, None]
        counts = np.bincount(drawn.ravel(), minlength=rows * people)
        yield counts.reshape(rows, people).astype(np.float64)


def range_of(drawn: Floats) -> tuple[float, float, float] | None:
    """Return the P10, P50 and P90 of what was drawn, without those that gave nothing; None if none did."""
    known = drawn[np.isfinite(drawn)]
    if not len(known):
        return None
    low, middle, high = (float(x) for x in np.quantile(known, POINTS))
    return low, middle, high
