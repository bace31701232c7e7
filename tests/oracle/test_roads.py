"""Roads drawn from activities give the published times of their routes again, within sampling error."""

from __future__ import annotations

import itertools
import math
from dataclasses import replace

import numpy as np
import pytest
from numpy.typing import NDArray

from fram.access.road.itinerary import Itinerary, Stretch, itinerary
from fram.decide.roads.road import RoadRun, run_road
from fram.knowledge.access.courses import read_courses
from fram.knowledge.shelf import Shelf
from fram.terms.product import ProductProfile
from tests.unit.access.invented_roads import DAY

DRAWS = 100_000
DAYS = 365.25 / 12
SHARES = (0.2, 0.4, 0.6, 0.8)
FDA = {
    "510k": (3_010, (57, 85, 88, 90), (0, 18, 72, 155), (58, 100, 157, 241), 142.85),
    "de-novo": (71, (75, 131, 149, 150), (32, 141, 177, 180), (175, 255, 283, 327), 246.44),
    "pma": (55, (175, 178, 180, 180), (0, 51, 122, 264), (188, 230, 301, 437), 299.60),
}
"""MDUFA V performance report of 20 November 2025, cohort of fiscal 2024, tables 6.5, 8.3, 1.7: files counted
back from the published rates, then the 20, 40, 60 and 80 % points of FDA days, of the applicant's days and of
all days, and the mean of all days.
"""
BODIES = {"QMS only": (0.30, 0.62, 0.08), "QMS and product": (0.18, 0.51, 0.31)}
"""Shares of notified bodies by time to a certificate: 6-12, 13-18 and 19-24 months. Commission's survey, data
to February 2026, as an open collection gives them."""


def road(regime: str, route: str, *classes: str, kind: str = "software") -> Itinerary:
    course = read_courses(Shelf())[regime]
    profile = ProductProfile(name="Any", kind=kind, facts={"is_ivd": False, "contains_software": True})  # type: ignore[arg-type]
    return itinerary([Stretch(course=course, route=route, classes=classes)], profile=profile, on=DAY)


def lengths(run: RoadRun, activity: str) -> NDArray[np.float64]:
    """The length of the one activity whose id starts so, in days."""
    name = next(task.name for task in run.tasks if task.activity.id.startswith(activity))
    starts, ends = run.span(name)
    return (ends - starts) * DAYS


@pytest.mark.parametrize("route", FDA)
def test_fda_days_and_the_hold_are_as_published_and_so_is_their_sum(route: str) -> None:
    files, fda, hold, total, mean = FDA[route]
    run = run_road(road("us-fda", route, {"510k": "510(k)", "de-novo": "De Novo", "pma": "PMA"}[route]),
                   draws=DRAWS, seed=1, on=DAY)  # fmt: skip
    review, held = lengths(run, "review"), lengths(run, "hold")
    assert np.quantile(review, SHARES) == pytest.approx(fda, rel=0.01, abs=1.0)
    assert np.quantile(held, SHARES) == pytest.approx(hold, rel=0.01, abs=1.0)
    whole = review + held
    assert float(whole.mean()) == pytest.approx(mean, abs=1.0)
    for share, published in zip(SHARES, total, strict=True):
        # Two standard errors of the published percentile: how far the share of files below it may stray.
        error = math.sqrt(share * (1 - share) / files)
        assert abs(float((whole <= published).mean()) - share) < 2 * error, (share, published)


def test_the_answer_to_a_pre_submission_takes_as_long_as_published() -> None:
    """MDUFA V report of 20 November 2025, table 9.3, fiscal 2024."""
    run = run_road(road("us-fda", "510k", "510(k)"), draws=DRAWS, seed=1, on=DAY)
    assert np.quantile(lengths(run, "pre-submission"), SHARES) == pytest.approx((56, 64, 67, 70), abs=0.7)


@pytest.mark.parametrize("regime", ["eu-mdr", "eu-ivdr"])
def test_two_months_are_enough_for_64_of_100_contracts(regime: str) -> None:
    """Commission's survey of notified bodies, data to February 2025, as news of it gave them."""
    route, cls, kind = ("annex-ix", "IIa", "software") if regime == "eu-mdr" else ("annex-ix", "C", "ivd")
    run = run_road(road(regime, route, cls, kind=kind), draws=DRAWS, seed=1, on=DAY)
    assert float((lengths(run, "agreement") / DAYS <= 2).mean()) == pytest.approx(0.64, abs=0.01)


@pytest.mark.parametrize(("route", "cls", "shares"), [
    ("annex-ix", "IIa", BODIES["QMS only"]), ("annex-ix-product", "III", BODIES["QMS and product"]),
])  # fmt: skip
def test_notified_bodies_take_as_long_as_their_survey_says(
    route: str, cls: str, shares: tuple[float, ...]
) -> None:
    run = run_road(without_clocks(road("eu-mdr", route, cls)), draws=DRAWS, seed=1, on=DAY)
    months = lengths(run, "assessment") / DAYS
    edges = (0.0, 12.5, 18.5, 99.0)
    found = [float(((months > low) & (months <= high)).mean()) for low, high in itertools.pairwise(edges)]
    assert found == pytest.approx(shares, abs=0.005)


def test_the_clock_of_2027_takes_the_body_s_own_part_and_nothing_else() -> None:
    way = road("eu-mdr", "annex-ix-product", "III")
    free, bound = (run_road(one, draws=20_000, seed=1, on=DAY) for one in (without_clocks(way), way))
    first, clock = (
        next(t.activity.clock for t in way.tasks if t.activity.id.startswith(name))
        for name in ("agreement", "assessment")
    )
    assert first is not None
    assert clock is not None
    assert [(one.days, [days for _, days in one.parts]) for one in (first, clock)] == [
        (30, [30]), (230, [120, 90, 20])
    ]  # fmt: skip
    before, after = lengths(free, "assessment"), lengths(bound, "assessment")
    assert after == pytest.approx(np.minimum(before * clock.share, 230) + before * (1 - clock.share))
    assert 0.02 < float((after < before - 0.01).mean()) < 0.5


def without_clocks(way: Itinerary) -> Itinerary:
    return replace(way, tasks=tuple(
        replace(task, activity=replace(task.activity, clock=None)) for task in way.tasks
    ))  # fmt: skip
