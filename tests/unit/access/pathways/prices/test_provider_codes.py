"""American codes for remote monitoring: what a provider bills in a month, which is not the maker's price."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from fram.access.pathways.prices import net_price
from fram.access.pathways.prices.price import NoPrice, Use
from fram.access.pathways.prices.provider_codes import provider_month
from fram.terms.citation import Confidence
from fram.terms.dist import Fixed
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


@pytest.mark.parametrize(("on", "dollars"), [(date(2025, 12, 31), 0.0), (TODAY, 73.0)])
def test_before_2026_fifteen_days_paid_nothing(on: date, dollars: float) -> None:
    found = net_price(RPM, use=Use(days_of_data=15, minutes=12), on=on)
    assert isinstance(found, NoPrice)
    assert found.lines[-1].key == "provider-month"
    assert found.lines[-1].typical == dollars  # 47 + 26 from 2026 on


def test_the_makers_price_is_its_own_and_never_the_code() -> None:
    price = priced(RPM, own_price=told(20, "USD"), days_of_data=16, minutes=40)
    assert (price.net.dist, price.per, price.paid_to) == (Fixed(value=20.0), "month", "maker")
    assert price.gross is not None
    assert price.gross.dist == Fixed(value=140.0)  # 47 + 52 + 41
    assert keys(price) == ["net-code-is-not-the-price", "net-own"]
    assert lines(price)["code:99454"].note == lines(price)["provider-month"].note == "not-the-makers"
    assert_redone(price)


def test_a_short_and_a_full_month_are_shown_where_the_work_is_not_told() -> None:
    price = priced(RPM, own_price=told(20, "USD"))
    assert price.gross is None
    shown = {key: line for key, line in lines(price).items() if key.startswith("provider-month")}
    assert {key: (line.how, line.typical) for key, line in shown.items()} == {
        "provider-month:99445 + 99470": ("47 + 26", 73.0),
        "provider-month:99454 + 99457": ("47 + 52", 99.0),
    }
    assert_redone(price)


def test_before_2026_there_was_no_short_month() -> None:
    shown = lines(priced(RPM, own_price=told(20, "USD"), on=date(2025, 12, 31)))
    assert [key for key in shown if key.startswith("provider-month")] == ["provider-month:99454 + 99457"]


def test_without_an_own_price_what_the_provider_gets_is_shown_and_no_net() -> None:
    found = net_price(RPM, use=Use(), on=TODAY)
    assert isinstance(found, NoPrice)
    assert (found.ask, found.key) == ("company", "net-none-agreed")
    assert [line.key for line in found.lines] == ["code"] * 6 + ["provider-month"] * 2
    assert {line.note for line in found.lines} == {"not-the-makers"}
    assert {line.confidence for line in found.lines} == {Confidence.READ}
    assert [reason.key for reason in found.because] == ["net-code-is-not-the-price", "net-goes-to-partner"]


def test_without_a_code_there_is_nothing_to_show() -> None:
    nothing = net_price(rule("rpm"), use=Use(), on=TODAY)
    assert nothing == NoPrice("no amount of a code was read", ask="source")
