"""The slides for a board: native charts, one finding each, in both languages, whatever a company writes."""

from __future__ import annotations

import io
import sys
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from pptx import Presentation
from pptx.oxml.ns import qn

from fram.decide.plan import MarketPlan
from fram.decide.scenario.applied import Moved
from fram.terms.errors import Refused
from fram.workspace.papers.charts.look import PALETTE
from fram.workspace.papers.printed.deck import plan_deck
from fram.workspace.papers.printed.stamp import stamp_line
from fram.workspace.papers.words import LANGS, Words
from fram.workspace.record import PlanRecord, WhatIf
from tests import machine
from tests.golden import access_record, paper_record

HOSTILE = "A\x00B\x0b&<b>]]>\u202e" + "Løøng Nåme " * 30
CODES = "DE SE GB US JP AE CH FR ES IT NL PL PT AT BE CZ DK EE FI IE".split()


def hostile() -> PlanRecord:
    """Texts of a stranger wherever a company file or a source can bring them."""
    made = paper_record.record()
    cite = replace(
        paper_record.BANK, title=HOSTILE, publisher=HOSTILE, place=HOSTILE, url="https://x/" + "y" * 400
    )
    items = {
        key: replace(
            item,
            estimate=replace(item.estimate, note=HOSTILE, cites=tuple(cite for _ in item.estimate.cites)),
        )
        for key, item in made.plan.assumptions.items()
    }
    plan = replace(made.plan, assumptions=items)
    return replace(made, company=HOSTILE, product="x" * 300, input_file=HOSTILE, plan=plan)


def many() -> PlanRecord:
    """Twenty markets: three to enter, three to find out about, the rest closed."""
    made = paper_record.record()
    old = made.plan.markets

    def line(place: int, market: str) -> MarketPlan:
        verdict = "go" if place < 3 else "find-out" if place < 6 else "not-now"
        like = {"go": old[0], "find-out": old[2], "not-now": old[3 + place % 2]}[verdict]
        return replace(
            like,
            result=replace(like.result, market=market),
            stance=replace(like.stance, market=market),
        )

    lines = tuple(line(place, market) for place, market in enumerate(CODES))
    asked = (paper_record.question(code, worth=1e6 * (9 - place)) for place, code in enumerate(CODES[3:6]))
    return paper_record.with_questions(paper_record.with_markets(made, lines), *asked)


def what_if() -> PlanRecord:
    """The golden plan as that of a scenario: a cheaper product, a slower Japan, more cash."""
    moved = {
        "price=x0.9": {"DE": -2.4e6, "SE": -1e6, "GB": -0.8e6, "US": -3e6, "JP": -0.2e6},
        "sales_cycle@JP=+3": {"DE": 0.0, "SE": 0.0, "GB": 0.0, "US": 0.0, "JP": -1.3e6},
        "cash_nok=+5e+06": dict.fromkeys(("DE", "SE", "GB", "US", "JP"), 0.0),
    }
    told = tuple(Moved(change=change, nok=nok) for change, nok in moved.items())
    return replace(
        paper_record.record(), scenario=WhatIf(name="Hard <bargain>", changes=tuple(moved), moved=told)
    )


RECORDS = {
    "golden": paper_record.record, "without-go": paper_record.without_go, "hostile": hostile, "many": many,
    "what-if": what_if, "priced": access_record.priced,
}  # fmt: skip
EACH = pytest.mark.parametrize("lang", LANGS)
ALL = pytest.mark.parametrize("name", RECORDS)


@cache
def made(name: str, lang: str) -> bytes:
    return plan_deck(RECORDS[name](), lang=lang)


def opened(name: str, lang: str = "en") -> Any:
    return Presentation(io.BytesIO(made(name, lang)))


def charts(show: Any) -> Iterator[Any]:
    return (shape for slide in show.slides for shape in slide.shapes if shape.has_chart)


def words_on(slide: Any) -> list[str]:
    """The words of the title and of the line below it."""
    return " ".join(
        place.text_frame.text for place in slide.placeholders if place.placeholder_format.idx in (0, 13)
    ).split()


def plain(text: str) -> str:
    return text.replace("\u00a0", " ")


def xml_parts(blob: bytes) -> Iterator[tuple[str, str]]:
    with zipfile.ZipFile(io.BytesIO(blob)) as file:
        for name in file.namelist():
            if name.endswith((".xml", ".rels")):
                yield name, file.read(name).decode()


@EACH
@ALL
def test_a_deck_has_eight_to_twelve_slides_with_one_finding_each(name: str, lang: str) -> None:
    show = opened(name, lang)
    titles = [slide.shapes.title.text_frame.text.strip() for slide in show.slides]
    assert 8 <= len(titles) <= 12
    assert all(titles)
    assert len(set(titles)) == len(titles)
    assert [words for slide in show.slides if len(words := words_on(slide)) > 40] == []


