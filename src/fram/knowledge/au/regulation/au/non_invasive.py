"""Schedule 2, Part 2: what stays outside the body."""

from __future__ import annotations

from fram.knowledge.au.regulation.au.law import schedule_2
from fram.knowledge.products import leads_or_keeps, stays_outside
from fram.rules.condition import Condition, is_one_of, is_yes
from fram.terms.citation import Confidence

HIGHER = ("IIa", "IIb", "III")
GENTLE = ("filtration", "centrifugation", "gas_exchange", "heat_exchange")
OTHER_WAYS = (
    "exchange_solutes",
    "specific_binding",
    "physical_separation_cells",
    "liquid_for_administration",
    "other",
)
COVERING = ("barrier", "compression", "absorption")
DEEP = "secondary_intent_breached_dermis"


def touches_a_wound_or_lining() -> Condition:
    """It stays outside and touches injured skin or a moist lining."""
    return stays_outside() & is_one_of("contact", "injured_skin", "mucosa", "injured_mucosa")


@schedule_2("I", "clause 2.1", id="2.1", confidence=Confidence.READ)
def outside_the_body() -> Condition:
    """What stays outside the body is class I, unless another clause puts it higher."""
    return stays_outside()


@schedule_2("IIa", "clause 2.2(1)(a)", id="2.2-blood", confidence=Confidence.READ)
def blood_for_the_body() -> Condition:
    """Leading or keeping blood or other body fluids that go into a patient is class IIa."""
    return leads_or_keeps("blood", "body_liquid")


@schedule_2("IIa", "clause 2.2(1)(b)", id="2.2-organs")
def organs_for_the_body() -> Condition:
    """Keeping organs or tissue that go into a patient later is class IIa."""
    return leads_or_keeps("organs_cells")


@schedule_2("IIa", "clause 2.2(1)(c)", id="2.2-joined")
def liquids_from_a_machine() -> Condition:
    """Leading or keeping other liquids or gases is class IIa where it may be joined to such a machine."""
    return leads_or_keeps("liquid_gas", "unspecified") & is_one_of("connected_active_class", *HIGHER)


@schedule_2("IIa", "clause 2.2A", id="2.2A")
def salt_water_for_flushing() -> Condition:
    """Salt water alone, made to flush another device or keep it open, is class IIa."""
    return stays_outside() & is_yes("saline_flush")


@schedule_2("IIb", "clause 2.3(1)", id="2.3")
def changes_blood() -> Condition:
    """Changing the make-up of blood, body fluids or liquids for infusion is class IIb."""
    return stays_outside() & is_one_of("modifies_composition", *OTHER_WAYS)


@schedule_2("IIa", "clause 2.3(2)", id="2.3-gentle")
def changes_blood_gently() -> Condition:
    """Class IIa where it only filters, spins, or exchanges gas or heat."""
    return stays_outside() & is_one_of("modifies_composition", *GENTLE)


@schedule_2("IIa", "clause 2.4(2)", id="2.4")
def on_wounds() -> Condition:
    """On injured skin or a moist lining, also to keep a wound moist, it is class IIa."""
    return touches_a_wound_or_lining() & ~is_one_of("wound_use", *COVERING)


@schedule_2("I", "clause 2.4(3)", id="2.4-cover")
def covers_wounds() -> Condition:
    """Class I where it only covers, presses or soaks up fluid."""
    return touches_a_wound_or_lining() & is_one_of("wound_use", *COVERING)


@schedule_2("IIb", "clause 2.4(4)", id="2.4-deep")
def deep_wounds() -> Condition:
    """Class IIb where it is mainly for deep wounds that heal only from the bottom up."""
    return touches_a_wound_or_lining() & is_one_of("wound_use", DEEP)


RULES = (
    outside_the_body, blood_for_the_body, organs_for_the_body, liquids_from_a_machine,
    salt_water_for_flushing, changes_blood, changes_blood_gently, on_wounds, covers_wounds, deep_wounds,
)  # fmt: skip
