"""One front for every mechanism: the net price of a rule on a day, or why there is none."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

from fram.access.pathways.pathway import PriceRule
from fram.access.pathways.prices.abroad import foreign
from fram.access.pathways.prices.add_on import add_on
from fram.access.pathways.prices.amount import Terms, as_makers, laid_out, line
from fram.access.pathways.prices.ceilings import dipa, migel
from fram.access.pathways.prices.diga_price import diga
from fram.access.pathways.prices.outcomes import access
from fram.access.pathways.prices.price import NetPrice, Per, Use
from fram.access.pathways.prices.provider_codes import codes
from fram.access.pathways.prices.tariffs import monitoring, pecan
from fram.terms.estimate import Estimate, Reason
from fram.terms.logic import Unknown

COMPUTED: Mapping[str, Callable[[Terms, Use], NetPrice | Unknown]] = {
    "diga": diga, "dipa": dipa, "pecan": pecan, "monitoring": monitoring, "migel": migel, "access": access,
    "rpm": codes, "foreign-average": foreign, "add-on": add_on,
}  # fmt: skip
NO_FIGURE = {
    "negotiated": Unknown("the price is negotiated, and no figure is published", ask="payers"),
    "tender": Unknown("the price is what the tender gives", ask="procurement-leads"),
    "fee-schedule": Unknown(
        "a fee schedule names the price, and none was read for the product", ask="payers"
    ),
    "budget": Unknown("the buyer pays out of a budget, and nobody sets a price", ask="procurement-leads"),
    "none": Unknown("this pathway sets no price", ask=""),
}
"""Why a mechanism that computes nothing gives no price, and who could tell."""
PER: Mapping[str, Per] = {
    "diga": "quarter", "dipa": "month", "pecan": "patient", "monitoring": "month", "migel": "quarter",
    "access": "year", "rpm": "month",
}  # fmt: skip
"""What an own price stands for where the mechanism has a period of its own."""


def net_price(rule: PriceRule, *, use: Use, on: date) -> NetPrice | Unknown:
    """Return what one unit brings under a price rule as its figures are on a day.

    Where the rule gives no figure the own price stands, as the maker's and not the payer's; Unknown where
    that is not told either.
    """
    computed = COMPUTED.get(rule.mechanism)
    if computed is None:
        found: NetPrice | Unknown = NO_FIGURE[rule.mechanism]
    else:
        found = computed(Terms(parameters=rule.terms, on=on), use)
    if isinstance(found, NetPrice) or use.own_price is None:
        return found
    return _own(use.own_price, mechanism=rule.mechanism, per=PER.get(rule.mechanism, use.own_per))


def _own(own: Estimate, *, mechanism: str, per: Per) -> NetPrice:
    price = laid_out([own])[0]
    return NetPrice(
        currency=own.unit, per=per, net=as_makers(own),
        lines=(line("own", price), line("net", price, how=price.text)),
        because=(Reason.of("net-own", mechanism=mechanism),),
    )  # fmt: skip
