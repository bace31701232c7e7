"""Networks of activities against published examples, closed forms, and every path written out."""

from __future__ import annotations

import itertools
import json
from collections.abc import Iterator
from math import isclose
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.special import ndtr

from fram.decide.model.timeline import Activity, Network, finish, timeline
from fram.terms.errors import Refused


def network(**after: str) -> Network:
    """`network(a="", b="a", c="a b")`."""
    return Network(activities=tuple(Activity(name=n, after=tuple(a.split())) for n, a in after.items()))


def classic(low: float, typical: float, high: float) -> tuple[float, float]:
    """Mean and variance as the method's inventors took them; the beta itself has another variance."""
    return (low + 4 * typical + high) / 6, ((high - low) / 6) ** 2


# --- published networks ---------------------------------------------------------------------------


@pytest.fixture(scope="session")
def published(truth: Path) -> dict[str, Any]:
    """Networks from textbooks with their answers."""
    return json.loads((truth / "pert" / "pert.json").read_text(encoding="utf-8"))


def of_nodes(case: dict[str, Any]) -> tuple[Network, dict[str, np.ndarray], dict[str, float]]:
    """A network with the classic means, and the variances by activity."""
    rows = case["activities"]
    built = Network(activities=tuple(Activity(name=name, after=tuple(row[3])) for name, row in rows.items()))
    moments = {name: classic(*row[:3]) for name, row in rows.items()}
    return built, {n: np.array([m]) for n, (m, _) in moments.items()}, {n: v for n, (_, v) in moments.items()}


@pytest.mark.parametrize(("name", "goal"), [("wizedu", "N"), ("brainmass_thompson", "I")])
def test_a_published_network(published: dict[str, Any], name: str, goal: str) -> None:
    case = published[name]
    built, means, variances = of_nodes(case)
    line, answer = timeline(built, means, goal=goal), case["computed_here"]
    assert line.ends[goal][0] == pytest.approx(answer["duration"], rel=1e-12)
    assert [n for n in case["activities"] if line.critical[n] == 1.0] == answer["critical"]
    assert {n: round(s, 2) for n, s in line.slack.items()} == answer["slack"]
    variance = sum(variances[n] for n in answer["critical"])
    assert variance == pytest.approx(answer["variance"], rel=1e-12)
    for key, by, above in (("P_le_55", 55, False), ("P_lt_57", 57, False), ("P_ge_50", 50, True)):
        if key in answer:
            within = ndtr((by - line.ends[goal][0]) / variance**0.5)
            assert (1 - within if above else within) == pytest.approx(answer[key], rel=1e-12)


def test_the_printed_table(published: dict[str, Any]) -> None:
    """Means, earliest starts and ends and slack to the two decimals that were printed."""
    case = published["wizedu"]
    built, means, _ = of_nodes(case)
    line, printed = timeline(built, means, goal="N"), case["published"]
    assert {n: pytest.approx(m[0], abs=0.0051) for n, m in means.items()} == printed["mean"]
    for name, (start, end) in printed["ES_EF"].items():
        assert (line.starts[name][0], line.ends[name][0]) == pytest.approx((start, end), abs=0.0051)
        assert line.slack[name] == pytest.approx(printed["slack"][name], abs=0.0101)


def test_a_network_drawn_with_arcs(published: dict[str, Any]) -> None:
    """An arc is an activity after all arcs into the node it leaves."""
    case = published["taylor_ch8_1"]
    arcs = {name: name.split("-") for name in case["arcs"]}
    rows = [
        Activity(name=name, after=tuple(n for n, (_, into) in arcs.items() if into == out))
        for name, (out, _) in arcs.items()
    ]
    line = timeline(
        Network(activities=tuple(rows)),
        {name: np.array([float(weeks)]) for name, weeks in case["arcs"].items()},
        goal="5-6",
    )
    assert line.ends["5-6"][0] == case["published"]["duration"]
    # An activity with an end of its own has slack in the book, and moves nothing here.
    assert line.slack == case["published"]["slack"]
    nodes = case["published"]["critical"].split("-")
    assert {n for n, share in line.critical.items() if share} == {
        f"{a}-{b}" for a, b in itertools.pairwise(nodes)
    }


# --- closed forms -----------------------------------------------------------------------------------

