"""The United States: every public case, what follows from a product code, and what if none fits."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

import fram
from fram.access.codes.device_code import DeviceCode
from fram.access.regimes.regime import Told
from fram.knowledge.access.published import is_screening, published_examples
from fram.knowledge.facts import fact_registry
from fram.knowledge.rulebooks import rule_book
from fram.rules.verdict import Force
from fram.terms.citation import Confidence
from fram.terms.errors import Refused
from fram.terms.logic import Truth
from fram.terms.product import Certificate, ProductProfile
from fram.workspace.access.case_report import check_cases, judged
from fram.workspace.access.cases import Case, closed_world, public_cases, stated
from fram.workspace.access.laws import product_code
from fram.workspace.weighing.told_by_rules import told_by_rules, verdicts_of

DAY = date(2026, 11, 22)
BOOK = rule_book("us-fda")
CASES = [case for case in public_cases() if case.regime == "us-fda"]
IDS = [case.id for case in CASES]
OXIMETER = ProductProfile(
    name="Ring", kind="device",
    facts={
        "us_claim": "monitor_disease", "fda_product_code": "DQA", "involves_substances": False,
        "patient_facing": False,
    },
)  # fmt: skip
ADVICE = {
    "us_claim": "diagnose_disease", "us_software_purpose": "other", "action_on_data": "analysis",
    "patient_facing": False, "lay_user": False, "time_critical": False, "cds_inputs": "met",
    "cds_shows_medical_information": "met", "cds_gives_options": "met", "cds_basis_reviewable": "met",
}  # fmt: skip


def software(**facts: Any) -> ProductProfile:
    return ProductProfile(name="x", kind="software", facts=facts)


def outcomes(product: ProductProfile) -> tuple[str, ...]:
    return fram.classify(product, regime="us-fda", on=DAY).outcomes


@pytest.mark.parametrize("case", CASES, ids=IDS)
def test_case(case: Case) -> None:
    assert judged(case, on=DAY) is None
    verdict = BOOK.decide(closed_world(BOOK, stated(case)), on=DAY)
    assert case.rule in {finding.rule for finding in verdict.because}


@pytest.mark.parametrize("case", CASES, ids=IDS)
def test_what_a_case_leaves_out_only_widens_the_answer(case: Case) -> None:
    told = stated(case)
    (settled,) = BOOK.decide(closed_world(BOOK, told), on=DAY).outcomes
    assert settled in BOOK.decide(told.known, on=DAY).outcomes


def test_the_american_rows_of_the_worked_cases_agree(data_folder: Path) -> None:
    report = check_cases(data_folder / "domain" / "cases.csv", on=DAY, regime="us-fda")
    assert not report.misses
    assert report.of >= 86


def test_enough_examples_were_published_for_more_than_a_screening() -> None:
    assert published_examples("us-fda") >= 25
    assert not is_screening("us-fda")


def test_every_rule_decides_a_case_but_two_that_only_rare_codes_reach() -> None:
    decided = {case.rule for case in CASES}
    named = {rule.id for rule in (*BOOK.rules, *BOOK.outside)}
    assert named - decided == {"list-eua", "list-hde"}


@pytest.mark.parametrize(
    ("submission", "expected"),
    [("eua", "EUA"), ("hde", "HDE"), ("enforcement_discretion", "enforcement discretion")],
)  # fmt: skip
def test_rare_entries_of_the_list(submission: str, expected: str) -> None:
    facts = {**OXIMETER.facts, "fda_product_code": "QQQ", "fda_class": "none", "fda_submission": submission}
    assert expected in outcomes(replace(OXIMETER, facts=facts))


def test_a_code_settles_class_and_submission_and_says_where_they_come_from() -> None:
    verdict = fram.classify(OXIMETER, regime="us-fda", on=DAY)
    assert verdict.outcomes == ("510(k)",)
    assert [mark.outcome for mark in verdict.marks] == ["class II"]
    assumed = {a.fact: (a.value, a.because) for a in verdict.assumed}
    assert assumed["fda_class"] == ("II", "FDA product code DQA")
    assert "510(k), class II" in str(verdict)
    told = fram.classify(OXIMETER, regime="us-fda", on=DAY, lang="nb")
    assert "510(k), klasse II" in str(told)


def test_a_code_may_be_written_small() -> None:
    assert outcomes(replace(OXIMETER, facts={**OXIMETER.facts, "fda_product_code": " dqa"})) == ("510(k)",)


@pytest.mark.parametrize(
    ("fact", "said"),
    [("fda_class", "III"), ("fda_submission", "pma"), ("fda_regulation", "870.2710"),
     ("fda_panel", "Dental"), ("life_sustaining", True)],
)  # fmt: skip
def test_a_fact_that_the_code_contradicts_is_refused(fact: str, said: object) -> None:
    with pytest.raises(Refused, match="product code DQA, whose entry says"):
        outcomes(replace(OXIMETER, facts={**OXIMETER.facts, fact: said}))


def test_a_regulation_may_be_written_in_full() -> None:
    facts = {**OXIMETER.facts, "fda_regulation": "21 CFR 870.2700"}
    assert outcomes(replace(OXIMETER, facts=facts)) == ("510(k)",)


@pytest.mark.parametrize("code", ["DQQ", "oximeter", "DQ", "DQA, NLF"])
def test_a_code_nobody_knows_is_refused_with_a_way_on(code: str) -> None:
    with pytest.raises(Refused, match="no product code") as caught:
        outcomes(replace(OXIMETER, facts={**OXIMETER.facts, "fda_product_code": code}))
    assert "fram access codes" in caught.value.problem.remedy
    everywhere = {**OXIMETER.facts, "fda_product_code": code}
    assert fram.classify(replace(OXIMETER, facts=everywhere), regime="eu-mdr", on=DAY).outcomes


@pytest.mark.parametrize(
    ("old", "suffice", "expected", "marks"),
    [
        (False, True, "De Novo", []), (False, False, "PMA", ["class III"]),
        (True, None, "510(k)", ["unclassified"]),
    ],
)  # fmt: skip
def test_where_no_code_fits(old: bool, suffice: bool | None, expected: str, marks: list[str]) -> None:
    facts = {
        **OXIMETER.facts,
        "fda_product_code": "none",
        "fda_old_type": old,
        "fda_controls_suffice": suffice,
    }
    told = {name: value for name, value in facts.items() if value is not None}
    verdict = fram.classify(replace(OXIMETER, facts=told), regime="us-fda", on=DAY)
    assert verdict.outcomes == (expected,)
    assert [mark.outcome for mark in verdict.marks] == marks
    assert any(
        "Pre-Submission" in f.says or "513(g)" in f.says or "510(k)" in f.says for f in verdict.because
    )


def test_where_no_code_fits_nothing_but_a_filing_is_left() -> None:
    facts = {**OXIMETER.facts, "fda_product_code": "none"}
    verdict = fram.classify(replace(OXIMETER, facts=facts), regime="us-fda", on=DAY)
    assert verdict.outcomes == ("510(k)", "De Novo", "PMA")
    assert verdict.ask in ("fda_old_type", "fda_controls_suffice")


def test_an_exempt_code_asks_whether_the_product_stays_within_it() -> None:
    product = replace(OXIMETER, facts={**OXIMETER.facts, "fda_product_code": "ESD"})
    verdict = fram.classify(product, regime="us-fda", on=DAY)
    assert verdict.outcomes == ("exempt", "510(k)")
    assert verdict.ask == "fda_beyond_exemption"


def test_decision_support_passes_all_four_tests_or_is_a_device() -> None:
    assert outcomes(software(**ADVICE)) == ("not_device",)
    patients = {**ADVICE, "patient_facing": True, "lay_user": True, "fda_product_code": "QVO"}
    assert outcomes(software(**patients)) == ("510(k)",)
    assert outcomes(software(**{**ADVICE, "cds_inputs": "fails_image", "fda_product_code": "LLZ"})) == (
        "510(k)",
    )
    one = software(**{**ADVICE, "cds_gives_options": "one_sound_option", "fda_product_code": "none"})
    assert outcomes(one) == ("enforcement discretion",)


@pytest.mark.parametrize("fact", ["lay_user", "time_critical"])
def test_decision_support_is_no_device_only_for_clinicians_with_time_to_check(fact: str) -> None:
    assert "not_device" not in outcomes(software(**{**ADVICE, fact: True, "fda_product_code": "none"}))
    unknown = software(**{name: value for name, value in ADVICE.items() if name != fact})
    verdict = fram.classify(unknown, regime="us-fda", on=DAY)
    assert len(verdict.outcomes) > 1
    assert verdict.ask == fact


@pytest.mark.parametrize(
    ("left_open", "facts"),
    [
        ("us_claim", ADVICE),
        ("wellness_claim", {"us_claim": "wellness_only", "us_clinical_threshold": False}),
        ("us_clinical_threshold", {"us_claim": "wellness_only", "wellness_claim": "category1"}),
        ("us_claim", {"us_software_purpose": "administrative"}),
        ("time_critical", {"us_claim": "monitor_disease", "action_on_data": "viewing_only"}),
    ],
)
def test_an_open_question_never_settles_that_it_is_no_device(left_open: str, facts: dict[str, Any]) -> None:
    told = {name: value for name, value in facts.items() if name != left_open}
    assert len(outcomes(software(**told))) > 1


@pytest.mark.parametrize("submission", ["", "Enforcement Discretion"])
def test_a_type_without_a_class_because_nothing_is_enforced(
    submission: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    listed = DeviceCode(
        code="PWC", name="General Wellness Product", device_class="N", submission=submission,
        unclassified_because="Enforcement Discretion",
    )  # fmt: skip
    monkeypatch.setattr(product_code, "told_code", lambda _code, *, system: (listed, None))
    told = product_code.facts_of_code({"fda_product_code": "PWC"})
    assert (told["fda_class"], told["fda_submission"]) == ("none", "enforcement_discretion")


def test_the_claim_is_asked_first_and_wellness_needs_no_code() -> None:
    assert fram.classify(software(), regime="us-fda", on=DAY).ask == "us_claim"
    wellness = software(
        us_claim="wellness_only", wellness_claim="category2", wellness_low_risk=True,
        us_clinical_threshold=False,
    )  # fmt: skip
    assert outcomes(wellness) == ("enforcement discretion",)
    healthy = software(us_claim="wellness_only", wellness_claim="category1", us_clinical_threshold=False)
    verdict = fram.classify(healthy, regime="us-fda", on=DAY)
    assert verdict.applies is Truth.NO


def test_what_others_say_of_implants_is_a_reading_aid() -> None:
    facts = {**OXIMETER.facts, "fda_product_code": "KWZ"}
    product = replace(
        OXIMETER, facts={name: value for name, value in facts.items() if name != "patient_facing"}
    )
    verdict = fram.classify(product, regime="us-fda", on=DAY)
    assert verdict.outcomes == ("510(k)",)
    assert [aid.rule for aid in verdict.guidance] == ["860.93"]


def test_a_certificate_with_an_american_class_is_no_clash() -> None:
    held = Certificate(regime="us-fda", device_class="II")
    verdict = fram.classify(replace(OXIMETER, certificates=(held,)), regime="us-fda", on=DAY)
    assert not verdict.stated
    assert "which these answers do not give" not in str(verdict)


def told_on(day: date, product: ProductProfile) -> Told:
    return told_by_rules(product, verdicts=verdicts_of(product, on=day))


def test_the_plan_goes_by_what_the_rules_say() -> None:
    assert told_on(DAY, OXIMETER).classes["us-fda"] == ("510(k)",)
    assert "us-fda" in told_on(DAY, software(**ADVICE)).outside
    unknown = replace(OXIMETER, facts={**OXIMETER.facts, "fda_product_code": "DQQ"})
    assert "us-fda" not in told_on(DAY, unknown).classes


def test_days_before_the_guidance_of_2026_are_refused() -> None:
    with pytest.raises(Refused, match="they begin on 2026-01-29"):
        BOOK.decide({}, on=BOOK.since - timedelta(days=1))


def test_guidance_and_what_was_not_read_are_marked() -> None:
    by_id = {rule.id: rule for rule in BOOK.every_rule}
    assert by_id["one-option"].force is Force.GUIDANCE
    assert by_id["520o-advice"].force is Force.LAW
    assert by_id["list-eua"].confidence is Confidence.UNCHECKED
    assert by_id["no-code-pma"].confidence is Confidence.PARTLY_READ


def test_what_the_code_settles_is_never_asked_of_a_company() -> None:
    registry = fact_registry()
    assert all(registry[name].is_worked_out for name in ("fda_class", "fda_submission", "fda_regulation"))
