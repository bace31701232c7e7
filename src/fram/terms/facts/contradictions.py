"""Answers that cannot both be true, and the test for them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from fram.terms.facts.fact import Words, spoken


@dataclass(frozen=True, slots=True, kw_only=True)
class Contradiction:
    """Answers that do not go together: each key (a fact, or ``product.payer`` …) with the values that clash.

    ``weight``: ``refuse`` when both cannot hold, ``warn`` when they seldom do.
    """

    id: str
    all: Mapping[str, tuple[str, ...]]
    why: Words
    remedy: Words
    weight: Literal["refuse", "warn"] = "refuse"

    def holds(self, known: Mapping[str, Any]) -> bool:
        """Return whether every clashing answer was given; what is unknown contradicts nothing."""
        return all(set(spoken(known.get(key))) & set(values) for key, values in self.all.items())


def clashes(rules: Iterable[Contradiction], known: Mapping[str, Any]) -> Iterator[Contradiction]:
    """Yield the contradictions that the known answers run into, in their written order."""
    yield from (rule for rule in rules if rule.holds(known))
