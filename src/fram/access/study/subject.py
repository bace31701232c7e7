"""What a product is, as far as it decides which kinds of study can be made of it, and why not others."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from fram.access.study.figures import KINDS, Kind
from fram.terms.company import Company
from fram.terms.product import ProductProfile

SHARED_UNITS = ("ward", "bed", "hospital", "nursing-home", "practice", "laboratory")
"""Units of sale that several patients share: one of them cannot be left without it."""
MEASURING = frozenset(("diagnose_disease", "monitor_disease", "predict_disease", "prognose_disease"))
TREATING = frozenset(("treat_disease", "alleviate_disease", "compensate_injury", "prevent_disease"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """The product under study.

    ``treats``: patients get better by it; ``measures``: what it says can be held against a better test;
    ``in_groups``: a whole ward or practice uses it at once; ``at_home``: digital, used by patients
    themselves; ``in_use``: countries where it is in ordinary use today, home first.
    """

    treats: bool
    measures: bool
    in_groups: bool
    at_home: bool
    digital: bool
    home: str
    in_use: tuple[str, ...] = ()


def subject_of(product: ProductProfile, *, company: Company) -> Subject:
    """Return what of the product decides how it can be studied; what is not stated counts as no."""
    purposes = set(product.fact("medical_purposes") or ())
    tested = any(study.design == "diagnostic-accuracy" for study in product.evidence)
    in_groups = product.unit_of_sale in SHARED_UNITS
    digital = product.kind == "software"
    served = tuple(dict.fromkeys((company.country, *company.markets_served)))
    return Subject(
        treats=bool(product.fact("therapeutic")) or bool(purposes & TREATING),
        measures=product.kind == "ivd" or bool(purposes & MEASURING) or tested,
        in_groups=in_groups, at_home=digital and not in_groups and bool(product.fact("lay_user")),
        digital=digital, home=company.country,
        in_use=tuple(code for code in served if code in company.markets_served),
    )  # fmt: skip


def hindrance(kind: Kind, subject: Subject) -> str:
    """Return why a kind of study cannot be made of the product, as a key; empty where it can."""
    if kind == "rct" and subject.in_groups and not subject.treats:
        return "whole-group"
    if kind == "cluster-rct" and not subject.in_groups:
        return "no-groups"
    if kind == "no-worse" and not subject.treats:
        return "treats-nobody"
    if kind == "accuracy" and not subject.measures:
        return "measures-nothing"
    if kind in ("registry", "real-world") and not subject.in_use:
        return "not-in-use"
    return ""


def hindrances(subject: Subject) -> Mapping[str, str]:
    """Return for each kind of study that cannot be made why not, as a key."""
    return {kind: why for kind in KINDS if (why := hindrance(kind, subject))}
