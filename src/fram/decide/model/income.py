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

    ``listed`` abroad; ``discounted`` after discounts; ``ceiling`` what the buyer's gain is worth (None: no
    bound known); ``asked`` the smaller of the two; ``realised`` after unmet outcomes; ``net`` after the
    channel's part; ``serve`` the cost to serve; ``border`` duty and freight.
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
    listed = x["price"] * x["price_level"] ** x["price_follows_level"]
    ceiling, discounted = ceiling_of(case, x), listed * x["price_realised"]
    asked = discounted if ceiling is None else np.minimum(discounted, ceiling)
    held_back = x["outcome_share"] * (1 - x["outcome_met"]) if "outcome_share" in x else 0.0
    realised = asked * (1 - held_back)
    net = realised * (1 - channel_share(x))
    goods = net * x["goods_share"] if "goods_share" in x else np.zeros_like(net)
    border = goods * (x["duty"] + x["freight"]) if "duty" in x else np.zeros_like(net)
    return Prices(
        listed=listed, discounted=discounted, ceiling=ceiling, asked=asked, realised=realised, net=net,
        serve=x["cost_to_serve"], border=border,
    )  # fmt: skip


def channel_share(x: Mapping[str, Floats]) -> Floats | float:
    """Return the share of the price that a distributor or partner keeps; nothing when selling directly."""
    return x.get("channel_margin", x.get("partner_share", 0.0))


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
