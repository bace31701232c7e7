"""What is asked of a runway."""

from __future__ import annotations

from dataclasses import dataclass

from fram.decide.runway.amount import RESERVE
from fram.decide.runway.ends import ASKED_CHANCE

DATE = 18.0
"""Months to the date that stands beside the milestones where nobody names one: a figure of ours."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """NOK always to be left, the chance asked for, months of reserve at a milestone, months to a date."""

    floor: float = 0.0
    sure: float = ASKED_CHANCE
    reserve: float = RESERVE
    until: float | None = None

    @property
    def date(self) -> float:
        """The months to the date."""
        return DATE if self.until is None else self.until
