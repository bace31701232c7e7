"""Answers as a table of text: which mark parts its columns, what they are called, and the numbers in them."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from fram.terms.errors import Problem, Refused, did_you_mean

MARKS = (",", ";", "\t")
REMARK = "#"
"""A line that begins so is a remark, not an answer."""
MOST_ROWS = 20_000
"""Rows of one file: more than this is no survey of buyers."""
ALIASES = {
    "id": "respondent", "respondent_id": "respondent", "svar": "respondent", "valuta": "currency",
    "toocheap": "too_cheap", "tooexpensive": "too_expensive", "for_billig": "too_cheap", "billig": "cheap",
    "dyr": "expensive", "dyrt": "expensive", "for_dyr": "too_expensive", "for_dyrt": "too_expensive",
    "pris": "price", "andel": "share", "spurt": "asked", "rolle": "role",
}  # fmt: skip
"""What people call the columns, and what they are called here."""
FAULTS = {
    "order": "the four prices do not rise", "blank": "an answer is missing", "text": "it is no number",
    "negative": "it is below zero", "zero": "it is zero",
    "two-ways": "it can be read in two ways: 1200 or 1.2",
    "currency": "another currency", "unknown-currency": "no currency that is known",
    "two-currencies": "two currencies in one row",
    "twice": "the same respondent answered before", "cells": "not as many cells as the first line",
    "scale": "it is not one of 1 to 5", "keener": "it would sooner buy at a higher price",
    "yes-no": "it is neither yes nor no", "above the whole": "it is above the whole",
    "asked": "fewer than one was asked",
}  # fmt: skip
"""Why a row or a cell cannot be used, in short."""
CODE = re.compile(r"^([A-Za-z]{3})\s+(?=[\d.,])|(?<=[\d.,])\s*([A-Za-z]{3})$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One line of the file: where it stands, and its cells by column. ``wrong``: more or fewer cells."""

    line: int
    cells: Mapping[str, str]
    wrong: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerTable:
    """The columns and rows of a file. ``comma``: a comma in its numbers stands before the decimals."""

    names: tuple[str, ...]
    rows: tuple[Row, ...]
    comma: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Dropped:
    """A row that is not counted: its line, who answered, the kind of fault and what it is about."""

    line: int
    who: str
    key: str
    column: str = ""
    said: str = ""


class Fault(Exception):
    """Why one row cannot be counted; caught where the rows are read."""

    def __init__(self, key: str, *, column: str = "", said: str = "") -> None:
        self.key, self.column, self.said = key, column, said
        super().__init__(key)


def read_table(text: str, *, needed: Sequence[str], known: Sequence[str], where: str) -> AnswerTable:
    """Return the table in a text parted by commas, semicolons or tabs; empty lines are left out.

    Raises ``Refused`` for a text without the needed columns, one column named twice, more than ``MOST_ROWS``
    rows, and one that is no table.
    """
    text = text.lstrip("\ufeff")
    head = head_of(text)
    if not head:
        remedy = f"give a table with the columns {', '.join(needed)}"
        raise Refused("the file is empty", where=where, remedy=remedy)
    mark = _mark(head, (*needed, *known))
    lines = list(_filled_lines(text, mark, where=where))
    names = _names(lines[0][1])
    _refuse_columns(names, needed=needed, head=head, where=where)
    if len(lines) > MOST_ROWS + 1:
        raise Refused(
            f"{len(lines) - 1:,} rows", where=where, why=f"at most {MOST_ROWS:,} answers are read",
            remedy="give one row for each person who answered",
        )  # fmt: skip
    rows = tuple(_row(number, cells, names) for number, cells in lines[1:])
    cells = (cell for row in rows for cell in row.cells.values())
    return AnswerTable(names=names, rows=rows, comma=mark != "," and has_comma(cells))


def head_of(text: str) -> str:
    """Return the first line that holds something and is no remark: the names of the columns."""
    lines = text.lstrip("\ufeff").splitlines()
    return next((one for one in lines if one.strip(",;\t ") and not one.startswith(REMARK)), "")


def number_in(cell: str, *, table: AnswerTable, column: str) -> float:
    """Return the positive number in a cell as a person wrote it: ``1 200``, ``1.200,50``, ``1200 EUR``.

    Raises ``Fault`` where there is none, where it is zero or below, and where it may be read in two ways.
    """
    if not cell:
        raise Fault("blank", column=column)
    value = any_number(CODE.sub("", cell), comma=table.comma, column=column)
    if value <= 0:
        raise Fault("zero" if value == 0 else "negative", column=column, said=cell)
    return value


def any_number(cell: str, *, comma: bool, column: str) -> float:
    """Return the number in a cell, which may be zero or below; ``comma``: see ``has_comma``.

    Raises ``Fault`` for an empty cell, for what is no number, and for ``1.200`` where nothing in the file
    tells whether that is twelve hundred or one and a fifth.
    """
    if not cell:
        raise Fault("blank", column=column)
    plain = re.sub(r"[\s\u00a0\u202f']", "", cell).replace("\u2212", "-")
    return _parsed(plain, cell=cell, comma=comma, column=column)


def has_comma(cells: Iterable[str]) -> bool:
    """Whether some number can only be read with a comma before its decimals: ``1,5``, ``0,125``."""
    form = re.compile(r"(?:-?[\d.\s]*\d,(?:\d{1,2}|\d{4,})|-?0,\d+)(?:\s*[A-Za-z]{3})?")
    return any(form.fullmatch(cell) for cell in cells)


