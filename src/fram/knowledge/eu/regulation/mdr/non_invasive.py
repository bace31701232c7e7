"""Rules 1 to 4 of Annex VIII to Regulation (EU) 2017/745: what stays outside the body, and what goes on
wounds.
"""

from __future__ import annotations

from fram.knowledge.eu.regulation.mdr.definitions import is_joined_to_stricter
from fram.knowledge.eu.regulation.mdr.law import annex_viii, guide_to_classes
from fram.knowledge.products import is_hardware, stays_outside
from fram.rules.condition import Condition, is_one_of, is_yes

RULE_1, RULE_2, RULE_3, RULE_4 = "4.1 (rule 1)", "4.2 (rule 2)", "4.3 (rule 3)", "4.4 (rule 4)"
BLOOD_AND_CELLS = ("blood", "body_liquid", "organs_cells", "unspecified")
"""What rule 2 is strict about; an answer that leaves open what is carried is read strictly."""
LIGHT_TREATMENT = ("filtration", "centrifugation", "gas_exchange", "heat_exchange")
OTHER_TREATMENT = (
    "exchange_solutes", "specific_binding", "physical_separation_cells", "liquid_for_administration", "other",
)  # fmt: skip
MECHANICAL = ("barrier", "compression", "absorption")


def leads_to_the_body() -> Condition:
    """Channels or stores something that will go into the body."""
    carries = is_one_of("channel_store", *BLOOD_AND_CELLS, "liquid_gas")
    return stays_outside() & carries & is_yes("eventual_administration")


def touches_a_wound() -> Condition:
    """Touches injured skin from outside, or injured mucous membrane from outside or inside."""
    on_skin = is_one_of("contact", "injured_skin") & is_one_of("invasive", "none")
    return is_hardware() & (on_skin | is_one_of("contact", "injured_mucosa"))


@annex_viii("I", RULE_1, id="1")
def rule_1() -> Condition:
    """What does not go into the body is in class I, unless another rule places it higher."""
    return stays_outside()


@annex_viii("IIa", f"{RULE_2}, first indent", id="2-joined", guides=(guide_to_classes("rule 2, note 1"),))
def rule_2_joined() -> Condition:
    """What leads or keeps something that will go into the body is in class IIa where it may be joined to an
    active device of class IIa or above; by the guidance it may, unless the maker rules it out.
    """
    return leads_to_the_body() & is_joined_to_stricter()


@annex_viii("IIa", f"{RULE_2}, second indent", id="2-blood")
def rule_2_blood() -> Condition:
    """Class IIa where it leads or keeps blood or body liquids, or keeps organs, tissue or cells, that will go
    into the body.
    """
    return leads_to_the_body() & is_one_of("channel_store", *BLOOD_AND_CELLS)


@annex_viii("IIb", f"{RULE_2}, second indent, exception", id="2-blood-bag")
def rule_2_blood_bag() -> Condition:
    """Blood bags are in class IIb."""
    return stays_outside() & is_one_of("channel_store", "blood", "unspecified") & is_yes("blood_bag")


@annex_viii("I", f"{RULE_2}, last sentence", id="2-other")
def rule_2_other() -> Condition:
    """Whatever else leads or keeps something that will go into the body is in class I."""
    return leads_to_the_body() & is_one_of("channel_store", "liquid_gas") & ~is_joined_to_stricter()


@annex_viii("IIb", f"{RULE_3}, first paragraph", id="3-modifies")
def rule_3_modifies() -> Condition:
    """What changes the make-up of tissue, cells, blood or liquids that go into the body is in class IIb."""
    return stays_outside() & is_one_of("modifies_composition", *OTHER_TREATMENT)


@annex_viii("IIa", f"{RULE_3}, first paragraph, exception", id="3-filters")
def rule_3_filters() -> Condition:
    """Class IIa where the treatment is filtering, spinning, or exchange of gas or heat."""
    return stays_outside() & is_one_of("modifies_composition", *LIGHT_TREATMENT)


@annex_viii("III", f"{RULE_3}, second paragraph", id="3-in-vitro")
def rule_3_in_vitro() -> Condition:
    """A substance used outside the body directly on human cells, tissue, organs or embryos that are then put
    into a body is in class III.
    """
    on_cells = is_yes("substance_in_vitro_human_tissue") | is_yes("substance_in_vitro_embryo")
    return stays_outside() & on_cells


@annex_viii("I", f"{RULE_4}, first indent", id="4-barrier")
def rule_4_barrier() -> Condition:
    """A wound product that covers, presses or soaks up is in class I."""
    return touches_a_wound() & is_one_of("wound_use", *MECHANICAL)


@annex_viii("IIb", f"{RULE_4}, second indent", id="4-deep")
def rule_4_deep() -> Condition:
    """Class IIb where it is mainly for wounds through the skin that can heal only from the bottom up."""
    return touches_a_wound() & is_one_of("wound_use", "secondary_intent_breached_dermis")


@annex_viii("IIa", f"{RULE_4}, third indent", id="4-microenvironment")
def rule_4_microenvironment() -> Condition:
    """Class IIa where it mainly manages the conditions in the wound."""
    return touches_a_wound() & is_one_of("wound_use", "microenvironment")


@annex_viii("IIa", f"{RULE_4}, fourth indent", id="4-other")
def rule_4_other() -> Condition:
    """Whatever else touches injured skin or mucous membrane is in class IIa."""
    named = (*MECHANICAL, "secondary_intent_breached_dermis", "microenvironment")
    return touches_a_wound() & ~is_one_of("wound_use", *named)


RULES = (
    rule_1, rule_2_joined, rule_2_blood, rule_2_blood_bag, rule_2_other, rule_3_modifies, rule_3_filters,
    rule_3_in_vitro, rule_4_barrier, rule_4_deep, rule_4_microenvironment, rule_4_other,
)  # fmt: skip
