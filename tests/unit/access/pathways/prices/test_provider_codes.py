"""American codes for remote monitoring: what a provider bills in a month, which is not the maker's price."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from fram.access.pathways.prices import net_price
from fram.access.pathways.prices.amount import Terms
from fram.access.pathways.prices.price import Use
from fram.access.pathways.prices.provider_codes import provider_earns, provider_month
from fram.terms.dist import Fixed
from fram.terms.estimate import Estimate
from fram.terms.logic import Unknown
from tests.unit.access.pathways.prices.invented_rules import (
    RPM,
    TODAY,
    assert_redone,
    keys,
    lines,
    priced,
    rule,
    told,
)

CODES = {
    "code_99453": 22.0, "code_99445": 40.0, "code_99454": 47.0, "code_99470": 26.0, "code_99457": 52.0,
    "code_99458": 41.0,
}  # fmt: skip
MONTHS = [
    # days of data, minutes, dollars
    (1, 0, 0),
    (2, 0, 40),  # 99445
    (15, 9, 40),
    (16, 9, 47),  # 99454, and never 99445 with it
    (16, 10, 73),  # 47 + 26 (99470)
    (16, 19, 73),
    (16, 20, 99),  # 47 + 52 (99457), and never 99470 with it
    (30, 39, 99),
    (30, 40, 140),  # 47 + 52 + 41 (99458)
    (30, 60, 181),  # 47 + 52 + 2 · 41
    (0, 20, 52),
]


@pytest.mark.parametrize(("days", "minutes", "dollars"), MONTHS)
def test_a_month_by_days_and_minutes(days: float, minutes: float, dollars: float) -> None:
    assert provider_month(CODES, days=days, minutes=minutes) == dollars


def test_arrays_of_days_and_minutes() -> None:
    days, minutes, dollars = np.array(MONTHS, dtype=float).T
    assert provider_month(CODES, days=days, minutes=minutes) == pytest.approx(dollars)


def test_before_2026_fifteen_days_paid_nothing() -> None:
    def earned(on: date) -> float:
        found = provider_earns(Terms(parameters=RPM.terms, on=on), days=15, minutes=12)
        assert isinstance(found, Estimate)
        return found.dist.mean

    assert earned(date(2025, 12, 31)) == 0.0
    assert earned(TODAY) == 47 + 26


def test_the_makers_price_is_its_own_and_never_the_code() -> None:
    price = priced(RPM, own_price=told(20, "USD"), days_of_data=16, minutes=40)
    assert (price.net.dist, price.per, price.paid_to) == (Fixed(value=20.0), "month", "maker")
    assert price.gross is not None
    assert price.gross.dist == Fixed(value=140.0)  # 47 + 52 + 41
    assert keys(price) == ["net-code-is-not-the-price", "net-own"]
    assert lines(price)["code:99454"].note == lines(price)["provider-month"].note == "not-the-makers"
    assert_redone(price)


def test_codes_alone_are_shown_where_the_work_is_not_told() -> None:
    price = priced(RPM, own_price=told(20, "USD"))
    assert price.gross is None
    assert "provider-month" not in lines(price)


def test_without_an_own_price_nothing_is_known() -> None:
    found = net_price(RPM, use=Use(days_of_data=16, minutes=20), on=TODAY)
    assert isinstance(found, Unknown)
    assert (found.ask, "agreed between the two" in found.reason) == ("company", True)
    nothing = net_price(rule("rpm"), use=Use(), on=TODAY)
    assert nothing == Unknown("no amount of a code was read", ask="source")
    assert provider_earns(Terms(parameters={}, on=TODAY), days=16, minutes=20) == nothing
