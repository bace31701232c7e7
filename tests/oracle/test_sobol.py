"""Sobol indices against closed forms: Ishigami, the G function, a sum."""

from __future__ import annotations

import json
import math
from pathlib import Path

import numpy as np
import pytest

from fram.decide.worth_knowing import sobol
from fram.terms.errors import Refused


def ishigami(uniform: np.ndarray) -> np.ndarray:
    x1, x2, x3 = (2 * uniform - 1) * math.pi
    return np.sin(x1) + 7 * np.sin(x2) ** 2 + 0.1 * x3**4 * np.sin(x1)


def test_ishigami(truth: Path) -> None:
    published = json.loads((truth / "sobol" / "sobol.json").read_text())["ishigami"]
    found = sobol(ishigami, inputs=3, draws=8192)
    np.testing.assert_allclose(found.first[0], published["S1"], atol=0.015)
    np.testing.assert_allclose(found.total[0], published["ST"], atol=0.015)


def test_the_g_function(truth: Path) -> None:
    published = json.loads((truth / "sobol" / "sobol.json").read_text())["sobol_g"]
    a = np.array(published["a"])[:, None]
    found = sobol(lambda u: np.prod((np.abs(4 * u - 2) + a) / (1 + a), axis=0), inputs=8, draws=8192)
    np.testing.assert_allclose(found.first[0], published["S1"], atol=0.015)
    np.testing.assert_allclose(found.total[0], published["ST"], atol=0.015)


def test_shares_of_sums_are_their_variances_output_by_output() -> None:
    """Coefficients 1, 2, 3: shares 1/14, 4/14, 9/14; and the second output hangs on the first input alone."""
    found = sobol(lambda u: np.stack([u[0] + 2 * u[1] + 3 * u[2], u[0] ** 2]), inputs=3)
    np.testing.assert_allclose(found.first, [[1 / 14, 4 / 14, 9 / 14], [1, 0, 0]], atol=0.01)
    np.testing.assert_allclose(found.total, [[1 / 14, 4 / 14, 9 / 14], [1, 0, 0]], atol=0.01)


def test_the_seed_decides_and_a_constant_has_no_shares() -> None:
    one, same = (sobol(ishigami, inputs=3, draws=64, seed=5) for _ in range(2))
    np.testing.assert_array_equal(one.first, same.first)
    assert (sobol(ishigami, inputs=3, draws=64, seed=6).first != one.first).any()
    still = sobol(lambda u: np.ones(u.shape[1]), inputs=2, draws=64)
    assert (still.first == 0).all()
    assert (still.total == 0).all()


def test_a_wrong_number_of_draws_and_a_broken_model_are_refused() -> None:
    with pytest.raises(Refused, match="power of two"):
        sobol(ishigami, inputs=3, draws=1000)
    with pytest.raises(Refused, match="no number"):
        sobol(lambda u: np.full(u.shape[1], np.nan), inputs=2, draws=64)
