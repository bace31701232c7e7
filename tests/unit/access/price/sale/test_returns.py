"""A buyer's return: cash apart from time that comes free, payback, the price at which nothing is gained."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from fram.access.price.sale.returns import Cost, Return, Spared, leans_of, net_at
from fram.terms.errors import Refused

ONE = np.ones(4)


def spared(amount: float, worth: float, *, cash: bool = False, name: str = "x") -> Spared:
    return Spared(name=name, amount=amount * ONE, worth=worth * ONE, frees_cash=cash)


def cost(price: float, *, times: float | None = 1.0, setup: float = 0.0, months: float = 36) -> Cost:
    return Cost(price=price * ONE, times=times, setup=setup * ONE, running=0 * ONE, months=months)


def test_the_account_of_one_unit() -> None:
    # 25 hours at 960 and 1.5 models at 3,560 less 3 hours at 780 = 24,000 + 5,340 - 2,340 = 27,000 a month.
    found = Return(
        spared=(spared(25, 960), spared(1.5, 3_560, cash=True), spared(-3, 780)),
        cost=cost(20_000, setup=36_000),
    )
    assert found.saved[0] == 27_000
    assert found.cash[0] == 5_340
    assert found.monthly[0] == 7_000
    assert found.payback_months[0] == pytest.approx(36_000 / 7_000)
    # A year: 12 x (7,000 - 36,000 / 36) = 72,000; the first: 84,000 - 36,000 = 48,000.
    assert found.a_year[0] == 72_000
    assert found.first_year[0] == 48_000
    assert found.cash_a_year[0] == 72_000 - 12 * (27_000 - 5_340)
    assert found.chance == 1.0
    assert found.cash_chance == 0.0
    # Nothing gained at 27,000 - 1,000 = 26,000; in cash at 5,340 - 1,000 = 4,340.
    assert found.highest_price()[0] == 26_000
    assert found.highest_price(only_cash=True)[0] == 4_340


def test_a_price_by_the_use_is_paid_so_many_times() -> None:
    found = Return(spared=(spared(90, 250),), cost=cost(200, times=90))
    assert found.monthly[0] == 90 * 250 - 90 * 200
    assert found.highest_price()[0] == pytest.approx(250)


def test_a_price_paid_once_is_shared_over_the_time_of_use() -> None:
    found = Return(spared=(spared(1, 1_000),), cost=cost(24_000, times=None, months=48))
    assert found.payback_months[0] == 24
    assert found.a_year[0] == 12 * (1_000 - 24_000 / 48)
    assert found.highest_price()[0] == 48_000


def test_what_never_pays_back_is_endless_and_what_costs_nothing_at_once_is_back_at_once() -> None:
    assert np.isinf(Return(spared=(spared(1, 100),), cost=cost(200, setup=10)).payback_months).all()
    assert (Return(spared=(spared(1, 300),), cost=cost(200)).payback_months == 0).all()


def test_a_product_that_costs_the_buyer_more_bears_no_price() -> None:
    found = Return(spared=(spared(-2, 100),), cost=cost(50))
    assert found.saved[0] == -200
    assert found.highest_price()[0] == 0
    assert found.chance == 0


def test_a_price_never_paid_is_refused() -> None:
    with pytest.raises(Refused, match="0 times"):
        Return(spared=(spared(1, 1),), cost=cost(1, times=0)).highest_price()


@given(st.floats(-50, 50), st.floats(0, 5_000), st.floats(1, 1e5), st.floats(0, 1e5))
def test_at_the_highest_price_the_buyer_is_even(
    amount: float, worth: float, price: float, setup: float
) -> None:
    found = Return(spared=(spared(amount, worth),), cost=cost(price, setup=setup))
    highest = found.highest_price()
    at = Return(spared=found.spared, cost=cost(float(highest[0]), setup=setup))
    if highest[0] > 0:
        np.testing.assert_allclose(at.a_year, 0, atol=1e-6)


@given(st.floats(1, 1e4), st.floats(1, 1e4))
def test_a_dearer_product_never_has_a_better_chance(one: float, other: float) -> None:
    amounts = np.linspace(0.0, 20.0, 50)
    worth = np.full(50, 300.0)

    def chance(price: float) -> float:
        flat = np.full(50, price)
        terms = Cost(price=flat, times=1.0, setup=0 * flat, running=0 * flat, months=36)
        part = Spared(name="x", amount=amounts, worth=worth, frees_cash=False)
        return Return(spared=(part,), cost=terms).chance

    low, high = sorted((one, other))
    assert chance(low) >= chance(high)


def test_the_widest_input_stands_first_with_its_two_ends() -> None:
    amount, worth = np.linspace(1.0, 3.0, 101), np.linspace(90.0, 110.0, 101)
    flat = np.ones(101)
    found = Return(
        spared=(Spared(name="rounds", amount=amount, worth=worth, frees_cash=False),),
        cost=Cost(price=50 * flat, times=1.0, setup=0 * flat, running=0 * flat, months=36),
    )
    leans = leans_of(found)
    assert [one.key for one in leans] == ["amount.0", "worth.0"]  # what has no range is no bar
    # Amount at 1.2 and 2.8, worth at its middle 100, price 50: 12 x (120 - 50) and 12 x (280 - 50).
    assert (leans[0].at_low, leans[0].at_high) == pytest.approx((840, 2_760))
    # Worth at 92 and 108, amount at 2: 12 x (184 - 50) and 12 x (216 - 50).
    assert (leans[1].at_low, leans[1].at_high) == pytest.approx((1_608, 1_992))


def test_the_net_of_a_price_paid_once_counts_it_once() -> None:
    found = Return(spared=(spared(1, 1_000),), cost=cost(24_000, times=None, months=48))
    at = {"amount.0": 1.0, "worth.0": 1_000.0, "price": 24_000.0, "setup": 0.0, "running": 0.0}
    assert net_at(at, found) == pytest.approx(float(found.a_year[0]))
