"""Every way a product may take along a road, as the tasks on it: one journey for each way still possible."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from itertools import product as combinations
from math import prod

from fram.access.road.activity import Course
from fram.access.road.approval import Road, Way
from fram.access.road.itinerary import Itinerary, Stretch, itinerary
from fram.terms.product import ProductProfile


@dataclass(frozen=True, slots=True, kw_only=True)
class Journey:
    """One way over all regimes of a road: its share of belief, the ways in order, and the tasks."""

    weight: float
    ways: tuple[tuple[str, Way], ...]
    itinerary: Itinerary

    @property
    def routes(self) -> tuple[tuple[str, str], ...]:
        """Regime and route, in order."""
        return tuple((regime, way.route) for regime, way in self.ways)


def journeys(
    road: Road, *, courses: Mapping[str, Course], profile: ProductProfile, on: date
) -> tuple[Journey, ...]:
    """Return the journeys still possible, the likeliest first; none where a regime's activities are not read.

    Regimes are taken as independent of each other: the weight of a journey is the product of its ways'.
    """
    steps = [step for step in road.steps if not step.held]
    if road.state != "needed" or not steps or any(step.regime not in courses for step in steps):
        return ()
    found = []
    for ways in combinations(*(step.ways for step in steps)):
        taken = tuple((step.regime, way) for step, way in zip(steps, ways, strict=True))
        stretches = [
            Stretch(course=courses[regime], route=way.route, classes=way.classes) for regime, way in taken
        ]
        whole = itinerary(stretches, profile=profile, on=on)
        found.append(Journey(weight=prod(way.weight for _, way in taken), ways=taken, itinerary=whole))
    return tuple(sorted(found, key=lambda one: -one.weight))
