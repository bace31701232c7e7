"""Distributions as data: what they refuse, and their means against scipy or arithmetic."""

from __future__ import annotations

import json
import math
import typing
from statistics import NormalDist

import jsonschema
import pytest
from scipy import stats

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
    scaled,
)
from fram.terms.errors import Refused
from fram.terms.estimate import Estimate
from fram.terms.reading import plain, read
from fram.workspace.record import schema

ONE_OF_EACH: tuple[Dist, ...] = (
    Fixed(value=2),
    Uniform(low=1, high=2),
    Pert(low=1, typical=2, high=4),
    Triangular(low=1, typical=2, high=4),
    Normal(mean=2, sd=1, low=0, high=9),
    Lognormal(median=2, factor=2),
    Beta(a=2, b=5),
    Gamma(shape=2, scale=3),
    Poisson(rate=4),
    Categorical(values=(1, 2, 7), weights=(3, 2, 1)),
    Quantiles(probs=(0.0, 0.2, 0.8, 1.0), values=(0.5, 1, 3, 7)),
    Mixture(weights=(1, 2), parts=(Fixed(value=1), Poisson(rate=2))),
    ZeroInflated(chance_zero=0.3, part=Mixture(weights=(1,), parts=(Gamma(shape=1, scale=2),))),
)


def test_one_of_each_is_one_of_each() -> None:
    assert [type(dist) for dist in ONE_OF_EACH] == list(typing.get_args(Dist))


@pytest.mark.parametrize(
    ("kind", "terms"),
    [
        (Uniform, {"low": 2, "high": 1}),
        (Pert, {"low": 2, "typical": 1, "high": 3}),
        (Pert, {"low": 0, "typical": 4, "high": 3}),
        (Normal, {"mean": 0, "sd": -1}),
        (Lognormal, {"median": 0, "factor": 2}),
        (Lognormal, {"median": 1, "factor": 0.5}),
        (Beta, {"a": 0, "b": 1}),
        (Quantiles, {"probs": (0.5,), "values": (1.0,)}),
        (Quantiles, {"probs": (0.1, 0.5), "values": (2.0, 1.0)}),
        (Quantiles, {"probs": (0.5, 0.1), "values": (1.0, 2.0)}),
        (Quantiles, {"probs": (-0.1, 0.5), "values": (1.0, 2.0)}),
        (Quantiles, {"probs": (0.5, 1.1), "values": (1.0, 2.0)}),
        (Quantiles, {"probs": (0.1, 0.5, 0.9), "values": (1.0, 2.0)}),
        (Mixture, {"weights": (1.0,), "parts": ()}),
        (Mixture, {"weights": (), "parts": ()}),
        (Mixture, {"weights": (0.0,), "parts": (Fixed(value=1),)}),
        (Mixture, {"weights": (2.0, -1.0), "parts": (Fixed(value=1), Fixed(value=2))}),
        (Mixture, {"weights": (math.inf,), "parts": (Fixed(value=1),)}),
        (Triangular, {"low": 2, "typical": 1, "high": 3}),
        (Triangular, {"low": 0, "typical": 4, "high": 3}),
        (Gamma, {"shape": 0, "scale": 1}),
        (Gamma, {"shape": 1, "scale": -1}),
        (Gamma, {"shape": math.inf, "scale": 1}),
        (Gamma, {"shape": 1, "scale": math.nan}),
        (Poisson, {"rate": -0.1}),
        (Poisson, {"rate": 1_000_001}),
        (Poisson, {"rate": math.nan}),
        (Categorical, {"values": (), "weights": ()}),
        (Categorical, {"values": (1.0, 2.0), "weights": (1.0,)}),
        (Categorical, {"values": (1.0, 2.0), "weights": (0.0, 0.0)}),
        (Categorical, {"values": (1.0, 2.0), "weights": (1.0, -1.0)}),
        (Categorical, {"values": (2.0, 1.0), "weights": (1.0, 1.0)}),
        (Categorical, {"values": (1.0, 1.0), "weights": (1.0, 1.0)}),
        (Categorical, {"values": (1.0, math.inf), "weights": (1.0, 1.0)}),
        (ZeroInflated, {"chance_zero": -0.1, "part": Fixed(value=1)}),
        (ZeroInflated, {"chance_zero": 1.1, "part": Fixed(value=1)}),
        (ZeroInflated, {"chance_zero": math.nan, "part": Fixed(value=1)}),
    ],
)
def test_what_is_no_distribution_is_refused_with_a_remedy(kind: type, terms: dict[str, object]) -> None:
    with pytest.raises(Refused) as caught:
        kind(**terms)
    assert caught.value.problem.remedy


