"""What is reviewed: everything with a day, by the day somebody last saw that it holds."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from datetime import date
from functools import cache
from types import SimpleNamespace
from typing import Any, cast

from fram.access.openings.opening import Opening
from fram.knowledge.access.bodies import read_bodies
from fram.rules.parameter import Parameter
from fram.workspace.reviewed import Reviewed, reviewed
from fram.workspace.world import World, the_world

LATER = date(2027, 3, 1)


@cache
def keys() -> frozenset[tuple[str, str]]:
    return frozenset((fact.where, fact.key) for fact in reviewed(the_world()))


def parameters(part: object) -> Iterator[Parameter]:
    """Every parameter with a value, however deep it lies."""
    if isinstance(part, Parameter):
        yield from [part] if part.values else []
    elif is_dataclass(part):
        for field in fields(part):
            yield from parameters(getattr(part, field.name))
    elif isinstance(part, dict):
        for value in part.values():
            yield from parameters(value)
    elif isinstance(part, tuple | list):
        for value in part:
            yield from parameters(value)


def test_nothing_dated_is_left_out_of_roads_pathways_gates_openings_and_bodies() -> None:
    world = the_world()
    parts = (
        *world.roads.values(), *world.courses.values(), *world.pathways, *world.gates, *world.openings,
        *read_bodies(world.shelf),
    )  # fmt: skip
    for part in parts:
        assert len(list(parameters(part))) <= sum(_is_of(part, key) for key in keys()), part


def _is_of(part: Any, key: tuple[str, str]) -> bool:
    where, name = key
    if hasattr(part, "routes") and hasattr(part, "more"):  # a regime
        return where == part.id
    if hasattr(part, "activities"):
        return where == part.regime
    own = part.id if hasattr(part, "id") else f"{part.number} {part.name}".strip()
    return name.startswith(f"{own} ")


def test_each_kind_is_told_by_its_name() -> None:
    body = next(body for body in read_bodies(the_world().shelf) if body.waits)
    path = the_world().pathways[0]
    assert {
        ("eu-mdr", "classification months"),
        ("bodies", f"{body.number} {body.name}"),
        ("bodies", f"{body.number} {body.name} wait 1 months"),
        ("bodies", "codes of eu-mdr"),
        (path.markets[0], f"{path.id} {path.steps[0].id} days"),
        (path.markets[0], f"{path.id} condition {path.law[0].id}"),
        ("gates", "G-DE-C5 months"),
    } <= keys()
    assert any(where == "bodies" and "UK" in key for where, key in keys())
    duties = ((course.regime, duty) for course in the_world().courses.values() for duty in course.duties)
    regime, duty = next((regime, duty) for regime, duty in duties if duty.fees)
    assert (regime, f"{duty.id} fees") in keys()


def test_a_gate_or_opening_goes_by_the_day_it_was_checked_then_by_the_reading_of_its_source() -> None:
    world = the_world()
    gate, edge = next(g for g in world.gates if g.cite.read), world.openings[0]
    unread = replace(gate, id="unread", cite=replace(gate.cite, read=None))
    found = _of(gates=(gate, replace(gate, id="seen", checked=LATER), unread), openings=(_seen(edge), edge))
    days = {fact.key: fact.checked for fact in found if fact.where in ("gates", "openings")}
    assert days[gate.id] == gate.cite.read
    assert days["seen"] == days["checked-edge"] == LATER
    assert "unread" not in days
    assert days[edge.id] == edge.cite.read


def _seen(edge: Opening) -> Opening:
    return replace(edge, id="checked-edge", checked=LATER)


def _of(**parts: object) -> list[Reviewed]:
    """What is reviewed of a world that holds these parts alone."""
    empty: dict[str, object] = {
        "markets": {}, "roads": {}, "courses": {}, "pathways": (), "gates": (), "openings": (),
        "buying": {}, "worth": {}, "cycle_pool": the_world().cycle_pool, "shelf": the_world().shelf,
    }  # fmt: skip
    return list(reviewed(cast(World, SimpleNamespace(**{**empty, **parts}))))
