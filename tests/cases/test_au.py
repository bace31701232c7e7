"""Australia: every public case, the days on which the law changed, and where the class is its own."""

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
RECLASSIFIED = date(2021, 11, 25)
DEVICES, TESTS = rule_book("au"), rule_book("au", is_ivd=True)
HOME = ROOT / "au" / "regulation" / "au"
FILES = {path.stem: load_yaml(path) for path in sorted((HOME / "cases").glob("*.yaml"))}
CASES = [case for file in FILES.values() for case in file["cases"]]


def closed(book: RuleBook, facts: dict[str, Any]) -> dict[str, Any]:
    """What a worked case means: the facts it tells, what goes without saying, and no or none for the rest."""
    registry = fact_registry()
    told = {name: registry[name].read(value) for name, value in facts.items()}
    return closed_world(book, Stated(known=told, unknown=frozenset()))


def book_of(facts: dict[str, Any]) -> RuleBook:
    return TESTS if facts.get("is_ivd") == "yes" else DEVICES


def classed(facts: dict[str, Any], on: date = DAY) -> tuple[str, ...]:
    book = book_of(facts)
    return book.decide(closed(book, facts), on=on).outcomes


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["id"])
def test_case(case: dict[str, Any]) -> None:
    book, expected = book_of(case["facts"]), case["expect"]
    verdict = book.decide(closed(book, case["facts"]), on=case.get("on", DAY))
    marked = expected in ("Is", "Im")
    assert verdict.outcomes == ("I" if marked else expected,)
    assert case["rule"] in {finding.rule for finding in (*verdict.because, *verdict.marks)}
    assert not marked or expected in {mark.outcome for mark in verdict.marks}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["id"])
def test_what_a_case_leaves_out_only_widens_the_answer(case: dict[str, Any]) -> None:
    registry = fact_registry()
    told = {name: registry[name].read(value) for name, value in case["facts"].items()}
    expected = "I" if case["expect"] in ("Is", "Im") else case["expect"]
    assert expected in book_of(case["facts"]).decide(told, on=case.get("on", DAY)).outcomes


def test_the_australian_rows_of_the_worked_cases_agree(data_folder: Path) -> None:
    with (data_folder / "domain" / "cases.csv").open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["regime"] == "AU"]
    registry = fact_registry()
    for row in rows:
        pairs = (pair.split("=") for pair in row["facts"].split(";"))
        told = [registry.translate(name, value, regime="au") for name, value in pairs]
        facts = {fact.name: value for fact, value in told}
        book = TESTS if facts.get("is_ivd") else DEVICES
        verdict = book.decide(closed(book, facts), on=DAY)
        assert row["expected_class"] in (verdict.outcomes[-1], *verdict.class_labels), row["id"]
        assert len(verdict.outcomes) == 1, row["id"]
    assert len(rows) >= 10


def test_enough_examples_are_the_regulators_own() -> None:
    assert FILES["regulator"]["origin"] == "regulator"
    assert len(FILES["regulator"]["cases"]) >= 10
    for cite in FILES["regulator"]["citations"].values():
        assert cite["publisher"] == "Therapeutic Goods Administration"
        assert cite["place"]
        assert cite["read"]


def test_every_rule_decides_a_case() -> None:
    decided = {case["rule"] for case in CASES}
    named = {rule.id for rule in (*DEVICES.rules, *TESTS.rules, *DEVICES.outside, *TESTS.outside)}
    rare = {"3.3-steers-I", "3.3-steers-IIa", "3.3-steers-III", "5.7-before", "q-test", "q-body"}
    assert named - decided == rare


@pytest.mark.parametrize("level", ["I", "IIa", "III"])
def test_software_that_steers_takes_the_class(level: str) -> None:
    assert classed({"device_kind": "software", "drives_mdr_class": level}) == (level,)


POWERED = {"invasive": "implant", "duration": "long", "active": True, "active_implantable": True}
TOUCHES_HEART = {
    "invasive": "surgical", "duration": "short", "direct_contact_critical": True, "body_site": "heart",
}  # fmt: skip
DISC = {"invasive": "implant", "duration": "long", "spinal_disc": True}
LOOP = {"active": True, "invasive": "none", "therapeutic_energy": True, "closed_loop": True}
INHALER = {"invasive": "none", "inhalation_orifice": True, "essential_impact": True}


