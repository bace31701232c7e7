"""The cash of one market, month by month, as plain numpy. The readable twin of ``fram.decide.model.kernel``.

A launch runs: approval work (paid evenly until the decision), localisation, security, evidence (paid evenly
until the launch) → launch → payment decision, where one is needed → pilot and tender → first sale → orders
along a Bass curve or a funnel, put to use over the rollout, less churn.
The local team is hired before payment and let go when approval or payment fails, or when the market
does not carry its own running cost in any month from ``STOP_AFTER`` after the first sale on.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

HORIZON = 120
"""Months simulated."""
STOP_AFTER = 36
"""Months after the first sale from which on a market that loses money in a month is given up."""
LEAST_LOSS = 0.01
"""NOK a month that count as a loss: rounding is none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Launch:
    """What one market's cash depends on: arrays of one shape, (draws,) or (markets, draws).

    Months count from the plan's day, work begins at ``begin_at``; money is real NOK; ``*_ok`` are 1.0 or
    0.0 as luck fell; ``*_chance`` the chance of it. ``units`` won in the end; ``pace`` the share of them
    ordered in a month (0: the Bass curve with ``p``/``q`` a month says it); ``keep`` the share kept from
    month to month; ``ramp`` the share of what is ordered and not yet in use that is put to use in a month.
    ``month_*`` a month for a unit in use, ``once_*`` when it is put to use; ``tied`` months of income that
    are tied up. ``team_cost`` a month from hiring, ``market_cost`` from the launch; ``discount`` a month.
    """

    begin_at: Floats
    approve_at: Floats
    launch_at: Floats
    paid_at: Floats
    first_sale: Floats
    hire_at: Floats
    approve_ok: Floats
    pay_ok: Floats
    approve_chance: Floats
    pay_chance: Floats
    unpaid_share: Floats
    units: Floats
    pace: Floats
    p: Floats
    q: Floats
    keep: Floats
    ramp: Floats
    month_income: Floats
    month_margin: Floats
    once_income: Floats
    once_margin: Floats
    tied: Floats
    approval_cost: Floats
    firm_cost: Floats
    launch_cost: Floats
    team_cost: Floats
    market_cost: Floats
    discount: Floats


@dataclass(frozen=True, slots=True)
class Month:
    """One month of a launch that goes on: units in use, units put to use, and what they bring and leave."""

    in_use: Floats
    added: Floats
    income: Floats
    margin: Floats


def sales(launch: Launch) -> Iterator[Month]:
    """Yield the sales of each month as long as nothing stops the launch, arrays of shape (draws,)."""
    before = np.zeros_like(launch.units)
    ordered, in_use = before, before
    for month in range(HORIZON):
        share = ordered_share(launch, month)
        ordered = ordered * launch.keep + (share - before)
        kept = in_use * launch.keep
        added = launch.ramp * (ordered - kept)
        in_use, before = kept + added, share
        units, new = launch.units * in_use, launch.units * added
        yield Month(
            units, new, units * launch.month_income + new * launch.once_income,
            units * launch.month_margin + new * launch.once_margin,
        )  # fmt: skip


def ordered_share(launch: Launch, month: int) -> Floats:
    """Return the share of the units ever ordered by a month: a funnel's line, or a Bass curve.

    The Bass share s months after the first sale is (1 - e^-(p+q)s) / (1 + q/p e^-(p+q)s) (Bass 1969).
    """
    s = np.maximum(month - launch.first_sale, 0.0)
    if (launch.pace > 0).all():  # no curve is worked out where none is used
        return np.minimum(launch.pace * s, 1.0)
    decay = np.exp(-(launch.p + launch.q) * s)
    bass = (1 - decay) / (1 + launch.q / launch.p * decay)
    return np.where(launch.pace > 0, np.minimum(launch.pace * s, 1.0), bass)


def monthly_cash(launch: Launch, *, approved: Floats, paid: Floats) -> Floats:
    """Return net cash a month in NOK, shape (HORIZON, draws), when approval and payment end as given.

    ``approved`` and ``paid`` are 1.0 or 0.0 for each draw.
    """
    share = paid + (1 - paid) * launch.unpaid_share
    end = np.where(approved == 0, np.ceil(launch.approve_at), np.inf)
    end = np.minimum(end, np.where(share == 0, np.ceil(launch.paid_at), np.inf))
    review = np.ceil(launch.first_sale) + STOP_AFTER
    cash = np.zeros((HORIZON, launch.units.size))
    owed, one_off = np.zeros(launch.units.size), one_off_costs(launch)
    for month, sold in enumerate(sales(launch)):
        on = month < end
        sells = on & (approved > 0)
        running = sold.margin * share * sells - running_cost(launch, month) * on
        tied = launch.tied * sold.income * share * sells
        cash[month] = running - (tied - owed) - one_off(month, end)
        end = np.where((month >= review) & (running < -LEAST_LOSS), month + 1, end)
        owed = tied
    return cash


