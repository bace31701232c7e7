"""Rule 4 of Annex VIII: self-tests, and tests beside the patient."""

from __future__ import annotations

from fram.knowledge.eu.regulation.ivdr.items import is_receptacle
from fram.knowledge.eu.regulation.ivdr.law import annex_viii, guide
from fram.knowledge.eu.regulation.ivdr.rules_5_to_7 import is_class_a
from fram.rules.condition import Condition, is_one_of, is_yes

RULE_4 = "2.4 (rule 4)"
EVERYDAY = ("pregnancy", "hCG", "fertility", "LH", "sperm_vitality", "sperm_count", "cholesterol")
IN_URINE = ("urine_glucose_leucocytes", "urine_erythrocytes", "urine_bacteria")
"""Answers that name urine themselves."""
PLAIN_IN_URINE = ("glucose", "erythrocytes", "leucocytes", "leukocytes", "bacteria")


def is_self_test() -> Condition:
    """Lay people carry out at least a part of the test; only collecting the sample is not enough."""
    return is_yes("self_test") & ~is_receptacle()


def is_everyday() -> Condition:
    """What it finds is one of the exceptions for home tests. In blood, glucose is none of them."""
    in_urine = is_one_of("specimen", "urine") & is_one_of("analyte", *PLAIN_IN_URINE)
    return is_one_of("analyte", *EVERYDAY, *IN_URINE) | in_urine


@annex_viii("C", f"{RULE_4}, point (a)", id="4a", guides=(guide("rule 4(a)"),))
def rule_4a() -> Condition:
    """Class C for a test that lay people carry out, wholly or in part, even if others read the answer."""
    return is_self_test() & ~is_everyday()


@annex_viii("B", f"{RULE_4}, point (a), exceptions", id="4a-exempt", guides=(guide("rule 4(a)"),))
def rule_4a_everyday() -> Condition:
    """Class B for home tests of pregnancy, fertility, cholesterol; of sugar, blood cells, bacteria in urine.

    A kit that also finds something else is in class C.
    """
    return is_self_test() & is_everyday()


@annex_viii("B", f"{RULE_4}, point (b)", id="4b", guides=(guide("rule 4(b)"),))
def rule_4b() -> Condition:
    """A test used by staff beside the patient is judged for itself: class B where no other rule says more."""
    return is_yes("near_patient") & ~is_class_a()


RULES = (rule_4a, rule_4a_everyday, rule_4b)
