"""Roads drawn many times: the longest path, lengths that go together, a legal clock."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from fram.access.road.activity import Activity, Phase
from fram.access.road.itinerary import Itinerary, Stretch, itinerary
from fram.decide.roads.road import run_road
from fram.terms.dist import Uniform
from fram.terms.errors import Refused
from tests.unit.access.invented_roads import DAY, activity, clock, course, product

ASSESS = Phase.ASSESS


def road(*activities: Activity, regime: str = "eu-mdr") -> Itinerary:
    stretch = Stretch(course=course(*activities, regime=regime), route="", classes=("I",))
    return itinerary([stretch], profile=product(), on=DAY)


def test_the_road_is_as_long_as_its_longest_path() -> None:
    run = run_road(road(
        activity("plan", length=2), activity("build", after=("plan",), length=5),
        activity("label", after=("plan",), length=1),
        activity("review", after=("build", "label"), length=6, phase=ASSESS),
    ), draws=10, seed=1, on=DAY)  # fmt: skip
    assert run.approval == pytest.approx(13.0)
    assert run.filing == pytest.approx(7.0)
    assert run.assessment == pytest.approx(6.0)
    assert run.timeline.critical["eu-mdr/label"] == 0.0
    assert run.timeline.critical["eu-mdr/review"] == 1.0


@pytest.mark.parametrize(("link", "spread"), [(1.0, 2 / np.sqrt(3)), (0.0, np.sqrt(2 / 3)), (-1.0, 0.0)])
def test_lengths_that_go_together_widen_the_sum_and_opposite_ones_cancel(link: float, spread: float) -> None:
    width = Uniform(low=0, high=2)
    run = run_road(road(
        activity("review", length=width, phase=ASSESS),
        activity("hold", after=("review",), length=width, phase=ASSESS, moves_with=("review", link)),
    ), draws=20_000, seed=3, on=DAY)  # fmt: skip
    assert float(run.approval.std()) == pytest.approx(spread, abs=0.02)


def test_the_clock_limits_the_assessors_part_of_filings_from_its_day_on() -> None:
    limit = clock(date(2027, 11, 22), days=30.4375 * 3, share=0.5)  # three months, in twelve months' time
    early, late = (
        run_road(road(
            activity("prepare", length=wait),
            activity("review", after=("prepare",), length=10, phase=ASSESS, clock=limit),
        ), draws=1, seed=1, on=DAY)
        for wait in (11, 13)
    )  # fmt: skip
    assert early.assessment == pytest.approx(10.0)
    assert late.assessment == pytest.approx(3.0 + 5.0, abs=0.01)


def test_the_same_work_has_the_same_length_on_every_road() -> None:
    system = activity("quality-system", length=Uniform(low=6, high=12))
    here = run_road(road(system), draws=50, seed=1, on=DAY)
    there = run_road(road(system, activity("agent", length=1), regime="us-fda"), draws=50, seed=1, on=DAY)
    assert np.array_equal(here.span("quality-system")[1], there.span("quality-system")[1])


def test_no_tasks_take_no_time_and_no_draws_are_refused() -> None:
    assert run_road(road(activity("talk")), draws=5, seed=1, on=DAY).approval == pytest.approx(0.0)
    with pytest.raises(Refused, match="no draws"):
        run_road(road(activity("talk")), draws=0, seed=1, on=DAY)
