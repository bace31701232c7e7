"""EU rule 11 (software) on the published examples, each with its origin, and on what is left open."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from fram.access.classify import classify
from fram.knowledge.eu.regulation.mdr.rules import BOOK, CLASSES, GUIDANCE, VOCABULARY
from fram.knowledge.facts import fact_registry
from fram.knowledge.shelf import load_yaml
from fram.terms.citation import Citation
from fram.terms.logic import Truth
from fram.terms.product import ProductProfile

DAY = date(2026, 11, 21)
FILE = load_yaml(Path(__file__).with_suffix("").parent / "eu_mdr_rule_11.yaml")
CASES = FILE["cases"]
SOFTWARE = {"device_kind": "software", "is_ivd": False}


def profile(facts: dict[str, Any]) -> ProductProfile:
    return ProductProfile(name="case", kind="software", facts=SOFTWARE | facts)


def told(case: dict[str, Any]) -> dict[str, Any]:
    return {**case["facts"], **case.get("taken", {})}


@pytest.mark.parametrize("case", CASES, ids=[case["id"] for case in CASES])
def test_case(case: dict[str, Any]) -> None:
    verdict = classify(profile(told(case)), book=BOOK, on=DAY)
    assert list(verdict.outcomes) == case["classes"]
    assert verdict.ask == case.get("ask", "")
    assert verdict.applies is Truth.YES


@pytest.mark.parametrize("case", CASES, ids=[case["id"] for case in CASES])
def test_a_case_is_told_in_words_of_the_registry_and_has_its_source(case: dict[str, Any]) -> None:
    for name, value in told(case).items():
        assert fact_registry()[name].read(value) is not None
    if not case["id"].startswith("open-"):
        assert Citation(**FILE["citations"][case["cite"]]).read


def test_what_was_taken_for_granted_never_made_a_class_milder() -> None:
    """Leaving it out gives a set that still holds the published class."""
    for case in CASES:
        without = classify(profile(case["facts"]), book=BOOK, on=DAY)
        assert set(case["classes"]) <= set(without.outcomes)


@pytest.mark.parametrize(
    "case", [c for c in CASES if "imdrf_situation" in c["facts"]], ids=lambda case: case["id"]
)
def test_the_reading_aid_agrees_with_the_law_on_the_published_examples(case: dict[str, Any]) -> None:
    aid = GUIDANCE.decide(SOFTWARE | told(case), on=DAY)
    assert list(aid.outcomes) == case["classes"]


TABLE = {
    ("critical", "treat_or_diagnose"): "III", ("critical", "drive"): "IIb", ("critical", "inform"): "IIa",
    ("serious", "treat_or_diagnose"): "IIb", ("serious", "drive"): "IIa", ("serious", "inform"): "IIa",
    ("non_serious", "treat_or_diagnose"): "IIa", ("non_serious", "drive"): "IIa",
    ("non_serious", "inform"): "IIa",
}  # fmt: skip


@pytest.mark.parametrize("cell", TABLE, ids="-".join)
def test_the_table_of_the_reading_aid(cell: tuple[str, str]) -> None:
    facts = SOFTWARE | dict(zip(("imdrf_situation", "imdrf_significance"), cell, strict=True))
    assert GUIDANCE.decide(facts, on=DAY).outcomes == (TABLE[cell],)


def test_every_finding_cites_its_indent() -> None:
    for rule in BOOK.rules:
        assert rule.cite.place.startswith("Annex VIII, 6.3 (rule 11), ")
        assert rule.cite.read
        assert rule.test.__doc__
    assert not any("MDCG" in rule.cite.title for rule in BOOK.rules)
    assert all("MDCG" in rule.cite.title for rule in GUIDANCE.rules)


def test_the_book_says_what_it_leaves_out() -> None:
    verdict = classify(profile({}), book=BOOK, on=DAY)
    assert verdict.covers.startswith("Rule 11 (software) only")


def test_before_the_regulation_applied_nothing_is_settled() -> None:
    facts = {"info_for_decision": "no", "monitors_physiological": "none"}
    verdict = classify(profile(facts), book=BOOK, on=date(2021, 5, 25))
    assert (verdict.applies, verdict.outcomes) == (Truth.NO, CLASSES)
    assert classify(profile(facts), book=BOOK, on=date(2021, 5, 26)).outcomes == ("I",)


@pytest.mark.parametrize(
    "facts", [{"device_kind": "hardware", "is_ivd": False}, {"device_kind": "software", "is_ivd": True}]
)
def test_what_is_not_software_must_state_its_class(facts: dict[str, Any]) -> None:
    open_one = classify(ProductProfile(name="x", kind="device", facts=facts), book=BOOK, on=DAY)
    assert (open_one.applies, open_one.outcomes, open_one.ask) == (Truth.NO, CLASSES, "eu_class")
    stated = ProductProfile(name="x", kind="device", facts={**facts, "eu_class": "IIb"})
    verdict = classify(stated, book=BOOK, on=DAY)
    assert (verdict.applies, verdict.outcomes, verdict.ask) == (Truth.NO, ("IIb",), "")
    assert [(f.rule, f.cite.title) for f in verdict.because] == [("stated", "The company file")]


def test_a_stated_class_does_not_overrule_the_law() -> None:
    facts = {"info_for_decision": "yes", "worst_impact": "serious", "eu_class": "I"}
    assert classify(profile(facts), book=BOOK, on=DAY).outcomes == ("IIb",)


def test_an_unknown_kind_is_asked_for_first() -> None:
    verdict = classify(ProductProfile(name="x", kind="service"), book=BOOK, on=DAY)
    assert (verdict.applies, verdict.outcomes, verdict.ask) == (Truth.UNKNOWN, CLASSES, "device_kind")


def test_the_vocabulary_is_the_registry_s() -> None:
    for name, answers in VOCABULARY.items():
        fact = fact_registry()[name]
        assert set(answers) == (set(fact.vocabulary) or {"yes", "no"})


def test_no_published_rule_11_case_is_left_out(data_folder: Path) -> None:
    with (data_folder / "domain" / "cases.csv").open(encoding="utf-8", newline="") as file:
        rows = {row["id"]: row for row in csv.DictReader(file)}
    published = {id for id, row in rows.items() if row["regime"] == "EU-MDR" and row["rule"] == "Rule 11"}
    carried = {case["id"]: case for case in CASES if case["cite"]}
    assert set(carried) == published
    for id, case in carried.items():
        stated = dict(part.split("=") for part in rows[id]["facts"].split(";"))
        assert case["facts"].items() <= stated.items() | {("device_kind", "software")}
        assert case["classes"][0] == rows[id]["expected_class"].rstrip("+")
