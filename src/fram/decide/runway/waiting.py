"""Launches that may wait: the cash when one starts later, and the value that is lost by it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from fram.decide.cash import CONE_DRAWS, launch_nets
from fram.decide.model.case import MarketCase
from fram.decide.model.factors import Draws
from fram.decide.model.opportunity import launch_of

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

WAITS = (3.0, 6.0)
"""Months a launch may wait."""


def waiting(
    alone: Floats, cases: Sequence[MarketCase], *, seed: int
) -> dict[tuple[str, float], tuple[Floats, float]]:
    """Return, by market and months of waiting, the cash (months, draws) and the value lost in NOK on average.

    ``alone``: cash without any launch. The value is that of ten years, discounted as in the plan, as luck
    falls; what a later launch would earn after them is not counted.
    """
    now, found = list(launch_nets(cases, seed=seed)), {}
    for case in cases:
        rate = launch_of(case, Draws(seed, 0, CONE_DRAWS)).discount
        factors = rate ** np.arange(len(alone))[:, None]
        for months in WAITS:
            later = list(launch_nets(cases, seed=seed, delays={case.market: months}))
            change = sum((a - b for a, b in zip(now, later, strict=True)), np.zeros_like(alone))
            cash = alone + np.cumsum(sum(later, np.zeros_like(alone)), axis=0)
            found[case.market, months] = cash, float((change * factors).sum(axis=0).mean())
    return found
