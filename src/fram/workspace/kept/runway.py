"""The runway as a plan keeps it: when cash ends, when to raise, how much, what it costs, what helps."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from fram.decide.rank import Range
from fram.decide.runway.amount import Amounts
from fram.decide.runway.bridges import Bridge
from fram.decide.runway.ends import Ends, LatestStart
from fram.decide.runway.owners import AfterRound
from fram.terms.citation import Citation, Confidence

Words = Mapping[str, str]
Path = Literal["alone", "alone-round", "with", "with-round"]
"""Cash without a launch, with the planned round as it may come or fail; the same with the markets."""
Because = Literal["go", "named", "cash", "first"]
"""Why these markets: the plan goes for them; they were named; it goes for none, and the one that stands first
waits for ``cash`` alone; or it goes for none, and the ``first`` is no more than an example."""
Fits = Literal["yes", "unknown", "no"]
LEAST_GAINED = 0.05
"""Months below which a way to buy time is told to buy none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PathEnds:
    """When cash is under the floor on one path, months from the plan's day."""

    path: Path
    ends: Ends


@dataclass(frozen=True, slots=True, kw_only=True)
class Dilution:
    """Who owns what by amount (rows) and value before the money (columns), NOK; None where it cannot be.

    ``is_stated``: the company file names the value; else the columns are assumed, for the company to set.
    ``knows_founders``: the file says what the founders own.
    """

    amounts: tuple[float, ...]
    values: tuple[float, ...]
    rows: tuple[tuple[AfterRound | None, ...], ...]
    is_stated: bool
    knows_founders: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class MoneyRow:
    """One grant, loan, guarantee or equity: whether it fits, what is open, how much, and whether in time.

    ``unsure``: rules nobody could judge; ``why_not``: the first broken one. Amounts in ``currency``,
    ``high_nok`` the top in NOK; shares 0 to 1; ``days`` from filing to answer as read; ``answer``: months
    from the plan's day; ``in_time``: chance that it comes before cash ends; ``longest``: days an answer may
    take at most, None where cash does not end.
    """

    id: str
    body: str
    name: Words
    kind: str
    fits: Fits
    confidence: Confidence
    cite: Citation
    unsure: tuple[str, ...] = ()
    why_not: str = ""
    covers: Words | None = None
    currency: str = ""
    low: float | None = None
    high: float | None = None
    high_nok: float | None = None
    share_low: float | None = None
    share_high: float | None = None
    days: float | None = None
    rolling: bool = False
    closes: date | None = None
    answer: float | None = None
    in_time: float | None = None
    longest: int | None = None
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RunwayKept:
    """The runway. Money in NOK, months from the plan's day, all without the planned round unless said.

    ``cone`` and ``alone``: cash at the end of each month, with the markets (empty where none is gone for) and
    without; ``start``: on the path the verdict speaks of (``verdict_path``); ``is_stated``: the company file
    says how long raising takes; ``main``: the next milestone that cash does not reach, the plain date where
    no launch is gone for. Of the planned round: ``planned`` NOK in month ``planned_at`` at the earliest, with
    ``planned_chance``; ``in_time``: chance that it, if it comes, comes before cash ends; ``enough``: that
    what it brings lasts to ``main``. ``under_way``: launches that have begun; what is left of them is in all
    cash.
    """

    markets: tuple[str, ...]
    because: Because
    floor: float
    sure: float
    reserve: float
    cash: float
    burn: float
    ends: tuple[PathEnds, ...]
    start: LatestStart
    is_stated: bool
    main: Amounts
    amounts: tuple[Amounts, ...]
    planned: float | None = None
    planned_at: float | None = None
    planned_chance: float | None = None
    in_time: float | None = None
    enough: float | None = None
    dilution: Dilution | None = None
    bridges: tuple[Bridge, ...] = ()
    instruments: tuple[MoneyRow, ...] = ()
    cone: tuple[Range, ...] = ()
    alone: tuple[Range, ...] = ()
    under_way: tuple[str, ...] = ()

    @property
    def verdict_path(self) -> Path:
        """The path the verdict speaks of: with the markets unless the plan goes for none."""
        return "with" if self.because in ("go", "named") else "alone"

    @property
    def helping(self) -> tuple[Bridge, ...]:
        """The ways to buy time that do buy some: those that gain a tenth of a month or more."""
        return tuple(one for one in self.bridges if one.gained >= LEAST_GAINED)

    @property
    def short(self) -> float:
        """NOK by which the planned round falls short of what ``main`` takes; below 0 it is over."""
        return self.main.at(self.sure) - (self.planned or 0.0)

    @property
    def money_by(self) -> float | None:
        """The last month in which money still comes in time at the chance asked; None: cash does not end."""
        sure = self.on(self.verdict_path).sure
        return None if sure is None else sure - 1

    @property
    def late_by(self) -> float:
        """Months by which the planned round, at its earliest, comes after ``money_by``; else 0."""
        if self.planned_at is None or self.money_by is None:
            return 0.0
        return max(self.planned_at - self.money_by, 0.0)

    def on(self, path: Path) -> Ends:
        """Return when cash ends on one path."""
        return next(one.ends for one in self.ends if one.path == path)
