"""Gabor and Granger: the published example, demand made to fall, and what no demand can be drawn from."""

from __future__ import annotations

import tracemalloc

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.optimize import isotonic_regression

from fram.access.price.asked.demand import DemandCurve, falling, fit_curve, fitted_best
from fram.access.price.asked.enough import Enough
from fram.access.price.asked.gabor import gabor_granger
from fram.access.price.asked.ladder import ladder_of, read_ladder
from fram.access.price.asked.steps import ladder_steps
from fram.terms.errors import Refused

# techmarketing.ch: 26 people asked at five prices; curve, costs and market as published there.
PRICES, SHARES = [4, 6, 8, 10, 12], [0.32, 0.31, 0.21, 0.05, 0.04]
CURVE = DemandCurve(cap=0.33, b0=8.3, b1=-0.97)
COSTS = {"marginal_cost": 3, "buyers": 10_000, "fixed_cost": 5_000}
LADDER = ladder_of(PRICES, SHARES, asked=26, currency="EUR")


def test_the_published_profit_at_seven_and_a_half() -> None:
    # 8.3 − 0.97 · 7.5 = 1.025; .33 / (1 + exp(−1.025)) = .24286; 10,000 · .24286 · (7.5 − 3) − 5,000
    share = 0.33 / (1 + np.exp(-(8.3 - 0.97 * 7.5)))
    assert CURVE.profit(7.5, **COSTS) == pytest.approx(10_000 * share * 4.5 - 5_000)
    assert CURVE.profit(7.5, **COSTS) == pytest.approx(5_928.79, abs=0.005)


def test_the_true_optimum_beats_the_published_grid() -> None:
    best = CURVE.best_price(marginal_cost=3)
    assert best == pytest.approx(7.351, abs=0.0005)
    assert CURVE.profit(best, **COSTS) == pytest.approx(5_956.25, abs=0.005)
    grid = np.arange(3, 15, 0.0001)
    profits = 10_000 * CURVE.share(grid) * (grid - 3) - 5_000
    assert grid[profits.argmax()] == pytest.approx(best, abs=0.0002)
    # First-order condition: 1 + (p − c)·b1·(1 − share/m) = 0
    assert 1 + (best - 3) * -0.97 * (1 - float(CURVE.share(best)) / 0.33) == pytest.approx(0, abs=1e-12)


@given(
    st.floats(0.01, 1), st.floats(-2, 30), st.floats(-5, -0.01), st.floats(0, 50)
)  # fmt: skip
def test_no_price_beside_the_best_brings_more(cap: float, b0: float, b1: float, cost: float) -> None:
    curve = DemandCurve(cap=cap, b0=b0, b1=b1)
    best = curve.best_price(marginal_cost=cost)
    assert best > cost
    top = curve.profit(best, marginal_cost=cost)
    for beside in (0.9, 0.99, 1.01, 1.1):
        assert curve.profit(cost + (best - cost) * beside, marginal_cost=cost) <= top * (1 + 1e-9)


def test_revenue_per_hundred_at_the_prices_asked() -> None:
    found = gabor_granger(LADDER)
    # 4 · 32, 6 · 31, 8 · 21, 10 · 5, 12 · 4
    assert (100 * found.gain).round(6).tolist() == [128, 186, 168, 50, 48]
    assert found.best == 6
    assert not found.pooled
    assert found.often.sum() == pytest.approx(1)
    assert not found.enough.has_point  # 26 were asked


def test_the_fit_comes_near_the_published_curve() -> None:
    found = gabor_granger(LADDER, marginal_cost=3)
    assert found.curve is not None
    assert found.curve.cap == pytest.approx(0.33, abs=0.01)
    assert -found.curve.b0 / found.curve.b1 == pytest.approx(8.3 / 0.97, abs=0.15)  # half the cap at 8.56
    assert found.optimum == pytest.approx(7.351, abs=0.1)
    assert found.miss is not None
    published = np.sqrt(np.mean((CURVE.share(np.array(PRICES, float)) - SHARES) ** 2))
    assert found.miss <= published + 1e-9


def test_a_curve_is_found_again_from_its_own_shares() -> None:
    prices = np.array([4.0, 6, 7, 8, 9, 10, 12])
    shares, weights = CURVE.share(prices), np.full(7, 50.0)
    found = fit_curve(prices, shares, weights=weights)
    assert found is not None
    assert (found.cap, found.b0, found.b1) == pytest.approx((0.33, 8.3, -0.97), abs=1e-4)
    shape = fitted_best(prices, shares[None, :], weights=weights[None, :], marginal_cost=3)
    assert shape[0] == pytest.approx(7.351, abs=0.15)  # to the step of the shapes tried
    assert fit_curve(prices[:3], shares[:3], weights=weights[:3]) is None


