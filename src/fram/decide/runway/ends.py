"""The month cash falls under the floor, draw by draw, and the latest month to start raising."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from fram.decide.rank import Range
from fram.terms.errors import Refused

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

ASKED_CHANCE = 0.9
"""The chance asked for where nobody names another."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ends:
    """Months until cash is under the floor: P10, P50, P90 (None: not within the horizon).

    ``sure``: the month that cash does not end before, with the chance asked for; ``chance``: that it ends
    within the horizon at all.
    """

    p10: float | None
    p50: float | None
    p90: float | None
    sure: float | None
    chance: float


@dataclass(frozen=True, slots=True, kw_only=True)
class LatestStart:
    """The latest month to start raising. Months count from today; below 0 lies in the past.

    ``months``: None where cash lasts past the horizon at the chance asked for. ``chance_today``: that money
    raised from today on comes in time. ``comes``: when it comes if raising starts then, or today where that
    is past. ``late``: months by which today is too late, 0 where it is not.
    """

    months: float | None
    sure: float
    chance_today: float
    takes: Range
    comes: Range | None
    late: float


def months_until(cash: Floats, *, floor: float = 0.0) -> Floats:
    """Return the first month at whose end cash lies under ``floor`` NOK, float64 (draws,); inf for never.

    ``cash``: NOK at the end of each month, (months, draws). The first month is 1.
    """
    below = cash < floor
    return np.where(below.any(axis=0), below.argmax(axis=0) + 1.0, np.inf)


def moment_under(cash: Floats, *, start: float, floor: float = 0.0) -> Floats:
    """Return the moment cash crosses ``floor``, in broken months from today, (draws,); inf for never.

    ``start``: NOK today. Within a month cash is taken to run evenly.
    """
    ends = months_until(cash, floor=floor)
    last = np.where(np.isfinite(ends), ends, 1.0).astype(np.int64)
    whole = np.vstack([np.full(cash.shape[1], float(start)), cash])
    draw = np.arange(cash.shape[1])
    above, under = whole[last - 1, draw] - floor, floor - whole[last, draw]
    part = np.divide(above, above + under, out=np.zeros_like(above), where=above + under > 0)
    return np.where(np.isfinite(ends), last - 1 + part, np.inf)


def least_with(values: Floats, chance: float) -> float:
    """Return the largest number that a share ``chance`` of the draws reaches or passes; inf where they do."""
    failing = math.floor((1 - _chance(chance)) * values.size + 1e-9)
    return float(np.sort(values)[min(failing, values.size - 1)])


def most_with(values: Floats, chance: float) -> float:
    """Return the smallest number that a share ``chance`` of the draws does not pass."""
    return -least_with(-values, chance)


def ends_of(ends: Floats, *, sure: float = ASKED_CHANCE) -> Ends:
    """Return the points of the months until cash ends, (draws,)."""
    # The points of the plan's cash cone, taken the same way: one month for one thing.
    low, middle, high = np.quantile(ends, (0.1, 0.5, 0.9), method="lower")
    return Ends(
        p10=_or_none(low), p50=_or_none(middle), p90=_or_none(high), sure=_or_none(least_with(ends, sure)),
        chance=float(np.isfinite(ends).mean()),
    )  # fmt: skip


def latest_start(ends: Floats, to_close: Floats, *, sure: float = ASKED_CHANCE) -> LatestStart:
    """Return the latest month to start raising so that money comes in time with the chance ``sure``.

    ``ends``: months until cash is under the floor; ``to_close``: months that raising takes, both (draws,). In
    time is by the end of the last month in which cash still holds the floor: start + to_close <= ends - 1.
    """
    if ends.size != to_close.size or not ends.size:
        raise Refused(f"{ends.size} draws of when cash ends and {to_close.size} of how long raising takes")
    if np.any(to_close < 0):
        raise Refused("raising takes less than no time", remedy="give 0 months or more")
    slack = ends - 1 - to_close
    latest = least_with(slack, sure)
    never = not math.isfinite(latest)
    return LatestStart(
        months=None if never else latest, sure=sure, chance_today=float((slack >= 0).mean()),
        takes=Range.of(to_close), comes=None if never else Range.of(max(latest, 0.0) + to_close),
        late=0.0 if never else max(-latest, 0.0),
    )  # fmt: skip


def chance_in_time(ends: Floats, comes: Floats) -> float:
    """Return the chance that what comes after so many months, (draws,) or a number, comes in time."""
    return float((comes <= ends - 1).mean())


def _chance(chance: float) -> float:
    if not 0 < chance < 1:
        raise Refused(
            f"a chance of {chance:g}", why="it must lie between 0 and 1, both excluded",
            remedy="give one such as 0.9",
        )  # fmt: skip
    return chance


def _or_none(month: float) -> float | None:
    return float(month) if math.isfinite(month) else None
