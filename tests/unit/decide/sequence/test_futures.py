"""The plan for the mean future, beside the one for all of them."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from fram.decide.sequence.chosen import choose, with_cash
from fram.decide.sequence.futures import mean_future, worth_of_futures
from fram.decide.sequence.problem import NEVER
from tests.unit.decide.sequence import slow
from tests.unit.decide.sequence.problems import plain_problem, plain_way, random_problem


def test_the_mean_future_carries_what_most_futures_do_not() -> None:
    """The launch takes 4 on average and 8 in two futures of four: cash of 6 carries it only on average."""
    way = plain_way("A", costs=4, worth=3)
    spent = np.array([0.0, 0.0, 8.0, 8.0], dtype=np.float32)[:, None] + np.zeros((4, 4), dtype=np.float32)
    problem = plain_problem(replace(way, alone=replace(way.alone, spent=spent)), cash=6, probability=0.75)
    found = choose(problem, seed=1)
    assert found.decisions == ()
    mean = worth_of_futures(found, seed=1)
    assert mean is not None
    assert [one.market for one in mean.decisions] == ["A"]
    assert (mean.promised, mean.value, mean.chance, mean.nok, mean.gain_nok) == (3.0, 3.0, 0.5, 2.0, -3.0)


def test_where_all_futures_are_the_mean_one_nothing_is_gained() -> None:
    mean = worth_of_futures(choose(plain_problem(plain_way("A", costs=4, worth=3), cash=6), seed=1), seed=1)
    assert mean is not None
    assert (mean.chance, mean.nok, mean.gain_nok) == (1.0, 0.0, 0.0)


@pytest.mark.parametrize("seed", range(6))
def test_with_the_cash_it_lacks_the_mean_plan_holds(seed: int) -> None:
    problem = random_problem(seed)
    mean = worth_of_futures(choose(problem, seed=1), seed=1)
    assert mean is not None
    assert mean.value == pytest.approx(slow.value_of(problem, mean.decisions))
    assert (
        slow.breaks_of(with_cash(problem, mean.nok + 1e-9), mean.decisions) <= 0.2 * problem.scenarios + 1e-9
    )


def test_a_round_that_mostly_fails_is_none() -> None:
    problem = random_problem(1)
    assert mean_future(problem).round_at[0] < NEVER
    mostly = np.where(np.arange(problem.scenarios) < 9, 3, NEVER)
    assert mean_future(replace(problem, round_at=mostly)).round_at[0] == NEVER
    assert mean_future(problem).own.shape == (1, problem.periods)
