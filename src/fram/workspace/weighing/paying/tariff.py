"""What a payer's tariff brings for one payment of the firm's own kind, where a plan's way has one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from fram.access.pathways.prices import NetPrice
from fram.terms.dist import scaled
from fram.terms.errors import Refused
from fram.terms.estimate import Reason
from fram.terms.product import ProductProfile
from fram.workspace.weighing.costs import Known
from fram.workspace.weighing.paying.own_price import payments_in
from fram.workspace.weighing.paying.payers import Way
from fram.workspace.weighing.paying.record import is_own


def tariff(way: Way | None, product: ProductProfile, *, nok_per: Callable[[str], float]) -> dict[str, Known]:
    """Return the input ``tariff``: NOK for one payment; nothing where no payer sets a price.

    It is the price that lasts: what holds for a first year alone (a DiGA's own price) is left out of it.

    A payer counts patients: where the firm sells by the bed or the ward, or does not say for how long a
    patient uses it, its tariff says nothing of the firm's price, and that price stands.
    """
    price = way.price if way else None
    if not isinstance(price, NetPrice) or is_own(price) or price.paid_to != "maker" or way is None:
        return {}
    payments = payments_in(price.per, product)
    if not payments:
        return {}
    try:
        rate = nok_per(price.currency)
    except Refused:
        return {}
    net, reason = price.net, Reason.of("payment-tariff", pathway=way.pathway.id)
    made = replace(
        net, dist=scaled(net.dist, rate / payments), unit="NOK", because=(*net.because, reason),
    )  # fmt: skip
    return {"tariff": made}
