"""Money, periods, citations, estimates, errors: the small words everything else is said in."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fram.terms.citation import Citation, Confidence
from fram.terms.dist import Fixed
from fram.terms.errors import EXIT_CODES, FramError, Problem, Refused, did_you_mean
from fram.terms.estimate import Estimate, Origin, Reason
from fram.terms.logic import Unknown
from fram.terms.money import Money, Rate
from fram.terms.period import Period, month_after

DAYS = st.dates(min_value=date(1990, 1, 1), max_value=date(2090, 1, 1))


def test_money_adds_only_in_one_currency() -> None:
    assert Money(amount=Decimal("0.10")) + Money(amount=Decimal("0.20")) == Money(amount=Decimal("0.30"))
    with pytest.raises(Refused, match="cannot add EUR to NOK"):
        Money(amount=Decimal(1)) + Money(amount=Decimal(1), currency="EUR")


def test_money_is_converted_by_a_rate_of_its_own_currency() -> None:
    rate = Rate(source="EUR", target="NOK", factor=Decimal("11.5"), day=date(2026, 11, 20))
    assert Money(amount=Decimal(2), currency="EUR").at(rate) == Money(amount=Decimal("23.0"))
    with pytest.raises(Refused, match="the rate is for EUR"):
        Money(amount=Decimal(2), currency="USD").at(rate)


def test_a_period_is_closed_at_the_start_and_open_at_the_end() -> None:
    year = Period(start=date(2026, 1, 1), end=date(2027, 1, 1))
    assert date(2026, 1, 1) in year
    assert date(2026, 12, 31) in year
    assert date(2027, 1, 1) not in year
    assert date(2025, 12, 31) not in year
    assert date(2999, 1, 1) in Period(start=date(2026, 1, 1))


@pytest.mark.parametrize("end", [date(2026, 1, 1), date(2025, 1, 1)])
def test_a_period_cannot_be_empty(end: date) -> None:
    with pytest.raises(Refused, match="cannot end"):
        Period(start=date(2026, 1, 1), end=end)


@given(start=DAYS, days=st.integers(1, 4000), day=DAYS)
def test_two_periods_that_meet_hold_each_day_once(start: date, days: int, day: date) -> None:
    middle = date.fromordinal(start.toordinal() + days)
    before, after = Period(start=start, end=middle), Period(start=middle)
    assert (day in before) + (day in after) == (1 if day >= start else 0)


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        (date(2026, 11, 21), 0, date(2026, 11, 1)),
        (date(2026, 11, 21), 1, date(2026, 12, 1)),
        (date(2026, 11, 21), 2, date(2027, 1, 1)),
        (date(2026, 12, 31), 12, date(2027, 12, 1)),
        (date(2026, 1, 31), -1, date(2025, 12, 1)),
        (date(2024, 2, 29), 120, date(2034, 2, 1)),
    ],
)
def test_month_after(day: date, months: int, expected: date) -> None:
    assert month_after(day, months) == expected


@given(day=DAYS, one=st.integers(0, 200), two=st.integers(0, 200))
def test_months_add_up(day: date, one: int, two: int) -> None:
    assert month_after(month_after(day, one), two) == month_after(day, one + two)


def test_the_weakest_confidence() -> None:
    read, partly, unchecked = Confidence.READ, Confidence.PARTLY_READ, Confidence.UNCHECKED
    assert Confidence.weakest(read, partly) is partly
    assert Confidence.weakest(read, unchecked, partly) is unchecked
    assert Confidence.weakest() is unchecked


def test_a_citation_in_words() -> None:
    cite = Citation(title="Law", place="Article 3", publisher="EU", read=date(2026, 11, 21))
    assert str(cite) == "Law, Article 3, EU, read 2026-11-21"
    assert str(Citation(title="Law")) == "Law"


@pytest.mark.parametrize(
    ("origin", "cited"),
    [(Origin.CITED, True), (Origin.CARRIED, True), (Origin.COMPANY, False), (Origin.DEFAULT, False)],
)
def test_which_estimates_are_cited(origin: Origin, cited: bool) -> None:
    assert Estimate(dist=Fixed(value=1), unit="NOK", origin=origin).is_cited is cited


def test_a_reason_keeps_order_and_ten_digits() -> None:
    made = Reason.of("need.ages", low=1 / 3, high=65, word="x", nok=2_500_000.0)
    assert made.values == (("low", "0.3333333333"), ("high", "65"), ("word", "x"), ("nok", "2500000"))


def test_unknown_is_falsy_and_says_why() -> None:
    assert not Unknown("no public price list", ask="payer")


def test_the_tree_of_errors() -> None:
    refused = Refused("is odd", where="a.toml", why="it is", remedy="make it even")
    assert isinstance(refused, FramError)
    assert str(refused) == "a.toml: is odd · it is · make it even"
    assert refused.problems == (Problem(where="a.toml", what="is odd", why="it is", remedy="make it even"),)
    assert {Refused("x", kind=kind).exit_code for kind in EXIT_CODES} == set(EXIT_CODES.values())


def test_exit_codes_tell_endings_apart() -> None:
    assert len(set(EXIT_CODES.values())) == len(EXIT_CODES)
    assert EXIT_CODES["done"] == 0


def test_suggestions() -> None:
    assert did_you_mean("unitt", ["unit", "values"]) == "did you mean `unit`?"
    assert did_you_mean("zzz", ["unit"]) == ""
