"""What a sequence is worth and whether it holds, on all scenarios, for a search that goes step by step."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from fram.decide.sequence.search.kernel import (
    add_launch,
    broken,
    broken_with,
    is_allowed,
    options_of,
    packed,
    slack,
    ties_of,
    total_value,
)
from fram.decide.sequence.search.tables import NO_WAY, Tables

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]

LEAST_LACK = 1e-9
"""Share of the most cash that counts as a lack of it: rounding is none."""

Encoded = tuple["Ints", "Ints"]
"""A sequence as the way and the start of each market; way -1 where it is not launched."""


class Option(NamedTuple):
    """One way and start of a market (way -1: not launched), and NOK of the whole sequence with it."""

    way: int
    start: int
    value: float


class Rest(NamedTuple):
    """The cash of all markets but one, its distance to the floor, and the scenarios, the nearest first."""

    path: Floats
    slack: Floats
    worst: Ints


class Judge:
    """Judges sequences of one problem. ``enough``: how many scenarios may break the floor by more than
    ``rounding`` NOK.

    ``probability``: what the search asks for, by default what the problem asks. Paths of cash are kept from
    one question to the next where sequences have launches in common.
    """

    def __init__(self, tables: Tables, *, probability: float | None = None) -> None:
        problem = tables.problem
        self.tables = tables
        self._t, self._cash = packed(tables)
        self._keys = int(tables.shared_nok.shape[1])
        self._own = np.ascontiguousarray(problem.own, dtype=np.float64)
        self.rounding = LEAST_LACK * float(np.abs(self._own).max(initial=0.0))
        self._floor = np.ascontiguousarray(problem.floor, dtype=np.float64) - self.rounding
        asked = problem.probability if probability is None else probability
        self.enough = int(np.floor((1 - asked) * problem.scenarios + 1e-9))
        self.fixed: Encoded = tables.encoded(problem.held)
        self.held = frozenset(np.flatnonzero(self.fixed[0] != NO_WAY).tolist())
        self.must = frozenset(tables.markets.index(market) for market in problem.must) - self.held
        self._rests: dict[bytes, Rest] = {}
        self.remember(np.full_like(self.fixed[0], NO_WAY), np.zeros_like(self.fixed[1]))

    def value(self, way: Ints, start: Ints) -> float:
        """Return the expected NOK of a sequence, with the fee on what was planned before."""
        return float(total_value(way, start, self._t))

    def net_value(self, way: Ints, start: Ints) -> float:
        """Return the expected NOK of a sequence by itself, without any fee."""
        launched = np.flatnonzero(way != NO_WAY)
        return self.value(way, start) - float(self.tables.fee[way[launched], start[launched]].sum())

    def is_allowed(self, way: Ints, start: Ints) -> bool:
        """Return whether people suffice, and what each market needs has begun in time."""
        return bool(is_allowed(way, start, self._t))

    def needs_met(self, way: Ints, start: Ints) -> bool:
        """Return whether what each market needs has begun in time, people aside."""
        capacity = np.full_like(self.tables.capacity, np.inf)
        return bool(is_allowed(way, start, packed(replace(self.tables, capacity=capacity))[0]))

    def breaks(self, way: Ints, start: Ints) -> int:
        """Return in how many scenarios a sequence breaks the floor."""
        return int(broken(self.path(way, start), self._floor, self._own.shape[0]))

    def holds(self, way: Ints, start: Ints) -> bool:
        """Return whether people, conditions and cash carry a sequence, and no market is missing."""
        complete = all(way[m] != NO_WAY for m in self.must)
        return complete and self.is_allowed(way, start) and self.breaks(way, start) <= self.enough

    def path(self, way: Ints, start: Ints) -> Floats:
        """Return cash at the end of each period, (scenarios, periods) NOK."""
        return self._path(way, start, ties_of(way, start, self._keys, self._t))

    def remember(self, way: Ints, start: Ints) -> None:
        """Take a sequence as the one that steps will be tried from."""
        ties = ties_of(way, start, self._keys, self._t)
        path = self._own.copy()
        self._put(path, np.arange(way.size), (way, start, ties), 1.0)
        self._last = (way.copy(), start.copy(), ties, path)
        self._rests = {}

    def options(self, m: int, plan: Encoded, *, above: float = -np.inf) -> Iterator[Option]:
        """Yield the options of one market that make the whole worth more than ``above``, the best first.

        Not launching is one of them, and the last: what is worth less than that is no option.
        """
        way, start = plan
        ways = self.tables.ways_of(m)
        found = options_of(m, ways, way.copy(), start.copy(), self._t)
        without = way.copy()
        without[m] = NO_WAY
        none = self.value(without, start) if m not in self.must else -np.inf
        better = np.flatnonzero(found.ravel() > max(above, none))
        for place in better[np.argsort(-found.ravel()[better], kind="stable")].tolist():
            i, n = divmod(place, found.shape[1])
            yield Option(int(ways[i]), n, float(found[i, n]))
        if none > above:
            yield Option(NO_WAY, int(start[m]), none)

    def breaks_with(self, m: int, plan: Encoded, *, enough: int) -> int:
        """Return in how many scenarios the floor breaks after a change of one market; counted to ``enough``.

        What was remembered must differ from the sequence in few markets, or this is slow.
        """
        way, start = plan
        ties = ties_of(way, start, self._keys, self._t)
        mine, launch = ties[m].copy(), (int(way[m]), int(start[m]))
        rest = self._rest(m, way, start, ties)
        if launch[0] == NO_WAY:
            return int((rest.slack < 0).sum())
        return int(broken_with(rest.path, rest.worst, launch, mine, self._cash, self._floor, enough))

    def _rest(self, m: int, way: Ints, start: Ints, ties: Ints) -> Rest:
        """The others' cash: the same as long as this market changes nothing for them."""
        others, when = way.copy(), np.where(way == NO_WAY, 0, start)
        others[m], when[m], ties[m] = NO_WAY, 0, 0
        key = others.tobytes() + when.tobytes() + ties.tobytes()
        if key not in self._rests:
            path = self._path(others, when, ties)
            left = slack(path, self._floor)
            self._rests[key] = Rest(path, left, np.argsort(left))
            if len(self._rests) > 64:
                self._rests.pop(next(iter(self._rests)))
        return self._rests[key]

    def _path(self, way: Ints, start: Ints, ties: Ints) -> Floats:
        last_way, last_start, last_ties, path = self._last
        launched = way != NO_WAY
        differs = (way != last_way) | (((start != last_start) | (ties != last_ties).any(axis=1)) & launched)
        changed = np.flatnonzero(differs)
        if 2 * changed.size > np.count_nonzero(launched):
            path, changed = self._own.copy(), np.flatnonzero(launched)
        else:
            path = path.copy()
            self._put(path, changed, (last_way, last_start, last_ties), -1.0)
        self._put(path, changed, (way, start, ties), 1.0)
        return path

    def _put(self, path: Floats, markets: Ints, plan: tuple[Ints, Ints, Ints], sign: float) -> None:
        way, start, ties = plan
        for m in markets.tolist():
            if way[m] != NO_WAY:
                add_launch(path, (int(way[m]), int(start[m])), ties[m], sign, self._cash)
