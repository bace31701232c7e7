"""Puts estimates together: one of several, one after the other, side by side, all of them.

Everything works on numbers spread evenly over a distribution, so results are the same each time. What is
put together is taken as independent.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import date
from functools import lru_cache
from statistics import NormalDist

import numpy as np
from numpy.typing import NDArray

from fram.rules.parameter import Parameter
from fram.terms.citation import Confidence
from fram.terms.dist import (
    Beta,
    Categorical,
    Dist,
    Fixed,
    Gamma,
    Lognormal,
    Mixture,
    Normal,
    Pert,
    Poisson,
    Quantiles,
    Triangular,
    Uniform,
    ZeroInflated,
    scaled,
)
from fram.terms.estimate import Estimate, Origin
from fram.terms.logic import Unknown

DAYS_PER_MONTH = 365.25 / 12
IN_MONTHS = {"months": 1.0, "days": 1 / DAYS_PER_MONTH, "working-days": 7 / 5 / DAYS_PER_MONTH}
"""What one unit of time is in months; five of seven days are worked, holidays not counted."""
POINTS = 200
KEPT = (0.0, 0.01, 0.05, *(p / 10 for p in range(1, 10)), 0.95, 0.99, 1.0)
FIRMNESS = (Origin.CITED, Origin.COMPANY, Origin.CARRIED, Origin.DEFAULT)


def estimate_on(parameter: Parameter | None, *, day: date) -> Estimate | Unknown:
    """Return a parameter's value on a day: cited where a source was read, else a default of ours."""
    if parameter is None:
        return Unknown("no figure was read", ask="source")
    found = parameter.estimate(day)
    if isinstance(found, Unknown) or any(cite.read for cite in found.cites):
        return found
    return replace(found, origin=Origin.DEFAULT, confidence=Confidence.UNCHECKED, cites=())


def months_on(parameter: Parameter | None, *, day: date) -> Estimate | Unknown:
    """Return a length of time on a day in months, whatever unit its file is written in."""
    found = estimate_on(parameter, day=day)
    if isinstance(found, Unknown):
        return found
    if found.unit not in IN_MONTHS:
        return Unknown(f"{found.unit} is not a length of time", ask="source")
    return replace(found, dist=scaled(found.dist, IN_MONTHS[found.unit]), unit="months")


def one_of(parts: Sequence[tuple[float, Estimate]]) -> Estimate | Unknown:
    """Return one of several estimates by weight, as a mixture; the weakest confidence and origin hold."""
    kept = [(weight, part) for weight, part in parts if weight > 0]
    if not kept:
        return Unknown("no figure was read", ask="source")
    if len({part.unit for _, part in kept}) > 1:
        return Unknown("the figures stand in different units", ask="source")
    if all(part.dist == kept[0][1].dist for _, part in kept):
        dist = kept[0][1].dist
    else:
        dist = Mixture(weights=tuple(w for w, _ in kept), parts=tuple(part.dist for _, part in kept))
    return _joined([part for _, part in kept], dist)


def after_another(parts: Sequence[Estimate]) -> Estimate:
    """Return the sum of estimates in one unit (steps one after the other, costs together)."""
    return _folded(parts, np.add, nothing=0.0)


def side_by_side(parts: Sequence[Estimate]) -> Estimate:
    """Return the longest of estimates in one unit (steps that run at the same time)."""
    return _folded(parts, np.maximum, nothing=0.0)


def all_needed(parts: Sequence[Estimate]) -> Estimate:
    """Return the product of chances that must all come true."""
    return _folded(parts, np.multiply, nothing=1.0)


def by_unit(parts: Iterable[Estimate]) -> tuple[Estimate, ...]:
    """Return the sums of estimates, one for each unit (currency), in order of first appearance."""
    groups: dict[str, list[Estimate]] = {}
    for part in parts:
        groups.setdefault(part.unit, []).append(part)
    return tuple(after_another(group) for group in groups.values())


