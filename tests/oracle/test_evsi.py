"""What a planned study is worth: closed forms, an enumeration, published numbers; what its cost leaves."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from scipy import stats
from scipy.special import betaln, gammaln

from fram.decide.worth_knowing import (
    Asked,
    Counted,
    Measured,
    Use,
    enbs,
    evpi,
    evppi,
    evsi,
    evsi_by_summaries,
    evsi_by_weights,
    weighed,
)

Columns = Callable[[str], dict[str, np.ndarray]]
DRAWS = 40_000


def by_enumeration(a: float, b: float, *, gain: float, cost: float, n: int) -> float:
    """Worth of n yes-or-no answers for gain·p − cost against nothing, p ~ Beta(a, b): over every count."""
    yes = np.arange(n + 1)
    logs = gammaln(n + 1) - gammaln(yes + 1) - gammaln(n - yes + 1)
    chance = np.exp(logs + betaln(a + yes, b + n - yes) - betaln(a, b))
    after = gain * (a + yes) / (a + b + n) - cost
    return float(chance @ np.maximum(after, 0) - max(gain * a / (a + b) - cost, 0))


def normal_study(mean: float, sd: float, error: float) -> float:
    """The worth of a measurement with an error for x ~ N(mean, sd) against nothing: a unit normal loss."""
    spread = sd * np.sqrt(sd**2 / (sd**2 + error**2))
    z = abs(mean) / spread
    return float(spread * (stats.norm.pdf(z) - z * stats.norm.sf(z)))


@pytest.mark.parametrize(
    ("a", "b", "gain", "cost", "n"),
    [(2, 8, 100, 25, 5), (2, 8, 100, 25, 20), (4, 6, 50, 18, 10), (1, 1, 10, 6, 3)],
)
def test_counting_against_every_count(a: float, b: float, gain: float, cost: float, n: int) -> None:
    p = np.random.default_rng(3).beta(a, b, DRAWS)
    values = np.stack([np.zeros(DRAWS), gain * p - cost])
    exact, study = by_enumeration(a, b, gain=gain, cost=cost, n=n), Counted(n=n)
    found, other = evsi(values, p, design=study), evsi_by_weights(values, p, design=study)
    assert found.value == pytest.approx(exact, abs=3 * found.se)
    assert other.value == pytest.approx(exact, abs=other.se)


def test_the_published_counts(truth: Path) -> None:
    for case in json.loads((truth / "analytic" / "analytic.json").read_text())["beta_binomial"]["cases"]:
        exact = by_enumeration(case["a"], case["b"], gain=case["K"], cost=case["c"], n=case["n"])
        assert exact == pytest.approx(case["evsi"], abs=1e-9)


@pytest.mark.parametrize("error", [0.2, 1.0, 3.0])
def test_measuring_a_normal_quantity(error: float) -> None:
    x = np.random.default_rng(4).normal(0.5, 1, DRAWS)
    values = np.stack([x + np.random.default_rng(5).normal(0, 1, DRAWS), np.zeros(DRAWS)])
    exact, study = normal_study(0.5, 1, error), Measured(n=9, sd=3 * error)
    found, other = evsi(values, x, design=study), evsi_by_weights(values, x, design=study)
    assert found.value == pytest.approx(exact, abs=3 * found.se)
    assert other.value == pytest.approx(exact, abs=3 * found.se + other.se)


def test_the_published_measurements(truth: Path) -> None:
    """Net benefit p1 - p2, p1 ~ N(1, 1) studied with a standard deviation of 2, p2 ~ N(0, 2) not."""
    rng = np.random.default_rng(6)
    p1, p2 = rng.normal(1, 1, DRAWS), rng.normal(0, 2, DRAWS)
    values = np.stack([np.zeros(DRAWS), p1 - p2])
    cases = json.loads((truth / "analytic" / "analytic.json").read_text())["evsi_normal"]
    assert len(cases) == 6
    for case in cases:
        found = evsi(values, p1, design=Measured(n=case["n"], sd=case["sd_obs"]))
        assert normal_study(1, 1, case["sd_obs"] / np.sqrt(case["n"])) == pytest.approx(case["value"])
        assert found.value == pytest.approx(case["value"], abs=4 * found.se)


def test_what_people_have_in_common_does_not_go_away() -> None:
    x = np.random.default_rng(4).normal(0.2, 1, DRAWS)
    values = np.stack([x, np.zeros(DRAWS)])
    many = evsi(values, x, design=Asked(n=1000, noise_sd=1.0, shared_sd=1.0))
    assert many.value == pytest.approx(normal_study(0.2, 1, np.sqrt(1 + 1 / 1000)), abs=3 * many.se)
    alone = evsi(values, x, design=Asked(n=1000, noise_sd=1.0))
    assert alone.value > many.value + 5 * many.se


def test_the_baseline_is_that_of_the_same_results() -> None:
    """Results that happen to lie high are no worth; held against all draws they would seem to be."""
    x = np.random.default_rng(7).normal(0, 1, DRAWS)
    values = np.stack([x + 5, np.zeros(DRAWS)])
    high = np.linspace(0.5, 1.5, 200)
    found = weighed(values, lambda some: -0.5 * ((high[some, None] - x) / 0.5) ** 2, results=200)
    assert found.value == pytest.approx(0, abs=1e-9)
    seen = Measured(n=1, sd=0.5).simulate(x, seed=1)[:50]
    few = weighed(values - 5, lambda some: -0.5 * ((seen[some, None] - x) / 0.5) ** 2, results=50)
    assert few.value >= 0


@pytest.fixture
def chemo(columns: Columns) -> tuple[np.ndarray, dict[str, np.ndarray]]:
    """The chemotherapy model's net benefits (options, draws) and its parameters by name."""
    return np.stack(list(columns("voi_chemo/chemo_nb.csv.gz").values())), columns(
        "voi_chemo/chemo_pars.csv.gz"
    )


