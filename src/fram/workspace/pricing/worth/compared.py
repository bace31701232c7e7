"""Options out of a table held against each other: what each adds, and which falls out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from fram.access.price.asked.table import FAULTS, AnswerTable, Fault, Row, any_number, read_table
from fram.access.price.worth.options import Compared, Option, best_at, compare
from fram.sources.reading import packed_of, text_in
from fram.terms.errors import Problem, Refused
from fram.workspace.company.checks import CURRENCIES

COLUMNS = ("option", "cost", "effect")
MOST = 500
"""Options in one table: more is no list that somebody decides on."""
LARGEST = 1_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class OptionsView:
    """Options held against each other. ``currency``: empty where none was named; ``source``: the file.

    ``best``: those with the highest net benefit at ``threshold``; empty where none was asked for.
    """

    compared: tuple[Compared, ...]
    currency: str = ""
    source: str = ""
    threshold: float | None = None
    best: tuple[Option, ...] = ()


def compare_options(
    given: str | Path | Sequence[Option], *, threshold: float | None = None, currency: str = ""
) -> OptionsView:
    """Return options, or those of a CSV file, held against each other; ``threshold``: worth of one effect.

    Refuses missing columns, what is no number (with its line), two options of one name, two currencies and
    a threshold below zero.
    """
    source = ""
    if isinstance(given, str | Path):
        path = Path(given)
        options, currency = _read(path)
        source = path.name
    else:
        options = tuple(given)
    compared = compare(options)
    best = () if threshold is None else best_at(options, threshold=threshold)
    return OptionsView(
        compared=compared, currency=currency, source=source, threshold=threshold, best=best
    )  # fmt: skip


def _read(path: Path) -> tuple[tuple[Option, ...], str]:
    if path.is_dir():
        raise Refused(f"`{path}` is a folder, not a file", remedy="name a CSV file", kind="usage")
    text = text_in(packed_of(path, most=LARGEST), path=path, most=LARGEST)
    table = read_table(text, needed=COLUMNS, known=("currency",), where=path.name)
    if len(table.rows) > MOST:
        raise Refused(f"{len(table.rows)} options", where=path.name, why=f"at most {MOST} are compared")
    problems = [fault for row in table.rows for fault in _faults(row, table, path.name)]
    problems += _doubles(table, path.name)
    if not table.rows:
        raise Refused("the table has no options", where=path.name, remedy="give one in each line")
    if problems:
        raise Refused(f"{path.name} cannot be compared", where=path.name, problems=problems)
    options = tuple(
        Option(
            name=row.cells["option"], cost=any_number(row.cells["cost"], comma=table.comma, column="cost"),
            effect=any_number(row.cells["effect"], comma=table.comma, column="effect"),
        )
        for row in table.rows
    )  # fmt: skip
    return options, _currency(table, path.name)


def _faults(row: Row, table: AnswerTable, where: str) -> Iterator[Problem]:
    """What is wrong in one line."""
    place = f"{where}, line {row.line}"
    if row.wrong:
        yield Problem(where=place, what="more or fewer cells than columns", remedy="give one for each column")
        return
    if not row.cells["option"]:
        yield Problem(where=place, what="the option has no name", remedy="name what is done, such as `today`")
    for column in ("cost", "effect"):
        cell = row.cells[column]
        try:
            any_number(cell, comma=table.comma, column=column)
        except Fault as fault:
            told = "is no number" if fault.key == "text" else FAULTS[fault.key].removeprefix("it ")
            what = f"`{cell[:40]}` {told}" if cell else "it is empty"
            remedy = "write 1200.50, without unit or mark between thousands"
            yield Problem(where=f"{place}, {column}", what=what, remedy=remedy)


def _doubles(table: AnswerTable, where: str) -> Iterator[Problem]:
    first: dict[str, int] = {}
    for row in table.rows:
        name = row.cells.get("option", "")
        if name and name in first:
            remedy = f"it stands in line {first[name]} already: give each a name of its own"
            yield Problem(where=f"{where}, line {row.line}", what=f"`{name}` stands twice", remedy=remedy)
        first.setdefault(name, row.line)


def _currency(table: AnswerTable, where: str) -> str:
    """The currency of all lines; empty where the table has none."""
    said = {row.cells.get("currency", "").upper(): row.line for row in reversed(table.rows)}
    if len(said) > 1:
        told = ", ".join(
            f"{code or 'none'} (line {line})" for code, line in sorted(said.items(), key=lambda x: x[1])
        )
        raise Refused(
            f"costs in {len(said)} currencies: {told}", where=where,
            why="costs in two currencies cannot be compared", remedy="turn them into one",
        )  # fmt: skip
    code = next(iter(said), "")
    if code and code not in CURRENCIES:
        raise Refused(f"unknown currency `{code}`", where=where, remedy=f"one of {', '.join(CURRENCIES)}")
    return code
