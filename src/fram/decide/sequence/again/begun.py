"""A launch that began some months ago: what is left of it from today on.

What was spent and earned before today is past and counts no more; every month that has gone by brings what
is drawn so much nearer. Its draws are taken as they are but for one thing: it goes on, so it was not denied.
An approval (or a payment without which nothing is sold) whose drawn month has passed is therefore held.
"""

from __future__ import annotations

from collections.abc import Set
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from fram.decide.model.case import MarketCase
from fram.decide.model.cashflow import HORIZON, Launch, monthly_cash
from fram.decide.model.demand import demand_of
from fram.decide.model.factors import Draws
from fram.decide.model.opportunity import inputs_of, launch_of

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Flags = NDArray[np.bool_]

DEMAND = ("units", "pace", "p", "q", "keep", "ramp")
TIMES = ("begin_at", "approve_at", "launch_at", "paid_at", "first_sale", "hire_at")


@dataclass(frozen=True, slots=True, kw_only=True)
class Before:
    """What other launches did for one that began: shared costs paid, and the month of the same approval.

    ``approved_at`` counts from today, below 0 where it lies in the past.
    """

    without: Set[str] = frozenset()
    approved_at: Floats | float | None = None


def begun_launch(case: MarketCase, draws: Draws, *, months: int, before: Before | None = None) -> Launch:
    """Return the terms of a launch that began ``months`` ago, its months counted from its own start.

    Its first sale comes so much sooner from today, ahead of more rivals.
    """
    before = before or Before()
    at = None if before.approved_at is None else before.approved_at + months
    launch = launch_of(case, draws, without=before.without, approved_at=at)
    if months == 0:
        return launch
    demand = demand_of(case, inputs_of(case, draws), first_sale=launch.first_sale - months)
    return goes_on(replace(launch, **{name: getattr(demand, name) for name in DEMAND}), months=months)


def goes_on(launch: Launch, *, months: int) -> Launch:
    """Return the launch with the luck of one that goes on ``months`` after its start."""
    if months == 0:
        return launch
    approved = passed(launch.approve_at, months=months)
    # Where some buy without a payer, a launch goes on without one: that it goes on tells nothing.
    paid = passed(launch.paid_at, months=months) & (launch.unpaid_share == 0)
    return replace(
        granted(launch, approved), pay_ok=np.where(paid, 1.0, launch.pay_ok),
        pay_chance=np.where(paid, 1.0, launch.pay_chance),
    )  # fmt: skip


def granted(launch: Launch, approved: Flags | None) -> Launch:
    """Return the launch with its approval sure in the draws of ``approved``, (draws,)."""
    if approved is None:
        return launch
    return replace(
        launch, approve_ok=np.where(approved, 1.0, launch.approve_ok),
        approve_chance=np.where(approved, 1.0, launch.approve_chance),
    )  # fmt: skip


def passed(at: Floats, *, months: int) -> Flags:
    """Return in which draws a month of the launch has gone by; none do on the day it starts, (draws,)."""
    return np.asarray((np.ceil(at) <= months) & (months > 0))


def left(by_month: Floats, *, months: int) -> Floats:
    """Return what stands by month since the start as it stands from today: (HORIZON, …), nought at the end.

    A launch is counted for ``HORIZON`` months from its own start, so the last ``months`` are empty.
    """
    found = np.zeros_like(by_month)
    found[: HORIZON - months] = by_month[months:]
    return found


def cash_left(launch: Launch, *, months: int) -> Floats:
    """Return net cash of each month from today as luck fell, NOK, (HORIZON, draws)."""
    paid = launch.pay_ok * launch.approve_ok
    return left(monthly_cash(launch, approved=launch.approve_ok, paid=paid), months=months)


def worth_left(launch: Launch, *, months: int) -> Floats:
    """Return NOK of today of what comes from today on, luck averaged out as in the model, (draws,)."""
    one, nought = np.ones_like(launch.units), np.zeros_like(launch.units)
    factors = launch.discount ** np.arange(HORIZON)[:, None]

    def value(approved: Floats, paid: Floats) -> Floats:
        cash = left(monthly_cash(launch, approved=approved, paid=paid), months=months)
        return np.asarray((cash * factors).sum(axis=0))

    paid_for = launch.pay_chance * value(one, one) + (1 - launch.pay_chance) * value(one, nought)
    chance = launch.approve_chance
    return np.asarray(chance * paid_for + (1 - chance) * value(nought, nought))


def from_today(launch: Launch, *, months: int) -> Launch:
    """Return the launch with its months counted from today, below 0 past: only to read times off it."""
    return replace(launch, **{name: getattr(launch, name) - months for name in TIMES})
