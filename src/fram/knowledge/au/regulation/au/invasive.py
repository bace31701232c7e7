"""Schedule 2, Part 3: what goes into the body, through an opening, by surgery or as an implant."""

from __future__ import annotations

from fram.knowledge.au.regulation.au.law import (
    RECLASSIFIED,
    SINCE,
    gives_what_is_breathed_in,
    is_substance_for_the_body,
    schedule_2,
    tga,
)
from fram.knowledge.au.regulation.au.non_invasive import HIGHER
from fram.knowledge.products import is_hardware, is_implant, is_in_teeth
from fram.rules.condition import Condition, is_no, is_one_of, is_yes
from fram.terms.citation import Confidence

SHELTERED = ("oral_to_pharynx", "teeth", "ear_canal", "nasal")
"""The mouth as far as the throat, in which the teeth stand, the ear canal and the nose."""
HELPING_PARTS = ("screw", "wedge", "plate", "instrument")
DIRECT_CONTACT = tga(
    "Reclassifying medical devices in direct contact with the heart, central circulatory and nervous systems",
    "resources/guidance/reclassification-medical-devices-direct-contact-heart-central-circulatory-and-"
    "central-nervous-systems",
)  # fmt: skip
MESH = tga(
    "Information for medical practitioners on up-classification of surgical mesh devices",
    "resources/guidance/information-medical-practitioners-classification-surgical-mesh-devices",
)
JOINTS = tga(
    "Defining joint replacement medical devices and ancillary medical devices",
    "resources/guidance/defining-joint-replacement-medical-devices-and-ancillary-medical-devices",
)
SPINE = tga(
    "Reclassification of spinal implantable medical devices",
    "resources/reference-material/reclassification-spinal-implantable-medical-devices",
)


def enters_an_opening(duration: str) -> Condition:
    """It goes in through an opening for so long, and clauses 5.10 and 5.11 do not take it."""
    way = is_hardware() & is_one_of("invasive", "orifice") & is_one_of("duration", duration)
    return way & ~gives_what_is_breathed_in() & ~is_substance_for_the_body()


def stands_alone(duration: str) -> Condition:
    """It goes in through an opening and is joined to no powered device above class I; class I is let pass."""
    return enters_an_opening(duration) & ~is_one_of("connected_active_class", *HIGHER)


def by_surgery(duration: str) -> Condition:
    """It goes in by surgery or a needle for so long."""
    return is_hardware() & is_one_of("invasive", "surgical") & is_one_of("duration", duration)


def long_inside() -> Condition:
    """It is an implant, or goes in by surgery for more than thirty days."""
    return is_implant() | by_surgery("long")


def is_sheltered_and_stays() -> Condition:
    """It is used in the mouth or the ear canal, or in the nose where the lining cannot take it up."""
    nose = is_one_of("body_site", "nasal") & is_no("absorbable_mucosa")
    return is_one_of("body_site", "oral_to_pharynx", "teeth", "ear_canal") | nose


def touches_heart_or_nerves() -> Condition:
    """It is made to touch the heart, the large vessels, the brain or the spinal cord."""
    return is_yes("direct_contact_critical")


@schedule_2("I", "clause 3.1(2)(a)", id="3.1-brief")
def opening_briefly() -> Condition:
    """Through an opening for less than an hour is class I."""
    return stands_alone("transient")


@schedule_2("IIa", "clause 3.1(2)(b)(i)", id="3.1-days")
def opening_for_days() -> Condition:
    """Through an opening for up to thirty days is class IIa."""
    return stands_alone("short") & ~is_one_of("body_site", *SHELTERED)


@schedule_2("I", "clause 3.1(2)(b)(ii)", id="3.1-days-sheltered")
def sheltered_for_days() -> Condition:
    """Class I for those days in the mouth as far as the throat, the ear canal or the nose."""
    return stands_alone("short") & is_one_of("body_site", *SHELTERED)


@schedule_2("IIb", "clause 3.1(2)(c)(i)", id="3.1-long")
def opening_for_long() -> Condition:
    """Through an opening for more than thirty days is class IIb."""
    return stands_alone("long") & ~is_sheltered_and_stays()


@schedule_2("IIa", "clause 3.1(2)(c)(ii)", id="3.1-long-sheltered")
def sheltered_for_long() -> Condition:
    """Class IIa for longer in the mouth or ear canal, and in the nose where the lining cannot take it up."""
    return stands_alone("long") & is_sheltered_and_stays()


