"""What a board's slides tell of single launches, of risks counted twice, and of a scenario."""

from __future__ import annotations

import io
from dataclasses import replace
from typing import Any

import pytest
from pptx import Presentation

from fram.workspace.papers.printed.deck import plan_deck
from fram.workspace.papers.words import Words
from fram.workspace.record import WhatIf
from tests.golden import paper_record
from tests.unit.workspace.test_papers_deck import (
    EACH,
    charts,
    made,
    opened,
    plain,
    what_if,
    words_on,
    xml_parts,
)

# --- a market's slide -----------------------------------------------------------------------------


def slide_about(name: str, market: str, *, lang: str = "en") -> Any:
    """The slide of one market: the one whose title names it before a colon."""
    return next(
        slide
        for slide in opened(name, lang).slides
        if slide.shapes.title.text_frame.text.startswith(f"{market}: ")
    )


def tables_on(slide: Any) -> list[list[list[str]]]:
    return [
        [[plain(cell.text) for cell in row.cells] for row in shape.table.rows]
        for shape in slide.shapes
        if shape.has_table
    ]


def test_the_road_tells_how_often_each_step_holds_up_the_first_sale() -> None:
    road = next(shape.chart for shape in slide_about("golden", "United Kingdom").shapes if shape.has_chart)
    names = [plain(name) for name in road.plots[0].categories]
    assert names == [
        "Preparing the application, 17 %", "Approval, 17 %", "Local gates, 83 %", "Localisation, 0 %",
        "Ready to launch", "Pilot, 100 %", "Tender and contract, 100 %",
    ]  # fmt: skip
    before, holding, other, late = (list(series.values) for series in road.plots[0].series)
    month = 30.4375
    # The gates run 10 months from the start (P50) and hold the sale up in most runs; localisation never does.
    assert (round(holding[2] / month), other[2]) == (10, 0.0)
    assert (holding[3], round(other[3] / month)) == (0.0, 5)
    # The approval starts after the application is ready, and may take until month 9.
    assert round((before[1] - before[0]) / month) == 2
    assert round(late[1] / month) == 3
    # To be ready is no work: nothing but the time from P10 to P90.
    assert (holding[4], other[4], round(late[4] / month)) == (0.0, 0.0, 4)


def test_the_ten_years_stand_as_columns_and_lines_on_one_axis() -> None:
    line = paper_record.record().plan.markets[0]
    chart = [shape.chart for shape in slide_about("golden", "Germany").shapes if shape.has_chart][1]
    columns, lines = chart.plots
    drawn = {series.name: list(series.values) for plot in (columns, lines) for series in plot.series}
    years = line.ledger.years
    assert list(drawn) == ["Income", "Costs", "Net P90", "Net P50", "Net P10"]
    assert drawn["Income"] == pytest.approx([year.income.p50 / 1e6 for year in years])
    assert drawn["Costs"] == pytest.approx([-year.costs.p50 / 1e6 for year in years])
    for point in ("p10", "p50", "p90"):
        assert drawn[f"Net {point.upper()}"] == pytest.approx([getattr(y.net, point) / 1e6 for y in years])
    axes = [[axis.get("val") for axis in plot._element.xpath("c:axId")] for plot in (columns, lines)]
    assert axes[0] == axes[1]
    lowest = min(value for values in drawn.values() for value in values)
    assert chart.value_axis.minimum_scale <= lowest
    assert chart.value_axis.maximum_scale >= max(max(values) for values in drawn.values())


def test_a_market_tells_what_a_month_costs_and_from_where_on_it_pays() -> None:
    figures, turns = tables_on(slide_about("golden", "Germany"))
    assert ["One month later", "costs about 310 kNOK"] in figures
    assert turns == [
        ["It hangs on", "Believed, P10–P90", "It pays when it is"],
        ["Local fit, Germany", "0.56–1.8 × usual", "above 0.58 × usual"],
        ["Sales cycle, Germany", "6.6–11 months", "below 9.9 months"],
        ["Price at home", "740–960 NOK", "none within reach: it pays throughout"],
    ]
    gained = tables_on(slide_about("golden", "United Kingdom"))[0]
    assert ["One month later", "gains about 40 kNOK"] in gained


@EACH
def test_a_warning_stands_on_the_board_page_and_on_its_market(lang: str) -> None:
    words = Words(lang)
    told = words("warning-price-bound", chance=words.numerals.chance(0.624))
    germany, sweden = (slide_about("golden", words.numerals.market(one), lang=lang) for one in ("DE", "SE"))
    assert [told in shape.text_frame.text for shape in germany.shapes if shape.has_text_frame].count(
        True
    ) == 1
    assert told in germany.notes_slide.notes_text_frame.text
    assert not [shape for shape in sweden.shapes if shape.has_text_frame and told in shape.text_frame.text]
    board = [row for table in tables_on(opened("golden", lang).slides[0]) for row in table]
    assert [row[1] for row in board if plain(told) in row[2]] == [words.numerals.market("DE")]


