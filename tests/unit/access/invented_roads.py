"""An invented regime with its activities, for tests of roads."""

from __future__ import annotations

from datetime import date
from typing import Any

from fram.access.road.activity import Activity, Actor, Clock, Course, Duty, Phase
from fram.rules.parameter import Dated, Parameter
from fram.terms.citation import Citation
from fram.terms.dist import Dist, Fixed
from fram.terms.product import ProductProfile

DAY = date(2026, 11, 22)
SHARED = ("intended-purpose", "quality-system", "risk-file")
CITE = Citation(title="An invented law", read=DAY)


def months(dist: Dist | float) -> Parameter:
    value = dist if not isinstance(dist, int | float) else Fixed(value=float(dist))
    return Parameter(
        key="months", unit="months", values=(Dated(start=date(2020, 1, 1), value=value, cite=CITE),)
    )


def activity(
    name: str, *, after: tuple[str, ...] = (), length: Dist | float | None = None, **more: Any
) -> Activity:
    return Activity(
        id=name, is_shared=name in SHARED, name={"en": name, "nb": name}, actor=Actor.MAKER,
        phase=more.pop("phase", Phase.PREPARE),
        cite=CITE, after=after, months=None if length is None else months(length), **more,
    )  # fmt: skip


def course(*activities: Activity, regime: str = "eu-mdr", duties: tuple[Duty, ...] = ()) -> Course:
    return Course(regime=regime, activities=activities, duties=duties)


def product(**facts: Any) -> ProductProfile:
    return ProductProfile(name="Invented", kind="software", facts=facts)


def clock(since: date, *, days: float, share: float) -> Clock:
    return Clock(since=since, days=days, share=share, cite=CITE)
