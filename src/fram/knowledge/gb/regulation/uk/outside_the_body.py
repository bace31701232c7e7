"""Annex IX, rules 1 to 5: what stays outside the body, and what goes in through an opening."""

from __future__ import annotations

from fram.knowledge.gb.regulation.uk.law import annex_ix, meddev
from fram.knowledge.products import (
    changes_blood,
    enters_an_opening,
    leads_or_keeps,
    stays_outside,
    touches_injured_skin,
)
from fram.rules.condition import Condition, is_no, is_one_of
from fram.rules.verdict import Force
from fram.terms.citation import Confidence

RULE_2, RULE_3 = "chapter III, 1.2 (rule 2)", "chapter III, 1.3 (rule 3)"
RULE_4, RULE_5 = "chapter III, 1.4 (rule 4)", "chapter III, 2.1 (rule 5)"
HIGHER = ("IIa", "IIb", "III")
KEPT = ("blood", "body_liquid", "organs_cells", "liquid_gas", "unspecified")
GENTLE = ("filtration", "centrifugation", "gas_exchange", "heat_exchange")
OTHER_WAYS = (
    "exchange_solutes",
    "specific_binding",
    "physical_separation_cells",
    "liquid_for_administration",
    "other",
)
SHELTERED = ("oral_to_pharynx", "ear_canal", "nasal")


def is_joined_to_higher() -> Condition:
    """It is joined to a powered device of class IIa or higher."""
    return is_one_of("connected_active_class", *HIGHER)


def is_sheltered() -> Condition:
    """It is used in the mouth as far as the throat, the ear canal or the nose."""
    return is_one_of("body_site", *SHELTERED)


def is_sheltered_and_stays() -> Condition:
    """It is used there and the moist lining cannot take it up."""
    return is_sheltered() & is_no("absorbable_mucosa")


@annex_ix("I", "chapter III, 1.1 (rule 1)", id="1")
def rule_1() -> Condition:
    """What stays outside the body is in class I where no rule on fluids, blood or wounds says more."""
    special = leads_or_keeps(*KEPT) | changes_blood(*GENTLE, *OTHER_WAYS) | touches_injured_skin()
    return stays_outside() & ~special


@annex_ix("IIa", f"{RULE_2}, first indent", id="2-joined")
def rule_2_joined() -> Condition:
    """Leading or keeping what goes into the body is class IIa where it may be joined to such a device."""
    return leads_or_keeps(*KEPT) & is_joined_to_higher()


@annex_ix("IIa", f"{RULE_2}, second indent", id="2-blood")
def rule_2_blood() -> Condition:
    """Leading or keeping blood or body fluids, or keeping organs and tissue, for the body is class IIa."""
    return leads_or_keeps("blood", "body_liquid", "organs_cells")


@annex_ix("I", f"{RULE_2}, last sentence", id="2-other")
def rule_2_other() -> Condition:
    """Leading or keeping other liquids and gases for the body is class I."""
    return leads_or_keeps("liquid_gas", "unspecified") & ~is_joined_to_higher()


@annex_ix("IIb", RULE_3, id="3")
def rule_3() -> Condition:
    """Changing the make-up of blood, body fluids or liquids for infusion outside the body is class IIb."""
    return changes_blood(*OTHER_WAYS)


@annex_ix("IIa", f"{RULE_3}, exception", id="3-gentle")
def rule_3_gentle() -> Condition:
    """Class IIa where it only filters, spins, or exchanges gas or heat."""
    return changes_blood(*GENTLE)


@annex_ix("I", f"{RULE_4}, first indent", id="4-cover")
def rule_4_cover() -> Condition:
    """On injured skin, a mere barrier, pressure or soaking up of fluid is class I."""
    return touches_injured_skin() & is_one_of("wound_use", "barrier", "compression", "absorption")


@annex_ix("IIb", f"{RULE_4}, second indent", id="4-deep")
def rule_4_deep() -> Condition:
    """Class IIb where it is mainly for deep wounds that heal only from the bottom up."""
    return touches_injured_skin() & is_one_of("wound_use", "secondary_intent_breached_dermis")


@annex_ix("IIa", f"{RULE_4}, third indent", id="4-other")
def rule_4_other() -> Condition:
    """Everything else on injured skin is class IIa, such as what keeps a wound moist."""
    return touches_injured_skin() & ~is_one_of("wound_use", "barrier", "compression", "absorption")


def stands_alone_in_an_opening(duration: str) -> Condition:
    """It goes in through an opening for so long, and is joined to no powered device above class I."""
    return enters_an_opening() & is_one_of("duration", duration) & ~is_joined_to_higher()


@annex_ix("I", f"{RULE_5}, first indent", id="5-brief")
def rule_5_brief() -> Condition:
    """Through an opening for less than an hour is class I."""
    return stands_alone_in_an_opening("transient")


@annex_ix("IIa", f"{RULE_5}, second indent", id="5-days")
def rule_5_days() -> Condition:
    """Through an opening for up to thirty days is class IIa."""
    return stands_alone_in_an_opening("short") & ~is_sheltered()


@annex_ix("I", f"{RULE_5}, second indent, exception", id="5-days-sheltered")
def rule_5_days_sheltered() -> Condition:
    """Class I for those days in the mouth as far as the throat, the ear canal or the nose."""
    return stands_alone_in_an_opening("short") & is_sheltered()


@annex_ix("IIb", f"{RULE_5}, third indent", id="5-long")
def rule_5_long() -> Condition:
    """Through an opening for more than thirty days is class IIb."""
    return stands_alone_in_an_opening("long") & ~is_sheltered_and_stays()


@annex_ix("IIa", f"{RULE_5}, third indent, exception", id="5-long-sheltered")
def rule_5_long_sheltered() -> Condition:
    """Class IIa for longer in the mouth, ear canal or nose, where the moist lining cannot take it up."""
    return stands_alone_in_an_opening("long") & is_sheltered_and_stays()


@annex_ix("IIa", f"{RULE_5}, second paragraph", id="5-joined")
def rule_5_joined() -> Condition:
    """Through an opening and joined to a powered device of class IIa or higher is class IIa."""
    return enters_an_opening() & is_joined_to_higher()


@annex_ix("IIb", f"{RULE_5}, both paragraphs", id="5-joined-long", force=Force.GUIDANCE,
          confidence=Confidence.UNCHECKED, guides=(meddev("rule 5"),))  # fmt: skip
def rule_5_joined_long() -> Condition:
    """Joined to such a device for more than thirty days, practice takes the stricter paragraph: IIb."""
    return (
        enters_an_opening()
        & is_one_of("duration", "long")
        & is_joined_to_higher()
        & ~is_sheltered_and_stays()
    )


RULES = (
    rule_1, rule_2_joined, rule_2_blood, rule_2_other, rule_3, rule_3_gentle, rule_4_cover, rule_4_deep,
    rule_4_other, rule_5_brief, rule_5_days, rule_5_days_sheltered, rule_5_long, rule_5_long_sheltered,
    rule_5_joined, rule_5_joined_long,
)  # fmt: skip
