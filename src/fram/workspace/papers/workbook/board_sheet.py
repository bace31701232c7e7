"""The first sheet: verdicts, what was simulated beside the base worked out live, and what to mind."""

from __future__ import annotations

from collections.abc import Mapping

from xlsxwriter.worksheet import Worksheet

from fram.decide.model.cashflow import HORIZON
from fram.decide.plan import MarketPlan
from fram.workspace.papers.charts.look import MARKS
from fram.workspace.papers.digest import cash_ends, tidy
from fram.workspace.papers.flags import warnings_of
from fram.workspace.papers.phrases import reason_text
from fram.workspace.papers.workbook.book import Book, quoted, set_paper, write_text
from fram.workspace.papers.workbook.formulas import column_name
from fram.workspace.papers.workbook.look import LANDSCAPE_A4, width_for
from fram.workspace.papers.workbook.months import serial
from fram.workspace.papers.workbook.workings import has_sale, lowest_of, payback_of

HEAD_ROW = 9
FIRST_ROW = HEAD_ROW + 1
WIDTHS = (20, 13, 6, 13, 13, 13, 9, 11, 14, 14, 13, 14, 13, 48)
AMOUNTS = (3, 4, 5, 8, 9, 11)
"""Columns that hold amounts."""

Answers = Mapping[str, str]
"""A market's answers: each one's cell on that market's sheet, by name."""


def write_board(book: Book, sheet: Worksheet, *, answers: Mapping[str, Answers]) -> None:
    """Write the sheet a finance director opens first; ``answers`` by market."""
    record, look = book.record, book.look
    lines = record.plan.markets
    points = [x for line in lines for x in (line.result.npv.p10, line.result.npv.p90)]
    wide = width_for([*points, *(base.value for base in book.bases.values())], least=0)
    for place, width in enumerate(WIDTHS):
        sheet.set_column(place, place, max(width, wide) if place in AMOUNTS else width)
    write_text(sheet, "A1", text=f"{tidy(record.company)} · {tidy(record.product)}", look=look("title"))
    for row, text in enumerate(_notes(book), start=2):
        write_text(sheet, f"A{row}", text=text, look=look("muted" if row == 2 else "plain"))
    book.link(sheet, "A7", tab="assumptions", text=book.tabs["assumptions"])
    book.link(sheet, "B7", tab="about", text=book.tabs["about"])
    for cell, tab in zip(("D7", "E7", "F7"), ("prices", "evidence", "study"), strict=True):
        if tab in book.tabs:
            book.link(sheet, cell, tab=tab, text=book.tabs[tab])
    _write_check(book, sheet, answers)
    for place, (name, group) in enumerate(_heads(book)):
        above = f"{column_name(place)}{HEAD_ROW - 1}"
        write_text(sheet, above, text=group, look=look("group" if place > 2 else "plain"))
        sheet.write_string(HEAD_ROW - 1, place, name, look("head", align="center" if place else ""))
    sheet.set_row(HEAD_ROW - 1, 44)
    for row, line in enumerate(lines, start=FIRST_ROW):
        _write_line(book, sheet, row=row, line=line, cells=answers[line.result.market])
    sheet.freeze_panes(HEAD_ROW, 1)
    sheet.repeat_rows(HEAD_ROW - 2, HEAD_ROW - 1)
    set_paper(book, sheet, paper=LANDSCAPE_A4, name=book.tabs["board"])


def _notes(book: Book) -> tuple[str, ...]:
    """What the sheet is, where the company's cash stands, and how the two kinds of figures differ."""
    record, words, money = book.record, book.words, book.words.numerals.money
    cash = words("board.cash-now", cash=money(record.cash_nok, digits=3), burn=money(record.burn_nok))
    ends = cash_ends(record.plan.cash_alone, record, words=words)
    return (
        words("workbook.board-what", day=words.numerals.day(record.plan.on)),
        f"{words('workbook.cash')}: {cash}. {words('board.cash')}: {ends}",
        words("workbook.board-live"),
        words("workbook.board-simulated"),
    )


