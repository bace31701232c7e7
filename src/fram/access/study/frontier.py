"""The cheapest study that opens most: options by cost and by the value they open, and the steps between."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

LEAST_STEP = 0.04
"""A step on the chart opens at least this share of the most that any opens beyond the one before."""
NEAR_COST, NEAR_VALUE = 1.15, 0.95
"""An option is a near alternative to a step at up to so many times its cost, for this share of its value."""


def frontier(cost: Floats, value: Floats) -> list[int]:
    """Return the options that none beats: no other costs as little or less and opens as much or more.

    ``cost`` and ``value``: arrays of shape (options,), NOK. The cheapest first, each opening strictly more
    than the one before; of equals the first. What opens nothing is no step. Sorts once: n log n.
    """
    order = np.lexsort((np.arange(cost.size), -value, cost))
    best = np.maximum.accumulate(value[order])
    before = np.concatenate([[0.0], best[:-1]])
    return [int(place) for place in order[value[order] > before]]


def thinned(steps: Sequence[int], *, cost: Floats, value: Floats, least: float = LEAST_STEP) -> list[int]:
    """Return the steps that tell: each opens at least ``least`` of the most that any opens beyond the one
    before; of steps closer than that the one that opens most over its cost stands for them.
    """
    kept: list[int] = []
    for place in steps:
        if kept and value[place] - value[kept[-1]] < least * value[steps[-1]]:
            if value[place] - cost[place] > value[kept[-1]] - cost[kept[-1]]:
                kept[-1] = place
        else:
            kept.append(place)
    return kept


def near(step: int, *, cost: Floats, value: Floats, most: int = 3) -> list[int]:
    """Return options close to a step in cost and value, the cheapest first: what to fall back on."""
    close = (cost <= NEAR_COST * cost[step]) & (value >= NEAR_VALUE * value[step])
    close[step] = False
    places = np.flatnonzero(close)
    return [int(place) for place in places[np.argsort(cost[places], kind="stable")][:most]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """The option to take, None where none surely opens more than it costs; ``steps``: with it among them;
    ``more``: the step above it.
    """

    taken: int | None
    steps: tuple[int, ...]
    more: int | None = None


def choose(
    steps: Sequence[int], *, cost: Floats, value: Floats, sure: Floats, budget: float | None = None
) -> Choice:
    """Return the option with the highest ``sure`` value less cost, within a budget; of equals the cheapest.

    ``cost``, ``value`` and ``sure``: arrays of shape (options,), NOK. All options are looked at, not the
    ``steps`` alone: the steps are sorted by ``value``, which is the most that each may open.
    """
    most = np.inf if budget is None else budget
    open_to = np.flatnonzero((sure > cost) & (cost <= most))
    if not open_to.size:
        return Choice(taken=None, steps=tuple(steps))
    gain = (sure - cost)[open_to]
    best = int(open_to[np.lexsort((cost[open_to], -gain))[0]])
    among = tuple(sorted({*steps, best}, key=lambda place: (cost[place], value[place])))
    above = [place for place in among if cost[place] > cost[best] and value[place] > value[best]]
    return Choice(taken=best, steps=among, more=above[0] if above else None)
