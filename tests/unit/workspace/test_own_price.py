"""The firm's own price in a payer's money and time, and what its page says of a price, in both languages."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any, get_args

import pytest

from fram.access.pathways.prices import NetPrice, NoPrice, PriceLine
from fram.access.pathways.prices.price import LINES, NO_PRICES, NOTES, REASONS, PaidTo, Per
from fram.terms.citation import Confidence
from fram.terms.dist import Fixed, Pert
from fram.terms.errors import Refused
from fram.terms.estimate import Origin
from fram.terms.facts import Words
from fram.terms.product import Price, ProductProfile
from fram.workspace.access.phrases import phrases, say
from fram.workspace.company import read_company
from fram.workspace.papers.access.gantt import Line
from fram.workspace.papers.words import Words as PaperWords
from fram.workspace.payers.price_lines import price_lines
from fram.workspace.payers.telling import Teller
from fram.workspace.payers.view import payers_view
from fram.workspace.weighing.paying.own_price import OWN_REASONS, payments_in, priced
from fram.workspace.world import the_world

DAY = date(2026, 11, 22)
EXAMPLE = Path(__file__).parents[3] / "examples" / "sovn-app.toml"
COURSE = Price(model="one-off", amount=1_900, months_used=3)
NOK_PER = {"NOK": 1.0, "EUR": 10.0, "CHF": 10.0, "USD": 10.0, "JPY": 0.1}
"""Round rates, so that 1,900 kroner are 190 of each."""
MONEY = {"US": "USD", "DE": "EUR", "CH": "CHF", "JP": "JPY", "FR": "EUR"}
LISTING, CARE, CODES, POSITION = "DE-DIGA-P", "DE-DIPA", "US-RPM", "CH-MIGEL-DGA"


def nok_per(currency: str) -> float:
    if currency not in NOK_PER:
        raise Refused(f"no rate of {currency}")
    return NOK_PER[currency]


def paid(pathway: str, price: Price, **rest: Any) -> NetPrice | NoPrice:
    product = ProductProfile(name="Søvn", kind="software", unit_of_sale="patient", price=price)
    found = next(one for one in the_world().pathways if one.id == pathway)
    given = {"product": product, "currency": MONEY[pathway[:2]], "nok_per": nok_per, "on": DAY, **rest}
    return priced(found, **given)


def lines(found: NetPrice | NoPrice) -> dict[str, PriceLine]:
    return {f"{one.key}:{one.subject}".rstrip(":"): one for one in found.lines}


def keys(found: NetPrice | NoPrice) -> list[str]:
    return [reason.key for reason in found.because]


def own(found: NetPrice | NoPrice) -> float:
    """The typical own price on the page: its line, or that of a first year."""
    shown = lines(found)
    return round((shown.get("own") or shown["first-year"]).typical, 2)


@pytest.mark.parametrize(
    ("pathway", "months", "amount"),
    [
        (CODES, 1, 190),  # a month: the whole course of one month
        (CODES, 3, 63.33),  # 190 / 3
        (CODES, 6, 31.67),  # 190 / 6
        (CARE, 3, 63.33),
        (LISTING, 3, 190),  # a quarter: the whole course of three months
        (LISTING, 6, 95),  # 190 / 6 · 3
        (LISTING, 12, 47.5),
        (LISTING, 1, 190),  # never more than the course itself
        (POSITION, 1, 190),  # a patient: the course, however long
        (POSITION, 6, 190),
        (POSITION, None, 190),
    ],
)
def test_a_course_paid_once_is_counted_once(pathway: str, months: float | None, amount: float) -> None:
    assert own(paid(pathway, replace(COURSE, months_used=months))) == amount


def test_a_swiss_course_stands_beside_the_whole_ceiling() -> None:
    """Six months are 182.625 days: 173 · 182.625 / 90 / 1.081 = 324.74 francs at most, and 190 are asked."""
    found = paid(POSITION, replace(COURSE, months_used=6))
    assert isinstance(found, NetPrice)
    assert lines(found)["without-vat"].typical == pytest.approx(324.74, abs=0.005)
    assert (found.per, found.net.dist, keys(found)) == ("patient", Fixed(value=190.0), ["net-own-below"])


@pytest.mark.parametrize("pathway", [CODES, CARE, LISTING])
def test_a_course_of_unknown_length_has_no_price_for_a_time(pathway: str) -> None:
    found = paid(pathway, replace(COURSE, months_used=None))
    assert "own" not in lines(found)
    told = found.key if isinstance(found, NoPrice) else keys(found)[-1]
    assert told == "net-own-no-time"


def test_what_the_provider_gets_is_shown_where_the_own_price_cannot_stand() -> None:
    found = paid(CODES, replace(COURSE, months_used=None))
    assert isinstance(found, NoPrice)
    assert (found.key, found.ask) == ("net-own-no-time", "company")
    assert {"code:99454", "provider-month:99454 + 99457"} <= set(lines(found))
    assert keys(found) == ["net-code-is-not-the-price", "net-goes-to-partner"]


def test_where_a_tariff_stands_the_own_price_says_nothing() -> None:
    for price in (COURSE, replace(COURSE, months_used=None), replace(COURSE, currency="SEK")):
        found = paid("FR-PECAN-DTX", price)
        assert isinstance(found, NetPrice)
        assert not {*OWN_REASONS} & {*keys(found)}


@pytest.mark.parametrize(
    ("price", "pathway", "amount"),
    [
        (Price(model="subscription", amount=100), CODES, 10),
        (Price(model="subscription", amount=100), LISTING, 30),  # 10 · 3
        (Price(model="subscription", amount=100, months_used=6), POSITION, 60),  # 10 · 6
        (Price(model="outcome-linked", amount=100), LISTING, 30),
        (Price(model="per-use", amount=100, uses_per_unit_month=4), CODES, 40),  # 10 · 4
        (Price(model="per-use", amount=100, uses_per_unit_month=4), LISTING, 120),  # 10 · 4 · 3
    ],
)
def test_a_price_by_month_or_use_is_counted_for_the_payers_unit(
    price: Price, pathway: str, amount: float
) -> None:
    assert own(paid(pathway, price)) == amount


def test_a_price_for_each_use_is_no_price_for_a_time() -> None:
    found = paid(CODES, Price(model="per-use", amount=100))
    assert isinstance(found, NoPrice)
    assert found.key == "net-own-no-time"


def test_a_subscription_of_unknown_length_takes_a_year_for_a_patient_and_says_so() -> None:
    """12 months at 10 francs: 120, under 173 · 365.25 / 90 / 1.081 = 649.49."""
    found = paid(POSITION, Price(model="subscription", amount=100))
    assert isinstance(found, NetPrice)
    assert own(found) == 120
    assert "net-months-default" in keys(found)
    assert (found.net.origin, found.net.confidence) == (Origin.DEFAULT, Confidence.UNCHECKED)


@pytest.mark.parametrize(
    ("low", "high", "least"),
    [
        (0, None, 0.0),  # given away to some: zero is a price
        (0, 3_900, 0.0),
        (None, 3_900, 190.0),
        (950, 3_900, 95.0),
    ],
)
def test_a_low_price_of_zero_is_a_price(low: float | None, high: float | None, least: float) -> None:
    found = paid("US-DMHT", replace(COURSE, low=low, high=high))
    assert isinstance(found, NetPrice)
    assert isinstance(found.net.dist, Pert)
    assert found.net.dist.low == pytest.approx(least)


def test_without_a_rate_the_page_says_so_and_shows_the_payers_part() -> None:
    foreign = replace(COURSE, currency="SEK")
    codes, care = paid(CODES, foreign), paid(CARE, foreign)
    assert isinstance(codes, NoPrice)
    assert (codes.key, "SEK" in codes.reason, "code:99454" in lines(codes)) == ("net-no-rate", True, True)
    assert isinstance(care, NetPrice)
    assert (care.net.dist.mean, keys(care)) == (40.0, ["net-most-paid", "net-no-rate"])


def test_a_price_nobody_told_leaves_the_payers_reason() -> None:
    found = paid(CODES, Price())
    assert isinstance(found, NoPrice)
    assert found.key == "net-none-agreed"


def test_a_negotiated_price_holds_from_month_13() -> None:
    found = paid(LISTING, COURSE)
    assert isinstance(found, NetPrice)
    assert keys(found)[0] == "net-from-month-13"
    assert found.stages["first-year"].dist.mean == pytest.approx(190)


def shown(market: str, way: str, *, lang: str = "en", **price: Any) -> dict[str, Line]:
    """The price of a way as its page has it, line by line."""
    file = read_company(EXAMPLE, on=DAY)
    product = replace(file.product, price=replace(file.product.price, **price))
    view = payers_view(replace(file, product=product), market=market, on=DAY)
    one = next(one for one in view.payers if one.pathway.id == way)
    return {
        line.name: line for line in price_lines(Teller(view=view, lang=lang, words=PaperWords(lang)), one)
    }


def test_each_line_reading_and_stage_on_the_page_says_how_far_it_was_read() -> None:
    page = shown("DE", LISTING)
    assert {line.confidence for name, line in page.items() if name} <= {"read", "partly-read", "unchecked"}
    given, made = page["Negotiated price"], page["After the outcome share"]
    assert (given.confidence, bool(given.source), bool(given.url)) == ("partly-read", True, True)
    assert (made.confidence, made.source) == ("unchecked", "")
    assert page["In the first year"].confidence == "read"
    assert page["If it falls only on units above each point"].source
    assert say("payers", "net-from-month-13") in page["Net price"].notes
    assert page[say("payers", "line-first-year")].notes == (say("payers", "note-no-cap"),)


def test_a_course_shared_out_says_so() -> None:
    sentence = say("payers", "net-own-spread")
    assert sentence in shown("US", CODES)["Net price"].notes
    assert sentence in shown("DE", LISTING, months_used=6)["In the first year"].notes
    assert sentence not in shown("DE", LISTING)["In the first year"].notes


@pytest.mark.parametrize(
    ("lang", "name", "said"),
    [
        ("en", "Net price", "Not known: what you get is what you agree with the provider."),
        ("nb", "Nettopris", "Ikke kjent: det dere får, er det dere avtaler med behandleren."),
    ],
)
def test_where_no_net_price_is_known_the_page_says_why(lang: str, name: str, said: str) -> None:
    page = shown("US", CODES, lang=lang, amount=None, low=None, high=None)
    assert page[name].text == said
    assert len(page[name].notes) == 2
    assert (
        sum(line.text.startswith("49,5 + 52" if lang == "nb" else "49.5 + 52") for line in page.values()) == 1
    )


@pytest.mark.parametrize(
    ("market", "way", "names"),
    [
        ("US", "US-NTAP", ("Share of the extra cost that is paid",)),
        ("JP", "JP-NHI", ("Ceiling, against the average abroad",)),
    ],
)
def test_a_rule_that_cannot_be_worked_out_is_shown_with_its_figures(
    market: str, way: str, names: tuple[str, ...]
) -> None:
    page = shown(market, way)
    for name in (*names, "Your own price"):
        assert page[name].confidence == "read"
    assert say("payers", "net-own") in page["Net price"].notes


def test_prices_abroad_are_looked_at_by_a_command() -> None:
    assert any("fram access price-links" in note for note in shown("JP", "JP-NHI")["Net price"].notes)


def words(family: str) -> dict[str, Words]:
    return {key: pair for key, pair in phrases("payers").items() if key.startswith(family)}


def test_each_word_of_a_price_can_be_said_and_none_is_missing() -> None:
    """``net-none`` and ``net-your-own`` are called by name; the others are made of closed sets."""
    net = {*REASONS, *NO_PRICES, *OWN_REASONS, "net-none", "net-your-own"}
    assert set(words("net-")) == net
    assert set(words("line-")) == {f"line-{key}" for key in LINES}
    assert set(words("note-")) == {f"note-{key}" for key in NOTES}
    assert set(words("paid-")) == {f"paid-{key}" for key in get_args(PaidTo) if key != "maker"}
    assert {key for key in words("per-") if "unit" not in key} == {f"per-{key}" for key in get_args(Per)}
    assert set(words("per-unit-")) == {f"per-unit-{key}" for key in get_args(Per)}
    stages = {"whole", "marginal", "first-year", "follow-on", "with-support"}
    assert set(words("reading-")) == {f"reading-{key}" for key in stages}


@pytest.mark.parametrize(
    ("model", "months", "payments"),
    # A quarter is prescribed whole: two months of use are paid by one, four by two.
    [("subscription", 2.0, 2.0), ("subscription", 3.0, 3.0), ("subscription", 4.0, 2.0),
     ("one-off", 3.0, 1.0), ("one-off", 4.0, 0.5), ("one-off", 6.0, 0.5)],
)  # fmt: skip
def test_a_quarter_of_a_payer_holds_so_many_payments(model: str, months: float, payments: float) -> None:
    price = Price(model=model, amount=1_000, months_used=months)  # type: ignore[arg-type]
    product = ProductProfile(name="x", kind="software", unit_of_sale="patient", price=price)
    assert payments_in("quarter", product) == pytest.approx(payments)
    assert payments_in("quarter", replace(product, unit_of_sale="bed")) is None
