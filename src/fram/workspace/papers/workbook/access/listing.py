"""A sheet that lists what the plan kept: a title, how to read it, a head that stays in sight, rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from xlsxwriter.worksheet import Worksheet

from fram.workspace.papers.workbook.book import Book, set_paper, write_text
from fram.workspace.papers.workbook.formulas import column_name

HEAD_HEIGHT, LETTERS = 44, 1.1
"""Points of a head of three lines; letters of running text in the width of a digit."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column of a list: what it holds with its unit, how wide, and its number format (`""` for text).

    ``group`` stands once above columns that belong together.
    """

    name: str
    width: float
    number: str = ""
    group: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """What a sheet lists: ``tab`` is its key in the book, ``notes`` stand under the title."""

    tab: str
    title: str
    notes: Sequence[str]
    columns: Sequence[Column]
    paper: int
    height: float = 15.0

    @property
    def head_row(self) -> int:
        """The row of the columns' names, counted from 1; their groups stand in the row above."""
        return len(self.notes) + 4

    @property
    def first_row(self) -> int:
        """The first row of the list, counted from 1."""
        return self.head_row + 1


def begin(book: Book, sheet: Worksheet, *, listed: Listed) -> None:
    """Write all of a list but its rows, and set the sheet up for screen and printer."""
    look, head = book.look, listed.head_row
    write_text(sheet, "A1", text=listed.title, look=look("title"))
    for row, text in enumerate(listed.notes, start=2):
        write_text(sheet, f"A{row}", text=text, look=look("muted"))
    before = ""
    for place, column in enumerate(listed.columns):
        sheet.set_column(place, place, column.width)
        above, shown = f"{column_name(place)}{head - 1}", column.group if column.group != before else ""
        write_text(sheet, above, text=shown, look=look("group" if column.group else "plain"))
        before = column.group
        write_text(
            sheet, f"{column_name(place)}{head}", text=column.name,
            look=look("head", align="center" if column.number else ""),
        )  # fmt: skip
    sheet.set_row(head - 1, HEAD_HEIGHT)
    sheet.freeze_panes(head, 1)
    sheet.repeat_rows(head - 2, head - 1)
    set_paper(book, sheet, paper=listed.paper, name=book.tabs[listed.tab])


def write_cells(
    book: Book, sheet: Worksheet, *, listed: Listed, row: int, values: Sequence[float | str | None]
) -> None:
    """Write one row of a list: numbers in their column's format, text as text, nothing where None."""
    for place, (column, value) in enumerate(zip(listed.columns, values, strict=True)):
        cell = f"{column_name(place)}{row}"
        if value is None or value == "":
            continue
        if isinstance(value, str):
            write_text(sheet, cell, text=value, look=book.look("entry"))
        else:
            look = book.look("entry-number", column.number, align="right" if column.number else "")
            sheet.write_number(cell, float(f"{value:.12g}"), look)


def end(sheet: Worksheet, *, listed: Listed, rows: int) -> None:
    """Let the list be filtered, and print no more than its columns: an address may run beyond the last."""
    last, right = listed.head_row + max(rows, 1) - 1, len(listed.columns) - 1
    sheet.autofilter(listed.head_row - 1, 0, last, right)
    sheet.print_area(0, 0, last, right)


def used(
    columns: Sequence[Column], rows: Sequence[Sequence[float | str | None]]
) -> tuple[list[Column], list[list[float | str | None]]]:
    """Return the first column and those in which some row has something, and the rows cut to them."""
    kept = [
        place
        for place in range(len(columns))
        if place == 0 or any(row[place] not in (None, "") for row in rows)
    ]
    return [columns[place] for place in kept], [[row[place] for place in kept] for row in rows]


def lines_of(texts: Sequence[tuple[str, float]]) -> int:
    """Return how many lines the longest of some texts takes, each in a column of so many digits' width."""
    return max((-(-len(text) // max(int(LETTERS * width), 1)) for text, width in texts), default=1) or 1
