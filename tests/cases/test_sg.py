"""Singapore: every public case, every rule, the table for software, and what is open or disputed."""

from __future__ import annotations

import csv
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from fram.knowledge.access.published import ENOUGH, published_examples
from fram.knowledge.facts import fact_registry
from fram.knowledge.rulebooks import rule_book
from fram.rules.book import RuleBook
from fram.rules.verdict import Force
from fram.terms.citation import Confidence
from fram.terms.errors import Refused
from fram.terms.product import ProductProfile
from fram.workspace.access.cases import Case, Stated, closed_world, public_cases, stated
from fram.workspace.access.verdicts import classify

DAY = date(2026, 11, 22)
DEVICES, TESTS = rule_book("sg"), rule_book("sg", is_ivd=True)
CASES = [case for case in public_cases() if case.regime == "sg"]
DISPUTED = {"X-SG-003": "A"}  # why: disputes.yaml beside the rules
"""A cuff that touches healthy skin is class A by rule 4, since regulation 24(2)(c) classes each device for
itself; a consultant's list says B.
"""


def closed(book: RuleBook, facts: dict[str, Any]) -> dict[str, Any]:
    registry = fact_registry()
    told = {name: registry[name].read(value) for name, value in facts.items()}
    return closed_world(book, Stated(known=told, unknown=frozenset()))


def book_of(case: Case) -> RuleBook:
    return TESTS if stated(case).is_ivd else DEVICES


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.id)
def test_case(case: Case) -> None:
    book, told = book_of(case), stated(case)
    verdict = book.decide(closed_world(book, told), on=told.on or DAY)
    assert verdict.outcomes == (case.expected,)
    assert case.rule in {finding.rule for finding in verdict.because}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.id)
def test_what_a_case_leaves_out_only_widens_the_answer(case: Case) -> None:
    told = stated(case)
    assert case.expected in book_of(case).decide(told.known, on=told.on or DAY).outcomes


def test_enough_examples_of_the_authority_itself_agree() -> None:
    assert published_examples("sg") == 20
    assert published_examples("sg") >= ENOUGH


def test_the_rows_of_the_worked_cases_agree_but_for_one_dispute(data_folder: Path) -> None:
    with (data_folder / "domain" / "cases.csv").open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["regime"] == "SG"]
    registry = fact_registry()
    for row in rows:
        pairs = (pair.split("=") for pair in row["facts"].split(";"))
        told = {fact.name: value for fact, value in (registry.translate(n, v, regime="sg") for n, v in pairs)}
        book = TESTS if told.get("is_ivd") else DEVICES
        expected = DISPUTED.get(row["id"], row["expected_class"])
        assert book.decide(closed(book, told), on=DAY).outcomes == (expected,), row["id"]
    assert len(rows) >= 11


def test_every_rule_decides_a_case() -> None:
    decided = {case.rule for case in CASES}
    named = {rule.id for rule in (*DEVICES.every_rule, *TESTS.every_rule)}
    alike = {"software-steers-I", "software-steers-IIa", "software-steers-III", "t-same-B", "t-same-C"}
    assert named - decided == alike | {"q-test", "tq-body"}


@pytest.mark.parametrize(
    ("situation", "treats", "drives", "informs"),
    [("critical", "C", "C", "B"), ("serious", "C", "B", "A"), ("non_serious", "B", "A", "A")],
)
def test_the_table_for_software(situation: str, treats: str, drives: str, informs: str) -> None:
    weights = {"treat_or_diagnose": treats, "drive": drives, "inform": informs}
    for weight, expected in weights.items():
        facts = {"device_kind": "software", "imdrf_situation": situation, "imdrf_significance": weight}
        assert DEVICES.decide(closed(DEVICES, facts), on=DAY).outcomes == (expected,)


@pytest.mark.parametrize(("european", "here"), [("I", "A"), ("IIa", "B"), ("IIb", "C"), ("III", "D")])
def test_software_takes_the_class_of_what_it_steers(european: str, here: str) -> None:
    facts = {"device_kind": "software", "drives_mdr_class": european}
    assert DEVICES.decide(closed(DEVICES, facts), on=DAY).outcomes == (here,)


@pytest.mark.parametrize("level", ["B", "C"])
def test_a_calibrator_takes_the_class_of_its_test(level: str) -> None:
    facts = {"is_ivd": True, "ivd_item": "calibrator", "calibrates_ivd_class": level}
    assert TESTS.decide(closed(TESTS, facts), on=DAY).outcomes == (level,)


def test_each_book_leaves_the_other_its_products() -> None:
    assert [f.rule for f in DEVICES.decide({"is_ivd": True}, on=DAY).because] == ["q-test"]
    assert [f.rule for f in TESTS.decide({"is_ivd": False}, on=DAY).because] == ["tq-body"]


def test_software_nobody_placed_in_the_table_stays_open() -> None:
    facts = closed(DEVICES, {"device_kind": "software"})
    for fact in ("imdrf_situation", "imdrf_significance"):
        facts.pop(fact)
    assert DEVICES.decide(facts, on=DAY).outcomes == ("A", "B", "C")


def test_a_wellness_program_is_not_asked_about_fillers_and_sterilisers() -> None:
    wellness = ProductProfile(
        name="Rest", kind="software",
        facts={
            "medical_purpose": False, "accessory": False, "drives_mdr_class": "none", "contraception": False,
        },
    )  # fmt: skip
    assert classify(wellness, regime="sg", on=DAY).outcomes == ("not_md",)
    facts = {name: value for name, value in wellness.facts.items() if name != "medical_purpose"}
    assert len(classify(replace(wellness, facts=facts), regime="sg", on=DAY).outcomes) > 1


def test_disinfection_stays_open_until_somebody_says_whether_it_is_the_last_step() -> None:
    facts = closed(DEVICES, {"invasive": "none", "disinfects": "noninvasive_devices"})
    facts.pop("disinfection_last_step")
    verdict = DEVICES.decide(facts, on=DAY)
    assert (verdict.outcomes, verdict.ask) == (("B", "C"), "disinfection_last_step")


def test_living_tissue_was_class_d_before_it_left_device_law() -> None:
    facts = closed(DEVICES, {"invasive": "none", "tissue_origin": "viable", "contact": "injured_skin"})
    assert DEVICES.decide(facts, on=date(2021, 2, 28)).outcomes == ("D",)
    assert DEVICES.decide(facts, on=date(2021, 3, 1)).outcomes == ("not_md",)


@pytest.mark.parametrize("book", [DEVICES, TESTS], ids=["devices", "tests"])
def test_a_day_before_the_rules_were_pointed_to_is_refused(book: RuleBook) -> None:
    with pytest.raises(Refused, match=f"they begin on {book.since}|do not hold"):
        book.decide({}, on=book.since - timedelta(days=1))


def test_guidance_and_what_was_not_read_are_marked() -> None:
    by_id = {rule.id: rule for rule in DEVICES.every_rule}
    assert by_id["software-C"].force is Force.GUIDANCE
    assert by_id["5-joined-long"].force is Force.PRACTICE
    assert by_id["q-purpose"].confidence is Confidence.READ
    assert by_id["10-vital"].confidence is Confidence.PARTLY_READ
    assert by_id["software-steers-III"].confidence is Confidence.UNCHECKED
