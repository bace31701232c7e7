"""Reads pathways to payment into what the access engine is handed."""

from __future__ import annotations

from fram.access.payment import Pathway
from fram.knowledge.access.knowledge_file import KnowledgeFile
from fram.knowledge.shelf import Shelf
from fram.terms.citation import Confidence
from fram.terms.errors import Refused


def read_pathways(shelf: Shelf) -> tuple[Pathway, ...]:
    """Return every pathway to payment, out of ``*/reimbursement/*.yaml``."""
    files = shelf.files("[a-z][a-z]/reimbursement/*.yaml")
    return tuple(_pathway(KnowledgeFile(shelf, path)) for path in files)


def _pathway(file: KnowledgeFile) -> Pathway:
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
