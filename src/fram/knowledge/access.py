"""Reads roads, pathways and gates into what the access engines are handed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from fram.access.gates import Gate
from fram.access.payment import Pathway
from fram.access.regimes.regime import Regime, Route
from fram.knowledge.shelf import Shelf, load_yaml
from fram.rules.parameter import Parameter
from fram.terms.citation import Confidence
from fram.terms.errors import Refused, did_you_mean

Raw = dict[str, Any]


def read_roads(shelf: Shelf) -> Mapping[str, Regime]:
    """Return every regime with its routes, by id, out of ``*/regulation/*/road.yaml``."""
    found = (_regime(_File(shelf, path)) for path in shelf.files("[a-z][a-z]/regulation/*/road.yaml"))
    return {regime.id: regime for regime in found}


def read_pathways(shelf: Shelf) -> tuple[Pathway, ...]:
    """Return every pathway to payment, out of ``*/reimbursement/*.yaml``."""
    return tuple(_pathway(_File(shelf, path)) for path in shelf.files("[a-z][a-z]/reimbursement/*.yaml"))


def read_gates(shelf: Shelf) -> tuple[Gate, ...]:
    """Return every gate, out of ``*/gates.yaml``; one of a market's folder is that market's."""
    return tuple(gate for path in shelf.files("[a-z][a-z]/gates.yaml") for gate in _gates(_File(shelf, path)))


class _File:
    """One file: takes each key out as it is used, and refuses what is left over."""

    def __init__(self, shelf: Shelf, path: Path, raw: Raw | None = None) -> None:
        self.shelf, self.path = shelf, path
        self.where = path.relative_to(shelf.root).as_posix()
        self.raw: Raw = dict(load_yaml(path) if raw is None else raw)
        self.known: list[str] = []

    def take(self, key: str, default: Any = None) -> Any:
        self.known.append(key)
        return self.raw.pop(key, default)

    def must(self, key: str) -> Any:
        if key not in self.raw:
            raise Refused(f"`{key}` is missing", where=self.where)
        return self.take(key)

    def words(self, key: str) -> tuple[str, ...]:
        return tuple(self.take(key, ()))

    def parameter(self, key: str) -> Parameter | None:
        raw = self.take(key)
        return None if raw is None else self.shelf.parameter(key, raw, where=self.where)

    def cite(self, key: str) -> Any:
        return self.shelf.citation(self.must(key), where=self.where)

    def parts(self, key: str) -> Iterator[_File]:
        for raw in self.take(key, ()):
            yield _File(self.shelf, self.path, raw)

    def empty(self) -> None:
        if self.raw:
            key = sorted(self.raw)[0]
            raise Refused(f"unknown key `{key}`", where=self.where, remedy=did_you_mean(key, self.known))


def _regime(file: _File) -> Regime:
    like = file.take("like", {})
    unknown = file.take("when_unknown", {})
    file.take("law")
    regime = Regime(
        id=file.must("regime"), name=file.must("name"), opens=file.words("opens"), kinds=file.words("kinds"),
        classes=file.words("classes"), class_fact=file.take("class_fact", ""),
        held_facts=file.words("held_facts"), cite=file.cite("cite"), needs=file.words("needs"),
        routes=tuple(_route(part) for part in file.parts("routes")),
        like={key: table for key, table in like.items() if isinstance(table, Mapping)},
        when_unknown={key: table for key, table in unknown.items() if isinstance(table, Mapping)},
        weights_confidence=Confidence(unknown.get("confidence", "unchecked")),
        more=file.shelf.parameters(file.take("more", {}), where=file.where),
    )  # fmt: skip
    file.empty()
    return regime


def _route(file: _File) -> Route:
    work = file.take("work_cost", {})
    by_class = {"": work} if "values" in work else work
    route = Route(
        id=file.must("id"), name=file.must("name"), classes=file.words("classes"), after=file.words("after"),
        until=file.take("until"), formal=file.take("formal", False),
        last_resort=file.take("last_resort", False),
        includes_fees=file.take("includes_fees", False), months=file.parameter("months"),
        chance=file.parameter("chance"), fees=file.parameter("fees"), fees_small=file.parameter("fees_small"),
        yearly=file.parameter("yearly"), work=file.shelf.parameters(by_class, where=file.where),
        cite=file.cite("cite") if "cite" in file.raw else None, note=file.take("note", ""),
    )  # fmt: skip
    file.take("after_helps")
    file.empty()
    return route


def _pathway(file: _File) -> Pathway:
    classes = file.take("classes", {})
    days = file.parameter("days")
    if days is None:
        raise Refused("`days` is missing", where=file.where)
    pathway = Pathway(
        id=file.must("id"), name=file.must("name"), kind=file.must("kind"), markets=file.words("markets"),
        area=file.take("area", ""), serves=file.words("for"), settings=file.words("setting"),
        classes={regime: tuple(names) for regime, names in classes.items()},
        indications=file.words("indications"), payer=file.must("payer"), decides=file.must("decides"),
        pays=file.must("pays"), needs_partner=file.take("needs_partner", False),
        picked=file.take("picked", False),
        law=file.take("law", ""), state=file.must("status")["state"], cite=file.cite("source"),
        confidence=Confidence(file.must("confidence")), note=file.take("note", ""), days=days,
        first=file.parameter("days_to_first_payment"), fees=file.parameter("fees"),
        chance=file.parameter("chance"),
    )  # fmt: skip
    file.empty()
    return pathway


def _gates(file: _File) -> Iterator[Gate]:
    market = file.path.parent.name.upper()
    for part in file.parts("gates"):
        gate = Gate(
            id=part.must("id"), name=part.must("name"), kinds=part.words("kind"), who=part.must("who"),
            markets=tuple(part.take("markets", (market,))), area=part.take("area", ""),
            since=part.take("since"), one_of=part.take("one_of", ""),
            voluntary=part.take("voluntary", False), held_by=part.words("held_by"),
            applies_to=part.words("applies_to"), confidence=Confidence(part.must("confidence")),
            cite=part.cite("cite"), months=part.parameter("months"), cost=part.parameter("cost"),
            of_firm=part.take("of_firm", False), note=part.take("note", ""),
        )  # fmt: skip
        part.empty()
        yield gate
    file.empty()
