"""What became of an earlier sequence: what is kept, what moved, what that gains, what is out, what is new."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from fram.decide.sequence.chosen import Choice
from fram.decide.sequence.problem import Decision
from fram.decide.sequence.relief import lack_of
from fram.decide.sequence.search.judge import Judge
from fram.decide.sequence.search.tables import NO_WAY, Tables

Kind = Literal["kept", "moved", "out", "new"]
Because = Literal["", "worth", "even", "cash", "people", "before", "closed", "cash-first", "must", "needed"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One market beside an earlier sequence: what was planned for it (None: nothing), and what is now.

    ``because`` says why it was not kept as planned: that gains ``gain_nok`` of expected value (``worth``; or
    nothing much: ``even``); as planned and beside all the others, cash would not hold (``cash``) or people
    not suffice (``people``), or what must come first would be missing (``before``); or it cannot be chosen:
    cash alone does not hold, and its start is closed until it does (``cash-first``), or it is not worth its
    cost in that way at any start, or no such start is open (``closed``). What is new is worth its cost
    (``worth``), or is there because it must be (``must``) or another one needs it first (``needed``).
    ``gain_nok`` may lie below 0 where that is not the reason.
    """

    market: str
    kind: Kind
    was: Decision | None
    now: Decision | None
    because: Because = ""
    gain_nok: float = 0.0


def changes_of(
    choice: Choice, planned: Sequence[Decision], *, whole: Tables | None = None
) -> tuple[Change, ...]:
    """Return what became of each launch planned earlier, then what is new; none where nothing was planned.

    Launches under way are no part of it: they stand. ``whole``: all that there was to choose from, where
    cash alone does not hold and less was.
    """
    if not planned:
        return ()
    return tuple(_Compared(choice, planned, whole or choice.tables).changes())


class _Compared:
    """A chosen sequence beside what was planned."""

    def __init__(self, choice: Choice, planned: Sequence[Decision], whole: Tables) -> None:
        self.tables, self.whole = choice.tables, whole
        held = {one.market for one in self.tables.problem.held}
        self.now = {one.market: one for one in choice.decisions if one.market not in held}
        self.before = {one.market: one for one in planned if one.market not in held}
        self.judge = Judge(self.tables, probability=choice.held_to)
        self.decisions = choice.decisions
        self.chosen = self.tables.encoded(choice.decisions)
        left = (was for was in self.before.values() if _is_open(self.tables, was))
        self.could_stay = self.judge.holds(*self.tables.encoded((*self.tables.problem.held, *left)))

    def changes(self) -> Iterator[Change]:
        """Yield what became of each launch planned, then what is new."""
        for market, was in self.before.items():
            found = self.now.get(market)
            if found == was:
                yield Change(market=market, kind="kept", was=was, now=found)
                continue
            because, gain = self._why(was)
            kind: Kind = "moved" if found else "out"
            yield Change(market=market, kind=kind, was=was, now=found, because=because, gain_nok=gain)
        for market, found in self.now.items():
            if market not in self.before:
                because, gain = self._why_new(market)
                yield Change(market=market, kind="new", was=None, now=found, because=because, gain_nok=gain)

    def _why(self, was: Decision) -> tuple[Because, float]:
        """Why a launch is not as planned: what that gains, or what forbids putting it back beside others."""
        if not _is_open(self.tables, was):
            return ("cash-first" if _is_open(self.whole, was) else "closed"), 0.0
        others = (one for one in self.decisions if one.market != was.market)
        back = self.tables.encoded((*others, was))
        gain = self.judge.net_value(*self.chosen) - self.judge.net_value(*back)
        if self.judge.holds(*back) or (self.could_stay and gain > 0):
            return ("worth" if gain > 0 else "even"), gain
        lack = lack_of(self.judge, back)
        return ("before" if lack.before else "people" if lack.short else "cash"), gain

    def _why_new(self, market: str) -> tuple[Because, float]:
        """Why a launch is there that was not planned, and what the whole gains by it."""
        way, start = self.chosen
        without = way.copy()
        without[self.tables.markets.index(market)] = NO_WAY
        gain = self.judge.net_value(way, start) - self.judge.net_value(without, start)
        if gain > 0:
            return "worth", gain
        if market in self.tables.problem.must:
            return "must", gain
        return ("even" if self.judge.needs_met(without, start) else "needed"), gain


def _is_open(tables: Tables, was: Decision) -> bool:
    """Whether a launch can be chosen as it was planned."""
    known = {(way.market, way.mode) for way in tables.ways}
    open_ = set(tables.problem.starts) - tables.problem.closed
    return (was.market, was.mode) in known and was.start in open_
