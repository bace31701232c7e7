"""Rules 5, 6 and 7 of Annex VIII: class A for what only helps, class B for all that is left."""

from __future__ import annotations

from fram.knowledge.eu.regulation.ivdr.implementing import serves_class_a
from fram.knowledge.eu.regulation.ivdr.items import is_general_reagent, is_plain_instrument, is_receptacle
from fram.knowledge.eu.regulation.ivdr.law import APPLIES, STERILE, annex_viii, guide, law
from fram.knowledge.samples import is_item
from fram.rules.condition import Condition, is_yes
from fram.rules.rule import rule

RULE_5 = "2.5 (rule 5)"


def is_class_a() -> Condition:
    """Class A has only these ways in: rule 5, or serving a device of class A."""
    return is_general_reagent() | is_plain_instrument() | is_receptacle() | serves_class_a()


@annex_viii("A", f"{RULE_5}, point (a)", id="5a", guides=(guide("rule 5(a) and annex 1"),))
def rule_5a() -> Condition:
    """Class A for general laboratory products, buffers, media, stains; accessories without critical features.

    The law asks for the lack of critical features of accessories; guidance asks it of reagents too.
    """
    return is_general_reagent()


@annex_viii("A", f"{RULE_5}, point (b)", id="5b", guides=(guide("rule 5(b)"),))
def rule_5b() -> Condition:
    """Class A for an instrument made for tests on samples.

    By guidance one that measures by its own sensors, without reagents, is classified by its analysis instead.
    """
    return is_plain_instrument()


@annex_viii("A", f"{RULE_5}, point (c)", id="5c", guides=(guide("rule 5(c)"),))
def rule_5c() -> Condition:
    """Class A for a container for samples, also where lay people use it to collect the sample."""
    return is_receptacle()


@annex_viii("B", "2.6 (rule 6)", id="6", guides=(guide("rule 6"),))
def rule_6() -> Condition:
    """Class B, or above, for all that neither rule 5 nor the device it serves puts in class A."""
    return ~is_class_a()


@annex_viii("B", "2.7 (rule 7)", id="7", guides=(guide("rule 7"),))
def rule_7() -> Condition:
    """Class B for a control whose maker assigns it no value, neither in figures nor in words."""
    return is_item("control_unassigned")


@rule(STERILE, id="sterile", cite=law("Article 48(10)"), since=APPLIES)
def sold_sterile() -> Condition:
    """What is sold sterile needs a notified body in class A too, for the sterility alone."""
    return is_yes("sterile")


RULES = (rule_5a, rule_5b, rule_5c, rule_6, rule_7)
MARKS = (sold_sterile,)
