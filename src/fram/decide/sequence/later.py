"""Not now: why a market is not in the sequence, and what would bring it in."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np

from fram.decide.sequence.chosen import Choice, cautious
from fram.decide.sequence.problem import Start
from fram.decide.sequence.relief import lack_of
from fram.decide.sequence.search.judge import Judge, Option
from fram.decide.sequence.search.tables import NO_WAY, Tables

Because = Literal["crowded", "cash", "people", "before", "cash-first", "little", "worth"]
EASIEST: tuple[Because, ...] = ("crowded", "cash", "people", "before", "cash-first", "little", "worth")
"""Why a market is not in it, what is easiest to mend first."""
LOOKED_AT = 40
"""Options of a market looked at for the least relief, the best first."""
LOOKED_AT_LITTLE = 8
"""The same where even the best adds next to nothing."""
NEXT_TO_NOTHING = 0.02
"""A launch that adds less than this share of what the best launch adds is told as adding next to nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NotNow:
    """One market that is not in the sequence. Money in NOK without any fee on changes.

    ``because``: ``worth`` (it is not worth its cost at any start), ``cash``, ``people``, ``before`` (what
    it needs is not there), ``crowded`` (it fits, which a longer search would have seen), ``little`` (whatever
    holds it back, it adds less than ``NEXT_TO_NOTHING`` of the best launch that was chosen), ``cash-first``
    (it would be worth something, and cash alone does not hold: that comes before any launch). ``nok``: so
    much more cash today lets it in beside all the others, once the people are there; ``function`` and
    ``positions``: who is missing most, ``short``: all who are; ``mode``, ``start`` and ``value``: the launch
    that would then be added (of ``cash-first`` only the value, at its best start).
    """

    market: str
    because: Because
    mode: str = ""
    start: Start | None = None
    value: float = 0.0
    nok: float = 0.0
    function: str = ""
    positions: float = 0.0
    short: tuple[tuple[str, float], ...] = ()


def not_now(choice: Choice, *, markets: Sequence[str], whole: Tables | None = None) -> tuple[NotNow, ...]:
    """Return every market of ``markets`` that is not in the chosen sequence, and what would bring it in.

    ``whole``: all that there was to choose from, where cash alone does not hold and less was; then what a
    launch lacks beside the others says nothing.
    """
    chosen = {decision.market for decision in choice.decisions}
    waiting = [market for market in markets if market not in chosen]
    beside = _Beside(choice, whole or choice.tables)
    return tuple(beside.first(market) if whole else beside.told(market) for market in waiting)


class _Beside:
    """Tells of markets beside the chosen sequence.

    That may be held to less than a search likes to ask (``careful``), as nothing holds to that; from
    ``careful_from`` NOK more cash on something would, and a search would ask for it.
    """

    def __init__(self, choice: Choice, tables: Tables) -> None:
        self.tables = tables
        self.judge = Judge(tables, probability=choice.held_to)
        self.careful = Judge(tables, probability=max(choice.held_to, cautious(tables.problem)))
        self.plan = tables.encoded(choice.decisions)
        self.judge.remember(*self.plan)
        self.careful.remember(*self.plan)
        self.careful_from = lack_of(self.careful, self.careful.fixed).nok
        self.net = self.judge.net_value(*self.plan)
        self.least = NEXT_TO_NOTHING * self._best_launch()

    def _best_launch(self) -> float:
        """What the launch that was chosen, and is worth most, adds to the sequence, NOK; 0 without any."""
        way, start = self.plan
        best = 0.0
        for m in sorted(set(np.flatnonzero(way != NO_WAY).tolist()) - self.judge.held):
            without = way.copy()
            without[m] = NO_WAY
            best = max(best, self.net - self.judge.net_value(without, start))
        return best

    def first(self, market: str) -> NotNow:
        """Return a market where the missing cash comes first."""
        best = max((gain for _, gain in self._gains(market)), default=0.0)
        return NotNow(market=market, because="cash-first" if best > 0 else "worth", value=best)

    def told(self, market: str) -> NotNow:
        """Return a market with what is easiest to mend for it to come in."""
        found: list[NotNow] = []
        for number, (option, gain) in enumerate(self._gains(market)):
            if gain < self.least and (number >= LOOKED_AT_LITTLE or (found and found[0].value >= self.least)):
                break
            found.append(self._what_is_missing(market, option, gain))
        if not found:
            return NotNow(market=market, because="worth")
        enough = [one for one in found if one.value >= self.least]
        best = min(enough or found, key=_ease)
        return best if enough else replace(best, because="little")

    def _gains(self, market: str) -> Iterator[tuple[Option, float]]:
        """The options of a market that make the whole worth more, the best first, and NOK that each adds."""
        if market not in self.tables.markets:
            return
        m, (way, start) = self.tables.markets.index(market), self.plan
        options = self.judge.options(m, self.plan, above=self.judge.value(way, start))
        for _, option in zip(range(LOOKED_AT), options, strict=False):
            fee = float(self.tables.fee[option.way, option.start]) if option.way != NO_WAY else 0.0
            gain = option.value - fee - self.judge.value(way, start)
            if option.way != NO_WAY and gain > 0:
                yield option, gain

    def _what_is_missing(self, market: str, option: Option, gain: float) -> NotNow:
        m, (way, start) = self.tables.markets.index(market), (self.plan[0].copy(), self.plan[1].copy())
        way[m], start[m] = option.way, option.start
        lack = lack_of(self.judge, (way, start))
        nok = lack.nok
        if nok and nok >= self.careful_from:
            nok = lack_of(self.careful, (way, start)).nok
        because: Because = "crowded"
        if lack.before:
            because = "before"
        elif lack.short or lack.nok:
            because = "people" if lack.short else "cash"
        function, positions = lack.short[0] if lack.short else ("", 0.0)
        return NotNow(
            market=market, because=because, mode=self.tables.ways[option.way].mode,
            start=self.tables.problem.starts[option.start], value=gain, nok=nok, function=function,
            positions=positions, short=lack.short,
        )  # fmt: skip


def _ease(one: NotNow) -> tuple[int, float, float]:
    """What is easiest to mend first: nothing, cash alone, people, what comes before; then the best value."""
    missing = sum(number for _, number in one.short) or one.nok
    return (EASIEST.index(one.because), missing, -one.value)
