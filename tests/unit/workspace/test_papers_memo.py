"""The memo to the board: resolutions, ranges, real headings, fields, in both languages."""

from __future__ import annotations

import io
import sys
import zipfile
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from docx.oxml.ns import qn

from fram.terms.errors import Refused
from fram.workspace.papers.printed.memo import plan_memo
from fram.workspace.papers.printed.stamp import stamp_line
from fram.workspace.papers.words import Words
from fram.workspace.record import PlanRecord
from tests import machine
from tests.golden import paper_record
from tests.unit.workspace.test_papers_deck import ALL, EACH, RECORDS, plain, what_if, xml_parts

KEYS = "proposal decision reasons numbers costs hangs-on risks first later".split()


@cache
def made(name: str, lang: str) -> bytes:
    return plan_memo(RECORDS[name](), lang=lang)


def opened(name: str, lang: str = "en") -> Any:
    return Document(io.BytesIO(made(name, lang)))


def texts(paper: Any, style: str) -> list[str]:
    return [paragraph.text for paragraph in paper.paragraphs if paragraph.style.name == style]


@EACH
def test_sections_stand_under_real_headings(lang: str) -> None:
    paper, words = opened("golden", lang), Words(lang)
    assert texts(paper, "Title") == [words("memo.title")]
    wanted = [words(f"memo.{key}") for key in KEYS]
    wanted.insert(6, words("section.cash"))
    wanted += [words("section.assumptions"), words("deck.sources")]
    assert texts(paper, "Heading 1") == wanted


def rows_of(table: Any) -> list[list[str]]:
    return [[cell.text for cell in row.cells] for row in table.rows]


def table_with(paper: Any, head: str) -> list[list[str]]:
    """The table whose header names a column, with ordinary spaces."""
    tables = ([[plain(cell) for cell in row] for row in rows_of(table)] for table in paper.tables)
    return next(rows for rows in tables if head in rows[0])


def all_text(paper: Any) -> str:
    return plain("\n".join(paragraph.text for paragraph in paper.paragraphs))


def test_each_cost_of_one_launch_is_told_with_when_it_is_paid() -> None:
    record = paper_record.record()
    markets = (record.plan.markets[0], *record.plan.markets[2:])
    blob = plan_memo(paper_record.with_markets(record, markets), lang="en")
    rows = table_with(Document(io.BytesIO(blob)), "When it is paid")
    assert rows == [
        ["Cost", "When it is paid", "Amount", "Until the first sale"],
        ["Approval and certificates", "", "", "200 / 300 / 400 kNOK"],
        ["Certificates of the firm", "once, before launch; paid once for Germany, the United Kingdom",
         "200 / 300 / 400 kNOK", "200 / 300 / 400 kNOK"],
        ["Launch", "", "", "300 / 500 / 700 kNOK"],
        ["Security and privacy", "once, before launch", "300 / 500 / 700 kNOK", "300 / 500 / 700 kNOK"],
        ["Running until the first sale", "", "", "1.5 / 2.5 / 3.8 MNOK"],
        ["Local team", "monthly, from hiring", "80 / 110 / 150 kNOK a month", "0.9 / 1.4 / 2.1 MNOK"],
        ["Hosting", "monthly, from launch", "5 / 12 / 28 kNOK a month", "40 / 95 / 220 kNOK"],
    ]  # fmt: skip


@EACH
def test_several_launches_stand_side_by_side_line_by_line(lang: str) -> None:
    words, paper = Words(lang), opened("golden", lang)
    heads = [words("memo.until-sale", market=words.numerals.market(one)) for one in ("DE", "SE")]
    rows = table_with(paper, heads[0])
    assert rows[0] == [words("account.cost"), *heads]
    names = [row[0].partition(" (")[0] for row in rows[1:]]
    wanted = "figure.cost-approval cost.certificates figure.cost-launch cost.security figure.cost-running"
    assert names == [words(key) for key in f"{wanted} cost.people cost.hosting".split()]
    assert words("account.idle", kinds=words("cost.approval")) in all_text(paper)


def test_what_a_wait_costs_and_where_each_launch_turns() -> None:
    paper = opened("golden")
    told = plain("\n".join(texts(paper, "List Bullet")))
    assert "Germany: Each month later costs about 310 kNOK (P50); from a cost of 20 kNOK to" in told
    rows = table_with(paper, "It pays when it is")
    assert [row[0] for row in rows[1:]] == ["Germany"] * 3 + ["Sweden"] * 3
    assert rows[2] == ["Germany", "Sales cycle, Germany", "6.6–11 months", "below 9.9 months"]


