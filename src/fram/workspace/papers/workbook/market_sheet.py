"""One market's sheet: its results and its years on top, what they are made from, and 120 months below."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from fram.decide.base import Base
from fram.decide.model.cashflow import HORIZON
from fram.decide.plan import MarketPlan
from fram.workspace.papers.charts.look import MARKS
from fram.workspace.papers.workbook.book import Book, set_paper, write_text
from fram.workspace.papers.workbook.chart import add_chart
from fram.workspace.papers.workbook.earnings import demand, price
from fram.workspace.papers.workbook.formulas import Places, absolute, column_name
from fram.workspace.papers.workbook.grid import Filled, GridSheet
from fram.workspace.papers.workbook.look import LANDSCAPE_A3, width_for
from fram.workspace.papers.workbook.months import Column, columns_of, serial
from fram.workspace.papers.workbook.workings import (
    Section,
    chances,
    costs,
    dates,
    has_sale,
    inputs_of,
    lowest_of,
    payback_of,
    results,
)

KEY_ROW, GROUP_ROW, HEAD_ROW = 3, 5, 6
YEARS = HORIZON // 12
YEAR_ROW = HEAD_ROW + 1
TOTAL_ROW = YEAR_ROW + YEARS
BLOCK_ROW = TOTAL_ROW + 2
CHART_ROWS = 21
ZOOM = 85
STACKS = (9, 15, 21)
"""Columns (from 0) in which blocks of workings begin: to the right of the chart."""
ANSWERS = ("value", "lowest", "payback", "payback_on", "sale_on", "check")
"""What other sheets ask a market's sheet for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """A section on the sheet: its first column (from 0) and row (from 1), and how far its labels run."""

    section: Section
    column: int
    row: int
    span: int = 3

    @property
    def end(self) -> int:
        """The last row it fills."""
        return self.row + len(self.section.rows)

    def cells(self) -> Iterator[tuple[str, str]]:
        """Yield each of its numbers' names with its cell."""
        for number, one in enumerate(self.section.rows, start=self.row + 1):
            yield one.name, absolute(column_name(self.column + self.span), number)


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A market's sheet while it is written, and where each of its numbers stands."""

    book: Book
    sheet: GridSheet
    line: MarketPlan
    base: Base
    columns: Sequence[Column]
    places: Places


def write_market(
    book: Book, sheet: GridSheet, *, line: MarketPlan, cells: Mapping[str, str]
) -> dict[str, str]:
    """Write a market's sheet and return the cells of its answers.

    ``cells``: where values used stand, by assumption id or by a constant's name, and ``day`` the plan's day.
    """
    base, words = book.bases[line.result.market], book.words
    blocks = _blocks(base, book, dict(cells))
    first = max(block.end for block in blocks) + 3
    columns = columns_of(base, words=words, on=book.record.plan.on)
    named = {name: cell for name, cell in cells.items() if "." not in name and name != "day"}
    places = _places(named, blocks, columns, first)
    page = Page(book=book, sheet=sheet, line=line, base=base, columns=columns, places=places)
    _set_columns(page)
    _write_head(page, day=cells["day"])
    _write_years(page, first)
    for block in blocks:
        _write_block(page, block)
    title = words("workbook.months-title")
    write_text(sheet, f"A{first - 1}", text=title, look=book.look("section"))
    sheet.fill([_filled(page, place, first) for place in range(len(columns))], row=first, cached=book.cached)
    add_chart(book, sheet, columns=columns, rows=(YEAR_ROW, TOTAL_ROW - 1), at=f"A{BLOCK_ROW}")
    _set_up(page, first)
    return {name: places.formula(f"{{{name}}}") for name in ANSWERS}


def _blocks(base: Base, book: Book, cells: dict[str, str]) -> list[Placed]:
    words = book.words
    stacks = (
        (inputs_of(base, words=words, cells=cells),),
        (dates(base, words=words), chances(base, words=words), price(base, words=words)),
        (demand(base, words=words), costs(base, words=words)),
    )
    found = [Placed(section=results(base, words=words), column=0, row=BLOCK_ROW + CHART_ROWS, span=5)]
    for column, sections in zip(STACKS, stacks, strict=True):
        row = BLOCK_ROW
        for section in sections:
            found.append(Placed(section=section, column=column, row=row))
            row = found[-1].end + 2
    return found


