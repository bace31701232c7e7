"""The rule book of Canada for tests on samples: Schedule 1, Part 2."""

from __future__ import annotations

from fram.knowledge.ca.regulation.ca.law import CLASSES, SINCE, act, schedule_1
from fram.knowledge.ca.regulation.ca.tests_on_samples import germs, other_uses
from fram.knowledge.samples import concerns_infection
from fram.rules.book import RuleBook
from fram.rules.condition import Condition, is_no, is_one_of, is_yes
from fram.rules.rule import Rule, rule
from fram.rules.verdict import Force
from fram.terms.citation import Confidence

NOT_A_TEST = "not_ivd"


@rule(NOT_A_TEST, id="q-not-a-test", cite=act("section 2, definition of device"), since=SINCE)
def examines_no_patient() -> Condition:
    """What examines no samples, or is not sold to learn about anybody's health, is no test."""
    return is_no("is_ivd") | is_no("medical_purpose")


@rule(NOT_A_TEST, id="q-left-out", cite=act("section 2, definition of device"), since=SINCE,
      force=Force.PRACTICE, confidence=Confidence.UNCHECKED)  # fmt: skip
def for_laboratories_in_general() -> Condition:
    """Products for laboratories in general, for research or to compare laboratories are taken as no test."""
    left_out = ("general_lab", "research_only", "quality_scheme", "reference_material")
    return is_one_of("ivd_left_out", *left_out)


def is_near_patient() -> Condition:
    """It is used outside a laboratory, by staff or at home (section 1)."""
    return is_yes("near_patient") | is_yes("self_test")


@schedule_1("III", "Part 2, rule 6", id="ivd-6")
def rule_6_near_patient() -> Condition:
    """A test used outside a laboratory, at the bedside, in a pharmacy or at home, is class III."""
    return is_near_patient()


def _rule_7(level: str) -> Rule:
    """Used with a test of one class."""

    def together() -> Condition:
        return is_one_of("paired_ivd_class", level)

    together.__doc__ = f"Made to be used with a test of class {level}, it is at least class {level} too."
    return schedule_1(level, "Part 2, rule 7", id=f"ivd-7-{level}")(together)


RULES_1_TO_7 = (
    *germs.RULES, *other_uses.RULES, rule_6_near_patient, *(_rule_7(level) for level in CLASSES)
)  # fmt: skip


@schedule_1("I", "Part 2, rule 8", id="ivd-8")
def rule_8_all_else() -> Condition:
    """A test that none of rules 1 to 7 names is class I."""
    condition = is_yes("is_ivd")
    for named in RULES_1_TO_7:
        condition &= ~named.condition
    return condition


RULES_1_TO_8 = (*RULES_1_TO_7, rule_8_all_else)
ALL_ELSE = tuple(rule.id for rule in RULES_1_TO_8)


@schedule_1("II", "Part 2, rule 9, table, items 1 and 2", id="ivd-9-mild", despite=ALL_ELSE)
def rule_9_pregnancy_and_cholesterol() -> Condition:
    """Tests for pregnancy, fertility or cholesterol outside a laboratory are class II, whatever rules 1 to 8
    say.
    """
    mild = ("pregnancy", "fertility", "sperm_vitality", "antisperm_antibody", "cholesterol")
    return is_near_patient() & is_one_of("analyte", *mild)


@schedule_1("I", "Part 2, rule 9, table, items 3 and 4", id="ivd-9-culture", despite=ALL_ELSE)
def rule_9_cultures() -> Condition:
    """Media, and tests that name a germ after it was grown, are class I, whatever rules 1 to 8 say. One that
    steers the care, such as which medicine works on the germ, is not meant.
    """
    names_it = concerns_infection() & ~is_one_of("ivd_purpose", *germs.CARE)
    return is_one_of("ivd_item", "culture_medium") | (is_one_of("specimen", "isolate") & names_it)


BOOK = RuleBook(
    id="ca",
    version="SOR/98-282 Schedule 1 Part 2, 18 June 2026",
    order=CLASSES,
    out=NOT_A_TEST,
    outside=(examines_no_patient, for_laboratories_in_general),
    rules=(*RULES_1_TO_8, rule_9_pregnancy_and_cholesterol, rule_9_cultures),
    covers="Schedule 1, Part 2, rules 1 to 9; the highest class that fits holds (section 7)",
    vocabulary={},
    assumes={"is_ivd": "yes", "medical_purpose": "yes"},
)
