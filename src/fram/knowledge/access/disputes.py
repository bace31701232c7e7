"""Reads the worked cases of others that the rules of a regime do not follow, each with the reason."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from fram.knowledge.access.knowledge_file import KnowledgeFile
from fram.knowledge.shelf import Shelf
from fram.terms.citation import Citation
from fram.terms.errors import Refused

PLACES = "[a-z][a-z]/regulation/*/disputes.yaml"


@dataclass(frozen=True, slots=True, kw_only=True)
class Dispute:
    """One case: the class it ``says`` by its ``source``, and ours, for ``why`` at ``cite``."""

    id: str
    regime: str
    what: Mapping[str, str]
    says: str
    gives: str
    why: Mapping[str, str]
    cite: Citation
    source: Citation


def read_disputes(shelf: Shelf) -> Mapping[tuple[str, str], Dispute]:
    """Return every dispute, by regime (the folder it lies in) and case."""
    found: dict[tuple[str, str], Dispute] = {}
    for path in shelf.files(PLACES):
        file = KnowledgeFile(shelf, path)
        for part in file.parts("disputes"):
            dispute = _dispute(part, regime=path.parent.name)
            if found.setdefault((dispute.regime, dispute.id), dispute) is not dispute:
                raise Refused(f"`{dispute.id}` stands twice", where=file.where)
        file.empty()
    return found


def _dispute(file: KnowledgeFile, *, regime: str) -> Dispute:
    dispute = Dispute(
        id=file.must("id"), regime=regime, what=file.both("what"), says=file.must("says"),
        gives=file.must("gives"), why=file.both("why"), cite=file.cite("cite"), source=file.cite("source"),
    )  # fmt: skip
    file.empty()
    if dispute.says == dispute.gives:
        raise Refused(f"`{dispute.id}` is no dispute", where=file.where, why="both give the same class")
    return dispute
