"""Answers between the record and a form: what stands in the boxes, and what was meant by what was typed.

A form sends texts by name. An answer that was not touched stays exactly as it stands in the record, however
it is written there.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from fram.terms.facts import Words
from fram.workspace.company.pages.boxes import read_box, shown_box
from fram.workspace.company.pages.faults import ANSWER_FIRST, CONTROL, Misread
from fram.workspace.company.pages.question import Question

Typed = Mapping[str, Sequence[str]]
"""What a form holds or sent, by the name of each box."""
TOLD = ("who", "on", "evidence")
"""What may be said of an answer to a fact: who judged, on which day, on what ground."""
TOLD_QUESTION = {
    "who": Question(path="who", kind="text", words=Words(en="Who judged?", nb="Hvem vurderte?")),
    "on": Question(path="on", kind="date", words=Words(en="On which day?", nb="Hvilken dag?")),
    "evidence": Question(
        path="evidence", kind="text", words=Words(en="On what ground?", nb="På hvilket grunnlag?")
    ),
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """What is wrong with what was typed at one question, in both languages."""

    path: str
    words: Words


@dataclass(slots=True)
class Taken:
    """What was meant by a form: a value for each question (None: unknown), and what could not be read."""

    values: dict[str, Any] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)


def shown(question: Question, value: Any, *, lang: str) -> dict[str, list[str]]:
    """Return what stands in the boxes of a question for a value of the record."""
    told = value if question.is_fact and isinstance(value, Mapping) else {}
    boxes = shown_box(question, told.get("value") if told else value, lang=lang)
    for name, asked in TOLD_QUESTION.items() if question.is_fact else ():
        boxes[told_name(question, name)] = shown_box(asked, told.get(name), lang=lang)[name]
    return boxes


def told_name(question: Question, part: str) -> str:
    """Return the name of the box in which is said who judged, when or on what ground."""
    return f"{question.path}:{part}"


def take(questions: Sequence[Question], typed: Typed, *, before: Mapping[str, Any], lang: str) -> Taken:
    """Return what was meant by a form. ``before``: the values in the record, by path, that it began from."""
    taken = Taken()
    for question in questions:
        try:
            taken.values[question.path] = _value(question, typed, before.get(question.path), lang)
        except Misread as misread:
            taken.faults.append(Fault(path=question.path, words=misread.words))
            taken.values[question.path] = before.get(question.path)
    return taken


def is_touched(question: Question, typed: Typed, *, value: Any, lang: str) -> bool:
    """Return whether something else stands in the boxes than the record says."""
    stood = shown(question, value, lang=lang)
    names = {*stood, *(name for name in typed if name.startswith(f"{question.path}."))}
    return any(_plain(typed.get(name, ())) != _plain(stood.get(name, ())) for name in names)


def _value(question: Question, typed: Typed, before: Any, lang: str) -> Any:
    if not is_touched(question, typed, value=before, lang=lang):
        return before
    given = {
        name: [_clean(text) for text in texts] for name, texts in typed.items() if _is_of(question, name)
    }
    value = read_box(question, given, lang=lang)
    if not question.is_fact:
        return value
    told = {
        part: read_box(asked, {part: given.get(told_name(question, part), [])}, lang=lang)
        for part, asked in TOLD_QUESTION.items()
    }
    said = {part: text for part, text in told.items() if text is not None}
    if value is None and said:
        raise Misread(ANSWER_FIRST)
    return {"value": value, **said} if said else value


def _is_of(question: Question, name: str) -> bool:
    return name == question.path or name.startswith((f"{question.path}:", f"{question.path}."))


def _clean(text: str) -> str:
    text = text.replace("\r\n", "\n").replace("\r", "\n").strip()
    if any(ord(letter) < 32 and letter not in "\n\t" for letter in text) or "\x7f" in text:
        raise Misread(CONTROL)
    return text


def _plain(texts: Sequence[str]) -> list[str]:
    return sorted(text.replace("\r\n", "\n").strip() for text in texts if text.strip())