@given(
    st.lists(st.tuples(st.floats(0, 1), st.integers(1, 50)), min_size=1, max_size=9)
)  # fmt: skip
def test_falling_shares_are_those_of_isotonic_regression(steps: list[tuple[float, int]]) -> None:
    shares = np.array([share for share, _ in steps])
    weights = np.array([float(count) for _, count in steps])
    found = falling(shares[None, :], weights[None, :])[0]
    assert found == pytest.approx(isotonic_regression(shares, weights=weights, increasing=False).x, abs=1e-9)
    assert (np.diff(found) <= 1e-12).all()


def test_shares_that_rise_are_evened_out_and_said() -> None:
    found = gabor_granger(ladder_of([4, 6, 8, 10], [0.5, 0.3, 0.4, 0.1], asked=40, currency="EUR"))
    assert found.pooled
    assert found.demand.tolist() == pytest.approx([0.5, 0.35, 0.35, 0.1])  # the mean of .3 and .4


@pytest.mark.parametrize(
    ("prices", "shares", "told"),
    [
        ([4, 6, 8], [0, 0, 0], "nobody would buy"),
        ([4, 6, 8], [1, 1, 1], "everybody would buy"),
        ([4, 6, 8], [0.1, 0.2, 0.4], "more would buy the dearer"),
        ([4, 6, 8], [0.3, 0.3, 0.3], "as many would buy at every price"),
        ([4], [0.3], "one price was asked"),
    ],
)
def test_no_demand_is_drawn_from_shares_that_do_not_fall(
    prices: list[float], shares: list[float], told: str
) -> None:
    with pytest.raises(Refused, match=told) as refused:
        ladder_of(prices, shares, asked=40)
    assert refused.value.problem.remedy


def test_a_cost_above_every_price_is_refused() -> None:
    with pytest.raises(Refused, match="the highest price asked is 12"):
        gabor_granger(LADDER, marginal_cost=12)


@pytest.mark.parametrize(
    ("shares", "beyond"), [([0.9, 0.88, 0.86, 0.84], "above"), ([0.9, 0.1, 0.02, 0.01], "")]
)
def test_an_optimum_outside_the_prices_asked_is_named_so(shares: list[float], beyond: str) -> None:
    found = gabor_granger(ladder_of([4, 6, 8, 10], shares, asked=200))
    assert found.beyond == beyond
    assert found.optimum_range is not None
    assert 4 <= found.optimum_range[0] <= found.optimum_range[2] <= 10


def test_more_answers_narrow_the_range_and_a_seed_fixes_it() -> None:
    few, many = (gabor_granger(ladder_of(PRICES, SHARES, asked=n), marginal_cost=3) for n in (26, 2600))
    width = [r.optimum_range[2] - r.optimum_range[0] for r in (few, many) if r.optimum_range]
    assert width[1] < width[0] / 3
    assert gabor_granger(LADDER, seed=4).optimum_range == gabor_granger(LADDER, seed=4).optimum_range


WIDE = "respondent,currency,at_40,at_60,at_80\n"


def test_answers_by_person_and_ready_counts_are_one_ladder() -> None:
    people = read_ladder(WIDE + "1,EUR,yes,no,no\n2,EUR,ja,ja,nei\n3,EUR,1,1,1\n4,EUR,no,no,no\n")
    counts = read_ladder("price;asked;yes;currency\n60;4;2;EUR\n40;4;3;EUR\n80;4;1;EUR\n")
    shares = read_ladder("price,asked,share,currency\n40,4,75 %,EUR\n60,4,0.5,EUR\n80,4,25%,EUR\n")
    for one in (people, counts, shares):
        assert one.prices.tolist() == [40, 60, 80]
        assert one.shares.tolist() == [0.75, 0.5, 0.25]
        assert one.people == 4


def test_a_no_holds_for_dearer_prices_and_a_yes_for_cheaper_ones() -> None:
    found = read_ladder(WIDE + "1,EUR,yes,no,\n2,EUR,,yes,no\n3,EUR,no,,\n")
    assert found.answers is not None
    assert found.answers.tolist() == [[1, 0, 0], [1, 1, 0], [0, 0, 0]]


@pytest.mark.parametrize(
    ("row", "key"),
    [
        ("3,EUR,no,yes,no", "keener"),
        ("3,EUR,perhaps,no,no", "yes-no"),
        ("3,EUR,,,", "blank"),
        ("3,SEK,yes,no,no", "currency"),
        ("2,EUR,yes,no,no", "twice"),
        ("3,EUR,yes,no", "cells"),
    ],
)
def test_a_row_that_cannot_be_right_is_left_out(row: str, key: str) -> None:
    found = read_ladder(f"{WIDE}1,EUR,yes,no,no\n2,EUR,yes,yes,no\n{row}\n", currency="EUR")
    assert [(one.line, one.key) for one in found.dropped] == [(4, key)]
    assert found.people == 2


