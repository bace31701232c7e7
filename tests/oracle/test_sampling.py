"""Draws and quantiles of every family against scipy's frozen distributions."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import stats

from fram.decide.model.sampling import quantile, sample
from fram.terms.dist import Beta, Dist, Fixed, Lognormal, Mixture, Normal, Pert, Quantiles, Uniform


def pert_twin(low: float, typical: float, high: float) -> stats.rv_continuous:
    width = high - low
    return stats.beta(1 + 4 * (typical - low) / width, 1 + 4 * (high - typical) / width, loc=low, scale=width)


def lognormal_twin(dist: Lognormal) -> stats.rv_continuous:
    return stats.lognorm(dist.sigma, scale=dist.median)


SPREAD = Lognormal(median=900_000, factor=3)
# family, scipy's twin, the largest error of a quantile in standard deviations of the twin
TWINS = [
    (Uniform(low=3, high=12), stats.uniform(3, 9), 1e-5),
    (Pert(low=3, typical=11, high=12), pert_twin(3, 11, 12), 1e-5),
    (Pert(low=0, typical=0, high=12), pert_twin(0, 0, 12), 1e-4),
    (Pert(low=1, typical=8, high=24), pert_twin(1, 8, 24), 1e-5),
    (Normal(mean=4, sd=2), stats.norm(4, 2), 1e-12),
    (SPREAD, lognormal_twin(SPREAD), 1e-12),
    (Lognormal(median=0.03, factor=1.2), lognormal_twin(Lognormal(median=0.03, factor=1.2)), 1e-12),
    (Beta(a=5, b=1.5), stats.beta(5, 1.5), 1e-5),
    (Beta(a=1.2, b=12), stats.beta(1.2, 12), 1e-5),
    (Beta(a=65, b=136), stats.beta(65, 136), 1e-5),
    (Beta(a=0.5, b=0.5), stats.beta(0.5, 0.5), 1e-5),
]
IDS = [str(dist) for dist, _, _ in TWINS]
COIN = Mixture(weights=(1, 1), parts=(Fixed(value=1), Fixed(value=2)))
PROBS = np.concatenate([[1e-6, 1e-4, 0.001], np.linspace(0.005, 0.995, 199), [0.999, 1 - 1e-4, 1 - 1e-6]])


@pytest.mark.parametrize(("dist", "twin", "tolerance"), TWINS, ids=IDS)
def test_quantiles(dist: Dist, twin: stats.rv_continuous, tolerance: float) -> None:
    error = np.abs(quantile(dist, PROBS) - twin.ppf(PROBS)) / twin.std()
    assert error.max() < tolerance


@pytest.mark.parametrize(("dist", "twin", "tolerance"), TWINS, ids=IDS)
def test_draws_pass_kolmogorov_and_smirnov(dist: Dist, twin: stats.rv_continuous, tolerance: float) -> None:
    """Fixed seed and 40,000 draws: a shift of a fiftieth of a standard deviation would be seen."""
    drawn = sample(dist, seed=11, key="any", start=0, stop=40_000)
    assert stats.kstest(drawn, twin.cdf).pvalue > 0.01
    shifted = stats.kstest(drawn + 0.02 * twin.std() + 0 * tolerance, twin.cdf).pvalue
    assert shifted < 0.01


@pytest.mark.parametrize(
    "dist",
    [
        *(dist for dist, _, _ in TWINS),
        Fixed(value=7),
        Quantiles(probs=(0, 0.2, 0.5, 0.8, 1), values=(0, 59, 100, 241, 546)),
        Quantiles(probs=(0, 0.1, 0.3, 0.5, 0.92, 1), values=(6, 8.2, 12.5, 14.4, 18.5, 24.5)),
        Mixture(weights=(1, 6, 2, 1), parts=tuple(Uniform(low=i, high=i + 3) for i in range(4))),
        Mixture(weights=(0.3, 0.7), parts=(Fixed(value=0), Lognormal(median=5, factor=2))),
        Mixture(weights=(1, 1), parts=(COIN, Fixed(value=9))),
    ],
    ids=str,
)  # fmt: skip
def test_the_mean_of_the_draws_is_the_mean_of_the_distribution(dist: Dist) -> None:
    drawn = sample(dist, seed=5, key="mean", start=0, stop=200_000)
    error = drawn.std() / np.sqrt(drawn.size) + 1e-4 * abs(dist.mean)
    assert abs(drawn.mean() - dist.mean) < 4 * error + 1e-12


def test_published_quantiles_come_back() -> None:
    dist = Quantiles(probs=(0, 0.2, 0.5, 0.8, 1), values=(0, 59, 100, 241, 546))
    np.testing.assert_allclose(quantile(dist, np.array([0.2, 0.5, 0.8])), [59, 100, 241], rtol=2e-3)
    assert 0 < quantile(dist, 0.01)[0] < 59
    assert 241 < quantile(dist, 0.99)[0] < 546


@pytest.mark.parametrize(
    ("weights", "parts"),
    [
        ((1, 3), (Normal(mean=0, sd=1), Normal(mean=6, sd=2))),
        ((2, 1), (Lognormal(median=5, factor=2), Uniform(low=0, high=3))),
    ],
)
def test_a_mixture_against_the_sum_of_its_parts(weights: tuple[float, ...], parts: tuple[Dist, ...]) -> None:
    """Its distribution function is the weighted mean of theirs; scipy gives those."""
    dist, total = Mixture(weights=weights, parts=parts), sum(weights)

    def height(x: np.ndarray) -> np.ndarray:
        heights = []
        for part in parts:
            if isinstance(part, Normal):
                heights.append(stats.norm(part.mean, part.sd).cdf(x))
            elif isinstance(part, Lognormal):
                heights.append(lognormal_twin(part).cdf(x))
            else:
                assert isinstance(part, Uniform)
                heights.append(stats.uniform(part.low, part.high - part.low).cdf(x))
        return sum(w * h for w, h in zip(weights, heights, strict=True)) / total

    probs = np.linspace(0.002, 0.998, 250)
    assert np.abs(height(quantile(dist, probs)) - probs).max() < 5e-4
    assert stats.kstest(sample(dist, seed=3, key="mix", start=0, stop=40_000), height).pvalue > 0.01


def test_classes_still_possible_are_drawn_by_their_weights() -> None:
    dist = Mixture(weights=(1, 6, 3), parts=(Fixed(value=0), Fixed(value=10), Fixed(value=20)))
    drawn = sample(dist, seed=2, key="class", start=0, stop=50_000)
    shares = [np.mean(np.abs(drawn - value) < 0.5) for value in (0, 10, 20)]
    np.testing.assert_allclose(shares, [0.1, 0.6, 0.3], atol=0.01)


def test_a_normal_is_cut_where_nature_cuts_it() -> None:
    drawn = sample(Normal(mean=1, sd=2, low=0), seed=1, key="cut", start=0, stop=10_000)
    assert drawn.min() == 0
    assert drawn.max() > 5
    assert np.mean(drawn == 0) == pytest.approx(stats.norm(1, 2).cdf(0), abs=0.02)


@pytest.mark.parametrize(
    "dist",
    [
        Pert(low=4, typical=4, high=4), Uniform(low=4, high=4), Normal(mean=4, sd=0),
        Lognormal(median=4, factor=1), Fixed(value=4),
    ],
)  # fmt: skip
def test_no_spread_is_one_value(dist: Dist) -> None:
    np.testing.assert_allclose(sample(dist, seed=1, key="x", start=0, stop=50), 4.0, rtol=1e-12)
