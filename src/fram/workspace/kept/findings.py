"""A finding as a plan keeps it: what was believed before, what was found out, what is believed since."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from fram.decide.rank import Range

State = Literal["counted", "certain", "elsewhere", "withdrawn"]
"""Counted; not, since the plan holds the input for certain, or weighs none of its markets; or taken back."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingKept:
    """One finding and one belief it changed: several of these where it speaks of unlike beliefs.

    ``number``: its place in the company file, from 1. ``market``: the one it names, ``places``: those of the
    plan whose belief it changed (empty where the input is the product's own). ``said``: its numbers by name;
    ``centre``: those in one. ``asked``: how many people or cases; ``counts``: for how many independent ones
    they count, fewer where findings contradict each other: errors are then taken ``widened`` times as large.
    ``before`` and ``after``: P10, P50 and P90 in ``unit``, one step in the order of the days.
    ``ess``: of 10,000 draws of the first belief so many still count after it. ``method``: ``exact``,
    ``counted``, ``parts`` or ``grid``. ``one_in``: it was held to be one chance in so many; ``contradicts``:
    in more than twenty. ``beyond``: it lies outside all that was held possible. All None where not counted.
    """

    number: int
    state: State
    input: str
    unit: str
    kind: str
    on: date
    who: str = ""
    sure: str = "high"
    market: str = ""
    places: tuple[str, ...] = ()
    said: tuple[tuple[str, float], ...] = ()
    asked: float = 1.0
    counts: float = 1.0
    centre: float | None = None
    before: Range | None = None
    after: Range | None = None
    ess: float | None = None
    method: str = ""
    widened: float = 1.0
    contradicts: bool = False
    one_in: float | None = None
    beyond: bool = False
    source: str = field(default="", repr=False)
    note: str = field(default="", repr=False)

    @property
    def withdrawn(self) -> bool:
        """Whether it was taken back."""
        return self.state == "withdrawn"
