"""Grants, loans, guarantees and equity for a company now: does it fit, and can its answer come in time."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

import numpy as np

from fram.decide.model.income import DAYS_A_MONTH
from fram.decide.runway.ends import ASKED_CHANCE, chance_in_time, least_with
from fram.ecosystem.support import Offer, Seeker, support
from fram.terms.logic import Truth

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

KINDS = ("grant", "tax", "voucher", "loan", "guarantee", "equity")


@dataclass(frozen=True, slots=True, kw_only=True)
class Instrument:
    """One offer of money: whether it ``fits``, what is not known, and whether its answer comes in time.

    ``unsure``: what nobody could judge; ``why_not``: the first that is broken. ``closes``: the next day
    filing closes; ``answer``: months from today until the answer, ``in_time``: the chance that it then comes
    before cash is under the floor, both None where nobody read how long an answer takes or when filing
    closes; ``longest``: the days it may take at most to come in time with the chance asked for, from the day
    filing closes (from today where it never does), None where cash does not end.
    """

    offer: Offer
    fits: Truth
    unsure: tuple[str, ...] = ()
    why_not: str = ""
    closes: date | None = None
    answer: float | None = None
    in_time: float | None = None
    longest: int | None = None


def instruments(
    who: Seeker, offers: Iterable[Offer], *, ends: Floats, sure: float = ASKED_CHANCE
) -> tuple[Instrument, ...]:
    """Return every offer of money: those that fit, then those not known, then the others.

    Within each the best match first. ``ends``: months until cash is under the floor, (draws,).
    """
    found = support(who, offers=[offer for offer in offers if offer.kind in KINDS])
    judged = [
        _timed(_judged(one.item, one.unsure), who.on, ends=ends, sure=sure) for one in found.ranked
    ]  # fmt: skip
    open_ones = sorted(judged, key=lambda one: -one.fits.value)
    closed = [Instrument(offer=one.item, fits=Truth.NO, why_not=one.why_not) for one in found.left_out]
    return (*open_ones, *closed)


def _judged(offer: Offer, unsure: tuple[str, ...]) -> Instrument:
    """What is open about an offer, named as finely as it says: partners and special terms one by one."""
    asked = {
        "consortium": offer.consortium, "needs-customer": offer.needs_customer,
        "exporter": offer.exporter and "special-terms" in unsure, offer.condition: bool(offer.condition),
    }  # fmt: skip
    named = tuple(name for name, is_asked in asked.items() if is_asked)
    open_ones = (*(rule for rule in unsure if rule != "special-terms" or not named), *named)
    return Instrument(offer=offer, fits=Truth.UNKNOWN if open_ones else Truth.YES, unsure=open_ones)


def _timed(one: Instrument, on: date, *, ends: Floats, sure: float) -> Instrument:
    closes = one.offer.next_date(on)
    waits = (closes - on).days if closes else 0
    last = least_with(ends, sure) - 1
    longest = max(math.floor(last * DAYS_A_MONTH) - waits, 0) if math.isfinite(last) else None
    days = one.offer.days
    # The answer to a call is counted from the day it closes: where that is not known, nor is the answer.
    is_known = days is not None and (closes is not None or one.offer.rolling)
    answer = (waits + (days or 0.0)) / DAYS_A_MONTH if is_known else None
    return Instrument(
        offer=one.offer, fits=one.fits, unsure=one.unsure, closes=closes, answer=answer,
        in_time=None if answer is None else chance_in_time(ends, np.full(ends.size, answer)),
        longest=longest,
    )  # fmt: skip
