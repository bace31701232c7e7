"""The forms a finding's numbers can have, and how likely each is for a given true value.

Six forms, a closed set told apart by ``kind``: a value with its spread, a price quoted within a factor,
yes of so many, events over a time, answers with mean and spread, and what people said as distributions.
``log_likelihood`` is what every update, reweighing and check of contradiction goes through.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import numpy as np
from scipy.special import xlog1py, xlogy

from fram.decide.beliefs.density import shown
from fram.decide.beliefs.points import Said
from fram.terms.dist.smooth import Z90
from fram.terms.errors import Refused

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Value:
    """A measured ``value`` that errs by ``sd`` (one standard deviation), both in the number's unit."""

    value: float
    sd: float
    kind: Literal["value"] = "value"

    def __post_init__(self) -> None:
        _refuse_unless(math.isfinite(self.value), f"a value of {self.value}", "give a finite number")
        _refuse_unless(0 < self.sd < math.inf, f"a spread of {self.sd:g}", "say by how much it may be off")

    @classmethod
    def within(cls, value: float, *, low: float, high: float) -> Value:
        """Return the value whose 80 % range is ``low`` to ``high``: its spread is a 2.56th of the range."""
        _refuse_unless(low < high, f"from {low:g} to {high:g}", "put the lower end first")
        return cls(value=value, sd=(high - low) / (2 * Z90))


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """A price or cost quoted (in the number's unit): in 80 % of cases the truth lies within ÷× ``factor``."""

    price: float
    factor: float
    kind: Literal["quote"] = "quote"

    def __post_init__(self) -> None:
        _refuse_unless(0 < self.price < math.inf, f"a price of {self.price:g}", "give one above zero")
        _refuse_unless(
            1 < self.factor < math.inf, f"a spread factor of {self.factor:g}",
            "give one above 1, such as 1.2 for a fifth up or down",
        )  # fmt: skip

    @property
    def sigma(self) -> float:
        """Standard deviation of the logarithm."""
        return math.log(self.factor) / Z90


@dataclass(frozen=True, slots=True, kw_only=True)
class YesOf:
    """``yes`` of ``of`` cases: pilots that became contracts, people who would buy."""

    yes: float
    of: float
    kind: Literal["yes-of"] = "yes-of"

    def __post_init__(self) -> None:
        _refuse_unless(
            0 <= self.yes <= self.of < math.inf and self.of > 0,
            f"{self.yes:g} of {self.of:g}", "count the cases, and those of them with yes",
        )  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Events:
    """``count`` events seen ``over`` so many units of time (or of cases), for a number that is a rate."""

    count: float
    over: float
    kind: Literal["events"] = "events"

    def __post_init__(self) -> None:
        _refuse_unless(0 <= self.count < math.inf, f"{self.count:g} events", "give 0 or more")
        _refuse_unless(0 < self.over < math.inf, f"events over {self.over:g}", "say how long was watched")


@dataclass(frozen=True, slots=True, kw_only=True)
class Answers:
    """``count`` answers with their ``mean`` and the standard deviation ``sd`` between them.

    The spread is known from the answers only: the mean errs by Student's t with count - 1 degrees of freedom.
    """

    count: int
    mean: float
    sd: float
    kind: Literal["answers"] = "answers"

    def __post_init__(self) -> None:
        _refuse_unless(self.count >= 2, f"{self.count} answers", "two at least show a spread; else a value")
        _refuse_unless(math.isfinite(self.mean), f"a mean of {self.mean}", "give a finite number")
        _refuse_unless(
            0 < self.sd < math.inf, f"a spread of {self.sd:g} between answers",
            "give their standard deviation; where all said the same, give that value with its spread",
        )  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What one or several people believe: each one's P10, P50 and P90 is taken as a measurement.

    Below a person's P50 the error is as wide as from P10 to P50, above it as from P50 to P90; on the
    logarithm where that is the more even of the two (and P10 is above zero). No value is ruled out by a
    person's least or most. Where people contradict each other more than their own ranges allow, all are
    widened by the Birge ratio, the root of chi-square over n - 1 (as the Particle Data Group does).
    """

    said: tuple[Said, ...]
    kind: Literal["told"] = "told"

    def __post_init__(self) -> None:
        _refuse_unless(bool(self.said), "nobody said anything", "give at least one person's numbers")
        for person in self.said:
            _refuse_unless(
                0 < person.weight < math.inf, f"{person.who or 'a person'} with weight {person.weight:g}",
                "give a weight above 0, or leave the person out",
            )  # fmt: skip
            at = shown(person.dist)
            _refuse_unless(
                at.p10 < at.p50 < at.p90,
                f"{person.who or 'a person'} leaves no room around {at.p50:g}",
                "ask for three different numbers: P10, P50 and P90",
            )


Evidence = Value | Quote | YesOf | Events | Answers | Told


def people(evidence: Evidence) -> float:
    """Return how many people or cases speak in it."""
    match evidence:
        case YesOf():
            return evidence.of
        case Answers():
            return float(evidence.count)
        case Told():
            return float(len(evidence.said))
        case _:
            return 1.0


def centre(evidence: Evidence) -> float:
    """Return the value under which the evidence is likeliest, in the number's unit: the figure said."""
    match evidence:
        case Value():
            return evidence.value
        case Quote():
            return evidence.price
        case YesOf():
            return evidence.yes / evidence.of
        case Events():
            return evidence.count / evidence.over
        case Answers():
            return evidence.mean
        case Told():
            return Voices(evidence).middle


