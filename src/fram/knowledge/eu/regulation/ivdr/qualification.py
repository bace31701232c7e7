"""Is it an in vitro diagnostic device? Articles 1(3) and 2(2) of Regulation (EU) 2017/746."""

from __future__ import annotations

from fram.knowledge.eu.regulation.ivdr.law import APPLIES, NOT_A_TEST, guide, guide_to_software, law
from fram.knowledge.products import is_software
from fram.knowledge.samples import is_item
from fram.rules.condition import Condition, is_no, is_one_of
from fram.rules.rule import rule

MEDICAL_PURPOSES = (
    "diagnosis", "donor_screening", "blood_grouping", "tissue_typing", "infectious_load", "infective_status",
    "prenatal_immune_status", "companion_diagnostic", "disease_staging", "cancer_screening",
    "cancer_diagnosis", "monitoring_levels", "manage_life_threatening",
    "fetal_congenital_screening", "newborn_screening", "monitoring",
)  # fmt: skip
"""The purposes that are information of the kinds Article 2(2) lists; genes may be tested for parentage
too.
"""


def left_out(what: str) -> Condition:
    """It is one of the products the regulation leaves out; a test that gives a patient result is none."""
    return ~is_item("assay") & is_one_of("ivd_left_out", what)


@rule(NOT_A_TEST, id="q-body", cite=law("Article 2(2)"), since=APPLIES, instead="eu-mdr")
def looks_at_the_body() -> Condition:
    """What examines no sample taken from the body is no test; a device on the body falls under 2017/745."""
    return is_no("is_ivd")


@rule(NOT_A_TEST, id="q-purpose", cite=law("Article 2(1) and (2)"), since=APPLIES)
def no_medical_purpose() -> Condition:
    """A test on samples that nobody says serves health, such as one for parentage, is no medical device."""
    return is_no("medical_purpose") & ~is_one_of("ivd_purpose", *MEDICAL_PURPOSES)


@rule(
    NOT_A_TEST, id="q-general-lab", cite=law("Article 1(3)(a)"), since=APPLIES, guides=(guide("rule 5(a)"),)
)
def general_laboratory() -> Condition:
    """A product for laboratories in general is left out, unless its maker means it for tests on patients."""
    return left_out("general_lab")


@rule(NOT_A_TEST, id="q-research", cite=law("Article 1(3)(a)"), since=APPLIES)
def research_only() -> Condition:
    """A product for research alone is left out, whatever part of a test it is."""
    return is_one_of("ivd_left_out", "research_only")


@rule(
    NOT_A_TEST,
    id="q-sampling",
    cite=law("Article 1(3)(b)"),
    since=APPLIES,
    guides=(guide("rule 5(c)"),),
    instead="eu-mdr",
)
def takes_the_sample() -> Condition:
    """What takes the sample from the body, such as a lancet or a swab, falls under 2017/745 instead."""
    return left_out("sampling")


@rule(NOT_A_TEST, id="q-reference", cite=law("Article 1(3)(c)"), since=APPLIES, guides=(guide("rule 7"),))
def reference_material() -> Condition:
    """Internationally certified reference material is left out."""
    return left_out("reference_material")


@rule(NOT_A_TEST, id="q-comparison", cite=law("Article 1(3)(d)"), since=APPLIES, guides=(guide("rule 7"),))
def compares_laboratories() -> Condition:
    """Material for comparing the quality of laboratories with each other is left out."""
    return left_out("quality_scheme")


@rule(
    NOT_A_TEST, id="q-software-stores", cite=law("Article 2(2)"), since=APPLIES,
    guides=(guide_to_software("figure 1, third question"),),
)  # fmt: skip
def software_that_stores() -> Condition:
    """Software that only stores, shows or passes on results makes no information of its own."""
    keeps = is_one_of("action_on_data", "storage_communication_only", "viewing_only", "communication")
    return is_software() & ~is_item("assay") & keeps


@rule(
    NOT_A_TEST, id="q-software-groups", cite=law("Article 2(2)"), since=APPLIES,
    guides=(guide_to_software("figure 1, fourth question"),),
)  # fmt: skip
def software_for_groups() -> Condition:
    """Software that gives nothing for a single patient, such as statistics of a population, is left out."""
    return is_software() & ~is_item("assay") & is_no("individual_patient")


OUTSIDE = (
    looks_at_the_body, no_medical_purpose, general_laboratory, research_only, takes_the_sample,
    reference_material, compares_laboratories, software_that_stores, software_for_groups,
)  # fmt: skip
