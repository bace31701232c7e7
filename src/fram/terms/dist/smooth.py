"""Families of one stretch without steps: ranges, bells, shares and positive numbers."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Literal

from fram.terms.dist.checks import refuse_unless, refuse_unless_ordered

Z90 = 1.2815515655446004
"""The 90 % point of the unit normal."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Uniform:
    """Any value from ``low`` to ``high``, all as likely."""

    low: float
    high: float
    kind: Literal["uniform"] = "uniform"

    def __post_init__(self) -> None:
        refuse_unless(
            self.low <= self.high, f"low {self.low} is above high {self.high}", remedy="swap the two"
        )

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
        refuse_unless_ordered(low=self.low, typical=self.typical, high=self.high)

    @property
    def mean(self) -> float:
        return (self.low + 4 * self.typical + self.high) / 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Triangular:
    """Least, most likely and most, with straight sides: more weight far from the typical than a Pert."""

    low: float
    typical: float
    high: float
    kind: Literal["triangular"] = "triangular"

    def __post_init__(self) -> None:
        refuse_unless_ordered(low=self.low, typical=self.typical, high=self.high)

    @property
    def mean(self) -> float:
        return (self.low + self.typical + self.high) / 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Normal:
    """A normal; ``low`` and ``high`` cut its tails where the quantity has natural limits.

    What lies beyond a cut is moved onto it. ``mean`` and ``sd`` are those of the whole normal: where a cut
    bites, the mean of the draws differs from ``mean``.
    """

    mean: float
    sd: float
    low: float | None = None
    high: float | None = None
    kind: Literal["normal"] = "normal"

    def __post_init__(self) -> None:
        refuse_unless(
            self.sd >= 0, f"spread {self.sd} is negative", remedy="give a standard deviation of 0 or more"
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Lognormal:
    """A positive number known by its median and its spread factor: 80 % lie in median ÷× factor."""

    median: float
    factor: float
    kind: Literal["lognormal"] = "lognormal"

    def __post_init__(self) -> None:
        refuse_unless(
            self.median > 0, f"median {self.median} is not positive", remedy="a lognormal is above zero"
        )
        refuse_unless(self.factor >= 1, f"spread factor {self.factor} is below 1", remedy="1 means no spread")

    @property
    def sigma(self) -> float:
        """Standard deviation of the logarithm."""
        return math.log(self.factor) / Z90

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
        refuse_unless(
            self.a > 0 and self.b > 0, f"beta({self.a}, {self.b})", remedy="both must be above zero"
        )

    @classmethod
    def from_counts(cls, *, yes: float, of: float) -> Beta:
        """Return the chance after ``yes`` of ``of`` cases, starting from a flat prior."""
        refuse_unless(
            0 <= yes <= of, f"{yes} of {of} is not a share", remedy="the part cannot exceed the whole"
        )
        return cls(a=yes + 1, b=of - yes + 1)

    @property
    def mean(self) -> float:
        return self.a / (self.a + self.b)


@dataclass(frozen=True, slots=True, kw_only=True)
class Gamma:
    """A positive number, such as a wait or a cost: mean shape × scale, spread √shape × scale.

    ``shape`` 1 is the wait for one event of many possible; larger shapes come near a normal.
    """

    shape: float
    scale: float
    kind: Literal["gamma"] = "gamma"

    def __post_init__(self) -> None:
        refuse_unless(
            0 < self.shape < math.inf and 0 < self.scale < math.inf,
            f"gamma with shape {self.shape} and scale {self.scale}",
            remedy="both must be above zero; the mean is shape × scale",
        )

    @property
    def mean(self) -> float:
        return self.shape * self.scale
