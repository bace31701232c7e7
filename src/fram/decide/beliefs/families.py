"""The families a belief is fitted with: each as a curve of chances over free parameters, and as a ``Dist``.

A family stands for ``x`` itself or, where a least value is known, for what lies above it: lognormal and
gamma count from ``low``, beta between ``low`` and ``high``. Where the closed set of ``Dist`` has no such
form (a gamma from 10 upwards, a beta from 0 to 100), the fit is carried as finely spaced ``Quantiles``.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from scipy.special import betainc, betaincinv, gammainc, gammaincinv, ndtr, ndtri

from fram.decide.beliefs.points import Points
from fram.terms.dist import Beta, Dist, Gamma, Lognormal, Normal, Pert, Quantiles, Triangular, Uniform
from fram.terms.dist.smooth import Z90

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Ends = Callable[[Floats], tuple[float, float]]
    Shape = Callable[[float, float, float], "Curve"]

Numbers = tuple[tuple[str, float], ...]
_PLACES = np.linspace(-4.0, 4.0, 129)
_OUTERMOST = 1e-6
"""The chance taken as least and most where a smooth curve is carried as ``Quantiles``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Curve:
    """A family with numbers put in: the chance of at most x, the parameters by name, and the ``Dist``."""

    cdf: Callable[[Floats], Floats]
    numbers: Numbers
    dist: Callable[[], Dist]


@dataclass(frozen=True, slots=True, kw_only=True)
class Family:
    """Curves for given points: where the search starts (free parameters, unbounded), and the curve there."""

    name: str
    start: tuple[float, ...]
    curve: Callable[[Floats], Curve]


def families(points: Points) -> tuple[Family, ...]:
    """Return the families that can be fitted to the points: as many parameters as points at most."""
    found = [_normal(points), *_from_low(points), *_between(points), *_with_ends(points)]
    return tuple(family for family in found if len(family.start) <= len(points.probs))


def quantile_dist(ppf: Callable[[Floats], Floats]) -> Quantiles:
    """Return a quantile function as ``Quantiles``: 129 points by equal steps of the unit normal, and ends."""
    probs = np.concatenate([[_OUTERMOST], ndtr(_PLACES), [1 - _OUTERMOST]])
    values = np.maximum.accumulate(ppf(probs))
    return Quantiles(probs=(0.0, *map(float, probs[1:-1]), 1.0), values=tuple(map(float, values)))


def _line(points: Points, values: Floats) -> tuple[float, float]:
    """Place and spread of the normal that lies nearest the values, chance by chance."""
    spread, place = np.polyfit(ndtri(np.array(points.probs)), values, 1)
    return float(place), float(max(spread, 1e-12))


def _normal(points: Points) -> Family:
    place, spread = _line(points, np.array(points.values))

    def curve(free: Floats) -> Curve:
        mean, sd = place + spread * float(free[0]), spread * math.exp(free[1])
        return Curve(
            cdf=lambda x: np.asarray(ndtr((x - mean) / sd)),
            numbers=(("mean", mean), ("sd", sd)),
            dist=lambda: Normal(mean=mean, sd=sd, low=points.low, high=points.high),
        )

    return Family(name="normal", start=(0.0, 0.0), curve=curve)


def _from_low(points: Points) -> list[Family]:
    """Lognormal and gamma, counted from the least value; from 0 where none is given and all are above it."""
    low = 0.0 if points.low is None else points.low
    if points.values[0] <= low:
        return []
    logs = np.log(np.array(points.values) - low)
    place, spread = _line(points, logs)
    return [_lognormal(low, place, spread, points), _gamma(low, place, spread, points)]


def _lognormal(low: float, place: float, spread: float, points: Points) -> Family:
    def curve(free: Floats) -> Curve:
        centre, sigma = place + spread * float(free[0]), spread * math.exp(min(free[1], 50.0))
        median, factor = math.exp(centre), math.exp(min(sigma * Z90, 700.0))
        return Curve(
            cdf=lambda x: np.asarray(ndtr((np.log(x - low) - centre) / sigma)),
            numbers=_from((("median", median), ("factor", factor)), low),
            dist=lambda: _kept(
                Lognormal(median=median, factor=factor),
                lambda p: np.exp(centre + sigma * ndtri(p)),
                low,
                points,
            ),
        )

    return Family(name="lognormal", start=(0.0, 0.0), curve=curve)


def _gamma(low: float, place: float, spread: float, points: Points) -> Family:
    # Shape and mean of the gamma with the mean and spread of the lognormal nearby.
    shape0 = 1 / max(math.expm1(min(spread**2, 50.0)), 1e-9)
    mean0 = math.exp(place + min(spread**2, 50.0) / 2)

    def curve(free: Floats) -> Curve:
        shape = shape0 * math.exp(min(max(free[0], -50.0), 50.0))
        scale = mean0 * math.exp(min(max(free[1], -50.0), 50.0)) / shape
        return Curve(
            cdf=lambda x: np.asarray(gammainc(shape, (x - low) / scale)),
            numbers=_from((("shape", shape), ("scale", scale)), low),
            dist=lambda: _kept(
                Gamma(shape=shape, scale=scale),
                lambda p: np.asarray(scale * gammaincinv(shape, p), dtype=float),
                low,
                points,
            ),
        )

    return Family(name="gamma", start=(0.0, 0.0), curve=curve)


