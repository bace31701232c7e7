"""The workbook as a file: its sheets, what may be typed in, what stays text, and the same bytes each time."""

from __future__ import annotations

import re
import zipfile
from dataclasses import replace
from datetime import date, datetime
from functools import cache
from io import BytesIO

import openpyxl
import pytest

from fram.terms.citation import Citation
from fram.terms.errors import Refused
from fram.workspace.papers.words import LANGS, Words
from fram.workspace.papers.workbook import plan_workbook
from fram.workspace.papers.workbook.book import tab_names
from fram.workspace.papers.workbook.formulas import Places, column_name
from fram.workspace.papers.workbook.look import number_of, unit_name, width_for
from fram.workspace.papers.workbook.months import serial
from fram.workspace.record import PlanRecord
from tests.golden import paper_record
from tests.oracle.workbooks import WAYS, cases_of, opened, record_of, rows_by_id

FUNNEL, *_OTHERS, LAST = WAYS
PATIENT = "patient, one-off, direct, worth health"
FORMULA_STARTS = ("=1+1", "+2", "-cmd|' /C calc'!A0", "@SUM(A1)", "{=A1}")


def record(way: str = FUNNEL) -> PlanRecord:
    return record_of(cases_of(way))


@cache
def shown(way: str = FUNNEL, lang: str = "en") -> openpyxl.Workbook:
    """The workbook of one way of selling, opened once."""
    return sheets(record(way), lang)


def sheets(made: PlanRecord, lang: str = "en") -> openpyxl.Workbook:
    return opened(plan_workbook(made, lang=lang), values=False)


# --- the file ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("lang", LANGS)
def test_the_same_record_gives_the_same_bytes(lang: str) -> None:
    assert plan_workbook(record(), lang=lang) == plan_workbook(record(), lang=lang)


def test_it_is_dated_on_the_plans_day_and_on_no_other() -> None:
    file = plan_workbook(record(), lang="en")
    assert opened(file).properties.created == datetime(2026, 11, 21)
    with zipfile.ZipFile(BytesIO(file)) as packed:
        assert {one.date_time for one in packed.infolist()} == {(1980, 1, 1, 0, 0, 0)}


@pytest.mark.parametrize(
    ("lang", "names"),
    [
        ("en", ["Board", "Assumptions", "Sweden", "Germany", "United States", "About"]),
        ("nb", ["Styreside", "Forutsetninger", "Sverige", "Tyskland", "USA", "Om"]),
    ],
)
def test_its_sheets_stand_in_order_and_in_the_readers_language(lang: str, names: list[str]) -> None:
    assert shown(lang=lang).sheetnames == names


def test_an_unknown_language_is_refused() -> None:
    with pytest.raises(Refused, match="no papers in `de`"):
        plan_workbook(record(), lang="de")


@pytest.mark.parametrize("lang", LANGS)
def test_every_page_prints_one_page_wide_and_keeps_its_head_in_sight(lang: str) -> None:
    for sheet in shown(lang=lang):
        assert sheet.page_setup.orientation == "landscape"
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert (sheet.page_setup.fitToWidth or 1, sheet.page_setup.fitToHeight) == (1, 0)
    board, assumptions, *markets, _ = shown(lang=lang).worksheets
    assert [sheet.freeze_panes for sheet in (board, assumptions)] == ["B10", "B5"]
    assert {(one.freeze_panes, one.print_title_rows) for one in markets} == {("C7", "$5:$6")}


def test_each_market_has_a_chart_of_its_own_cells() -> None:
    with zipfile.ZipFile(BytesIO(plan_workbook(record(), lang="nb"))) as packed:
        charts = [packed.read(name).decode() for name in packed.namelist() if "/charts/chart" in name]
    assert len(charts) == 3
    cells = [re.findall(r"<c:f>(.*?)</c:f>", chart) for chart in charts]
    assert all(len(found) == 4 and all("!$" in cell for cell in found) for found in cells)
    assert all("<c:barChart>" in chart and "<c:lineChart>" in chart for chart in charts)


def test_a_plan_without_markets_and_one_that_holds_few_inputs_still_make_a_workbook() -> None:
    made = paper_record.record()
    assert len(opened(plan_workbook(made, lang="en")).sheetnames) == 4 + len(made.plan.markets)
    none = paper_record.with_questions(paper_record.with_markets(made, ()))
    assert opened(plan_workbook(none, lang="en")).sheetnames == ["Board", "Assumptions", "About"]


