"""The price of a DiGA by day: what is in force, what is open, and what the first year brings."""

from __future__ import annotations

from datetime import date

import pytest

from fram.access.pathways.prices import ATTAINED, net_price
from fram.access.pathways.prices.price import NoPrice, Use
from fram.terms.citation import Confidence
from fram.terms.dist import Fixed, Lognormal, Mixture, Uniform
from fram.terms.errors import Refused
from fram.terms.estimate import Origin
from tests.unit.access.pathways.prices.invented_rules import (
    DIGA,
    DIGA_TERMS,
    NEXT_YEAR,
    TODAY,
    assert_redone,
    keys,
    lines,
    priced,
    rule,
    term,
    told,
)

FULL = told(1.0, "share")


def units(number: float) -> object:
    return told(number, "units")


def test_before_2026_the_negotiated_price_is_the_price() -> None:
    price = priced(DIGA, on=date(2025, 12, 31), units_a_year=units(200_000))
    assert price.net.dist == Fixed(value=220.0)
    assert (price.currency, price.per) == ("EUR", "quarter")
    assert list(lines(price)) == ["negotiated", "net", "first-year"]
    assert (price.net.origin, price.net.confidence) == (Origin.CITED, Confidence.READ)


def test_in_november_2026_the_outcome_counts_and_the_volume_not_yet() -> None:
    price = priced(DIGA, on=TODAY, units_a_year=units(200_000), attained=told(0.8, "share"))
    assert price.net.dist == Fixed(value=pytest.approx(211.2))  # 220 · (1 − 0.2 · 0.2)
    assert price.readings == {}
    assert [(reason.key, reason.values) for reason in price.because] == [
        ("net-from-month-13", ()),
        ("net-volume-later", (("on", "2027-01-01"),)),
    ]
    assert "volume-whole" not in lines(price)
    assert_redone(price)


@pytest.mark.parametrize(
    ("sold", "whole", "marginal"),
    [
        (3_000, 220.00, 220.00),
        (6_000, 215.60, 217.80),  # 220 · 0.98; 220 · (1 − 0.01)
        (200_000, 154.00, 184.866),  # 220 · 0.70; 220 · (1 − 0.1597)
    ],
)
def test_in_2027_the_volume_counts_in_both_readings(sold: float, whole: float, marginal: float) -> None:
    price = priced(DIGA, on=NEXT_YEAR, units_a_year=units(sold), attained=FULL)
    shown = lines(price)
    assert shown["volume-whole"].typical == pytest.approx(whole)
    assert shown["volume-marginal"].typical == pytest.approx(marginal)
    assert price.net.dist.mean == pytest.approx((whole + marginal) / 2)
    assert_redone(price)
    if whole == marginal:
        assert (price.readings, keys(price)) == ({}, ["net-from-month-13"])
        return
    assert isinstance(price.net.dist, Mixture)
    assert {name: reading.dist.mean for name, reading in price.readings.items()} == {
        "whole": pytest.approx(whole), "marginal": pytest.approx(marginal)
    }  # fmt: skip
    assert keys(price) == ["net-from-month-13", "net-volume-open"]
    assert shown["net"].note == "even-mix"


def test_the_arithmetic_is_shown_in_digits() -> None:
    price = priced(DIGA, on=NEXT_YEAR, units_a_year=units(200_000), attained=told(0.8, "share"))
    shown = lines(price)
    assert shown["after-outcome"].how == "220 × (1 − 0.2 × (1 − 0.8))"
    assert shown["volume-whole"].how == "211.2 × (1 − 0.3)"
    assert shown["volume-marginal"].how == "211.2 × (1 − (0.02 × 97000 + 0.3 × 100000) ÷ 200000)"
    assert shown["net"].how == "(147.84 + 177.47136) ÷ 2"
    assert_redone(price)


@pytest.mark.parametrize(("reading", "euro"), [("whole", 154.0), ("marginal", 184.866)])
def test_a_settled_reading_stands_alone(reading: str, euro: float) -> None:
    price = priced(DIGA, on=NEXT_YEAR, units_a_year=units(200_000), attained=FULL, settled=(reading,))
    assert price.net.dist == Fixed(value=pytest.approx(euro))
    assert (price.readings, keys(price)) == ({}, ["net-from-month-13"])
    assert_redone(price)


