"""Small invented worlds for tests of the plan: a company, a product and three markets."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from fram.decide.model.case import Setting, Sold
from fram.decide.plan import Plan, Weighing, make_plan
from fram.terms.citation import Citation, Confidence
from fram.terms.company import Company, Staff
from fram.terms.dist import Beta, Dist, Fixed, Lognormal, Pert
from fram.terms.estimate import Estimate, Origin

DAY = date(2026, 11, 21)
SOURCE = Citation(title="Invented for a test")


def cited(dist: Dist, confidence: Confidence = Confidence.READ) -> Estimate:
    return Estimate(dist=dist, unit="", origin=Origin.CITED, confidence=confidence, cites=(SOURCE,))


def own(dist: Dist) -> Estimate:
    return Estimate(dist=dist, unit="", origin=Origin.COMPANY)


PRODUCT: dict[str, Estimate] = {
    "price": own(Fixed(value=9_000)),
    "cost_to_serve": own(Fixed(value=0.2)),
    "peak_share": own(Lognormal(median=0.1, factor=1.5)),
    "units_per_site": own(Fixed(value=10)),
    "suitable_share": own(Fixed(value=0.5)),
    "wins_a_year": own(Fixed(value=150)),
    "team": own(Fixed(value=2)),
}


def setting(
    market: str,
    *,
    reach: float,
    regime: str = "eu-mdr",
    confidence: Confidence = Confidence.READ,
    **more: Dist,
) -> Setting:
    """A market with own-budget buyers, known by its reach; the rest is default."""
    known = {"reach": cited(Lognormal(median=reach, factor=1.4), confidence)}
    known |= {name: cited(dist, confidence) for name, dist in more.items()}
    return Setting(market=market, regime=regime, needs_payment=False, speaks_language=False, known=known)


EASY: Mapping[str, Dist] = {
    "approval_months": Pert(low=1, typical=2, high=3),
    "approval_chance": Beta(a=60, b=2),
    "preparation_months": Pert(low=1, typical=2, high=3),
    "approval_cost": Lognormal(median=300_000, factor=1.3),
}
LARGE = setting("DE", reach=3000, **EASY)
MIDDLE = setting("SE", reach=900, **EASY)
TINY = setting("LU", reach=2, **EASY)


def company(**more: Any) -> Company:
    plain = {
        "name": "Prøve AS",
        "cash_nok": 60e6,
        "monthly_burn_nok": 1e6,
        "staff": Staff(product=10, sales=10),
    }
    return Company(**{**plain, **more})


def weighing(*settings: Setting, **more: Any) -> Weighing:
    sold = Sold(known=PRODUCT, price_model="subscription", unit_of_sale="practice")
    return Weighing(company=company(**more), sold=sold, settings=settings or (LARGE, MIDDLE, TINY))


def plan(*settings: Setting, seed: int = 1, draws: int = 3000, **more: Any) -> Plan:
    return make_plan(weighing(*settings, **more), seed=seed, draws=draws, on=DAY)
