"""SMAA against closed forms on the weight simplex, and against a slow twin that counts one by one."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from fram.decide.rank import Preference, dense_ranks, smaa, weights_of
from fram.decide.rank.weights import SWEEPS

DRAWS = 100_000
WITHIN = 3 * (0.25 / DRAWS) ** 0.5  # three standard errors of a share of a half
CASES = ("two_criteria", "three_criteria", "three_criteria_t04")


def certain(utilities: Any, weights: np.ndarray) -> np.ndarray:
    """First-rank acceptability of options (rows) whose utilities by criterion are known for certain."""
    drawn = [np.repeat(column[:, None], weights.shape[1], axis=1) for column in np.array(utilities, float).T]
    return smaa(drawn, weights).ranks[:, 0]


def anyhow(count: int, *, seed: int = 1) -> np.ndarray:
    return weights_of(Preference.any_of([f"c{at}" for at in range(count)]), seed=seed, draws=DRAWS)


@pytest.mark.parametrize("name", CASES)
def test_first_ranks_of_the_published_cases(name: str, truth: Path) -> None:
    case = json.loads((truth / "mcda" / "smaa.json").read_text())[name]
    found = certain(case["utilities"], anyhow(len(case["utilities"][0])))
    np.testing.assert_allclose(found, case["rank1"], atol=WITHIN)


@pytest.mark.parametrize("height", [0.4, 0.5, 0.6, 0.9])
def test_a_middling_option_of_two_criteria(height: float) -> None:
    """(1, 0), (0, 1) and (h, h): the last is first where 1 - h < w < h, so over 2h - 1 of the segment."""
    found = certain([[1, 0], [0, 1], [height, height]], anyhow(2))
    middle = max(2 * height - 1, 0)
    np.testing.assert_allclose(found, [(1 - middle) / 2, (1 - middle) / 2, middle], atol=WITHIN)


@pytest.mark.parametrize("height", [0.4, 0.5, 0.7])
def test_a_middling_option_of_three_criteria(height: float) -> None:
    """First with criterion i where w_i > h: a corner of area (1 - h)^2 (h >= 1/2), less overlaps below."""
    found = certain([*np.eye(3), [height] * 3], anyhow(3))
    corner = (1 - height) ** 2 if height >= 0.5 else 0.32  # at 0.4: (1 - 0.2^2) / 3, the middle is (1 - 3h)^2
    np.testing.assert_allclose(found, [corner] * 3 + [1 - 3 * corner], atol=WITHIN)


def test_weights_are_uniform_on_the_simplex() -> None:
    """Dirichlet(1, 1, 1, 1): mean 1/4, variance 3/80, P(w > x) = (1 - x)^3."""
    weights = anyhow(4)
    np.testing.assert_allclose(weights.sum(axis=0), 1)
    np.testing.assert_allclose(weights.mean(axis=1), 0.25, atol=0.003)
    np.testing.assert_allclose(weights.var(axis=1), 3 / 80, rtol=0.03)
    np.testing.assert_allclose((weights > 0.5).mean(axis=1), 0.125, atol=WITHIN)


def test_an_order_of_importance_has_the_rank_order_centroid_as_its_mean() -> None:
    """Uniform where w1 >= w2 >= w3: the mean is (1 + 1/2 + 1/3, 1/2 + 1/3, 1/3) / 3 (Barron 1992)."""
    weights = weights_of(Preference.in_order(["a", "b", "c"]), seed=1, draws=DRAWS)
    assert np.all(np.diff(weights, axis=0) <= 0)
    np.testing.assert_allclose(weights.mean(axis=1), [11 / 18, 5 / 18, 2 / 18], atol=0.002)


@pytest.mark.parametrize("is_ordered", [False, True])
def test_a_walk_within_limits_ends_where_throwing_away_does(is_ordered: bool) -> None:
    """The same law as drawing from the whole simplex and keeping what fits: means, spreads, quartiles."""
    limits = {"a": (0.2, 0.6), "b": (0.1, 0.5), "c": (0.0, 0.3), "d": (0.05, 1.0)}
    walked = weights_of(Preference.within(limits, is_ordered=is_ordered), seed=3, draws=DRAWS)
    thrown = np.hstack([anyhow(4, seed=seed) for seed in range(20)])
    low, high = np.array(list(limits.values())).T
    fits = np.all((thrown >= low[:, None]) & (thrown <= high[:, None]), axis=0)
    kept = thrown[:, fits & (np.all(np.diff(thrown, axis=0) <= 0, axis=0) if is_ordered else True)]
    assert kept.shape[1] > 5_000
    np.testing.assert_allclose(walked.sum(axis=0), 1)
    assert np.all((walked >= low[:, None] - 1e-12) & (walked <= high[:, None] + 1e-12))
    error = 4 * np.sqrt(kept.var(axis=1) * (1 / kept.shape[1] + 1 / DRAWS))
    assert np.all(np.abs(walked.mean(axis=1) - kept.mean(axis=1)) < error)
    levels = (0.25, 0.5, 0.75)
    np.testing.assert_allclose(
        np.quantile(walked, levels, axis=1), np.quantile(kept, levels, axis=1), atol=0.01
    )


def test_a_narrow_room_is_filled_at_once() -> None:
    """Nothing is thrown away: a room of a millionth of the simplex costs no more than a wide one."""
    limits = {"a": (0.5, 0.501), "b": (0.2, 0.201), "c": (0.1, 0.101), "d": (0.19, 0.21)}
    weights = weights_of(Preference.within(limits), seed=1, draws=2000)
    assert SWEEPS < 100
    np.testing.assert_allclose(weights.mean(axis=1)[:3], [0.5005, 0.2005, 0.1005], atol=1e-4)


def enumerated(utilities: list[np.ndarray], weights: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Ranks, central weights and confidence, one draw and one option at a time."""
    options, draws = utilities[0].shape

    def scores(draw: int, weight: np.ndarray) -> list[float]:
        return [sum(w * u[o, draw] for w, u in zip(weight, utilities, strict=True)) for o in range(options)]

    ranks = np.zeros((options, options))
    central = np.zeros((options, len(weights)))
    for draw in range(draws):
        found = scores(draw, weights[:, draw])
        for option in range(options):
            better = {other for other in found if other > found[option] + 1e-9}
            ranks[option, len({round(one, 9) for one in better})] += 1
            if not better:
                central[option] += weights[:, draw]
    with np.errstate(invalid="ignore"):
        central /= ranks[:, :1]
    confidence = np.full(options, np.nan)
    for option in np.flatnonzero(ranks[:, 0]):
        tops = [scores(draw, central[option]) for draw in range(draws)]
        confidence[option] = np.mean([found[option] >= max(found) - 1e-9 for found in tops])
    return ranks / draws, central, confidence


