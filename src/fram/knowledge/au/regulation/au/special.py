"""Schedule 2, Part 5: particular kinds of product, and the duties of class I when sterile or measuring."""

from __future__ import annotations

from fram.knowledge.au.regulation.au.invasive import long_inside
from fram.knowledge.au.regulation.au.law import (
    ANIMAL_TEXT,
    RECLASSIFIED,
    SINCE,
    gives_what_is_breathed_in,
    is_substance_for_the_body,
    regulations,
    schedule_2,
    tga,
)
from fram.knowledge.products import is_active, is_hardware, is_implant, is_powered_implant, stays_outside
from fram.rules.condition import Condition, is_one_of, is_yes
from fram.rules.rule import rule
from fram.rules.verdict import Force
from fram.terms.citation import Confidence

POWERED_IMPLANTS = tga(
    "Reclassification of active implantable medical devices (AIMD)",
    "resources/reference-material/reclassification-active-implantable-medical-devices-aimd",
)
DISINFECTANTS = tga(
    "The regulation of disinfectants and sterilants",
    "regulation-disinfectants-and-sterilants",
    place="18 December 2018",
)
INHALERS = tga(
    "Reclassification of medical devices that administer medicines or biologicals by inhalation",
    "reclassification-medical-devices-administer-medicines-or-biologicals-inhalation",
)
SUBSTANCES = tga(
    "Reclassification of medical devices that are substances to be introduced into the body",
    "resources/reference-material/reclassification-medical-devices-are-substances-be-introduced-body-or-"
    "applied-and-absorbed-skin",
)  # fmt: skip
LOCAL = ("nasal_or_oral_to_pharynx", "skin")


def is_on_healthy_skin_only() -> Condition:
    """It touches healthy skin and nothing else."""
    return is_one_of("contact", "intact_skin", "intact_skin_only")


@schedule_2("III", "clause 5.1", id="5.1")
def holds_a_medicine() -> Condition:
    """Class III where it holds, to help, what alone would be a medicine; blood derivatives count as one."""
    return is_hardware() & is_yes("medicinal_substance_ancillary")


@schedule_2("IIb", "clause 5.2(1)", id="5.2")
def contraception() -> Condition:
    """Preventing pregnancy or sexually transmitted disease is class IIb."""
    return is_yes("contraception")


@schedule_2("III", "clause 5.2(2)", id="5.2-inside")
def contraception_inside() -> Condition:
    """Class III where it is an implant or stays inside for more than thirty days."""
    opening = is_hardware() & is_one_of("invasive", "orifice") & is_one_of("duration", "long")
    return is_yes("contraception") & (long_inside() | opening)


@schedule_2("IIb", "clause 5.3(1)", id="5.3-lenses")
def contact_lens_care() -> Condition:
    """Disinfecting, cleaning, rinsing or wetting contact lenses is class IIb."""
    return is_hardware() & is_yes("contact_lens_care")


@schedule_2("IIb", "clause 5.3(2)", id="5.3-devices", confidence=Confidence.READ, guides=(DISINFECTANTS,))
def disinfects_devices() -> Condition:
    """Disinfecting any medical device is class IIb, whether that device enters the body or not."""
    return is_hardware() & is_one_of("disinfects", "noninvasive_devices", "invasive_devices_endpoint")


@rule("IIb", id="5.3-sterilants", cite=DISINFECTANTS, since=SINCE, force=Force.GUIDANCE)
def sterilises_devices() -> Condition:
    """The authority puts what sterilises medical devices in class IIb with what disinfects them."""
    return is_hardware() & is_yes("sterilises_devices")


@schedule_2("IIa", "clause 5.4(1)", id="5.4")
def records_images() -> Condition:
    """Recording pictures of a patient by other than visible light, for diagnosis, is class IIa."""
    return is_hardware() & (is_yes("xray_recording") | is_yes("images_beyond_visible_light"))


@schedule_2("IIa", "clause 5.4(2) and (3)", id="5.4-model")
def anatomical_models() -> Condition:
    """A model of the patient's body for diagnosis, or a program that makes one, is class IIa."""
    return is_yes("anatomical_model")


@schedule_2("III", "clause 5.5", id="5.5-before", until=ANIMAL_TEXT, confidence=Confidence.UNCHECKED)
def animal_or_microbial_material() -> Condition:
    """Made with dead animal tissue, or what microbes or altered genes made, is class III, save on skin."""
    material = is_one_of("tissue_origin", "animal_nonviable", "recombinant")
    return is_hardware() & material & ~is_on_healthy_skin_only()


