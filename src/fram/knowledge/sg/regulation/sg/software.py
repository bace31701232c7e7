"""Software on its own: the table of GL-07, decision support, and what steers another device.

The table is guidance; rules 10 and 12 of GN-13 hold beside it, since software counts as powered.
"""

from __future__ import annotations

from fram.knowledge.products import is_software
from fram.knowledge.sg.regulation.sg.law import TABLE_SINCE, gn_13, software_guide
from fram.rules.condition import AnyOf, Condition, is_no, is_one_of, is_yes
from fram.rules.rule import Rule, rule
from fram.rules.verdict import Force
from fram.terms.citation import Citation, Confidence

CELLS = {
    "C": (("critical", "treat_or_diagnose"), ("critical", "drive"), ("serious", "treat_or_diagnose")),
    "B": (("critical", "inform"), ("serious", "drive"), ("non_serious", "treat_or_diagnose")),
    "A": (("serious", "inform"), ("non_serious", "drive"), ("non_serious", "inform")),
}
"""The table: how ill the people are, and how much weight the answer carries."""
STEERED = {"I": "A", "IIa": "B", "IIb": "C", "III": "D"}
"""The class told of the steered device is Europe's; it is read across."""


def table(place: str) -> Citation:
    """Return a citation of the table."""
    return software_guide(f"section 2, {place}")


def only_supports_a_clinician() -> Condition:
    """It weighs records and values, no pictures or signals, for professionals who can check its reasons.

    What treats or diagnoses by itself takes the place of their judgement.
    """
    own_judgement = is_one_of("cds_basis_reviewable", "met") & is_no("lay_user")
    supports = ~is_one_of("imdrf_significance", "treat_or_diagnose")
    return is_software() & is_one_of("cds_inputs", "met") & own_judgement & supports


def in_cells(cells: tuple[tuple[str, str], ...]) -> Condition:
    """It stands in one of these cells of the table."""
    return AnyOf(
        tuple(is_one_of("imdrf_situation", s) & is_one_of("imdrf_significance", w) for s, w in cells)
    )


def by_table(outcome: str, words: str) -> Rule:
    """Make the rule of the cells that lead to one class; mere decision support for clinicians is let off."""

    def write() -> Condition:
        let_off = ~only_supports_a_clinician()
        return is_software() & in_cells(CELLS[outcome]) & let_off

    write.__doc__ = words
    return rule(
        outcome, id=f"software-{outcome}", cite=table("table"), since=TABLE_SINCE, force=Force.GUIDANCE,
        confidence=Confidence.PARTLY_READ,
    )(write)  # fmt: skip


@rule("B", id="software-measures", cite=table("table, note"), since=TABLE_SINCE, force=Force.GUIDANCE,
      confidence=Confidence.PARTLY_READ)  # fmt: skip
def software_that_measures() -> Condition:
    """Where it drives care in a condition that is not serious, class B if it images or measures itself.

    The revision of 2025 is said to ask more narrowly for functions that life depends on.
    """
    return is_software() & in_cells((("non_serious", "drive"),)) & is_yes("images_or_measures")


@rule("A", id="software-support", cite=software_guide("section 3, decision support"), since=TABLE_SINCE,
      force=Force.GUIDANCE, confidence=Confidence.PARTLY_READ)  # fmt: skip
def decision_support() -> Condition:
    """Support for clinicians is class A if it reads no pictures or signals and they judge for themselves."""
    return only_supports_a_clinician()


def steers(european: str) -> Rule:
    """Make the rule for software that steers a device of this class."""

    def write() -> Condition:
        """Software that steers a device takes its class; the class told is Europe's, read across."""
        return is_software() & is_one_of("drives_mdr_class", european)

    return gn_13(STEERED[european], "software that drives a device", id=f"software-steers-{european}",
                 confidence=Confidence.UNCHECKED)(write)  # fmt: skip


RULES = (
    by_table("C", "By the table class C: it treats or diagnoses where people are seriously ill, or drives "
                  "care where they are critically ill."),
    by_table("B", "By the table class B: it informs about the critically ill, drives care of the seriously "
                  "ill, or treats or diagnoses what is not serious."),
    by_table("A", "By the table class A: it informs about what is serious or less, or drives care in what is "
                  "not serious."),
    software_that_measures, decision_support, *(steers(european) for european in STEERED),
)  # fmt: skip
