"""Local search over launch sequences, every step judged on all scenarios: no stand-in decides what is kept.

A step gives one market its best way and start that people, conditions and cash allow, the others standing.
Where that ends, the cash rule is loosened, the sequence settles anew, and the rule is tightened again by the
changes that cost least for what they mend (strategic oscillation, Glover 1989); the best sequence seen that
holds is kept. In the end room is made for one market by moving another. The dice are keyed by the seed.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import numpy as np

from fram.decide.sequence.search.judge import Encoded, Judge
from fram.decide.sequence.search.tables import NO_WAY

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]

ROUNDS = 60
"""How often the rule is loosened and tightened again."""
LOOSENED = (0.02, 0.2)
"""By how large a share of the scenarios the rule is loosened, from the least to the most."""
MOST_OUT = 3
"""Every other time up to so many markets are taken out first."""
LEAST_GAIN = 1e-9
"""Share of the value that a step must gain: rounding is none."""
WISHES = 12
"""Better options of one market for which others are asked to make room, and options tried in mending."""


class Search:
    """One search with a judge; the same seed gives the same sequence."""

    def __init__(self, judge: Judge, *, seed: int) -> None:
        self.judge = judge
        self.rng = np.random.Generator(np.random.Philox(seed))
        best = judge.tables.value.max(initial=0.0)
        self.least = LEAST_GAIN * max(float(best), 1e-9)

    def improved(
        self,
        way: Ints,
        start: Ints,
        *,
        rounds: int = ROUNDS,
        progress: Callable[[int], None] | None = None,
    ) -> Encoded:
        """Return the best sequence found from one that holds."""
        best = self._settled(way, start)
        for number in range(rounds):
            found = self._loosened(best, take_out=bool(number % 2))
            if found is not None and self.judge.value(*found) > self.judge.value(*best) + self.least:
                best = found
            if progress:
                progress(number + 1)
        return self._settled(*best, make_room=True)

    def _loosened(self, best: Encoded, *, take_out: bool) -> Encoded | None:
        """The sequence settled under a looser rule and mended again, or None where it cannot be mended."""
        way, start = best[0].copy(), best[1].copy()
        if take_out:
            self._take_some_out(way, start)
        kept = self.judge.enough
        low, high = (int(share * self.judge.tables.problem.scenarios) for share in LOOSENED)
        self.judge.enough = kept + int(self.rng.integers(low, high + 1))
        way, start = self._settled(way, start)
        self.judge.enough = kept
        return self._settled(way, start) if self._mend(way, start) else None

    def _take_some_out(self, way: Ints, start: Ints) -> None:
        free = [m for m in np.flatnonzero(way != NO_WAY) if m not in self.judge.held | self.judge.must]
        for m in self.rng.permutation(np.array(free, dtype=np.int64))[: 1 + int(self.rng.integers(MOST_OUT))]:
            kept, way[m] = way[m], NO_WAY
            if not self.judge.is_allowed(way, start):
                way[m] = kept

    def _settled(self, way: Ints, start: Ints, *, make_room: bool = False) -> Encoded:
        """The sequence after steps that help, until none does."""
        way, start = way.copy(), start.copy()
        while self._one_by_one(way, start) or (make_room and self._with_room_made(way, start)):
            pass
        return way, start

    def _one_by_one(self, way: Ints, start: Ints) -> bool:
        any_better, now = False, self._remembered(way, start)
        for m in self.rng.permutation(len(way)).tolist():
            if self._best_option(m, way, start, above=now):
                any_better, now = True, self._remembered(way, start)
        return any_better

    def _remembered(self, way: Ints, start: Ints) -> float:
        """The value of a sequence, which is taken as the one that steps are tried from."""
        self.judge.remember(way, start)
        return self.judge.value(way, start)

    def _best_option(self, m: int, way: Ints, start: Ints, *, above: float) -> bool:
        """Give one market its best option worth more than ``above`` that holds; whether there was one."""
        if m in self.judge.held:
            return False
        before, enough = (int(way[m]), int(start[m])), self.judge.enough
        for option in self.judge.options(m, (way, start), above=above + self.least):
            way[m], start[m] = option.way, option.start
            allowed = self.judge.is_allowed(way, start)
            if allowed and self.judge.breaks_with(m, (way, start), enough=enough) <= enough:
                return True
            way[m], start[m] = before
        return False

    def _mend(self, way: Ints, start: Ints) -> bool:
        """Change markets until cash holds, each time what costs least for what it mends; whether it holds."""
        broken = self.judge.breaks(way, start)
        while broken > self.judge.enough:
            self.judge.remember(way, start)
            now, best = self.judge.value(way, start), (np.inf, NO_WAY, 0, 0)
            for m in np.flatnonzero(way != NO_WAY).tolist():
                if m not in self.judge.held:
                    best = min(best, self._cheapest(m, way, start, (now, broken)))
            if not np.isfinite(best[0]):
                return False
            _, m, way[m], start[m] = best
            broken = self.judge.breaks(way, start)
        return True

    def _cheapest(
        self, m: int, way: Ints, start: Ints, now: tuple[float, int]
    ) -> tuple[float, int, int, int]:
        """The change of one market that costs least by scenario mended: NOK each, market, way, start."""
        value, broken = now
        before, best = (int(way[m]), int(start[m])), (np.inf, m, NO_WAY, 0)
        options = list(self.judge.options(m, (way, start)))
        for option in [*options[: 3 * WISHES], *options[-1:]]:
            way[m], start[m] = option.way, option.start
            if self.judge.is_allowed(way, start):
                left = self.judge.breaks_with(m, (way, start), enough=broken)
                if left < broken:
                    each = max(value - option.value, 0.0) / (broken - max(left, self.judge.enough))
                    best = min(best, (each, m, option.way, option.start))
        way[m], start[m] = before
        return best

    def _with_room_made(self, way: Ints, start: Ints) -> bool:
        """Let one market have a better option by moving, or taking out, another; whether that helped."""
        now = self.judge.value(way, start)
        for m in self.rng.permutation(len(way)).tolist():
            if m in self.judge.held:
                continue
            before = int(way[m]), int(start[m])
            wishes = self.judge.options(m, (way, start), above=now + self.least)
            for _, wish in zip(range(WISHES), wishes, strict=False):
                way[m], start[m] = wish.way, wish.start
                if wish.way != NO_WAY and self._others_make_room(m, way, start, above=now):
                    return True
                way[m], start[m] = before
        return False

    def _others_make_room(self, m: int, way: Ints, start: Ints, *, above: float) -> bool:
        self.judge.remember(way, start)
        others = [other for other in np.flatnonzero(way != NO_WAY).tolist() if other != m]
        return any(self._best_option(other, way, start, above=above) for other in others)
