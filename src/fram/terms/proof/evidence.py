"""A study as the company file states it: how it was made, what it found, and how sure that is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Literal

from annotated_types import Ge, Gt, Interval, MaxLen

from fram.terms.company import Name, Text
from fram.terms.units import Unit

Design = Literal["rct", "cluster-rct", "cohort", "diagnostic-accuracy", "registry", "real-world", "case-series", "bench", "none"]  # fmt: skip
Comparator = Literal["none", "no-treatment", "usual-care", "sham", "other-product", "reference-test", "before-after"]  # fmt: skip
Outcome = Literal["survival", "health", "quality-of-life", "care", "organisation", "accuracy", "usability"]
Scale = Literal["difference", "ratio", "share"]
RANDOMISED = ("rct", "cluster-rct")
ALONE = ("case-series", "bench", "none")
"""Designs that compare with nobody."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """One study: design, size, country, what it measured and what it found.

    ``effect`` with its interval (``effect_low``, ``effect_high``, 95 %) on ``scale``: a difference in
    ``effect_unit``, a ratio, or a share from 0 to 1; ``spread`` is the standard deviation between people in
    that unit. ``holds_in``: markets for which it is argued in writing that the result holds there too.
    """

    title: Name
    design: Design
    participants: Annotated[int, Ge(0), Unit("people")] | None = None
    country: str = ""
    endpoint: Text = ""
    result: Text = ""
    published: bool = False
    year: Annotated[int, Interval(ge=1950, le=2100)] | None = None
    url: str = ""
    comparator: Comparator | None = None
    outcome: Outcome | None = None
    prospective: bool | None = None
    register: Annotated[str, MaxLen(60)] = ""
    scale: Scale | None = None
    effect: float | None = None
    effect_low: float | None = None
    effect_high: float | None = None
    effect_unit: Annotated[str, MaxLen(60)] = ""
    spread: Annotated[float, Gt(0)] | None = None
    follow_up_months: Annotated[float, Gt(0), Unit("months")] | None = None
    attrition: Annotated[float, Interval(ge=0, le=1), Unit("share")] | None = None
    sites: Annotated[int, Ge(1), Unit("sites")] | None = None
    instrument: Annotated[str, MaxLen(120)] = ""
    usage_logged: bool | None = None
    costs_measured: bool | None = None
    reported_by: Annotated[str, MaxLen(40)] = ""
    independent: bool | None = None
    holds_in: tuple[str, ...] = ()

    @property
    def is_finished(self) -> bool:
        """Whether it has a result or is published; else it runs or is planned."""
        return self.published or bool(self.result)

    @property
    def is_randomised(self) -> bool:
        """Whether lots were drawn."""
        return self.design in RANDOMISED

    @property
    def is_comparative(self) -> bool | None:
        """Whether groups were compared; None where the file does not tell."""
        if self.comparator is not None:
            return self.comparator != "none"
        if self.is_randomised:
            return True
        return False if self.design in ALONE else None
