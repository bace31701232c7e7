"""Newton, Miller and Smith: chances between the four prices, and the prices of most buyers and revenue."""

from __future__ import annotations

import numpy as np
import pytest

from fram.access.price.asked.answers import read_price_answers
from fram.access.price.asked.reach import MOST_PRICES, chances_at, price_points, reach_of

HEAD = "currency,too_cheap,cheap,expensive,too_expensive,buy_cheap,buy_expensive\n"


def test_a_chance_runs_straight_between_the_prices_a_person_named() -> None:
    corners, heights = np.array([[10.0, 20.0, 40.0, 50.0]]), np.array([[0.7, 0.3]])
    prices = np.array([5, 10, 15, 20, 30, 40, 45, 50, 60.0])
    # Up from 0 to .7 over ten, down to .3 over twenty, down to 0 over ten, nothing outside.
    expected = [0, 0, 0.35, 0.7, 0.5, 0.3, 0.15, 0, 0]
    assert chances_at(prices, corners=corners, heights=heights)[0] == pytest.approx(expected)


def test_where_cheap_is_expensive_what_was_said_of_cheap_holds() -> None:
    corners, heights = np.array([[10.0, 20.0, 20.0, 30.0]]), np.array([[0.5, 0.1]])
    assert chances_at(np.array([20.0]), corners=corners, heights=heights)[0, 0] == 0.5


def test_two_people_by_hand() -> None:
    # Alike but for the first price; both .7 at 20 and .7 at 40, falling to nothing at 60.
    found = reach_of(read_price_answers(HEAD + "EUR,10,20,40,60,5,5\nEUR,12,20,40,60,5,5\n"))
    assert found is not None
    assert found.most_reach == 20  # .7 from 20 to 40: the first of equals
    # From 40 to 60 the reach is .7·(60 − p)/20: revenue .035·p·(60 − p) falls from 30 on, so 40 is best.
    assert found.most_revenue == pytest.approx(40)
    assert found.reach.max() == pytest.approx(0.7)
    assert not found.enough.has_point


def test_the_best_revenue_may_lie_between_two_prices_named() -> None:
    # From 10 to 60 the reach is .7·(60 − p)/50: revenue is highest at 30, which nobody named.
    text = HEAD + "EUR,9,10,10,60,5,5\nEUR,8,10,10,60,5,5\n"
    found = reach_of(read_price_answers(text))
    assert found is not None
    assert found.most_revenue == pytest.approx(30)
    grid = np.linspace(5, 65, 6001)
    corners = np.array([[9.0, 10, 10, 60], [8.0, 10, 10, 60]])
    brought = grid * chances_at(grid, corners=corners, heights=np.full((2, 2), 0.7)).mean(axis=0)
    assert grid[brought.argmax()] == pytest.approx(found.most_revenue, abs=0.01)


def test_who_was_not_asked_and_who_never_buys_give_no_reach() -> None:
    assert reach_of(read_price_answers(HEAD + "EUR,10,20,40,60,,\nEUR,12,20,40,60,,\n")) is None
    assert reach_of(read_price_answers(HEAD + "EUR,10,20,40,60,1,1\nEUR,12,20,40,60,1,1\n")) is None


def test_many_prices_are_thinned_out_evenly() -> None:
    corners = np.arange(1.0, 4001.0).reshape(1000, 4)
    points = price_points(corners)
    assert len(points) == MOST_PRICES
    assert (points[0], points[-1]) == (1, 4000)
