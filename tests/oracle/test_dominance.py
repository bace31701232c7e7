"""Stochastic dominance where it is known in closed form: normals, uniforms, mean-preserving spreads."""

from __future__ import annotations

import numpy as np
import pytest

from fram.decide.rank import dominance, dominates

DRAWS = 20_000


def normal(mean: float, sd: float, seed: int, draws: int = DRAWS) -> np.ndarray:
    return np.random.default_rng(seed).normal(mean, sd, draws)


@pytest.mark.parametrize("noise", [0.0, 3.0])
@pytest.mark.parametrize(
    ("a", "b", "order"),
    [
        ([1, 2, 3, 4], [0, 1, 2, 3], 1),
        ([1, 2, 3, 4], [1, 2, 3, 4], None),
        ([2, 2, 2, 2], [0, 4, 0, 4], 2),  # the same mean without the risk
        ([0, 4, 0, 4], [2, 2, 2, 2], None),
        ([1, 1, 1, 1], [0, 0, 0, 0], 1),
        ([0, 10, 10, 10], [1, 1, 1, 1], None),  # better on the whole, worse at its worst
    ],
)
def test_by_hand(a: list[float], b: list[float], order: int | None, noise: float) -> None:
    """Each drawn 5,000 times over, so that noise is small beside what is seen."""
    many = [np.tile(np.array(values, float), 5000) for values in (a, b)]
    assert dominates(many[0], many[1], noise=noise) == order


@pytest.mark.parametrize("seed", range(20))
def test_a_shifted_normal_dominates_at_first_order(seed: int) -> None:
    """N(0.3, 1) over N(0, 1): F is lower everywhere. The samples themselves cross in the tails."""
    a, b = normal(0.3, 1, seed), normal(0, 1, 1000 + seed)
    assert dominates(a, b) == 1
    assert dominates(b, a) is None


@pytest.mark.parametrize("seed", range(20))
def test_a_tighter_normal_dominates_at_second_order_only(seed: int) -> None:
    """Normals: second order where the mean is no lower and the spread is less (Hanoch and Levy 1969)."""
    a, b = normal(0.05, 1, seed), normal(0, 1.5, 1000 + seed)
    assert dominates(a, b) == 2
    assert dominates(b, a) is None


@pytest.mark.parametrize("seed", range(20))
def test_more_gain_for_more_risk_is_not_dominance(seed: int) -> None:
    a, b = normal(1, 2, seed), normal(0, 1, 1000 + seed)
    assert dominates(a, b) is None
    assert dominates(b, a) is None


def test_equal_laws_are_seldom_told_apart() -> None:
    """Two samples of one law: fewer than one pair in twenty is said to dominate."""
    found = [dominates(normal(0, 1, 2 * n, 4000), normal(0, 1, 2 * n + 1, 4000)) for n in range(200)]
    assert sum(order is not None for order in found) <= 10


def test_a_rare_disaster_counts() -> None:
    """Better by one in every draw but two in a thousand: neither everybody nor the careful prefer it."""
    b = normal(0, 1, 1)
    a = b + 1
    a[:40] = -5000.0
    assert dominates(a, b) is None
    assert np.mean(a) < np.mean(b)


def test_the_slow_definition_agrees_on_small_samples() -> None:
    """F_a <= F_b at every point of either sample, and the same for the area below the curves."""
    rng = np.random.default_rng(5)
    for _ in range(300):
        a, b = rng.integers(0, 5, 6).astype(float), rng.integers(0, 5, 6).astype(float)
        points = np.unique(np.concatenate([a, b]))
        below = [[np.mean(x <= at) for at in points] for x in (a, b)]
        short = [[np.mean(np.maximum(at - x, 0)) for at in points] for x in (a, b)]
        expected = None
        for order, (mine, other) in ((2, short), (1, below)):
            gaps = np.array(other) - np.array(mine)
            if np.all(gaps >= -1e-12) and np.any(gaps > 1e-12):
                expected = order
        assert dominates(a, b, noise=0) == expected


def test_the_area_against_by_hand() -> None:
    """{0, 10} against {1, 1}: quantiles differ by -1 and +9, so a tenth of the area speaks against."""
    found = dominance(np.array([[0.0, 10.0], [1.0, 1.0]]), noise=0)
    np.testing.assert_allclose(found.against, [[0.5, 0.1], [0.9, 0.5]])
    assert found.order.tolist() == [[0, 0], [0, 0]]
    assert found.almost(share=0.1).tolist() == [[False, True], [False, False]]


def test_the_area_against_of_uniforms() -> None:
    """U(0, 4) against U(1, 2): 4p - (1 + p) is negative below p = 1/3: (1/6) / (1/6 + 2/3) = 1/5."""
    p = (np.arange(DRAWS) + 0.5) / DRAWS
    found = dominance(np.vstack([4 * p, 1 + p]), noise=0)
    assert found.against[0, 1] == pytest.approx(1 / 5, abs=1e-3)


def test_doing_nothing_among_the_options() -> None:
    """A sure loss is dominated by doing nothing, a sure gain dominates it, a gamble neither."""
    gamble = normal(1, 5, 1)
    found = dominance(np.vstack([np.abs(gamble) + 0.1, -np.abs(gamble) - 0.1, gamble, np.zeros(DRAWS)]))
    assert found.order[0, 3] == 1
    assert found.order[3, 1] == 1
    assert found.order[2, 3] == found.order[3, 2] == 0
    assert found.undominated.tolist() == [True, False, False, False]


def test_a_twin_of_many_draws_leaves_money_of_any_unit_alone() -> None:
    values = np.vstack([normal(0.3, 1, 1), normal(0, 1, 2), normal(0.1, 0.5, 3)])
    for unit, level in ((1e-6, 0.0), (1e9, 0.0), (1.0, 1e6)):
        found = dominance(values * unit + level)
        np.testing.assert_array_equal(found.order, dominance(values).order)
