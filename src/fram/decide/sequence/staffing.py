"""Whom a launch takes from the company's own people, by function and month: planning figures of ours.

The team in the market is a cost of the launch; this is what those at home give to it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from fram.decide.model.case import MarketCase
from fram.decide.model.cashflow import HORIZON, Launch

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

POSITIONS: dict[str, float] = {
    "management": 0.15, "product": 0.4, "regulatory": 0.4, "clinical": 0.2, "sales": 0.4, "support": 0.2,
}  # fmt: skip
"""Positions at work on one launch while its part of it lasts: planning figures of ours, unchecked."""
SOLD_BY_OTHERS = 0.5
"""What is left of sales and support where a distributor or a partner sells: a planning figure of ours."""
AFTER_SALE = 12
"""Months after the first sale for which sales and support are needed from home: a planning figure of ours."""


def own_people(case: MarketCase, launch: Launch) -> dict[str, Floats]:
    """Return positions by function in each month since the start, the mean over the draws, (HORIZON,).

    Regulatory: until approval; product: until the launch; clinical: until payment is decided, where a payer
    decides; sales: from the launch to a year after the first sale; support: that year; management:
    until the first sale.
    """
    begin = launch.begin_at
    sale = launch.first_sale
    spans = {
        "management": (begin, sale),
        "product": (begin, launch.launch_at),
        "regulatory": (begin, launch.approve_at),
        "clinical": (begin, launch.paid_at if case.needs_payment else begin),
        "sales": (launch.launch_at, sale + AFTER_SALE),
        "support": (sale, sale + AFTER_SALE),
    }
    share = 1.0 if case.sold.mode == "direct" else SOLD_BY_OTHERS
    return {
        name: POSITIONS[name] * (share if name in ("sales", "support") else 1.0) * _busy(*span)
        for name, span in spans.items()
    }


def _busy(first: Floats, last: Floats) -> Floats:
    """Share of the draws in which a stretch of time covers each month, (HORIZON,)."""
    months = np.arange(HORIZON)[:, None]
    return np.asarray(((months >= np.floor(first)) & (months < np.ceil(last))).mean(axis=1))
