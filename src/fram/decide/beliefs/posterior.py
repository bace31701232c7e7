"""A belief and weighed evidence give a belief: in closed form where there is one, else on a fine grid.

The grid lies over the unit normal that draws the prior, so it needs the prior's quantiles only, meets
natural limits by itself, and is moved to where the posterior lies: a find far out in the prior's tail is
resolved as finely as one in its middle. Mixtures are updated part by part, which is exact.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from scipy.special import ndtr, pdtr, pdtrc

from fram.decide.beliefs.evidence import Events, Evidence, Quote, Told, Value, Voices, YesOf, log_likelihood
from fram.decide.model.sampling import at_normal
from fram.terms.dist import (
    Beta,
    Categorical,
    Dist,
    Fixed,
    Gamma,
    Lognormal,
    Mixture,
    Normal,
    Poisson,
    Quantiles,
    ZeroInflated,
)
from fram.terms.dist.smooth import Z90
from fram.terms.errors import Refused

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

EXACT, COUNTED, PARTS, GRID = "exact", "counted", "parts", "grid"
"""How a posterior was found: a closed form; value by value; part by part of a mixture; on a grid."""
_NODES = 4097
_REACH = 8.3
_DEEP = 40.0
"""Nodes whose log-weight lies this far below the peak add nothing."""
_KEPT = ndtr(np.linspace(-4.0, 4.0, 161))


@dataclass(frozen=True, slots=True, kw_only=True)
class Discounted:
    """Evidence with the exponent on its likelihood, 0 or more."""

    evidence: Evidence
    weight: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Posterior:
    """What is believed after: the distribution, how it was found, and two sums over the prior.

    ``log_mass``: logarithm of the mean likelihood under the prior; ``log_squares``: of its mean square.
    """

    dist: Dist
    method: str
    log_mass: float
    log_squares: float

    @property
    def ess_share(self) -> float:
        """The share of the prior's draws that still count: (mean likelihood)² / mean squared likelihood."""
        return math.exp(min(2 * self.log_mass - self.log_squares, 0.0))


def posterior(prior: Dist, found: Sequence[Discounted]) -> Posterior:
    """Return the belief after all of ``found``, in any order. Raises ``Refused`` where none is left."""
    counted = tuple(one for one in found if one.weight > 0)
    if not counted:
        return Posterior(dist=prior, method=EXACT, log_mass=0.0, log_squares=0.0)
    after = _after(prior, counted)
    if not math.isfinite(after.log_mass):
        raise Refused(
            "what was found is impossible under the earlier belief", where="finding",
            why="no value it allows gives these numbers",
            remedy="check the unit, or widen the earlier belief",
        )  # fmt: skip
    return after


def log_likelihoods(found: Sequence[Discounted], x: Floats) -> Floats:
    """Return the weighed log-likelihoods of all evidence added up, at each ``x``: same shape."""
    return np.asarray(sum(one.weight * log_likelihood(one.evidence, x) for one in found))


def _after(prior: Dist, found: tuple[Discounted, ...]) -> Posterior:
    match prior:
        case Fixed():
            height = float(log_likelihoods(found, np.array([prior.value]))[0])
            return Posterior(dist=prior, method=EXACT, log_mass=height, log_squares=2 * height)
        case Poisson() | Categorical():
            return _by_value(prior, found)
        case ZeroInflated(chance_zero=chance, part=part):
            both = _by_parts((chance, 1 - chance), (Fixed(value=0.0), part), found)
            weights, parts = both[0], both[1]
            dist: Dist = ZeroInflated(chance_zero=weights[0], part=parts[1])
            return Posterior(dist=dist, method=PARTS, log_mass=both[2], log_squares=both[3])
        case Mixture(weights=weights, parts=parts):
            weights, parts, mass, squares = _by_parts(weights, parts, found)
            kept = [(w, part) for w, part in zip(weights, parts, strict=True) if w > 0]
            dist = (
                Mixture(weights=tuple(w for w, _ in kept), parts=tuple(p for _, p in kept)) if kept else prior
            )
            return Posterior(dist=dist, method=PARTS, log_mass=mass, log_squares=squares)
        case _:
            return _smooth(prior, found)


def _by_value(prior: Poisson | Categorical, found: tuple[Discounted, ...]) -> Posterior:
    """Each possible value's chance times its likelihood."""
    values, chances = _chances(prior)
    with np.errstate(divide="ignore"):
        logs = np.log(chances)
    heights = log_likelihoods(found, values)
    mass, squares = _log_sum(logs + heights), _log_sum(logs + 2 * heights)
    if not math.isfinite(mass):
        return Posterior(dist=prior, method=COUNTED, log_mass=mass, log_squares=squares)
    after = np.exp(logs + heights - mass)
    kept = after > 1e-12
    dist = Categorical(values=tuple(map(float, values[kept])), weights=tuple(map(float, after[kept])))
    return Posterior(dist=dist, method=COUNTED, log_mass=mass, log_squares=squares)


