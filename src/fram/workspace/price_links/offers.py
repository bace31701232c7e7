"""What a product fetches in each market, drawn by the plan's own model: prices, volume, the start."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from fram.access.pathways.prices import NetPrice
from fram.access.price_links.stake import Offer, share_of
from fram.decide.model.case import MarketCase, build_case
from fram.decide.model.cashflow import HORIZON, Launch, sales
from fram.decide.model.factors import Draws
from fram.decide.model.income import prices_of
from fram.decide.model.opportunity import inputs_of, launch_of
from fram.decide.model.sampling import sample
from fram.decide.plan import Weighing
from fram.terms.product import Price
from fram.workspace.weighing.paying.own_price import MONTHS

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

YEAR_OF_SALES = 3
"""Units are those of the third year after the first sale: by then the rollout is mostly over."""


def offers_of(weighing: Weighing, *, sold_in: Sequence[str], draws: int, seed: int) -> dict[str, Offer]:
    """Return the offer in each market weighed, by market; ``sold_in``: those it is sold in today."""
    block = Draws(seed, 0, draws)
    cases = (build_case(setting, sold=weighing.sold) for setting in weighing.settings)
    return {case.market: _offer(case, block, is_sold=case.market in sold_in) for case in cases}


def _offer(case: MarketCase, block: Draws, *, is_sold: bool) -> Offer:
    prices, launch = prices_of(case, inputs_of(case, block)), launch_of(case, block)
    one = np.ones(block.stop - block.start)
    paid, net = prices.realised * one, prices.net * one
    return Offer(
        market=case.market, listed=prices.listed * one, paid=paid, kept=share_of(net, paid),
        units=share_of(income_of_a_year(launch), net), is_sold=is_sold,
        enters=np.zeros_like(one) if is_sold else launch.first_sale,
    )  # fmt: skip


def as_others_are_paid(offer: Offer, found: NetPrice, *, price: Price, nok: float, seed: int) -> Offer | None:
    """Return the offer at what a pathway pays, on the basis of the maker's own price; None without a way to.

    ``nok``: kroner for one unit of the pathway's money. A subscription is told by the month; a course paid
    once holds as many of the payer's units as its months do, one at least; a price for each use is not a
    price for a time.
    """
    months = MONTHS.get(found.per)
    if price.model == "per-use" or (months is None and price.model != "one-off"):
        return None
    times = nok
    if months and price.model == "one-off":
        times *= max(1.0, (price.months_used or 0.0) / months)
    elif months:
        times /= months
    key, draws = f"price-links.{offer.market}", offer.paid.size
    net = sample(found.net.dist, seed=seed, key=f"{key}.net", start=0, stop=draws) * times
    gross = found.gross or found.net
    listed = sample(gross.dist, seed=seed, key=f"{key}.net", start=0, stop=draws) * times
    return replace(offer, listed=listed, paid=net)


def income_of_a_year(launch: Launch) -> Floats:
    """Return what a launch that succeeds brings in, NOK in its third year of sales, shape (draws,).

    The months run from the first sale; of a launch so late that the year is not over in ten years, the part
    that is.
    """
    income = np.array([month.income for month in sales(launch)])
    total = np.vstack([np.zeros_like(launch.units), np.cumsum(income, axis=0)])
    begin = np.ceil(launch.first_sale).astype(int) + 12 * (YEAR_OF_SALES - 1)
    draws = np.arange(launch.units.size)
    first, last = (np.clip(at, 0, HORIZON) for at in (begin, begin + 12))
    return np.asarray(total[last, draws] - total[first, draws])
