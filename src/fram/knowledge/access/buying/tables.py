"""Reads what all markets share: the pool of sales cycles, and who sits at the table of each kind of buyer."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from fram.access.buying.committee import VOICES, Document, Role
from fram.access.buying.cycle import CyclePool, PoolPart
from fram.knowledge.access.buying.records import BUYERS, known, perhaps, source
from fram.knowledge.access.knowledge_file import KnowledgeFile, both_languages
from fram.knowledge.shelf import Shelf, read_value
from fram.terms.dist import Dist
from fram.terms.errors import Refused
from fram.terms.jurisdiction import place_code


def read_pool(shelf: Shelf) -> CyclePool:
    """Return the pool of sales cycles that all markets share."""
    file = KnowledgeFile(shelf, shelf.root / "cycles.yaml")
    pool = CyclePool(
        parts=tuple(_pool_part(part) for part in file.parts("parts")),
        buyers=known(file.words("buyers"), file, listed=BUYERS), checked=file.must("checked"),
    )  # fmt: skip
    file.empty()
    return pool


def read_committees(shelf: Shelf) -> Mapping[str, tuple[Role, ...]]:
    """Return the roles at the table of each kind of buyer."""
    file = KnowledgeFile(shelf, shelf.root / "committees.yaml")
    documents = {key: _document(key, raw, file) for key, raw in file.must("documents").items()}
    found = {}
    for part in file.parts("committees"):
        buyer = part.choice("buyer", BUYERS)
        found[buyer] = tuple(_role(role, documents) for role in part.parts("roles"))
        part.empty()
    file.empty()
    return found


def _pool_part(part: KnowledgeFile) -> PoolPart:
    months, counts = part.take("months"), part.take("observations", "")
    if (months is None) is (counts == ""):
        raise Refused("a part needs `months` or `observations`, and not both", where=part.where)
    found = PoolPart(
        id=part.must("id"), what=part.both("what"), since=part.must("since"), note=perhaps(part, "note"),
        dist=None if months is None else _months(months, part), observations=counts,
        **({} if months is None else source(part)),
    )  # fmt: skip
    part.empty()
    return found


def _months(raw: Any, part: KnowledgeFile) -> Dist:
    found = read_value(raw, where=part.where)
    if isinstance(found, str):
        raise Refused(f"{found!r} is no length in months", where=part.where)
    return found


def _document(key: str, raw: dict[str, Any], file: KnowledgeFile) -> Document:
    part = KnowledgeFile(file.shelf, file.path, raw)
    fact, document = part.take("fact", ""), part.take("document", "")
    return Document(
        id=key, fact=fact, document=document, name=both_languages(part.raw, what=key, where=part.where)
    )


def _role(part: KnowledgeFile, documents: Mapping[str, Document]) -> Role:
    only = KnowledgeFile(part.shelf, part.path, part.take("only", {}))
    role = Role(
        id=part.must("id"), name=part.both("name"), voice=part.choice("voice", VOICES),
        needs=part.both("needs"), stops=part.both("stops"),
        bring=tuple(documents[key] for key in known(part.words("bring"), part, listed=tuple(documents))),
        markets=tuple(place_code(market) for market in part.words("markets")),
        read_in=tuple(place_code(market) for market in part.words("read_in")),
        kinds=only.words("kinds"), digital=only.take("digital", False),
        health_data=only.take("health_data", False), **source(part),
    )  # fmt: skip
    only.empty()
    part.empty()
    return role
