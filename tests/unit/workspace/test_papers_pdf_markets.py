"""What the board paper says of each market in play, of risks counted twice, and of a scenario."""

from __future__ import annotations

import io
import sys
from dataclasses import replace
from types import SimpleNamespace
from typing import Any
from xml.etree import ElementTree

import pytest
from pypdf import PdfReader

from fram.decide.model.case import Assumption
from fram.decide.scenario.applied import Moved
from fram.terms.citation import Confidence
from fram.workspace.papers.charts import drawing as engine
from fram.workspace.papers.phrases import input_owner
from fram.workspace.papers.printed.pdf import plan_pdf
from fram.workspace.papers.printed.sheets.account import drawing
from fram.workspace.papers.printed.sheets.basis import basis_page
from fram.workspace.papers.printed.sheets.markets import market_portions
from fram.workspace.papers.printed.sheets.paper import Paper
from fram.workspace.papers.printed.sheets.what_if import scenario_name, what_if
from fram.workspace.papers.what_if import change_text
from fram.workspace.papers.words import LANGS, Words
from fram.workspace.record import PlanRecord, WhatIf
from tests.golden.paper_record import lines, record, with_markets, without_go
from tests.unit.workspace.test_papers_pdf import many

CHANGES = ("price=x0.9", "sales_cycle@DE=+3")
MOVED = (
    Moved(change=CHANGES[0], nok={"DE": -2.3e6, "SE": -1.1e6, "GB": -0.4e6, "US": -7e6}),
    Moved(change=CHANGES[1], nok={"DE": -1.3e6, "SE": 0.0, "GB": 0.0, "US": 0.0}),
)


def scenario(name: str = "Hard bargain", made: PlanRecord | None = None) -> PlanRecord:
    return replace(made or record(), scenario=WhatIf(name=name, changes=CHANGES, moved=MOVED))


def paper(made: PlanRecord | None = None, lang: str = "en") -> Paper:
    return Paper(record=made or record(), words=Words(lang))


def pages(made: PlanRecord, lang: str = "en") -> list[str]:
    reader = PdfReader(io.BytesIO(plan_pdf(made, lang=lang)))
    return [plain(page.extract_text()) for page in reader.pages]


def plain(text: str) -> str:
    return " ".join(text.replace("\u00a0", " ").replace("\u200b", "").split())


def texts(value: Any) -> list[str]:
    """Every text in a block, in its order; ordinary spaces."""
    if isinstance(value, str):
        return [plain(value)]
    if isinstance(value, dict):
        return [text for key, found in value.items() if key not in ("kind", "svg") for text in texts(found)]
    return [text for found in value for text in texts(found)] if isinstance(value, list | tuple) else []


def tables(block: Any) -> list[Any]:
    """Every table in a block, at any depth."""
    if isinstance(block, dict):
        mine = [block] if block.get("kind") == "table" else []
        return mine + [found for value in block.values() for found in tables(value)]
    return [found for value in block for found in tables(value)] if isinstance(block, list) else []


def market(place: int, lang: str = "en") -> dict[str, Any]:
    """The blocks of one of the golden plan's markets in play: Germany, Sweden, Britain."""
    sheet = market_portions(paper(lang=lang))
    assert sheet is not None
    return sheet.blocks[place]


# --- a market in play -------------------------------------------------------------------------------


def test_a_market_is_told_from_its_value_to_what_turns_it() -> None:
    made = pages(record())
    germany = next(page for page in made if "number 1 of 5" in page)
    says = [
        "Warning: what it is worth to the buyer holds the price down in 62 % of the runs",
        "Value −6.0 +14 +51", "Chance of loss 27 %", "First sale, P50 Feb 2028 (chance 90 %)",
        "Each month later costs about 310 kNOK (P50)",
        "700 / 850 / 1,000 NOK 600 / 800 / 1,100 NOK 500 / 640 / 800 NOK 380 / 480 / 600 NOK",
        "Paid once Certificates of the firm (paid once for Germany, Sweden, the United Kingdom) 200 300 400",
        "A month Local team 80 110 150 Hosting 5.0 12 28", "Nothing to pay here for: Approval",
        "From Nov 2029 on, half of the runs or more take in more than they pay out",
        "Local gates Sep 2027 Jul 2027 – Nov 2027 83 %",
        "Sales cycle, Germany 6.6–11 months below 9.9 months",
        "Local fit, Germany 0.56–1.8 × usual above 0.58 × usual 60 % default",
    ]  # fmt: skip
    assert [text for text in says if text not in germany] == []