def _places(
    named: Mapping[str, str], blocks: Sequence[Placed], columns: Sequence[Column], first: int
) -> Places:
    places = Places(named)
    for block in blocks:
        for name, cell in block.cells():
            places.cell(name, cell)
    for place, column in enumerate(columns):
        places.column(column.name, column_name(place), first=first, last=first + HORIZON - 1)
    for name, letter in (("day", "B"), ("payback_on", "I"), ("sale_on", "J")):
        places.cell(name, absolute(letter, KEY_ROW + 1))
    return places


def _set_columns(page: Page) -> None:
    whole = [column for column in page.columns if column.number == "whole"]
    wide = width_for((float(column.values.sum()) for column in whole), least=11.5)
    for place, column in enumerate(page.columns):
        page.sheet.set_column(place, place, {"month": 7, "date": 11}.get(column.name, wide))


def _write_head(page: Page, *, day: str) -> None:
    """The name, where it stands, and the answers: worked out here beside what was simulated."""
    book, sheet, words, look = page.book, page.sheet, page.book.words, page.book.look
    line, result = page.line, page.line.result
    verdict = line.stance.verdict
    write_text(sheet, "A1", text=words.numerals.market(result.market), look=look("title"))
    payer = words("market.needs-payment" if line.needs_payment else "market.own-budget")
    mark = f"{MARKS[verdict]} {words(f'verdict.{verdict}')}"
    write_text(
        sheet, "A2", text=f"{mark} · {words.named('regime', line.regime)} · {payer}", look=look(verdict)
    )
    for cell, tab in (("H1", "board"), ("J1", "assumptions"), ("L1", "about")):
        book.link(sheet, cell, tab=tab, text=book.tabs[tab])
    heads = (
        words("workbook.day"), words("workbook.value"), words("workbook.simulated", point="P10"),
        words("workbook.simulated", point="P50"), words("workbook.simulated", point="P90"),
        words("column.loss"), words("workbook.lowest"), words("workbook.payback"),
        words("workbook.first-sale"),
    )  # fmt: skip
    for place, text in enumerate(heads, start=1):
        sheet.write_string(KEY_ROW - 1, place, text, look("label"))
    sheet.set_row(KEY_ROW - 1, 42)
    row = KEY_ROW + 1
    on = serial(page.book.record.plan.on, 0)
    book.formula(sheet, f"B{row}", text=day, value=on, look=look("plain", "day", align="right"))
    _answer(page, f"C{row}", "{value}", page.base.value)
    for letter, point in (("D", result.npv.p10), ("E", result.npv.p50), ("F", result.npv.p90)):
        sheet.write_number(f"{letter}{row}", float(f"{point:.12g}"), look("plain", "whole"))
    sheet.write_number(f"G{row}", result.chance_loss, look("plain", "percent"))
    _answer(page, f"H{row}", "{lowest}", lowest_of(page.base))
    _write_dates(page, row)


def _answer(page: Page, cell: str, template: str, value: float | str, *, number: str = "whole") -> None:
    text = page.places.formula(template)
    page.book.formula(
        page.sheet, cell, text=text, value=value, look=page.book.look("key", number, align="right")
    )


