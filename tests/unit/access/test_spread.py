"""Estimates put together, against closed forms and against a dense sum."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from fram.access.spread import (
    after_another,
    all_needed,
    by_unit,
    estimate_on,
    months_on,
    one_of,
    side_by_side,
    spread_points,
)
from fram.rules.parameter import Dated, Parameter
from fram.terms.citation import Citation, Confidence
from fram.terms.dist import Beta, Dist, Fixed, Lognormal, Mixture, Normal, Pert, Quantiles, Uniform
from fram.terms.estimate import Estimate, Origin
from fram.terms.logic import Unknown

DAY = date(2026, 11, 21)
READ = Citation(title="A law", read=DAY)
OURS = Citation(title="Own estimate")


def about(
    dist: Dist, *, unit: str = "months", origin: Origin = Origin.CITED, confidence: str = "read"
) -> Estimate:
    return Estimate(dist=dist, unit=unit, origin=origin, confidence=Confidence(confidence), cites=(READ,))


def dated(dist: Dist, *, unit: str, cite: Citation = READ) -> Parameter:
    return Parameter(key="x", unit=unit, values=(Dated(start=date(2020, 1, 1), value=dist, cite=cite),))


@pytest.mark.parametrize(
    "dist",
    [
        Fixed(value=4),
        Uniform(low=2, high=5),
        Pert(low=1, typical=3, high=9),
        Beta(a=3, b=5),
        Normal(mean=3, sd=0.5),
        Lognormal(median=2, factor=1.5),
        Quantiles(probs=(0.0, 0.5, 0.8, 1.0), values=(1.0, 3.0, 8.0, 12.0)),
        Mixture(weights=(1, 3), parts=(Uniform(low=0, high=1), Fixed(value=5))),
    ],
)
def test_points_have_the_mean_of_their_distribution(dist: Dist) -> None:
    points = spread_points(dist)
    assert np.all(np.diff(points) >= 0)
    assert points.mean() == pytest.approx(dist.mean, rel=0.01)


def test_a_sum_of_two_uniforms_is_a_triangle() -> None:
    total = after_another([about(Uniform(low=0, high=1)), about(Uniform(low=0, high=1))]).dist
    assert isinstance(total, Quantiles)
    at = dict(zip(total.probs, total.values, strict=True))
    assert at[0.5] == pytest.approx(1.0, abs=0.01)
    assert at[0.1] == pytest.approx(np.sqrt(0.2), abs=0.01)
    assert total.mean == pytest.approx(1.0, abs=0.02)


def test_the_longer_of_two_uniforms_has_mean_two_thirds() -> None:
    longest = side_by_side([about(Uniform(low=0, high=1)), about(Uniform(low=0, high=1))])
    assert longest.dist.mean == pytest.approx(2 / 3, abs=0.01)


def test_chances_multiply() -> None:
    both = all_needed([about(Beta(a=50, b=50), unit="share"), about(Beta(a=80, b=20), unit="share")])
    assert both.dist.mean == pytest.approx(0.5 * 0.8, abs=0.005)


def test_nothing_added_leaves_the_other_exact() -> None:
    months = Pert(low=1, typical=2, high=3)
    assert after_another([about(Fixed(value=0)), about(months)]).dist == months
    assert all_needed([about(Fixed(value=1)), about(Beta(a=2, b=3))]).dist == Beta(a=2, b=3)


def test_the_weakest_confidence_and_origin_hold() -> None:
    weak = about(Uniform(low=1, high=2), origin=Origin.DEFAULT, confidence="unchecked")
    total = after_another([about(Uniform(low=1, high=2)), weak])
    assert (total.origin, total.confidence) == (Origin.DEFAULT, Confidence.UNCHECKED)


def test_one_of_mixes_by_weight_and_keeps_equal_parts_plain() -> None:
    mixed = one_of([(1, about(Fixed(value=2))), (3, about(Fixed(value=6)))])
    assert isinstance(mixed, Estimate)
    assert mixed.dist.mean == 5
    same = one_of([(1, about(Fixed(value=2))), (3, about(Fixed(value=2)))])
    assert isinstance(same, Estimate)
    assert same.dist == Fixed(value=2)
    assert isinstance(one_of([]), Unknown)
    assert isinstance(
        one_of([(1, about(Fixed(value=1), unit="EUR")), (1, about(Fixed(value=1), unit="USD"))]), Unknown
    )


def test_currencies_are_never_added_together() -> None:
    sums = by_unit([about(Fixed(value=v), unit=u) for v, u in ((1, "EUR"), (5, "USD"), (2, "EUR"))])
    assert [(s.unit, s.dist.mean) for s in sums] == [("EUR", pytest.approx(3)), ("USD", 5)]


def test_time_becomes_months_and_money_does_not() -> None:
    days = months_on(dated(Fixed(value=365.25), unit="days"), day=DAY)
    assert isinstance(days, Estimate)
    assert (days.unit, days.dist) == ("months", Fixed(value=12.0))
    worked = months_on(dated(Fixed(value=5), unit="working-days"), day=DAY)
    assert isinstance(worked, Estimate)
    assert worked.dist.mean == pytest.approx(7 / (365.25 / 12))
    assert isinstance(months_on(dated(Fixed(value=5), unit="EUR"), day=DAY), Unknown)


def test_a_figure_without_a_read_source_is_a_default_of_ours() -> None:
    ours = estimate_on(dated(Fixed(value=5), unit="EUR", cite=OURS), day=DAY)
    assert isinstance(ours, Estimate)
    assert (ours.origin, ours.confidence, ours.cites) == (Origin.DEFAULT, Confidence.UNCHECKED, ())
    assert isinstance(estimate_on(None, day=DAY), Unknown)
    assert isinstance(estimate_on(dated(Fixed(value=5), unit="EUR"), day=date(2019, 1, 1)), Unknown)


@given(
    lows=st.lists(st.floats(0, 20), min_size=2, max_size=3),
    widths=st.lists(st.floats(0.1, 20), min_size=3, max_size=3),
)
def test_a_sum_never_depends_much_on_order_and_its_means_add(lows: list[float], widths: list[float]) -> None:
    parts = [about(Uniform(low=lo, high=lo + w)) for lo, w in zip(lows, widths, strict=False)]
    there, back = after_another(parts).dist.mean, after_another(parts[::-1]).dist.mean
    assert there == pytest.approx(sum(p.dist.mean for p in parts), rel=0.02)
    assert there == pytest.approx(back, rel=0.01)