def test_questions_stand_as_numbers_that_add_up() -> None:
    sheet = opened(plan_workbook(paper_record.record(), lang="en"))["Questions"]
    rows = [row for row in sheet.iter_rows(values_only=True) if row[0]]
    head = next(row for row in rows if row[0] == "What")
    (asked,) = rows[rows.index(head) + 1 :]
    named = dict(zip(head, asked, strict=True))
    worth, cost, lost = (
        named[f"{name}, NOK"] for name in ("Worth of asking", "Cost of asking", "Lost by waiting")
    )
    assert (worth, cost, lost) == (3.1e6, 60_000, 20_000)
    assert named["Net worth, NOK"] == worth - cost - lost
    assert named["From whom"] == "4 procurement leads"


def test_about_says_what_made_it() -> None:
    made = record()
    about = [str(cell.value) for row in shown()["About"].iter_rows() for cell in row]
    for told in (made.product_version, made.rule_book, str(made.plan.seed), "20,000"):
        assert told in about
    assert any(made.input_hash in text for text in about)


# --- what is typed in, and what follows ----------------------------------------------------------------


def test_every_assumption_used_stands_once_with_its_value_and_its_source() -> None:
    made, book = record(), shown()
    rows = rows_by_id(book)
    used = {key for line in made.plan.markets for key in line.inputs.values()}
    assert used == {key for key in rows if "." in key}
    sheet = book["Assumptions"]
    price = [cell.value for cell in sheet[rows["product.price"]]]
    assert price[:7] == ["Price at home", "the product", "NOK", 90_000, 90_000, 90_000, 90_000]
    assert price[7:10] == ["from the company", None, "stated by the company"]
    assert sheet.cell(rows["de.firm_cost"], 2).value == "Germany"


def test_only_what_can_be_may_be_typed_in() -> None:
    book = shown()
    rows, rules = rows_by_id(book), {}
    for rule in book["Assumptions"].data_validations.dataValidation:
        for span in rule.sqref.ranges:
            for row in range(span.min_row, span.max_row + 1):
                rules[row] = (rule.operator or "between", rule.formula1, rule.formula2)
    assert rules[rows["eu-mdr.approval_chance"]] == ("between", "0", "1")
    assert rules[rows["product.churn"]] == ("between", "0", "1")
    assert rules[rows["product.price"]] == ("greaterThanOrEqual", "0", None)
    assert rules[rows["de.price_level"]] == ("greaterThan", "0", None)
    assert len(rules) == len([key for key in rows if "." in key])


@pytest.mark.parametrize("way", [FUNNEL, PATIENT])
def test_nothing_on_a_markets_sheet_is_typed_in_but_what_was_simulated(way: str) -> None:
    """Every other number is a formula, so that a change on the assumptions reaches all of them."""
    for sheet in shown(way).worksheets[2:-1]:
        typed = {
            cell.coordinate
            for row in sheet.iter_rows(min_row=5)
            for cell in row
            if isinstance(cell.value, int | float) and cell.column > 1
        }
        assert typed == set()


def test_months_are_filled_down_to_the_hundred_and_twentieth() -> None:
    sheet = shown()["Germany"]
    months = [cell for row in sheet.iter_rows(min_col=1, max_col=1) for cell in row if cell.value == 119]
    last = months[-1].row
    assert sheet.max_row == last
    above, below = (str(sheet.cell(row, 5).value) for row in (last - 1, last))
    assert above.replace(f"E{last - 2}", f"E{last - 1}").replace(f"F{last - 1}", f"F{last}") == below
    assert f"E{last - 1}" in below


@pytest.mark.parametrize("way", WAYS)
def test_no_month_points_to_another_sheet(way: str) -> None:
    """Programs may refuse a formula that is shared by many rows and points beyond its own sheet."""
    with zipfile.ZipFile(BytesIO(plan_workbook(record(way), lang="en"))) as packed:
        texts = [packed.read(name).decode() for name in packed.namelist() if "worksheets/sheet" in name]
    shared = [formula for text in texts for formula in re.findall(r'<f t="shared" ref=[^>]*>(.*?)</f>', text)]
    assert len(shared) > 60
    assert not [formula for formula in shared if "!" in formula]


def test_what_does_not_count_has_no_column() -> None:
    def heads(way: str, market: str) -> set[str]:
        return {str(cell.value) for cell in shown(way)[market][6]}

    assert "Duty and freight" in heads(FUNNEL, "Germany")
    assert "Duty and freight" not in heads(PATIENT, "Germany")
    assert "Support of the distributor" not in heads(PATIENT, "Germany")
    groups = [str(cell.value) for cell in shown()["Sweden"][5]]
    assert "If not paid, NOK" not in groups  # buyers pay from their own budgets there


