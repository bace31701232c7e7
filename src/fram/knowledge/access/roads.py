"""Reads device regimes and their routes into what the access engine is handed."""

from __future__ import annotations

from collections.abc import Mapping

from fram.access.regimes.regime import Regime, Route
from fram.knowledge.access.knowledge_file import KnowledgeFile
from fram.knowledge.shelf import Shelf
from fram.terms.citation import Confidence


def read_roads(shelf: Shelf) -> Mapping[str, Regime]:
    """Return every regime with its routes, by id, out of ``*/regulation/*/road.yaml``."""
    found = (_regime(KnowledgeFile(shelf, path)) for path in shelf.files("[a-z][a-z]/regulation/*/road.yaml"))
    return {regime.id: regime for regime in found}


def _regime(file: KnowledgeFile) -> Regime:
    like = file.take("like", {})
    unknown = file.take("when_unknown", {})
    file.take("law")
    regime = Regime(
        id=file.must("regime"), name=file.must("name"), opens=file.words("opens"), kinds=file.words("kinds"),
        classes=file.words("classes"), class_fact=file.take("class_fact", ""),
        held_facts=file.words("held_facts"), cite=file.cite("cite"), needs=file.words("needs"),
        routes=tuple(_route(part) for part in file.parts("routes")),
        like={key: table for key, table in like.items() if isinstance(table, Mapping)},
        when_told=file.take("when_told", {}),
        when_unknown={key: table for key, table in unknown.items() if isinstance(table, Mapping)},
        weights_confidence=Confidence(unknown.get("confidence", "unchecked")),
        more=file.shelf.parameters(file.take("more", {}), where=file.where),
    )  # fmt: skip
    file.empty()
    return regime


def _route(file: KnowledgeFile) -> Route:
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
