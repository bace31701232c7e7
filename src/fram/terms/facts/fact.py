"""One fact: its question, what counts as an answer, and the names it has elsewhere."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from fram.terms.errors import Refused, did_you_mean

FactType = Literal["yes_no", "choice", "choices", "number", "text", "date"]
Value = bool | str | tuple[str, ...] | float | date

YES, NO = ("yes", "ja", "true"), ("no", "nei", "false")
UNKNOWN = ("unknown", "ukjent", "vet ikke", "?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """One sentence in both first languages."""

    en: str
    nb: str

    def in_(self, lang: str) -> str:
        """Return the sentence in ``nb`` or, for any other language, in English."""
        return self.nb if lang == "nb" else self.en


@dataclass(frozen=True, slots=True, kw_only=True)
class Alias:
    """The name a fact has elsewhere: in the worked cases of a regime, or (no regime) in pathway conditions.

    ``values`` turns a foreign value into ours; ``fact=value`` hands a value over to another fact.
    """

    name: str
    regime: str | None = None
    values: Mapping[str, str] = field(default_factory=dict)

    def __str__(self) -> str:
        return f"{self.regime}:{self.name}" if self.regime else self.name


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """One thing to know about a product: how to ask for it, what counts as an answer, who needs it.

    ``asked_when``: the answers to other facts that make this one worth asking. ``markets``: the only markets
    that need it (empty: all). ``derived_from``: what it is worked out of when nobody answers. ``judged``:
    somebody weighs it, nobody measures it, so that a class that rests on it names who judged, on what.
    """

    name: str
    family: str
    question: Words
    help: Words
    why: Words
    type: FactType
    vocabulary: Mapping[str, Words] = field(default_factory=dict)
    unit: str = ""
    aliases: tuple[Alias, ...] = ()
    derived_from: tuple[str, ...] = ()
    asked_when: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    markets: tuple[str, ...] = ()
    judged: bool = False

    @property
    def is_worked_out(self) -> bool:
        """Whether it follows from other facts (or the day) alone, so that nobody need be asked."""
        asked = ("product.", "company.")
        return bool(self.derived_from) and not any(source.startswith(asked) for source in self.derived_from)

    def read(self, raw: object, *, where: str = "") -> Value | None:
        """Return an answer in its settled form, None for a plain "unknown", or refuse it with a remedy."""
        if raw is None or (isinstance(raw, str) and raw.strip().lower() in UNKNOWN):
            return None
        value = _READERS[self.type](self, raw)
        if value is None:
            raise Refused(
                f"{raw!r} is not an answer to `{self.name}`",
                where=where or self.name,
                why=self.question.en,
                remedy=" ".join(part for part in (self._nearest(raw), self.expected) if part),
            )
        return value

    @property
    def expected(self) -> str:
        """What an answer looks like, in words."""
        listed = ", ".join(self.vocabulary)
        return {
            "yes_no": "answer true, false or leave it out",
            "choice": f"one of: {listed}",
            "choices": f"a list of: {listed}",
            "number": f"a number, 0 or more{f' ({self.unit})' if self.unit else ''}",
            "text": "a text",
            "date": "a date such as 2026-11-21",
        }[self.type]

    def _nearest(self, raw: object) -> str:
        words = raw if isinstance(raw, list | tuple) else [raw]
        wrong = [str(word) for word in words if str(word) not in self.vocabulary]
        return did_you_mean(wrong[0], self.vocabulary) if wrong and self.vocabulary else ""


def _yes_no(_fact: Fact, raw: object) -> bool | None:
    if isinstance(raw, bool):
        return raw
    word = raw.strip().lower() if isinstance(raw, str) else ""
    return True if word in YES else False if word in NO else None


def _choice(fact: Fact, raw: object) -> str | None:
    return raw if isinstance(raw, str) and raw in fact.vocabulary else None


def _choices(fact: Fact, raw: object) -> tuple[str, ...] | None:
    words = [raw] if isinstance(raw, str) else raw
    if not isinstance(words, list | tuple) or not words:
        return None
    return tuple(words) if all(isinstance(word, str) and word in fact.vocabulary for word in words) else None


def _number(_fact: Fact, raw: object) -> float | None:
    if isinstance(raw, bool) or not isinstance(raw, int | float):
        return None
    return float(raw) if 0 <= raw <= sys.float_info.max else None


def _text(_fact: Fact, raw: object) -> str | None:
    return raw.strip() or None if isinstance(raw, str) else None


def _date(_fact: Fact, raw: object) -> date | None:
    if isinstance(raw, date):
        return date(raw.year, raw.month, raw.day)
    try:
        return date.fromisoformat(raw) if isinstance(raw, str) else None
    except ValueError:
        return None


_READERS = {
    "yes_no": _yes_no,
    "choice": _choice,
    "choices": _choices,
    "number": _number,
    "text": _text,
    "date": _date,
}


def spoken(value: object) -> tuple[str, ...]:
    """Return a settled answer as the words conditions are written in (``yes``, ``surgical``, …)."""
    if value is None:
        return ()
    if isinstance(value, bool):
        return ("yes",) if value else ("no",)
    return tuple(map(str, value)) if isinstance(value, list | tuple) else (str(value),)
