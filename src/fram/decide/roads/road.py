"""How long a road to approval takes: its activities drawn many times, and what decides the day.

Each activity's months are drawn under a key of its own, so that the same work has the same length in every
market that asks for it. Where a source publishes how two lengths go together, they are drawn with that rank
correlation. A legal limit on the assessor's own time binds filings from its day on.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

import numpy as np
from scipy.special import ndtri

from fram.access.road.activity import Clock, Phase
from fram.access.road.itinerary import Itinerary, Standing, Task
from fram.access.spread import DAYS_PER_MONTH
from fram.decide.model.sampling import at_normal, uniforms
from fram.decide.model.timeline import Activity, Network, Timeline, timeline
from fram.terms.errors import Refused
from fram.terms.estimate import Estimate

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

GOAL = "approval"
"""The milestone at which every task of the road has ended."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RoadRun:
    """A road drawn many times, in months from the day it starts: arrays of one element for each draw.

    ``filing``: when the first filing goes in; ``approval``: when the last task has ended.
    """

    tasks: tuple[Task, ...]
    timeline: Timeline
    filing: Floats
    approval: Floats

    @property
    def assessment(self) -> Floats:
        """Months from the first filing to the last approval."""
        return self.approval - self.filing

    def late(self, regime: str, *, until: date, on: date) -> float:
        """Return the share of draws in which a regime's first filing comes after the last day of its way."""
        own = (task for task in self.tasks if task.regime == regime and task.phase is Phase.ASSESS)
        starts = [self.timeline.starts[task.name] for task in own]
        if not starts:
            return 0.0
        return float((np.minimum.reduce(starts) > (until - on).days / DAYS_PER_MONTH).mean())

    def span(self, name: str) -> tuple[Floats, Floats]:
        """Return when one task starts and ends, in each draw."""
        return self.timeline.starts[name], self.timeline.ends[name]


def run_road(road: Itinerary, *, draws: int, seed: int, on: date) -> RoadRun:
    """Return a road drawn ``draws`` times from the day ``on``.

    Refused: no draws. A task that is done, or whose length nobody has read, takes no time; one that open
    facts may call for is left out.
    """
    if draws < 1:
        raise Refused("no draws", where="draws", remedy="draw at least once")
    tasks = road.on_the_way
    network = Network(activities=(
        *(Activity(name=task.name, after=task.after) for task in tasks),
        Activity(name=GOAL, after=tuple(task.name for task in tasks)),
    ))  # fmt: skip
    months = _drawn(tasks, draws=draws, seed=seed)
    for task in _in_order(tasks, network):
        if (clock := task.activity.clock) and task.name in months:
            starts = timeline(network, months, goal=GOAL).starts[task.name]
            months[task.name] = limited(months[task.name], clock, starts=starts, on=on)
    found = timeline(network, months, goal=GOAL)
    return RoadRun(
        tasks=tasks, timeline=found, approval=found.ends[GOAL],
        filing=_filing(tasks, found.starts, otherwise=found.ends[GOAL]),
    )  # fmt: skip


def limited(months: Floats, clock: Clock, *, starts: Floats, on: date) -> Floats:
    """Return an activity's months with the legal limit on the assessor's part, where it binds the filing."""
    since = (clock.since - on).days / DAYS_PER_MONTH
    return np.where(starts >= since, clock.kept(months), months)


def _drawn(tasks: Iterable[Task], *, draws: int, seed: int) -> dict[str, Floats]:
    by_id = {(task.regime, task.activity.id): task for task in tasks}
    normal: dict[str, Floats] = {}

    def of(task: Task) -> Floats:
        if task.name not in normal:
            own = ndtri(uniforms(seed, f"road.{task.name}", start=0, stop=draws))
            other, link = task.activity.moves_with or ("", 0.0)
            if before := by_id.get((task.regime, other)):
                own = link * of(before) + np.sqrt(1 - link * link) * own
            normal[task.name] = own
        return normal[task.name]

    return {
        task.name: np.maximum(at_normal(task.months.dist, of(task)), 0.0)
        for task in by_id.values()
        if task.standing is Standing.NEEDED and isinstance(task.months, Estimate)
    } or {GOAL: np.zeros(draws)}


def _in_order(tasks: Iterable[Task], network: Network) -> list[Task]:
    """The tasks with each one after those it waits for: a limit moves what comes later."""
    by_name = {task.name: task for task in tasks}
    return [by_name[name] for name in network.names if name in by_name and name != GOAL]


def _filing(tasks: Iterable[Task], starts: Mapping[str, Floats], *, otherwise: Floats) -> Floats:
    filed = [starts[task.name] for task in tasks if task.phase is Phase.ASSESS]
    return np.minimum.reduce(filed) if filed else otherwise
