"""The sheet of the next study: every step to better evidence, from the cheapest to what opens most."""

from __future__ import annotations

from collections.abc import Iterator

from xlsxwriter.worksheet import Worksheet

from fram.decide.rank import Range
from fram.workspace.kept.evidence import StudyStep
from fram.workspace.papers.access.evidence import study_section
from fram.workspace.papers.workbook.access.listing import Column, Listed, begin, end, lines_of, write_cells
from fram.workspace.papers.workbook.book import Book
from fram.workspace.papers.workbook.look import LANDSCAPE_A4

POINTS = ("P10", "P50", "P90")
WHAT, WHERE = 58, 40
"""Widths of the columns of text."""


def write_study(book: Book, sheet: Worksheet) -> None:
    """Write what to do first, then each step: cost, months, value of the doors opened, chance, markets."""
    kept = book.record.evidence.next_study if book.record.evidence else None
    listed = _listed(book)
    begin(book, sheet, listed=listed)
    for row, step in enumerate(kept.steps if kept else (), start=listed.first_row):
        name, where = step.name[book.words.lang], book.words.names(step.markets)
        number = float(row - listed.head_row)
        write_cells(book, sheet, listed=listed, row=row, values=[number, *_values(step, name, book), where])
        sheet.set_row(row - 1, 15 * lines_of([(name, WHAT), (where, WHERE)]))
    end(sheet, listed=listed, rows=len(kept.steps) if kept else 0)


def _values(step: StudyStep, name: str, book: Book) -> list[float | str | None]:
    words = book.words
    kind = words("workbook.kind-work" if step.is_work else "workbook.kind-study")
    first = words("workbook.step-first") if step.is_first else ""
    return [
        name,
        kind,
        first,
        *_points(step.cost),
        step.cost_mean,
        *_points(step.months),
        step.sure,
        step.value,
        step.chance,
    ]


def _points(at: Range) -> tuple[float, float, float]:
    return at.p10, at.p50, at.p90


def _listed(book: Book) -> Listed:
    words = book.words
    told = study_section(book.record, words=words)
    notes = (*told.said, told.next, told.small) if told else ()
    columns = [
        Column(name=words("workbook.number"), width=8, number="flag"),
        Column(name=words("study.col-step"), width=WHAT), Column(name=words("workbook.kind"), width=20),
        Column(name=words("workbook.step-taken"), width=15), *_amounts(book),
        Column(name=words("workbook.opens-sure"), width=15, number="whole"),
        Column(name=words("workbook.opens"), width=15, number="whole"),
        Column(name=words("workbook.opens-chance"), width=14, number="percent"),
        Column(name=words("study.col-markets"), width=WHERE),
    ]  # fmt: skip
    return Listed(tab="study", title=words("section.study"), paper=LANDSCAPE_A4, notes=notes, columns=columns)


def _amounts(book: Book) -> Iterator[Column]:
    """The columns of cost and of months."""
    words = book.words
    cost, months = words("study.col-cost"), words("study.col-months")
    for point in POINTS:
        yield Column(name=f"{point}, NOK", width=12, number="whole", group=cost)
    yield Column(name=words("workbook.mean-nok"), width=12, number="whole", group=cost)
    for point in POINTS:
        name = words("workbook.point-months", point=point)
        yield Column(name=name, width=10, number="one", group=months)
