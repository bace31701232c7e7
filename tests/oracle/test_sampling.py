"""Draws and quantiles of every family against scipy's frozen distributions."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import stats
from scipy.special import ndtr, pdtrc

from fram.decide.model.sampling import NODES, at_normal, quantile, sample
from fram.terms.dist import (
    Beta,
    Categorical,
    Dist,
    Fixed,
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
    from_percentiles,
)


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
    (Triangular(low=3, typical=11, high=12), stats.triang(8 / 9, 3, 9), 1e-4),
    (Triangular(low=0, typical=0, high=12), stats.triang(0, 0, 12), 1e-4),
    (Triangular(low=-4, typical=8, high=8), stats.triang(1, -4, 12), 1e-4),
    (Gamma(shape=0.5, scale=3), stats.gamma(0.5, scale=3), 1e-4),
    (Gamma(shape=1, scale=1e6), stats.gamma(1, scale=1e6), 1e-4),
    (Gamma(shape=20, scale=0.1), stats.gamma(20, scale=0.1), 1e-5),
]
IDS = [str(dist) for dist, _, _ in TWINS]
# families with steps: each quantile is met exactly
STEPS = [
    (Poisson(rate=0.02), stats.poisson(0.02)),
    (Poisson(rate=3), stats.poisson(3)),
    (Poisson(rate=47.5), stats.poisson(47.5)),
    (Poisson(rate=8000), stats.poisson(8000)),
    (Poisson(rate=1e6), stats.poisson(1e6)),
    (
        Categorical(values=(1, 2, 5, 9.5), weights=(3, 4, 1, 2)),
        stats.rv_discrete(values=((1, 2, 5, 9.5), (0.3, 0.4, 0.1, 0.2))),
    ),
    (
        Categorical(values=(-1, 0, 0.1, 7), weights=(0, 0.25, 0.75, 0)),
        stats.rv_discrete(values=((0, 0.1), (0.25, 0.75))),
    ),
]
STEP_IDS = [str(dist) for dist, _ in STEPS]
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
        *(dist for dist, _ in STEPS),
        Fixed(value=7),
        Quantiles(probs=(0, 0.2, 0.5, 0.8, 1), values=(0, 59, 100, 241, 546)),
        Quantiles(probs=(0, 0.1, 0.3, 0.5, 0.92, 1), values=(6, 8.2, 12.5, 14.4, 18.5, 24.5)),
        Mixture(weights=(1, 6, 2, 1), parts=tuple(Uniform(low=i, high=i + 3) for i in range(4))),
        Mixture(weights=(0.3, 0.7), parts=(Fixed(value=0), Lognormal(median=5, factor=2))),
        Mixture(weights=(1, 1), parts=(COIN, Fixed(value=9))),
        Mixture(weights=(1, 1), parts=(COIN, Poisson(rate=4))),
        ZeroInflated(chance_zero=0.9, part=Lognormal(median=5, factor=2)),
        ZeroInflated(chance_zero=0.2, part=Normal(mean=1, sd=4)),
        ZeroInflated(chance_zero=0, part=Gamma(shape=2, scale=1)),
        ZeroInflated(chance_zero=1, part=Gamma(shape=2, scale=1)),
        from_percentiles(p10=3, p50=8, p90=30),
        from_percentiles(p10=-3, p50=8, p90=10),
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


# --- families with steps --------------------------------------------------------------------------


@pytest.mark.parametrize(("dist", "twin"), STEPS, ids=STEP_IDS)
def test_quantiles_of_steps_are_exact(dist: Dist, twin: stats.rv_discrete) -> None:
    probs = np.concatenate(
        [10.0 ** -np.arange(1, 15), np.linspace(0.00317, 0.99883, 4001), [1 - 1e-9, 1 - 1e-12]]
    )
    np.testing.assert_array_equal(quantile(dist, probs), twin.ppf(probs))


@pytest.mark.parametrize(("dist", "twin"), STEPS, ids=STEP_IDS)
def test_draws_of_steps_are_the_values_and_as_frequent(dist: Dist, twin: stats.rv_discrete) -> None:
    drawn = sample(dist, seed=12, key="steps", start=0, stop=200_000)
    values, counts = np.unique(drawn, return_counts=True)
    assert np.all(twin.pmf(values) > 0)  # nothing but values the twin has too
    distance = np.abs(np.cumsum(counts) / drawn.size - twin.cdf(values)).max()
    assert distance < stats.kstwobign.ppf(0.99) / np.sqrt(drawn.size)


def test_a_step_is_taken_up_to_its_very_height() -> None:
    """As everywhere: the quantile is the least value whose chance of not being exceeded is reached."""
    coin = Categorical(values=(1, 2), weights=(1, 1))
    for dist in (coin, COIN):
        np.testing.assert_array_equal(quantile(dist, np.array([0.5, np.nextafter(0.5, 1)])), [1, 2])


def test_far_counts_are_exact_beyond_what_a_uniform_number_can_tell() -> None:
    """Factors that move inputs together reach normal values whose height rounds to 1."""
    z = np.linspace(6, 8.9, 59)
    counts = np.arange(400)
    expected = [counts[pdtrc(counts, 30.0) <= above][0] for above in ndtr(-z)]
    np.testing.assert_array_equal(at_normal(Poisson(rate=30), z), expected)


@pytest.mark.parametrize(
    ("dist", "twin"),
    [*((dist, twin) for dist, twin, _ in TWINS), *STEPS],
    ids=[*IDS, *STEP_IDS],
)
def test_mean_and_spread_of_the_draws(dist: Dist, twin: stats.rv_continuous) -> None:
    """200,000 Philox draws: within four standard errors of the twin's mean and variance."""
    drawn = sample(dist, seed=21, key="moments", start=0, stop=200_000)
    mean, variance = twin.mean(), twin.var()
    about = (drawn - mean) ** 2  # its own spread is the error of the variance, also with a heavy tail
    assert abs(drawn.mean() - mean) < 4 * np.sqrt(variance / drawn.size)
    assert abs(about.mean() - variance) < 4 * about.std() / np.sqrt(drawn.size)


