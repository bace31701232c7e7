"""The sheet of evidence: every door of every market, how each study fares before it, and what is missing."""

from __future__ import annotations

from xlsxwriter.worksheet import Worksheet

from fram.workspace.papers.access.evidence import Door, evidence_section
from fram.workspace.papers.workbook.access.listing import Column, Listed, begin, end, lines_of, write_cells
from fram.workspace.papers.workbook.book import Book, write_address
from fram.workspace.papers.workbook.formulas import column_name
from fram.workspace.papers.workbook.look import LANDSCAPE_A4

DOOR, STANDS, SOURCE, ADDRESS = 38, 52, 38, 50
"""Widths of the columns of text."""


def write_evidence(book: Book, sheet: Worksheet) -> None:
    """Write a row for each door: market, who, whether it is open, each study, what stands in the way."""
    listed = _listed(book)
    begin(book, sheet, listed=listed)
    row = listed.first_row
    for line in book.record.plan.markets:
        market = line.result.market
        found = evidence_section(book.record, market, words=book.words)
        for door in found.doors if found else ():
            _write_door(book, sheet, listed, market=market, door=door, row=row)
            row += 1
    end(sheet, listed=listed, rows=row - listed.first_row)


def _listed(book: Book) -> Listed:
    words, kept = book.words, book.record.evidence
    titles = kept.studies if kept else ()
    numbered = [words("doors.study", number=place) for place in range(1, len(titles) + 1)]
    named = [f"{number}: {title}" for number, title in zip(numbered, titles, strict=True)]
    columns = [
        Column(name=words("column.market"), width=20), Column(name=words("doors.col-door"), width=DOOR),
        Column(name=words("workbook.kind"), width=12), Column(name=words("doors.col-state"), width=20),
        *(Column(name=number, width=20) for number in numbered),
        Column(name=words("doors.col-stands"), width=STANDS),
        Column(name=words("workbook.confidence"), width=14),
        Column(name=words("workbook.source"), width=SOURCE),
        Column(name=words("workbook.address"), width=ADDRESS),
    ]  # fmt: skip
    return Listed(
        tab="evidence", title=words("doors.title"), paper=LANDSCAPE_A4, columns=columns,
        notes=(words("workbook.evidence-how"), *named),
    )  # fmt: skip


def _write_door(book: Book, sheet: Worksheet, listed: Listed, *, market: str, door: Door, row: int) -> None:
    words = book.words
    studies = [f"{mark} {said}" for mark, said in door.studies]
    checked = words(f"confidence.{door.confidence}")
    told = [door.name, door.kind, door.said, *studies, door.stands, checked, door.source]
    book.link(sheet, f"A{row}", tab=market, text=words.numerals.market(market), look="entry-link")
    write_cells(book, sheet, listed=listed, row=row, values=[None, *told, None])
    cell = f"{column_name(len(listed.columns) - 1)}{row}"
    write_address(sheet, cell, address=door.url, look=book.look("entry-link"))
    tall = lines_of([(door.name, DOOR), (door.stands, STANDS), (door.source, SOURCE)])
    sheet.set_row(row - 1, 15 * tall)
