"""What hangs on prices elsewhere: by disclosure, by comparison, by formula, and which launch comes first."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from fram.access.price_links.link import PriceLink
from fram.access.price_links.stake import Offer, stake
from fram.terms.citation import Citation, Confidence

DAY = date(2026, 11, 22)
CITE = Citation(title="An invented rule", read=DAY)
Floats = NDArray[np.float64]


def link(**more: Any) -> PriceLink:
    fields: dict[str, Any] = {
        "id": "x", "market": "DE", "sees": ("NO", "SE"), "rule": "disclosure", "seen": ("paid",),
        "says": {"en": "x", "nb": "x"}, "cite": CITE, "confidence": Confidence.READ,
    }  # fmt: skip
    return PriceLink(**(fields | more))


def offer(market: str, paid: float | list[float], **more: Any) -> Offer:
    prices = np.atleast_1d(np.asarray(paid, dtype=float))
    one = np.ones_like(prices)
    fields: dict[str, Any] = {
        "listed": prices * 2, "kept": one, "units": 100 * one, "enters": 12 * one, "is_sold": False,
    }  # fmt: skip
    return Offer(market=market, paid=prices, **(fields | more))


def offers(**prices: float | list[float]) -> dict[str, Offer]:
    return {market: offer(market, paid) for market, paid in prices.items()}


ALL = np.array([1.0])


def test_a_gap_to_the_lowest_price_is_conceded_in_part() -> None:
    found = stake(link(), offers(DE=1000, NO=700, SE=900), conceded=np.array([0.5]))
    assert found is not None
    assert found.total[0] == pytest.approx(0.5 * 300 * 100)
    assert found.lowest == "NO"
    assert [(pair.market, pair.stake[0]) for pair in found.pairs] == [("NO", 15_000.0), ("SE", 5_000.0)]


def test_a_higher_price_elsewhere_gives_nothing_and_takes_nothing() -> None:
    found = stake(link(), offers(DE=1000, NO=1400, SE=1000), conceded=ALL)
    assert found is not None
    assert not found.is_any


def test_only_what_reaches_the_maker_is_lost() -> None:
    told = offers(NO=500) | {"DE": offer("DE", 1000, kept=np.array([0.7]))}
    found = stake(link(), told, conceded=ALL)
    assert found is not None
    assert found.total[0] == pytest.approx(500 * 0.7 * 100)


def test_who_sees_only_the_list_price_compares_list_prices() -> None:
    told = offers(DE=1000, NO=700)
    hidden = {**told, "NO": replace(told["NO"], listed=told["DE"].listed)}  # the rebate is hidden
    seen, unseen = (stake(link(seen=("list",)), those, conceded=ALL) for those in (told, hidden))
    assert seen is not None
    assert unseen is not None
    assert seen.total[0] == pytest.approx(300 * 100)  # the share of the price, on what is paid
    assert not unseen.is_any


def test_a_formula_rules_instead_of_the_share() -> None:
    def half_again(prices: Floats) -> Floats:
        return np.asarray(1.5 * prices.mean(axis=0))

    by_formula = link(rule="formula", formula="x", seen=("paid",))
    found = stake(by_formula, offers(DE=1000, NO=400, SE=800), conceded=0 * ALL, ceiling=half_again)
    assert found is not None
    assert found.total[0] == pytest.approx((1000 - 900) * 100)
    assert {pair.market: pair.stake[0] for pair in found.pairs} == pytest.approx({"NO": 10_000.0, "SE": 0.0})


def test_without_prices_to_compare_nothing_is_said() -> None:
    assert stake(link(), offers(DE=1000), conceded=ALL) is None
    assert stake(link(), offers(NO=1000), conceded=ALL) is None
    assert stake(link(rule="formula", formula="x"), offers(DE=1000, NO=1), conceded=ALL) is None


def test_what_sells_first_is_seen_first() -> None:
    told = offers(NO=[1.0, 1.0], SE=[1.0, 1.0]) | {
        "DE": offer("DE", [2.0, 2.0], enters=np.array([10.0, 20.0])),
    }
    told["SE"] = replace(told["SE"], enters=np.array([15.0, 15.0]))
    told["NO"] = replace(told["NO"], is_sold=True)
    found = stake(link(), told, conceded=np.ones(2))
    later = stake(link(), told, conceded=np.ones(2), lag=12.0)
    assert found is not None
    assert later is not None
    assert {pair.market: pair.first for pair in found.pairs} == {"NO": 1.0, "SE": 0.5}
    assert {pair.market: pair.first for pair in later.pairs} == {"NO": 1.0, "SE": 1.0}
    assert list(later.settled) == [22.0, 32.0]


PRICES = st.floats(1, 1e6)


@given(here=PRICES, home=PRICES, other=PRICES, share=st.floats(0, 1))
def test_never_below_zero_and_never_more_than_the_revenue(
    here: float, home: float, other: float, share: float
) -> None:
    found = stake(link(), offers(DE=here, NO=home, SE=other), conceded=np.array([share]))
    assert found is not None
    assert 0 <= found.total[0] <= here * 100 * (1 + 1e-9)
    alone = [float(pair.stake[0]) for pair in found.pairs]
    assert alone == sorted(alone, reverse=True)
    assert found.total[0] == pytest.approx(max(alone))


@given(here=PRICES, home=PRICES, lower=st.floats(0.01, 1))
def test_a_lower_price_at_home_never_costs_less(here: float, home: float, lower: float) -> None:
    high = stake(link(sees=("NO",)), offers(DE=here, NO=home), conceded=ALL)
    low = stake(link(sees=("NO",)), offers(DE=here, NO=home * lower), conceded=ALL)
    assert high is not None
    assert low is not None
    assert low.total[0] >= high.total[0] - 1e-6