def _heads(book: Book) -> tuple[tuple[str, str], ...]:
    words = book.words
    return (
        (words("column.market"), ""), (words("column.verdict"), ""), (words("column.tier"), ""),
        ("P10", words("workbook.simulated-group")), ("P50", ""), ("P90", ""), (words("column.loss"), ""),
        (words("workbook.sale-simulated"), ""),
        (words("workbook.value-now"), words("workbook.base-group")), (words("workbook.value-planned"), ""),
        (words("workbook.first-sale"), ""), (words("workbook.lowest"), ""), (words("workbook.payback"), ""),
        (words("workbook.mind"), ""),
    )  # fmt: skip


def _write_check(book: Book, sheet: Worksheet, answers: Mapping[str, Answers]) -> None:
    """One cell that says whether every market's sheet adds up."""
    parts = [f"{quoted(book.tabs[market])}!{cells['check']}" for market, cells in answers.items()]
    words = book.words
    fine = words("workbook.adds-up").replace('"', "")
    wrong = words("workbook.adds-up-not").replace('"', "")
    text = f'IF({"+".join(parts) or "0"}=0,"{fine}","{wrong}")'
    book.formula(sheet, "A6", text=text, value=fine, look=book.look("muted"))


def _write_line(book: Book, sheet: Worksheet, *, row: int, line: MarketPlan, cells: Answers) -> None:
    """One market: number cells stand still where they were simulated, and live where they are the base."""
    words, look, result = book.words, book.look, line.result
    base, on, verdict = book.bases[result.market], book.record.plan.on, line.stance.verdict
    book.link(sheet, f"A{row}", tab=result.market, text=words.numerals.market(result.market))
    write_text(sheet, f"B{row}", text=f"{MARKS[verdict]} {words(f'verdict.{verdict}')}", look=look(verdict))
    sheet.write_number(f"C{row}", result.tier, look("plain", "flag", align="center"))
    points = (result.npv.p10, result.npv.p50, result.npv.p90)
    for column, value in zip("DEFJ", (*points, base.value), strict=True):
        sheet.write_number(f"{column}{row}", float(f"{value:.12g}"), look("plain", "whole"))
    sheet.write_number(f"G{row}", result.chance_loss, look("plain", "percent"))
    never = words("workbook.not-in-ten-years")
    first = result.first_sale.p50 if result.first_sale else float(HORIZON)
    if first < HORIZON:
        sheet.write_number(f"H{row}", serial(on, int(first)), look("plain", "month", align="right"))
    else:
        write_text(sheet, f"H{row}", text=never, look=look("plain", "", align="right"))
    sale = -int(-float(base.launch.first_sale[0]) // 1)
    back = payback_of(base)
    live: tuple[tuple[str, str, float | str, str], ...] = (
        ("I", "value", base.value, "whole"),
        ("K", "sale_on", serial(on, sale) if has_sale(base) else never, "month"),
        ("L", "lowest", lowest_of(base), "whole"),
        ("M", "payback_on", serial(on, back) if back < HORIZON else never, "month"),
    )
    for column, name, worked_out, number in live:
        text = book.reference(result.market, cells[name])
        how = look("key" if name == "value" else "plain", number, align="right")
        book.formula(sheet, f"{column}{row}", text=text, value=worked_out, look=how)
    told = [text for text in (*warnings_of(line, words=words), _caution(book, line)) if text]
    shown = "; ".join(told)
    write_text(sheet, f"N{row}", text=shown, look=look("told"))
    sheet.set_row(row - 1, 15 * max(1, -(-len(shown) // int(WIDTHS[-1]))))


def _caution(book: Book, line: MarketPlan) -> str:
    return reason_text(line.stance.caution, words=book.words) if line.stance.caution else ""
