"""Lengths of a pathway: steps to the first money and to the end; windows by year, by dates, rolling."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from fram.access.pathways.pathway import Window
from fram.access.pathways.payment import months_to_money
from fram.access.pathways.timing import next_closing, to_the_end, until_money, wait, waiting
from fram.terms.citation import Citation, Confidence
from fram.terms.dist import Fixed, Pert
from fram.terms.estimate import Estimate, Origin
from fram.terms.logic import Unknown
from tests.unit.access.pathways.invented import CITE, DAY, param, pathway, step

MONTH = 365.25 / 12
TWICE = Window(every="year", closes=((2, 29), (10, 1)), cite=CITE, confidence=Confidence.READ)


def mean_days(found: Estimate | Unknown) -> float:
    assert isinstance(found, Estimate)
    assert found.unit == "months"
    return found.dist.mean * MONTH


def test_money_comes_after_the_named_step() -> None:
    trial = pathway("trial", 0, steps=(step("check", 21), step("decision", 90), step("trial", 365)))
    assert mean_days(until_money(trial, on=DAY)) == pytest.approx(111)
    assert mean_days(to_the_end(trial, on=DAY)) == pytest.approx(476)


def test_steps_that_vary_add_up() -> None:
    pert = Pert(low=60, typical=90, high=180)
    two = pathway("two", 0, steps=(step("check", 21), step("decision", pert)))
    assert mean_days(until_money(two, on=DAY)) == pytest.approx(21 + pert.mean, rel=2e-3)


def test_a_length_stated_as_a_whole_stands_against_the_steps() -> None:
    stated = pathway("stated", 90, first=param(Fixed(value=40)), days=param(Fixed(value=400)))
    assert mean_days(until_money(stated, on=DAY)) == pytest.approx(40)
    assert mean_days(to_the_end(stated, on=DAY)) == pytest.approx(400)


def test_before_a_length_was_read_it_is_unknown() -> None:
    assert isinstance(until_money(pathway("later", 90), on=date(2019, 12, 31)), Unknown)


@pytest.mark.parametrize(
    ("day", "closing"),
    [
        (date(2026, 11, 21), date(2027, 2, 28)),
        (date(2027, 2, 28), date(2027, 2, 28)),
        (date(2027, 3, 1), date(2027, 10, 1)),
        (date(2028, 1, 1), date(2028, 2, 28)),
    ],
)
def test_the_next_closing_day(day: date, closing: date) -> None:
    assert next_closing(TWICE, on=day) == closing


def test_windows_that_do_not_close() -> None:
    for every in ("rolling", "none", "unknown"):
        window = Window(every=every)
        assert next_closing(window, on=DAY) is None
        assert waiting(window, None, on=DAY) is None
    single = Window(every="dates", dates=(date(2027, 1, 1),), cite=CITE)
    assert next_closing(single, on=date(2027, 1, 2)) is None


def test_waits_are_worked_out_for_every_draw() -> None:
    ready = np.array([0.0, 3.0, 4.0, 11.0])
    days = [(date(2027, 2, 28) - DAY).days, (date(2027, 10, 1) - DAY).days, (date(2028, 2, 28) - DAY).days]
    first, second, third = (day / MONTH for day in days)
    expected = [first, first - 3, second - 4, third - 11]
    np.testing.assert_allclose(wait(TWICE, ready, on=DAY), expected)
    late = wait(Window(every="dates", dates=(date(2027, 1, 1),), cite=CITE), ready, on=DAY)
    assert not np.isfinite(late[1:]).any()  # after the last known date nobody knows of a later one


def test_after_the_last_known_date_the_wait_is_unknown() -> None:
    window = Window(every="dates", dates=(date(2027, 1, 1),), cite=CITE)
    late = Estimate(dist=Fixed(value=3.0), unit="months", origin=Origin.CITED)
    assert isinstance(waiting(window, late, on=DAY), Unknown)
    found = pathway("once", 10, window=window)
    assert isinstance(months_to_money(found, on=DAY, ready=late), Unknown)
    assert isinstance(months_to_money(found, on=DAY, ready=None), Estimate)


def test_a_wait_carries_the_windows_source() -> None:
    unread = Window(every="year", closes=((10, 1),), cite=Citation(title="Nobody read it"))
    found = waiting(unread, None, on=DAY)
    assert isinstance(found, Estimate)
    assert (found.origin, found.confidence) == (Origin.DEFAULT, Confidence.UNCHECKED)
