"""The price corridor of one market: between what a unit costs and what it is worth to its buyer.

Everything is drawn: arrays of shape (draws,), one currency, one basis (a month, a course, a use). The chance
that a buyer gains at a price is the share of draws in which the worth lies above it (headroom of Cosh,
Girling and Lilford).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

SURE = 0.8
"""A price of the safe band covers its costs, and is worth it to the buyer, in so many of the draws: ours."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Corridor:
    """Where a price can lie: the cost floor, the most that a unit is worth, and the plan's own price.

    All are prices as the buyer pays them, after discounts, in one money, one value a draw; ``ceiling`` is
    None where no worth is known. The shares are of the draws.
    """

    floor: Floats = field(repr=False)
    price: Floats = field(repr=False)
    ceiling: Floats | None = field(default=None, repr=False)

    @property
    def covers(self) -> float:
        """The share of draws in which the price covers what a unit costs."""
        return float((self.price >= self.floor).mean())

    @property
    def accepted(self) -> float | None:
        """The share of draws in which the unit is worth its price; None where no worth is known."""
        return None if self.ceiling is None else float((self.ceiling >= self.price).mean())

    @property
    def is_open(self) -> float | None:
        """The share of draws in which the ceiling lies above the floor; None where no worth is known."""
        return None if self.ceiling is None else float((self.ceiling > self.floor).mean())

    @property
    def band(self) -> tuple[float, float] | None:
        """From the price that covers its costs to the one worth it, each in ``SURE`` of the draws.

        None where no worth is known, or where no price does both that surely.
        """
        if self.ceiling is None:
            return None
        with np.errstate(invalid="ignore"):  # where nothing is left of any price the floor has no end
            low = float(np.quantile(self.floor, SURE))
        high = float(np.quantile(self.ceiling, 1 - SURE))
        return (low, high) if np.isfinite(low) and high >= low else None