@EACH
@ALL
def test_every_slide_has_its_source_stamp_number_and_notes(name: str, lang: str) -> None:
    record = RECORDS[name]()
    stamp = stamp_line(record, Words(lang))
    for slide in opened(name, lang).slides:
        places = {place.placeholder_format.idx: place for place in slide.placeholders}
        texts = [place.text_frame.text.strip() for place in places.values()]
        assert all(texts), "no placeholder is left empty"
        assert stamp in texts
        assert places[14].text_frame.text
        assert slide._element.xpath(".//a:fld[@type='slidenum']")
        assert slide.notes_slide.notes_text_frame.text.strip()
        assert slide.shapes[0] == slide.shapes.title, "the title is read first"


@ALL
def test_charts_are_native_and_bring_their_figures(name: str) -> None:
    found = list(charts(opened(name)))
    assert len(found) >= 5
    for shape in found:
        book = openpyxl.load_workbook(io.BytesIO(shape.chart.part.chart_workbook.xlsx_part.blob))
        sheet = book.worksheets[0]
        drawn = [series for plot in shape.chart.plots for series in plot.series]
        assert [cell.value for cell in sheet[1]][1:] == [series.name for series in drawn]
        assert [row[1].value for row in sheet.iter_rows(min_row=2)] == pytest.approx(list(drawn[0].values))


@EACH
@ALL
def test_charts_and_tables_are_described_for_those_who_do_not_see_them(name: str, lang: str) -> None:
    show = opened(name, lang)
    drawn = [shape for slide in show.slides for shape in slide.shapes if shape.has_chart or shape.has_table]
    assert [shape.name for shape in drawn if not shape._element.nvGraphicFramePr.cNvPr.get("descr")] == []
    assert all(shape.name for shape in drawn)


def ends_of(chart: Any, row: int) -> tuple[float, float]:
    """Where a range starts and ends, out of its stacked parts."""
    parts = [series.values[row] for series in chart.plots[0].series]
    above = sum(part for part in parts if part > 0)
    below = sum(part for part in parts if part < 0)
    low = below if below else parts[0]
    return low, above if above else parts[0]


def test_a_range_runs_from_p10_to_p90_on_either_side_of_zero() -> None:
    record = paper_record.record()
    chart = next(charts(opened("golden"))).chart
    names = list(chart.plots[0].categories)
    assert names == ["Germany", "Sweden", "United Kingdom", "United States", "Japan"]
    wanted = [(line.result.npv.p10 / 1e6, line.result.npv.p90 / 1e6) for line in record.plan.markets]
    for row, ends in enumerate(wanted):
        assert ends_of(chart, row) == pytest.approx(ends)
    # What leads up to a range is not drawn, and a point below zero keeps its colour.
    assert chart._chartSpace.xpath("c:chart//c:ser[1]/c:dPt/c:spPr/a:noFill")
    points = chart._chartSpace.xpath("c:chart//c:dPt")
    assert [p for p in points if not p.xpath("c:invertIfNegative[@val='0']")] == []


def test_the_cash_chart_holds_the_cone_and_zero() -> None:
    record = paper_record.record()
    chart = next(
        shape.chart
        for shape in charts(opened("golden"))
        if shape.chart._chartSpace.xpath("c:chart//c:dateAx")
    )
    by_name = {series.name: series.values for series in chart.plots[0].series}
    words = Words("en")
    middle = by_name[f"P50, {words('chart.with-go')}"]
    assert middle[0] == 14
    assert middle[12] == pytest.approx(record.plan.cash_with_go.months[11].p50 / 1e6)
    assert len(by_name) == 4
    assert chart._chartSpace.xpath("c:chart//c:dateAx/c:majorTimeUnit[@val='months']")


def test_markets_in_play_have_a_slide_each_or_stand_side_by_side() -> None:
    def about(name: str) -> list[str]:
        titles = [slide.shapes.title.text_frame.text for slide in opened(name).slides]
        return [title for title in titles if ": go, because" in title or ": find out first" in title]

    assert len(about("golden")) == 3
    assert len(about("many")) == 3, "three to enter; those to find out about share a slide"
    shared = next(
        slide
        for slide in opened("many").slides
        if "3 markets an answer" in slide.shapes.title.text_frame.text
    )
    table = next(shape.table for shape in shared.shapes if shape.has_table)
    assert [cell.text for cell in table.rows[0].cells][1:] == [
        "United States",
        "Japan",
        "United Arab Emirates",
    ]


def test_where_nothing_is_worth_asking_the_open_points_stand_instead() -> None:
    slides = {slide.shapes.title.text_frame.text: slide for slide in opened("without-go").slides}
    slide = slides[Words("en")("report.nothing-to-ask")]
    table = next(shape.table for shape in slide.shapes if shape.has_table)
    assert "Japan, United States" in [cell.text for row in table.rows for cell in row.cells]


def test_a_plan_without_markets_still_gives_a_deck() -> None:
    blob = plan_deck(paper_record.with_markets(paper_record.record(), ()), lang="en")
    show = Presentation(io.BytesIO(blob))
    assert "No market" in show.slides[0].shapes.title.text_frame.text


