"""Distributions as plain data: what is believed about one number. Sampling lives in ``fram.decide``.

``Dist`` is a closed set of thirteen families. Each is frozen, checks itself, and knows its mean; ``kind``
tells them apart in JSON.
"""

from __future__ import annotations

from fram.terms.dist.counted import Categorical, Fixed, Poisson
from fram.terms.dist.joined import Dist, Mixture, Quantiles, ZeroInflated
from fram.terms.dist.percentiles import from_percentiles
from fram.terms.dist.scaling import scaled
from fram.terms.dist.smooth import Beta, Gamma, Lognormal, Normal, Pert, Triangular, Uniform

__all__ = [
    "Beta",
    "Categorical",
    "Dist",
    "Fixed",
    "Gamma",
    "Lognormal",
    "Mixture",
    "Normal",
    "Pert",
    "Poisson",
    "Quantiles",
    "Triangular",
    "Uniform",
    "ZeroInflated",
    "from_percentiles",
    "scaled",
]
