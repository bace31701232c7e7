"""A dated parameter: a figure, fee or limit with every value it has had, each with its source."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from fram.terms.citation import Citation, Confidence
from fram.terms.dist import Dist, Fixed
from fram.terms.estimate import Estimate, Origin
from fram.terms.logic import Unknown


@dataclass(frozen=True, slots=True, kw_only=True)
class Dated:
    """One value from the first day of the period it speaks of, with the source it was read in."""

    start: date
    value: Dist | str
    cite: Citation
    confidence: Confidence = Confidence.READ
    note: str = ""

    @property
    def number(self) -> float:
        """The value as one number: itself when it is fixed, else the mean of its distribution."""
        if isinstance(self.value, str):
            raise TypeError(f"{self.value!r} is text, not a number")
        return self.value.value if isinstance(self.value, Fixed) else self.value.mean


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameter:
    """Values in rising order of start. ``checked`` is the last day somebody saw that it still holds."""

    key: str
    unit: str
    values: tuple[Dated, ...]
    checked: date | None = None
    gap: str = ""

    def on(self, day: date) -> Dated | Unknown:
        """Return the value in force on ``day``, or Unknown with the reason."""
        known = [dated for dated in self.values if dated.start <= day]
        if known:
            return known[-1]
        return Unknown(self.gap or f"{self.key} has no value on {day.isoformat()}", ask="source")

    def estimate(self, day: date) -> Estimate | Unknown:
        """Return the value in force as a cited estimate, or Unknown."""
        found = self.on(day)
        if isinstance(found, Unknown) or isinstance(found.value, str):
            return found if isinstance(found, Unknown) else Unknown(f"{self.key} is text", ask="source")
        return Estimate(
            dist=found.value, unit=self.unit, origin=Origin.CITED, confidence=found.confidence,
            cites=(found.cite,), note=found.note,
        )  # fmt: skip

    def until(self, day: date) -> Parameter:
        """Return the parameter as it was known to hold before ``day`` (for replays)."""
        return replace(self, values=tuple(dated for dated in self.values if dated.start < day))
