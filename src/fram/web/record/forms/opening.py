"""A page as it is opened: with what the record says, with a draft, or with what was just typed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from fram.web.record.forms.answering import Answered
from fram.web.record.forms.problems import standing
from fram.web.record.forms.saying import asked_as, said
from fram.web.record.forms.sent import Sent
from fram.web.record.forms.sheet import (
    Sheet,
    asked_on,
    entry_values,
    sheet_of,
    texts_of,
    values_of,
    with_derived,
)
from fram.workspace.company.exchange import RecordReport
from fram.workspace.company.pages import Page, Question, questions_of, value_at
from fram.workspace.company.pages.typed import TOLD

NOTHING_WRONG: Mapping[str, Sequence[str]] = {}


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """An answer as somebody reads it who may not change it. ``told``: who judged, when, on what ground."""

    label: str
    text: str
    told: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Typed:
    """Texts that stand in the boxes instead of the record's: of a draft, or just sent."""

    texts: Mapping[str, Sequence[str]]
    version: int
    lang: str


def open_page(
    page: Page, content: Mapping[str, Any], *, report: RecordReport, lang: str, typed: Typed | None = None
) -> Sheet:
    """Return a page with the record's answers in its boxes, or with typed ones over them."""
    questions = asked_on(page, content, report=report)
    if typed:
        more = [q for q in questions_of(page.key) if q not in questions and any(typed.texts.get(q.path, ()))]
        questions = tuple(q for q in questions_of(page.key) if q in questions or q in more)
    texts = texts_of(questions, values_of(questions, content), lang=lang)
    faults = standing(report, page, lang=lang)
    sheet = sheet_of(page, questions, typed=typed.texts if typed else texts, lang=lang, faults=faults)
    return (
        replace(sheet, version=typed.version, lang=typed.lang)
        if typed
        else with_derived(sheet, report, lang=lang)
    )


def open_entry(
    page: Page,
    entry: Any,
    *,
    lang: str,
    typed: Typed | None = None,
    faults: Mapping[str, Sequence[str]] = NOTHING_WRONG,
) -> Sheet:
    """Return the questions of one entry of a list; an entry that is not there yet has no answers."""
    questions = questions_of(page.key)
    texts = texts_of(questions, entry_values(questions, entry), lang=lang)
    sheet = sheet_of(page, questions, typed=typed.texts if typed else texts, lang=lang, faults=faults)
    return replace(sheet, version=typed.version, lang=typed.lang) if typed else sheet


def again(page: Page, sent: Sent, *, answered: Answered, lang: str) -> Sheet:
    """Return a page as it was sent, everything typed in its place, with what is wrong."""
    questions = [question for question in questions_of(page.key) if question.path in sent.asked]
    sheet = sheet_of(page, questions, typed=sent.typed, lang=lang, faults=answered.faults)
    return replace(sheet, version=sent.version, lang=sent.lang)


def answers_on(page: Page, content: Mapping[str, Any], *, report: RecordReport, lang: str) -> list[Answer]:
    """Return the answers of a page for somebody who reads them."""
    questions = asked_on(page, content, report=report)
    values = values_of(questions, content)
    return [_answer(question, values[question.path], lang) for question in questions]


def answers_in(page: Page, entry: Any, *, lang: str) -> list[Answer]:
    """Return the answers in one entry of a list, those that are there."""
    questions = questions_of(page.key)
    values = entry_values(questions, entry)
    return [
        _answer(question, values[question.path], lang)
        for question in questions
        if values[question.path] is not None
    ]


def entries_on(page: Page, content: Mapping[str, Any]) -> list[Any]:
    """Return the entries of a list."""
    found = value_at(content, page.entries)
    return found if isinstance(found, list) else []


def _answer(question: Question, value: Any, lang: str) -> Answer:
    told = ""
    if question.is_fact and isinstance(value, Mapping):
        told = " · ".join(str(value[part]) for part in TOLD if value.get(part))
    return Answer(label=asked_as(question, lang), text=said(question, value, lang=lang), told=told)
