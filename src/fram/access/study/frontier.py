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
    """The step to take: ``step`` into the steps, None where none opens more than it costs; ``more``: the
    step above it, with what that adds in cost and in value.
    """

    step: int | None
    more: int | None
    more_cost: float = 0.0
    more_value: float = 0.0


def choose(steps: Sequence[int], *, cost: Floats, value: Floats, budget: float | None = None) -> Choice:
    """Return the step that opens most over what it costs, within a budget; of equals the cheapest."""
    open_to = [place for place in steps if budget is None or cost[place] <= budget]
    best = max(open_to, key=lambda place: (value[place] - cost[place], -cost[place]), default=None)
    if best is None or value[best] <= cost[best]:
        return Choice(step=None, more=None)
    above = steps[steps.index(best) + 1 :]
    if not above:
        return Choice(step=best, more=None)
    return Choice(
        step=best, more=above[0], more_cost=float(cost[above[0]] - cost[best]),
        more_value=float(value[above[0]] - value[best]),
    )  # fmt: skip
