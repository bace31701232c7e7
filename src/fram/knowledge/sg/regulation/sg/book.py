"""The rule book of Singapore for devices and software: is it one, and in which class."""

from __future__ import annotations

from fram.knowledge.products import is_hardware, is_software
from fram.knowledge.sg.regulation.sg import inside_the_body, openings_and_skin, powered, software, special
from fram.knowledge.sg.regulation.sg.law import (
    CLASSES,
    GUIDELINES_SINCE,
    NO_TISSUE_SINCE,
    NOT_A_DEVICE,
    SINCE,
    act,
    regulations,
    software_guide,
)
from fram.rules.book import RuleBook
from fram.rules.condition import Condition, is_no, is_one_of, is_yes
from fram.rules.rule import rule
from fram.rules.verdict import Force
from fram.terms.citation import Confidence


def serves_a_listed_aim() -> Condition:
    """The schedule names its aim without illness: birth control, clean devices, fillers, shaping implants.

    All but birth control are things, so that a wellness program is not asked about them.
    """
    cleans = is_yes("sterilises_devices") | is_one_of(
        "disinfects", "noninvasive_devices", "invasive_devices_endpoint"
    )
    shapes = is_one_of("annex_xvi_group", "filler", "body_modification") | (
        is_one_of("annex_xvi_group", "lipolysis") & ~is_one_of("invasive", "none")
    )
    return is_yes("contraception") | (is_hardware() & (cleans | shapes))


def goes_with_a_device() -> Condition:
    """It helps another device, or steers one."""
    return is_yes("accessory") | is_one_of("drives_mdr_class", *software.STEERED)


@rule(NOT_A_DEVICE, id="q-test", cite=regulations("Third Schedule, Part II"), since=SINCE,
      confidence=Confidence.PARTLY_READ)  # fmt: skip
def tests_on_samples() -> Condition:
    """Tests on samples have rules of their own, in GN-14."""
    return is_yes("is_ivd")


@rule(NOT_A_DEVICE, id="q-purpose", cite=act("First Schedule, item 1"), since=SINCE)
def no_medical_purpose() -> Condition:
    """What claims no medical purpose, nor one of the other aims of the schedule, is no medical device.

    Fitness and general well-being are no medical purpose.
    """
    return is_no("medical_purpose") & ~serves_a_listed_aim() & ~goes_with_a_device()


@rule(NOT_A_DEVICE, id="q-medicine", cite=act("First Schedule, item 1, paragraph (a)"), since=SINCE)
def works_as_a_medicine() -> Condition:
    """What mainly works as a drug, through the metabolism or the immune system, is no medical device."""
    return is_hardware() & is_one_of("principal_action", "pharmacological", "metabolic", "immunological")


@rule(NOT_A_DEVICE, id="q-tissue", cite=act("First Schedule, item 1, paragraph (a)"), since=NO_TISSUE_SINCE,
      confidence=Confidence.PARTLY_READ)  # fmt: skip
def cells_and_tissue() -> Condition:
    """Products with living cells or tissue, or with human tissue, fall under the law on cells and genes."""
    return is_hardware() & is_one_of("tissue_origin", "human_nonviable", "viable")


@rule(NOT_A_DEVICE, id="q-software-shows", cite=software_guide("section 3"), since=SINCE,
      force=Force.GUIDANCE, confidence=Confidence.PARTLY_READ)  # fmt: skip
def software_that_only_shows() -> Condition:
    """Software that only keeps, shows or sends information is no device, unless it follows a patient live."""
    keeps = is_one_of("action_on_data", "storage_communication_only", "viewing_only", "communication")
    follows = is_one_of("monitors_physiological", "vital", "non_vital")
    return is_software() & keeps & ~follows & ~goes_with_a_device()


@rule(NOT_A_DEVICE, id="q-software-guidelines", cite=software_guide("section 3, second revision"),
      since=GUIDELINES_SINCE, force=Force.GUIDANCE, confidence=Confidence.PARTLY_READ)  # fmt: skip
def software_that_repeats_guidelines() -> Condition:
    """Decision support that only repeats established guidelines, without advice of its own, is no device."""
    return is_software() & is_yes("repeats_guidelines_only") & ~goes_with_a_device()


BOOK = RuleBook(
    id="sg",
    version="GN-13 and GL-07",
    order=CLASSES,
    out=NOT_A_DEVICE,
    outside=(
        tests_on_samples, no_medical_purpose, works_as_a_medicine, cells_and_tissue, software_that_only_shows,
        software_that_repeats_guidelines,
    ),
    rules=(
        *openings_and_skin.RULES, *inside_the_body.RULES, *powered.RULES, *special.RULES, *software.RULES,
    ),
    covers="Whether it is a device, rules 1 to 16 of GN-13 and the table for software; GN-13 itself was not "
    "opened, the wording follows its international model",
    first=("medical_purpose",),
    vocabulary={},
    assumes={"device_kind": "hardware", "medical_purpose": "yes", "individual_patient": "yes"},
)  # fmt: skip
"""Health Products Act 2007 with the rules of its authority: devices and software."""
