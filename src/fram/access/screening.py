"""What is known of a market without rules: what to know before asking there, and a likely class at most."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from fram.access.regimes.regime import Regime
from fram.terms.citation import Citation, Confidence

Words = Mapping[str, str]
"""One text in English and Norwegian, by language."""
TOPICS = (
    "authority", "law", "scope", "class-found", "representative", "language", "other-approvals", "quality",
    "order", "validity",
)  # fmt: skip
"""What a screening page must tell of, in the order it is told."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """One thing to know of a market, with its source. ``checked``: the last day it was seen to hold."""

    topic: str
    says: Words
    cite: Citation
    confidence: Confidence
    checked: date


@dataclass(frozen=True, slots=True, kw_only=True)
class ClassTold:
    """One class of a regime: what is in it, and what it asks for."""

    name: str
    says: Words


@dataclass(frozen=True, slots=True, kw_only=True)
class Screening:
    """The screening page of one regime.

    ``of_tests``: its classes of tests on samples, where they are named apart. ``ask``: whom to ask what next.
    ``lowest_software``: the mildest class that software may have, where the law knows no milder one.
    ``code_fact``: the fact that names the product in the regime's own list of devices, where that decides.
    """

    regime: str
    classes: tuple[ClassTold, ...]
    points: tuple[Point, ...]
    ask: tuple[Words, ...]
    of_tests: tuple[ClassTold, ...] = ()
    lowest_software: str = ""
    code_fact: str = ""
    checked: date

    @property
    def confidence(self) -> Confidence:
        """How far its sources were read: the weakest of them."""
        return Confidence.weakest(*(point.confidence for point in self.points))


@dataclass(frozen=True, slots=True, kw_only=True)
class Likely:
    """Classes read across from another regime: an analogy, never a verdict."""

    classes: tuple[str, ...]
    other: str
    there: tuple[str, ...]


def likely_classes(
    regime: Regime, screening: Screening, *, there: Mapping[str, Sequence[str]], is_software: bool
) -> Likely | None:
    """Return the classes that those possible elsewhere (``there``, by regime) have their like in.

    None where nothing is read across. Software is never put below the mildest class its law knows for it.
    """
    for other, classes in there.items():
        table = regime.like.get(other, {})
        found = dict.fromkeys(table[name] for name in classes if name in table)
        if not found:
            continue
        order = regime.classes
        lowest = screening.lowest_software if is_software else ""
        kept = [name for name in found if not lowest or order.index(name) >= order.index(lowest)]
        return Likely(classes=tuple(kept or [lowest]), other=other, there=tuple(classes))
    return None
