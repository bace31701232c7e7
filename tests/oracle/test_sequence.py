"""The sequence against every sequence tried, and the compiled judge against its slow twin."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from fram.decide.sequence.chosen import choose
from fram.decide.sequence.problem import Decision, Problem
from fram.decide.sequence.search.judge import Judge
from fram.decide.sequence.search.kernel import cash_path
from fram.decide.sequence.search.proxy import upper_bound
from fram.decide.sequence.search.tables import Tables, compiled
from tests.unit.decide.sequence import slow
from tests.unit.decide.sequence.problems import random_problem

Sequence = tuple[Decision, ...]


def some_sequences(problem: Problem, *, number: int, seed: int) -> list[Sequence]:
    every = list(slow.sequences(problem))
    places = np.random.default_rng(seed).permutation(len(every))[:number]
    return [every[place] for place in places]


def best_by_trying(tables: Tables, *, probability: float) -> tuple[float, Sequence]:
    """The best of all sequences that hold, with the compiled judge, which is shown to equal the slow twin."""
    judge, best, found = Judge(tables, probability=probability), -np.inf, ()
    for sequence in slow.sequences(tables.problem):
        plan = tables.encoded(sequence)
        if judge.value(*plan) > best and judge.holds(*plan):
            best, found = judge.value(*plan), sequence
    return best, found


@pytest.mark.parametrize("seed", range(8))
@pytest.mark.parametrize("step", [1, 3])
def test_the_compiled_judge_is_its_slow_twin(seed: int, step: int) -> None:
    problem = random_problem(seed, scenarios=15, step=step)
    tables = compiled(problem)
    judge = Judge(tables)
    for sequence in some_sequences(problem, number=60, seed=seed):
        plan = tables.encoded(sequence)
        assert set(tables.decoded(*plan)) == set(sequence)
        assert judge.value(*plan) == pytest.approx(slow.value_of(problem, sequence), abs=1e-9)
        np.testing.assert_allclose(judge.path(*plan), slow.cash_of(problem, sequence), atol=1e-9)
        np.testing.assert_allclose(cash_path(tables, plan), slow.cash_of(problem, sequence), atol=1e-9)
        assert judge.breaks(*plan) == slow.breaks_of(problem, sequence)
        assert judge.is_allowed(*plan) == slow.is_allowed(problem, sequence)


def test_the_problems_of_this_file_hold_all_that_a_sequence_knows() -> None:
    """The twins are compared where it matters: each condition decides now and then."""
    eased = paid_by_other = short = needs = breaks = 0
    for seed in range(8):
        problem = random_problem(seed, scenarios=15)
        for sequence in some_sequences(problem, number=60, seed=seed):
            breaks += 0 < slow.breaks_of(problem, sequence) < problem.scenarios
            people = slow.is_allowed(replace(problem, capacity={}), sequence)
            needs += not people
            short += people and not slow.is_allowed(problem, sequence)
            for one in sequence:
                way = problem.way(one.market, one.mode)
                eased += slow.profile_of(problem, sequence, one) is way.eased
                paid_by_other += len(slow.paid_by(problem, sequence, one)) < len(way.shares)
    assert min(eased, paid_by_other, short, needs, breaks) > 10


@pytest.mark.parametrize("seed", range(12))
def test_the_best_of_all_sequences_is_found(seed: int) -> None:
    problem = random_problem(seed, modes=2 + seed % 2)
    found = choose(problem, seed=1)
    best, sequence = best_by_trying(found.tables, probability=found.held_to)
    assert found.value == pytest.approx(best, rel=1e-9), (found.decisions, sequence)
    assert found.value == pytest.approx(slow.value_of(problem, found.decisions), abs=1e-9)
    assert slow.is_allowed(problem, found.decisions)
    assert found.chance == pytest.approx(1 - slow.breaks_of(problem, found.decisions) / problem.scenarios)
    assert found.chance >= problem.probability


@pytest.mark.parametrize("seed", range(12))
@pytest.mark.parametrize("step", [1, 3])
def test_nothing_is_worth_more_than_the_bound(seed: int, step: int) -> None:
    problem = random_problem(seed, step=step, scenarios=20)
    tables = compiled(replace(problem, own=problem.own + 1e6))
    best, _ = best_by_trying(tables, probability=problem.probability)
    assert upper_bound(tables) >= best - 1e-9
    planned = replace(problem, planned=(next(s for s in slow.sequences(problem) if s)), fee_nok=5.0)
    assert upper_bound(compiled(planned)) == pytest.approx(upper_bound(compiled(problem)))


@pytest.mark.parametrize("seed", range(6))
def test_with_a_market_that_must_be_in_it_and_one_that_is_held(seed: int) -> None:
    problem = random_problem(seed)
    held = Decision(market="M0", mode="distributor", start=problem.starts[1])
    asked = replace(problem, held=(held,), must=frozenset({"M1"}), own=problem.own + 2.0,
                    capacity={"sales": problem.capacity["sales"] + 1.0})  # fmt: skip
    found = choose(asked, seed=1)
    assert held in found.decisions
    assert "M1" in {decision.market for decision in found.decisions}
    judge, best = Judge(found.tables, probability=found.held_to), -np.inf
    for sequence in slow.sequences(asked):
        if held in sequence and "M1" in {one.market for one in sequence}:
            plan = found.tables.encoded(sequence)
            if judge.holds(*plan):
                best = max(best, judge.value(*plan))
    assert found.value == pytest.approx(best, rel=1e-9)
