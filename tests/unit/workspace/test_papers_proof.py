"""Price corridors, shut doors and the next study in the printed papers and the workbook, as files."""

from __future__ import annotations

import io
from dataclasses import replace
from functools import cache
from typing import Any

import openpyxl
import pytest
from docx import Document
from pptx import Presentation
from pypdf import PdfReader

from fram.workspace.papers.access.evidence import evidence_section, study_section
from fram.workspace.papers.printed.answers import price_band, shut_doors
from fram.workspace.papers.printed.deck import plan_deck
from fram.workspace.papers.printed.memo import plan_memo
from fram.workspace.papers.printed.pdf import plan_pdf
from fram.workspace.papers.words import LANGS, Words
from fram.workspace.papers.workbook import plan_workbook
from fram.workspace.record import PlanRecord
from tests.golden.access_record import STUDIES, next_study, priced
from tests.golden.paper_record import record, with_markets
from tests.slowly import slow
from tests.unit.workspace.test_papers_pdf import many, text_of

EACH = pytest.mark.parametrize("lang", LANGS)


def with_all(made: PlanRecord) -> PlanRecord:
    """A plan with the corridor of Germany, and its doors, in every market."""
    like, kept = priced().prices[0], priced().evidence
    assert kept is not None
    markets = [line.result.market for line in made.plan.markets]
    evidence = replace(kept, markets=tuple(replace(kept.markets[0], market=one) for one in markets))
    return replace(made, evidence=evidence, prices=tuple(replace(like, market=one) for one in markets))


def plain(text: str) -> str:
    return " ".join(text.replace("\u00a0", " ").replace("\u200b", "").split())


# --- the board paper ----------------------------------------------------------------------------------


@cache
def pages(lang: str = "en") -> list[str]:
    return pages_of(priced(), lang)


def pages_of(made: PlanRecord, lang: str = "en") -> list[str]:
    return [text_of(page) for page in PdfReader(io.BytesIO(plan_pdf(made, lang=lang))).pages]


@EACH
def test_the_next_study_has_a_page_between_what_moves_the_answer_and_the_markets(lang: str) -> None:
    words, found = Words(lang), pages(lang)
    (at,) = [n for n, page in enumerate(found) if words("section.study") in page]
    assert words("section.movers") in found[at - 1]
    assert words("market.figures") in found[at + 1]
    told = study_section(priced(), words=words)
    assert told is not None
    for text in (*told.said, told.next, told.small, words("study.chart-summary")):
        assert plain(text) in found[at]
    for number, step in enumerate(next_study().steps, start=1):
        assert f"{number}. {step.name[lang]}" in found[at]


def test_a_market_in_play_tells_its_prices_and_the_first_four_shut_doors() -> None:
    (page,) = [page for page in pages() if "Price and evidence" in page]
    says = [
        "Germany Go", "A price of 400–700 NOK (34–60 euro) covers what a unit costs you",
        "What a unit costs you 250–380 NOK", "The plan's price after discounts 520–800 NOK",
        "12 buyers said (interviews) 480–760 NOK", "600–1,400 NOK",
        "Payers see this price by law in: Japan, Switzerland.", "Ask 18 more.",
        "Doors open: 2, closed: 5, not known: 1.", "Fund 4 (payer, unchecked)", "Not met: Demand 4 is met.",
        "and 2 more: see plan.html or plan.xlsx",
        "No regulator, assessor or payer that Fram knows of here asks for evidence.",
        "What a unit is worth to its buyer is not known", "Doors open: 1, closed: 0, not known: 1.",
    ]  # fmt: skip
    assert [words for words in says if words not in page] == []
    assert "Fund 5" not in page


def test_the_one_market_in_play_shares_the_page_of_the_study() -> None:
    made = with_markets(priced(), (priced().plan.markets[0], *priced().plan.markets[3:]))
    found = pages_of(made)
    (page,) = [page for page in found if "Price and evidence" in page]
    assert "The next study" in page
    assert len(found) == len(pages_of(replace(made, prices=(), evidence=None))) + 1


def test_without_doors_to_open_the_one_market_has_the_page_to_itself() -> None:
    kept = priced().evidence
    assert kept is not None
    made = replace(priced(), evidence=replace(kept, next_study=None))
    found = pages_of(with_markets(made, made.plan.markets[:1]))
    (page,) = [page for page in found if "Price and evidence" in page]
    assert "What moves" not in page
    assert not [page for page in found if "The next study" in page]


@pytest.mark.parametrize(("go", "ask"), [slow(2, 0), slow(2, 2), slow(3, 3), (9, 3)])
def test_however_many_markets_are_in_play_it_has_twelve_pages_at_most(go: int, ask: int) -> None:
    found = pages_of(with_all(many(28, go=go, ask=ask)))
    assert len(found) <= 12
    assert " ".join(found).count("Price corridor") == min(go + ask, 6)


# --- the memo -----------------------------------------------------------------------------------------


