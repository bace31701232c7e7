"""A finding as it is typed on a command line, read into the form the company file has."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Any, get_args

from fram.terms.errors import Problem, Refused, did_you_mean
from fram.terms.jurisdiction import market_code
from fram.terms.loop import FoundOut, Kind, Sure
from fram.workspace.company.findings.checks import faults_of
from fram.workspace.loop.samples.elicited import numbers_of

OPTIONS = {
    "input": "--input", "market": "--input", "on": "--on", "said": "--interview", "value": "--value",
    "within": "--within", "low": "--quote", "typical": "--quote", "high": "--quote",
}  # fmt: skip
"""The option that says each field; all others are parts of ``--survey``."""
WHOLE = ("yes", "of", "count")
SURVEY = {"n": "count", **{name: name for name in ("yes", "of", "count", "mean", "sd", "seen", "over")}}
"""The names ``--survey`` takes, and the fields they fill."""
USUAL: dict[str, Kind] = {"interview": "interview", "survey": "survey", "quote": "quote", "value": "desk"}
"""The kind of a finding where none is named, by the option that holds its numbers."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Typed:
    """What was typed: each option's text, empty where it was not given."""

    about: str = ""
    interview: str = ""
    survey: str = ""
    quote: str = ""
    value: float | None = None
    within: float | None = None
    kind: str = ""
    who: str = ""
    sure: str = ""
    source: str = ""
    note: str = ""

    @property
    def numbers(self) -> tuple[str, ...]:
        """The names of the options that hold numbers."""
        return tuple(name for name in USUAL if getattr(self, name) not in ("", None))

    @property
    def is_empty(self) -> bool:
        """Whether nothing of a finding was typed."""
        return not any(getattr(self, name) not in ("", None) for name in self.__dataclass_fields__)


def finding_typed(typed: Typed, *, on: date, today: date) -> FoundOut:
    """Return the finding that was typed, found out ``on`` a day not after ``today``.

    Raises ``Refused`` with every fault, each named by its option.
    """
    form = _form(typed)
    name, _, market = typed.about.partition("@")
    given: dict[str, Any] = {
        "input": name.strip(), "market": market_code(market, where="--input") if market else "",
        "on": on, "kind": _word(typed.kind or USUAL[form], get_args(Kind), "--kind"),
        "sure": _word(typed.sure or "high", get_args(Sure), "--sure"),
        "who": typed.who.strip(), "source": typed.source.strip(), "note": typed.note.strip(),
    }  # fmt: skip
    found = FoundOut(**given, **_numbers(typed, form))
    problems = tuple(_by_option(one, form) for one in faults_of(found, where="finding", on=today))
    if problems:
        raise Refused("this finding cannot be counted", problems=problems, remedy="mend what is named")
    return found


def _form(typed: Typed) -> str:
    if not typed.about.strip():
        raise Refused(
            "which input was found out is not said", where="--input", kind="usage",
            remedy="name it, with its market where it differs: --input sales_cycle@DE",
        )  # fmt: skip
    if len(typed.numbers) != 1:
        given = " and ".join(f"--{name}" for name in typed.numbers)
        raise Refused(
            f"{given} do not go together" if given else "what was found out is not said", kind="usage",
            remedy="give one of --interview, --survey, --quote, --value",
        )  # fmt: skip
    if typed.within is not None and typed.value is None:
        raise Refused("--within belongs to --value", kind="usage", remedy="give --value, or leave it out")
    return typed.numbers[0]


def _numbers(typed: Typed, form: str) -> dict[str, Any]:
    if form == "value":
        if typed.within is None:
            raise Refused(
                "a figure without a spread", where="--within", kind="usage",
                remedy="say within how much of it is right in eight of ten cases: --within 3",
            )  # fmt: skip
        return {"value": typed.value, "within": typed.within}
    if form == "interview":
        return {"said": tuple(_three(text, "--interview") for text in people_in(typed.interview))}
    if form == "quote":
        return dict(zip(("low", "typical", "high"), _three(typed.quote, "--quote"), strict=True))
    return _survey(typed.survey)


def people_in(text: str) -> tuple[str, ...]:
    """Return each person's numbers: people are parted by semicolons, ``12,14,18; 9,11,15``.

    With spaces between numbers a comma is a decimal comma: ``2,5 3 4; 2 3,5 5``.
    """
    return tuple(part.strip() for part in text.split(";") if part.strip())


def _three(text: str, option: str) -> tuple[float, float, float]:
    words = text.split()
    spaced = len(words) == 3 and not any(word.endswith(",") for word in words)
    numbers = numbers_of("; ".join(words) if spaced else text, option=option)
    if len(numbers) != 3:
        remedy = "P10, P50, P90 of each person: 12,14,18; 9,11,15"
        if option == "--quote":
            remedy = "least, most likely and most: 80000,95000,120000"
        raise Refused(f"`{text}` has {len(numbers)} numbers", where=option, remedy=remedy, kind="usage")
    return numbers[0], numbers[1], numbers[2]


def _survey(text: str) -> dict[str, float]:
    found: dict[str, float] = {}
    for part in re.split(r"[,;]\s*(?=[A-Za-z])", text):
        name, mark, number = (piece.strip() for piece in part.partition("="))
        if not mark or name.lower() not in SURVEY:
            raise Refused(
                f"`{part.strip()}` is no part of a survey", where="--survey", kind="usage",
                remedy=did_you_mean(name, SURVEY) or "write yes=14,of=40, n=12,mean=11,sd=4 or seen=3,over=2",
            )  # fmt: skip
        field = SURVEY[name.lower()]
        value = numbers_of(number.replace(",", "."), option="--survey")[0]
        if field in WHOLE and value != int(value):
            raise Refused(f"{name} = {value:g} is no whole number", where="--survey", kind="usage")
        found[field] = int(value) if field in WHOLE else value
    return found


def _word(text: str, known: tuple[str, ...], option: str) -> Any:
    if text not in known:
        remedy = did_you_mean(text, known) or f"use {', '.join(known)}"
        raise Refused(f"unknown `{text}`", where=option, remedy=remedy, kind="usage")
    return text


def _by_option(problem: Problem, form: str) -> Problem:
    """The same problem, its place named by the option that says it."""
    field = problem.where.removeprefix("finding").removeprefix(".").split(".")[0]
    remedy = problem.remedy
    if problem.where == "finding.market":
        remedy = remedy.replace("leave market out", "leave out what follows @")
    if field == "on":
        remedy = remedy.replace("with --on", "with --plan-on")  # here --on is the finding's own day
    return Problem(where=OPTIONS.get(field, f"--{form}"), what=problem.what, why=problem.why, remedy=remedy)
