"""Invented pathways for tests of the engine."""

from __future__ import annotations

from datetime import date
from typing import Any

from fram.access.pathways.pathway import Demand, Pathway, PriceRule, Step, Window
from fram.rules.condition import Condition
from fram.rules.parameter import Dated, Parameter
from fram.terms.citation import Citation, Confidence
from fram.terms.dist import Dist, Fixed

DAY = date(2026, 11, 21)
CITE = Citation(title="An invented tariff", read=DAY)
BOTH = {"en": "Invented.", "nb": "Oppdiktet."}


def param(dist: Dist, unit: str = "days") -> Parameter:
    return Parameter(key="p", unit=unit, values=(Dated(start=date(2020, 1, 1), value=dist, cite=CITE),))


def step(name: str, days: Dist | float) -> Step:
    dist = Fixed(value=float(days)) if isinstance(days, int | float) else days
    return Step(id=name, name=BOTH, actor=BOTH, days=param(dist))


def demand(name: str, when: Condition, *, change: str = "product", **more: Any) -> Demand:
    fields: dict[str, Any] = {"says": BOTH, "cite": CITE, "confidence": Confidence.READ}
    return Demand(id=name, when=when, change=change, **(fields | more))


def pathway(name: str, length: Dist | float, **more: Any) -> Pathway:
    """A pathway that pays after one step of so many days."""
    fields: dict[str, Any] = {
        "name": {"en": name, "nb": name}, "kind": "reimbursement", "markets": ("XX",), "payer": "insurer",
        "decides": BOTH, "budget": BOTH, "pays": "yes", "state": "live", "cite": CITE,
        "confidence": Confidence.READ, "law": (), "steps": (step("decision", length),),
        "money_after": "decision", "window": Window(every="rolling"),
        "price": PriceRule(mechanism="none", says=BOTH),
    }  # fmt: skip
    return Pathway(id=name, **(fields | more))