def test_the_speaker_has_every_cost_and_the_sources() -> None:
    notes = plain(slide_about("golden", "United Kingdom").notes_slide.notes_text_frame.text).split("\n")
    assert "Approval and certificates: Until the first sale 0.7 / 1.2 / 2.4 MNOK" in notes
    assert "– Approval (once, before approval): 0.5 / 0.9 / 2.0 MNOK" in notes
    assert (
        "– Hosting (monthly, from launch): 5 / 12 / 28 kNOK a month; Until the first sale: 40 / 95 / 220 kNOK"
        in notes
    )
    germany = plain(slide_about("golden", "Germany").notes_slide.notes_text_frame.text)
    assert (
        "– Certificates of the firm (once, before launch, paid once for Germany, Sweden, the United Kingdom)"
        in germany
    )
    assert "Nothing to pay here for: Approval." in germany
    assert "World Development Indicators, World Bank, SH.MED.BEDS.ZS, read 21 Nov 2026" in germany


def test_costs_stand_in_three_groups_until_the_first_sale() -> None:
    record, words = paper_record.record(), Words("en")
    chart = next(shape.chart for shape in charts(opened("golden")) if shape.name == words("section.costs"))
    drawn = {series.name: list(series.values) for series in chart.plots[0].series}
    assert drawn == {
        words(f"figure.cost-{group}"): pytest.approx(
            [line.ledger.before_sale[group].p50 / 1e6 for line in record.plan.markets]
        )
        for group in ("approval", "launch", "running")
    }
    assert chart.plots[0]._element.xpath("c:grouping[@val='stacked']")


def test_markets_side_by_side_still_tell_what_they_hang_on() -> None:
    shared = next(
        slide for slide in opened("many").slides if "an answer comes" in slide.shapes.title.text_frame.text
    )
    rows = {row[0]: row[1:] for row in tables_on(shared)[0]}
    assert rows["One month later"] == ["gains about 40 kNOK"] * 3
    assert rows["It hangs on"] == ["Local fit, United Kingdom: above 0.58 × usual"] * 3
    notes = shared.notes_slide.notes_text_frame.text
    assert notes.count("– Hosting") == 3


# --- counted twice, and scenarios -----------------------------------------------------------------


@EACH
def test_a_risk_counted_twice_is_named_by_its_source_and_its_absence_is_said(lang: str) -> None:
    words = Words(lang)
    nothing = replace(paper_record.record().plan, counted_twice=())
    clear = Presentation(io.BytesIO(plan_deck(replace(paper_record.record(), plan=nothing), lang=lang)))
    said = {}
    for key, show in (("twice", opened("golden", lang)), ("clear", clear)):
        texts = [
            shape.text_frame.text for slide in show.slides for shape in slide.shapes if shape.has_text_frame
        ]
        (said[key],) = (text for text in texts if text.startswith(words("rests.twice-title")))
    assert "World Development Indicators, SH.MED.BEDS.ZS" in said["twice"]
    assert words("rests.twice-none")[1:] in said["clear"]


def test_a_scenario_is_told_before_any_verdict_and_on_every_slide() -> None:
    show = opened("what-if")
    name = "Scenario “Hard <bargain>”, not the base"
    assert show.slides[0].placeholders[13].text_frame.text.startswith(name)
    assert [s for s in show.slides if not s.placeholders[14].text_frame.text.startswith(name)] == []
    rows = [[plain(cell) for cell in row] for row in tables_on(show.slides[0])[0]]
    assert rows[:4] == [
        ["Set otherwise", "Price at home × 0.9",
         "moves the mean value: Germany −2.4 MNOK; Sweden −1.0 MNOK; United Kingdom −800 kNOK;"
         " 2 others −3.0 to −0.2 MNOK"],
        ["", "Sales cycle, Japan + 3 months", "moves the mean value: Japan −1.3 MNOK; elsewhere by nothing"],
        ["", "Cash today + 5 MNOK", "moves the mean value: by nothing"],
        ["● Go", "Germany", rows[3][2]],
    ]  # fmt: skip
    assert "Scenario" not in "".join(text for _, text in xml_parts(made("golden", "en")))


def test_a_scenario_without_a_name_says_so_and_long_ones_go_on_in_the_notes() -> None:
    record = what_if()
    assert record.scenario is not None
    changes = tuple(f"sales_cycle@{market}=+1" for market in ("DE", "SE", "GB", "US", "JP"))
    long = replace(record, scenario=WhatIf(name="", changes=changes, moved=()))
    first = Presentation(io.BytesIO(plan_deck(long, lang="nb"))).slides[0]
    assert " ".join(words_on(first)).count("Et scenario, ikke utgangspunktet") == 1
    rows = tables_on(first)[0]
    assert rows[3][1:] == ["2 endringer til", "står i talernotatene"]
    assert plain(first.notes_slide.notes_text_frame.text).count("+ 1 måned") == 5
