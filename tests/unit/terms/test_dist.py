"""Distributions as data: what they refuse, and their means against scipy or arithmetic."""

from __future__ import annotations

import pytest
from scipy import stats

from fram.terms.dist import Beta, Dist, Fixed, Lognormal, Mixture, Normal, Pert, Quantiles, Uniform, scaled
from fram.terms.errors import Refused


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
    ],
)
def test_means(dist: Dist, mean: float) -> None:
    assert dist.mean == pytest.approx(mean, rel=1e-12)


def test_eighty_per_cent_of_a_lognormal_lie_within_its_factor() -> None:
    dist = Lognormal(median=5, factor=3)
    twin = stats.lognorm(dist.sigma, scale=dist.median)
    assert twin.cdf(15) - twin.cdf(5 / 3) == pytest.approx(0.8, abs=1e-9)


@pytest.mark.parametrize(
    "dist",
    [
        Fixed(value=2), Uniform(low=1, high=2), Pert(low=1, typical=2, high=4), Normal(mean=2, sd=1),
        Normal(mean=2, sd=1, low=0, high=9), Lognormal(median=2, factor=2),
        Quantiles(probs=(0.0, 0.2, 0.8, 1.0), values=(0.5, 1, 3, 7)),
        Mixture(weights=(1, 2), parts=(Fixed(value=1), Uniform(low=0, high=1))),
    ],
)  # fmt: skip
def test_scaling_scales_the_mean_and_keeps_the_family(dist: Dist) -> None:
    made = scaled(dist, 3.0)
    assert made.mean == pytest.approx(3 * dist.mean)
    assert made.kind == dist.kind


def test_scaling_moves_the_cuts_and_keeps_open_ends_open() -> None:
    assert scaled(Normal(mean=1, sd=1, low=0.5), 2) == Normal(mean=2, sd=2, low=1.0)


def test_a_share_is_not_scaled() -> None:
    with pytest.raises(Refused, match="share"):
        scaled(Beta(a=1, b=1), 2)


def test_every_number_of_a_distribution_can_stand_in_json() -> None:
    import json

    from fram.terms.reading import plain

    assert json.dumps(plain(Normal(mean=1, sd=2)), allow_nan=False)
