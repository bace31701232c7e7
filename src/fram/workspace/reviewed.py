"""Every fact that is reviewed: where it stands, and the last day somebody saw that it still holds."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from fram.access.regimes.regime import Regime
from fram.access.road.activity import Course
from fram.knowledge.access.codes import shipped_emdn, shipped_fda
from fram.knowledge.access.screening import read_screenings
from fram.rules.parameter import Parameter
from fram.workspace.world import World


@dataclass(frozen=True, slots=True, kw_only=True)
class Reviewed:
    """One fact: the market or regime it belongs to, its name there, and when it was last checked."""

    where: str
    key: str
    checked: date | None


def reviewed(world: World) -> Iterator[Reviewed]:
    """Yield every figure, count, price, time and fee, gate, opening, screening page and code list."""
    for code, market in world.markets.items():
        yield from _of(code, market.figures.items())
        yield from _of(code, world.counts[code].items())
        yield from _of(code, world.pricing[code].figures.items())
        yield from _of(code, ((f"duty {head}", duty.rate) for head, duty in world.pricing[code].duty.items()))
    for regime in world.roads.values():
        yield from _of(regime.id, _of_road(regime))
    for course in world.courses.values():
        yield from _of(course.regime, _of_course(course))
    for gate in world.gates:
        if gate.cite.read:  # what nobody read cannot have grown old
            yield Reviewed(where="gates", key=gate.id, checked=gate.cite.read)
    for edge in world.openings:
        yield Reviewed(where="openings", key=edge.id, checked=edge.cite.read)
    for page in read_screenings(world.shelf).values():
        for at, point in enumerate(page.points, start=1):
            yield Reviewed(where=page.regime, key=f"screening {at} {point.topic}", checked=point.checked)
    for name, shipped in (("fda", shipped_fda()), ("emdn", shipped_emdn())):
        yield Reviewed(where="codes", key=name, checked=shipped.checked)


def _of(where: str, parameters: Iterable[tuple[str, Parameter | None]]) -> Iterator[Reviewed]:
    """Yield the parameters that have a value: what was never found cannot have grown old."""
    for key, parameter in parameters:
        if parameter and parameter.values:
            yield Reviewed(where=where, key=key, checked=parameter.checked)


def _of_road(regime: Regime) -> Iterator[tuple[str, Parameter | None]]:
    for route in regime.routes:
        for key in ("months", "chance", "fees", "fees_small", "yearly"):
            yield f"{route.id} {key}", getattr(route, key)
        yield from ((f"{route.id} work {cls}".strip(), work) for cls, work in route.work.items())
    yield from regime.more.items()


def _of_course(course: Course) -> Iterator[tuple[str, Parameter | None]]:
    for activity in course.activities:
        yield f"{activity.id} months", activity.months
        yield f"{activity.id} fees", activity.fees
    yield from ((f"{duty.id} fees", duty.fees) for duty in course.duties)
    yield from ((f"{refusal.id} share", refusal.share) for refusal in course.refusals)
