"""Reads the days of laws: from when a duty holds, until when a mark is accepted, and what is still open."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, Literal

from fram.knowledge.shelf import Shelf, load_yaml
from fram.rules.parameter import Dated, Parameter
from fram.terms.citation import Citation
from fram.terms.errors import Refused, did_you_mean
from fram.terms.facts import Words
from fram.terms.logic import Unknown
from fram.terms.reading import read

Kind = Literal["from", "until", "figure", "state"]
KINDS = ("from", "until", "figure", "state")


@dataclass(frozen=True, slots=True, kw_only=True)
class LawDay:
    """One dated thing a law says. ``from``: its first day; ``until``: its last day; ``figure``: a number;
    ``state``: how things stand, in words. ``serves``: the rules, classes or marks it is about; none: all.
    """

    key: str
    says: Words
    kind: Kind
    parameter: Parameter
    serves: tuple[str, ...] = ()

    def known(self, on: date) -> Dated | None:
        """Return what the law said on a day, or None before it said anything."""
        found = self.parameter.on(on)
        return None if isinstance(found, Unknown) else found

    def day(self, on: date) -> date | None:
        """Return the first or last day as the law named it on a day."""
        found = self.known(on)
        if found is None or self.kind not in ("from", "until"):
            return None
        return date.fromisoformat(str(found.value))


@dataclass(frozen=True, slots=True, kw_only=True)
class Law:
    """One law with its days. ``places``: where it holds."""

    id: str
    name: Words
    places: tuple[str, ...]
    cite: Citation
    days: Mapping[str, LawDay]

    def serving(self, wanted: Iterable[str], kind: Kind) -> tuple[LawDay, ...]:
        """Return the days of a kind that are about one of these."""
        known = frozenset(wanted)
        return tuple(d for d in self.days.values() if d.kind == kind and known & set(d.serves))


@cache
def laws() -> Mapping[str, Law]:
    """Return every law whose days are written down, by id."""
    return read_laws(Shelf())


def read_laws(shelf: Shelf) -> Mapping[str, Law]:
    """Return the laws of ``*/regulation/*/dates.yaml`` by id; refuse a file that is not as it should be."""
    found = (_law(shelf, path) for path in shelf.files("[a-z][a-z]/regulation/*/dates.yaml"))
    return {law.id: law for law in found}


def _law(shelf: Shelf, path: Path) -> Law:
    where = path.relative_to(shelf.root).as_posix()
    raw = _of(load_yaml(path), ("law", "name", "places", "cite", "days"), where=where)
    return Law(
        id=raw["law"], name=read(Words, raw["name"], where=where), places=tuple(raw["places"]),
        cite=shelf.citation(raw["cite"], where=where),
        days={key: _day(shelf, key, entry, where=where) for key, entry in raw["days"].items()},
    )  # fmt: skip


def _day(shelf: Shelf, key: str, entry: Mapping[str, Any], *, where: str) -> LawDay:
    place = f"{where}: {key}"
    raw = {**entry}
    serves, says, kind = tuple(raw.pop("serves", ())), raw.pop("says", None), raw.pop("kind", "")
    if kind not in KINDS:
        raise Refused(f"`{kind}` is no kind of day", where=place, remedy=f"one of {', '.join(KINDS)}")
    if not raw.get("checked"):
        raise Refused("`checked` is missing", where=place, remedy="name the last day somebody saw it hold")
    parameter = shelf.parameter(key, raw, where=where)
    if kind in ("from", "until"):
        for dated in parameter.values:
            _refuse_no_day(dated.value, where=place)
    return LawDay(key=key, says=read(Words, says, where=place), kind=kind, parameter=parameter, serves=serves)


def _refuse_no_day(value: object, *, where: str) -> None:
    try:
        date.fromisoformat(str(value))
    except ValueError:
        raise Refused(f"`{value}` is not a day", where=where, remedy='write it as "2026-11-21"') from None


def _of(raw: Any, keys: tuple[str, ...], *, where: str) -> Mapping[str, Any]:
    for key in raw:
        if key not in keys:
            raise Refused(f"unknown key `{key}`", where=where, remedy=did_you_mean(key, keys))
    for key in keys:
        if key not in raw:
            raise Refused(f"`{key}` is missing", where=where)
    return dict(raw)