@pytest.mark.parametrize("yes", [-1, 11])
def test_a_part_is_not_more_than_its_whole(yes: float) -> None:
    with pytest.raises(Refused, match="not a share"):
        Beta.from_counts(yes=yes, of=10)


PERT_TWIN = stats.beta(1 + 4 * 8 / 9, 1 + 4 * 1 / 9, loc=3, scale=9)


@pytest.mark.parametrize(
    ("dist", "mean"),
    [
        (Fixed(value=3), 3),
        (Uniform(low=3, high=12), stats.uniform(3, 9).mean()),
        (Pert(low=3, typical=11, high=12), PERT_TWIN.mean()),
        (Pert(low=2, typical=2, high=2), 2),
        (Normal(mean=4, sd=2), 4),
        (Lognormal(median=5, factor=3), stats.lognorm(Lognormal(median=5, factor=3).sigma, scale=5).mean()),
        (Beta(a=2, b=5), stats.beta(2, 5).mean()),
        (Beta.from_counts(yes=64, of=199), 65 / 201),
        # By hand: flat at 0 up to 0.2, straight to 10 at 0.8, straight to 30: .2·0 + .6·5 + .2·20.
        (Quantiles(probs=(0.0, 0.2, 0.8, 1.0), values=(0, 0, 10, 30)), 7.0),
        (Quantiles(probs=(0.0, 0.5, 1.0), values=(0, 1, 5)), 0.5 * 0.5 + 0.5 * 3),
        (Mixture(weights=(1, 3), parts=(Fixed(value=0), Uniform(low=0, high=8))), 3.0),
        (Triangular(low=3, typical=11, high=12), stats.triang(8 / 9, 3, 9).mean()),
        (Triangular(low=2, typical=2, high=2), 2),
        (Gamma(shape=2.5, scale=3), stats.gamma(2.5, scale=3).mean()),
        (Poisson(rate=4.5), 4.5),
        (Categorical(values=(1, 2, 7), weights=(3, 2, 1)), (3 * 1 + 2 * 2 + 7) / 6),
        (ZeroInflated(chance_zero=0.25, part=Uniform(low=0, high=8)), 3.0),
    ],
)
def test_means(dist: Dist, mean: float) -> None:
    assert dist.mean == pytest.approx(mean, rel=1e-12)


def test_eighty_per_cent_of_a_lognormal_lie_within_its_factor() -> None:
    dist = Lognormal(median=5, factor=3)
    twin = stats.lognorm(dist.sigma, scale=dist.median)
    assert twin.cdf(15) - twin.cdf(5 / 3) == pytest.approx(0.8, abs=1e-9)


@pytest.mark.parametrize(
    "dist", [*(d for d in ONE_OF_EACH if not isinstance(d, Beta | Poisson | Mixture)),
        Normal(mean=2, sd=1), Mixture(weights=(1, 2), parts=(Fixed(value=1), Uniform(low=0, high=1))),
    ],
)  # fmt: skip
def test_scaling_scales_the_mean_and_keeps_the_family(dist: Dist) -> None:
    made = scaled(dist, 3.0)
    assert made.mean == pytest.approx(3 * dist.mean)
    assert made.kind == dist.kind


def test_scaling_moves_the_cuts_and_keeps_open_ends_open() -> None:
    assert scaled(Normal(mean=1, sd=1, low=0.5), 2) == Normal(mean=2, sd=2, low=1.0)


