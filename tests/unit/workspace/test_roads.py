"""The road as a page: what it says for each state, in both languages, as text, HTML and JSON."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from fram.terms.company import Company
from fram.terms.errors import Refused
from fram.terms.jurisdiction import MARKETS
from fram.terms.product import Certificate, CompanyFile
from fram.workspace.company import read_company
from fram.workspace.papers.access.gantt import Line
from fram.workspace.roads.html import route_html, write_page
from fram.workspace.roads.prices import is_outdated
from fram.workspace.roads.text import route_json, route_text
from fram.workspace.roads.told import road_page
from fram.workspace.roads.view import RoadView, road_view
from fram.workspace.route import route

DAY = date(2026, 11, 22)
EXAMPLES = Path(__file__).parents[3] / "examples"


def file(name: str = "rask-sepsis") -> CompanyFile:
    return read_company(EXAMPLES / f"{name}.toml", on=DAY)


def view(market: str, name: str = "rask-sepsis", *, certificates: tuple[Certificate, ...] | None = None,
         **facts: object) -> RoadView:  # fmt: skip
    whole = file(name)
    kept = whole.product.certificates if certificates is None else certificates
    product = replace(whole.product, facts={**whole.product.facts, **facts}, certificates=kept)
    return road_view(replace(whole, product=product), market=market, on=DAY, draws=500)


@pytest.mark.parametrize("market", MARKETS)
@pytest.mark.parametrize("name", ["nordlys-vital", "sovn-app", "holokirurg", "rask-sepsis"])
def test_every_example_has_a_page_for_every_market_in_both_languages(market: str, name: str) -> None:
    found = view(market, name)
    for lang in ("en", "nb"):
        text, page = route_text(found, lang=lang), route_html(found, lang=lang)
        assert max(map(len, text.splitlines())) <= 100
        assert "{" not in text
        assert "<script" not in page
        assert "src=" not in page
        assert f'lang="{lang}"' in page


def test_a_road_ahead_shows_its_steps_in_order_with_bands_and_what_each_makes() -> None:
    found = view("US")
    assert found.approval
    assert found.filing
    assert found.filing.p50 < found.approval.p50
    begins = [bar.starts.p50 for bar in found.bars]
    assert begins == sorted(begins)
    told = json.loads(route_json(found))
    assert told["months"]["approval"]["p50"] == pytest.approx(found.approval.p50, abs=1e-3)
    assert {one["id"] for one in told["activities"]} >= {"quality-system", "us-fda/registration"}
    assert all(set(one["ends"]) == {"p10", "p50", "p90"} for one in told["activities"])
    assert all(told[key] for key in ("documents", "calendar", "gates"))


def test_what_is_held_is_no_road_but_still_brings_duties() -> None:
    found = view("DE", "nordlys-vital")
    assert found.road.state == "held"
    assert not found.bars
    assert [due.duty.id for due in found.calendar]
    assert "held already" in route_text(found)


def test_no_device_says_so_and_names_the_gates_all_the_same() -> None:
    found = view("DE", "sovn-app", certificates=(), is_medical_device=False, ce_marked=False, eu_class=None)
    assert found.road.state == "no-device"
    assert "No device approval is needed" in route_text(found)
    assert found.gates.binding


def test_a_service_has_no_road() -> None:
    whole = file()
    service = replace(whole, product=replace(whole.product, kind="service", certificates=(), facts={}))
    assert road_view(service, market="DE", on=DAY, draws=200).road.state == "no-device"


def test_finished_documents_put_work_behind_the_company_and_rule_a_refusal_out() -> None:
    before = view("US")
    all_of_them = before.documents
    after = view("US", documents_ready=all_of_them)
    assert before.approval
    assert after.approval
    assert after.approval.p50 < before.approval.p50 - 1
    incomplete = next(one for one in after.refusals if one.cause.check == "documents")
    assert incomplete.is_ruled_out.name == "YES"
    some = view("US", documents_ready=("risk-file",))
    assert next(one for one in some.refusals if one.cause.check == "documents").is_ruled_out.name == "NO"


def test_an_unknown_market_is_refused_and_too_few_runs_too() -> None:
    with pytest.raises(Refused, match="market"):
        view("XX")


def test_the_page_escapes_what_comes_out_of_the_file(tmp_path: Path) -> None:
    whole = file()
    nasty = replace(whole, company=_named(whole.company, "<b>Bad & Co</b>"))
    found = road_view(nasty, market="US", on=DAY, draws=200)
    assert "<b>Bad" not in route_html(found)
    assert "&lt;b&gt;Bad &amp; Co" in route_html(found)
    path = write_page(found, tmp_path / "road.html")
    assert path.read_text(encoding="utf-8") == route_html(found)
    with pytest.raises(Refused, match="written"):
        write_page(found, tmp_path / "nowhere" / "road.html")


def _named(company: Company, name: str) -> Company:
    return replace(company, name=name)


def test_a_month_s_delay_is_told_in_kroner() -> None:
    found = route(EXAMPLES / "holokirurg.toml", market="US", on=DAY, draws=300)
    assert found.delay is not None
    assert re.search(r"A month's delay\s+(costs|saves) .*NOK", route_text(found))


def lines(found: RoadView, key: str, lang: str = "en") -> tuple[Line, ...]:
    parts = {part.key: part for part in road_page(found, lang=lang).parts}
    return parts[key].lines if key in parts else ()


def glance(found: RoadView, lang: str = "en") -> dict[str, Line]:
    return {line.name: line for line in road_page(found, lang=lang).glance}


def test_a_held_approval_shows_its_class_and_never_all_those_left_open() -> None:
    certificate = Certificate(regime="eu-mdr", device_class="IIa", held_on=date(2024, 1, 1))
    found = view("DE", "nordlys-vital", certificates=(certificate,), vital_process=None)
    assert found.classes == {"eu-mdr": ("IIa",)}
    assert glance(found)["Class"].text.endswith(": IIa, held")
    assert lines(found, "class")[0].text == "IIa, held."
    bare = view("DE", "nordlys-vital", certificates=(), eu_class=None, ce_marked=True, placed_under_mdr=True)
    assert bare.road.state == "held"
    assert " / " not in glance(bare)["Class"].text
    assert "any class" not in route_text(bare)


def test_a_regime_that_takes_every_class_has_no_class_of_its_own() -> None:
    open_class = view("GB", "holokirurg")
    assert "UK" not in "".join(line.text for line in road_page(open_class).glance if line.name == "Class")
    assert json.loads(route_json(open_class))["regimes"][-1]["classes"] == []


@pytest.mark.parametrize("market", ["JP", "SA", "CN", "AE", "BR", "IN"])
def test_a_market_without_rules_says_screening_wherever_its_class_is_told(market: str) -> None:
    found = view(market)
    whole = {line.name: line for line in road_page(found).glance if "Screening only" in "".join(line.notes)}
    assert whole
    told = [line for line in lines(found, "class") if "Screening only" in line.text]
    assert told[0].notes
    assert any(line.name == "How the class is found" for line in lines(found, "class"))
    assert json.loads(route_json(found))["regimes"][-1]["screening"] is True
    assert "No rules could be asked" not in route_text(found)
    assert "siling" in route_text(found, lang="nb")


def test_every_figure_at_a_glance_says_how_far_it_was_read() -> None:
    for market in ("US", "CA", "JP"):
        found = view(market)
        for name in ("Chance", "Cost in the plan"):
            assert glance(found)[name].confidence
        for line in road_page(found).glance:
            if line.name in ("Work", "Fees", "Each year"):
                assert line.confidence or line.text in ("no figure was read", "inside the work")
    text, page = route_text(view("CA")), route_html(view("CA"))
    assert re.search(r"Cost in the plan +[^\n]*\[unchecked\]", text)
    assert 'class="badge unchecked"' in page.partition("s-road")[0]


def test_where_no_figure_was_read_the_plan_s_own_is_shown_as_our_default() -> None:
    found = view("JP")
    chance = glance(found)["Chance"]
    assert "the plan takes" in chance.text
    assert "our wide default" in chance.notes
    assert "MNOK" in glance(found)["Cost in the plan"].text


def test_a_fee_says_from_when_it_held_and_whether_a_newer_one_may_have_come() -> None:
    fees = glance(view("AU", "sovn-app"))["Fees"]
    assert "last known, of 2021" in fees.text
    assert fees.notes
    assert "in force from" in glance(view("GB", "nordlys-vital"))["Each year"].text
    assert is_outdated(date(2025, 10, 1), on=DAY, months=0)
    assert not is_outdated(date(2026, 10, 1), on=DAY, months=8)
    assert is_outdated(date(2026, 10, 1), on=DAY, months=23)


def test_a_duty_with_a_fee_shows_it() -> None:
    paid = [due for due in view("SG").calendar if due.duty.fees]
    assert paid
    told = {line.name: line for line in lines(view("SG"), "calendar")}
    assert any("Fee:" in note for note in told[paid[0].duty.name["en"]].notes)


def test_of_a_group_of_gates_one_is_enough_and_each_tells_time_and_cost() -> None:
    found = view("US", "nordlys-vital")
    told = lines(found, "gates")
    assert [line.name for line in told] == [c.gate.name["en"] for c in found.gates.in_order]
    group = [c.gate.name["en"] for c in found.gates.in_order if c.gate.one_of]
    first, *others = [line for line in told if line.name in group]
    assert any(note.startswith("one of these is enough") for note in first.notes)
    assert others
    assert all(f"instead of {first.name}" in line.text for line in others)
    assert all(any(note.startswith("takes ") for note in line.notes) for line in (first, *others))


def test_the_next_step_of_a_held_market_is_its_first_gate_in_order() -> None:
    found = view("DE", "nordlys-vital")
    first = next(check for check in found.gates.in_order if check.binds.name == "YES")
    assert first.gate.name["en"] in " ".join(road_page(found).next_step)


def test_the_chance_is_that_of_the_likeliest_way_and_the_others_have_their_own() -> None:
    found = view("US", "nordlys-vital")
    assert found.others
    assert glance(found)["Chance"].notes[0] == "for the likeliest way"
    assert any("chance " in note for line in lines(found, "others") for note in line.notes)


def test_the_page_speaks_norwegian_of_the_rules_too() -> None:
    assert any("Klasse IIb" in line.text for line in lines(view("DE", "holokirurg"), "class", "nb"))


def test_the_same_seed_gives_the_same_page() -> None:
    assert route_json(view("JP")) == route_json(view("JP"))


def test_a_way_that_closes_says_until_when() -> None:
    found = view("GB", "holokirurg")
    assert found.until == date(2030, 6, 30)
    assert "only until 30 Jun 2030" in route_text(found)
    late = replace(found, late=0.4)
    assert "in 40 % of the runs you would come too late" in " ".join(route_html(late).split())
