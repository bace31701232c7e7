"""One edge: what an approval does for another market, under which conditions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Literal

from fram.rules.parameter import Parameter
from fram.terms.citation import Citation, Confidence

Effect = Literal["accepts", "gateway", "shortens", "evidence", "inspection", "watch"]
EFFECTS: tuple[Effect, ...] = ("accepts", "gateway", "shortens", "evidence", "inspection", "watch")
"""What an approval can do for another market, from the most to the least."""
EASES: tuple[Effect, ...] = ("gateway", "shortens", "evidence")
"""Effects on an approval that still has to be won there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Opening:
    """One edge from approvals to places.

    ``at_least``: so many of ``source`` must be held together. ``kinds``, ``classes`` (those of the market)
    and ``home`` (where the maker sits) narrow it; empty means all. ``saves``: how much shorter the review
    gets, by class ("" for every class), where a source gives the figures. ``until``: the first day it no
    longer holds; ``checked``: the last day somebody saw that it still does, where that is later than the
    reading of its source.
    """

    id: str
    source: tuple[str, ...]
    to: tuple[str, ...]
    effect: Effect
    says: Mapping[str, str]
    confidence: Confidence
    cite: Citation
    since: date | None = None
    until: date | None = None
    at_least: int = 1
    kinds: tuple[str, ...] = ()
    classes: tuple[str, ...] = ()
    home: tuple[str, ...] = ()
    saves: Mapping[str, Parameter] = field(default_factory=dict)
    checked: date | None = None

    @property
    def last_day(self) -> date | None:
        """The last day it holds, where it ends."""
        return self.until - timedelta(days=1) if self.until else None

    def is_in_force(self, day: date) -> bool:
        """True when it holds on the day; one to watch from the day it was announced."""
        return (self.since is None or self.since <= day) and (self.until is None or day < self.until)

    def fits(self, *, kind: str, home: str, classes: frozenset[str]) -> bool:
        """True when the product may be one it speaks of; ``classes`` are those still possible there."""
        return (
            (not self.kinds or kind in self.kinds)
            and (not self.home or home in self.home)
            and (not self.classes or bool(classes.intersection(self.classes)))
        )
