"""Rules 9, 10, 12 and 13 of Annex VIII to Regulation (EU) 2017/745: what is powered. Rule 11 stands in
software.
"""

from __future__ import annotations

from fram.knowledge.eu.regulation.mdr.law import annex_viii, guide_to_classes
from fram.knowledge.products import is_active, is_powered
from fram.rules.condition import Condition, is_no, is_one_of, is_yes

RULE_9, RULE_10, RULE_12, RULE_13 = "6.1 (rule 9)", "6.2 (rule 10)", "6.4 (rule 12)", "6.5 (rule 13)"


def treats_with_energy() -> Condition:
    """Active therapeutic: gives the body energy, or exchanges it; without a medical purpose nothing
    treats.
    """
    return is_powered() & is_yes("therapeutic_energy") & ~is_no("medical_purpose")


def diagnoses_or_monitors() -> Condition:
    """Powered, and for diagnosis or monitoring; software of that kind is judged by rule 11."""
    return is_powered() & is_yes("diagnosis_monitoring") & ~is_no("medical_purpose")


def moves_substances() -> Condition:
    """Powered, and gives substances to the body or takes them out."""
    return is_powered() & is_yes("administers_removes_substances")


@annex_viii("IIa", f"{RULE_9}, first paragraph", id="9-energy")
def rule_9_energy() -> Condition:
    """Powered treatment that gives the body energy, or exchanges it, is in class IIa."""
    return treats_with_energy()


@annex_viii("IIb", f"{RULE_9}, first paragraph, exception", id="9-hazardous")
def rule_9_hazardous() -> Condition:
    """Class IIb where that energy may be dangerous by its nature, its density or the place it is applied."""
    return treats_with_energy() & is_yes("energy_hazardous")


@annex_viii("IIb", f"{RULE_9}, second paragraph", id="9-controls")
def rule_9_controls() -> Condition:
    """What controls, watches or influences a powered treatment device of class IIb is in that class."""
    return is_powered() & is_one_of("drives_mdr_class", "IIb")


@annex_viii("IIb", f"{RULE_9}, third paragraph", id="9-ionising")
def rule_9_ionising() -> Condition:
    """What gives off ionising radiation to treat is in class IIb."""
    return is_powered() & is_yes("emits_ionising_therapeutic")


@annex_viii("IIb", f"{RULE_9}, third paragraph, and {RULE_10}, second paragraph", id="9-10-controls-ionising",
            guides=(guide_to_classes("rule 10"),))  # fmt: skip
def rule_9_10_controls_ionising() -> Condition:
    """What controls, watches or directly influences a source of ionising radiation is in class IIb, for
    treatment and for pictures alike; working on finished pictures is not control, the guidance says.
    """
    return is_active() & is_yes("controls_ionising")


@annex_viii("III", f"{RULE_9}, fourth paragraph", id="9-active-implant")
def rule_9_controls_active_implant() -> Condition:
    """What controls, watches or directly influences a powered implant is in class III."""
    return is_active() & is_yes("controls_aimd")


@annex_viii("IIa", f"{RULE_10}, first paragraph, first indent", id="10-energy")
def rule_10_energy() -> Condition:
    """A powered diagnostic device that sends energy into the body is in class IIa."""
    return diagnoses_or_monitors() & is_yes("diag_energy_absorbed") & ~is_yes("illumination_visible_only")


@annex_viii("I", f"{RULE_10}, first paragraph, first indent, exception", id="10-light")
def rule_10_visible_light() -> Condition:
    """Class I where it only lights up the body with visible light."""
    return diagnoses_or_monitors() & is_yes("illumination_visible_only")


@annex_viii("IIa", f"{RULE_10}, first paragraph, second indent", id="10-tracer")
def rule_10_tracer() -> Condition:
    """Class IIa where it pictures radioactive tracers in the body."""
    return diagnoses_or_monitors() & is_yes("radiopharma_imaging")


@annex_viii("IIa", f"{RULE_10}, first paragraph, third indent", id="10-vital")
def rule_10_vital() -> Condition:
    """Class IIa where it directly diagnoses or follows vital functions of the body."""
    return diagnoses_or_monitors() & is_yes("vital_process")


@annex_viii("IIa", f"{RULE_10}, first paragraph, third indent", id="10-diagnosis",
            guides=(guide_to_classes("rule 10, note 2"),))  # fmt: skip
def rule_10_direct_diagnosis() -> Condition:
    """Class IIa where it gives the diagnosis itself, or what decides it. The words may be read as vital
    functions only; this is the stricter reading, which the guidance supports: any disease.
    """
    return diagnoses_or_monitors() & is_yes("direct_diagnosis")


@annex_viii("IIb", f"{RULE_10}, first paragraph, third indent, exception", id="10-danger")
def rule_10_danger() -> Condition:
    """Class IIb where it watches vital signs whose changes may mean immediate danger, or diagnoses a patient
    who is in such danger.
    """
    return diagnoses_or_monitors() & is_yes("immediate_danger")


@annex_viii("IIb", f"{RULE_10}, second paragraph", id="10-ionising")
def rule_10_ionising() -> Condition:
    """What gives off ionising radiation for diagnostic or therapeutic radiology is in class IIb."""
    return is_powered() & is_yes("emits_ionising_radiology")


@annex_viii("IIa", RULE_12, id="12-substances")
def rule_12_substances() -> Condition:
    """What gives medicines or other substances to the body, or takes them out, by its own power is in class
    IIa.
    """
    return moves_substances()


@annex_viii("IIb", f"{RULE_12}, exception", id="12-hazardous")
def rule_12_hazardous() -> Condition:
    """Class IIb where the way it does so may be dangerous, given the substance, the place and the manner."""
    return moves_substances() & is_yes("administration_hazardous")


@annex_viii("I", RULE_13, id="13")
def rule_13() -> Condition:
    """All other powered devices are in class I, also a diagnostic one that fits nothing in rule 10."""
    named = ("illumination_visible_only", "diag_energy_absorbed", "radiopharma_imaging", "vital_process")
    found = is_yes("direct_diagnosis")
    for name in named:
        found = found | is_yes(name)
    radiates = (
        is_yes("emits_ionising_therapeutic")
        | is_yes("emits_ionising_radiology")
        | is_yes("controls_ionising")
    )
    treats = is_yes("therapeutic_energy") | is_yes("administers_removes_substances") | is_yes("controls_aimd")
    return is_powered() & ~treats & ~radiates & ~(is_yes("diagnosis_monitoring") & found)


RULES = (
    rule_9_energy, rule_9_hazardous, rule_9_controls, rule_9_ionising, rule_9_10_controls_ionising,
    rule_9_controls_active_implant, rule_10_energy, rule_10_visible_light, rule_10_tracer, rule_10_vital,
    rule_10_direct_diagnosis, rule_10_danger, rule_10_ionising, rule_12_substances, rule_12_hazardous,
    rule_13,
)  # fmt: skip
