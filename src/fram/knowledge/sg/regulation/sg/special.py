"""GN-13, rules 13 to 16: medicines inside, tissue, disinfection, contraception."""

from __future__ import annotations

from fram.knowledge.products import is_hardware
from fram.knowledge.sg.regulation.sg.inside_the_body import long_inside
from fram.knowledge.sg.regulation.sg.law import gn_13
from fram.rules.condition import Condition, is_one_of, is_yes


def is_made_with_tissue() -> Condition:
    """It is made with tissue or cells of people or animals, or with what such cells made."""
    return is_hardware() & ~is_one_of("tissue_origin", "none")


def touches_healthy_skin_only() -> Condition:
    """It is made with dead animal tissue and touches nothing but healthy skin."""
    skin = is_one_of("contact", "intact_skin", "intact_skin_only")
    return is_one_of("tissue_origin", "animal_nonviable") & skin


@gn_13("D", "rule 13", id="13")
def rule_13() -> Condition:
    """Class D where it holds, to help, what alone would be a medicine."""
    return is_hardware() & is_yes("medicinal_substance_ancillary")


@gn_13("D", "rule 14", id="14")
def rule_14() -> Condition:
    """Made with cells or tissue of animals or people, or what cells made by genetic means, is class D."""
    return is_made_with_tissue() & ~touches_healthy_skin_only()


@gn_13("A", "rule 14, exception", id="14-skin")
def rule_14_skin() -> Condition:
    """Class A for dead animal tissue that touches only healthy skin, such as a leather strap."""
    return is_hardware() & touches_healthy_skin_only()


@gn_13("C", "rule 15", id="15")
def rule_15() -> Condition:
    """Sterilising medical devices of any kind, or disinfecting them as the last step, is class C."""
    last = is_one_of("disinfects", "invasive_devices_endpoint") | (
        is_one_of("disinfects", "noninvasive_devices") & is_yes("disinfection_last_step")
    )
    return is_hardware() & (is_yes("sterilises_devices") | last)


@gn_13("B", "rule 15, exception", id="15-first-step")
def rule_15_first_step() -> Condition:
    """Class B where it disinfects devices that are sterilised or disinfected once more afterwards."""
    return is_hardware() & is_one_of("disinfects", "noninvasive_devices") & ~is_yes("disinfection_last_step")


@gn_13("C", "rule 15, contact lenses", id="15-lenses")
def rule_15_lenses() -> Condition:
    """Disinfecting, cleaning, rinsing or keeping contact lenses moist is class C."""
    return is_hardware() & is_yes("contact_lens_care")


@gn_13("C", "rule 16", id="16")
def rule_16() -> Condition:
    """Preventing pregnancy or sexually transmitted infection is class C."""
    return is_yes("contraception")


@gn_13("D", "rule 16, exception", id="16-inside")
def rule_16_inside() -> Condition:
    """Class D where it is an implant or stays inside for more than thirty days."""
    through_an_opening = is_hardware() & is_one_of("invasive", "orifice") & is_one_of("duration", "long")
    return is_yes("contraception") & (long_inside() | through_an_opening)


RULES = (
    rule_13, rule_14, rule_14_skin, rule_15, rule_15_first_step, rule_15_lenses, rule_16, rule_16_inside,
)  # fmt: skip
