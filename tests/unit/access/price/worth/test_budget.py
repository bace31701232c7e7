"""Budget impact: the arithmetic example, its ranges, and payers' tests."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from fram.access.price.worth.budget import Mix, added_cost, per_member_month, replaced, strain
from fram.terms.errors import Refused

# A million insured, 2 % ill, half of them eligible: 10,000 people.
PEOPLE = np.full(3, 1_000_000 * 0.02 * 0.5)


def test_the_vector_worked_by_hand() -> None:
    with_it, without = replaced([0.05, 0.10, 0.20])
    # 300 a person, of which 120 is spared elsewhere; today's care costs nothing more: 180 net
    found = added_cost(PEOPLE, with_it=with_it, without=without, costs=np.array([300.0 - 120, 0.0]))
    # 10,000 x 5 % x 180 = 90,000, then twice and four times that
    assert found == pytest.approx([90_000, 180_000, 360_000])
    # 90,000 / 1,000,000 / 12 months
    assert per_member_month(found, members=1_000_000) == pytest.approx([0.0075, 0.0150, 0.0300])


def test_three_options_that_lose_unevenly() -> None:
    with_it = Mix(shares=np.array([[0.2, 0.5, 0.3]]))
    without = Mix(shares=np.array([[0.0, 0.6, 0.4]]))
    found = added_cost(
        np.array([100.0]), with_it=with_it, without=without, costs=np.array([50.0, 20.0, 10.0])
    )
    # 100 x (0.2 x 50 - 0.1 x 20 - 0.1 x 10) = 100 x 7
    assert found == pytest.approx([700])


def test_two_options_of_today_lose_in_equal_parts() -> None:
    with_it, without = replaced([0.4], today=2)
    assert with_it.shares.tolist() == [[0.4, 0.3, 0.3]]
    assert without.shares.tolist() == [[0.0, 0.5, 0.5]]


def test_draws_of_people_and_costs_keep_their_place() -> None:
    with_it, without = replaced([0.1, 0.2])
    people = np.array([[1000.0, 2000.0], [1000.0, 2000.0]])
    costs = np.array([[100.0, 200.0], [0.0, 50.0]])
    found = added_cost(people, with_it=with_it, without=without, costs=costs)
    # Year one: 1,000 x 0.1 x 100 and 2,000 x 0.1 x 150; year two twice that
    assert found == pytest.approx(np.array([[10_000, 30_000], [20_000, 60_000]]))
    one_cost = added_cost(people, with_it=with_it, without=without, costs=np.array([100.0, 0.0]))
    assert one_cost == pytest.approx(np.array([[10_000, 20_000], [20_000, 40_000]]))
    one_crowd = added_cost(np.array([1000.0, 1000.0]), with_it=with_it, without=without, costs=costs)
    assert one_crowd == pytest.approx(np.array([[10_000, 15_000], [20_000, 30_000]]))


def test_a_test_looks_at_the_costliest_of_its_years() -> None:
    added = np.array([[10e6, 10e6], [30e6, 19e6], [90e6, 90e6]])
    found = strain(added, limit=20e6, years=2)
    assert (found.chance, found.years) == (0.5, 2)  # 30 over and 19 under; the third year is not looked at
    assert strain(added, limit=20e6, years=5).chance == 1
    assert strain(np.array([10e6, 30e6]), limit=40e6, years=3).chance == 0


def test_exactly_the_limit_is_not_over_it() -> None:
    assert strain(np.array([40e6]), limit=40e6, years=3).chance == 0


@pytest.mark.parametrize(
    "shares", [[[0.6, 0.6]], [[-0.1, 0.5]], [[float("nan"), 0.5]], np.zeros((6, 2)), np.zeros((0, 2))]
)
def test_a_mix_that_is_none_is_refused(shares: object) -> None:
    with pytest.raises(Refused):
        Mix(shares=np.array(shares))


def test_what_does_not_fit_together_is_refused() -> None:
    with_it, without = replaced([0.1, 0.2])
    with pytest.raises(Refused, match="as many costs"):
        added_cost(PEOPLE[:2], with_it=with_it, without=without, costs=np.array([1.0]))
    with pytest.raises(Refused, match="counts of people"):
        added_cost(PEOPLE, with_it=with_it, without=without, costs=np.array([1.0, 2.0]))
    with pytest.raises(Refused, match="insured"):
        per_member_month(PEOPLE, members=0)


@given(st.lists(st.floats(0, 1), min_size=1, max_size=5), st.floats(0, 1e4), st.floats(0, 1e4))
def test_a_product_as_dear_as_todays_care_adds_nothing(
    uptake: list[float], people: float, cost: float
) -> None:
    with_it, without = replaced(uptake)
    crowd = np.full(len(uptake), people)
    found = added_cost(crowd, with_it=with_it, without=without, costs=np.array([cost, cost]))
    assert found == pytest.approx(np.zeros(len(uptake)), abs=1e-6)
