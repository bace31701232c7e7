"""What must hold of any rule book of classes: order, risk, days and what is not known."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fram.knowledge.rulebooks import rule_book
from fram.rules.book import RuleBook
from fram.terms.facts.derived import follow_on

DAY = date(2026, 11, 22)
MILD = ("no", "none", "other", "negligible", "physical")
"""Answers that raise no alarm."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Raises:
    """The answers that can only make a class stricter: facts by a yes, and scales by each step up.

    ``inside``: answers that keep a product in the book, so that most examples have a class at all.
    """

    by_yes: tuple[str, ...] = ()
    by_step: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    inside: Mapping[str, str] = field(default_factory=dict)


RISKS = {
    "eu-mdr": Raises(
        by_yes=(
            "active", "implantable", "absorbable_mucosa", "purpose_heart_ccs", "direct_contact_critical",
            "biological_effect_or_absorbed", "energy_ionising", "administers_medicine",
            "administration_hazardous", "active_implantable", "aimd_accessory", "breast_implant",
            "surgical_mesh", "joint_replacement", "spinal_disc", "spinal_contact", "therapeutic_energy",
            "energy_hazardous", "diagnosis_monitoring", "diag_energy_absorbed", "radiopharma_imaging",
            "vital_process", "direct_diagnosis", "immediate_danger", "emits_ionising_radiology",
            "emits_ionising_therapeutic", "controls_ionising", "controls_aimd", "info_for_decision",
            "administers_removes_substances", "medicinal_substance_ancillary", "contraception",
            "contact_lens_care", "sterilises_devices", "xray_recording", "nanomaterial", "inhalation_orifice",
            "essential_impact", "life_threatening", "substance_based", "substance_absorbed",
            "systemic_absorption", "absorbed_to_work", "closed_loop", "eventual_administration", "blood_bag",
            "tissue_derivative", "substance_in_vitro_human_tissue", "substance_in_vitro_embryo",
        ),
        by_step={
            "worst_impact": ("other", "serious", "death_or_irreversible"),
            "nano_internal_exposure": ("negligible", "low", "medium", "high"),
            "drives_mdr_class": ("none", "I", "IIa", "IIb", "III"),
            "connected_active_class": ("none", "I", "IIa", "IIb", "III"),
        },
        inside={
            "is_ivd": "no", "medical_purpose": "yes", "principal_action": "physical",
            "single_integral_product": "no", "tissue_origin": "animal_nonviable", "protects": "none",
            "action_on_data": "analysis", "individual_patient": "yes", "data_source": "md_only",
        },
    ),
}  # fmt: skip
"""The books under test; a new one is added by its name, with what raises its risk."""
RISKS["ch"] = RISKS["eu-mdr"]
RISKS["uk"] = Raises(
    by_yes=(
        "active", "implantable", "purpose_heart_ccs", "direct_contact_critical",
        "biological_effect_or_absorbed", "energy_ionising", "administers_medicine",
        "administration_hazardous", "active_implantable",
        "aimd_accessory", "breast_implant", "joint_replacement", "therapeutic_energy", "energy_hazardous",
        "diag_energy_absorbed", "radiopharma_imaging", "vital_process", "immediate_danger",
        "emits_ionising_radiology", "emits_ionising_therapeutic", "controls_ionising",
        "administers_removes_substances", "medicinal_substance_ancillary", "contraception",
        "contact_lens_care", "sterilises_devices", "xray_recording", "eventual_administration",
        "absorbable_mucosa",
    ),
    by_step={
        "drives_mdr_class": ("none", "I", "IIa", "IIb", "III"),
        "connected_active_class": ("none", "I", "IIa", "IIb", "III"),
        "joint_replaced": ("other", "hip_knee_shoulder"),
    },
    inside={
        "is_ivd": "no", "medical_purpose": "yes", "principal_action": "physical", "tissue_origin": "none",
        "action_on_data": "analysis", "individual_patient": "yes",
    },
)  # fmt: skip
RISKS["sg"] = Raises(
    by_yes=(
        "active", "implantable", "purpose_heart_ccs", "direct_contact_critical",
        "biological_effect_or_absorbed", "energy_ionising", "administers_medicine",
        "administration_hazardous", "active_implantable", "breast_implant", "life_sustaining",
        "therapeutic_energy", "energy_hazardous", "diag_energy_absorbed", "radiopharma_imaging",
        "vital_process", "immediate_danger", "emits_ionising_radiology", "emits_ionising_therapeutic",
        "controls_ionising", "administers_removes_substances", "medicinal_substance_ancillary",
        "contraception", "contact_lens_care", "sterilises_devices", "eventual_administration", "blood_bag",
        "absorbable_mucosa", "images_or_measures", "lay_user",
    ),
    by_step={
        "drives_mdr_class": ("none", "I", "IIa", "IIb", "III"),
        "connected_active_class": ("none", "I", "IIa", "IIb", "III"),
        "imdrf_situation": ("non_serious", "serious", "critical"),
        "imdrf_significance": ("inform", "drive", "treat_or_diagnose"),
        "disinfects": ("none", "noninvasive_devices", "invasive_devices_endpoint"),
    },
    inside={
        "is_ivd": "no", "medical_purpose": "yes", "principal_action": "physical", "tissue_origin": "none",
        "action_on_data": "analysis", "repeats_guidelines_only": "no",
    },
)  # fmt: skip
RISKS["ca"] = Raises(
    by_yes=(
        "active", "purpose_heart_ccs", "absorbed_by_body", "prevents_sti", "breast_implant",
        "hazardous_residue", "tests_other_device", "emits_ionising", "controls_ionising",
        "therapeutic_energy", "delivery_hazardous", "closed_loop", "diagnosis_monitoring",
        "immediate_danger", "administers_removes_substances", "info_for_decision",
        "sterilises_devices", "sterilises_tissue", "eventual_administration", "contraception",
    ),
    by_step={
        "drives_mdr_class": ("none", "I", "IIa", "IIb", "III"),
        "connected_active_class": ("none", "I", "IIa", "IIb", "III"),
        "shaped_class": ("none", "I", "II", "III", "IV"),
        "central_defect": ("other", "heart_vessels"),
    },
    inside={
        "is_ivd": "no", "medical_purpose": "yes", "principal_action": "physical",
        "tissue_origin": "none", "action_on_data": "analysis", "individual_patient": "yes",
    },
)  # fmt: skip
RISKS["us-fda"] = Raises(
    by_yes=("fda_beyond_exemption", "us_clinical_threshold", "time_critical", "patient_facing", "accessory"),
    by_step={"fda_submission": ("enforcement_discretion", "exempt", "510(k)", "hde", "pma")},
    inside={
        "us_claim": "treat_disease", "us_software_purpose": "other", "action_on_data": "analysis",
        "principal_action": "physical", "patient_facing": "yes", "fda_regulation": "other",
        "accessory": "yes", "fda_old_type": "no", "wellness_claim": "none",
    },
)  # fmt: skip
RISKS["au"] = Raises(
    by_yes=(
        "active", "implantable", "purpose_heart_ccs", "direct_contact_critical", "energy_ionising",
        "biological_effect_or_absorbed", "administers_medicine", "administration_hazardous",
        "active_implantable", "aimd_accessory", "breast_implant", "surgical_mesh", "joint_replacement",
        "spinal_disc", "therapeutic_energy", "energy_hazardous", "diagnosis_monitoring",
        "diag_energy_absorbed", "radiopharma_imaging", "vital_process", "immediate_danger",
        "emits_ionising_radiology", "emits_ionising_therapeutic", "controls_ionising", "controls_aimd",
        "administers_removes_substances", "closed_loop", "contains_software",
        "medicinal_substance_ancillary", "contraception", "contact_lens_care", "sterilises_devices",
        "xray_recording", "images_beyond_visible_light", "anatomical_model", "tissue_derivative",
        "saline_flush", "blood_bag", "eventual_administration", "absorbable_mucosa", "essential_impact",
        "life_threatening",
    ),
    by_step={
        "risk_level": ("low", "moderate", "serious", "death_or_severe"),
        "public_health_risk": ("low", "moderate", "high"),
        "joint_replaced": ("other", "hip_knee_shoulder_part", "hip_knee_shoulder"),
        "drives_mdr_class": ("none", "I", "IIa", "IIb", "III"),
    },
    inside={
        "is_ivd": "no", "medical_purpose": "yes", "principal_action": "physical", "tissue_origin": "none",
        "software_left_out": "none",
    },
)  # fmt: skip
NAMES = sorted(RISKS)


