"""Stretches of time: closed at the start, open at the end."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from fram.terms.errors import Refused


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """From ``start`` (included) to ``end`` (not included; None means it still runs)."""

    start: date
    end: date | None = None

    def __post_init__(self) -> None:
        if self.end is not None and self.end <= self.start:
            raise Refused(
                f"a period cannot end on {self.end} when it starts on {self.start}",
                remedy="the end is the first day after the period",
            )

    def __contains__(self, day: date) -> bool:
        return self.start <= day and (self.end is None or day < self.end)


def month_after(day: date, months: int) -> date:
    """Return the first day of the month ``months`` after the month of ``day``."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, 1)
