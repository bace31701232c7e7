"""Which launch shows its price to whom: every link as one product meets it, the costliest first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import numpy as np

from fram.access.pathways.fit import Fit
from fram.access.pathways.pathway import Pathway
from fram.access.pathways.prices import NetPrice
from fram.access.price_links.link import PriceLink
from fram.access.price_links.stake import Ceiling, Offer, Stake, stake
from fram.access.price_links.touching import touching
from fram.access.spread import estimate_on, months_on
from fram.decide.model.sampling import sample
from fram.knowledge.access.payers.price_links import PriceLinksRead
from fram.terms.errors import Refused
from fram.terms.estimate import Estimate, Origin
from fram.terms.jurisdiction import MARKETS
from fram.terms.logic import Truth
from fram.terms.product import CompanyFile
from fram.workspace.access.product import a_day
from fram.workspace.company import read_company
from fram.workspace.price_links.formulas import ceiling_of
from fram.workspace.price_links.offers import as_others_are_paid, offers_of
from fram.workspace.weighing.market_terms import view_of
from fram.workspace.weighing.paying.own_price import priced
from fram.workspace.weighing.rates import Rates
from fram.workspace.weighing.weighed import weigh
from fram.workspace.world import the_world

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

DRAWS = 2_000
"""Few: the order and rough sizes are wanted, not the last digit."""
CONCEDED = "price-links.conceded"
Why = Literal["", "no-price", "none-seen", "no-formula"]
"""Why no money can be named."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Through:
    """What a pathway pays others for one unit of its time, and what would be at stake at that price."""

    pathway: Pathway
    price: NetPrice
    stake: Stake


@dataclass(frozen=True, slots=True, kw_only=True)
class Linked:
    """One link as this product meets it: whether it touches it, what decides that, what may be lost.

    ``stake``: at the price the plan has there; ``through``: at the price a pathway is known to pay.
    """

    link: PriceLink
    touches: Truth
    fits: tuple[Fit, ...] = ()
    missing: tuple[str, ...] = ()
    stake: Stake | None = None
    through: Through | None = None
    why: Why = ""

    @property
    def stakes(self) -> tuple[Stake, ...]:
        """The stakes that are known, the larger first."""
        known = [one for one in (self.stake, self.through.stake if self.through else None) if one]
        return tuple(sorted(known, key=lambda one: -float(one.total.mean())))

    @property
    def is_any(self) -> bool:
        """Whether anything is at stake, at either price."""
        return any(one.is_any for one in self.stakes)


@dataclass(frozen=True, slots=True, kw_only=True)
class PriceLinks:
    """The links, costliest first; then those that cost nothing, then those that do not touch the product.

    ``markets``: those it is taken to be sold in, today's among them. ``home``: where the company sits, with
    what a unit fetches there, listed and paid, NOK; none without a price in the company file.
    """

    company: str
    product: str
    on: date
    home: str
    markets: tuple[str, ...]
    linked: tuple[Linked, ...]
    conceded: Estimate
    price_model: str
    draws: int
    seed: int
    offers: dict[str, Offer] = field(repr=False)

    @property
    def is_priced(self) -> bool:
        """Whether the company file states a price, so that money can be named."""
        return bool(self.offers)


def price_links(
    path: str | Path, *, markets: Sequence[str] = (), on: date, draws: int = DRAWS, seed: int = 1
) -> PriceLinks:
    """Return which markets see the prices of others, ranked by the revenue a year that hangs on it.

    ``markets``: those it will be sold in, beside those it is sold in today; none: all that Fram knows. Raises
    ``Refused`` for a file that cannot be used.
    """
    day = a_day(on)
    file = read_company(Path(path), on=day)
    known, scope = the_world().price_links, _scope(file, markets)
    rates = Rates(day)
    conceded = estimate_on(known.conceded, day=day)
    if not isinstance(conceded, Estimate):
        raise Refused(f"no share conceded is known on {day.isoformat()}", where="price_links.yaml")
    offers = _offers(file, scope, on=day, draws=draws, seed=seed)
    part = sample(conceded.dist, seed=seed, key=CONCEDED, start=0, stop=draws)
    found = [each for each in _linked(file, known, on=day) if each.link.market in scope]
    scale = _Scale(file=file, offers=offers, conceded=part, rates=rates, on=day, seed=seed)
    weighed_links = [scale.weigh(each) for each in found]
    return PriceLinks(
        company=file.company.name, product=file.product.name, on=day, home=file.company.country,
        markets=scope, linked=tuple(sorted(weighed_links, key=_rank)), conceded=conceded, draws=draws,
        seed=seed, offers=offers, price_model=file.product.price.model,
    )  # fmt: skip


