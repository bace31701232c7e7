"""Annex IX, rules 6 to 8, and Part III: what goes in by surgery, and what stays as an implant."""

from __future__ import annotations

from datetime import date

from fram.knowledge.gb.regulation.uk.law import SINCE, annex_ix, regulations
from fram.knowledge.products import (
    brief_surgery,
    days_of_surgery,
    is_for_brain_or_cord,
    is_hardware,
    is_implant,
    is_in_teeth,
    is_powered_implant,
)
from fram.rules.condition import Condition, is_one_of, is_yes
from fram.rules.rule import rule
from fram.terms.citation import Citation, Confidence

RULE_6, RULE_7, RULE_8 = (
    "chapter III, 2.2 (rule 6)",
    "chapter III, 2.3 (rule 7)",
    "chapter III, 2.4 (rule 8)",
)
HELPING_PARTS = ("screw", "wedge", "plate", "instrument")
READ_ON = date(2026, 11, 22)


def amendment(title: str, url: str, *, place: str) -> Citation:
    """Return a citation of an instrument that moved some implants up."""
    return Citation(title=title, publisher="legislation.gov.uk", url=url, place=place, read=READ_ON)


def long_inside() -> Condition:
    """It is an implant, or goes in by surgery for more than thirty days."""
    surgical = is_hardware() & is_one_of("invasive", "surgical") & is_one_of("duration", "long")
    return is_implant() | surgical


@annex_ix("IIa", RULE_6, id="6")
def rule_6() -> Condition:
    """In by surgery for less than an hour is class IIa."""
    return brief_surgery() & ~is_yes("reusable_surgical_instrument")


@annex_ix("III", f"{RULE_6}, first indent", id="6-heart")
def rule_6_heart() -> Condition:
    """Class III where it is made to find, follow, steer or mend a defect of the heart or large vessels."""
    return brief_surgery() & is_yes("purpose_heart_ccs")


@annex_ix("I", f"{RULE_6}, second indent", id="6-reusable")
def rule_6_reusable() -> Condition:
    """A reusable surgical instrument is class I, and unlike in Europe no outside body looks at its reuse."""
    return is_hardware() & is_yes("reusable_surgical_instrument")


@annex_ix("III", f"{RULE_6}, third indent", id="6-brain", confidence=Confidence.READ)
def rule_6_brain() -> Condition:
    """Class III where it is made specifically to touch the brain or the spinal cord."""
    return brief_surgery() & is_for_brain_or_cord()


@annex_ix("IIb", f"{RULE_6}, fourth indent", id="6-radiation")
def rule_6_radiation() -> Condition:
    """Class IIb where it gives ionising radiation inside the body."""
    return brief_surgery() & is_yes("energy_ionising")


@annex_ix("IIb", f"{RULE_6}, fifth indent", id="6-absorbed")
def rule_6_absorbed() -> Condition:
    """Class IIb where it acts on tissue or is wholly or mainly taken up."""
    return brief_surgery() & is_yes("biological_effect_or_absorbed")


@annex_ix("IIb", f"{RULE_6}, sixth indent", id="6-medicine")
def rule_6_medicine() -> Condition:
    """Class IIb where it gives medicine in a way that may be dangerous."""
    return brief_surgery() & is_yes("administers_medicine") & is_yes("administration_hazardous")


@annex_ix("IIa", RULE_7, id="7")
def rule_7() -> Condition:
    """In by surgery for up to thirty days is class IIa."""
    return days_of_surgery()


@annex_ix("III", f"{RULE_7}, first indent", id="7-heart")
def rule_7_heart() -> Condition:
    """Class III where it is made to find, follow, steer or mend a defect of the heart or large vessels."""
    return days_of_surgery() & is_yes("purpose_heart_ccs")


@annex_ix("III", f"{RULE_7}, second indent", id="7-brain")
def rule_7_brain() -> Condition:
    """Class III where it is made specifically to touch the brain or the spinal cord."""
    return days_of_surgery() & is_for_brain_or_cord()


@annex_ix("IIb", f"{RULE_7}, third indent", id="7-radiation")
def rule_7_radiation() -> Condition:
    """Class IIb where it gives ionising radiation inside the body."""
    return days_of_surgery() & is_yes("energy_ionising")


@annex_ix("III", f"{RULE_7}, fourth indent", id="7-absorbed")
def rule_7_absorbed() -> Condition:
    """Class III where it acts on tissue or is wholly or mainly taken up."""
    return days_of_surgery() & is_yes("biological_effect_or_absorbed")


