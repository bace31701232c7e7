"""How long a body takes to answer a company that asks for help, in working days, pauses left out.

Working days are Monday to Friday without Norway's public holidays (Act of 24 February 1995 no. 12 on public
holidays, § 2, and Act of 26 April 1947 no. 1 on 1 and 17 May, § 1). The day of the suggestion does not
count: asked on a Friday, a body that has one day answers on Monday.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from types import MappingProxyType

from fram.terms.errors import Refused

ANSWER_DAYS = 10
"""Working days in which a body answers, where nobody has set another number."""
MOST_PAUSE_DAYS = 60
A_DAY = timedelta(days=1)

EXEMPTIONS = ("no-response", "technical", "wrong-details", "service-down", "capacity")
"""Why a clock may stand: the company does not answer, something technical, what it told was wrong, the desk
was down, the body has nobody free."""


def easter_sunday(year: int) -> date:
    """Return Easter Sunday by the Gregorian reckoning (Meeus, Jones, Butcher).

    >>> easter_sunday(2026), easter_sunday(2038)
    (datetime.date(2026, 4, 5), datetime.date(2038, 4, 25))
    """
    a, (b, c) = year % 19, divmod(year, 100)
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    low = (32 + 2 * e + 2 * i - h - k) % 7
    m = (a + 11 * h + 22 * low) // 451
    month, day = divmod(h + low - 7 * m + 114, 31)
    return date(year, month, day + 1)


@cache
def public_holidays(year: int) -> Mapping[date, str]:
    """Return Norway's public holidays of a year, Sundays at Easter and Whitsun among them, by day."""
    easter = easter_sunday(year)
    moving = {
        -3: "Maundy Thursday", -2: "Good Friday", 0: "Easter Sunday", 1: "Easter Monday",
        39: "Ascension Day", 49: "Whit Sunday", 50: "Whit Monday",
    }  # fmt: skip
    fixed = {
        date(year, 1, 1): "New Year's Day", date(year, 5, 1): "Labour Day",
        date(year, 5, 17): "Constitution Day", date(year, 12, 25): "Christmas Day",
        date(year, 12, 26): "Second Day of Christmas",
    }  # fmt: skip
    found = {**{easter + timedelta(days=after): name for after, name in moving.items()}, **fixed}
    return MappingProxyType(dict(sorted(found.items())))


def is_working_day(day: date) -> bool:
    """Whether people are at work in Norway."""
    return day.weekday() < 5 and day not in public_holidays(day.year)


def working_days_from(day: date) -> Iterator[date]:
    """Yield the working days after a day, one by one, without end."""
    while True:
        day += A_DAY
        if is_working_day(day):
            yield day


def working_day_after(day: date, days: int) -> date:
    """Return the last of so many working days after a day; the day itself where the number is none.

    >>> working_day_after(date(2026, 3, 27), 10)  # Easter takes three working days
    datetime.date(2026, 4, 15)
    """
    following = working_days_from(day)
    for _ in range(days):
        day = next(following)
    return day


def working_day_before(day: date, days: int) -> date:
    """Return the working day from which on so many working days lead to a day (itself a working day)."""
    while days:
        day -= A_DAY
        days -= is_working_day(day)
    return day


def working_days_between(start: date, end: date) -> int:
    """Return the working days after one day up to and with another; below zero where that is earlier."""
    if end < start:
        return -working_days_between(end, start)
    return sum(is_working_day(start + timedelta(days=n)) for n in range(1, (end - start).days + 1))


@dataclass(frozen=True, slots=True, kw_only=True)
class Pause:
    """Working days, from a day on, that do not count, and why (one of ``EXEMPTIONS``)."""

    starts_on: date
    days: int
    reason: str

    def __post_init__(self) -> None:
        if self.reason not in EXEMPTIONS:
            raise Refused(f"`{self.reason}` stops no clock", remedy=f"known: {', '.join(EXEMPTIONS)}")
        if not 1 <= self.days <= MOST_PAUSE_DAYS:
            raise Refused(f"a pause of {self.days} working days", remedy=f"from 1 to {MOST_PAUSE_DAYS}")

    @property
    def covers(self) -> frozenset[date]:
        """The working days that do not count; the first day is one of them if people work on it."""
        following = working_days_from(self.starts_on - A_DAY)
        return frozenset(next(following) for _ in range(self.days))


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What a clock shows on one day. ``days_left`` are working days; below zero it is overdue by so many."""

    due_on: date
    days_left: int
    is_paused: bool

    @property
    def is_overdue(self) -> bool:
        """Whether the last day to answer is behind us."""
        return self.days_left < 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Clock:
    """Runs from the day of the suggestion until the body answers.

    Pauses that overlap count once, and one that begins after the due day does not make up for being late.
    """

    started_on: date
    days: int = ANSWER_DAYS
    pauses: tuple[Pause, ...] = ()

    @property
    def due_on(self) -> date:
        """The last day on which an answer is in time: the days asked for, those in a pause left out."""
        standing = frozenset[date]().union(*(pause.covers for pause in self.pauses))
        counted = (day for day in working_days_from(self.started_on) if day not in standing)
        day = self.started_on
        for _ in range(self.days):
            day = next(counted)
        return day

    @property
    def counts_from(self) -> date:
        """The day on which a clock without pauses would have begun to be due on the same day."""
        return working_day_before(self.due_on, self.days) if self.pauses else self.started_on

    def on(self, day: date) -> Reading:
        """Return what it shows on a day."""
        due_on = self.due_on
        is_paused = day <= due_on and any(day in pause.covers for pause in self.pauses)
        left = working_days_between(day, due_on)
        if day > due_on:
            left = min(left, -1)  # a weekend after the last day is late too
        return Reading(due_on=due_on, days_left=left, is_paused=is_paused)


def late_if_started_by(day: date, days: int = ANSWER_DAYS) -> date:
    """Return the last day of suggestion whose clock, without pauses, is overdue on a day.

    A list of a thousand companies is searched by this one day instead of a thousand clocks.
    """
    return working_day_before(day, days) - A_DAY
