"""Own deals out of a table: each row read, or left out with its place and the reason; nothing is guessed.

Columns (the first line names them, in any order; commas, semicolons or tabs between):

- ``deal``: a name of your own, once each.
- ``on``: the day of the deal, 2026-11-22.
- ``market``: country code.
- ``currency``: that of the three amounts.
- ``units``: units of sale bought, above 0.
- ``list_price``: your list price of one unit that day, without tax.
- ``invoiced``: what the invoice says for one unit, without tax.
- ``rebate_later``: what was given back later for one unit (bonus, credit note); empty for none.
- ``channel``: direct, distributor or partner; empty for direct.
- ``kept_by_channel`` (may be left out): the share of the end price a distributor or partner kept, 0.3.
- ``paid_on`` (may be left out): the day the money came; not before the deal, not after the day of the plan.

A comma is taken for the decimal mark where commas part no cells and some number can be read no other way;
``1.200`` or ``1,200`` is left out where nothing in the table tells which of two numbers it is.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from fram.access.price.asked.table import Fault, any_number, has_comma
from fram.access.price.sale.realised import Channel, Deal
from fram.terms.errors import Problem, Refused, did_you_mean
from fram.terms.jurisdiction import market_code

NEEDED = ("deal", "on", "market", "currency", "units", "list_price", "invoiced", "rebate_later", "channel")
MAY_BE = ("kept_by_channel", "paid_on")
NUMBERS = ("units", "list_price", "invoiced", "rebate_later", "kept_by_channel")
CHANNELS: tuple[Channel, ...] = ("direct", "distributor", "partner")
MARKS = (",", ";", "\t")
FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""Signs at the head of a cell that a spreadsheet takes for a formula."""
MOST_BYTES, MOST_ROWS = 5_000_000, 50_000
LARGEST = 1e12
"""No amount and no number of units is larger than this."""
NokPer = Callable[[str, date], float]
"""Kroner for one unit of a currency on a day; raises ``Refused`` where no rate is known."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOut:
    """A row that is not counted: its line in the file, the column, the key of why, and the cell."""

    line: int
    column: str
    why: str
    cell: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DealsRead:
    """The rows of a table: sound ones as deals in NOK, those left out, and the days until the money came."""

    deals: tuple[Deal, ...]
    left_out: tuple[LeftOut, ...]
    days_paid: tuple[int, ...] = ()

    @property
    def rows(self) -> int:
        """How many rows there were."""
        return len(self.deals) + len(self.left_out)


class _Unsound(Exception):
    """A row that cannot be counted: column, why, cell."""

    def __init__(self, column: str, why: str, cell: str = "") -> None:
        self.column, self.why, self.cell = column, why, cell
        super().__init__(column, why)


def read_deals(path: Path, *, on: date, nok_per: NokPer) -> DealsRead:
    """Return the deals of a CSV file, seen from a day.

    Raises ``Refused`` for a file that is not there, is no table, or lacks a column.
    """
    table = _table(path)
    comma = table.mark != "," and has_comma(table.numbers())
    deals, left_out = list[Deal](), list[LeftOut]()
    paid, seen = list[int](), set[str]()
    for line, cells in table.rows():
        try:
            row = _cells(cells, table.head)
            days = _days_paid(row, on=on)
            deal = _deal(row, comma=comma, on=on, nok_per=nok_per)
            if deal.name in seen:
                raise _Unsound("deal", "twice", deal.name)
            seen.add(deal.name)
            deals.append(deal)
            paid += [] if days is None else [days]
        except _Unsound as found:
            left_out.append(
                LeftOut(line=line, column=found.column, why=found.why, cell=shown_cell(found.cell))
            )
    return DealsRead(deals=tuple(deals), left_out=tuple(left_out), days_paid=tuple(paid))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Table:
    """The text of a table, read row by row as often as it is asked for: its rows are never held at once."""

    text: str
    name: str
    mark: str
    head: tuple[str, ...] = ()

    def lines(self) -> Iterator[tuple[int, list[str]]]:
        """Every line that holds something, with its number: the head first."""
        lines = csv.reader(io.StringIO(self.text, newline=""), delimiter=self.mark, strict=True)
        try:
            for cells in lines:
                if any(cell.strip() for cell in cells):
                    yield lines.line_num, cells
        except csv.Error as error:
            raise Refused("is no table", where=self.name, why=str(error), kind="unreadable") from None

    def rows(self) -> Iterator[tuple[int, list[str]]]:
        """The rows below the head, with their lines; refuses more than ``MOST_ROWS``."""
        for count, row in enumerate(self.lines()):
            if count > MOST_ROWS:
                raise Refused(f"has over {MOST_ROWS:,} rows", where=self.name, remedy="give fewer deals")
            if count:
                yield row

    def numbers(self) -> Iterator[str]:
        """Every cell that should hold a number."""
        places = [at for at, name in enumerate(self.head) if name in NUMBERS]
        return (cells[at].strip() for _, cells in self.rows() for at in places if at < len(cells))


def _table(path: Path) -> _Table:
    text = _text(path)
    mark = max(MARKS, key=text.partition("\n")[0].count)
    found = _Table(text=text, name=path.name, mark=mark)
    _, first = next(found.lines(), (0, list[str]()))
    head = tuple(cell.strip().lower() for cell in first)
    _check_head(head, path.name)
    return replace(found, head=head)


def _text(path: Path) -> str:
    try:
        if path.stat().st_size > MOST_BYTES:
            raise Refused(
                "is too large", where=path.name, why=f"over {MOST_BYTES:,} bytes", kind="unreadable"
            )
        return path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        raise Refused("there is no such file", where=str(path), kind="missing") from None
    except OSError as error:
        why = error.strerror or str(error)
        raise Refused("cannot be read", where=str(path), why=why, kind="unreadable") from None
    except UnicodeDecodeError:
        remedy = "save it as CSV UTF-8"
        raise Refused("is not UTF-8 text", where=path.name, remedy=remedy, kind="unreadable") from None


def _check_head(head: tuple[str, ...], name: str) -> None:
    """Refuse a table whose first line lacks a column, or names one twice or one that is not known."""
    problems = [
        Problem(where=f"{name}:1", what=f"no column `{column}`", remedy=_instead(column, head))
        for column in NEEDED
        if column not in head
    ]
    known = (*NEEDED, *MAY_BE)
    problems += [
        Problem(where=f"{name}:1", what=f"`{column}` stands there twice", remedy="keep one of them")
        for column in dict.fromkeys(head)
        if column in known and head.count(column) > 1
    ]
    if problems:
        first = ",".join(NEEDED)
        raise Refused("is no table of deals", where=name, why=f"needed: {first}", problems=problems)


def _instead(column: str, head: Iterable[str]) -> str:
    near = did_you_mean(column, [name for name in head if name and name not in NEEDED])
    return f"{near} Rename it." if near else "add it to the first line, with commas between the names"


def _cells(cells: list[str], head: tuple[str, ...]) -> Mapping[str, str]:
    if len(cells) != len(head):
        raise _Unsound("", "cells", str(len(cells)))
    return {name: cell.strip() for name, cell in zip(head, cells, strict=True)}


def _deal(row: Mapping[str, str], *, comma: bool, on: date, nok_per: NokPer) -> Deal:
    for name in ("deal", "market", "currency", "channel"):
        if row[name].startswith(FORMULA):
            raise _Unsound(name, "formula", row[name])
    day = _day(row["on"], "on")
    if day > on:
        raise _Unsound("on", "future", row["on"])
    listed, invoiced, rebate = _amounts(row, comma=comma)
    nok = _nok(row["currency"], day, nok_per)
    channel, kept = _channel(row, comma=comma)
    return Deal(
        name=row["deal"] or _missing("deal"), on=day, market=_market(row["market"]),
        currency=row["currency"].upper(), units=_number(row, "units", comma=comma, above=True),
        listed=listed * nok, invoiced=invoiced * nok, rebate=rebate * nok,
        channel=channel, kept_by_channel=kept,
    )  # fmt: skip


def _amounts(row: Mapping[str, str], *, comma: bool) -> tuple[float, float, float]:
    listed = _number(row, "list_price", comma=comma)
    if listed == 0:
        raise _Unsound("list_price", "zero-list", row["list_price"])
    invoiced = _number(row, "invoiced", comma=comma)
    rebate = _number(row, "rebate_later", comma=comma) if row["rebate_later"] else 0.0
    if invoiced > listed * (1 + 1e-9):
        raise _Unsound("invoiced", "above-list", row["invoiced"])
    if rebate > invoiced:
        raise _Unsound("rebate_later", "rebate", row["rebate_later"])
    return listed, invoiced, rebate


def _number(row: Mapping[str, str], column: str, *, comma: bool, above: bool = False) -> float:
    """A number of 0 or more (``above``: more than 0); ``comma``: commas stand before decimals."""
    cell = row[column] or _missing(column)
    try:
        value = any_number(cell, comma=comma, column=column)
    except Fault as fault:
        why = fault.key if fault.key == "two-ways" else "number"
        raise _Unsound(column, "formula" if cell.startswith(FORMULA) else why, cell) from None
    if value > LARGEST:
        raise _Unsound(column, "number", cell)
    if value < 0:
        raise _Unsound(column, "negative", cell)
    if above and value == 0:
        raise _Unsound(column, "no-units", cell)
    return value


def _missing(column: str) -> str:
    raise _Unsound(column, "missing")


def _day(cell: str, column: str) -> date:
    try:
        return date.fromisoformat(cell or _missing(column))
    except ValueError:
        raise _Unsound(column, "day", cell) from None


def _market(cell: str) -> str:
    try:
        return market_code(cell or _missing("market"))
    except Refused:
        raise _Unsound("market", "market", cell) from None


def _nok(cell: str, day: date, nok_per: NokPer) -> float:
    try:
        return nok_per((cell or _missing("currency")).upper(), day)
    except Refused:
        raise _Unsound("currency", "rate", cell) from None


def _channel(row: Mapping[str, str], *, comma: bool) -> tuple[Channel, float | None]:
    told = row["channel"].lower() or "direct"
    channel = next((one for one in CHANNELS if one == told), None)
    if channel is None:
        raise _Unsound("channel", "channel", row["channel"])
    if channel == "direct" or not row.get("kept_by_channel"):
        return channel, None
    kept = _number(row, "kept_by_channel", comma=comma)
    if kept >= 1:
        raise _Unsound("kept_by_channel", "kept", row["kept_by_channel"])
    return channel, kept


def _days_paid(row: Mapping[str, str], *, on: date) -> int | None:
    """Days from the deal to the money; None where the row does not say when it came."""
    if not row.get("paid_on"):
        return None
    made, paid = _day(row["on"], "on"), _day(row["paid_on"], "paid_on")
    if made > on:
        raise _Unsound("on", "future", row["on"])
    if paid < made:
        raise _Unsound("paid_on", "paid-before", row["paid_on"])
    if paid > on:
        raise _Unsound("paid_on", "paid-future", row["paid_on"])
    return (paid - made).days


def shown_cell(cell: str) -> str:
    """Return a cell as it may be shown: cut short, and no formula where it is copied into a spreadsheet."""
    text = "".join(sign if sign.isprintable() else " " for sign in cell)[:40]
    return f"'{text}" if text.startswith(FORMULA) else text
