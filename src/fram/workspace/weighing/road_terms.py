"""How long the road to approval takes in a plan: every way still possible, drawn as activities."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from fram.access.road.activity import Phase
from fram.access.road.approval import Road
from fram.access.road.itinerary import Standing, Task
from fram.access.road.journeys import Journey
from fram.access.spread import FIRMNESS, KEPT
from fram.decide.model.sampling import sample
from fram.decide.roads.road import RoadRun, run_road
from fram.terms.citation import Confidence
from fram.terms.dist import Dist, Fixed, Quantiles
from fram.terms.estimate import Estimate, Origin, Reason

Floats = NDArray[np.float64]
DRAWS = 2_000
"""Enough for the points that are kept; the plan draws its own numbers from them."""
SEED = 1
"""Fixed: the same road has the same estimate in every plan, whatever the plan's own seed."""
MATTERS = 0.1
"""A task counts for how firm the whole is when it makes up at least this share of its time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RoadTimes:
    """Months before the first filing, and from there to the last approval; the draws of the likeliest way.

    ``late``: the share of draws in which a way is closed before its filing; ``until``: the last day of it.
    """

    preparation: Estimate
    approval: Estimate
    likeliest: RoadRun
    late: float = 0.0
    until: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Asked:
    """Journeys, told apart by what decides their length: markets under one regime share the answer."""

    key: tuple[object, ...]
    on: date
    found: tuple[Journey, ...] = field(compare=False)


def road_times(found: Sequence[Journey], *, on: date) -> RoadTimes | None:
    """Return the two lengths over all journeys by weight, or None where they are not known in activities."""
    if not found:
        return None
    if any(task.phase is Phase.ASSESS for one in found for task in one.itinerary.untimed):
        return None  # a day so early that no length was read: the road would look too short
    key = tuple(
        (one.routes, round(one.weight, 6), tuple(map(_told_apart, one.itinerary.tasks))) for one in found
    )
    return _times(_Asked(key=key, on=on, found=tuple(found)))


def months_ahead(road: Road, times: RoadTimes | None) -> Floats | None:
    """Return the months until the product may be sold, drawn; None where nobody knows them."""
    if road.state in ("held", "no-device"):
        return np.zeros(DRAWS)
    if times is not None:
        return times.likeliest.approval
    if not isinstance(road.months, Estimate):
        return None
    return sample(road.months.dist, seed=1, key=f"money.{road.market}.approval", start=0, stop=DRAWS)


def _told_apart(task: Task) -> tuple[object, ...]:
    return task.name, task.standing, task.after, task.months


@lru_cache(maxsize=256)
def _times(asked: _Asked) -> RoadTimes:
    runs = [(one.weight, run_road(one.itinerary, draws=DRAWS, seed=SEED, on=asked.on)) for one in asked.found]
    late, until = closing([(one, run) for one, (_, run) in zip(asked.found, runs, strict=True)], on=asked.on)
    return RoadTimes(
        preparation=_estimate([(w, run.filing, run) for w, run in runs], Phase.PREPARE),
        approval=_estimate([(w, run.assessment, run) for w, run in runs], Phase.ASSESS),
        likeliest=runs[0][1], late=late, until=until,
    )  # fmt: skip


def closing(found: Sequence[tuple[Journey, RoadRun]], *, on: date) -> tuple[float, date | None]:
    """Return how often a way closes before it is used, over all journeys by weight, and its last day."""
    shares, days = 0.0, []
    for journey, run in found:
        closes = [(regime, way.until) for regime, way in journey.ways if way.until]
        late = max((run.late(regime, until=until, on=on) for regime, until in closes), default=0.0)
        shares += journey.weight * late
        days += [until for _, until in closes]
    return shares / sum(one.weight for one, _ in found), min(days, default=None)


def _estimate(parts: Sequence[tuple[float, Floats, RoadRun]], phase: Phase) -> Estimate:
    whole = float(sum(weight * months.mean() for weight, months, _ in parts))
    counted = [
        task for weight, _, run in parts for task in _deciding(run, phase, least=MATTERS * whole / weight)
    ]
    estimates = [task.months for task in counted if isinstance(task.months, Estimate)]
    return Estimate(
        dist=_spread(parts), unit="months",
        origin=max((part.origin for part in estimates), key=FIRMNESS.index, default=Origin.DEFAULT),
        confidence=Confidence.weakest(*(part.confidence for part in estimates)),
        cites=tuple(dict.fromkeys(cite for part in estimates for cite in part.cites)),
        because=(Reason.of("road-drawn", tasks=len({task.name for task in counted})),),
    )  # fmt: skip


def _deciding(run: RoadRun, phase: Phase, *, least: float) -> list[Task]:
    """The tasks of a phase that make up much of its time, on average and when on the longest path."""

    def counts(task: Task) -> bool:
        starts, ends = run.span(task.name)
        return float((ends - starts).mean()) * run.timeline.critical[task.name] >= max(least, 1e-9)

    own = (task for task in run.tasks if task.phase is phase and task.standing is Standing.NEEDED)
    return [task for task in own if counts(task)]


def _spread(parts: Sequence[tuple[float, Floats, RoadRun]]) -> Dist:
    """The quantiles over all journeys, each draw counting by its journey's weight."""
    values = np.concatenate([months for _, months, _ in parts])
    weights = np.concatenate([np.full(len(months), weight / len(months)) for weight, months, _ in parts])
    order = np.argsort(values, kind="stable")
    reached = np.cumsum(weights[order]) / weights.sum()
    points = values[order][np.minimum(np.searchsorted(reached, KEPT), len(values) - 1)]
    if points[0] == points[-1]:
        return Fixed(value=float(points[0]))
    return Quantiles(probs=KEPT, values=tuple(float(p) for p in points))
