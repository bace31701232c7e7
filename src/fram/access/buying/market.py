"""What is known of how one market buys: limits, rules, portals, buyers, agreements, and when money comes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from fram.access.buying.cycle import Observation
from fram.rules.parameter import Parameter
from fram.terms.citation import Citation, Confidence
from fram.terms.product import ProductProfile

BuyerKind = Literal["hospital", "municipality", "state", "insurer", "employer", "practice", "patient"]
TENDERING_BUYERS: tuple[BuyerKind, ...] = ("hospital", "municipality", "state")
"""Buyers who are bound by the law of public buying, unless a rule of their market says otherwise."""
SELLS_TO = ("national-buyer", "purchasing-group", "region", "hospital-group", "framework-holder")
"""The kinds of organisations that buy, or hold the agreements others buy under."""
WANTED = ("goods-and-services", "health-services", "works", "utilities", "concessions")
"""What may be bought: each has limits of its own."""
SCOPES = ("national", "european")
Texts = Mapping[str, str]
"""A sentence or name in English and Norwegian."""
BY_SITE: Mapping[str, BuyerKind] = {
    "hospital": "hospital", "ward": "hospital", "bed": "hospital", "laboratory": "hospital",
    "intensive-care": "hospital", "operating-room": "hospital", "emergency": "hospital",
    "ambulance": "hospital", "practice": "practice", "nursing-home": "municipality",
}  # fmt: skip
"""Who buys for a site of care, as a rule; it differs from market to market."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Threshold:
    """A limit from which on a purchase has to be told or tendered. ``limit`` in its currency.

    ``binds``: the kinds of buyers; ``with_tax``: whether the law counts value-added tax; ``follows``: what
    happens from there on, empty where it is the same all over Europe; ``until``: the first day for which no
    value was read.
    """

    id: str
    label: Texts
    limit: Parameter
    scope: str
    what: str = "goods-and-services"
    binds: tuple[str, ...] = TENDERING_BUYERS
    with_tax: bool = False
    follows: Texts = field(default_factory=dict)
    until: date | None = None

    def is_over(self, on: date) -> bool:
        """Whether the values that were read no longer hold on a day."""
        return self.until is not None and self.until <= on


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """A sentence of law or of practice that a seller must know. ``free``: it frees the buyer of limits."""

    says: Texts
    cite: Citation
    confidence: Confidence
    binds: tuple[str, ...] = TENDERING_BUYERS
    area: str = ""
    since: date | None = None
    free: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Portal:
    """Where notices stand. ``area``: the part of the market it is for."""

    name: str
    cite: Citation
    confidence: Confidence
    url: str = ""
    note: Texts = field(default_factory=dict)
    area: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Buyer:
    """Organisations of one kind that buy."""

    kind: str
    names: tuple[Texts, ...]
    cite: Citation
    confidence: Confidence
    note: Texts = field(default_factory=dict)
    area: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Framework:
    """How long an agreement runs that buyers order under, in months."""

    what: Texts
    months: float
    cite: Citation
    confidence: Confidence
    note: Texts = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """One cited sentence, such as on when a budget is decided."""

    says: Texts
    cite: Citation
    confidence: Confidence


@dataclass(frozen=True, slots=True, kw_only=True)
class Experience:
    """What a seller tells of its own sales: least and most months. It stands behind no figure."""

    what: Texts
    buyer: str
    low: float
    high: float
    cite: Citation
    confidence: Confidence


@dataclass(frozen=True, slots=True, kw_only=True)
class BudgetYear:
    """The year money is given for: its first month and day, and whose it is."""

    month: int
    day: int
    whose: Texts
    cite: Citation
    confidence: Confidence
    checked: date
    note: Texts = field(default_factory=dict)

    def next_start(self, on: date) -> date:
        """Return the first day of the next budget year, which lies after ``on``."""
        this_year = date(on.year, self.month, self.day)
        return this_year if this_year > on else date(on.year + 1, self.month, self.day)


@dataclass(frozen=True, slots=True, kw_only=True)
class Code:
    """A code of European notices in plain words."""

    code: str
    name: Texts
    note: Texts = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Notices:
    """What European notices share: codes by family (``procedure``, ``framework``, ``buyer``)."""

    codes: Mapping[str, tuple[Code, ...]]
    cite: Citation


@dataclass(frozen=True, slots=True, kw_only=True)
class MarketBuying:
    """One market. What holds for a group of markets (the European Union's) is among its own already.

    ``gap``: why nothing was read; empty where something was.
    """

    market: str
    budget_year: BudgetYear | None = None
    thresholds: tuple[Threshold, ...] = ()
    rules: tuple[Rule, ...] = ()
    portals: tuple[Portal, ...] = ()
    buyers: tuple[Buyer, ...] = ()
    frameworks: tuple[Framework, ...] = ()
    money: tuple[Said, ...] = ()
    experience: tuple[Experience, ...] = ()
    observations: tuple[Observation, ...] = ()
    gap: Texts = field(default_factory=dict)


def buyer_kinds_of(product: ProductProfile) -> tuple[BuyerKind, ...]:
    """Return the kinds of buyers of a product: whose budget pays first, then who buys for its sites."""
    sites = (*((product.unit_of_sale,) if product.unit_of_sale else ()), *product.settings)
    found = [BY_SITE[site] for site in sites if site in BY_SITE]
    kinds: list[BuyerKind] = [product.payer] if product.payer else []
    if product.payer in (None, *TENDERING_BUYERS, "insurer"):
        kinds += found
    return tuple(dict.fromkeys(kinds))
