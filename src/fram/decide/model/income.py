"""What one unit brings in and what it costs to serve: list price, bound, discounts, channel, net, margin."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from fram.decide.model.case import MarketCase

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

VAT_REFUND_MONTHS = 2.0
"""Months until value-added tax paid at the border comes back: a planning figure of ours."""
DAYS_A_MONTH = 365.25 / 12
LEAST_USE = 0.05
"""Months or uses below which a course is no course: keeps what it is worth finite."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Prices:
    """The price of one unit on its way to us, NOK on the price's own basis; arrays of shape (draws,).

    ``listed`` abroad, or what a payer's tariff brings; ``discounted`` after discounts, which a tariff knows
    none of; ``ceiling`` what the buyer's gain is worth (None: no bound known, or a tariff rules); ``asked``
    the smaller of the two; ``realised`` after unmet outcomes; ``net`` after the channel's part; ``serve``
    the cost to serve; ``border`` duty and freight.
    """

    listed: Floats
    discounted: Floats
    ceiling: Floats | None
    asked: Floats
    realised: Floats
    net: Floats
    serve: Floats
    border: Floats

    @property
    def margin(self) -> Floats:
        """NOK left of one unit."""
        return self.net - self.serve - self.border


def prices_of(case: MarketCase, x: Mapping[str, Floats]) -> Prices:
    """Return the prices of one market, given its drawn inputs."""
    listed, discounted = _asked_for(x)
    ceiling = None if "tariff" in x else ceiling_of(case, x)
    asked = discounted if ceiling is None else np.minimum(discounted, ceiling)
    held_back = _held_back(x)
    realised = asked * (1 - held_back)
    net = realised * (1 - channel_share(x))
    goods = net * x["goods_share"] if "goods_share" in x else np.zeros_like(net)
    border = goods * (x["duty"] + x["freight"]) if "duty" in x else np.zeros_like(net)
    return Prices(
        listed=listed, discounted=discounted, ceiling=ceiling, asked=asked, realised=realised, net=net,
        serve=x["cost_to_serve"], border=border,
    )  # fmt: skip


def _asked_for(x: Mapping[str, Floats]) -> tuple[Floats, Floats]:
    """The price that is listed and the price after discounts; a tariff is both: the payer has set it."""
    if "tariff" in x:
        return x["tariff"], x["tariff"]
    listed = x["price"] * x["price_level"] ** x["price_follows_level"]
    return listed, listed * x["price_realised"]


def _held_back(x: Mapping[str, Floats]) -> Floats | float:
    """The share that unmet outcomes cost; a tariff is what is left after those that its payer measures."""
    if "outcome_share" not in x or "tariff" in x:
        return 0.0
    return x["outcome_share"] * (1 - x["outcome_met"])


def channel_share(x: Mapping[str, Floats]) -> Floats | float:
    """Return the share of the price that a distributor or partner keeps; nothing when selling directly."""
    return x.get("channel_margin", x.get("partner_share", 0.0))


def floor_of(x: Mapping[str, Floats]) -> Floats:
    """Return the least a buyer can pay for a unit without its losing money, on the price's own basis.

    Cost to serve, duty and freight, over what is left of the price after what unmet outcomes hold back and
    the channel. Infinite where nothing is left of it.
    """
    kept = (1 - _held_back(x)) * (1 - channel_share(x))
    if "duty" in x and "goods_share" in x:
        kept = kept * (1 - x["goods_share"] * (x["duty"] + x["freight"]))
    kept = kept + np.zeros_like(x["cost_to_serve"])
    return np.where(kept > 0, x["cost_to_serve"] / np.where(kept > 0, kept, 1.0), np.inf)


def ceiling_of(case: MarketCase, x: Mapping[str, Floats]) -> Floats | None:
    """Return what a unit is worth to its buyer, on the price's own basis, or None where nobody said.

    What it saves (at the market's price level) plus, for a patient, the health gained at what the market
    is willing to pay for it (headroom, Cosh et al. 2007).
    """
    if "saving" not in x and "health_gain" not in x:
        return None
    saved = x["saving"] * x["price_level"] if "saving" in x else np.zeros_like(x["price"])
    if "health_gain" not in x:
        return saved
    return saved + x["wtp"] * x["health_gain"] / _payments_a_course(case, x)


def _payments_a_course(case: MarketCase, x: Mapping[str, Floats]) -> Floats | float:
    """How often one patient's price is paid: once, by the month, or by the use."""
    months = np.maximum(x["months_used"], LEAST_USE) if "months_used" in x else 1.0
    return months * np.maximum(x["uses_per_month"], LEAST_USE) if "uses_per_month" in x else months


def times_a_month(case: MarketCase, x: Mapping[str, Floats]) -> Floats | float:
    """Return how often a month one unit pays; a patient pays for the course or its months."""
    if sold_once(case):
        return 0.0
    uses = x.get("uses_per_month", 1.0)
    if not case.by_patient:
        return uses
    return uses * (1.0 if case.sold.price_model == "one-off" else x["months_used"]) / 12


def sold_once(case: MarketCase) -> bool:
    """Return whether a unit pays once, when it is put to use."""
    return case.sold.price_model == "one-off" and not case.by_patient


def months_tied(x: Mapping[str, Floats]) -> Floats:
    """Return the months of income that lie in unpaid invoices, stock and tax not yet refunded."""
    invoices = x["payment_days"] / DAYS_A_MONTH
    if "goods_share" not in x:
        return invoices
    return invoices + x["goods_share"] * (x["stock_months"] + x["vat_rate"] * VAT_REFUND_MONTHS)
