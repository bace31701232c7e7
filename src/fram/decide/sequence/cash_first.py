"""Choosing where cash alone, with nothing new, does not hold as often as asked: the missing cash comes first.

Launches are then held to what cash does hold, and may only wait for the round beside what is under way.
Futures that are lost anyway would otherwise carry launches at no cost.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from fram.decide.sequence.chosen import Choice, choose, nothing
from fram.decide.sequence.problem import Problem
from fram.decide.sequence.relief import Relief, relief_of
from fram.decide.sequence.search.tables import Tables, compiled
from fram.terms.errors import Refused

OWN_SLACK = 0.01
"""Where cash alone holds less often than asked, launches may cost this share of futures more, no more."""
HELD_TO_NOTHING = 1e-15
"""A probability so near nought that no future has to hold."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CashFirst:
    """What would make cash alone hold as asked, and all that there was to choose from (``whole``)."""

    relief: Relief
    whole: Tables


def cash_first(tables: Tables) -> CashFirst | None:
    """Return what comes first where cash alone does not hold as often as asked; None where it does."""
    found = relief_of(tables.problem, tables=tables)
    return CashFirst(relief=found, whole=tables) if found.limit == "cash" and found.nok > 0 else None


def narrowed(first: CashFirst) -> Problem:
    """Return the problem held to what cash does hold: what is held, and launches that wait for the round.

    Where cash holds in no more than ``OWN_SLACK`` of the futures nothing new may start at all: nearly every
    future is lost without it, and would carry it at no cost. Where nothing new may start nothing must.
    """
    problem, asked = first.whole.problem, first.relief.chance - OWN_SLACK
    waiting = tuple(start for start in problem.starts if start.after_round) if asked > 0 else ()
    held = tuple(start for start in problem.starts if start in {one.start for one in problem.held})
    kept = tuple(dict.fromkeys((*held, *waiting)))
    return replace(
        problem, probability=max(asked, HELD_TO_NOTHING), starts=kept or problem.starts,
        ways=problem.ways if kept else (), must=problem.must if waiting else frozenset(),
        planned=tuple(one for one in problem.planned if one.start in waiting),
        closed=frozenset(held) - frozenset(waiting),
    )  # fmt: skip


def choose_narrowed(
    first: CashFirst, *, seed: int, rounds: int, progress: Callable[[int], None] | None = None
) -> Choice:
    """Return the best sequence of the narrowed problem. It is never refused for cash, as that comes first.

    A market that must be in it is left out where cash does not carry it; refused where people do not.
    """
    problem = narrowed(first)
    tables = compiled(problem)
    if not problem.ways:
        return nothing(tables)
    try:
        return choose(problem, seed=seed, rounds=rounds, tables=tables, progress=progress)
    except Refused:
        if relief_of(problem, tables=tables).limit != "must-cash":
            raise
    free = replace(problem, must=frozenset())
    return choose(free, seed=seed, rounds=rounds, progress=progress)