def currency_in(cells: Mapping[str, str], columns: Iterable[str], *, codes: Collection[str] = ()) -> str:
    """Return the currency of a row, from its own column or beside one of its prices; empty: not said.

    ``codes``: those that are known; empty for any three letters. Raises ``Fault`` where the row names two,
    or one that is not known.
    """
    found = {cells["currency"].upper()} if cells.get("currency") else set()
    for column in columns:
        if beside := CODE.search(cells.get(column, "")):
            found.add((beside[1] or beside[2]).upper())
    if len(found) > 1:
        raise Fault("two-currencies", said=" / ".join(sorted(found)))
    code = found.pop() if found else ""
    if code and not (code in codes if codes else re.fullmatch("[A-Z]{3}", code)):
        raise Fault("unknown-currency", column="currency", said=code[:40])
    return code


def one_currency(said: Mapping[int, str], *, wanted: str, otherwise: str, where: str) -> tuple[str, bool]:
    """Return the currency of all rows (the wanted one, or the only one they name) and whether it was assumed.

    ``said``: the currency of each line, empty where it names none; ``otherwise``: the one to assume where
    no row names any. Raises ``Refused`` where several are named and none is wanted, or none is known.
    """
    counts = Counter(code for code in said.values() if code)
    if wanted:
        return wanted.strip().upper(), False
    if len(counts) > 1:
        problems = [
            Problem(where=f"{where}, {_some_lines(said, code)}", what=f"{count} in {code}")
            for code, count in counts.most_common()
        ]
        told = ", ".join(f"{code} ({count})" for code, count in counts.most_common())
        raise Refused(
            f"answers in {len(counts)} currencies: {told}", where=where, problems=problems,
            why="amounts in two currencies draw no common curve",
            remedy="choose one with --currency, and keep the others in a file of their own",
        )  # fmt: skip
    if not counts and otherwise:
        return otherwise, True
    if not counts and said:
        raise Refused(
            "no currency is named",
            where=where,
            remedy="add a column `currency`, or give --currency or --market",
        )
    return next(iter(counts), ""), False


def _filled_lines(text: str, mark: str, *, where: str) -> Iterator[tuple[int, list[str]]]:
    """The lines that hold something, by number."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=mark)
    try:
        for cells in reader:
            if any(map(str.strip, cells)) and not cells[0].startswith(REMARK):
                yield reader.line_num, [cell.strip() for cell in cells]
    except csv.Error as error:
        raise Refused(
            "cannot be read as a table", where=f"{where}, line {reader.line_num}", why=str(error),
            remedy="save it as CSV in UTF-8", kind="unreadable",
        ) from None  # fmt: skip


def _names(cells: Sequence[str]) -> tuple[str, ...]:
    settled = (re.sub(r"[\s-]+", "_", cell.strip().casefold()) for cell in cells)
    return tuple(ALIASES.get(name, name) for name in settled)


def _mark(head: str, known: Sequence[str]) -> str:
    """The mark that gives the most columns we know; the first of equals, then the most columns at all."""
    found = {mark: _names(head.strip().split(mark)) for mark in MARKS}
    return max(MARKS, key=lambda mark: (len({*known} & {*found[mark]}), len(found[mark])))


def _refuse_columns(names: Sequence[str], *, needed: Sequence[str], head: str, where: str) -> None:
    twice = [name for name, count in Counter(names).items() if count > 1 and name]
    if twice:
        raise Refused(f"the column `{twice[0]}` stands there twice", where=where, remedy="keep one of them")
    missing = [name for name in needed if name not in names]
    if not missing:
        return
    if len(names) == 1 and (other := re.search(r"[|:/]", head)):
        raise Refused(
            f"the columns are parted by `{other[0]}`",
            where=where,
            remedy="save the file as CSV, parted by , or ;",
        )
    spare = [name for name in names if name not in needed]
    problems = [
        Problem(
            where=f"{where}, first line", what=f"the column `{name}` is missing", remedy=_meant(name, spare)
        )
        for name in missing
    ]
    has = ", ".join(filter(None, names))[:200] or "no columns"
    raise Refused("columns are missing", where=where, why=f"it has: {has}", problems=problems)


def _meant(name: str, spare: Sequence[str]) -> str:
    near = did_you_mean(name, spare)
    return f"is it {near.removeprefix('did you mean ').rstrip('?')}? Then rename that" if near else ""


def _row(line: int, cells: Sequence[str], names: Sequence[str]) -> Row:
    extra = [cell for cell in cells[len(names) :] if cell]
    wrong = bool(extra) or len(cells) < len(names)
    return Row(line=line, cells=dict(zip(names, cells, strict=False)), wrong=wrong)


def _parsed(plain: str, *, cell: str, comma: bool, column: str) -> float:
    thousands, point = (".", ",") if comma else (",", ".")
    grouped = rf"-?\d{{1,3}}(?:\{thousands}\d{{3}})"
    sure = (
        rf"{grouped}{{2,}}(?:\{point}\d+)?",
        rf"{grouped}\{point}\d+",
        rf"{grouped}" if comma else "$^",
    )
    if any(re.fullmatch(form, plain) for form in sure):
        plain = plain.replace(thousands, "")
    elif re.fullmatch(r"-?[1-9]\d{0,2}[.,]\d{3}", plain):
        raise Fault("two-ways", column=column, said=cell)
    plain = plain.replace(point, ".")
    if not re.fullmatch(r"-?\d{1,15}(?:\.\d*)?|-?\.\d+", plain):
        raise Fault("text", column=column, said=cell[:40])
    return float(plain)


def _some_lines(said: Mapping[int, str], code: str) -> str:
    lines = [str(line) for line, one in said.items() if one == code]
    shown = ", ".join(lines[:5])
    return f"lines {shown} …" if len(lines) > 5 else f"line {shown}"