@EACH
def test_every_letter_is_in_the_readers_language(lang: str) -> None:
    code = {"en": "en-GB", "nb": "nb-NO"}[lang]
    blob = made("golden", lang)
    assert [name for name, text in xml_parts(blob) if "en-US" in text] == []
    show = Presentation(io.BytesIO(blob))
    assert show.core_properties.language == code
    runs = [run for slide in show.slides for run in slide._element.iter(qn("a:r"))]
    assert {run.find(qn("a:rPr")).get("lang") for run in runs} == {code}
    notes = [run for slide in show.slides for run in slide.notes_slide._element.iter(qn("a:r"))]
    assert {run.find(qn("a:rPr")).get("lang") for run in notes} == {code}


def test_norwegian_numbers_have_a_comma() -> None:
    texts = [place.text_frame.text for slide in opened("golden", "nb").slides for place in slide.placeholders]
    assert any("14,0\u00a0MNOK" in text for text in texts)
    chart = next(charts(opened("golden", "nb"))).chart
    assert chart.value_axis.tick_labels.number_format.startswith("[$-414]")


def test_what_a_stranger_wrote_is_cleaned_and_cut() -> None:
    blob = made("hostile", "en")
    everything = "".join(text for _, text in xml_parts(blob))
    assert "\u202e" not in everything
    assert "x" * 61 not in everything
    assert "&amp;&lt;b&gt;" in everything
    assert opened("hostile").core_properties.title.startswith("Export plan: A B &<b>]]> Løøng")


@EACH
def test_the_same_plan_gives_the_same_bytes_and_no_clock(lang: str) -> None:
    blob = made("golden", lang)
    assert blob == plan_deck(paper_record.record(), lang=lang)
    with zipfile.ZipFile(io.BytesIO(blob)) as file:
        assert {entry.date_time for entry in file.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        books = [file.read(name) for name in file.namelist() if name.endswith(".xlsx")]
        names = file.namelist()
    assert books
    for book in books:
        with zipfile.ZipFile(io.BytesIO(book)) as inner:
            assert {entry.date_time for entry in inner.infolist()} == {(1980, 1, 1, 0, 0, 0)}
            assert b"2026-11-21T00:00:00Z" in inner.read("docProps/core.xml")
    assert not [name for name in names if "thumbnail" in name or "printerSettings" in name]


def test_the_file_says_what_it_is() -> None:
    said = opened("golden").core_properties
    assert (said.author, said.last_modified_by) == ("Fram", "Fram")
    assert said.created.date() == said.modified.date() == paper_record.ON
    assert said.title == "Export plan: Nordlys Vital AS · Halo ward sensor"
    assert "input a41f0c22" in said.comments


def test_colours_and_letters_come_from_the_theme() -> None:
    parts = dict(xml_parts(made("golden", "en")))
    theme = parts["ppt/theme/theme1.xml"]
    assert f'<a:accent1><a:srgbClr val="{PALETTE["go"][1:].upper()}"/></a:accent1>' in theme
    assert theme.count('<a:latin typeface="Arial"/>') == 2
    assert 'schemeClr val="accent1"' in parts["ppt/charts/chart1.xml"]
    named = {
        name
        for name, text in parts.items()
        if name.startswith("ppt/slides/slide") and 'typeface="Calibri' in text
    }
    assert named == set()


def test_without_the_library_the_refusal_names_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pptx", None)
    with pytest.raises(Refused, match=r"plan\.pptx.*install fram\[reports\]") as refused:
        plan_deck(paper_record.record(), lang="en")
    assert refused.value.kind == "unavailable"


@pytest.mark.slow
@pytest.mark.usefixtures("libreoffice")
@pytest.mark.parametrize(
    ("name", "lang"),
    [("golden", "en"), ("hostile", "nb"), ("many", "en"), ("without-go", "nb"), ("priced", "nb")],
)
def test_libreoffice_shows_every_slide(name: str, lang: str, tmp_path: Path) -> None:
    import pypdf

    file = tmp_path / "plan.pptx"
    file.write_bytes(made(name, lang))
    show = Presentation(str(file))
    pages = pypdf.PdfReader(machine.as_pdf(file)).pages
    assert len(pages) == len(show.slides)
    for slide, page in zip(show.slides, pages, strict=True):
        shown = "".join(page.extract_text().split())
        assert "".join(slide.shapes.title.text_frame.text.split()) in shown
        box = page.mediabox
        assert float(box.width) / float(box.height) == pytest.approx(16 / 9, rel=1e-3)


@pytest.mark.slow
def test_a_real_plan_makes_a_deck(root: Path) -> None:
    from fram.workspace.decide import plan

    record = plan(root / "examples" / "nordlys-vital.toml", on=date(2026, 11, 21), draws=2000)
    show = Presentation(io.BytesIO(plan_deck(record, lang="nb")))
    assert 8 <= len(show.slides) <= 12
