"""What must hold of any launch sequence: order is irrelevant, steps count right, more never does harm."""

from __future__ import annotations

from dataclasses import fields, replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fram.decide.sequence.chosen import choose
from fram.decide.sequence.problem import Problem, Profile, Shared, Start, Way
from fram.decide.sequence.search.judge import Judge
from fram.decide.sequence.search.tables import NO_WAY, compiled
from tests.unit.decide.sequence.problems import random_problem
from tests.unit.decide.sequence.slow import sequences

SEEDS = st.integers(0, 10**6)
some = settings(max_examples=25)
few = settings(max_examples=8)


def small(seed: int) -> Problem:
    """Few enough sequences to try them all, in no time."""
    return random_problem(seed, modes=1, scenarios=20)


def best(problem: Problem) -> float:
    """NOK of the best sequence that holds, of all there are; nothing at all where none does."""
    tables = compiled(problem)
    judge = Judge(tables)
    plans = [tables.encoded(sequence) for sequence in sequences(problem)]
    return max((judge.value(*plan) for plan in plans if judge.holds(*plan)), default=-np.inf)


@some
@given(SEEDS, st.lists(st.tuples(*(st.integers(0, 10**6) for _ in range(3))), min_size=1, max_size=25))
def test_a_step_counts_what_a_full_count_does(seed: int, moves: list[tuple[int, int, int]]) -> None:
    """Whatever was changed and remembered before, what a step breaks is what the whole sequence breaks."""
    problem = random_problem(seed, modes=2, scenarios=25)
    tables = compiled(problem)
    judge, (way, start) = Judge(tables), (np.full(3, NO_WAY), np.zeros(3, dtype=np.int64))
    for market, option, remembered in moves:
        m = market % 3
        before = way[m], start[m]
        ways = tables.ways_of(m)
        way[m], start[m] = [*ways, NO_WAY][option % (len(ways) + 1)], option % len(problem.starts)
        counted = judge.breaks_with(m, (way, start), enough=problem.scenarios)
        anew = Judge(tables)
        path = anew.path(way, start)
        assert counted == anew.breaks(way, start) == int((path < problem.floor).any(axis=1).sum())
        assert counted == judge.breaks(way, start)
        early = judge.breaks_with(m, (way, start), enough=2)
        assert min(early, 3) == min(counted, 3)
        if remembered % 3 == 0:
            judge.remember(way, start)
        elif remembered % 3 == 1:
            way[m], start[m] = before


@few
@given(SEEDS, st.randoms(use_true_random=False))
def test_the_order_of_ways_is_irrelevant(seed: int, shuffled: object) -> None:
    problem = random_problem(seed)
    ways = list(problem.ways)
    shuffled.shuffle(ways)  # type: ignore[attr-defined]
    one, other = choose(problem, seed=3), choose(replace(problem, ways=tuple(ways)), seed=3)
    assert one.decisions == other.decisions
    assert (one.value, one.chance) == (other.value, other.chance)
    assert one.bound == pytest.approx(other.bound)


def in_order(problem: Problem, rows: np.ndarray) -> Problem:
    """The same futures in another order."""

    def turned(profile: Profile | None) -> Profile | None:
        if profile is None:
            return None
        first = {name: getattr(profile, name)[rows] for name in ("earned", "spent", "rivals", "order")}
        return Profile(**first, worth=profile.worth[:, rows])

    def shared(cost: Shared) -> Shared:
        return replace(cost, nok=cost.nok[rows], periods=cost.periods[rows])

    def way(one: Way) -> Way:
        return replace(
            one, alone=turned(one.alone), eased=turned(one.eased), shares=tuple(map(shared, one.shares))
        )

    whole = {name: getattr(problem, name)[rows] for name in ("own", "discount", "round_at", "round_nok")}
    return replace(problem, ways=tuple(map(way, problem.ways)), **whole)


@few
@given(SEEDS)
def test_the_order_of_futures_is_irrelevant(seed: int) -> None:
    problem = random_problem(seed)
    turned = in_order(problem, np.random.default_rng(seed).permutation(problem.scenarios))
    tables, others = compiled(problem), compiled(turned)
    for sequence in list(sequences(problem))[::7]:
        plan = tables.encoded(sequence)
        assert Judge(others).value(*plan) == pytest.approx(Judge(tables).value(*plan), abs=1e-9)
        assert Judge(others).breaks(*plan) == Judge(tables).breaks(*plan)
        assert Judge(others).is_allowed(*plan) == Judge(tables).is_allowed(*plan)
    assert choose(turned, seed=3).value == pytest.approx(choose(problem, seed=3).value)


@few
@given(SEEDS)
def test_a_market_that_stands_there_twice_does_no_harm(seed: int) -> None:
    problem = small(seed)
    twin = tuple(replace(way, market="Twin") for way in problem.ways if way.market == "M1")
    assert best(replace(problem, ways=(*problem.ways, *twin))) >= best(problem) - 1e-9


@some
@given(SEEDS, st.floats(0, 3))
def test_more_cash_more_people_and_a_lower_floor_do_no_harm(seed: int, more: float) -> None:
    problem = small(seed)
    now = best(problem)
    assert best(replace(problem, own=problem.own + more)) >= now
    assert best(replace(problem, floor=problem.floor - more)) >= now
    assert best(replace(problem, capacity={"sales": problem.capacity["sales"] + more})) >= now


@some
@given(SEEDS, st.floats(0.05, 0.95), st.floats(0.05, 0.95))
def test_a_higher_probability_brings_no_more(seed: int, one: float, other: float) -> None:
    problem, (low, high) = small(seed), sorted((one, other))
    assert best(replace(problem, probability=high)) <= best(replace(problem, probability=low))


@some
@given(SEEDS, st.integers(1, 4))
def test_cash_holds_no_more_often_where_the_round_is_later(seed: int, later: int) -> None:
    """As long as no launch waits for the round; one that waits is put off with it, and spends later."""
    problem = random_problem(seed, modes=1, scenarios=20)
    ends = np.arange(1, problem.periods + 1)
    without = problem.own - 1.5 * (ends >= problem.round_at[:, None])
    comes = problem.round_at + later
    late = replace(problem, own=without + 1.5 * (ends >= comes[:, None]), round_at=comes)
    one, other = Judge(compiled(problem)), Judge(compiled(late))
    for sequence in sequences(problem):
        if not any(decision.start.after_round for decision in sequence):
            plan = one.tables.encoded(sequence)
            assert other.breaks(*plan) >= one.breaks(*plan)


def test_every_field_of_a_profile_is_turned() -> None:
    assert {field.name for field in fields(Profile)} == {"earned", "spent", "rivals", "order", "worth"}
    assert Start(quarter=0) < Start(quarter=1) < Start(after_round=True)
