"""Rules 1 to 3 of Part 2: tests that have to do with germs passed on from one person to another."""

from __future__ import annotations

from fram.knowledge.ca.regulation.ca.law import SINCE, health_canada, schedule_1
from fram.knowledge.samples import concerns_infection, looks_for_infection
from fram.rules.condition import Condition, is_one_of, is_yes
from fram.rules.rule import rule
from fram.rules.verdict import Force
from fram.terms.citation import Confidence

CARE = (
    "infectious_load", "companion_diagnostic", "monitoring_levels", "monitoring", "manage_life_threatening",
)  # fmt: skip
"""Purposes that steer the care of a patient whose illness is known."""
STATUS = ("infective_status", "prenatal_immune_status")
"""Whether somebody is infected or immune: rule 2 speaks of it, and rule 3 only where care hangs on it."""
NAMED = ("HIV", "HIV-1", "HIV-2", "HTLV", "HBV", "HCV", "HDV")
RULES_AT_WORK = health_canada(
    "Application des règles, organigramme, partie 2", url="services/medicaments-produits-sante/participation-"
    "public-consultations/instruments-medicaux/application-regles-organigramme.html", place="règles 1 à 3",
    language="fr/sante-canada",
)  # fmt: skip


def finds_the_germ() -> Condition:
    """It looks for the germ itself; the answer for spinal fluid or blood means germs already."""
    return concerns_infection() & ~is_one_of("infection_sought", "antibody")


def spreads() -> Condition:
    """It may spread among people in Canada; taken from the answer on how easily it spreads."""
    return is_one_of("propagation_risk", "high")


@schedule_1("IV", "Part 2, rule 1", id="ivd-1")
def rule_1_donations() -> Condition:
    """A test of donated blood, tissue or organs for germs, to see whether they may be used, is class IV."""
    return is_one_of("ivd_purpose", "donor_screening") & concerns_infection()


@schedule_1("II", "Part 2, rule 2, opening", id="ivd-2")
def rule_2_germs() -> Condition:
    """A test for a germ that can be passed on, or for having met it, is class II."""
    return looks_for_infection()


@schedule_1("IV", "Part 2, rule 2(a)", id="ivd-2-a", confidence=Confidence.PARTLY_READ)
def rule_2_deadly() -> Condition:
    """Class IV where the disease threatens life and may spread among people in Canada.

    The law asks for a risk that it spreads; only the answer "high" is taken for that.
    """
    return is_yes("agent_life_threatening") & spreads() & concerns_infection()


@rule("IV", id="ivd-2-a-named", cite=RULES_AT_WORK, since=SINCE, force=Force.GUIDANCE)
def rule_2_named_viruses() -> Condition:
    """The authority puts tests for HIV, HTLV and hepatitis B, C and D in class IV, unless they only steer the
    care of a patient who is known to have it.
    """
    return looks_for_infection() & is_one_of("agent", *NAMED) & ~is_one_of("ivd_purpose", *CARE)


@schedule_1("III", "Part 2, rule 2(b)(i)", id="ivd-2-b-i", confidence=Confidence.PARTLY_READ)
def rule_2_serious() -> Condition:
    """Class III where the disease is serious and may spread among people in Canada."""
    return is_yes("agent_serious") & spreads() & concerns_infection()


@schedule_1("III", "Part 2, rule 2(b)(ii)", id="ivd-2-b-ii")
def rule_2_sexual() -> Condition:
    """Class III where the germ is passed on by sex."""
    return is_yes("sexually_transmitted") & concerns_infection()


@schedule_1("III", "Part 2, rule 2(b)(iii)", id="ivd-2-b-iii")
def rule_2_blood() -> Condition:
    """Class III where it finds the germ itself in blood or spinal fluid."""
    in_blood = is_one_of("specimen", "blood", "blood_cells") & looks_for_infection()
    return (is_one_of("specimen", "csf_or_blood") | in_blood) & finds_the_germ()


@schedule_1("III", "Part 2, rule 2(b)(iv)", id="ivd-2-b-iv")
def rule_2_grave_error() -> Condition:
    """Class III where a wrong result may kill or severely disable the one tested or a later child."""
    return is_yes("error_death_disability") & concerns_infection()


@schedule_1("II", "Part 2, rule 3, opening", id="ivd-3")
def rule_3_care() -> Condition:
    """A test that steers the care of a patient with such a germ is class II."""
    return is_one_of("ivd_purpose", *CARE) & looks_for_infection()


@schedule_1("III", "Part 2, rule 3(a)", id="ivd-3-a")
def rule_3_deadly_illness() -> Condition:
    """Class III where the illness that is cared for threatens life."""
    named = is_one_of("ivd_purpose", "manage_life_threatening")
    deadly = is_one_of("ivd_purpose", *CARE) & is_yes("agent_life_threatening")
    return (named | deadly) & looks_for_infection()


@schedule_1("III", "Part 2, rule 3(b)", id="ivd-3-b")
def rule_3_danger() -> Condition:
    """Class III where a wrong result may lead to a decision that soon puts life in danger."""
    risky = is_yes("life_threatening_decision")
    return is_one_of("ivd_purpose", *CARE, *STATUS) & risky & looks_for_infection()


RULES = (
    rule_1_donations, rule_2_germs, rule_2_deadly, rule_2_named_viruses, rule_2_serious, rule_2_sexual,
    rule_2_blood, rule_2_grave_error, rule_3_care, rule_3_deadly_illness, rule_3_danger,
)  # fmt: skip
