"""How things of a payer's page are said in one language, and the pieces the page is made of."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from fram.access.pathways.prices import NetPrice
from fram.access.spread import DAYS_PER_MONTH
from fram.decide.rank import Range
from fram.terms.citation import Citation, Confidence
from fram.terms.dist import Beta, Uniform
from fram.terms.estimate import Estimate, Reason
from fram.terms.logic import Truth, Unknown
from fram.workspace.access.phrases import say
from fram.workspace.papers.access.gantt import Line, Step, month_range, short
from fram.workspace.papers.numerals import rounded
from fram.workspace.papers.phrases import estimate_text, in_unit, reason_text
from fram.workspace.papers.words import Words
from fram.workspace.payers.view import PayersView
from fram.workspace.weighing.paying.payers import Way
from fram.workspace.weighing.paying.record import is_own, range_of
from fram.workspace.weighing.paying.standing import question

SHORT = 3.0
"""Months below which a decimal tells lengths apart."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Lines of one kind on a pathway's card."""

    key: str
    title: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """One pathway: what it is in a few figures, then everything behind it."""

    id: str
    name: str
    note: str
    fit: str
    fit_said: str
    pays: str
    money: str
    money_sure: str
    net: str
    net_sure: str
    stands: str
    glance: tuple[Line, ...]
    groups: tuple[Group, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PayersPage:
    """The page: a few figures, the next step, the way to the money, the table, a card for each pathway."""

    lang: str
    over: str
    title: str
    stamp: str
    state: str
    glance: tuple[Line, ...]
    next_step: tuple[str, ...]
    timeline: str = ""
    steps: tuple[Step, ...] = ()
    ticks: tuple[tuple[str, float], ...] = ()
    cards: tuple[Card, ...] = ()
    closed: tuple[Card, ...] = ()
    sources: tuple[Line, ...] = ()
    small: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Teller:
    """Says things of one market's payers in one language."""

    view: PayersView
    lang: str
    words: Words = field(repr=False)

    def say(self, key: str, **values: object) -> str:
        """Return a sentence of the payers' words."""
        return say("payers", key, lang=self.lang, **values)

    def months(self, at: Range) -> str:
        """Return a length in months with its range; a short one in days."""
        if at.p90 < SHORT:
            days = [self.words.numerals.fixed(x * DAYS_PER_MONTH) for x in (at.p10, at.p50, at.p90)]
            return self._ranged("days", days) if days[2] != "0" else self.say("at-once")
        return self._ranged("months", [self.words.numerals.fixed(x) for x in (at.p10, at.p50, at.p90)])

    def length(self, found: Estimate | Unknown) -> str:
        """Return a length as an estimate of months, or that none was read."""
        return self.months(range_of(found)) if isinstance(found, Estimate) else self.say("no-figure")

    def _ranged(self, key: str, points: list[str]) -> str:
        low, middle, high = points
        if low == high:
            return self.say(f"{key}-one", p50=middle)
        return self.say(key, p10=low, p50=middle, p90=high)

    def when(self, at: Range) -> str:
        """Return the month in which something lies, with its range."""
        return month_range(at, on=self.view.on, numerals=self.words.numerals)

    def estimate(self, found: Estimate | Unknown) -> str:
        """Return an estimate as people read it, or that no figure was read.

        A band that a source states is shown whole, a counted share with its range.
        """
        if isinstance(found, Unknown):
            return self.say("no-figure")
        if isinstance(found.dist, Uniform):
            return in_unit([found.dist.low, found.dist.high], found.unit, words=self.words, exact=True)
        text = estimate_text(found, words=self.words)
        if isinstance(found.dist, Beta):
            share = self.words.numerals.percent(found.dist.mean)
            return self.say("counted", share=share, range=text)
        return text

    def net(self, price: NetPrice | Unknown) -> str:
        """Return a net price with its range and what it is for, or that it is not known."""
        if isinstance(price, Unknown):
            return self.say("net-none")
        return f"{self.amount(price.net, price.currency)} {self.per(price)}"

    def amount(self, found: Estimate, currency: str) -> str:
        """Return an amount of money with its range."""
        at = range_of(found)
        if at.p10 == at.p90:
            return in_unit([rounded(at.p50, 4)], currency, words=self.words, exact=True)
        return in_unit([at.p10, at.p90], currency, words=self.words)

    def per(self, price: NetPrice) -> str:
        """Return what a price is for; the firm's own may be for a bed or a ward."""
        unit = self.view.product.unit_of_sale
        if not self.is_own(price) or unit in (None, "patient"):
            return self.say(f"per-{price.per}")
        return self.say(f"per-unit-{price.per}", unit=self.words.named("unit-of-sale", str(unit)))

    def is_own(self, price: NetPrice | Unknown) -> bool:
        """Whether a price is the firm's own, and no payer's."""
        return is_own(price)

    def reason(self, reason: Reason) -> str:
        """Return the sentence of a reason."""
        return reason_text(reason, words=self.words)

    def fact(self, name: str) -> str:
        """Return the question behind a fact, with its name in the file."""
        return question(name, lang=self.lang)

    def fit(self, one: Way) -> str:
        """Return the key of how a pathway fits: yes, unknown, not-yet, no or not-there."""
        if not one.fit.exists:
            return "not-there"
        if one.fit.truth is Truth.NO:
            return "no" if one.fit.is_closed else "not-yet"
        return one.fit.truth.name.lower()


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Where a line is from; what nobody read names no source, only that it is unchecked."""

    cite: Citation | None
    confidence: Confidence

    def on(self, line: Line) -> Line:
        """Return the line with its source."""
        if self.cite is None or not self.cite.read:
            return replace(line, confidence=Confidence.UNCHECKED.value)
        return replace(line, source=short(self.cite), url=self.cite.url, confidence=self.confidence.value)
