"""GN-13, rules 6 to 8: what goes in by surgery, and what stays as an implant."""

from __future__ import annotations

from fram.knowledge.products import (
    brief_surgery,
    days_of_surgery,
    is_for_brain_or_cord,
    is_hardware,
    is_in_teeth,
)
from fram.knowledge.sg.regulation.sg.law import gn_13
from fram.rules.condition import Condition, is_one_of, is_yes

RULE_6, RULE_7, RULE_8 = "rule 6", "rule 7", "rule 8"


def long_inside() -> Condition:
    """It is an implant, or goes in by surgery for more than thirty days."""
    stays = is_one_of("invasive", "surgical") & (is_yes("implantable") | is_one_of("duration", "long"))
    return is_hardware() & (is_one_of("invasive", "implant") | stays)


def acts_or_dissolves() -> Condition:
    """It acts on tissue or is wholly or mainly taken up."""
    return is_yes("biological_effect_or_absorbed")


@gn_13("B", RULE_6, id="6")
def rule_6() -> Condition:
    """In by surgery for less than an hour is class B."""
    return brief_surgery() & ~is_yes("reusable_surgical_instrument")


@gn_13("A", f"{RULE_6}, reusable instruments", id="6-reusable")
def rule_6_reusable() -> Condition:
    """A surgical hand tool that is washed and used again is class A."""
    return brief_surgery() & is_yes("reusable_surgical_instrument")


@gn_13("C", f"{RULE_6}, ionising radiation", id="6-radiation")
def rule_6_radiation() -> Condition:
    """Class C where it gives ionising radiation inside the body."""
    return brief_surgery() & is_yes("energy_ionising")


@gn_13("C", f"{RULE_6}, biological effect", id="6-absorbed")
def rule_6_absorbed() -> Condition:
    """Class C where it acts on tissue or is wholly or mainly taken up."""
    return brief_surgery() & acts_or_dissolves()


@gn_13("C", f"{RULE_6}, medicines", id="6-medicine")
def rule_6_medicine() -> Condition:
    """Class C where it gives medicine in a way that may be dangerous."""
    return brief_surgery() & is_yes("administers_medicine") & is_yes("administration_hazardous")


@gn_13("D", f"{RULE_6}, central nervous system", id="6-brain")
def rule_6_brain() -> Condition:
    """Class D where it is made specifically to touch the brain or the spinal cord."""
    return brief_surgery() & is_for_brain_or_cord()


@gn_13("D", f"{RULE_6}, heart and central circulation", id="6-heart")
def rule_6_heart() -> Condition:
    """Class D where it is made to find, follow or mend a defect of the heart or large vessels."""
    return brief_surgery() & is_yes("purpose_heart_ccs")


@gn_13("B", RULE_7, id="7")
def rule_7() -> Condition:
    """In by surgery for up to thirty days is class B."""
    return days_of_surgery()


@gn_13("C", f"{RULE_7}, medicines", id="7-medicine")
def rule_7_medicine() -> Condition:
    """Class C where it gives medicine."""
    return days_of_surgery() & is_yes("administers_medicine")


@gn_13("C", f"{RULE_7}, chemical change", id="7-chemistry")
def rule_7_chemistry() -> Condition:
    """Class C where it changes chemically in the body, other than in the teeth."""
    return days_of_surgery() & is_one_of("chemical_change", "yes", "during_placement_only") & ~is_in_teeth()


@gn_13("C", f"{RULE_7}, ionising radiation", id="7-radiation")
def rule_7_radiation() -> Condition:
    """Class C where it gives ionising radiation inside the body."""
    return days_of_surgery() & is_yes("energy_ionising")


@gn_13("D", f"{RULE_7}, biological effect", id="7-absorbed")
def rule_7_absorbed() -> Condition:
    """Class D where it acts on tissue or is wholly or mainly taken up."""
    return days_of_surgery() & acts_or_dissolves()


@gn_13("D", f"{RULE_7}, central nervous system", id="7-brain")
def rule_7_brain() -> Condition:
    """Class D where it is made specifically to touch the brain or the spinal cord."""
    return days_of_surgery() & is_for_brain_or_cord()


@gn_13("D", f"{RULE_7}, heart and central circulation", id="7-heart")
def rule_7_heart() -> Condition:
    """Class D where it is made to find, follow or mend a defect of the heart or large vessels."""
    return days_of_surgery() & is_yes("purpose_heart_ccs")


@gn_13("C", RULE_8, id="8")
def rule_8() -> Condition:
    """Implants, and what stays in by surgery for more than thirty days, are class C."""
    return long_inside() & ~is_in_teeth()


@gn_13("B", f"{RULE_8}, teeth", id="8-teeth")
def rule_8_teeth() -> Condition:
    """Class B where it is placed in the teeth."""
    return long_inside() & is_in_teeth()


@gn_13("D", f"{RULE_8}, heart, central circulation and nervous system", id="8-heart-brain")
def rule_8_heart_brain() -> Condition:
    """Class D where it touches the heart, the large vessels, the brain or the spinal cord."""
    return long_inside() & (is_one_of("body_site", "heart", "ccs", "cns") | is_yes("direct_contact_critical"))


@gn_13("D", f"{RULE_8}, life", id="8-life")
def rule_8_life() -> Condition:
    """Class D where life depends on it."""
    return long_inside() & is_yes("life_sustaining")


@gn_13("D", f"{RULE_8}, powered implants", id="8-powered")
def rule_8_powered() -> Condition:
    """Powered implants are class D."""
    return long_inside() & (is_yes("active_implantable") | is_yes("active"))


@gn_13("D", f"{RULE_8}, biological effect", id="8-absorbed")
def rule_8_absorbed() -> Condition:
    """Class D where it acts on tissue or is wholly or mainly taken up."""
    return long_inside() & acts_or_dissolves()


@gn_13("D", f"{RULE_8}, medicines", id="8-medicine")
def rule_8_medicine() -> Condition:
    """Class D where it gives medicine."""
    return long_inside() & is_yes("administers_medicine")


@gn_13("D", f"{RULE_8}, chemical change", id="8-chemistry")
def rule_8_chemistry() -> Condition:
    """Class D where it goes on changing chemically in the body, other than in the teeth.

    Bone cement that hardens while it is placed is taken to be left out, as the model's note says.
    """
    return long_inside() & is_one_of("chemical_change", "yes") & ~is_in_teeth()


@gn_13("D", f"{RULE_8}, breast implants", id="8-breast")
def rule_8_breast() -> Condition:
    """Breast implants are class D."""
    return long_inside() & is_yes("breast_implant")


RULES = (
    rule_6, rule_6_reusable, rule_6_radiation, rule_6_absorbed, rule_6_medicine, rule_6_brain, rule_6_heart,
    rule_7, rule_7_medicine, rule_7_chemistry, rule_7_radiation, rule_7_absorbed, rule_7_brain, rule_7_heart,
    rule_8, rule_8_teeth, rule_8_heart_brain, rule_8_life, rule_8_powered, rule_8_absorbed, rule_8_medicine,
    rule_8_chemistry, rule_8_breast,
)  # fmt: skip
