"""Says things of a runway in one language: months, amounts, milestones."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from fram.decide.model.cashflow import HORIZON
from fram.decide.runway.amount import Amounts
from fram.terms.citation import Citation
from fram.workspace.access.phrases import say
from fram.workspace.kept.runway import RunwayKept
from fram.workspace.papers.numerals import DASH, Numerals

TOPIC = "runway"


@dataclass(frozen=True, slots=True, kw_only=True)
class Teller:
    """Says things of one runway. ``cites`` fills up while a page is told."""

    lang: str
    on: date
    kept: RunwayKept = field(repr=False)
    cites: dict[Citation, None] = field(default_factory=dict)

    @property
    def numerals(self) -> Numerals:
        """Numbers as the language writes them."""
        return Numerals(lang=self.lang)

    def say(self, key: str, **values: object) -> str:
        """Return a sentence of the runway's words."""
        return say(TOPIC, key, lang=self.lang, **values)

    def month(self, months: float | None) -> str:
        """Return the month so many months from the plan's day; ``later than …`` for None."""
        if months is None:
            return self.say("never", month=self.numerals.month(self.on, HORIZON))
        return self.numerals.month(self.on, months)

    def start(self, months: float) -> str:
        """Return the last month that lies wholly before a moment: who starts in it is not late."""
        return self.month(max(math.floor(months), 0))

    def months(self, count: float) -> str:
        """Return a span: ``one month``, ``2.5 months``; below ten to one decimal."""
        shown = round(count, 1) if count < 10 else round(count)
        if shown == 1:
            return self.say("months-one")
        return self.say("months", count=self.numerals.exact(shown))

    def money(self, nok: float) -> str:
        """Return an amount; ``nothing`` for none."""
        return self.numerals.money(nok) if nok else self.say("g-nothing")

    def chance(self, share: float) -> str:
        """Return a chance in whole per cent."""
        return self.numerals.chance(share)

    def futures(self, share: float) -> str:
        """Return a chance for ``in … of the futures``: ``none`` where there is none."""
        return self.chance(share) if share else self.say("none")

    def place(self, market: str) -> str:
        """Return a market's name as a sentence has it."""
        return self.numerals.market_in_text(market)

    def places(self, markets: Iterable[str]) -> str:
        """Return several markets' names: ``Germany, Austria and Sweden``."""
        names = [self.place(market) for market in markets]
        return self.say("and").join(filter(None, (", ".join(names[:-1]), names[-1]))) if names else ""

    def milestone(self, one: Amounts) -> str:
        """Return what a milestone is called inside a sentence."""
        if not one.market:
            return self.say("m-date", month=self.month(one.when.p50))
        return self.say(f"m-{one.event}", market=self.place(one.market))

    def goal(self, one: Amounts) -> str:
        """Return what money has to last to: a milestone with the months of reserve, or the plain date."""
        if not one.market:
            return self.milestone(one)
        reserve = self.months(self.kept.reserve)
        return self.say("goal-and", milestone=self.milestone(one), reserve=reserve)

    def span(self, low: float, high: float) -> str:
        """Return two months on the calendar, one where they are the same."""
        first, last = self.month(low), self.month(high)
        return first if first == last else f"{first}{DASH}{last}"

    def what(self) -> str:
        """Return which launches the verdict counts."""
        if self.kept.because in ("first", "cash"):
            return self.say("what-alone")
        return self.say(f"what-{self.kept.because}", markets=self.places(self.kept.markets))