def test_the_price_stands_on_one_line_and_its_ceiling_only_where_there_is_one() -> None:
    found = {
        place: [one for one in tables(market(place)) if "List price there" in texts(one)] for place in (0, 1)
    }
    assert [len(one["head"][0]) for one in found[0]] == [5]
    assert [len(one["head"][0]) for one in found[1]] == [4]
    assert all(len(one["rows"]) == 1 for one in (*found[0], *found[1]))


def test_what_is_paid_once_stands_before_what_every_month_costs() -> None:
    found = next(one for one in tables(market(2)) if "Paid once" in texts(one))
    names = [texts(row[0])[0] for row in found["rows"]]
    assert names == [
        "Paid once", "Approval", "Certificates of the firm", "Security and privacy", "A month", "Local team",
        "Hosting",
    ]  # fmt: skip


def test_only_activities_say_how_often_they_hold_up_the_first_sale() -> None:
    road = next(
        block
        for column in market(2)["blocks"]
        if column["kind"] == "beside"
        for side in column["columns"]
        for block in side
        if block["kind"] == "road"
    )
    held = {step["name"]: plain(step["held"]) for step in road["steps"]}
    assert held["Approval"] == "17 %"
    assert held["Localisation"] == "0 %"
    assert held["Pilot"] == "100 %"
    assert held["Ready to launch"] == held["First sale"] == ""


@pytest.mark.parametrize(("count", "whole"), [(1, 1), (3, 3), (4, 4), (5, 3), (6, 2), (9, 2)])
def test_markets_have_a_page_each_as_far_as_there_are_pages(count: int, whole: int) -> None:
    sheet = market_portions(paper(many(28, go=count)))
    assert sheet is not None
    assert [block["whole"] for block in sheet.blocks] == [True] * whole + [False] * (min(count, 6) - whole)


def test_half_a_page_says_the_same_but_how_to_read_it() -> None:
    sheet = market_portions(paper(many(28, go=6)))
    assert sheet is not None
    long, short = " ".join(texts(sheet.blocks[0])), " ".join(texts(sheet.blocks[5]))
    for text in ("Value", "What does it cost", "The price on its way", "How do ten years go?", "Local gates",
                 "83 %", "above 0.58 × usual", "Each month later", "Warning"):  # fmt: skip
        assert text in long
        assert text in short
    assert "how often the step holds up" in long
    assert "how often the step holds up" not in short


def test_the_drawing_of_ten_years_is_sound_and_its_dots_stay_round() -> None:
    found = paper().pages["DE"].account.years
    tree = ElementTree.fromstring(drawing(found))
    paths = tree.findall(".//{http://www.w3.org/2000/svg}path")
    assert len(paths) == len(found.paths)
    assert "h0.01" in paths[-1].attrib["d"]  # a dot is a step of no length with round ends
    assert "e" not in "".join(path.attrib["d"] for path in paths)
    years = [text.text for text in tree.findall(".//{http://www.w3.org/2000/svg}text")]
    assert years[-10:] == [str(year) for year in range(2027, 2037)]


# --- what it rests on -------------------------------------------------------------------------------


def test_what_is_counted_twice_is_named_or_said_to_be_nothing() -> None:
    told = " ".join(texts(list(basis_page(paper()).blocks)))
    assert "Is any risk counted twice?" in told
    assert "The risk of delay may be counted twice: World Development Indicators" in told
    nothing = replace(record(), plan=replace(record().plan, counted_twice=()))
    assert "No source feeds two places of one kind of risk." in texts(list(basis_page(paper(nothing)).blocks))


def test_a_source_nobody_opened_has_no_day() -> None:
    items = dict(record().plan.assumptions)
    reach = items["de.reach"]
    for confidence, day in ((Confidence.UNCHECKED, "–"), (Confidence.PARTLY_READ, "read 21 Nov 2026")):
        made = replace(reach, estimate=replace(reach.estimate, confidence=confidence))
        plan = replace(record().plan, assumptions={**items, "de.reach": made})
        found = next(
            row
            for one in tables(list(basis_page(paper(replace(record(), plan=plan))).blocks))
            for row in one["rows"]
            if "World Development Indicators, World Bank" in texts(row[0])
        )
        assert plain(found[1]) == day


def test_whose_an_input_is() -> None:
    items = record().plan.assumptions
    stated = Assumption(
        id="product.channel_margin",
        name="channel_margin",
        market="IN",
        estimate=items["de.market_fit"].estimate,
    )
    firm = replace(stated, id="firm-g-eu-iso27001.firm_cost", name="firm_cost")
    words = {lang: Words(lang) for lang in LANGS}
    assert input_owner(stated, record(), words=words["en"]) == ""
    assert input_owner(firm, record(), words=words["en"]) == "the firm itself"
    assert input_owner(firm, record(), words=words["nb"]) == "selskapet selv"
    assert input_owner(items["de.market_fit"], record(), words=words["nb"]) == "Tyskland"


