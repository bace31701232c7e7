"""The chart of a market's ten years: expected cash by year as columns, added up as a line."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from xlsxwriter.worksheet import Worksheet

from fram.workspace.papers.charts.look import PALETTE
from fram.workspace.papers.workbook.book import Book, quoted
from fram.workspace.papers.workbook.formulas import absolute, column_name
from fram.workspace.papers.workbook.look import FONT, NUMBERS
from fram.workspace.papers.workbook.months import Column

WIDTH, HEIGHT = 660, 400


def add_chart(
    book: Book, sheet: Worksheet, *, columns: Sequence[Column], rows: tuple[int, int], at: str
) -> None:
    """Draw the years of a market from the cells of its sheet: nothing in it is a number of its own."""
    words = book.words
    yearly = _series(sheet.name, columns, rows, "expected") | {
        "name": words("workbook.chart-year"), "fill": {"color": PALETTE["soft"]}, "gap": 60,
    }  # fmt: skip
    total = _series(sheet.name, columns, rows, "cumulative") | {
        "name": words("workbook.chart-total"), "line": {"color": PALETTE["strong"], "width": 2.25},
    }  # fmt: skip
    chart, line = book.file.add_chart({"type": "column"}), book.file.add_chart({"type": "line"})
    chart.add_series(yearly)
    line.add_series(total)
    chart.combine(line)
    font = {"name": FONT, "size": 9, "color": PALETTE["ink"]}
    chart.set_title({"name": words("workbook.chart-title"), "name_font": {**font, "size": 11}})
    chart.set_x_axis({"num_font": font, "label_position": "low", "line": {"color": PALETTE["muted"]}})
    chart.set_y_axis({
        "num_font": font, "num_format": NUMBERS["millions"], "name": "MNOK",
        "name_font": {**font, "bold": False},
        "major_gridlines": {"visible": True, "line": {"color": PALETTE["line"], "width": 0.75}},
        "line": {"none": True},
    })  # fmt: skip
    chart.set_legend({"position": "bottom", "font": font})
    chart.set_chartarea({"border": {"color": PALETTE["line"]}})
    chart.set_size({"width": WIDTH, "height": HEIGHT})
    sheet.insert_chart(at, chart, {"object_position": 3, "description": words("workbook.chart-says")})


def _series(tab: str, columns: Sequence[Column], rows: tuple[int, int], name: str) -> dict[str, Any]:
    letters = column_name(next(place for place, column in enumerate(columns) if column.name == name))
    first, last = rows
    return {
        "categories": f"={quoted(tab)}!{absolute('A', first)}:{absolute('A', last)}",
        "values": f"={quoted(tab)}!{absolute(letters, first)}:{absolute(letters, last)}",
    }
