"""How long a pathway takes: from filing to the first money, in all, and the wait for the next window."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from fram.access.pathways.pathway import Pathway, Step, Window
from fram.access.spread import DAYS_PER_MONTH, KEPT, after_another, months_on, spread_points
from fram.rules.parameter import Parameter
from fram.terms.dist import Fixed, Quantiles
from fram.terms.estimate import Estimate, Origin
from fram.terms.logic import Unknown

Floats = NDArray[np.float64]
YEARS_AHEAD = 12
"""How far the yearly windows are laid out: beyond the ten years a plan looks."""


def until_money(pathway: Pathway, *, on: date) -> Estimate | Unknown:
    """Return the months from filing to the first money, as its steps were on a day.

    The sum of the steps up to the one that money comes after; unless the file states the length as a whole.
    """
    return _length(pathway, on, whole=False)


def to_the_end(pathway: Pathway, *, on: date) -> Estimate | Unknown:
    """Return the months from filing until the last step has ended."""
    return _length(pathway, on, whole=True)


def steps_to_money(pathway: Pathway) -> tuple[Step, ...]:
    """Return the steps up to the one that the first money comes after; all, where none is named."""
    ids = [step.id for step in pathway.steps]
    last = ids.index(pathway.money_after) + 1 if pathway.money_after else len(ids)
    return pathway.steps[:last]


@lru_cache(maxsize=1024)
def _length(pathway: Pathway, on: date, *, whole: bool) -> Estimate | Unknown:
    stated = pathway.days if whole else (pathway.first or (None if pathway.steps else pathway.days))
    if stated is not None:
        return months_on(stated, day=on)
    steps = pathway.steps if whole else steps_to_money(pathway)
    return _added([step.days for step in steps], on=on)


def _added(days: list[Parameter], *, on: date) -> Estimate | Unknown:
    lengths = []
    for one in days:
        months = months_on(one, day=on)
        if isinstance(months, Unknown):
            return months
        lengths.append(months)
    return after_another(lengths) if lengths else Unknown("no length was read", ask="source")


def next_closing(window: Window, *, on: date) -> date | None:
    """Return the next day a window closes, that day included; None where it does not close, or is unread."""
    return next((day for day in _closings(window, on=on) if day >= on), None)


def wait(window: Window, ready: Floats, *, on: date) -> Floats:
    """Return the months from being ready (months from ``on``) to the next closing day, for each draw.

    Zero where applications are taken at any time and where nothing was read; after the last known date
    infinite: nobody knows of a later one.
    """
    closings = np.array([(day - on).days / DAYS_PER_MONTH for day in _closings(window, on=on)])
    if not len(closings):
        return np.zeros_like(ready)
    following = np.searchsorted(closings, ready, side="left")
    at = closings[np.minimum(following, len(closings) - 1)]
    return np.where(following < len(closings), at - ready, np.inf)


def waiting(window: Window, ready: Estimate | None, *, on: date) -> Estimate | Unknown | None:
    """Return the wait as an estimate, with the window's source; None where there is none.

    ``ready``: months from ``on`` until it can be filed; None: on that day. Unknown where it may come after
    the last closing day that anybody knows.
    """
    at = np.zeros(1) if ready is None else spread_points(ready.dist)
    months = np.sort(wait(window, at, on=on))
    if not np.isfinite(months).all():
        return Unknown("no later closing day is known", ask="payers")
    if not months.any() or window.cite is None:
        return None
    base = Estimate(
        dist=Fixed(value=float(months[0])), unit="months", confidence=window.confidence,
        origin=Origin.CITED if window.cite.read else Origin.DEFAULT, cites=(window.cite,),
    )  # fmt: skip
    if months[0] == months[-1]:
        return base
    points = tuple(float(point) for point in np.quantile(months, KEPT))
    return replace(base, dist=Quantiles(probs=KEPT, values=points))


def _closings(window: Window, *, on: date) -> Iterator[date]:
    if window.every == "dates":
        yield from sorted(window.dates)
    for year in range(on.year, on.year + YEARS_AHEAD + 1) if window.every == "year" else ():
        yield from sorted(_day(year, month, day) for month, day in window.closes)


def _day(year: int, month: int, day: int) -> date:
    """The day in a year; 29 February becomes the 28th where there is none."""
    return date(year, month, min(day, 28) if month == 2 else day)
