"""What a form of the record sent: the answers as typed, and what they were typed on top of."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from django.conf import settings
from django.http import QueryDict

from fram.web.ui.text import number_in
from fram.workspace.company.pages import Question
from fram.workspace.company.pages.typed import Fault, take

Side = Literal["mine", "theirs"]
OWN = ("csrfmiddlewaretoken", "asked", "version", "lang", "then", "number")
"""Boxes of a form that are no answers."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """Typed texts by the name of their box, the version they began from, and the language they stand in.

    ``asked``: the paths of the questions that were on the page; what was not asked is not answered either.
    ``sides``: whose answer is kept where two people changed the same question.
    """

    typed: Mapping[str, Sequence[str]]
    version: int
    lang: str
    asked: frozenset[str]
    sides: Mapping[str, Side] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Conflict:
    """A question that somebody else answered since the form was opened: three answers, one to be kept."""

    question: Question
    before: Any
    mine: Any
    theirs: Any
    keeps: Side


@dataclass(slots=True, kw_only=True)
class Merged:
    """What a form comes to on top of what is there now: changes by path, faults, and what must be decided."""

    changes: dict[str, Any] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)
    conflicts: list[Conflict] = field(default_factory=list)


def read_sent(post: QueryDict, lang: str) -> Sent:
    """Return what a form sent; numbers are read in the language in which it was shown."""
    languages = {code for code, _ in settings.LANGUAGES}
    version = post.get("version", "")
    typed = {name: post.getlist(name) for name in post if name not in OWN and not name.startswith("take:")}
    return Sent(
        typed=typed,
        version=number_in(version),
        lang=said if (said := post.get("lang", "")) in languages else lang,
        asked=frozenset(post.get("asked", "").split()),
        sides={
            name.removeprefix("take:"): "theirs" if post[name] == "theirs" else "mine"
            for name in post
            if name.startswith("take:")
        },
    )


def merge(
    questions: Sequence[Question], sent: Sent, *, base: Mapping[str, Any] | None, theirs: Mapping[str, Any]
) -> Merged:
    """Return what a form comes to. ``base``: the answers it began from (None: not known any more)."""
    asked = [question for question in questions if question.path in sent.asked]
    began = theirs if base is None else base
    taken = take(asked, sent.typed, before=began, lang=sent.lang)
    merged = Merged(faults=taken.faults)
    for question in asked:
        path = question.path
        mine, now, before = taken.values[path], theirs.get(path), began.get(path)
        if sent.sides.get(path) == "theirs" or _is_same(mine, now):
            continue
        if path not in sent.sides and (base is None or not _is_same(before, now)):
            keeps: Side = "theirs" if base is not None and _is_same(mine, before) else "mine"
            shown = None if base is None else before
            merged.conflicts.append(
                Conflict(question=question, before=shown, mine=mine, theirs=now, keeps=keeps)
            )
        merged.changes[path] = mine
    return merged


def _is_same(one: Any, other: Any) -> bool:
    return bool(one == other) and isinstance(one, bool) == isinstance(other, bool)
