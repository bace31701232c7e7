"""An invented product, planning figures and doors for the tests of studies."""

from __future__ import annotations

from typing import Any

import numpy as np

from fram.access.evidence.doors import Ask, Door
from fram.access.study.design import Space
from fram.access.study.effects import Effect
from fram.access.study.effort import Drawn
from fram.access.study.figures import EFFORTS, KINDS
from fram.access.study.subject import Subject
from fram.rules.condition import Condition
from fram.terms.citation import Citation, Confidence
from fram.terms.proof.evidence import Evidence

CITE = Citation(title="Invented")
ASSUMED = {
    "effect_careful": 0.3, "effect_likely": 0.5, "effect_mean": 0.3, "effect_doubt": 0.2, "place_doubt": 0.1,
    "mix_doubt": 0.15, "likeness": 0.05, "group_size": 20, "matching_factor": 1.3, "share_today": 0.7,
    "margin": 0.1, "share_doubt": 0.05, "accuracy": 0.9, "accuracy_below": 0.1, "prevalence": 0.25,
    "attrition_site": 0.1, "attrition_home": 0.2, "attrition_home_long": 0.4,
}  # fmt: skip
EFFECT = Effect(careful=0.35, likely=0.5, mean=0.5, doubt=0.2, accuracy=0.9, accuracy_doubt=0.05)
TRIAL = Evidence(
    title="A trial", design="rct", participants=200, country="NO", outcome="health", comparator="usual-care",
    prospective=True, published=True, result="better", scale="difference", effect=4.0, effect_low=2.0,
    effect_high=6.0, register="NCT-INVENTED", reported_by="CONSORT",
)  # fmt: skip


def subject(**values: Any) -> Subject:
    """An app that treats patients at home, in use in Norway."""
    told = {
        "treats": True, "measures": False, "in_groups": False, "at_home": True, "digital": True, "home": "NO",
        "in_use": ("NO",), **values,
    }  # fmt: skip
    return Subject(**told)


def space(of: Subject | None = None, countries: tuple[str, ...] = ("NO", "DE")) -> Space:
    """Designs of a product in some countries."""
    most = {**dict.fromkeys(KINDS, 15), "cluster-rct": 60}
    return Space(
        subject=of or subject(), effect=EFFECT, assumed=ASSUMED, countries=countries, most_sites=most
    )


def drawn(*, at_home: bool = True, **values: float) -> Drawn:
    """Every figure of every kind as one number."""
    figures = {name: np.array([values.get(name, 0.0)]) for name in EFFORTS}
    return Drawn(
        kinds=dict.fromkeys(KINDS, figures), economics=np.array([values.get("economics", 0.0)]),
        transfer_file=np.array([values.get("transfer_file", 0.0)]), level={"NO": 1.0, "DE": 0.8},
        at_home=at_home, others=3,
    )  # fmt: skip


def ask(name: str, when: Condition, **values: Any) -> Ask:
    """A demand on evidence."""
    says = {"en": name, "nb": name}
    return Ask(id=name, says=says, when=when, cite=CITE, confidence=Confidence.READ, **values)


def door(name: str, *asks: Ask, markets: tuple[str, ...] = ("DE",), **values: Any) -> Door:
    """Somebody who must be convinced."""
    told = {"kind": "payer", "pays": "yes", **values}
    return Door(
        id=name, name={"en": name, "nb": name}, markets=markets, asks=asks, cite=CITE,
        confidence=Confidence.READ, **told,
    )  # fmt: skip
