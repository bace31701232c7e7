"""Whether Regulation (EU) 2017/745 speaks of a product at all: Articles 1 and 2, and the guidance on
software.
"""

from __future__ import annotations

from fram.knowledge.eu.regulation.mdr.definitions import STRICTER_THAN_I, steers
from fram.knowledge.eu.regulation.mdr.law import (
    ANNEX_XVI_APPLIES,
    APPLIES,
    NOT_A_DEVICE,
    guide_to_borderlines,
    guide_to_software,
    law,
)
from fram.knowledge.products import is_hardware, is_software, stays_outside
from fram.rules.condition import Condition, is_no, is_one_of, is_yes
from fram.rules.rule import rule
from fram.rules.verdict import Force
from fram.terms.citation import Confidence

OTHER_LAW = "other-law"
"""Another law takes it that is not coded: medicines, tissues and cells."""
IN_ANNEX_XVI = (
    "lenses", "body_modification", "filler", "lipolysis", "intense_light", "hair_removal",
    "brain_stimulation",
)  # fmt: skip


def is_in_annex_xvi() -> Condition:
    """Without a medical purpose, but in a group that Annex XVI lists."""
    return is_hardware() & is_no("medical_purpose") & is_one_of("annex_xvi_group", *IN_ANNEX_XVI)


def counts_without_medical_purpose() -> Condition:
    """What Articles 1 and 2 count in although it treats nobody itself."""
    cleans = is_one_of("disinfects", "noninvasive_devices", "invasive_devices_endpoint")
    for_devices = is_hardware() & (cleans | is_yes("sterilises_devices") | is_yes("contact_lens_care"))
    return goes_with_a_device() | is_yes("contraception") | for_devices | is_in_annex_xvi()


def goes_with_a_device() -> Condition:
    """Belongs to a device, whose law it shares: its accessory, or what steers it."""
    return is_yes("accessory") | is_yes("aimd_accessory") | steers("I", *STRICTER_THAN_I)


def controls_a_device() -> Condition:
    """Belongs to a device, or controls a powered implant or a source of radiation."""
    return goes_with_a_device() | is_yes("controls_aimd") | is_yes("controls_ionising")


@rule(NOT_A_DEVICE, id="q-ivd", cite=law("Article 1(6)(a)"), since=APPLIES, instead="eu-ivdr")
def tests_on_samples() -> Condition:
    """Tests on samples fall under Regulation (EU) 2017/746 instead."""
    return is_yes("is_ivd")


@rule(NOT_A_DEVICE, id="q-purpose", cite=law("Article 2(1) and (2)"), since=APPLIES)
def no_medical_purpose() -> Condition:
    """Without a medical purpose it is no device, unless the law counts it in: accessories, what prevents
    pregnancy, what cleans, disinfects or sterilises devices, what steers a device, and the groups of Annex
    XVI.
    """
    return is_no("medical_purpose") & ~counts_without_medical_purpose()


@rule(NOT_A_DEVICE, id="q-annex-xvi-early", cite=law("Article 1(2)"), since=APPLIES, until=ANNEX_XVI_APPLIES,
      confidence=Confidence.UNCHECKED)  # fmt: skip
def annex_xvi_before_its_day() -> Condition:
    """The groups of Annex XVI came in only when the common specifications for them began to apply."""
    return is_in_annex_xvi()


@rule(
    NOT_A_DEVICE,
    id="q-medicine",
    cite=law("Article 1(6)(b) and Article 2(1)"),
    since=APPLIES,
    instead=OTHER_LAW,
)
def medicines() -> Condition:
    """What mainly works like a drug, through the metabolism or through the immune system is a medicine."""
    return is_hardware() & is_one_of("principal_action", "pharmacological", "metabolic", "immunological")


@rule(NOT_A_DEVICE, id="q-one-piece", cite=law("Article 1(9)"), since=APPLIES, instead=OTHER_LAW)
def medicine_and_device_in_one_piece() -> Condition:
    """A device sold in one piece with the medicine it gives, for that use only and not reusable, is a
    medicine.
    """
    return is_hardware() & is_yes("single_integral_product")


@rule(NOT_A_DEVICE, id="q-living", cite=law("Article 1(6)(f), (g) and (h)"), since=APPLIES, instead=OTHER_LAW)
def living_material() -> Condition:
    """Products that contain living cells, tissue or organisms in order to work fall under other laws."""
    return is_hardware() & is_one_of("tissue_origin", "viable")


@rule(NOT_A_DEVICE, id="q-staff-gear", cite=law("Article 2(1)"), since=APPLIES,
      guides=(guide_to_borderlines("1.1"),))  # fmt: skip
def gear_that_protects_staff_only() -> Condition:
    """Gear that protects only those who work, and does nothing for a patient, is protective equipment."""
    treats = is_yes("therapeutic_energy") | is_yes("administers_removes_substances")
    serves_a_patient = is_yes("accessory") | is_yes("diagnosis_monitoring") | treats
    return stays_outside() & ~serves_a_patient & is_one_of("protects", "staff_only")


@rule(NOT_A_DEVICE, id="q-software-storage", cite=guide_to_software("figure 1, step 3"), since=APPLIES,
      force=Force.GUIDANCE)  # fmt: skip
def software_that_only_stores_or_sends() -> Condition:
    """Software that only stores, shows, sends or simply searches is no device; a search in plain language
    that serves a medical purpose is more than that, and software that steers a device goes with the device.
    """
    only_carries = is_one_of("action_on_data", "storage_communication_only", "viewing_only", "communication")
    return is_software() & only_carries & ~is_yes("natural_language") & ~controls_a_device()


@rule(NOT_A_DEVICE, id="q-software-groups", cite=guide_to_software("figure 1, step 4"), since=APPLIES,
      force=Force.GUIDANCE)  # fmt: skip
def software_not_for_one_patient() -> Condition:
    """Software that serves no individual patient, such as figures on a population, is no device."""
    return is_software() & is_no("individual_patient") & ~controls_a_device()


@rule(
    NOT_A_DEVICE,
    id="q-software-ivd",
    cite=guide_to_software("figure 2"),
    since=APPLIES,
    force=Force.GUIDANCE,
    instead="eu-ivdr",
)
def software_on_test_results() -> Condition:
    """Software whose answer rests only or mostly on tests on samples falls under Regulation (EU)
    2017/746, unless it steers a device.
    """
    on_tests = is_one_of("data_source", "ivd_only", "mixed_ivd_dominant")
    return is_software() & on_tests & ~controls_a_device()


OUTSIDE = (
    tests_on_samples, no_medical_purpose, annex_xvi_before_its_day, medicines,
    medicine_and_device_in_one_piece, living_material, gear_that_protects_staff_only,
    software_that_only_stores_or_sends, software_not_for_one_patient, software_on_test_results,
)  # fmt: skip
