"""One front for all mechanisms: what computes, what does not, and the words it uses."""

from __future__ import annotations

import pytest

from fram.access.pathways.pathway import MECHANISMS, PriceRule
from fram.access.pathways.prices import NetPrice, NoPrice, net_price
from fram.access.pathways.prices.front import COMPUTED, NO_FIGURE
from fram.access.pathways.prices.price import LINES, NO_PRICES, NOTES, REASONS, Use
from fram.terms.citation import Confidence
from fram.terms.dist import Fixed, Lognormal
from fram.terms.estimate import Estimate, Origin
from tests.unit.access.pathways.prices.invented_rules import (
    ABROAD,
    ACCESS,
    DIGA,
    DIGA_TERMS,
    DIPA,
    JAPAN,
    MIGEL,
    MONITORING,
    NEXT_YEAR,
    NTAP,
    PECAN,
    RPM,
    TODAY,
    assert_redone,
    keys,
    lines,
    priced,
    rule,
    term,
    told,
)

TAXED = rule("diga", *DIGA_TERMS, term("vat", 0.19, "share"))
RULES = (PECAN, MONITORING, DIGA, TAXED, DIPA, MIGEL, ACCESS, RPM, JAPAN, NTAP)
CURRENCIES = {"rpm": "USD", "access": "USD", "add-on": "USD", "migel": "CHF", "foreign-average": "JPY"}


def uses(given: PriceRule) -> tuple[Use, ...]:
    """Told nothing, an own price, a volume, a price above all others, everything."""
    currency = CURRENCIES.get(given.mechanism, "EUR")
    own = told(30, currency)
    return (
        Use(),
        Use(own_price=own),
        Use(on_trial=True, units_a_year=told(Lognormal(median=9_000, factor=8), "units")),
        Use(own_price=told(20_000, currency), abroad=ABROAD),
        Use(
            own_price=own, months_used=told(14, "months"), units_a_year=told(200_000, "units"),
            attained=told(0.7, "share"), extra_cost=told(900, currency), abroad=ABROAD, days_of_data=16,
            minutes=40,
        ),
    )  # fmt: skip


def all_found() -> list[NetPrice | NoPrice]:
    bare = [rule(mechanism) for mechanism in MECHANISMS]
    return [
        net_price(given, use=use, on=on)
        for given in (*RULES, *bare)
        for use in uses(given)
        for on in (TODAY, NEXT_YEAR)
    ]


def all_prices() -> list[NetPrice]:
    return [one for one in all_found() if isinstance(one, NetPrice)]


def test_every_mechanism_of_the_files_is_known_once() -> None:
    assert sorted([*COMPUTED, *NO_FIGURE]) == sorted(MECHANISMS)


@pytest.mark.parametrize("mechanism", sorted(NO_FIGURE))
def test_what_computes_nothing_says_why(mechanism: str) -> None:
    found = net_price(rule(mechanism), use=Use(), on=TODAY)
    assert isinstance(found, NoPrice)
    assert len(found.reason.split()) > 4
    assert found.key != "net-none-read"


@pytest.mark.parametrize("mechanism", sorted(COMPUTED))
def test_a_rule_without_figures_gives_no_price(mechanism: str) -> None:
    found = net_price(rule(mechanism), use=Use(), on=TODAY)
    assert isinstance(found, NoPrice)
    assert found.ask in ("source", "payers")
    price = priced(rule(mechanism), own_price=told(30, "EUR"))
    assert (price.net.dist, keys(price)) == (Fixed(value=30.0), ["net-own"])


@pytest.mark.parametrize("mechanism", sorted(NO_FIGURE))
def test_there_the_own_price_stands_as_the_makers(mechanism: str) -> None:
    price = priced(rule(mechanism), own_price=told(300, "NOK"), own_per="month")
    assert (price.currency, price.per, price.net.dist) == ("NOK", "month", Fixed(value=300.0))
    assert (price.net.origin, keys(price)) == (Origin.COMPANY, ["net-own"])
    assert dict(price.because[0].values) == {"mechanism": mechanism}
    assert_redone(price)


def test_a_default_of_ours_does_not_become_the_makers_word() -> None:
    guess = Estimate(dist=Fixed(value=300.0), unit="NOK", origin=Origin.DEFAULT)
    price = priced(rule("tender"), own_price=guess)
    assert (price.net.origin, price.net.confidence) == (Origin.DEFAULT, Confidence.UNCHECKED)


def test_every_line_can_be_redone_and_uses_known_words() -> None:
    prices = all_prices()
    assert len(prices) > 50
    for price in prices:
        assert_redone(price)
        assert sum(line.key == "net" for line in price.lines) == 1
        assert {line.key for line in price.lines} <= set(LINES)
        assert {line.note for line in price.lines} <= {"", *NOTES}
        assert {reason.key for reason in price.because} <= set(REASONS)


def test_no_word_is_left_over() -> None:
    found = all_found()
    shown = [line for one in found for line in one.lines]
    assert {line.key for line in shown} == set(LINES)
    assert {line.note for line in shown} == {"", *NOTES}
    assert {reason.key for one in found for reason in one.because} == set(REASONS)
    assert {one.key for one in found if isinstance(one, NoPrice)} == set(NO_PRICES)


def test_every_line_of_a_term_says_how_far_it_was_read_and_where() -> None:
    """A given figure has its source; what is worked out has none, and is as sure as its weakest part."""
    partly = rule(
        "dipa", term("app_a_month", 40, "EUR"), term("support_a_month", 30, "EUR", confidence="partly-read")
    )
    shown = lines(priced(partly, own_price=told(30, "EUR")))
    read = {key: (one.confidence.value, one.cite.title if one.cite else "") for key, one in shown.items()}
    assert read == {
        "ceiling": ("read", "app_a_month"),
        "own": ("read", ""),
        "net": ("read", ""),
        "support": ("partly-read", "support_a_month"),
        "with-support": ("partly-read", ""),
    }
    default = lines(priced(DIGA))
    assert default["negotiated"].confidence is Confidence.READ
    assert default["attained"].confidence is default["net"].confidence is Confidence.UNCHECKED


def test_the_net_line_is_as_sure_as_the_net() -> None:
    for price in all_prices():
        [net] = [line for line in price.lines if line.key == "net"]
        assert net.confidence is price.net.confidence, (price.lines, price.net)


def test_the_net_line_is_the_net() -> None:
    for price in all_prices():
        net = next(line for line in price.lines if line.key == "net")
        assert net.unit == price.currency == price.net.unit
        if isinstance(price.net.dist, Fixed):
            assert net.typical == price.net.dist.value
