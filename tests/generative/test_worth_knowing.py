"""What must hold of value of information whatever the model: order plays no part, more is worth more."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.special import ndtri

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
    groups,
    learned,
    single,
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


def turned_about(seed: int) -> tuple[np.ndarray, np.ndarray]:
    """Options and inputs of the same values, each otherwise arranged: their means are the same."""
    rng = np.random.default_rng(seed)
    first = rng.poisson(2.0, DRAWS).astype(float)
    base = np.round(rng.normal(size=DRAWS) * 2 + first - 2)
    options = [np.zeros(DRAWS), base, *(rng.permutation(base) for _ in range(int(rng.integers(1, 4))))]
    return np.stack(options), np.stack([first, rng.permutation(first), rng.poisson(1.0, DRAWS)])


def spread_evenly(seed: int) -> tuple[np.ndarray, np.ndarray]:
    """A Latin hypercube: each input takes the same even places; options of it have the same mean but for
    rounding."""
    rng = np.random.default_rng(seed)
    places = ndtri((np.arange(DRAWS) + 0.5) / DRAWS)
    inputs = np.stack([rng.permutation(places) for _ in range(3)])
    return np.vstack([np.zeros(DRAWS), inputs + 0.1, inputs[0] * inputs[1]]), inputs


MODELS = st.sampled_from([model, coarse, turned_about, spread_evenly])


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
    close = {"rel": 1e-8, "abs": EXACT * np.abs(values).max()}
    for one, place in zip(turned, columns, strict=True):
        assert told(one) == pytest.approx(told(plain[place]), **close)
    studies = [evsi(some, inputs[0], design=Asked(n=3, noise_sd=1.0)) for some in (values[options], values)]
    assert told(studies[0]) == pytest.approx(told(studies[1]), **close)


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
    """Nor is what was learned, before it is held to that, by more than chance and a smooth curve explain."""
    values, inputs = make(seed)
    most, exact = evpi(values), EXACT * np.abs(values).max()
    found = (*evppi_each(values, inputs), evppi_group(values, inputs))
    with without_a_cap():
        free = (*evppi_each(values, inputs), evppi_group(values, inputs))
    errors = 3 if make is spread_evenly else 2  # its parts make up for one another, so they differ more
    for worth, uncapped in zip(found, free, strict=True):
        assert 0 <= worth.value <= most + exact
        assert worth.se >= 0
        assert worth.crossfit <= most + errors * worth.se + exact
        assert uncapped.value <= most + errors * uncapped.se + exact
        assert worth.value == pytest.approx(min(uncapped.value, most), rel=1e-9, abs=exact)


@contextmanager
def without_a_cap() -> Iterator[None]:
    """What is learned as it is, not held to the worth of everything."""
    real = learned.gains
    with pytest.MonkeyPatch.context() as patch:
        for module in (single, groups):
            patch.setattr(module, "gains", lambda values: replace(real(values), evpi=np.inf))
        yield


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
        assert study.shown == 0 or certain.shown > 0


@FEW
@given(MODELS, SEEDS, st.integers(1, 2000))
def test_counting_is_worth_no_more_than_knowing(make: Make, seed: int, n: int) -> None:
    values, inputs = make(seed)
    chance = 1 / (1 + np.exp(-inputs[0]))
    study, certain = evsi(values, chance, design=Counted(n=n)), evppi(values, chance)
    assert 0 <= study.value <= certain.value + EXACT * np.abs(values).max()


def waves(seed: int) -> tuple[np.ndarray, np.ndarray]:
    """Options that rise and fall several times along an input: what is told apart too coarsely is missed."""
    rng = np.random.default_rng(seed)
    x = [rng.normal(size=DRAWS), rng.lognormal(0, rng.uniform(0.1, 2), DRAWS), rng.uniform(size=DRAWS)][
        seed % 3
    ]
    phase = rng.uniform(0.5, 20) * x / x.std()
    moves = np.stack([np.sin(phase) + rng.normal(0, 0.3), 0.4 * np.cos(1.7 * phase), np.zeros(DRAWS)])
    return moves + rng.normal(0, 0.3, (3, DRAWS)), x


LADDERS = st.sampled_from([waves, lambda seed: (model(seed)[0], model(seed)[1][0])])


@GROUPS
@given(LADDERS, SEEDS, st.floats(1.05, 8))
def test_less_noise_is_never_worth_less(make: Make, seed: int, step: float) -> None:
    """Blackwell (1953): an answer with more noise can be made of one with less."""
    values, column = make(seed)
    errors = column.std() * 30 / step ** np.arange(24.0)
    worths = [
        evsi(values, column, design=Measured(n=1, sd=error)).value for error in (*errors, errors[0] / 1e9)
    ]
    least = 1e-6 * evppi(values, column).value + EXACT * np.abs(values).max()
    assert (np.diff(worths) >= -least).all()


@GROUPS
@given(LADDERS, SEEDS)
def test_more_people_counted_are_never_worth_less(make: Make, seed: int) -> None:
    values, column = make(seed)
    chance = 1 / (1 + np.exp(-(column - column.mean()) / column.std()))
    sizes = (1, 2, 5, 20, 100, 399, 400, 401, 402, 799, 800, 801, 802, 850, 1000, 2000, 10_000, 1_000_000)
    worths = [evsi(values, chance, design=Counted(n=n)).value for n in sizes]
    least = 1e-4 * evppi(values, chance).value + EXACT * np.abs(values).max()
    assert (np.diff(worths) >= -least).all()


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