# --- what is put together, against a distribution function by hand ---------------------------------

PARTS = {
    "bell": (Normal(mean=0, sd=1), stats.norm(0, 1)),
    "far bell": (Normal(mean=6, sd=2), stats.norm(6, 2)),
    "tail": (Lognormal(median=5, factor=2), lognormal_twin(Lognormal(median=5, factor=2))),
    "low": (Uniform(low=0, high=3), stats.uniform(0, 3)),
    "high": (Uniform(low=10, high=11), stats.uniform(10, 1)),
    "cost": (Gamma(shape=2, scale=3), stats.gamma(2, scale=3)),
    "sides": (Triangular(low=-1, typical=0, high=4), stats.triang(0.2, -1, 5)),
    "events": (Poisson(rate=3), stats.poisson(3)),
    "many": (Poisson(rate=900), stats.poisson(900)),
    "one": (Fixed(value=1), stats.rv_discrete(values=((1,), (1,)))),
    "rung": (
        Categorical(values=(0, 2.5), weights=(1, 3)),
        stats.rv_discrete(values=((0, 2.5), (0.25, 0.75))),
    ),
}
WITH_STEPS = {"events", "many", "one", "rung"}
TOGETHER = [
    {"bell": 1, "far bell": 3},
    {"tail": 2, "low": 1},
    {"low": 1, "high": 1},
    {"one": 2, "low": 1, "sides": 1},
    {"events": 1, "rung": 1},
    {"events": 1, "cost": 1, "one": 2},
    {"many": 1, "tail": 5},
    {"tail": 1, "cost": 1, "sides": 1, "bell": 1},
]


class Twin:
    """A weighted mean of distribution functions; ``below`` leaves out what stands on the value itself."""

    def __init__(self, shares: dict[str, float], *, zero: float = 0.0) -> None:
        total = sum(shares.values())
        self.parts = [(1 - zero) * weight / total for weight in shares.values()]
        self.twins = [PARTS[name][1] for name in shares]
        self.zero = zero

    def cdf(self, x: np.ndarray) -> np.ndarray:
        return self._height(x, x >= 0)

    def below(self, x: np.ndarray) -> np.ndarray:
        return self._height(np.nextafter(x, -np.inf), x > 0)

    def _height(self, x: np.ndarray, has_zero: np.ndarray) -> np.ndarray:
        heights = [twin.cdf(x) for twin in self.twins]
        return self.zero * has_zero + sum(w * h for w, h in zip(self.parts, heights, strict=True))


def agree(dist: Dist, twin: Twin) -> None:
    """Each quantile lies where the twin's height passes its probability; so do 40,000 draws."""
    probs = np.concatenate([[1e-6, 1e-4], np.linspace(0.00217, 0.99791, 500), [1 - 1e-4, 1 - 1e-6]])
    values = quantile(dist, probs)
    assert np.all(twin.below(values) <= probs + 5e-5)
    assert np.all(twin.cdf(values) >= probs - 5e-5)
    drawn = np.sort(sample(dist, seed=3, key="mix", start=0, stop=40_000))
    places, counts = np.unique(drawn, return_counts=True)
    reached = np.cumsum(counts) / drawn.size
    apart = np.maximum(reached - twin.cdf(places), twin.below(places) - (reached - counts / drawn.size))
    assert apart.max() < stats.kstwobign.ppf(0.99) / np.sqrt(drawn.size)