def _write_dates(page: Page, row: int) -> None:
    """When it is paid back and first sold, as months of the calendar, or that it is not within ten years."""
    base, on = page.base, page.book.record.plan.on
    never = page.book.words("workbook.not-in-ten-years").replace('"', "")
    back, first = payback_of(base), float(base.launch.first_sale[0])
    paid_back = serial(on, back) if back < HORIZON else never
    sale = serial(on, -int(-first // 1)) if has_sale(base) else never
    text = f'IF({{payback}}>={HORIZON},"{never}",EDATE({{day}},{{payback}}))'
    _answer(page, f"I{row}", text, paid_back, number="month")
    text = "EDATE({day},ROUNDUP({first_sale},0))"
    text = f'IF(OR({{first_sale}}>={HORIZON},{{units}}<=0),"{never}",{text})'
    _answer(page, f"J{row}", text, sale, number="month")


def _write_years(page: Page, first: int) -> None:
    """The headings of all columns, ten years below them, and their total."""
    sheet, words, look = page.sheet, page.book.words, page.book.look
    for place, column in enumerate(page.columns):
        name = column_name(place)
        sheet.write_string(f"{name}{HEAD_ROW}", column.title, look("head", align="center"))
        write_text(
            sheet, f"{name}{GROUP_ROW}", text=column.group, look=look("group" if place > 1 else "plain")
        )
        for year in range(YEARS):
            _write_year(page, place, year, first + 12 * year)
        if column.yearly == "sum":
            total = f"SUM({name}{YEAR_ROW}:{name}{TOTAL_ROW - 1})"
            value, how = float(column.values.sum()), look("total", column.number)
            page.book.formula(sheet, f"{name}{TOTAL_ROW}", text=total, value=value, look=how)
        else:
            sheet.write_blank(f"{name}{TOTAL_ROW}", None, look("total"))
    for year in range(YEARS):
        sheet.write_string(f"A{YEAR_ROW + year}", words("workbook.year", year=year + 1), look())
    write_text(sheet, f"A{TOTAL_ROW}", text=words("workbook.total"), look=look("total"))
    sheet.set_row(GROUP_ROW - 1, 16)
    sheet.set_row(HEAD_ROW - 1, 42)


def _write_year(page: Page, place: int, year: int, row: int) -> None:
    """One column of one year: the sum of its months, or how its last month ends."""
    column, name = page.columns[place], column_name(place)
    values = column.values[12 * year : 12 * year + 12]
    text = f"SUM({name}{row}:{name}{row + 11})" if column.yearly == "sum" else f"{name}{row + 11}"
    value = float(values.sum() if column.yearly == "sum" else values[-1])
    if column.yearly:
        cell = f"{name}{YEAR_ROW + year}"
        page.book.formula(
            page.sheet, cell, text=text, value=value, look=page.book.look("plain", column.number)
        )


def _write_block(page: Page, block: Placed) -> None:
    sheet, look = page.sheet, page.book.look
    first, value = column_name(block.column), column_name(block.column + block.span)
    unit = column_name(block.column + block.span + 1)
    write_text(sheet, f"{first}{block.row}", text=block.section.title, look=look("section"))
    for place in range(block.column + 1, block.column + block.span + 2):
        sheet.write_blank(block.row - 1, place, None, look("section"))
    for row, one in enumerate(block.section.rows, start=block.row + 1):
        write_text(sheet, f"{first}{row}", text=one.label, look=look())
        text = page.places.formula(one.formula, row=row)
        how = look("key" if one.name == "value" else "plain", one.number)
        page.book.formula(sheet, f"{value}{row}", text=text, value=one.value, look=how)
        if one.unit:
            write_text(sheet, f"{unit}{row}", text=one.unit, look=look("unit"))


def _filled(page: Page, place: int, first: int) -> Filled:
    column, how = page.columns[place], page.book.look("plain", page.columns[place].number)
    if not column.first:
        return Filled(letters=column_name(place), look=how, values=column.values)
    return Filled(
        letters=column_name(place), look=how, values=column.values,
        first=page.places.formula(column.first, row=first),
        below=page.places.formula(column.below or column.first, row=first + 1),
    )  # fmt: skip


def _set_up(page: Page, first: int) -> None:
    sheet, verdict = page.sheet, page.line.stance.verdict
    sheet.freeze_panes(HEAD_ROW, 2)
    sheet.set_zoom(ZOOM)
    sheet.repeat_rows(GROUP_ROW - 1, HEAD_ROW - 1)
    sheet.set_h_pagebreaks([first - 2, first - 1 + HORIZON // 2])
    sheet.print_area(0, 0, first + HORIZON - 2, max(len(page.columns), STACKS[-1] + 5) - 1)
    sheet.set_tab_color(page.book.look.tab(verdict))
    set_paper(page.book, sheet, paper=LANDSCAPE_A3, name=page.book.tabs[page.line.result.market])
