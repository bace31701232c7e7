"""The sheet that drives the workbook: every assumption once, with the value used in blue."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from xlsxwriter.worksheet import Worksheet

from fram.decide.base import middle
from fram.decide.model.case import Assumption, used_inputs
from fram.decide.model.cashflow import STOP_AFTER
from fram.decide.model.costs import LOCALISED_SHARE, TEAM_BY_MODE, TEAM_NEAR_HOME
from fram.decide.model.demand import MOST_SHARE, WINNING_YEARS
from fram.decide.model.income import DAYS_A_MONTH, VAT_REFUND_MONTHS
from fram.decide.model.inputs import INPUTS
from fram.decide.model.opportunity import PILOT_PART
from fram.workspace.papers.listing import Row
from fram.workspace.papers.phrases import points_of
from fram.workspace.papers.words import Words
from fram.workspace.papers.workbook.book import Book, plain, set_paper, write_address, write_text
from fram.workspace.papers.workbook.formulas import absolute
from fram.workspace.papers.workbook.look import LANDSCAPE_A4, above_zero, is_share, number_of, unit_name

HEAD_ROW = 4
FIRST_ROW = HEAD_ROW + 1
USED = "D"
"""The column of the values used."""
WIDTHS = (29, 25, 21, 13, 11, 11, 11, 17, 14, 42, 32, 27)


@dataclass(frozen=True, slots=True, kw_only=True)
class Constant:
    """A planning figure of the model itself: its name in formulas, what it is, its value and its format."""

    name: str
    label: str
    value: float
    number: str = "two"


def assumptions_of(book: Book) -> tuple[Assumption, ...]:
    """Return every assumption a market uses, once: the product's own first, then by regime, by market."""
    lines = book.record.plan.markets
    place = {line.result.market: number for number, line in enumerate(lines)}
    order = {name: number for number, name in enumerate(INPUTS)}
    scopes = ("product", "regime", "market")
    found: dict[str, Assumption] = {}
    for line in lines:
        found |= {item.id: item for item in used_inputs(book.bases[line.result.market].case).values()}

    def key(item: Assumption) -> tuple[int, int, str, int]:
        owner = item.id.rpartition(".")[0]
        scope = scopes.index(INPUTS[item.name].scope)
        return (scope, place.get(owner.upper(), -1), owner, order[item.name])

    return tuple(sorted(found.values(), key=key))


def constants_of(book: Book) -> tuple[Constant, ...]:
    """Return the planning figures of the model that this plan's formulas use."""
    return tuple(
        Constant(name=name, label=label, value=value, number=number)
        for name, (label, value, number) in _constants(book).items()
    )


def _constants(book: Book) -> dict[str, tuple[str, float, str]]:
    words, plan = book.words, book.record.plan
    cases = [base.case for base in book.bases.values()]
    found = {
        "stop_after": (words("workbook.constant-stop"), float(STOP_AFTER), "whole"),
        "pilot_part": (words("workbook.constant-pilot"), PILOT_PART, "percent"),
        "days_a_month": (words("workbook.constant-days"), DAYS_A_MONTH, "two"),
    }
    if any(case.speaks_language for case in cases):
        found["localised_share"] = (words("workbook.constant-localised"), LOCALISED_SHARE, "percent")
    if any(case.near_home for case in cases):
        found["near_home_team"] = (words("workbook.constant-near-home"), TEAM_NEAR_HOME, "percent")
    if plan.mode != "direct":
        found["mode_team"] = (words("workbook.constant-team"), TEAM_BY_MODE[plan.mode], "percent")
    if any(not case.wins_by_funnel for case in cases):
        found["most_share"] = (words("workbook.constant-most-share"), MOST_SHARE, "percent")
    if any(not case.wins_by_funnel and not case.by_patient for case in cases):
        found["winning_years"] = (words("workbook.constant-winning"), float(WINNING_YEARS), "whole")
    if plan.ships_goods:
        found["vat_refund"] = (words("workbook.constant-vat-refund"), VAT_REFUND_MONTHS, "one")
    return found


def places_of(items: Sequence[Assumption], constants: Sequence[Constant]) -> Mapping[str, str]:
    """Return where each value used stands on the sheet, by the assumption's id or the constant's name."""
    below = FIRST_ROW + len(items) + 2
    cells = {item.id: absolute(USED, FIRST_ROW + n) for n, item in enumerate(items)}
    return cells | {one.name: absolute(USED, below + n) for n, one in enumerate(constants)}


def write_assumptions(
    book: Book, sheet: Worksheet, *, items: Sequence[tuple[Assumption, Row]], constants: Sequence[Constant]
) -> None:
    """Write the sheet, each assumption as its row says it: what is typed in drives every market's sheet."""
    words, look = book.words, book.look
    for place, width in enumerate(WIDTHS):
        sheet.set_column(place, place, width)
    write_text(sheet, "A1", text=words("workbook.assumptions-title"), look=look("title"))
    write_text(sheet, "A2", text=words("workbook.assumptions-how"), look=look("muted"))
    for place, name in enumerate(_heads(words)):
        sheet.write_string(HEAD_ROW - 1, place, name, look("head", align="center" if 2 < place < 7 else ""))
    sheet.set_row(HEAD_ROW - 1, 30)
    for row, (item, shown) in enumerate(items, start=FIRST_ROW):
        _write_item(book, sheet, row=row, item=item, shown=shown)
    _write_constants(book, sheet, constants, FIRST_ROW + len(items) + 1)
    if items:
        _guard(book, sheet, [item for item, _ in items], end=FIRST_ROW + len(items) + 1 + len(constants))
    sheet.freeze_panes(HEAD_ROW, 1)
    sheet.repeat_rows(HEAD_ROW - 1)
    sheet.print_area(0, 0, FIRST_ROW + len(items) + len(constants) + 1, len(WIDTHS) - 1)
    set_paper(book, sheet, paper=LANDSCAPE_A4, name=book.tabs["assumptions"])


