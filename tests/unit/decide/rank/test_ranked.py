"""Every measure of a ranking against what is known of normals, and what ties do to it."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.special import ndtr, ndtri

from fram.decide.model.cashflow import HORIZON, Outcomes
from fram.decide.rank import Range, chances_best, rank, tiers

DRAWS = 100_000
Z90 = float(ndtri(0.9))  # 1.2816


def outcomes(values: np.ndarray, *, first: float = 12.0) -> Outcomes:
    """Outcomes whose value is also the value as luck falls; the rest is the same everywhere."""
    flat = np.ones_like(values)
    return Outcomes(
        npv=values, value=values, lowest_cash=-2e6 * flat, payback=30 * flat, first_revenue=first * flat,
        early_spend=1e6 * flat,
    )  # fmt: skip


def normals(*pairs: tuple[float, float], seed: int = 1) -> np.ndarray:
    rng = np.random.default_rng(seed)
    return np.vstack([rng.normal(mean, sd, DRAWS) for mean, sd in pairs])


def test_a_normal_market_has_the_points_and_chances_of_its_law() -> None:
    """N(3, 2): P10 and P90 at 3 -/+ 1.2816 x 2, loss where z < -1.5: 6.7 %."""
    (found,) = rank(["SE"], outcomes(normals((3, 2))), error_variances=np.zeros(1))
    assert found.mean == pytest.approx(3, abs=0.03)
    assert (found.npv.p10, found.npv.p50, found.npv.p90) == pytest.approx(
        (3 - 2 * Z90, 3, 3 + 2 * Z90), abs=0.04
    )
    assert found.chance_loss == pytest.approx(float(ndtr(-1.5)), abs=0.003)
    assert found.chance_worth_it == pytest.approx(float(ndtr(1.5)), abs=0.003)
    assert found.shrunk == found.mean


@pytest.mark.parametrize("count", [2, 5, 30])
def test_equal_markets_far_above_nothing_are_best_equally_often(count: int) -> None:
    best = chances_best(normals(*[(100, 1)] * count))
    np.testing.assert_allclose(best[:-1], 1 / count, atol=0.006)
    assert best[-1] == 0


def test_one_market_against_another_and_nothing() -> None:
    """N(1, 1) and N(0, 1): the first is the better with P(z < 1 / sqrt 2) = 0.760; nothing is best where both
    are below zero: P(z < -1) P(z < 0) = 0.0793."""
    values = normals((1, 1), (0, 1))
    assert np.mean(values[0] > values[1]) == pytest.approx(float(ndtr(1 / 2**0.5)), abs=0.005)
    assert chances_best(values)[-1] == pytest.approx(float(ndtr(-1.0)) / 2, abs=0.003)


def test_the_best_of_thirty_equals_looks_two_spreads_too_good_and_is_mended() -> None:
    """30 markets worth nothing, each known to one spread: E max = 2.043 (order statistics)."""
    rng = np.random.default_rng(30)
    raw, mended = [], []
    for _ in range(400):
        means = rng.normal(size=30)
        values = np.repeat(means[:, None], 4, axis=1)
        ranked = rank([f"M{n:02}" for n in range(30)], outcomes(values), error_variances=np.ones(30))
        raw.append(max(one.mean for one in ranked))
        mended.append(max(one.shrunk for one in ranked))
    assert np.mean(raw) == pytest.approx(2.043, abs=0.1)
    assert 0 <= np.mean(mended) < 0.35


def test_ties_are_shared_whatever_the_order() -> None:
    """A market that is there twice halves its own chance and no other's."""
    values = normals((1, 1), (0.5, 1), (-1, 2))
    once = chances_best(values)
    twice = chances_best(values[[0, 1, 1, 2]])
    np.testing.assert_allclose(twice, [once[0], once[1] / 2, once[1] / 2, *once[2:]])
    np.testing.assert_allclose(chances_best(values[[1, 2, 1, 0]]), twice[[1, 3, 2, 0, 4]])
    assert twice.sum() == pytest.approx(1)


def test_a_market_worth_exactly_nothing_is_never_best() -> None:
    assert chances_best(np.zeros((2, 10))).tolist() == [0, 0, 1]


def test_tiers_tell_apart_at_eighty_of_a_hundred() -> None:
    """Ahead in 79 of 100 draws the leader shares its tier, in 80 it does not."""
    leader = np.full(100, 2.0)
    for ahead, together in ((79, [1, 1]), (80, [1, 2])):
        other = np.where(np.arange(100) < ahead, 1.0, 3.0)
        assert tiers(np.vstack([leader, other]), [0, 1]) == together


def test_what_doing_nothing_beats_stands_below() -> None:
    sure, poor = np.full(100, 2.0), np.where(np.arange(100) < 80, -1.0, 50.0)
    assert tiers(np.vstack([poor, sure]), [0, 1]) == [2, 1]


def test_money_is_told_as_a_need_and_never_is_none() -> None:
    (found,) = rank(["SE"], outcomes(np.ones((1, 10)), first=HORIZON), error_variances=np.zeros(1))
    assert found.cash_need == Range(p10=2e6, p50=2e6, p90=2e6)
    assert found.first_sale is None
    assert found.chance_sale == 0