@pytest.mark.parametrize(
    ("dist", "what"),
    [
        (Beta(a=1, b=1), "share"),
        (Poisson(rate=3), "count"),
        (Mixture(weights=(1, 1), parts=(Fixed(value=1), Poisson(rate=3))), "count"),
        (ZeroInflated(chance_zero=0.5, part=Beta(a=1, b=1)), "share"),
    ],
)
def test_a_share_and_a_count_are_not_scaled(dist: Dist, what: str) -> None:
    with pytest.raises(Refused, match=f"a {what} cannot be scaled"):
        scaled(dist, 2)


@pytest.mark.parametrize("dist", ONE_OF_EACH, ids=lambda dist: dist.kind)
def test_a_distribution_comes_back_from_json(dist: Dist) -> None:
    estimate = {"dist": plain(dist), "unit": "months", "origin": "company"}
    text = json.dumps(estimate, allow_nan=False)
    assert read(Estimate, json.loads(text)).dist == dist


def test_least_typical_and_most_alone_are_a_pert() -> None:
    """A plan written before a family was told by its kind alone reads as it did."""
    given = {"dist": {"low": 1, "typical": 2, "high": 4}, "unit": "", "origin": "company"}
    assert read(Estimate, given).dist == Pert(low=1, typical=2, high=4)


@pytest.mark.parametrize(
    ("given", "what"),
    [
        ({"kind": "triangular", "low": 3, "typical": 2, "high": 4}, "rising order"),
        ({"kind": "poisson", "rate": 2_000_000}, "above 1,000,000"),
        ({"kind": "categorical", "values": [2, 1], "weights": [1, 1]}, "do not rise"),
        (
            {"kind": "zero-inflated", "chance_zero": 2, "part": {"kind": "fixed", "value": 1}},
            "chance of zero",
        ),
    ],
)
def test_the_reader_passes_on_what_a_family_refuses(given: dict[str, object], what: str) -> None:
    with pytest.raises(Refused, match=what):
        read(Estimate, {"dist": given, "unit": "", "origin": "company"})


@pytest.mark.parametrize("dist", ONE_OF_EACH, ids=lambda dist: dist.kind)
def test_the_published_schema_knows_every_family(dist: Dist) -> None:
    published = schema()
    of_an_estimate = {"$defs": published["$defs"], **published["$defs"]["Estimate"]["properties"]["dist"]}
    jsonschema.validate(plain(dist), of_an_estimate)
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate({**plain(dist), "kind": "no such"}, of_an_estimate)


# --- from percentiles -----------------------------------------------------------------------------

TRIPLES = [
    (1, 4, 9),
    (30, 100, 333.4),
    (0.2, 0.5, 0.6),
    (5, 5, 9),
    (5, 9, 9),
    (0, 4, 12),
    (-5, 0, 3),
    (-9, -5, -4),
    (-2, 3, 3),
    (1e-9, 1.0, 900.0),
    (2e9, 5e9, 6e9),
    (1, 1.0001, 1.0003),
]
P10, P50, P90 = (0.1, 0.5, 0.9)


def value_at(dist: Dist, prob: float) -> float:
    """The quantile, by hand: straight between the nodes, or along the lognormal."""
    if isinstance(dist, Fixed):
        return dist.value
    if isinstance(dist, Lognormal):
        return float(stats.lognorm(dist.sigma, scale=dist.median).ppf(prob))
    assert isinstance(dist, Quantiles)
    k = next(k for k, p in enumerate(dist.probs) if p >= prob - 1e-12)
    share = (prob - dist.probs[k - 1]) / (dist.probs[k] - dist.probs[k - 1])
    return dist.values[k - 1] + share * (dist.values[k] - dist.values[k - 1])


@pytest.mark.parametrize("given", TRIPLES, ids=str)
def test_the_percentiles_given_come_back(given: tuple[float, float, float]) -> None:
    dist = from_percentiles(p10=given[0], p50=given[1], p90=given[2])
    found = [value_at(dist, prob) for prob in (P10, P50, P90)]
    assert found == pytest.approx(given, rel=1e-3, abs=1e-9 * (given[2] - given[0]))