@pytest.mark.parametrize("shares", TOGETHER, ids=str)
def test_a_mixture_against_the_sum_of_its_parts(shares: dict[str, float]) -> None:
    dist = Mixture(weights=tuple(shares.values()), parts=tuple(PARTS[name][0] for name in shares))
    agree(dist, Twin(shares))


@pytest.mark.parametrize("chance", [0.0, 0.03, 0.4, 0.97])
@pytest.mark.parametrize("name", PARTS)
def test_zero_inflated_against_a_distribution_by_hand(name: str, chance: float) -> None:
    dist = ZeroInflated(chance_zero=chance, part=PARTS[name][0])
    agree(dist, Twin({name: 1}, zero=chance))


def test_a_mixture_of_mixtures_is_one_mixture() -> None:
    inner = Mixture(weights=(1, 1), parts=(PARTS["low"][0], PARTS["events"][0]))
    nested = Mixture(weights=(2, 1), parts=(inner, ZeroInflated(chance_zero=0.5, part=PARTS["high"][0])))
    flat = Mixture(
        weights=(2, 2, 1, 1), parts=(PARTS["low"][0], PARTS["events"][0], Fixed(value=0), PARTS["high"][0])
    )
    probs = np.linspace(0.001, 0.999, 777)
    np.testing.assert_allclose(quantile(nested, probs), quantile(flat, probs), atol=1e-3)


def test_a_zero_is_exactly_zero_and_as_frequent_as_said() -> None:
    for part in (PARTS["tail"][0], PARTS["sides"][0], PARTS["bell"][0], PARTS["cost"][0]):
        drawn = sample(ZeroInflated(chance_zero=0.3, part=part), seed=4, key="zero", start=0, stop=200_000)
        assert np.mean(drawn == 0) == pytest.approx(0.3, abs=0.004)
        near = np.abs(drawn[drawn != 0]) < 1e-6  # no draw on the way from zero to the rest
        assert near.mean() < 1e-4


def test_zero_ends_at_its_very_chance_however_slowly_the_part_begins() -> None:
    slow = Quantiles(probs=(0, 0.5, 0.6, 1), values=(0, 1e-7, 1, 2))
    found = quantile(ZeroInflated(chance_zero=0.3, part=slow), np.linspace(0.295, 0.2999999, 2000))
    np.testing.assert_array_equal(found, 0)


def test_a_step_on_a_node_of_the_table_is_a_step() -> None:
    for node in NODES[300:1700:7]:
        dist = ZeroInflated(chance_zero=float(ndtr(node)), part=Fixed(value=1))
        z = node + np.linspace(-0.02, 0.02, 101)
        np.testing.assert_array_equal(
            at_normal(dist, z)[np.abs(z - node) > 1e-9], (z > node)[np.abs(z - node) > 1e-9]
        )


def test_between_a_jump_and_the_next_point_the_line_is_the_parts_own() -> None:
    heights = np.linspace(0, 1, 400)
    part = Quantiles(probs=tuple(heights), values=tuple(1 + 5 * heights + 10 * heights**3))
    probs = np.linspace(0.4001, 0.404, 500)
    expected = np.interp((probs - 0.4) / 0.6, part.probs, part.values)
    found = quantile(ZeroInflated(chance_zero=0.4, part=part), probs)
    np.testing.assert_allclose(found, expected, rtol=1e-5)


def test_counts_stay_whole_in_what_is_put_together() -> None:
    events, many = PARTS["events"][0], PARTS["many"][0]
    for dist in (
        ZeroInflated(chance_zero=0.3, part=events),
        ZeroInflated(chance_zero=0.3, part=many),
        Mixture(weights=(1, 2, 3), parts=(events, many, Fixed(value=40))),
        Mixture(weights=(1, 1), parts=(ZeroInflated(chance_zero=0.5, part=events), Fixed(value=-3))),
    ):
        drawn = sample(dist, seed=6, key="whole", start=0, stop=200_000)
        np.testing.assert_array_equal(drawn, np.rint(drawn))


def test_nothing_is_drawn_in_a_gap() -> None:
    dist = Mixture(weights=(1, 1), parts=(PARTS["low"][0], PARTS["high"][0]))
    drawn = sample(dist, seed=6, key="gap", start=0, stop=200_000)
    assert not np.any((drawn > 3) & (drawn < 10))


