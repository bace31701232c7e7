"""Regulation (EU) 2017/746 on the public cases, on the rows of the data folder, and on what is left open."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from fram.knowledge.eu.regulation.ivdr import law, rule_2
from fram.knowledge.facts import fact_registry
from fram.knowledge.rulebooks import rule_book
from fram.knowledge.shelf import load_yaml
from fram.rules.verdict import Force, Verdict
from fram.terms.citation import Citation, Confidence
from fram.terms.logic import Truth
from fram.workspace.access.cases import Stated, closed_world

DAY = date(2026, 11, 22)
FOLDER = Path(law.__file__).parent
FILES = {path.stem: load_yaml(path) for path in sorted((FOLDER / "cases").glob("*.yaml"))}
CASES: list[dict[str, Any]] = [case for file in FILES.values() for case in file["cases"]]
RISKS = {
    "agent_life_threatening": "yes", "propagation_risk": "high", "sexually_transmitted": "yes",
    "error_death_disability": "yes", "life_threatening_decision": "yes", "monitoring_critical": "yes",
    "companion_diagnostic": "yes", "critical_characteristics": "yes", "instrument_measures_itself": "yes",
    "self_test": "yes", "near_patient": "yes", "sterile": "yes",
}  # fmt: skip
"""Answers that may raise a class and must never lower one."""


def closed(facts: Mapping[str, Any]) -> dict[str, Any]:
    """Every answer of a worked case: what is not said means no or none."""
    told = {name: fact_registry().translate(name, value)[1] for name, value in facts.items()}
    return closed_world(rule_book("eu-ivdr"), Stated(known=told, unknown=frozenset()))


def decided(facts: Mapping[str, Any], *, on: date = DAY) -> Verdict:
    return rule_book("eu-ivdr").decide(closed(facts), on=on)


def named(verdict: Verdict) -> set[str]:
    return {finding.rule for finding in (*verdict.because, *verdict.marks)}


def level(verdict: Verdict) -> int:
    assert verdict.is_settled
    return ("not_ivd", *law.CLASSES).index(verdict.outcomes[0])


@pytest.mark.parametrize("case", CASES, ids=[case["id"] for case in CASES])
def test_case(case: dict[str, Any]) -> None:
    verdict = decided(case["facts"], on=case.get("on", DAY))
    assert verdict.is_settled
    if case["expect"] == "ivd":
        assert verdict.applies is Truth.YES
    else:
        assert verdict.outcomes == (case["expect"],)
    assert case["rule"] in named(verdict)


@pytest.mark.parametrize("case", CASES, ids=[case["id"] for case in CASES])
def test_what_a_case_leaves_unsaid_never_narrows(case: dict[str, Any]) -> None:
    """Told only what the case says, the book leaves a set that holds the case's verdict."""
    day = case.get("on", DAY)
    facts = {name: fact_registry().translate(name, value)[1] for name, value in case["facts"].items()}
    assert set(decided(case["facts"], on=day).outcomes) <= set(
        rule_book("eu-ivdr").decide(facts, on=day).outcomes
    )


def test_every_case_is_told_with_its_source() -> None:
    assert len({case["id"] for case in CASES}) == len(CASES)
    for name, file in FILES.items():
        sources = {key: Citation(**given) for key, given in file["citations"].items()}
        assert all(source.read for source in sources.values()), name
        assert {case["cite"] for case in file["cases"]} == set(sources)
    assert not any(case["reviewed"] for case in CASES)


def test_every_rule_is_cited_as_read_and_fired_by_a_case() -> None:
    book = rule_book("eu-ivdr")
    for rule in book.every_rule:
        assert rule.cite.place, rule.id
        assert rule.cite.read, rule.id
    fired = {
        finding.rule for case in CASES for finding in _all(decided(case["facts"], on=case.get("on", DAY)))
    }
    assert fired == {rule.id for rule in book.every_rule}


def _all(verdict: Verdict) -> Iterator[Any]:
    yield from (*verdict.because, *verdict.marks, *verdict.guidance)


def test_law_and_guidance_are_kept_apart() -> None:
    for rule in rule_book("eu-ivdr").every_rule:
        binds = rule.force is Force.LAW
        assert binds == rule.cite.title.startswith("Regulation") or rule.force is Force.PRACTICE, rule.id
        assert all("MDCG" in guide.title for guide in rule.guides)
    assert "unchecked" in rule_book("eu-ivdr").covers  # the newest guidance was listed, not read


def test_the_rows_of_the_data_folder_agree(data_folder: Path) -> None:
    with (data_folder / "domain" / "cases.csv").open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["regime"] == "EU-IVDR"]
    assert len(rows) >= 59
    for row in rows:
        verdict = decided(_stated(row["facts"]))
        if row["expected_class"] == "ivd":
            assert verdict.applies is Truth.YES, row["id"]
        else:
            assert verdict.outcomes == (row["expected_class"],), row["id"]