def _from(numbers: Numbers, low: float) -> Numbers:
    return (*numbers, ("low", low)) if low else numbers


def _kept(dist: Dist, above: Callable[[Floats], Floats], low: float, points: Points) -> Dist:
    """The family itself where it counts from 0 without a ceiling, else its quantiles, cut at the ceiling."""
    if low == 0 and points.high is None:
        return dist
    ceiling = math.inf if points.high is None else points.high
    return quantile_dist(lambda p: np.minimum(low + above(p), ceiling))


def _between(points: Points) -> list[Family]:
    """Beta on the limits; on 0 to 1 where all values lie there and the limits are left out."""
    low, high = points.low, points.high
    if low is None or high is None:
        return []
    width = high - low
    mean, sd = _line(points, (np.array(points.values) - low) / width)
    mean = min(max(mean, 0.02), 0.98)
    size = max(mean * (1 - mean) / max(sd, 1e-9) ** 2 - 1, 0.5)

    def curve(free: Floats) -> Curve:
        a, b = (
            weight * size * math.exp(min(max(part, -50.0), 50.0))
            for weight, part in zip((mean, 1 - mean), free, strict=True)
        )
        return Curve(
            cdf=lambda x: np.asarray(betainc(a, b, (x - low) / width)),
            numbers=(("a", a), ("b", b), ("low", low), ("high", high)),
            dist=lambda: (
                Beta(a=a, b=b)
                if (low, high) == (0, 1)
                else quantile_dist(lambda p: low + width * np.asarray(betaincinv(a, b, p)))
            ),
        )

    return [Family(name="beta", start=(0.0, 0.0), curve=curve)]


# --- families with ends ---------------------------------------------------------------------------


def _with_ends(points: Points) -> list[Family]:
    """Pert, triangular and uniform: ends searched beyond the outermost values, within the limits.

    Ends and a most likely value are three numbers: three points would be met whatever they say, with hard
    ends nobody named. So below four points Pert and triangular run from limit to limit, where both are
    given, or are left out.
    """
    uniform = Family(name="uniform", start=(0.0, 0.0), curve=_uniform(_searched(points)))
    start: tuple[float, ...] = (0.0, 0.0, 0.0)
    ends = _searched(points)
    if len(points.probs) <= len(start):
        if points.low is None or points.high is None:
            return [uniform]
        start, ends = (0.0,), _at_limits(points.low, points.high)
    shapes = (("pert", _pert), ("triangular", _triangular))
    return [*(Family(name=n, start=start, curve=_moded(ends, shape)) for n, shape in shapes), uniform]


def _at_limits(low: float, high: float) -> Ends:
    return lambda free: (low, high)


def _searched(points: Points) -> Ends:
    """The ends from the last two free parameters: at 0 a typical reach beyond the outermost values."""
    first, last = points.values[0], points.values[-1]
    place, spread = _line(points, np.array(points.values))
    reach = [max(first - (place - 2.5 * spread), spread / 4), max(place + 2.5 * spread - last, spread / 4)]

    def beyond(free: float, typical: float, room: float) -> float:
        step = typical * math.exp(min(max(free, -40.0), 40.0))
        return step if room == math.inf else room * step / (room + step)

    def ends(free: Floats) -> tuple[float, float]:
        below = math.inf if points.low is None else first - points.low
        above = math.inf if points.high is None else points.high - last
        low = first - beyond(float(free[-2]), reach[0], below)
        return low, last + beyond(float(free[-1]), reach[1], above)

    return ends


def _moded(ends: Ends, shape: Shape) -> Callable[[Floats], Curve]:
    def curve(free: Floats) -> Curve:
        low, high = ends(free)
        typical = low + (high - low) / (1 + math.exp(-min(max(float(free[0]), -40.0), 40.0)))
        return shape(low, min(max(typical, low), high), high)

    return curve


def _pert(low: float, typical: float, high: float) -> Curve:
    width = high - low
    rise = 4 * (typical - low) / width
    return Curve(
        cdf=lambda x: np.asarray(betainc(1 + rise, 5 - rise, np.clip((x - low) / width, 0, 1))),
        numbers=(("low", low), ("typical", typical), ("high", high)),
        dist=lambda: Pert(low=low, typical=typical, high=high),
    )


def _triangular(low: float, typical: float, high: float) -> Curve:
    width, left, right = high - low, max(typical - low, 1e-300), max(high - typical, 1e-300)

    def cdf(x: Floats) -> Floats:
        inside = np.clip(x, low, high)
        rising, falling = (inside - low) ** 2 / (width * left), 1 - (high - inside) ** 2 / (width * right)
        return np.where(inside < typical, rising, falling)

    return Curve(
        cdf=cdf,
        numbers=(("low", low), ("typical", typical), ("high", high)),
        dist=lambda: Triangular(low=low, typical=typical, high=high),
    )


def _uniform(ends: Ends) -> Callable[[Floats], Curve]:
    def curve(free: Floats) -> Curve:
        low, high = ends(free)
        return Curve(
            cdf=lambda x: np.clip((x - low) / (high - low), 0.0, 1.0),
            numbers=(("low", low), ("high", high)),
            dist=lambda: Uniform(low=low, high=high),
        )

    return curve
