"""The gates of one market for one product."""

from __future__ import annotations

from datetime import date

from fram.access.gates import GatesResult, gates
from fram.terms.jurisdiction import market_code
from fram.workspace.access.product import Given, a_day, product_of
from fram.workspace.world import the_world


def market_gates(product: Given, *, market: str, on: date) -> GatesResult:
    """Return which gates of a market bind the product on a day, which may, and which do not.

    ``product`` is a profile or the path of a company file. Raises ``Refused`` for a file that cannot be used
    and a market nobody knows.
    """
    day = a_day(on)
    code = market_code(market, where="--market")
    profile, _ = product_of(product, on=day)
    return gates(profile, known=the_world().gates, market=code, on=day)