def spread_points(dist: Dist) -> NDArray[np.float64]:
    """Return POINTS numbers that lie evenly over a distribution, in rising order."""
    probs = (np.arange(POINTS) + 0.5) / POINTS
    match dist:
        case Fixed(value=v):
            return np.full(POINTS, float(v))
        case Uniform(low=lo, high=hi):
            return lo + probs * (hi - lo)
        case Quantiles(probs=p, values=v):
            return np.interp(probs, p, v)
        case Beta(a=a, b=b):
            return _beta_points(a, b, probs)
        case Pert(low=lo, typical=t, high=hi):
            if lo == hi:
                return np.full(POINTS, float(lo))
            a, b = 1 + 4 * (t - lo) / (hi - lo), 1 + 4 * (hi - t) / (hi - lo)
            return lo + (hi - lo) * _beta_points(a, b, probs)
        case Normal(mean=m, sd=s, low=lo, high=hi):
            return np.clip(m + s * _normal_points(probs), lo, hi)
        case Lognormal(median=m) as lognormal:
            return m * np.exp(lognormal.sigma * _normal_points(probs))
        case Triangular():
            return _triangular_points(dist, probs)
        case Gamma(shape=shape, scale=scale):
            return scale * _gamma_points(shape, probs)
        case Poisson(rate=rate):
            return _count_points(rate, probs)
        case Categorical(values=values, weights=weights):
            return _mixed_points(weights, [Fixed(value=value) for value in values], probs)
        case Mixture(weights=weights, parts=parts):
            return _mixed_points(weights, parts, probs)
        case ZeroInflated(chance_zero=chance, part=part):
            return _mixed_points((chance, 1 - chance), (Fixed(value=0.0), part), probs)


Join = Callable[..., NDArray[np.float64]]


def _folded(parts: Sequence[Estimate], join: Join, *, nothing: float) -> Estimate:
    """Join estimates two by two; one that changes nothing (0 in a sum) leaves the other exact."""
    moving = [part for part in parts if part.dist != Fixed(value=nothing)] or list(parts[:1])
    dist = moving[0].dist
    for part in moving[1:]:
        dist = _put_together(dist, part.dist, join)
    return _joined(moving, dist)


@lru_cache(maxsize=4096)
def _put_together(one: Dist, other: Dist, join: Join) -> Dist:
    """Two independent lengths as one, by 200 × 200 points; the same pair comes again for every product."""
    grid = join(spread_points(one)[:, None], spread_points(other)[None, :])
    values = np.quantile(grid, KEPT)
    return Quantiles(probs=KEPT, values=tuple(float(v) for v in np.maximum.accumulate(values)))


def _joined(parts: Sequence[Estimate], dist: Dist) -> Estimate:
    return Estimate(
        dist=dist, unit=parts[0].unit,
        origin=max((part.origin for part in parts), key=FIRMNESS.index),
        confidence=Confidence.weakest(*(part.confidence for part in parts)),
        cites=tuple(dict.fromkeys(cite for part in parts for cite in part.cites)),
        because=tuple(dict.fromkeys(reason for part in parts for reason in part.because)),
        note=" ".join(dict.fromkeys(part.note for part in parts if part.note)),
    )  # fmt: skip


def _beta_points(a: float, b: float, probs: NDArray[np.float64]) -> NDArray[np.float64]:
    # scipy costs 0.2 s to import; only distributions with a bend need it.
    from scipy.special import betaincinv

    return np.asarray(betaincinv(a, b, probs), dtype=np.float64)


def _gamma_points(shape: float, probs: NDArray[np.float64]) -> NDArray[np.float64]:
    from scipy.special import gammaincinv

    return np.asarray(gammaincinv(shape, probs), dtype=np.float64)


def _count_points(rate: float, probs: NDArray[np.float64]) -> NDArray[np.float64]:
    from scipy.special import pdtr, pdtrik

    found = np.ceil(np.asarray(pdtrik(probs, rate), dtype=np.float64)) if rate else np.zeros_like(probs)
    one_less = np.maximum(found - 1, 0)
    return np.where(pdtr(one_less, rate) >= probs, one_less, found)


def _triangular_points(dist: Triangular, probs: NDArray[np.float64]) -> NDArray[np.float64]:
    width, left, right = dist.high - dist.low, dist.typical - dist.low, dist.high - dist.typical
    rising = dist.low + np.sqrt(probs * width * left)
    return np.where(probs * width < left, rising, dist.high - np.sqrt((1 - probs) * width * right))


def _normal_points(probs: NDArray[np.float64]) -> NDArray[np.float64]:
    unit = NormalDist()
    return np.array([unit.inv_cdf(float(p)) for p in probs])


def _mixed_points(
    weights: Sequence[float], parts: Sequence[Dist], probs: NDArray[np.float64]
) -> NDArray[np.float64]:
    values = np.concatenate([spread_points(part) for part in parts])
    shares = np.repeat(np.asarray(weights, dtype=np.float64) / sum(weights) / POINTS, POINTS)
    order = np.argsort(values, kind="stable")
    reached = np.cumsum(shares[order])
    return values[order][np.minimum(np.searchsorted(reached, probs), len(values) - 1)]
