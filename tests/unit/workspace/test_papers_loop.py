"""The launch sequence and the runway in the printed papers and the workbook, as files."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

import openpyxl
import pypdf
import pytest
from docx import Document
from pptx import Presentation

from fram.workspace.papers.digest import digest
from fram.workspace.papers.loop.runway import runway_section
from fram.workspace.papers.loop.sequence import sequence_section
from fram.workspace.papers.printed.deck import plan_deck
from fram.workspace.papers.printed.memo import plan_memo
from fram.workspace.papers.printed.pdf import plan_pdf
from fram.workspace.papers.printed.stops import stop_table
from fram.workspace.papers.words import LANGS, Words
from fram.workspace.papers.workbook import plan_workbook
from fram.workspace.record import PlanRecord
from tests import machine
from tests.golden.loop_record import crowded, kept_runway, looped, nothing_fits, sequenced
from tests.golden.paper_record import with_markets
from tests.slowly import slow
from tests.unit.workspace.test_papers_deck import many as many_markets
from tests.unit.workspace.test_papers_pdf import many, text_of
from tests.unit.workspace.test_papers_proof import plain, with_all

EACH = pytest.mark.parametrize("lang", LANGS)
CASES: dict[str, Callable[[], PlanRecord]] = {"looped": looped, "crowded": crowded, "nothing": nothing_fits}
CASE = pytest.mark.parametrize("name", CASES)


def test_the_stop_rules_as_a_table_tell_a_stop_from_a_new_look() -> None:
    table = stop_table(looped(), words=Words("en"))
    assert table is not None
    assert [tuple(map(plain, row)) for row in table.rows] == [
        ("Germany", "stop", "first sale", "Nov 2028", "5.0 MNOK", "12 %", "1.5 MNOK"),
        ("Sweden", "look again", "approval", "24 months after its start", "5.0 MNOK", "12 %", "still pays"),
    ]
    assert stop_table(nothing_fits(), words=Words("en")) is None
    assert stop_table(replace(looped(), sequence=None), words=Words("en")) is None


def test_the_memo_resolves_what_starts_now_what_later_and_what_not_yet() -> None:
    """Germany starts now, Sweden after the round; without its launch Sweden is not started yet."""

    def resolved(made: PlanRecord) -> list[str]:
        document = Document(io.BytesIO(plan_memo(made, lang="en")))
        return [plain(at.text) for at in document.paragraphs if at.style and at.style.name == "List Number"]

    now, later, *_ = resolved(looped())
    assert now.startswith("That Nordlys Vital AS enters Germany.")
    assert "enters Sweden at the time and in the way of the next resolution, not before" in later
    first = replace(sequenced(), launches=sequenced().launches[:1])
    now, never, *_ = resolved(replace(looped(), sequence=first))
    assert "enters Germany." in now
    assert never.startswith("That Nordlys Vital AS does not start in Sweden yet")


def test_the_board_page_says_when_the_sequence_starts_a_market_to_go_for() -> None:
    told = {go.market: plain(go.starts) for go in digest(looped(), words=Words("en")).go}
    assert told["DE"] == ""
    assert told["SE"].startswith("the launch sequence starts it in the quarter after the round")
    assert {go.starts for go in digest(replace(looped(), sequence=None), words=Words("en")).go} == {""}


# --- the board paper ----------------------------------------------------------------------------------


@cache
def pages(name: str, lang: str = "en") -> list[str]:
    return pages_of(CASES[name](), lang)


def pages_of(made: PlanRecord, lang: str = "en") -> list[str]:
    return [text_of(page) for page in pypdf.PdfReader(io.BytesIO(plan_pdf(made, lang=lang))).pages]


@EACH
def test_the_order_has_a_page_after_the_ranking_and_the_runway_one_with_the_cash(lang: str) -> None:
    words, made, found = Words(lang), looped(), pages("looped", lang)
    (at,) = [n for n, page in enumerate(found) if words("section.sequence") in page]
    assert words("section.ranking") in found[at - 1]
    assert words("section.runway") in found[at + 1]
    assert words("section.costs") in found[at + 1]
    order, runway = sequence_section(made, words=words), runway_section(made, words=words)
    assert order is not None
    assert runway is not None
    said = [
        *order.verdict,
        order.next,
        *order.rests,
        words("stops.how"),
        words("sequence.cone-holds", chance="93 %", months=12),
    ]
    said += [row[1] for table in order.tables if table.key == "waiting" for row in table.table.rows]
    assert [text for text in said if plain(text) not in found[at]] == []
    told = [*runway.said, runway.money, runway.small, words("sequence.stresses")]
    assert [text for text in told if plain(text) not in found[at + 1]] == []


def test_where_nothing_fits_the_page_says_so_and_what_would_mend_it() -> None:
    (page,) = [page for page in pages("nothing") if "In which order, and when to stop" in page]
    assert "No launch fits now" in page
    assert "600 kNOK more today" in page
    assert "When to stop" not in page
    assert "The launches" not in page


@pytest.mark.parametrize(("go", "ask"), [slow(1, 2), slow(2, 2), slow(3, 3), (9, 3)])
def test_with_all_there_is_the_paper_has_twelve_pages_at_most(go: int, ask: int) -> None:
    made = replace(with_all(many(28, go=go, ask=ask)), sequence=crowded().sequence, runway=kept_runway())
    found = pages_of(made, "nb")
    assert len(found) <= 12
    assert " ".join(found).count(Words("nb")("corridor.title")) == min(go + ask, 4)


@EACH
def test_a_plan_without_them_prints_as_it_did(lang: str) -> None:
    found = pages_of(replace(looped(), sequence=None, runway=None), lang)
    text, words = " ".join(found), Words(lang)
    assert words("section.sequence") not in text
    assert words("section.runway") not in text
    assert words("section.cash") in text
    assert len(pages("looped", lang)) == len(found) + 1


# --- the memo -----------------------------------------------------------------------------------------


@EACH
def test_the_memo_asks_for_the_order_and_shows_when_to_stop(lang: str) -> None:
    words, made = Words(lang), looped()
    paper = Document(io.BytesIO(plan_memo(made, lang=lang)))
    texts = [plain(one.text) for one in paper.paragraphs]
    order, runway = sequence_section(made, words=words), runway_section(made, words=words)
    assert order is not None
    assert runway is not None
    at = texts.index(words("section.sequence"))
    assert texts[at + 1 : at + 1 + len(order.verdict)] == [plain(text) for text in order.verdict]
    assert words("sequence.gantt-some", first=words.names(["DE"]), when=words("sequence.now")) in texts
    assert plain(" ".join(runway.said)) in texts
    resolution = next(
        text for text in texts if text.startswith(words("memo.resolve-order", launches="")[:20])
    )
    assert words("mode.distributor") in resolution
    tables = [[[cell.text for cell in row.cells] for row in table.rows] for table in paper.tables]
    heads = [table[0] for table in tables]
    assert list(stop_table(made, words=words).head) in heads  # type: ignore[union-attr]
    (waiting,) = [table for table in tables if table[0][1] == words("sequence.col-why")]
    assert [row[0] for row in waiting[1:]] == words.names(["GB", "JP", "US"]).split(", ")


@CASE
def test_the_memo_keeps_to_four_pages(name: str, tmp_path: Path) -> None:
    machine.require("LibreOffice", machine.libreoffice())
    machine.require("letters as wide as Arial's (fonts-liberation)", machine.office_letters())
    file = tmp_path / "plan.docx"
    file.write_bytes(plan_memo(CASES[name](), lang="nb"))
    assert 2 <= len(pypdf.PdfReader(machine.as_pdf(file)).pages) <= 4


# --- the slides ---------------------------------------------------------------------------------------


def slides_of(made: PlanRecord, lang: str = "en") -> list[Any]:
    return list(Presentation(io.BytesIO(plan_deck(made, lang=lang))).slides)


def charts_of(slide: Any) -> list[Any]:
    return [shape.chart for shape in slide.shapes if shape.has_chart]


def cells_of(slide: Any) -> list[list[str]]:
    return [[cell.text for cell in row.cells] for shape in slide.shapes if shape.has_table
            for row in shape.table.rows]  # fmt: skip


def titled(slides: list[Any], text: str) -> Any:
    return next(slide for slide in slides if plain(slide.shapes.title.text).startswith(text))


def test_the_launches_are_native_bars_from_start_to_first_sale() -> None:
    slide = titled(slides_of(looped()), "2 launches; Germany starts this quarter")
    bars, lines = charts_of(slide)
    assert list(bars.plots[0].categories) == ["Germany", "Sweden"]
    series = {one.name: [round(value / 30.4375, 1) for value in one.values] for one in bars.plots[0].series}
    assert series["start, P10 to P50"] == [0.0, 3.0]  # Sweden: month 6 to 9, with the round
    assert series["to the approval, P50"] == [0.0, 4.0]  # approved in month 13
    assert series["to the first sale, P50"] == [18.0, 5.0]
    assert series["first sale, P50 to P90"] == [12.0, 12.0]
    named = {one.name: list(one.values) for one in lines.plots[0].series}
    assert named["floor"][1:] == [1.0] * 36
    assert named["P50, with the sequence"][:3] == [14.0, 9.0, 9.1]
    told = [row[-1] for row in cells_of(slide)]
    assert "Stop if no first sale by Nov 2028, with up to 5.0 MNOK spent" in map(plain, told)
    assert any("75 %" in plain(shape.text_frame.text) for shape in slide.shapes if shape.has_text_frame)


@EACH
def test_the_runway_slide_says_when_to_start_and_draws_cash_without_new_money(lang: str) -> None:
    words = Words(lang)
    told = runway_section(looped(), words=words)
    assert told is not None
    slide = titled(slides_of(looped(), lang), plain(told.said[1]).rstrip("."))
    (chart,) = charts_of(slide)
    named = {one.name: list(one.values) for one in chart.plots[0].series}
    assert named[f"P50, {words('deck.with-launches')}"][:3] == [14.0, 13.0, 12.0]
    assert named[words("sequence.cone-floor")][0] == 1.0
    cells = cells_of(slide)
    assert list(told.amounts.head) in cells
    assert [words("runway.never")] * 2 == cells[-1][2:]


@EACH
@CASE
def test_there_are_never_more_than_twelve_slides(name: str, lang: str) -> None:
    slides = slides_of(CASES[name](), lang)
    assert 8 <= len(slides) <= 12
    for slide in slides:
        for shape in slide.shapes:
            if shape.has_table:
                assert shape.top + shape.height <= 7.5 * 914_400 * 0.9


def test_what_is_not_now_stays_where_markets_crowd_the_slides() -> None:
    made = replace(many_markets(), evidence=looped().evidence, sequence=sequenced(), runway=kept_runway())
    slides = slides_of(made)
    assert len(slides) == 12
    slide = titled(slides, "3 markets are not now; each row says what re-opens it")
    rows = [[plain(text) for text in row] for row in cells_of(slide)]
    assert rows[1][:2] == ["United Kingdom", "cash does not carry it beside the others"]
    assert rows[1][2] == "3.0 MNOK more cash today: then through a partner, May 2027 (+2.0 MNOK)"


def test_where_nothing_fits_one_slide_says_so() -> None:
    slides = slides_of(nothing_fits())
    slide = titled(slides, "No launch fits now")
    assert not charts_of(slide)
    assert cells_of(slide)[1][0].startswith("Germany, Sweden, United Kingdom")
    assert not [one for one in slides if "not now; each row" in one.shapes.title.text]


# --- the workbook -------------------------------------------------------------------------------------


def book_of(made: PlanRecord, lang: str = "en", **how: Any) -> Any:
    return openpyxl.load_workbook(io.BytesIO(plan_workbook(made, lang=lang)), **how)


def rows_under(sheet: Any, title: str) -> list[list[Any]]:
    """The rows of a table below its head, as far as its first column is filled."""
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    at = next(n for n, row in enumerate(rows) if row[0] == title)
    head = next(n for n in range(at + 1, len(rows)) if rows[n][1] is not None)
    found = []
    for row in rows[head + 1 :]:
        if row[0] is None:
            break
        found.append(row)
    return found


@EACH
def test_the_workbook_has_the_loops_sheets_after_the_assumptions(lang: str) -> None:
    words = Words(lang)
    names = book_of(looped(), lang).sheetnames
    assert names[2:5] == [words(f"workbook.tab-{tab}") for tab in ("questions", "sequence", "runway")]
    assert words("workbook.tab-sequence") not in book_of(replace(looped(), sequence=None), lang).sheetnames


def test_launches_stops_and_what_waits_are_numbers_with_units() -> None:
    sheet = book_of(looped())["Sequence"]
    germany, sweden = rows_under(sheet, "The launches")
    assert germany[:14] == [
        "Germany",
        "this quarter",
        "direct sale",
        1,
        0,
        0,
        0,
        "held",
        None,
        None,
        12,
        18,
        30,
        0.7,
    ]
    assert sweden[3:10] == [0.75, 6, 9, 12, 8, 13, 17]
    stop, look = rows_under(sheet, "When to stop")
    assert stop[1:7] == ["stop", "first sale", 24, 5e6, 0.12, 1.5e6]
    assert look[1:7] == ["look again", "approval", 24, 5e6, 0.12, 0]
    waits = rows_under(sheet, "Not now, and what re-opens it")
    assert [row[0] for row in waits] == ["United Kingdom", "Japan", "United States"]
    assert waits[0][4] == 3e6
    assert waits[1][5:8] == ["sales", 0.4, 1e6]
    late = rows_under(sheet, "The same sequence if the round is late or fails")[2]
    assert late[:6] == ["fails", 0.8, 11, 20, None, 5e6]
    heads = {str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value}
    assert {"Value, mean, NOK", "Positions missing", "Start, P10, months from today"} <= heads


@pytest.mark.parametrize(("tab", "title"), [("Sequence", "Cash by month, against the floor"),
                                            ("Runway", "Cash without new money")])  # fmt: skip
def test_cash_by_month_is_dated_and_measured_against_the_floor_by_formulas(tab: str, title: str) -> None:
    sheet, shown = book_of(looped())[tab], book_of(looped(), data_only=True)[tab]
    rows, values = rows_under(sheet, title), rows_under(shown, title)
    assert len(rows) == 61  # sixty months and the least of them
    first, last = values[0], values[-1]
    assert rows[0][1].startswith("=EDATE('About'!$B$3,A")
    assert first[1] == datetime(2026, 12, 21)
    at = {"Sequence": (7e6, 9e6, 11e6), "Runway": (11e6, 13e6, 15e6)}[tab]
    assert first[2:5] == list(at)
    assert first[7] == at[0] - 1e6
    assert rows[-1][7].startswith("=MIN(H")
    assert last[7] == min(row[7] for row in values[:-1])
    (chart,) = sheet._charts
    assert len(chart.series) == 5


def test_the_runway_tells_who_keeps_what_what_buys_time_and_what_fits() -> None:
    sheet = book_of(looped())["Runway"]
    assert rows_under(sheet, "Cash ends")[1][:5] == [
        "no launch, the round as it may come or fail",
        20,
        None,
        None,
        0.3,
    ]
    assert rows_under(sheet, "How much to raise")[0][:8] == [
        "the first sale in Germany", 12, 18, 30, 0.7, 6e6, 8e6, 10e6,
    ]  # fmt: skip
    assert rows_under(sheet, "What today's owners keep")[0][1:3] == [0.75, "not possible"]
    cut, delay, loan = rows_under(sheet, "What buys time")
    assert plain(cut[0]) == "Cut the burn by 30 %"
    assert cut[1:3] == [2.5, 0]
    assert delay[:3] == ["Wait 6 months with Germany", "cash no longer ends", 1e6]
    assert loan[3] == 0.08
    money = rows_under(sheet, "Grants, loans, guarantees and shares")
    assert [(row[0], row[3]) for row in money] == [
        ("A loan", "fits"), ("=1+1", "may fit: ask"), ("Another", "does not fit now"),
    ]  # fmt: skip
    assert money[1][12] == "partners to apply with; whether it still runs"
    links = [cell.hyperlink for row in sheet.iter_rows() for cell in row if cell.hyperlink]
    assert len(links) == 1  # an address that leads nowhere safe stays text


def test_a_plan_with_one_market_and_a_sequence_makes_every_paper() -> None:
    made = with_markets(looped(), looped().plan.markets[:1])
    assert pages_of(made)
    assert slides_of(made)
    assert "Sequence" in book_of(made).sheetnames
    assert plan_memo(made, lang="en")
