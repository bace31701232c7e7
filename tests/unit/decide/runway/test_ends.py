"""When cash ends and when to start raising: by hand, then what must hold whatever the numbers."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from fram.decide.cash import CONE_DRAWS, cone, own_cash
from fram.decide.runway.ends import (
    ends_of,
    latest_start,
    least_with,
    moment_under,
    months_until,
    most_with,
)
from fram.terms.company import Company, Round
from fram.terms.errors import Refused

# Three draws over four months: falls under 0 in month 3, in month 1, never.
CASH = np.array([[5.0, -1.0, 9.0], [2.0, -2.0, 9.0], [-2.0, -3.0, 9.0], [-6.0, 4.0, 9.0]])


def test_the_first_month_under_the_floor_counts() -> None:
    assert months_until(CASH).tolist() == [3, 1, np.inf]
    assert months_until(CASH, floor=3).tolist() == [2, 1, np.inf]
    assert months_until(CASH, floor=9.5).tolist() == [1, 1, 1]


def test_within_a_month_cash_runs_evenly() -> None:
    # From 2 to -2 in month 3: 0 is crossed half way. From 8 to -1 in month 1: after 8/9 of it.
    assert moment_under(CASH, start=8.0).tolist() == pytest.approx([2.5, 8 / 9, np.inf])


def test_a_share_of_the_draws_reaches_it() -> None:
    values = np.arange(1.0, 11.0)  # nine of ten reach 2, all but one stay at or below 9
    assert least_with(values, 0.9) == 2
    assert most_with(values, 0.9) == 9
    assert least_with(values, 0.5) == 6
    assert most_with(values, 0.5) == 5


@pytest.mark.parametrize("chance", [0.0, 1.0, -0.1, 1.5, float("nan")])
def test_no_chance_outside_nought_and_one(chance: float) -> None:
    with pytest.raises(Refused, match="between 0 and 1"):
        least_with(np.arange(3.0), chance)


def test_the_latest_start_by_hand() -> None:
    # Cash ends in month 13 to 22, raising takes 5 months: slack is 7 to 16, and nine of ten draws have 8.
    found = latest_start(np.arange(13.0, 23.0), np.full(10, 5.0), sure=0.9)
    assert found.months == 8
    assert found.late == 0
    assert found.chance_today == 1
    assert found.comes is not None
    assert found.comes.p50 == 13


def test_too_late_is_said_by_how_many_months() -> None:
    # Ends in month 4 to 13, raising takes 6: slack is -3 to 6; nine of ten have -2; seven of ten 0 or more.
    found = latest_start(np.arange(4.0, 14.0), np.full(10, 6.0), sure=0.9)
    assert found.months == -2
    assert found.late == 2
    assert found.chance_today == pytest.approx(0.7)
    assert found.comes is not None
    assert found.comes.p50 == 6  # counted from today, not from a day that has passed


def test_without_an_end_there_is_no_date() -> None:
    found = latest_start(np.full(10, np.inf), np.full(10, 6.0))
    assert found.months is None
    assert found.comes is None
    assert found.late == 0
    assert found.chance_today == 1


def test_draws_must_pair() -> None:
    with pytest.raises(Refused, match="3 draws"):
        latest_start(np.ones(3), np.ones(4))
    with pytest.raises(Refused, match="no time"):
        latest_start(np.ones(3), -np.ones(3))


def company(*, cash: float = 14e6, burn: float = 1e6, planned: Round | None = None) -> Company:
    return Company(name="Prøve AS", cash_nok=cash, monthly_burn_nok=burn, planned_round=planned)


def test_own_cash_is_the_cone_of_the_plan() -> None:
    planned = Round(amount_nok=20e6, months_from_now=4, chance=0.75)
    one = company(planned=planned)
    ends, shown = ends_of(months_until(own_cash(one, seed=7))), cone(one, [], seed=7)
    assert (ends.p10, ends.p50, ends.p90) == shown.ends
    assert ends.chance == shown.chance_ends


def test_fewer_draws_and_months_are_a_part_of_more() -> None:
    planned = Round(amount_nok=20e6, months_from_now=4, chance=0.75)
    whole = own_cash(company(planned=planned), seed=3)
    part = own_cash(company(planned=planned), seed=3, draws=100, horizon=40)
    assert whole.shape == (120, CONE_DRAWS)
    np.testing.assert_array_equal(part, whole[:40, :100])


def test_no_burn_never_ends() -> None:
    ends = ends_of(months_until(own_cash(company(burn=0.0), seed=1)))
    assert (ends.p10, ends.p50, ends.p90, ends.sure, ends.chance) == (None, None, None, None, 0.0)


AMOUNTS = st.floats(0, 60e6)


@given(cash=AMOUNTS, more=AMOUNTS, burn=st.floats(0, 3e6))
def test_more_cash_never_ends_earlier(cash: float, more: float, burn: float) -> None:
    poor, rich = (own_cash(company(cash=c, burn=burn), seed=1, draws=64) for c in (cash, cash + more))
    assert np.all(months_until(rich) >= months_until(poor))


@given(cash=AMOUNTS, burn=st.floats(0, 3e6), more=st.floats(0, 3e6))
def test_more_burn_never_ends_later(cash: float, burn: float, more: float) -> None:
    slow, fast = (own_cash(company(cash=cash, burn=b), seed=1, draws=64) for b in (burn, burn + more))
    assert np.all(months_until(fast) <= months_until(slow))


SLACK = st.lists(st.tuples(st.integers(1, 120), st.floats(0, 12)), min_size=2, max_size=50)


@given(draws=SLACK, low=st.floats(0.05, 0.95), more=st.floats(0, 0.9))
def test_a_higher_chance_never_starts_later(draws: list[tuple[int, float]], low: float, more: float) -> None:
    ends, takes = (np.array(column, dtype=float) for column in zip(*draws, strict=True))
    high = min(low + more, 0.99)
    early, late = (latest_start(ends, takes, sure=sure).months for sure in (high, low))
    assert early is not None
    assert late is not None
    assert early <= late
    assert float((ends - 1 - takes >= late).mean()) >= low - 1e-9  # the chance asked for is kept


@given(draws=SLACK, floor=st.floats(0, 5e6), lift=st.floats(0, 5e6))
def test_a_higher_floor_never_ends_later(draws: list[tuple[int, float]], floor: float, lift: float) -> None:
    cash = own_cash(company(), seed=len(draws), draws=32)
    assert np.all(months_until(cash, floor=floor + lift) <= months_until(cash, floor=floor))
