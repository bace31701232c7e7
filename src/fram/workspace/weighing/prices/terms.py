"""What the knowledge of prices and costs gives the decision core: by input name, money in NOK."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date

from fram.access.price.threshold import Threshold, Worth
from fram.access.spread import estimate_on, one_of, spread_points
from fram.knowledge.pricing import Pricing
from fram.terms.citation import Confidence
from fram.terms.dist import Dist, Fixed, Pert, Uniform, scaled
from fram.terms.estimate import Estimate, Origin, Reason
from fram.terms.logic import Unknown
from fram.terms.product import ProductProfile
from fram.terms.proof.worth import Severity
from fram.workspace.weighing.costs import Known, to_nok

PUBLIC_BODIES = ("hospital", "state", "municipality")
"""The payers whose days until payment are known; how soon others pay was not read."""


def pricing_terms(product: ProductProfile, pricing: Pricing, *, home: str, on: date) -> dict[str, Known]:
    """Return the inputs on cost that this market's knowledge speaks of, for this product.

    ``home``: where the goods come from. Duty is asked for only for goods with a customs code; the rest is
    left out, and a default stands in.
    """
    found = {key: _figure(key, pricing, on) for key in ("vat_rate", "employer_cost")}
    if product.payer in PUBLIC_BODIES:
        found["payment_days"] = _figure("payment_days", pricing, on)
    if product.kind != "software" and product.hs_code:
        found["duty"] = duty(product.hs_code, pricing, home=home, on=on)
    return found


def worth_terms(
    product: ProductProfile, worth: Worth, *, on: date, nok_per: Callable[[str], float]
) -> dict[str, Known]:
    """Return what a payer gives for one QALY, by input name; asked for only where patients are sold to."""
    if product.unit_of_sale != "patient":
        return {}
    return {"wtp": wtp(worth, product.severity, on=on, nok_per=nok_per)}


CARRIED_LEAST = 0.5
"""A limit for medicines alone may be so much less for other products: a planning figure of ours."""


def wtp(worth: Worth, severity: Severity, *, on: date, nok_per: Callable[[str], float]) -> Known:
    """Return what a payer gives for one QALY of such patients, in NOK, weight for severity included.

    One threshold as it stands; of several that may apply the whole span, as sure as its two ends. A rule for
    medicines alone is carried over to other products, widened downwards, and said.
    """
    found = worth.threshold_for(severity)
    known = [each for each in (_per_qaly(one, on) for one in found) if isinstance(each, Estimate)]
    if not known:
        if worth.has_common and not found:
            return Unknown("milder than every class with a threshold", ask="payers")
        return Unknown("no threshold per QALY is published here", ask="payers")
    joined = to_nok(_span(known), nok_per)
    if len(found) == 1 and found[0].limits:  # one class was picked: no surer than where it begins and ends
        joined = replace(joined, confidence=Confidence.weakest(joined.confidence, found[0].limits))
    because = (Reason.of("price-worth-span", count=len(known)),) if len(known) > 1 else ()
    if worth.is_for_medicines_only:
        because = (*because, Reason.of("price-worth-medicines"))
        low, high = _ends(joined.dist)
        wide = Uniform(low=CARRIED_LEAST * low, high=high)  # a device is seldom worth more than a medicine
        joined = replace(joined, dist=wide, origin=Origin.CARRIED) if joined.is_cited else joined
    return replace(joined, unit="NOK per QALY", because=because)


def _per_qaly(threshold: Threshold, on: date) -> Known:
    found = estimate_on(threshold.value, day=on)
    if isinstance(found, Unknown) or threshold.weight == 1:
        return found
    return replace(found, dist=scaled(found.dist, threshold.weight))


def _span(parts: Sequence[Estimate]) -> Estimate:
    """One estimate from the least to the most of several; those between its ends do not make it less sure."""
    if len(parts) == 1:
        return parts[0]
    least = min(parts, key=lambda part: _ends(part.dist)[0])
    most = max(parts, key=lambda part: _ends(part.dist)[1])
    low, high = _ends(least.dist)[0], _ends(most.dist)[1]
    joined = one_of([(1, least), (1, most)])
    if isinstance(joined, Unknown):  # two currencies: nothing to span
        return least
    return replace(joined, dist=Uniform(low=low, high=high))


def _ends(dist: Dist) -> tuple[float, float]:
    match dist:
        case Fixed(value=value):
            return value, value
        case Uniform(low=low, high=high) | Pert(low=low, high=high):
            return low, high
    points = spread_points(dist)
    return float(points[0]), float(points[-1])


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