@EACH
def test_the_memo_has_the_band_the_first_shut_door_and_the_next_study(lang: str) -> None:
    words, made = Words(lang), priced()
    paper = Document(io.BytesIO(plan_memo(made, lang=lang)))
    texts = [plain(paragraph.text) for paragraph in paper.paragraphs]
    at = texts.index(words("memo.proof"))
    germany, sweden, britain, study, small = texts[at + 1 : at + 6]
    assert germany.startswith(f"{words.numerals.market('DE')}: ")
    assert plain(words("doors.said", open=2, closed=5, unknown=1)) in germany
    assert f"Fund 1{'' if lang == 'en' else ' nb'} ({words('confidence.unchecked')})." in germany
    assert "Fund 2" not in germany
    assert "400–700 NOK" in sweden
    assert plain(words("corridor.no-worth")) in britain
    assert study.startswith(f"{words('section.study')}: {next_study_said(words)}")
    assert small == plain(words("study.small"))


def next_study_said(words: Words) -> str:
    told = study_section(priced(), words=words)
    assert told is not None
    return plain(" ".join((*told.said, told.next)))


# --- the slides ---------------------------------------------------------------------------------------


@cache
def slides(lang: str = "en") -> list[Any]:
    return list(Presentation(io.BytesIO(plan_deck(priced(), lang=lang))).slides)


def rows_on(slide: Any) -> list[list[str]]:
    tables = [shape.table for shape in slide.shapes if shape.has_table]
    return [[plain(cell.text) for cell in row.cells] for table in tables for row in table.rows]


def test_a_slide_has_the_steps_the_first_one_as_its_title_and_where_money_is_lost() -> None:
    (slide,) = [one for one in slides() if one.shapes.title.text_frame.text.startswith("Do this first: ")]
    rows = rows_on(slide)
    assert rows[0] == ["Step", "Cost", "Months", "Value opened, at most", "Markets"]
    assert rows[1] == [
        "1. an analysis of the figures you have", "200–800 kNOK", "3–9", "1.2 MNOK",
        "Germany, United Kingdom",
    ]  # fmt: skip
    assert len(rows) == 4
    texts = [plain(shape.text_frame.text) for shape in slide.shapes if shape.has_text_frame]
    assert any(text.startswith("On average the plan loses money in the United Kingdom") for text in texts)
    assert any("unchecked" in text for text in texts)


def test_a_market_slide_has_the_band_and_its_notes_every_shut_door() -> None:
    germany = next(one for one in slides() if one.shapes.title.text_frame.text.startswith("Germany: "))
    britain = next(one for one in slides() if one.shapes.title.text_frame.text.startswith("United King"))
    assert ["Price corridor", "400–700 NOK"] in rows_on(germany)
    assert ["Price corridor", "no ceiling known"] in rows_on(britain)
    notes = germany.notes_slide.notes_text_frame.text
    assert "In the way: Fund 5 (unchecked). Not met: Demand 5 is met." in notes
    assert "In the way: Assessor. Not known: The costs were measured." in notes


def test_where_no_price_does_both_the_slide_says_how_sure_was_asked_for() -> None:
    narrow = replace(priced().prices[0], band=None, is_open=0.4)
    made = replace(priced(), prices=(narrow,))
    assert plain(price_band(made, "DE", words=Words("en"))) == "no price is 80 % sure both ways"
    assert price_band(record(), "DE", words=Words("en")) == ""


def test_a_full_deck_gives_up_the_closed_markets_for_the_next_study() -> None:
    made = with_all(many(20, go=3, ask=3))
    titles = [
        s.shapes.title.text_frame.text for s in Presentation(io.BytesIO(plan_deck(made, lang="en"))).slides
    ]
    assert len(titles) == 12
    assert [title for title in titles if title.startswith("Do this first: ")]
    assert not [title for title in titles if "stay closed" in title]


def test_closed_doors_come_before_those_not_known() -> None:
    found = evidence_section(priced(), "DE", words=Words("en"))
    assert found is not None
    assert [door.name for door in shut_doors(found)] == [*(f"Fund {n}" for n in range(1, 6)), "Assessor"]


# --- the workbook -------------------------------------------------------------------------------------


@cache
def book(lang: str = "en") -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(plan_workbook(priced(), lang=lang)))


def listed(sheet: Any) -> tuple[list[str], list[dict[str, Any]]]:
    """The heads of a list, which stand in the row above the frozen pane, and its rows by head."""
    head = int("".join(c for c in sheet.freeze_panes if c.isdigit())) - 1
    heads = [str(cell.value) for cell in sheet[head]]
    above = [cell.value for cell in sheet[head - 1]]
    for place in range(1, len(above)):
        is_grouped = heads[place].startswith(("P10", "P50", "P90"))
        above[place] = above[place] or (above[place - 1] if is_grouped else None)
    named = [f"{group}: {name}" if group else name for group, name in zip(above, heads, strict=True)]
    rows = sheet.iter_rows(min_row=head + 1, values_only=True)
    return named, [dict(zip(named, row, strict=True)) for row in rows]


