"""A file of model samples: one row for each draw, one column for each option or parameter.

Read at the speed of numpy; only a file with a fault is read again, cell by cell, to say where it is.
"""

from __future__ import annotations

import csv
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from fram.sources.reading import clean, packed_of, text_in
from fram.terms.errors import Problem, Refused

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

LARGEST = 300_000_000
"""Bytes of a file, unpacked: a million draws of twenty columns."""
TOLD = 8
"""So many faulty cells are told one by one."""
MISSING = ("na", "n/a", "null", "none", "-")
"""How programs write that there is no number."""
MARKS = (";", "\t", ",")
"""What parts the cells: the first of these that the first line holds."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Samples:
    """Samples from a file: ``rows`` (columns, draws) float64 under ``names``.

    ``has_header``: the names stand in the file, else they count from 1. ``has_numbering``: the file began
    with a column without a name that only counts the rows; it is left out.
    """

    path: Path
    names: tuple[str, ...]
    rows: Floats
    has_header: bool = True
    has_numbering: bool = False

    @property
    def source(self) -> str:
        """The file's name."""
        return clean(self.path.name)

    @property
    def draws(self) -> int:
        """How many draws there are."""
        return self.rows.shape[1]

    def column(self, name: str) -> Floats:
        """Return the draws of a column (draws,)."""
        return np.asarray(self.rows[self.names.index(name)])

    @property
    def constants(self) -> tuple[str, ...]:
        """The columns that are the same in every draw."""
        still = (self.rows == self.rows[:, :1]).all(axis=1)
        return tuple(name for name, is_still in zip(self.names, still, strict=True) if is_still)


def read_samples(path: Path, *, option: str) -> Samples:
    """Return the samples in a CSV file, plain, gzipped or zipped; ``option`` names it where it is missing.

    Cells are parted by semicolon, tab or comma; with one of the first two a comma is a decimal mark. The
    header may be missing. Raises ``Refused`` for what is no number, with the line and column.
    """
    if path.is_dir():
        raise Refused(
            f"`{path}` is a folder, not a file", where=option, remedy="name a CSV file", kind="usage"
        )
    text = text_in(packed_of(path, most=LARGEST), path=path, most=LARGEST)
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    start = next((place for place, line in enumerate(lines) if line.strip()), None)
    if start is None:
        raise Refused("the file is empty", where=path.name, remedy="give one row for each draw")
    mark = next((one for one in MARKS if one in _unquoted(lines[start])), ",")
    first = _cells(lines[start], mark)
    has_header = any(_number(cell, mark) is None for cell in first)
    body = _Body(source=path.name, lines=lines, start=start + has_header, mark=mark)
    rows = body.rows(first if has_header else None)
    return _named(path, first if has_header else None, rows)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Body:
    """The lines of a file from the first draw on."""

    source: str
    lines: list[str]
    start: int
    mark: str

    def rows(self, header: Sequence[str] | None) -> Floats:
        """The numbers (columns, draws); a header may leave the column of row numbers without a name."""
        lines = self.lines[self.start :]
        if not any(line.strip() for line in lines):
            raise Refused("has a header and no draws", where=self.source, remedy="give one row for each draw")
        if self.mark != ",":
            lines = [line.replace(",", ".") for line in lines]
        try:
            found = np.loadtxt(lines, delimiter=self.mark, quotechar='"', comments=None, ndmin=2)
        except ValueError:
            found = np.full((1, 1), np.nan)
        if not np.isfinite(found).all() or (header and found.shape[1] - len(header) not in (0, 1)):
            raise self._refused(header)
        return np.ascontiguousarray(found.T)

    def _refused(self, header: Sequence[str] | None) -> Refused:
        """The refusal of a file with a fault: the first ones told, the others counted."""
        faults = self._faults(header)
        told, more = list(islice(faults, TOLD)), sum(1 for _ in faults)
        if not told:
            remedy = "give one row for each draw, all with the same columns"
            return Refused("is no table of numbers", where=self.source, remedy=remedy)
        if more:
            told.append(Problem(where=self.source, what=f"… and {more:,} more like these"))
        count = len(told) if not more else TOLD + more
        what = f"{count:,} faults: no table of numbers" if count > 1 else "a fault: no table of numbers"
        return Refused(what, where=self.source, problems=told)

    def _faults(self, header: Sequence[str] | None) -> Iterator[Problem]:
        width, names = 0, [""]
        for number, line in enumerate(self.lines[self.start :], start=self.start + 1):
            if not line.strip():
                continue
            cells = _cells(line, self.mark)
            if not width:
                width = self._width(len(cells), header)
                names = [""] * (width - len(header or ())) + list(header or ())
            if len(cells) != width:
                what, remedy = f"{len(cells)} cells beside {width} columns", "give every draw every column"
                yield Problem(where=f"{self.source}, line {number}", what=what, remedy=remedy)
                continue
            for place, cell in enumerate(cells):
                value = _number(cell, self.mark)
                if value is None or not math.isfinite(value):
                    name = clean(names[place]) or str(place + 1)
                    yield _fault(clean(cell), where=f"{self.source}, line {number}, column `{name}`")

    def _width(self, first: int, header: Sequence[str] | None) -> int:
        """How many cells a line must have: as the header, or one more where row numbers have no name."""
        return first if header is None or first == len(header) + 1 else len(header)


def _fault(cell: str, *, where: str) -> Problem:
    if not cell:
        return Problem(where=where, what="is blank", remedy="leave out the draws that failed, in every file")
    if _number(cell, ";") is None and cell.lower() not in MISSING:
        remedy = (
            "write numbers without unit or spaces; part cells by semicolon if the decimal mark is a comma"
        )
        return Problem(where=where, what=f"`{cell[:40]}` is no number", remedy=remedy)
    return Problem(
        where=where, what=f"`{cell[:40]}` cannot be counted with",
        remedy="leave out the draws that failed, in every file",
    )  # fmt: skip


def _named(path: Path, header: list[str] | None, rows: Floats) -> Samples:
    if header is None:
        names = [str(number + 1) for number in range(len(rows))]
        return Samples(path=path, names=tuple(names), rows=rows, has_header=False)
    names = [""] * (len(rows) - len(header)) + [clean(name) for name in header]
    counted = len(rows) > 1 and not names[0] and bool((np.diff(rows[0]) == 1).all())
    if counted:  # what R and pandas write: the numbers of the rows, under no name
        names, rows = names[1:], rows[1:]
    names = [name or f"column {number}" for number, name in enumerate(names, start=1)]
    twice = sorted({name for name in names if names.count(name) > 1})
    if twice:
        shown = ", ".join(f"`{name}`" for name in twice[:TOLD])
        raise Refused(
            f"names that stand twice: {shown}", where=f"{path.name}, header",
            remedy="give each column its own name",
        )  # fmt: skip
    return Samples(path=path, names=tuple(names), rows=rows, has_numbering=counted)


def _cells(line: str, mark: str) -> list[str]:
    try:
        return next(csv.reader([line], delimiter=mark), [])
    except csv.Error:  # a cell larger than any number
        return [line]


def _unquoted(line: str) -> str:
    """A line without what stands in quotes."""
    return "".join(line.split('"')[::2])


def _number(cell: str, mark: str) -> float | None:
    """A cell as a number, not finite ones too; None for text and blanks."""
    try:
        # Python reads 1_000 as a number; a table that holds it was not written as numbers.
        return (
            float(cell.strip().replace(",", ".") if mark != "," else cell.strip())
            if "_" not in cell
            else None
        )
    except ValueError:
        return None
