"""How dense a belief is at a value, and its mean and spread: what pooling and comparing need."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np
from scipy.special import betaln, gammaln, xlog1py, xlogy

from fram.decide.model.sampling import at_normal, quantile
from fram.terms.dist import (
    Beta,
    Dist,
    Gamma,
    Lognormal,
    Mixture,
    Normal,
    Pert,
    Quantiles,
    Triangular,
    Uniform,
)
from fram.terms.errors import Refused

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

_HALF_LOG_TWO_PI = 0.9189385332046727
_PLACES = np.linspace(-8.5, 8.5, 6801)
_WEIGHTS = np.exp(-0.5 * _PLACES**2)
_WEIGHTS /= _WEIGHTS.sum()


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A belief as it is shown: P10, P50, P90, mean and standard deviation, in the number's own unit."""

    p10: float
    p50: float
    p90: float
    mean: float
    sd: float


@lru_cache(maxsize=1024)
def shown(dist: Dist) -> Shown:
    """Return a belief's P10, P50, P90, mean and standard deviation, as its draws have them."""
    low, middle, high = (float(value) for value in quantile(dist, np.array([0.1, 0.5, 0.9])))
    mean, variance = _moments(dist)
    return Shown(p10=low, p50=middle, p90=high, mean=mean, sd=float(np.sqrt(variance)))


def _moments(dist: Dist) -> tuple[float, float]:
    """Mean and variance by summing over the unit normal; of a mixture from those of its parts."""
    if isinstance(dist, Mixture):
        weights = np.array(dist.weights) / sum(dist.weights)
        parts = np.array([_moments(part) for part in dist.parts])
        mean = float(weights @ parts[:, 0])
        return mean, float(weights @ (parts[:, 1] + (parts[:, 0] - mean) ** 2))
    values = at_normal(dist, _PLACES)
    mean = float(_WEIGHTS @ values)
    return mean, float(_WEIGHTS @ (values - mean) ** 2)


def log_density(dist: Dist, x: Floats) -> Floats:
    """Return the logarithm of the density of ``dist`` at each ``x`` (same shape); -inf where there is none.

    A normal with cuts is taken as the normal between them. Raises ``Refused`` for numbers that sit on
    single values (known numbers, counts, categories, a chance of zero): they have no density.
    """
    with np.errstate(divide="ignore", invalid="ignore"):
        match dist:
            case Normal() if dist.sd > 0:
                found = -0.5 * ((x - dist.mean) / dist.sd) ** 2 - np.log(dist.sd) - _HALF_LOG_TWO_PI
                low, high = (limit for limit in (dist.low, dist.high))
                inside = (x >= (-np.inf if low is None else low)) & (x <= (np.inf if high is None else high))
                return np.where(inside, found, -np.inf)
            case Lognormal() if dist.sigma > 0:
                logs = np.log(np.maximum(x, 0.0))
                found = -0.5 * ((logs - np.log(dist.median)) / dist.sigma) ** 2 - logs
                return np.where(x > 0, found - np.log(dist.sigma) - _HALF_LOG_TWO_PI, -np.inf)
            case Gamma(shape=shape, scale=scale):
                found = xlogy(shape - 1, x) - x / scale - gammaln(shape) - shape * np.log(scale)
                return np.where(x >= 0, found, -np.inf)
            case Beta(a=a, b=b):
                return _beta(x, a, b)
            case Mixture(weights=weights, parts=parts):
                each = [
                    np.log(w / sum(weights)) + log_density(p, x)
                    for w, p in zip(weights, parts, strict=True)
                    if w
                ]
                return np.asarray(np.logaddexp.reduce(each))
            case _:
                return _log_density_between(dist, x)


def _log_density_between(dist: Dist, x: Floats) -> Floats:
    """Families between two ends."""
    match dist:
        case Uniform(low=low, high=high) if high > low:
            return np.where((x >= low) & (x <= high), -np.log(high - low), -np.inf)
        case Pert(low=low, typical=typical, high=high) if high > low:
            rise = 4 * (typical - low) / (high - low)
            return _beta((x - low) / (high - low), 1 + rise, 5 - rise) - np.log(high - low)
        case Triangular(low=low, typical=typical, high=high) if high > low:
            rising = np.clip((x - low) / max(typical - low, 1e-300), 0, 1)
            falling = np.clip((high - x) / max(high - typical, 1e-300), 0, 1)
            height = np.where(x < typical, rising, falling) * (x >= low) * (x <= high)
            return np.log(2 * height / (high - low))
        case Quantiles(probs=probs, values=values) if min(np.diff(values)) > 0:
            place = np.clip(np.searchsorted(values, x, side="right") - 1, 0, len(values) - 2)
            steps = np.log(np.diff(probs) / np.diff(values))
            return np.where((x >= values[0]) & (x <= values[-1]), steps[place], -np.inf)
        case _:
            raise Refused(
                f"a {dist.kind} has no density", why="part of its chance sits on single values",
                remedy="pool it linearly",
            )  # fmt: skip


def _beta(x: Floats, a: float, b: float) -> Floats:
    inside = np.clip(x, 0.0, 1.0)
    found = xlogy(a - 1, inside) + xlog1py(b - 1, -inside) - betaln(a, b)
    return np.where((x >= 0) & (x <= 1), found, -np.inf)
