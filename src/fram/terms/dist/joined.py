"""Families put together from points or from other families, and the closed set of all families."""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from typing import Literal

from fram.terms.dist.checks import are_weights, is_rising, refuse_unless
from fram.terms.dist.counted import Categorical, Fixed, Poisson
from fram.terms.dist.smooth import Beta, Gamma, Lognormal, Normal, Pert, Triangular, Uniform


@dataclass(frozen=True, slots=True, kw_only=True)
class Quantiles:
    """Published quantiles joined by straight lines, from the least (probability 0) to the most (1).

    Both ends must be said: without them all beyond the outermost quantile would be taken to lie on it.
    """

    probs: tuple[float, ...]
    values: tuple[float, ...]
    kind: Literal["quantiles"] = "quantiles"

    def __post_init__(self) -> None:
        level = all(a <= b for a, b in itertools.pairwise(self.values))
        refuse_unless(
            len(self.probs) == len(self.values) >= 2 and is_rising(self.probs) and level,
            "the quantiles are not in rising order",
            remedy="give at least two probabilities between 0 and 1 with values that do not fall",
        )
        refuse_unless(
            self.probs[0] == 0 and self.probs[-1] == 1,
            f"the quantiles run from {self.probs[0]:g} to {self.probs[-1]:g}, not from 0 to 1",
            remedy="give the least as 0.0 and the most as 1.0; "
            "where none was read give a cautious one and say so",
        )

    @property
    def mean(self) -> float:
        points = zip(self.probs, self.values, strict=True)
        return sum((q - p) * (x + y) / 2 for (p, x), (q, y) in itertools.pairwise(points))


@dataclass(frozen=True, slots=True, kw_only=True)
class Mixture:
    """One of several distributions, by weight: classes still possible, definitions that disagree."""

    weights: tuple[float, ...]
    parts: tuple[Dist, ...]
    kind: Literal["mixture"] = "mixture"

    def __post_init__(self) -> None:
        refuse_unless(
            are_weights(self.weights, of=len(self.parts)),
            "a mixture needs one weight of zero or more for each part",
            remedy="give as many weights as parts",
        )

    @property
    def mean(self) -> float:
        total = sum(self.weights)
        return sum(w * part.mean for w, part in zip(self.weights, self.parts, strict=True)) / total


@dataclass(frozen=True, slots=True, kw_only=True)
class ZeroInflated:
    """Exactly zero with a chance, else ``part``: a cost that may not come, a tender that may not be held."""

    chance_zero: float
    part: Dist
    kind: Literal["zero-inflated"] = "zero-inflated"

    def __post_init__(self) -> None:
        refuse_unless(
            0 <= self.chance_zero <= 1,
            f"a chance of zero of {self.chance_zero:g}",
            remedy="give a share between 0 and 1",
        )

    @property
    def mean(self) -> float:
        return (1 - self.chance_zero) * self.part.mean


# A value without `kind` is read as the first family its keys fit: Pert stands before Triangular.
Dist = (
    Fixed
    | Uniform
    | Pert
    | Triangular
    | Normal
    | Lognormal
    | Beta
    | Gamma
    | Poisson
    | Categorical
    | Quantiles
    | Mixture
    | ZeroInflated
)