def log_likelihood(evidence: Evidence, x: Floats) -> Floats:
    """Return the log-likelihood of the evidence at each true value ``x``, up to a constant: same shape.

    -inf where it is impossible (a share outside 0 to 1, a price of a negative number).
    """
    match evidence:
        case Value():
            return np.asarray(-0.5 * ((evidence.value - x) / evidence.sd) ** 2)
        case Quote():
            logs = np.log(np.maximum(x, 1e-300))
            found = -0.5 * ((math.log(evidence.price) - logs) / evidence.sigma) ** 2
            return np.where(x > 0, found, -np.inf)
        case YesOf():
            inside = np.clip(x, 0.0, 1.0)
            share = xlogy(evidence.yes, inside) + xlog1py(evidence.of - evidence.yes, -inside)
            return np.where((x >= 0) & (x <= 1), share, -np.inf)
        case Events():
            rate = np.maximum(x, 0.0) * evidence.over
            return np.where(x >= 0, xlogy(evidence.count, rate) - rate, -np.inf)
        case Answers():
            t_squared = ((x - evidence.mean) / evidence.sd) ** 2 * evidence.count
            return np.asarray(-0.5 * evidence.count * np.log1p(t_squared / (evidence.count - 1)))
        case Told():
            return Voices(evidence).log_likelihood(x)


class Voices:
    """Several people's measurements of one number: their joint likelihood, its peak, how far they differ."""

    def __init__(self, told: Told) -> None:
        total = math.fsum(person.weight for person in told.said)
        self._each = [
            (len(told.said) * person.weight / total, _Voice(shown_three(person))) for person in told.said
        ]
        self.middle, least = self._peak()
        spare = len(told.said) - 1
        self.widening = max(1.0, least / spare) if spare else 1.0

    def log_likelihood(self, x: Floats) -> Floats:
        """All people's log-likelihoods added up, each by its weight, and widened by what they differ."""
        return -0.5 * self._squares(x) / self.widening

    def even(self) -> Iterator[tuple[float, bool, float, float]]:
        """Each voice that is even about its middle: exponent, whether on logs, centre and spread there."""
        for share, voice in self._each:
            if voice.is_even:
                yield share / self.widening, voice.on_logs, voice.centre, voice.above

    def __len__(self) -> int:
        return len(self._each)

    def _squares(self, x: Floats) -> Floats:
        return np.asarray(sum(share * voice.distance(x) ** 2 for share, voice in self._each))

    def _peak(self) -> tuple[float, float]:
        """Where the sum of squared distances is least, and that sum: by halving in on ever finer grids."""
        middles = [voice.middle for _, voice in self._each]
        low, high = min(middles), max(middles)
        for _ in range(6):
            grid = np.linspace(low, high, 201)
            best = int(np.argmin(self._squares(grid)))
            low, high = float(grid[max(best - 1, 0)]), float(grid[min(best + 1, 200)])
        middle = (low + high) / 2
        return middle, float(self._squares(np.array([middle]))[0])


def shown_three(person: Said) -> tuple[float, float, float]:
    """Return a person's P10, P50 and P90."""
    at = shown(person.dist)
    return at.p10, at.p50, at.p90


class _Voice:
    """One person's P10, P50, P90 as a measurement with two spreads, plain or on the logarithm."""

    def __init__(self, three: tuple[float, float, float]) -> None:
        self.middle = three[1]
        self.on_logs = three[0] > 0 and _unevenness(*np.log(three)) <= _unevenness(*three)
        ends = [math.log(value) for value in three] if self.on_logs else list(three)
        self.centre = ends[1]
        self.below, self.above = ((ends[n + 1] - ends[n]) / Z90 for n in (0, 1))
        self.is_even = abs(self.above / self.below - 1) < 1e-4

    def distance(self, x: Floats) -> Floats:
        """Signed distance of each x from the middle, in this person's standard deviations."""
        place = np.log(np.maximum(x, 1e-300)) if self.on_logs else np.asarray(x)
        off = place - self.centre
        return np.asarray(off / np.where(off > 0, self.above, self.below))


def _unevenness(low: float, middle: float, high: float) -> float:
    return abs(math.log((high - middle) / (middle - low)))


def _refuse_unless(holds: bool, what: str, remedy: str) -> None:
    if not holds:
        raise Refused(what, where="finding", remedy=remedy)
