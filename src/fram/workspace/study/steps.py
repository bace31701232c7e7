"""Options with what each costs, takes and opens, and one of them told in full."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np

from fram.access.evidence.doors import Ask, Door
from fram.access.study.design import as_finished
from fram.access.study.frontier import near
from fram.access.study.opening import BY_WORK, Today, answers_with, left_over
from fram.access.study.options import Openings, Option, Stakes, Work
from fram.decide.rank import Range

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenedDoor:
    """A door that an option opens in a market, with its chance; ``worth``: NOK if it opens, at most (in the
    futures in which going there pays), ``mean`` its average, ``sure`` what it is worth where one goes on the
    average; ``left``: what is asked there beside evidence and is not met today.
    """

    market: str
    door: Door
    chance: float
    worth: Range
    mean: float
    sure: float
    left: tuple[Ask, ...]
    draws: Floats = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One option in full. ``value``: NOK today that it opens at most, chance and months counted; ``sure``:
    that it opens where one goes on the average; ``opens``: the best door of each market, the surely most
    valuable first; ``near``: options close to it in cost and value.
    """

    option: Option
    cost: Range
    cost_mean: float
    months: Range
    value: float
    sure: float
    chance: float
    opens: tuple[OpenedDoor, ...]
    near: tuple[Option, ...] = ()

    @property
    def gain(self) -> float:
        """Sure value less cost, expected."""
        return self.sure - self.cost_mean


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """Every option with its mean cost (NOK), the value it opens at most (``value``) and where one goes on
    the average (``sure``), shape (options,). ``drawn`` gives cost and months of one option, shape (draws,):
    kept for thousands of options, they would be most of what a plan holds.
    """

    options: Sequence[Option]
    drawn: Callable[[Option], tuple[Floats, Floats]] = field(repr=False)
    cost_mean: Floats
    value: Floats
    sure: Floats
    openings: Openings
    stakes: Stakes
    today: Today

    def best(self, among: NDArray[np.bool_], *, budget: float | None) -> Step | None:
        """Return the option with the highest sure value less cost among some, within a budget; where none
        surely opens more than it costs that which at most opens most for the money. None where none opens
        anything.
        """
        open_to = among & (self.value > 0)
        if budget is not None:
            open_to &= self.cost_mean <= budget
        places = np.flatnonzero(open_to)
        if not places.size:
            return None
        gain = (self.sure - self.cost_mean)[places]
        rank = gain if gain.max() > 0 else (self.value / self.cost_mean)[places]
        return self.step(int(places[np.argmax(rank)]))

    def step(self, place: int) -> Step:
        """Return one option in full."""
        opens = [
            self._opened(place, market, door)
            for market, door in self.openings.best_doors(place, self.stakes).items()
        ]
        close = near(place, cost=self.cost_mean, value=self.value)
        cost, months = self.drawn(self.options[place])
        return Step(
            option=self.options[place], cost=Range.of(cost), months=Range.of(months),
            cost_mean=float(self.cost_mean[place]), value=float(self.value[place]),
            sure=float(self.sure[place]), chance=float(self.openings.chance[place].max(initial=0.0)),
            opens=tuple(sorted(opens, key=_rank)),
            near=tuple(self.options[at] for at in close),
        )  # fmt: skip

    def _adds(self, place: int) -> Mapping[str, Any]:
        """What an option answers of the product."""
        option = self.options[place]
        if isinstance(option, Work):
            return BY_WORK.get(option.extra, {})
        return answers_with(as_finished(option), self.today)

    def _opened(self, place: int, market: str, at: int) -> OpenedDoor:
        door = self.stakes.doors[at]
        draws = self.stakes.draws[door.id, market]
        return OpenedDoor(
            market=market, door=door, chance=float(self.openings.chance[place, at]), worth=Range.of(draws),
            mean=float(draws.mean()), draws=draws,
            sure=float(self.stakes.surely().mean[at, self.stakes.markets.index(market)]),
            left=left_over(door, self.today, adds=self._adds(place)),
        )  # fmt: skip


def _rank(one: OpenedDoor) -> tuple[float, float]:
    return -one.chance * one.sure, -one.chance * one.mean
