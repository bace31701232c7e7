"""Add-ons for new methods: the hospital is paid a share of the extra cost of a case."""

from __future__ import annotations

from fram.access.pathways.prices import net_price
from fram.access.pathways.prices.add_on import add_on_paid
from fram.access.pathways.prices.price import NoPrice, Use
from fram.terms.citation import Confidence
from fram.terms.dist import Fixed
from tests.unit.access.pathways.prices.invented_rules import (
    NTAP,
    TODAY,
    assert_redone,
    keys,
    lines,
    priced,
    rule,
    told,
)


def test_65_per_cent_of_the_extra_cost() -> None:
    assert add_on_paid(10_000, share=0.65) == 6_500


def test_the_hospital_gets_the_add_on() -> None:
    price = priced(NTAP, extra_cost=told(10_000, "USD"))
    assert (price.currency, price.per, price.paid_to) == ("USD", "case", "hospital")
    assert price.net.dist == Fixed(value=6_500.0)
    assert lines(price)["add-on"].how == "10000 × 0.65"
    assert keys(price) == ["net-goes-to-hospital"]
    assert_redone(price)


def test_beside_an_own_price_the_add_on_is_what_the_hospital_can_put_towards_it() -> None:
    price = priced(NTAP, extra_cost=told(10_000, "USD"), own_price=told(8_000, "USD"))
    assert (price.net.dist, price.paid_to) == (Fixed(value=8_000.0), "maker")
    assert price.gross is not None
    assert price.gross.dist == Fixed(value=6_500.0)
    assert keys(price) == ["net-goes-to-hospital", "net-own"]
    assert_redone(price)


def test_what_is_not_told_is_unknown_with_who_could_tell() -> None:
    untold = net_price(NTAP, use=Use(), on=TODAY)
    assert isinstance(untold, NoPrice)
    assert (untold.ask, untold.key) == ("company", "net-none-extra-cost")
    [share] = untold.lines
    assert (share.key, share.typical, share.note) == ("share-of-extra-cost", 0.65, "cost-not-told")
    assert (share.confidence, share.cite is not None) == (Confidence.READ, True)
    local = net_price(rule("add-on"), use=Use(extra_cost=told(10_000, "EUR")), on=TODAY)
    assert isinstance(local, NoPrice)
    assert (local.ask, local.key, local.lines) == ("payers", "net-none-add-on", ())


def test_without_the_extra_cost_the_share_stands_beside_the_own_price() -> None:
    price = priced(NTAP, own_price=told(8_000, "USD"))
    assert (price.net.dist, keys(price)) == (Fixed(value=8_000.0), ["net-goes-to-hospital", "net-own"])
    assert list(lines(price)) == ["share-of-extra-cost", "own", "net"]
