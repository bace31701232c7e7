"""The links in sentences, in English or Norwegian: what each sees, what it may cost, what to do."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from fram.access.price_links.stake import Pair, Stake
from fram.decide.model.sampling import quantile
from fram.decide.rank import Range
from fram.knowledge.facts import fact_registry
from fram.terms.citation import Citation, Confidence
from fram.terms.logic import Truth
from fram.workspace.access.phrases import say
from fram.workspace.papers.numerals import DASH, Numerals
from fram.workspace.price_links.found import Linked, PriceLinks

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

TOPIC = "price_links"
FEW, MOST = 3, 4
"""So many open questions and markets seen are told one by one; the rest by their number or codes."""
POINTS = np.array([0.1, 0.9])
OFTEN = 0.5
"""A market that sells first in this share of the draws is told to wait."""


@dataclass(frozen=True, slots=True)
class Teller:
    """Says things of one page of links in one language."""

    found: PriceLinks
    lang: str

    @property
    def numerals(self) -> Numerals:
        """How numbers are written."""
        return Numerals(lang=self.lang)

    def say(self, key: str, **values: object) -> str:
        """Return a sentence of the topic."""
        return say(TOPIC, key, lang=self.lang, **values)

    def place(self, market: str) -> str:
        """Return a country's name as a sentence has it."""
        return self.numerals.market_in_text(market)

    def places(self, markets: Sequence[str]) -> str:
        """Return several countries' names."""
        return ", ".join(map(self.place, markets))

    def price(self, draws: Floats) -> str:
        """Return the middle of a price."""
        return f"NOK {self.numerals.number(float(np.median(draws)), digits=3)}"

    def points(self, draws: Floats) -> str:
        """Return an amount as three points."""
        at = Range.of(draws)
        return self.numerals.money_points((at.p10, at.p50, at.p90), signed=False)

    def head(self) -> Iterator[str]:
        """Yield what the page is about: the markets and the price at home."""
        found = self.found
        if not found.is_priced:
            yield self.say("no-price")
        else:
            yield self.say("scope", count=len(found.markets), codes=" ".join(found.markets))
            home = found.offers.get(found.home)
            if home is not None:
                listed, paid = self.price(home.listed), self.price(home.paid)
                basis = self.say(f"basis-{found.price_model}")
                yield self.say("home", place=self.place(found.home), listed=listed, paid=paid, basis=basis)
        if not any(each.touches is not Truth.NO for each in found.linked):
            yield self.say("nothing-touches")
        elif found.is_priced and not any(each.is_any for each in found.linked):
            yield self.say("nothing")

    def heading(self, each: Linked) -> str:
        """Return what a link is called."""
        name = self.numerals.market(each.link.market)
        return self.say("heading", place=name, what=self.say(f"what-{each.link.rule}"))

    def lines(self, each: Linked) -> Iterator[str]:
        """Yield all that is told of one link."""
        link = each.link
        yield link.says[self.lang]
        yield " ".join((
            self.say("seen", what=", ".join(self.say(f"seen-{word}") for word in link.seen)),
            self._touches(each),
        ))  # fmt: skip
        if each.why:
            yield self.say(f"why-{each.why}")
        yield from self._money(each)
        if each.touches is not Truth.NO:
            yield from self._advice(each)
        if link.practice:
            told = self.say("practice", says=link.practice.says[self.lang])
            yield f"{told} {self.source(link.practice.cite, link.practice.confidence)}"
        if link.again:
            yield self.say("again", says=link.again[self.lang])
        yield self.source(link.cite, link.confidence)

    def source(self, cite: Citation, confidence: Confidence) -> str:
        """Return a source in one line."""
        read = self.say(confidence.value)
        title = ", ".join(part for part in (cite.title, cite.place) if part)
        return self.say("source", cite=title, publisher=cite.publisher, read=read)

    def rests(self) -> Iterator[str]:
        """Yield what the sums rest on."""
        dist, numerals = self.found.conceded.dist, self.numerals
        low, high = getattr(dist, "low", dist.mean), getattr(dist, "high", dist.mean)
        yield self.say("rests-conceded", low=numerals.percent(low), high=numerals.percent(high))
        yield self.say("rests-prices", draws=numerals.fixed(self.found.draws), seed=self.found.seed)
        yield self.say("rests-read")

    def _touches(self, each: Linked) -> str:
        if each.touches is Truth.UNKNOWN and each.missing:
            known = fact_registry()
            told = [f"{known[name].question.in_(self.lang)} ({name})" for name in each.missing[:FEW]]
            if len(each.missing) > FEW:
                told.append(self.say("more", count=len(each.missing) - FEW))
            return self.say("touches-asked", facts=" · ".join(told))
        return self.say(f"touches-{each.touches.name.lower()}")

    def _money(self, each: Linked) -> Iterator[str]:
        if each.stake:
            here = self.price(each.stake.price)
            yield " ".join((self.say("at-plan", here=here), *self._stake(each.stake)))
        if through := each.through:
            net, numerals = through.price.net, self.numerals
            points = [numerals.number(float(value), digits=3) for value in quantile(net.dist, POINTS)]
            amount = f"{DASH.join(dict.fromkeys(points))} {through.price.currency}"
            head = self.say(
                "at-paid", name=through.pathway.name[self.lang], amount=amount,
                per=self.say(f"per-{through.price.per}"), here=self.price(through.stake.price),
            )  # fmt: skip
            yield " ".join((head, *self._stake(through.stake)))
        if each.stakes:
            yield from self._pairs(each.stakes[0])

    def _stake(self, at: Stake) -> Iterator[str]:
        if not at.is_any:
            yield self.say("stake-none-formula" if at.link.formula else "stake-none")
        else:
            mean = self.numerals.money(float(at.total.mean()))
            share = self.numerals.chance(float((at.total > 0).mean()))
            told = self.say("stake", points=self.points(at.total), mean=mean)
            yield f"{told} {self.say('stake-share', share=share)}"
        lowest = next(pair for pair in at.pairs if pair.market == at.lowest)
        home = self._home(at)
        if home is None or home is not lowest:
            there = self.price(lowest.price)
            yield self.say("here-and-there", place=self.place(lowest.market), there=there)
        if home is not None:
            yield self._at_home(home, at, is_lowest=home is lowest)

    def _at_home(self, home: Pair, at: Stake, *, is_lowest: bool) -> str:
        """What the price at home does: seen and higher, or lower, or the lowest of all."""
        place, there = self.place(home.market), self.price(home.price)
        if float(np.median(home.price)) >= float(np.median(at.price)):
            share = self.numerals.chance(float((home.price < at.price).mean()))
            return self.say("home-seen", place=place, there=there, share=share)
        told = self.say("home-lowest" if is_lowest else "home-lower", place=place, there=there)
        today = "home-told-today" if at.link.rule == "disclosure" else "home-seen-today"
        return f"{told} {self.say(today)}" if home.is_sold else told

    def _home(self, at: Stake) -> Pair | None:
        return next((pair for pair in at.pairs if pair.market == self.found.home), None)

    def _pairs(self, at: Stake) -> Iterator[str]:
        costly = _costly(at)
        for pair in costly[:MOST]:
            place = self.numerals.market(pair.market)
            share, points = self.numerals.chance(pair.first), self.points(pair.stake)
            key = "pair-sold" if pair.is_sold else "pair-first"
            yield self.say(key, place=place, share=share, points=points)
        told = {pair.market for pair in costly[:MOST]}
        rest = [pair.market for pair in at.pairs if pair.market not in told]
        if rest:
            yield self.say("pair-rest", count=len(rest), codes=" ".join(rest))

    def _advice(self, each: Linked) -> Iterator[str]:
        at = each.stakes[0] if each.stakes else None
        costly = _costly(at)[:MOST] if at else []
        if not costly:
            return
        here, told = self.place(each.link.market), []
        later = [p.market for p in costly if not p.is_sold and p.first >= OFTEN]
        if later:
            told.append(self.say("do-later", places=self.places(later), here=here))
        if sold := [pair.market for pair in costly if pair.is_sold]:
            told.append(self.say("do-sold", places=self.places(sold)))
        key = "do-paid" if each.link.sees_rebates else "do-list"
        told.append(self.say(key, places=self.places([pair.market for pair in costly])))
        yield f"{self.say('do')}: {' '.join([*told, self.say('do-pack')])}"


def _costly(at: Stake) -> list[Pair]:
    """The markets seen whose price may cost something in more than one draw of ten."""
    return [pair for pair in at.pairs if Range.of(pair.stake).p90 > 0]
