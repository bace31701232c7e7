"""What a product is and does, as conditions that the laws of several markets share.

The laws of Europe, Great Britain, Singapore, Australia and Canada grew from directive 93/42 and the model of
the Global Harmonization Task Force, and mean the same by these words. A law that means something else writes
its own condition beside its rules, so that a change here is a change to every law that reads it.
"""

from __future__ import annotations

from fram.rules.condition import Condition, is_one_of, is_yes


def is_hardware() -> Condition:
    """It is more than software on its own: a thing, a liquid, a powder."""
    return is_one_of("device_kind", "hardware")


def is_software() -> Condition:
    """It is software on its own."""
    return is_one_of("device_kind", "software")


def is_powered() -> Condition:
    """It is a thing that works on power."""
    return is_hardware() & is_yes("active")


def is_active() -> Condition:
    """It works on power, or is software on its own, which the laws count as such.

    Europe: Article 2(4); Great Britain: Annex IX, chapter I, 1.4; Canada: section 1; Australia: dictionary.
    """
    return is_software() | is_yes("active")


def stays_outside() -> Condition:
    """It does not go into the body (in Canada's words: nor touch the eye)."""
    return is_hardware() & is_one_of("invasive", "none")


def touches_injured_skin() -> Condition:
    """It stays outside and touches injured skin; moist linings are not named here."""
    return stays_outside() & is_one_of("contact", "injured_skin")


def leads_or_keeps(*what: str) -> Condition:
    """It stays outside, and leads or keeps this for later use in the body."""
    return stays_outside() & is_one_of("channel_store", *what) & is_yes("eventual_administration")


def changes_blood(*how: str) -> Condition:
    """It stays outside, and changes blood or other liquids for the body in this way."""
    return stays_outside() & is_one_of("modifies_composition", *how)


def enters_an_opening() -> Condition:
    """It goes in through a natural opening, not by surgery (in Canada's words: or touches the eye)."""
    return is_hardware() & is_one_of("invasive", "orifice")


def enters_by_surgery() -> Condition:
    """It enters the body through an opening that was made for it, implants included."""
    return is_hardware() & is_one_of("invasive", "surgical", "implant")


def brief_surgery() -> Condition:
    """It goes in by surgery or a needle for less than an hour."""
    return is_hardware() & is_one_of("invasive", "surgical") & is_one_of("duration", "transient")


def days_of_surgery() -> Condition:
    """It goes in by surgery or a needle for up to thirty days."""
    return is_hardware() & is_one_of("invasive", "surgical") & is_one_of("duration", "short")


def is_implant() -> Condition:
    """It is put into the body by surgery to stay there; what goes in through an opening is none.

    Great Britain: Annex IX, chapter I, 1.2. Europe also counts what comes through an opening.
    """
    stays = is_one_of("invasive", "surgical") & is_yes("implantable")
    return is_hardware() & (is_one_of("invasive", "implant") | stays)


def is_powered_implant() -> Condition:
    """It works on power and stays in the body, also where it came through a natural opening."""
    implant = is_one_of("invasive", "implant") & (is_yes("active_implantable") | is_yes("active"))
    stays = is_one_of("invasive", "orifice", "surgical") & is_yes("implantable") & is_yes("active")
    return is_hardware() & (implant | stays)


def is_for_brain_or_cord() -> Condition:
    """It is made specifically to touch the brain or spinal cord; the heart is not named here."""
    return is_yes("direct_contact_critical") & is_one_of("body_site", "cns")


def is_in_teeth() -> Condition:
    """It is placed in the teeth."""
    return is_one_of("body_site", "teeth")


def treats_with_energy() -> Condition:
    """It is powered and treats by giving or drawing energy."""
    return is_powered() & is_yes("therapeutic_energy")


def is_for_diagnosis() -> Condition:
    """It is a powered thing meant to find or follow an illness: the rules on diagnosis speak of no other."""
    return is_powered() & is_yes("diagnosis_monitoring")


def reads_the_body_with_energy() -> Condition:
    """It is powered and sends energy into the body to see or measure, more than visible light."""
    return is_for_diagnosis() & is_yes("diag_energy_absorbed") & ~is_yes("illumination_visible_only")


def pictures_tracers() -> Condition:
    """It pictures radioactive tracers in the body."""
    return is_for_diagnosis() & is_yes("radiopharma_imaging")


def reads_vital_signs() -> Condition:
    """It directly measures, diagnoses or follows functions that life depends on."""
    vital = is_yes("vital_process") | is_one_of("monitors_physiological", "vital")
    return (is_software() | is_for_diagnosis()) & vital


def deals_with_radiation() -> Condition:
    """It gives ionising radiation for radiology or therapy, or controls what does."""
    gives = is_yes("emits_ionising_radiology") | is_yes("emits_ionising_therapeutic")
    return (is_powered() & gives) | (is_active() & is_yes("controls_ionising"))


def gives_substances() -> Condition:
    """It is powered, and gives substances to the body or takes them out."""
    return is_powered() & is_yes("administers_removes_substances")
