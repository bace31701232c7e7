"""The corridor between what a unit costs and what it is worth, with draws small enough to count by hand."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from fram.access.price.corridor import SURE, Corridor

TEN = np.arange(1.0, 11.0)  # 1, 2 … 10


def corridor(*, floor: float = 4, price: float = 6, ceiling: np.ndarray | None = TEN) -> Corridor:
    return Corridor(floor=np.full(10, floor), price=np.full(10, price), ceiling=ceiling)


def test_the_chances_are_counted_draw_by_draw() -> None:
    found = corridor()
    assert found.covers == 1.0  # 6 is never below 4
    assert found.accepted == 0.5  # 6, 7, 8, 9 and 10 of ten
    assert found.is_open == 0.6  # 5 to 10 lie above 4


def test_the_band_runs_from_covering_costs_to_being_worth_it() -> None:
    # The floor is covered in 80 % of draws from its 80th percentile on, 1 + 0.8 * 0.9 = 1.72.
    # Of a worth of 1 to 10, eight in ten lie above 1 + 0.2 * 9 = 2.8.
    found = Corridor(floor=1 + np.arange(10) / 10, price=np.full(10, 2.0), ceiling=TEN)
    assert found.band == pytest.approx((1 + SURE * 0.9, 2.8))


def test_no_band_where_no_price_does_both_surely() -> None:
    assert corridor(floor=3).band is None  # 3 lies above 2.8
    assert corridor(floor=np.inf).band is None


def test_without_a_worth_there_is_a_floor_and_no_more() -> None:
    found = corridor(ceiling=None)
    assert (found.accepted, found.is_open, found.band) == (None, None, None)
    assert found.covers == 1.0


@given(st.floats(0, 20), st.floats(0, 20))
def test_a_higher_price_is_accepted_no_more_often(one: float, other: float) -> None:
    low, high = sorted((one, other))
    assert (corridor(price=low).accepted or 0) >= (corridor(price=high).accepted or 0)
    assert corridor(price=low).covers <= corridor(price=high).covers