def _stated(text: str) -> dict[str, Any]:
    pairs = [part.split("=", 1) for part in text.split(";")]
    told = (fact_registry().translate(name, value, regime="EU-IVDR") for name, value in pairs)
    return {fact.name: value for fact, value in told}


@pytest.mark.parametrize("marker", [marker for names in rule_2.MARKERS.values() for marker in names])
def test_each_listed_marker_is_class_d_for_compatibility(marker: str) -> None:
    assert decided({"ivd_purpose": "blood_grouping", "marker": marker}).outcomes == ("D",)
    assert decided({"ivd_purpose": "other", "marker": marker}).outcomes == ("B",)


def test_the_registry_offers_every_listed_marker() -> None:
    offered = set(fact_registry()["marker"].vocabulary)
    listed = {marker for names in rule_2.MARKERS.values() for marker in names}
    assert len(offered & listed) == 12
    assert offered - listed == {"Lea", "HLA", "KEL2(k)"}


@pytest.mark.parametrize("fact", ["agent", "analyte"])
def test_the_virus_of_covid_has_two_readings(fact: str) -> None:
    last_old, first_new = law.REVISION_4 - timedelta(days=1), law.REVISION_4
    staff, home = {fact: "SARS-CoV-2"}, {fact: "SARS-CoV-2", "self_test": "yes"}
    for facts, after in ((staff, "B"), (home, "C")):
        before = decided(facts, on=last_old)
        assert before.outcomes == ("D",)
        (guidance,) = [finding for finding in before.because if finding.outcome == "D"]
        assert (guidance.force, guidance.confidence) == (Force.GUIDANCE, Confidence.PARTLY_READ)
        assert before.confidence is Confidence.PARTLY_READ
        now = decided(facts, on=first_new)
        assert now.outcomes == (after,)
        assert [finding.outcome for finding in now.guidance] == [after]
    grave = {**staff, "agent_life_threatening": "yes", "propagation_risk": "high"}
    assert decided(grave, on=first_new).outcomes == ("D",)  # the law's own words still reach a worse strain


def test_a_listed_germ_decides_only_where_a_case_leaves_its_spread_unsaid() -> None:
    case = decided({"agent": "HDV", "ivd_purpose": "diagnosis"})
    assert case.outcomes == ("D",)
    assert [finding.force for finding in case.because if finding.outcome == "D"] == [Force.GUIDANCE]
    judged = decided({"agent": "HDV", "ivd_purpose": "diagnosis", "propagation_risk": "not_high"})
    assert judged.outcomes == ("B",)
    assert [(finding.rule, finding.outcome) for finding in judged.guidance] == [("aid-epidemics", "D")]
    asked = rule_book("eu-ivdr").decide({"is_ivd": True, "agent": "HDV"}, on=DAY)
    assert "1-2-listed" not in {finding.rule for finding in (*asked.because, *asked.unsure)}


def test_monkeypox_is_named_since_july_2024() -> None:
    facts = {"agent": "monkeypox", "sexually_transmitted": "yes"}
    for day, aids in ((law.REVISION_3 - timedelta(days=1), []), (law.REVISION_3, ["aid-monkeypox"])):
        verdict = decided(facts, on=day)
        assert verdict.outcomes == ("C",)
        assert [finding.rule for finding in verdict.guidance] == aids


@pytest.mark.parametrize("risk", RISKS)
def test_a_graver_answer_never_lowers_a_class(risk: str) -> None:
    mild = "not_high" if risk == "propagation_risk" else "no"
    for case in CASES:
        day = case.get("on", DAY)
        before, after = (decided({**case["facts"], risk: answer}, on=day) for answer in (mild, RISKS[risk]))
        assert level(after) >= level(before), case["id"]


def test_class_a_sterile_is_the_class_of_the_road() -> None:
    verdict = decided({"ivd_item": "specimen_receptacle", "sterile": "yes"})
    assert verdict.class_labels == ("A sterile",)
    assert set(verdict.class_labels) < set(load_yaml(FOLDER / "road.yaml")["classes"])
    assert decided({"ivd_item": "assay", "sterile": "yes"}).class_labels == ("B",)


def test_nothing_known_leaves_all_open_and_asks_what_it_is() -> None:
    verdict = rule_book("eu-ivdr").decide({"is_ivd": True}, on=DAY)
    assert verdict.outcomes == ("not_ivd", *law.CLASSES)
    assert verdict.ask == "ivd_item"


def test_a_plain_laboratory_test_needs_few_answers() -> None:
    answers = {
        "ivd_item": "assay", "ivd_purpose": "diagnosis", "infection_sought": "neither",
        "device_kind": "hardware", "self_test": False, "companion_diagnostic": False, "ivd_left_out": "none",
    }  # fmt: skip
    known: dict[str, Any] = {"is_ivd": True}
    while (verdict := rule_book("eu-ivdr").decide(known, on=DAY)).ask:
        known[verdict.ask] = answers.pop(verdict.ask)
    assert verdict.outcomes == ("B",)
    assert not answers
