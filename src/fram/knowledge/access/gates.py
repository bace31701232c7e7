"""Reads gates of security, privacy, hosting and interoperability into what the access engine is handed."""

from __future__ import annotations

from collections.abc import Iterator

from fram.access.gates import BINDING, Gate
from fram.knowledge.access.knowledge_file import KnowledgeFile
from fram.knowledge.shelf import Shelf
from fram.terms.citation import Confidence


def read_gates(shelf: Shelf) -> tuple[Gate, ...]:
    """Return every gate, out of ``*/security.yaml``; one of a market's folder is that market's."""
    files = shelf.files("[a-z][a-z]/security.yaml")
    return tuple(gate for path in files for gate in _gates(KnowledgeFile(shelf, path)))


def _gates(file: KnowledgeFile) -> Iterator[Gate]:
    market = file.path.parent.name.upper()
    for part in file.parts("gates"):
        gate = Gate(
            id=part.must("id"), name=part.must("name"), kinds=part.words("kind"), who=part.spoken("who"),
            markets=tuple(part.take("markets", (market,))), area=part.take("area", ""),
            binding=part.choice("binding", BINDING), basis=part.spoken("basis"),
            since=part.take("since"), one_of=part.take("one_of", ""), held_by=part.words("held_by"),
            applies_to=part.words("applies_to"), confidence=Confidence(part.must("confidence")),
            cite=part.cite("cite"), months=part.parameter("months"), cost=part.parameter("cost"),
            of_firm=part.take("of_firm", False), in_approval=part.take("in_approval", False),
            builds_on=part.words("builds_on"), renew_months=part.take("renew_months"),
            needs=part.spoken("needs"), note=part.spoken("note"), checked=part.take("checked"),
        )  # fmt: skip
        part.empty()
        yield gate
    file.empty()
