"""Rule 3 of Annex VIII, points (a) to (m): class C, where a wrong result endangers the one tested."""

from __future__ import annotations

from fram.knowledge.eu.regulation.ivdr.items import endangers_life, examines, has_purpose
from fram.knowledge.eu.regulation.ivdr.law import APPLIES, annex_viii, guide, law
from fram.knowledge.samples import concerns_infection, finds_the_germ, looks_for_infection
from fram.rules.condition import Condition, is_one_of, is_yes
from fram.rules.rule import rule
from fram.rules.verdict import Force

RULE_3 = "2.3 (rule 3)"


def is_in_blood_or_spinal_fluid() -> Condition:
    """It looks for a germ in blood or spinal fluid.

    The answer `csf_or_blood` means a germ already; plain blood does so only where a germ is looked for.
    """
    return is_one_of("specimen", "csf_or_blood") | (
        is_one_of("specimen", "blood", "blood_cells") & looks_for_infection()
    )


@annex_viii("C", f"{RULE_3}, point (a)", id="3a", guides=(guide("rule 3(a)"),))
def rule_3a() -> Condition:
    """Class C for a test that finds an infection whose main way is sex, or exposure to it."""
    return is_yes("sexually_transmitted") & concerns_infection() & examines()


@annex_viii("C", f"{RULE_3}, point (b)", id="3b", guides=(guide("rule 3(b)"),))
def rule_3b() -> Condition:
    """Class C for a test that finds a germ in blood or spinal fluid that does not spread easily; not
    antibodies.
    """
    spreads = is_one_of("propagation_risk", "high")
    return is_in_blood_or_spinal_fluid() & finds_the_germ() & examines() & ~spreads


@rule("C", id="3b-spreads", cite=law(f"Annex VIII, {RULE_3}, point (b)"), since=APPLIES, force=Force.PRACTICE)
def rule_3b_spreads() -> Condition:
    """One that spreads easily and does not kill is kept in class C too: our own reading, since the law
    leaves it out here and rule 1 takes only the deadly ones, and a greater risk should not give a lower
    class.
    """
    spreads = is_one_of("propagation_risk", "high")
    return is_in_blood_or_spinal_fluid() & finds_the_germ() & examines() & spreads


@annex_viii("C", f"{RULE_3}, point (c)", id="3c", guides=(guide("rule 3(c)"),))
def rule_3c() -> Condition:
    """Class C for a test that finds a germ where a wrong result is likely to kill or severely disable.

    The one tested, the unborn and later children count; tests for antibodies do not belong here.
    """
    return is_yes("error_death_disability") & finds_the_germ() & examines()


@annex_viii("C", f"{RULE_3}, point (d)", id="3d", guides=(guide("rule 3(d)"),))
def rule_3d() -> Condition:
    """Class C for a test of pregnant women for their immunity to infections."""
    return has_purpose("prenatal_immune_status")


@annex_viii("C", f"{RULE_3}, point (e)", id="3e", guides=(guide("rule 3(e)"),))
def rule_3e() -> Condition:
    """Class C for a test of infection or immunity where a wrong result may lead to decisions that risk life.

    Immunity takes in allergy, vaccination, the body's attack on itself and on a transplant.
    """
    status = is_one_of("ivd_purpose", "infective_status", "infectious_load") | looks_for_infection()
    return status & endangers_life() & examines()


@annex_viii("C", f"{RULE_3}, point (f)", id="3f", guides=(guide("rule 3(f) and annex 2"),))
def rule_3f() -> Condition:
    """Class C for a test that is needed to use one particular medicine safely or with effect.

    Finding the right dose, or following the level of the medicine, is not enough.
    """
    return (is_one_of("ivd_purpose", "companion_diagnostic") | is_yes("companion_diagnostic")) & examines()


@annex_viii("C", f"{RULE_3}, point (g)", id="3g", guides=(guide("rule 3(g)"),))
def rule_3g() -> Condition:
    """Class C for a test of how far a disease has come, where a wrong result may lead to danger to life.

    The danger is taken to lie in the answer: the question speaks of a dangerous disease.
    """
    return has_purpose("disease_staging")


@annex_viii("C", f"{RULE_3}, point (h)", id="3h", guides=(guide("rule 3(h)"),))
def rule_3h() -> Condition:
    """Class C for a test that looks for cancer or its early stages, confirms it or tells its stage."""
    return has_purpose("cancer_screening", "cancer_diagnosis")


@annex_viii("C", f"{RULE_3}, point (i)", id="3i", guides=(guide("rule 3(i)"),))
def rule_3i() -> Condition:
    """Class C for a test of human genes for traits, diseases or risks that are inherited."""
    return has_purpose("genetic_testing")


@annex_viii("C", f"{RULE_3}, point (j)", id="3j", guides=(guide("rule 3(j)"),))
def rule_3j() -> Condition:
    """Class C for a test that follows levels of a medicine or substance, where a wrong one may endanger life.

    A single measurement to find out what is wrong does not count, unless it is meant to be repeated.
    """
    return has_purpose("monitoring_levels", "monitoring") & endangers_life()


@annex_viii("C", f"{RULE_3}, point (k)", id="3k", guides=(guide("rule 3(k)"),))
def rule_3k() -> Condition:
    """Class C for a test that steers the care of patients with a life-threatening disease or condition."""
    return has_purpose("manage_life_threatening")


@annex_viii("C", f"{RULE_3}, point (l)", id="3l", guides=(guide("rule 3(l)"),))
def rule_3l() -> Condition:
    """Class C for a test of the embryo or the unborn child for inborn disorders."""
    return has_purpose("fetal_congenital_screening")


@annex_viii("C", f"{RULE_3}, point (m)", id="3m", guides=(guide("rule 3(m)"),))
def rule_3m() -> Condition:
    """Class C for a test of newborns for inborn disorders that kill or disable if they are missed.

    That the disorder is so grave is taken to lie in the answer: the question speaks of serious disorders.
    """
    return has_purpose("newborn_screening")


RULES = (
    rule_3a, rule_3b, rule_3b_spreads, rule_3c, rule_3d, rule_3e, rule_3f, rule_3g, rule_3h, rule_3i,
    rule_3j, rule_3k, rule_3l, rule_3m,
)  # fmt: skip
