"""The best set under several limits: OR-Library's optima, and every set tried."""

from __future__ import annotations

import itertools
import json
from pathlib import Path

import numpy as np
import pytest

from fram.solve.choice import best_set


def test_the_published_knapsacks(truth: Path) -> None:
    cases = json.loads((truth / "knapsack" / "mknap1.json").read_text())
    assert len(cases) >= 4
    for case in cases:
        chosen = list(best_set(case["profit"], weights=case["weights"], limits=case["capacity"]))
        assert sum(np.take(case["profit"], chosen)) == pytest.approx(case["optimum"]), case["name"]
        used = np.array(case["weights"])[:, chosen].sum(axis=1)
        assert np.all(used <= np.array(case["capacity"]) + 1e-6)


def by_enumeration(values: np.ndarray, weights: np.ndarray, limits: np.ndarray) -> float:
    best = 0.0
    for take in itertools.product((0, 1), repeat=len(values)):
        if np.all(weights @ np.array(take) <= limits):
            best = max(best, float(values @ np.array(take)))
    return best


@pytest.mark.parametrize("seed", range(25))
def test_every_set_tried(seed: int) -> None:
    rng = np.random.default_rng(seed)
    size = int(rng.integers(1, 10))
    values = rng.normal(2e7, 4e7, size)
    weights = np.stack([rng.uniform(0, 9e6, size), np.ones(size)])
    limits = np.array([rng.uniform(0, 2e7), float(rng.integers(1, 4))])
    chosen = list(best_set(values.tolist(), weights=weights.tolist(), limits=limits.tolist()))
    assert np.all(values[chosen] > 0)
    assert np.all(weights[:, chosen].sum(axis=1) <= limits * (1 + 1e-9))
    assert values[chosen].sum() == pytest.approx(by_enumeration(values, weights, limits), rel=1e-9)


def _subsets(values: np.ndarray, weights: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Weight and value of every subset, by rising weight."""
    worth, weight = np.zeros(1), np.zeros(1)
    for v, w in zip(values, weights, strict=True):
        worth, weight = np.concatenate([worth, worth + v]), np.concatenate([weight, weight + w])
    order = np.argsort(weight)
    return weight[order], worth[order]


def by_halves(values: np.ndarray, weights: np.ndarray, limit: float) -> float:
    """The best total under one limit, exactly: every subset of one half with the best that still fits."""
    half = len(values) // 2
    first_weight, first_worth = _subsets(values[:half], weights[:half])
    second_weight, second_worth = _subsets(values[half:], weights[half:])
    best_up_to = np.maximum.accumulate(second_worth)
    fits = np.searchsorted(second_weight, limit - first_weight, side="right") - 1
    return float(np.where(fits >= 0, first_worth + best_up_to[fits], 0.0).max())


def test_the_best_is_found_though_another_comes_within_a_ten_thousandth() -> None:
    """On this one a solver that stops within a ten-thousandth of the best, as HiGHS does by itself, errs."""
    rng = np.random.default_rng(9)
    size = int(rng.integers(15, 40))
    values, weights = 1e6 * (1 + 0.3 * rng.random(size)), 1e6 * (1 + 0.3 * rng.random(size))
    limit = weights.sum() * 0.5
    chosen = list(best_set(values.tolist(), weights=[weights.tolist()], limits=[limit]))
    assert values[chosen].sum() == pytest.approx(by_halves(values, weights, limit), rel=1e-12)
