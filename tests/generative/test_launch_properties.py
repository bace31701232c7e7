"""What must hold of any launch: more is more, later is later, and what fails earns nothing."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks import scalar
from fram.decide.model.cashflow import HORIZON, STOP_AFTER, monthly_cash, outcomes
from tests.generative.launches import PLAIN, Terms, as_launch, blocks, plain_launch

MORE = st.floats(1.01, 5)
BARE = {"keep": 1.0, "ramp": 1.0, "tied": 0.0, "firm_cost": 0.0, "market_cost": 0.0}
"""Nothing lost, nothing late, nothing tied up, no small costs: what is left can be worked out by hand."""
ROWS = blocks(1).map(lambda rows: rows[0])
COSTS = ("approval_cost", "firm_cost", "launch_cost", "team_cost", "market_cost")


def _result(row: Terms, name: str) -> float:
    return float(getattr(outcomes(as_launch([row]), decide_at=4), name)[0])


def _slack(row: Terms) -> float:
    cash = scalar.flows(row, approved=True, paid=True)
    return 1e-9 * sum(map(abs, cash)) + 1e-6


@settings(max_examples=40)
@given(row=ROWS, more=st.floats(1, 1e4))
def test_a_higher_margin_is_never_worth_less(row: Terms, more: float) -> None:
    # With a margin at the sale the new units of a month may fall later on, so only a running one is sure.
    row = row | {"once_margin": 0.0}
    richer = row | {"month_margin": row["month_margin"] + more}
    for name in ("value", "npv", "lowest_cash"):
        assert _result(richer, name) >= _result(row, name) - _slack(richer)


@settings(max_examples=40)
@given(row=ROWS, which=st.sampled_from(COSTS), more=MORE)
def test_a_higher_cost_is_never_worth_more(row: Terms, which: str, more: float) -> None:
    row = row | {"once_margin": 0.0}
    dearer = row | {which: row[which] * more + 1}
    for name in ("value", "npv"):
        assert _result(dearer, name) <= _result(row, name) + _slack(dearer)


@settings(max_examples=30)
@given(row=ROWS)
def test_without_approval_nothing_is_sold(row: Terms) -> None:
    row = row | {"approve_ok": 0.0}
    assert _result(row, "first_revenue") == HORIZON
    assert _result(row, "npv") <= 0
    cash = monthly_cash(as_launch([row]), approved=np.zeros(1), paid=np.zeros(1))[:, 0]
    assert np.all(cash <= 0)
    assert np.all(cash[math.ceil(row["approve_at"]) + 1 :] == 0)


@settings(max_examples=30)
@given(row=ROWS)
def test_without_payment_and_other_buyers_nothing_is_sold(row: Terms) -> None:
    row = row | {"pay_ok": 0.0, "unpaid_share": 0.0}
    assert _result(row, "first_revenue") == HORIZON
    assert _result(row, "npv") <= 0


@settings(max_examples=30)
@given(row=ROWS)
def test_value_is_npv_where_luck_has_no_say(row: Terms) -> None:
    sure = row | {"approve_chance": row["approve_ok"], "pay_chance": row["pay_ok"]}
    assert _result(sure, "value") == pytest.approx(_result(sure, "npv"), abs=_slack(sure))


@settings(max_examples=30)
@given(row=ROWS)
def test_value_is_the_mean_of_npv_over_luck(row: Terms) -> None:
    """By enumeration of the four ways luck may fall."""
    expected = sum(
        (row["approve_chance"] if approve else 1 - row["approve_chance"])
        * (row["pay_chance"] if pay else 1 - row["pay_chance"])
        * _result(row | {"approve_ok": approve, "pay_ok": pay}, "npv")
        for approve in (0.0, 1.0)
        for pay in (0.0, 1.0)
    )
    assert _result(row, "value") == pytest.approx(expected, abs=4 * _slack(row))


@settings(max_examples=30)
@given(row=ROWS)
def test_payback_is_the_first_month_after_which_cash_stays_up(row: Terms) -> None:
    cash = scalar.flows(row, approved=row["approve_ok"] > 0, paid=row["approve_ok"] * row["pay_ok"] > 0)
    total = np.cumsum(cash)
    if np.any((np.abs(total) < 1e-7 * np.abs(cash).max()) & (total != 0)):
        return  # on the very edge the last bits decide
    payback = int(_result(row, "payback"))
    assert np.all(total[payback:] >= 0)
    assert payback == 0 or total[payback - 1] < 0


def test_payback_needs_cash_to_stay_up() -> None:
    """Sold once: cash comes back, then the team eats it again; only the last return counts."""
    quick = BARE | {"month_margin": 0.0, "once_margin": 60_000.0, "p": 0.05, "q": 0.2, "team_cost": 500_000.0}
    row = PLAIN | quick
    total = np.cumsum(scalar.flows(row, approved=True, paid=True))
    assert total.max() > 0 > total[-1]
    assert _result(row, "payback") == HORIZON


def test_a_market_that_does_not_carry_itself_is_given_up() -> None:
    poor = PLAIN | {"month_margin": 100.0}
    cash = monthly_cash(as_launch([poor]), approved=np.ones(1), paid=np.ones(1))[:, 0]
    review = math.ceil(poor["first_sale"]) + STOP_AFTER
    assert cash[review] < 0
    in_use = scalar.usage(poor)[review][0]
    # What was still owed by buyers comes in the month after; then there is nothing left.
    assert cash[review + 1] == pytest.approx(in_use * poor["month_income"] * poor["tied"])
    assert np.all(cash[review + 2 :] == 0)


def test_churn_takes_its_part_each_month() -> None:
    """All ordered and in use at once, then only lost: a geometric row."""
    row = PLAIN | {"pace": 1.0, "keep": 0.9, "ramp": 1.0, "first_sale": 0.0, "units": 1000.0}
    in_use = [units for units, _ in scalar.usage(row)]
    assert in_use[0] == 0
    np.testing.assert_allclose(in_use[1:20], 1000 * 0.9 ** np.arange(19))


def test_a_funnel_orders_evenly_and_the_rollout_lags_behind() -> None:
    row = PLAIN | {"pace": 0.05, "keep": 1.0, "ramp": 1 - math.exp(-1 / 6), "first_sale": 0.0, "units": 100.0}
    in_use = np.array([units for units, _ in scalar.usage(row)])
    assert np.all(np.diff(in_use) >= 0)
    assert np.all(in_use[1:20] < 5 * np.arange(1, 20))
    assert in_use[-1] == pytest.approx(100, rel=1e-4)
    # An exponential lag of six months leaves six months of orders waiting, once it has settled.
    assert 5 * 20 - in_use[20] == pytest.approx(5 / row["ramp"] * (1 - row["ramp"]), rel=0.1)


def test_a_market_that_carries_itself_goes_on() -> None:
    cash = monthly_cash(plain_launch(**BARE), approved=np.ones(1), paid=np.ones(1))[:, 0]
    assert np.all(cash[math.ceil(PLAIN["first_sale"]) + STOP_AFTER :] > 0)


def test_costs_fall_where_the_description_puts_them() -> None:
    row = PLAIN | BARE | {"units": 0.0}
    cash = monthly_cash(as_launch([row]), approved=np.ones(1), paid=np.ones(1))[:, 0]
    approval, launch = 1_200_000 / 10, 600_000 / 12
    assert cash[0] == pytest.approx(-approval - launch)
    assert cash[9] == pytest.approx(-approval - launch)
    assert cash[10] == pytest.approx(-launch)
    assert cash[12] == pytest.approx(0)
    assert cash[15] == pytest.approx(0)
    assert cash[16] == pytest.approx(-PLAIN["team_cost"])
    assert -cash[:16].sum() == pytest.approx(1_800_000)


@pytest.mark.parametrize(("p", "q", "month"), [(0.03, 0.38, 10), (0.01, 0.0, 50), (0.0016, 0.033, 100)])
def test_units_in_use_follow_bass(p: float, q: float, month: int) -> None:
    """Against the closed form, and against the differential equation it solves: f = (p + qF)(1 - F)."""
    months = ("first_sale", "hire_at", "approve_at", "launch_at", "paid_at")
    row = PLAIN | BARE | dict.fromkeys((*months, *COSTS), 0.0)
    row |= {"units": 1.0, "month_margin": 1.0, "p": p, "q": q}
    share = monthly_cash(as_launch([row]), approved=np.ones(1), paid=np.ones(1))[:, 0]
    closed = (1 - math.exp(-(p + q) * month)) / (1 + q / p * math.exp(-(p + q) * month))
    assert share[month] == pytest.approx(closed, rel=1e-12)
    steps = 2000 * month
    numeric = 0.0
    for _ in range(steps):
        numeric += (p + q * numeric) * (1 - numeric) * month / steps
    assert share[month] == pytest.approx(numeric, rel=1e-3)
