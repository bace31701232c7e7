"""The sheet of the launch sequence: launches, stop rules, what is not now, the round, people, cash."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from xlsxwriter.worksheet import Worksheet

from fram.decide.rank import Range
from fram.decide.sequence.later import EASIEST, NotNow
from fram.decide.sequence.made import Launched, Sequenced
from fram.workspace.papers.loop.sequence import Teller, sequence_section
from fram.workspace.papers.workbook.book import Book
from fram.workspace.papers.workbook.formulas import column_name
from fram.workspace.papers.workbook.loop.blocks import Block, Page, Value, fields
from fram.workspace.papers.workbook.loop.cash import Paths, write_cash

VALUE = 1
"""The column of the mean values, counted from 0."""
POINTS = ("P10", "P50", "P90")


def write_sequence(book: Book, sheet: Worksheet) -> None:
    """Write what is said of the sequence, its tables as numbers, and cash by month with its chart."""
    found, told = book.record.sequence, sequence_section(book.record, words=book.words)
    if found is None or told is None:
        return
    words, tell = book.words, Teller(book.record, found, book.words)
    page = Page(book, sheet, title=words("section.sequence"))
    for text in (*told.verdict, told.next):
        page.text(text)
    if found.launches:
        page.table(_launches(found, tell))
        _together(page, found, rows=page.table(_money(found, tell)))
    for block in _blocks(found, tell):
        page.table(block)
    write_cash(page, Paths(
        title=words("loop.cash-by-month"), how=words("sequence.cone-how", months=found.rules.own_months),
        whose=words("sequence.cone-with"), cash=found.cash, alone=found.alone, floor=found.floor,
    ))  # fmt: skip
    page.skip(1)
    page.text(words("sequence.rests"), look="section")
    for text in told.rests:
        page.text(text, look="muted")
    page.finish("sequence")


def _together(page: Page, found: Sequenced, *, rows: tuple[int, int]) -> None:
    """The sum of the launches' mean values: means add up, the other points do not."""
    book, letters = page.book, column_name(VALUE)
    page.sheet.write_string(f"A{page.row}", book.words("loop.total"), book.look("total"))
    book.formula(
        page.sheet, f"{letters}{page.row}", text=f"SUM({letters}{rows[0]}:{letters}{rows[1]})",
        value=sum(one.value_mean for one in found.launches), look=book.look("total", "whole"),
    )  # fmt: skip
    page.skip(1)


def _blocks(found: Sequenced, tell: Teller) -> Iterator[Block]:
    """The tables below the launches that have something in them."""
    if found.launches:
        yield _stops(found, tell)
    if found.waiting:
        yield _waiting(found, tell)
    if found.stresses and found.launches:
        yield _stresses(found, tell)
    if found.more:
        yield _more(found, tell)
    if found.people:
        yield _people(found, tell)


def _launches(found: Sequenced, tell: Teller) -> Block:
    words = tell.words
    named = [
        (words("loop.months", what=words(f"sequence.col-{key}"), point=point), "flag")
        for key in ("start", "approval", "first-sale")
        for point in POINTS
    ]
    return Block(
        title=words("sequence.launches"), rows=[_launch(one, tell) for one in found.launches],
        fields=fields(
            (words("sequence.col-market"), ""), (words("sequence.col-start"), ""),
            (words("sequence.col-how"), ""), (words("loop.chance-starts"), "percent"), *named,
            (words("loop.chance-sale"), "percent"),
        ),
    )  # fmt: skip


def _launch(one: Launched, tell: Teller) -> list[Value]:
    words = tell.words
    approval: Sequence[Value] = (
        _points(one.approval) if one.approval else (words("sequence.held"), None, None)
    )
    return [
        words.names([one.market]), tell.start(one.start), words(f"mode.{one.mode}"), one.chance_starts,
        *_points(one.starts), *approval, *_points(one.first_sale), one.chance_sale,
    ]  # fmt: skip


def _money(found: Sequenced, tell: Teller) -> Block:
    words = tell.words
    spans = [(f"{words('sequence.col-takes')}, {point}, NOK", "whole") for point in POINTS]
    return Block(
        title=words("loop.launches-money"), how=words("sequence.launches-how"),
        rows=[
            [words.names([one.market]), one.value_mean, *_points(one.value), *_points(one.spend)]
            for one in found.launches
        ],
        fields=fields(
            (words("sequence.col-market"), ""), (words("loop.value-mean"), "whole"),
            *((words("loop.value", point=point), "whole") for point in POINTS), *spans,
        ),
    )  # fmt: skip