def test_answers_of_one_to_five_become_chances() -> None:
    found = read_ladder(WIDE + "1,EUR,5,4,2\n2,EUR,3,1,1\n")
    assert found.calibrated
    assert found.shares.tolist() == pytest.approx([0.5, 0.25, 0.05])  # (.7 + .3)/2, (.5 + 0)/2, (.1 + 0)/2


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (WIDE + "1,EUR,1,1,1\n2,EUR,1,1,1\n", "every answer is 1"),
        ("respondent,currency,p40,p60\n1,EUR,yes,no\n", "no column of answers at a price"),
        ("price,share\n40,0.5\n60,0.2\n", "`asked` is missing"),
        ("price,asked,currency\n40,5,EUR\n", "add `yes` or `share`"),
        ("price,asked,yes,currency\n40,5,6,EUR\n60,5,1,EUR\n", "above the whole"),
        ("currency,too_cheap,cheap,expensive,too_expensive\nEUR,1,2,3,4\n", "fram access price psm"),
        ("price,asked,share,currency\n40,5,32,EUR\n60,5,12,EUR\n", "above the whole"),
        ("price,asked,yes,currency\n40,5,3,EUR\n40,5,1,EUR\n", "a price stands there twice"),
        (WIDE + "1,EUR,yes,no,no\n2,SEK,yes,yes,no\n", "answers in 2 currencies"),
        (WIDE + "1,EUR,yes,no,no\n", "only one answer"),
        (WIDE + "".join(f"{n},EUR,yes,yes,no\n" for n in range(40)), "all 40 answers are the same"),
        ("price,asked,yes,currency\n40,1,1,EUR\n60,1,0,EUR\n", "only one answer"),
        ("price,asked,yes,currency\n40,40,40,EUR\n60,40,0,EUR\n", "all 40 answers are the same"),
        ("price,asked,share,currency\n40,0.5,0.8,EUR\n60,5,0.1,EUR\n", "fewer than one was asked"),
        ("currency,at_1.200,at_1.500\nEUR,yes,no\n", "`at_1.200` can be read in two ways"),
        (f"currency,{','.join(f'at_{n}' for n in range(1, 22))}\n", "21 prices in one ladder"),
        (
            "price,asked,yes\n" + "".join(f"{n},40,{40 - n}\n" for n in range(1, 23)),
            "22 prices in one ladder",
        ),
    ],
)
def test_a_file_that_gives_no_ladder_is_refused(text: str, told: str) -> None:
    with pytest.raises(Refused) as refused:
        read_ladder(text)
    assert told in str(refused.value)


@given(st.floats(0.01, 1e8))
def test_a_ladder_has_six_to_eight_round_steps_around_the_price(price: float) -> None:
    steps = ladder_steps(price)
    assert 6 <= len(steps) <= 8
    assert list(steps) == sorted(set(steps))
    assert 0.4 * price <= steps[0] <= 0.6 * price
    assert 1.7 * price <= steps[-1] <= 2.4 * price
    assert sum(step < price for step in steps) >= 2
    assert sum(step > price for step in steps) >= 2


def test_a_ready_ladder_leaves_out_prices_in_a_currency_that_does_not_fit() -> None:
    head, sound = "price,asked,yes,currency\n", "40,40,30,EUR\n60,40,20,EUR\n80,40,5,EUR\n"
    found = read_ladder(head + sound + "90,40,4,EURO\n", codes=("EUR", "SEK"))
    assert found.prices.tolist() == [40, 60, 80]
    assert [(one.line, one.key, one.said) for one in found.dropped] == [(5, "unknown-currency", "EURO")]
    other = read_ladder(head + sound + "900,40,4,SEK\n", currency="EUR", codes=("EUR", "SEK"))
    assert other.prices.tolist() == [40, 60, 80]
    assert [one.key for one in other.dropped] == ["currency"]


@pytest.mark.parametrize("code", ["EURO", "ZZZ", "=HYPERLINK(1)"])
def test_a_currency_nobody_knows_costs_its_row_alone(code: str) -> None:
    found = read_ladder(f"{WIDE}1,EUR,yes,no,no\n2,EUR,yes,yes,no\n3,{code},yes,no,no\n", codes=("EUR",))
    assert (found.people, found.currency) == (2, "EUR")
    assert [(one.line, one.key, one.said) for one in found.dropped] == [(4, "unknown-currency", code)]


def test_twenty_prices_stay_within_memory_and_blocks_change_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    prices = np.arange(10.0, 210, 10)
    shares = np.linspace(0.9, 0.05, 20) + np.random.default_rng(1).uniform(-0.02, 0.02, (2_000, 20))
    weights = np.full(shares.shape, 40.0)
    tracemalloc.start()
    best = fitted_best(prices, shares, weights=weights)
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert most < 60e6  # bytes
    monkeypatch.setattr("fram.access.price.asked.demand.AT_ONCE", 2_000)
    assert fitted_best(prices, shares, weights=weights) == pytest.approx(best)


def test_below_thirty_one_price_twice_is_no_range() -> None:
    assert not Enough(answers=29).is_range(20, 20.004)
    assert Enough(answers=29).is_range(20, 20.1)
    assert Enough(answers=30).is_range(20, 20)
