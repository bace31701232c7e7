"""One change to come, and the months that are watched."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Literal

from fram.terms.citation import Citation, Confidence
from fram.terms.jurisdiction import MARKETS
from fram.terms.logic import Truth

State = Literal["law", "proposed", "announced"]
STATES: tuple[State, ...] = ("law", "announced", "proposed")
"""How firm a change is: the firmest first."""
Kind = Literal[
    "change", "condition-begins", "condition-ends", "pathway-begins", "pathway-ends", "law-begins",
    "law-ends", "law-open", "rule-begins", "rule-ends", "reform", "clock", "recognition-begins",
    "recognition-ends", "recognition-open", "route-ends", "gate", "threshold", "certificate",
]  # fmt: skip
"""What kind of change: see ``words/watch.yaml`` for what each is called."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """The days that are watched: from ``first`` on, ``end`` no longer."""

    first: date
    end: date

    @classmethod
    def of_months(cls, first: date, *, months: int) -> Window:
        """Return the window of so many months from a day."""
        years, month = divmod(first.month - 1 + months, 12)
        year = first.year + years
        return cls(first=first, end=date(year, month + 1, min(first.day, monthrange(year, month + 1)[1])))

    def __contains__(self, day: date | None) -> bool:
        """Whether a day is watched; one that is not known is not."""
        return day is not None and self.first <= day < self.end


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One change and this product.

    ``on``: the first day on which things are otherwise; None where no day is known. ``last``: the last day of
    what ends. ``subject``: what changes, by name; ``says``: what changes; ``because``: why it touches this
    product, as a key of the words, filled with ``given``; ``touches``: YES, or UNKNOWN while the facts of
    ``missing`` decide.
    """

    id: str
    kind: Kind
    on: date | None
    markets: tuple[str, ...]
    subject: Mapping[str, str]
    says: Mapping[str, str]
    because: str
    state: State
    cite: Citation
    confidence: Confidence
    touches: Truth = Truth.YES
    missing: tuple[str, ...] = ()
    given: Mapping[str, str] = field(default_factory=dict)
    last: date | None = None


def in_order(lines: Iterable[Line]) -> tuple[Line, ...]:
    """Return lines by day, undated ones last; the same change of several things or places as one."""
    kept: dict[tuple[object, ...], Line] = {}
    for line in lines:
        key = (line.kind, line.on, *sorted(line.says.items()), line.because, line.touches, line.state)
        kept[key] = _both(kept[key], line) if key in kept else line
    return tuple(
        sorted(
            kept.values(),
            key=lambda line: (line.on is None, line.on or date.max, line.touches is not Truth.YES, line.id),
        )
    )


def _both(one: Line, other: Line) -> Line:
    """Two lines of one change as one: the names and places of both."""
    names = {
        lang: " · ".join(dict.fromkeys((*text.split(" · "), other.subject[lang])))
        for lang, text in one.subject.items()
    }
    return replace(
        one, subject=names, markets=tuple(sorted({*one.markets, *other.markets}, key=_place)),
        missing=tuple(dict.fromkeys((*one.missing, *other.missing))), given={**other.given, **one.given},
    )  # fmt: skip


def _place(market: str) -> int:
    """Where a market stands in the list; one that is not on it stands last."""
    return MARKETS.index(market) if market in MARKETS else len(MARKETS)
