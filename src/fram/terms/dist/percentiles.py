"""A distribution from what people are asked for: one in ten below, half below, nine in ten below."""

from __future__ import annotations

import math
from collections.abc import Callable

from fram.terms.dist.checks import refuse_unless
from fram.terms.dist.counted import Fixed
from fram.terms.dist.joined import Dist, Quantiles
from fram.terms.dist.smooth import Z90, Lognormal

ALIKE = 1e-3
"""How far (relative) a lognormal may miss P10 and P90 and still stand for them."""
WIDEST = 1e12
PARTS = 12
"""Stretches between P50 and P90: P10, P50 and P90 are nodes, and a straight line misses little between."""
OUTER = 3.090232306167813 / Z90
"""The 99.9 % point, counted in distances from P50 to P90."""


def from_percentiles(
    *, p10: float, p50: float, p90: float, low: float | None = None, high: float | None = None
) -> Dist:
    """Return a distribution with these percentiles, each met within a thousandth of itself.

    All alike: ``Fixed``. Positive and P50 ÷ P10 = P90 ÷ P50: ``Lognormal``. Otherwise ``Quantiles`` along a
    two-piece lognormal (positive) or a two-piece normal: one spread below P50, another above it, the tails
    carried on to the 0.1 % and 99.9 % points, which are taken as least and most. ``low`` and ``high`` are
    the natural limits of the quantity, where it has any: they cut the tails (a wait is not below zero).
    Raises ``Refused`` when the three do not rise or lie beyond a limit.
    """
    _check(p10, p50, p90)
    _check_limits(p10, p90, low=low, high=high)
    if p10 == p90:
        return Fixed(value=p50)
    if p10 > 0 and high is None and (low is None or low <= 0) and _is_even(p10, p50, p90):
        return Lognormal(median=p50, factor=math.sqrt(p90 / p10))
    along = _two_piece_lognormal(p10, p50, p90) if p10 > 0 else _two_piece_normal(p10, p50, p90)
    return _through(along, low=-math.inf if low is None else low, high=math.inf if high is None else high)


def _check(p10: float, p50: float, p90: float) -> None:
    rising = "one in ten lies below P10, half below P50, nine in ten below P90; put them in rising order"
    refuse_unless(
        all(map(math.isfinite, (p10, p50, p90))),
        f"P10 {p10:g}, P50 {p50:g}, P90 {p90:g} are not all numbers",
        remedy="give three finite numbers",
    )
    refuse_unless(p10 <= p50, f"P10 {p10:g} is above P50 {p50:g}", remedy=rising)
    refuse_unless(p50 <= p90, f"P50 {p50:g} is above P90 {p90:g}", remedy=rising)
    refuse_unless(
        p10 <= 0 or p90 / p10 <= WIDEST,
        f"P90 {p90:g} is more than {WIDEST:g} times P10 {p10:g}",
        remedy="check that all three stand in the same unit",
    )


def _check_limits(p10: float, p90: float, *, low: float | None, high: float | None) -> None:
    inside = "check the percentile and its unit"
    refuse_unless(
        low is None or low <= p10, f"P10 {p10:g} is below {low}, the least it can be", remedy=inside
    )
    refuse_unless(
        high is None or p90 <= high, f"P90 {p90:g} is above {high}, the most it can be", remedy=inside
    )


def _is_even(p10: float, p50: float, p90: float) -> bool:
    """Whether the lognormal through P50 with the mean spread of both sides meets P10 and P90 too."""
    return abs(math.log(p50 / p10) - math.log(p90 / p50)) / 2 <= ALIKE


def _two_piece_lognormal(p10: float, p50: float, p90: float) -> Callable[[float], float]:
    below, above = p50 / p10, p90 / p50
    return lambda t: p50 * (above if t > 0 else below) ** t


def _two_piece_normal(p10: float, p50: float, p90: float) -> Callable[[float], float]:
    below, above = p50 - p10, p90 - p50
    return lambda t: p50 + (above if t > 0 else below) * t


def _through(along: Callable[[float], float], *, low: float, high: float) -> Quantiles:
    """Return the quantiles of a curve over the unit normal, counted in distances from P50 to P90."""
    reach = range(-int(OUTER * PARTS), int(OUTER * PARTS) + 1)
    places = [-OUTER, *(k / PARTS for k in reach), OUTER]
    values = tuple(min(max(along(t), low), high) for t in places)
    refuse_unless(
        all(map(math.isfinite, values)), "the numbers are too large to count with", remedy="check the unit"
    )
    probs = (0.0, *(math.erfc(-t * Z90 / math.sqrt(2)) / 2 for t in places[1:-1]), 1.0)
    return Quantiles(probs=probs, values=values)
