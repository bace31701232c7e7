"""What Australia does not regulate as a device: section 41BD of the Act, and the goods it leaves out."""

from __future__ import annotations

from fram.knowledge.au.regulation.au.law import (
    CLASSES,
    NOT_A_DEVICE,
    READ_ON,
    SINCE,
    act,
    excluded_goods,
    regulations,
    tga,
)
from fram.knowledge.au.regulation.au.software import ADVISES, DIAGNOSES, INFORMS
from fram.knowledge.products import is_hardware, is_software
from fram.rules.condition import Condition, is_no, is_one_of, is_yes
from fram.rules.rule import rule
from fram.terms.citation import Citation, Confidence

TREATS = ("specify_treatment", ADVISES)
CLAIMS = (*DIAGNOSES, INFORMS, "monitor", *TREATS, "therapy_by_information")
"""What software claims to do for care; the office kinds are left out only where it claims none of this."""
FOR_CONSUMERS = ("self_management", "wellness", "coaching")
FOR_THE_OFFICE = (
    "questionnaire", "communication", "administration", "image_storage", "alerts", "workflow", "middleware",
    "health_record", "population_analytics", "laboratory_system",
)  # fmt: skip
BEAUTY = Citation(
    title="TGA provides clear guidance on beauty devices", publisher="DTS Regulatory",
    url="https://www.dtsreg.com.au/2023/10/15/tga-provides-clear-guidance-on-beauty-devices/", read=READ_ON,
)  # fmt: skip
FILLERS = tga(
    "Dentist fined for alleged unlawful importation of injectables",
    "media-release/dentist-fined-5328-alleged-unlawful-importation-injectables",
)
EXCLUSIONS = tga("Software-based medical device exclusions", "node/546927")


def changes_the_body() -> Condition:
    """It changes the body or how it works, for looks; light on the skin and hair is left out."""
    groups = ("body_modification", "filler", "lipolysis", "brain_stimulation")
    return is_hardware() & is_one_of("annex_xvi_group", *groups)


def goes_with_a_device() -> Condition:
    """It helps, cleans, reads or steers another device."""
    helps = is_yes("accessory") | is_yes("aimd_accessory") | is_yes("controls_aimd")
    cleans = is_yes("contact_lens_care") | is_yes("sterilises_devices")
    disinfects = is_one_of("disinfects", "noninvasive_devices", "invasive_devices_endpoint")
    return helps | (is_hardware() & (cleans | disinfects)) | is_one_of("drives_mdr_class", *CLASSES)


def is_left_out_as(*kinds: str) -> Condition:
    """It is software of one of these kinds, and every one of its functions meets the terms."""
    return is_software() & is_one_of("software_left_out", *kinds)


@rule(NOT_A_DEVICE, id="q-test", cite=regulations("regulation 3.2 and Schedule 2A"), since=SINCE,
      confidence=Confidence.PARTLY_READ)  # fmt: skip
def tests_on_samples() -> Condition:
    """Tests on samples have classes of their own, 1 to 4, in Schedule 2A."""
    return is_yes("is_ivd")


@rule(NOT_A_DEVICE, id="q-purpose", cite=act("section 41BD(1)(a) and (b)"), since=SINCE,
      guides=(BEAUTY, FILLERS))  # fmt: skip
def no_medical_purpose() -> Condition:
    """What claims no medical purpose, does not change the body, prevents no pregnancy and helps no other
    device is not a device. Fillers and implants for looks change the body.
    """
    claims = is_yes("contraception") | changes_the_body() | goes_with_a_device()
    return is_no("medical_purpose") & ~claims


@rule(NOT_A_DEVICE, id="q-medicine", cite=act("section 41BD(1)(a), last words"), since=SINCE)
def works_as_a_medicine() -> Condition:
    """What mainly works as a drug, through the metabolism or the immune system, is a medicine."""
    return is_hardware() & is_one_of("principal_action", "pharmacological", "metabolic", "immunological")


@rule(NOT_A_DEVICE, id="q-living", cite=act("Part 3-2A, biologicals"), since=SINCE,
      confidence=Confidence.UNCHECKED)  # fmt: skip
def living_or_human_material() -> Condition:
    """Human tissue and cells, and living animal cells, are biologicals, which another part takes."""
    return is_hardware() & is_one_of("tissue_origin", "human_nonviable", "viable")


@rule(NOT_A_DEVICE, id="14a-14c", cite=excluded_goods("Schedule 1, items 14A to 14C"), since=SINCE,
      confidence=Confidence.PARTLY_READ, guides=(EXCLUSIONS,))  # fmt: skip
def for_consumers() -> Condition:
    """Programs for wellness, coaching or living with a mild condition are left out, if they treat nothing."""
    claims = is_one_of("software_role", *DIAGNOSES, INFORMS, *TREATS, "therapy_by_information")
    return is_left_out_as(*FOR_CONSUMERS) & ~claims


@rule(NOT_A_DEVICE, id="14e", cite=excluded_goods("Schedule 1, item 14E"), since=SINCE,
      confidence=Confidence.PARTLY_READ, guides=(EXCLUSIONS,))  # fmt: skip
def mental_health_by_the_book() -> Condition:
    """Mental health programs are left out that rest on a recognised guideline and show it to the user."""
    claims = is_one_of("software_role", *DIAGNOSES, INFORMS, "monitor", *TREATS)
    return is_left_out_as("mental_health_guideline") & ~claims


@rule(NOT_A_DEVICE, id="14l", cite=excluded_goods("Schedule 1, item 14L"), since=SINCE,
      guides=(EXCLUSIONS,))  # fmt: skip
def calculators() -> Condition:
    """Calculators are left out that use published standards or show their sums, and steer no dose."""
    names_the_illness = is_one_of("software_role", *DIAGNOSES)
    return is_left_out_as("calculator") & ~is_one_of("drives_mdr_class", *CLASSES) & ~names_the_illness


@rule(NOT_A_DEVICE, id="14d-14o", cite=excluded_goods("Schedule 1, items 14D, 14F to 14K and 14M to 14O"),
      since=SINCE, confidence=Confidence.PARTLY_READ, guides=(EXCLUSIONS,))  # fmt: skip
def for_the_office() -> Condition:
    """Records, messages, storage, bookings, statistics and the like are left out, if they judge nothing."""
    return is_left_out_as(*FOR_THE_OFFICE) & ~is_one_of("software_role", *CLAIMS)


RULES = (
    tests_on_samples, no_medical_purpose, works_as_a_medicine, living_or_human_material, for_consumers,
    mental_health_by_the_book, calculators, for_the_office,
)  # fmt: skip