@EACH
def test_the_sheets_stand_after_the_assumptions_with_their_heads_in_sight(lang: str) -> None:
    words, made = Words(lang), book(lang)
    names = [words("workbook.tab-prices"), words("workbook.tab-evidence"), words("nav.study")]
    assert made.sheetnames[3:6] == names
    for name in names:
        assert made[name].freeze_panes.startswith("B")
        assert made[name].page_setup.orientation == "landscape"
    assert [made.worksheets[0][cell].value for cell in ("D7", "E7", "F7")] == names


def test_the_prices_have_a_row_for_each_market_in_kroner_and_per_cent() -> None:
    sheet = book()["Prices"]
    named, rows = listed(sheet)
    germany, sweden, britain = rows
    assert [row["Market"] for row in rows] == ["Germany", "Sweden", "United Kingdom"]
    wanted = {
        "What a unit costs you, NOK": (250, 300, 380),
        "The plan's price after discounts, NOK": (520, 640, 800),
        "The plan's price before discounts, NOK": (700, 850, 1000),
        "What a unit is worth to the buyer, NOK": (600, 900, 1400),
    }
    for group, values in wanted.items():
        assert tuple(germany[f"{group}: P{p}, NOK"] for p in (10, 50, 90)) == values
    assert britain["What a unit is worth to the buyer, NOK: P50, NOK"] is None
    assert [germany[name] for name in named if "Tariffs" in name or "Buyers" in name] == [
        550,
        560,
        480,
        760,
        12,
    ]
    assert "12 buyers said (interviews): 480–760 NOK" in plain(germany["Which prices, and their sources"])
    assert "unchecked" in germany["What the ceiling is made of"]
    assert sweden["NOK for one of the local currency"] == 1
    formats = {cell.value: cell.number_format for cell in sheet[sheet.max_row - 2]}
    assert (formats[640], formats[0.72]) == ("#,##0", "0.0%")


def test_what_no_market_has_has_no_column() -> None:
    bare = replace(priced(), prices=tuple(replace(one, marks=()) for one in priced().prices))
    named, _ = listed(openpyxl.load_workbook(io.BytesIO(plan_workbook(bare, lang="en")))["Prices"])
    assert not [name for name in named if "Tariffs" in name or "Buyers" in name]


def test_the_evidence_has_a_row_for_each_door_with_each_study_and_its_source() -> None:
    sheet = book()["Evidence"]
    _, rows = listed(sheet)
    assert len(rows) == 10
    asked, opened, held, closed = rows[:4]
    assert (asked["Study 1"], asked["Study 2"]) == ("✓ met", "? not known")
    assert (opened["Open?"], held["Open?"], closed["Open?"]) == (
        "✓ open",
        "✓ open: approval held",
        "✕ closed",
    )
    assert closed["Stands in the way"] == "Not met: Demand 1 is met. (and 2 more to meet)"
    assert (closed["Checked"], opened["Checked"]) == ("unchecked", "read")
    cells = [cell for row in sheet.iter_rows() for cell in row]
    assert {cell.hyperlink.target for cell in cells if cell.hyperlink and cell.hyperlink.target} == {
        "https://data.example.org/beds"
    }


def test_a_strangers_text_on_these_sheets_never_becomes_a_formula() -> None:
    for name in ("Prices", "Evidence", "Next study"):
        cells = [cell for row in book()[name].iter_rows() for cell in row]
        assert not [cell for cell in cells if cell.data_type == "f"]
    texts = [str(cell.value) for row in book()["Evidence"].iter_rows() for cell in row]
    assert f"Study 2: {STUDIES[1]}" in texts
    assert any(text.startswith("=HYPERLINK(1)") for text in texts)


def test_the_steps_of_the_next_study_are_numbers_with_units() -> None:
    sheet = book()["Next study"]
    _, rows = listed(sheet)
    first, *others = rows
    assert [row["Step"] for row in rows] == [step.name["en"] for step in next_study().steps]
    assert (first["Take it?"], others[0]["Take it?"]) == ("do this first", None)
    assert [first[f"Cost: P{p}, NOK"] for p in (10, 50, 90)] == [200_000, 400_000, 800_000]
    assert [first[f"Months: P{p}, months"] for p in (10, 50, 90)] == [3, 5, 9]
    assert first["Value opened, at most, NOK"] == 1_200_000
    assert first["Value opened, on average, NOK"] == 600_000
    assert first["Markets"] == "Germany, United Kingdom"
    assert any("unchecked" in str(cell.value) for cell in sheet["A"])


def test_an_older_plan_has_none_of_it() -> None:
    assert openpyxl.load_workbook(io.BytesIO(plan_workbook(record(), lang="en"))).sheetnames[3] == "Germany"
    assert not [page for page in pages_of(record()) if "The next study" in page or "Price corridor" in page]
