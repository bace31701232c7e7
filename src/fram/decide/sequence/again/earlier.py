"""An earlier sequence as it reads today: what was planned, and what of it can still be planned."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

Note = Literal["", "late", "no-round", "was-under-way", "under-way", "served", "not-weighed", "never"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Planned:
    """One launch of an earlier sequence. ``months`` from today to its start, below 0 where that is past;
    None where it waits for the round, ``after_round`` quarters.

    ``note``: its start lies before today and nobody said that it began (``late``: it is taken as planned for
    now); it waited for a round that is planned no more (``no-round``: taken as planned so long from now); or
    it is no part of what was planned: ``was-under-way`` in that plan (``since`` a day, where it says one),
    which the company file does not say any more; ``under-way`` by the company file, ``served``,
    ``not-weighed``, ``never`` (ruled out).
    """

    market: str
    mode: str
    months: int | None
    after_round: int = 0
    note: Note = ""
    since: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Earlier:
    """An earlier sequence: the day it was made for, and its launches in its own order."""

    on: date
    launches: tuple[Planned, ...]
