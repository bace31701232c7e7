"""The cash of a launch against sums that can be done by hand: annuities, constant income, what is tied up."""

from __future__ import annotations

import numpy as np
import pytest

from fram.decide.model import kernel
from fram.decide.model.cashflow import HORIZON, Launch, outcomes
from tests.generative.launches import PLAIN, RESULTS, Terms, as_launch

STILL: Terms = PLAIN | {
    "approve_at": 0.0, "launch_at": 0.0, "paid_at": 0.0, "first_sale": 0.0, "hire_at": 0.0,
    "approve_chance": 1.0, "pay_chance": 1.0, "units": 100.0, "pace": 1.0, "keep": 1.0, "ramp": 1.0,
    "month_income": 900.0, "month_margin": 600.0, "tied": 0.0, "approval_cost": 0.0, "firm_cost": 0.0,
    "launch_cost": 0.0, "team_cost": 0.0, "market_cost": 0.0, "discount": 1.01**-1,
}  # fmt: skip
"""A launch that sells all its units in its first month and then stands still, at one per cent a month."""


def value(row: Terms) -> float:
    """The value by both twins, which must agree."""
    slow = float(outcomes(as_launch([row]), decide_at=0).value[0])
    fast = float(kernel.simulate(_stacked(row), decide_at=0).value[0, 0])
    assert fast == pytest.approx(slow, rel=1e-12)
    return fast


def _stacked(row: Terms) -> Launch:
    return Launch(**{name: np.array([[number]]) for name, number in row.items()})


def annuity(months: int, rate: float = 0.01) -> float:
    """What one krone at the end of each month is worth today."""
    return (1 - (1 + rate) ** -months) / rate


def test_constant_income_is_an_annuity() -> None:
    assert value(STILL) == pytest.approx(100 * 600 * annuity(HORIZON - 1), rel=1e-12)


def test_a_constant_cost_is_an_annuity_due() -> None:
    """Paid from the first month on; sales begin the month after."""
    row = STILL | {"team_cost": 7_000.0, "market_cost": 3_000.0}
    cost = 10_000 * annuity(HORIZON) * 1.01
    assert value(row) == pytest.approx(100 * 600 * annuity(HORIZON - 1) - cost, rel=1e-12)


def test_without_discount_it_is_a_plain_sum() -> None:
    assert value(STILL | {"discount": 1.0}) == pytest.approx(100 * 600 * (HORIZON - 1), rel=1e-12)


def test_churn_turns_the_annuity_into_a_falling_one() -> None:
    """In use after k months: keep^(k-1); at r a month the sum is geometric with ratio keep / (1 + r)."""
    keep, rate = 0.98, 0.01
    ratio = keep / (1 + rate)
    expected = 100 * 600 / (1 + rate) * (1 - ratio ** (HORIZON - 1)) / (1 - ratio)
    assert value(STILL | {"keep": keep}) == pytest.approx(expected, rel=1e-12)


def test_what_is_tied_up_costs_its_amount_once() -> None:
    """Three months of income go out with the first sale and, for a market that goes on, never come back."""
    tied = 3 * 100 * 900
    assert value(STILL | {"tied": 3.0}) == pytest.approx(value(STILL) - tied / 1.01, rel=1e-12)


def test_one_off_sales_are_sold_once() -> None:
    row = STILL | {"month_margin": 0.0, "month_income": 0.0, "once_margin": 5_000.0, "once_income": 9_000.0}
    assert value(row) == pytest.approx(100 * 5_000 / 1.01, rel=1e-12)


def test_a_slow_rollout_sells_in_the_end_what_a_quick_one_does() -> None:
    row = STILL | {"once_margin": 5_000.0, "month_margin": 0.0, "discount": 1.0, "ramp": 0.2}
    assert value(row) == pytest.approx(100 * 5_000, rel=1e-9)


def test_a_funnel_that_wins_evenly() -> None:
    """One unit in a hundred each month for 50 months: a growing annuity, then a constant one."""
    row = STILL | {"pace": 0.02}
    month = np.arange(HORIZON)
    expected = (600 * np.minimum(2.0 * month, 100.0) * 1.01**-month).sum()
    assert value(row) == pytest.approx(expected, rel=1e-12)


def test_chances_weigh_what_they_decide() -> None:
    """Half the approvals fail at once, and two thirds of the payers say no where one in ten buys without."""
    row = STILL | {"approve_chance": 0.5, "pay_chance": 1 / 3, "unpaid_share": 0.1}
    assert value(row) == pytest.approx(value(STILL) * 0.5 * (1 / 3 + 2 / 3 * 0.1), rel=1e-12)


def test_what_is_kept_takes_24_bytes() -> None:
    found = kernel.simulate(_stacked(STILL), decide_at=0)
    assert sum(getattr(found, name).itemsize for name in RESULTS) == 24