def answer(word: str) -> bool | str:
    return {"yes": True, "no": False}.get(word, word)


def whole(facts: Mapping[str, Any]) -> dict[str, Any]:
    """A profile in which whatever follows from an answer was answered so: no two answers clash."""
    found = dict(facts)
    while (wider := {**found, **follow_on(found)}) != found:
        found = wider
    return {name: found[name] for name in facts}


def calm(words: tuple[str, ...]) -> st.SearchStrategy[bool | str]:
    """Any answer, but mostly one that raises no alarm: or nearly all would be in the top class."""
    mild = [word for word in words if word in MILD] * (4 * len(words))
    return st.sampled_from([answer(word) for word in (*mild, *words)])


def profiles(name: str) -> st.SearchStrategy[dict[str, Any]]:
    """Whole profiles: wild ones, and calm ones that are inside the book."""
    words = rule_book(name).vocabulary
    inside = {fact: st.just(answer(word)) for fact, word in RISKS[name].inside.items()}
    wild = {fact: st.sampled_from([answer(word) for word in listed]) for fact, listed in words.items()}
    quiet = {fact: calm(listed) for fact, listed in words.items()} | inside
    kinds = (wild, wild | inside, quiet, quiet)
    return st.one_of(*(st.fixed_dictionaries(kind) for kind in kinds)).map(whole)


