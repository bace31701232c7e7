"""The sheet of the runway: when cash ends, how much to raise, who owns what, what buys time, what fits."""

from __future__ import annotations

from collections.abc import Iterator

from xlsxwriter.worksheet import Worksheet

from fram.decide.rank import Range
from fram.decide.runway.bridges import Bridge
from fram.workspace.kept.runway import Dilution, MoneyRow, RunwayKept
from fram.workspace.papers.digest import some_names
from fram.workspace.papers.loop.runway import RunwaySection, runway_section
from fram.workspace.papers.words import Words
from fram.workspace.papers.workbook.book import Book, write_address
from fram.workspace.papers.workbook.formulas import column_name
from fram.workspace.papers.workbook.loop.blocks import Block, Field, Page, Value, fields
from fram.workspace.papers.workbook.loop.cash import Paths, write_cash

POINTS = ("P10", "P50", "P90")


def write_runway(book: Book, sheet: Worksheet) -> None:
    """Write what is said of the runway, its tables as numbers, the money that may fit, and cash by month."""
    kept, told = book.record.runway, runway_section(book.record, words=book.words)
    if kept is None or told is None:
        return
    words = book.words
    page = Page(book, sheet, title=words("section.runway"))
    for text in (*told.said, told.money):
        page.text(text)
    page.text(told.small, look="muted")
    for block in _blocks(kept, told, words):
        page.table(block)
    _write_money(page, kept)
    _write_paths(page, kept)
    page.finish("runway")


def _blocks(kept: RunwayKept, told: RunwaySection, words: Words) -> Iterator[Block]:
    yield _ends(kept, words)
    yield _amounts(kept, told, words)
    if kept.dilution is not None:
        yield _dilution(kept.dilution, words)
    if kept.helping:
        yield _bridges(kept, words)


def _ends(kept: RunwayKept, words: Words) -> Block:
    where = some_names(kept.markets, most=2, words=words, inside=True)
    rows: list[list[Value]] = [
        [
            words(f"runway.path-{one.path}", markets=where),
            one.ends.p10,
            one.ends.p50,
            one.ends.p90,
            one.ends.chance,
        ]
        for one in kept.ends
    ]
    named = [(words("loop.months", what=words("runway.col-path"), point=point), "flag") for point in POINTS]
    return Block(
        title=words("runway.col-path"), how=words("loop.ends-how"), rows=rows,
        fields=fields((words("loop.path"), ""), *named, (words("loop.ends-chance"), "percent")),
    )  # fmt: skip


def _amounts(kept: RunwayKept, told: RunwaySection, words: Words) -> Block:
    milestones = [row[0] for row in told.amounts.rows]
    rows: list[list[Value]] = [
        [
            name, one.when.p10, one.when.p50, one.when.p90, one.reached,
            *(nok for _, nok in one.by_chance),
        ]
        for one, name in zip(kept.amounts, milestones, strict=True)
    ]  # fmt: skip
    when = [(words("loop.months", what=words("runway.when"), point=point), "flag") for point in POINTS]
    raise_ = [
        (f"{words('runway.with', chance=words.numerals.chance(chance))}, NOK", "whole")
        for chance, _ in kept.main.by_chance
    ]
    return Block(
        title=words("runway.amounts"), how=words("loop.amounts-how"), rows=rows,
        fields=fields((words("runway.milestone"), ""), *when, (words("loop.reached"), "percent"), *raise_),
    )  # fmt: skip


def _dilution(found: Dilution, words: Words) -> Block:
    """What today's owners keep, by amount raised (rows) and value before the money (columns)."""
    rows: list[list[Value]] = [
        [words.numerals.money(amount), *(one.today if one else words("loop.impossible") for one in row)]
        for amount, row in zip(found.amounts, found.rows, strict=True)
    ]
    named = [
        (words("loop.pre-money", value=words.numerals.money(value)), "percent") for value in found.values
    ]
    how = words("loop.dilution-stated" if found.is_stated else "loop.dilution-assumed")
    return Block(
        title=words("loop.dilution"), how=how, rows=rows, fields=fields((words("loop.raise"), ""), *named)
    )


def _bridges(kept: RunwayKept, words: Words) -> Block:
    return Block(
        title=words("loop.bridges"), rows=[_bridge(one, words) for one in kept.helping],
        how=words("loop.bridges-how", sure=words.numerals.chance(kept.sure)),
        fields=fields(
            (words("loop.bridge"), ""), (words("loop.gained"), "one"), (words("loop.cost"), "whole"),
            (words("loop.diluted"), "percent"),
        ),
    )  # fmt: skip


def _bridge(one: Bridge, words: Words) -> list[Value]:
    numerals = words.numerals
    sizes = {"cut": numerals.percent(one.size), "delay": words.count("runway.months", round(one.size))}
    where = words.names([one.market], inside=True) if one.market else ""
    name = words(f"loop.bridge-{one.kind}", size=sizes.get(one.kind, numerals.money(one.size)), market=where)
    months: Value = words("loop.no-end") if one.months is None else one.months
    return [name, months, one.cost, one.diluted]


def _write_money(page: Page, kept: RunwayKept) -> None:
    """Every grant, loan, guarantee and equity, those that fit first; each with its source and address."""
    words = page.book.words
    order = ("yes", "unknown", "no")
    shown = sorted(kept.instruments, key=lambda one: order.index(one.fits))
    if not shown:
        return
    named = [
        "name", "body", "kind", "fits", "low", "high", "currency", "high-nok", "share-low", "share-high",
        "days", "in-time", "why", "sure", "source", "address",
    ]  # fmt: skip
    numbers = {"low": "whole", "high": "whole", "high-nok": "whole", "share-low": "percent",
               "share-high": "percent", "days": "whole", "in-time": "percent"}  # fmt: skip
    columns = [Field(name=words(f"money.{key}"), number=numbers.get(key, "")) for key in named]
    first, _ = page.table(
        Block(
            title=words("money.title"), how=words("money.how"), fields=columns,
            rows=[_instrument(one, words) for one in shown],
        )
    )  # fmt: skip
    for row, one in enumerate(shown, start=first):
        cell = f"{column_name(len(columns) - 1)}{row}"
        write_address(page.sheet, cell, address=one.cite.url, look=page.book.look("entry-link"))


def _instrument(one: MoneyRow, words: Words) -> list[Value]:
    rules = (one.why_not,) if one.why_not else one.unsure
    why = "; ".join(words.named("money", f"rule-{rule}") for rule in rules)
    kind, fits = words.named("money", f"kind-{one.kind}"), words(f"money.fits-{one.fits}")
    shares, checked = (one.share_low, one.share_high), words(f"confidence.{one.confidence.value}")
    return [
        one.name[words.lang], one.body, kind, fits, one.low, one.high, one.currency, one.high_nok, *shares,
        one.days, one.in_time, why, checked, one.cite.title, None,
    ]  # fmt: skip


def _write_paths(page: Page, kept: RunwayKept) -> None:
    """Cash by month without new money, against the floor."""
    words = page.book.words
    has_launches = bool(kept.cone) and kept.verdict_path == "with"
    cash: tuple[Range, ...] = kept.cone if has_launches else kept.alone
    if not cash:
        return
    whose = words("deck.with-launches" if has_launches else "sequence.cone-alone")
    write_cash(page, Paths(
        title=words("deck.runway-key"), how=words("loop.runway-how"), whose=whose, cash=cash,
        alone=kept.alone, floor=(kept.floor,) * len(cash),
    ))  # fmt: skip
