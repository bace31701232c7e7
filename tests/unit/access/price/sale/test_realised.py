"""Own deals: shares of the list price, groups drawn together, the trend, outliers, what to expect."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import theilslopes

from fram.access.price.sale.realised import (
    MOST_FOR_TREND,
    Deal,
    by_group,
    outliers_of,
    share_of,
    shrunk,
    size_groups,
    to_expect,
    trend_of,
    variances,
)
from fram.terms.errors import Refused


def deal(share: float, *, units: float = 1, day: int = 0, market: str = "NO", **more: object) -> Deal:
    on = date(2024, 1, 1) + timedelta(days=day)
    return Deal(
        name=f"{share}-{day}-{units}-{market}", on=on, market=market, currency="NOK", units=units,
        listed=1_000.0, invoiced=1_000 * share, **more,  # type: ignore[arg-type]
    )  # fmt: skip


def test_net_is_what_was_invoiced_less_what_was_given_back() -> None:
    one = Deal(
        name="a", on=date(2025, 1, 1), market="SE", currency="SEK", units=10, listed=1_000, invoiced=700,
        rebate=50, channel="distributor", kept_by_channel=0.25,
    )  # fmt: skip
    assert one.arrived == pytest.approx(650 / 1_000)
    # The distributor kept a quarter: 650 is three quarters of what its buyer paid, 866.67.
    assert one.realised == pytest.approx(0.65 / 0.75)


def test_a_channels_part_that_is_not_told_is_not_guessed() -> None:
    one = deal(0.6, channel="distributor")
    assert one.realised is None
    assert one.share == pytest.approx(0.6)


def test_the_mean_of_deals_and_the_mean_of_units_are_two_numbers() -> None:
    sold = {0.9: 1, 0.8: 1, 0.7: 1, 0.6: 1, 0.5: 6}
    found = share_of([deal(share, units=units) for share, units in sold.items()])
    assert found.mean == pytest.approx((0.9 + 0.8 + 0.7 + 0.6 + 0.5) / 5)
    assert found.by_units == pytest.approx((0.9 + 0.8 + 0.7 + 0.6 + 6 * 0.5) / 10)
    assert (found.middle, found.low, found.high) == pytest.approx((0.7, 0.54, 0.86))


def test_under_five_deals_only_the_ends_and_how_many_more() -> None:
    found = share_of([deal(0.9), deal(0.7), deal(0.8, day=1)])
    assert (found.mean, found.middle, found.by_units) == (None, None, None)
    assert (found.least, found.most, found.more) == (0.7, 0.9, 2)
    assert to_expect([deal(0.9), deal(0.7)]) is None


def test_no_deal_is_refused() -> None:
    with pytest.raises(Refused, match="no deal"):
        share_of([])


def test_the_spread_inside_and_between_groups() -> None:
    # Means 0.8 and 0.6, each with squares 0.01 + 0.01; inside: 0.04 / 2 = 0.02.
    # Between: 2 x (0.1² + 0.1²) / 1 = 0.04; n0 = (4 - 8 / 4) / 1 = 2; τ² = (0.04 - 0.02) / 2 = 0.01.
    within, between = variances([[0.7, 0.9], [0.5, 0.7]])
    assert within == pytest.approx(0.02)
    assert between == pytest.approx(0.01)
    # Weight of its own mean: 0.01 / (0.01 + 0.02 / 2) = 1/2: halfway to 0.7.
    assert shrunk([[0.7, 0.9], [0.5, 0.7]]) == pytest.approx((0.75, 0.65))


def test_groups_that_differ_no_more_than_their_deals_stand_at_the_mean_of_all() -> None:
    assert shrunk([[0.6, 1.0], [0.7, 0.9]]) == pytest.approx((0.8, 0.8))


@given(st.lists(st.lists(st.floats(0.05, 1.0), min_size=1, max_size=6), min_size=2, max_size=5))
def test_drawing_together_never_leaves_the_span_of_the_means(groups: list[list[float]]) -> None:
    means = [float(np.mean(group)) for group in groups]
    for mean in shrunk(groups):
        assert min(means) - 1e-9 <= mean <= max(means) + 1e-9


def test_fewer_deals_are_drawn_further() -> None:
    many = [deal(0.80 + 0.01 * (i % 3), day=i, market="NO") for i in range(12)]
    few = [deal(0.60, day=50, market="DE"), deal(0.62, day=51, market="DE")]
    middle = [deal(0.70 + 0.01 * (i % 2), day=80 + i, market="SE") for i in range(6)]
    found = {one.key: one for one in by_group([*many, *few, *middle], by=lambda one: one.market)}
    assert found["DE"].pooled is not None
    assert found["NO"].pooled is not None
    assert found["DE"].pooled - 0.61 > 0.81 - found["NO"].pooled > 0
    assert found["DE"].mean is None
    assert found["DE"].more == 3


def test_the_order_of_deals_does_not_matter() -> None:
    deals = [deal(0.5 + 0.04 * i, day=30 * i, units=1 + i) for i in range(9)]
    for other in (deals[::-1], deals[3:] + deals[:3]):
        assert share_of(other) == share_of(deals)
        assert to_expect(other) == to_expect(deals)
        assert trend_of(other) == trend_of(deals)


def test_the_trend_is_the_median_slope() -> None:
    # A straight fall of a hundredth each quarter, and one deal far off it that does not move the slope.
    deals = [deal(0.95 - 0.01 * i, day=round(91.3125 * i)) for i in range(9)]
    found = trend_of([*deals, deal(0.3, day=400)])
    assert found is not None
    assert found.a_year == pytest.approx(-0.04, abs=0.003)
    assert found.is_clear


@pytest.mark.parametrize("seed", range(6))
def test_the_trend_is_that_of_another_program(seed: int) -> None:
    draw = np.random.default_rng(seed)
    days = draw.integers(0, 900, size=14)
    deals = [deal(float(draw.uniform(0.5, 1)), day=int(day)) for day in days]
    years = np.array([(one.on - min(d.on for d in deals)).days / 365.25 for one in deals])
    slope, _, low, high = theilslopes([one.share for one in deals], years, alpha=0.9)
    found = trend_of(deals)
    assert found is not None
    assert (found.a_year, found.low, found.high) == pytest.approx((slope, low, high))


def test_the_trend_of_many_deals_is_counted_from_a_part_that_order_does_not_move() -> None:
    draw = np.random.default_rng(3)
    days = draw.integers(0, 1_460, size=20_000)  # four years
    shares = 0.9 - 0.03 * days / 365.25 + draw.uniform(-0.05, 0.05, size=20_000)
    deals = [deal(float(share), day=int(day)) for share, day in zip(shares, days, strict=True)]
    found = trend_of(deals)
    assert found is not None
    assert found.drawn_from == 20_000
    # Spread of a mark 0.1/√12 = 0.029, of a day 1.15 years: 0.029 / (1.15·√1500) = 0.00065 a year.
    assert found.a_year == pytest.approx(-0.03, abs=0.002)
    assert found.high - found.low == pytest.approx(2 * 1.645 * 0.00065, rel=0.15)
    assert trend_of(deals[::-1]) == found
    few = trend_of(deals[:MOST_FOR_TREND])
    assert few is not None
    assert few.drawn_from is None


def test_no_trend_out_of_one_day() -> None:
    assert trend_of([deal(0.5 + 0.05 * i, day=7) for i in range(6)]) is None


def test_one_odd_deal_is_named_and_the_others_are_not() -> None:
    deals = [deal(0.84 + 0.01 * (i % 4), day=i) for i in range(10)]
    odd = deal(0.35, day=99)
    assert outliers_of([*deals, odd]) == (odd,)
    assert outliers_of([deal(0.8, day=i) for i in range(6)]) == ()


def test_an_odd_deal_does_not_hide_the_difference_between_groups() -> None:
    no = [deal(0.9 + 0.005 * (i % 3), day=i) for i in range(6)]
    de = [deal(0.7 + 0.005 * (i % 3), day=i, market="DE") for i in range(6)]
    found = {one.key: one.pooled for one in by_group([*no, *de], by=lambda one: one.market)}
    assert found["NO"] - found["DE"] == pytest.approx(0.2, abs=0.01)  # type: ignore[operator]


def test_what_to_expect_is_no_narrower_than_few_deals_allow() -> None:
    shares = [0.80, 0.82, 0.84, 0.86, 0.88]
    found = to_expect([deal(share, day=i) for i, share in enumerate(shares)])
    assert found is not None
    # Median deviation 0.02; s = 0.029652; t(0.9, 4) = 1.5332; x sqrt(1.2) = 0.0498 each way.
    assert (found.p10, found.p50, found.p90) == (0.79, 0.84, 0.89)


@given(st.lists(st.floats(0.01, 1.0), min_size=5, max_size=30))
def test_what_to_expect_rises_and_stays_inside_zero_to_one(shares: list[float]) -> None:
    found = to_expect([deal(share, day=i) for i, share in enumerate(shares)])
    assert found is not None
    assert 0 <= found.p10 <= found.p50 <= found.p90 <= 1


def test_deals_all_alike_still_leave_a_spread() -> None:
    found = to_expect([deal(0.8, day=i) for i in range(7)])
    assert found is not None
    assert (found.p10, found.p50, found.p90) == (0.79, 0.8, 0.81)


def test_small_and_large_part_at_the_median() -> None:
    deals = [deal(0.8, units=units, day=i) for i, units in enumerate((5, 10, 20, 40, 80))]
    cut, group = size_groups(deals)
    assert cut == 20
    assert [group(one) for one in deals] == ["small"] * 3 + ["large"] * 2
