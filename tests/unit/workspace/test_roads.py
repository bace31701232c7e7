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
from fram.workspace.roads.html import route_html, write_page
from fram.workspace.roads.text import route_json, route_text
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


def test_the_same_seed_gives_the_same_page() -> None:
    assert route_json(view("JP")) == route_json(view("JP"))
