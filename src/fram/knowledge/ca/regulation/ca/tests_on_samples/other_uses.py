"""Rules 4 and 5 of Part 2: diagnosis and care without germs, and matching of blood and tissue."""

from __future__ import annotations

from fram.knowledge.ca.regulation.ca.law import schedule_1
from fram.knowledge.ca.regulation.ca.tests_on_samples.germs import CARE, STATUS
from fram.knowledge.samples import looks_for_infection
from fram.rules.condition import Condition, is_one_of, is_yes

CANCER = ("cancer_screening", "cancer_diagnosis")
DIAGNOSIS = (
    "diagnosis", "newborn_screening", "disease_staging", "genetic_testing", "fetal_congenital_screening",
    *STATUS, *CANCER,
)  # fmt: skip


def without_germs(*purposes: str) -> Condition:
    """It is for one of these purposes and has to do with no germ, so that rules 1 to 3 say nothing of it."""
    return is_one_of("ivd_purpose", *purposes) & ~looks_for_infection()


@schedule_1("II", "Part 2, rule 4, opening", id="ivd-4")
def rule_4_diagnosis() -> Condition:
    """A test for diagnosis or care that has to do with no germ is class II."""
    return without_germs(*DIAGNOSIS, *CARE)


@schedule_1("III", "Part 2, rule 4(a)", id="ivd-4-a")
def rule_4_cancer() -> Condition:
    """Class III where it looks for cancer or finds it."""
    return without_germs(*CANCER)


@schedule_1("III", "Part 2, rule 4(b)", id="ivd-4-b")
def rule_4_genes() -> Condition:
    """Class III where it tests genes or chromosomes."""
    return without_germs("genetic_testing")


@schedule_1("III", "Part 2, rule 4(c)", id="ivd-4-c")
def rule_4_unborn() -> Condition:
    """Class III where it looks for inborn disorders of the unborn child."""
    return without_germs("fetal_congenital_screening")


@schedule_1("III", "Part 2, rule 4(d)", id="ivd-4-d")
def rule_4_grave_error() -> Condition:
    """Class III where a wrong diagnosis may kill or severely disable the one tested or a later child."""
    return without_germs(*DIAGNOSIS, *CARE) & is_yes("diagnosis_error_grave")


@schedule_1("III", "Part 2, rule 4(e)", id="ivd-4-e")
def rule_4_staging() -> Condition:
    """Class III where it tells how far a disease has come."""
    return without_germs("disease_staging")


@schedule_1("III", "Part 2, rule 4(f)", id="ivd-4-f")
def rule_4_levels() -> Condition:
    """Class III where it follows levels in the body and a wrong one may soon put life in danger."""
    follows = without_germs("monitoring_levels", "monitoring", "manage_life_threatening")
    return follows & is_yes("life_threatening_decision")


@schedule_1("III", "Part 2, rule 5", id="ivd-5")
def rule_5_matching() -> Condition:
    """A test of blood group or tissue type for transfusion or transplant is class III."""
    return is_one_of("ivd_purpose", "blood_grouping", "tissue_typing")


RULES = (
    rule_4_diagnosis, rule_4_cancer, rule_4_genes, rule_4_unborn, rule_4_grave_error, rule_4_staging,
    rule_4_levels, rule_5_matching,
)  # fmt: skip
