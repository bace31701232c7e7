"""What the firm would be paid through a pathway: its own price, in the money and time the payer counts."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from fram.access.pathways.pathway import Pathway
from fram.access.pathways.prices import NetPrice, Use, net_price
from fram.access.pathways.prices.front import PER
from fram.access.pathways.prices.price import Per
from fram.terms.citation import Confidence
from fram.terms.dist import Dist, Fixed, Lognormal, Pert, scaled
from fram.terms.errors import Refused
from fram.terms.estimate import Estimate, Origin
from fram.terms.logic import Unknown
from fram.terms.product import Price, ProductProfile

MONTHS: dict[Per, float] = {"month": 1.0, "quarter": 3.0, "year": 12.0}
"""How many months one unit of a price stands for."""
OWN_PER: dict[str, Per] = {"subscription": "month", "per-use": "case"}


def priced(
    pathway: Pathway, *, product: ProductProfile, currency: str, nok_per: Callable[[str], float], on: date
) -> NetPrice | Unknown:
    """Return what one unit brings through a pathway on a day, in the market's currency.

    The firm's own price is its price at home, converted at the day's rate; a price for a bed or a ward says
    nothing of what a payer gives for a patient, and is left out where one does.
    """
    per = PER.get(pathway.price.mechanism)
    price = product.price
    told = _own(price, per=per or own_per(price)) if _speaks_of(product, per) else None
    rate = _rate(price.currency, currency, nok_per)
    own = None
    if told is not None and rate is not None:
        dist = scaled(told, rate)
        own = Estimate(dist=dist, unit=currency, origin=Origin.COMPANY, confidence=Confidence.READ)
    months = None
    if price.months_used:
        months = Estimate(
            dist=Fixed(value=price.months_used),
            unit="months",
            origin=Origin.COMPANY,
            confidence=Confidence.READ,
        )
    group = str(product.fact("indication_group") or "")
    use = Use(
        months_used=months, own_price=own, own_per=own_per(price), units_a_year=_units(product),
        on_trial=pathway.kind == "coverage-with-evidence",
        settled=tuple(track for track, groups in pathway.price.tracks.items() if group in groups),
    )  # fmt: skip
    return net_price(pathway.price, use=use, on=on)


def _units(product: ProductProfile) -> Estimate | None:
    """Patients a year there: as many as were won at home last year, three times fewer to three times more."""
    won = product.customers_won_last_year
    if not won or product.unit_of_sale != "patient":
        return None
    return Estimate(dist=Lognormal(median=won, factor=3), unit="units", origin=Origin.DEFAULT)


def own_per(price: Price) -> Per:
    """Return what the firm's own price is for."""
    return OWN_PER.get(price.model, "patient")


def _speaks_of(product: ProductProfile, per: Per | None) -> bool:
    """Whether the firm's price is for what the payer counts: patients where it has a price for patients."""
    return per is None or product.unit_of_sale in (None, "patient")


def _own(price: Price, *, per: Per) -> Dist | None:
    """The price for one unit of time; a course paid once is paid once, however short the unit."""
    if price.amount is None:
        return None
    times = 1.0
    if price.model == "subscription":
        times = MONTHS.get(per, price.months_used or 1.0)
    low, high = price.low or price.amount, price.high or price.amount
    if low == high:
        return Fixed(value=times * price.amount)
    return scaled(Pert(low=low, typical=price.amount, high=high), times)


def _rate(own: str, there: str, nok_per: Callable[[str], float]) -> float | None:
    """What one unit of the firm's money is there; None where no rate of it is published."""
    try:
        return nok_per(own) / nok_per(there)
    except Refused:
        return None
