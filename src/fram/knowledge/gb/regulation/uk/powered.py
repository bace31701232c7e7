"""Annex IX, rules 9 to 12, and chapter II, 2.3: what works on power, and software."""

from __future__ import annotations

from fram.knowledge.gb.regulation.uk.law import annex_ix
from fram.knowledge.products import (
    deals_with_radiation,
    gives_substances,
    is_active,
    is_software,
    pictures_tracers,
    reads_the_body_with_energy,
    reads_vital_signs,
    treats_with_energy,
)
from fram.rules.condition import Condition, is_one_of, is_yes
from fram.rules.rule import Rule
from fram.terms.citation import Confidence

RULE_9, RULE_10 = "chapter III, 3.1 (rule 9)", "chapter III, 3.2 (rule 10)"
RULE_11, RULE_12 = "chapter III, 3.2 (rule 11)", "chapter III, 3.3 (rule 12)"


def _steers(outcome: str) -> Rule:
    """Software that steers a device of this class."""

    def write() -> Condition:
        """Software that steers a device takes its class; Europe's is told, Britain's may be lower."""
        return is_software() & is_one_of("drives_mdr_class", outcome)

    return annex_ix(outcome, "chapter II, 2.3", id=f"2.3-{outcome}")(write)


@annex_ix("IIa", RULE_9, id="9")
def rule_9() -> Condition:
    """Powered treatment that gives energy or draws it is class IIa."""
    return treats_with_energy()


@annex_ix("IIb", f"{RULE_9}, exception", id="9-hazard")
def rule_9_hazard() -> Condition:
    """Class IIb where that energy may be dangerous by its kind, its strength or its place."""
    return treats_with_energy() & is_yes("energy_hazardous")


@annex_ix("IIa", f"{RULE_10}, first indent", id="10-energy")
def rule_10_energy() -> Condition:
    """Sending energy into the body to see or measure is class IIa; visible light alone is not counted."""
    return reads_the_body_with_energy()


@annex_ix("IIa", f"{RULE_10}, second indent", id="10-tracers")
def rule_10_tracers() -> Condition:
    """Picturing radioactive tracers in the body is class IIa."""
    return pictures_tracers()


@annex_ix("IIa", f"{RULE_10}, third indent", id="10-vital")
def rule_10_vital() -> Condition:
    """Directly diagnosing or following functions that life depends on is class IIa."""
    return reads_vital_signs()


@annex_ix("IIb", f"{RULE_10}, third indent, exception", id="10-danger")
def rule_10_danger() -> Condition:
    """Class IIb where it follows vital signs whose change could mean danger at once."""
    return reads_vital_signs() & is_yes("immediate_danger")


@annex_ix("IIb", f"{RULE_10}, last paragraph", id="10-radiation")
def rule_10_radiation() -> Condition:
    """What gives ionising radiation for radiology, or controls such a machine, is class IIb."""
    return deals_with_radiation()


@annex_ix("IIa", RULE_11, id="11")
def rule_11() -> Condition:
    """Powered products that give substances to the body, or take them out, are class IIa."""
    return gives_substances()


@annex_ix("IIb", f"{RULE_11}, exception", id="11-hazard")
def rule_11_hazard() -> Condition:
    """Class IIb where that may be dangerous by the substance, the place or the manner."""
    return gives_substances() & is_yes("administration_hazardous")


@annex_ix("I", RULE_12, id="12", confidence=Confidence.PARTLY_READ)
def rule_12() -> Condition:
    """All other powered products are class I, and with them most software that stands alone."""
    other_rule = (
        treats_with_energy() | reads_the_body_with_energy() | pictures_tracers() | reads_vital_signs()
        | deals_with_radiation() | gives_substances()
    )  # fmt: skip
    return is_active() & ~other_rule


RULES = (
    *(_steers(outcome) for outcome in ("I", "IIa", "IIb", "III")),
    rule_9, rule_9_hazard, rule_10_energy, rule_10_tracers, rule_10_vital, rule_10_danger, rule_10_radiation,
    rule_11, rule_11_hazard, rule_12,
)  # fmt: skip