def test_a_trial_with_two_arms(chemo: Any, expected: dict[str, Any]) -> None:
    case, study = expected["voi.chemo.evsi.trial_binary.n100"], Counted(n=100)
    arms = [chemo[1][name] for name in ("p_side_effects_t1", "p_side_effects_t2")]
    seen = np.stack([study.simulate(arm, seed=place) for place, arm in enumerate(arms)])
    found = evsi_by_summaries(chemo[0], seen)
    assert found.value == pytest.approx(case["value"], abs=case["tol_abs"])
    at = np.arange(0, 10_000, 10)

    def loglik(some: slice) -> np.ndarray:
        return sum(study.loglik(seen[place][at[some]], arm) for place, arm in enumerate(arms))

    by_weights = weighed(chemo[0], loglik, results=at.size)
    assert by_weights.value == pytest.approx(case["others"]["importance"], abs=2 * by_weights.se)
    assert by_weights.value == pytest.approx(found.value, abs=2 * by_weights.se)


def test_counting_one_arm(chemo: Any, expected: dict[str, Any]) -> None:
    case = expected["voi.chemo.evsi.binary_p2.n100.is"]
    p, study = chemo[1]["p_side_effects_t2"], Counted(n=100)
    for published in case["value"]:
        assert evsi(chemo[0], p, design=study).value == pytest.approx(published, abs=case["tol_abs"])
        assert evsi_by_weights(chemo[0], p, design=study).value == pytest.approx(
            published, abs=case["tol_abs"]
        )


def test_what_is_left_after_the_cost(chemo: Any, expected: dict[str, Any]) -> None:
    """A study of 50 that changes nothing costs (5 + 10) / 2 million and 50 · (28,000 + 42,000) / 2."""
    case, study = expected["voi.enbs"], Counted(n=50)
    setup, each = (np.mean(case["inputs"][name]) for name in ("costs_setup", "costs_pp"))
    times = Use(yearly=case["inputs"]["pop"], years=case["inputs"]["time"], discount=0.035).times
    cost = setup + 50 * each
    assert case["value"] == -cost
    settled = chemo[0] + 1e6 * np.arange(len(chemo[0]))[:, None]  # one option is best in every draw
    assert evpi(settled) == 0
    none = evsi(settled, chemo[1]["p_side_effects_t2"], design=study)
    assert enbs(none.shown, times=times, cost=cost) == case["value"]
    some = evsi(chemo[0], chemo[1]["p_side_effects_t2"], design=study)
    by_hand = some.value * 46_000 * (1 - np.exp(-0.35)) / 0.035 - 9_250_000
    assert enbs(some.value, times=times, cost=cost) == pytest.approx(by_hand)


def test_the_best_size_is_where_the_published_one_lies(chemo: Any, expected: dict[str, Any]) -> None:
    """Published: 450, or 427 and 578 when smoothed: the top is flat, and ours leaves as much there."""
    case = expected["voi.enbs"]
    use = Use(yearly=46_000, years=10, discount=0.035)
    arms = [chemo[1][name] for name in ("p_side_effects_t1", "p_side_effects_t2")]
    left = {}
    for n in (50, 250, 350, 450, 550, 1000, 1500):
        seen = np.stack([Counted(n=n).simulate(arm, seed=place) for place, arm in enumerate(arms)])
        odds = np.diff(np.log((seen * n + 0.5) / (n - seen * n + 0.5)), axis=0)
        left[n] = enbs(evsi_by_summaries(chemo[0], odds).value, times=use.times, cost=7.5e6 + 35_000 * n)
    assert left[case["optimum"]["nmax"]] > 0.97 * max(left.values())
    assert max(left, key=lambda n: left[n]) in (250, 350, 450, 550)


def test_decisions_to_come_are_discounted_and_wait_for_the_result() -> None:
    assert Use(yearly=100, years=5).times == 500
    assert Use(yearly=100, years=5, delay_years=2).times == 300
    assert Use(yearly=100, years=5, delay_years=7).times == 0
    r, yearly = 0.05, np.linspace(2, 5, 30_001)
    by_hand = 100 * np.trapezoid(np.exp(-r * yearly), yearly)
    assert Use(yearly=100, years=5, discount=r, delay_years=2).times == pytest.approx(by_hand)


def test_a_study_is_worth_more_the_larger_and_never_more_than_knowing() -> None:
    rng = np.random.default_rng(1)
    x = rng.normal(0.3, 1, DRAWS)
    values = np.stack([x + rng.normal(0, 1, DRAWS), np.zeros(DRAWS)])
    worths = [evsi(values, x, design=Asked(n=n, noise_sd=3.0)).value for n in (1, 3, 10, 30, 100, 1000)]
    assert worths == sorted(worths)
    certain = evppi(values, x)
    assert worths[-1] < certain.value + certain.se < evpi(values)