# --- text stays text -----------------------------------------------------------------------------------


@pytest.mark.parametrize("text", FORMULA_STARTS)
def test_a_strangers_text_never_becomes_a_formula(text: str) -> None:
    made = record()
    cite = Citation(title=text, publisher=text, url="javascript:alert(1)", place=text)
    items = {
        key: replace(item, estimate=replace(item.estimate, cites=(cite,), note=text))
        for key, item in made.plan.assumptions.items()
    }
    hostile = replace(
        made, company=text, product=text, input_file=text, input_hash=text, rule_book=text,
        product_version=text, plan=replace(made.plan, assumptions=items),
    )  # fmt: skip
    book, plain = sheets(hostile), shown()
    for name in ("Board", "Assumptions", "About"):
        assert formulas(book[name]) == formulas(plain[name])
    titles = [cell for row in book["Assumptions"].iter_rows(min_col=10, max_col=10) for cell in row]
    assert {cell.data_type for cell in titles if cell.value == text} == {"s"}
    assert not any(cell.hyperlink for row in book["About"].iter_rows() for cell in row)


def formulas(sheet: openpyxl.worksheet.worksheet.Worksheet) -> dict[str, str]:
    return {c.coordinate: str(c.value) for row in sheet.iter_rows() for c in row if c.data_type == "f"}


def test_a_long_name_and_an_unprintable_one_do_no_harm() -> None:
    made = replace(record(), company="A&B " * 200, product="\x00\x1b[31m\n" + "x" * 40_000)
    board = sheets(made)["Board"]
    assert str(board["A1"].value).startswith("A&B A&B")
    assert "\x1b" not in str(board["A1"].value)
    assert len(str(board.oddFooter.left.text)) < 200


# --- pieces --------------------------------------------------------------------------------------------


def test_tabs_have_names_that_spreadsheets_take() -> None:
    names = tab_names([
        ("a", "Côte d'Ivoire"), ("b", "x/y: [z]?*\\"), ("c", "n" * 40), ("d", "N" * 40), ("e", "History"),
        ("f", "''"), ("g", "Board"), ("h", "board"),
    ])  # fmt: skip
    assert names["a"] == "Côte d'Ivoire"
    assert names["b"] == "x y   z"
    assert (names["c"], names["d"]) == ("n" * 31, "N" * 29 + " 2")
    assert names["e"] == "History 2"
    assert names["f"] == "f"
    assert names["h"] == "board 2"


def test_a_formula_names_its_cells_its_row_and_its_column() -> None:
    places = Places({"price": "$M$20"})
    places.column("income", "H", first=60, last=179)
    assert places.formula("{price}*{income}-{income<}", row=62) == "$M$20*H62-H61"
    assert places.formula("SUM({income:})") == "SUM($H$60:$H$179)"
    with pytest.raises(KeyError, match="stands in two places"):
        places.cell("income", "$A$1")
    with pytest.raises(KeyError):
        places.formula("{nothing}", row=1)


def test_columns_are_lettered_as_in_a_spreadsheet() -> None:
    assert [column_name(n) for n in (0, 25, 26, 51, 52, 701, 702)] == "A Z AA AZ BA ZZ AAA".split()


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        (date(2026, 11, 21), 0, date(2026, 11, 21)),
        (date(2026, 11, 21), 2, date(2027, 1, 21)),
        (date(2027, 12, 31), 2, date(2028, 2, 29)),
        (date(2026, 8, 31), 1, date(2026, 9, 30)),
    ],
)
def test_days_are_counted_as_spreadsheets_do(day: date, months: int, expected: date) -> None:
    assert serial(day, months) == (expected - date(1899, 12, 30)).days


def test_units_and_numbers_are_written_as_the_unit_asks() -> None:
    assert unit_name("NOK a month", words=Words("nb")) == "NOK i måneden"
    assert unit_name("something else", words=Words("nb")) == "something else"
    assert [number_of("NOK", x) for x in (0, 55, 9000)] == ["whole", "one", "whole"]
    assert [number_of("share", 0.2), number_of("months", 7.4), number_of("a day", 0.003)] == [
        "percent", "two", "four",
    ]  # fmt: skip
    assert width_for([1.0], least=11) == 11
    assert width_for([-2_345_678_901.0, float("inf")], least=11) == 16
