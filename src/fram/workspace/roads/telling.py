"""How things of a road are said in one language, and the pieces its page is made of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from fram.decide.rank import Range
from fram.knowledge.facts import fact_registry
from fram.terms.estimate import Estimate
from fram.terms.logic import Unknown
from fram.workspace.access.phrases import say
from fram.workspace.papers.access.gantt import Line, Step, month_range
from fram.workspace.papers.phrases import estimate_text
from fram.workspace.papers.words import Words
from fram.workspace.roads.prices import is_outdated
from fram.workspace.roads.view import RoadView

AT_ONCE, SHORT = 0.1, 3.0
"""Months below which something is done at once, and below which a decimal tells lengths apart."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """Lines under a heading, with what to read before and after them."""

    key: str
    title: str
    intro: str = ""
    lines: tuple[Line, ...] = ()
    after: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RoadPage:
    """The page: a few figures first, then the parts; ``ticks`` are the years on the axis of the steps."""

    lang: str
    over: str
    title: str
    stamp: str
    state: str = ""
    glance: tuple[Line, ...]
    next_step: tuple[str, ...]
    steps: tuple[Step, ...] = ()
    ticks: tuple[tuple[str, float], ...] = ()
    parts: tuple[Part, ...] = ()
    small: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Teller:
    """Says things of one road in one language."""

    view: RoadView
    lang: str
    words: Words = field(repr=False)

    def say(self, key: str, **values: object) -> str:
        """Return a sentence of the road's words."""
        return say("route", key, lang=self.lang, **values)

    def estimate(self, found: Estimate | Unknown) -> str:
        """Return an estimate as people read it, or that none was read."""
        return (
            estimate_text(found, words=self.words) if isinstance(found, Estimate) else self.say("cost-none")
        )

    def months(self, at: Range) -> str:
        """Return a length with its range; a short one with a decimal."""
        if at.p90 < AT_ONCE:
            return self.say("at-once")
        decimals = 1 if at.p90 < SHORT else 0
        low, middle, high = (
            self.words.numerals.fixed(x, decimals=decimals) for x in (at.p10, at.p50, at.p90)
        )
        if low == high:
            return self.say("months-one", p50=middle)
        return self.say("months", p10=low, p50=middle, p90=high)

    def when(self, at: Range) -> str:
        """Return the month in which something lies, with its range."""
        return month_range(at, on=self.view.on, numerals=self.words.numerals)

    def fee(self, found: Estimate, *, start: date | None, months: float) -> str:
        """Return a fee that falls due so many months from now, and from which day on it was so."""
        amount = self.estimate(found)
        if start is None or not found.dist.mean:
            return amount
        if is_outdated(start, on=self.view.on, months=months):
            return self.say("fee-last-known", amount=amount, year=start.year)
        return self.say("fee-since", amount=amount, day=self.words.numerals.day(start))

    def documents(self, words: Sequence[str]) -> str:
        """Return documents by name."""
        names = fact_registry()["documents_ready"].vocabulary
        return ", ".join(names[word].in_(self.lang) for word in words)

    def facts(self, names: Sequence[str]) -> str:
        """Return the questions behind facts; a field of the file that is no fact is named by itself."""
        known = fact_registry()
        return " · ".join(
            f"{known[name].question.in_(self.lang)} ({name})" if name in known else f"product.{name}"
            for name in names
        )
