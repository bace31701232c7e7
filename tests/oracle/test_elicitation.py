"""Fits of experts' quantiles against those SHELF prints in its vignette, and pools against closed forms."""

from __future__ import annotations

import math
import re
from pathlib import Path

import numpy as np
import pytest
from scipy import stats
from scipy.optimize import least_squares

from fram.decide.beliefs import Elicited, Said, elicit, pool, shown
from fram.decide.beliefs.density import log_density
from fram.decide.model.sampling import quantile
from fram.terms.dist import (
    Beta,
    Dist,
    Gamma,
    Lognormal,
    Mixture,
    Normal,
    Pert,
    Quantiles,
    Triangular,
    Uniform,
)
from fram.terms.dist.smooth import Z90

QUARTILES = (0.25, 0.5, 0.75)
SAID = {"expertA": (25.0, 30.0, 35.0), "expertB": (30.0, 35.0, 50.0), "consensus": (25.0, 30.0, 40.0)}
"""A percentage, so from 0 to 100: the two experts as the vignette has them, and what they agreed on."""


@pytest.fixture(scope="session")
def printed(truth: Path) -> dict[str, dict[str, list[float]]]:
    """SHELF's lines of numbers by expert and first word."""
    found: dict[str, dict[str, list[float]]] = {}
    for line in (truth / "shelf" / "shelf_fitdist_output.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("=="):
            found[line.split()[1]] = here = {}
            continue
        words = line.split()
        if len(words) > 1 and all(re.fullmatch(r"-?[0-9.]+(e-?[0-9]+)?", word) for word in words[1:]):
            here.setdefault(words[0], [float(word) for word in words[1:]])
    return found


def fitted(expert: str) -> Elicited:
    return elicit(SAID[expert], QUARTILES, low=0, high=100)


@pytest.mark.parametrize("expert", SAID)
def test_the_parameters_that_shelf_prints(printed: dict[str, dict[str, list[float]]], expert: str) -> None:
    ours = {fit.family: dict(fit.numbers) for fit in fitted(expert).fits}
    theirs = printed[expert]
    assert list(ours["normal"].values()) == pytest.approx(theirs["Normal"], rel=1e-3)
    gamma = ours["gamma"]["shape"], 1 / ours["gamma"]["scale"]
    assert gamma == pytest.approx(theirs["Gamma"], rel=1e-3)
    lognormal = math.log(ours["lognormal"]["median"]), math.log(ours["lognormal"]["factor"]) / Z90
    assert lognormal == pytest.approx(theirs["Log.normal"], rel=1e-3)
    assert (ours["beta"]["a"], ours["beta"]["b"]) == pytest.approx(theirs["Beta"], rel=1e-3)


@pytest.mark.parametrize("expert", SAID)
def test_the_sums_of_squares_that_shelf_prints(
    printed: dict[str, dict[str, list[float]]], expert: str
) -> None:
    """Where a sum is not next to nothing it agrees to a hundredth, and never lies above theirs."""
    theirs = printed[expert]["ssq"]
    places = {"normal": 0, "gamma": 3, "lognormal": 4, "beta": 6}
    for fit in fitted(expert).fits:
        if fit.family in places:
            reference = theirs[places[fit.family]]
            assert fit.ssq <= reference * (1 + 1e-6) + 1e-9
            assert fit.ssq == pytest.approx(reference, rel=1e-2, abs=1e-9)


@pytest.mark.parametrize("expert", SAID)
def test_the_feedback_that_shelf_prints(printed: dict[str, dict[str, list[float]]], expert: str) -> None:
    """The values at 5, 10, 50, 90 and 95 %, which SHELF rounds to three digits."""
    place = {"normal": 0, "gamma": 3, "lognormal": 4, "beta": 6}
    for fit in fitted(expert).fits:
        if fit.family in place:
            theirs = [
                printed[expert][row][place[fit.family]] for row in ("0.05", "0.1", "0.5", "0.9", "0.95")
            ]
            assert list(fit.feedback) == pytest.approx(theirs, rel=5e-3)


@pytest.mark.parametrize("expert", SAID)
def test_the_straight_lines_that_shelf_prints(
    printed: dict[str, dict[str, list[float]]], expert: str
) -> None:
    """What SHELF calls a histogram is our `as_said`: straight lines from limit to limit."""
    ours = quantile(fitted(expert).as_said or Normal(mean=0, sd=1), np.array([0.05, 0.1, 0.5, 0.9, 0.95]))
    theirs = [printed[expert][row][7] for row in ("0.05", "0.1", "0.5", "0.9", "0.95")]
    assert list(ours) == pytest.approx(theirs, rel=1e-2)


@pytest.mark.parametrize("expert", SAID)
def test_a_heavier_tail_by_the_same_method(printed: dict[str, dict[str, list[float]]], expert: str) -> None:
    """Student's t with 3 degrees of freedom is no family of ours: the method alone, against theirs."""
    values = np.array(SAID[expert])

    def missed(free: np.ndarray) -> np.ndarray:
        return stats.t.cdf((values - free[0]) / math.exp(free[1]), 3) - QUARTILES

    found = least_squares(missed, [values[1], math.log(7.0)], xtol=1e-14, ftol=1e-14, gtol=1e-14).x
    assert (found[0], math.exp(found[1])) == pytest.approx(printed[expert]["Student.t"][:2], rel=1e-3)


def test_the_linear_pool_is_the_weighted_sum_of_chances() -> None:
    """The normals SHELF fits to A and B, pooled by us, against chances added up by hand."""
    one, two = Normal(mean=30, sd=7.41301109), Normal(mean=37.9396944, sd=16.0591873)
    pooled = pool([Said(who="A", dist=one), Said(who="B", dist=two, weight=3)])
    at = quantile(pooled.dist, np.array([0.05, 0.25, 0.5, 0.75, 0.95]))
    chances = 0.25 * stats.norm.cdf(at, 30, one.sd) + 0.75 * stats.norm.cdf(at, two.mean, two.sd)
    assert chances == pytest.approx([0.05, 0.25, 0.5, 0.75, 0.95], abs=2e-5)


def test_the_logarithmic_pool_of_normals_is_a_normal() -> None:
    """Precisions add up by weight: mean Σ w m/s² ÷ Σ w/s², spread (Σ w/s²)^-½."""
    people = [(0.0, 1.0, 2.0), (3.0, 2.0, 1.0), (-4.0, 0.5, 1.0)]
    pooled = pool([Said(who=str(m), dist=Normal(mean=m, sd=s), weight=w) for m, s, w in people], how="log")
    precision = sum(w / 4 / s**2 for _, s, w in people)
    mean = sum(w / 4 * m / s**2 for m, s, w in people) / precision
    at = shown(pooled.dist)
    assert (at.mean, at.sd) == pytest.approx((mean, precision**-0.5), rel=1e-3)
    assert at.p90 == pytest.approx(mean + Z90 * precision**-0.5, abs=1e-3)


def test_the_logarithmic_pool_of_betas_is_a_beta() -> None:
    """Beta(3, 5) and Beta(9, 2), half each: Beta(6, 3.5)."""
    pooled = pool([Said(who="A", dist=Beta(a=3, b=5)), Said(who="B", dist=Beta(a=9, b=2))], how="log")
    probs = np.array([0.02, 0.1, 0.5, 0.9, 0.98])
    assert quantile(pooled.dist, probs) == pytest.approx(stats.beta(6, 3.5).ppf(probs), abs=2e-4)


DENSITIES: list[tuple[Dist, object]] = [
    (Normal(mean=3, sd=2), stats.norm(3, 2)),
    (Lognormal(median=3, factor=2), stats.lognorm(math.log(2) / Z90, scale=3)),
    (Gamma(shape=0.7, scale=2), stats.gamma(0.7, scale=2)),
    (Beta(a=2, b=5), stats.beta(2, 5)),
    (Uniform(low=1, high=5), stats.uniform(1, 4)),
    (Pert(low=1, typical=2, high=7), stats.beta(1 + 4 / 6, 5 - 4 / 6, loc=1, scale=6)),
    (Triangular(low=0, typical=2, high=7), stats.triang(2 / 7, scale=7)),
    (Quantiles(probs=(0, 0.5, 1), values=(0, 1, 5)), stats.rv_histogram(([4, 4], [0, 1, 5]), density=False)),
]


@pytest.mark.parametrize(("dist", "theirs"), DENSITIES, ids=lambda item: type(item).__name__)
def test_densities_means_and_spreads_against_scipy(dist: Dist, theirs: object) -> None:
    x = np.linspace(-0.55, 7.45, 81)
    assert np.exp(log_density(dist, x)) == pytest.approx(theirs.pdf(x), rel=1e-9, abs=1e-12)  # type: ignore[attr-defined]
    at = shown(dist)
    assert (at.mean, at.sd) == pytest.approx((theirs.mean(), theirs.std()), rel=2e-4)  # type: ignore[attr-defined]


def test_a_mixture_has_the_mean_and_spread_of_all_its_parts() -> None:
    at = shown(Mixture(weights=(1, 3), parts=(Normal(mean=0, sd=1), Normal(mean=4, sd=2))))
    assert at.mean == pytest.approx(3.0, abs=1e-9)
    assert at.sd**2 == pytest.approx(0.25 * (1 + 9) + 0.75 * (4 + 1), rel=1e-6)
