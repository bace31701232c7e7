"""What one or several people said about a number, as it is typed: read, fitted and pooled."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from fram.decide.beliefs import Elicited, Pooled, Said, elicit, elicit_chips, elicit_three, pool
from fram.decide.beliefs.elicit import FORMS
from fram.decide.beliefs.pool import How
from fram.decide.model.inputs import INPUTS, limits
from fram.terms.dist import Dist
from fram.terms.errors import Problem, Refused
from fram.terms.jurisdiction import market_code
from fram.workspace.company.found_out import unknown_input

QUARTILES = (0.25, 0.50, 0.75)
"""The chances of an expert's three values where none are named."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """What one person said: values (or chips in bins), and who it was."""

    values: tuple[float, ...] = ()
    who: str = ""
    edges: tuple[float, ...] = ()
    chips: tuple[float, ...] = ()
    weight: float = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What was asked: the chances of the values, or the name of a three-number form; limits; the input."""

    probs: tuple[float, ...] = ()
    form: str = ""
    low: float | None = None
    high: float | None = None
    about: str = ""
    market: str = ""
    on: date | None = None

    @property
    def limits(self) -> tuple[float | None, float | None]:
        """The least and the most it can be: as given, else those of the input."""
        if not self.about:
            return self.low, self.high
        least, most = limits(self.about)
        return (
            least if self.low is None else self.low,
            (most if most < math.inf else None) if self.high is None else self.high,
        )

    @property
    def unit(self) -> str:
        """The unit of the input, or nothing."""
        return INPUTS[self.about].unit if self.about else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """One person's words and what was fitted to them."""

    who: str
    fitted: Elicited


@dataclass(frozen=True, slots=True, kw_only=True)
class Beliefs:
    """What was asked, each person's fits, their pool where there are several, and the distribution to use."""

    question: Question
    people: tuple[Person, ...] = field(default_factory=tuple)
    pooled: Pooled | None = None

    @property
    def dist(self) -> Dist:
        """The pool of several people, or the nearest fit of one."""
        return self.pooled.dist if self.pooled else self.people[0].fitted.dist


def elicit_beliefs(statements: Sequence[Statement], *, question: Question, how: How = "linear") -> Beliefs:
    """Return the fits of what people said about one number, pooled where there are several of them.

    Raises ``Refused`` with whose numbers are at fault, for an unknown input, market or form.
    """
    if not statements:
        raise Refused(
            "no numbers were given", remedy="give --values 25,30,35, or --expert \"Kari: 25, 30, 35\"",
            kind="usage",
        )  # fmt: skip
    if question.about and question.about not in INPUTS:
        problem = unknown_input(question.about, "--input")
        raise Refused(problem.what, where=problem.where, remedy=problem.remedy, kind="usage")
    if question.market:
        market_code(question.market, where="--market")
        if question.about and INPUTS[question.about].scope == "product":
            raise Refused(
                f"`{question.about}` is the same in every market", where="--market",
                remedy="leave --market out", kind="usage",
            )  # fmt: skip
    if question.about and (faults := tuple(_beyond(statements, question))):
        raise Refused("a number cannot be what it is said to be", problems=faults, kind="usage")
    people = tuple(Person(who=one.who, fitted=_fitted(one, question)) for one in statements)
    if len(people) == 1:
        return Beliefs(question=question, people=people)
    said = [
        Said(
            who=one.who or str(number), dist=person.fitted.dist, on=question.on, values=one.values,
            probs=person.fitted.said.probs if person.fitted.said else (), weight=one.weight,
        )
        for number, (one, person) in enumerate(zip(statements, people, strict=True), start=1)
    ]  # fmt: skip
    return Beliefs(question=question, people=people, pooled=pool(said, how=how))


