"""What a launch sequence is chosen from: ways into markets, in scenarios, and what holds the choice back.

Time is counted in periods from today (months in a plan), decisions are made once in ``step`` of them (a
quarter). Every array stands on the same scenarios: element ``s`` of all of them is one future.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from fram.terms.errors import Problem as Fault
from fram.terms.errors import Refused

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Singles = NDArray[np.float32]
    Ints = NDArray[np.int64]

NEVER = 1_000_000
"""A period that does not come: the round fails."""


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Start:
    """When a launch begins: in a quarter from now (0 is this one), or so many quarters after the round.

    A launch that waits for the round never begins in a future in which the round fails.
    """

    after_round: bool = False
    quarter: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """What one launch brings and takes, in every scenario.

    ``earned`` and ``spent`` (scenarios, periods): NOK so far in each period since the start, as luck fell;
    what is earned shrinks with each period of waiting, by (1 + ``rivals`` x periods) ** -``order`` (both
    (scenarios,)). ``worth`` (quarters, scenarios): NOK of today, luck averaged out, by the quarter of the
    start, from 0 on; a later start is worth what the last is.
    """

    earned: Singles
    spent: Singles
    rivals: Floats
    order: Floats
    worth: Floats


@dataclass(frozen=True, slots=True, kw_only=True)
class Shared:
    """A cost that several ways need and that is paid once: NOK in all, spread evenly over its periods."""

    id: str
    nok: Floats
    periods: Floats


@dataclass(frozen=True, slots=True, kw_only=True)
class Need:
    """Something that must have begun before: its id, and how many periods before."""

    id: str
    periods: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """One way into one market: how it is sold there, and what that asks and gives.

    ``alone``: the launch by itself, without its shared costs. ``eased``: the same once what ``eased_by``
    names has been at work for so many periods (an approval held). ``gives``: the ids that its start
    provides. ``staff``: own people at work by function, positions in each period since the start,
    (periods,).
    """

    market: str
    mode: str
    alone: Profile
    eased: Profile | None = None
    eased_by: Need | None = None
    gives: tuple[str, ...] = ()
    needs: tuple[Need, ...] = ()
    shares: tuple[Shared, ...] = ()
    staff: Mapping[str, Floats] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """One market's launch: how it is sold there, and when it starts."""

    market: str
    mode: str
    start: Start


