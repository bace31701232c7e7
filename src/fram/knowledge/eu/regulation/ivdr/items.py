"""Which part of a test the product is: what gives results itself and what only helps; for all rules."""

from __future__ import annotations

from fram.knowledge.products import is_software
from fram.knowledge.samples import is_item, looks_for_infection
from fram.rules.condition import Condition, is_one_of, is_yes

REAGENTS = ("general_reagent", "general_stain", "extraction_kit", "library_prep", "accessory_specific")
"""General laboratory products and accessories; culture media stand beside them, as a medium may be a test."""
CONTROLS = ("calibrator", "control_assigned", "control_unassigned")
ITEMS = ("assay", "instrument", "specimen_receptacle", "culture_medium", *REAGENTS, *CONTROLS)


def may_be(item: str) -> Condition:
    """It is this part, or its part was left unsaid where another answer already names it."""
    return ~is_item(*(other for other in ITEMS if other != item))


def is_general_reagent() -> Condition:
    """Rule 5(a): a general reagent or an accessory without critical features, or a general culture medium.

    A medium made for germs in spinal fluid or blood is not general.
    """
    for_blood = is_one_of("specimen", "blood", "blood_cells") & looks_for_infection()
    medium = is_item("culture_medium") & ~is_one_of("specimen", "csf_or_blood") & ~for_blood
    return (is_item(*REAGENTS) | medium) & ~is_yes("critical_characteristics")


def is_plain_instrument() -> Condition:
    """Rule 5(b): an instrument that does not measure by itself; software is no instrument."""
    return is_item("instrument") & ~is_software() & ~is_yes("instrument_measures_itself")


def is_receptacle() -> Condition:
    """Rule 5(c): a container for samples."""
    return is_item("specimen_receptacle")


def examines() -> Condition:
    """It takes part in the examination itself, so that the purposes of rules 1 to 3 speak of it.

    An instrument that only runs tests, a general reagent, a container and a control do not: the reagent on
    the instrument has the purpose, and a control follows the test it checks; where nobody has said of which
    class that test is, its purpose speaks for it.
    """
    follows = (is_item("calibrator") & ~is_one_of("calibrates_ivd_class", "none")) | (
        is_item("control_assigned") & ~is_one_of("controls_ivd_class", "none")
    )
    helps = is_general_reagent() | is_plain_instrument() | is_receptacle() | is_item("control_unassigned")
    return ~helps & ~follows


def has_purpose(*purposes: str) -> Condition:
    """It takes part in the examination, and is meant for one of these purposes."""
    return is_one_of("ivd_purpose", *purposes) & examines()


def endangers_life() -> Condition:
    """A wrong result may lead to a decision on treatment that puts life at risk."""
    return is_yes("life_threatening_decision")
