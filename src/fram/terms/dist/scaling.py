"""The distribution of a number times a factor, within the same family."""

from __future__ import annotations

from fram.terms.dist.counted import Categorical, Fixed, Poisson
from fram.terms.dist.joined import Dist, Mixture, Quantiles, ZeroInflated
from fram.terms.dist.smooth import Beta, Gamma, Lognormal, Normal, Pert, Triangular, Uniform
from fram.terms.errors import Refused


def scaled(dist: Dist, factor: float) -> Dist:
    """Return the distribution of ``factor`` (above zero) times the number.

    A share (Beta) and a count (Poisson) times a factor are of another family: they are refused, also as a
    part of another distribution.
    """
    match dist:
        case Quantiles(probs=p, values=v):
            return Quantiles(probs=p, values=_each(v, factor))
        case Categorical(values=v, weights=w):
            return Categorical(values=_each(v, factor), weights=w)
        case Mixture(weights=w, parts=parts):
            return Mixture(weights=w, parts=tuple(scaled(part, factor) for part in parts))
        case ZeroInflated(chance_zero=chance, part=part):
            return ZeroInflated(chance_zero=chance, part=scaled(part, factor))
        case Fixed() | Beta() | Poisson():
            return _scaled_single(dist, factor)
        case _:
            return _scaled_smooth(dist, factor)


def _scaled_single(dist: Fixed | Beta | Poisson, factor: float) -> Fixed:
    if isinstance(dist, Fixed):
        return Fixed(value=dist.value * factor)
    what = "a share" if isinstance(dist, Beta) else "a count"
    raise Refused(f"{what} cannot be scaled", remedy="multiply it as an input of its own")


def _scaled_smooth(
    dist: Uniform | Pert | Triangular | Normal | Lognormal | Gamma, factor: float
) -> Uniform | Pert | Triangular | Normal | Lognormal | Gamma:
    match dist:
        case Uniform(low=lo, high=hi):
            return Uniform(low=lo * factor, high=hi * factor)
        case Pert(low=lo, typical=t, high=hi):
            return Pert(low=lo * factor, typical=t * factor, high=hi * factor)
        case Triangular(low=lo, typical=t, high=hi):
            return Triangular(low=lo * factor, typical=t * factor, high=hi * factor)
        case Normal(mean=m, sd=s, low=cut_low, high=cut_high):
            low, high = (None if cut is None else cut * factor for cut in (cut_low, cut_high))
            return Normal(mean=m * factor, sd=s * factor, low=low, high=high)
        case Lognormal(median=m, factor=spread):
            return Lognormal(median=m * factor, factor=spread)
        case Gamma(shape=shape, scale=scale):
            return Gamma(shape=shape, scale=scale * factor)


def _each(values: tuple[float, ...], factor: float) -> tuple[float, ...]:
    return tuple(value * factor for value in values)
