"""What one input, or several, are worth: against closed forms, published numbers and a nested simulation.

Tier B (the same estimator): sorted blocks of voi and BCEA. Tier C (another estimator, so a stated tolerance):
the additive models of voi, BCEA and dampack.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from scipy import stats

from fram.decide.worth_knowing import evpi, evppi, evppi_by_blocks, evppi_each, evppi_group

Columns = Callable[[str], dict[str, np.ndarray]]


def unit_normal_loss(z: float) -> float:
    return float(stats.norm.pdf(z) - z * stats.norm.sf(z))


def against_nothing(value: np.ndarray) -> np.ndarray:
    return np.stack([value, np.zeros_like(value)])


# --- closed forms ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(("mean", "sd"), [(0.5, 1.0), (-0.5, 1.0), (1.0, 2.0), (0.0, 3.0)])
def test_the_only_uncertain_input_is_worth_a_normal_loss(mean: float, sd: float) -> None:
    """NB ~ N(mean, sd) against nothing: sd · (φ(z) − z·(1 − Φ(z))), z = |mean| / sd."""
    rng = np.random.default_rng(3)
    x = mean + sd * rng.normal(size=20_000)
    worth = evppi(against_nothing(x + rng.normal(0, 1, x.size)), x)
    assert worth.value == pytest.approx(sd * unit_normal_loss(abs(mean) / sd), abs=3 * worth.se)
    assert worth.crossfit == pytest.approx(worth.value, abs=worth.se)


@pytest.mark.parametrize(("parameter", "key"), [(0, "evppi_p1"), (1, "evppi_p2")])
def test_one_of_two_normals(parameter: int, key: str, truth: Path) -> None:
    """Net benefit p1 - p2 against nothing, p1 ~ N(1, 1), p2 ~ N(0, 2): a unit normal loss."""
    published = json.loads((truth / "analytic" / "analytic.json").read_text())["normal_linear"]
    rng = np.random.default_rng(17)
    p = np.stack([1 + rng.normal(size=100_000), 2 * rng.normal(size=100_000)])
    values = against_nothing(p[0] - p[1])
    worth = evppi_each(values, p)[parameter]
    assert worth.value == pytest.approx(published[key], abs=3 * worth.se)
    assert evpi(values) == pytest.approx(published["evpi"], abs=0.01)


def test_a_skewed_input_and_one_that_is_capped() -> None:
    """E[max(x − c, 0)] − max(E[x] − c, 0) for x lognormal (a call option), and for a pile-up at 0."""
    rng = np.random.default_rng(5)
    x, c = np.exp(0.8 * rng.normal(size=40_000)), 1.5
    mean = np.exp(0.32)
    d1 = (np.log(1 / c) + 0.64) / 0.8
    exact = mean * stats.norm.cdf(d1) - c * stats.norm.cdf(d1 - 0.8) - max(mean - c, 0)
    worth = evppi(against_nothing(x - c + rng.normal(0, 1, x.size)), x)
    assert worth.value == pytest.approx(exact, abs=3 * worth.se)
    # Half of all draws are exactly 0 and lose 1; the others bring 0.7 on average, which knowing saves.
    piled = np.where(rng.random(x.size) < 0.5, 0.0, 0.2 + rng.random(x.size))
    gain = np.where(piled == 0, -1.0, piled)
    exact = 0.5 * 0.7
    worth = evppi(against_nothing(gain + rng.normal(0, 1, x.size)), piled)
    assert worth.value == pytest.approx(exact, abs=3 * worth.se)


def test_an_input_of_three_values_is_worth_what_its_groups_say() -> None:
    """Values 0, 1, 2 with chances ½, ¼, ¼ bring −1, 0.4, 2: knowing saves ½ · 1; the best mean is 0.1."""
    rng = np.random.default_rng(6)
    kind = rng.choice(3, size=40_000, p=[0.5, 0.25, 0.25]).astype(float)
    gain = np.array([-1.0, 0.4, 2.0])[kind.astype(int)] + rng.normal(0, 1, kind.size)
    worth = evppi(against_nothing(gain), kind)
    assert worth.value == pytest.approx(0.25 * 0.4 + 0.25 * 2.0 - 0.1, abs=3 * worth.se)


def test_knowing_the_sign_of_a_product_takes_both() -> None:
    """NB = x·y: either alone is worth nothing, both are worth E|xy|/2 = 1/π."""
    x = np.random.default_rng(9).normal(size=(2, 20_000))
    values = against_nothing(x[0] * x[1] + np.random.default_rng(10).normal(0, 1, 20_000))
    assert [one.shown for one in evppi_each(values, x)] == pytest.approx([0, 0], abs=0.02)
    both = evppi_group(values, x)
    assert both.value == pytest.approx(1 / np.pi, abs=3 * both.se + 0.01)


def test_a_nested_simulation_agrees() -> None:
    """The slow twin: for each of 400 values of the pair, 2,000 draws of all else."""
    rng = np.random.default_rng(12)

    def values(a: np.ndarray, b: np.ndarray, rest: np.ndarray) -> np.ndarray:
        return np.stack([np.zeros_like(rest), a * b + rest, 0.5 * np.tanh(a) + 0.3 - b**2 / 4 - rest])

    outer = rng.normal(size=(2, 400))
    means = np.array([values(a, b, rng.normal(0.1, 1, 2000)).mean(axis=1) for a, b in outer.T])
    twin = means.max(axis=1)
    a, b = rng.normal(size=(2, 20_000))
    found = evppi_group(values(a, b, rng.normal(0.1, 1, a.size)), np.stack([a, b]))
    exact, error = twin.mean() - means.mean(axis=0).max(), twin.std() / np.sqrt(twin.size)
    assert found.value == pytest.approx(exact, abs=3 * (error + found.se))
    assert found.other == pytest.approx(found.value, abs=3 * found.se)


def test_many_options_and_little_signal() -> None:
    """Thirty options: the exact worth of each of ten inputs by quadrature, within four standard errors."""
    from benchmarks.knowing import exact, sampled

    wanted = exact(30, 10)
    values, inputs = sampled(20_000, 30, inputs=10, number=4)
    for found, value in zip(evppi_each(values, inputs), wanted, strict=True):
        assert found.value == pytest.approx(value, abs=4 * found.se)


def test_what_tells_nothing_is_worth_nothing() -> None:
    rng = np.random.default_rng(8)
    values = against_nothing(rng.normal(0.05, 1, 8000))
    found = [evppi(values, rng.random(8000)) for _ in range(40)]
    assert sum(one.shown > 0 for one in found) <= 6
    assert np.mean([one.value for one in found]) < 0.003


def test_the_stated_error_is_the_spread_of_repeated_runs() -> None:
    def run(seed: int) -> tuple[float, float]:
        rng = np.random.default_rng(seed)
        x = rng.normal(size=4000)
        worth = evppi(against_nothing(x + rng.normal(0, 1, x.size)), x)
        return worth.value, worth.se

    values, errors = np.transpose([run(seed) for seed in range(60)])
    assert values.std() == pytest.approx(errors.mean(), rel=0.35)


# --- published ------------------------------------------------------------------------------------------


@pytest.fixture
def chemo(columns: Columns) -> tuple[np.ndarray, dict[str, np.ndarray]]:
    """The chemotherapy model's net benefits (options, draws) and its parameters by name."""
    return np.stack(list(columns("voi_chemo/chemo_nb.csv.gz").values())), columns(
        "voi_chemo/chemo_pars.csv.gz"
    )


