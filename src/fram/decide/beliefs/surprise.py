"""How surprising a finding is to the belief it meets: the tail of the prior predictive (Box 1980).

For every true value the belief allows, how likely is evidence this low, or this high? Averaged over the
belief these are two tails; twice the smaller is the chance that is told. Evidence that counts for less
(less sure, shared errors) is as noisy as its weight says, and surprises less.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np
from scipy.special import betainc, gammainc, gammaincc, ndtr, stdtr

from fram.decide.beliefs.evidence import Answers, Events, YesOf, centre, log_likelihood
from fram.decide.beliefs.posterior import Discounted
from fram.decide.model.sampling import at_normal
from fram.terms.dist import Dist, Mixture

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

_PLACES = np.linspace(-8.3, 8.3, 8301)
_CHANCES = np.exp(-0.5 * _PLACES**2)
_CHANCES /= _CHANCES.sum()


def surprise(prior: Dist, found: Discounted) -> float:
    """Return the two-sided chance, 0 to 1, that the belief gave to evidence at least this far out.

    Exact for measurements, answers and counts; for what people told by the signed root of the
    log-likelihood ratio, which is exact where their ranges are even.
    """
    if found.weight == 0:
        return 1.0
    below, above = _tails(prior, found)
    return min(1.0, 2 * min(below, above))


def _tails(prior: Dist, found: Discounted) -> tuple[float, float]:
    """The chances of evidence at most, and at least, as high as was found."""
    if isinstance(prior, Mixture):
        total = math.fsum(prior.weights)
        each = [_tails(part, found) for part in prior.parts]
        pairs = list(zip(prior.weights, each, strict=True))
        return (
            math.fsum(w * one[0] for w, one in pairs) / total,
            math.fsum(w * one[1] for w, one in pairs) / total,
        )
    below, above = _tails_at(found, at_normal(prior, _PLACES))
    return float(_CHANCES @ below), float(_CHANCES @ above)


def _tails_at(found: Discounted, x: Floats) -> tuple[Floats, Floats]:
    """The same at each true value."""
    weight = found.weight
    match found.evidence:
        case YesOf(yes=yes, of=of):
            inside, no = np.clip(x, 0.0, 1.0), weight * (of - yes)
            below = betainc(max(no, 1e-12), weight * yes + 1, 1 - inside) if no > 0 else np.ones_like(x)
            above = betainc(weight * yes, no + 1, inside) if yes > 0 else np.ones_like(x)
            return np.asarray(below), np.asarray(above)
        case Events(count=count, over=over):
            rate, seen = np.maximum(x, 0.0) * over * weight, weight * count
            fewer = np.asarray(gammaincc(seen + 1, rate), dtype=float)
            return fewer, np.asarray(gammainc(seen, rate), dtype=float) if count else np.ones_like(x)
        case Answers(count=count, mean=mean, sd=sd):
            t = (mean - x) / sd * math.sqrt(count * weight)
            return stdtr(count - 1, t), stdtr(count - 1, -t)
        case evidence:
            middle = centre(evidence)
            best = log_likelihood(evidence, np.array([middle]))[0]
            off = np.sign(middle - x) * np.sqrt(np.maximum(2 * (best - log_likelihood(evidence, x)), 0.0))
            return ndtr(off * math.sqrt(weight)), ndtr(-off * math.sqrt(weight))
