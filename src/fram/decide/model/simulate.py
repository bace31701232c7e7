"""Simulation in blocks: memory stays bounded whatever the number of draws."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from fram.decide.model.case import MarketCase
from fram.decide.model.cashflow import KEPT, Outcomes
from fram.decide.model.factors import Draws
from fram.decide.model.opportunity import launch_of

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

    kept = {name: np.empty((len(cases), draws), kind) for name, kind in KEPT.items()}
    for start in range(0, draws, BLOCK):
        stop = min(start + BLOCK, draws)
        block = Draws(seed, start, stop)
        for place, case in enumerate(cases):  # one by one: only what markets share is kept meanwhile
            found = simulate(launch_of(case, block), decide_at=decide_at)
            for name, array in kept.items():
                array[place, start:stop] = getattr(found, name)[0]
        if progress:
            progress(stop)
    return Outcomes(**kept)
