"""The Japanese foreign average price, against the published example under three sets of ratios."""

from __future__ import annotations

import numpy as np
import pytest

from fram.access.pathways.prices import net_price
from fram.access.pathways.prices.abroad import counted_prices, foreign_average
from fram.access.pathways.prices.price import NoPrice, Use
from fram.terms.dist import Fixed, Uniform
from fram.terms.estimate import Origin
from tests.unit.access.pathways.prices.invented_rules import (
    ABROAD,
    JAPAN,
    TODAY,
    YEN,
    assert_redone,
    keys,
    lines,
    priced,
    told,
)

PRICES = np.array(list(YEN.values()))


@pytest.mark.parametrize(
    ("drop_above", "cut_above", "average"),
    [
        # 30,710 > 3 · 7,745 = 23,235: out; 21,242 > 2 · 8,350: (16,700 + 3 · 8,350) / 4
        (3.0, 2.0, 10_437.5),
        (2.5, 1.8, 10_020.0),  # (15,030 + 25,050) / 4; of the two above 2.5 · 7,745 one alone is out
        (2.5, 1.6, 9_602.5),  # (13,360 + 25,050) / 4
    ],
)
def test_the_published_example(drop_above: float, cut_above: float, average: float) -> None:
    ratios = {"drop_above": drop_above, "cut_above": cut_above}
    assert foreign_average(PRICES, **ratios) == pytest.approx(average)
    assert sum(counted_prices(list(YEN.values()), **ratios)) / 4 == pytest.approx(average)


@pytest.mark.parametrize(
    ("prices", "average"),
    [
        ([100.0], 100.0),
        ([100.0, 100.0], 100.0),
        ([100.0, 240.0], 130.0),  # 240 > 1.6 · 100: (160 + 100) / 2
        ([100.0, 260.0], 100.0),  # 260 > 2.5 · 100: out, one is left
        ([100.0, 110.0, 120.0], 110.0),  # nothing out, nothing cut
    ],
)
def test_few_prices(prices: list[float], average: float) -> None:
    assert foreign_average(np.array(prices), drop_above=2.5, cut_above=1.6) == pytest.approx(average)


def test_many_sets_of_prices_at_once() -> None:
    found = foreign_average(np.array([PRICES, PRICES * 2]), drop_above=2.5, cut_above=1.6)
    assert found == pytest.approx([9_602.5, 19_205.0])


def test_the_ceiling_is_1_25_times_the_average() -> None:
    price = priced(JAPAN, own_price=told(15_000, "JPY"), abroad=ABROAD)
    shown = lines(price)
    assert shown["foreign-average"].how == "(7745 + 8500 + 8805 + 13360) ÷ 4"
    assert shown["ceiling"].typical == pytest.approx(12_003, abs=0.5)  # 9,602.5 · 1.25 = 12,003.125
    assert price.net.dist == Fixed(value=12_003.125)
    assert (price.currency, price.per, price.net.origin) == ("JPY", "case", Origin.COMPANY)
    assert keys(price) == ["net-own-above"]
    assert [shown[f"price-abroad:{land}"].note for land in ("US", "AU", "GB")] == ["dropped", "cut", ""]
    assert_redone(price)


def test_an_own_price_below_the_ceiling_stands() -> None:
    price = priced(JAPAN, own_price=told(9_000, "JPY"), abroad=ABROAD)
    assert (price.net.dist, keys(price)) == (Fixed(value=9_000.0), ["net-own-below"])


def test_prices_abroad_that_vary() -> None:
    unsure = {**ABROAD, "DE": told(Uniform(low=7_900, high=9_100), "JPY")}
    price = priced(JAPAN, own_price=told(15_000, "JPY"), abroad=unsure)
    assert price.net.dist.mean == pytest.approx(12_003, rel=0.01)
    assert lines(price)["foreign-average"].low < 9_602.5 < lines(price)["foreign-average"].high
    assert_redone(price)


def test_other_countries_do_not_count() -> None:
    more = {**ABROAD, "NO": told(1.0, "JPY")}
    assert priced(JAPAN, own_price=told(15_000, "JPY"), abroad=more).net.dist == Fixed(value=12_003.125)


def test_without_prices_abroad_the_rule_is_shown_with_its_figures() -> None:
    """Left out above 2.5 times, cut to 1.6 times, a ceiling of 1.25 times: each with where it was read."""
    for use in (Use(), Use(abroad=ABROAD)):
        nothing = net_price(JAPAN, use=use, on=TODAY)
        assert isinstance(nothing, NoPrice)
        assert (nothing.ask, nothing.key) == ("company", "net-none-abroad")
        shown = [(one.key, one.typical, one.cite is not None) for one in nothing.lines]
        assert shown == [("drop-above", 2.5, True), ("cut-above", 1.6, True), ("ceiling-times", 1.25, True)]
        assert [reason.key for reason in nothing.because] == ["net-prices-abroad"]


def test_without_prices_abroad_the_own_price_stands_as_the_firms() -> None:
    alone = priced(JAPAN, own_price=told(15_000, "JPY"))
    assert (alone.net.dist, keys(alone)) == (Fixed(value=15_000.0), ["net-prices-abroad", "net-own"])
    assert list(lines(alone)) == ["drop-above", "cut-above", "ceiling-times", "own", "net"]
