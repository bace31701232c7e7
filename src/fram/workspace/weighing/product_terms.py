"""The product's own inputs, from the company file: what was stated, in NOK and months, with its spread."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from fram.decide.model.inputs import INPUTS
from fram.terms.citation import Confidence
from fram.terms.dist import Dist, Fixed, Pert, Uniform, scaled
from fram.terms.errors import Refused
from fram.terms.estimate import Estimate, Origin
from fram.terms.logic import Unknown
from fram.terms.product import Price, ProductProfile
from fram.workspace.company.checks import CURRENCIES
from fram.workspace.weighing.home_terms import home_estimates
from fram.workspace.weighing.prices.savings import savings

MONTHS_A_YEAR = 12.0
SERVE_SHARE = Uniform(low=0.15, high=0.5)
"""Cost to serve as a share of the stated price where nobody stated it: ours."""


def product_estimates(product: ProductProfile, *, nok_per: Callable[[str], float]) -> dict[str, Estimate]:
    """Return the inputs of product scope that the file states, by input name; the rest stay unknown.

    ``nok_per(currency)`` gives NOK for one unit; a currency it has no rate for is refused with its place in
    the file. A single price gets a spread of a tenth each way, a stated range is taken as its ends. What
    the home market has shown stands beside what is stated; an input the model does not have is left out.
    """
    price = product.price
    found: dict[str, Dist | Unknown] = {
        "price": _price(price, nok_per),
        "saving": _known(price.saving, lambda saved: scaled(_around(0.6, 1.3)(saved), _rate(price, nok_per))),
        "outcome_share": _known(price.outcome_share, lambda share: Fixed(value=share)),
        "goods_share": _known(price.goods_share, _share_around(0.7, 1.3)),
        "health_gain": _known(_gain_of_a_year(product), _around(0.5, 1.4)),
        "cost_to_serve": _cost(price, nok_per),
        "months_used": _known(price.months_used, lambda months: Fixed(value=min(months, MONTHS_A_YEAR))),
        "units_per_site": _units_per_site(product),
        # What was won at home is the best guess of what one launch wins abroad, and a loose one.
        "wins_a_year": _known(_won_last_year(product), _around(0.5, 1.6)),
        "uses_per_month": _known(price.uses_per_unit_month, _around(0.5, 1.6)),
    }
    stated = {
        name: _stated(name, dist)
        for name, dist in found.items()
        if name in INPUTS and not isinstance(dist, Unknown)
    }
    summed = savings(product, nok_per=nok_per) if price.saving is None else None
    if summed is not None:
        stated["saving"] = summed
    shown = home_estimates(product)
    return (
        _cost_default(price, nok_per)
        | stated
        | {name: _in_units(name, estimate) for name, estimate in shown.items() if name in INPUTS}
    )


def _in_units(name: str, estimate: Estimate) -> Estimate:
    return replace(estimate, unit=INPUTS[name].unit)


def _won_last_year(product: ProductProfile) -> float | None:
    """Customers won in the last year; none at all is no guess of what a launch abroad wins."""
    won = product.customers_won_last_year
    return (won if won is not None else (product.home.customers_by_year or (0.0,))[-1]) or None


def years_paid(product: ProductProfile) -> float:
    """Return for how many years a course is paid by the month or use; 1 for a year or less, or once."""
    months = product.price.months_used
    return max(1.0, months / MONTHS_A_YEAR) if months and product.price.model != "one-off" else 1.0


def _gain_of_a_year(product: ProductProfile) -> float | None:
    """The health gained for what is paid within a year, as ``months_used`` counts no more than twelve.

    A course of three years gains a third of its whole gain for each year that is paid.
    """
    return None if product.health_gain is None else product.health_gain / years_paid(product)


def _stated(name: str, dist: Dist) -> Estimate:
    return Estimate(dist=dist, unit=INPUTS[name].unit, origin=Origin.COMPANY, confidence=Confidence.READ)


def _known(value: float | None, make: Callable[[float], Dist]) -> Dist | Unknown:
    return Unknown("not stated", ask="company") if value is None else make(value)


def _around(low: float, high: float) -> Callable[[float], Dist]:
    """A stated middle with our spread around it."""
    return lambda value: Pert(low=value * low, typical=value, high=value * high) if value else Fixed(value=0)


def _share_around(low: float, high: float) -> Callable[[float], Dist]:
    """A stated share with our spread around it, inside 0 and 1."""
    return lambda share: Pert(low=share * low, typical=share, high=min(share * high, 1.0))


def _rate(price: Price, nok_per: Callable[[str], float]) -> float:
    """NOK for one unit of the price's currency."""
    try:
        return nok_per(price.currency)
    except Refused as refused:
        found = refused.problem
        raise Refused(
            f"no rate turns `{price.currency}` into NOK",
            where="product.price.currency",
            why=" · ".join(part for part in (found.what, found.why) if part),
            remedy=f"{found.remedy} · known: {', '.join(CURRENCIES)}",
            kind=refused.kind,
        ) from None


def _price(price: Price, nok_per: Callable[[str], float]) -> Dist | Unknown:
    if price.amount is None:
        return Unknown("no price stated", ask="company")
    nok = _rate(price, nok_per)
    if price.low is not None and price.high is not None:
        return scaled(Pert(low=price.low, typical=price.amount, high=price.high), nok)
    return scaled(_around(0.9, 1.1)(price.amount), nok)


def _cost(price: Price, nok_per: Callable[[str], float]) -> Dist | Unknown:
    if price.cost_of_a_payment is None:
        return Unknown("no cost stated", ask="company")
    return scaled(_around(0.8, 1.35)(price.cost_of_a_payment), _rate(price, nok_per))


def _cost_default(price: Price, nok_per: Callable[[str], float]) -> dict[str, Estimate]:
    """Where a price is stated and no cost: a share of that price, ours, whatever the price becomes later."""
    if price.amount is None or price.cost_to_serve is not None:
        return {}
    dist = scaled(SERVE_SHARE, price.amount * _rate(price, nok_per))
    return {"cost_to_serve": Estimate(dist=dist, unit="NOK", origin=Origin.DEFAULT)}


def _units_per_site(product: ProductProfile) -> Dist | Unknown:
    """How many units one customer takes: a patient is one customer, a hospital what the company says."""
    if product.unit_of_sale == "patient":
        return Fixed(value=1)
    return _known(product.units_per_site, _around(0.6, 1.5))