def test_where_little_is_entered_the_markets_to_ask_about_turn_as_well() -> None:
    record = paper_record.record()
    blob = plan_memo(paper_record.with_markets(record, record.plan.markets[1:]), lang="en")
    rows = table_with(Document(io.BytesIO(blob)), "It pays when it is")
    assert {row[0] for row in rows[1:]} == {"Sweden", "United Kingdom"}


@EACH
def test_warnings_and_what_is_counted_twice_are_among_the_risks(lang: str) -> None:
    words = Words(lang)
    points = texts(opened("golden", lang), "List Bullet")
    told = words("warning-price-bound", chance=words.numerals.chance(0.624))
    (warned,) = (point for point in points if told in point)
    assert warned.startswith(words.numerals.market("DE"))
    (twice,) = (point for point in points if point.startswith(words("rests.twice-title")))
    assert "World Development Indicators, SH.MED.BEDS.ZS" in twice
    clear = replace(paper_record.record().plan, counted_twice=())
    blob = plan_memo(replace(paper_record.record(), plan=clear), lang=lang)
    (none,) = (p for p in texts(Document(io.BytesIO(blob)), "List Bullet") if words("rests.twice-title") in p)
    assert words("rests.twice-none")[1:] in none


def test_a_scenario_stands_above_the_proposal_with_what_each_change_moved() -> None:
    paper = opened("what-if")
    assert texts(paper, "Heading 1")[:2] == ["Scenario “Hard <bargain>”, not the base", "Proposal"]
    rows = [[plain(cell) for cell in row] for row in rows_of(paper.tables[0])]
    assert rows[0] == ["Set otherwise", "Moves the mean value"]
    assert rows[2] == ["Sales cycle, Japan + 3 months", "Japan −1.3 MNOK; elsewhere by nothing"]
    assert "Scenario" not in all_text(opened("golden"))


def test_the_board_is_asked_to_vote_on_numbered_resolutions() -> None:
    asked = texts(opened("golden"), "List Number")
    assert asked[0] == (
        "That Nordlys Vital AS enters Germany and Sweden. At risk until the next decision in Mar 2027: "
        "1.2 / 2.4 / 3.9\u00a0MNOK (P10/50/90)."
    )
    assert asked[1].startswith("That one question is answered first, as listed below, for about 60\u00a0kNOK")
    assert "2 markets" in asked[2]
    assert asked[3].endswith("put before the board in Mar 2027.")


def test_without_a_market_to_enter_the_board_votes_on_staying_out() -> None:
    paper = opened("without-go")
    assert texts(paper, "List Number")[0] == "That Nordlys Vital AS enters no new market now."
    assert any("doing nothing is worth more" in paragraph.text for paragraph in paper.paragraphs)


@EACH
@ALL
def test_every_market_in_play_is_in_the_numbers_with_its_range(name: str, lang: str) -> None:
    record, words = RECORDS[name](), Words(lang)
    tables = [rows_of(table) for table in opened(name, lang).tables]
    (numbers,) = (rows for rows in tables if words("column.cash-need") in rows[0])
    rows = {row[0]: row for row in numbers}
    assert len(rows) <= 9
    for line in record.plan.markets:
        if line.stance.verdict != "not-now":
            shown = rows[words.numerals.market(line.result.market)]
            npv = line.result.npv
            assert shown[1] == words(f"verdict.{line.stance.verdict}")
            assert shown[2] == words.numerals.money_points([npv.p10, npv.p50, npv.p90])


@EACH
@ALL
def test_tables_repeat_their_header_and_keep_rows_whole(name: str, lang: str) -> None:
    for table in opened(name, lang).tables:
        first, *rest = [row._tr.trPr for row in table.rows]
        assert first.find(qn("w:tblHeader")) is not None
        assert all(row.find(qn("w:cantSplit")) is not None for row in (first, *rest))
        properties = [child.tag.split("}")[1] for child in table._tbl.tblPr]
        known = "tblStyle tblW tblInd tblBorders tblLayout tblLook tblCaption tblDescription".split()
        assert properties == sorted(properties, key=known.index), "Word reads them in this order only"
        assert "tblDescription" in properties


def test_the_picture_is_told_in_words() -> None:
    paper = opened("golden")
    (picture,) = paper.inline_shapes
    assert picture._inline.docPr.get("descr").startswith(texts(paper, "Caption")[0])


