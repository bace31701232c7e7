"""Every input of the first decision model, once: its scope, unit, default and whom to ask.

The table drives the model, the list of assumptions in the report and the docs. A default is wide on
purpose and always shown as a default: it says how little is known, not what we believe.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from fram.terms.dist import Beta, Dist, Fixed, Lognormal, Pert, Uniform

Scope = Literal["product", "regime", "market"]
Method = Literal["interview", "quote", "desk", "pilot", "own-records"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Input:
    """One input: what it is called, where it differs, its unit, its default, and how to learn more.

    ``ask`` is the role of the person who knows, ``count`` how many of them, ``days`` and ``cost_nok``
    what asking takes: planning figures of ours, to be replaced by quotes.
    """

    name: str
    scope: Scope
    unit: str
    default: Dist
    ask: str
    method: Method
    count: int = 1
    days: int = 14
    cost_nok: float = 20_000.0


INPUTS: dict[str, Input] = {
    item.name: item
    for item in (
        Input(name="price", scope="product", unit="NOK", default=Lognormal(median=500, factor=4), ask="own-finance", method="own-records", days=3, cost_nok=5_000),
        Input(name="price_realised", scope="product", unit="share", default=Pert(low=0.55, typical=0.85, high=1.0), ask="own-finance", method="own-records", days=5, cost_nok=10_000),
        Input(name="cost_to_serve", scope="product", unit="share of price", default=Uniform(low=0.15, high=0.5), ask="own-finance", method="own-records", days=5, cost_nok=10_000),
        Input(name="price_follows_level", scope="product", unit="exponent", default=Uniform(low=0.2, high=1.0), ask="buyers", method="interview", count=6, days=30, cost_nok=80_000),
        Input(name="peak_share", scope="product", unit="share", default=Lognormal(median=0.08, factor=2.5), ask="buyers", method="interview", count=8, days=45, cost_nok=120_000),
        Input(name="bass_p", scope="product", unit="a year", default=Lognormal(median=0.05, factor=2), ask="analysts", method="desk", days=10, cost_nok=25_000),
        Input(name="bass_q", scope="product", unit="a year", default=Lognormal(median=0.5, factor=1.6), ask="analysts", method="desk", days=10, cost_nok=25_000),
        Input(name="months_used", scope="product", unit="months a year", default=Fixed(value=12), ask="own-clinical", method="own-records", days=3, cost_nok=5_000),
        Input(name="units_per_site", scope="product", unit="units per site", default=Lognormal(median=1, factor=2), ask="own-sales", method="own-records", days=3, cost_nok=5_000),
        Input(name="wins_a_year", scope="product", unit="customers a year", default=Lognormal(median=12, factor=2.2), ask="own-sales", method="own-records", days=5, cost_nok=10_000),
        Input(name="uses_per_month", scope="product", unit="uses per unit and month", default=Lognormal(median=30, factor=3), ask="buyers", method="interview", count=4, days=21, cost_nok=60_000),
        Input(name="suitable_share", scope="product", unit="share", default=Uniform(low=0.1, high=0.6), ask="clinicians", method="interview", count=6, days=30, cost_nok=80_000),
        Input(name="discount_rate", scope="product", unit="a year", default=Pert(low=0.08, typical=0.12, high=0.18), ask="own-finance", method="own-records", days=2, cost_nok=0),
        Input(name="team", scope="product", unit="positions", default=Pert(low=0.5, typical=1.5, high=3), ask="local-managers", method="interview", count=3, days=21, cost_nok=40_000),
        Input(name="position_cost", scope="product", unit="NOK a month", default=Pert(low=85_000, typical=110_000, high=160_000), ask="local-managers", method="quote", days=14, cost_nok=15_000),
        Input(name="marketing", scope="product", unit="NOK a month", default=Lognormal(median=35_000, factor=2), ask="local-managers", method="quote", days=14, cost_nok=15_000),
        Input(name="localisation", scope="product", unit="NOK", default=Lognormal(median=400_000, factor=2.5), ask="own-product", method="quote", days=14, cost_nok=15_000),
        Input(name="hire_lead", scope="product", unit="months", default=Pert(low=2, typical=4, high=8), ask="local-managers", method="interview", count=3, days=21, cost_nok=40_000),
        Input(name="burn_drift", scope="product", unit="factor", default=Pert(low=0.9, typical=1.0, high=1.2), ask="own-finance", method="own-records", days=2, cost_nok=0),
        Input(name="preparation_months", scope="regime", unit="months", default=Pert(low=2, typical=6, high=14), ask="regulatory-experts", method="interview", count=2, days=14, cost_nok=40_000),
        Input(name="approval_months", scope="regime", unit="months", default=Pert(low=1, typical=8, high=24), ask="regulatory-experts", method="quote", count=3, days=21, cost_nok=40_000),
        Input(name="approval_chance", scope="regime", unit="share", default=Beta(a=5, b=1.5), ask="regulatory-experts", method="interview", count=3, days=21, cost_nok=60_000),
        Input(name="approval_cost", scope="regime", unit="NOK", default=Lognormal(median=900_000, factor=3), ask="regulatory-experts", method="quote", count=3, days=21, cost_nok=30_000),
        Input(name="reach", scope="market", unit="units", default=Lognormal(median=1000, factor=6), ask="local-clinicians", method="desk", days=14, cost_nok=30_000),
        Input(name="market_fit", scope="market", unit="factor", default=Lognormal(median=1.0, factor=1.8), ask="local-buyers", method="interview", count=6, days=30, cost_nok=90_000),
        Input(name="price_level", scope="market", unit="ratio to home", default=Lognormal(median=0.8, factor=1.5), ask="local-buyers", method="interview", count=4, days=21, cost_nok=60_000),
        Input(name="channel_margin", scope="market", unit="share", default=Pert(low=0.1, typical=0.25, high=0.45), ask="distributors", method="quote", count=3, days=21, cost_nok=40_000),
        Input(name="gate_months", scope="market", unit="months", default=Pert(low=0, typical=4, high=12), ask="local-it", method="interview", count=2, days=14, cost_nok=30_000),
        Input(name="gate_cost", scope="market", unit="NOK", default=Lognormal(median=250_000, factor=2.5), ask="local-it", method="quote", count=2, days=14, cost_nok=20_000),
        Input(name="payment_months", scope="market", unit="months", default=Pert(low=3, typical=12, high=30), ask="payers", method="interview", count=4, days=30, cost_nok=80_000),
        Input(name="payment_chance", scope="market", unit="share", default=Beta(a=1.5, b=2.5), ask="payers", method="interview", count=4, days=30, cost_nok=80_000),
        Input(name="unpaid_share", scope="market", unit="share", default=Beta(a=1.2, b=12), ask="local-buyers", method="interview", count=4, days=21, cost_nok=60_000),
        Input(name="sales_cycle", scope="market", unit="months", default=Pert(low=3, typical=9, high=24), ask="procurement-leads", method="interview", count=4, days=21, cost_nok=60_000),
    )
}  # fmt: skip
"""The inputs by name."""


DEFAULTS_BY_UNIT: dict[str, dict[str, Dist]] = {
    "patient": {
        "peak_share": Lognormal(median=0.01, factor=3),
        "wins_a_year": Lognormal(median=5000, factor=3),
    },
    "practice": {"wins_a_year": Lognormal(median=60, factor=2.5)},
    "nursing-home": {"wins_a_year": Lognormal(median=25, factor=2.5)},
}
"""Defaults that differ by unit of sale: few of many people take a thing up, small buyers are won faster."""


def default_dist(name: str, *, unit_of_sale: str) -> Dist:
    """Return the wide default of an input for what is sold."""
    return DEFAULTS_BY_UNIT.get(unit_of_sale, {}).get(name, INPUTS[name].default)


def assumption_id(name: str, *, market: str, regime: str, owner: str = "") -> str:
    """Return the id under which an input is drawn: shared by product, by regime, or one for a market.

    ``owner`` names another owner than the input's usual one: a market with an approval cost of its own.
    """
    scope = INPUTS[name].scope
    usual = {"product": "product", "regime": regime, "market": market.lower()}[scope]
    return f"{owner or usual}.{name}"
