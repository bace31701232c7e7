"""Duties that come beside a class under Regulation (EU) 2017/745: Is, Im and Ir, custom-made, systems and
packs.
"""

from __future__ import annotations

from fram.knowledge.eu.regulation.mdr.definitions import is_reusable_instrument
from fram.knowledge.eu.regulation.mdr.law import APPLIES, law
from fram.knowledge.products import is_hardware
from fram.rules.condition import Condition, is_yes
from fram.rules.rule import rule


@rule("Is", id="mark-sterile", cite=law("Article 52(7)(a)"), since=APPLIES)
def sterile() -> Condition:
    """Class I but sold sterile: a notified body looks at how it is made and kept sterile, and at nothing
    else.
    """
    return is_hardware() & is_yes("sterile") & ~is_yes("custom_made")


@rule("Im", id="mark-measuring", cite=law("Article 52(7)(b)"), since=APPLIES)
def measuring() -> Condition:
    """Class I but with a measuring function: a notified body looks at whether it measures right, and nothing
    else.
    """
    return is_yes("measuring") & ~is_yes("custom_made")


@rule("Ir", id="mark-reusable", cite=law("Article 52(7)(c)"), since=APPLIES)
def reusable_instrument() -> Condition:
    """Class I but a reusable surgical instrument: a notified body looks at cleaning and reuse, and at nothing
    else.
    """
    return is_hardware() & is_reusable_instrument() & ~is_yes("custom_made")


@rule("custom-made", id="mark-custom-made", cite=law("Article 52(8) and Annex XIII"), since=APPLIES)
def custom_made() -> Condition:
    """Made to a prescription for one patient: a statement takes the place of the CE mark; only a class III
    implant needs a notified body.
    """
    return is_hardware() & is_yes("custom_made")


@rule("pack", id="mark-pack", cite=law("Article 22"), since=APPLIES)
def system_or_pack() -> Condition:
    """A set of CE-marked products, used as each is meant, has no class of its own: who puts it together signs
    a statement, and a notified body is needed only for sterilising it.
    """
    return is_hardware() & is_yes("system_or_pack")


MARKS = (sterile, measuring, reusable_instrument, custom_made, system_or_pack)
