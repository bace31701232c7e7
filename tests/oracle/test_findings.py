"""Findings against Bayes by brute force: every family of prior with every form of evidence; closed forms."""

from __future__ import annotations

import math
from collections.abc import Callable
from datetime import date

import numpy as np
import pytest
from scipy import stats

from fram.decide.beliefs import (
    Answers,
    Events,
    Evidence,
    Finding,
    Quote,
    Said,
    Told,
    Value,
    YesOf,
    reweigh,
    update,
)
from fram.decide.beliefs.posterior import Discounted
from fram.decide.beliefs.surprise import surprise
from fram.decide.model.sampling import quantile, sample
from fram.terms.dist import (
    Beta,
    Categorical,
    Dist,
    Gamma,
    Lognormal,
    Mixture,
    Normal,
    Pert,
    Poisson,
    Quantiles,
    Triangular,
    Uniform,
    ZeroInflated,
)
from fram.terms.dist.smooth import Z90

ON = date(2026, 11, 22)
Curve = Callable[[np.ndarray], np.ndarray]


def found(evidence: Evidence, *, sure: float = 1.0, rho: float = 0.0) -> Finding:
    return Finding(about="sales_cycle", kind="survey", evidence=evidence, on=ON, sure=sure, rho=rho)


# --- brute force: prior density times likelihood on a dense grid, both written anew with scipy.stats ---

PRIORS: dict[str, tuple[Dist, Curve, tuple[float, float]]] = {
    "uniform": (Uniform(low=0.1, high=0.6), stats.uniform(0.1, 0.5).pdf, (0.1, 0.6)),
    "pert": (Pert(low=0.1, typical=0.3, high=0.9), stats.beta(2, 4, loc=0.1, scale=0.8).pdf, (0.1, 0.9)),
    "triangular": (
        Triangular(low=0.1, typical=0.3, high=0.9), stats.triang(0.25, loc=0.1, scale=0.8).pdf, (0.1, 0.9),
    ),
    "normal": (Normal(mean=0.4, sd=0.06), stats.norm(0.4, 0.06).pdf, (0.001, 0.999)),
    "lognormal": (
        Lognormal(median=0.25, factor=1.6), stats.lognorm(math.log(1.6) / Z90, scale=0.25).pdf, (1e-5, 1.5),
    ),
    "beta": (Beta(a=2.5, b=4), stats.beta(2.5, 4).pdf, (1e-9, 1 - 1e-9)),
    "gamma": (Gamma(shape=3, scale=0.1), stats.gamma(3, scale=0.1).pdf, (1e-9, 2.0)),
    "quantiles": (
        Quantiles(probs=(0, 0.2, 0.7, 1), values=(0.1, 0.3, 0.4, 0.8)),
        lambda x: np.select([x < 0.3, x < 0.4, x <= 0.8], [1.0, 5.0, 0.75]),
        (0.1, 0.8),
    ),
}  # fmt: skip


def _two_sided(x: np.ndarray, low: float, middle: float, high: float) -> np.ndarray:
    """One person's measurement on the plain scale: a spread on each side."""
    spread = np.where(x > middle, high - middle, middle - low) / Z90
    return np.exp(-0.5 * ((x - middle) / spread) ** 2)