def _points(at: Range) -> tuple[float, float, float]:
    return at.p10, at.p50, at.p90


def _stops(found: Sequenced, tell: Teller) -> Block:
    words = tell.words
    rows: list[list[Value]] = [
        [
            words.names([one.market]), words("stops.stop" if one.stop.stops else "stops.look"),
            words(f"sequence.milestone-{one.stop.milestone}"), float(one.stop.by_month), one.stop.spent_nok,
            one.stop.chance, one.stop.saves_nok, tell.stop(one, one.stop),
        ]
        for one in found.launches
        if one.stop is not None
    ]  # fmt: skip
    return Block(
        title=words("sequence.stops"), how=words("stops.how"), rows=rows,
        fields=fields(
            (words("stops.market"), ""), (words("stops.then"), ""), (words("stops.without"), ""),
            (words("loop.months-from-start"), "flag"), (words("loop.spent"), "whole"),
            (words("stops.chance"), "percent"), (words("loop.loses"), "whole"), (words("loop.in-words"), ""),
        ),
    )  # fmt: skip


def _waiting(found: Sequenced, tell: Teller) -> Block:
    words = tell.words
    shown = sorted(found.waiting, key=lambda one: (EASIEST.index(one.because), -one.value, one.market))
    return Block(
        title=words("sequence.waiting"), rows=[_later(one, tell) for one in shown],
        fields=fields(
            (words("sequence.col-market"), ""), (words("sequence.col-why"), ""),
            (words("sequence.col-how"), ""), (words("sequence.col-start"), ""),
            (words("loop.missing-cash"), "whole"), (words("loop.missing-who"), ""),
            (words("loop.missing-people"), "two"), (words("loop.would-add"), "whole"),
            (words("sequence.col-reopens"), ""),
        ),
    )  # fmt: skip


def _later(one: NotNow, tell: Teller) -> list[Value]:
    words = tell.words
    why, reopens = tell.why_not(one)
    fits = one.because != "worth" and one.start is not None
    return [
        words.names([one.market]), why, words(f"mode.{one.mode}") if fits else None,
        tell.start(one.start) if one.start is not None and fits else None, one.nok or None,
        words(f"sequence.people-{one.function}") if one.function else None, one.positions or None,
        one.value if fits else None, reopens,
    ]  # fmt: skip


def _stresses(found: Sequenced, tell: Teller) -> Block:
    words = tell.words
    rows: list[list[Value]] = [
        [words(f"sequence.round-{one.round}"), one.chance, *one.ends, one.value_mean]
        for one in found.stresses
    ]
    below = [(words("loop.below", point=point), "flag") for point in POINTS]
    return Block(
        title=words("sequence.stresses"), how=words("loop.stresses-how"), rows=rows,
        fields=fields(
            (words("sequence.col-round"), ""), (words("sequence.col-holds"), "percent"), *below,
            (words("loop.value-mean"), "whole"),
        ),
    )  # fmt: skip


def _more(found: Sequenced, tell: Teller) -> Block:
    words = tell.words
    rows: list[list[Value]] = []
    for one in found.more:
        function = words(f"sequence.people-{one.of}") if one.kind == "person" else ""
        what = words(f"sequence.more-{one.kind}", nok=tell.numerals.money(one.amount), function=function)
        rows.append([what, one.amount, one.gain_nok, one.each])
    return Block(
        title=words("sequence.more"), how=words("sequence.more-how"), rows=rows,
        fields=fields(
            (words("sequence.col-more"), ""), (words("loop.amount"), "whole"),
            (words("loop.adds"), "whole"), (words("loop.adds-each"), "two"),
        ),
    )  # fmt: skip


def _people(found: Sequenced, tell: Teller) -> Block:
    words = tell.words
    rows: list[list[Value]] = [
        [words(f"sequence.people-{one.function}"), one.free, one.used] for one in found.people
    ]
    share = words.numerals.percent(found.rules.free_share)
    return Block(
        title=words("sequence.people"), how=words("sequence.people-how", share=share), rows=rows,
        fields=fields(
            (words("sequence.col-function"), ""), (words("loop.free"), "two"), (words("loop.used"), "two"),
        ),
    )  # fmt: skip
