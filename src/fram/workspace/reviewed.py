"""Every fact that is reviewed: where it stands, and the last day somebody saw that it still holds."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields
from datetime import date
from typing import Any

from fram.access.bodies.body import Body
from fram.access.gates import Gate
from fram.access.openings.opening import Opening
from fram.access.pathways.pathway import MarketFact, Pathway, Step
from fram.access.regimes.regime import Regime
from fram.access.road.activity import Activity, Course, Duty, Refusal
from fram.knowledge.access.bodies import read_bodies, read_code_books
from fram.knowledge.access.codes import shipped_cpv, shipped_emdn, shipped_fda
from fram.knowledge.access.screening import read_screenings
from fram.rules.parameter import Parameter
from fram.terms.citation import Citation
from fram.workspace.world import World


@dataclass(frozen=True, slots=True, kw_only=True)
class Reviewed:
    """One fact: the market or regime it belongs to, its name there, and when it was last checked."""

    where: str
    key: str
    checked: date | None


def reviewed(world: World) -> Iterator[Reviewed]:
    """Yield every figure, count, price, threshold, time, fee, gate, opening, body, screening page, code."""
    for code, market in world.markets.items():
        yield from _of(code, market.figures.items())
        yield from _of(code, world.counts[code].items())
        yield from _of(code, world.pricing[code].figures.items())
        yield from _of(code, ((f"duty {head}", duty.rate) for head, duty in world.pricing[code].duty.items()))
    for code, worth in world.worth.items():
        yield from _of(code, ((one.key, one) for one in worth.parameters))
    for regime in world.roads.values():
        yield from _of(regime.id, _of_road(regime))
    for course in world.courses.values():
        yield from _of(course.regime, _of_course(course))
    for path in world.pathways:
        yield from _of_pathway(path)
    yield from _of_edges("gates", world.gates)
    yield from _of_edges("openings", world.openings)
    for body in read_bodies(world.shelf):
        yield from _of_body(body)
    for book in read_code_books(world.shelf).values():
        yield from _read("bodies", f"codes of {book.regime}", book.cite)
    for page in read_screenings(world.shelf).values():
        for at, point in enumerate(page.points, start=1):
            yield Reviewed(where=page.regime, key=f"screening {at} {point.topic}", checked=point.checked)
    yield from _of_buying(world)
    for name, shipped in (("fda", shipped_fda()), ("emdn", shipped_emdn()), ("cpv", shipped_cpv())):
        yield Reviewed(where="codes", key=name, checked=shipped.checked)


def _of(where: str, parameters: Iterable[tuple[str, Parameter]]) -> Iterator[Reviewed]:
    """Yield the parameters that have a value: what was never found cannot have grown old."""
    for key, parameter in parameters:
        if parameter.values:
            yield Reviewed(where=where, key=key, checked=parameter.checked)


def _of_buying(world: World) -> Iterator[Reviewed]:
    """Yield limits of public buying (Europe's once), the years money is given for, and the pool of cycles."""
    markets: dict[int, list[str]] = {}
    for code, buying in world.buying.items():
        for one in buying.thresholds:
            markets.setdefault(id(one.limit), []).append(code)
    for code, buying in world.buying.items():
        for one in buying.thresholds:
            if (held_by := markets[id(one.limit)])[0] == code:
                yield from _of("EU" if len(held_by) > 1 else code, [(f"limit {one.id}", one.limit)])
        if buying.budget_year:
            yield Reviewed(where=code, key="budget year", checked=buying.budget_year.checked)
    yield Reviewed(where="buying", key="pool of sales cycles", checked=world.cycle_pool.checked)


def _of_pathway(path: Pathway) -> Iterator[Reviewed]:
    """Yield a pathway's lengths, fees and base rate, its steps, terms of price, figures and conditions."""
    where = path.markets[0]
    yield from _of(where, _parameters(path, path.id))
    parts: tuple[Step | MarketFact, ...] = (*path.steps, *path.facts)
    for part in parts:
        yield from _of(where, _parameters(part, f"{path.id} {part.id}"))
    yield from _of(where, _parameters(path.price, f"{path.id} price"))
    for demand in (*path.law, *path.soft):
        yield Reviewed(where=where, key=f"{path.id} condition {demand.id}", checked=demand.checked)


def _read(where: str, key: str, cite: Citation) -> Iterator[Reviewed]:
    """Yield what has no day of its own, by the day its source was read; unread it cannot have grown old."""
    if cite.read:
        yield Reviewed(where=where, key=key, checked=cite.read)


def _parameters(part: Any, name: str) -> Iterator[tuple[str, Parameter]]:
    """Yield every dated value that a part holds, in a field or in a table of them."""
    for field in fields(part):
        held = getattr(part, field.name)
        for key, value in held.items() if isinstance(held, Mapping) else (("", held),):
            if isinstance(value, Parameter):
                yield f"{name} {field.name} {key}".strip(), value


def _of_road(regime: Regime) -> Iterator[tuple[str, Parameter]]:
    for route in regime.routes:
        yield from _parameters(route, route.id)
    yield from regime.more.items()


def _of_course(course: Course) -> Iterator[tuple[str, Parameter]]:
    yield from _parameters(course, "")
    parts: tuple[Activity | Duty | Refusal, ...] = (*course.activities, *course.duties, *course.refusals)
    for part in parts:
        yield from _parameters(part, part.id)


def _of_edges(where: str, edges: Iterable[Gate | Opening]) -> Iterator[Reviewed]:
    """Yield gates or openings by the day they were checked, each with its figures."""
    for edge in edges:
        if edge.checked:
            yield Reviewed(where=where, key=edge.id, checked=edge.checked)
        else:
            yield from _read(where, edge.id, edge.cite)
        yield from _of(where, _parameters(edge, edge.id))


def _of_body(body: Body) -> Iterator[Reviewed]:
    name = f"{body.number} {body.name}".strip()
    yield from _read("bodies", name, body.cite)
    yield from _of("bodies", _parameters(body, name))
    for at, wait in enumerate(body.waits, start=1):
        yield from _of("bodies", _parameters(wait, f"{name} wait {at}"))
