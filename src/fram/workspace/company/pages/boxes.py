"""The boxes of one question: from a value of the record to the texts in them, and back."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

from fram.terms.facts import Words
from fram.terms.facts.fact import NO, UNKNOWN, YES
from fram.workspace.company.pages.faults import (
    HALF_PAIR,
    NO_DATE,
    NO_NUMBER,
    NO_OPTION,
    NOT_WHOLE,
    OUTSIDE,
    PERCENT,
    SEVERAL,
    THREE,
    TOO_LARGE,
    TOO_LONG,
    TWICE,
    Misread,
)
from fram.workspace.company.pages.numbers import number_from, number_text, numbers_from
from fram.workspace.company.pages.question import LISTED, Question

LARGEST = 1e15
YES_BOX, NO_BOX = "yes", "no"
CHANGE = re.compile(r"[x×+\-−].*|.*%", re.IGNORECASE)
"""A setting of a scenario that changes the base and is kept as a text: ``x0.9``, ``+2``, ``-10%``."""
Boxes = dict[str, list[str]]
Given = Mapping[str, Sequence[str]]


def shown_box(question: Question, value: Any, *, lang: str) -> Boxes:
    """Return the texts that stand for a value; unknown stands as nothing."""
    if question.kind == "pairs":
        return _shown_pairs(question, value, lang)
    if value is None or (isinstance(value, str) and question.is_fact and value.strip().lower() in UNKNOWN):
        return {question.path: []}
    if isinstance(value, bool) or question.kind == "yes-no":
        return {question.path: [_yes_or_no(value)]}
    if question.kind == "rows":
        return {question.path: ["\n".join(_figures(row, lang) for row in value)]}
    if question.kind == "numbers":
        return {question.path: [_figures(value, lang)]}
    if question.kind == "words":
        return {question.path: ["\n".join(map(str, value))]}
    if isinstance(value, list | tuple):
        return {question.path: [str(item) for item in value]}
    is_number = isinstance(value, int | float)
    return {question.path: [number_text(value, lang) if is_number else str(value)]}


def read_box(question: Question, given: Given, *, lang: str) -> Any:
    """Return the value that was typed, None for nothing; raises ``Misread`` for what is no answer."""
    if question.kind == "pairs":
        return _read_pairs(question, given, lang) or None
    texts = [text for text in given.get(question.path, ()) if text]
    if not texts:
        return None
    if question.kind == "choices" or question.takes_many:
        return list(dict.fromkeys(_chosen(question, text) for text in texts))
    return _READERS.get(question.kind, _read_text)(question, texts[-1], lang)


def _read_text(question: Question, text: str, _lang: str) -> str:
    if len(text) > question.longest:
        raise Misread(TOO_LONG, len(text), question.longest)
    return text


def _read_number(question: Question, text: str, lang: str) -> int | float:
    value = number_from(text, lang)
    if value is None:
        raise Misread(NO_NUMBER, _sample(question, lang))
    if "%" in text and question.unit not in ("share", ""):
        raise Misread(PERCENT)
    _refuse_outside(question, value)
    return value


def _refuse_outside(question: Question, value: float) -> None:
    if abs(value) > LARGEST:
        raise Misread(TOO_LARGE)
    low, high = question.low, question.high
    is_below = low is not None and (value <= low if question.is_open else value < low)
    is_above = high is not None and (value >= high if question.is_open else value > high)
    if is_below or is_above:
        limits = Words(en=question.limits_in("en"), nb=question.limits_in("nb"))
        raise Misread(Words(en=OUTSIDE.en.format(limits.en), nb=OUTSIDE.nb.format(limits.nb)))


def _read_whole(question: Question, text: str, lang: str) -> int:
    value = _read_number(question, text, lang)
    if value != int(value):
        raise Misread(NOT_WHOLE)
    return int(value)


def _read_yes_no(_question: Question, text: str, _lang: str) -> bool:
    if text in (YES_BOX, NO_BOX):
        return text == YES_BOX
    raise Misread(NO_OPTION, text)


def _read_date(_question: Question, text: str, _lang: str) -> str:
    found = re.fullmatch(r"(\d{1,2})[./](\d{1,2})[./](\d{4})", text)
    try:
        day = date(int(found[3]), int(found[2]), int(found[1])) if found else date.fromisoformat(text)
    except ValueError:
        raise Misread(NO_DATE) from None
    return day.isoformat()


def _read_choice(question: Question, text: str, _lang: str) -> str:
    return _chosen(question, text)


def _read_words(question: Question, text: str, _lang: str) -> list[str] | None:
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    return [_read_text(question, line, _lang) for line in lines] or None


def _read_numbers(question: Question, text: str, lang: str) -> list[int | float] | None:
    found = numbers_from(text, lang)
    if found is None:
        raise Misread(SEVERAL)
    for value in found:
        _refuse_outside(question, value)
    return found or None


def _read_rows(_question: Question, text: str, lang: str) -> list[list[int | float]] | None:
    rows = [numbers_from(f"{line};", lang) if ";" in line else numbers_from(line, lang)
            for line in text.split("\n") if line.strip()]  # fmt: skip
    if any(row is None or len(row) != 3 for row in rows):
        raise Misread(THREE)
    return [row for row in rows if row] or None


def _chosen(question: Question, text: str) -> str:
    if question.kind not in LISTED and text not in question.options:
        raise Misread(NO_OPTION, text[:60])
    return _read_text(question, text, "")


def _shown_pairs(question: Question, value: Any, lang: str) -> Boxes:
    boxes: Boxes = {}
    for number, (key, said) in enumerate(value.items() if isinstance(value, Mapping) else ()):
        boxes[f"{question.path}.key.{number}"] = [str(key)]
        is_number = isinstance(said, int | float) and not isinstance(said, bool)
        boxes[f"{question.path}.value.{number}"] = [number_text(said, lang) if is_number else str(said)]
    return boxes


def _read_pairs(question: Question, given: Given, lang: str) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name in sorted(given, key=lambda name: (len(name), name)):
        if not name.startswith(f"{question.path}.key."):
            continue
        key = "".join(given[name])
        said = "".join(given.get(name.replace(".key.", ".value."), ()))
        if bool(key) != bool(said):
            raise Misread(HALF_PAIR)
        if key in found:
            raise Misread(TWICE, key[:60])
        if key:
            found[_read_text(question, key, lang)] = _pair_value(question, said, lang)
    return found


def _pair_value(question: Question, said: str, lang: str) -> Any:
    if question.name == "before":
        return _read_text(question, said, lang)
    if question.name == "set" and CHANGE.fullmatch(said):
        return said.replace(",", ".") if lang == "nb" else said
    value = number_from(said, lang)
    if value is None:
        raise Misread(NO_NUMBER, number_text(0.5, lang))
    return value


def _yes_or_no(value: Any) -> str:
    word = str(value).strip().lower()
    return YES_BOX if value is True or word in YES else NO_BOX if value is False or word in NO else word


def _figures(numbers: Sequence[float], lang: str) -> str:
    return "; ".join(number_text(number, lang) for number in numbers)


def _sample(question: Question, lang: str) -> str:
    known = question.example if isinstance(question.example, int | float) else None
    return number_text(known if known is not None else 12.5, lang)


_READERS: Mapping[str, Callable[[Question, str, str], Any]] = {
    "number": _read_number,
    "whole": _read_whole,
    "yes-no": _read_yes_no,
    "date": _read_date,
    "choice": _read_choice,
    "words": _read_words,
    "numbers": _read_numbers,
    "rows": _read_rows,
    "market": _read_choice,
    "country": _read_choice,
    "currency": _read_choice,
    "regime": _read_choice,
    "input": _read_choice,
}
