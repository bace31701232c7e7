"""Rules 1 to 3: devices that enter the body, and the three kinds that are classed despite that."""

from __future__ import annotations

from fram.knowledge.ca.regulation.ca.law import schedule_1
from fram.knowledge.products import enters_an_opening, enters_by_surgery, is_hardware
from fram.rules.condition import Condition, is_one_of, is_unsaid, is_yes

CENTRAL = ("heart", "ccs", "cns", "renal_iliac_femoral")
"""Where the central cardiovascular and nervous systems are; Canada counts three more arteries than Europe."""


@schedule_1("II", "Part 1, rule 1(1)", id="1-1")
def rule_1_surgery() -> Condition:
    """What enters the body by surgery or a needle is class II."""
    return enters_by_surgery()


@schedule_1("IV", "Part 1, rule 1(2)", id="1-2")
def rule_1_central_defect() -> Condition:
    """Class IV where it finds, follows, controls or corrects a defect of the heart, the large vessels, the
    brain, the spinal cord or the unborn child. Arteries of kidney, hip and thigh count among the vessels.
    """
    # A worked case names the place and the purpose apart; a company is asked for both at once.
    told_apart = is_unsaid("central_defect") & is_yes("purpose_heart_ccs") & is_one_of("body_site", *CENTRAL)
    return enters_by_surgery() & (
        is_one_of("central_defect", "heart_vessels", "nerves", "unborn") | told_apart
    )


@schedule_1("III", "Part 1, rule 1(3)", id="1-3")
def rule_1_stays() -> Condition:
    """Class III where the body takes it up, or where it stays in the body for thirty days or more."""
    return enters_by_surgery() & (is_yes("absorbed_by_body") | is_one_of("duration", "long"))


@schedule_1("II", "Part 1, rule 2(1)", id="2-1")
def rule_2_opening() -> Condition:
    """What enters an opening of the body or touches the eye is class II."""
    return enters_an_opening()


@schedule_1("I", "Part 1, rule 2(2)", id="2-2", despite=("2-1",))
def rule_2_sheltered() -> Condition:
    """Class I in mouth and nose as far as the throat, and in the ear as far as the drum."""
    return enters_an_opening() & is_one_of("body_site", "oral_to_pharynx", "nasal", "ear_canal", "teeth")


@schedule_1("III", "Part 1, rule 2(3)", id="2-3")
def rule_2_stays() -> Condition:
    """Class III where it stays there, or on the eye, for thirty days or more."""
    return enters_an_opening() & is_one_of("duration", "long")


@schedule_1("III", "Part 1, rule 2(4)", id="2-4")
def rule_2_infection() -> Condition:
    """Class III where it is said to keep infections from passing on during sex."""
    return enters_an_opening() & is_yes("prevents_sti")


RULES_1_AND_2 = (
    rule_1_surgery, rule_1_central_defect, rule_1_stays, rule_2_opening, rule_2_sheltered, rule_2_stays,
    rule_2_infection,
)  # fmt: skip
ENTERING = tuple(rule.id for rule in RULES_1_AND_2)


@schedule_1("II", "Part 1, rule 3(a)", id="3-a", despite=ENTERING)
def rule_3_dentures_and_braces() -> Condition:
    """Denture material and appliances that straighten teeth are class II, whatever rules 1 and 2 say."""
    return is_hardware() & is_one_of("listed_item", "denture_material", "orthodontic_appliance")


@schedule_1("I", "Part 1, rule 3(b)", id="3-b", despite=ENTERING)
def rule_3_instruments() -> Condition:
    """Surgical and dental hand tools that are used again and not joined to power are class I, whatever
    rules 1 and 2 say.
    """
    named = is_one_of("listed_item", "surgical_instrument")
    return is_hardware() & (named | (enters_by_surgery() & is_yes("reusable_surgical_instrument")))


@schedule_1("II", "Part 1, rule 3(c)", id="3-c", despite=ENTERING)
def rule_3_latex_condoms() -> Condition:
    """Latex condoms are class II, whatever rules 1 and 2 say."""
    return is_hardware() & is_one_of("listed_item", "latex_condom")


RULES = (*RULES_1_AND_2, rule_3_dentures_and_braces, rule_3_instruments, rule_3_latex_condoms)
