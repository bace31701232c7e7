"""Rules 5 to 8 of Annex VIII to Regulation (EU) 2017/745: what goes into the body, by opening, surgery or to
stay.
"""

from __future__ import annotations

from fram.knowledge.eu.regulation.mdr.definitions import (
    HEART_VESSELS_NERVES,
    NOSE_MOUTH_EAR,
    enters_by_an_opening,
    is_implant,
    is_implant_or_stays_long,
    is_joined_to_stricter,
    is_reusable_instrument,
)
from fram.knowledge.eu.regulation.mdr.law import (
    APPLIES,
    HOOKS_REREAD,
    annex_viii,
    guide_to_classes,
    second_guide_to_classes,
)
from fram.knowledge.products import enters_by_surgery, is_in_teeth
from fram.rules.condition import Condition, is_one_of, is_unsaid, is_yes
from fram.rules.rule import rule
from fram.rules.verdict import Force
from fram.terms.citation import Confidence

RULE_5, RULE_6, RULE_7, RULE_8 = "5.1 (rule 5)", "5.2 (rule 6)", "5.3 (rule 7)", "5.4 (rule 8)"
HELPING_PARTS = ("screw", "wedge", "plate", "instrument")
"""The helping parts that rule 8 names; its list is open."""


def in_nose_mouth_ear() -> Condition:
    """In the mouth as far as the pharynx, the ear canal or the nose."""
    return is_one_of("body_site", *NOSE_MOUTH_EAR)


def may_be_taken_up() -> Condition:
    """Outside those three places, or in them and liable to be absorbed by the mucous membrane."""
    return ~in_nose_mouth_ear() | is_yes("absorbable_mucosa")


def by_opening(duration: str) -> Condition:
    """Through an opening for so long, and joined to no active device of class IIa or above."""
    return enters_by_an_opening() & is_one_of("duration", duration) & ~is_joined_to_stricter()


def transient() -> Condition:
    """In the body by surgery for less than an hour; a worked case that says no time is taken for the
    shortest.
    """
    no_time = is_one_of("invasive", "surgical") & is_unsaid("duration")
    return enters_by_surgery() & (is_one_of("duration", "transient") | no_time)


def short_term() -> Condition:
    """In the body by surgery from an hour to thirty days."""
    return enters_by_surgery() & is_one_of("duration", "short")


@annex_viii("I", f"{RULE_5}, first paragraph, first indent", id="5-transient")
def rule_5_transient() -> Condition:
    """Through an opening for less than an hour: class I."""
    return by_opening("transient")


@annex_viii("IIa", f"{RULE_5}, first paragraph, second indent", id="5-short")
def rule_5_short_term() -> Condition:
    """Through an opening for up to thirty days: class IIa."""
    return by_opening("short") & ~in_nose_mouth_ear()


@annex_viii("I", f"{RULE_5}, first paragraph, second indent, exception", id="5-short-nose-mouth-ear")
def rule_5_short_term_nose_mouth_ear() -> Condition:
    """Class I in mouth, nose or ear canal for up to thirty days."""
    return by_opening("short") & in_nose_mouth_ear()


@annex_viii("IIb", f"{RULE_5}, first paragraph, third indent", id="5-long")
def rule_5_long_term() -> Condition:
    """Through an opening for more than thirty days: class IIb."""
    return by_opening("long") & may_be_taken_up()


@annex_viii("IIa", f"{RULE_5}, first paragraph, third indent, exception", id="5-long-nose-mouth-ear")
def rule_5_long_term_nose_mouth_ear() -> Condition:
    """Class IIa in mouth, nose or ear canal for longer, where the mucous membrane cannot take it up."""
    return by_opening("long") & in_nose_mouth_ear() & ~is_yes("absorbable_mucosa")


@annex_viii("IIa", f"{RULE_5}, second paragraph", id="5-joined")
def rule_5_joined() -> Condition:
    """Through an opening and joined to an active device of class IIa or above: class IIa, for any time and
    place.
    """
    return enters_by_an_opening() & is_joined_to_stricter()


@rule(
    "IIb", id="5-joined-long", cite=guide_to_classes("rule 5, examples"), since=APPLIES, force=Force.GUIDANCE
)
def rule_5_joined_long_term() -> Condition:
    """Joined and in place for more than thirty days: the guidance takes the stricter of both paragraphs,
    class IIb. The letter of the rule alone would stop at class IIa.
    """
    return (
        enters_by_an_opening() & is_one_of("duration", "long") & is_joined_to_stricter() & may_be_taken_up()
    )


@annex_viii("IIa", RULE_6, id="6-transient")
def rule_6_transient() -> Condition:
    """Through the skin for less than an hour: class IIa."""
    return transient() & ~is_reusable_instrument()


