"""What one more krone, month or person would be worth to the sequence."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, Literal

import numpy as np

from fram.decide.sequence.chosen import Choice, cautious, with_cash
from fram.decide.sequence.problem import NEVER, Problem
from fram.decide.sequence.relief import demanded
from fram.decide.sequence.search.judge import Encoded, Judge
from fram.decide.sequence.search.steps import Search
from fram.decide.sequence.search.tables import Tables, compiled, people_used

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

ROUNDS = 6
"""Rounds of search for each: what is found is at least so much."""
CASH_STEP = 0.1
"""More cash is tried as this share of what is held at most in the first year, and told for one krone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class More:
    """What more of one thing would at least add: NOK of expected value for ``amount`` of it.

    ``of``: ``cash`` (NOK), ``round-sooner`` (months) or a function (people at work in it, of whom launches
    have their share). ``each``: for one unit of it. No fee on changes is in it.
    """

    of: str
    kind: Literal["cash", "month", "person"]
    amount: float
    gain_nok: float

    @property
    def each(self) -> float:
        """NOK of expected value for one unit more."""
        return self.gain_nok / self.amount


def worth_of_more(choice: Choice, *, seed: int, free_share: float = 1.0) -> tuple[More, ...]:
    """Return what more cash, an earlier round, and one more person in each function would add, at least.

    Each is the same search begun from the chosen sequence with that one thing added, beside the same search
    with nothing added: what a longer search finds is not laid to the cash. ``free_share``: of one more
    person, the part that launches may take.
    """
    plain, short = _searched(choice, choice.tables, seed=seed), _short(choice)
    return tuple(
        More(of=of, kind=kind, amount=amount,
             gain_nok=max(_searched(choice, relaxed(), seed=seed) - plain, 0.0)
             if kind != "person" or of in short else 0.0)
        for of, kind, amount, relaxed in _relaxed(choice.tables, free_share)
    )  # fmt: skip


def _short(choice: Choice) -> frozenset[str]:
    """Functions in which some launch does not fit beside the chosen ones: more of the others adds nothing."""
    tables = choice.tables
    used = people_used(tables, tables.encoded(choice.decisions)).max(axis=1, initial=0.0)
    most = used + tables.staff.max(axis=(0, 2), initial=0.0)
    return frozenset(
        name for place, name in enumerate(tables.functions) if most[place] > tables.capacity[place].min()
    )


def _searched(choice: Choice, tables: Tables, *, seed: int) -> float:
    judge, begin = _asked(choice, tables)
    return judge.net_value(*Search(judge, seed=seed).improved(*begin, rounds=ROUNDS))


def _asked(choice: Choice, tables: Tables) -> tuple[Judge, Encoded]:
    """What a search of these tables would ask for, and a sequence that holds to begin from.

    The choice may have been held to less than a search likes to ask, as nothing held to that: with more cash
    something may, and then as much is asked.
    """
    plan, more = tables.encoded(choice.decisions), cautious(tables.problem)
    if more > choice.held_to:
        judge = Judge(tables, probability=more)
        if judge.holds(*plan):
            return judge, plan
        least, left = demanded(judge)
        if not left and judge.holds(*least):
            return judge, least
    return Judge(tables, probability=choice.held_to), plan


def _relaxed(
    tables: Tables, free_share: float = 1.0
) -> Iterator[tuple[str, Literal["cash", "month", "person"], float, Callable[[], Tables]]]:
    """What more there may be, its kind and amount, and what makes the tables with it."""
    problem = tables.problem
    held = max(float(np.median(problem.own[:, 0])), 1.0)
    amount = float(f"{CASH_STEP * held:.1g}")  # as a board speaks of it
    # Cash stands in no table, people in one: only another day for the round asks for new ones.
    yield "cash", "cash", amount, lambda: replace(tables, problem=with_cash(problem, amount))
    comes = problem.round_at < NEVER
    if comes.any():
        yield "round-sooner", "month", 1.0, lambda: compiled(_sooner(problem), like=tables)
    for name in problem.capacity:
        yield name, "person", 1.0, partial(_with_person, tables, name, free_share)


def _with_person(tables: Tables, name: str, free: float) -> Tables:
    """The tables with so many positions more in a function; what is held may use more than are free."""
    problem = tables.problem
    more = replace(problem, capacity={**problem.capacity, name: problem.capacity[name] + free})
    if name not in tables.functions:
        return replace(tables, problem=more)
    place, capacity = tables.functions.index(name), tables.capacity.copy()
    held = people_used(tables, tables.encoded(problem.held))[place]
    capacity[place] = np.maximum(more.capacity[name], held)
    return replace(tables, problem=more, capacity=capacity)


def _sooner(problem: Problem) -> Problem:
    """The problem with the round a period earlier in every future in which it comes; never before month 1."""
    brought = np.zeros(problem.scenarios) if problem.round_nok is None else problem.round_nok
    own, later = problem.own.copy(), (problem.round_at > 1) & (problem.round_at < NEVER)
    place = problem.round_at - 2  # the money of month 1 stands in the first place, 0
    some = np.flatnonzero(later & (place < problem.periods))
    own[some, place[some]] += brought[some]
    return replace(problem, own=own, round_at=np.where(later, problem.round_at - 1, problem.round_at))
