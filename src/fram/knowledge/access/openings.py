"""Reads what one approval opens elsewhere into what the access engine is handed."""

from __future__ import annotations

from fram.access.openings.opening import EFFECTS, Opening
from fram.knowledge.access.knowledge_file import KnowledgeFile
from fram.knowledge.shelf import Shelf
from fram.terms.citation import Confidence
from fram.terms.errors import Refused, did_you_mean
from fram.terms.jurisdiction import REGIMES, place_code

APPROVALS = (*REGIMES, "eu-mdd", "mdsap")
"""Whatever opens something: the regimes, CE under the old directive, and the joint audit."""


def read_openings(shelf: Shelf) -> tuple[Opening, ...]:
    """Return every edge of ``openings.yaml``; refuse an approval or place nobody knows, or an id twice."""
    file = KnowledgeFile(shelf, shelf.root / "openings.yaml")
    found = tuple(_opening(part) for part in file.parts("openings"))
    file.empty()
    twice = {edge.id for edge in found if sum(other.id == edge.id for other in found) > 1}
    if twice:
        raise Refused(f"`{min(twice)}` stands twice", where=file.where)
    return found


def _opening(file: KnowledgeFile) -> Opening:
    source = file.words("from")
    for name in source:
        if name not in APPROVALS:
            remedy = did_you_mean(name, APPROVALS)
            raise Refused(f"unknown approval `{name}`", where=file.where, remedy=remedy)
    saves = file.take("saves", {})
    edge = Opening(
        id=file.must("id"), source=source, to=tuple(place_code(place) for place in file.words("to")),
        effect=file.choice("effect", EFFECTS), says=file.spoken("says"), since=file.take("since"),
        until=file.take("until"), at_least=file.take("at_least", 1), kinds=file.words("kinds"),
        classes=file.words("classes"), home=file.words("home"), cite=file.cite("cite"),
        confidence=Confidence(file.must("confidence")), checked=file.take("checked"),
        saves=file.shelf.parameters({"": saves} if "values" in saves else saves, where=file.where),
    )  # fmt: skip
    file.empty()
    return edge
