"""What the knowledge of prices and costs gives the decision core: by input name, money in NOK."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from fram.access.spread import estimate_on
from fram.knowledge.pricing import Pricing
from fram.terms.estimate import Origin, Reason
from fram.terms.logic import Unknown
from fram.terms.product import ProductProfile
from fram.workspace.weighing.costs import Known, to_nok

PUBLIC_BODIES = ("hospital", "state", "municipality")
"""The payers whose days until payment are known; how soon others pay was not read."""


def pricing_terms(
    product: ProductProfile, pricing: Pricing, *, home: str, on: date, nok_per: Callable[[str], float]
) -> dict[str, Known]:
    """Return the inputs on price and cost that this market's knowledge speaks of, for this product.

    ``home``: where the goods come from. The worth of a QALY is asked for only where patients are the unit
    of sale, duty only for goods with a customs code; the rest is left out, and a default stands in.
    """
    found = {key: _figure(key, pricing, on) for key in ("vat_rate", "employer_cost")}
    if product.unit_of_sale == "patient":
        found["wtp"] = wtp(pricing, on=on, nok_per=nok_per)
    if product.payer in PUBLIC_BODIES:
        found["payment_days"] = _figure("payment_days", pricing, on)
    if product.kind != "software" and product.hs_code:
        found["duty"] = duty(product.hs_code, pricing, home=home, on=on)
    return found


def wtp(pricing: Pricing, *, on: date, nok_per: Callable[[str], float]) -> Known:
    """Return what a payer gives for one QALY, in NOK."""
    found = _figure("wtp", pricing, on)
    if isinstance(found, Unknown):
        return Unknown("no threshold per QALY is published here", ask="payers")
    return replace(to_nok(found, nok_per), unit="NOK per QALY")


def duty(hs_code: str, pricing: Pricing, *, home: str, on: date) -> Known:
    """Return the share of the goods' value that customs take, by the longest heading the code begins with."""
    fitting = pricing.duty_on(hs_code, home=home)
    if fitting is None:
        return Unknown("no duty was read for this customs code", ask="customs")
    heading, rate = fitting
    found = estimate_on(rate, day=on)
    if isinstance(found, Unknown):
        return found
    return replace(found, because=(Reason.of("price-duty", code=f"HS {hs_code}", heading=f"HS {heading}"),))


def _figure(key: str, pricing: Pricing, on: date) -> Known:
    found = estimate_on(pricing.figures.get(key), day=on)
    if isinstance(found, Unknown):  # why there is none stands in the file, in English
        return Unknown("no figure was read", ask="local-managers")
    carried = found.is_cited and key in pricing.carried
    return replace(found, origin=Origin.CARRIED) if carried else found
