"""The prices of a ladder: round amounts from half to twice a price."""

from __future__ import annotations

import math

LOW, HIGH, STEPS = 0.5, 2.0, 7
ROUND = (1, 1.2, 1.5, 1.8, 2, 2.5, 3, 3.5, 4, 4.5, 5, 6, 7, 8, 9, 10)
"""First figures of an amount that people read as round."""


def ladder_steps(price: float) -> tuple[float, ...]:
    """Return six to eight round prices, rising, from about half to about twice a price.

    They lie evenly by ratio: as many below the price as above it.

    >>> ladder_steps(76.0)
    (40.0, 50.0, 60.0, 80.0, 100.0, 120.0, 150.0)
    """
    ratio = (HIGH / LOW) ** (1 / (STEPS - 1))
    found = {rounded(price * LOW * ratio**step) for step in range(STEPS)}
    return tuple(sorted(found))


def rounded(price: float) -> float:
    """Return the round amount nearest to a price, by ratio."""
    size = 10.0 ** math.floor(math.log10(price))
    best = min((step * size for step in ROUND), key=lambda amount: abs(math.log(amount / price)))
    return round(best, 6) if size < 1e3 else float(round(best))
