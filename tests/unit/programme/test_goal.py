"""The export goal against the figures worked out by hand from the same sources."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fram.knowledge.programme import read_goal
from fram.knowledge.shelf import Shelf
from fram.programme.goal import Goal, Point, Series, standings
from fram.terms.citation import Citation
from fram.terms.errors import Refused

CITE = Citation(title="An invented count")


@pytest.fixture(scope="module")
def goal() -> Goal:
    return read_goal(Shelf())


def point(year: int, value: float, vintage: str = "2025") -> Point:
    return Point(year=year, value=value, vintage=vintage, cite=CITE)


def invented(base: float, target: float, *, years: int = 9) -> Goal:
    own = Series(id="own", definition={}, points=(point(2021, base),))
    return Goal(
        id="g", name={}, definition={}, unit="NOK-billion", base=point(2021, base),
        target=point(2021 + years, target), series={"own": own}, measured_by="own",
    )  # fmt: skip


def test_twenty_two_to_fifty_is_not_double(goal: Goal) -> None:
    assert (goal.base.value, goal.target.value) == (22, 50)
    assert goal.factor == pytest.approx(2.27, abs=0.005)


def test_the_growth_needed(goal: Goal) -> None:
    newest_2024, newest_2025 = goal.own_series.newest(2024), goal.own_series.newest(2025)
    assert newest_2024 is not None
    assert newest_2025 is not None
    needed = [goal.growth_needed(), goal.growth_needed(newest_2024), goal.growth_needed(newest_2025)]
    assert [round(100 * share, 1) for share in needed] == [9.6, 11.6, 13.2]


def test_the_constant_path(goal: Goal) -> None:
    assert [round(goal.path(year), 1) for year in range(2024, 2031)] == [
        28.9,
        31.7,
        34.7,
        38.0,
        41.7,
        45.6,
        50.0,
    ]


def test_the_gap_on_the_newest_figures(goal: Goal) -> None:
    last = standings(goal)[-1]
    assert (last.year, last.newest.value, last.newest.expected) == (2025, 26.9, True)
    assert round(last.gap, 1) == -4.8


def test_2024_is_shown_as_both(goal: Goal) -> None:
    [contested] = [s for s in standings(goal) if s.is_contested]
    assert contested.year == 2024
    assert [(p.value, p.contested) for p in contested.points] == [(29, True), (25.9, True)]
    assert contested.newest.value == 25.9


def test_the_other_definition_is_kept_apart(goal: Goal) -> None:
    older = goal.series["older"]
    stranger = older.newest(2021)
    assert stranger is not None
    assert stranger.value == 27.2
    with pytest.raises(Refused, match="another series"):
        goal.gap(stranger)
    assert {p.vintage for p in older.points}.isdisjoint({p.vintage for p in goal.own_series.points})


def test_measured_and_expected(goal: Goal) -> None:
    assert goal.own_series.latest().year == 2025
    assert goal.own_series.latest(measured_only=True).year == 2024


def test_every_figure_has_a_source_somebody_read(goal: Goal) -> None:
    for series in goal.series.values():
        for figure in series.points:
            assert figure.cite.read, (series.id, figure.year)


def test_what_cannot_be_answered_is_refused(goal: Goal) -> None:
    for call in (lambda: goal.path(2020), lambda: goal.path(2031), lambda: goal.growth_needed(goal.target)):
        with pytest.raises(Refused):
            call()
    with pytest.raises(Refused):
        replace(goal, measured_by="nobody")
    with pytest.raises(Refused):
        Series(id="empty", definition={}, points=()).latest()


@given(base=st.floats(1, 1000), factor=st.floats(0.2, 20), years=st.integers(1, 30))
def test_the_path_grows_by_the_growth_needed(base: float, factor: float, years: int) -> None:
    goal = invented(base, base * factor, years=years)
    growth = goal.growth_needed()
    assert goal.path(2021) == pytest.approx(base)
    assert goal.path(2021 + years) == pytest.approx(base * factor)
    for year in range(2021, 2021 + years):
        assert goal.path(year + 1) == pytest.approx(goal.path(year) * (1 + growth))
