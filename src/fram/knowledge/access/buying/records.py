"""The parts that files on buying are made of: a source, a text in both languages, words of a closed list."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, get_args

from fram.access.buying.market import TENDERING_BUYERS, BuyerKind
from fram.knowledge.access.knowledge_file import KnowledgeFile
from fram.terms.citation import Citation, Confidence
from fram.terms.errors import Refused, did_you_mean
from fram.terms.jurisdiction import place_code

BUYERS: tuple[str, ...] = get_args(BuyerKind)


def source(part: KnowledgeFile) -> dict[str, Any]:
    """The citation of a record, and how far it was read."""
    cite: Citation = part.cite("cite")
    word = part.choice("confidence", tuple(one.value for one in Confidence))
    return {"cite": cite, "confidence": Confidence(word)}


def binds(part: KnowledgeFile) -> tuple[str, ...]:
    """Return the kinds of buyers a record holds for: where it names none, those who tender."""
    return known(part.words("binds") or TENDERING_BUYERS, part, listed=BUYERS)


def area(part: KnowledgeFile) -> str:
    """Return the part of the market a record is for, by its settled code; empty for the whole."""
    place = part.take("area", "")
    return place_code(place) if place else ""


def perhaps(part: KnowledgeFile, key: str) -> dict[str, str]:
    """A text that may be left out, and stands in both languages where it is not."""
    return part.both(key) if key in part.raw else {}


def known(words: Iterable[str], part: KnowledgeFile, *, listed: tuple[str, ...]) -> tuple[str, ...]:
    """Return words of a closed list; refuse any other."""
    found = tuple(words)
    for word in found:
        if word not in listed:
            remedy = did_you_mean(word, listed) or f"one of {', '.join(listed)}"
            raise Refused(f"`{word}` is not known here", where=part.where, remedy=remedy)
    return found
