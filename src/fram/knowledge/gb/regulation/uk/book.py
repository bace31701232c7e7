"""The rule book of Great Britain for devices: is it one, and in which class of the older directives."""

from __future__ import annotations

from fram.knowledge.gb.regulation.uk import inside_the_body, outside_the_body, powered, special
from fram.knowledge.gb.regulation.uk.law import CLASSES, NOT_A_DEVICE, SINCE, regulations
from fram.knowledge.products import is_hardware, is_software
from fram.rules.book import RuleBook
from fram.rules.condition import Condition, is_no, is_one_of, is_yes
from fram.rules.rule import rule
from fram.rules.verdict import Force
from fram.terms.citation import Citation, Confidence

MHRA_SOFTWARE = Citation(
    title="Guidance on medical device stand-alone software including apps",
    publisher="Medicines and Healthcare products Regulatory Agency",
    edition="version 1.10f, read only as others quote it",
)


def goes_with_a_device() -> Condition:
    """It helps another device, or steers one."""
    return is_yes("accessory") | is_one_of("drives_mdr_class", *CLASSES)


@rule(NOT_A_DEVICE, id="q-test", cite=regulations("Part IV"), since=SINCE, confidence=Confidence.PARTLY_READ)
def tests_on_samples() -> Condition:
    """Tests on samples fall under Part IV, which sorts them into four groups instead."""
    return is_yes("is_ivd")


@rule(NOT_A_DEVICE, id="q-purpose", cite=regulations("regulation 2(1)"), since=SINCE,
      confidence=Confidence.PARTLY_READ)  # fmt: skip
def no_medical_purpose() -> Condition:
    """What claims no medical purpose, prevents no pregnancy and helps no other device is not a device."""
    return is_no("medical_purpose") & ~is_yes("contraception") & ~goes_with_a_device()


@rule(NOT_A_DEVICE, id="q-medicine", cite=regulations("regulation 2(1)"), since=SINCE,
      confidence=Confidence.UNCHECKED)  # fmt: skip
def works_as_a_medicine() -> Condition:
    """What mainly works as a drug, through the metabolism or the immune system, is a medicine."""
    return is_hardware() & is_one_of("principal_action", "pharmacological", "metabolic", "immunological")


@rule(NOT_A_DEVICE, id="q-human-tissue", cite=regulations("Part II, scope"), since=SINCE,
      confidence=Confidence.UNCHECKED)  # fmt: skip
def made_with_human_tissue() -> Condition:
    """Products with human tissue or cells, or living animal tissue, lie outside Part II."""
    return is_hardware() & is_one_of("tissue_origin", "human_nonviable", "viable")


@rule(NOT_A_DEVICE, id="q-software", cite=MHRA_SOFTWARE, since=SINCE, force=Force.GUIDANCE,
      confidence=Confidence.UNCHECKED)  # fmt: skip
def software_that_only_keeps() -> Condition:
    """Software that only stores, shows or sends unchanged, or serves no single patient, is no device."""
    keeps = is_one_of("action_on_data", "storage_communication_only", "viewing_only", "communication")
    plain = keeps | is_no("individual_patient")
    return is_software() & plain & ~goes_with_a_device()


BOOK = RuleBook(
    id="uk",
    version="SI 2002/618 Part II",
    order=CLASSES,
    out=NOT_A_DEVICE,
    outside=(
        tests_on_samples,
        no_medical_purpose,
        works_as_a_medicine,
        made_with_human_tissue,
        software_that_only_keeps,
    ),
    rules=(*outside_the_body.RULES, *inside_the_body.RULES, *powered.RULES, *special.RULES),
    marks=special.MARKS,
    covers="Annex IX, rules 1 to 18, for Great Britain; in Northern Ireland the EU class holds",
    first=("medical_purpose",),
    vocabulary={},
    assumes={"device_kind": "hardware", "medical_purpose": "yes", "individual_patient": "yes"},
)
