"""What must hold of value of information whatever the model: order plays no part, more is worth more."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fram.decide.worth_knowing import (
    Asked,
    Counted,
    Learned,
    Measured,
    evpi,
    evppi,
    evppi_each,
    evppi_group,
    evsi,
    switches,
)

DRAWS = 400
SEEDS = st.integers(0, 2**32 - 1)
FEW = settings(max_examples=25, deadline=None)
GROUPS = settings(max_examples=8, deadline=None)
EXACT = 1e-10
"""What rounding may do, as a share of the largest value."""
Make = Callable[[int], tuple[np.ndarray, np.ndarray]]


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


def coarse(seed: int) -> tuple[np.ndarray, np.ndarray]:
    """The same in whole numbers: draws share values of an input, and of options, and whole rows."""
    values, inputs = model(seed)
    return np.round(3 * values / values.std()), np.round(inputs)


MODELS = st.sampled_from([model, coarse])


def told(found: Learned) -> list[float]:
    return [found.value, found.se, found.crossfit]


def shuffled(values: np.ndarray, inputs: np.ndarray, seed: int) -> tuple[np.ndarray, np.ndarray]:
    rows = np.random.default_rng(seed + 1).permutation(DRAWS)
    return values[:, rows], inputs[:, rows]


@FEW
@given(MODELS, SEEDS)
def test_the_order_of_options_and_inputs_is_irrelevant(make: Make, seed: int) -> None:
    values, inputs = make(seed)
    rng = np.random.default_rng(seed + 1)
    options, columns = (rng.permutation(size) for size in (len(values), 3))
    plain, turned = evppi_each(values, inputs), evppi_each(values[options], inputs[columns])
    for one, place in zip(turned, columns, strict=True):
        assert told(one) == pytest.approx(told(plain[place]), rel=1e-8, abs=EXACT * np.abs(values).max())


@FEW
@given(MODELS, SEEDS)
def test_the_order_of_rows_is_irrelevant(make: Make, seed: int) -> None:
    values, inputs = make(seed)
    again = shuffled(values, inputs, seed)
    scale = EXACT * np.abs(values).max()
    assert evpi(again[0]) == pytest.approx(evpi(values), rel=1e-12, abs=scale)
    for one, two in zip(evppi_each(*again), evppi_each(values, inputs), strict=True):
        assert told(one) == pytest.approx(told(two), rel=1e-12, abs=scale)
    design = Asked(n=3, noise_sd=1.0)
    found = [evsi(some[0], some[1][0], design=design) for some in (again, (values, inputs))]
    assert told(found[0]) == pytest.approx(told(found[1]), rel=1e-12, abs=scale)
    for one, two in zip(switches(again[0], again[1][0]), switches(values, inputs[0]), strict=True):
        assert (one.option, one.low, one.high, one.share) == (two.option, two.low, two.high, two.share)
        assert one.gain == pytest.approx(two.gain, rel=1e-9, abs=scale)


@GROUPS
@given(MODELS, SEEDS)
def test_the_order_within_a_group_is_irrelevant(make: Make, seed: int) -> None:
    values, inputs = make(seed)
    plain, turned = evppi_group(values, inputs), evppi_group(values[::-1], inputs[::-1])
    scale = np.abs(values).max()
    assert told(turned) == pytest.approx(told(plain), rel=1e-6, abs=1e-7 * scale)
    assert turned.method == plain.method
    again = evppi_group(*shuffled(values, inputs, seed))
    assert told(again) == pytest.approx(told(plain), rel=1e-12, abs=EXACT * scale)
    assert (again.method, again.other) == (plain.method, pytest.approx(plain.other, rel=1e-9))


@FEW
@given(MODELS, SEEDS)
def test_an_input_is_worth_no_more_than_everything(make: Make, seed: int) -> None:
    values, inputs = make(seed)
    most = evpi(values) + EXACT * np.abs(values).max()
    for worth in (*evppi_each(values, inputs), evppi_group(values, inputs)):
        assert 0 <= worth.value <= most
        assert worth.se >= 0


@FEW
@given(MODELS, SEEDS, st.integers(1, 2000), st.floats(1e-3, 100), st.floats(0, 10))
def test_a_study_is_worth_no_more_than_knowing(
    make: Make, seed: int, n: int, noise: float, shared: float
) -> None:
    values, inputs = make(seed)
    certain = evppi(values, inputs[0])
    for design in (Asked(n=n, noise_sd=noise, shared_sd=shared), Measured(n=n, sd=noise)):
        study = evsi(values, inputs[0], design=design)
        assert 0 <= study.value <= certain.value + EXACT * np.abs(values).max()


@FEW
@given(MODELS, SEEDS, st.integers(1, 2000))
def test_counting_is_worth_no_more_than_knowing(make: Make, seed: int, n: int) -> None:
    values, inputs = make(seed)
    chance = 1 / (1 + np.exp(-inputs[0]))
    study, certain = evsi(values, chance, design=Counted(n=n)), evppi(values, chance)
    assert 0 <= study.value <= certain.value + EXACT * np.abs(values).max()


@FEW
@given(MODELS, SEEDS)
def test_a_duplicate_option_changes_nothing(make: Make, seed: int) -> None:
    values, inputs = make(seed)
    close = {"rel": 1e-8, "abs": EXACT * np.abs(values).max()}
    design = Asked(n=3, noise_sd=1.0)
    for place in (int(values.mean(axis=1).argmax()), 0, len(values) - 1):
        doubled = np.vstack([values, values[place]])
        assert evpi(doubled) == pytest.approx(evpi(values), rel=1e-12)
        for one, two in zip(evppi_each(doubled, inputs), evppi_each(values, inputs), strict=True):
            assert told(one) == pytest.approx(told(two), **close)
        studies = [evsi(some, inputs[0], design=design) for some in (doubled, values)]
        assert told(studies[0]) == pytest.approx(told(studies[1]), **close)


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