TOLD = Told(said=(
    Said(who="A", dist=Quantiles(probs=(0, 0.1, 0.5, 0.9, 1), values=(0.1, 0.28, 0.38, 0.48, 0.6))),
    Said(who="B", dist=Quantiles(probs=(0, 0.1, 0.5, 0.9, 1), values=(0.1, 0.20, 0.42, 0.58, 0.9))),
))  # fmt: skip
FOUND: dict[str, tuple[Evidence, Curve]] = {
    "value": (Value(value=0.45, sd=0.05), stats.norm(0.45, 0.05).pdf),
    "quote": (
        Quote(price=0.45, factor=1.3),
        lambda x: stats.norm.pdf(np.log(np.maximum(x, 1e-12)), math.log(0.45), math.log(1.3) / Z90),
    ),
    "yes-of": (YesOf(yes=7, of=18), lambda x: stats.binom.pmf(7, 18, np.clip(x, 0, 1)) * (x <= 1)),
    "events": (Events(count=4, over=9), lambda x: stats.poisson.pmf(4, 9 * x)),
    "answers": (
        Answers(count=6, mean=0.42, sd=0.12),
        lambda x: stats.t.pdf((0.42 - x) / (0.12 / math.sqrt(6)), 5),
    ),
    "told": (
        TOLD, lambda x: _two_sided(x, 0.28, 0.38, 0.48) * _two_sided(x, 0.20, 0.42, 0.58),
    ),
}  # fmt: skip
PROBS = np.array([0.01, 0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95, 0.99])


def by_brute_force(prior: Curve, likely: Curve, ends: tuple[float, float]) -> tuple[np.ndarray, float, float]:
    """Quantiles of the posterior, its standard deviation, and the effective share of the prior's draws."""
    x = np.linspace(*ends, 400_001)
    before = prior(x)
    after = before * likely(x)
    mass = np.concatenate([[0.0], np.cumsum(0.5 * (after[1:] + after[:-1]))])
    mean = float((after @ x) / after.sum())
    spread = math.sqrt(float((after @ (x - mean) ** 2) / after.sum()))
    share = float(after.sum() ** 2 / (before.sum() * (before * likely(x) ** 2).sum()))
    return np.interp(PROBS, mass / mass[-1], x), spread, share


@pytest.mark.parametrize("evidence", FOUND)
@pytest.mark.parametrize("family", PRIORS)
def test_every_family_with_every_evidence_against_brute_force(family: str, evidence: str) -> None:
    """Quantiles from 1 to 99 % within a hundredth of the posterior's spread; effective size within 1 %."""
    prior, density, ends = PRIORS[family]
    numbers, likely = FOUND[evidence]
    step = update(prior, found(numbers))
    theirs, spread, share = by_brute_force(density, likely, ends)
    assert np.abs(quantile(step.posterior, PROBS) - theirs).max() < 0.01 * spread
    assert step.ess / 10_000 == pytest.approx(share, rel=0.01)
    assert step.after.sd == pytest.approx(spread, rel=5e-3)


@pytest.mark.parametrize("sure", [0.2, 0.5])
def test_half_sure_is_the_root_of_the_likelihood(sure: float) -> None:
    prior, density, ends = PRIORS["pert"]
    for numbers, likely in FOUND.values():
        step = update(prior, found(numbers, sure=sure))
        theirs, spread, _ = by_brute_force(density, lambda x, f=likely: f(x) ** sure, ends)
        # Answers carry the exponent -n/2 of Student's t, so the root of it is the same power.
        assert np.abs(quantile(step.posterior, PROBS) - theirs).max() < 0.01 * spread


def test_a_find_far_in_the_tail_is_resolved() -> None:
    """Five spreads out and a hundred times as sharp: hardly any draw counts, and the posterior is right."""
    prior, density, ends = Gamma(shape=3, scale=0.1), stats.gamma(3, scale=0.1).pdf, (1.6, 2.0)
    step = update(prior, found(Value(value=1.8, sd=0.005)))
    theirs, spread, _ = by_brute_force(density, stats.norm(1.8, 0.005).pdf, ends)
    assert step.ess < 5
    assert step.is_thin
    assert step.contradicts
    assert np.abs(quantile(step.posterior, PROBS) - theirs).max() < 0.02 * spread


