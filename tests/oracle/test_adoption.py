"""Bass adoption in the cash model against published fits."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from fram.decide.model.cashflow import monthly_cash
from tests.generative.launches import PLAIN, as_launch


def adopted(p: float, q: float, periods: int) -> np.ndarray:
    """The adopted share at the end of each period, as the cash model has it (one NOK a unit, no costs)."""
    nothing = dict.fromkeys(
        (
            "approve_at",
            "launch_at",
            "paid_at",
            "first_sale",
            "hire_at",
            "approval_cost",
            "launch_cost",
            "team_cost",
            "firm_cost",
            "market_cost",
            "tied",
        ),
        0.0,
    )
    row = PLAIN | nothing | {"units": 1.0, "month_margin": 1.0, "p": p, "q": q, "keep": 1.0, "ramp": 1.0}
    return monthly_cash(as_launch([row]), approved=np.ones(1), paid=np.ones(1))[1 : periods + 1, 0]


def test_the_closed_form(truth: Path) -> None:
    for case in json.loads((truth / "bass" / "bass.json").read_text())["closed_form"]:
        share = adopted(case["p"], case["q"], 60)
        assert share[9] == pytest.approx(case["F_at_10"], rel=1e-12)
        steps = np.diff(np.concatenate([[0.0], share])) * case["m"]
        # The steepest year holds the published peak, and its mean is just below the peak's rate.
        assert steps.argmax() == int(case["peak_time"])
        assert 0.97 * case["peak_rate"] < steps.max() <= case["peak_rate"]


def test_the_published_fit_of_recorder_sales_is_the_best_fit_of_ours(truth: Path) -> None:
    """Least squares on cumulative sales: no small step away from the published m, p, q fits better."""
    case = json.loads((truth / "bass" / "bass.json").read_text())["vcr"]
    sold, fit = np.cumsum(case["sales"]), case["nls_cumulative"]

    def misfit(m: float, p: float, q: float) -> float:
        return float(((m * adopted(p, q, len(sold)) - sold) ** 2).sum())

    best = misfit(fit["m"], fit["p"], fit["q"])
    assert np.sqrt(best / len(sold)) < 0.02 * sold[-1]
    for name in fit:
        for factor in (0.995, 1.005):
            assert misfit(**{**fit, name: fit[name] * factor}) > best