@pytest.mark.parametrize("blocks", [20, 40])
def test_blocks_of_the_chemotherapy_model(blocks: int, chemo: Any, expected: dict[str, Any]) -> None:
    case = expected[f"voi.chemo.evppi.p_side_effects_t2.so{blocks}"]
    found = evppi_by_blocks(chemo[0], chemo[1]["p_side_effects_t2"], blocks=blocks)
    assert found == pytest.approx(case["value"], abs=case["tol_abs"])


def test_one_parameter_of_the_chemotherapy_model(chemo: Any, expected: dict[str, Any]) -> None:
    case = expected["voi.chemo.evppi.p_side_effects_t2.gam"]
    worth = evppi(chemo[0], chemo[1]["p_side_effects_t2"])
    assert worth.value == pytest.approx(case["value"], rel=case["tol_rel"])
    assert worth.crossfit == pytest.approx(case["value"], rel=case["tol_rel"])


def test_two_parameters_of_the_chemotherapy_model(chemo: Any, expected: dict[str, Any]) -> None:
    case = expected["voi.chemo.evppi.p2_logor.gam"]
    pair = np.stack([chemo[1]["p_side_effects_t2"], chemo[1]["logor_side_effects"]])
    worth = evppi_group(chemo[0], pair)
    assert worth.value == pytest.approx(case["value"], rel=case["tol_rel"])
    assert worth.other == pytest.approx(case["value"], rel=case["tol_rel"])