def _scope(file: CompanyFile, markets: Sequence[str]) -> tuple[str, ...]:
    chosen = {*(markets or MARKETS), *file.company.markets_served, file.company.country}
    return tuple(market for market in MARKETS if market in chosen)


def _offers(file: CompanyFile, scope: Sequence[str], *, on: date, draws: int, seed: int) -> dict[str, Offer]:
    if file.product.price.amount is None:
        return {}
    weighing = weigh(file, markets=scope, on=on, rates=Rates(on)).weighing
    sold_in = {*file.company.markets_served} & set(scope)
    return offers_of(weighing, sold_in=tuple(sold_in), draws=draws, seed=seed)


def _linked(file: CompanyFile, known: PriceLinksRead, *, on: date) -> list[Linked]:
    view = view_of(file, world=the_world(), on=on, nok_per=Rates(on).nok_per)
    by_id = {fit.pathway.id: fit for fit in view.fits}
    found = []
    for link in known.links:
        if link.is_in_force(on):
            fits = [by_id[name] for name in link.pathways if name in by_id]
            touches = touching(link, fits, product=file.product)
            asked = tuple(dict.fromkeys(name for fit in fits if not fit.is_closed for name in fit.open))
            found.append(
                Linked(
                    link=link,
                    touches=touches,
                    fits=tuple(fits),
                    missing=asked if touches is Truth.UNKNOWN else (),
                )
            )
    return found


@dataclass(frozen=True, slots=True, kw_only=True)
class _Scale:
    """What links are weighed with: the offers, the share given up, the rates and the day."""

    file: CompanyFile
    offers: dict[str, Offer]
    conceded: Floats
    rates: Rates
    on: date
    seed: int

    def weigh(self, each: Linked) -> Linked:
        """Return a link with what is at stake, or why that cannot be said."""
        if each.touches is Truth.NO:
            return each
        if not self.offers:
            return replace(each, why="no-price")
        ceiling = ceiling_of(each.link, pathways=the_world().pathways, on=self.on)
        if each.link.formula and ceiling is None:
            return replace(each, why="no-formula")
        found = self._stake(each.link, self.offers, ceiling)
        if found is None:
            return replace(each, why="none-seen")
        return replace(each, stake=found, through=self._through(each, ceiling))

    def _stake(self, link: PriceLink, offers: dict[str, Offer], ceiling: Ceiling | None) -> Stake | None:
        lag = months_on(link.lag, day=self.on) if link.lag else None
        months = lag.dist.mean if isinstance(lag, Estimate) else 0.0
        return stake(link, offers, conceded=self.conceded, ceiling=ceiling, lag=months)

    def _through(self, each: Linked, ceiling: Ceiling | None) -> Through | None:
        """The same at what the surest pathway of the link pays, where a payer's own figure is known."""
        market, product = each.link.market, self.file.product
        currency = the_world().markets[market].head.currency
        for fit in sorted((one for one in each.fits if not one.is_closed), key=lambda one: -one.truth.value):
            price = priced(
                fit.pathway, product=product, currency=currency, nok_per=self.rates.nok_per, on=self.on
            )
            if not isinstance(price, NetPrice) or price.net.origin is Origin.COMPANY:
                continue
            here = as_others_are_paid(
                self.offers[market], price, price=product.price, nok=self.rates.nok_per(currency),
                seed=self.seed,
            )  # fmt: skip
            found = self._stake(each.link, {**self.offers, market: here}, ceiling) if here else None
            if found:
                return Through(pathway=fit.pathway, price=price, stake=found)
        return None


def _rank(each: Linked) -> tuple[bool, float, bool]:
    mean = float(each.stakes[0].total.mean()) if each.stakes else 0.0
    return each.touches is Truth.NO, -mean, each.touches is not Truth.YES
