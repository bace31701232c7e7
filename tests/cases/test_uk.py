"""Great Britain: every public case, every rule of the annex, and where the class is not the European one."""

from __future__ import annotations

import csv
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from fram.knowledge.facts import fact_registry
from fram.knowledge.rulebooks import rule_book, unsaid
from fram.knowledge.shelf import ROOT, load_yaml
from fram.rules.book import RuleBook
from fram.rules.verdict import Force
from fram.terms.citation import Confidence
from fram.terms.errors import Refused
from fram.terms.logic import Truth
from fram.workspace.access.cases import Stated, closed_world

DAY = date(2026, 11, 22)
DEVICES, TESTS = rule_book("uk"), rule_book("uk", is_ivd=True)
HOME = ROOT / "gb" / "regulation" / "uk"
CASES = [case for path in sorted(HOME.glob("cases/*.yaml")) for case in load_yaml(path)["cases"]]


def closed(book: RuleBook, facts: dict[str, Any]) -> dict[str, Any]:
    """What a worked case means: the facts it tells, what goes without saying, and no or none for the rest."""
    registry = fact_registry()
    told = {name: registry[name].read(value) for name, value in facts.items()}
    return closed_world(book, Stated(known=told, unknown=frozenset()))


def book_of(facts: dict[str, Any]) -> RuleBook:
    return TESTS if facts.get("is_ivd") == "yes" else DEVICES


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["id"])
def test_case(case: dict[str, Any]) -> None:
    book = book_of(case["facts"])
    verdict = book.decide(closed(book, case["facts"]), on=DAY)
    assert verdict.outcomes == (case["expect"],)
    assert case["rule"] in {finding.rule for finding in verdict.because}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["id"])
def test_what_a_case_leaves_out_only_widens_the_answer(case: dict[str, Any]) -> None:
    registry = fact_registry()
    told = {name: registry[name].read(value) for name, value in case["facts"].items()}
    assert case["expect"] in book_of(case["facts"]).decide(told, on=DAY).outcomes


def test_the_british_rows_of_the_worked_cases_agree(data_folder: Path) -> None:
    with (data_folder / "domain" / "cases.csv").open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["regime"] == "UK"]
    registry = fact_registry()
    for row in rows:
        pairs = (pair.split("=") for pair in row["facts"].split(";"))
        told = [registry.translate(name, value, regime="uk") for name, value in pairs]
        facts = closed(DEVICES, {fact.name: value for fact, value in told})
        assert DEVICES.decide(facts, on=DAY).outcomes == (row["expected_class"],), row["id"]
    assert len(rows) >= 3


def test_every_rule_of_a_class_decides_a_case() -> None:
    decided = {case["rule"] for case in CASES}
    named = {rule.id for rule in (*DEVICES.rules, *TESTS.rules)}
    rare = {
        "2-blood", "2.3-I", "2.3-IIa", "2.3-III", "5-joined", "5-joined-long", "6-radiation", "6-absorbed",
        "6-medicine", "7", "7-heart", "7-brain", "7-radiation", "7-chemistry", "8-absorbed", "8-chemistry",
        "8-chemistry-placing", "8-medicine", "15-sterilisers",
    }  # fmt: skip
    assert named - decided <= rare


INVASIVE = {"invasive": "surgical"}
IMPLANT = {"invasive": "implant", "duration": "long"}


