"""Cash by month in a sheet, with what it leaves above the floor worked out, and its chart."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from fram.decide.rank import Range
from fram.workspace.papers.charts.look import PALETTE
from fram.workspace.papers.workbook.about import DAY_CELL
from fram.workspace.papers.workbook.book import quoted
from fram.workspace.papers.workbook.formulas import absolute, column_name
from fram.workspace.papers.workbook.look import FONT, NUMBERS
from fram.workspace.papers.workbook.loop.blocks import Block, Page, fields
from fram.workspace.papers.workbook.months import serial

WIDTH, HEIGHT, BESIDE = 700, 420, "J"
"""Pixels of the chart; the column in which it begins."""
MONTH, WITH, ALONE, FLOOR, ABOVE = 1, (2, 3, 4), 5, 6, 7
"""Columns of the table, counted from 0."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Paths:
    """Cash at the end of each month in NOK: with the launches, without any, and the floor.

    ``whose``: what the first is called.
    """

    title: str
    how: str
    whose: str
    cash: Sequence[Range]
    alone: Sequence[Range]
    floor: Sequence[float]


def write_cash(page: Page, paths: Paths) -> None:
    """Write the months and their chart; dates, and what is left above the floor, are formulas."""
    words = page.book.words
    page.sheet.set_h_pagebreaks([page.row])  # so that the chart stays whole
    months = range(1, len(paths.cash) + 1)
    rows = [
        (float(month), None, at.p10, at.p50, at.p90, alone.p50, floor, None)
        for month, at, alone, floor in zip(months, paths.cash, paths.alone, paths.floor, strict=True)
    ]
    named = [(f"{point}, {paths.whose}, NOK", "whole") for point in ("P10", "P50", "P90")]
    first, last = page.table(
        Block(
            title=paths.title, how=paths.how, rows=rows,
            fields=fields(
                (words("loop.months-from-now"), "flag"), (words("column.month"), "month"), *named,
                (f"P50, {words('sequence.cone-alone')}, NOK", "whole"),
                (f"{words('sequence.cone-floor')}, NOK", "whole"), (words("loop.above-floor"), "whole"),
            ),
        )
    )  # fmt: skip
    _write_formulas(page, paths, first)
    _least(page, paths, (first, last))
    _add_chart(page, paths, (first, last))


def _write_formulas(page: Page, paths: Paths, first: int) -> None:
    book, day = page.book, page.book.record.plan.on
    looks = {MONTH: book.look("entry-number", "month"), ABOVE: book.look("entry-number", "whole")}
    start = book.reference("about", DAY_CELL)
    for number, (at, floor) in enumerate(zip(paths.cash, paths.floor, strict=True)):
        row, cell = first + number, column_name
        book.formula(
            page.sheet, f"{cell(MONTH)}{row}", text=f"EDATE({start},A{row})", value=serial(day, number + 1),
            look=looks[MONTH],
        )  # fmt: skip
        book.formula(
            page.sheet, f"{cell(ABOVE)}{row}", text=f"{cell(WITH[0])}{row}-{cell(FLOOR)}{row}",
            value=at.p10 - floor, look=looks[ABOVE],
        )  # fmt: skip


def _least(page: Page, paths: Paths, rows: tuple[int, int]) -> None:
    """The least that P10 leaves above the floor in any month."""
    book, letters = page.book, column_name(ABOVE)
    least = min(at.p10 - floor for at, floor in zip(paths.cash, paths.floor, strict=True))
    total = book.look("total", "whole")
    page.sheet.write_string(f"A{page.row}", book.words("loop.least"), book.look("total"))
    book.formula(
        page.sheet, f"{letters}{page.row}", text=f"MIN({letters}{rows[0]}:{letters}{rows[1]})", value=least,
        look=total,
    )  # fmt: skip
    page.skip(1)


def _add_chart(page: Page, paths: Paths, rows: tuple[int, int]) -> None:
    """Lines of cash by month and of the floor: nothing in the chart is a number of its own."""
    book, sheet = page.book, page.sheet
    chart = book.file.add_chart({"type": "line"})
    looks = {
        WITH[2]: ("soft", 1.25, "solid"), WITH[1]: ("go", 2.5, "solid"), WITH[0]: ("soft", 1.25, "solid"),
        ALONE: ("strong", 1.75, "dash"), FLOOR: ("ink", 1.5, "solid"),
    }  # fmt: skip
    for place, (colour, width, dash) in looks.items():
        line = {"color": PALETTE[colour], "width": width, "dash_type": dash}
        chart.add_series({**_series(sheet.name, place, rows), "line": line})
    font = {"name": FONT, "size": 9, "color": PALETTE["ink"]}
    chart.set_title({"name": paths.title, "name_font": {**font, "size": 11}})
    chart.set_x_axis({
        "num_font": font, "num_format": NUMBERS["month"], "label_position": "low", "date_axis": True,
        "major_unit": 6, "major_unit_type": "months", "line": {"color": PALETTE["muted"]},
    })  # fmt: skip
    chart.set_y_axis({
        "num_font": font, "num_format": NUMBERS["millions"], "name": "MNOK",
        "name_font": {**font, "bold": False}, "line": {"none": True},
        "major_gridlines": {"visible": True, "line": {"color": PALETTE["line"], "width": 0.75}},
    })  # fmt: skip
    chart.set_legend({"position": "bottom", "font": font})
    chart.set_chartarea({"border": {"color": PALETTE["line"]}})
    chart.set_size({"width": WIDTH, "height": HEIGHT})
    at = f"{BESIDE}{rows[0]}"
    sheet.insert_chart(at, chart, {"object_position": 3, "description": f"{paths.title}. {paths.how}"})


def _series(tab: str, place: int, rows: tuple[int, int]) -> dict[str, Any]:
    first, last = rows

    def span(letters: str) -> str:
        return f"={quoted(tab)}!{absolute(letters, first)}:{absolute(letters, last)}"

    name = f"={quoted(tab)}!{absolute(column_name(place), first - 1)}"
    return {"name": name, "categories": span(column_name(MONTH)), "values": span(column_name(place))}
