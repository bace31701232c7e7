"""The proposal COM(2025) 1023 to change Regulation (EU) 2017/745: not law, off by default.

Read in a transcription of its HTML text with two gaps and in summaries, not in full. What is a reading of
ours: the first limb of each indent of the new rule 11 is taken to mean software that treats or diagnoses, or
the strictest indent would swallow the next; the paragraph on monitoring is taken to be gone, since the
transcription shows none.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from fram.knowledge.eu.regulation.mdr.definitions import is_reusable_instrument
from fram.knowledge.eu.regulation.mdr.law import APPLIES, proposal
from fram.knowledge.eu.regulation.mdr.software import (
    STRICT_CELLS,
    STRICTEST_CELL,
    in_cells,
    informs_decisions,
    monitors_the_body,
)
from fram.knowledge.products import is_software
from fram.rules.book import Reform
from fram.rules.condition import Condition
from fram.rules.rule import Rule, rule
from fram.rules.verdict import Force
from fram.terms.citation import Confidence

RULE_11 = "Annex VIII, 6.3 (rule 11) as proposed"
MILDER_CELLS = (
    ("critical", "inform"),
    ("serious", "drive"),
    ("serious", "inform"),
    ("non_serious", "treat_or_diagnose"),
)
ON_THE_HEART_AND_NERVES = ("6-defect", "6-contact")


def proposed(outcome: str, *, id: str) -> Callable[[Callable[[], Condition]], Rule]:
    """Make a rule of the proposed rule 11: no law, and read in part."""
    return rule(
        outcome, id=id, cite=proposal(RULE_11), since=APPLIES, force=Force.PROPOSAL,
        confidence=Confidence.PARTLY_READ,
    )  # fmt: skip


def serves_care() -> Condition:
    """Its output is used for diagnosis, treatment or monitoring."""
    return informs_decisions() | monitors_the_body()


@proposed("III", id="p11-iii")
def proposed_rule_11_iii() -> Condition:
    """Proposed: software that treats or diagnoses in a critical situation is in class III."""
    return serves_care() & in_cells(STRICTEST_CELL)


@proposed("IIb", id="p11-iib")
def proposed_rule_11_iib() -> Condition:
    """Proposed: class IIb where it drives care in a critical situation, or treats or diagnoses in a serious
    one.
    """
    return serves_care() & in_cells(STRICT_CELLS)


@proposed("IIa", id="p11-iia")
def proposed_rule_11_iia() -> Condition:
    """Proposed: class IIa where it treats or diagnoses what is not serious, drives care in a serious
    situation, or informs in a critical or serious one.
    """
    return serves_care() & in_cells(MILDER_CELLS)


@proposed("I", id="p11-other")
def proposed_rule_11_other() -> Condition:
    """Proposed: all other software is in class I."""
    return is_software() & ~(serves_care() & in_cells((*STRICTEST_CELL, *STRICT_CELLS, *MILDER_CELLS)))


PROPOSED = (proposed_rule_11_iii, proposed_rule_11_iib, proposed_rule_11_iia, proposed_rule_11_other)


def change(rules: tuple[Rule, ...]) -> tuple[Rule, ...]:
    """Return the rules as they would be: rule 11 rewritten, reusable instruments in class I wherever they
    touch.
    """
    kept = (_eased(rule) for rule in rules if not rule.id.startswith("11-"))
    return (*kept, *PROPOSED)


def _eased(rule: Rule) -> Rule:
    if rule.id not in ON_THE_HEART_AND_NERVES:
        return rule
    condition = rule.condition & ~is_reusable_instrument()
    return replace(
        rule, condition=condition, cite=proposal("Annex VIII, 5.2 (rule 6) as proposed"),
        force=Force.PROPOSAL, confidence=Confidence.PARTLY_READ,
    )  # fmt: skip


COM_2025_1023 = Reform(
    id="com-2025-1023",
    cite=proposal("Annex VIII"),
    change=change,
    says="Would rewrite rule 11 so that class I is the starting point for software, and put every reusable "
    "surgical instrument in class I. Proposed in December 2025, not adopted; read in part only.",
    confidence=Confidence.PARTLY_READ,
)
