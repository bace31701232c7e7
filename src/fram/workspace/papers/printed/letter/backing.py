"""The sections of the memo that hold tables, a picture or sources."""

from __future__ import annotations

from collections.abc import Sequence

from fram.decide.plan import MarketPlan
from fram.decide.rank import Range
from fram.workspace.papers import charts
from fram.workspace.papers.digest import Digest, month_or_after, read_order
from fram.workspace.papers.listing import Source
from fram.workspace.papers.loop.questions import questions_table
from fram.workspace.papers.printed.answers import (
    lines_with,
    market_name,
    reopening,
    sources_of,
    worth_asking,
)
from fram.workspace.papers.printed.letter import order
from fram.workspace.papers.printed.letter.tables import Listing
from fram.workspace.papers.printed.letter.writer import Letter
from fram.workspace.papers.printed.office import clean, sentence

MOST_MARKETS, MOST_ROWS, MOST_SOURCES = 8, 6, 10
WITH_SEQUENCE = 5
"""Markets and works shown where the launch sequence needs the room."""


def numbers(letter: Letter) -> None:
    """Add the table of markets with their ranges."""
    words = letter.words
    lines = letter.record.plan.markets
    in_play = [line for line in lines if line.stance.verdict != "not-now"]
    rest = [line for line in lines if line.stance.verdict == "not-now"]
    most = WITH_SEQUENCE if letter.record.sequence else MOST_MARKETS
    shown = {line.result.market for line in [*in_play, *rest][:most]}
    letter.heading(words("memo.numbers"))
    head = "market verdict value loss first-sale cash-need".split()
    letter.table(
        Listing(
            head=[words(f"column.{key}") for key in head],
            rows=[_numbers(line, letter) for line in lines if line.result.market in shown],
            widths=(2.9, 2.1, 3.8, 2.2, 2.4, 3.2), right=(2, 3, 4, 5),
            describe=words("memo.numbers-describe"),
        )
    )  # fmt: skip
    letter.paragraph(words("report.reading"), style="Memo small")
    more = len(lines) - len(shown)
    letter.paragraph(words.count("deck.more-markets", more) if more else "", style="Memo small")


def _numbers(line: MarketPlan, letter: Letter) -> tuple[str, ...]:
    words, result = letter.words, line.result
    numerals = words.numerals

    def points(at: Range, *, signed: bool = False) -> str:
        return numerals.money_points([at.p10, at.p50, at.p90], signed=signed)

    sale = words("board.no-sale")
    if result.first_sale:
        sale = month_or_after(result.first_sale.p50, letter.record, words=words)
    return (
        market_name(line, words=words),
        words(f"verdict.{line.stance.verdict}"),
        points(result.npv, signed=True),
        numerals.chance(result.chance_loss),
        sale,
        points(result.cash_need),
    )


def cash(letter: Letter, page: Digest) -> None:
    """Add when cash ends, and its picture; when to raise and how much, where the plan keeps it."""
    words = letter.words
    if not order.runway(letter):
        letter.heading(words("section.cash"))
    told = words("memo.cash", cash=page.cash_now, ends=page.cash_ends)
    if page.cash_ends_with_go:
        told += " " + words("memo.cash-with-go", ends=page.cash_ends_with_go)
    letter.paragraph(told)
    wide = order.SMALL if letter.record.sequence else 1.0
    order.draw(letter, charts.cash_picture(letter.record, words=words), wide=wide)


def questions(letter: Letter) -> None:
    """Add what to find out first."""
    words, found = letter.words, worth_asking(letter.record)
    letter.heading(words("memo.first"))
    if not found:
        letter.paragraph(words("report.nothing-to-ask"))
        return
    table = questions_table(found, words=words)
    letter.table(
        Listing(
            head=table.head, rows=table.rows, widths=(3.3, 2.0, 2.4, 2.3, 2.4, 4.2), right=(3,),
            describe=words("memo.first"),
        )
    )  # fmt: skip
    letter.paragraph(f"{sentence(words('deck.asks-lede'))} {words('deck.asks-source')}", style="Memo small")


def later(letter: Letter) -> None:
    """Add what stays closed, and until when."""
    if order.waiting(letter):
        return
    words = letter.words
    rows = reopening(letter.record, words=words, most=MOST_ROWS)
    if rows:
        letter.heading(words("memo.later"))
        head = (words("column.market"), words("deck.reopens"))
        letter.table(Listing(head=head, rows=rows, widths=(5.2, 11.0), describe=words("memo.later")))


def ground(letter: Letter, page: Digest) -> None:
    """Add what it rests on, and the works of others behind the markets in play."""
    record, words = letter.record, letter.words
    letter.heading(words("section.assumptions"))
    order = words("board.read-order", order=clean(read_order(record, words=words), most=120))
    letter.paragraph(f"{sentence(page.rests)} {sentence(order)}")
    letter.paragraph(f"{words('method.defaults')} {words('method.replay')}")
    in_play = [line for line in record.plan.markets if line.stance.verdict != "not-now"]
    found = sources_of(record, in_play or record.plan.markets[:1], words=words)
    letter.heading(words("deck.sources"))
    for told in _works(found)[: _room(letter)]:
        letter.paragraph(told, style="Memo small")
    letter.paragraph(words("memo.all-sources"), style="Memo small")
    letter.paragraph(words("report.licence"), style="Memo small")


def _room(letter: Letter) -> int:
    """Works a memo of four pages has room for: fewer where more launches, or a scenario, are told."""
    scenario = letter.record.scenario
    launches = len(lines_with(letter.record, "go")[:3])
    most = WITH_SEQUENCE if letter.record.sequence else MOST_SOURCES
    return max(4, most - 3 * max(launches - 1, 0) - (len(scenario.changes) if scenario else 0))


def _works(found: Sequence[Source]) -> list[str]:
    """Each work once, with the places read in it, the day it was read, and its address."""
    places: dict[tuple[str, str, str, str], list[str]] = {}
    for source in found:
        places.setdefault((source.title, source.publisher, source.read, source.url), []).append(source.place)
    return [
        ", ".join(
            clean(part, most=110)
            for part in (title, publisher, "; ".join(filter(None, at)), read, url)
            if part
        )
        for (title, publisher, read, url), at in places.items()
    ]
