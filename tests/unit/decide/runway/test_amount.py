"""How much to raise: the lowest cash up to a milestone, by hand, and along the plan's own draws."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from fram.decide.cash import CONE_DRAWS
from fram.decide.model.factors import Draws
from fram.decide.model.opportunity import launch_of
from fram.decide.runway.amount import (
    Milestone,
    amounts,
    chance_enough,
    date_milestone,
    milestones_of,
    needed,
)
from fram.terms.errors import Refused
from tests.unit.decide.worlds import LARGE, weighing

# Two draws over four months.
CASH = np.array([[5.0, 5.0], [-3.0, 2.0], [-1.0, -7.0], [-9.0, 1.0]])


def test_what_lifts_the_lowest_cash_to_the_floor() -> None:
    # Up to month 2 the lowest are -3 and 2; up to month 3, -3 and -7.
    assert needed(CASH, np.array([2.0, 2.0])).tolist() == [3, 0]
    assert needed(CASH, np.array([3.0, 3.0])).tolist() == [3, 7]
    assert needed(CASH, np.array([3.0, 3.0]), floor=2).tolist() == [5, 9]


def test_a_broken_month_counts_whole_and_none_lies_past_the_last() -> None:
    assert needed(CASH, np.array([2.1, 99.0])).tolist() == [3, 7]


def test_the_amount_by_chance() -> None:
    # Ten draws burn 1 to 10 a month; the milestone is month 3, the reserve 2: 5 months of burn less 10.
    cash = 10.0 - np.outer(np.arange(1, 13), np.arange(1.0, 11.0))
    found = amounts(cash, Milestone(event="date", at=np.full(10, 3.0)), reserve=2.0, chances=(0.9, 0.5))
    assert found.by_chance == ((0.5, 15.0), (0.9, 35.0))  # 5 x 5 - 10 and 5 x 9 - 10
    assert found.at(0.9) == 35
    assert found.beyond == 0
    assert chance_enough(15.0, needed(cash, np.full(10, 5.0))) == pytest.approx(0.5)


def test_past_the_horizon_is_said() -> None:
    found = amounts(np.zeros((12, 4)), Milestone(event="date", at=np.array([1.0, 5.0, 9.0, 30.0])), reserve=4)
    assert found.beyond == pytest.approx(0.5)


def test_no_reserve_below_nothing() -> None:
    with pytest.raises(Refused, match="reserve"):
        amounts(CASH, date_milestone(2, draws=2), reserve=-1)


def test_milestones_are_the_plans_own_draws() -> None:
    [case] = weighing(LARGE).cases()
    launch = launch_of(case, Draws(5, 0, CONE_DRAWS))
    found = {one.event: one for one in milestones_of(case, seed=5)}
    assert list(found) == ["approval", "first-sale"]  # nobody decides on payment there
    np.testing.assert_array_equal(found["approval"].at, launch.approve_at)
    approved = launch.approve_ok > 0
    np.testing.assert_array_equal(found["first-sale"].at[approved], launch.first_sale[approved])
    np.testing.assert_array_equal(found["first-sale"].at[~approved], launch.approve_at[~approved])
    assert found["approval"].reached == pytest.approx(float(approved.mean()))


PATHS = st.lists(st.floats(-5e6, 3e6), min_size=6, max_size=6)


@given(
    nets=st.lists(PATHS, min_size=2, max_size=20), low=st.floats(0.05, 0.95), more=st.floats(0, 0.9),
    at=st.floats(0, 8), later=st.floats(0, 8),
)  # fmt: skip
def test_more_certainty_and_a_later_day_never_need_less(
    nets: list[list[float]], low: float, more: float, at: float, later: float
) -> None:
    cash = np.cumsum(np.array(nets).T, axis=0)
    high = min(low + more, 0.99)

    def amount(months: float, chance: float) -> float:
        one = date_milestone(months, draws=cash.shape[1])
        return amounts(cash, one, reserve=0, chances=(chance,)).at(chance)

    assert amount(at, high) >= amount(at, low)
    assert amount(at + later, low) >= amount(at, low)
    raised = amount(at, low)
    last = max(int(np.ceil(at)), 1)
    holds = (cash[: min(last, 6)] + raised >= -1e-6).all(axis=0).mean()
    assert holds >= low - 1e-9  # what is raised does what was asked