@pytest.mark.parametrize("count", [14, 5])
def test_all_parameters_together_are_worth_no_more_than_everything(count: int, chemo: Any) -> None:
    names = list(chemo[1])[:count]
    worth = evppi_group(chemo[0], np.stack([chemo[1][name] for name in names]))
    assert evpi(chemo[0]) * 0.85 < worth.value < evpi(chemo[0]) + 2 * worth.se


def test_blocks_of_the_vaccine_model(columns: Columns, expected: dict[str, Any]) -> None:
    effect, cost = (np.stack(list(columns(f"bcea/vaccine_{x}_pts.csv.gz").values())) for x in "ec")
    beta = columns("bcea/vaccine_params.csv.gz")["beta.1."]
    case = expected["bcea.vaccine.evppi.beta1.so50"]
    for k, value in case["value"].items():
        found = evppi_by_blocks(float(k) * effect - cost, beta, blocks=50)
        assert found == pytest.approx(value["evppi"], abs=case["tol_abs"])


def test_two_parameters_of_the_vaccine_model(columns: Columns, expected: dict[str, Any]) -> None:
    effect, cost = (np.stack(list(columns(f"bcea/vaccine_{x}_pts.csv.gz").values())) for x in "ec")
    params = columns("bcea/vaccine_params.csv.gz")
    pair = np.stack([params["beta.1."], params["beta.2."]])
    case = expected["bcea.vaccine.evppi.beta1_beta2.gam"]
    for k, value in case["value"].items():
        found = evppi_group(float(k) * effect - cost, pair)
        assert found.value == pytest.approx(value["evppi"], abs=case["tol_abs"]), k


@pytest.mark.parametrize(
    ("file", "names"),
    [
        ("calc_evppi_pFailChemo_gam10.csv", ["pFailChemo"]),
        ("calc_evppi_pFailChemo_cChemo_poly3.csv", ["pFailChemo", "cChemo"]),
    ],
)
def test_the_cancer_example(
    file: str, names: list[str], columns: Columns, truth: Path, expected: Any
) -> None:
    effect, cost = (
        np.stack(list(columns(f"dampack/example_psa_{x}.csv.gz").values())) for x in ("effect", "cost")
    )
    params = columns("dampack/example_psa_params.csv.gz")
    tolerance = expected["dampack.evppi"]["tol_rel"]
    with (truth / "dampack" / file).open(encoding="utf-8") as opened:
        rows = [(float(row["WTP"]), float(row["EVPPI"])) for row in csv.DictReader(opened)]
    assert len(rows) == 15
    for k, value in rows:
        worth = evppi_group(k * effect - cost, np.stack([params[name] for name in names]))
        # Both are regressions on 10,000 draws; next to nothing they agree within the standard error.
        assert worth.value == pytest.approx(value, rel=tolerance, abs=worth.se), k
