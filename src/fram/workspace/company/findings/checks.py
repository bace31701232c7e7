"""What is wrong or doubtful in the company file's ``[[finding]]`` entries."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from fram.decide.model.inputs import INPUTS, limits
from fram.terms.errors import Problem, Refused
from fram.terms.jurisdiction import market_code
from fram.terms.loop import FoundOut
from fram.terms.product import CompanyFile
from fram.workspace.company.findings.forms import (
    FORMS,
    Form,
    fits_input,
    forms_in,
    listed_forms,
    numbers_of,
    place_of,
    unit_of,
)
from fram.workspace.company.found_out import unknown_input

VALUES: dict[Form, tuple[str, ...]] = {
    "value": ("value",), "answers": ("mean",), "range": FORMS["range"],
}  # fmt: skip
"""The names whose numbers are values of the input itself, and must lie where it can be."""
ABOVE_ZERO = {"within": "a spread", "sd": "a spread between answers", "of": "cases", "over": "a time"}
LEAST_ANSWERS = 2


def finding_faults(file: CompanyFile, *, on: date | None = None) -> list[Problem]:
    """Return every fault in the file's findings; ``on``: the day that none of them may come after."""
    return [
        problem
        for number, found in enumerate(file.findings)
        for problem in faults_of(found, where=f"finding.{number}", on=on)
    ]


def faults_of(found: FoundOut, *, where: str, on: date | None = None) -> Iterator[Problem]:
    """Yield what is wrong in one entry that stands at ``where``."""
    if found.input not in INPUTS:
        yield unknown_input(found.input, f"{where}.input")
        return
    yield from _place_faults(found, where)
    if on is not None and found.on > on:
        yield Problem(
            where=f"{where}.on", what=f"{found.on} is after {on}", why="nothing is found out in the future",
            remedy="correct the day, or plan on a later one with --on",
        )  # fmt: skip
    faults = [*_form_faults(found, where)] or [*_number_faults(found, where)]
    yield from faults or _refused(found, where)


def finding_doubts(file: CompanyFile) -> Iterator[Problem]:
    """Yield what may be right but deserves a second look: a finding that stands there twice."""
    for number, found in enumerate(file.findings):
        twin = next((n for n, other in enumerate(file.findings[:number]) if is_same(other, found)), None)
        if twin is not None:
            yield Problem(
                where=f"finding.{number}", what=f"says the same as finding.{twin}",
                why="it is counted twice", remedy="withdraw one of them: withdrawn = true",
            )  # fmt: skip


def is_same(one: FoundOut, other: FoundOut) -> bool:
    """Return whether two entries that both count say the same: input, place, kind, who, day and numbers."""
    if one.withdrawn or other.withdrawn:
        return False
    return _bare(one) == _bare(other)


def _bare(found: FoundOut) -> FoundOut:
    try:
        market = place_of(found)
    except Refused:  # told elsewhere
        market = found.market
    return replace(found, who=found.who.strip().lower(), market=market, source="", note="", sure="high")


def _place_faults(found: FoundOut, where: str) -> Iterator[Problem]:
    if found.market and INPUTS[found.input].scope == "product":
        what = f"`{found.input}` is the same in every market"
        yield Problem(where=f"{where}.market", what=what, remedy="leave market out")
    if found.market:
        try:
            market_code(found.market)
        except Refused as error:
            yield Problem(where=f"{where}.market", what=error.problem.what, remedy=error.problem.remedy)


def _form_faults(found: FoundOut, where: str) -> Iterator[Problem]:
    """What keeps one whole form of numbers from being there, or that form from saying something."""
    forms = forms_in(found)
    if not forms:
        yield Problem(where=where, what=f"`{found.input}` has no numbers", remedy=f"give {listed_forms()}")
        return
    if len(forms) > 1:
        told = " and ".join(" ".join(FORMS[form]) for form in forms)
        what = f"`{found.input}` is told in {len(forms)} forms: {told}"
        yield Problem(where=where, what=what, remedy="keep one, or write a finding for each")
        return
    names = FORMS[forms[0]]
    for name in (name for name in names if getattr(found, name) in (None, ())):
        why = f"{', '.join(names)} belong together"
        yield Problem(where=f"{where}.{name}", what="is missing", why=why, remedy="add it: a number")
    if not fits_input(forms[0], found.input):
        yield _unfit(found, forms[0], where)