DICE = np.random.Generator(np.random.Philox(20261122))
SERIES = {
    "prepare": (1, 2, 4),
    "approve": (6, 9, 18),
    "launch": None,
    "pilot": (2, 3, 9),
    "tender": (4, 6, 7),
}


def pert_draws(low: float, typical: float, high: float, *, n: int) -> np.ndarray:
    width = high - low
    return low + width * DICE.beta(1 + 4 * (typical - low) / width, 1 + 4 * (high - typical) / width, n)


def test_work_in_series_adds_means_and_variances() -> None:
    """The sum of PERT betas: mean (a + 4m + b)/6 each, variance (mean - a)(b - mean)/7 each."""
    rows = [
        Activity(name=name, after=(before,) if before else ())
        for before, name in itertools.pairwise([None, *SERIES])
    ]
    n = 200_000
    durations = {name: pert_draws(*three, n=n) for name, three in SERIES.items() if three}
    line = timeline(Network(activities=tuple(rows)), durations, goal="tender")
    means = {name: classic(*three)[0] for name, three in SERIES.items() if three}
    spans = {name: three for name, three in SERIES.items() if three}
    variance = sum((means[n] - low) * (high - means[n]) / 7 for n, (low, _, high) in spans.items())
    ended = line.ends["tender"]
    assert abs(ended.mean() - sum(means.values())) < 4 * (variance / n) ** 0.5
    assert ended.var() == pytest.approx(variance, rel=0.02)
    assert set(line.critical.values()) == {1.0}
    assert max(line.slack.values()) < 1e-9
    assert np.array_equal(line.ends["launch"], line.ends["approve"])  # a milestone takes no time


def test_the_later_of_two_uniforms() -> None:
    """E[max] = 2/3, each of them later half the time, each waits 1/6 on average (E|x - y| = 1/3, halved)."""
    n = 400_000
    built = network(one="", other="", both="one other")
    line = timeline(built, {"one": DICE.random(n), "other": DICE.random(n)}, goal="both")
    assert abs(line.ends["both"].mean() - 2 / 3) < 4 * (1 / 18 / n) ** 0.5
    assert line.critical["one"] + line.critical["other"] == 1.0
    assert abs(line.critical["one"] - 0.5) < 4 * (0.25 / n) ** 0.5
    assert line.slack["one"] == pytest.approx(1 / 6, abs=0.002)
    assert line.critical["both"] == 1.0


def test_a_tie_counts_for_all() -> None:
    built = network(one="", other="", both="one other")
    # 0.1 + 0.2 is not 0.3 in the last digit; that is a tie too.
    line = timeline(built, {"one": np.array([0.1 + 0.2, 1.0]), "other": np.array([0.3, 3.0])}, goal="both")
    assert line.critical == {"one": 0.5, "other": 1.0, "both": 1.0}
    assert line.slack["one"] == pytest.approx(1.0)


def test_what_leads_elsewhere_is_not_critical_and_has_no_slack() -> None:
    built = network(a="", b="a", goal="a", after_it="goal")
    line = timeline(built, {"a": np.array([1.0]), "b": np.array([50.0])}, goal="goal")
    assert line.critical == {"a": 1.0, "b": 0.0, "goal": 1.0, "after_it": 0.0}
    assert line.slack == {"a": 0.0, "goal": 0.0}


# --- every path written out -------------------------------------------------------------------------


@st.composite
def worlds(draw: st.DrawFn) -> tuple[Network, dict[str, np.ndarray], str]:
    """A small network in shuffled order, with durations in quarters of a month so that paths tie."""
    names = [f"n{place}" for place in range(draw(st.integers(1, 7)))]
    rows = [
        Activity(
            name=name, after=tuple(draw(st.lists(st.sampled_from(names[:place]), unique=True, max_size=3)))
        )
        if place
        else Activity(name=name)
        for place, name in enumerate(names)
    ]
    built = Network(activities=tuple(draw(st.permutations(rows))))
    quarters = st.lists(st.integers(0, 8), min_size=4, max_size=4)
    timed = draw(st.lists(st.sampled_from(names), unique=True))
    durations = {name: np.array(draw(quarters)) / 4 + 1 / 3 for name in timed}
    return built, durations, draw(st.sampled_from(names))


def paths(built: Network, goal: str) -> Iterator[tuple[str, ...]]:
    """Every way from a first activity to the goal."""
    before = {one.name: one.after for one in built.activities}[goal]
    if not before:
        yield (goal,)
    for name in before:
        for path in paths(built, name):
            yield (*path, goal)


