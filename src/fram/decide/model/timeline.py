"""When a market's activities end, draw by draw, and which of them decide the day (the critical path method).

A network says which activity comes after which; durations are handed in as arrays, one element for each
draw. Every activity starts as soon as all those before it have ended; the first ones start at zero.
``finish`` is the forward pass alone, for the simulation. ``timeline`` adds the backward pass from a goal:
what could have taken longer without moving it (slack), and how often an activity was on a longest path
to it (criticality).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import reduce
from graphlib import CycleError, TopologicalSorter
from typing import TYPE_CHECKING

import numpy as np

from fram.terms.errors import Problem, Refused, did_you_mean

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

TIE = 1e-9
"""Two paths are as long as each other when they differ by less than this share of the time to the goal."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Activity:
    """One activity by name, and the names of those that must have ended before it starts."""

    name: str
    after: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Network:
    """Activities in any order; ``in_order`` holds them with each one after those it waits for.

    Refused, with every fault found: two activities of one name, an unknown predecessor, a circle.
    """

    activities: tuple[Activity, ...]
    in_order: tuple[Activity, ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        by_name = {activity.name: activity for activity in self.activities}
        if problems := tuple(self._faults(by_name)):
            raise Refused("the activities do not make a network", problems=problems)
        try:
            names = tuple(TopologicalSorter({one.name: one.after for one in self.activities}).static_order())
        except CycleError as error:
            circle = " → ".join(error.args[1])
            raise Refused(
                f"the activities go in a circle: {circle}",
                why="each waits for the one before it, so none of them can start",
                remedy="take one of these out of the other's `after`",
            ) from None
        object.__setattr__(self, "in_order", tuple(by_name[name] for name in names))

    def _faults(self, by_name: Mapping[str, Activity]) -> Iterator[Problem]:
        names = [activity.name for activity in self.activities]
        for name in by_name:
            if names.count(name) > 1:
                yield Problem(
                    where=name, what=f"{names.count(name)} activities have this name", remedy="rename one"
                )
        for activity in self.activities:
            for before in activity.after:
                if before not in by_name:
                    what = f"comes after `{before}`, which is no activity"
                    remedy = did_you_mean(before, by_name) or "add it, or take it out of `after`"
                    yield Problem(where=activity.name, what=what, remedy=remedy)

    @property
    def names(self) -> tuple[str, ...]:
        """The names in working order."""
        return tuple(activity.name for activity in self.in_order)

    def leading_to(self, goal: str) -> frozenset[str]:
        """Return the goal's name and the names of all that must have ended before it starts."""
        if goal not in self.names:
            remedy = did_you_mean(goal, self.names) or "name one of the activities"
            raise Refused(f"`{goal}` is no activity of this network", remedy=remedy)
        needed = {goal}
        for activity in reversed(self.in_order):
            if activity.name in needed:
                needed.update(activity.after)
        return frozenset(needed)


def finish(network: Network, durations: Mapping[str, Floats]) -> dict[str, Floats]:
    """Return when each activity ends: arrays of the durations' common shape, in their unit.

    An activity without a duration is a milestone: it takes no time. A negative duration is taken as zero
    and a NaN stays one: this is the fast path, and ``timeline`` is the one that looks. A duration of an
    unknown activity is refused. Arrays may be shared between activities: do not write into them.
    """
    return _forward(network, durations)[1]


def _forward(
    network: Network, durations: Mapping[str, Floats]
) -> tuple[dict[str, Floats], dict[str, Floats]]:
    _refuse_unknown(network, durations)
    shape = np.broadcast_shapes(*(np.shape(duration) for duration in durations.values()))
    nothing = np.broadcast_to(np.float64(0.0), shape)
    begin: dict[str, Floats] = {}
    end: dict[str, Floats] = {}
    for activity in network.in_order:
        name = activity.name
        begin[name] = reduce(np.maximum, [end[before] for before in activity.after] or [nothing])
        end[name] = begin[name] + np.maximum(durations[name], 0.0) if name in durations else begin[name]
    return begin, end


def _refuse_unknown(network: Network, durations: Mapping[str, Floats]) -> None:
    # Without this a misspelt name would make its activity a milestone, silently.
    if strange := sorted(durations.keys() - set(network.names)):
        remedy = did_you_mean(strange[0], network.names) or "leave it out, or add the activity"
        raise Refused(f"a duration for `{strange[0]}`, which is no activity", remedy=remedy)


@dataclass(frozen=True, slots=True, kw_only=True)
class Timeline:
    """When all happens, and what decides when the goal ends; times in the unit of the durations.

    ``starts`` and ``ends``: an array for each activity. ``critical``: the share of draws in which the
    activity lies on a longest path to the goal, ties counting for all of them; 0 where it leads elsewhere.
    ``slack``: how much longer it could have taken without moving the goal, on average over the draws;
    only for the goal and what leads to it, as nothing else can move it.
    """

    starts: Mapping[str, Floats]
    ends: Mapping[str, Floats]
    critical: Mapping[str, float]
    slack: Mapping[str, float]


def timeline(network: Network, durations: Mapping[str, Floats], *, goal: str) -> Timeline:
    """Return starts, ends, criticality and slack of all activities towards the end of ``goal``.

    Refused: negative or endless durations and NaN, no draws at all, an unknown goal or duration.
    """
    _refuse_odd(durations)
    leading = network.leading_to(goal)
    begin, end = _forward(network, durations)
    latest: dict[str, Floats] = {goal: end[goal]}
    for activity in reversed(network.in_order):
        if activity.name in leading:
            may_start = latest[activity.name] - (end[activity.name] - begin[activity.name])
            for before in activity.after:
                latest[before] = np.minimum(latest.get(before, may_start), may_start)
    slack = {name: latest[name] - end[name] for name in network.names if name in leading}
    tie = TIE * end[goal]
    return Timeline(
        starts=begin,
        ends=end,
        critical={name: _share(slack[name] <= tie) if name in slack else 0.0 for name in network.names},
        # Rounding may leave a hair below zero.
        slack={name: max(float(np.mean(left)), 0.0) for name, left in slack.items()},
    )


def _share(holds: NDArray[np.bool_]) -> float:
    return float(np.mean(holds))


def _refuse_odd(durations: Mapping[str, Floats]) -> None:
    for name, duration in durations.items():
        if not np.size(duration):
            raise Refused("no draws", where=name, remedy="draw at least one duration")
        least, most = float(np.min(duration)), float(np.max(duration))
        if not (least >= 0 and most < np.inf):
            odd = least if not least >= 0 else most
            raise Refused(
                f"a duration of {odd:g}",
                where=name,
                why="time only goes forward and the goal must be reached",
                remedy="give a number of months from 0 up; what may never come true is a chance",
            )
