"""``plan.xlsx``: the plan as a workbook with live formulas, driven by one sheet of assumptions."""

from __future__ import annotations

import io

from xlsxwriter import Workbook

from fram.decide.base import Base, bases_of, planned_case
from fram.workspace.papers.digest import tidy
from fram.workspace.papers.listing import row_of
from fram.workspace.papers.words import Words
from fram.workspace.papers.workbook.about import DAY_CELL, write_about
from fram.workspace.papers.workbook.access import write_evidence, write_prices, write_study
from fram.workspace.papers.workbook.assumptions import (
    assumptions_of,
    constants_of,
    places_of,
    write_assumptions,
)
from fram.workspace.papers.workbook.board_sheet import write_board
from fram.workspace.papers.workbook.book import Book, properties, tab_names
from fram.workspace.papers.workbook.grid import GridSheet
from fram.workspace.papers.workbook.look import Look
from fram.workspace.papers.workbook.loop import write_questions, write_runway, write_sequence
from fram.workspace.papers.workbook.market_sheet import write_market
from fram.workspace.record import PlanRecord

__all__ = ["plan_workbook"]

KEPT = {
    "questions": write_questions, "sequence": write_sequence, "runway": write_runway, "prices": write_prices,
    "evidence": write_evidence, "study": write_study,
}  # fmt: skip
"""The sheets of what a plan keeps beside its numbers, and what writes each."""


def plan_workbook(record: PlanRecord, *, lang: str, cached: bool = True) -> bytes:
    """Return ``plan.xlsx`` in ``lang`` (``en`` or ``nb``): the same bytes for the same record.

    ``cached=False`` leaves out the values beside the formulas, so that whatever a spreadsheet program shows
    is its own work. Raises ``Refused`` for a language there are no words for.
    """
    words, room = Words(lang), io.BytesIO()
    file = Workbook(room, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    title = f"{tidy(record.company)} · {tidy(record.product)}"
    file.set_properties(properties(record, title=title))
    book = Book(
        file=file, look=Look(file), record=record, words=words, bases=_bases(record),
        tabs=_tabs(record, words), cached=cached,
    )  # fmt: skip
    _write(book)
    file.close()
    return room.getvalue()


def _bases(record: PlanRecord) -> dict[str, Base]:
    plan = record.plan
    cases = [
        planned_case(plan, line, unit_of_sale=record.unit_of_sale, price_model=record.price_model)
        for line in plan.markets
    ]
    return {base.case.market: base for base in bases_of(cases)}


def _tabs(record: PlanRecord, words: Words) -> dict[str, str]:
    markets = [line.result.market for line in record.plan.markets]
    return tab_names(
        [
            ("board", words("workbook.tab-board")),
            ("assumptions", words("workbook.tab-assumptions")),
            *_kept(record, words),
            *((market, words.numerals.market(market)) for market in markets),
            ("about", words("workbook.tab-about")),
        ]
    )


def _kept(record: PlanRecord, words: Words) -> list[tuple[str, str]]:
    """The sheets of what a plan keeps beside its numbers: the order, the runway, price and evidence.

    An older plan kept none.
    """
    evidence = record.evidence
    tabs = [("questions", words("workbook.tab-questions"))] if record.plan.asking.questions else []
    tabs += [("sequence", words("workbook.tab-sequence"))] if record.sequence else []
    tabs += [("runway", words("workbook.tab-runway"))] if record.runway else []
    tabs += [("prices", words("workbook.tab-prices"))] if record.prices else []
    if evidence and any(one.doors for one in evidence.markets):
        tabs.append(("evidence", words("workbook.tab-evidence")))
    if evidence and evidence.next_study:
        tabs.append(("study", words("nav.study")))
    return tabs


def _write(book: Book) -> None:
    """Every sheet in its order; the board last, when it is known where its numbers stand."""
    sheets = {key: book.file.add_worksheet(tab, worksheet_class=GridSheet) for key, tab in book.tabs.items()}
    items, constants = assumptions_of(book), constants_of(book)
    rows = [row_of(item, book.record, words=book.words) for item in items]
    pairs = list(zip(items, rows, strict=True))
    write_assumptions(book, sheets["assumptions"], items=pairs, constants=constants)
    places = places_of(items, constants)
    cells = {name: book.reference("assumptions", cell) for name, cell in places.items()}
    cells["day"] = book.reference("about", DAY_CELL)
    answers = {
        line.result.market: write_market(book, sheets[line.result.market], line=line, cells=cells)
        for line in book.record.plan.markets
    }
    for key, write in KEPT.items():
        if key in sheets:
            write(book, sheets[key])
    write_board(book, sheets["board"], answers=answers)
    write_about(book, sheets["about"], rows=rows)
    sheets["board"].activate()
