"""Annex IX, rules 13 to 18, and the duties that come with class I when it is sterile or measures."""

from __future__ import annotations

from fram.knowledge.gb.regulation.uk.inside_the_body import long_inside
from fram.knowledge.gb.regulation.uk.law import SINCE, annex_ix, meddev, regulations
from fram.knowledge.products import is_hardware, stays_outside
from fram.rules.condition import Condition, is_one_of, is_yes
from fram.rules.rule import rule
from fram.rules.verdict import Force
from fram.terms.citation import Confidence

RULE_15 = "chapter III, 4.3 (rule 15)"


def is_blood_bag() -> Condition:
    """Rule 18 overrides every other rule for blood bags, which keep blood and stay outside the body."""
    keeps_blood = is_one_of("channel_store", "blood", "unspecified")
    return stays_outside() & keeps_blood & is_yes("blood_bag")


@annex_ix("III", "chapter III, 4.1 (rule 13)", id="13")
def rule_13() -> Condition:
    """Class III where it holds, to help, what alone would be a medicine; blood products count."""
    return is_hardware() & is_yes("medicinal_substance_ancillary") & ~is_blood_bag()


@annex_ix("IIb", "chapter III, 4.2 (rule 14)", id="14")
def rule_14() -> Condition:
    """Preventing pregnancy or sexually transmitted infection is class IIb."""
    return is_yes("contraception")


@annex_ix("III", "chapter III, 4.2 (rule 14), exception", id="14-inside")
def rule_14_inside() -> Condition:
    """Class III where it is an implant or stays inside for more than thirty days."""
    through_an_opening = is_hardware() & is_one_of("invasive", "orifice") & is_one_of("duration", "long")
    return is_yes("contraception") & (long_inside() | through_an_opening)


@annex_ix("IIb", f"{RULE_15}, first paragraph", id="15-lenses")
def rule_15_lenses() -> Condition:
    """Disinfecting, cleaning, rinsing or keeping contact lenses moist is class IIb."""
    return is_hardware() & is_yes("contact_lens_care")


@annex_ix("IIa", f"{RULE_15}, second paragraph", id="15-devices", confidence=Confidence.READ)
def rule_15_devices() -> Condition:
    """Disinfecting medical devices is class IIa."""
    return is_hardware() & is_one_of("disinfects", "noninvasive_devices", "invasive_devices_endpoint")


@annex_ix("IIb", f"{RULE_15}, second paragraph, exception", id="15-invasive", confidence=Confidence.READ)
def rule_15_invasive() -> Condition:
    """Class IIb where the devices it disinfects go into the body."""
    return is_hardware() & is_one_of("disinfects", "invasive_devices_endpoint")


@annex_ix("IIa", f"{RULE_15}, second paragraph", id="15-sterilisers", force=Force.PRACTICE,
          confidence=Confidence.UNCHECKED, guides=(meddev("rule 15"),))  # fmt: skip
def rule_15_sterilisers() -> Condition:
    """The rule names no sterilisers; practice is said to put them in class IIa with disinfection."""
    return is_hardware() & is_yes("sterilises_devices")


@annex_ix("IIa", "chapter III, 4.4 (rule 16)", id="16")
def rule_16() -> Condition:
    """What is made to record X-ray pictures is class IIa."""
    return is_hardware() & is_yes("xray_recording")


@annex_ix("III", "chapter III, 4.5 (rule 17)", id="17")
def rule_17() -> Condition:
    """Made with animal tissue that is no longer living is class III, except on healthy skin only."""
    skin_only = is_one_of("contact", "intact_skin", "intact_skin_only")
    return is_hardware() & is_one_of("tissue_origin", "animal_nonviable") & ~skin_only & ~is_blood_bag()


@annex_ix("IIb", "chapter III, 5 (rule 18)", id="18")
def rule_18() -> Condition:
    """Blood bags are class IIb, whatever the other rules say."""
    return is_blood_bag()


@rule("Is", id="sterile", cite=regulations("regulation 13, with Directive 93/42 Annex VII, section 5"),
      since=SINCE, confidence=Confidence.PARTLY_READ)  # fmt: skip
def mark_sterile() -> Condition:
    """Class I that is sold sterile: an approved body looks at the sterility."""
    return is_hardware() & is_yes("sterile")


@rule("Im", id="measuring", cite=regulations("regulation 13, with Directive 93/42 Annex VII, section 5"),
      since=SINCE, confidence=Confidence.PARTLY_READ)  # fmt: skip
def mark_measuring() -> Condition:
    """Class I that measures: an approved body looks at the measuring."""
    return is_yes("measuring")


RULES = (
    rule_13, rule_14, rule_14_inside, rule_15_lenses, rule_15_devices, rule_15_invasive, rule_15_sterilisers,
    rule_16, rule_17, rule_18,
)  # fmt: skip
MARKS = (mark_sterile, mark_measuring)
"""There is no mark for reusable surgical instruments: no body looks at their reuse in Great Britain."""
