"""Rules 8 to 12: devices that work on power, and how the authority reads them for software."""

from __future__ import annotations

from fram.knowledge.ca.regulation.ca.law import SINCE, SOFTWARE_QUESTIONS, schedule_1, steers_treatment
from fram.knowledge.products import is_active, is_hardware, is_software
from fram.rules.condition import Condition, is_one_of, is_yes
from fram.rules.rule import rule
from fram.rules.verdict import Force
from fram.terms.citation import Confidence


def radiates() -> Condition:
    """It gives off ionising radiation, or steers what does."""
    return (is_hardware() & is_yes("emits_ionising")) | is_yes("controls_ionising")


def treats_with_energy() -> Condition:
    """It is powered and treats by giving energy to the body or drawing it away, software made for it too."""
    return (is_hardware() & is_yes("active") & is_yes("therapeutic_energy")) | steers_treatment()


def gives_substances() -> Condition:
    """It is powered and gives substances to the body or takes them out, software made for it too."""
    gives = is_yes("administers_removes_substances")
    return (is_hardware() & is_yes("active") & gives) | steers_treatment()


def passes_on() -> Condition:
    """It is software that only keeps, sends or shows, and so supplies no energy and works nothing out."""
    keeps = is_one_of("action_on_data", "storage_communication_only", "viewing_only", "communication")
    return is_software() & keeps


def images_or_monitors() -> Condition:
    """It is powered and pictures or follows what goes on in the body; a mere lamp or display does not."""
    lights_up = is_hardware() & is_yes("illumination_visible_only")
    return is_active() & is_yes("diagnosis_monitoring") & ~lights_up & ~passes_on()


def analyses_for_care() -> Condition:
    """It is software whose analysis helps to decide on diagnosis or treatment."""
    return is_software() & is_yes("info_for_decision") & ~passes_on()


@schedule_1("III", "Part 1, rule 8(1)", id="8-1")
def rule_8_radiation() -> Condition:
    """What gives off ionising radiation, and what controls or watches such a device, is class III."""
    return radiates()


@schedule_1("II", "Part 1, rule 8(2)", id="8-2", despite=("8-1",))
def rule_8_plain_pictures() -> Condition:
    """Class II where it takes plain X-ray pictures."""
    return is_one_of("xray_mode", "radiographic") & radiates()


@schedule_1("III", "Part 1, rule 8(3)", id="8-3", despite=("8-2",))
def rule_8_mammography() -> Condition:
    """Class III all the same where it takes X-ray pictures of the breast."""
    return is_one_of("xray_mode", "mammography") & radiates()


@schedule_1("II", "Part 1, rule 9(1)", id="9-1")
def rule_9_energy() -> Condition:
    """What treats with energy is class II, and so is software made for it."""
    return treats_with_energy()


@schedule_1("III", "Part 1, rule 9(2)", id="9-2")
def rule_9_danger() -> Condition:
    """Class III where giving or drawing the energy may be dangerous, by its kind, strength or place."""
    return treats_with_energy() & is_yes("delivery_hazardous")


@schedule_1("IV", "Part 1, rule 9(3)", id="9-3")
def rule_9_closed_loop() -> Condition:
    """Class IV where such a device measures, judges and treats by itself."""
    return treats_with_energy() & is_yes("delivery_hazardous") & is_yes("closed_loop")


@schedule_1("II", "Part 1, rule 10(1)", id="10-1")
def rule_10_images() -> Condition:
    """What supplies energy to picture the body or to follow what goes on in it is class II.

    That the device itself supplies the energy is taken to lie in the answer.
    """
    return images_or_monitors()


@rule("II", id="10-software", cite=SOFTWARE_QUESTIONS, since=SINCE, force=Force.GUIDANCE)
def rule_10_software() -> Condition:
    """Software that works something out to help directly with diagnosis or treatment is read as class II.

    The authority says so of software that analyses the readings of a device.
    """
    return analyses_for_care()


@schedule_1("III", "Part 1, rule 10(2)", id="10-2")
def rule_10_danger() -> Condition:
    """Class III where it follows or finds illness and a wrong reading could mean danger at once."""
    return images_or_monitors() & is_yes("immediate_danger")


@rule("III", id="10-software-danger", cite=SOFTWARE_QUESTIONS, since=SINCE, force=Force.PRACTICE,
      confidence=Confidence.PARTLY_READ)  # fmt: skip
def rule_10_software_danger() -> Condition:
    """Software whose analysis guides care is class III where a wrong answer could mean danger at once: rule
    10(2), read as rule 10(1) is read for software.
    """
    return analyses_for_care() & is_yes("immediate_danger")


@schedule_1("II", "Part 1, rule 11(1)", id="11-1")
def rule_11_substances() -> Condition:
    """What gives medicine, fluids or other substances, or takes them out, is class II."""
    return gives_substances()


@schedule_1("III", "Part 1, rule 11(2)", id="11-2")
def rule_11_danger() -> Condition:
    """Class III where the way it does so may be dangerous, by the substance or the place."""
    return gives_substances() & is_yes("delivery_hazardous")


@schedule_1("IV", "Part 1, rule 11(3)", id="11-3")
def rule_11_closed_loop() -> Condition:
    """Class IV where such a device measures, judges and treats by itself."""
    return gives_substances() & is_yes("delivery_hazardous") & is_yes("closed_loop")


@schedule_1("I", "Part 1, rule 12", id="12", guides=(SOFTWARE_QUESTIONS,))
def rule_12_other() -> Condition:
    """Any other powered device is class I; so is software that only stores, sends or shows."""
    treats = treats_with_energy() | gives_substances()
    return is_active() & ~radiates() & ~treats & ~images_or_monitors() & ~analyses_for_care()


RULES = (
    rule_8_radiation, rule_8_plain_pictures, rule_8_mammography, rule_9_energy, rule_9_danger,
    rule_9_closed_loop, rule_10_images, rule_10_danger, rule_11_substances, rule_11_danger,
    rule_11_closed_loop, rule_12_other,
)  # fmt: skip
READINGS = (rule_10_software, rule_10_software_danger)
