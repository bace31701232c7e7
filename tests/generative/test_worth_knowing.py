"""What must hold of value of information whatever the model: order plays no part, more is worth more."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fram.decide.worth_knowing import Asked, evpi, evppi, evppi_each, evppi_group, evsi, switches

DRAWS = 400
SEEDS = st.integers(0, 2**32 - 1)
FEW = settings(max_examples=25, deadline=None)
GROUPS = settings(max_examples=8, deadline=None)


def model(seed: int) -> tuple[np.ndarray, np.ndarray]:
    """Values (2 to 6 options, draws) and three inputs of several shapes, drawn from a seed."""
    rng = np.random.default_rng(seed)
    shapes = [
        rng.normal(size=DRAWS),
        rng.lognormal(0, rng.uniform(0.1, 2), DRAWS),
        rng.poisson(2.0, DRAWS).astype(float),
    ]
    inputs = np.stack([shapes[place] for place in rng.permutation(3)])
    options = int(rng.integers(2, 7))
    loads = rng.normal(size=(options, 3))
    noise = rng.normal(0, rng.uniform(0.1, 3), (options, DRAWS))
    scale = 10.0 ** rng.integers(-3, 7)
    return scale * (rng.normal(0, 1, (options, 1)) + loads @ np.tanh(inputs) + noise), inputs


@FEW
@given(SEEDS)
def test_the_order_of_options_inputs_and_rows_is_irrelevant(seed: int) -> None:
    values, inputs = model(seed)
    rng = np.random.default_rng(seed + 1)
    options, columns, rows = (rng.permutation(size) for size in (len(values), 3, DRAWS))
    plain = [one.value for one in evppi_each(values, inputs)]
    scale = 1e-8 * np.abs(values).max()
    turned = evppi_each(values[options], inputs[columns])
    assert [one.value for one in turned] == pytest.approx([plain[place] for place in columns], abs=scale)
    shuffled = evppi_each(values[:, rows], inputs[:, rows])
    # Draws with the same value of an input fall into parts as they lie: only what is left out may differ.
    assert [one.value for one in shuffled] == pytest.approx(plain, rel=0.02, abs=max(plain) * 0.02 + scale)


@GROUPS
@given(SEEDS)
def test_the_order_within_a_group_is_irrelevant(seed: int) -> None:
    values, inputs = model(seed)
    plain, turned = evppi_group(values, inputs), evppi_group(values[::-1], inputs[::-1])
    assert turned.value == pytest.approx(plain.value, rel=1e-5, abs=1e-6 * np.abs(values).max())
    assert turned.method == plain.method


@FEW
@given(SEEDS)
def test_an_input_is_worth_no_more_than_everything(seed: int) -> None:
    values, inputs = model(seed)
    for worth in evppi_each(values, inputs):
        assert 0 <= worth.value <= evpi(values) + 2 * worth.se
        assert worth.se >= 0


@FEW
@given(SEEDS, st.integers(1, 50), st.floats(0.1, 10))
def test_a_study_is_worth_no_more_than_knowing(seed: int, n: int, noise: float) -> None:
    values, inputs = model(seed)
    study, certain = evsi(values, inputs[0], design=Asked(n=n, noise_sd=noise)), evppi(values, inputs[0])
    assert study.value <= certain.value + 2 * max(study.se, certain.se) + 0.02 * evpi(values)


@FEW
@given(SEEDS)
def test_a_duplicate_option_changes_nothing(seed: int) -> None:
    values, inputs = model(seed)
    for place in (int(values.mean(axis=1).argmax()), 0, len(values) - 1):
        doubled = np.vstack([values, values[place]])
        assert evpi(doubled) == pytest.approx(evpi(values))
        for one, two in zip(evppi_each(doubled, inputs), evppi_each(values, inputs), strict=True):
            assert one.value == pytest.approx(two.value, rel=1e-8, abs=1e-9 * np.abs(values).max())
            assert one.se == pytest.approx(two.se, rel=1e-8, abs=1e-9 * np.abs(values).max())
            assert one.crossfit == pytest.approx(two.crossfit, rel=1e-8, abs=1e-9 * np.abs(values).max())


@FEW
@given(SEEDS)
def test_what_all_options_share_in_a_draw_changes_nothing(seed: int) -> None:
    values, inputs = model(seed)
    shared = np.abs(values).max() * np.random.default_rng(seed).normal(size=DRAWS)
    for one, two in zip(evppi_each(values + shared, inputs), evppi_each(values, inputs), strict=True):
        assert one.value == pytest.approx(two.value, rel=1e-6, abs=1e-8 * np.abs(values).max())


@FEW
@given(SEEDS, st.floats(0.01, 1000), st.floats(-1000, 1000))
def test_units_change_nothing(seed: int, scale: float, shift: float) -> None:
    """Another unit of the values scales the worth; another unit or zero of an input does nothing to it."""
    values, inputs = model(seed)
    plain = evppi(values, inputs[0])
    assert evppi(scale * values, inputs[0]).value == pytest.approx(
        scale * plain.value, rel=1e-6, abs=1e-9 * scale * np.abs(values).max()
    )
    other = evppi(values, scale * inputs[0] + shift)
    assert other.value == pytest.approx(plain.value, rel=1e-3, abs=1e-6 * np.abs(values).max())


@FEW
@given(SEEDS)
def test_ranges_of_answers_cover_all_and_follow_one_another(seed: int) -> None:
    values, inputs = model(seed)
    for column in inputs:
        answers = switches(values, column)
        assert (answers[0].low, answers[-1].high) == (column.min(), column.max())
        assert sum(one.share for one in answers) == pytest.approx(1)
        for one, after in pairwise(answers):
            assert one.high == after.low
            assert one.option != after.option
