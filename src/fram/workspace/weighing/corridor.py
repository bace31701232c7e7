"""Makes the price corridor a plan keeps of a market, from the plan's own draws: one number on every page."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from fram.access.pathways.prices import NetPrice
from fram.access.price.asked.enough import LEAST as LEAST_ANSWERS
from fram.access.price.corridor import SURE, Corridor
from fram.access.price_links.link import PriceLink
from fram.access.price_links.touching import touching
from fram.decide.ledger import LEDGER_DRAWS
from fram.decide.model.case import MarketCase
from fram.decide.model.factors import Draws
from fram.decide.model.income import ceiling_of, floor_of, prices_of
from fram.decide.model.opportunity import inputs_of
from fram.decide.plan import Weighing
from fram.decide.rank import Range
from fram.terms.citation import Confidence
from fram.terms.errors import Refused
from fram.terms.estimate import Origin
from fram.terms.logic import Truth
from fram.terms.product import CompanyFile, Price
from fram.terms.proof.worth import Survey
from fram.workspace.kept.prices import PriceMark, PriceRecord, Worth
from fram.workspace.weighing.paying.payers import Way
from fram.workspace.weighing.paying.record import is_own, range_of
from fram.workspace.weighing.paying.tariff import tariff
from fram.workspace.weighing.weighed import Weighed
from fram.workspace.world import the_world

WORTH_INPUTS: dict[str, Worth] = {"saving": "saving", "health_gain": "value"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Priced:
    """What every corridor is made with: the file, the links of law between prices, rates, the day."""

    file: CompanyFile
    links: Sequence[PriceLink]
    nok_per: Callable[[str], float]
    on: date
    seed: int = 1


def price_records(ground: Weighed, weighing: Weighing, *, seed: int) -> tuple[PriceRecord, ...]:
    """Return the price corridor of each market; ``weighing``: the same as in ``ground``, or with changes."""
    links, nok_per = _links(ground), ground.rates.nok_per
    priced = Priced(file=ground.file, links=links, nok_per=nok_per, on=ground.on, seed=seed)
    return tuple(
        price_record(case, priced, ways=term.ways, currency=term.facing.currency)
        for case, term in zip(weighing.cases(), ground.terms, strict=True)
    )


def _links(ground: Weighed) -> tuple[PriceLink, ...]:
    """The links between prices that are in force and touch the product, or may."""
    by_id = {fit.pathway.id: fit for fit in ground.view.fits}
    return tuple(
        link
        for link in the_world().price_links.links
        if link.is_in_force(ground.on)
        and touching(
            link, [by_id[name] for name in link.pathways if name in by_id], product=ground.file.product
        )
        is not Truth.NO
    )


def drawn_corridor(case: MarketCase, *, seed: int) -> tuple[Corridor, Range]:
    """Return a market's corridor in draws, NOK on the price's own basis, and its list price.

    The same draws as the plan's: what the page says of a price is what the plan reckons with.
    """
    x = inputs_of(case, Draws(seed, 0, LEDGER_DRAWS))
    prices, one = prices_of(case, x), np.ones(LEDGER_DRAWS)
    ceiling = ceiling_of(case, x)
    found = Corridor(
        floor=floor_of(x) * one, price=prices.discounted * one,
        ceiling=None if ceiling is None else ceiling * one,
    )  # fmt: skip
    return found, Range.of(prices.listed * one)


def price_record(case: MarketCase, priced: Priced, *, ways: Sequence[Way], currency: str) -> PriceRecord:
    """Return what a plan keeps of a market's price corridor; ``currency``: the money shown beside NOK."""
    found, listed = drawn_corridor(case, seed=priced.seed)
    home = priced.file.company.country
    links = priced.links
    worth, sure = _worth(case)
    # A limit that nobody published is a guess of ours: it draws a ceiling, and gives no chance and no band.
    guessed = worth in ("value", "both") and case.inputs["wtp"].estimate.origin is Origin.DEFAULT
    return PriceRecord(
        market=case.market, currency=currency, nok_per=_rate(currency, priced.nok_per),
        floor=Range.of(found.floor), price=Range.of(found.price), listed=listed, covers=found.covers,
        sure=SURE, worth=worth, ceiling_sure=sure,
        ceiling=None if found.ceiling is None else Range.of(found.ceiling),
        is_guessed=guessed, accepted=None if guessed else found.accepted,
        is_open=None if guessed else found.is_open, band=None if guessed else found.band,
        seen_by=tuple(dict.fromkeys(link.market for link in links if case.market in link.sees)),
        marks=(
            *_home(priced, [link for link in links if link.market == case.market and home in link.sees]),
            *_tariffs(priced, ways), *_surveys(priced, market=case.market),
        ),
    )  # fmt: skip