@schedule_2("IIa", "clause 3.1(3)", id="3.1-joined")
def opening_and_joined() -> Condition:
    """Through an opening and joined to a powered device above class I is class IIa, however long."""
    joined = is_one_of("connected_active_class", *HIGHER)
    any_time = enters_an_opening("transient") | enters_an_opening("short") | enters_an_opening("long")
    return any_time & joined


@schedule_2("IIa", "clause 3.2(2)", id="3.2")
def surgery_briefly() -> Condition:
    """In by surgery for less than an hour is class IIa."""
    return by_surgery("transient") & ~is_yes("reusable_surgical_instrument")


@schedule_2("III", "clause 3.2(3)", id="3.2-heart")
def surgery_on_the_heart() -> Condition:
    """Class III where it is made to find, follow, steer or mend a defect of the heart or large vessels."""
    return by_surgery("transient") & is_yes("purpose_heart_ccs")


@schedule_2("III", "clause 3.2(3A)", id="3.2-contact", since=RECLASSIFIED, confidence=Confidence.READ,
            guides=(DIRECT_CONTACT,))  # fmt: skip
def surgery_that_touches_heart_or_nerves() -> Condition:
    """Class III where it is made to touch heart, large vessels, brain or cord, save reusable tools."""
    single_use = ~is_yes("reusable_surgical_instrument")
    return by_surgery("transient") & touches_heart_or_nerves() & single_use


@schedule_2("I", "clause 3.2(4)", id="3.2-reusable")
def reusable_instrument() -> Condition:
    """A reusable surgical instrument is class I."""
    return by_surgery("transient") & is_yes("reusable_surgical_instrument")


@schedule_2("IIb", "clause 3.2(5)(a)", id="3.2-radiation")
def brief_radiation() -> Condition:
    """Class IIb where it gives ionising radiation inside the body."""
    return by_surgery("transient") & is_yes("energy_ionising")


@schedule_2("IIb", "clause 3.2(5)(b) and (c)", id="3.2-absorbed")
def brief_and_absorbed() -> Condition:
    """Class IIb where it acts on tissue or is wholly or mostly taken up."""
    return by_surgery("transient") & is_yes("biological_effect_or_absorbed")


@schedule_2("IIb", "clause 3.2(5)(d)", id="3.2-medicine")
def brief_dangerous_medicine() -> Condition:
    """Class IIb where it gives medicine in a way that may be dangerous."""
    return by_surgery("transient") & is_yes("administers_medicine") & is_yes("administration_hazardous")


@schedule_2("IIa", "clause 3.3(2)", id="3.3")
def surgery_for_days() -> Condition:
    """In by surgery for up to thirty days is class IIa."""
    return by_surgery("short")


@schedule_2("IIb", "clause 3.3(3)(a)", id="3.3-radiation")
def days_of_radiation() -> Condition:
    """Class IIb where it gives ionising radiation inside the body."""
    return by_surgery("short") & is_yes("energy_ionising")


@schedule_2("IIb", "clause 3.3(3)(b)", id="3.3-chemistry")
def days_of_chemistry() -> Condition:
    """Class IIb where it changes chemically in the body, other than in the teeth."""
    return by_surgery("short") & is_one_of("chemical_change", "yes", "during_placement_only") & ~is_in_teeth()


@schedule_2("IIb", "clause 3.3(3)(c)", id="3.3-medicine")
def days_of_medicine() -> Condition:
    """Class IIb where it gives medicine."""
    return by_surgery("short") & is_yes("administers_medicine")


@schedule_2("III", "clause 3.3(4)(a)", id="3.3-heart")
def days_on_the_heart() -> Condition:
    """Class III where it is made to find, follow, steer or mend a defect of the heart or large vessels."""
    return by_surgery("short") & is_yes("purpose_heart_ccs")


@schedule_2("III", "clause 3.3(4)(b), central nervous system", id="3.3-nerves", until=RECLASSIFIED)
def days_on_the_nerves() -> Condition:
    """Class III where it is made to touch the brain or the spinal cord; the heart came later."""
    return by_surgery("short") & touches_heart_or_nerves() & is_one_of("body_site", "cns")


@schedule_2("III", "clause 3.3(4)(b)", id="3.3-contact", since=RECLASSIFIED, confidence=Confidence.READ,
            guides=(DIRECT_CONTACT,))  # fmt: skip
