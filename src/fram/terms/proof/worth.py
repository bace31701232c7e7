"""What the product is worth to others: what it saves a buyer, how ill its patients are, what was said."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Annotated, Literal

from annotated_types import Ge, Gt, Interval, Lt, MaxLen

from fram.terms.company import Name, Text
from fram.terms.units import Unit

SavingKind = Literal["staff-time", "bed-days", "events", "supplies", "other"]
SurveyMethod = Literal["van-westendorp", "gabor-granger", "interview"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Saving:
    """Something the buyer is spared by one unit in a month: how much of it, and what each is worth.

    ``amount``: hours, bed days, events or pieces, with ``low`` and ``high``; below zero where the product
    costs the buyer more of it. ``worth``: money for each, in ``currency``. ``frees_cash``: money leaves no
    longer; else time or beds come free for other use.
    """

    what: SavingKind
    name: Name
    amount: Annotated[float, Unit("hours, bed days, events or pieces per unit and month")]
    low: float | None = None
    high: float | None = None
    worth: Annotated[float, Ge(0), Unit("money for each")]
    worth_low: Annotated[float, Ge(0)] | None = None
    worth_high: Annotated[float, Ge(0)] | None = None
    currency: str = "NOK"
    frees_cash: bool | None = None
    source: Text = ""
    on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Severity:
    """How much health patients lose with today's care: healthy years lost, and as a share of what is left."""

    years_lost: Annotated[float, Ge(0), Lt(110), Unit("QALYs a patient")] | None = None
    share_lost: Annotated[float, Interval(ge=0, le=1), Unit("share")] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Survey:
    """What buyers of one market said of the price, per unit as the file's price is counted.

    ``low`` and ``high``: the range they name; ``typical`` only where enough answered for a point.
    """

    market: Annotated[str, MaxLen(10)]
    method: SurveyMethod
    answers: Annotated[int, Ge(1), Unit("answers")]
    low: Annotated[float, Ge(0)]
    high: Annotated[float, Gt(0)]
    typical: Annotated[float, Gt(0)] | None = None
    currency: str = "NOK"
    source: Text = ""
    on: date | None = None
