"""Rules 4 to 7: devices that stay outside the body."""

from __future__ import annotations

from fram.knowledge.ca.regulation.ca.law import PROTECTIVE_EQUIPMENT, SINCE, schedule_1
from fram.knowledge.products import stays_outside
from fram.rules.condition import Condition, is_no, is_one_of, is_yes
from fram.rules.rule import rule
from fram.rules.verdict import Force


def touches_injured_skin() -> Condition:
    """It stays outside the body and touches injured skin."""
    return is_one_of("contact", "injured_skin") & stays_outside()


def leads_what_is_given() -> Condition:
    """It leads or keeps gas, liquid, tissue or body fluid that goes into the body later."""
    keeps = ~is_one_of("channel_store", "none")
    return keeps & is_yes("eventual_administration") & stays_outside()


def changes_what_is_given() -> Condition:
    """It changes blood, other body fluids or liquids before they go into the body."""
    return ~is_one_of("modifies_composition", "none") & stays_outside()


@schedule_1("II", "Part 1, rule 4(1)", id="4-1")
def rule_4_injured_skin() -> Condition:
    """What touches injured skin is class II."""
    return touches_injured_skin()


@schedule_1("I", "Part 1, rule 4(2)", id="4-2", despite=("4-1",))
def rule_4_covers() -> Condition:
    """Class I where it is there to cover, to press or to soak up fluid."""
    return is_one_of("wound_use", "barrier", "compression", "absorption") & touches_injured_skin()


@schedule_1("II", "Part 1, rule 5", id="5")
def rule_5_leads_or_keeps() -> Condition:
    """What leads or keeps gas, liquid, tissue or body fluid that goes into the body later is class II."""
    return leads_what_is_given()


@schedule_1("III", "Part 1, rule 6(1)", id="6-1")
def rule_6_changes() -> Condition:
    """What changes the make-up of blood, body fluids or liquids that go into the body is class III."""
    return changes_what_is_given()


@schedule_1("IV", "Part 1, rule 6(2)", id="6-2")
def rule_6_leaves_something() -> Condition:
    """Class IV where the change may bring a dangerous foreign substance into the body."""
    return is_yes("hazardous_residue") & changes_what_is_given()


@schedule_1("II", "Part 1, rule 6(3)", id="6-3", despite=("6-1",))
def rule_6_gently() -> Condition:
    """Class II where it only spins, lets gravity filter, or exchanges gas or heat."""
    by_gravity = is_one_of("modifies_composition", "filtration") & is_no("active")
    gentle = is_one_of("modifies_composition", "centrifugation", "gas_exchange", "heat_exchange")
    return (gentle | by_gravity) & changes_what_is_given()


@schedule_1("I", "Part 1, rule 7(1)", id="7-1")
def rule_7_everything_else() -> Condition:
    """All else that stays outside the body is class I."""
    return stays_outside() & ~touches_injured_skin() & ~leads_what_is_given() & ~changes_what_is_given()


@schedule_1("II", "Part 1, rule 7(2)(a)", id="7-2-a", despite=("7-1",))
def rule_7_tests_devices() -> Condition:
    """Class II where it calibrates or tests another device, or checks its quality."""
    return is_yes("tests_other_device") & stays_outside()


@schedule_1("II", "Part 1, rule 7(2)(b)", id="7-2-b", despite=("7-1",))
def rule_7_joined() -> Condition:
    """Class II where it is joined to a powered device of class II or higher.

    The question names European classes; IIa and above are taken as class II and above, which mostly fits.
    """
    joined = is_one_of("connected_active_class", "IIa", "IIb", "III")
    return joined & ~touches_injured_skin() & stays_outside()


@rule("II", id="gloves", cite=PROTECTIVE_EQUIPMENT, since=SINCE, force=Force.GUIDANCE)
def medical_gloves() -> Condition:
    """The authority puts medical gloves in class II; masks, gowns and face shields stay in class I."""
    return is_one_of("listed_item", "medical_glove") & stays_outside()


RULES = (
    rule_4_injured_skin, rule_4_covers, rule_5_leads_or_keeps, rule_6_changes, rule_6_leaves_something,
    rule_6_gently, rule_7_everything_else, rule_7_tests_devices, rule_7_joined,
)  # fmt: skip