def test_the_family_follows_from_the_percentiles() -> None:
    assert from_percentiles(p10=7, p50=7, p90=7) == Fixed(value=7)
    assert from_percentiles(p10=-7, p50=-7, p90=-7) == Fixed(value=-7)
    even = from_percentiles(p10=25, p50=100, p90=400)
    assert even == Lognormal(median=100, factor=4)
    assert from_percentiles(p10=25.02, p50=100, p90=400).kind == "lognormal"
    assert from_percentiles(p10=25.2, p50=100, p90=400).kind == "quantiles"
    assert from_percentiles(p10=-400, p50=-100, p90=-25).kind == "quantiles"


@pytest.mark.parametrize("given", [(1, 4, 9), (30, 100, 250), (-5, 0, 3), (0, 4, 12)], ids=str)
def test_between_the_percentiles_the_shape_is_smooth(given: tuple[float, float, float]) -> None:
    """Against the two-piece curve itself: it is missed by half a per cent at most."""
    low, mid, high = given
    dist = from_percentiles(p10=low, p50=mid, p90=high)
    for k in range(5, 996):
        z = NormalDist().inv_cdf(k / 1000) / NormalDist().inv_cdf(0.9)
        twin = (
            mid * (high / mid if z > 0 else mid / low) ** z
            if low > 0
            else mid + z * (high - mid if z > 0 else mid - low)
        )
        assert value_at(dist, k / 1000) == pytest.approx(twin, rel=0.005, abs=0.001 * (high - low))


def test_the_tails_end_at_one_in_a_thousand() -> None:
    dist = from_percentiles(p10=-4, p50=0, p90=3)
    assert isinstance(dist, Quantiles)
    z = NormalDist().inv_cdf(0.999) / NormalDist().inv_cdf(0.9)
    assert (dist.values[0], dist.values[-1]) == pytest.approx((-4 * z, 3 * z), rel=1e-9)


def test_natural_limits_cut_the_tails() -> None:
    months = from_percentiles(p10=0, p50=4, p90=12, low=0)
    share = from_percentiles(p10=0.25, p50=0.5, p90=1.0, low=0, high=1)
    assert isinstance(months, Quantiles)
    assert isinstance(share, Quantiles)  # the even lognormal would pass 1
    assert months.values[0] == 0
    assert (share.values[0] > 0, share.values[-1]) == (True, 1)
    assert [value_at(share, p) for p in (P10, P50, P90)] == pytest.approx([0.25, 0.5, 1.0])
    assert from_percentiles(p10=25, p50=100, p90=400, low=0).kind == "lognormal"
    assert from_percentiles(p10=25, p50=100, p90=400, low=20).kind == "quantiles"


@pytest.mark.parametrize(
    ("given", "what"),
    [
        ({"p10": 9, "p50": 4, "p90": 12}, "P10 9 is above P50 4"),
        ({"p10": 1, "p50": 4, "p90": 3}, "P50 4 is above P90 3"),
        ({"p10": 9, "p50": 4, "p90": 1}, "P10 9 is above P50 4"),
        ({"p10": -1, "p50": -4, "p90": 1}, "P10 -1 is above P50 -4"),
        ({"p10": math.nan, "p50": 4, "p90": 12}, "not all numbers"),
        ({"p10": 1, "p50": 4, "p90": math.inf}, "not all numbers"),
        ({"p10": 1e-6, "p50": 4, "p90": 1e9}, "times P10"),
        ({"p10": 5e-324, "p50": 4, "p90": 1e300}, "times P10"),
        ({"p10": -1e308, "p50": 4, "p90": 1e308}, "too large"),
        ({"p10": -1, "p50": 4, "p90": 9, "low": 0}, "P10 -1 is below 0"),
        ({"p10": 0.1, "p50": 0.4, "p90": 1.2, "high": 1}, "P90 1.2 is above 1"),
    ],
)
def test_percentiles_that_cannot_be_are_refused_with_a_remedy(given: dict[str, float], what: str) -> None:
    with pytest.raises(Refused, match=what) as caught:
        from_percentiles(**given)
    assert caught.value.problem.remedy