def test_a_normal_with_cuts_keeps_the_chance_on_its_cut() -> None:
    """What lies below 0 sits on 0; after a measurement its chance is Bayes' by hand."""
    prior = Normal(mean=1, sd=1, low=0)
    step = update(prior, found(Value(value=0.3, sd=0.5)))
    below = stats.norm.cdf(-1) * stats.norm.pdf(0.3, 0, 0.5)
    x = np.linspace(0, 6, 200_001)
    above = float(np.trapezoid(stats.norm.pdf(x, 1, 1) * stats.norm.pdf(0.3, x, 0.5), x))
    chance = below / (below + above)
    assert quantile(step.posterior, chance - 0.005)[0] == 0
    assert quantile(step.posterior, chance + 0.005)[0] > 0
    assert quantile(step.posterior, 0.0001)[0] >= 0


def test_counts_and_steps_value_by_value() -> None:
    likely = stats.norm(5, 1.5).pdf
    for prior, values, chances in (
        (Poisson(rate=2.5), np.arange(60.0), stats.poisson(2.5).pmf(np.arange(60))),
        (
            Categorical(values=(1, 4, 9), weights=(2, 1, 1)),
            np.array([1.0, 4, 9]),
            np.array([0.5, 0.25, 0.25]),
        ),
    ):
        after = update(prior, found(Value(value=5, sd=1.5))).posterior
        assert isinstance(after, Categorical)
        theirs = chances * likely(values) / (chances @ likely(values))
        shares = dict(zip(after.values, after.weights, strict=True))
        assert [shares.get(v, 0.0) for v in values] == pytest.approx(list(theirs), abs=1e-9)


def test_the_parts_of_a_mixture_change_weight_by_how_well_they_foresaw() -> None:
    prior = Mixture(weights=(3, 1), parts=(Normal(mean=0, sd=1), Normal(mean=5, sd=2)))
    after = update(prior, found(Value(value=4, sd=1))).posterior
    odds = np.array([0.75 * stats.norm.pdf(4, 0, 2**0.5), 0.25 * stats.norm.pdf(4, 5, 5**0.5)])
    assert isinstance(after, Mixture)
    assert after.weights == pytest.approx(tuple(odds / odds.sum()), rel=1e-5)
    assert after.parts[1].mean == pytest.approx((5 / 4 + 4) / (1 / 4 + 1))
    zero = update(
        ZeroInflated(chance_zero=0.6, part=Uniform(low=0.01, high=0.08)), found(Value(value=0.05, sd=0.01))
    )
    x = np.linspace(0.01, 0.08, 100_001)
    part = 0.4 * float(np.mean(stats.norm.pdf(x, 0.05, 0.01)))
    nothing = 0.6 * stats.norm.pdf(0, 0.05, 0.01)
    assert isinstance(zero.posterior, ZeroInflated)
    assert zero.posterior.chance_zero == pytest.approx(nothing / (nothing + part), rel=1e-3)


# --- closed forms ---------------------------------------------------------------------------------


def test_the_closed_forms() -> None:
    assert update(Beta(a=2, b=6), found(YesOf(yes=7, of=18))).posterior == Beta(a=9, b=17)
    half = update(Beta(a=2, b=6), found(YesOf(yes=7, of=18), sure=0.5)).posterior
    assert half == Beta(a=5.5, b=11.5)  # 3.5 of 9
    rate = update(Gamma(shape=2, scale=0.25), found(Events(count=3, over=4))).posterior
    assert rate == Gamma(shape=5, scale=1 / (4 + 4))
    normal = update(Normal(mean=10, sd=3), found(Value(value=12, sd=1))).posterior
    assert isinstance(normal, Normal)
    assert (normal.mean, normal.sd) == pytest.approx(((10 / 9 + 12) / (1 / 9 + 1), (1 / 9 + 1) ** -0.5))
    price = update(Lognormal(median=500, factor=4), found(Quote(price=900, factor=4))).posterior
    assert isinstance(price, Lognormal)
    assert price.median == pytest.approx(math.sqrt(500 * 900))  # equally sure: the middle of the logarithms
    assert price.sigma == pytest.approx(math.log(4) / Z90 / math.sqrt(2))


