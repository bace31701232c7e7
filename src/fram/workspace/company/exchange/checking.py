"""The check of a record: the same as of a company file, for one that may still be half filled.

What a plan cannot do without and nobody has answered yet is no fault of a record. It is told apart, and
something plausible stands in its place while the rest is checked.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from fram.terms.errors import Problem
from fram.workspace.company.exchange.plain import as_toml_values
from fram.workspace.company.fields import Field, fields
from fram.workspace.company.pages.places import value_at, with_value
from fram.workspace.company.reading import check_document
from fram.workspace.company.telling import CheckReport


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordReport:
    """What is wrong in a record, what a plan still lacks, and what the check of its file says.

    ``missing``: paths of the questions a plan cannot do without. ``between``: problems that lie between two
    answers, each of which could stand alone.
    """

    problems: tuple[Problem, ...]
    missing: tuple[str, ...]
    between: tuple[Problem, ...]
    told: CheckReport

    @property
    def warnings(self) -> tuple[Problem, ...]:
        """What may be right but deserves a second look."""
        return tuple(doubt for doubt in self.told.warnings if not _is_about(doubt, self.missing))

    @property
    def can_be_planned(self) -> bool:
        """Whether a plan can be made of it as it stands."""
        return not self.problems and not self.missing


def check_content(content: Mapping[str, Any], *, on: date | None = None, lang: str = "en") -> RecordReport:
    """Return what is wrong in the content of a record and what it lacks for a plan."""
    raw = as_toml_values(content)
    missing = tuple(_missing(raw))
    filled = dict(raw)
    for path in missing:
        filled = with_value(filled, path, value=_stand_in(fields()[path]))
    told = check_document(filled, on=on, lang=lang)
    problems = tuple(problem for problem in told.problems if not _is_about(problem, missing))
    between = tuple(problem for problem in told.contradictions if problem in problems)
    return RecordReport(problems=problems, missing=missing, between=between, told=told)


def _missing(raw: Mapping[str, Any]) -> Iterator[str]:
    """Yield what a plan needs and the record does not say; an entry's own needs are checked with it."""
    for path, spec in fields().items():
        table = fields().get(path.rpartition(".")[0])
        if not spec.required or table is None or table.type != "table" or spec.type == "table":
            continue
        inside = value_at(raw, table.path)
        is_there = isinstance(inside, Mapping) or (table.required and inside is None)
        if is_there and value_at(raw, path) is None:
            yield path


def _stand_in(spec: Field) -> Any:
    return spec.options[0] if spec.options else "?" if spec.type == "text" else 1


def _is_about(problem: Problem, missing: tuple[str, ...]) -> bool:
    """Whether a problem is one with a stand-in, not with what the record says."""
    return any(path in f"{problem.where} {problem.what} ".replace(",", " ").split() for path in missing)
