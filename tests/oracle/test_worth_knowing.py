"""Value of information against published numbers and closed forms.

Tier A (exact): EVPI of voi's chemotherapy model, BCEA's vaccine model and dampack's example. Tier C
(another estimator, so a stated tolerance): what one input is worth.
"""

from __future__ import annotations

import csv
import json
import math
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from scipy import stats

from fram.decide.worth_knowing import evpi, first_order_share, turning_points, worth_of

Columns = Callable[[str], dict[str, np.ndarray]]


def ranks(values: np.ndarray) -> np.ndarray:
    """The place of each draw among all, evenly on (0, 1): what data has instead of its own uniforms."""
    return (stats.rankdata(values, method="ordinal") - 0.5) / values.size


def unit_normal_loss(z: float) -> float:
    return float(stats.norm.pdf(z) - z * stats.norm.sf(z))


# --- exact ------------------------------------------------------------------------------------------


def test_evpi_of_two_options_by_hand() -> None:
    assert evpi(np.array([[1.0, 2.0, 3.0], [3.0, 2.0, 1.0]])) == pytest.approx((3 + 2 + 3) / 3 - 2)
    assert evpi(np.array([[1.0, 2.0], [0.0, 0.0]])) == 0


def test_evpi_of_the_chemotherapy_model(columns: Columns, expected: dict[str, Any]) -> None:
    case = expected["voi.chemo.evpi"]
    values = np.stack(list(columns(case["data"]).values()))
    assert evpi(values) == pytest.approx(case["value"], abs=case["tol_abs"])


def test_evpi_of_the_chemotherapy_model_by_willingness_to_pay(
    columns: Columns, expected: dict[str, Any]
) -> None:
    case = expected["voi.chemo.evpi_by_wtp"]
    effect, cost = (np.stack(list(columns(f"voi_chemo/chemo_cea_{x}.csv.gz").values())) for x in "ec")
    for k, value in zip(case["k"], case["value"], strict=True):
        assert evpi(k * effect - cost) == pytest.approx(value, abs=case["tol_abs"])


def test_evpi_of_the_vaccine_model(columns: Columns, expected: dict[str, Any]) -> None:
    case = expected["bcea.vaccine.evpi"]
    effect, cost = (np.stack(list(columns(f"bcea/vaccine_{x}_pts.csv.gz").values())) for x in "ec")
    for k, value in case["value"].items():
        assert evpi(float(k) * effect - cost) == pytest.approx(value, abs=case["tol_abs"])


def test_evpi_of_the_cancer_example(columns: Columns, truth: Path, expected: dict[str, Any]) -> None:
    effect, cost = (columns(f"dampack/example_psa_{x}.csv.gz") for x in ("effect", "cost"))
    values = [np.stack(list(table.values())) for table in (effect, cost)]
    with (truth / "dampack" / "calc_evpi.csv").open(encoding="utf-8") as file:
        rows = [(float(row["WTP"]), float(row["EVPI"])) for row in csv.DictReader(file)]
    assert len(rows) == 15
    for k, value in rows:
        # The example's effects are stored with eight decimals, and k is up to 141,000.
        assert evpi(k * values[0] - values[1]) == pytest.approx(value, rel=1e-7)


# --- one input --------------------------------------------------------------------------------------


@pytest.mark.parametrize(("parameter", "key"), [("p1", "evppi_p1"), ("p2", "evppi_p2")])
def test_one_of_two_normals(parameter: str, key: str, truth: Path) -> None:
    """Net benefit p1 - p2 against nothing, p1 ~ N(1, 1), p2 ~ N(0, 2): a unit normal loss."""
    published = json.loads((truth / "analytic" / "analytic.json").read_text())["normal_linear"]
    rng = np.random.default_rng(17)
    u1, u2 = rng.random((2, 200_000))
    p1, p2 = 1 + stats.norm.ppf(u1), 2 * stats.norm.ppf(u2)
    values = np.stack([p1 - p2, np.zeros_like(p1)])
    assert evpi(values) == pytest.approx(published["evpi"], abs=0.01)
    worth = worth_of(values, u1 if parameter == "p1" else u2)
    assert worth.value == pytest.approx(published[key], abs=3 * worth.error + 0.002)


@pytest.mark.parametrize(("mean", "sd"), [(0.5, 1.0), (-0.5, 1.0), (1.0, 2.0), (0.0, 3.0)])
def test_knowing_the_only_uncertain_input_is_worth_a_normal_loss(mean: float, sd: float) -> None:
    uniform = np.random.default_rng(3).random(200_000)
    value = mean + sd * stats.norm.ppf(uniform)
    worth = worth_of(np.stack([value, np.zeros_like(value)]), uniform)
    exact = sd * unit_normal_loss(abs(mean) / sd)
    # Twenty-four steps of equal chance give a little away where the sign changes inside a step.
    assert exact * 0.98 - 3 * worth.error < worth.value < exact + 3 * worth.error


