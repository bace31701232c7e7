"""Reads what studies take in people, money and months into what the access engine is handed."""

from __future__ import annotations

from fram.access.study.figures import (
    ASSUMPTIONS,
    EFFORTS,
    EXTRAS,
    KINDS,
    ExtraFigures,
    KindFigures,
    StudyFigures,
    Words,
)
from fram.knowledge.access.knowledge_file import KnowledgeFile, both_languages
from fram.knowledge.shelf import Shelf
from fram.rules.parameter import Parameter
from fram.terms.errors import Refused, did_you_mean


def read_studies(shelf: Shelf) -> StudyFigures:
    """Return ``study_effort.yaml``; refuse a kind, an assumption or a figure that is missing or unknown."""
    file = KnowledgeFile(shelf, shelf.root / "study_effort.yaml")
    assumptions, labels = _labelled(file, "assumptions")
    yardsticks, more = _labelled(file, "yardsticks")
    kinds: dict[str, KindFigures] = {one.id: one for part in file.parts("kinds") for one in (_kind(part),)}
    extras: dict[str, ExtraFigures] = {
        one.id: one for part in file.parts("extras") for one in (_extra(part),)
    }
    file.empty()
    for name, found, known in (
        ("assumptions", assumptions, ASSUMPTIONS), ("kinds", kinds, KINDS), ("extras", extras, EXTRAS)
    ):  # fmt: skip
        if missing := set(known) - set(found):
            raise Refused(f"`{min(missing)}` is missing among {name}", where=file.where)
        if strange := set(found) - set(known):
            remedy = did_you_mean(min(strange), known)
            raise Refused(f"`{min(strange)}` is none of the {name}", where=file.where, remedy=remedy)
    return StudyFigures(
        assumptions=assumptions, kinds=kinds, extras=extras, yardsticks=yardsticks, labels=labels | more
    )


def _labelled(file: KnowledgeFile, key: str) -> tuple[dict[str, Parameter], dict[str, Words]]:
    """Parameters by name, and what each is called in both languages."""
    found: dict[str, Parameter] = {}
    labels: dict[str, Words] = {}
    for name, raw in file.take(key, {}).items():
        rest = dict(raw)
        labels[name] = both_languages(
            rest.pop("label", None), what=f"the label of `{name}`", where=file.where
        )
        found[name] = file.shelf.parameter(name, rest, where=file.where)
    return found, labels


def _kind(file: KnowledgeFile) -> KindFigures:
    found = KindFigures(
        id=file.choice("id", KINDS), name=file.both("name"), sites=int(file.must("sites")),
        efforts={name: _must(file, name) for name in EFFORTS},
    )  # fmt: skip
    file.empty()
    return found


def _extra(file: KnowledgeFile) -> ExtraFigures:
    found = ExtraFigures(
        id=file.choice("id", EXTRAS), name=file.both("name"), cost=_must(file, "cost"),
        months=_must(file, "months"), chance=_must(file, "chance"),
    )  # fmt: skip
    file.empty()
    return found


def _must(file: KnowledgeFile, name: str) -> Parameter:
    found = file.parameter(name)
    if found is None or not found.values:
        raise Refused(f"`{name}` is missing", where=file.where)
    return found