def test_an_outcome_nobody_told_is_a_default_that_shows() -> None:
    price = priced(DIGA, on=TODAY)
    attained = lines(price)["attained"]
    assert (attained.typical, attained.note) == (0.8, "default")
    assert "net-attained-default" in keys(price)
    assert price.net.dist.mean == pytest.approx(220 * (1 - 0.2 * (1 - ATTAINED.dist.mean)), rel=1e-3)
    assert (price.net.origin, price.net.confidence) == (Origin.DEFAULT, Confidence.UNCHECKED)


def test_a_volume_nobody_told_takes_nothing_and_says_so() -> None:
    price = priced(DIGA, on=NEXT_YEAR, attained=FULL)
    assert price.net.dist == Fixed(value=220.0)
    assert keys(price) == ["net-from-month-13", "net-volume-not-told"]


def test_a_volume_that_varies_is_drawn_across_the_floors() -> None:
    sold = told(Lognormal(median=9_000, factor=8), "units")
    price = priced(DIGA, on=NEXT_YEAR, units_a_year=sold, attained=told(Uniform(low=0.5, high=1), "share"))
    whole, marginal = (price.readings[name].dist.mean for name in ("whole", "marginal"))
    assert 209 * 0.7 < whole < marginal < 209  # 220 · (1 − 0.2 · (1 − 0.75)) = 209 before the volume
    assert_redone(price)


def test_one_floor_alone_works_too() -> None:
    kept = [one for one in DIGA_TERMS if not one.key.startswith("floor_high")]
    price = priced(rule("diga", *kept), on=NEXT_YEAR, units_a_year=units(200_000), attained=FULL)
    assert price.readings["whole"].dist.mean == pytest.approx(215.60)
    assert price.readings["marginal"].dist.mean == pytest.approx(215.666)  # 220 · (1 − 0.02 · 197 / 200)
    assert_redone(price)


def test_the_first_year_brings_the_list_price_or_the_own_price() -> None:
    assert priced(DIGA).stages["first-year"].dist == Fixed(value=541.0)
    own = told(499, "EUR")
    price = priced(DIGA, own_price=own)
    assert price.stages["first-year"].dist == Fixed(value=499.0)
    assert price.gross is not None
    assert price.gross.dist == Fixed(value=220.0)
    assert lines(price)["first-year"].note == "no-cap"
    assert lines(priced(DIGA))["first-year"].note == "not-in-net"


def test_on_trial_the_first_year_is_under_a_lower_cap() -> None:
    price = priced(DIGA, on_trial=True)
    assert price.stages["first-year"].dist == Fixed(value=pytest.approx(432.8))  # 541 · 0.80
    assert_redone(price)
    assert priced(DIGA, on_trial=True, own_price=told(499, "EUR")).stages["first-year"].dist.mean == 499


def test_tax_is_taken_out_where_the_file_says_the_prices_hold_it() -> None:
    taxed = rule("diga", *DIGA_TERMS, term("vat", 0.19, "share"))
    price = priced(taxed, attained=FULL, on_trial=True)
    assert price.net.dist.mean == pytest.approx(184.874, abs=1e-3)  # 220 / 1.19
    assert price.stages["first-year"].dist.mean == pytest.approx(363.697, abs=1e-3)  # 541 / 1.19 · 0.80
    assert lines(price)["without-vat"].how == "220 ÷ (1 + 0.19)"
    assert_redone(price)


def test_without_a_negotiated_price_the_own_price_stands_or_nothing() -> None:
    bare = rule("diga", *(one for one in DIGA_TERMS if one.key != "negotiated_price"))
    assert net_price(bare, use=Use(), on=TODAY) == NoPrice(
        "negotiated price: no figure was read", ask="source"
    )
    price = priced(bare, own_price=told(499, "EUR"))
    assert (price.per, price.net.dist, keys(price)) == ("quarter", Fixed(value=499.0), ["net-own"])


def test_an_own_price_in_another_currency_is_refused() -> None:
    with pytest.raises(Refused, match="the own price is in NOK, the pathway pays in EUR"):
        net_price(DIGA, use=Use(own_price=told(300, "NOK")), on=TODAY)


def test_confidence_is_the_weakest_and_all_sources_are_cited() -> None:
    unsure = [one for one in DIGA_TERMS if one.key != "outcome_share"]
    partly = term("outcome_share", 0.2, "share", date(2026, 1, 1), "partly-read")
    price = priced(rule("diga", *unsure, partly), attained=FULL)
    assert price.net.confidence is Confidence.PARTLY_READ
    assert [cite.title for cite in price.net.cites] == ["negotiated_price", "outcome_share"]
