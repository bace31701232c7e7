"""Choosing a sequence: a place to begin, the search, and a look at other draws than it was chosen with."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from fram.decide.sequence.problem import NEVER, Decision, Problem, Profile, Way, starts_of
from fram.decide.sequence.relief import demanded, refusal, relief_of
from fram.decide.sequence.search.judge import Encoded, Judge
from fram.decide.sequence.search.proxy import first_guess, upper_bound
from fram.decide.sequence.search.steps import ROUNDS, Search
from fram.decide.sequence.search.tables import Tables, compiled
from fram.terms.errors import Refused

LEAST_SCENARIOS = 1_000
"""Plans tuned on fewer hold less often than asked: 50 scenarios gave 85 to 88 % where 90 % was asked."""
CAUTION = 1.5
"""Standard errors of a share by which the search asks for more than is asked of it: a sequence is chosen
because it holds on these scenarios, and so holds less often on others. With 0.5 one of 30 markets that held
in 90.5 % of 1,000 held in 88.6 % of fresh ones; with 1.5 five such held in 89.5 to 92.2 %."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """A chosen sequence: the decisions, NOK expected, the share of the scenarios in which cash holds.

    ``bound``: NOK that no sequence can exceed; loose, as it leaves cash out. ``held_to``: the probability
    that the search held it to, on its own scenarios. ``tables`` serve further questions about it.
    """

    decisions: tuple[Decision, ...]
    value: float
    chance: float
    bound: float
    held_to: float
    tables: Tables


def choose(
    problem: Problem,
    *,
    seed: int,
    rounds: int = ROUNDS,
    tables: Tables | None = None,
    progress: Callable[[int], None] | None = None,
) -> Choice:
    """Return the best sequence found. Refused where nothing holds: which limit binds, the least relief."""
    if not problem.ways:
        raise Refused(
            "there is no way into any market", where="ways", why="nothing can be put in order",
            remedy="give a market that is worth its cost at some start",
        )  # fmt: skip
    tables = tables or compiled(problem)
    for asked in (cautious(problem), problem.probability):
        judge = Judge(tables, probability=asked)
        if (begin := _begin(judge)) is not None:
            break
    else:
        raise refusal(relief_of(problem, tables=tables), held=bool(problem.held))
    found = Search(judge, seed=seed).improved(*begin, rounds=rounds, progress=progress)
    return Choice(
        decisions=tables.decoded(*found), value=judge.net_value(*found),
        chance=1 - judge.breaks(*found) / problem.scenarios, bound=upper_bound(tables), held_to=asked,
        tables=tables,
    )  # fmt: skip


def nothing(tables: Tables) -> Choice:
    """Return the sequence without any launch, whether cash holds or not."""
    judge = Judge(tables)
    chance = 1 - judge.breaks(*judge.fixed) / tables.problem.scenarios
    return Choice(
        decisions=(), value=0.0, chance=chance, bound=0.0, held_to=tables.problem.probability, tables=tables
    )


def cautious(problem: Problem) -> float:
    """Return the probability that a search asks for, a little above what is asked of it."""
    asked = problem.probability
    return min(asked + CAUTION * float(np.sqrt(asked * (1 - asked) / problem.scenarios)), 1 - 1e-9)


def _begin(judge: Judge) -> Encoded | None:
    """A sequence that holds: the stand-in's, the one planned before, or the best of what must be in it."""
    holds = [plan for plan in (first_guess(judge), _planned(judge)) if judge.holds(*plan)]
    if holds:
        return max(holds, key=lambda plan: judge.value(*plan))
    plan, left = demanded(judge)
    return plan if not left and judge.holds(*plan) else None


def _planned(judge: Judge) -> Encoded:
    """What is held, with what was planned before for other markets and can still be chosen."""
    problem = judge.tables.problem
    ways, held = {(w.market, w.mode) for w in problem.ways}, {one.market for one in problem.held}
    kept = [
        one for one in problem.planned
        if one.market not in held and (one.market, one.mode) in ways and one.start in problem.starts
    ]  # fmt: skip
    return judge.tables.encoded((*problem.held, *kept))


def with_cash(problem: Problem, nok: float) -> Problem:
    """Return the problem with so much more cash today."""
    return replace(problem, own=problem.own + nok)


def warm() -> None:
    """Compile the search, or load it compiled: called when the product is installed."""
    shape = (2, 2)
    nothing = np.zeros(shape, dtype=np.float32)
    profile = Profile(
        earned=nothing, spent=nothing, rivals=np.zeros(2), order=np.zeros(2), worth=np.ones(shape)
    )
    ways = tuple(Way(market=name, mode="direct", alone=profile) for name in ("A", "B"))
    own = np.ones(shape)
    problem = Problem(
        ways=ways, own=own, floor=np.zeros(2), probability=0.5, starts=starts_of(2),
        discount=np.ones(2), round_at=np.full(2, NEVER, dtype=np.int64),
    )  # fmt: skip
    choose(problem, seed=0, rounds=1)