def days_that_touch_heart_or_nerves() -> Condition:
    """Class III where it is made to touch the heart, the large vessels, the brain or the spinal cord."""
    return by_surgery("short") & touches_heart_or_nerves()


@schedule_2("III", "clause 3.3(4)(c) and (d)", id="3.3-absorbed")
def days_and_absorbed() -> Condition:
    """Class III where it acts on tissue or is wholly or mostly taken up."""
    return by_surgery("short") & is_yes("biological_effect_or_absorbed")


@schedule_2("IIb", "clause 3.4(2)", id="3.4")
def implants() -> Condition:
    """Implants, and what stays in by surgery for more than thirty days, are class IIb."""
    return long_inside() & ~is_in_teeth()


@schedule_2("IIa", "clause 3.4(3)", id="3.4-teeth")
def implants_in_teeth() -> Condition:
    """Class IIa where it is placed in the teeth."""
    return long_inside() & is_in_teeth()


@schedule_2("III", "clause 3.4(4)(a)", id="3.4-contact")
def implants_at_heart_or_nerves() -> Condition:
    """Class III where it touches the heart, the large vessels, the brain or the spinal cord."""
    return long_inside() & (is_one_of("body_site", "heart", "ccs", "cns") | touches_heart_or_nerves())


@schedule_2("III", "clause 3.4(4)(b) and (c)", id="3.4-absorbed")
def implants_that_are_absorbed() -> Condition:
    """Class III where it acts on tissue or is wholly or mostly taken up."""
    return long_inside() & is_yes("biological_effect_or_absorbed")


@schedule_2("III", "clause 3.4(4)(d)", id="3.4-chemistry")
def implants_that_change() -> Condition:
    """Class III where it changes chemically in the body, other than in the teeth."""
    return long_inside() & is_one_of("chemical_change", "yes") & ~is_in_teeth()


@schedule_2("III", "clause 3.4(4)(d)", id="3.4-chemistry-placing", confidence=Confidence.UNCHECKED)
def implants_that_harden() -> Condition:
    """The text frees nothing that hardens only while it is placed; the guidance was not read: class III."""
    return long_inside() & is_one_of("chemical_change", "during_placement_only") & ~is_in_teeth()


@schedule_2("III", "clause 3.4(4)(e)", id="3.4-medicine")
def implants_that_give_medicine() -> Condition:
    """Class III where it gives medicine."""
    return long_inside() & is_yes("administers_medicine")


@schedule_2("III", "clause 3.4(4A)(a) and the dictionary", id="3.4-joints", guides=(JOINTS,))
def joint_replacements() -> Condition:
    """Replacing a hip, knee or shoulder, whole or in part, is class III; another joint is not, nor are
    screws, plates and tools.
    """
    joint = is_yes("joint_replacement") & ~is_one_of("joint_replaced", "other")
    return long_inside() & joint & ~is_one_of("ancillary_component", *HELPING_PARTS)


@schedule_2("III", "clause 3.4(4A)(b)", id="3.4-mesh", since=SINCE, confidence=Confidence.READ,
            guides=(MESH,))  # fmt: skip
def surgical_mesh() -> Condition:
    """Surgical mesh that stays in the body is class III."""
    return long_inside() & is_yes("surgical_mesh")


@schedule_2("III", "clause 3.4(4B)", id="3.4-spine", since=RECLASSIFIED, guides=(SPINE,))
def moving_spinal_implants() -> Condition:
    """What keeps the spine moving, such as a disc, a facet joint or a spacer, is class III; implants that
    fuse it stay in IIb.
    """
    return long_inside() & is_yes("spinal_disc")


RULES = (
    opening_briefly, opening_for_days, sheltered_for_days, opening_for_long, sheltered_for_long,
    opening_and_joined, surgery_briefly, surgery_on_the_heart, surgery_that_touches_heart_or_nerves,
    reusable_instrument, brief_radiation, brief_and_absorbed, brief_dangerous_medicine, surgery_for_days,
    days_of_radiation, days_of_chemistry, days_of_medicine, days_on_the_heart, days_on_the_nerves,
    days_that_touch_heart_or_nerves, days_and_absorbed, implants, implants_in_teeth,
    implants_at_heart_or_nerves, implants_that_are_absorbed, implants_that_change, implants_that_harden,
    implants_that_give_medicine, joint_replacements, surgical_mesh, moving_spinal_implants,
)  # fmt: skip
