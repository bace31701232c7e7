"""What a link may cost: revenue a year that hangs on prices elsewhere, and which launch comes first.

Everything is drawn: arrays of shape (draws,), float64, money in NOK. Nothing is ever below zero, because a
higher price elsewhere gives nobody a reason to pay more.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from fram.access.price_links.link import PriceLink

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

Ceiling = Callable[["Floats"], "Floats"]
"""The most a formula allows here, of prices elsewhere: (markets, draws) to (draws,), NOK a unit."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """What the product fetches in one market, NOK for a unit on the price's own basis (month, use, once).

    ``listed`` before discounts, ``paid`` after them; ``kept`` the share of ``paid`` that reaches the maker,
    0 to 1; ``units`` paid for in a year; ``enters`` months from the plan's day to the first sale.
    ``is_sold``: sold there today.
    """

    market: str
    listed: Floats = field(repr=False)
    paid: Floats = field(repr=False)
    kept: Floats = field(repr=False)
    units: Floats = field(repr=False)
    enters: Floats = field(repr=False)
    is_sold: bool = False

    def price(self, *, with_rebates: bool) -> Floats:
        """Return the price somebody sees who sees rebates, or who does not."""
        return self.paid if with_rebates else self.listed

    @property
    def revenue(self) -> Floats:
        """NOK a year that reach the maker."""
        return self.paid * self.kept * self.units


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """One market that is seen. ``stake``: what its price alone may cost in the market that looks, NOK a year;
    under a formula, what it adds to what the others cost. ``first``: the share of draws in which it sells
    before the price of the looking market is settled.
    """

    market: str
    price: Floats = field(repr=False)
    stake: Floats = field(repr=False)
    first: float
    is_sold: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Stake:
    """A link as one product meets it.

    ``price``: the one here that is compared; ``total``: NOK a year that all the prices seen may cost
    together; ``settled``: months from the plan's day until the price here rests on what is seen;
    ``lowest``: the market whose price is the lowest most often. ``pairs``: the costliest first.
    """

    link: PriceLink
    price: Floats = field(repr=False)
    total: Floats = field(repr=False)
    settled: Floats = field(repr=False)
    lowest: str
    pairs: tuple[Pair, ...]

    @property
    def is_any(self) -> bool:
        """Whether anything is at stake in any draw."""
        return bool(self.total.any())


def stake(
    link: PriceLink,
    offers: Mapping[str, Offer],
    *,
    conceded: Floats,
    ceiling: Ceiling | None = None,
    lag: float = 0.0,
) -> Stake | None:
    """Return what the prices elsewhere may cost in the market that looks; None where nothing is compared.

    ``conceded``: the share of the gap to the lowest price that is given up where no formula rules, 0 to 1.
    ``ceiling``: the formula of a link that has one. ``lag``: months from the first sale to the settled price.
    """
    here = offers.get(link.market)
    seen = [offers[market] for market in link.sees if market in offers]
    if here is None or not seen or (link.rule == "formula" and ceiling is None):
        return None
    prices = np.stack([offer.price(with_rebates=link.sees_rebates) for offer in seen])
    price = here.price(with_rebates=link.sees_rebates)

    def lost(kept: Sequence[int]) -> Floats:
        """NOK a year lost to these of the prices."""
        if ceiling is not None:
            less = np.maximum(price - ceiling(prices[list(kept)]), 0.0) if kept else np.zeros_like(price)
        else:
            less = np.maximum(price - prices[list(kept)].min(axis=0), 0.0) * conceded
        return here.revenue * share_of(less, price)

    places = range(len(seen))
    total, settled = lost(list(places)), here.enters + lag
    pairs = tuple(
        Pair(
            market=offer.market, price=prices[at], is_sold=offer.is_sold, first=_first(offer, settled),
            stake=np.maximum(total - lost([p for p in places if p != at]), 0.0) if ceiling else lost([at]),
        )
        for at, offer in enumerate(seen)
    )  # fmt: skip
    often = np.bincount(prices.argmin(axis=0), minlength=len(seen))
    return Stake(
        link=link, price=price, total=total, settled=settled, lowest=seen[int(often.argmax())].market,
        pairs=tuple(sorted(pairs, key=lambda pair: -float(pair.stake.mean()))),
    )  # fmt: skip


def share_of(part: Floats, whole: Floats) -> Floats:
    """Return a part as a share of the whole, nothing where there is no whole."""
    return np.divide(part, whole, out=np.zeros_like(whole), where=whole > 0)


def _first(offer: Offer, settled: Floats) -> float:
    return 1.0 if offer.is_sold else float((offer.enters < settled).mean())
