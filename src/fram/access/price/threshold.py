"""What health is worth to the payers of a market: a limit for a healthy year, discounting, budget tests.

A limit says what a payer could accept for one QALY, not what it will pay. Everything here is handed over as
it was read; amounts are in the market's money, rates are shares a year.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from fram.rules.parameter import Dated, Parameter
from fram.terms.citation import Citation, Confidence
from fram.terms.logic import Unknown
from fram.terms.proof.worth import Severity

Rule = Literal["rule", "practice", "informal", "research", "none"]
RULES: tuple[Rule, ...] = ("rule", "practice", "informal", "research", "none")
"""Law or a published rule; what the assessor has been seen to do; a figure people quote; an estimate by
researchers that no payer uses; nobody's."""
Covers = Literal["all", "medicines"]
COVERS: tuple[Covers, ...] = ("all", "medicines")
Words = Mapping[str, str]
Limits = tuple[float | None, float | None]
OPEN: Limits = (None, None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Threshold:
    """The most a payer accepts for one QALY, for one class of severity.

    ``value``: money per QALY in its unit. ``years_lost`` and ``share_lost``: from the first number up to, not
    with, the second; None for no limit. ``weight``: what the health gain is multiplied by before the value is
    applied. ``covers``: ``medicines`` where the rule was written for them alone. ``only``: the further
    condition it takes (ultra-rare, children); empty where it holds for anybody. ``devices``: what is known of
    its use for devices. ``limits``: how far the class limits and the weight were read; None without any.
    """

    id: str
    value: Parameter
    rule: Rule
    years_lost: Limits = OPEN
    share_lost: Limits = OPEN
    weight: float = 1
    covers: Covers = "all"
    only: Words = field(default_factory=dict)
    devices: Words | None = None
    note: Words = field(default_factory=dict)
    limits: Confidence | None = None
    limits_cite: Citation | None = None

    @property
    def is_graded(self) -> bool:
        """Whether it holds for one class of severity alone."""
        return self.years_lost != OPEN or self.share_lost != OPEN


@dataclass(frozen=True, slots=True, kw_only=True)
class Rate:
    """The rate of discount (share a year) from a year on, counted from today as year 0."""

    from_year: int
    rate: Parameter


@dataclass(frozen=True, slots=True, kw_only=True)
class Yearly:
    """One number for each year, year 0 first, for costs and for health effects."""

    costs: tuple[float, ...]
    effects: tuple[float, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Discount:
    """How later costs and effects count less. ``beside``: other rates, for both, to try as well."""

    costs: tuple[Rate, ...]
    effects: tuple[Rate, ...]
    beside: tuple[Parameter, ...] = ()
    note: Words = field(default_factory=dict)

    @property
    def rates(self) -> tuple[Rate, ...]:
        """Every rate once, costs first."""
        return tuple(dict.fromkeys((*self.costs, *self.effects)))


@dataclass(frozen=True, slots=True, kw_only=True)
class BudgetTest:
    """A yearly cost to the payer that calls for more: ``limit``, in any of the first ``years`` years."""

    id: str
    says: Words
    limit: Parameter
    years: int
    applies: Words
    covers: Covers = "all"


@dataclass(frozen=True, slots=True, kw_only=True)
class Worth:
    """One market, or the part of it named in ``area`` (GB-ENG, GB-SCO).

    ``thresholds``: a graded scale goes from the mildest class to the most severe. ``gap``: why there is none.
    ``note``: what else was read and is not a limit here.
    """

    market: str
    area: str = ""
    currency: str = ""
    thresholds: tuple[Threshold, ...] = ()
    discount: Discount | None = None
    budget_tests: tuple[BudgetTest, ...] = ()
    gap: Words = field(default_factory=dict)
    note: Words = field(default_factory=dict)

    @property
    def code(self) -> str:
        """The area's code where it speaks of one, else the market's."""
        return self.area or self.market

    @property
    def parameters(self) -> tuple[Parameter, ...]:
        """Every dated value: thresholds, rates of discount, budget tests."""
        rates = [rate.rate for rate in self.discount.rates] if self.discount else []
        beside = self.discount.beside if self.discount else ()
        limits = (test.limit for test in self.budget_tests)
        return (*(one.value for one in self.thresholds), *rates, *beside, *limits)

    def threshold_for(self, severity: Severity) -> tuple[Threshold, ...]:
        """Return the threshold that applies to such patients, or all that still may; none: no limit at all.

        Thresholds that ask for more than severity (``only``) stay out. One for medicines alone is returned
        only where no other exists. Where classes go by both years and share lost, the more severe of the two
        counts, so one answer alone rules out the milder classes.
        """
        for covers in COVERS:
            if found := [one for one in self._common if one.covers == covers]:
                return _still_possible(found, severity)
        return ()

    @property
    def is_for_medicines_only(self) -> bool:
        """Whether every limit that holds for anybody was written for medicines."""
        return self.has_common and all(one.covers == "medicines" for one in self._common)

    @property
    def has_common(self) -> bool:
        """Whether any limit asks for no more than severity."""
        return bool(self._common)

    @property
    def _common(self) -> tuple[Threshold, ...]:
        return tuple(one for one in self.thresholds if not one.only and one.rule != "none")

    def rates(self, years: int, *, on: date) -> Yearly | Unknown:
        """Return the rate of discount (share) of each of the years 0 … ``years`` - 1 in force on ``on``.

        Unknown where no rate is known. Year 0 is not discounted: its rate is never used by ``factors``.
        """
        if self.discount is None:
            return Unknown("no rate of discount was read", ask="payers")
        costs, effects = (
            _by_year(steps, years, on) for steps in (self.discount.costs, self.discount.effects)
        )
        if isinstance(costs, Unknown):
            return costs
        return effects if isinstance(effects, Unknown) else Yearly(costs=costs, effects=effects)

    def factors(self, years: int, *, on: date) -> Yearly | Unknown:
        """Return what money and health of each of the years 0 … ``years`` - 1 count for today, from 1 down.

        Factor of year t = product of 1 / (1 + rate of year s) for s = 1 … t: where the rate falls later, the
        years before keep theirs.
        """
        rates = self.rates(years, on=on)
        if isinstance(rates, Unknown):
            return rates
        return Yearly(costs=_compounded(rates.costs), effects=_compounded(rates.effects))


def _still_possible(found: Sequence[Threshold], severity: Severity) -> tuple[Threshold, ...]:
    graded = [one for one in found if one.is_graded]
    if not graded:
        return tuple(found)
    by_years = any(one.years_lost != OPEN for one in graded)
    by_share = any(one.share_lost != OPEN for one in graded)
    asked = [
        _level([one.years_lost for one in graded], severity.years_lost) if by_years else None,
        _level([one.share_lost for one in graded], severity.share_lost) if by_share else None,
    ]
    told = [level for level in asked if level is not None]
    if len(told) < by_years + by_share:  # an answer is missing: this severe at least
        least = max(told, default=0)
        return tuple(one for one in found if one not in graded[: max(least, 0)])
    worst = max(told)
    kept = [] if worst < 0 else [graded[worst]]
    return tuple(one for one in found if one in kept or not one.is_graded)


def _level(classes: Sequence[Limits], number: float | None) -> int | None:
    """The class a number falls in, from 0; -1 below all of them; None where nobody told the number."""
    if number is None:
        return None
    inside = [
        at
        for at, (low, high) in enumerate(classes)
        if (low is None or number >= low) and (high is None or number < high)
    ]
    return max(inside, default=-1)


def _by_year(steps: Iterable[Rate], years: int, on: date) -> tuple[float, ...] | Unknown:
    known: list[tuple[int, Dated]] = []
    for step in sorted(steps, key=lambda one: one.from_year):
        value = step.rate.on(on)
        if isinstance(value, Unknown):
            return value
        known.append((step.from_year, value))
    if not known or known[0][0] > 0:
        return Unknown("no rate of discount was read", ask="payers")
    return tuple([value.number for start, value in known if start <= year][-1] for year in range(years))


def _compounded(rates: Sequence[float]) -> tuple[float, ...]:
    factors = [1.0] if rates else []
    for rate in rates[1:]:
        factors.append(factors[-1] / (1 + rate))
    return tuple(factors)
