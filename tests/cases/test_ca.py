"""Canada: both parts of Schedule 1, on cases from the text and on those Health Canada published."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from fram.knowledge.facts import fact_registry
from fram.knowledge.rulebooks import rule_book
from fram.rules.book import RuleBook
from fram.rules.condition import Leaf
from fram.rules.verdict import Force
from fram.terms.citation import Confidence
from fram.terms.errors import Refused
from fram.terms.logic import Truth
from fram.workspace.access.case_report import check_cases
from fram.workspace.access.cases import Case, Stated, closed_world, public_cases, stated

DAY = date(2026, 11, 22)
DEVICES, TESTS = rule_book("ca"), rule_book("ca", is_ivd=True)
CASES = [case for case in public_cases() if case.regime == "ca"]


def told(case: Case) -> tuple[RuleBook, Stated]:
    found = stated(case)
    return (TESTS if found.is_ivd else DEVICES), found


def closed(facts: dict[str, Any], book: RuleBook = DEVICES) -> dict[str, Any]:
    """What a worked case means: the facts it tells, what goes without saying, and no or none for the rest."""
    known = {name: fact_registry()[name].read(value) for name, value in facts.items()}
    return closed_world(book, Stated(known=known, unknown=frozenset()))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.id)
def test_case(case: Case) -> None:
    book, facts = told(case)
    verdict = book.decide(closed_world(book, facts), on=DAY)
    assert verdict.outcomes == (case.expected,)
    assert case.rule in {finding.rule for finding in verdict.because}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.id)
def test_what_a_case_leaves_out_only_widens_the_answer(case: Case) -> None:
    book, facts = told(case)
    assert case.expected in book.decide(facts.known, on=DAY).outcomes
    assert case.expected in book.outcomes(facts.known, on=DAY)


def test_every_rule_decides_a_case() -> None:
    decided = {case.rule for case in CASES}
    named = {rule.id for rule in (*DEVICES.outside, *DEVICES.rules, *TESTS.outside, *TESTS.rules)}
    assert named - decided == {"q-test"}  # a test is classed by the other book
    assert DEVICES.decide({"is_ivd": True}, on=DAY).applies is Truth.NO


def test_the_canadian_rows_of_the_worked_cases_agree(data_folder: Path) -> None:
    report = check_cases(data_folder / "domain" / "cases.csv", on=DAY, regime="ca")
    assert report.of >= 35
    assert report.misses == ()


def test_ten_cases_at_least_were_published_by_the_authority() -> None:
    published = [case for case in CASES if case.origin == "regulator"]
    assert len(published) >= 10
    assert all(case.source and case.source.publisher == "Health Canada" for case in published)


@pytest.mark.parametrize("book", [DEVICES, TESTS], ids=["devices", "tests"])
def test_rules_overrule_only_what_is_there_and_need_a_spoken_answer(book: RuleBook) -> None:
    """What overrules is turned round for the others: a rule that reads silence could not be."""
    ids = [rule.id for rule in book.every_rule]
    assert len(ids) == len(set(ids))
    strong = [rule for rule in book.rules if rule.despite]
    assert {name for rule in strong for name in rule.despite} <= set(ids)
    assert all(isinstance(leaf, Leaf) for rule in strong for leaf in (~rule.condition).leaves())


ENTERS = {"invasive": "surgical", "duration": "transient"}


@pytest.mark.parametrize(
    ("facts", "expected", "aside"),
    [
        ({**ENTERS, "reusable_surgical_instrument": True}, "I", {"1-1": "3-b"}),
        (
            {**ENTERS, "reusable_surgical_instrument": True, "central_defect": "nerves"},
            "I",
            {"1-1": "3-b", "1-2": "3-b"},
        ),
        (
            {"invasive": "orifice", "duration": "long", "body_site": "teeth", "listed_item": "latex_condom"},
            "II",
            {"2-1": "3-c", "2-2": "3-c", "2-3": "3-c"},
        ),
        (
            {"invasive": "implant", "duration": "long", "breast_implant": True},
            "IV",
            {"1-1": "16", "1-3": "16"},
        ),
        ({"invasive": "none", "contact": "injured_skin", "wound_use": "barrier"}, "I", {"4-1": "4-2"}),
    ],
)
def test_what_is_set_aside_is_told(facts: dict[str, Any], expected: str, aside: dict[str, str]) -> None:
    verdict = DEVICES.decide(closed(facts), on=DAY)
    assert verdict.outcomes == (expected,)
    assert {f.rule: f.overruled_by for f in verdict.set_aside} == aside


def test_rule_3_leaves_the_rules_beyond_the_second_alone() -> None:
    """A dental instrument of animal tissue, if there were one, would be class IV by rule 14."""
    facts = closed({**ENTERS, "listed_item": "surgical_instrument", "tissue_origin": "animal_nonviable"})
    assert DEVICES.decide(facts, on=DAY).outcomes == ("IV",)


def test_near_the_patient_pregnancy_tests_are_let_off_and_others_are_not() -> None:
    pregnancy = {"is_ivd": "yes", "infection_sought": "neither", "self_test": True, "analyte": "pregnancy"}
    verdict = TESTS.decide(closed(pregnancy, TESTS), on=DAY)
    assert verdict.outcomes == ("II",)
    assert {f.rule: f.overruled_by for f in verdict.set_aside} == {"ivd-6": "ivd-9-mild"}
    assert TESTS.decide(closed({**pregnancy, "analyte": "PSA"}, TESTS), on=DAY).outcomes == ("III",)


def test_not_knowing_whether_it_is_an_instrument_leaves_both_classes() -> None:
    facts = closed({**ENTERS, "reusable_surgical_instrument": False})
    facts.pop("listed_item")
    verdict = DEVICES.decide(facts, on=DAY)
    assert (verdict.outcomes, verdict.ask) == (("I", "II"), "listed_item")
    assert verdict.set_aside == ()


@pytest.mark.parametrize(
    ("day", "outcome"), [(date(2018, 11, 1), "I"), (date(2019, 12, 17), "I"), (DAY, "not_md")]
)
def test_records_are_left_out_since_the_guidance_on_software(day: date, outcome: str) -> None:
    record = {
        "device_kind": "software", "action_on_data": "storage_communication_only", "takes_from_device": False
    }  # fmt: skip
    assert DEVICES.decide(closed(record), on=day).outcomes == (outcome,)


def test_the_kidney_artery_is_central_in_canada_alone() -> None:
    facts = {**ENTERS, "body_site": "renal_iliac_femoral", "central_defect": "heart_vessels"}
    assert DEVICES.decide(closed(facts), on=DAY).outcomes == ("IV",)
    european = rule_book("eu-mdr")
    assert european.decide(closed(facts, european), on=DAY).outcomes == ("IIa",)


DEVICE = {
    "device_kind": "hardware", "is_ivd": False, "medical_purpose": True, "involves_substances": False,
    "listed_item": "none", "tests_other_device": False, "controls_ionising": False,
}  # fmt: skip


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ({"invasive": "none", "active": False, "contact": "none", "emits_ionising": False}, "I"),
        (
            {
                "invasive": "none", "active": True, "contact": "intact_skin", "emits_ionising": False,
                "therapeutic_energy": False, "diagnosis_monitoring": True, "immediate_danger": False,
                "illumination_visible_only": False,
            },
            "II",
        ),
    ],
    ids=["stick", "patch"],
)  # fmt: skip
def test_what_cannot_fit_a_rule_is_not_asked_for_it(facts: dict[str, Any], expected: str) -> None:
    verdict = DEVICES.decide(
        {**DEVICE, "connected_active_class": "none", "breast_implant": False, **facts}, on=DAY
    )
    assert verdict.outcomes == (expected,)


@pytest.mark.parametrize("kind", ["software", "hardware"])
def test_the_purpose_is_asked_first(kind: str) -> None:
    assert DEVICES.decide({"device_kind": kind, "is_ivd": False}, on=DAY).ask == "medical_purpose"


@pytest.mark.parametrize("book", [DEVICES, TESTS], ids=["devices", "tests"])
def test_a_day_before_the_text_held_is_refused(book: RuleBook) -> None:
    with pytest.raises(Refused, match=f"they begin on {book.since}"):
        book.decide({}, on=book.since - timedelta(days=1))
    assert book.decide({}, on=book.since).outcomes


def test_guidance_practice_and_what_was_not_read_are_marked() -> None:
    by_id = {rule.id: rule for rule in (*DEVICES.every_rule, *TESTS.every_rule)}
    beside_law = {name for name, rule in by_id.items() if rule.force is not Force.LAW}
    weak = {name for name, rule in by_id.items() if rule.confidence is not Confidence.READ}
    assert beside_law == {
        "gloves", "10-software", "10-software-danger", "q-software", "q-left-out", "table-critical",
        "ivd-2-a-named",
    }  # fmt: skip
    assert weak == {
        "10-software-danger", "q-software", "q-left-out", "table-critical", "ivd-2-a", "ivd-2-b-i"
    }  # fmt: skip
