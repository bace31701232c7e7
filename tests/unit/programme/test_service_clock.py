"""Working days, Norway's holidays, due days and pauses, against days looked up and counted by hand."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fram.programme.service_clock import (
    ANSWER_DAYS,
    Clock,
    Pause,
    easter_sunday,
    is_working_day,
    late_if_started_by,
    public_holidays,
    working_day_after,
    working_day_before,
    working_days_between,
)
from fram.terms.errors import Refused

DAYS = st.dates(min_value=date(2020, 1, 1), max_value=date(2040, 12, 31))
PAUSES = st.lists(
    st.tuples(st.integers(-5, 40), st.integers(1, 12)), max_size=4
)  # days after the start, and how long


# Published tables of Easter (Western, Gregorian).
@pytest.mark.parametrize(
    ("year", "month", "day"),
    [
        (1818, 3, 22), (1886, 4, 25), (1961, 4, 2), (1981, 4, 19), (2000, 4, 23), (2008, 3, 23),
        (2019, 4, 21), (2024, 3, 31), (2025, 4, 20), (2026, 4, 5), (2027, 3, 28), (2038, 4, 25),
        (2049, 4, 18),
    ],
)  # fmt: skip
def test_easter_is_where_the_tables_have_it(year: int, month: int, day: int) -> None:
    assert easter_sunday(year) == date(year, month, day)


@given(st.integers(1583, 4099))
def test_easter_is_a_sunday_between_22_march_and_25_april(year: int) -> None:
    easter = easter_sunday(year)
    assert easter.weekday() == 6
    assert date(year, 3, 22) <= easter <= date(year, 4, 25)


def test_the_holidays_of_2026() -> None:
    assert [(day.month, day.day) for day in public_holidays(2026)] == [
        (1, 1), (4, 2), (4, 3), (4, 5), (4, 6), (5, 1), (5, 14), (5, 17), (5, 24), (5, 25),
        (12, 25), (12, 26),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("day", "works"),
    [
        (date(2026, 11, 23), True), (date(2026, 11, 21), False), (date(2026, 4, 2), False),
        (date(2026, 12, 24), True), (date(2026, 12, 31), True), (date(2027, 5, 17), False),
        (date(2008, 5, 1), False),  # 1 May and Ascension Day on one day
    ],
)  # fmt: skip
def test_working_days(day: date, works: bool) -> None:
    assert is_working_day(day) is works


# Asked on; last day to answer within ten working days, counted in a calendar.
@pytest.mark.parametrize(
    ("asked", "due"),
    [
        (date(2026, 11, 23), date(2026, 12, 7)),  # Monday to Monday two weeks later
        (date(2026, 11, 21), date(2026, 12, 4)),  # Saturday: Monday is the first day
        (date(2026, 11, 22), date(2026, 12, 4)),
        (date(2026, 3, 27), date(2026, 4, 15)),  # over Easter
        (date(2026, 4, 30), date(2026, 5, 18)),  # over 1 May, Ascension Day and a 17 May on a Sunday
        (date(2026, 12, 18), date(2027, 1, 5)),  # over Christmas and New Year
    ],
)
def test_ten_working_days(asked: date, due: date) -> None:
    assert Clock(started_on=asked).due_on == due == working_day_after(asked, ANSWER_DAYS)


def test_what_the_clock_shows_day_by_day() -> None:
    clock = Clock(started_on=date(2026, 11, 23))
    shown = [clock.on(date(2026, *day)).days_left for day in ((11, 23), (12, 4), (12, 7))]
    assert shown == [10, 1, 0]
    assert not clock.on(date(2026, 12, 7)).is_overdue
    assert [clock.on(date(2026, 12, day)).days_left for day in (8, 9, 12)] == [-1, -2, -4]
    assert clock.on(date(2026, 12, 8)).is_overdue


def test_the_weekend_after_the_last_day_is_late() -> None:
    clock = Clock(started_on=date(2026, 11, 20))
    assert clock.due_on == date(2026, 12, 4)  # a Friday
    assert [clock.on(date(2026, 12, day)).days_left for day in (4, 5, 6, 7)] == [0, -1, -1, -1]


def pause(starts_on: date, days: int) -> Pause:
    return Pause(starts_on=starts_on, days=days, reason="technical")


def test_a_pause_moves_the_due_day_and_says_so_while_it_lasts() -> None:
    clock = Clock(started_on=date(2026, 11, 23), pauses=(pause(date(2026, 11, 26), 3),))
    assert clock.due_on == date(2026, 12, 10)
    paused = [day for day in range(24, 31) if clock.on(date(2026, 11, day)).is_paused]
    assert paused == [26, 27, 30]  # Thursday, Friday and Monday


def test_pauses_that_overlap_count_once() -> None:
    twice = (pause(date(2026, 11, 26), 3), pause(date(2026, 11, 27), 2))
    assert Clock(started_on=date(2026, 11, 23), pauses=twice).due_on == date(2026, 12, 10)


def test_a_pause_after_the_due_day_does_not_rescue() -> None:
    late = Clock(started_on=date(2026, 11, 23), pauses=(pause(date(2026, 12, 8), 5),))
    assert late.due_on == date(2026, 12, 7)
    assert late.on(date(2026, 12, 9)).is_overdue
    assert not late.on(date(2026, 12, 9)).is_paused


def test_a_pause_that_begins_in_time_may_end_later() -> None:
    clock = Clock(started_on=date(2026, 11, 23), pauses=(pause(date(2026, 12, 7), 5),))
    assert clock.due_on == date(2026, 12, 14)


@pytest.mark.parametrize(("days", "reason"), [(0, "technical"), (61, "technical"), (3, "holiday")])
def test_a_pause_that_makes_no_sense_is_refused(days: int, reason: str) -> None:
    with pytest.raises(Refused):
        Pause(starts_on=date(2026, 11, 23), days=days, reason=reason)


def counted_one_by_one(start: date, days: int, pauses: tuple[Pause, ...]) -> date:
    """The slow twin: walk day by day, and stop the walk inside a pause."""
    day, left = start, days
    while left:
        day += timedelta(days=1)
        if not is_working_day(day):
            continue
        if not any(_stands(one, day) for one in pauses):
            left -= 1
    return day


def _stands(one: Pause, day: date) -> bool:
    if day < one.starts_on:
        return False
    passed = sum(is_working_day(one.starts_on + timedelta(days=n)) for n in range((day - one.starts_on).days))
    return passed < one.days


@given(DAYS, st.integers(1, 30), PAUSES)
def test_due_is_what_counting_day_by_day_gives(start: date, days: int, pauses: list[tuple[int, int]]) -> None:
    held = tuple(pause(start + timedelta(days=after), long) for after, long in pauses)
    clock = Clock(started_on=start, days=days, pauses=held)
    assert clock.due_on == counted_one_by_one(start, days, held)
    assert Clock(started_on=clock.counts_from, days=days).due_on == clock.due_on


@given(DAYS, PAUSES)
def test_another_pause_never_brings_the_due_day_forward(start: date, pauses: list[tuple[int, int]]) -> None:
    held = tuple(pause(start + timedelta(days=after), long) for after, long in pauses)
    due = [Clock(started_on=start, pauses=held[:n]).due_on for n in range(len(held) + 1)]
    assert due == sorted(due)


@given(DAYS, st.integers(0, 60))
def test_there_and_back(day: date, days: int) -> None:
    after = working_day_after(day, days)
    assert working_days_between(day, after) == days
    assert working_days_between(after, day) == -days
    if is_working_day(day):
        assert working_day_before(after, days) == day


@given(DAYS, st.integers(-40, 10), st.integers(1, 30))
def test_one_day_tells_which_clocks_are_overdue(today: date, shift: int, days: int) -> None:
    started = late_if_started_by(today, days) + timedelta(days=shift)
    assert Clock(started_on=started, days=days).on(today).is_overdue == (shift <= 0)
