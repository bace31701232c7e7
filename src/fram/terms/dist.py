"""Distributions as plain data: what is believed about one number. Sampling lives in ``fram.decide``.

Every family is frozen, checks itself, and knows its mean; ``kind`` tells them apart in JSON.
"""

from __future__ import annotations

import itertools
import math
from dataclasses import dataclass
from typing import Literal

from fram.terms.errors import Refused


def _refuse_unless(holds: bool, what: str, remedy: str) -> None:
    if not holds:
        raise Refused(what, remedy=remedy)


@dataclass(frozen=True, slots=True, kw_only=True)
class Fixed:
    """One known value."""

    value: float
    kind: Literal["fixed"] = "fixed"

    @property
    def mean(self) -> float:
        return self.value


@dataclass(frozen=True, slots=True, kw_only=True)
class Uniform:
    """Any value from ``low`` to ``high``, all as likely."""

    low: float
    high: float
    kind: Literal["uniform"] = "uniform"

    def __post_init__(self) -> None:
        _refuse_unless(self.low <= self.high, f"low {self.low} is above high {self.high}", "swap the two")

    @property
    def mean(self) -> float:
        return (self.low + self.high) / 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Pert:
    """Least, most likely and most: a beta on [low, high] with mean (low + 4·typical + high) / 6."""

    low: float
    typical: float
    high: float
    kind: Literal["pert"] = "pert"

    def __post_init__(self) -> None:
        _refuse_unless(
            self.low <= self.typical <= self.high,
            f"{self.low}, {self.typical}, {self.high} are not in rising order",
            "give low, then typical, then high",
        )

    @property
    def mean(self) -> float:
        return (self.low + 4 * self.typical + self.high) / 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Normal:
    """A normal; ``low`` and ``high`` cut its tails where the quantity has natural limits."""

    mean: float
    sd: float
    low: float | None = None
    high: float | None = None
    kind: Literal["normal"] = "normal"

    def __post_init__(self) -> None:
        _refuse_unless(
            self.sd >= 0, f"spread {self.sd} is negative", "give a standard deviation of 0 or more"
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Lognormal:
    """A positive number known by its median and its spread factor: 80 % lie in median ÷× factor."""

    median: float
    factor: float
    kind: Literal["lognormal"] = "lognormal"

    def __post_init__(self) -> None:
        _refuse_unless(self.median > 0, f"median {self.median} is not positive", "a lognormal is above zero")
        _refuse_unless(self.factor >= 1, f"spread factor {self.factor} is below 1", "1 means no spread")

    @property
    def sigma(self) -> float:
        """Standard deviation of the logarithm; 1.2815516 is the 90 % point of the unit normal."""
        return math.log(self.factor) / 1.2815515655446004

    @property
    def mean(self) -> float:
        return self.median * math.exp(self.sigma**2 / 2)


@dataclass(frozen=True, slots=True, kw_only=True)
class Beta:
    """A share between 0 and 1."""

    a: float
    b: float
    kind: Literal["beta"] = "beta"

    def __post_init__(self) -> None:
        _refuse_unless(self.a > 0 and self.b > 0, f"beta({self.a}, {self.b})", "both must be above zero")

    @classmethod
    def from_counts(cls, *, yes: float, of: float) -> Beta:
        """Return the chance after ``yes`` of ``of`` cases, starting from a flat prior."""
        _refuse_unless(0 <= yes <= of, f"{yes} of {of} is not a share", "the part cannot exceed the whole")
        return cls(a=yes + 1, b=of - yes + 1)

    @property
    def mean(self) -> float:
        return self.a / (self.a + self.b)


@dataclass(frozen=True, slots=True, kw_only=True)
class Quantiles:
    """Published quantiles joined by straight lines, from the least (probability 0) to the most (1).

    Both ends must be said: without them all beyond the outermost quantile would be taken to lie on it.
    """

    probs: tuple[float, ...]
    values: tuple[float, ...]
    kind: Literal["quantiles"] = "quantiles"

    def __post_init__(self) -> None:
        rising = all(a < b for a, b in zip(self.probs, self.probs[1:], strict=False))
        level = all(a <= b for a, b in zip(self.values, self.values[1:], strict=False))
        _refuse_unless(
            len(self.probs) == len(self.values) >= 2 and rising and level,
            "the quantiles are not in rising order",
            "give at least two probabilities between 0 and 1 with values that do not fall",
        )
        _refuse_unless(
            self.probs[0] == 0 and self.probs[-1] == 1,
            f"the quantiles run from {self.probs[0]:g} to {self.probs[-1]:g}, not from 0 to 1",
            "give the least as 0.0 and the most as 1.0; where none was read give a cautious one and say so",
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
        _refuse_unless(
            len(self.weights) == len(self.parts) >= 1 and min(self.weights) >= 0 and sum(self.weights) > 0,
            "a mixture needs one weight of zero or more for each part",
            "give as many weights as parts",
        )

    @property
    def mean(self) -> float:
        total = sum(self.weights)
        return sum(w * part.mean for w, part in zip(self.weights, self.parts, strict=True)) / total


Dist = Fixed | Uniform | Pert | Normal | Lognormal | Beta | Quantiles | Mixture


def scaled(dist: Dist, factor: float) -> Dist:
    """Return the distribution of ``factor`` (above zero) times the number; a Beta is refused."""
    match dist:
        case Fixed(value=v):
            return Fixed(value=v * factor)
        case Uniform(low=lo, high=hi):
            return Uniform(low=lo * factor, high=hi * factor)
        case Pert(low=lo, typical=t, high=hi):
            return Pert(low=lo * factor, typical=t * factor, high=hi * factor)
        case Normal(mean=m, sd=s, low=lo, high=hi):
            cut_low, cut_high = (None if end is None else end * factor for end in (lo, hi))
            return Normal(mean=m * factor, sd=s * factor, low=cut_low, high=cut_high)
        case Lognormal(median=m, factor=f):
            return Lognormal(median=m * factor, factor=f)
        case Quantiles(probs=p, values=v):
            return Quantiles(probs=p, values=tuple(x * factor for x in v))
        case Mixture(weights=w, parts=parts):
            return Mixture(weights=w, parts=tuple(scaled(part, factor) for part in parts))
    raise Refused("a share cannot be scaled", remedy="multiply it as an input of its own")