def test_the_part_of_a_cut_normal_that_stands_on_its_cut_stays_there() -> None:
    cut = Normal(mean=0.3, sd=0.7, low=0, high=1)
    dist = Mixture(weights=(1, 1), parts=(cut, Categorical(values=(0, 0.5), weights=(1, 1))))
    drawn = sample(dist, seed=1, key="cut", start=0, stop=200_000)
    twin = stats.norm(0.3, 0.7)
    expected = (0.5 * twin.cdf(0) + 0.25, 0.25, 0.5 * twin.sf(1))
    found = [np.mean(drawn == value) for value in (0, 0.5, 1)]
    np.testing.assert_allclose(found, expected, atol=0.004)


@pytest.mark.parametrize("mean", [0.3, 0.4, 0.6, 0.7])
@pytest.mark.parametrize("sd", [0.7, 1.7, 2.5, 2.9])
def test_a_cut_is_met_to_the_last_bit(mean: float, sd: float) -> None:
    dist = Mixture(weights=(1, 1), parts=(Normal(mean=mean, sd=sd, low=0.2), Fixed(value=50)))
    height = stats.norm(mean, sd).cdf(0.2) / 2
    assert set(quantile(dist, np.linspace(0.99, 1 - 1e-9, 500) * height)) == {0.2}


def test_the_end_of_a_stretch_is_met_to_the_last_bit() -> None:
    rng = np.random.default_rng(1)
    for low, high in rng.lognormal(0, 3, (50, 2)) * [-1, 1]:
        part = Quantiles(probs=(0, 1), values=(low, high))
        assert quantile(Mixture(weights=(1, 1), parts=(part, Fixed(value=1e6))), 0.5)[0] == high


def test_classes_still_possible_are_drawn_by_their_weights() -> None:
    dist = Mixture(weights=(1, 6, 3), parts=(Fixed(value=0), Fixed(value=10), Fixed(value=20)))
    drawn = sample(dist, seed=2, key="class", start=0, stop=50_000)
    shares = [np.mean(drawn == value) for value in (0, 10, 20)]
    np.testing.assert_allclose(shares, [0.1, 0.6, 0.3], atol=0.01)


def test_a_level_stretch_of_published_quantiles_is_one_value() -> None:
    dist = Quantiles(probs=(0.0, 0.2, 0.8, 1.0), values=(0, 0, 10, 30))
    drawn = sample(dist, seed=2, key="level", start=0, stop=200_000)
    assert np.mean(drawn == 0) == pytest.approx(0.2, abs=0.004)
    np.testing.assert_allclose(quantile(dist, np.array([0.1, 0.2, 0.5, 0.9])), [0, 0, 5, 20], rtol=1e-5)


@pytest.mark.parametrize("given", [(1, 4, 9), (30, 100, 333.3), (5, 5, 9), (0, 4, 12), (-5, 0, 3)], ids=str)
def test_percentiles_given_are_percentiles_drawn(given: tuple[float, float, float]) -> None:
    dist = from_percentiles(p10=given[0], p50=given[1], p90=given[2])
    found = quantile(dist, np.array([0.1, 0.5, 0.9]))
    np.testing.assert_allclose(found, given, rtol=1e-3, atol=1e-9)
    drawn = sample(dist, seed=9, key="asked", start=0, stop=200_000)
    shares = [np.mean(drawn <= value) for value in given]
    level = given[0] == given[1]  # half of all stand on P10 then
    np.testing.assert_allclose(shares, [0.5 if level else 0.1, 0.5, 0.9], atol=0.004)


# --- limits ---------------------------------------------------------------------------------------


def test_a_normal_is_cut_where_nature_cuts_it() -> None:
    drawn = sample(Normal(mean=1, sd=2, low=0), seed=1, key="cut", start=0, stop=10_000)
    assert drawn.min() == 0
    assert drawn.max() > 5
    assert np.mean(drawn == 0) == pytest.approx(stats.norm(1, 2).cdf(0), abs=0.02)


@pytest.mark.parametrize(
    "dist",
    [
        Pert(low=4, typical=4, high=4), Uniform(low=4, high=4), Normal(mean=4, sd=0),
        Lognormal(median=4, factor=1), Fixed(value=4), Triangular(low=4, typical=4, high=4),
        Categorical(values=(4,), weights=(2,)), ZeroInflated(chance_zero=0, part=Fixed(value=4)),
        Mixture(weights=(0, 1), parts=(Fixed(value=9), Uniform(low=4, high=4))),
    ],
)  # fmt: skip
def test_no_spread_is_one_value(dist: Dist) -> None:
    np.testing.assert_allclose(sample(dist, seed=1, key="x", start=0, stop=50), 4.0, rtol=1e-12)
