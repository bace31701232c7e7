"""Reads a country's export goal with its series into what the programme engine is handed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from fram.knowledge.shelf import Shelf, load_yaml
from fram.programme.goal import Goal, Point, Series
from fram.terms.citation import Confidence


def read_goal(shelf: Shelf, *, country: str = "NO") -> Goal:
    """Return the export goal of a country out of its ``goal.yaml``."""
    path = shelf.root / country.lower() / "goal.yaml"
    raw = load_yaml(path)
    where = path.relative_to(shelf.root).as_posix()
    series = [_series(shelf, item, where=where) for item in raw["series"]]
    return Goal(
        id=raw["id"], name=raw["name"], definition=raw["definition"], unit=raw["unit"],
        base=_point(shelf, raw["base"], where=where), target=_point(shelf, raw["target"], where=where),
        series={item.id: item for item in series}, measured_by=raw["measured_by"],
    )  # fmt: skip


def _series(shelf: Shelf, raw: Mapping[str, Any], *, where: str) -> Series:
    return Series(
        id=raw["id"], definition=raw["definition"], confidence=Confidence(raw.get("confidence", "unchecked")),
        points=tuple(_point(shelf, point, where=f"{where}: {raw['id']}") for point in raw["points"]),
    )  # fmt: skip


def _point(shelf: Shelf, raw: Mapping[str, Any], *, where: str) -> Point:
    return Point(
        year=raw["year"], value=float(raw["value"]), vintage=str(raw["vintage"]),
        cite=shelf.citation(raw["cite"], where=where), contested=raw.get("contested", False),
        expected=raw.get("expected", False), note=raw.get("note", ""),
    )  # fmt: skip
