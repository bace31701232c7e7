"""The product's own inputs, from the company file: what was stated, in NOK and months, with its spread."""

from __future__ import annotations

from collections.abc import Callable

from fram.decide.model.inputs import INPUTS
from fram.terms.citation import Confidence
from fram.terms.dist import Dist, Fixed, Pert, scaled
from fram.terms.estimate import Estimate, Origin
from fram.terms.logic import Unknown
from fram.terms.product import Price, ProductProfile


def product_estimates(product: ProductProfile, *, nok_per: Callable[[str], float]) -> dict[str, Estimate]:
    """Return the inputs of product scope that the file states, by input name; the rest stay unknown.

    ``nok_per(currency)`` gives NOK for one unit. A single price gets a spread of a tenth each way, a
    stated range is taken as its ends.
    """
    price = _price(product.price, nok_per(product.price.currency))
    found: dict[str, Dist | Unknown] = {
        "price": price,
        "cost_to_serve": _cost_share(product.price),
        "months_used": _known(product.price.months_used, lambda months: Fixed(value=min(months, 12.0))),
        "units_per_site": _units_per_site(product),
        # What was won at home is the best guess of what one launch wins abroad, and a loose one.
        "wins_a_year": _known(product.customers_won_last_year or None, _around(0.5, 1.6)),
        "uses_per_month": _known(product.price.uses_per_unit_month, _around(0.5, 1.6)),
    }
    return {name: _stated(name, dist) for name, dist in found.items() if not isinstance(dist, Unknown)}


def _stated(name: str, dist: Dist) -> Estimate:
    return Estimate(dist=dist, unit=INPUTS[name].unit, origin=Origin.COMPANY, confidence=Confidence.READ)


def _known(value: float | None, make: Callable[[float], Dist]) -> Dist | Unknown:
    return Unknown("not stated", ask="company") if value is None else make(value)


def _around(low: float, high: float) -> Callable[[float], Dist]:
    """A stated middle with our spread around it."""
    return lambda value: Pert(low=value * low, typical=value, high=value * high) if value else Fixed(value=0)


def _price(price: Price, nok: float) -> Dist | Unknown:
    if price.amount is None:
        return Unknown("no price stated", ask="company")
    if price.low is not None and price.high is not None:
        return scaled(Pert(low=price.low, typical=price.amount, high=price.high), nok)
    return scaled(_around(0.9, 1.1)(price.amount), nok)


def _cost_share(price: Price) -> Dist | Unknown:
    if price.cost_to_serve is None or not price.amount:
        return Unknown("no cost stated", ask="company")
    return _around(0.8, 1.35)(price.cost_to_serve / price.amount)


def _units_per_site(product: ProductProfile) -> Dist | Unknown:
    """How many units one customer takes: a patient is one customer, a hospital what the company says."""
    if product.unit_of_sale == "patient":
        return Fixed(value=1)
    return _known(product.units_per_site, _around(0.6, 1.5))
