"""Not now: why a market is not in the sequence, and what would bring it in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import numpy as np

from fram.decide.sequence.chosen import Choice
from fram.decide.sequence.problem import Start
from fram.decide.sequence.relief import lack_of
from fram.decide.sequence.search.judge import Encoded, Judge, Option
from fram.decide.sequence.search.tables import NO_WAY

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Ints = NDArray[np.int64]

Because = Literal["worth", "cash", "people", "before", "crowded", "little"]
LOOKED_AT = 40
"""Options of a market looked at for the least relief, the best first."""
NEXT_TO_NOTHING = 0.02
"""A launch that adds less than this share of what the best launch adds is told as adding next to nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NotNow:
    """One market that is not in the sequence. Money in NOK, ``chance`` a share.

    ``because``: ``worth`` (it is not worth its cost at any start), ``cash``, ``people``, ``before`` (what
    it needs is not there), ``crowded`` (it fits, which a longer search would have seen), ``little`` (whatever
    held it back, it adds at most ``value``: less than ``NEXT_TO_NOTHING`` of the best launch). ``nok``: so
    much more cash today lets it in beside all the others, once the people are there; ``function`` and
    ``positions``: who is missing most, ``short``: all who are; ``mode``, ``start`` and ``value``: the launch
    that would then be added.
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


def not_now(choice: Choice, *, markets: Sequence[str]) -> tuple[NotNow, ...]:
    """Return every market of ``markets`` that is not in the chosen sequence, and what would bring it in."""
    judge = Judge(choice.tables, probability=choice.held_to)
    chosen = {decision.market for decision in choice.decisions}
    way, start = choice.tables.encoded(choice.decisions)
    waiting = [market for market in markets if market not in chosen]
    least = NEXT_TO_NOTHING * _best_launch(judge, way, start)
    return tuple(_one(market, judge, (way.copy(), start.copy()), least=least) for market in waiting)


def _best_launch(judge: Judge, way: Ints, start: Ints) -> float:
    """What the launch worth most adds to the sequence, NOK; 0 where there is none."""
    with_all, best = judge.value(way, start), 0.0
    for m in np.flatnonzero(way != NO_WAY):
        without = way.copy()
        without[m] = NO_WAY
        best = max(best, with_all - judge.value(without, start))
    return best


def _one(market: str, judge: Judge, plan: Encoded, *, least: float) -> NotNow:
    way, start = plan
    tables = judge.tables
    if market not in tables.markets:
        return NotNow(market=market, because="worth")
    m, now = tables.markets.index(market), judge.value(way, start)
    judge.remember(way, start)
    found: list[NotNow] = []
    for _, option in zip(range(LOOKED_AT), judge.options(m, (way, start), above=now), strict=False):
        if option.way == NO_WAY:
            continue
        if option.value - now < least:
            found = found or [_adds_little(market, judge, option, option.value - now)]
            break  # the best come first
        way[m], start[m] = option.way, option.start
        found.append(_what_is_missing(market, judge, (way, start), option.value - now))
        way[m] = NO_WAY
    if not found:
        return NotNow(market=market, because="worth")
    return min(found, key=_ease)


def _ease(one: NotNow) -> tuple[int, float, float]:
    """What is easiest to mend first: nothing, cash alone, people, what comes before; then the best value."""
    rank = {"crowded": 0, "cash": 1, "people": 2, "before": 3, "little": 4, "worth": 5}[one.because]
    return (rank, sum(number for _, number in one.short) or one.nok, -one.value)


def _adds_little(market: str, judge: Judge, option: Option, gain: float) -> NotNow:
    tables = judge.tables
    return NotNow(
        market=market, because="little", mode=tables.ways[option.way].mode,
        start=tables.problem.starts[option.start], value=gain,
    )  # fmt: skip


def _what_is_missing(market: str, judge: Judge, plan: Encoded, gain: float) -> NotNow:
    way, start = plan
    tables, lack = judge.tables, lack_of(judge, plan)
    m = tables.markets.index(market)
    because: Because = "crowded"
    if lack.before:
        because = "before"
    elif lack.short or lack.nok:
        because = "people" if lack.short else "cash"
    function, positions = lack.short[0] if lack.short else ("", 0.0)
    return NotNow(
        market=market, because=because, mode=tables.ways[way[m]].mode,
        start=tables.problem.starts[start[m]], value=gain, nok=lack.nok, function=function,
        positions=positions, short=lack.short,
    )  # fmt: skip
