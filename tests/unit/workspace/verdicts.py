"""Invented verdicts, for tests of how a verdict is shown."""

from __future__ import annotations

from datetime import date
from typing import Any

from fram.rules.verdict import Finding, Verdict
from fram.terms.citation import Citation
from fram.terms.logic import Truth
from fram.terms.product import ProductProfile

DAY = date(2026, 11, 22)
LAW = Citation(title="A law", place="Article 1, first indent", url="https://example.org")


def software(**facts: object) -> ProductProfile:
    return ProductProfile(name="x", kind="software", facts=facts)


DECIDING = software(medical_purpose=True, individual_patient=True, info_for_decision=True)


def finding(outcome: str, rule: str = "r-1", **more: Any) -> Finding:
    return Finding(rule=rule, truth=Truth.YES, outcome=outcome, cite=LAW, says=f"It is {outcome}.", **more)


def verdict(*outcomes: str, **more: Any) -> Verdict:
    told = {"regime": "eu-mdr", "because": (), "as_of": DAY, "book": "eu-mdr 1", "covers": "All of it"}
    return Verdict(outcomes=outcomes, **{**told, **more})
