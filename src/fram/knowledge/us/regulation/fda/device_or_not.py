"""Sections 201(h) and 520(o): what is no device at all, and of what the FDA asks nothing though it is one."""

from __future__ import annotations

from fram.knowledge.products import is_software
from fram.knowledge.us.regulation.fda.law import (
    CDS,
    DATA_SYSTEMS,
    MOVES,
    NAVIGATOR,
    NOT_A_DEVICE,
    SOFTWARE,
    WELLNESS,
    claims_no_care,
    claims_only_wellness,
    gives_one_sound_option,
    has_a_low_risk_claim,
    is_low_risk_wellness,
    keeps_records,
    moves_data_as_hardware,
    passes_the_four_tests,
    policy,
    section,
    speaks_of_more_than_wellness,
)
from fram.rules.condition import Condition, is_no, is_one_of, is_yes
from fram.terms.citation import Confidence


@section(NOT_A_DEVICE, "section 201(h)(1)", id="201h-purpose", guides=(NAVIGATOR,))
def no_medical_purpose() -> Condition:
    """What claims nothing of illness or of how the body works, and helps no device, is not a device."""
    return is_one_of("us_claim", "no_health") & is_no("accessory")


@section(NOT_A_DEVICE, "section 201(h)(1)", id="201h-chemical", confidence=Confidence.PARTLY_READ)
def works_as_a_drug() -> Condition:
    """What mainly works by chemistry in the body, or by being broken down there, is a drug, no device."""
    chemical = is_one_of("principal_action", "pharmacological", "metabolic", "immunological")
    return is_one_of("device_kind", "hardware") & chemical


@section(NOT_A_DEVICE, "section 520(o)(1)(A)", id="520o-office", guides=(NAVIGATOR,))
def runs_a_clinic() -> Condition:
    """Software that runs a clinic or laboratory, such as bills, bookings and work flow, is no device."""
    return is_software() & claims_no_care() & is_one_of("us_software_purpose", "administrative")


@section(NOT_A_DEVICE, "section 520(o)(1)(B)", id="520o-wellness", guides=(WELLNESS,))
def encourages_a_healthy_life() -> Condition:
    """Software for a healthy life is no device where it has nothing to do with any illness."""
    return is_software() & claims_only_wellness() & is_one_of("wellness_claim", "category1")


@section(NOT_A_DEVICE, "section 520(o)(1)(C)", id="520o-record", guides=(NAVIGATOR,))
def certified_record() -> Condition:
    """A patient record kept by health staff is no device where it is certified and analyses nothing."""
    return keeps_records() & is_yes("onc_certified")


@section(NOT_A_DEVICE, "section 520(o)(1)(D)", id="520o-data", guides=(DATA_SYSTEMS,))
def moves_data() -> Condition:
    """Software that only moves, stores or shows results is no device, unless staff act on it at once."""
    moves = is_one_of("action_on_data", *MOVES)
    return is_software() & speaks_of_more_than_wellness() & moves & is_no("time_critical")


@section(NOT_A_DEVICE, "section 520(o)(1)(E)", id="520o-advice", guides=(CDS,))
def supports_a_decision() -> Condition:
    """Decision support for clinicians alone, not urgent, is no device if it passes the law's four tests."""
    return passes_the_four_tests()


@policy(WELLNESS, id="wellness", confidence=Confidence.PARTLY_READ)
def low_risk_wellness() -> Condition:
    """The FDA asks nothing of low-risk wellness products, nor where they help to live with an illness."""
    return is_low_risk_wellness()


@policy(SOFTWARE, id="low-risk-app")
def low_risk_app() -> Condition:
    """The FDA asks nothing of software that helps patients keep order and habits, or clinicians to add up."""
    return has_a_low_risk_claim()


@policy(CDS, id="one-option")
def one_sound_option() -> Condition:
    """The FDA asks nothing of advice with one option where no other is sound, if the other tests are met."""
    return gives_one_sound_option()


@policy(NAVIGATOR, id="record-uncertified", confidence=Confidence.PARTLY_READ)
def record_without_certificate() -> Condition:
    """The FDA asks nothing of such a patient record without the certificate either."""
    return keeps_records() & is_no("onc_certified")


@policy(DATA_SYSTEMS, id="data-hardware")
def moves_data_in_hardware() -> Condition:
    """The FDA asks nothing of hardware that only moves, stores or shows device data or pictures."""
    return moves_data_as_hardware()


OUTSIDE = (
    no_medical_purpose, works_as_a_drug, runs_a_clinic, encourages_a_healthy_life, certified_record,
    moves_data, supports_a_decision,
)  # fmt: skip
LET_BE = (
    low_risk_wellness, low_risk_app, one_sound_option, record_without_certificate, moves_data_in_hardware,
)  # fmt: skip
