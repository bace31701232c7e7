"""The last sheet: what made the workbook, what the base is and is not, how to read it, and the sources."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from xlsxwriter.worksheet import Worksheet

from fram.workspace.papers.listing import Row, Source
from fram.workspace.papers.workbook.book import Book, set_paper, write_address, write_text
from fram.workspace.papers.workbook.look import LANDSCAPE_A4
from fram.workspace.papers.workbook.months import serial

DAY_CELL = "$B$3"
WIDTHS = (52, 44, 30, 18, 46)


def write_about(book: Book, sheet: Worksheet, *, rows: Sequence[Row]) -> None:
    """Write the sheet; the plan's day stands in ``DAY_CELL``, where every date of the workbook begins."""
    words, look = book.words, book.look
    for place, width in enumerate(WIDTHS):
        sheet.set_column(place, place, width)
    write_text(sheet, "A1", text=words("workbook.about-title"), look=look("title"))
    write_text(sheet, "A3", text=words("method.day"), look=look())
    day = look("plain", "day", align="left")
    sheet.write_number(DAY_CELL.replace("$", ""), serial(book.record.plan.on, 0), day)
    row = 4
    for name, value in _made_with(book):
        write_text(sheet, f"A{row}", text=name, look=look())
        write_text(sheet, f"B{row}", text=value, look=look())
        row += 1
    for title, sentences in _says(book):
        write_text(sheet, f"A{row + 1}", text=title, look=look("section"))
        row += 2
        for sentence in sentences:
            sheet.merge_range(row - 1, 0, row - 1, 1, "", look("wrapped"))
            write_text(sheet, f"A{row}", text=sentence, look=look("wrapped"))
            sheet.set_row(row - 1, 15 * (1 + len(sentence) // 125))
            row += 1
    _write_sources(book, sheet, rows, row + 1)
    set_paper(book, sheet, paper=LANDSCAPE_A4, name=book.tabs["about"])


def _made_with(book: Book) -> Iterator[tuple[str, str]]:
    record, words = book.record, book.words
    plan = record.plan
    yield words("method.version"), record.product_version
    yield words("method.rule-book"), record.rule_book
    yield words("method.input"), f"{record.input_file} {record.input_hash}"
    yield words("method.seed"), str(plan.seed)
    yield words("method.draws"), words.numerals.fixed(plan.draws)
    for rate in record.rates:
        worth = f"{words.numerals.exact(float(rate.factor))} {rate.target}"
        day = words.numerals.day(rate.day)
        yield words("method.rate", source=rate.source), f"{worth} ({day}, {rate.origin})"


def _says(book: Book) -> tuple[tuple[str, tuple[str, ...]], ...]:
    words = book.words
    return (
        (
            words("workbook.base-title"),
            (words("workbook.base-is"), words("workbook.base-is-not"), words("workbook.base-rules")),
        ),
        (
            words("workbook.colours-title"),
            (
                words("workbook.colour-typed"), words("workbook.colour-worked"),
                words("workbook.colour-changed"),
            ),
        ),
        (
            words("workbook.reading-title"),
            (
                words("workbook.reading-money"), words("workbook.reading-months"),
                words("workbook.reading-replay"),
            ),
        ),
    )  # fmt: skip


def _write_sources(book: Book, sheet: Worksheet, rows: Sequence[Row], row: int) -> None:
    words, look = book.words, book.look
    heads = (
        words("workbook.source"), words("workbook.place"), words("workbook.publisher"),
        words("workbook.read"), words("workbook.address"),
    )  # fmt: skip
    write_text(sheet, f"A{row}", text=words("workbook.sources"), look=look("section"))
    for place, name in enumerate(heads):
        sheet.write_string(row, place, name, look("head"))
    found = _sources(rows)
    for number, source in enumerate(found, start=row + 2):
        told = (source.title, source.place, source.publisher, source.read)
        for column, text in zip("ABCD", told, strict=True):
            write_text(sheet, f"{column}{number}", text=text, look=look())
        write_address(sheet, f"E{number}", address=source.url, look=look("link"))
    sheet.print_area(0, 0, row + len(found), len(WIDTHS) - 1)


def _sources(rows: Iterable[Row]) -> tuple[Source, ...]:
    found = dict.fromkeys(source for row in rows for source in row.sources)
    return tuple(sorted(found, key=lambda source: (source.title.casefold(), source.place, source.url)))
