"""What became of an earlier sequence: what is kept, what moved, what that gains, what is out, what is new."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from fram.decide.sequence.chosen import Choice
from fram.decide.sequence.problem import Decision
from fram.decide.sequence.relief import lack_of
from fram.decide.sequence.search.judge import Judge
from fram.decide.sequence.search.tables import NO_WAY

Kind = Literal["kept", "moved", "out", "new"]
Because = Literal["", "worth", "cash", "people", "before", "closed"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One market beside an earlier sequence: what was planned for it (None: nothing), and what is now.

    ``because`` says why it was not kept as planned: that gains ``gain_nok`` of expected value (``worth``); as
    planned and beside all the others, cash would not hold (``cash``) or people not suffice (``people``), or
    what must come first would be missing (``before``); or it cannot be chosen any more (``closed``): not
    worth its cost in that way at any start, or no such start is open.
    """

    market: str
    kind: Kind
    was: Decision | None
    now: Decision | None
    because: Because = ""
    gain_nok: float = 0.0


def changes_of(choice: Choice, planned: Sequence[Decision]) -> tuple[Change, ...]:
    """Return what became of each launch planned earlier, then what is new; none where nothing was planned.

    Launches under way are no part of it: they stand.
    """
    if not planned:
        return ()
    return tuple(_changes(choice, planned))


def _changes(choice: Choice, planned: Sequence[Decision]) -> Iterator[Change]:
    held = {one.market for one in choice.tables.problem.held}
    now = {one.market: one for one in choice.decisions if one.market not in held}
    before = {one.market: one for one in planned if one.market not in held}
    judge = Judge(choice.tables, probability=choice.held_to)
    could_stay = _holds(judge, choice, tuple(before.values()))
    for market, was in before.items():
        found = now.get(market)
        if found == was:
            yield Change(market=market, kind="kept", was=was, now=found)
            continue
        because, gain = _why(judge, choice, was, could_stay=could_stay)
        kind: Kind = "moved" if found else "out"
        yield Change(market=market, kind=kind, was=was, now=found, because=because, gain_nok=gain)
    for market, found in now.items():
        if market not in before:
            gain = _gain(judge, choice, market)
            yield Change(market=market, kind="new", was=None, now=found, because="worth", gain_nok=gain)


def _gain(judge: Judge, choice: Choice, market: str) -> float:
    """NOK by which the chosen sequence is worth more than without a market."""
    way, start = choice.tables.encoded(choice.decisions)
    without = way.copy()
    without[choice.tables.markets.index(market)] = NO_WAY
    return judge.net_value(way, start) - judge.net_value(without, start)


def _holds(judge: Judge, choice: Choice, planned: Sequence[Decision]) -> bool:
    """Whether what was planned, as far as it can be chosen, would still hold as a whole."""
    left = (was for was in planned if _is_open(choice, was))
    return judge.holds(*choice.tables.encoded((*choice.tables.problem.held, *left)))


def _is_open(choice: Choice, was: Decision) -> bool:
    """Whether a launch can still be chosen as it was planned."""
    tables = choice.tables
    known = {(way.market, way.mode) for way in tables.ways}
    open_ = set(tables.problem.starts) - tables.problem.closed
    return (was.market, was.mode) in known and was.start in open_


def _why(judge: Judge, choice: Choice, was: Decision, *, could_stay: bool) -> tuple[Because, float]:
    """Why a launch is not as planned: what that gains, or what forbids putting it back beside the others."""
    if not _is_open(choice, was):
        return "closed", 0.0
    tables = choice.tables
    others = (one for one in choice.decisions if one.market != was.market)
    back, chosen = tables.encoded((*others, was)), tables.encoded(choice.decisions)
    gain = judge.net_value(*chosen) - judge.net_value(*back)
    if judge.holds(*back) or (could_stay and gain > 0):
        return "worth", gain
    lack = lack_of(judge, back)
    because: Because = "before" if lack.before else "people" if lack.short else "cash"
    return because, gain
