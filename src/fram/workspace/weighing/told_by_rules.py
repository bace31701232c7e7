"""What the coded rules tell a plan of a product: classes they leave possible, and where it is no device."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from fram.access.regimes.regime import Told
from fram.rules.verdict import Verdict
from fram.terms.errors import Refused
from fram.terms.logic import Truth
from fram.terms.product import ProductProfile
from fram.workspace.access.codes.table import jmdn_code
from fram.workspace.access.verdicts import by_all_rules

BY_EUROPE = ("uk", "ch")
"""Regimes whose roads go by the European class: their own rules only tell what lies outside."""


def told_by_rules(product: ProductProfile, *, verdicts: Mapping[str, Verdict]) -> Told:
    """Return the classes the coded rules leave possible, and the regimes whose law does not see the product.

    Nothing where the company states its class: that stands. Nothing for a service, nor before a law
    began. Nothing from a screening: too little stands behind it to change a plan. What another law
    takes instead (a test, a medicine) is not outside: it needs an approval, if not this one.
    """
    classes: dict[str, tuple[str, ...]] = {}
    outside: set[str] = set()
    european = "eu-ivdr" if product.kind == "ivd" else "eu-mdr"
    for regime, verdict in verdicts.items():
        if verdict.screening or (regime.startswith("eu-") and regime != european):
            continue
        if verdict.applies is Truth.NO:
            if not _states_class(product, regime) and not any(rule.instead for rule in verdict.because):
                outside.add(regime)
        elif regime in BY_EUROPE or _states_class(product, regime) or verdict.stated:
            continue
        elif regime == european or verdict.because:  # else a class read across from Europe tells more
            classes[regime] = verdict.class_labels
    return Told(classes=classes | _by_name(product), outside=frozenset(outside))


def _by_name(product: ProductProfile) -> dict[str, tuple[str, ...]]:
    """The Japanese class, where the company names the code and the loaded list holds it."""
    code = product.fact("jmdn_code")
    entry = jmdn_code(str(code)) if code and product.fact("jmdn_class") is None else None
    return {"jp": (entry.device_class,)} if entry and entry.device_class else {}


def verdicts_of(product: ProductProfile, *, on: date) -> dict[str, Verdict]:
    """Return the verdict of each regime whose law holds on the day; none for a service."""
    if product.kind == "service":
        return {}
    try:
        found = by_all_rules(product, on=on)
    except Refused:  # answers that cannot all be true tell nothing of the class
        return {}
    return {regime: verdict for regime, verdict in found.items() if isinstance(verdict, Verdict)}


def _states_class(product: ProductProfile, regime: str) -> bool:
    held = any(c.regime == regime and c.device_class for c in product.certificates)
    if not regime.startswith("eu-") and regime not in BY_EUROPE:
        return held
    return held or product.fact("ivd_class" if regime == "eu-ivdr" else "eu_class") is not None