def _chances(prior: Poisson | Categorical) -> tuple[Floats, Floats]:
    if isinstance(prior, Categorical):
        return np.array(prior.values), np.array(prior.weights) / math.fsum(prior.weights)
    reach = 9 * math.sqrt(prior.rate) + 40
    counts = np.arange(math.floor(max(prior.rate - reach, 0)), math.ceil(prior.rate + reach))
    upto, above = (np.asarray(side(counts, prior.rate)) for side in (pdtr, pdtrc))
    # Differences from the side on which they are exact.
    chances = np.where(upto < 0.5, np.diff(upto, prepend=0.0), -np.diff(above, prepend=1.0))
    return counts.astype(float), np.maximum(chances, 0.0)


def _by_parts(
    weights: tuple[float, ...], parts: tuple[Dist, ...], found: tuple[Discounted, ...]
) -> tuple[tuple[float, ...], tuple[Dist, ...], float, float]:
    """Each part after the evidence, weighed by how likely it made it; and the sums over all."""
    total = math.fsum(weights)
    each = [_after(part, found) for part in parts]
    with np.errstate(divide="ignore"):
        logs = np.log(np.array(weights) / total)
    heights = logs + np.array([one.log_mass for one in each])
    mass = _log_sum(heights)
    squares = _log_sum(logs + np.array([one.log_squares for one in each]))
    shares = np.exp(heights - mass) if math.isfinite(mass) else np.array(weights)
    return tuple(map(float, shares)), tuple(one.dist for one in each), mass, squares


def _log_sum(logs: Floats) -> float:
    return float(np.logaddexp.reduce(logs))


# --- one smooth family ------------------------------------------------------------------------------


def _smooth(prior: Dist, found: tuple[Discounted, ...]) -> Posterior:
    z, steps, heights = _grid(prior, found)
    peak = float(heights.max())
    if not math.isfinite(peak):
        return Posterior(dist=prior, method=GRID, log_mass=-math.inf, log_squares=-math.inf)
    mass = _log_sum(np.log(steps) - 0.5 * z**2 + heights) - _LOG_ROOT_TWO_PI
    squares = _log_sum(np.log(steps) - 0.5 * z**2 + 2 * heights) - _LOG_ROOT_TWO_PI
    exact = _closed_form(prior, found)
    dist, method = (exact, EXACT) if exact else (_as_quantiles(prior, z, heights), GRID)
    return Posterior(dist=dist, method=method, log_mass=mass, log_squares=squares)


_LOG_ROOT_TWO_PI = 0.9189385332046727


def _grid(prior: Dist, found: tuple[Discounted, ...]) -> tuple[Floats, Floats, Floats]:
    """Nodes over the unit normal where the posterior lies, the width each stands for, and log-likelihoods."""
    z = np.linspace(-_REACH, _REACH, _NODES)
    for _ in range(12):
        depth = log_likelihoods(found, at_normal(prior, z)) - 0.5 * z**2
        deep = np.flatnonzero(depth > depth.max() - _DEEP)
        if not deep.size or deep.size > _NODES // 3:
            break
        z = np.linspace(z[max(deep[0] - 1, 0)], z[min(deep[-1] + 1, _NODES - 1)], _NODES)
    for _ in range(2):  # half the nodes evenly, half where the mass is: several peaks are all resolved
        z = _moved(z, log_likelihoods(found, at_normal(prior, z)) - 0.5 * z**2)
    z = np.union1d(z, _cuts(prior, z[0], z[-1]))
    return z, _widths(z), log_likelihoods(found, at_normal(prior, z))


def _moved(z: Floats, depth: Floats) -> Floats:
    if not np.isfinite(depth).any():
        return z
    mass = np.exp(depth - depth.max()) * _widths(z)
    share = 0.5 * np.cumsum(mass) / mass.sum() + 0.5 * (z - z[0]) / (z[-1] - z[0])
    share -= share[0]
    return np.interp(np.linspace(0.0, share[-1], _NODES), share, z)


def _widths(z: Floats) -> Floats:
    """The width each node stands for: half the way to its neighbours."""
    steps = np.diff(z)
    return np.maximum(0.5 * (np.append(steps, 0.0) + np.insert(steps, 0, 0.0)), 1e-300)