@pytest.mark.parametrize(
    ("rule", "facts", "expected"),
    [
        ("2.3-I", {"device_kind": "software", "drives_mdr_class": "I"}, "I"),
        ("2.3-IIa", {"device_kind": "software", "drives_mdr_class": "IIa"}, "IIa"),
        ("2.3-III", {"device_kind": "software", "drives_mdr_class": "III"}, "III"),
        (
            "5-joined",
            {"invasive": "orifice", "duration": "transient", "connected_active_class": "IIb"},
            "IIa",
        ),
        (
            "5-joined-long",
            {"invasive": "orifice", "duration": "long", "connected_active_class": "IIa"},
            "IIb",
        ),
        ("6-radiation", {**INVASIVE, "duration": "transient", "energy_ionising": True}, "IIb"),
        ("6-absorbed", {**INVASIVE, "duration": "transient", "biological_effect_or_absorbed": True}, "IIb"),
        (
            "6-medicine",
            {
                **INVASIVE,
                "duration": "transient",
                "administers_medicine": True,
                "administration_hazardous": True,
            },
            "IIb",
        ),
        ("7", {**INVASIVE, "duration": "short"}, "IIa"),
        ("7-heart", {**INVASIVE, "duration": "short", "purpose_heart_ccs": True}, "III"),
        (
            "7-brain",
            {**INVASIVE, "duration": "short", "direct_contact_critical": True, "body_site": "cns"},
            "III",
        ),
        ("7-radiation", {**INVASIVE, "duration": "short", "energy_ionising": True}, "IIb"),
        ("7-chemistry", {**INVASIVE, "duration": "short", "chemical_change": "yes"}, "IIb"),
        ("8-absorbed", {**IMPLANT, "biological_effect_or_absorbed": True}, "III"),
        ("8-chemistry", {**IMPLANT, "chemical_change": "yes"}, "III"),
        ("8-chemistry-placing", {**IMPLANT, "chemical_change": "during_placement_only"}, "III"),
        ("8-medicine", {**IMPLANT, "administers_medicine": True}, "III"),
        ("15-sterilisers", {"invasive": "none", "sterilises_devices": True}, "IIa"),
    ],
)
def test_the_rules_no_case_rests_on(rule: str, facts: dict[str, Any], expected: str) -> None:
    verdict = DEVICES.decide(closed(DEVICES, facts), on=DAY)
    assert verdict.outcomes == (expected,)
    assert rule in {finding.rule for finding in verdict.because}


def test_chemistry_in_the_teeth_is_let_off() -> None:
    facts = closed(DEVICES, {**IMPLANT, "chemical_change": "yes", "body_site": "teeth"})
    assert DEVICES.decide(facts, on=DAY).outcomes == ("IIa",)


@pytest.mark.parametrize(
    ("facts", "british", "european"),
    [
        ({"device_kind": "software", "info_for_decision": True, "worst_impact": "serious"}, "I", "IIb"),
        ({**IMPLANT, "surgical_mesh": True}, "IIb", "III"),
        ({**IMPLANT, "spinal_disc": True, "body_site": "other"}, "IIb", "III"),
        (
            {**INVASIVE, "duration": "transient", "direct_contact_critical": True, "body_site": "heart"},
            "IIa",
            "III",
        ),
        ({"invasive": "none", "contact": "injured_mucosa", "wound_use": "microenvironment"}, "I", "IIa"),
        (
            {
                "invasive": "orifice",
                "implantable": True,
                "duration": "long",
                "body_site": "other",
                "biological_effect_or_absorbed": True,
            },
            "IIb",
            "III",
        ),
    ],
)
def test_the_british_class_is_its_own(facts: dict[str, Any], british: str, european: str) -> None:
    """Northern Ireland takes the European one, so the two are shown side by side."""
    registry, eu = fact_registry(), rule_book("eu-mdr")
    assert DEVICES.decide(closed(DEVICES, facts), on=DAY).outcomes == (british,)
    told = {**unsaid(eu, registry), **{name: registry[name].read(value) for name, value in facts.items()}}
    assert eu.decide(told, on=DAY).outcomes == (european,)


def test_vital_signs_that_nobody_spoke_of_leave_three_classes() -> None:
    facts = closed(DEVICES, {"device_kind": "software", "active": True})
    for open_fact in ("vital_process", "monitors_physiological", "immediate_danger"):
        facts.pop(open_fact)
    verdict = DEVICES.decide(facts, on=DAY)
    assert verdict.outcomes == ("I", "IIa", "IIb")
    assert verdict.ask in ("vital_process", "monitors_physiological")


