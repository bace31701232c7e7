"""What keeps a sequence from holding, and the least that would mend it: cash, people, what comes before."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import numpy as np

from fram.decide.sequence.problem import Problem
from fram.decide.sequence.search.judge import Encoded, Judge
from fram.decide.sequence.search.tables import NO_WAY, Tables, compiled, people_used
from fram.terms.errors import Refused

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

Limit = Literal["none", "cash", "must-cash", "must-people", "must-before", "must-none"]
LEAST_POSITIONS = 1e-9
"""Positions that count as missing: rounding is none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Lack:
    """What a sequence lacks: NOK of cash today, positions by function (the most first), what comes before."""

    nok: float
    short: tuple[tuple[str, float], ...]
    before: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Relief:
    """What keeps any sequence from holding, and the least that would mend it.

    ``limit``: ``cash`` (already with what is under way alone), or for a market that has to be in it
    ``must-cash``, ``must-people``, ``must-before`` or ``must-none`` (no way in that can be chosen);
    ``none`` where something holds. ``chance``: the share of scenarios in which cash holds now; ``nok``: so
    much more cash today; ``months``: for so long it does hold as asked; ``function`` and ``positions``: who
    is missing most, ``short``: all who are.
    """

    limit: Limit
    chance: float
    market: str = ""
    nok: float = 0.0
    months: int = 0
    function: str = ""
    positions: float = 0.0
    short: tuple[tuple[str, float], ...] = ()


def relief_of(problem: Problem, *, tables: Tables | None = None) -> Relief:
    """Return which limit keeps any sequence from holding, and the least that would mend it."""
    judge = Judge(tables or compiled(problem))
    breaks = judge.breaks(*judge.fixed)
    chance = 1 - breaks / judge.tables.problem.scenarios
    if breaks <= judge.enough:
        return _relief_of_must(judge, chance)
    above = judge.path(*judge.fixed) - judge.tables.problem.floor
    return Relief(
        limit="cash", chance=chance, nok=missing(above, enough=judge.enough),
        months=_holds_for(above, enough=judge.enough),
    )  # fmt: skip


def missing(above: Floats, *, enough: int) -> float:
    """Return NOK that all paths must be lifted by so that at most ``enough`` fall below the floor, 0 or more.

    ``above`` (scenarios, periods): cash less the floor.
    """
    least = np.sort(above.min(axis=1))
    return max(-float(least[min(enough, least.size - 1)]), 0.0)


def lack_of(judge: Judge, plan: Encoded) -> Lack:
    """Return what keeps an encoded sequence from holding as the judge asks."""
    tables = judge.tables
    over = (people_used(tables, plan) - tables.capacity).max(axis=1)
    short = [(name, float(o)) for name, o in zip(tables.functions, over, strict=False) if o > LEAST_POSITIONS]
    nok = missing(judge.path(*plan) - tables.problem.floor, enough=judge.enough)
    return Lack(
        nok=nok if nok > judge.rounding else 0.0,
        short=tuple(sorted(short, key=lambda one: (-one[1], one[0]))), before=not judge.needs_met(*plan),
    )  # fmt: skip


def demanded(judge: Judge) -> tuple[Encoded, list[int]]:
    """Return what is held with the markets that must be in it put in, and those that do not go in.

    One after the other, each at its best that holds beside the others; what waits for another comes after.
    """
    way, start = judge.fixed[0].copy(), judge.fixed[1].copy()
    left = sorted(judge.must)
    while left:
        out = [m for m in left if not _put_in(judge, m, (way, start))]
        if len(out) == len(left):
            break
        left = out
    return (way, start), left


def _rounded_up(nok: float) -> float:
    """An amount to two digits that is enough."""
    step = 10.0 ** max(np.floor(np.log10(max(nok, 1.0))) - 1, 0)
    return float(np.ceil(nok / step) * step)


def refusal(relief: Relief, *, held: bool = False) -> Refused:
    """Return what to tell where nothing holds: which limit binds, and what would mend it."""
    market = relief.market
    if relief.limit == "cash":
        alone = "nothing but what is under way" if held else "no launch at all"
        return Refused(
            f"cash holds in {relief.chance:.0%} of futures even with {alone}",
            where="probability", why="that is less than was asked for",
            remedy=f"{_rounded_up(relief.nok):,.0f} NOK more cash today would do, "
            + (f"or asking for it over {relief.months} months only, " if relief.months else "")
            + "or a lower probability or floor",
        )  # fmt: skip
    if relief.limit == "must-people":
        needed = " and ".join(f"{number:.1f} positions in {name}" for name, number in relief.short)
        return Refused(
            f"{market} cannot start: {needed} are missing", where="must",
            why="launches beside it, or the people there are, do not leave enough",
            remedy=f"add {needed}, or free more of those there are",
        )  # fmt: skip
    if relief.limit == "must-cash":
        return Refused(
            f"cash does not carry {market} at any start", where="must",
            why="the floor would break more often than was asked for",
            remedy=f"{relief.nok:,.0f} NOK more cash today would do",
        )  # fmt: skip
    why = {"must-before": "what must come before it is not in the sequence",
           "must-none": "it has no way in that can be chosen"}.get(relief.limit, "")  # fmt: skip
    return Refused(f"{market} cannot be in the sequence", where="must", why=why, remedy="leave it out")


def _holds_for(above: Floats, *, enough: int) -> int:
    """The last period up to which at most ``enough`` scenarios have fallen below the floor."""
    fallen = np.maximum.accumulate(above < 0, axis=1).sum(axis=0)
    late = np.flatnonzero(fallen > enough)
    return int(late[0]) if late.size else above.shape[1]


def _put_in(judge: Judge, m: int, plan: Encoded) -> bool:
    """Give a market its best option that holds, in place; whether there is one."""
    way, start = plan
    judge.remember(way, start)
    for option in judge.options(m, plan):
        way[m], start[m] = option.way, option.start
        allowed = judge.is_allowed(way, start)
        if allowed and judge.breaks_with(m, plan, enough=judge.enough) <= judge.enough:
            return True
        way[m] = NO_WAY
    return False


def _relief_of_must(judge: Judge, chance: float) -> Relief:
    """Put the demanded markets in, and look at what keeps the first out that does not go in."""
    (way, start), left = demanded(judge)
    if not left:
        return Relief(limit="none", chance=chance)
    m = left[0]
    judge.remember(way, start)
    lacks = []
    for option in judge.options(m, (way, start)):
        way[m], start[m] = option.way, option.start
        lacks.append(lack_of(judge, (way, start)))
        way[m] = NO_WAY
    return _least(lacks, judge.tables.markets[m], chance)


def _least(lacks: list[Lack], market: str, chance: float) -> Relief:
    if not lacks:
        return Relief(limit="must-none", chance=chance, market=market)
    lacks = [lack for lack in lacks if not lack.before]
    if not lacks:
        return Relief(limit="must-before", chance=chance, market=market)
    found = min(lacks, key=lambda lack: (sum(number for _, number in lack.short), lack.nok))
    if not found.short:
        return Relief(limit="must-cash", chance=chance, market=market, nok=found.nok)
    function, positions = found.short[0]
    return Relief(
        limit="must-people", chance=chance, market=market, nok=found.nok, function=function,
        positions=positions, short=found.short,
    )  # fmt: skip
