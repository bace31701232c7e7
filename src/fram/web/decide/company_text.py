"""Company files as text: the desk keeps what was uploaded, the workspace reads files."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import fram
from fram.terms.errors import Problem, Refused
from fram.terms.sections import SECTIONS

if TYPE_CHECKING:
    from fram.workspace.company import CheckReport

PLACES = (Path(fram.__file__).parent / "examples", Path(fram.__file__).parents[2] / "examples")
"""Where the invented companies lie: inside an installed package, or beside the code in a checkout."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """One of the invented companies that come with Fram."""

    key: str
    company: str
    product: str
    path: Path

    @property
    def text(self) -> str:
        """The file as it stands."""
        return self.path.read_text(encoding="utf-8")


@cache
def examples() -> tuple[Example, ...]:
    """Return the invented companies, by name of their file; they do not change while the desk runs."""
    from fram.workspace.company import check_company  # a worker that waits needs nothing of this

    folder = next((place for place in PLACES if place.is_dir()), None)
    found = []
    for path in sorted(folder.glob("*.toml")) if folder else []:
        report = check_company(path)
        if report.file:
            company, product = report.file.company.name, report.file.product.name
            found.append(Example(key=path.stem, company=company, product=product, path=path))
    return tuple(found)


@contextmanager
def as_file(content: str | bytes) -> Iterator[Path]:
    """Lay the text in a file of its own for as long as it is read."""
    with tempfile.TemporaryDirectory(prefix="fram-") as folder:
        path = Path(folder, "company.toml")
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        yield path


def check_text(content: str | bytes, *, on: date, lang: str) -> CheckReport | tuple[Problem, ...]:
    """Return what the text says, or the problems for which it cannot even be read."""
    from fram.workspace.company import check_company

    with as_file(content) as path:
        try:
            return check_company(path, on=on, lang=lang)
        except Refused as refused:
            return without_place(refused.problems, path)


def sections_in_text(text: str) -> tuple[str, ...]:
    """Return the sections of which a company file holds something; all where it cannot be read any more."""
    from fram.workspace.company.exchange import content_from
    from fram.workspace.company.sections import sections_in

    try:
        return sections_in(content_from(text))
    except Refused:
        return tuple(SECTIONS)


def without_place(problems: tuple[Problem, ...], path: Path) -> tuple[Problem, ...]:
    """Take the name of our own short-lived file out of problems: it tells their reader nothing."""
    return tuple(
        replace(
            problem,
            where=problem.where.replace(str(path), "").lstrip(", "),
            remedy=problem.remedy.replace(f" {path}", ""),
        )
        for problem in problems
    )