DEVICE = {
    "device_kind": "hardware", "is_ivd": False, "medical_purpose": True, "contraception": False,
    "accessory": False, "xray_recording": False,
}  # fmt: skip
NO_POWER_NO_SUBSTANCE = {"active": False, "involves_substances": False}
NEITHER_TREATS_NOR_RADIATES = {
    "therapeutic_energy": False, "controls_ionising": False, "emits_ionising_radiology": False,
    "emits_ionising_therapeutic": False,
}  # fmt: skip
DRESSING = {
    **DEVICE, "invasive": "none", "active": False, "contact": "injured_skin", "wound_use": "barrier",
    "principal_action": "physical", "channel_store": "none", "modifies_composition": "none",
    "disinfects": "none", "tissue_origin": "none", "medicinal_substance_ancillary": False,
    "contact_lens_care": False, "sterilises_devices": False,
}  # fmt: skip
PATCH = {
    **DEVICE, **NEITHER_TREATS_NOR_RADIATES, "invasive": "none", "active": True, "contact": "intact_skin",
    "involves_substances": False, "diagnosis_monitoring": True, "vital_process": True,
    "immediate_danger": False,
}  # fmt: skip
INSTRUMENT = {
    **DEVICE, **NO_POWER_NO_SUBSTANCE, "invasive": "surgical", "duration": "transient", "body_site": "other",
    "reusable_surgical_instrument": True, "purpose_heart_ccs": False, "biological_effect_or_absorbed": False,
    "energy_ionising": False,
}  # fmt: skip
BED = {
    **DEVICE, **NEITHER_TREATS_NOR_RADIATES, "invasive": "none", "active": True, "contact": "none",
    "involves_substances": False, "diagnosis_monitoring": False,
}  # fmt: skip


@pytest.mark.parametrize(
    ("facts", "expected"),
    [(DRESSING, "I"), (PATCH, "IIa"), (INSTRUMENT, "I"), (BED, "I")],
    ids=["dressing", "patch", "instrument", "bed"],
)
def test_what_cannot_fit_a_rule_is_not_asked_for_it(facts: dict[str, Any], expected: str) -> None:
    """No blood bag that keeps no blood, no powered implant outside the body, no vital signs in a bed."""
    assert DEVICES.decide(facts, on=DAY).outcomes == (expected,)


@pytest.mark.parametrize("kind", ["software", "hardware"])
def test_the_purpose_is_asked_first(kind: str) -> None:
    assert DEVICES.decide({"device_kind": kind, "is_ivd": False}, on=DAY).ask == "medical_purpose"


def test_what_stays_in_an_opening_is_an_implant_only_where_it_is_powered() -> None:
    stays = {"invasive": "orifice", "implantable": True, "duration": "long", "body_site": "other"}
    assert DEVICES.decide(closed(DEVICES, stays), on=DAY).outcomes == ("IIb",)
    verdict = DEVICES.decide(closed(DEVICES, {**stays, "active": True}), on=DAY)
    assert "part-iii" in {finding.rule for finding in verdict.because}


def test_class_one_says_when_a_body_must_look_and_forgets_the_reuse() -> None:
    facts = closed(DEVICES, {"invasive": "none", "sterile": True, "measuring": True})
    assert [mark.outcome for mark in DEVICES.decide(facts, on=DAY).marks] == ["Is", "Im"]
    forceps = {"invasive": "surgical", "duration": "transient", "reusable_surgical_instrument": True}
    assert not DEVICES.decide(closed(DEVICES, forceps), on=DAY).marks


def test_a_test_on_samples_is_no_device_of_part_two() -> None:
    verdict = DEVICES.decide({"is_ivd": True}, on=DAY)
    assert verdict.applies is Truth.NO
    assert [finding.rule for finding in verdict.because] == ["q-test"]


@pytest.mark.parametrize("book", [DEVICES, TESTS], ids=["devices", "tests"])
def test_a_day_before_the_text_held_is_refused(book: RuleBook) -> None:
    with pytest.raises(Refused, match=f"they begin on {book.since}|do not hold"):
        book.decide({}, on=book.since - timedelta(days=1))
    assert book.decide({}, on=book.since).outcomes


def test_practice_and_what_was_not_read_are_marked() -> None:
    by_id = {rule.id: rule for rule in DEVICES.every_rule}
    assert by_id["15-sterilisers"].force is Force.PRACTICE
    assert by_id["5-joined-long"].force is Force.GUIDANCE
    assert by_id["12"].confidence is Confidence.PARTLY_READ
    facts = closed(DEVICES, {"invasive": "none", "sterilises_devices": True})
    assert DEVICES.decide(facts, on=DAY).confidence is Confidence.UNCHECKED
