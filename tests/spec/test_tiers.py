"""Who stands with whom: small tables of values by draw, and the tiers they give."""

from __future__ import annotations

import numpy as np
import pytest

from fram.decide.rank import Range, chances_best, tiers

# Each row is a market's values in five draws (MNOK), each table is listed best first.
TABLES = {
    "one beats the other in every draw": ([[9, 9, 9, 9, 9], [1, 1, 1, 1, 1]], [1, 2]),
    "in four of five: told apart": ([[9, 9, 9, 9, 0.5], [1, 1, 1, 1, 1]], [1, 2]),
    "in three of five: one tier": ([[9, 9, 9, 0.5, 0.5], [1, 1, 1, 1, 1]], [1, 1]),
    "equal is not better": ([[5, 5, 5, 5, 5], [5, 5, 5, 5, 5]], [1, 1]),
    "the leader speaks for its tier, not its members": (
        [[9, 9, 9, 9, 9], [8, 8, 8, 10, 10], [7, 7, 7, 7, 7], [1, 1, 1, 1, 1]], [1, 1, 2, 3],
    ),
    "a wild one may stand with the leader though a steady one does not": (
        [[5, 5, 5, 5, 5], [4, 4, 4, 4, 4], [0.5, 0.5, 0.5, 9, 9]], [1, 2, 1],
    ),
    "nothing beats it in four of five: below all that it does not": (
        [[9, 9, 9, 9, 9], [60, -1, -1, -1, -1], [1, 1, 1, 1, 1]], [1, 3, 2],
    ),
    "all lose: ranked all the same": ([[-1, -1, -1, -1, -1], [-9, -9, -9, -9, -9]], [1, 2]),
    "alone": ([[3, 3, 3, 3, 3]], [1]),
}  # fmt: skip


@pytest.mark.parametrize("name", TABLES)
def test_tiers(name: str) -> None:
    values, expected = TABLES[name]
    assert tiers(np.array(values, dtype=float), range(len(values))) == expected


def test_the_order_is_given_not_found() -> None:
    values = np.array([[1.0] * 5, [9.0] * 5])
    assert tiers(values, [1, 0]) == [2, 1]


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ([[3, 3, 3, 3], [1, 1, 5, 5]], [0.5, 0.5, 0]),
        ([[3, -3, -3, -3], [1, -1, -5, 5]], [0.25, 0.25, 0.5]),
        ([[-1, -1], [-2, -2]], [0, 0, 1]),
        ([[2, 2]], [1, 0]),
    ],
)
def test_chances_of_being_best_with_nothing_last(values: list[list[float]], expected: list[float]) -> None:
    found = chances_best(np.array(values, dtype=float))
    np.testing.assert_allclose(found, expected)
    assert found.sum() == pytest.approx(1)


def test_a_range_is_its_three_points() -> None:
    assert Range.of(np.arange(101.0)) == Range(p10=10, p50=50, p90=90)