def _cuts(prior: Dist, low: float, high: float) -> Floats:
    """Both sides of where a normal is cut: there the value stops moving."""
    if not isinstance(prior, Normal) or prior.sd == 0:
        return np.array([])
    limits = [limit for limit in (prior.low, prior.high) if limit is not None]
    places = np.array([(limit - prior.mean) / prior.sd for limit in limits])
    return places[(places > low) & (places < high)]


def _as_quantiles(prior: Dist, z: Floats, heights: Floats) -> Quantiles:
    """The posterior by its own quantiles: 161 points by equal steps of the unit normal, and its ends."""
    depth = heights - 0.5 * z**2
    density = np.exp(depth - depth.max())
    mass = np.concatenate([[0.0], np.cumsum(0.5 * (density[1:] + density[:-1]) * np.diff(z))])
    stands = _cuts(prior, z[0], z[-1])  # chances that sit on a cut end there, not between two points
    inner = np.union1d(_KEPT, np.interp(stands, z, mass / mass[-1]))
    inner = inner[(inner > 1e-6) & (inner < 1 - 1e-6)]
    places = np.interp(np.concatenate([[1e-6], inner, [1 - 1e-6]]), mass / mass[-1], z)
    values = np.maximum.accumulate(at_normal(prior, places))
    return Quantiles(probs=(0.0, *map(float, inner), 1.0), values=tuple(map(float, values)))


# --- closed forms -----------------------------------------------------------------------------------


def _closed_form(prior: Dist, found: tuple[Discounted, ...]) -> Dist | None:
    """The posterior of a conjugate pair, or None: counts on a Beta or Gamma, measurements on a normal."""
    match prior:
        case Beta():
            counts = [one for one in found if isinstance(one.evidence, YesOf)]
            if len(counts) < len(found):
                return None
            yes = math.fsum(one.weight * one.evidence.yes for one in counts)  # type: ignore[union-attr]
            of = math.fsum(one.weight * one.evidence.of for one in counts)  # type: ignore[union-attr]
            return Beta(a=prior.a + yes, b=prior.b + of - yes)
        case Gamma():
            seen = [one for one in found if isinstance(one.evidence, Events)]
            if len(seen) < len(found):
                return None
            count = math.fsum(one.weight * one.evidence.count for one in seen)  # type: ignore[union-attr]
            over = math.fsum(one.weight * one.evidence.over for one in seen)  # type: ignore[union-attr]
            return Gamma(shape=prior.shape + count, scale=prior.scale / (1 + over * prior.scale))
        case Normal() if prior.sd > 0:
            return _normal_after(prior, found)
        case Lognormal() if prior.sigma > 0:
            measured = _measured(found, on_logs=True)
            if measured is None:
                return None
            mean, sd = _precise(math.log(prior.median), prior.sigma, measured)
            return Lognormal(median=math.exp(mean), factor=math.exp(sd * Z90))
        case _:
            return None


def _normal_after(prior: Normal, found: tuple[Discounted, ...]) -> Normal | None:
    """Exact while next to nothing lies beyond the cuts, before as after."""
    measured = _measured(found, on_logs=False)
    if measured is None:
        return None
    mean, sd = _precise(prior.mean, prior.sd, measured)
    for centre, spread in ((prior.mean, prior.sd), (mean, sd)):
        beyond_low = -math.inf if prior.low is None else (prior.low - centre) / spread
        beyond_high = -math.inf if prior.high is None else (centre - prior.high) / spread
        if max(beyond_low, beyond_high) > -4.0:
            return None
    return Normal(mean=mean, sd=sd, low=prior.low, high=prior.high)


def _measured(found: tuple[Discounted, ...], *, on_logs: bool) -> list[tuple[float, float]] | None:
    """Place and precision of each measurement on the plain or the log scale; None where one is another."""
    measured: list[tuple[float, float]] = []
    for one in found:
        match one.evidence:
            case Value() if not on_logs:
                measured.append((one.evidence.value, one.weight / one.evidence.sd**2))
            case Quote() if on_logs:
                measured.append((math.log(one.evidence.price), one.weight / one.evidence.sigma**2))
            case Told():
                voices = Voices(one.evidence)
                even = [voice for voice in voices.even() if voice[1] == on_logs]
                if len(even) < len(voices):
                    return None
                measured += [(place, one.weight * share / spread**2) for share, _, place, spread in even]
            case _:
                return None
    return measured


def _precise(mean: float, sd: float, measured: list[tuple[float, float]]) -> tuple[float, float]:
    """Mean and spread of a normal after measurements of known precision."""
    precision = math.fsum([sd**-2, *(weight for _, weight in measured)])
    pulled = math.fsum([mean * sd**-2, *(place * weight for place, weight in measured)])
    return pulled / precision, precision**-0.5
