"""Every input of the decision model, once: its scope, unit, default, when it is used and whom to ask.

The table drives the model, the list of assumptions in the report and the docs. A default is wide on
purpose and always shown as a default: it says how little is known, not what we believe.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Literal

from fram.terms.dist import Beta, Dist, Fixed, Gamma, Lognormal, Normal, Pert, Poisson, Uniform, ZeroInflated

Scope = Literal["product", "regime", "market"]
Method = Literal["interview", "quote", "desk", "pilot", "own-records"]
When = Literal["", "bass", "funnel", "stock", "payer", "people", "firm", "goods", "distributor", "partner", "outcome", "per-use", "sites", "course", "saving", "gain", "tariff"]  # fmt: skip
"""What must hold for an input to be used: see ``fram.decide.model.case.holds``. Empty: always."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Input:
    """One input: what it is called, where it differs, its unit, its default, and how to learn more.

    ``when`` says what must hold for it to be used. ``moves`` are its loadings on the named factors of
    ``FACTORS``: what makes several inputs lean the same way. ``ask`` is the role of the person who knows,
    ``count`` how many of them, ``days`` and ``cost_nok`` what asking takes: planning figures of ours, to
    be replaced by quotes.
    """

    name: str
    scope: Scope
    unit: str
    default: Dist
    ask: str
    method: Method
    when: When = ""
    moves: tuple[tuple[str, float], ...] = ()
    count: int = 1
    days: int = 14
    cost_nok: float = 20_000.0


FACTORS: dict[str, str] = {
    "appeal": "product",
    "currency": "product",
    "policy": "regime",
    "tempo": "market",
}
"""The named factors and where each differs: how good the product really is (for all markets), how the
krone moves against all others (for all), the health policy under one regime, and how fast a market's public bodies are.
The loadings on them are planning figures of ours."""


