"""What is owed after approval, laid out on a calendar: reports, fees, audits, renewals."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from fram.access.road.activity import Duty

HORIZON = 60
"""Months after approval that are shown: the life of most certificates."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """One duty and when it first falls due: ``months`` after approval, or a dated ``day``.

    ``times``: how often it comes within the horizon.
    """

    duty: Duty
    months: float | None
    day: date | None
    times: int


def calendar(duties: Iterable[Duty], *, on: date) -> tuple[Due, ...]:
    """Return the duties in the order they first fall due; a dated one that is past is left out."""
    return tuple(
        sorted(_dues(duties, on), key=lambda due: (due.months is None, due.months or 0.0, due.day or on))
    )


def _dues(duties: Iterable[Duty], on: date) -> Iterator[Due]:
    for duty in duties:
        if duty.on is not None:
            if duty.on >= on:
                yield Due(duty=duty, months=None, day=duty.on, times=1)
        elif duty.every is None:
            yield Due(duty=duty, months=duty.first, day=None, times=1)
        else:
            times = 1 + int(max(HORIZON - duty.first, 0) // duty.every)
            yield Due(duty=duty, months=duty.first, day=None, times=times)
