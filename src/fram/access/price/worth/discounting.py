"""What later years count today: yearly flows and even ones, from the factors of a market's rates.

The factors come from ``Worth.factors``: year 0 counts in full, year t by the product of 1 / (1 + rate) over
the years 1 … t, whatever bands they stand in. At 3.5 % five years at their start count 1 + 1.035⁻¹ + … +
1.035⁻⁴ = 4.673 of 5, at their end 1.035⁻¹ + … + 1.035⁻⁵ = 4.515.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING, Literal

import numpy as np

from fram.terms.errors import Refused

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

Timing = Literal["start", "end"]
"""Whether the flow of a year counts at its start (the first year in full) or at its end."""


def years_needed(years: float, *, timing: Timing = "start") -> int:
    """Return how many factors a flow over so many years (which may be broken) takes; refuses zero or less."""
    if not 0 < years < math.inf:
        raise Refused(f"{years:g} years cannot be counted", remedy="give a time above zero")
    return math.ceil(years) + (timing == "end")


def present_value(flow: Floats, *, factors: Sequence[float], timing: Timing = "start") -> Floats:
    """Return a yearly flow as of today; ``flow``: (years,) or (years, draws), the sum drops the years."""
    counted = _of_years(factors, years=len(flow), timing=timing)
    return np.asarray(np.tensordot(counted, np.asarray(flow, dtype=float), axes=1))


def even_share(years: float, *, factors: Sequence[float], timing: Timing = "start") -> float:
    """Return what is left of a sum that falls evenly over ``years`` once discounted: 1 at rates of nought.

    The last, broken year has its part of the sum.
    """
    whole = years_needed(years)
    parts = np.ones(whole)
    parts[-1] = years - (whole - 1)
    return float(present_value(parts, factors=factors, timing=timing)) / years


def _of_years(factors: Sequence[float], *, years: int, timing: Timing) -> Floats:
    first = 1 if timing == "end" else 0
    if len(factors) < years + first:
        raise Refused(
            f"{len(factors)} factors for {years} years", remedy="ask for as many as years_needed tells"
        )
    return np.asarray(factors[first : first + years], dtype=float)
