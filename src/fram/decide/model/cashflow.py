"""The cash of one market, month by month, as plain numpy. The readable twin of ``fram.decide.model.kernel``.

A launch runs: approval work (paid evenly until the decision), localisation and gates (paid evenly until
the launch) → launch → payment decision, where one is needed → sales cycle → first sale → Bass adoption up
to the units won.
The local team is hired before payment and let go when approval or payment fails, or when the market
does not carry its own running cost ``STOP_AFTER`` months after the first sale.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

HORIZON = 120
"""Months simulated."""
STOP_AFTER = 36
"""Months after the first sale when a market that loses money is given up."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Launch:
    """What one market's cash depends on: arrays of one shape, (draws,) or (markets, draws).

    Months count from the plan's day; money is real NOK; ``*_ok`` are 1.0 or 0.0 as luck fell;
    ``*_chance`` the chance of it; ``p``/``q`` Bass coefficients a month; ``discount`` the factor a month.
    """

    approve_at: Floats
    launch_at: Floats
    paid_at: Floats
    first_sale: Floats
    hire_at: Floats
    approve_ok: Floats
    pay_ok: Floats
    approve_chance: Floats
    pay_chance: Floats
    units: Floats
    unpaid_share: Floats
    p: Floats
    q: Floats
    month_margin: Floats
    once_margin: Floats
    approval_cost: Floats
    launch_cost: Floats
    team_cost: Floats
    discount: Floats


def monthly_cash(launch: Launch, *, approved: Floats, paid: Floats) -> Floats:
    """Return net cash a month in NOK, shape (HORIZON, draws), when approval and payment end as given.

    ``approved`` and ``paid`` are 1.0 or 0.0 for each draw. Formula of the adopted share s months after
    the first sale (Bass 1969): (1 - e^-(p+q)s) / (1 + q/p e^-(p+q)s).
    """
    share = paid + (1 - paid) * launch.unpaid_share
    end = np.where(approved == 0, np.ceil(launch.approve_at), np.inf)
    end = np.minimum(end, np.where(share == 0, np.ceil(launch.paid_at), np.inf))
    cash = np.zeros((HORIZON, launch.units.size))
    before = np.zeros(launch.units.size)
    for month in range(HORIZON):
        after_sale = month - launch.first_sale
        decay = np.exp(-(launch.p + launch.q) * np.maximum(after_sale, 0.0))
        adopted = np.where(after_sale > 0, (1 - decay) / (1 + launch.q / launch.p * decay), 0.0)
        sells = (month < end) & (approved > 0)
        active = launch.units * share * adopted * sells
        running = active * launch.month_margin - launch.team_cost * (month >= launch.hire_at) * (month < end)
        once = np.maximum(active - before, 0.0) * launch.once_margin
        review = np.ceil(launch.first_sale) + STOP_AFTER
        cash[month] = running + once - _one_off_costs(launch, month, end)
        end = np.where((month == review) & (running + once < 0), month + 1, end)
        before = active
    return cash


def _one_off_costs(launch: Launch, month: int, end: Floats) -> Floats:
    """Approval work spread evenly until the decision; localisation and gates until the launch or the end."""
    approving = np.maximum(np.ceil(launch.approve_at), 1.0)
    launching = np.maximum(np.ceil(launch.launch_at), 1.0)
    approval = np.where(month < approving, launch.approval_cost / approving, 0.0)
    return approval + np.where((month < launching) & (month < end), launch.launch_cost / launching, 0.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcomes:
    """Results per market and draw, each float64 of shape (markets, draws).

    ``npv``: net present value in NOK as luck fell. ``value``: the same with luck averaged out (what
    the inputs alone decide). ``lowest_cash``: deepest cumulative cash in NOK (0 or below).
    ``payback``: first month from which cumulative cash stays at 0 or above; ``HORIZON`` means never.
    ``first_revenue``: month of the first sale; ``HORIZON`` means never. ``early_spend``: NOK spent
    until the next decision.
    """

    npv: Floats
    value: Floats
    lowest_cash: Floats
    payback: Floats
    first_revenue: Floats
    early_spend: Floats


def outcomes(launch: Launch, *, decide_at: int) -> Outcomes:
    """Return the outcomes of one market (arrays of shape (draws,)): the slow, readable way."""
    lucky = monthly_cash(launch, approved=launch.approve_ok, paid=launch.pay_ok * launch.approve_ok)
    one, nought = np.ones_like(launch.units), np.zeros_like(launch.units)
    factors = launch.discount ** np.arange(HORIZON)[:, None]

    def npv(cash: Floats) -> Floats:
        return np.asarray((cash * factors).sum(axis=0))

    best = npv(monthly_cash(launch, approved=one, paid=one))
    unpaid = npv(monthly_cash(launch, approved=one, paid=nought))
    failed = npv(monthly_cash(launch, approved=nought, paid=nought))
    approved = launch.pay_chance * best + (1 - launch.pay_chance) * unpaid
    total = np.cumsum(lucky, axis=0)
    negative = total < 0
    last_negative = np.where(negative.any(axis=0), HORIZON - 1 - negative[::-1].argmax(axis=0), -1)
    sells = (launch.approve_ok > 0) & (launch.pay_ok + launch.unpaid_share > 0) & (launch.units > 0)
    return Outcomes(
        npv=npv(lucky),
        value=launch.approve_chance * approved + (1 - launch.approve_chance) * failed,
        lowest_cash=np.minimum(total.min(axis=0), 0.0),
        payback=np.minimum(last_negative + 1.0, HORIZON),
        first_revenue=np.where(sells, np.minimum(np.ceil(launch.first_sale), HORIZON), HORIZON),
        early_spend=np.maximum(-lucky[:decide_at], 0.0).sum(axis=0),
    )
