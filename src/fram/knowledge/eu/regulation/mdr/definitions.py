"""The words that the rules of Annex VIII share: its chapter I and Article 2, as conditions.

A rule asks first what no other product can meet, so that a plain no settles it.
"""

from __future__ import annotations

from fram.knowledge.products import is_hardware, is_software
from fram.rules.condition import Condition, is_one_of, is_yes

STRICTER_THAN_I = ("IIa", "IIb", "III")
NOSE_MOUTH_EAR = ("oral_to_pharynx", "teeth", "nasal", "ear_canal")
"""The mouth as far as the pharynx (teeth stand in it), the nose, the ear canal as far as the drum."""
HEART_VESSELS_NERVES = ("heart", "ccs", "cns")
"""The heart, the central circulatory system and the central nervous system."""


def is_software_with_own_purpose() -> Condition:
    """Software on its own; or in or beside hardware, and doing more than run it."""
    return is_software() | (is_hardware() & is_yes("software_own_purpose"))


def enters_by_an_opening() -> Condition:
    """Invasive through a body orifice, not by surgery."""
    return is_hardware() & is_one_of("invasive", "orifice")


def is_implant() -> Condition:
    """Implantable, Article 2(5): put in to stay, by whatever clinical procedure."""
    may_stay = is_one_of("invasive", "orifice", "surgical") & is_yes("implantable")
    return is_hardware() & (is_one_of("invasive", "implant") | may_stay)


def is_implant_or_stays_long() -> Condition:
    """What rule 8 speaks of: implantable, or in the body by surgery for more than thirty days."""
    stays_long = is_hardware() & is_one_of("invasive", "surgical") & is_one_of("duration", "long")
    return is_implant() | stays_long


def is_joined_to_stricter() -> Condition:
    """Joined, or meant to be joined, to an active device of class IIa or above."""
    return is_one_of("connected_active_class", *STRICTER_THAN_I)


def is_reusable_instrument() -> Condition:
    """A reusable surgical instrument, 2.3: without connection to an active device."""
    return is_yes("reusable_surgical_instrument") & ~is_one_of(
        "connected_active_class", "I", *STRICTER_THAN_I
    )


def steers(*classes: str) -> Condition:
    """Software, on its own or in hardware, that drives a device of one of these classes or influences
    its use.
    """
    has_software = is_software() | (is_hardware() & is_yes("contains_software"))
    return has_software & is_one_of("drives_mdr_class", *classes)
