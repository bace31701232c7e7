"""An add-on for a new method in hospital (NUB, NTAP): a share of the extra cost of a case.

The hospital is paid, and buys from the maker: the add-on is what it can put towards the price.
"""

from __future__ import annotations

from fram.access.pathways.prices.amount import Numbers, Terms, believed, laid_out, line, own_price_in, work
from fram.access.pathways.prices.price import NetPrice, NoPrice, Use
from fram.terms.estimate import Reason


def add_on_paid(extra_cost: Numbers, *, share: Numbers) -> Numbers:
    """Return what is paid on top for a case with so much extra cost, in its currency.

    >>> float(add_on_paid(1000, share=0.65))
    650.0
    """
    return extra_cost * share


def add_on(terms: Terms, use: Use) -> NetPrice | NoPrice:
    """Return what the payer adds for a case; beside a told own price, that price and the add-on's lines."""
    share = terms.value("share_of_extra_cost")
    if share is None:
        return NoPrice(
            "each hospital agrees its own add-on; no share is published", ask="payers", key="net-none-add-on"
        )
    to_hospital = Reason.of("net-goes-to-hospital")
    if use.extra_cost is None:
        return NoPrice(
            "the add-on is a share of a case's extra cost, which is not told", ask="company",
            key="net-none-extra-cost", because=(to_hospital,),
            lines=(line("share-of-extra-cost", *laid_out([share]), note="cost-not-told"),),
        )  # fmt: skip
    parts = (use.extra_cost, share)
    extra, part = laid_out(parts)
    added = work(lambda cost, s: add_on_paid(cost, share=s), extra, part)
    how = f"{extra.text} × {part.text}"
    paid = believed(added, parts=parts)
    lines = (line("extra-cost", extra), line("add-on", added, how=how, factor=part.typical))
    if use.own_price is None:
        return NetPrice(
            currency=extra.unit, per="case", paid_to="hospital", gross=use.extra_cost, net=paid,
            lines=(*lines, line("net", added, how=added.text)), because=(to_hospital,),
        )  # fmt: skip
    own = own_price_in(extra.unit, use.own_price)
    price = laid_out([own])[0]
    return NetPrice(
        currency=own.unit, per="case", net=own, gross=paid,
        lines=(*lines, line("own", price), line("net", price, how=price.text)),
        because=(to_hospital, Reason.of("net-own", mechanism="add-on")),
    )  # fmt: skip