def test_the_surprise_of_a_measurement_is_that_of_a_normal() -> None:
    """Normal(10, 3) foresees Normal(10, √(9 + 1)); at half weight √(9 + 2)."""
    prior = Normal(mean=10, sd=3)
    for weight, noise in ((1.0, 1.0), (0.5, 2.0)):
        chance = surprise(prior, Discounted(evidence=Value(value=17, sd=1), weight=weight))
        assert chance == pytest.approx(2 * stats.norm.sf(7 / math.sqrt(9 + noise)), rel=1e-4)


@pytest.mark.parametrize(("yes", "of"), [(0, 10), (2, 10), (9, 10), (10, 10), (17, 30)])
def test_the_surprise_of_counts_is_that_of_the_beta_binomial(yes: int, of: int) -> None:
    foreseen = stats.betabinom(of, 2, 6)
    tails = foreseen.cdf(yes), foreseen.sf(yes - 1)
    ours = surprise(Beta(a=2, b=6), Discounted(evidence=YesOf(yes=yes, of=of), weight=1.0))
    assert ours == pytest.approx(min(1.0, 2 * min(tails)), rel=1e-3)


def test_the_surprise_of_events_is_that_of_the_negative_binomial() -> None:
    foreseen = stats.nbinom(2, 1 / (1 + 8 * 0.25))  # Gamma(2, 0.25) rates watched for 8 years
    tails = foreseen.cdf(12), foreseen.sf(11)
    ours = surprise(Gamma(shape=2, scale=0.25), Discounted(evidence=Events(count=12, over=8), weight=1.0))
    assert ours == pytest.approx(2 * min(tails), rel=1e-3)


def test_surprises_are_even_when_the_belief_is_right() -> None:
    """Where truth comes from the belief, one finding in twenty is told as a contradiction: 5 % of 2,000."""
    prior, dice = Pert(low=3, typical=9, high=24), np.random.Generator(np.random.Philox(3))
    truth = sample(prior, seed=5, key="truth", start=0, stop=2000)
    chances = [
        surprise(prior, Discounted(evidence=Value(value=v, sd=2), weight=1.0)) for v in dice.normal(truth, 2)
    ]
    assert abs(np.mean(np.array(chances) < 0.05) - 0.05) < 3 * math.sqrt(0.05 * 0.95 / 2000)


# --- re-weighting ---------------------------------------------------------------------------------


@pytest.mark.parametrize("evidence", FOUND)
def test_reweighed_outcomes_are_those_of_a_new_simulation(evidence: str) -> None:
    """40,000 draws weighed, and drawn anew from the updated belief: within 4 standard errors."""
    prior, numbers = PRIORS["pert"][0], FOUND[evidence][0]

    def simulated(share: np.ndarray) -> np.ndarray:
        noise = sample(Normal(mean=0, sd=1), seed=9, key="noise", start=0, stop=share.size)
        return np.stack([np.zeros(share.size), 10 * share - 4 + noise, 30 * share**2 - 5 + 0.5 * noise])

    step = update(prior, found(numbers))
    before = sample(prior, seed=4, key="share", start=0, stop=40_000)
    again = simulated(sample(step.posterior, seed=8, key="share", start=0, stop=40_000))
    ours = reweigh(simulated(before), before, findings=found(numbers))
    assert ours.weights.sum() == pytest.approx(1.0)
    assert ours.ess == pytest.approx(40_000 * step.ess / 10_000, rel=0.05)
    error = again.std(axis=1) * math.sqrt(1 / ours.ess + 1 / 40_000)
    assert (np.abs(ours.expected - again.mean(axis=1)) <= 4 * error + 1e-12).all()
    best = np.bincount(again.argmax(axis=0), minlength=3) / 40_000
    assert ours.best == pytest.approx(best, abs=4 * math.sqrt(0.25 / ours.ess))
