"""Rules 14 to 22 of Annex VIII to Regulation (EU) 2017/745, and the classes set for products of Annex XVI."""

from __future__ import annotations

from fram.knowledge.eu.regulation.mdr.definitions import is_implant
from fram.knowledge.eu.regulation.mdr.law import (
    ANNEX_XVI_APPLIES,
    annex_viii,
    guide_to_classes,
    reclassification,
)
from fram.knowledge.products import is_active, is_hardware
from fram.rules.condition import Condition, is_no, is_one_of, is_unsaid, is_yes
from fram.rules.rule import rule
from fram.terms.citation import Confidence

RULE_15, RULE_16, RULE_19 = "7.2 (rule 15)", "7.3 (rule 16)", "7.6 (rule 19)"
RULE_20, RULE_21 = "7.7 (rule 20)", "7.8 (rule 21)"
IN_THE_BODY = ("orifice", "surgical", "implant")


def is_absorbed_substance() -> Condition:
    """A substance, through an opening or on the skin, that the body takes up or that spreads in it."""
    enters = is_one_of("route", "orifice", "skin") & is_yes("substance_absorbed")
    return is_hardware() & is_yes("substance_based") & enters


def is_on_skin_or_in_nose_or_mouth() -> Condition:
    """Put on the skin; or put into nose, mouth or throat and acting there."""
    acts_there = is_one_of("route", "orifice") & is_one_of("action_site", "nasal_or_oral_to_pharynx")
    return is_one_of("route", "skin") | acts_there


def is_without_medical_purpose(*groups: str) -> Condition:
    """Without a medical purpose, and in one of these groups of Annex XVI, which are powered by what
    they do.
    """
    return is_hardware() & is_no("medical_purpose") & is_one_of("annex_xvi_group", *groups)


@annex_viii("III", "7.1 (rule 14)", id="14")
def rule_14_medicine_inside() -> Condition:
    """Class III where it holds, as a part of it, a substance that alone would be a medicine and that helps it
    work.
    """
    return is_hardware() & is_yes("medicinal_substance_ancillary")


@annex_viii("IIb", RULE_15, id="15")
def rule_15_contraception() -> Condition:
    """What prevents pregnancy, or infection passed on by sex, is in class IIb; software as well."""
    return is_yes("contraception")


@annex_viii("III", f"{RULE_15}, exception", id="15-stays")
def rule_15_stays() -> Condition:
    """Class III where it is an implant, or stays in the body for more than thirty days by whatever way."""
    stays = is_hardware() & is_one_of("invasive", *IN_THE_BODY) & is_one_of("duration", "long")
    return is_yes("contraception") & (is_implant() | stays)


@annex_viii("IIb", f"{RULE_16}, first paragraph", id="16-lenses")
def rule_16_lenses() -> Condition:
    """What cleans, disinfects, rinses or wets contact lenses is in class IIb."""
    return is_hardware() & is_yes("contact_lens_care")


@annex_viii("IIa", f"{RULE_16}, second paragraph", id="16-devices")
def rule_16_devices() -> Condition:
    """What disinfects or sterilises devices is in class IIa; what only cleans them is not meant here."""
    disinfects = is_one_of("disinfects", "noninvasive_devices", "invasive_devices_endpoint")
    return is_hardware() & (disinfects | is_yes("sterilises_devices"))


@annex_viii("IIb", f"{RULE_16}, second paragraph, exception", id="16-invasive-devices")
def rule_16_invasive_devices() -> Condition:
    """Class IIb where it is a disinfectant or a washer for devices that enter the body, as the last step."""
    return is_hardware() & is_one_of("disinfects", "invasive_devices_endpoint")


@annex_viii("IIa", "7.4 (rule 17)", id="17")
def rule_17_x_ray_pictures() -> Condition:
    """What is made to record X-ray pictures is in class IIa."""
    return is_hardware() & is_yes("xray_recording")


@annex_viii("III", "7.5 (rule 18)", id="18", guides=(guide_to_classes("rule 18, note 1"),))
def rule_18_tissue() -> Condition:
    """What is made with dead tissue or cells of people or animals, or what is drawn out of them, is in class
    III; animal material that touches healthy skin only is not, nor, by the guidance, what an animal makes
    (milk, silk).
    """
    on_skin_only = is_one_of("invasive", "none") & is_one_of("contact", "intact_skin", "intact_skin_only")
    animal = is_one_of("tissue_origin", "animal_nonviable") & ~on_skin_only
    person = is_one_of("tissue_origin", "human_nonviable")
    return is_hardware() & (animal | person) & is_yes("tissue_derivative")


@annex_viii("III", f"{RULE_19}, first indent", id="19-high")
def rule_19_high() -> Condition:
    """Nanomaterial that may reach the inside of the body in high or medium amounts: class III."""
    return is_hardware() & is_yes("nanomaterial") & is_one_of("nano_internal_exposure", "high", "medium")


