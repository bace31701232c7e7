"""German apps on prescription (DiGA): the negotiated price less what outcome and volume take.

Sources: SGB V section 134(1): an outcome-dependent share in every agreement, and from 2027 a discount by the
units of a year. The text sets two floors; whether the floor reached holds for all units or for those above
each point alone is for the agreements, so both readings are worked out.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from fram.access.pathways.prices.amount import Numbers

Bands = Sequence[tuple[Numbers, Numbers]]
"""Units a year above which a discount holds, and the discount as a share; in rising order."""


def whole_discount(units: Numbers, *, bands: Bands) -> Numbers:
    """Return the discount as a share where the floor of the volume reached holds for all units.

    >>> [float(whole_discount(u, bands=[(3000, 0.02), (100_000, 0.30)])) for u in (3000, 3001, 200_000)]
    [0.0, 0.02, 0.3]
    """
    share: Numbers = np.zeros_like(np.asarray(units, dtype=np.float64))
    for above, cut in bands:
        share = np.where(units > above, cut, share)
    return share[()] if isinstance(share, np.ndarray) else share


def marginal_discount(units: Numbers, *, bands: Bands) -> Numbers:
    """Return the discount as a share of all where each floor holds for the units above its point alone.

    >>> float(marginal_discount(200_000, bands=[(3000, 0.02), (100_000, 0.30)]))
    0.1597
    """
    ends: list[Numbers] = [*(above for above, _ in bands[1:]), np.inf]
    taken: Numbers = 0.0
    for (above, cut), end in zip(bands, ends, strict=False):
        taken = taken + cut * (np.clip(units, above, np.maximum(above, end)) - above)
    return taken / np.maximum(units, np.finfo(float).tiny)


def after_outcome(price: Numbers, *, outcome_share: Numbers, attained: Numbers) -> Numbers:
    """Return what is left of a price of which a share is paid only as far as outcomes are attained."""
    return price * (1 - outcome_share * (1 - attained))


def diga_net(
    price: Numbers, *, discount: Numbers = 0.0, outcome_share: Numbers = 0.0, attained: Numbers = 1.0
) -> Numbers:
    """Return what is left of a negotiated price after the volume discount and the outcome-dependent share.

    >>> float(diga_net(220, discount=0.02)), float(diga_net(220, discount=0.30))
    (215.6, 154.0)
    """
    return after_outcome(price, outcome_share=outcome_share, attained=attained) * (1 - discount)