@schedule_2("III", "clause 5.5", id="5.5", since=ANIMAL_TEXT)
def animal_tissue() -> Condition:
    """Made with dead animal tissue, or what is drawn from it, is class III, except on healthy skin only."""
    tissue = is_one_of("tissue_origin", "animal_nonviable") & is_yes("tissue_derivative")
    return is_hardware() & tissue & ~is_on_healthy_skin_only()


@schedule_2("IIb", "clause 5.6", id="5.6")
def blood_bags() -> Condition:
    """Blood bags are class IIb; a medicine in them makes them class III."""
    keeps_blood = is_one_of("channel_store", "blood", "unspecified")
    return stays_outside() & keeps_blood & is_yes("blood_bag")


@schedule_2("III", "clause 5.7(1), as it stood", id="5.7-before", until=RECLASSIFIED,
            confidence=Confidence.READ, guides=(POWERED_IMPLANTS,))  # fmt: skip
def powered_implants_before() -> Condition:
    """Powered implants had a class of their own, handled as strictly as III and shown as III."""
    return is_powered_implant()


@schedule_2("III", "clause 5.7(1)", id="5.7", since=RECLASSIFIED, confidence=Confidence.READ,
            guides=(POWERED_IMPLANTS,))  # fmt: skip
def powered_implants() -> Condition:
    """Powered implants are class III."""
    return is_powered_implant()


@schedule_2("III", "clause 5.7(2)", id="5.7-accessory")
def implanted_accessories() -> Condition:
    """An accessory to a powered implant that is itself implanted is class III."""
    return is_implant() & is_yes("aimd_accessory")


@schedule_2("III", "clause 5.7(3)", id="5.7-control")
def controls_powered_implants() -> Condition:
    """What works on power and controls, follows or steers a powered implant is class III."""
    return is_active() & is_yes("controls_aimd")


@schedule_2("III", "clause 5.9", id="5.9")
def breast_implants() -> Condition:
    """Breast implants are class III."""
    return is_implant() & is_yes("breast_implant")


@schedule_2("IIb", "clause 5.10(a) and (b)", id="5.10-grave", since=RECLASSIFIED, guides=(INHALERS,))
def inhalers_that_matter() -> Condition:
    """Class IIb where the way it works decides the effect of the medicine, or life is threatened."""
    return gives_what_is_breathed_in() & (is_yes("essential_impact") | is_yes("life_threatening"))


@schedule_2("IIa", "clause 5.10(c)", id="5.10", since=RECLASSIFIED, guides=(INHALERS,))
def inhalers() -> Condition:
    """What gives a medicine to be breathed in is at least class IIa."""
    return gives_what_is_breathed_in()


@schedule_2("IIa", "clause 5.11(c)", id="5.11-local", since=RECLASSIFIED, guides=(SUBSTANCES,))
def substances_that_act_locally() -> Condition:
    """A substance that does its work in the nose, in the mouth or on the skin is class IIa."""
    return is_substance_for_the_body() & is_one_of("action_site", *LOCAL)


@schedule_2("IIb", "clause 5.11(d)", id="5.11", since=RECLASSIFIED, guides=(SUBSTANCES,))
def other_substances() -> Condition:
    """Any other substance put into an opening, or taken up through the skin, is class IIb."""
    return is_substance_for_the_body() & ~is_one_of("action_site", *LOCAL)


@rule(
    "Is", id="sterile", cite=regulations("regulation 3.9(2)"), since=SINCE, confidence=Confidence.PARTLY_READ
)
def mark_sterile() -> Condition:
    """Class I that is sold sterile: somebody outside looks at the sterility."""
    return is_hardware() & is_yes("sterile")


@rule("Im", id="measuring", cite=regulations("regulations 1.4 and 3.9(3)"), since=SINCE,
      confidence=Confidence.PARTLY_READ)  # fmt: skip
def mark_measuring() -> Condition:
    """Class I that measures: somebody outside looks at the measuring."""
    return is_yes("measuring")


RULES = (
    holds_a_medicine, contraception, contraception_inside, contact_lens_care, disinfects_devices,
    sterilises_devices, records_images, anatomical_models, animal_or_microbial_material, animal_tissue,
    blood_bags, powered_implants_before, powered_implants, implanted_accessories, controls_powered_implants,
    breast_implants, inhalers_that_matter, inhalers, substances_that_act_locally, other_substances,
)  # fmt: skip
MARKS = (mark_sterile, mark_measuring)
