"""The sheet of prices: one row for each market's corridor, in the order of the ranking."""

from __future__ import annotations

from collections.abc import Iterator

from xlsxwriter.worksheet import Worksheet

from fram.decide.rank import Range
from fram.workspace.kept.prices import MarkKey, PriceMark, PriceRecord
from fram.workspace.papers.access.corridor import CorridorSection, corridor, unit_of_price
from fram.workspace.papers.workbook.access.listing import (
    Column,
    Listed,
    begin,
    end,
    lines_of,
    used,
    write_cells,
)
from fram.workspace.papers.workbook.book import Book
from fram.workspace.papers.workbook.look import LANDSCAPE_A3, number_of

POINTS = ("P10", "P50", "P90")
TOLD = 42
"""Width of a column of text."""


def write_prices(book: Book, sheet: Worksheet) -> None:
    """Write floor, price, list price and ceiling of each market, the chances, the band and the marks.

    What no market has (no tariff, nobody asked) has no column.
    """
    words, record = book.words, book.record
    kept = {one.market: one for one in record.prices}
    markets = [line.result.market for line in record.plan.markets if line.result.market in kept]
    unit = unit_of_price(record.unit_of_sale, price_model=record.price_model, words=words)
    told = [corridor(kept[market], unit=unit, words=words) for market in markets]
    found = [
        [None, *_numbers(kept[market]), *_texts(kept[market], said, book)]
        for market, said in zip(markets, told, strict=True)
    ]
    columns, rows = used(tuple(_columns(book)), found)
    listed = Listed(
        tab="prices", title=words("workbook.tab-prices"), paper=LANDSCAPE_A3, columns=columns,
        notes=(unit, words("prices.how"), words("workbook.still")),
    )  # fmt: skip
    begin(book, sheet, listed=listed)
    for row, (market, values) in enumerate(zip(markets, rows, strict=True), start=listed.first_row):
        book.link(sheet, f"A{row}", tab=market, text=words.numerals.market(market), look="entry-link")
        write_cells(book, sheet, listed=listed, row=row, values=values)
        sheet.set_row(row - 1, 15 * lines_of([(text, TOLD) for text in values if isinstance(text, str)]))
    end(sheet, listed=listed, rows=len(rows))
    sheet.fit_to_pages(2, 0)  # too many columns for one page; the market stands on both
    sheet.repeat_columns(0)


def _columns(book: Book) -> Iterator[Column]:
    """Every column a price may need, in its order."""
    words = book.words
    number = number_of("NOK", max((one.price.p50 for one in book.record.prices), default=0.0))
    yield Column(name=words("column.market"), width=20)
    for key in ("corridor.floor", "corridor.plan-price", "prices.listed", "prices.ceiling"):
        for point in POINTS:
            yield Column(name=f"{point}, NOK", width=11, number=number, group=f"{words(key)}, NOK")
    for key in ("prices.chance-covers", "prices.chance-worth", "prices.chance-open"):
        yield Column(name=words(key), width=13, number="percent", group=words("prices.chances"))
    band, marks = words("prices.band"), words("prices.marks")
    yield Column(name=words("prices.band-low"), width=12, number=number, group=band)
    yield Column(name=words("prices.band-high"), width=12, number=number, group=band)
    yield Column(name=words("prices.sure"), width=11, number="percent", group=band)
    yield Column(name=words("prices.home"), width=12, number=number, group=marks)
    for key in ("tariff-low", "tariff-high", "survey-low", "survey-high"):
        yield Column(name=words(f"prices.{key}"), width=12, number=number, group=marks)
    yield Column(name=words("prices.answers"), width=10, number="flag", group=marks)
    yield Column(name=words("prices.rate"), width=12, number="four")
    for key in ("made-of", "which", "seen-by"):
        yield Column(name=words(f"prices.{key}"), width=TOLD)


def _numbers(kept: PriceRecord) -> Iterator[float | None]:
    for at in (kept.floor, kept.price, kept.listed, kept.ceiling):
        yield from _points(at)
    yield from (kept.covers, kept.accepted, kept.is_open)
    yield from kept.band or (None, None)
    yield kept.sure
    home = _marks(kept, "home")
    yield home[0].middle if home else None
    for key in ("tariff", "survey"):
        marks = _marks(kept, "tariff" if key == "tariff" else "survey")
        yield min((mark.low for mark in marks), default=None)
        yield max((mark.high for mark in marks), default=None)
    asked = _marks(kept, "survey")
    yield float(sum(mark.answers for mark in asked)) if asked else None
    yield kept.nok_per if kept.currency != "NOK" and kept.nok_per else None


def _points(at: Range | None) -> tuple[float | None, float | None, float | None]:
    return (at.p10, at.p50, at.p90) if at else (None, None, None)


def _marks(kept: PriceRecord, key: MarkKey) -> list[PriceMark]:
    return [mark for mark in kept.marks if mark.key == key]


def _texts(kept: PriceRecord, told: CorridorSection, book: Book) -> Iterator[str]:
    """What the ceiling is made of and how sure it is; every price known, with its source; who sees it."""
    words = book.words
    ceiling = next((bar for bar in told.bars if bar.key == "ceiling"), None)
    if ceiling is None:
        yield words("corridor.no-worth")
    else:
        checked = words(f"confidence.{ceiling.confidence}") if ceiling.confidence else ceiling.note
        guessed = words("corridor.guessed") if kept.is_guessed else ""
        yield " ".join(part for part in (f"{ceiling.name} ({checked.rstrip('.')}).", guessed) if part)
    marks = [bar for bar in told.bars if bar.key in ("home", "tariff", "survey")]
    sure = [words(f"confidence.{bar.confidence}") if bar.confidence else "" for bar in marks]
    yield "; ".join(
        ", ".join(
            part.rstrip(".") for part in (f"{bar.name}: {bar.says}", bar.note, bar.source, word) if part
        )
        for bar, word in zip(marks, sure, strict=True)
    )
    yield words.names(kept.seen_by)