# --- a scenario -------------------------------------------------------------------------------------


def test_page_one_says_which_scenario_and_what_each_change_moved() -> None:
    first, *others = pages(scenario())
    says = ["What if Hard bargain", "Price at home × 0.9 −2.3 −1.1 −0.4",
            "Sales cycle, Germany + 3 months −1.3 0 0",
            "All together −3.6 −1.1 −0.4"]  # fmt: skip
    assert [text for text in says if text not in first] == []
    assert "−7" not in first  # a closed market is not in play
    assert all("What if: Hard bargain" in page for page in others)
    assert "Hva om: Hard bargain" in pages(scenario(), "nb")[1]


def test_the_base_says_nothing_of_scenarios() -> None:
    assert what_if(paper()) == []
    assert scenario_name(record(), words=Words("en")) == ""


def test_a_scenario_that_was_typed_in_is_called_by_its_changes() -> None:
    assert (
        plain(scenario_name(scenario(""), words=Words("en")))
        == "Price at home × 0.9; Sales cycle, Germany + 3 months"
    )
    assert "strong" not in [block.get("look") for block in what_if(paper(scenario("")))[0]["blocks"]]


def test_with_no_market_in_play_it_is_told_for_the_best_one_and_those_named() -> None:
    made = scenario(made=without_go())
    found = tables(what_if(paper(made)))
    assert [texts(one["head"][0])[1:] for one in found] == [["Germany"]]
    named = Moved(change="sales_cycle@JP=+3", nok={"DE": 0.0, "JP": -5e6})
    told = replace(made, scenario=WhatIf(name="", changes=(named.change,), moved=(named,)))
    shown = tables(what_if(paper(told)))[0]
    assert texts(shown["head"][0])[1:] == ["Germany", "Japan"]
    assert texts(shown["rows"][0])[1:] == ["0", "−5.0"]


def test_many_changes_are_summed_whole_and_a_long_name_is_cut() -> None:
    moved = tuple(Moved(change=f"price=x0.{n}", nok={"DE": 1e6}) for n in range(1, 10))
    made = replace(
        record(), scenario=WhatIf(name="N" * 300, changes=tuple(m.change for m in moved), moved=moved)
    )
    found = tables(what_if(paper(with_markets(made, lines()[:1]))))[0]
    assert len(found["rows"]) == 7
    assert texts(found["rows"][-1]) == ["All together", "+9.0"]
    assert len(scenario_name(made, words=Words("en"))) == 60


@pytest.mark.parametrize(
    ("change", "en", "nb"),
    [
        ("price=x0.9", "Price at home × 0.9", "Pris hjemme × 0,9"),
        ("price=900", "Price at home = 900 NOK", "Pris hjemme = 900 NOK"),
        ("sales_cycle@DE=-2", "Sales cycle, Germany − 2 months", "Salgssyklus, Tyskland − 2 måneder"),
        ("win_share=0.4", "Pilots won = 40 %", "Vunne piloter = 40 %"),
        ("cash_nok=+2e6", "Cash today + 2 MNOK", "Kasse i dag + 2 MNOK"),
        ("monthly_burn_nok=850000", "Burn a month = 0.85 MNOK", "Forbruk i måneden = 0,85 MNOK"),
        ("win_share=+0.1", "Pilots won + 10 percentage points", "Vunne piloter + 10 prosentpoeng"),
        ("channel=direct", "Way of selling = direct sale", "Salgsmåte = direkte salg"),
        ("of another version", "of another version", "of another version"),
    ],
)
def test_a_change_is_said_as_people_say_it(change: str, en: str, nb: str) -> None:
    assert plain(change_text(change, words=Words("en"))) == en
    assert plain(change_text(change, words=Words("nb"))) == nb


# --- pictures are drawn once ------------------------------------------------------------------------


def test_a_picture_two_papers_hold_is_drawn_once(monkeypatch: pytest.MonkeyPatch) -> None:
    drawn: list[str] = []

    def vegalite_to_svg(spec: str) -> str:
        drawn.append(spec)
        return '<svg viewBox="0 0 1 1" width="1" height="1"><g/></svg>'

    engine._rendered.cache_clear()
    monkeypatch.setitem(sys.modules, "vl_convert", SimpleNamespace(vegalite_to_svg=vegalite_to_svg))
    for spec, key in (({"width": 720}, "a"), ({"width": 720}, "b"), ({"width": 330}, "a")):
        assert f'id="{key}-title"' in engine.svg(spec, key=key, title="T", summary="S")
    assert drawn == ['{"width": 720}', '{"width": 330}']
    engine._rendered.cache_clear()
