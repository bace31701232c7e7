"""A sheet of several tables, one below the other: each with its title, a head and its rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from xlsxwriter.worksheet import Worksheet

from fram.workspace.papers.workbook.access.listing import lines_of
from fram.workspace.papers.workbook.book import Book, set_paper, write_text
from fram.workspace.papers.workbook.formulas import column_name
from fram.workspace.papers.workbook.look import LANDSCAPE_A3

Value = float | str | None
WIDTHS, WIDTH, COLUMNS, LINE = (32.0, 34.0, 18.0, 26.0), 14.0, 16, 15
"""Widths of the first columns, of the others, and how many there are; points of a line."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """A column of a table: what it holds with its unit, and its number format (`""` for text)."""

    name: str
    number: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A table: its title, how to read it, its columns, its rows. A last column of text may run on."""

    title: str
    fields: Sequence[Field]
    rows: Sequence[Sequence[Value]]
    how: str = ""


class Page:
    """A sheet in the making: text and tables go on it from the top down; ``row`` is the next free one."""

    def __init__(self, book: Book, sheet: Worksheet, *, title: str) -> None:
        self.book, self.sheet, self.row = book, sheet, 1
        for place in range(COLUMNS):
            sheet.set_column(place, place, width_of(place))
        self.text(title, look="title")

    def text(self, text: str, *, look: str = "plain") -> None:
        """Write a line of text across the sheet."""
        write_text(self.sheet, f"A{self.row}", text=text, look=self.book.look(look))
        self.row += 1

    def skip(self, rows: int) -> None:
        """Leave rows free."""
        self.row += rows

    def table(self, block: Block) -> tuple[int, int]:
        """Write a table under its title; return its first and last row, counted from 1."""
        self.skip(1)
        self.text(block.title, look="section")
        if block.how:
            self.text(block.how, look="muted")
        for place, field in enumerate(block.fields):
            look = self.book.look("head", align="center" if field.number else "")
            write_text(self.sheet, f"{column_name(place)}{self.row}", text=field.name, look=look)
        names = [(field.name, width_of(place)) for place, field in enumerate(block.fields)]
        self.sheet.set_row(self.row - 1, LINE * max(lines_of(names), 2))
        self.row += 1
        first = self.row
        for values in block.rows:
            self._row(block.fields, values)
        return first, self.row - 1

    def _row(self, fields: Sequence[Field], values: Sequence[Value]) -> None:
        last = len(fields) - 1
        texts = [(text, width_of(place)) for place, text in enumerate(values)
                 if isinstance(text, str) and place != last]  # fmt: skip
        for place, (field, value) in enumerate(zip(fields, values, strict=True)):
            cell = f"{column_name(place)}{self.row}"
            if isinstance(value, str):
                look = self.book.look("running" if place == last else "entry")
                write_text(self.sheet, cell, text=value, look=look)
            elif value is not None:
                look = self.book.look("entry-number", field.number, align="right")
                self.sheet.write_number(cell, float(f"{value:.12g}"), look)
        self.sheet.set_row(self.row - 1, LINE * lines_of(texts))
        self.row += 1

    def finish(self, tab: str) -> None:
        """Set the sheet up for screen and printer."""
        self.sheet.freeze_panes(1, 1)
        set_paper(self.book, self.sheet, paper=LANDSCAPE_A3, name=self.book.tabs[tab])
        self.sheet.print_area(0, 0, self.row, COLUMNS - 1)


def width_of(place: int) -> float:
    """Return the width of a column, counted from 0."""
    return WIDTHS[place] if place < len(WIDTHS) else WIDTH


def fields(*named: tuple[str, str]) -> list[Field]:
    """Return columns from names and number formats."""
    return [Field(name=name, number=number) for name, number in named]