@pytest.mark.parametrize("seed", range(5))
def test_fast_and_slow_agree(seed: int) -> None:
    rng = np.random.default_rng(seed)
    utilities = [rng.normal(size=(5, 1)) + rng.normal(size=(5, 200)) for _ in range(3)]
    for one in utilities:
        one[4] = one[2]  # a twin: ties in every draw
    weights = weights_of(Preference.any_of(["x", "y", "z"]), seed=seed, draws=200)
    found = smaa(utilities, weights)
    ranks, central, confidence = enumerated(utilities, weights)
    np.testing.assert_allclose(found.ranks, ranks)
    np.testing.assert_allclose(found.central, central)
    np.testing.assert_allclose(found.confidence, confidence)


def test_a_confidence_factor_by_hand() -> None:
    """Two options, one criterion each: 1 against N(0, 1) is first wherever the draw lies below 1 for sure."""
    rng = np.random.default_rng(4)
    noise = rng.normal(size=DRAWS)
    utilities = [np.vstack([np.zeros(DRAWS), noise])]
    found = smaa(utilities, np.ones((1, DRAWS)))
    np.testing.assert_allclose(found.ranks[0, 0], np.mean(noise <= 0))
    np.testing.assert_allclose(found.confidence, [np.mean(noise <= 0), np.mean(noise >= 0)], atol=1e-8)


def test_ranks_with_ties_follow_on() -> None:
    np.testing.assert_array_equal(dense_ranks(np.array([[3.0], [5.0], [5.0], [1.0]]))[:, 0], [2, 1, 1, 3])


def test_the_holistic_index_by_hand() -> None:
    """Two options, first in three of four draws: 3/4 + 1/4 x 1/2 = 0.875 and 1/4 + 3/4 x 1/2 = 0.625."""
    utilities = [np.array([[1.0, 1, 1, 0], [0, 0, 0, 1]])]
    np.testing.assert_allclose(smaa(utilities, np.ones((1, 4))).holistic, [0.875, 0.625])
