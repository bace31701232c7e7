"""Notified bodies as a use case: the examples, products that need none, a list of one's own."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Literal

import pytest

from fram.terms.errors import Refused
from fram.terms.logic import Truth
from fram.terms.product import ProductProfile
from fram.workspace.access import bodies
from fram.workspace.access.phrases import phrases

DAY = date(2026, 11, 22)
EXAMPLES = Path(__file__).parents[3] / "examples"
LIST = """number,name,country,regulation,codes
0001,Invented All,DE,MDR,all
0002,Invented Few,DE,MDR,MDA 0203; MDS 1009
2460,DNV,NO,MDR,MDA 0315; MDS 1009; MDS 1010; MDT 2010; MDT 2011; MDT 2012
"""
DEVICE = {
    "device_kind": "hardware", "medical_purpose": True, "active": True, "invasive": "none", "contact": "none",
    "involves_substances": False, "is_ivd": False,
}  # fmt: skip


def _found(name: str, home: Path) -> bodies.BodyList:
    return bodies.notified_bodies(EXAMPLES / f"{name}.toml", on=DAY, home=home)


def _sure(found: bodies.BodyList) -> set[str]:
    return {need.code.id for need in found.needed if need.truth is Truth.YES}


@pytest.mark.parametrize(("name", "regime", "codes"), [
    ("holokirurg", "eu-mdr", {"MDA 0315"}),
    ("sovn-app", "eu-mdr", {"MDA 0315"}),
    ("nordlys-vital", "eu-mdr", {"MDS 1009", "MDS 1010", "MDT 2010", "MDT 2011"}),
    ("rask-sepsis", "eu-ivdr", {"IVS 1001", "IVS 1010", "IVT 2010", "IVT 2011"}),
])  # fmt: skip
def test_the_examples_need_these_codes_surely(
    name: str, regime: str, codes: set[str], tmp_path: Path
) -> None:
    found = _found(name, tmp_path)
    assert (found.regime, _sure(found)) == (regime, codes)
    assert found.needs_body is Truth.YES
    assert all(one.fit.truth is not Truth.YES for one in found.candidates), "no whole scope ships"


def test_one_answer_settles_what_nordlys_is_for(tmp_path: Path) -> None:
    found = _found("nordlys-vital", tmp_path)
    assert [need.code.id for need in found.needed if need.choice] == ["MDA 0202", "MDA 0203"]
    assert found.ask == "images_or_measures"


def test_a_list_of_ones_own_settles_the_scopes(tmp_path: Path) -> None:
    path = tmp_path / "mine.csv"
    path.write_text(LIST, encoding="utf-8")
    loaded = bodies.load_notified_bodies(path, on=DAY, home=tmp_path)
    assert (loaded.bodies, dict(loaded.lines), loaded.before) == (3, {"eu-mdr": 3, "eu-ivdr": 0}, None)
    found = _found("holokirurg", tmp_path)
    fits = {one.body.number: one.fit.truth for one in found.candidates}
    assert (fits["0001"], fits["0002"], fits["2460"]) == (Truth.YES, Truth.NO, Truth.YES)
    assert found.candidates[0].body.number == "2460", "at home before abroad"
    app = EXAMPLES / "sovn-app.toml"
    assert bodies.scope_check(app, "2", on=DAY, home=tmp_path) is Truth.NO
    assert bodies.scope_check(app, "2797", on=DAY, home=tmp_path) is Truth.UNKNOWN
    with pytest.raises(Refused, match="7777"):
        bodies.scope_check(app, "7777", on=DAY, home=tmp_path)


def test_a_list_with_a_fault_leaves_the_one_before(tmp_path: Path) -> None:
    path = tmp_path / "mine.csv"
    path.write_text(LIST, encoding="utf-8")
    bodies.load_notified_bodies(path, on=DAY, home=tmp_path)
    path.write_text(LIST.replace("MDA 0203", "MDA 9999"), encoding="utf-8")
    with pytest.raises(Refused, match="MDA 9999"):
        bodies.load_notified_bodies(path, on=DAY, home=tmp_path)
    assert _found("holokirurg", tmp_path).loaded is not None
    path.write_text(LIST, encoding="utf-8")
    assert bodies.load_notified_bodies(path, on=DAY, home=tmp_path).before == DAY


@pytest.mark.parametrize(("kind", "facts", "reason"), [
    ("device", {**DEVICE, "medical_purpose": False, "annex_xvi_group": "none", "accessory": False,
                "contains_software": False, "contraception": False}, "none-no-device"),
    ("device", {**DEVICE, "made_in_house": True}, "none-in-house"),
    ("device", {**DEVICE, "active": False, "contact": "intact_skin", "sterile": False, "measuring": False,
                "contains_software": False, "protects": "none", "contraception": False,
                "xray_recording": False, "accessory": False, "reusable_surgical_instrument": False},
     "none-lowest"),
    ("ivd", {"device_kind": "hardware", "medical_purpose": True, "ivd_item": "specimen_receptacle",
             "sterile": False}, "none-lowest-test"),
])  # fmt: skip
@pytest.mark.parametrize("lang", ["en", "nb"])
def test_a_product_that_needs_none_is_told_so(
    kind: Literal["device", "ivd"], facts: dict[str, object], reason: str, lang: str, tmp_path: Path
) -> None:
    profile = ProductProfile(name="Invented", kind=kind, facts=facts)
    found = bodies.notified_bodies(profile, on=DAY, home=tmp_path)
    assert (found.needs_body, found.reason, found.candidates) == (Truth.NO, reason, ())
    assert phrases("bodies")[reason].in_(lang)[:20] in bodies.bodies_text(found, lang)
    assert json.loads(bodies.bodies_json(found, lang=lang))["bodies"] == []


def test_a_service_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="service"):
        bodies.notified_bodies(ProductProfile(name="x", kind="service"), on=DAY, home=tmp_path)


@pytest.mark.parametrize("lang", ["en", "nb"])
def test_text_and_json_say_codes_bodies_slot_and_questions(lang: str, tmp_path: Path) -> None:
    found = _found("holokirurg", tmp_path)
    text = bodies.bodies_text(found, lang)
    for part in ("MDA 0315", "2460", "6,5" if lang == "nb" else "6.5", "2027-02-25", "2026/977"):
        assert part in text
    assert all(len(line) <= 100 or "http" in line for line in text.splitlines())
    told = json.loads(bodies.bodies_json(found, lang=lang))
    assert told["earliest_slot"]["answers"] == 52
    assert len(told["questions"]) == 12
    assert "{" not in text
    assert "}" not in text


def test_after_the_limits_the_wait_is_the_limited_one(tmp_path: Path) -> None:
    late = bodies.notified_bodies(EXAMPLES / "holokirurg.toml", on=date(2027, 3, 1), home=tmp_path)
    assert late.slot is not None
    assert late.slot.is_limited
    assert late.slot.months[0.9] > late.slot.limited[0.9]
    assert "4.9" in bodies.bodies_text(late)


def test_a_heading_stands_only_over_something(tmp_path: Path) -> None:
    text = bodies.bodies_text(replace(_found("holokirurg", tmp_path), british=(), slot=None))
    for heading in ("Great Britain", "What to ask each body", "Earliest slot"):
        assert heading not in text.splitlines()
