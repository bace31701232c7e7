"""Simulation in blocks: memory stays bounded whatever the number of draws."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import fields
from typing import TYPE_CHECKING

import numpy as np

from fram.decide.model.cashflow import Outcomes
from fram.decide.model.opportunity import Draws, MarketCase, launch_of, stack

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

BLOCK = 4096
"""Draws worked on at a time."""


def simulate_markets(
    cases: Sequence[MarketCase],
    *,
    seed: int,
    draws: int,
    decide_at: int = 4,
    progress: Callable[[int], None] | None = None,
) -> Outcomes:
    """Return the outcomes of every case, arrays of shape (markets, draws).

    ``decide_at`` is the month of the next decision; ``progress`` is told the draws done after each block.
    """
    from fram.decide.model.kernel import simulate  # numba costs 0.5 s to import: only where it is used

    kept = {f.name: np.empty((len(cases), draws)) for f in fields(Outcomes)}
    for start in range(0, draws, BLOCK):
        stop = min(start + BLOCK, draws)
        block = Draws(seed, start, stop)
        found = simulate(stack([launch_of(case, block) for case in cases]), decide_at=decide_at)
        for name, array in kept.items():
            array[:, start:stop] = getattr(found, name)
        if progress:
            progress(stop)
    return Outcomes(**kept)
