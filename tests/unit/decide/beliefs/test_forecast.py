"""What a fitted Bass curve says of the peak and the periods to come."""

from __future__ import annotations

import math

import numpy as np
import pytest

from fram.decide.beliefs.forecast import outlook, regression_1969
from fram.decide.history import BassFit, bass_share, fit_bass
from fram.terms.errors import Refused


def sold(p: float, q: float, m: float, *, periods: int) -> np.ndarray:
    return m * np.diff(bass_share(np.arange(periods + 1.0), p=p, q=q))


def test_sales_on_the_curve_go_on_along_it() -> None:
    """p 0.03, q 0.38, m 1,000: the peak at ln(q/p)/(p+q) = 6.19 with m(p+q)²/4q = 110.6 a period."""
    whole = sold(0.03, 0.38, 1000, periods=14)
    seen = outlook(fit_bass(whole[:10]), whole[:10], periods=4)
    assert seen.peak_time == pytest.approx(math.log(0.38 / 0.03) / 0.41, rel=1e-6)
    assert seen.peak_rate == pytest.approx(1000 * 0.41**2 / (4 * 0.38), rel=1e-6)
    assert [one.p50 for one in seen.ahead] == pytest.approx(list(whole[10:]), rel=1e-5)
    assert [one.period for one in seen.ahead] == [11, 12, 13, 14]
    assert seen.ahead[-1].share == pytest.approx(whole.sum() / 1000, rel=1e-6)
    assert seen.noise < 1e-3


def test_a_decline_from_the_start_has_its_peak_there() -> None:
    fit = BassFit(p=0.3, q=0.1, m=100, se=(0.1, 0.1, 10), rss=4.0)
    seen = outlook(fit, sold(0.3, 0.1, 100, periods=8), periods=1)
    assert (seen.peak_time, seen.peak_rate) == (0.0, 30.0)


@pytest.mark.parametrize("form", ["interval", "density"])
def test_four_of_five_next_periods_lie_between_p10_and_p90(form) -> None:
    """300 noisy histories of 12 periods: the next one lies within the range in about 80 %."""
    dice = np.random.Generator(np.random.Philox(7))
    whole = sold(0.02, 0.45, 5000, periods=13)
    inside = []
    for _ in range(300):
        noisy = np.maximum(whole + dice.normal(0, 20, 13), 0)
        ahead = outlook(fit_bass(noisy[:12], form=form), noisy[:12], form=form, periods=1).ahead[0]
        inside.append(ahead.p10 <= noisy[12] <= ahead.p90)
    assert 0.74 < np.mean(inside) < 0.88


def test_the_regression_of_1969_on_sales_that_follow_it() -> None:
    """Sales made by S = a + bY + cY² with p 0.02, q 0.5, m 1,000: a 20, b 0.48, c -0.0005."""
    sales, before = [], 0.0
    for _ in range(12):
        sales.append(20 + 0.48 * before - 0.0005 * before**2)
        before += sales[-1]
    assert regression_1969(np.array(sales)) == pytest.approx((0.02, 0.5, 1000), rel=1e-6)
    with pytest.raises(Refused, match="do not bend"):
        regression_1969(2.0 ** np.arange(8))
    with pytest.raises(Refused, match="too few"):
        regression_1969(np.array([1.0, 2.0]))


def test_periods_that_cannot_be_asked_for() -> None:
    sales = sold(0.03, 0.38, 1000, periods=8)
    for periods in (0, 61):
        with pytest.raises(Refused, match="periods ahead"):
            outlook(fit_bass(sales), sales, periods=periods)
