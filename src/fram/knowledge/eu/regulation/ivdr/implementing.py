"""Implementing rules 1.4 to 1.6 of Annex VIII: what takes the class of the test it serves.

The others need no rule of their own. 1.1: the questions ask for the purpose that is claimed. 1.2 and 1.3: one
profile is one product, and an accessory is asked about for itself. 1.7 to 1.9: all rules are asked and the
strictest wins. 1.10: no rule asks whether a test is first-line, confirmatory or supplemental.
"""

from __future__ import annotations

from fram.knowledge.eu.regulation.ivdr.items import may_be
from fram.knowledge.eu.regulation.ivdr.law import CLASSES, annex_viii, guide, guide_to_software
from fram.knowledge.products import is_software
from fram.knowledge.samples import is_item
from fram.rules.condition import Condition, is_one_of
from fram.rules.rule import Rule


def drives(cls: str) -> Condition:
    """Software that drives a device of this class, or influences its use."""
    return is_software() & is_one_of("drives_ivd_class", cls)


def calibrates(cls: str) -> Condition:
    """A calibrator for a device of this class."""
    return may_be("calibrator") & is_one_of("calibrates_ivd_class", cls)


def controls(cls: str) -> Condition:
    """A control with an assigned value, for a device of this class."""
    return may_be("control_assigned") & is_one_of("controls_ivd_class", cls)


def serves_class_a() -> Condition:
    """It only serves a device of class A. Software that gives a patient result does more than that."""
    return (drives("A") & ~is_item("assay")) | calibrates("A") | controls("A")


def _rule_1_4(cls: str) -> Rule:
    def write() -> Condition:
        return drives(cls)

    write.__doc__ = f"Software that drives a device or influences its use has the device's class, here {cls}."
    guides = (guide("section 3.2.3"), guide_to_software("implementing rules"))
    return annex_viii(cls, "1.4", id=f"1.4-{cls}", guides=guides)(write)


def _rule_1_5(cls: str) -> Rule:
    def write() -> Condition:
        return calibrates(cls)

    write.__doc__ = f"A calibrator has the class of the device it calibrates, here {cls}."
    return annex_viii(cls, "1.5", id=f"1.5-{cls}", guides=(guide("annex 1"),))(write)


def _rule_1_6(cls: str) -> Rule:
    def write() -> Condition:
        return controls(cls)

    write.__doc__ = (
        "A control with an assigned value, in figures or in words, for one or several analytes, has the "
        f"class of the device it checks, here {cls}."
    )
    return annex_viii(cls, "1.6", id=f"1.6-{cls}", guides=(guide("annex 1"),))(write)


RULES = tuple(make(cls) for make in (_rule_1_4, _rule_1_5, _rule_1_6) for cls in CLASSES)
