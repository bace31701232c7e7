"""Regulation (EU) 2017/745 on worked cases, each with its origin, and on what is left open."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from fram.knowledge.eu.regulation.mdr import book as mdr
from fram.knowledge.eu.regulation.mdr.law import HOOKS_REREAD
from fram.knowledge.facts import fact_registry
from fram.knowledge.rulebooks import reform_of, rule_book
from fram.knowledge.shelf import load_yaml
from fram.rules.rule import Rule
from fram.rules.verdict import Force, Verdict
from fram.terms.citation import Confidence
from fram.terms.errors import Refused
from fram.workspace.access.cases import Stated, closed_world

DAY = date(2026, 11, 22)
REGIME = "eu-mdr"
BOOK = rule_book(REGIME)
FILES = sorted(Path(mdr.__file__).with_name("cases").glob("*.yaml"))
CASES = [case for path in FILES for case in load_yaml(path)["cases"]]
REFORM = reform_of(BOOK, "com-2025-1023")
SOFTWARE = {
    "device_kind": "software", "contains_software": True, "active": True, "is_ivd": False, "invasive": "none",
    "medical_purpose": True, "individual_patient": True, "action_on_data": "analysis",
    "natural_language": False, "data_source": "md_only", "accessory": False, "drives_mdr_class": "none",
    "controls_aimd": False, "controls_ionising": False, "closed_loop": False, "contraception": False,
    "aimd_accessory": False,
}  # fmt: skip
"""Software for one patient about which only rule 11 is open."""

HOOK = {"invasive": "implant", "duration": "long", "spinal_contact": "yes", "ancillary_component": "hook"}
SCISSORS = {"invasive": "surgical", "duration": "transient", "reusable_surgical_instrument": "yes"}
SPATULA = {**SCISSORS, "body_site": "cns", "direct_contact_critical": "yes"}
CALCULATOR = {
    "device_kind": "software", "info_for_decision": "yes", "worst_impact": "other",
    "imdrf_situation": "non_serious", "imdrf_significance": "inform",
}  # fmt: skip


def closed(facts: dict[str, Any]) -> dict[str, Any]:
    """What a worked case means: its facts, what goes without saying, and no or none for the rest."""
    told = {name: fact_registry()[name].read(value) for name, value in facts.items()}
    return closed_world(BOOK, Stated(known=told, unknown=frozenset()))


def judged(facts: dict[str, Any], on: date = DAY) -> Verdict:
    return BOOK.decide(closed(facts), on=on)


def ids(verdict: Verdict) -> set[str]:
    return {f.rule for f in (*verdict.because, *verdict.marks, *verdict.guidance)}


def agrees(expected: str, outcomes: tuple[str, ...]) -> bool:
    if expected in ("md", "md_software"):
        return "not_md" not in outcomes
    if expected.endswith("+"):
        return outcomes[0] in BOOK.order and BOOK.order.index(outcomes[0]) >= BOOK.order.index(expected[:-1])
    return outcomes == (expected,)


class TestPublicCases:
    @pytest.mark.parametrize("case", CASES, ids=[case["id"] for case in CASES])
    def test_class_and_deciding_rule(self, case: dict[str, Any]) -> None:
        verdict = judged(case["facts"], case.get("on", DAY))
        assert agrees(case["expect"], verdict.outcomes), [(f.rule, f.outcome) for f in verdict.because]
        assert case["rule"] in ids(verdict)

    def test_law_cites_law_and_guidance_guidance(self) -> None:
        for rule in BOOK.every_rule:
            assert ("MDCG" in rule.cite.title) is (rule.force is Force.GUIDANCE), rule.id
            assert all("Regulation" not in guide.title for guide in rule.guides), rule.id

    def test_what_was_not_read_in_full_says_so(self) -> None:
        weak = {rule.id for rule in BOOK.every_rule if rule.confidence is not Confidence.READ}
        assert weak == {"q-annex-xvi-early", "8-spine-hook-2026", "xvi-hair", "xvi-light-fat", "xvi-brain"}

    def test_before_it_applied_the_regulation_decides_nothing(self) -> None:
        with pytest.raises(Refused, match="do not hold on 2021-05-25"):
            BOOK.decide({}, on=date(2021, 5, 25))
        assert judged({}, date(2021, 5, 26)).outcomes == ("I",)


class TestDays:
    def test_two_days_two_verdicts(self) -> None:
        before = judged(HOOK, HOOKS_REREAD - timedelta(days=1))
        after = judged(HOOK, HOOKS_REREAD)
        assert (before.outcomes, after.outcomes) == (("III",), ("IIb",))
        assert "8-spine-hook-2021" in ids(before)
        assert "8-spine-hook-2026" in ids(after)
        missed = next(f for f in after.near_misses if f.rule == "8-spine")
        assert [(b.fact, b.said) for b in missed.blocked] == [("ancillary_component", "hook")]

    def test_what_changed_is_guidance_and_the_law_stayed(self) -> None:
        forces = {rule.id: rule.force for rule in BOOK.rules if rule.id.startswith("8-spine")}
        assert forces == {
            "8-spine": Force.LAW, "8-spine-hook-2021": Force.GUIDANCE, "8-spine-hook-2026": Force.GUIDANCE,
        }  # fmt: skip

    def test_annex_xvi_has_its_own_day(self) -> None:
        lamp = {"medical_purpose": "no", "annex_xvi_group": "hair_removal", "active": "yes"}
        assert judged(lamp, date(2023, 6, 21)).outcomes == ("not_md",)
        after = judged(lamp, date(2023, 6, 22))
        assert (after.outcomes, after.confidence) == (("IIa",), Confidence.PARTLY_READ)


class TestOpenQuestions:
    @pytest.mark.parametrize(
        ("facts", "outcomes", "ask"),
        [
            ({}, ("I", "IIa", "IIb", "III"), "info_for_decision"),
            ({"info_for_decision": False}, ("I", "IIa", "IIb"), "monitors_physiological"),
            ({"info_for_decision": True, "monitors_physiological": "none"},
             ("IIa", "IIb", "III"), "worst_impact"),
            ({"monitors_physiological": "vital", "immediate_danger": True, "info_for_decision": True},
             ("IIb", "III"), "worst_impact"),
        ],
    )  # fmt: skip
    def test_software(self, facts: dict[str, Any], outcomes: tuple[str, ...], ask: str) -> None:
        verdict = BOOK.decide({**SOFTWARE, **facts}, on=DAY)
        assert (verdict.outcomes, verdict.ask) == (outcomes, ask)

    @pytest.mark.parametrize("situation", ["critical", "serious", "non_serious"])
    @pytest.mark.parametrize("weight", ["treat_or_diagnose", "drive", "inform"])
    def test_the_table_never_narrows_the_law(self, situation: str, weight: str) -> None:
        facts = {**SOFTWARE, "info_for_decision": True, "monitors_physiological": "none"}
        verdict = BOOK.decide({**facts, "imdrf_situation": situation, "imdrf_significance": weight}, on=DAY)
        assert verdict.outcomes == ("IIa", "IIb", "III")
        assert verdict.ask == "worst_impact"
        assert len(verdict.guidance) == 1

    def test_nothing_known_leaves_everything_open(self) -> None:
        verdict = BOOK.decide({}, on=DAY)
        assert verdict.outcomes == ("not_md", "I", "IIa", "IIb", "III")
        assert verdict.ask

    def test_a_substance_in_the_blood_leaves_open_whether_it_must_be_there(self) -> None:
        told = {
            "substance_based": "yes",
            "route": "skin",
            "action_site": "skin",
            "systemic_absorption": "yes",
        }
        facts = closed(told)
        del facts["absorbed_to_work"]
        verdict = BOOK.decide(facts, on=DAY)
        assert (verdict.outcomes, verdict.ask) == (("IIa", "III"), "absorbed_to_work")


class TestMarks:
    def test_they_come_with_class_i_and_name_their_article(self) -> None:
        verdict = judged({**SCISSORS, "sterile": "yes", "measuring": "yes"})
        assert verdict.outcomes == ("I",)
        assert {m.outcome: m.cite.place for m in verdict.marks} == {
            "Is": "Article 52(7)(a)", "Im": "Article 52(7)(b)", "Ir": "Article 52(7)(c)",
        }  # fmt: skip

    def test_no_other_class_is_sterile_by_mark(self) -> None:
        bag = judged({"blood_bag": "yes", "channel_store": "blood", "sterile": "yes"})
        assert (bag.outcomes, bag.marks) == (("IIb",), ())


class TestReform:
    def test_it_is_off_unless_asked_for(self) -> None:
        assert not any("1023" in rule.cite.title for rule in BOOK.every_rule)
        assert judged(CALCULATOR).outcomes == ("IIa",)
        assert judged(SPATULA).outcomes == ("III",)

    def test_it_eases_software_and_reusable_instruments(self) -> None:
        book = REFORM.apply(BOOK)
        assert book.version.endswith("+com-2025-1023")
        eased = book.decide(closed(CALCULATOR), on=DAY)
        assert (eased.outcomes, eased.confidence) == (("I",), Confidence.PARTLY_READ)
        assert book.decide(closed(SPATULA), on=DAY).outcomes == ("I",)

    def test_it_keeps_the_strictest(self) -> None:
        stroke = {**CALCULATOR, "imdrf_situation": "critical", "imdrf_significance": "treat_or_diagnose"}
        assert REFORM.apply(BOOK).decide(closed(stroke), on=DAY).outcomes == ("III",)
        valve = {"invasive": "implant", "duration": "long", "body_site": "heart"}
        assert REFORM.apply(BOOK).decide(closed(valve), on=DAY).outcomes == ("III",)

    @pytest.mark.parametrize("rule", REFORM.apply(BOOK).every_rule, ids=lambda rule: rule.id)
    def test_what_it_changes_was_read_in_part(self, rule: Rule) -> None:
        assert ("1023" in rule.cite.title) <= (rule.confidence is Confidence.PARTLY_READ)