@annex_ix("IIb", f"{RULE_7}, fifth indent", id="7-chemistry")
def rule_7_chemistry() -> Condition:
    """Class IIb where it changes chemically in the body, other than in the teeth."""
    return days_of_surgery() & is_one_of("chemical_change", "yes", "during_placement_only") & ~is_in_teeth()


@annex_ix("IIb", f"{RULE_7}, sixth indent", id="7-medicine")
def rule_7_medicine() -> Condition:
    """Class IIb where it gives medicine."""
    return days_of_surgery() & is_yes("administers_medicine")


@annex_ix("IIb", RULE_8, id="8")
def rule_8() -> Condition:
    """Implants, and what stays in by surgery for more than thirty days, are class IIb."""
    return long_inside() & ~is_in_teeth()


@annex_ix("IIa", f"{RULE_8}, first indent", id="8-teeth")
def rule_8_teeth() -> Condition:
    """Class IIa where it is placed in the teeth."""
    return long_inside() & is_in_teeth()


@annex_ix("III", f"{RULE_8}, second indent", id="8-heart-brain")
def rule_8_heart_brain() -> Condition:
    """Class III where it touches the heart, the large vessels, the brain or the spinal cord."""
    return long_inside() & (is_one_of("body_site", "heart", "ccs", "cns") | is_yes("direct_contact_critical"))


@annex_ix("III", f"{RULE_8}, third indent", id="8-absorbed")
def rule_8_absorbed() -> Condition:
    """Class III where it acts on tissue or is wholly or mainly taken up."""
    return long_inside() & is_yes("biological_effect_or_absorbed")


@annex_ix("III", f"{RULE_8}, fourth indent", id="8-chemistry")
def rule_8_chemistry() -> Condition:
    """Class III where it changes chemically in the body, other than in the teeth."""
    return long_inside() & is_one_of("chemical_change", "yes") & ~is_in_teeth()


@annex_ix("III", f"{RULE_8}, fourth indent", id="8-chemistry-placing", confidence=Confidence.UNCHECKED)
def rule_8_chemistry_placing() -> Condition:
    """The text frees nothing that hardens only while it is placed; the guidance was not read: class III."""
    return long_inside() & is_one_of("chemical_change", "during_placement_only") & ~is_in_teeth()


@annex_ix("III", f"{RULE_8}, fourth indent, medicines", id="8-medicine")
def rule_8_medicine() -> Condition:
    """Class III where it gives medicine."""
    return long_inside() & is_yes("administers_medicine")


@rule("III", id="8-breast", since=SINCE,
      cite=amendment("Directive 2003/12/EC, by SI 2003/1697", "https://www.legislation.gov.uk/uksi/2003/1697",
                     place="breast implants"))  # fmt: skip
def rule_8_breast() -> Condition:
    """Breast implants are class III."""
    return is_implant() & is_yes("breast_implant")


@rule("III", id="8-joints", since=SINCE,
      cite=amendment("Directive 2005/50/EC, by SI 2007/400", "https://www.legislation.gov.uk/uksi/2007/400",
                     place="hip, knee and shoulder replacements"))  # fmt: skip
def rule_8_joints() -> Condition:
    """Parts of a whole hip, knee or shoulder replacement are class III; screws, plates and tools are not."""
    joint = is_yes("joint_replacement") & is_one_of("joint_replaced", "hip_knee_shoulder")
    return is_implant() & joint & ~is_one_of("ancillary_component", *HELPING_PARTS)


@rule("III", id="part-iii", since=SINCE, cite=regulations("Part III, regulation 2(1)"),
      confidence=Confidence.PARTLY_READ)  # fmt: skip
def part_iii_powered_implants() -> Condition:
    """Powered implants and their accessories have no class: Part III treats them apart; shown as III."""
    return is_powered_implant() | (is_hardware() & is_yes("aimd_accessory"))


RULES = (
    rule_6, rule_6_heart, rule_6_reusable, rule_6_brain, rule_6_radiation, rule_6_absorbed, rule_6_medicine,
    rule_7, rule_7_heart, rule_7_brain, rule_7_radiation, rule_7_absorbed, rule_7_chemistry, rule_7_medicine,
    rule_8, rule_8_teeth, rule_8_heart_brain, rule_8_absorbed, rule_8_chemistry, rule_8_chemistry_placing,
    rule_8_medicine, rule_8_breast, rule_8_joints, part_iii_powered_implants,
)  # fmt: skip
