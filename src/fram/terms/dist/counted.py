"""Families that take single values: one known value, a count, one of several values."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Literal

from fram.terms.dist.checks import are_weights, is_rising, refuse_unless

MOST_RATE = 1e6
"""The largest rate of a Poisson: its table of counts grows with the root of the rate."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fixed:
    """One known value."""

    value: float
    kind: Literal["fixed"] = "fixed"

    @property
    def mean(self) -> float:
        return self.value


@dataclass(frozen=True, slots=True, kw_only=True)
class Poisson:
    """A count of events that come one by one and do not wait for each other: ``rate`` on average."""

    rate: float
    kind: Literal["poisson"] = "poisson"

    def __post_init__(self) -> None:
        refuse_unless(self.rate >= 0, f"rate {self.rate:g} is below zero", remedy="a count is zero or more")
        refuse_unless(
            self.rate <= MOST_RATE,
            f"rate {self.rate:g} is above {MOST_RATE:,.0f}",
            remedy="at this size use a normal with this mean and the root of it as its spread",
        )

    @property
    def mean(self) -> float:
        return self.rate


@dataclass(frozen=True, slots=True, kw_only=True)
class Categorical:
    """One of a few known values, by weight: a tariff's steps, the number of sites in a contract.

    ``values`` rise strictly; ``weights`` need not add up to 1.
    """

    values: tuple[float, ...]
    weights: tuple[float, ...]
    kind: Literal["categorical"] = "categorical"

    def __post_init__(self) -> None:
        refuse_unless(
            are_weights(self.weights, of=len(self.values)),
            f"{len(self.values)} values with weights {self.weights}",
            remedy="give one weight of zero or more for each value, at least one above zero",
        )
        refuse_unless(
            is_rising(self.values) and all(map(math.isfinite, self.values)),
            f"the values {self.values} do not rise",
            remedy="order them from the least to the most, each once, and order their weights with them",
        )

    @property
    def mean(self) -> float:
        return sum(v * w for v, w in zip(self.values, self.weights, strict=True)) / sum(self.weights)
