"""A device regime as the engine sees it: the markets it opens, its classes, and its routes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from fram.rules.parameter import Parameter
from fram.terms.citation import Citation, Confidence

ANY_CLASS = "any"


@dataclass(frozen=True, slots=True, kw_only=True)
class Route:
    """One way to approval. ``months`` may be written in days; ``work`` by class, "" for every class.

    ``after``: it builds on an approval under one of these regimes. ``formal``: registration only, nobody
    judges the product. ``last_resort``: only when no other route is open. ``fees_small``: for small firms.
    """

    id: str
    name: Mapping[str, str]
    classes: tuple[str, ...]
    after: tuple[str, ...] = ()
    until: date | None = None
    formal: bool = False
    last_resort: bool = False
    includes_fees: bool = False
    months: Parameter | None = None
    chance: Parameter | None = None
    fees: Parameter | None = None
    fees_small: Parameter | None = None
    yearly: Parameter | None = None
    work: Mapping[str, Parameter] = field(default_factory=dict)
    cite: Citation | None = None
    note: str = ""

    def serves(self, cls: str) -> bool:
        """True when products of this class take this route."""
        return cls in self.classes or ANY_CLASS in self.classes

    def is_open(self, day: date) -> bool:
        """True when the route may still be used on the day."""
        return self.until is None or day <= self.until


@dataclass(frozen=True, slots=True, kw_only=True)
class Regime:
    """One regime. ``when_unknown``: weights of classes by kind of product while the class is not known;
    ``when_told``: other weights, by a fact and the answer to it; ``like``: classes read across from another
    regime; ``more``: further figures, by name.
    """

    id: str
    name: Mapping[str, str]
    opens: tuple[str, ...]
    kinds: tuple[str, ...]
    classes: tuple[str, ...]
    routes: tuple[Route, ...]
    cite: Citation
    class_fact: str = ""
    held_facts: tuple[str, ...] = ()
    like: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    when_unknown: Mapping[str, Mapping[str, float]] = field(default_factory=dict)
    when_told: Mapping[str, Mapping[str, Mapping[str, float]]] = field(default_factory=dict)
    weights_confidence: Confidence = Confidence.UNCHECKED
    needs: tuple[str, ...] = ()
    more: Mapping[str, Parameter] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What the caller knows beside the profile.

    ``classes``: by regime, the classes a rule book leaves possible; ``outside``: regimes whose rules do not
    see the product as a device; ``screening``: regimes whose class nothing but the company's own word may
    narrow; ``small_firm``: the firm counts as small where that lowers the fee.
    """

    classes: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    outside: frozenset[str] = frozenset()
    screening: frozenset[str] = frozenset()
    small_firm: bool = False