def _worth(case: MarketCase) -> tuple[Worth, Confidence]:
    """What the ceiling is made of, and how far the weakest of it was read."""
    held = {name: word for name, word in WORTH_INPUTS.items() if name in case.sold.known}
    if "health_gain" in held and not case.by_patient:
        del held["health_gain"]
    if not held:
        return "", Confidence.UNCHECKED
    names = [
        *held,
        *(["wtp"] if "health_gain" in held else []),
        *(["price_level"] if "saving" in held else []),
    ]
    sure = Confidence.weakest(*(case.inputs[name].estimate.confidence for name in names))
    told = list(held.values())
    return "both" if len(told) > 1 else told[0], sure


def _rate(currency: str, nok_per: Callable[[str], float]) -> float:
    try:
        return nok_per(currency)
    except Refused:  # no rate is published: the page then tells NOK alone
        return 0.0


def _home(priced: Priced, links: Sequence[PriceLink]) -> Iterator[PriceMark]:
    price: Price = priced.file.product.price
    rate = _rate(price.currency, priced.nok_per)
    if price.amount is None or not rate:
        return
    low = price.amount if price.low is None else price.low
    high = price.amount if price.high is None else price.high
    yield PriceMark(
        key="home", low=low * rate, middle=price.amount * rate, high=high * rate,
        market=priced.file.company.country, confidence=Confidence.READ, on=priced.on,
        cite=links[0].cite if links else None,
    )  # fmt: skip


def _tariffs(priced: Priced, ways: Sequence[Way]) -> Iterator[PriceMark]:
    """What payers pay by the ways that can fit, where a figure of theirs is known; each amount once."""
    told: set[tuple[float, float]] = set()
    for way in ways:
        price = way.price
        if way.fit.is_closed or way.pathway.pays not in ("yes", "indirect") or is_own(price):
            continue
        known = tariff(way, priced.file.product, nok_per=priced.nok_per).get("tariff")
        if isinstance(price, NetPrice) and known is not None:
            at = range_of(known)  # type: ignore[arg-type]
            if (at.p10, at.p90) in told:
                continue
            told.add((at.p10, at.p90))
            yield PriceMark(
                key="tariff", low=at.p10, middle=at.p50, high=at.p90, way=way.pathway.name,
                market=way.pathway.markets[0], cite=way.pathway.cite, confidence=price.net.confidence,
            )  # fmt: skip


def _surveys(priced: Priced, *, market: str) -> Iterator[PriceMark]:
    for said in priced.file.product.surveys:
        if said.market == market:
            yield _said(said, rate=priced.nok_per(said.currency))


def _said(said: Survey, *, rate: float) -> PriceMark:
    point = said.typical if said.answers >= LEAST_ANSWERS else None
    return PriceMark(
        key="survey", low=said.low * rate, high=said.high * rate, method=said.method, answers=said.answers,
        middle=None if point is None else point * rate, market=said.market, source=said.source, on=said.on,
        confidence=Confidence.READ,
    )  # fmt: skip
