"""Value of information against published numbers and closed forms.

Tier A (exact): EVPI of voi's chemotherapy model, BCEA's vaccine model and dampack's example. What one input
is worth stands in ``test_evppi``; here its share of the variance, and where signs turn.
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

from fram.decide.worth_knowing import evpi, first_order_share, turning_points

Columns = Callable[[str], dict[str, np.ndarray]]


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
