"""GN-13, rules 9 to 12: what works on power, software on its own among it."""

from __future__ import annotations

from fram.knowledge.products import (
    deals_with_radiation,
    gives_substances,
    is_active,
    is_powered,
    pictures_tracers,
    reads_the_body_with_energy,
    reads_vital_signs,
    treats_with_energy,
)
from fram.knowledge.sg.regulation.sg.law import gn_13
from fram.rules.condition import Condition, is_one_of, is_yes


def steers_treatment() -> Condition:
    """It is powered and controls a device of class C or higher; the class told is Europe's, read across."""
    return is_powered() & (is_one_of("drives_mdr_class", "IIb", "III") | is_yes("controls_aimd"))


@gn_13("B", "rule 9(i)", id="9")
def rule_9() -> Condition:
    """Powered treatment that gives energy or draws it is class B."""
    return treats_with_energy()


@gn_13("C", "rule 9(i), exception", id="9-hazard")
def rule_9_hazard() -> Condition:
    """Class C where that energy may be dangerous by its kind, its strength or its place."""
    return treats_with_energy() & is_yes("energy_hazardous")


@gn_13("C", "rule 9(ii)", id="9-steers")
def rule_9_steers() -> Condition:
    """Class C where it controls, follows or influences powered treatment of class C or higher."""
    return steers_treatment()


@gn_13("B", "rule 10(i), energy", id="10-energy")
def rule_10_energy() -> Condition:
    """Sending energy into the body to see or measure is class B; mere light is not counted."""
    return reads_the_body_with_energy()


@gn_13("B", "rule 10(i), tracers", id="10-tracers")
def rule_10_tracers() -> Condition:
    """Picturing radioactive tracers in the body is class B."""
    return pictures_tracers()


@gn_13("B", "rule 10(i), vital processes", id="10-vital")
def rule_10_vital() -> Condition:
    """Directly diagnosing or following functions that life depends on is class B, check-ups included."""
    return reads_vital_signs()


@gn_13("C", "rule 10(i), immediate danger", id="10-danger")
def rule_10_danger() -> Condition:
    """Class C where a change could mean danger at once, or for diagnosis in such danger."""
    diagnoses = reads_the_body_with_energy() | pictures_tracers() | reads_vital_signs()
    return diagnoses & is_yes("immediate_danger")


@gn_13("C", "rules 9 and 10(ii)", id="10-radiation")
def rule_10_radiation() -> Condition:
    """What gives ionising radiation for pictures or treatment, or controls such a machine, is class C."""
    return deals_with_radiation()


@gn_13("B", "rule 11", id="11")
def rule_11() -> Condition:
    """Powered products that give substances to the body, or take them out, are class B."""
    return gives_substances()


@gn_13("C", "rule 11, exception", id="11-hazard")
def rule_11_hazard() -> Condition:
    """Class C where that may be dangerous by the substance, the place or the manner."""
    return gives_substances() & is_yes("administration_hazardous")


@gn_13("A", "rule 12", id="12")
def rule_12() -> Condition:
    """All other powered products are class A."""
    other_rule = (
        treats_with_energy() | steers_treatment() | reads_the_body_with_energy() | pictures_tracers()
        | reads_vital_signs() | deals_with_radiation() | gives_substances()
    )  # fmt: skip
    return is_active() & ~other_rule


RULES = (
    rule_9, rule_9_hazard, rule_9_steers, rule_10_energy, rule_10_tracers, rule_10_vital, rule_10_danger,
    rule_10_radiation, rule_11, rule_11_hazard, rule_12,
)  # fmt: skip