@pytest.mark.parametrize(
    ("facts", "before", "after"),
    [(POWERED, "III", "III"), (TOUCHES_HEART, "IIa", "III"), (DISC, "IIb", "III"), (LOOP, "IIa", "III"),
     (INHALER, "I", "IIb")],
    ids=["powered implant", "heart", "disc", "loop", "inhaler"],
)  # fmt: skip
def test_november_2021_moved_these(facts: dict[str, Any], before: str, after: str) -> None:
    assert classed(facts, RECLASSIFIED - timedelta(days=1)) == (before,)
    assert classed(facts, RECLASSIFIED) == (after,)


@pytest.mark.parametrize(
    ("facts", "australian", "european"),
    [
        ({"invasive": "none", "disinfects": "noninvasive_devices"}, "IIb", "IIa"),
        ({"device_kind": "software", "software_role": "monitor", "risk_level": "low",
          "info_for_decision": True, "worst_impact": "other"}, "I", "IIa"),
        ({"invasive": "orifice", "duration": "long", "body_site": "trachea",
          "connected_active_class": "IIb"}, "IIa", "IIb"),
    ],
    ids=["disinfectant", "mild monitoring", "airway"],
)  # fmt: skip
def test_the_australian_class_is_its_own(facts: dict[str, Any], australian: str, european: str) -> None:
    registry, eu = fact_registry(), rule_book("eu-mdr")
    assert classed(facts) == (australian,)
    told = {**unsaid(eu, registry), **{name: registry[name].read(value) for name, value in facts.items()}}
    assert eu.decide(told, on=DAY).outcomes == (european,)


def test_a_program_inside_a_machine_falls_under_the_software_rules_too() -> None:
    machine = {
        "active": True, "invasive": "none", "diagnosis_monitoring": True, "contains_software": True,
        "software_role": "provides_diagnosis_to_user", "risk_level": "death_or_severe",
    }  # fmt: skip
    assert classed(machine) == ("III",)
    assert classed({**machine, "contains_software": False}) == ("I",)


SUPPORT = {
    "device_kind": "software", "software_role": "provide_info_to_professional", "risk_level": "serious",
    "cds_inputs": "met", "cds_basis_reviewable": "met", "autonomous": False,
}  # fmt: skip


@pytest.mark.parametrize(
    ("change", "exempt"),
    [({}, True), ({"cds_inputs": "fails_image"}, False), ({"cds_basis_reviewable": "fails"}, False),
     ({"autonomous": True}, False), ({"software_role": "monitor"}, False)],
)  # fmt: skip
def test_decision_support_keeps_its_class_and_may_need_no_entry(change: dict[str, Any], exempt: bool) -> None:
    verdict = DEVICES.decide(closed(DEVICES, {**SUPPORT, **change}), on=DAY)
    assert verdict.outcomes == ("IIa",)
    assert ("exempt" in {mark.outcome for mark in verdict.marks}) is exempt


def test_what_monitors_is_left_out_only_where_it_judges_nothing() -> None:
    record = {"device_kind": "software", "software_left_out": "health_record"}
    assert classed(record) == ("not_md",)
    assert classed({**record, "software_role": "monitor", "risk_level": "moderate"}) == ("IIa",)


def test_software_that_diagnoses_is_never_asked_whether_it_is_left_out() -> None:
    facts = {
        "device_kind": "software", "is_ivd": False, "medical_purpose": True, "active": True,
        "software_role": "provides_diagnosis_to_lay", "risk_level": "death_or_severe",
    }  # fmt: skip
    assert DEVICES.decide(facts, on=DAY).outcomes == ("III",)


def test_a_test_on_samples_and_a_device_each_have_their_book() -> None:
    for book, facts, rule in ((DEVICES, {"is_ivd": True}, "q-test"), (TESTS, {"is_ivd": False}, "q-body")):
        verdict = book.decide(facts, on=DAY)
        assert verdict.applies is Truth.NO
        assert [finding.rule for finding in verdict.because] == [rule]


@pytest.mark.parametrize("book", [DEVICES, TESTS], ids=["devices", "tests"])
def test_a_day_before_the_text_held_is_refused(book: RuleBook) -> None:
    with pytest.raises(Refused, match=f"they begin on {book.since}|do not hold"):
        book.decide({}, on=book.since - timedelta(days=1))
    assert book.decide({}, on=book.since).outcomes


def test_practice_and_what_was_not_read_are_marked() -> None:
    by_id = {rule.id: rule for rule in (*DEVICES.every_rule, *TESTS.every_rule)}
    assert by_id["5.3-sterilants"].force is Force.GUIDANCE
    assert by_id["1.1b-named"].force is Force.GUIDANCE
    assert by_id["4.5-1c"].confidence is Confidence.READ
    assert by_id["4.7-1a"].confidence is Confidence.PARTLY_READ
    assert by_id["3.4-chemistry-placing"].confidence is Confidence.UNCHECKED
