"""Ceilings: a month of a care app in Germany, and days of a Swiss position."""

from __future__ import annotations

import pytest

from fram.access.pathways.prices.ceilings import dipa_ceiling, migel_ceiling
from fram.terms.dist import Fixed, Uniform
from fram.terms.estimate import Origin
from tests.unit.access.pathways.prices.invented_rules import (
    DIPA,
    MIGEL,
    assert_redone,
    keys,
    lines,
    priced,
    told,
)

MONTHS_OF_90_DAYS = 90 / (365.25 / 12)


def test_a_care_app_with_and_without_support() -> None:
    assert dipa_ceiling(40) == 40
    assert dipa_ceiling(40, support=30) == 70


@pytest.mark.parametrize(
    ("days", "vat", "francs"),
    [
        (90, 0.0, 173.00),
        (180, 0.0, 346.00),  # 173 · 2
        (45, 0.0, 86.50),  # 173 / 2
        (90, 0.081, 160.04),  # 173 / 1.081
    ],
)
def test_a_swiss_position_by_days(days: float, vat: float, francs: float) -> None:
    assert migel_ceiling(days, cap=173, cap_days=90, vat=vat) == pytest.approx(francs, abs=0.005)


def test_the_care_fund_pays_forty_at_most_and_support_is_not_the_makers() -> None:
    price = priced(DIPA)
    assert (price.currency, price.per, price.net.dist) == ("EUR", "month", Fixed(value=40.0))
    assert price.stages["with-support"].dist == Fixed(value=70.0)
    assert lines(price)["support"].note == "not-the-makers"
    assert keys(price) == ["net-most-paid"]
    assert_redone(price)


@pytest.mark.parametrize(("own", "net", "key"), [(25, 25, "net-own-below"), (60, 40, "net-own-above")])
def test_a_maker_is_paid_its_price_up_to_the_ceiling(own: float, net: float, key: str) -> None:
    price = priced(DIPA, own_price=told(own, "EUR"))
    assert (price.net.dist, price.net.origin) == (Fixed(value=float(net)), Origin.COMPANY)
    assert keys(price) == [key]
    assert_redone(price)


def test_three_months_of_a_swiss_position_without_tax() -> None:
    price = priced(MIGEL, months_used=told(MONTHS_OF_90_DAYS, "months"))
    assert (price.currency, price.per) == ("CHF", "patient")
    assert price.gross is not None
    assert price.gross.dist.mean == pytest.approx(173.0)
    assert price.net.dist.mean == pytest.approx(173 / 1.081)
    assert_redone(price)


def test_a_year_where_nobody_told_the_months() -> None:
    price = priced(MIGEL)
    assert price.net.dist.mean == pytest.approx(173 * 365.25 / 90 / 1.081)  # 649.49
    assert keys(price) == ["net-months-default", "net-most-paid"]
    assert lines(price)["days-used"].note == "default"


@pytest.mark.parametrize(
    ("own", "periods", "net"),
    [
        (150, 1, 150),
        (200, 1, 160.04),  # 173 / 1.081
        (200, 2, 200),  # 173 · 180 / 90 / 1.081 = 320.07: the course is paid once, and lies below
        (400, 2, 320.07),
    ],
)
def test_a_whole_course_under_the_whole_ceiling_without_tax(own: float, periods: int, net: float) -> None:
    months = told(periods * MONTHS_OF_90_DAYS, "months")
    price = priced(MIGEL, months_used=months, own_price=told(own, "CHF"))
    assert price.net.dist.mean == pytest.approx(net, abs=0.005)
    assert (lines(price)["net"].note == "capped") is (own > net)
    assert lines(price)["own"].typical == own
    assert_redone(price)


def test_months_that_vary_scale_the_cap() -> None:
    price = priced(MIGEL, months_used=told(Uniform(low=1, high=5), "months"))
    assert price.net.dist.mean == pytest.approx(173 * (3 * 365.25 / 12) / 90 / 1.081, rel=1e-3)
    assert_redone(price)
