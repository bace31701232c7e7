"""The sheet of what to find out next: each question as numbers, and which answers change what."""

from __future__ import annotations

from xlsxwriter.worksheet import Worksheet

from fram.decide.asking import NextQuestion
from fram.workspace.papers.loop.questions import questions_section
from fram.workspace.papers.telling.asked import means, place_of, things, whom
from fram.workspace.papers.words import Words
from fram.workspace.papers.workbook.book import Book
from fram.workspace.papers.workbook.loop.blocks import Block, Field, Page, Value, fields


def write_questions(book: Book, sheet: Worksheet) -> None:
    """Write the work list, best net worth first, with what is said of it."""
    words, told = book.words, questions_section(book.record, words=book.words)
    page = Page(book, sheet, title=told.title)
    for text in told.said:
        page.text(text)
    page.text(told.small, look="muted")
    rows = [_row(one, words) for one in book.record.plan.asking.questions]
    if rows:
        page.table(Block(title=told.title, rows=rows, fields=_fields(words)))
    page.finish("questions")


def _fields(words: Words) -> list[Field]:
    text = [(words(f"questions.col-{key}"), "") for key in ("what", "whom")]
    text += [(words("column.where"), ""), (words("questions.how-asked"), "")]
    money = [(f"{words(f'questions.sheet-{key}')}, NOK", "whole")
             for key in ("cost", "waiting", "worth", "error", "ceiling", "net")]  # fmt: skip
    return fields(
        *text, (words("questions.sheet-people"), "whole"), (words("questions.sheet-days"), "whole"), *money,
        (words("questions.sheet-changes"), "percent"), (words("questions.col-means"), ""),
    )  # fmt: skip


def _row(one: NextQuestion, words: Words) -> list[Value]:
    return [
        things(one.names, words=words), whom(one, words=words), place_of(one, words=words),
        words(f"method.{one.method}"), float(one.count), float(one.days), one.cost_nok, one.waiting_nok,
        one.worth_nok, one.error_nok, one.ceiling_nok, one.net_nok, one.changes, means(one, words=words),
    ]  # fmt: skip