def _unfit(found: FoundOut, form: Form, where: str) -> Problem:
    told, unit = " and ".join(FORMS[form]), unit_of(found.input)
    kind = "a share of cases" if form == "share" else "how often something happens"
    return Problem(
        where=f"{where}.{FORMS[form][0]}", what=f"`{found.input}` is in {unit}; {told} tell {kind}",
        remedy=f"give {listed_forms()}",
    )  # fmt: skip


def _number_faults(found: FoundOut, where: str) -> Iterator[Problem]:
    """Numbers that are not finite, not above zero, in the wrong order, or outside what the input can be."""
    form, numbers = forms_in(found)[0], numbers_of(found)
    odd = [name for name, value in numbers.items() if not math.isfinite(value)]
    if odd:
        for name in odd:
            yield Problem(where=f"{where}.{_field(name)}", what="is not a finite number", remedy="give one")
        return
    for name, what in ABOVE_ZERO.items():
        if name in numbers and numbers[name] <= 0:
            told = f"{what} of {numbers[name]:g}" if name != "of" else f"{numbers[name]:g} cases"
            yield Problem(where=f"{where}.{name}", what=told, remedy="give a number above 0")
    yield from _counts(numbers, where)
    if form == "said":
        for n, three in enumerate(found.said):
            yield from _rising(dict(zip(("P10", "P50", "P90"), three, strict=True)), f"{where}.said.{n}")
    if form == "range":
        yield from _rising({name: numbers[name] for name in FORMS["range"]}, where, strictly=False)
    names = VALUES.get(form, tuple(numbers) if form == "said" else ())
    yield from _outside(found, [numbers[name] for name in names], where)


def _counts(numbers: dict[str, float], where: str) -> Iterator[Problem]:
    yes, of = numbers.get("yes", 0.0), numbers.get("of", math.inf)
    if yes < 0:
        yield Problem(where=f"{where}.yes", what=f"{yes:g} cases", remedy="give 0 or more")
    if yes > of > 0:
        what = f"yes = {yes:g} is above of = {of:g}"
        yield Problem(
            where=f"{where}.yes", what=what, remedy="of counts all cases, those with yes among them"
        )
    if numbers.get("seen", 0.0) < 0:
        yield Problem(where=f"{where}.seen", what=f"{numbers['seen']:g} events", remedy="give 0 or more")
    if numbers.get("count", LEAST_ANSWERS) < LEAST_ANSWERS:
        yield Problem(
            where=f"{where}.count", what=f"{numbers['count']:g} answers", why="two at least show a spread",
            remedy="give one answer as value with within",
        )  # fmt: skip


def _rising(numbers: dict[str, float], where: str, *, strictly: bool = True) -> Iterator[Problem]:
    (low, a), (middle, b), (high, c) = numbers.items()
    told = ", ".join(f"{name} {value:g}" for name, value in numbers.items())
    if a == c:
        remedy = "say how far off it may be: three different numbers, or value with within"
        yield Problem(where=where, what=f"{told}: all the same", remedy=remedy)
    elif not (a < b < c if strictly else a <= b <= c):
        between = "strictly rising" if strictly else "rising"
        yield Problem(where=where, what=f"{told} do not rise", remedy=f"{low}, {middle}, {high}: {between}")


def _outside(found: FoundOut, values: list[float], where: str) -> Iterator[Problem]:
    least, most = limits(found.input)
    if values and (min(values) < least or max(values) > most):
        between = "between 0 and 1" if most < math.inf else "0 or more"
        shown = " to ".join(f"{value:g}" for value in dict.fromkeys((min(values), max(values))))
        yield Problem(
            where=where, what=f"`{found.input}`: {shown} {unit_of(found.input)}", remedy=f"give {between}"
        )


def _refused(found: FoundOut, where: str) -> Iterator[Problem]:
    """What the engine itself will not take."""
    from fram.workspace.company.findings.evidence import finding_of  # the engine costs time to import

    try:
        finding_of(found)
    except Refused as error:
        for one in error.problems:
            yield Problem(where=where, what=one.what, why=one.why, remedy=one.remedy)


def _field(name: str) -> str:
    return name.split(".")[0]
