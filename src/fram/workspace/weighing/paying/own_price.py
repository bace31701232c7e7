"""What the firm would be paid through a pathway: its own price, in the money and time the payer counts."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import lru_cache
from math import ceil

from fram.access.pathways.pathway import Pathway, PriceRule
from fram.access.pathways.prices import NetPrice, NoPrice, Use, net_price
from fram.access.pathways.prices.front import PER, TARIFFS
from fram.access.pathways.prices.price import WHOLE_YEAR, Per
from fram.terms.citation import Confidence
from fram.terms.dist import Fixed, Lognormal, Pert, scaled
from fram.terms.errors import Refused
from fram.terms.estimate import Estimate, Origin, Reason
from fram.terms.product import Price, ProductProfile

MONTHS: dict[Per, float] = {"month": 1.0, "quarter": 3.0, "year": 12.0}
"""How many months one unit of a price stands for."""
OWN_PER: dict[str, Per] = {"one-off": "patient", "per-use": "case"}
BUDGET = PriceRule(mechanism="budget", says={})
"""No payer sets a price: what the firm asks stands."""
OWN_REASONS = ("net-own-spread", "net-own-no-time", "net-no-rate")
"""The keys of what can be said of the firm's own price: shared out, and why it is left out."""


def priced(
    pathway: Pathway, *, product: ProductProfile, currency: str, nok_per: Callable[[str], float], on: date
) -> NetPrice | NoPrice:
    """Return what one unit brings through a pathway on a day, in the market's currency.

    The firm's own price is its price at home, converted at the day's rate; a price for a bed or a ward says
    nothing of what a payer gives for a patient, and is left out where one does.
    """
    price, mechanism = product.price, pathway.price.mechanism
    own = _own(product, per=PER.get(mechanism), currency=currency, nok_per=nok_per)
    group = str(product.fact("indication_group") or "")
    use = Use(
        months_used=_stated(price.months_used, "months") if price.months_used else None,
        own_price=own if isinstance(own, Estimate) else None,
        own_per=own_per(price), units_a_year=_units(product),
        on_trial=pathway.kind == "coverage-with-evidence",
        settled=tuple(track for track, groups in pathway.price.tracks.items() if group in groups),
    )  # fmt: skip
    found = net_price(pathway.price, use=use, on=on)
    if not isinstance(own, NoPrice):
        return found
    if isinstance(found, NoPrice):
        return replace(own, lines=found.lines, because=found.because)
    if mechanism in TARIFFS:
        return found
    return replace(found, because=(*found.because, Reason.of(own.key)))


def asked(
    product: ProductProfile, *, currency: str, nok_per: Callable[[str], float], on: date
) -> NetPrice | NoPrice:
    """Return what the firm asks at home in the market's money, where a buyer pays from a budget."""
    own = _own(product, per=None, currency=currency, nok_per=nok_per)
    use = Use(own_price=own if isinstance(own, Estimate) else None, own_per=own_per(product.price))
    return net_price(BUDGET, use=use, on=on)


def _stated(value: float, unit: str) -> Estimate:
    dist = Fixed(value=value)
    return Estimate(dist=dist, unit=unit, origin=Origin.COMPANY, confidence=Confidence.READ)


def _units(product: ProductProfile) -> Estimate | None:
    """Patients a year there: as many as were won at home last year, three times fewer to three times more."""
    won = product.customers_won_last_year
    if not won or product.unit_of_sale != "patient":
        return None
    return Estimate(dist=Lognormal(median=won, factor=3), unit="units", origin=Origin.DEFAULT)


def own_per(price: Price) -> Per:
    """Return what the firm's own price is for."""
    return OWN_PER.get(price.model, "month")


def _speaks_of(product: ProductProfile, per: Per | None) -> bool:
    """Whether the firm's price is for what the payer counts: patients where it has a price for patients."""
    return per is None or product.unit_of_sale in (None, "patient")


def _own(
    product: ProductProfile, *, per: Per | None, currency: str, nok_per: Callable[[str], float]
) -> Estimate | NoPrice | None:
    """The firm's price for one unit of the payer's, or why it cannot stand; None where it states none."""
    price = product.price
    if not _speaks_of(product, per):
        return None
    rate = _rate(price.currency, currency, nok_per)
    return _asked(price, per=per or own_per(price), currency=currency, rate=rate)


@lru_cache(maxsize=512)
def _asked(price: Price, *, per: Per, currency: str, rate: float | None) -> Estimate | NoPrice | None:
    if price.amount is None:
        return None
    times = _times(price, per=per)
    if times is None:
        return NoPrice(
            "how long or how often a patient uses it is not told", ask="company", key="net-own-no-time"
        )
    if rate is None:
        return NoPrice(f"no rate from {price.currency} to {currency} is known", key="net-no-rate")
    low = price.amount if price.low is None else price.low
    high = price.amount if price.high is None else price.high
    dist = Fixed(value=price.amount) if low == high else Pert(low=low, typical=price.amount, high=high)
    own = replace(_stated(price.amount, currency), dist=scaled(dist, times * rate))
    if price.model == "one-off" and times < 1:
        return replace(own, because=(Reason.of("net-own-spread", months=price.months_used),))
    if per == "patient" and price.model != "one-off" and not price.months_used:
        taken = Reason.of("net-months-default", months=WHOLE_YEAR.dist.mean)
        return replace(own, origin=Origin.DEFAULT, confidence=Confidence.UNCHECKED, because=(taken,))
    return own


def payments_in(per: Per, product: ProductProfile) -> float | None:
    """Return how many of the firm's payments one unit of a payer's holds.

    None where the payer counts patients and the firm does not, or how long or often is not told.
    """
    if product.unit_of_sale != "patient":
        return None
    times, used = _times(product.price, per=per), product.price.months_used
    if times is None or per != "quarter" or not used:
        return times
    # A quarter is prescribed whole, also for two of its months: what is paid for is shared over the use.
    quarters = ceil(used / MONTHS[per])
    paid = 1.0 if product.price.model == "one-off" else used * (product.price.uses_per_unit_month or 1.0)
    return paid / quarters


def _times(price: Price, *, per: Per) -> float | None:
    """How many of the firm's payments one unit of the payer's holds; None where its time is not told.

    A course paid once is shared out over its months, and is paid once however long the unit: of three months
    it is a third of a month, of six months half of a quarter.
    """
    months, used = MONTHS.get(per), price.months_used
    if per == "case" or (price.model == "one-off" and months is None):
        return 1.0
    if price.model == "one-off":
        return min(1.0, months / used) if months and used else None
    a_month = price.uses_per_unit_month if price.model == "per-use" else 1.0
    return a_month * (months or used or WHOLE_YEAR.dist.mean) if a_month else None


def _rate(own: str, there: str, nok_per: Callable[[str], float]) -> float | None:
    """What one unit of the firm's money is there; None where no rate of it is published."""
    try:
        return nok_per(own) / nok_per(there)
    except Refused:
        return None
