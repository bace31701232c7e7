"""Answers and questions in a reader's words: names for codes, numbers with their unit."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from babel.dates import format_date
from django.utils.translation import gettext as _

from fram.knowledge.facts import fact_registry
from fram.web.record.choices import choices, name_of
from fram.workspace.company.fields import field_at
from fram.workspace.company.pages import Question, question_at
from fram.workspace.company.pages.numbers import number_text
from fram.workspace.company.pages.question import LISTED

LONGEST_UNIT = 20
"""A unit longer than this explains; it is shown at the question and not after each number."""
SHORT = 80
CODES = re.compile(r" \([^)]*\)")
QUOTES = {"nb": "«{}»"}


def said(question: Question, value: Any, *, lang: str) -> str:
    """Return an answer as a reader says it; nothing for unknown."""
    if question.is_fact and isinstance(value, Mapping):
        value = value.get("value")
    if value is None or value in ("", [], {}):
        return ""
    if isinstance(value, Mapping):
        return "; ".join(
            f"{pair_name(question, key, lang=lang)}: {_plain(item, lang)}" for key, item in value.items()
        )
    if isinstance(value, list | tuple):
        return _several(question, value, lang)
    if isinstance(value, str):
        return _word(question, value, lang)
    if isinstance(value, bool):
        return question.label(value, lang)
    unit = (
        question.unit_in(lang) if 0 < len(question.unit) < LONGEST_UNIT and question.unit != "share" else ""
    )
    return f"{number_text(value, lang)} {unit}".strip()


def _several(question: Question, values: Sequence[Any], lang: str) -> str:
    if question.kind not in ("numbers", "rows"):
        return ", ".join(said(question, value, lang=lang) for value in values)
    bare = replace(question, unit="")
    figures = "; ".join(said(bare, value, lang=lang) for value in values)
    is_whole = not any(isinstance(value, list | tuple) for value in values)
    return (
        f"{figures} {question.unit_in(lang)}".strip()
        if is_whole and len(question.unit) < LONGEST_UNIT
        else figures
    )


def pair_name(question: Question, key: str, *, lang: str) -> str:
    """Return what the first box of a pair is called: an input of the plan, perhaps in one market."""
    if question.name == "before":
        return name_of("market", key, lang=lang)
    name, at, market = key.partition("@")
    label = name_of("input", name, lang=lang)
    return f"{label} ({name_of('market', market, lang=lang)})" if at else label


def asked_as(question: Question, lang: str) -> str:
    """Return the words of a question; codes to be typed into a file are not told where there is a list."""
    words = question.words.in_(lang)
    return CODES.sub("", words) if question.kind in LISTED else words


def quoted(text: str, lang: str) -> str:
    """Return a text in the quotation marks of a language."""
    return QUOTES.get(lang, "“{}”").format(text)


def label_of(path: str, lang: str) -> str:
    """Return how a place of the record is called: the question asked there, else the heading of its table."""
    found = question_at(path) or (question_at(f"product.facts.{path}") if path in fact_registry() else None)
    if found:
        return asked_as(found, lang)
    spec = field_at(path)
    return spec.words.in_(lang) if spec and spec.words else path


def gates_of(question: Question, lang: str) -> str:
    """Return the answers without which a question need not be asked."""
    told = []
    for path, values in question.asked_when.items():
        gate = question_at(path)
        names = [gate.label(value, lang) for value in values if value is not None] if gate else []
        told.append(f"{label_of(path, lang)} {' / '.join(names)}".strip())
    return "; ".join(told)


def short(text: str) -> str:
    """Return a text cut to what fits in a table."""
    return text if len(text) <= SHORT else f"{text[: SHORT - 1].rstrip()}…"


def entry_title(page_key: str, entry: Any, *, lang: str) -> str:
    """Return what tells an entry of a list from the others, in words."""
    if not isinstance(entry, Mapping):
        return short(str(entry))
    first = {"certificates": "regime", "expected": "input", "findings": "input", "surveys": "market",
             "under-way": "market"}.get(page_key, "")  # fmt: skip
    kinds = {"regime": "regime", "input": "input", "market": "market"}
    name = str(entry.get(first, "")) if first else str(entry.get("title") or entry.get("name") or "")
    shown = dict(choices(kinds[first], lang)).get(name, name) if first else name
    market = str(entry.get("market", "")) if first == "input" else ""
    return short(f"{shown} ({name_of('market', market, lang=lang)})" if market else shown) or _("no name yet")


def _word(question: Question, value: str, lang: str) -> str:
    if question.kind in LISTED:
        return name_of(question.kind, value, lang=lang)
    if question.kind == "date":
        return _day(value, lang)
    return question.label(value, lang)


def _day(value: str, lang: str) -> str:
    try:
        return format_date(date.fromisoformat(value), "d MMM y" if lang == "en" else "d. MMM y", locale=lang)
    except ValueError:
        return value


def _plain(value: Any, lang: str) -> str:
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    return number_text(value, lang) if is_number else str(value)
