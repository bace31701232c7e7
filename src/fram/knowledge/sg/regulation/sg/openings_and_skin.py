"""GN-13, rules 1 to 5: what stays outside the body, and what goes in through an opening."""

from __future__ import annotations

from fram.knowledge.products import (
    changes_blood,
    enters_an_opening,
    leads_or_keeps,
    stays_outside,
    touches_injured_skin,
)
from fram.knowledge.sg.regulation.sg.law import HIGHER, SHELTERED, gn_13
from fram.rules.condition import Condition, is_no, is_one_of, is_yes
from fram.rules.verdict import Force

KEPT = ("blood", "body_liquid", "organs_cells", "liquid_gas", "unspecified")
GENTLE = ("filtration", "centrifugation", "gas_exchange", "heat_exchange")
OTHER_WAYS = (
    "exchange_solutes", "specific_binding", "physical_separation_cells", "liquid_for_administration", "other",
)  # fmt: skip
PLAIN_COVER = ("barrier", "compression", "absorption")


def is_joined_to_higher() -> Condition:
    """It is joined to a powered device of class B or higher."""
    return is_one_of("connected_active_class", *HIGHER)


def stands_alone_in_an_opening(duration: str) -> Condition:
    """It goes in through an opening for so long, and is joined to no powered device above class A."""
    return enters_an_opening() & is_one_of("duration", duration) & ~is_joined_to_higher()


def is_sheltered() -> Condition:
    """It is used in the mouth as far as the throat, the ear canal or the nose, and cannot be taken up."""
    return is_one_of("body_site", *SHELTERED) & is_no("absorbable_mucosa")


def is_delicate() -> Condition:
    """It is used on the eyeball, or the moist lining can take it up."""
    return is_one_of("body_site", "eye") | is_yes("absorbable_mucosa")


@gn_13("A", "rule 1(i)", id="1-cover")
def rule_1_cover() -> Condition:
    """On injured skin, a mere barrier, pressure or soaking up of fluid is class A."""
    return touches_injured_skin() & is_one_of("wound_use", *PLAIN_COVER)


@gn_13("B", "rule 1", id="1-other")
def rule_1_other() -> Condition:
    """Everything else on injured skin is class B, such as what keeps a wound moist."""
    return touches_injured_skin() & ~is_one_of("wound_use", *PLAIN_COVER)


@gn_13("C", "rule 1(ii)", id="1-deep")
def rule_1_deep() -> Condition:
    """Class C where it is mainly for deep wounds that heal only from the bottom up."""
    return touches_injured_skin() & is_one_of("wound_use", "secondary_intent_breached_dermis")


@gn_13("A", "rule 2(i)", id="2-other")
def rule_2_other() -> Condition:
    """Leading or keeping liquids and gases for the body is class A."""
    return leads_or_keeps("liquid_gas", "unspecified") & ~is_joined_to_higher()


@gn_13("B", "rule 2(i)", id="2-joined")
def rule_2_joined() -> Condition:
    """Class B where it may be joined to a powered device of class B or higher."""
    return leads_or_keeps("liquid_gas", "unspecified") & is_joined_to_higher()


@gn_13("B", "rule 2(ii)", id="2-blood")
def rule_2_blood() -> Condition:
    """Leading blood, leading or keeping other body fluids, or keeping organs and tissue is class B."""
    return leads_or_keeps("blood", "body_liquid", "organs_cells")


@gn_13("C", "rule 2(ii)", id="2-blood-bag")
def rule_2_blood_bag() -> Condition:
    """Blood bags are class C."""
    keeps_blood = is_one_of("channel_store", "blood", "unspecified")
    return stays_outside() & keeps_blood & is_yes("blood_bag")


@gn_13("C", "rule 3", id="3")
def rule_3() -> Condition:
    """Changing the make-up of blood, body fluids or liquids for infusion outside the body is class C."""
    return changes_blood(*OTHER_WAYS)


@gn_13("B", "rule 3, exception", id="3-gentle")
def rule_3_gentle() -> Condition:
    """Class B where it only filters, spins, or exchanges gas or heat."""
    return changes_blood(*GENTLE)


@gn_13("A", "rule 4", id="4")
def rule_4() -> Condition:
    """What stays outside is class A where no rule on wounds, fluids or blood says more."""
    special = touches_injured_skin() | leads_or_keeps(*KEPT) | changes_blood(*GENTLE, *OTHER_WAYS)
    return stays_outside() & ~special


@gn_13("A", "rule 5(i)", id="5-brief")
def rule_5_brief() -> Condition:
    """Through an opening for less than an hour is class A."""
    return stands_alone_in_an_opening("transient") & ~is_delicate()


@gn_13("B", "rule 5(i), exception", id="5-brief-delicate")
def rule_5_brief_delicate() -> Condition:
    """Class B for that time on the eyeball, or where the moist lining can take it up."""
    return stands_alone_in_an_opening("transient") & is_delicate()


@gn_13("B", "rule 5(ii)", id="5-days")
def rule_5_days() -> Condition:
    """Through an opening for up to thirty days is class B."""
    return stands_alone_in_an_opening("short") & ~is_sheltered()


@gn_13("A", "rule 5(ii), exception", id="5-days-sheltered")
def rule_5_days_sheltered() -> Condition:
    """Class A for those days in the mouth, ear canal or nose, where the moist lining cannot take it up."""
    return stands_alone_in_an_opening("short") & is_sheltered()


@gn_13("C", "rule 5(iii)", id="5-long")
def rule_5_long() -> Condition:
    """Through an opening for more than thirty days is class C."""
    return stands_alone_in_an_opening("long") & ~is_sheltered()


@gn_13("B", "rule 5(iii), exception", id="5-long-sheltered")
def rule_5_long_sheltered() -> Condition:
    """Class B for longer in the mouth, ear canal or nose, where the moist lining cannot take it up."""
    return stands_alone_in_an_opening("long") & is_sheltered()


@gn_13("B", "rule 5(iv)", id="5-joined")
def rule_5_joined() -> Condition:
    """Through an opening and joined to a powered device of class B or higher is class B, or above."""
    return enters_an_opening() & is_joined_to_higher()


@gn_13("C", "rule 5(iii) and (iv)", id="5-joined-long", force=Force.PRACTICE)
def rule_5_joined_long() -> Condition:
    """Joined to such a device for more than thirty days stays class C: our reading, the text alone says B."""
    return rule_5_joined.condition & is_one_of("duration", "long") & ~is_sheltered()


RULES = (
    rule_1_cover, rule_1_other, rule_1_deep, rule_2_other, rule_2_joined, rule_2_blood, rule_2_blood_bag,
    rule_3, rule_3_gentle, rule_4, rule_5_brief, rule_5_brief_delicate, rule_5_days, rule_5_days_sheltered,
    rule_5_long, rule_5_long_sheltered, rule_5_joined, rule_5_joined_long,
)  # fmt: skip
