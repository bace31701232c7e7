"""What Canadian law sees as a device: the act's definition, and the authority's guidance on software."""

from __future__ import annotations

from fram.knowledge.ca.regulation.ca.law import (
    CLASSES,
    NOT_A_DEVICE,
    SINCE,
    SOFTWARE_GUIDANCE,
    SOFTWARE_GUIDE,
    act,
    regulations,
)
from fram.knowledge.products import is_hardware, is_software
from fram.rules.condition import Condition, is_no, is_one_of, is_yes
from fram.rules.rule import rule
from fram.rules.verdict import Force
from fram.terms.citation import Confidence


def goes_with_a_device() -> Condition:
    """It helps another device, or steers one: parts and accessories are devices too."""
    return is_yes("accessory") | is_one_of("drives_mdr_class", "I", "IIa", "IIb", "III")


def serves_devices() -> Condition:
    """It cleans or tests other devices, is a material for them, or frees donations of germs."""
    disinfects = is_one_of("disinfects", "noninvasive_devices", "invasive_devices_endpoint")
    cleans = disinfects | is_yes("sterilises_devices")
    material = is_yes("sterilises_tissue") | is_one_of("shaped_class", *CLASSES)
    matters = is_yes("involves_substances") & material
    return is_hardware() & (cleans | matters | is_yes("tests_other_device"))


@rule(NOT_A_DEVICE, id="q-test", cite=regulations("section 1; Schedule 1, Part 2"), since=SINCE)
def tests_on_samples() -> Condition:
    """Tests on samples are classed by the rules of Part 2."""
    return is_yes("is_ivd")


@rule(NOT_A_DEVICE, id="q-purpose", cite=act("sections 2 and 2.1, definition of device"), since=SINCE)
def no_medical_purpose() -> Condition:
    """What is not sold to find, treat, ease or prevent illness, to change the body or how it works, for
    pregnancy or against it, and helps, cleans and tests no device, is no device. Decorative contact lenses
    are one by law.
    """
    changes_the_body = is_hardware() & ~is_one_of("annex_xvi_group", "none")
    claims = is_yes("contraception") | goes_with_a_device() | serves_devices() | changes_the_body
    return is_no("medical_purpose") & ~claims


@rule(NOT_A_DEVICE, id="q-drug", cite=act("section 2, definition of device, end"), since=SINCE)
def works_as_a_drug() -> Condition:
    """What works only as a drug does, through the metabolism or the immune system, is no device."""
    return is_hardware() & is_one_of("principal_action", "pharmacological", "metabolic", "immunological")


@rule(NOT_A_DEVICE, id="q-software", cite=SOFTWARE_GUIDE, since=SOFTWARE_GUIDANCE, force=Force.GUIDANCE,
      confidence=Confidence.PARTLY_READ)  # fmt: skip
def software_without_a_medical_part() -> Condition:
    """Software for administration, messages, wellness or records is no device.

    What stores or shows the values of a medical device for care is one, of the lowest class.
    """
    keeps = is_one_of("action_on_data", "storage_communication_only", "viewing_only")
    talks = is_one_of("action_on_data", "communication")
    plain = is_no("individual_patient") | talks | (keeps & is_no("takes_from_device"))
    return is_software() & plain & ~goes_with_a_device()


RULES = (tests_on_samples, no_medical_purpose, works_as_a_drug, software_without_a_medical_part)
