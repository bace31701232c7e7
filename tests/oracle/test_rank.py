"""The optimiser's curse: how much too good the best of many looks, and what shrinkage takes away of it."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from fram.decide.rank import shrunk_means

RUNS = 4000


def _curse(markets: int, *, spread: float = 1.0, level: float = 0.0) -> tuple[float, float]:
    """How far above the truth the winner's mean lies, raw and shrunk, when all markets are equal."""
    rng = np.random.default_rng(markets)
    raw, shrunk = [], []
    for _ in range(RUNS):
        means = level + spread * rng.normal(size=markets)
        made = shrunk_means(means, np.full(markets, spread**2))
        raw.append(means.max() - level)
        shrunk.append(made[means.argmax()] - level)
    return float(np.mean(raw) / spread), float(np.mean(shrunk) / spread)


@pytest.mark.parametrize("markets", [2, 3, 5, 10, 20, 30])
def test_the_raw_winner_is_too_high_by_what_order_statistics_say(markets: int, truth: Path) -> None:
    published = json.loads((truth / "analytic" / "analytic.json").read_text())["optimizers_curse"]["E_max"]
    raw, _ = _curse(markets)
    assert raw == pytest.approx(published[str(markets)], abs=0.05)


def test_shrinkage_takes_most_of_it_away() -> None:
    raw, shrunk = _curse(30)
    assert raw == pytest.approx(2.043, abs=0.05)
    assert 0 <= shrunk < 0.2 * raw


@pytest.mark.parametrize("spread", [0.01, 1e7])
def test_the_unit_of_money_does_not_matter(spread: float) -> None:
    assert _curse(30, spread=spread) == pytest.approx(_curse(30), rel=1e-6)


def test_true_differences_survive() -> None:
    """Markets that truly differ five times more than their errors keep nearly all of it."""
    rng = np.random.default_rng(1)
    true = 5 * rng.normal(size=30)
    means = true + rng.normal(size=30)
    made = shrunk_means(means, np.ones(30))
    assert np.mean((made - true) ** 2) < 1.05 * np.mean((means - true) ** 2)
    assert np.std(made) > 0.9 * np.std(means)


def test_shrinking_comes_nearer_to_the_truth_on_the_whole() -> None:
    rng = np.random.default_rng(2)
    better = []
    for _ in range(300):
        true = rng.normal(size=20)
        means = true + rng.normal(size=20)
        made = shrunk_means(means, np.ones(20))
        better.append(np.mean((means - true) ** 2) - np.mean((made - true) ** 2))
    assert np.mean(better) > 0.2  # theory: half the error variance at equal spreads


def test_the_less_is_known_the_more_is_drawn_in() -> None:
    means = np.array([4.0, 4.0, -1.0, -2.0, 0.0])
    made = shrunk_means(means, np.array([0.1, 0.9, 0.5, 0.5, 0.5]))
    assert made[0] > made[1]
    assert np.all((made <= means.max()) & (made >= means.min()))


def test_by_hand() -> None:
    """Two markets at ±3 with errors 1: spread by moments 18 - 1 = 17, so each keeps 17/18 of its mean."""
    np.testing.assert_allclose(shrunk_means(np.array([3.0, -3.0]), np.ones(2)), [3 * 17 / 18, -3 * 17 / 18])


@pytest.mark.parametrize("shares", [[0, 1, 1], [0, 0, 1], [1e-300, 1, 1]])
def test_a_market_known_for_certain_keeps_its_mean(shares: list[float]) -> None:
    made = shrunk_means(np.array([3e8, 1e6, -2e8]), 1e16 * np.array(shares))
    assert np.all(np.isfinite(made))
    assert made[0] == pytest.approx(3e8, rel=1e-3)


def test_equal_markets_that_are_known_for_certain_break_nothing() -> None:
    made = shrunk_means(np.array([5e6, 5e6, 5e6]), np.array([0.0, 1e12, 1e12]))
    np.testing.assert_allclose(made, 5e6)


def test_one_market_and_no_error_are_left_alone() -> None:
    np.testing.assert_array_equal(shrunk_means(np.array([5.0]), np.ones(1)), [5.0])
    np.testing.assert_array_equal(shrunk_means(np.array([5.0, 1]), np.zeros(2)), [5.0, 1])
