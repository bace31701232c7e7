"""Who lives in a market, and how many of them a figure's denominator speaks of."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from itertools import pairwise

from fram.terms.estimate import Reason
from fram.terms.logic import Unknown

OCCUPANCY = 0.75
"""Share of hospital beds taken on a day, where bed-days are not known: a default of ours."""
STAY_DAYS = 6.0
"""Days of a hospital stay, where admissions are not known: a default of ours."""
FADING = 12.5
"""Years over which the number of people above 65 falls to 1/e: 70+ is then 67 % of 65+, 80+ 30 %."""

Ages = tuple[int | None, int | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class People:
    """The people of a market or group of countries in one year; shares from 0 to 1.

    ``groups`` holds any other denominator by the name figures use (``people_with:diabetes``).
    """

    code: str
    year: int
    total: float
    share_0_14: float
    share_65plus: float
    births: float | None = None
    beds: float | None = None
    bed_days: float | None = None
    admissions: float | None = None
    groups: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A part of a population: its size, its age groups, and what had to be assumed to get there."""

    size: float
    elderly: float = 0.0
    adult: float = 0.0
    children: float = 0.0
    assumed: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True)
class Census:
    """Populations of several places and years; a year between two is read off a straight line."""

    rows: tuple[People, ...]

    @classmethod
    def of_rows(cls, rows: Iterable[People]) -> Census:
        """Return a census in a settled order."""
        return cls(tuple(sorted(rows, key=lambda p: (p.code, p.year))))

    def with_group(self, code: str, name: str, *, size: float) -> Census:
        """Return a census where a place also has ``size`` of a group (``people_with:diabetes``)."""
        rows = (replace(p, groups={**p.groups, name: size}) if p.code == code else p for p in self.rows)
        return Census(tuple(rows))

    def now(self, code: str) -> People | None:
        """Return the newest known people of a place, or None."""
        return max((p for p in self.rows if p.code == code), key=lambda p: p.year, default=None)

    def at(self, code: str, year: int | None) -> People | None:
        """Return the people of a place in a year (the newest without a year), held at the ends known."""
        known = sorted((p for p in self.rows if p.code == code), key=lambda p: p.year)
        if not known or year is None or year >= known[-1].year:
            return known[-1] if known else None
        for before, after in pairwise(known):
            if before.year <= year < after.year:
                return _between(before, after, year)
        return known[0]


def _between(before: People, after: People, year: int) -> People:
    weight = (year - before.year) / (after.year - before.year)

    def mix(a: float, b: float) -> float:
        return a + (b - a) * weight

    return replace(
        before, year=year, total=mix(before.total, after.total),
        share_0_14=mix(before.share_0_14, after.share_0_14),
        share_65plus=mix(before.share_65plus, after.share_65plus),
    )  # fmt: skip


def part_of(people: People, share_of: str = "total", *, ages: Ages | None = None) -> Part | Unknown:
    """Return the part of ``people`` that a denominator names, or Unknown when no figure gives it.

    ``share_of``: total, adults (18+), children (under 18), 65plus, women, men (half each), births,
    inpatients (on a day), bed_days, admissions (in a year), or a key of ``people.groups``.
    """
    if share_of in people.groups:
        return Part(size=people.groups[share_of])
    if share_of in _CARE:
        return _CARE[share_of](people)
    bands: dict[str, Ages] = {"adults": (18, None), "children": (0, 17), "65plus": (65, None)}
    if share_of in bands:
        return _band(people, *(ages or bands[share_of]))
    if share_of == "total":
        return _band(people, *(ages or (None, None)))
    if share_of in ("women", "men"):
        return _halved(_band(people, *(ages or (None, None))))
    return Unknown(f"no figure of {share_of} in {people.code}", ask=share_of)


def _band(people: People, low: int | None, high: int | None) -> Part:
    """People from ``low`` to ``high`` whole years, both counted; even within 0-14 and 15-64."""
    start, stop = float(low or 0), math.inf if high is None else high + 1.0
    children = people.total * people.share_0_14 * _overlap(start, stop, 0, 15) / 15
    working = people.total * (1 - people.share_0_14 - people.share_65plus)
    adult = working * _overlap(start, stop, 15, 65) / 50
    elderly = people.total * people.share_65plus * (_older(start) - _older(stop))
    exact = {0.0, 15.0, 65.0, math.inf}
    reasons = (
        () if {start, stop} <= exact else (Reason.of("need-ages-read-off", low=low or 0, high=high or ""),)
    )
    return Part(
        size=children + adult + elderly, elderly=elderly, adult=adult, children=children, assumed=reasons
    )


def _overlap(start: float, stop: float, low: float, high: float) -> float:
    return max(0.0, min(stop, high) - max(start, low))


def _older(age: float) -> float:
    """Share of the people above 65 who are above ``age``."""
    return math.exp(-max(0.0, age - 65) / FADING)


def _halved(part: Part) -> Part:
    return Part(
        size=part.size / 2, elderly=part.elderly / 2, adult=part.adult / 2, children=part.children / 2,
        assumed=(*part.assumed, Reason.of("need-half-of-each-sex")),
    )  # fmt: skip


def _births(people: People) -> Part:
    if people.births is not None:
        return Part(size=people.births)
    return Part(size=people.total * people.share_0_14 / 15, assumed=(Reason.of("need-births-from-children"),))


def _bed_days(people: People) -> Part | Unknown:
    if people.bed_days is not None:
        return Part(size=people.bed_days)
    if people.beds is None:
        return Unknown(f"neither bed-days nor beds of {people.code} are known", ask="hospital statistics")
    return Part(size=people.beds * 365 * OCCUPANCY, assumed=(Reason.of("need-occupancy", share=OCCUPANCY),))


def _inpatients(people: People) -> Part | Unknown:
    days = _bed_days(people)
    return days if isinstance(days, Unknown) else replace(days, size=days.size / 365)


def _admissions(people: People) -> Part | Unknown:
    if people.admissions is not None:
        return Part(size=people.admissions)
    days = _bed_days(people)
    if isinstance(days, Unknown):
        return days
    reasons = (*days.assumed, Reason.of("need-length-of-stay", days=STAY_DAYS))
    return replace(days, size=days.size / STAY_DAYS, assumed=reasons)


_CARE = {"births": _births, "bed_days": _bed_days, "inpatients": _inpatients, "admissions": _admissions}