@annex_viii("IIb", f"{RULE_19}, second indent", id="19-low")
def rule_19_low() -> Condition:
    """Nanomaterial that may reach the inside of the body in low amounts: class IIb."""
    return is_hardware() & is_yes("nanomaterial") & is_one_of("nano_internal_exposure", "low")


@annex_viii("IIa", f"{RULE_19}, third indent", id="19-negligible")
def rule_19_negligible() -> Condition:
    """Nanomaterial that reaches the inside of the body in negligible amounts: class IIa."""
    negligible = is_one_of("nano_internal_exposure", "negligible")
    return is_hardware() & is_yes("nanomaterial") & (negligible | is_unsaid("nano_internal_exposure"))


@annex_viii("IIa", RULE_20, id="20")
def rule_20_inhaled() -> Condition:
    """What enters by an opening to give a medicine that is breathed in is in class IIa."""
    return is_hardware() & is_yes("inhalation_orifice")


@annex_viii("IIb", f"{RULE_20}, exception", id="20-essential")
def rule_20_essential() -> Condition:
    """Class IIb where how it works decides how well and safely the medicine works, or where life is in
    danger.
    """
    return (
        is_hardware()
        & is_yes("inhalation_orifice")
        & (is_yes("essential_impact") | is_yes("life_threatening"))
    )


@annex_viii("III", f"{RULE_21}, first indent", id="21-systemic")
def rule_21_systemic() -> Condition:
    """A substance that, itself or as what it turns into, must go into the bloodstream in order to work: class
    III.
    """
    return is_absorbed_substance() & is_yes("systemic_absorption") & is_yes("absorbed_to_work")


@annex_viii("III", f"{RULE_21}, second indent", id="21-gut")
def rule_21_gut() -> Condition:
    """Class III where it works in stomach or bowel and goes into the bloodstream, needed for that or not."""
    return (
        is_absorbed_substance() & is_one_of("action_site", "stomach_lower_gi") & is_yes("systemic_absorption")
    )


@annex_viii("IIa", f"{RULE_21}, third indent", id="21-skin-nose-mouth")
def rule_21_skin_nose_mouth() -> Condition:
    """Class IIa where it is put on the skin, or put into nose, mouth or throat and works there."""
    return is_absorbed_substance() & is_on_skin_or_in_nose_or_mouth()


@annex_viii("IIb", f"{RULE_21}, fourth indent", id="21-other")
def rule_21_other() -> Condition:
    """Whatever other substance the body takes up, or that spreads in it, is in class IIb."""
    return is_absorbed_substance() & ~is_on_skin_or_in_nose_or_mouth()


@annex_viii("III", "7.9 (rule 22)", id="22")
def rule_22_closed_loop() -> Condition:
    """A powered treatment that diagnoses for itself and steers itself by that is in class III; software as
    well.
    """
    return is_active() & is_yes("closed_loop")


@rule("IIa", id="xvi-hair", cite=reclassification("Article 1"), since=ANNEX_XVI_APPLIES,
      confidence=Confidence.PARTLY_READ)  # fmt: skip
def annex_xvi_hair_removal() -> Condition:
    """Strong light for removing hair and nothing else, without a medical purpose, is in class IIa."""
    return is_without_medical_purpose("hair_removal")


@rule("IIb", id="xvi-light-fat", cite=reclassification("Article 1"), since=ANNEX_XVI_APPLIES,
      confidence=Confidence.PARTLY_READ)  # fmt: skip
def annex_xvi_light_or_fat() -> Condition:
    """Strong light on the skin, and what removes fat, without a medical purpose, are in class IIb."""
    return is_without_medical_purpose("intense_light", "lipolysis")


@rule("III", id="xvi-brain", cite=reclassification("Article 1"), since=ANNEX_XVI_APPLIES,
      confidence=Confidence.PARTLY_READ)  # fmt: skip
def annex_xvi_brain() -> Condition:
    """What stimulates the brain through the skull without a medical purpose is in class III."""
    return is_without_medical_purpose("brain_stimulation")


RULES = (
    rule_14_medicine_inside, rule_15_contraception, rule_15_stays, rule_16_lenses, rule_16_devices,
    rule_16_invasive_devices, rule_17_x_ray_pictures, rule_18_tissue, rule_19_high, rule_19_low,
    rule_19_negligible, rule_20_inhaled, rule_20_essential, rule_21_systemic, rule_21_gut,
    rule_21_skin_nose_mouth, rule_21_other, rule_22_closed_loop, annex_xvi_hair_removal,
    annex_xvi_light_or_fat, annex_xvi_brain,
)  # fmt: skip