@annex_viii("III", f"{RULE_6}, first indent", id="6-defect")
def rule_6_defect() -> Condition:
    """Class III where it is made to find, follow, control or correct a defect of heart or central vessels by
    touching them.
    """
    return transient() & is_yes("purpose_heart_ccs")


@annex_viii("I", f"{RULE_6}, second indent", id="6-reusable")
def rule_6_reusable_instrument() -> Condition:
    """A reusable surgical instrument is in class I, unless a stricter indent fits as well."""
    return transient() & is_reusable_instrument()


@annex_viii("III", f"{RULE_6}, third indent", id="6-contact")
def rule_6_contact() -> Condition:
    """Class III where it is made specifically to touch heart, central vessels, brain or spinal cord."""
    return transient() & is_yes("direct_contact_critical")


@annex_viii("IIb", f"{RULE_6}, fourth indent", id="6-ionising")
def rule_6_ionising() -> Condition:
    """Class IIb where it gives off ionising radiation."""
    return transient() & is_yes("energy_ionising")


@annex_viii("IIb", f"{RULE_6}, fifth indent", id="6-absorbed")
def rule_6_absorbed() -> Condition:
    """Class IIb where it acts on the tissue, or is wholly or mainly absorbed."""
    return transient() & is_yes("biological_effect_or_absorbed")


@annex_viii("IIb", f"{RULE_6}, sixth indent", id="6-medicine", guides=(guide_to_classes("rule 6"),))
def rule_6_medicine() -> Condition:
    """Class IIb where it gives medicines in a way that may be dangerous; the guidance looks at the device,
    not at the skill of its user.
    """
    return transient() & is_yes("administers_medicine") & is_yes("administration_hazardous")


@annex_viii("IIa", RULE_7, id="7-short")
def rule_7_short_term() -> Condition:
    """Through the skin for up to thirty days: class IIa."""
    return short_term()


@annex_viii("III", f"{RULE_7}, first indent", id="7-defect")
def rule_7_defect() -> Condition:
    """Class III where it is made to find, follow, control or correct a defect of heart or central vessels by
    touching them, for up to thirty days.
    """
    return short_term() & is_yes("purpose_heart_ccs")


@annex_viii("III", f"{RULE_7}, second indent", id="7-contact")
def rule_7_contact() -> Condition:
    """Class III where it is made specifically to touch heart, central vessels, brain or spinal cord for up to
    thirty days.
    """
    return short_term() & is_yes("direct_contact_critical")


@annex_viii("IIb", f"{RULE_7}, third indent", id="7-ionising")
def rule_7_ionising() -> Condition:
    """Class IIb where it gives off ionising radiation for up to thirty days."""
    return short_term() & is_yes("energy_ionising")


@annex_viii("III", f"{RULE_7}, fourth indent", id="7-absorbed")
def rule_7_absorbed() -> Condition:
    """Class III where it acts on the tissue, or is wholly or mainly absorbed, and stays for up to thirty
    days.
    """
    return short_term() & is_yes("biological_effect_or_absorbed")


@annex_viii("IIb", f"{RULE_7}, fifth indent", id="7-chemical")
def rule_7_chemical_change() -> Condition:
    """Class IIb where it changes chemically in the body, other than in teeth; by the letter also where that
    ends with its placing.
    """
    return short_term() & is_one_of("chemical_change", "yes", "during_placement_only") & ~is_in_teeth()


@annex_viii("IIb", f"{RULE_7}, sixth indent", id="7-medicine", guides=(guide_to_classes("rule 7"),))
def rule_7_medicine() -> Condition:
    """Class IIb where it gives medicines; only leading them through is not giving, the guidance says."""
    return short_term() & is_yes("administers_medicine")


@annex_viii("IIb", RULE_8, id="8-implant")
def rule_8_implant() -> Condition:
    """An implant, or what stays by surgery for more than thirty days, is in class IIb."""
    return is_implant_or_stays_long() & ~is_in_teeth()


@annex_viii("IIa", f"{RULE_8}, first indent", id="8-teeth")
def rule_8_teeth() -> Condition:
    """Class IIa where it is placed in the teeth, unless a stricter indent fits as well."""
    return is_implant_or_stays_long() & is_in_teeth()


@annex_viii("III", f"{RULE_8}, second indent", id="8-contact")
def rule_8_contact() -> Condition:
    """Class III where it touches heart, central vessels, brain or spinal cord, made for that or not."""
    touches = is_one_of("body_site", *HEART_VESSELS_NERVES)
    made_for_it = is_yes("direct_contact_critical") | is_yes("purpose_heart_ccs")
    return is_implant_or_stays_long() & (touches | made_for_it)


@annex_viii("III", f"{RULE_8}, third indent", id="8-absorbed")
def rule_8_absorbed() -> Condition:
    """Class III where it stays and acts on the tissue, or is wholly or mainly absorbed, however slowly."""
    return is_implant_or_stays_long() & is_yes("biological_effect_or_absorbed")