def longest(built: Network, durations: dict[str, np.ndarray], goal: str) -> dict[tuple[str, ...], np.ndarray]:
    return {
        path: sum((durations.get(n, np.zeros(4)) for n in path), np.zeros(4)) for path in paths(built, goal)
    }


@given(worlds())
def test_all_paths(world: tuple[Network, dict[str, np.ndarray], str]) -> None:
    built, durations, goal = world
    line, ends = timeline(built, durations, goal=goal), finish(built, durations)
    for name in built.names:
        slowest = np.max(list(longest(built, durations, name).values()), axis=0)
        assert np.allclose(ends[name], slowest, rtol=0, atol=1e-12)
        assert np.allclose(line.starts[name] + durations.get(name, 0.0), ends[name], rtol=0, atol=1e-12)
        assert np.array_equal(ends[name], line.ends[name])
    lengths = longest(built, durations, goal)
    slowest = np.max(list(lengths.values()), axis=0)
    for name in built.names:
        through = [length for path, length in lengths.items() if name in path]
        spare = slowest - np.max(through, axis=0) if through else None
        assert isclose(line.critical[name], 0.0 if spare is None else float((spare < 1e-7).mean()))
        assert (name in line.slack) == (spare is not None)
        if spare is not None:
            assert isclose(line.slack[name], float(spare.mean()), abs_tol=1e-12)


@given(worlds(), st.integers(0, 3))
def test_a_draw_knows_nothing_of_the_others(
    world: tuple[Network, dict[str, np.ndarray], str], at: int
) -> None:
    """Any shape: a column of draws, one draw alone, and markets by draws."""
    built, durations, _ = world
    ends = finish(built, durations)
    alone = finish(built, {name: months[at] for name, months in durations.items()})
    square = finish(built, {name: months.reshape(2, 2) for name, months in durations.items()})
    for name, end in ends.items():
        assert np.broadcast_to(end, 4)[at] == alone[name]
        assert np.array_equal(np.broadcast_to(end, 4).reshape(2, 2), np.broadcast_to(square[name], (2, 2)))


def test_ends_have_the_common_shape() -> None:
    built = network(a="", b="", c="a b")
    ends = finish(built, {"b": np.ones((3, 5)), "c": np.array(2.0)})
    assert {name: end.shape for name, end in ends.items()} == dict.fromkeys("abc", (3, 5))


# --- refusals ---------------------------------------------------------------------------------------


def test_a_circle_is_named() -> None:
    with pytest.raises(Refused, match=r"a → b → c → a|b → c → a → b|c → a → b → c"):
        network(first="", a="first c", b="a", c="b", last="c")
    with pytest.raises(Refused, match="a → a"):
        network(a="a")


def test_every_fault_of_a_network_is_told() -> None:
    with pytest.raises(Refused) as refused:
        Network(
            activities=(
                Activity(name="approve", after=("prepare",)),
                Activity(name="prepar"),
                Activity(name="prepar", after=("moon",)),
            )
        )
    assert [problem.where for problem in refused.value.problems] == ["prepar", "approve", "prepar"]
    assert "did you mean `prepar`?" in str(refused.value)


@pytest.mark.parametrize("odd", [-0.5, np.nan, np.inf])
def test_odd_durations_are_refused_where_one_looks(odd: float) -> None:
    built = network(a="", b="a")
    with pytest.raises(Refused, match=r"a: a duration of"):
        timeline(built, {"a": np.array([1.0, odd])}, goal="b")


def test_the_fast_path_takes_negative_time_as_none_and_keeps_a_nan() -> None:
    built = network(a="", b="a")
    ends = finish(built, {"a": np.array([-1.0, np.nan, 2.0])})
    assert np.array_equal(ends["b"], [0.0, np.nan, 2.0], equal_nan=True)


def test_unknown_names_are_refused() -> None:
    built = network(approve="", launch="approve")
    with pytest.raises(Refused, match="did you mean `launch`"):
        timeline(built, {}, goal="lunch")
    with pytest.raises(Refused, match="did you mean `approve`"):
        finish(built, {"aprove": np.ones(2)})
    with pytest.raises(Refused, match="no draws"):
        timeline(built, {"approve": np.zeros(0)}, goal="launch")
