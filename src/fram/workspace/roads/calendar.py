"""What is owed after approval, laid out on a calendar: reports, fees, audits, renewals."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from fram.access.road.activity import Duty


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """One duty and when it first falls due: ``months`` after approval, or a dated ``day``."""

    duty: Duty
    months: float | None
    day: date | None


def calendar(duties: Iterable[Duty], *, on: date) -> tuple[Due, ...]:
    """Return the duties in the order they first fall due; a dated one that is past is left out."""
    return tuple(
        sorted(_dues(duties, on), key=lambda due: (due.months is None, due.months or 0.0, due.day or on))
    )


def _dues(duties: Iterable[Duty], on: date) -> Iterator[Due]:
    for duty in duties:
        if duty.on is None:
            yield Due(duty=duty, months=duty.first, day=None)
        elif duty.on >= on:
            yield Due(duty=duty, months=None, day=duty.on)
