"""A road laid out: its lines with their sources, and its steps on one axis of months."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from fram.decide.rank import Range
from fram.terms.citation import Citation
from fram.workspace.papers.numerals import Numerals

HOLDS_UP = 0.5
"""A step that decides the day in at least this share of the runs is marked."""
NAME_ENOUGH = 15
"""Letters that tell a source apart from others, so that what follows a colon may be left out."""
LETTERS = 48
"""Letters across a bar in a terminal."""
LEAST = 0.6
"""So many per cent of the axis a bar takes, however short it is: less is not seen."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line of a list: what it is called, what it says, small print, and where that is from."""

    name: str
    text: str = ""
    notes: tuple[str, ...] = ()
    mark: str = ""
    source: str = ""
    url: str = ""
    confidence: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One task as drawn: places in per cent. ``band`` from P10 to P90, ``core`` middle to middle."""

    line: Line
    actor: str
    when: str
    is_done: bool
    is_critical: bool
    band: tuple[float, float] = (0.0, 0.0)
    core: tuple[float, float] = (0.0, 0.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Axis:
    """Months from a day, in whole half-years."""

    on: date
    months: int

    @classmethod
    def over(cls, ends: Iterable[Range], *, on: date) -> Axis:
        """Return the axis on which the latest of these ends has its place."""
        latest = max((end.p90 for end in ends), default=0.0)
        return cls(on=on, months=int(max(6, 6 * -(-latest // 6))))

    def ticks(self, numerals: Numerals) -> tuple[tuple[str, float], ...]:
        """Return the months that are named on the axis, with their places in per cent."""
        step = 6 if self.months <= 36 else 12
        return tuple(
            (numerals.month(self.on, at), 100 * at / self.months) for at in range(0, self.months + 1, step)
        )

    def bar(self, begin: float, *, end: float) -> tuple[float, float]:
        """Return where a bar begins and how wide it is, in per cent."""
        left, right = (round(100 * min(max(at / self.months, 0.0), 1.0), 1) for at in (begin, end))
        return min(left, 100 - LEAST), max(round(right - left, 1), LEAST)


def holds_up(critical: float, *, starts: Range, ends: Range) -> bool:
    """Return whether a step takes time and decides the day in most runs."""
    return critical >= HOLDS_UP and ends.p90 > starts.p10


def month_range(at: Range, *, on: date, numerals: Numerals) -> str:
    """Return the month in which something lies, with its range."""
    first, middle, last = (numerals.month(on, months) for months in (at.p10, at.p50, at.p90))
    return middle if first == last else f"{middle} ({first} – {last})"


def cited(cite: Citation) -> str:
    """Return a source in one line."""
    return ", ".join(part for part in (cite.title, cite.place, cite.publisher) if part)


def short(cite: Citation) -> str:
    """Return a source as it stands beside a line: its name and the place; the list of sources has it all."""
    name = cite.title.split(", ")[0]
    before_colon = name.split(": ")[0]
    name = before_colon if len(before_colon) >= NAME_ENOUGH else name
    return ", ".join(part for part in (name, cite.place) if part)


def in_letters(step: Step) -> str:
    """Return a step's bar for a terminal: ``█`` from middle start to middle end, ``░`` from P10 to P90."""

    def place(share: float) -> int:
        return round(share / 100 * LETTERS)

    left, right = place(step.band[0]), max(place(sum(step.band)), place(step.band[0]) + 1)
    begin, end = place(step.core[0]), max(place(sum(step.core)), place(step.core[0]) + 1)
    return "".join("█" if begin <= at < end else "░" if left <= at < right else " " for at in range(LETTERS))