@EACH
def test_the_foot_holds_the_stamp_and_page_fields(lang: str) -> None:
    record = paper_record.record()
    foot = opened("golden", lang).sections[0].footer.paragraphs[0]
    assert foot.text.startswith(stamp_line(record, Words(lang)))
    assert [field.get(qn("w:instr")) for field in foot._p.iter(qn("w:fldSimple"))] == ["PAGE", "NUMPAGES"]


@EACH
def test_every_letter_is_in_the_readers_language(lang: str) -> None:
    code = {"en": "en-GB", "nb": "nb-NO"}[lang]
    blob = made("golden", lang)
    assert [name for name, text in xml_parts(blob) if "en-US" in text] == []
    styles = Document(io.BytesIO(blob)).styles.element
    assert [element.get(qn("w:val")) for element in styles.iter(qn("w:lang"))] == [code]


def test_what_a_stranger_wrote_is_cleaned_and_cut() -> None:
    blob = made("hostile", "nb")
    everything = "".join(text for _, text in xml_parts(blob))
    assert "\u202e" not in everything
    assert "x" * 61 not in everything
    assert "A B &amp;&lt;b&gt;" in everything


@EACH
def test_the_same_plan_gives_the_same_bytes_and_no_clock(lang: str) -> None:
    blob = made("golden", lang)
    assert blob == plan_memo(paper_record.record(), lang=lang)
    with zipfile.ZipFile(io.BytesIO(blob)) as file:
        assert {entry.date_time for entry in file.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert not [name for name in file.namelist() if "thumbnail" in name]
    said = Document(io.BytesIO(blob)).core_properties
    assert said.created.date() == said.modified.date() == paper_record.ON
    assert (said.author, said.subject) == ("Fram", "Nordlys Vital AS · Halo ward sensor")


def test_today_s_word_opens_it_as_its_own() -> None:
    settings = dict(xml_parts(made("golden", "nb")))["word/settings.xml"]
    assert (
        'w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"' in settings
    )
    assert '<w:decimalSymbol w:val=","/>' in settings


def test_without_the_library_the_refusal_names_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "docx", None)
    with pytest.raises(Refused, match=r"plan\.docx.*install fram\[reports\]"):
        plan_memo(paper_record.record(), lang="en")


@pytest.mark.slow
@pytest.mark.usefixtures("libreoffice")
@pytest.mark.parametrize(
    ("name", "lang"),
    [
        ("golden", "en"),
        ("without-go", "nb"),
        ("hostile", "en"),
        ("many", "nb"),
        ("what-if", "nb"),
        ("priced", "nb"),
    ],
)
def test_libreoffice_shows_two_to_four_pages(name: str, lang: str, tmp_path: Path) -> None:
    import pypdf

    file = tmp_path / "plan.docx"
    file.write_bytes(made(name, lang))
    pages = pypdf.PdfReader(machine.as_pdf(file)).pages
    assert 2 <= len(pages) <= 4
    foot = Words(lang)("memo.page", page=1, pages=len(pages))
    assert foot in " ".join(pages[0].extract_text().split())


def with_most(record: PlanRecord) -> PlanRecord:
    """The same plan with all a memo may have to hold: three launches, three to ask about, a scenario."""
    go, asked, *_ = record.plan.markets
    lines = []
    for place, line in enumerate(record.plan.markets):
        like = go if place < 3 else asked if place < 6 else line
        stance = replace(like.stance, market=line.result.market)
        turns = like.break_even or line.break_even
        lines.append(replace(line, stance=stance, break_even=turns))
    made = paper_record.with_markets(replace(record, scenario=what_if().scenario), tuple(lines))
    asked = (paper_record.question(line.result.market) for line in lines[:8])
    return paper_record.with_questions(made, *asked)


@pytest.mark.slow
@pytest.mark.usefixtures("libreoffice")
def test_a_real_plan_makes_a_memo_of_two_to_four_pages(root: Path, tmp_path: Path) -> None:
    import pypdf

    from fram.workspace.decide import plan

    record = plan(root / "examples" / "nordlys-vital.toml", on=date(2026, 11, 21), draws=2000)
    for name, made_for in {"plan": record, "most": with_most(record)}.items():
        file = tmp_path / f"{name}.docx"
        file.write_bytes(plan_memo(made_for, lang="nb"))
        assert 2 <= len(pypdf.PdfReader(machine.as_pdf(file)).pages) <= 4
