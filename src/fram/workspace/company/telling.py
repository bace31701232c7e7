"""What a check of a company file found, and how it is told as a page of plain text."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Any

from fram.terms.errors import Problem, Refused
from fram.terms.facts import Words
from fram.terms.product import CompanyFile
from fram.workspace.company.answers import Answer
from fram.workspace.company.findings.forms import numbers_text
from fram.workspace.company.template import toml_value
from fram.workspace.company.words import option_words

GOOD = Words(en="{} can be planned.", nb="{} kan planlegges.")
BAD = Words(en="{} cannot be planned yet: {} to mend.", nb="{} kan ikke planlegges ennå: {} å rette.")
PROBLEMS = Words(en="To mend", nb="Å rette")
WARNINGS = Words(en="Worth a second look", nb="Verdt å se på igjen")
UNKNOWN = Words(en="Not known yet ({})", nb="Ikke kjent ennå ({})")
FOR_MARKETS = Words(en="Only for {}", nb="Bare for {}")
TOGETHER = Words(en="Moves together", nb="Trekker samme vei")
WHAT_IF = Words(en="What if", nb="Hva om")
FOUND = Words(en="Found out", nb="Funnet ut")
WITHDRAWN = Words(en="withdrawn", nb="trukket tilbake")
DEFAULTS = Words(en="Filled in by default", nb="Fylt inn som standard")
WIDTH = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenQuestion:
    """Something the file does not say yet: a field or a fact, with its question and why it is asked."""

    name: str
    question: str
    why: str = ""
    help: str = ""
    group: str = ""
    markets: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Filled:
    """A value that stands in the plan though nobody wrote it: a default, or worked out of the rest."""

    name: str
    value: Any
    question: str = ""
    because: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckReport:
    """What a company file says, lacks and gets wrong. ``file`` is there when it can be planned.

    ``contradictions``: those of the problems that lie between two answers, each of which could stand alone.
    """

    path: Path
    problems: tuple[Problem, ...]
    contradictions: tuple[Problem, ...] = ()
    warnings: tuple[Problem, ...] = ()
    unknowns: tuple[OpenQuestion, ...] = ()
    defaults: tuple[Filled, ...] = ()
    derived: tuple[Filled, ...] = ()
    answers: Mapping[str, Answer]
    file: CompanyFile | None = None

    @property
    def is_good(self) -> bool:
        """Whether a plan can be made from the file."""
        return not self.problems

    def text(self, lang: str = "en") -> str:
        """Return the report as a page of plain text."""
        return report_text(self, lang)

    def raise_if_refused(self) -> None:
        """Raise ``Refused`` with all problems when no plan can be made."""
        if self.problems:
            count = len(self.problems)
            raise Refused(
                f"has {count} problem{'s' if count != 1 else ''}",
                where=str(self.path),
                problems=self.problems,
                remedy=f"mend it; `fram check {self.path}` tells more",
            )


def report_text(report: CheckReport, lang: str = "en") -> str:
    """Return the whole report: what to mend, what is doubtful, what is open, what was filled in."""
    count = len(report.problems)
    verdict = (
        GOOD.in_(lang).format(report.path) if report.is_good else BAD.in_(lang).format(report.path, count)
    )
    parts = [verdict]
    for heading, problems in ((PROBLEMS, report.problems), (WARNINGS, report.warnings)):
        if problems:
            parts.append("\n".join([heading.in_(lang), *_problems(problems)]))
    if report.unknowns:
        parts.append(
            "\n".join([UNKNOWN.in_(lang).format(len(report.unknowns)), *_open(report.unknowns, lang)])
        )
    parts += [*_what_if(report.file, lang), *_found(report.file, lang)] if report.file else ()
    if report.defaults:
        filled = [f"{item.name} = {toml_value(item.value)}" for item in report.defaults]
        parts.append("\n".join([DEFAULTS.in_(lang), *_wrapped(" · ".join(filled), "  ")]))
    return "\n\n".join(parts)


def _what_if(file: CompanyFile, lang: str) -> Iterator[str]:
    """Yield what the file says moves together, and its scenarios, as they stand there."""
    factors = [(factor.name, factor.loadings) for factor in file.factors]
    scenarios = [(scenario.name, scenario.set) for scenario in file.scenarios]
    for heading, entries in ((TOGETHER, factors), (WHAT_IF, scenarios)):
        lines = [
            f"{name}: {', '.join(f'{key} {_plain(value)}' for key, value in pairs.items())}"
            for name, pairs in entries
        ]
        if lines:
            yield "\n".join([heading.in_(lang), *(row for line in lines for row in _wrapped(line, "  "))])


def _found(file: CompanyFile, lang: str) -> Iterator[str]:
    """Yield the findings, numbered as ``fram decide find --undo`` takes them."""
    lines = []
    for number, found in enumerate(file.findings, start=1):
        about = f"{found.input}@{found.market}" if found.market else found.input
        how = [option_words()[found.kind].in_(lang), found.who, found.on.isoformat()]
        said = f"{number}. {about}: {numbers_text(found)} ({', '.join(filter(None, how))})"
        lines.append(f"{said}, {WITHDRAWN.in_(lang)}" if found.withdrawn else said)
    if lines:
        yield "\n".join([FOUND.in_(lang), *(row for line in lines for row in _wrapped(line, "  "))])


def _plain(value: str | float) -> str:
    if isinstance(value, str):
        return value
    return toml_value(int(value) if value.is_integer() else value)


def _problems(problems: Iterable[Problem]) -> Iterator[str]:
    for problem in problems:
        yield from _wrapped(str(problem), "  ")


def _open(unknowns: Iterable[OpenQuestion], lang: str) -> Iterator[str]:
    def markets(question: OpenQuestion) -> str:
        return ", ".join(question.markets)

    # What every market asks comes first, under its family; then what a few markets ask.
    for places, some in groupby(sorted(unknowns, key=lambda q: (len(q.markets), markets(q))), key=markets):
        if places:
            yield f"  {FOR_MARKETS.in_(lang).format(places)}"
        for question in some:
            name = question.name.removeprefix("product.facts.")
            yield from _wrapped(f"{question.question}  [{name}]", "    ")


def _wrapped(text: str, indent: str) -> list[str]:
    return textwrap.wrap(
        text,
        WIDTH,
        initial_indent=indent,
        subsequent_indent=f"{indent}  ",
        break_on_hyphens=False,
        break_long_words=False,
    )
