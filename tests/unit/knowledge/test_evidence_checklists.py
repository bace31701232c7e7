"""What is asked of evidence: every checklist is whole and cited, and its worked cases come out as written."""

from __future__ import annotations

from typing import Any

import pytest

from fram.access.evidence.checklist import Checklist, doors_of
from fram.access.evidence.doors import Ask, judge
from fram.knowledge.access.evidence import read_checklists
from fram.knowledge.facts import fact_registry
from fram.knowledge.shelf import ROOT, Shelf, load_yaml
from fram.rules.condition import settle
from fram.terms.citation import Confidence
from fram.terms.facts.studies import STUDY_FACTS
from fram.terms.jurisdiction import MARKETS
from fram.terms.logic import Truth
from fram.terms.proof.evidence import Evidence
from fram.terms.reading import read

CHECKLISTS = {one.id: one for one in read_checklists(Shelf())}
ASKS = [(one, ask) for one in CHECKLISTS.values() for ask in one.asks]
FILES = sorted((*ROOT.glob("[a-z][a-z]/evidence/cases/*.yaml"), *ROOT.glob("evidence/cases/*.yaml")))
CASES = [case for path in FILES for case in load_yaml(path)["cases"]]
OPENS = {"eu-mdr": ("NO", "DE"), "eu-ivdr": ("NO", "DE")}
TRUTHS = {Truth.YES: "yes", Truth.NO: "no", Truth.UNKNOWN: "unknown"}


def named(pair: tuple[Checklist, Ask]) -> str:
    return f"{pair[0].id}:{pair[1].id}"


def judged(case: dict[str, Any]) -> dict[str, str] | None:
    """What each ask says, ``not asked`` where it is not for the product; None where the list is not."""
    registry = fact_registry()
    known = {name: registry.facts[name].read(value) for name, value in case["facts"].items()}
    checklist = CHECKLISTS[case["checklist"]]
    doors = doors_of([checklist], known=settle(known), opens=OPENS)
    if not doors:
        return None
    study = read(Evidence, case["study"], where=case["id"]) if "study" in case else None
    cell = judge(doors[0], known=known, study=study)
    told = {one.ask.id: TRUTHS[one.truth] for one in cell.told}
    asked = {ask.id for ask in doors[0].asks}
    return {
        ask.id: told.get(ask.id, "not asked")
        for ask in checklist.asks
        if study or ask.id not in asked or ask.id in told
    }


class TestEveryChecklist:
    @pytest.mark.parametrize("one", CHECKLISTS.values(), ids=lambda one: one.id)
    def test_is_whole(self, one: Checklist) -> None:
        assert one.name.keys() == one.note.keys() == {"en", "nb"}
        assert set(one.markets) <= set(MARKETS)
        assert one.checked
        assert one.cite.read or one.confidence is Confidence.UNCHECKED
        assert any(ask.must for ask in one.asks)

    @pytest.mark.parametrize("pair", ASKS, ids=named)
    def test_an_ask_is_one_sentence_that_can_fail(self, pair: tuple[Checklist, Ask]) -> None:
        ask = pair[1]
        for lang in ("en", "nb"):
            assert ask.says[lang].endswith(".")
            assert len(ask.says[lang].split()) <= 24
            assert not ask.fails[lang].endswith(".")
            assert ask.fails[lang][0].islower() or not ask.fails[lang][0].isalpha()
        assert ask.says["en"] != ask.says["nb"]

    @pytest.mark.parametrize("pair", ASKS, ids=named)
    def test_nothing_counts_as_read_that_nobody_read(self, pair: tuple[Checklist, Ask]) -> None:
        ask = pair[1]
        assert ask.cite.read or ask.confidence is Confidence.UNCHECKED
        if "second hand" in ask.cite.edition:
            assert ask.confidence is not Confidence.READ

    @pytest.mark.parametrize("pair", ASKS, ids=named)
    def test_an_ask_about_a_study_can_be_answered_by_one(self, pair: tuple[Checklist, Ask]) -> None:
        """A study alone must be able to say yes or no; the product's answers may only stand beside."""
        ask = pair[1]
        facts = {leaf.fact for leaf in ask.when.leaves()}
        of_studies = facts & {*STUDY_FACTS, "comparative_study", "evidence_quantitative", "effect_type",
                              "study_registered", "first_data_clinical_or_organisational"}  # fmt: skip
        assert bool(of_studies) == (ask.about == "study")

    def test_pathways_exist_and_are_set_out_once(self) -> None:
        known = {load_yaml(path)["id"] for path in Shelf().files("[a-z][a-z]/reimbursement/*.yaml")}
        linked = [name for one in CHECKLISTS.values() for name in one.pathways]
        assert set(linked) <= known
        assert len(linked) == len(set(linked))