def _beyond(statements: Sequence[Statement], question: Question) -> Iterator[Problem]:
    """What lies outside the limits of the input that is asked about, with where it was typed."""
    least, most = limits(question.about)
    ends = (("--low", question.low), ("--high", question.high))
    typed: list[tuple[str, tuple[float, ...]]] = [(at, (end,)) for at, end in ends if end is not None]
    for one in statements:
        typed += [(one.who or "--values", one.values), ("--bins", one.edges)]
    unit = INPUTS[question.about].unit
    expected = f"0 to {most:g}" if most < math.inf else "0 or more"
    for option, numbers in typed:
        for number in numbers:
            if not least <= number <= most:
                yield Problem(
                    where=option, what=f"{number:g} is no value of `{question.about}`",
                    why=f"its unit is {unit}: {expected} is expected",
                    remedy="write 0.09, or 9%" if most == 1 else "check the unit of the number",
                )  # fmt: skip


def _fitted(one: Statement, question: Question) -> Elicited:
    low, high = question.limits
    try:
        if one.chips:
            return elicit_chips(edges=one.edges, chips=one.chips)
        if question.form:
            return elicit_three(one.values, form=question.form, low=low, high=high)
        if not question.probs and len(one.values) == len(QUARTILES):
            return elicit(one.values, QUARTILES, low=low, high=high)
        return elicit(one.values, question.probs, low=low, high=high)
    except Refused as error:
        if not one.who:
            raise
        raise Refused(f"{one.who}: {error.problem.what}", problems=error.problems) from error


def numbers_of(text: str, *, option: str) -> tuple[float, ...]:
    """Return the numbers of ``25,30,35``; with semicolons a comma is a decimal comma (``2,5; 3; 3,5``)."""
    parts = [part.strip() for part in text.split(";" if ";" in text else ",")]
    if ";" in text:
        parts = [part.replace(",", ".") for part in parts]
    found = []
    for part in parts:
        try:
            found.append(float(part.rstrip("%")) / (100 if part.endswith("%") else 1))
        except ValueError:
            raise Refused(
                f"`{part}` is not a number", where=option, kind="usage",
                remedy="write numbers with commas between: 25,30,35 (or with semicolons: 2,5; 3; 3,5)",
            ) from None  # fmt: skip
    return tuple(found)


def statement_of(text: str) -> Statement:
    """Return an expert's statement from ``Kari: 25, 30, 35``, with a weight as ``Kari (2): 25, 30, 35``."""
    who, mark, rest = text.rpartition(":")
    if not mark or not who.strip():
        raise Refused(
            f"`{text}` does not say who", where="--expert", kind="usage",
            remedy='write the name, a colon and the numbers: "Kari: 25, 30, 35"',
        )  # fmt: skip
    name, opened, inner = who.partition("(")
    weight = numbers_of(inner.rstrip(") "), option="--expert")[0] if opened else 1.0
    return Statement(who=name.strip(), weight=weight, values=numbers_of(rest, option="--expert"))


def form_of(text: str) -> str:
    """Return the name of a three-number form, or refuse it with the names there are."""
    known = ("low-typical-high", *FORMS)
    if text and text not in known:
        raise Refused(
            f"unknown form `{text}`", where="--form", remedy=f"use {', '.join(known)}", kind="usage"
        )
    return text


def how_of(text: str) -> How:
    """Return how people are pooled: ``linear`` or ``log``."""
    if text == "linear":
        return "linear"
    if text in ("log", "logarithmic"):
        return "log"
    raise Refused(f"unknown pool `{text}`", where="--pool", remedy="use linear or log", kind="usage")


def statements_of(
    *, values: str, experts: Sequence[str], bins: str = "", chips: str = "", who: str = ""
) -> tuple[Statement, ...]:
    """Return what was said on the command line, by one person or several."""
    if experts:
        return tuple(statement_of(text) for text in experts)
    if bool(bins) != bool(chips):
        raise Refused("bins and chips belong together", remedy="give both --bins and --chips", kind="usage")
    if chips:
        edges = numbers_of(bins, option="--bins")
        return (Statement(who=who, edges=edges, chips=numbers_of(chips, option="--chips")),)
    return (Statement(who=who, values=numbers_of(values, option="--values")),) if values else ()