Sequence = tuple[Decision, ...]
"""A launch sequence: at most one decision for each market; the empty one launches nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """All that a sequence is chosen from and held by.

    ``own`` (scenarios, periods): the company's cash in NOK at the end of each period without any launch.
    ``floor`` (periods,): what cash may not fall below, floor and covenants together; ``probability``: in
    how large a share of the scenarios it must hold in every period. ``round_at`` (scenarios,): how many
    periods from today the money of the round is there (1: at the end of the first), ``NEVER`` where it fails,
    ``round_nok`` what it brings (``own`` holds it already). ``discount``
    (scenarios,): what a krone a period later is worth today. ``capacity``: positions free by function in
    each period, (periods,). ``held``: decisions that stand; ``planned``: decisions of an earlier sequence,
    each of which is only changed for more than ``fee_nok``; ``must``: markets that have to be in it.
    ``begun``: how many periods ago the held launch in a market began; its way holds what is left of it, as if
    it started now. ``closed``: starts that only what is held may have.
    """

    ways: tuple[Way, ...]
    own: Floats
    floor: Floats
    probability: float
    starts: tuple[Start, ...]
    discount: Floats
    round_at: Ints
    round_nok: Floats | None = None
    capacity: Mapping[str, Floats] = field(default_factory=dict)
    held: Sequence = ()
    planned: Sequence = ()
    fee_nok: float = 0.0
    must: frozenset[str] = frozenset()
    step: int = 1
    begun: Mapping[str, int] = field(default_factory=dict)
    closed: frozenset[Start] = frozenset()

    def __post_init__(self) -> None:
        if faults := tuple(self._faults()):
            raise Refused("there is nothing to put in order", problems=faults)

    @property
    def scenarios(self) -> int:
        """How many futures there are."""
        return int(self.own.shape[0])

    @property
    def periods(self) -> int:
        """How many periods are looked at."""
        return int(self.own.shape[1])

    @property
    def markets(self) -> tuple[str, ...]:
        """The markets there is a way into, each once."""
        return tuple(dict.fromkeys(way.market for way in self.ways))

    def way(self, market: str, mode: str) -> Way:
        """Return the way into a market in one mode; ``KeyError`` where there is none."""
        for way in self.ways:
            if (way.market, way.mode) == (market, mode):
                return way
        raise KeyError((market, mode))

    def _faults(self) -> Iterator[Fault]:
        if not 0 < self.probability < 1:
            yield Fault(
                where="probability", what=f"{self.probability:g} is no probability between 0 and 1",
                why="cash cannot be certain, and no cash asks for nothing", remedy="give one such as 0.9",
            )  # fmt: skip
        if self.own.ndim != 2 or not self.own.size:
            what = f"has shape {self.own.shape}"
            yield Fault(
                where="own", what=what, remedy="give a row for each scenario, a column for each period"
            )
            return
        if self.step < 1 or self.periods % self.step:
            what = f"{self.step} periods do not divide {self.periods}"
            yield Fault(where="step", what=what, remedy="give a step that does")
        if not self.starts or len(set(self.starts)) < len(self.starts):
            what = "a start stands there twice" if self.starts else "there is none"
            yield Fault(where="starts", what=what, remedy="give each start once, at least one")
        if not self.fee_nok >= 0:
            yield Fault(where="fee_nok", what=f"{self.fee_nok:g} is no fee", remedy="give 0 NOK or more")
        for where, array, shape in self._arrays():
            yield from _faults_of(array, where, shape)
        yield from self._faults_of_ways()

    def _arrays(self) -> Iterator[tuple[str, NDArray, tuple[int, ...]]]:
        """Every array, where it stands, and the shape it must have; of sums so far their last is enough."""
        each, all_ = (self.scenarios,), self.own.shape
        yield from (("own", self.own, all_), ("floor", self.floor, all_[1:]))
        yield from (("discount", self.discount, each), ("round_at", self.round_at, each))
        if self.round_nok is not None:
            yield "round_nok", self.round_nok, each
        for name, free in self.capacity.items():
            yield f"capacity {name}", free, all_[1:]
        for way in self.ways:
            where = f"{way.market} {way.mode}"
            for profile in (way.alone, way.eased):
                if profile is not None:
                    yield from ((where, profile.earned, all_), (where, profile.spent, all_))
                    yield from ((where, profile.rivals, each), (where, profile.order, each))
                    yield where, profile.worth, (max(len(profile.worth), 1), *each)
            for cost in way.shares:
                yield from ((f"{where} {cost.id}", array, each) for array in (cost.nok, cost.periods))
            yield from ((f"{where} {name}", staff, all_[1:]) for name, staff in way.staff.items())

    def _faults_of_ways(self) -> Iterator[Fault]:
        known = {(way.market, way.mode) for way in self.ways}
        if len(known) < len(self.ways):
            yield Fault(where="ways", what="one way stands there twice", remedy="keep one of them")
        for one in self.held:
            if (one.market, one.mode) not in known or one.start not in self.starts:
                what = "is no way or start that can be chosen"
                yield Fault(where=f"held {one.market}", what=what, remedy="hold one that is listed")
        if len({one.market for one in self.held}) < len(self.held):
            yield Fault(where="held", what="one market stands there twice", remedy="keep one of them")
        for market in sorted(self.must - set(self.markets)):
            yield Fault(where="must", what=f"there is no way into {market}", remedy="leave it out")


def _faults_of(array: NDArray, where: str, shape: tuple[int, ...]) -> Iterator[Fault]:
    if array.shape != shape:
        what = f"has shape {array.shape}, and {shape} is what goes with the company's cash"
        yield Fault(where=where, what=what, remedy="draw both on the same scenarios and periods")
    elif not np.isfinite(array[:, -1] if array.dtype == np.float32 else array).all():
        yield Fault(where=where, what="holds what is no number", remedy="give a finite number throughout")


def starts_of(quarters: int, *, after_round: int = 0) -> tuple[Start, ...]:
    """Return the starts of the next quarters, and of so many quarters after the round."""
    fixed = (Start(quarter=number) for number in range(quarters))
    waiting = (Start(quarter=number, after_round=True) for number in range(after_round))
    return (*fixed, *waiting)


def started(problem: Problem, start: Start) -> Ints:
    """Return the period of a start in each scenario, (scenarios,); ``NEVER`` where it does not come."""
    lag = start.quarter * problem.step
    if not start.after_round:
        return np.full(problem.scenarios, lag, dtype=np.int64)
    # Work begins with the quarter after the money is there.
    comes = -(-problem.round_at // problem.step) * problem.step + lag
    return np.where((problem.round_at >= NEVER) | (comes >= problem.periods), NEVER, comes)


def lateness(profile: Profile, waited: Ints) -> Floats:
    """Return the share of earnings left to a launch that waited so many periods, (scenarios,)."""
    return np.asarray((1 + profile.rivals * np.minimum(waited, NEVER)) ** -profile.order)
