"""The cheapest that opens most: the fast way beside every pair, thinning, and the choice."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from fram.access.study.frontier import choose, frontier, near, thinned

AMOUNTS = st.lists(st.tuples(st.integers(1, 30), st.integers(0, 30)), min_size=1, max_size=60)


def by_pairs(cost: list[float], value: list[float]) -> list[int]:
    """Every option that no other beats, found by comparing all pairs."""
    kept = []
    for i in range(len(cost)):
        better = (
            (cost[j] <= cost[i] and value[j] > value[i])
            or (cost[j] < cost[i] and value[j] >= value[i])
            or (cost[j] == cost[i] and value[j] == value[i] and j < i)
            for j in range(len(cost))
        )
        if value[i] > 0 and not any(better):
            kept.append(i)
    return sorted(kept, key=lambda place: cost[place])


def arrays(pairs: list[tuple[int, int]]) -> tuple[np.ndarray, np.ndarray]:
    cost, value = np.array(pairs, dtype=float).T
    return cost, value


def test_steps_by_hand() -> None:
    #      a   b   c   d   e: b costs more than a for less, d opens no more than c, e opens nothing
    cost = np.array([1.0, 2.0, 3.0, 4.0, 0.5])
    value = np.array([2.0, 1.0, 5.0, 5.0, 0.0])
    assert frontier(cost, value) == [0, 2]
    assert near(2, cost=cost, value=value) == []
    assert near(2, cost=np.array([1, 2, 3, 3.4, 0.5]), value=value) == [3]  # 3.4 is within 1.15 × 3


@given(AMOUNTS)
def test_the_fast_way_is_every_pair(pairs: list[tuple[int, int]]) -> None:
    cost, value = arrays(pairs)
    assert frontier(cost, value) == by_pairs(cost.tolist(), value.tolist())


@given(AMOUNTS)
def test_steps_rise_and_thinning_keeps_the_best(pairs: list[tuple[int, int]]) -> None:
    cost, value = arrays(pairs)
    steps = frontier(cost, value)
    kept = thinned(steps, cost=cost, value=value, least=0.3)
    assert set(kept) <= set(steps)
    assert all(cost[a] < cost[b] and value[a] < value[b] for a, b in pairwise(kept))
    if steps:
        gain = value - cost
        assert max(gain[kept]) == max(gain[steps])


def test_the_choice_surely_opens_most_over_its_cost() -> None:
    cost, value = np.array([1.0, 3.0, 9.0]), np.array([3.0, 7.0, 30.0])
    sure = np.array([2.0, 6.0, 10.0])  # gains 1, 3, 1; by the most they may open 2, 4, 21
    found = choose([0, 1, 2], cost=cost, value=value, sure=sure)
    assert (found.taken, found.more, found.steps) == (1, 2, (0, 1, 2))
    assert choose([0, 1, 2], cost=cost, value=value, sure=sure, budget=2.0).taken == 0
    assert choose([0, 1, 2], cost=cost, value=value, sure=sure, budget=0.5).taken is None


def test_the_choice_stands_among_the_steps_also_where_another_may_open_more() -> None:
    cost, value, sure = np.array([1.0, 2.0, 5.0]), np.array([9.0, 8.0, 20.0]), np.array([0.0, 7.0, 0.0])
    assert frontier(cost, value) == [0, 2]
    found = choose([0, 2], cost=cost, value=value, sure=sure)
    assert (found.taken, found.steps, found.more) == (1, (0, 1, 2), 2)


def test_of_equals_the_cheapest_is_chosen() -> None:
    cost, sure = np.array([3.0, 2.0]), np.array([5.0, 4.0])
    assert choose([1, 0], cost=cost, value=sure, sure=sure).taken == 1


def test_nothing_is_chosen_where_nothing_pays() -> None:
    cost, value = np.array([3.0]), np.array([9.0])
    found = choose([0], cost=cost, value=value, sure=np.array([3.0]))
    assert (found.taken, found.steps, found.more) == (None, (0,), None)
    none = np.array([])
    assert choose([], cost=none, value=none, sure=none).taken is None
    assert thinned([], cost=cost, value=value) == []
