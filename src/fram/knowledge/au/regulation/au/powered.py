"""Schedule 2, Part 4, clauses 4.1 to 4.4: what works on power; and what software that steers takes over."""

from __future__ import annotations

from fram.knowledge.au.regulation.au.law import CLASSES, RECLASSIFIED, SINCE, regulations, schedule_2, tga
from fram.knowledge.products import (
    gives_substances,
    is_active,
    is_for_diagnosis,
    is_powered,
    is_software,
    reads_vital_signs,
    treats_with_energy,
)
from fram.rules.condition import Condition, is_one_of, is_yes
from fram.rules.rule import Rule, rule
from fram.terms.citation import Confidence

TREATS_AND_DIAGNOSES = tga(
    "Reclassification of active medical devices for therapy with a diagnostic function",
    "resources/reference-material/reclassification-active-medical-devices-therapy-diagnostic-function",
)


def _steers(outcome: str) -> Rule:
    """Software that steers a device of this class."""

    def write() -> Condition:
        """Software that steers a device takes its class; Europe's is told, Australia's may differ."""
        return is_software() & is_one_of("drives_mdr_class", outcome)

    return rule(outcome, id=f"3.3-steers-{outcome}", cite=regulations("regulation 3.3"), since=SINCE,
                confidence=Confidence.UNCHECKED)(write)  # fmt: skip


@schedule_2("I", "clause 4.1", id="4.1")
def powered_devices() -> Condition:
    """What works on power, software among it, is class I, unless another clause puts it higher."""
    return is_active()


@schedule_2("IIa", "clause 4.2(1)", id="4.2")
def therapy_by_energy() -> Condition:
    """Powered treatment that gives energy or draws it is class IIa."""
    return treats_with_energy()


@schedule_2("IIb", "clause 4.2(2)", id="4.2-hazard")
def dangerous_energy() -> Condition:
    """Class IIb where that energy may be dangerous by its kind, its strength or its place."""
    return treats_with_energy() & is_yes("energy_hazardous")


@schedule_2("IIb", "clause 4.2(3)", id="4.2-control")
def controls_dangerous_energy() -> Condition:
    """What works on power and steers or follows a product that treats with dangerous energy is class IIb;
    Europe's class IIb is taken for such a product.
    """
    return is_powered() & is_one_of("drives_mdr_class", "IIb")


@schedule_2("III", "clause 4.2(4)", id="4.2-loop", since=RECLASSIFIED, confidence=Confidence.READ,
            guides=(TREATS_AND_DIAGNOSES,))  # fmt: skip
def decides_its_own_treatment() -> Condition:
    """Class III where it measures the patient and by that largely decides the treatment it gives."""
    return is_active() & is_yes("closed_loop")


@schedule_2("IIa", "clause 4.3(2)(a)", id="4.3-energy")
def diagnosis_by_energy() -> Condition:
    """Sending energy into the body to see or measure is class IIa; visible light alone is not counted."""
    sends = is_yes("diag_energy_absorbed") & ~is_yes("illumination_visible_only")
    return is_for_diagnosis() & sends


@schedule_2("IIa", "clause 4.3(2)(b)", id="4.3-tracers")
def pictures_of_tracers() -> Condition:
    """Picturing radioactive tracers in the body is class IIa."""
    return is_for_diagnosis() & is_yes("radiopharma_imaging")


@schedule_2("IIa", "clause 4.3(2)(c)", id="4.3-vital")
def vital_signs() -> Condition:
    """Directly diagnosing or following functions that life depends on is class IIa."""
    return reads_vital_signs()


@schedule_2("IIb", "clause 4.3(3)(a)", id="4.3-danger")
def vital_signs_in_danger() -> Condition:
    """Class IIb where it follows vital signs whose change could mean danger at once."""
    return reads_vital_signs() & is_yes("immediate_danger")


@schedule_2("IIb", "clause 4.3(3)(b)", id="4.3-radiation")
def radiology() -> Condition:
    """What gives ionising radiation for radiology is class IIb."""
    return is_powered() & (is_yes("emits_ionising_radiology") | is_yes("emits_ionising_therapeutic"))


@schedule_2("IIb", "clauses 4.2(3) and 4.3(3)(c)", id="4.3-control")
def controls_radiology() -> Condition:
    """What controls or follows such a machine is class IIb."""
    return is_active() & is_yes("controls_ionising")


@schedule_2("IIa", "clause 4.4(1)", id="4.4")
def pumps() -> Condition:
    """Powered products that give substances to the body, or take them out, are class IIa."""
    return gives_substances()


@schedule_2("IIb", "clause 4.4(2)", id="4.4-hazard")
def dangerous_pumps() -> Condition:
    """Class IIb where that may be dangerous by the substance, the place or the manner."""
    return gives_substances() & is_yes("administration_hazardous")


RULES = (
    *(_steers(outcome) for outcome in CLASSES),
    powered_devices, therapy_by_energy, dangerous_energy, controls_dangerous_energy,
    decides_its_own_treatment,
    diagnosis_by_energy, pictures_of_tracers, vital_signs, vital_signs_in_danger, radiology,
    controls_radiology, pumps, dangerous_pumps,
)  # fmt: skip
