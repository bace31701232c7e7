"""An invented order on kites: four classes, a way out, a duty and a reading aid."""

from __future__ import annotations

from datetime import date

from fram.rules.book import RuleBook
from fram.rules.condition import Condition, is_no, is_one_of, is_yes
from fram.rules.rule import rule
from fram.rules.verdict import Force
from fram.terms.citation import Citation, Confidence

LAW = Citation(title="Order on kites", place="section 3")
OLD, NEW, DAY = date(2020, 1, 1), date(2025, 1, 1), date(2026, 11, 21)


@rule("no kite", id="bird", cite=LAW, since=OLD)
def is_alive() -> Condition:
    """What lives is a bird."""
    return is_yes("alive")


@rule("B", id="large", cite=LAW, since=OLD)
def is_large() -> Condition:
    """Large kites are in class B."""
    return is_one_of("size", "large", "huge")


@rule("C", id="heavy", cite=LAW, since=OLD, confidence=Confidence.UNCHECKED)
def is_large_and_heavy() -> Condition:
    """Huge kites of steel are in class C,
    whatever they carry.
    """
    return is_one_of("size", "huge") & is_yes("steel")


@rule("D", id="manned", cite=LAW, since=NEW, until=date(2027, 1, 1))
def is_manned() -> Condition:
    """Kites with a pilot are in class D."""
    return is_yes("pilot")


@rule("As", id="painted", cite=LAW, since=OLD)
def is_painted() -> Condition:
    """Painted kites are registered."""
    return is_yes("painted")


@rule("B", id="table", cite=LAW, since=OLD, force=Force.GUIDANCE)
def by_the_table() -> Condition:
    """The published table puts kites without paint in B."""
    return is_no("painted")


YES_NO = ("yes", "no")
BOOK = RuleBook(
    id="kites",
    version="1",
    order=("A", "B", "C", "D"),
    rules=(is_large, is_large_and_heavy, is_manned),
    outside=(is_alive,),
    out="no kite",
    marks=(is_painted,),
    aids=(by_the_table,),
    vocabulary={
        "alive": YES_NO,
        "size": ("small", "large", "huge"),
        "steel": YES_NO,
        "pilot": YES_NO,
        "painted": YES_NO,
    },
)
"""Nothing follows from anything, and no question has a gate."""