def test_the_chemotherapy_model_s_side_effects(columns: Columns, expected: dict[str, Any]) -> None:
    """Published with five estimators from 261.7 to 265.1; ours in steps, learned on half of 10,000 draws."""
    case = expected["voi.chemo.evppi.p_side_effects_t2.gam"]
    values = np.stack(list(columns("voi_chemo/chemo_nb.csv.gz").values()))
    parameter = columns("voi_chemo/chemo_pars.csv.gz")["p_side_effects_t2"]
    worth = worth_of(values, ranks(parameter))
    assert worth.value == pytest.approx(case["value"], rel=0.05)
    assert abs(worth.value - case["value"]) < 3 * worth.error


def test_what_tells_nothing_is_worth_nothing() -> None:
    """Forty useless inputs: noise is not taken for value (it costs a little instead); hardly one shows."""
    rng = np.random.default_rng(8)
    values = np.stack([rng.normal(0.05, 1, 8000), np.zeros(8000)])
    found = [worth_of(values, rng.random(8000)) for _ in range(40)]
    assert -0.03 < np.mean([w.value for w in found]) < 0.002
    assert sum(w.shown > 0 for w in found) <= 3


def test_worth_is_at_most_that_of_knowing_everything() -> None:
    rng = np.random.default_rng(4)
    u = rng.random(20_000)
    values = np.stack([stats.norm.ppf(u) + rng.normal(0, 1, u.size), np.zeros(u.size)])
    worth = worth_of(values, u)
    assert 0 < worth.value < evpi(values)


def test_an_input_that_never_changes_the_choice_is_worth_nothing() -> None:
    u = np.random.default_rng(4).random(5000)
    worth = worth_of(np.stack([10 + u, np.zeros(u.size)]), u)
    assert (worth.value, worth.shown) == (0, 0)


def test_the_stated_error_is_the_spread_of_repeated_runs() -> None:
    def run(seed: int) -> tuple[float, float]:
        u = np.random.default_rng(seed).random(4000)
        noise = np.random.default_rng(1000 + seed).normal(0, 1, u.size)
        worth = worth_of(np.stack([stats.norm.ppf(u) + noise, np.zeros(u.size)]), u)
        return worth.value, worth.error

    values, errors = np.transpose([run(seed) for seed in range(60)])
    assert values.std() == pytest.approx(errors.mean(), rel=0.35)


# --- shares of variance -----------------------------------------------------------------------------


def test_shares_of_ishigami(truth: Path) -> None:
    published = json.loads((truth / "sobol" / "sobol.json").read_text())["ishigami"]
    u = np.random.default_rng(1).random((3, 100_000))
    x1, x2, x3 = (2 * u - 1) * math.pi
    y = np.sin(x1) + published["a"] * np.sin(x2) ** 2 + published["b"] * x3**4 * np.sin(x1)
    found = [first_order_share(y, column, bins=48) for column in u]
    np.testing.assert_allclose(found, published["S1"], atol=0.01)


def test_shares_of_the_g_function(truth: Path) -> None:
    published = json.loads((truth / "sobol" / "sobol.json").read_text())["sobol_g"]
    u = np.random.default_rng(2).random((8, 100_000))
    y = np.ones(u.shape[1])
    for a, column in zip(published["a"], u, strict=True):
        y *= (np.abs(4 * column - 2) + a) / (1 + a)
    found = [first_order_share(y, column) for column in u]
    np.testing.assert_allclose(found, published["S1"], atol=0.01)


def test_shares_of_a_sum_are_its_variances() -> None:
    u = np.random.default_rng(3).random((3, 50_000))
    y = 1 * u[0] + 2 * u[1] + 3 * u[2]
    np.testing.assert_allclose(
        [first_order_share(y, column) for column in u], [1 / 14, 4 / 14, 9 / 14], atol=0.01
    )


def test_what_explains_nothing_has_no_share_however_few_the_draws() -> None:
    """Twenty-four steps over 600 draws would show a twenty-fifth of the variance by noise alone."""
    rng = np.random.default_rng(6)
    found = [first_order_share(rng.normal(size=600), rng.random(600)) for _ in range(60)]
    assert np.mean(found) < 0.015


def test_a_constant_has_no_shares() -> None:
    assert first_order_share(np.ones(100), np.linspace(0.01, 0.99, 100)) == 0


# --- turning points ---------------------------------------------------------------------------------


@pytest.mark.parametrize(("level", "direction"), [(0.25, 1.0), (0.5, 1.0), (0.75, -1.0)])
def test_where_the_sign_turns(level: float, direction: float) -> None:
    u = np.random.default_rng(5).random(50_000)
    found = turning_points(direction * (u - level), u)
    assert found is not None
    assert found[0] == pytest.approx(level, abs=1 / 24 + 1e-9)
    assert found[1] == direction


def test_no_turn_and_two_turns_are_no_answer() -> None:
    u = np.random.default_rng(5).random(50_000)
    assert turning_points(1 + u, u) is None
    assert turning_points((u - 0.3) * (u - 0.7), u) is None