@dataclass(frozen=True, slots=True)
class Flows:
    """A launch's cash by what it is for, NOK a month as luck fell, each (HORIZON, draws).

    ``income``; ``serving`` what comes with each unit; ``spent`` the team, the market and all that is paid
    once; ``tied`` what is tied up anew. Net cash is income less the other three.
    """

    income: Floats
    serving: Floats
    spent: Floats
    tied: Floats


def flows(launch: Launch) -> Flows:
    """Return the cash of one launch told apart: the rules of ``monthly_cash`` as luck fell."""
    paid = launch.pay_ok * launch.approve_ok
    share = (paid + (1 - paid) * launch.unpaid_share) * (launch.approve_ok > 0)
    end = np.where(launch.approve_ok == 0, np.ceil(launch.approve_at), np.inf)
    denied = (paid == 0) & (launch.unpaid_share == 0)
    end = np.minimum(end, np.where(denied, np.ceil(launch.paid_at), np.inf))
    review = np.ceil(launch.first_sale) + STOP_AFTER
    income, serving, spent, tied = (np.zeros((HORIZON, launch.units.size)) for _ in range(4))
    owed, one_off = np.zeros(launch.units.size), one_off_costs(launch)
    for month, sold in enumerate(sales(launch)):
        on = month < end
        income[month] = sold.income * share * on
        serving[month] = (sold.income - sold.margin) * share * on
        running = running_cost(launch, month) * on
        spent[month] = running + one_off(month, end)
        now = launch.tied * income[month]
        tied[month], owed = now - owed, now
        loses = income[month] - serving[month] - running < -LEAST_LOSS
        end = np.where((month >= review) & loses, month + 1, end)
    return Flows(income, serving, spent, tied)


def running_cost(launch: Launch, month: int) -> Floats:
    """Return what the team costs from hiring on, and the market from the launch on, NOK in a month."""
    return launch.team_cost * (month >= launch.hire_at) + launch.market_cost * (month >= launch.launch_at)


def one_off_costs(launch: Launch) -> Callable[[int, Floats], Floats]:
    """Return what gives the NOK paid in a month by a launch that ends at ``end``: both (draws,).

    Approval work is spread evenly until the decision; all else is paid once, until the launch or the end.
    """
    begin = np.floor(launch.begin_at)
    approving = np.maximum(np.ceil(launch.approve_at), begin + 1)
    launching = np.maximum(np.ceil(launch.launch_at), begin + 1)
    approval = launch.approval_cost / (approving - begin)
    rest = (launch.launch_cost + launch.firm_cost) / (launching - begin)

    def in_month(month: int, end: Floats) -> Floats:
        began = month >= begin
        paid = np.where(began & (month < approving), approval, 0.0)
        return paid + np.where(began & (month < launching) & (month < end), rest, 0.0)

    return in_month


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcomes:
    """Results per market and draw, arrays of shape (markets, draws), 24 bytes for each in all.

    ``npv``: net present value in NOK as luck fell. ``value``: the same with luck averaged out (what
    the inputs alone decide). ``lowest_cash``: deepest cumulative cash in NOK (0 or below).
    ``payback``: first month from which cumulative cash stays at 0 or above; ``HORIZON`` means never.
    ``first_revenue``: month of the first sale; ``HORIZON`` means never. ``early_spend``: NOK spent
    until the next decision.
    """

    npv: NDArray[Any]
    value: Floats
    lowest_cash: NDArray[Any]
    payback: NDArray[Any]
    first_revenue: NDArray[Any]
    early_spend: NDArray[Any]


KEPT = {
    "npv": np.float32, "value": np.float64, "lowest_cash": np.float32,
    "payback": np.int16, "first_revenue": np.int16, "early_spend": np.float32,
}  # fmt: skip
"""How each result is kept: the value, which everything is compared by, in full."""


def outcomes(launch: Launch, *, decide_at: int) -> Outcomes:
    """Return the outcomes of one market (arrays of shape (draws,)): the slow, readable way, all in full."""
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
