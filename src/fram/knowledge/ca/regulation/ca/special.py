"""Rules 13 to 16: cleaning, tissue, raw materials, and the two devices that are class IV despite all else."""

from __future__ import annotations

from fram.knowledge.ca.regulation.ca import inside_the_body, outside_the_body, powered
from fram.knowledge.ca.regulation.ca.law import CLASSES, schedule_1
from fram.knowledge.products import enters_by_surgery, is_hardware
from fram.rules.condition import Condition, is_one_of, is_yes
from fram.rules.rule import Rule


@schedule_1("IV", "Part 1, rule 13(a)", id="13-a")
def rule_13_donations() -> Condition:
    """What disinfects or sterilises blood, tissue or organs for transfusion or transplant is class IV."""
    return is_yes("involves_substances") & is_yes("sterilises_tissue") & is_hardware()


@schedule_1("II", "Part 1, rule 13(b)", id="13-b")
def rule_13_devices() -> Condition:
    """What disinfects or sterilises medical devices is class II."""
    cleans = is_one_of("disinfects", "noninvasive_devices", "invasive_devices_endpoint")
    return (cleans | is_yes("sterilises_devices")) & is_hardware()


def holds_tissue() -> Condition:
    """It is made with cells or tissue of people or animals, what is drawn from them, or altered genes."""
    return is_hardware() & ~is_one_of("tissue_origin", "none")


@schedule_1("IV", "Part 1, rule 14(1)", id="14-1")
def rule_14_tissue() -> Condition:
    """What is made with human or animal cells or tissue, or with altered genes, is class IV."""
    return holds_tissue()


@schedule_1("I", "Part 1, rule 14(2)", id="14-2", despite=("14-1",))
def rule_14_healthy_skin() -> Condition:
    """Class I where it touches healthy skin only."""
    on_skin = is_one_of("contact", "intact_skin", "intact_skin_only") & is_one_of("invasive", "none")
    return holds_tissue() & on_skin


def _rule_15(level: str) -> Rule:
    """The material for a device of one class."""

    def material() -> Condition:
        return is_hardware() & is_yes("involves_substances") & is_one_of("shaped_class", level)

    material.__doc__ = (
        f"A material that professionals shape for one patient is class {level} where the result is."
    )
    return schedule_1(level, "Part 1, rule 15", id=f"15-{level}")(material)


RULE_15 = tuple(_rule_15(level) for level in CLASSES)
RULES_1_TO_15 = (
    *inside_the_body.RULES, *outside_the_body.RULES, *powered.RULES,
    rule_13_donations, rule_13_devices, rule_14_tissue, rule_14_healthy_skin, *RULE_15,
)  # fmt: skip


@schedule_1("IV", "Part 1, rule 16, table", id="16", despite=tuple(rule.id for rule in RULES_1_TO_15))
def rule_16_breast_implants() -> Condition:
    """Breast implants, and expanders that make room for one, are class IV whatever rules 1 to 15 say."""
    return enters_by_surgery() & is_yes("breast_implant")


RULES = (*RULES_1_TO_15, rule_16_breast_implants)