INPUTS: dict[str, Input] = {
    item.name: item
    for item in (
        Input(name="price", scope="product", unit="NOK", default=Lognormal(median=500, factor=4), ask="own-finance", method="own-records", days=3, cost_nok=5_000),
        Input(name="price_realised", scope="product", unit="share", default=Pert(low=0.55, typical=0.85, high=1.0), ask="own-finance", method="own-records", days=5, cost_nok=10_000, moves=(("appeal", 0.3),)),
        Input(name="cost_to_serve", scope="product", unit="NOK", default=Lognormal(median=150, factor=4), ask="own-finance", method="own-records", days=5, cost_nok=10_000),
        Input(name="price_follows_level", scope="product", unit="exponent", default=Uniform(low=0.2, high=1.0), ask="buyers", method="interview", count=6, days=30, cost_nok=80_000),
        Input(name="saving", scope="product", unit="NOK", default=Fixed(value=0), ask="own-clinical", method="pilot", days=60, cost_nok=200_000, when="saving"),
        Input(name="health_gain", scope="product", unit="QALYs per patient", default=Fixed(value=0), ask="own-clinical", method="pilot", days=90, cost_nok=400_000, when="gain"),
        Input(name="outcome_share", scope="product", unit="share", default=Pert(low=0.1, typical=0.2, high=0.4), ask="own-finance", method="own-records", days=3, cost_nok=5_000, when="outcome"),
        Input(name="outcome_met", scope="product", unit="share", default=Beta(a=6, b=2.5), ask="own-clinical", method="own-records", days=5, cost_nok=10_000, when="outcome", moves=(("appeal", 0.5),)),
        Input(name="peak_share", scope="product", unit="share", default=Lognormal(median=0.08, factor=2.5), ask="buyers", method="interview", count=8, days=45, cost_nok=120_000, when="bass", moves=(("appeal", 0.5),)),
        Input(name="bass_p", scope="product", unit="a year", default=Lognormal(median=0.05, factor=2), ask="analysts", method="desk", days=10, cost_nok=25_000, when="bass"),
        Input(name="bass_q", scope="product", unit="a year", default=Lognormal(median=0.5, factor=1.6), ask="analysts", method="desk", days=10, cost_nok=25_000, when="bass"),
        Input(name="months_used", scope="product", unit="months a year", default=Fixed(value=12), ask="own-clinical", method="own-records", days=3, cost_nok=5_000, when="course"),
        Input(name="units_per_site", scope="product", unit="units per site", default=Lognormal(median=1, factor=2), ask="own-sales", method="own-records", days=3, cost_nok=5_000, when="sites"),
        Input(name="wins_a_year", scope="product", unit="customers a year", default=Lognormal(median=12, factor=2.2), ask="own-sales", method="own-records", days=5, cost_nok=10_000, when="bass"),
        Input(name="contacts_a_month", scope="product", unit="customers a month", default=Lognormal(median=8, factor=2.2), ask="own-sales", method="own-records", days=5, cost_nok=10_000, when="funnel"),
        Input(name="pilot_share", scope="product", unit="share", default=Beta(a=2.2, b=6), ask="buyers", method="interview", count=8, days=45, cost_nok=120_000, when="funnel", moves=(("appeal", 0.6),)),
        Input(name="rollout_months", scope="product", unit="months", default=Pert(low=1, typical=6, high=18), ask="own-sales", method="own-records", days=5, cost_nok=10_000, when="funnel"),
        Input(name="churn", scope="product", unit="share a year", default=Beta(a=2, b=22), ask="own-sales", method="own-records", days=5, cost_nok=10_000, when="stock", moves=(("appeal", -0.4),)),
        Input(name="order_effect", scope="product", unit="exponent", default=Normal(mean=0.5, sd=0.12, low=0.1, high=0.9), ask="analysts", method="desk", days=10, cost_nok=25_000),
        Input(name="uses_per_month", scope="product", unit="uses per unit and month", default=Lognormal(median=30, factor=3), ask="buyers", method="interview", count=4, days=21, cost_nok=60_000, when="per-use"),
        Input(name="suitable_share", scope="product", unit="share", default=Uniform(low=0.1, high=0.6), ask="clinicians", method="interview", count=6, days=30, cost_nok=80_000, moves=(("appeal", 0.4),)),
        Input(name="reachable_share", scope="product", unit="share", default=Pert(low=0.2, typical=0.5, high=0.9), ask="own-sales", method="own-records", days=5, cost_nok=10_000, when="people"),
        Input(name="discount_rate", scope="product", unit="a year", default=Pert(low=0.08, typical=0.12, high=0.18), ask="own-finance", method="own-records", days=2, cost_nok=0),
        Input(name="team", scope="product", unit="positions", default=Pert(low=0.5, typical=1.5, high=3), ask="local-managers", method="interview", count=3, days=21, cost_nok=40_000),
        Input(name="position_cost", scope="product", unit="NOK a month", default=Pert(low=65_000, typical=85_000, high=125_000), ask="local-managers", method="quote", days=14, cost_nok=15_000),
        Input(name="marketing", scope="product", unit="NOK a month", default=Lognormal(median=35_000, factor=2), ask="local-managers", method="quote", days=14, cost_nok=15_000),
        Input(name="travel", scope="product", unit="NOK a month", default=Lognormal(median=18_000, factor=2), ask="own-sales", method="own-records", days=5, cost_nok=10_000),
        Input(name="hosting", scope="product", unit="NOK a month", default=Lognormal(median=12_000, factor=2.5), ask="own-product", method="quote", days=14, cost_nok=10_000),
        Input(name="distributor_support", scope="product", unit="NOK a month", default=Lognormal(median=25_000, factor=2), ask="distributors", method="interview", count=3, days=21, cost_nok=40_000, when="distributor"),
        Input(name="partner_setup", scope="product", unit="NOK", default=Lognormal(median=400_000, factor=2.5), ask="own-product", method="quote", days=14, cost_nok=15_000, when="partner"),
        Input(name="goods_share", scope="product", unit="share", default=Pert(low=0.1, typical=0.35, high=0.8), ask="own-finance", method="own-records", days=3, cost_nok=5_000, when="goods"),
        Input(name="freight", scope="product", unit="share", default=Pert(low=0.02, typical=0.06, high=0.15), ask="own-product", method="quote", days=7, cost_nok=5_000, when="goods"),
        Input(name="stock_months", scope="product", unit="months", default=Pert(low=0.5, typical=2, high=5), ask="own-finance", method="own-records", days=3, cost_nok=5_000, when="goods"),
        Input(name="localisation", scope="product", unit="NOK", default=Lognormal(median=400_000, factor=2.5), ask="own-product", method="quote", days=14, cost_nok=15_000),
        Input(name="localisation_months", scope="product", unit="months", default=Pert(low=1, typical=3, high=7), ask="own-product", method="quote", days=14, cost_nok=15_000),
        Input(name="hire_lead", scope="product", unit="months", default=Pert(low=2, typical=4, high=8), ask="local-managers", method="interview", count=3, days=21, cost_nok=40_000),
        Input(name="preparation_months", scope="regime", unit="months", default=Pert(low=2, typical=6, high=14), ask="regulatory-experts", method="interview", count=2, days=14, cost_nok=40_000),
        Input(name="approval_months", scope="regime", unit="months", default=Pert(low=1, typical=8, high=24), ask="regulatory-experts", method="quote", count=3, days=21, cost_nok=40_000),
        Input(name="approval_chance", scope="regime", unit="share", default=Beta(a=5, b=1.5), ask="regulatory-experts", method="interview", count=3, days=21, cost_nok=60_000),
        Input(name="approval_cost", scope="regime", unit="NOK", default=Lognormal(median=900_000, factor=3), ask="regulatory-experts", method="quote", count=3, days=21, cost_nok=30_000),
        Input(name="upkeep", scope="regime", unit="NOK a year", default=Lognormal(median=120_000, factor=2.5), ask="regulatory-experts", method="quote", count=3, days=21, cost_nok=30_000),
        Input(name="reach", scope="market", unit="units", default=Lognormal(median=1000, factor=6), ask="local-clinicians", method="desk", days=14, cost_nok=30_000),
        Input(name="diagnosed_share", scope="market", unit="share", default=Pert(low=0.2, typical=0.6, high=0.95), ask="local-clinicians", method="desk", days=14, cost_nok=30_000, when="people"),
        Input(name="market_fit", scope="market", unit="factor", default=Lognormal(median=1.0, factor=1.8), ask="local-buyers", method="interview", count=6, days=30, cost_nok=90_000, when="bass"),
        Input(name="win_share", scope="market", unit="share", default=Beta(a=3, b=6), ask="local-buyers", method="interview", count=6, days=30, cost_nok=90_000, when="funnel", moves=(("appeal", 0.4),)),
        Input(name="rivals_now", scope="market", unit="companies", default=Poisson(rate=2.5), ask="analysts", method="desk", days=10, cost_nok=25_000),
        Input(name="rivals_a_year", scope="market", unit="companies a year", default=Gamma(shape=2, scale=0.25), ask="analysts", method="desk", days=10, cost_nok=25_000),
        Input(name="price_level", scope="market", unit="ratio to home", default=Lognormal(median=0.8, factor=1.5), ask="local-buyers", method="interview", count=4, days=21, cost_nok=60_000, moves=(("currency", 0.6),)),
        Input(name="tariff", scope="market", unit="NOK", default=Fixed(value=0), ask="payers", method="interview", count=2, days=30, cost_nok=40_000, when="tariff", moves=(("policy", 0.3),)),
        Input(name="wtp", scope="market", unit="NOK per QALY", default=Pert(low=150_000, typical=350_000, high=800_000), ask="payers", method="desk", days=7, cost_nok=10_000, when="gain"),
        Input(name="channel_margin", scope="market", unit="share", default=Pert(low=0.1, typical=0.25, high=0.45), ask="distributors", method="quote", count=3, days=21, cost_nok=40_000, when="distributor"),
        Input(name="partner_share", scope="market", unit="share", default=Pert(low=0.15, typical=0.3, high=0.5), ask="distributors", method="quote", count=3, days=21, cost_nok=40_000, when="partner"),
        Input(name="payment_days", scope="market", unit="days", default=Pert(low=20, typical=45, high=120), ask="local-managers", method="interview", count=3, days=21, cost_nok=20_000),
        Input(name="employer_cost", scope="market", unit="factor", default=Pert(low=1.05, typical=1.22, high=1.45), ask="local-managers", method="quote", days=14, cost_nok=10_000),
        Input(name="vat_handling", scope="market", unit="NOK a month", default=Lognormal(median=3_500, factor=2), ask="local-managers", method="quote", days=14, cost_nok=5_000),
        Input(name="vat_rate", scope="market", unit="share", default=Pert(low=0.0, typical=0.2, high=0.27), ask="customs", method="desk", days=5, cost_nok=5_000, when="goods"),
        Input(name="duty", scope="market", unit="share", default=ZeroInflated(chance_zero=0.6, part=Uniform(low=0.01, high=0.08)), ask="customs", method="desk", days=5, cost_nok=5_000, when="goods"),
        Input(name="gate_months", scope="market", unit="months", default=Pert(low=0, typical=4, high=12), ask="local-it", method="interview", count=2, days=14, cost_nok=30_000, moves=(("tempo", 0.4),)),
        Input(name="gate_cost", scope="market", unit="NOK", default=Lognormal(median=250_000, factor=2.5), ask="local-it", method="quote", count=2, days=14, cost_nok=20_000),
        Input(name="firm_cost", scope="market", unit="NOK", default=Fixed(value=0), ask="own-product", method="quote", when="firm", days=14, cost_nok=15_000),
        Input(name="evidence_cost", scope="market", unit="NOK", default=Lognormal(median=350_000, factor=3), ask="local-clinicians", method="quote", count=2, days=21, cost_nok=40_000),
        Input(name="evidence_months", scope="market", unit="months", default=Pert(low=0, typical=6, high=18), ask="local-clinicians", method="quote", count=2, days=21, cost_nok=40_000, when="payer"),
        Input(name="payment_months", scope="market", unit="months", default=Pert(low=3, typical=12, high=30), ask="payers", method="interview", count=4, days=30, cost_nok=80_000, when="payer", moves=(("tempo", 0.4),)),
        Input(name="payment_chance", scope="market", unit="share", default=Beta(a=1.5, b=2.5), ask="payers", method="interview", count=4, days=30, cost_nok=80_000, when="payer", moves=(("appeal", 0.3), ("policy", 0.3))),
        Input(name="unpaid_share", scope="market", unit="share", default=Beta(a=1.2, b=12), ask="local-buyers", method="interview", count=4, days=21, cost_nok=60_000, when="payer", moves=(("appeal", 0.3),)),
        Input(name="sales_cycle", scope="market", unit="months", default=Pert(low=3, typical=9, high=24), ask="procurement-leads", method="interview", count=4, days=21, cost_nok=60_000, moves=(("tempo", 0.5),)),
    )
}  # fmt: skip
"""The inputs by name."""


DEFAULTS_BY_UNIT: dict[str, dict[str, Dist]] = {
    "patient": {
        "peak_share": Lognormal(median=0.01, factor=3),
        "wins_a_year": Lognormal(median=5000, factor=3),
    },
    "practice": {"wins_a_year": Lognormal(median=60, factor=2.5)},
    "nursing-home": {"contacts_a_month": Lognormal(median=15, factor=2.2)},
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


def limits(name: str) -> tuple[float, float]:
    """Return the least and the most an input can be: no input is negative, a share is at most 1."""
    unit = INPUTS[name].unit if name in INPUTS else ""
    is_share = unit == "share" or unit.startswith("share ")
    return 0.0, 1.0 if is_share else math.inf