def _guard(book: Book, sheet: Worksheet, items: Sequence[Assumption], end: int) -> None:
    """Take only what can be, mark what was changed (down to row ``end``), let the list be filtered."""
    last = FIRST_ROW + len(items) - 1
    _validate(sheet, items, book.words)
    sheet.conditional_format(
        f"{USED}{FIRST_ROW}:{USED}{end}",
        {"type": "formula", "criteria": f"=${USED}{FIRST_ROW}<>$F{FIRST_ROW}", "format": book.look.changed()},
    )
    sheet.autofilter(HEAD_ROW - 1, 0, last - 1, len(WIDTHS) - 1)


def _heads(words: Words) -> tuple[str, ...]:
    return (
        words("workbook.assumption"), words("column.where"), words("workbook.unit"), words("workbook.used"),
        "P10", "P50", "P90", words("column.origin"), words("workbook.confidence"), words("workbook.source"),
        words("workbook.address"), words("workbook.id"),
    )  # fmt: skip


def _write_item(book: Book, sheet: Worksheet, *, row: int, item: Assumption, shown: Row) -> None:
    words, look, estimate = book.words, book.look, item.estimate
    unit = estimate.unit or INPUTS[item.name].unit
    value = middle(estimate.dist)
    number = number_of(unit, value)
    low, _, high = points_of(estimate)
    for column, text in (
        ("A", shown.name), ("B", owner_of(item, words=words)), ("C", unit_name(unit, words=words)),
        ("H", shown.origin_word), ("I", shown.confidence_word), ("L", item.id),
    ):  # fmt: skip
        write_text(
            sheet, f"{column}{row}", text=text, look=look({"L": "muted", "H": "after"}.get(column, "plain"))
        )
    for column, point in (("E", low), ("F", value), ("G", high)):
        sheet.write_number(f"{column}{row}", float(f"{point:.12g}"), look("plain", number))
    sheet.write_number(f"{USED}{row}", value, look("typed", number))
    source = shown.sources[0] if shown.sources else None
    write_text(
        sheet, f"J{row}", text=source.title if source else _no_source(shown.origin, words), look=look("plain")
    )
    write_address(sheet, f"K{row}", address=source.url if source else "", look=look("link"))


def owner_of(item: Assumption, *, words: Words) -> str:
    """Return whom an assumption holds for: the product, the firm, a regime or a market."""
    owner = item.id.removesuffix(f".{item.name}")
    if owner == "product":
        return words("listing.product")
    if owner.startswith("firm"):
        return words("workbook.firm")
    if INPUTS[item.name].scope == "regime" and f"regime.{owner}" in words:
        return words(f"regime.{owner}")
    return words.numerals.market(owner.upper())


def _no_source(origin: str, words: Words) -> str:
    if origin == "company":
        return words("listing.no-source-company")
    return words("listing.no-source-default") if origin == "default" else ""


def _write_constants(book: Book, sheet: Worksheet, constants: Sequence[Constant], row: int) -> None:
    """The model's own planning figures, below the list: what formulas would else hold as bare numbers."""
    words, look = book.words, book.look
    write_text(sheet, f"A{row}", text=words("workbook.constants"), look=look("section"))
    for place in range(1, len(WIDTHS)):
        sheet.write_blank(row - 1, place, None, look("section"))
    for number, one in enumerate(constants, start=row + 1):
        write_text(sheet, f"A{number}", text=one.label, look=look())
        sheet.write_number(f"{USED}{number}", one.value, look("typed", one.number))
        sheet.write_number(f"F{number}", one.value, look("plain", one.number))
        write_text(sheet, f"J{number}", text=words("workbook.planning-figure"), look=look())
        write_text(sheet, f"L{number}", text=one.name, look=look("muted"))


def _validate(sheet: Worksheet, items: Sequence[Assumption], words: Words) -> None:
    for kind, first, last in _runs([_rule(item) for item in items]):
        said = words("workbook.only-share" if kind == "share" else "workbook.only-above")
        rule = {
            "share": {"criteria": "between", "minimum": 0, "maximum": 1},
            "above": {"criteria": ">", "value": 0},
            "": {"criteria": ">=", "value": 0},
        }[kind]
        sheet.data_validation(
            f"{USED}{FIRST_ROW + first}:{USED}{FIRST_ROW + last}",
            {
                "validate": "decimal", **rule, "error_title": plain(words("workbook.not-possible"))[:32],
                "error_message": said[:255],
            },
        )  # fmt: skip


def _rule(item: Assumption) -> str:
    unit = item.estimate.unit or INPUTS[item.name].unit
    return "share" if is_share(unit) else "above" if above_zero(item.name) else ""


def _runs(kinds: Sequence[str]) -> Iterator[tuple[str, int, int]]:
    """Neighbours of one kind together: the kind, the first and the last of them."""
    start = 0
    for place in range(1, len(kinds) + 1):
        if place == len(kinds) or kinds[place] != kinds[start]:
            yield kinds[start], start, place - 1
            start = place