def parts(name: str) -> st.SearchStrategy[tuple[dict[str, Any], dict[str, Any]]]:
    """A whole profile, and the same with some answers forgotten."""
    facts = sorted(rule_book(name).vocabulary)

    def forget(full: dict[str, Any]) -> st.SearchStrategy[tuple[dict[str, Any], dict[str, Any]]]:
        keep = st.lists(st.booleans(), min_size=len(facts), max_size=len(facts))
        return keep.map(lambda kept: (full, {n: full[n] for n, k in zip(facts, kept, strict=True) if k}))

    return profiles(name).flatmap(forget)


def levels(book: RuleBook, facts: Mapping[str, Any], on: date = DAY) -> list[int]:
    """The outcomes left, from mildest to strictest; not being a device stands below all classes."""
    order = (book.out, *book.order)
    return sorted(order.index(outcome) for outcome in book.decide(facts, on=on).outcomes)


@pytest.mark.parametrize("name", NAMES)
@given(data=st.data())
def test_the_order_of_answers_is_irrelevant(name: str, data: st.DataObject) -> None:
    book = rule_book(name)
    _, facts = data.draw(parts(name))
    turned = dict(data.draw(st.permutations(list(facts.items()))))
    assert book.decide(facts, on=DAY) == book.decide(turned, on=DAY)


@pytest.mark.parametrize("name", NAMES)
@given(data=st.data())
def test_a_riskier_answer_never_lowers_a_class(name: str, data: st.DataObject) -> None:
    book, risks = rule_book(name), RISKS[name]
    _, facts = data.draw(parts(name))
    before = levels(book, facts)
    for fact in data.draw(st.lists(st.sampled_from(risks.by_yes), min_size=1, max_size=3)):
        facts = {**facts, fact: True}
    after = levels(book, facts)
    assert after[0] >= before[0]
    assert after[-1] >= before[-1]


@pytest.mark.parametrize("name", NAMES)
@given(data=st.data())
def test_a_step_up_a_scale_of_risk_never_lowers_a_class(name: str, data: st.DataObject) -> None:
    book, risks = rule_book(name), RISKS[name]
    if not risks.by_step:
        return
    _, facts = data.draw(parts(name))
    fact = data.draw(st.sampled_from(sorted(risks.by_step)))
    climbed = [levels(book, {**facts, fact: step}) for step in risks.by_step[fact]]
    assert [found[0] for found in climbed] == sorted(found[0] for found in climbed)
    assert [found[-1] for found in climbed] == sorted(found[-1] for found in climbed)


@pytest.mark.parametrize("name", NAMES)
def test_what_raises_risk_is_read_by_the_book(name: str) -> None:
    assert {*RISKS[name].by_yes, *RISKS[name].by_step} <= rule_book(name).reads


@pytest.mark.parametrize("name", NAMES)
@given(data=st.data())
def test_between_two_days_without_a_change_the_verdict_stays(name: str, data: st.DataObject) -> None:
    book = rule_book(name)
    turns = sorted({book.since} | {d for r in book.every_rule for d in (r.holds.start, r.holds.end) if d})
    turns = [day for day in turns if day >= book.since]
    at = data.draw(st.integers(0, len(turns) - 1))
    end = turns[at + 1] if at + 1 < len(turns) else turns[at] + timedelta(days=3650)
    days = st.dates(turns[at], end - timedelta(days=1))
    _, facts = data.draw(parts(name))
    one, other = (replace(book).decide(facts, on=data.draw(days)) for _ in range(2))  # nothing cached
    assert (one.outcomes, one.because, one.asking) == (other.outcomes, other.because, other.asking)


@pytest.mark.parametrize("name", NAMES)
@given(data=st.data())
def test_not_knowing_never_loses_the_outcome(name: str, data: st.DataObject) -> None:
    book = rule_book(name)
    full, known = data.draw(parts(name))
    settled = book.decide(full, on=DAY)
    assert settled.is_settled
    assert set(settled.outcomes) <= set(book.decide(known, on=DAY).outcomes)
    assert set(book.decide(known, on=DAY).outcomes) <= set(book.outcomes(known, on=DAY))


@pytest.mark.parametrize("name", NAMES)
@given(data=st.data())
def test_the_quick_way_and_the_long_way_agree_on_a_whole_profile(name: str, data: st.DataObject) -> None:
    book = rule_book(name)
    full = data.draw(profiles(name))
    assert book.outcomes(full, on=DAY) == book.decide(full, on=DAY).outcomes


@pytest.mark.parametrize("name", NAMES)
def test_the_examples_reach_every_outcome(name: str) -> None:
    book = rule_book(name)
    seen: set[str] = set()

    @settings(max_examples=300)  # so that books with many outcomes show each of them
    @given(profiles(name))
    def look(facts: dict[str, Any]) -> None:
        seen.update(book.outcomes(facts, on=DAY))

    look()
    assert seen == {book.out, *book.order}
