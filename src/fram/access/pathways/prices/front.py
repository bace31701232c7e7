"""One front for every mechanism: the net price of a rule on a day, or why there is none."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from functools import lru_cache

from fram.access.pathways.pathway import PriceRule
from fram.access.pathways.prices.abroad import foreign
from fram.access.pathways.prices.add_on import add_on
from fram.access.pathways.prices.amount import Terms, as_makers, laid_out, line
from fram.access.pathways.prices.ceilings import dipa, migel
from fram.access.pathways.prices.diga_price import diga
from fram.access.pathways.prices.outcomes import access
from fram.access.pathways.prices.price import NetPrice, NoPrice, Per, Use
from fram.access.pathways.prices.provider_codes import codes
from fram.access.pathways.prices.tariffs import monitoring, pecan
from fram.terms.estimate import Estimate, Reason

COMPUTED: Mapping[str, Callable[[Terms, Use], NetPrice | NoPrice]] = {
    "diga": diga, "dipa": dipa, "pecan": pecan, "monitoring": monitoring, "migel": migel, "access": access,
    "rpm": codes, "foreign-average": foreign, "add-on": add_on,
}  # fmt: skip
NO_FIGURE = {
    "negotiated": NoPrice(
        "the price is negotiated, and no figure is published", ask="payers", key="net-none-negotiated"
    ),
    "tender": NoPrice(
        "the price is what the tender gives", ask="procurement-leads", key="net-none-tender"
    ),
    "fee-schedule": NoPrice(
        "a fee schedule names the price, and none was read for the product", ask="payers",
        key="net-none-fee-schedule",
    ),
    "budget": NoPrice(
        "the buyer pays out of a budget, and nobody sets a price", ask="procurement-leads",
        key="net-none-budget",
    ),
    "none": NoPrice("this pathway sets no price", key="net-none-sets"),
}  # fmt: skip
"""Why a mechanism that computes nothing gives no price, and who could tell."""
PER: Mapping[str, Per] = {
    "diga": "quarter", "dipa": "month", "pecan": "patient", "monitoring": "month", "migel": "patient",
    "access": "year", "rpm": "month",
}  # fmt: skip
"""What an own price stands for where the mechanism counts in a unit of its own."""
TARIFFS = ("pecan", "monitoring", "access")
"""Mechanisms whose price is the same whatever the maker asks."""


def net_price(rule: PriceRule, *, use: Use, on: date) -> NetPrice | NoPrice:
    """Return what one unit brings under a price rule as its figures are on a day.

    Where the rule gives no figure the own price stands, as the maker's and not the payer's, beside what of
    the rule can be shown.
    """
    computed = COMPUTED.get(rule.mechanism)
    if computed is None:
        found: NetPrice | NoPrice = NO_FIGURE[rule.mechanism]
    else:
        found = computed(Terms(parameters=rule.terms, on=on), use)
    if isinstance(found, NetPrice) or use.own_price is None:
        return found
    own = _own(use.own_price, mechanism=rule.mechanism, per=PER.get(rule.mechanism, use.own_per))
    if not (found.lines or found.because):
        return own
    return replace(own, lines=(*found.lines, *own.lines), because=(*found.because, *own.because))


@lru_cache(maxsize=512)
def _own(own: Estimate, *, mechanism: str, per: Per) -> NetPrice:
    price = laid_out([own])[0]
    return NetPrice(
        currency=own.unit, per=per, net=as_makers(own),
        lines=(line("own", price), line("net", price, how=price.text)),
        because=(Reason.of("net-own", mechanism=mechanism),),
    )  # fmt: skip
