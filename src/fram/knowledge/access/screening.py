"""Reads the screening pages of markets without rules into what the access engine is handed."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from fram.access.screening import TOPICS, ClassTold, Point, Screening
from fram.knowledge.access.knowledge_file import KnowledgeFile, both_languages
from fram.knowledge.rulebooks import BOOKS
from fram.knowledge.shelf import ROOT, Shelf
from fram.terms.citation import Confidence
from fram.terms.errors import Refused

PLACE = "[a-z][a-z]/regulation/*/screening.yaml"


@cache
def screened_regimes(root: Path = ROOT) -> tuple[str, ...]:
    """Return the regimes that have a screening page and no rules, by the folder the page lies in."""
    found = (path.parent.name for path in Shelf(root).files(PLACE))
    return tuple(regime for regime in found if regime not in BOOKS)


@cache
def screening_of(regime: str, root: Path = ROOT) -> Screening:
    """Return one regime's screening page; refuse a regime that has none."""
    shelf = _shelf(root)
    path = next(iter(shelf.files(f"[a-z][a-z]/regulation/{regime}/screening.yaml")), None)
    if path is None:
        raise Refused(f"there is no screening page of {regime}", remedy=", ".join(screened_regimes(root)))
    return _screening(KnowledgeFile(shelf, path))


def read_screenings(shelf: Shelf) -> Mapping[str, Screening]:
    """Return every screening page, by regime, out of ``*/regulation/*/screening.yaml``."""
    pages = (_screening(KnowledgeFile(shelf, path)) for path in shelf.files(PLACE))
    return {page.regime: page for page in pages}


@cache
def _shelf(root: Path) -> Shelf:
    return Shelf(root)


def _screening(file: KnowledgeFile) -> Screening:
    checked = file.must("checked")
    points = tuple(_point(part, checked) for part in file.parts("points"))
    page = Screening(
        regime=file.must("regime"), classes=_classes(file, "classes"), of_tests=_classes(file, "of_tests"),
        points=points, checked=checked,
        ask=tuple(both_languages(text, what="`ask`", where=file.where) for text in file.must("ask")),
        lowest_software=file.take("lowest_software", ""), code_fact=file.take("code_fact", ""),
    )  # fmt: skip
    file.empty()
    told = {point.topic for point in points}
    if missing := [topic for topic in TOPICS if topic not in told]:
        raise Refused(f"nothing is told of {', '.join(missing)}", where=file.where)
    return page


def _point(file: KnowledgeFile, checked: Any) -> Point:
    point = Point(
        topic=file.choice("topic", TOPICS), says=file.both("says"), cite=file.cite("cite"),
        confidence=Confidence(file.must("confidence")), checked=file.take("checked", checked),
    )  # fmt: skip
    file.empty()
    return point


def _classes(file: KnowledgeFile, key: str) -> tuple[ClassTold, ...]:
    return tuple(
        ClassTold(name=str(name), says=both_languages(says, what=f"`{name}`", where=file.where))
        for name, says in file.take(key, {}).items()
    )