@annex_viii("III", f"{RULE_8}, fourth indent", id="8-chemical", guides=(guide_to_classes("rule 8, note 4"),))
def rule_8_chemical_change() -> Condition:
    """Class III where it changes chemically in the body, other than in teeth; by the guidance a change that
    ends with its placing does not count.
    """
    return is_implant_or_stays_long() & is_one_of("chemical_change", "yes") & ~is_in_teeth()


@annex_viii("III", f"{RULE_8}, fifth indent", id="8-medicine")
def rule_8_medicine() -> Condition:
    """Class III where it stays and gives medicines."""
    return is_implant_or_stays_long() & is_yes("administers_medicine")


@annex_viii("III", f"{RULE_8}, sixth indent", id="8-active")
def rule_8_active() -> Condition:
    """A powered implant is in class III."""
    return is_implant() & (is_yes("active_implantable") | is_yes("active"))


@annex_viii("III", f"{RULE_8}, sixth indent", id="8-active-accessory", guides=(guide_to_classes("rule 8"),))
def rule_8_accessory_of_active() -> Condition:
    """An accessory of a powered implant is in class III, by the guidance also one without power that stays
    outside.
    """
    return is_yes("aimd_accessory")


@annex_viii("III", f"{RULE_8}, seventh indent", id="8-breast-mesh")
def rule_8_breast_or_mesh() -> Condition:
    """Breast implants and surgical meshes are in class III."""
    return is_implant_or_stays_long() & (is_yes("breast_implant") | is_yes("surgical_mesh"))


@annex_viii("III", f"{RULE_8}, eighth indent", id="8-joint")
def rule_8_joint() -> Condition:
    """What replaces a joint, or part of one, is in class III; its screws, wedges, plates and instruments are
    not.
    """
    return (
        is_implant_or_stays_long()
        & is_yes("joint_replacement")
        & ~is_one_of("ancillary_component", *HELPING_PARTS)
    )


@annex_viii("III", f"{RULE_8}, ninth indent", id="8-disc")
def rule_8_disc() -> Condition:
    """What replaces a disc of the spine is in class III; screws, wedges, plates and instruments are not."""
    return (
        is_implant_or_stays_long() & is_yes("spinal_disc") & ~is_one_of("ancillary_component", *HELPING_PARTS)
    )


@annex_viii("III", f"{RULE_8}, ninth indent", id="8-spine")
def rule_8_spine() -> Condition:
    """An implant that touches the spine is in class III; screws, wedges, plates, instruments and the
    like are not.
    """
    return is_implant() & is_yes("spinal_contact") & ~is_one_of("ancillary_component", *HELPING_PARTS, "hook")


@rule(
    "III", id="8-spine-hook-2021", cite=guide_to_classes("rule 8, examples"), since=APPLIES,
    until=HOOKS_REREAD, force=Force.GUIDANCE,
)  # fmt: skip
def rule_8_hook_as_first_read() -> Condition:
    """Hooks that hold a rod on the spine: the law's list of helping parts is open, and the first
    guidance did not count hooks among them, so class III.
    """
    return is_implant() & is_yes("spinal_contact") & is_one_of("ancillary_component", "hook")


@rule(
    "IIb", id="8-spine-hook-2026", cite=second_guide_to_classes("rule 8, note 7"), since=HOOKS_REREAD,
    force=Force.GUIDANCE, confidence=Confidence.PARTLY_READ,
)  # fmt: skip
def rule_8_hook_as_read_again() -> Condition:
    """Hooks that hold a rod on the spine: since April 2026 the guidance counts them among the helping
    parts, like screws, so class IIb.
    """
    return is_implant() & is_yes("spinal_contact") & is_one_of("ancillary_component", "hook")


RULES = (
    rule_5_transient, rule_5_short_term, rule_5_short_term_nose_mouth_ear, rule_5_long_term,
    rule_5_long_term_nose_mouth_ear, rule_5_joined, rule_5_joined_long_term, rule_6_transient, rule_6_defect,
    rule_6_reusable_instrument, rule_6_contact, rule_6_ionising, rule_6_absorbed, rule_6_medicine,
    rule_7_short_term, rule_7_defect, rule_7_contact, rule_7_ionising, rule_7_absorbed,
    rule_7_chemical_change, rule_7_medicine, rule_8_implant, rule_8_teeth, rule_8_contact, rule_8_absorbed,
    rule_8_chemical_change, rule_8_medicine, rule_8_active, rule_8_accessory_of_active, rule_8_breast_or_mesh,
    rule_8_joint, rule_8_disc, rule_8_spine, rule_8_hook_as_first_read, rule_8_hook_as_read_again,
)  # fmt: skip
