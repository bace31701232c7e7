"""The check of a company file as a page of plain text."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import TYPE_CHECKING

from fram.terms.errors import Problem
from fram.terms.facts import Words
from fram.workspace.company.template import toml_value

if TYPE_CHECKING:
    from fram.workspace.company.reading import CheckReport, OpenQuestion

GOOD = Words(en="{} can be planned.", nb="{} kan planlegges.")
BAD = Words(en="{} cannot be planned yet: {} to mend.", nb="{} kan ikke planlegges ennå: {} å rette.")
PROBLEMS = Words(en="To mend", nb="Å rette")
WARNINGS = Words(en="Worth a second look", nb="Verdt å se på igjen")
UNKNOWN = Words(en="Not known yet ({})", nb="Ikke kjent ennå ({})")
FOR_MARKETS = Words(en="Only for {}", nb="Bare for {}")
DEFAULTS = Words(en="Filled in by default", nb="Fylt inn som standard")
WIDTH = 100


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
    if report.defaults:
        filled = [f"{item.name} = {toml_value(item.value)}" for item in report.defaults]
        parts.append("\n".join([DEFAULTS.in_(lang), *_wrapped(" · ".join(filled), "  ")]))
    return "\n\n".join(parts)


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
