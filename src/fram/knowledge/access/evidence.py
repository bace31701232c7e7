"""Reads what is asked of evidence, checklist by checklist, into what the access engine is handed."""

from __future__ import annotations

from collections.abc import Iterator

from fram.access.evidence.checklist import Checklist
from fram.access.evidence.doors import ABOUT, CHANGES, KINDS, Ask
from fram.knowledge.access.knowledge_file import KnowledgeFile
from fram.knowledge.access.payers.conditions import read_condition
from fram.knowledge.facts import fact_registry
from fram.knowledge.shelf import Shelf
from fram.rules.condition import Condition
from fram.terms.citation import Confidence
from fram.terms.errors import Refused
from fram.terms.facts.studies import STUDY_FACTS
from fram.terms.jurisdiction import market_code, regime_id

FOLDERS = ("[a-z][a-z]/evidence/*.yaml", "evidence/*.yaml")
"""Where checklists stand: in the folder of who asks, or beside them all for methods without borders."""


def read_checklists(shelf: Shelf) -> tuple[Checklist, ...]:
    """Return every checklist; refuse an unknown key, a fact nobody knows, and an id that stands twice."""
    found = [_checklist(KnowledgeFile(shelf, path)) for folder in FOLDERS for path in shelf.files(folder)]
    ids = [one.id for one in found]
    if twice := sorted({name for name in ids if ids.count(name) > 1}):
        raise Refused(f"`{twice[0]}` stands in two files", where="evidence")
    return tuple(found)


def _checklist(file: KnowledgeFile) -> Checklist:
    confidence = Confidence(file.must("confidence"))
    regime = file.take("regime", "")
    markets = tuple(market_code(code, where=file.where) for code in file.words("markets"))
    found = Checklist(
        id=file.must("id"), name=file.both("name"), kind=file.choice("kind", KINDS),
        regime=regime_id(regime) if regime else "", markets=markets, pathways=file.words("pathways"),
        applies=_condition(file, "applies", vocabulary_of_studies=False), cite=file.cite("source"),
        confidence=confidence, note=file.both("note") if "note" in file.raw else {},
        checked=file.must("checked"), asks=tuple(_asks(file, confidence)),
    )  # fmt: skip
    file.empty()
    if regime and markets:
        raise Refused("names a regime and markets", where=file.where, remedy="leave the markets out")
    return found


def _asks(file: KnowledgeFile, confidence: Confidence) -> Iterator[Ask]:
    seen: set[str] = set()
    for part in file.parts("asks"):
        name = part.must("id")
        part.where = f"{file.where}: {name}"
        if name in seen:
            raise Refused("stands twice", where=part.where)
        seen.add(name)
        yield _ask(part, name, confidence)
        part.empty()


def _ask(part: KnowledgeFile, name: str, confidence: Confidence) -> Ask:
    about = part.choice("about", ABOUT)
    when = _condition(part, "when", vocabulary_of_studies=about == "study")
    if when is None:
        raise Refused("`when` is missing", where=part.where)
    must = part.take("must", True)
    if not isinstance(must, bool):
        raise Refused("`must` is true or false", where=part.where)
    return Ask(
        id=name, about=about, when=when, says=part.both("says"), fails=part.both("fails"), must=must,
        applies=_condition(part, "applies", vocabulary_of_studies=False),
        change=part.choice("change", CHANGES), cite=part.cite("cite"),
        confidence=Confidence(part.take("confidence", confidence.value)),
    )  # fmt: skip


def _condition(part: KnowledgeFile, key: str, *, vocabulary_of_studies: bool) -> Condition | None:
    """The condition under a key, None where it is left out; facts of one study only where it is about one."""
    raw = part.take(key)
    if raw is None:
        return None
    beside = STUDY_FACTS if vocabulary_of_studies else None
    return read_condition(raw, registry=fact_registry(), where=f"{part.where}: {key}", beside=beside)
