"""What one study answers, and what a list of studies settles."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fram.knowledge.facts import fact_registry
from fram.terms.facts.derived import assumed_facts, derived_facts
from fram.terms.facts.studies import (
    EVIDENCE_FACTS,
    NEGATIVE,
    STRENGTH,
    STUDY_FACTS,
    evidence_design,
    facts_of_all,
    is_good_trial,
    is_local,
    leading_study,
    shows_effect,
    study_facts,
)
from fram.terms.product import ProductProfile
from fram.terms.proof.evidence import Evidence

TRIAL = Evidence(
    title="trial", design="rct", participants=262, country="NO", published=True, comparator="usual-care",
    outcome="health", prospective=True, register="NCT-1", scale="difference", effect=-4.1, effect_low=-5.2,
    effect_high=-3.0, attrition=0.21, instrument="ISI",
)  # fmt: skip
COHORT = Evidence(title="cohort", design="cohort", result="good")


class TestOneStudy:
    def test_a_full_trial(self) -> None:
        facts = study_facts(TRIAL, market="DE")
        assert facts["evidence_design"] == "rct"
        assert facts["effect_type"] == "medical_benefit"
        assert facts["study_registered"] is True
        assert facts["study_attrition"] == 0.21
        assert facts["study_effect_shown"] is True  # -5.2 to -3.0 leaves out 0
        assert "study_local" not in facts  # Norway, and nothing said of Germany: not known
        assert "evidence_from_germany_or_transferable" not in facts

    def test_it_says_only_names_that_are_known(self) -> None:
        known = {*STUDY_FACTS, *EVIDENCE_FACTS}
        for study in (TRIAL, COHORT, Evidence(title="x", design="bench")):
            assert set(study_facts(study, market="DE")) <= known
        assert set(EVIDENCE_FACTS) <= set(fact_registry().facts)
        assert not set(STUDY_FACTS) & set(fact_registry().facts)
        assert tuple(fact_registry()["evidence_design"].vocabulary) == STRENGTH

    def test_a_study_without_a_result_answers_no(self) -> None:
        running = replace(TRIAL, published=False, result="")
        facts = study_facts(running, market="NO")
        assert {name: facts[name] for name in NEGATIVE} == NEGATIVE
        assert facts["study_finished"] is False
        assert facts["study_local"] is True

    @pytest.mark.parametrize(
        ("design", "comparator", "prospective", "word"),
        [
            ("cluster-rct", None, None, "rct"),
            ("diagnostic-accuracy", "reference-test", True, "diagnostic_accuracy"),
            ("cohort", None, True, None),
            ("cohort", "usual-care", None, None),
            ("cohort", "usual-care", True, "prospective_comparative"),
            ("registry", "usual-care", False, "retrospective_comparative"),
            ("real-world", "none", True, "case_series"),
            ("real-world", "before-after", False, "intraindividual_retrospective"),
            ("real-world", "before-after", True, None),
            ("bench", None, None, "none"),
        ],
    )
    def test_design(
        self, design: str, comparator: str | None, prospective: bool | None, word: str | None
    ) -> None:
        study = Evidence(title="s", design=design, comparator=comparator, prospective=prospective)  # type: ignore[arg-type]
        assert evidence_design(study) == word

    def test_places(self) -> None:
        assert is_local(TRIAL, ()) is None
        assert is_local(TRIAL, ("NO", "SE")) is True
        assert is_local(TRIAL, ("DE",)) is None  # an empty list of places says nothing
        argued = replace(TRIAL, holds_in=("DE",))
        assert is_local(argued, ("DE",)) is True
        assert is_local(argued, ("FR",)) is False
        assert study_facts(argued)["evidence_from_germany_or_transferable"] is True

    @pytest.mark.parametrize(
        ("scale", "low", "high", "shown"),
        [
            ("difference", -1.0, 0.2, False),
            ("difference", 0.1, 0.2, True),
            ("ratio", 0.6, 0.9, True),
            ("ratio", 0.6, 1.1, False),
            ("share", 0.6, 0.9, None),
            ("difference", None, 0.9, None),
        ],
    )
    def test_an_effect_is_shown_when_the_interval_leaves_out_none(
        self, scale: str, low: float | None, high: float | None, shown: bool | None
    ) -> None:
        assert shows_effect(replace(TRIAL, scale=scale, effect_low=low, effect_high=high)) is shown  # type: ignore[arg-type]

    def test_an_effect_that_is_not_told_from_none_is_no_benefit(self) -> None:
        weak = replace(TRIAL, effect_high=0.3)
        assert study_facts(weak)["effect_type"] == "none"
        assert "first_data_clinical_or_organisational" not in study_facts(weak)
        assert study_facts(replace(TRIAL, outcome="organisation"))["effect_type"] == "organisational"
        assert study_facts(replace(TRIAL, outcome="accuracy"))["effect_type"] == "none"

    def test_a_good_trial(self) -> None:
        assert is_good_trial(TRIAL) is True
        assert is_good_trial(COHORT) is False
        assert is_good_trial(replace(TRIAL, register="")) is None
        assert is_good_trial(replace(TRIAL, register="none")) is False
        assert is_good_trial(replace(TRIAL, effect_high=0.3)) is False


class TestAListOfStudies:
    def test_the_strongest_speaks(self) -> None:
        series = Evidence(title="series", design="case-series", result="x")
        found = facts_of_all((series, TRIAL))
        assert (found["evidence_design"], found["effect_type"]) == ("rct", "medical_benefit")
        assert found["high_quality_trials"] == 1.0
        assert leading_study((series, TRIAL)) is TRIAL

    def test_what_cannot_be_told_is_left_open(self) -> None:
        series = Evidence(title="series", design="case-series", result="x")
        assert leading_study((COHORT, series)) is None  # the cohort may have compared
        assert leading_study((COHORT,)) is COHORT
        assert leading_study((COHORT, TRIAL)) is TRIAL
        assert "comparative_study" not in facts_of_all((COHORT, series))
        assert facts_of_all(()) == {}

    def test_any_study_that_compares_counts(self) -> None:
        pilot = replace(COHORT, comparator="before-after")
        accuracy = Evidence(title="a", design="diagnostic-accuracy", result="0.9")
        assert facts_of_all((accuracy, pilot))["comparative_study"] is True
        assert facts_of_all((accuracy,))["comparative_study"] is False

    def test_an_answer_of_the_company_is_stronger(self) -> None:
        product = ProductProfile(name="p", kind="software", evidence=(TRIAL,))
        assert derived_facts(product)["comparative_study"] is True
        assert "study_registered" not in derived_facts(product)  # would refuse another answer
        assert assumed_facts(product, {})["study_registered"] is True

    @given(
        st.permutations(
            [TRIAL, COHORT, replace(TRIAL, title="other", register=""), replace(TRIAL, design="bench")]
        )
    )  # type: ignore[arg-type]
    def test_order_does_not_matter(self, studies: list[Evidence]) -> None:
        assert facts_of_all(studies) == facts_of_all(sorted(studies, key=lambda one: (one.title, one.design)))
