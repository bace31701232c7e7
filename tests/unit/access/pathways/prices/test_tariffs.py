"""French tariffs: early cover by months of use, and the maker's fee for telemonitoring."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from fram.access.pathways.prices import NoPrice, net_price
from fram.access.pathways.prices.price import Use
from fram.access.pathways.prices.tariffs import pecan_tariff, without_vat
from fram.terms.citation import Confidence
from fram.terms.dist import Fixed, Pert
from fram.terms.estimate import Origin
from tests.unit.access.pathways.prices.invented_rules import (
    MONITORING,
    PECAN,
    TODAY,
    assert_redone,
    keys,
    lines,
    priced,
    rule,
    told,
)

TARIFF = {"base": 435.0, "in_base": 3.0, "per_month": 38.30, "ceiling": 780.0}
MONTHS = [
    (1, 435.00),  # the base comes whole
    (3, 435.00),  # 435
    (4, 473.30),  # 435 + 38.30 · 1
    (6, 549.90),  # 435 + 38.30 · 3
    (12, 779.70),  # 435 + 38.30 · 9
    (13, 780.00),  # 435 + 38.30 · 10 = 818, above the ceiling
]


@pytest.mark.parametrize(("months", "euro"), MONTHS)
def test_early_cover_by_months(months: float, euro: float) -> None:
    assert pecan_tariff(months, **TARIFF) == pytest.approx(euro)


def test_an_array_of_months_gives_an_array_of_amounts() -> None:
    months, euro = np.array(MONTHS).T
    assert pecan_tariff(months, **TARIFF) == pytest.approx(euro)


def test_tax_is_taken_out_of_what_holds_it() -> None:
    assert without_vat(549.90, vat=0.20) == pytest.approx(458.25)  # 549.90 / 1.20
    assert without_vat(549.90, vat=0.0) == 549.90


def test_six_months_are_458_25_without_tax() -> None:
    price = priced(PECAN, months_used=told(6, "months"))
    assert (price.currency, price.per, price.paid_to) == ("EUR", "patient", "maker")
    assert price.gross is not None
    assert price.gross.dist.mean == pytest.approx(549.90)
    assert price.net.dist == Fixed(value=pytest.approx(458.25))
    shown = lines(price)
    assert shown["later-months"].how == "38.3 × (6 − 3)"
    assert shown["sum"].how == "435 + 114.9"
    assert (shown["net"].how, shown["net"].note) == ("549.9 ÷ (1 + 0.2)", "without-vat")
    assert_redone(price)


def test_the_ceiling_is_told_where_it_binds() -> None:
    price = priced(PECAN, months_used=told(13, "months"))
    assert price.net.dist.mean == pytest.approx(650.0)  # 780 / 1.20
    assert (lines(price)["gross"].typical, lines(price)["gross"].note) == (780.0, "capped")
    assert_redone(price)


def test_without_months_a_whole_year_is_taken_and_said() -> None:
    price = priced(PECAN)
    assert price.net.dist.mean == pytest.approx(779.70 / 1.20)
    assert keys(price) == ["net-months-default"]
    assert lines(price)["later-months"].note == "default"
    assert (price.net.origin, price.net.confidence) == (Origin.DEFAULT, Confidence.UNCHECKED)


def test_months_that_vary_give_a_price_that_varies() -> None:
    price = priced(PECAN, months_used=told(Pert(low=1, typical=6, high=14), "months"))
    net = lines(price)["net"]
    assert 435 / 1.2 < net.low < net.typical < net.high < 780 / 1.2
    assert price.net.dist.mean < 650
    assert_redone(price)


def test_the_makers_part_of_telemonitoring_is_the_technical_fee() -> None:
    price = priced(MONITORING)
    assert price.per == "month"
    assert price.net.dist.mean == pytest.approx(41.67, abs=0.005)  # 50 / 1.20
    assert price.net.confidence is Confidence.PARTLY_READ
    assert {c.title for c in price.net.cites} == {"technical", "vat"}
    shown = lines(price)
    assert [shown[f"operator:{level}"].typical for level in "12"] == [11, 28]
    assert {shown[f"operator:{level}"].note for level in "12"} == {"not-the-makers"}
    assert_redone(price)


def test_no_tax_is_taken_out_where_the_file_names_none() -> None:
    untaxed = rule("monitoring", MONITORING.terms["technical"])
    assert priced(untaxed).net.dist == Fixed(value=50.0)


def test_before_its_first_day_a_tariff_is_unknown() -> None:
    found = net_price(PECAN, use=Use(), on=date(2019, 12, 31))
    assert found == NoPrice("first months: no figure was read on 2019-12-31", ask="source")
    assert net_price(rule("pecan"), use=Use(), on=TODAY) == NoPrice(
        "first months: no figure was read", ask="source"
    )