class TestTheListsAsTheirSourcesHaveThem:
    def test_nice_has_21_standards_and_leaves_four_out_for_the_first_tier(self) -> None:
        asks = CHECKLISTS["NICE-ESF"].asks
        numbers = {ask.id.partition("-")[0] for ask in asks}
        assert numbers == {f"ESF{n}" for n in range(1, 22)}
        told = {tier: _asked_of(tier) for tier in "ABC"}
        assert numbers - told["A"] == {"ESF7", "ESF8", "ESF9", "ESF14"}  # standards 7 to 9 and 14
        assert numbers - told["B"] == {"ESF14"}
        assert told["C"] == numbers

    def test_independent_review_is_for_the_third_and_fourth_category(self) -> None:
        """IMDRF N41 section 8: treat or diagnose in serious and critical, drive in critical illness."""
        asked = {
            (situation, significance)
            for situation in ("critical", "serious", "non_serious")
            for significance in ("treat_or_diagnose", "drive", "inform")
            if _is_reviewed(situation, significance)
        }
        assert asked == {
            ("critical", "treat_or_diagnose"), ("serious", "treat_or_diagnose"), ("critical", "drive")
        }  # fmt: skip

    def test_class_iib_must_plan_ahead_and_the_lower_classes_need_not(self) -> None:
        (ask,) = (ask for ask in CHECKLISTS["DE-DIGA-EVIDENCE"].asks if ask.id == "D9")
        assert ask.applies is not None
        told = {name: ask.applies.judge(settle({"eu_class": name})) for name in ("I", "IIa", "IIb")}
        assert told == {"I": Truth.NO.value, "IIa": Truth.NO.value, "IIb": Truth.YES.value}


def _asked_of(tier: str) -> set[str]:
    known = settle({"main_function_digital": True, "nice_tier": tier, "users_need_safeguarding": True})
    (door,) = doors_of([CHECKLISTS["NICE-ESF"]], known=known, opens={})
    return {ask.id.partition("-")[0] for ask in door.asks}


def _is_reviewed(situation: str, significance: str) -> bool:
    (ask,) = (ask for ask in CHECKLISTS["IMDRF-SAMD"].asks if ask.id == "SAMD-review")
    assert ask.applies is not None
    facts = settle({"imdrf_situation": situation, "imdrf_significance": significance})
    return ask.applies.judge(facts) == Truth.YES.value


class TestWorkedCases:
    @pytest.mark.parametrize("case", CASES, ids=lambda case: case["id"])
    def test_case(self, case: dict[str, Any]) -> None:
        told = judged(case)
        if not case.get("door", True):
            assert told is None
            return
        assert told is not None
        assert {name: told[name] for name in case["expect"]} == case["expect"]

    @pytest.mark.parametrize("case", CASES, ids=lambda case: case["id"])
    def test_what_a_case_leaves_out_only_widens_the_answer(self, case: dict[str, Any]) -> None:
        whole = judged(case) or {}
        for left_out in case["facts"]:
            facts = {name: value for name, value in case["facts"].items() if name != left_out}
            less = judged({**case, "facts": facts}) or {}
            for name, truth in less.items() if whole else ():
                before = whole.get(name, "not asked")
                unasked = {"yes"} if before == "not asked" else set()
                assert truth in {before, "unknown", *unasked}, (left_out, name)

    def test_every_checklist_has_a_case_and_ids_stand_once(self) -> None:
        ids = [case["id"] for case in CASES]
        assert len(ids) == len(set(ids))
        assert {case["checklist"] for case in CASES} == set(CHECKLISTS)
        assert all(case["what"].keys() == {"en", "nb"} for case in CASES)
