"""GN-14, rules 1 to 3: what the test is for, and what a wrong answer leads to."""

from __future__ import annotations

from fram.knowledge.samples import concerns_infection, finds_the_germ, looks_for_infection
from fram.knowledge.sg.regulation.sg.law import gn_14
from fram.knowledge.sg.regulation.sg.tests_on_samples.parts import examines, has_purpose
from fram.rules.condition import Condition, is_one_of, is_yes

GREAT_SYSTEMS = (
    "ABO", "A", "B", "AB", "RH1(D)", "RH1", "RH2(C)", "RH2", "RH3(E)", "RH3", "RH4(c)", "RH4", "RH5(e)",
    "RH5", "RHW1", "KEL1", "JK1(Jka)", "JK1", "JK2(Jkb)", "JK2", "FY1(Fya)", "FY1", "FY2(Fyb)",
    "FY2",
)  # fmt: skip
"""The blood groups that the model lists: ABO, rhesus, K of the Kell system, Kidd and Duffy."""


def is_in_blood_or_spinal_fluid() -> Condition:
    """It looks for a germ in blood or spinal fluid."""
    blood = is_one_of("specimen", "blood", "blood_cells") & looks_for_infection()
    return is_one_of("specimen", "csf_or_blood") | blood


def finds_types() -> Condition:
    """It finds blood groups or tissue types, for transfusion or transplantation."""
    return has_purpose("blood_grouping", "tissue_typing")


@gn_14("D", "rule 1, donations", id="t1-donations")
def rule_1_donations() -> Condition:
    """Class D for a test of donated blood, cells or organs for any germ, to see if they may be used."""
    return has_purpose("donor_screening") & concerns_infection()


@gn_14("D", "rule 1, epidemics", id="t1-epidemics")
def rule_1_epidemics() -> Condition:
    """Class D for a test that finds a germ, or exposure to it, where the disease kills and spreads easily."""
    deadly = is_yes("agent_life_threatening") & is_one_of("propagation_risk", "high")
    return deadly & concerns_infection() & examines()


@gn_14("C", "rule 2", id="t2")
def rule_2() -> Condition:
    """Class C for a test of blood groups or tissue types before a transfusion or transplant."""
    return finds_types()


@gn_14("D", "rule 2, exception", id="t2-great")
def rule_2_great() -> Condition:
    """Class D for the blood groups ABO, rhesus, K of the Kell system, Kidd and Duffy."""
    return finds_types() & is_one_of("marker", *GREAT_SYSTEMS)


@gn_14("C", "rule 3(i)", id="t3-sex")
def rule_3_sex() -> Condition:
    """Class C for a test that finds a sexually transmitted germ, or exposure to it."""
    return is_yes("sexually_transmitted") & concerns_infection() & examines()


@gn_14("C", "rule 3(ii)", id="t3-blood")
def rule_3_blood() -> Condition:
    """Class C for a test that finds a germ in blood or spinal fluid, even one that spreads only a little."""
    return is_in_blood_or_spinal_fluid() & finds_the_germ() & examines()


@gn_14("C", "rule 3(iii)", id="t3-grave")
def rule_3_grave() -> Condition:
    """Class C for a test that finds a germ where a wrong result may kill or disable the one tested or a
    child to be born.
    """
    return is_yes("error_death_disability") & finds_the_germ() & examines()


@gn_14("C", "rule 3(iv)", id="t3-pregnancy")
def rule_3_pregnancy() -> Condition:
    """Class C for a test of pregnant women for their immunity to infections."""
    return has_purpose("prenatal_immune_status")


@gn_14("C", "rule 3(v)", id="t3-status")
def rule_3_status() -> Condition:
    """Class C for a test of infection or immunity where a wrong result may lead to danger for life."""
    status = is_one_of("ivd_purpose", "infective_status", "infectious_load") | looks_for_infection()
    return status & is_yes("life_threatening_decision") & examines()


@gn_14("C", "rule 3(vi)", id="t3-cancer")
def rule_3_cancer() -> Condition:
    """Class C for a test that picks patients for a therapy, stages a disease or finds cancer."""
    picks = is_yes("companion_diagnostic") & examines()
    cancer = has_purpose("companion_diagnostic", "disease_staging", "cancer_screening", "cancer_diagnosis")
    return cancer | picks


@gn_14("C", "rule 3(vii)", id="t3-genes")
def rule_3_genes() -> Condition:
    """Class C for a test of human genes."""
    return has_purpose("genetic_testing")


@gn_14("C", "rule 3(viii)", id="t3-levels")
def rule_3_levels() -> Condition:
    """Class C for a test that follows levels of a medicine or substance, where an error may endanger life."""
    return has_purpose("monitoring_levels", "monitoring") & is_yes("life_threatening_decision")


@gn_14("C", "rule 3(ix)", id="t3-care")
def rule_3_care() -> Condition:
    """Class C for a test that steers the care of patients with an infection that threatens life."""
    followed = has_purpose("infectious_load") & is_yes("monitoring_critical")
    return has_purpose("manage_life_threatening") | followed


@gn_14("C", "rule 3(x)", id="t3-unborn")
def rule_3_unborn() -> Condition:
    """Class C for a test of the unborn child for inborn disorders."""
    return has_purpose("fetal_congenital_screening")


RULES = (
    rule_1_donations, rule_1_epidemics, rule_2, rule_2_great, rule_3_sex, rule_3_blood, rule_3_grave,
    rule_3_pregnancy, rule_3_status, rule_3_cancer, rule_3_genes, rule_3_levels, rule_3_care, rule_3_unborn,
)  # fmt: skip
