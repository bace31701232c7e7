"""What the home market has shown, as inputs of the plan: shares out of counts, a curve out of years."""

from __future__ import annotations

import math

import numpy as np

from fram.decide.history import BassPrior, bass_share, calibrated, updated
from fram.decide.model.case import MANY_BUYERS
from fram.decide.model.inputs import INPUTS, default_dist
from fram.terms.citation import Confidence
from fram.terms.dist import Beta, Dist, Lognormal, Pert
from fram.terms.estimate import Estimate, Origin, Reason
from fram.terms.logic import Unknown
from fram.terms.product import HomeMarket, ProductProfile

LEAST_YEARS = 2
"""Full years of customers needed before they say anything about a curve."""
POTENTIAL_FACTOR = 5.0
"""How little the home potential is known beside the curve we believe in: ÷× this in 80 % of cases, ours."""
ABROAD_FACTOR = 1.3
"""How far adoption abroad strays from that at home: ÷× this in 80 % of cases, ours."""
ABROAD_COUNTS = 10.0
"""However much was counted at home, another market believes it as if so few had been: ours."""
AROUND = (0.5, 1.6)
"""Least and most of a rate in another market, as shares of the rate at home: ours."""


def home_estimates(product: ProductProfile) -> dict[str, Estimate]:
    """Return the inputs of product scope that the home market says something about, by input name.

    Many small buyers (patients, practices): ``bass_p`` and ``bass_q`` a year, from customers by year. All
    others: ``contacts_a_month`` and ``pilot_share``, from counts. ``churn`` a year for all but patients.
    """
    home, known = product.home, dict[str, Estimate]()
    if product.unit_of_sale in MANY_BUYERS:
        known |= _curve(product)
    else:
        known |= _pilots(home) | _contacts(product)
    if product.unit_of_sale != "patient":
        known |= _churn(home)
    return known


def home_win_share(product: ProductProfile) -> Estimate | Unknown:
    """Return the share of pilots that end in an order, carried from home to another market and widened."""
    if product.home.orders is None or not product.home.pilots:
        return Unknown("not stated", ask="company")
    dist = _carried("win_share", yes=product.home.orders, of=product.home.pilots)
    reason = Reason.of("reach-home-wins", orders=product.home.orders, pilots=product.home.pilots)
    return _estimate(dist, "share", reason)


def _carried(name: str, *, yes: float, of: float) -> Beta:
    """Our belief with counts from home, taken for no more than a few: each market is its own."""
    weight = min(1.0, ABROAD_COUNTS / of)
    return updated(_prior(name), yes=weight * yes, of=weight * of)


def _prior(name: str) -> Beta:
    default = INPUTS[name].default
    if not isinstance(default, Beta):
        raise TypeError(f"{name} is no share")
    return default


def _win_share(home: HomeMarket) -> Beta:
    """What is believed at home: our prior with the counts, or alone where there are none."""
    if home.orders is None or not home.pilots:
        return _prior("win_share")
    return updated(_prior("win_share"), yes=home.orders, of=home.pilots)


def _pilots(home: HomeMarket) -> dict[str, Estimate]:
    if home.pilots is None or not home.contacted:
        return {}
    dist = _carried("pilot_share", yes=home.pilots, of=home.contacted)
    reason = Reason.of("reach-home-pilots", pilots=home.pilots, contacted=home.contacted)
    return {"pilot_share": _estimate(dist, "share", reason)}


def _churn(home: HomeMarket) -> dict[str, Estimate]:
    """Customers lost of customer-years; over several years they came one by one, so half of them."""
    if home.lost is None or not home.customers:
        return {}
    years = min(home.months / 12, max(1.0, home.months / 24))
    dist = _carried("churn", yes=home.lost, of=max(home.customers * years, home.lost))
    reason = Reason.of("reach-home-churn", lost=home.lost, customers=home.customers, months=home.months)
    return {"churn": _estimate(dist, "share a year", reason)}


def _contacts(product: ProductProfile) -> dict[str, Estimate]:
    """How many a month are contacted: as counted, or as many as it takes to win what was won last year."""
    home, unit = product.home, "customers a month"
    if home.contacted:
        reason = Reason.of("reach-home-contacts", contacted=home.contacted, months=home.months)
        return {"contacts_a_month": _estimate(_around(home.contacted / home.months), unit, reason)}
    won = product.customers_won_last_year or (home.customers_by_year or (0.0,))[-1]
    if not won:
        return {}
    shares = _prior("pilot_share").mean * _win_share(home).mean
    reason = Reason.of("reach-home-won", won=won)
    return {"contacts_a_month": _estimate(_around(won / 12 / shares), unit, reason)}


def _curve(product: ProductProfile) -> dict[str, Estimate]:
    """Our beliefs about p and q, moved as far as the years go, and widened again for another market."""
    sales = np.trim_zeros(np.array(product.home.customers_by_year, dtype=float), "f")
    unit = product.unit_of_sale or ""
    p, q = (default_dist(name, unit_of_sale=unit) for name in ("bass_p", "bass_q"))
    if sales.size < LEAST_YEARS or not (isinstance(p, Lognormal) and isinstance(q, Lognormal)):
        return {}
    # The home potential nobody stated: what our curve would need to give this total, and very loosely so.
    share = float(bass_share(float(sales.size), p=p.median, q=q.median))
    potential = Lognormal(median=float(sales.sum()) / share, factor=POTENTIAL_FACTOR)
    found = calibrated(BassPrior(p=p, q=q, m=potential), sales)
    reason = Reason.of("reach-home-curve", years=sales.size)
    return {
        "bass_p": _estimate(_abroad(found.p, p), "a year", reason),
        "bass_q": _estimate(_abroad(found.q, q), "a year", reason),
    }


def _abroad(here: Lognormal, before: Lognormal) -> Lognormal:
    """Widen what was seen at home, at most to what was believed before anything was seen."""
    spread = math.hypot(math.log(here.factor), math.log(ABROAD_FACTOR))
    return Lognormal(median=here.median, factor=min(math.exp(spread), before.factor))


def _around(rate: float) -> Pert:
    return Pert(low=AROUND[0] * rate, typical=rate, high=AROUND[1] * rate)


def _estimate(dist: Dist, unit: str, reason: Reason) -> Estimate:
    return Estimate(
        dist=dist, unit=unit, origin=Origin.COMPANY, confidence=Confidence.READ, because=(reason,)
    )
