"""When to stop: for each launch the month by which something must have happened, and what it may cost.

Rule: "spent X and no Y by month Z: stop". Y is an approval or the first sale. Z is the first month from
which on those futures that have not seen Y, and have not ended by themselves, lose on average by going on;
X is what nine in ten of them have spent by then. Where going on always pays, Z is the month by which nine
in ten of the futures that ever see Y have seen it, and the rule asks for a new look instead of a stop.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import numpy as np

from fram.decide.model.cashflow import HORIZON
from fram.decide.sequence.launches import Drawn
from fram.decide.sequence.problem import NEVER

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

Milestone = Literal["approval", "first-sale"]
LEAST_FUTURES = 30
"""Futures needed to say what going on brings: with fewer it is not said."""
LEAST_WAIT = 3.0
"""Months of road below which a milestone is no milestone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StopRule:
    """One rule for one launch: months count from the start of the launch, NOK in all until then.

    For a launch that began in the past both count from today: what it has spent before is not known.

    ``stops``: going on without the milestone loses money from that month on; else the rule asks for a new
    look. ``chance``: the share of futures in which it comes to that; ``saves_nok``: the mean NOK of today
    that stopping then spares, where it does (0 for a new look).
    """

    milestone: Milestone
    by_month: int
    spent_nok: float
    stops: bool
    chance: float
    saves_nok: float


def stop_rule(drawn: Drawn) -> StopRule | None:
    """Return the rule of one launch, on its first sale; on its approval where that decides later than not.

    None where too few futures start at all.
    """
    rules = [rule for rule in (_rule(drawn, name) for name in ("first-sale", "approval")) if rule]
    return next((rule for rule in rules if rule.stops), rules[0] if rules else None)


def _rule(drawn: Drawn, milestone: Milestone) -> StopRule | None:
    happens = drawn.at < NEVER
    if happens.sum() < LEAST_FUTURES:
        return None
    cash, reached, over = _since_start(drawn, milestone, happens)
    # Where the month has passed before today it is taken as reached: nothing is left to wait for.
    met = (reached < HORIZON) & ((reached > 0) | (not drawn.months))
    if not met.any() or np.median(reached[met]) < LEAST_WAIT:
        return None
    first, last = (int(np.ceil(np.quantile(reached[met], p))) for p in (0.5, 0.99))
    discount = drawn.launch.discount[happens]
    losing = 0
    for month in range(last, first - 1, -1):
        open_ = (reached > month) & (over > month)
        if open_.sum() < LEAST_FUTURES:
            continue
        if _going_on(cash, discount, month)[open_].mean() >= 0:
            break
        losing = month
    month = losing or int(np.ceil(np.quantile(reached[met], 0.9)))
    open_ = (reached > month) & (over > month)
    so_far = np.cumsum(cash, axis=1)[:, min(month, HORIZON) - 1]
    spent = -so_far[open_] if open_.any() else -so_far
    today = discount ** (drawn.at[happens] + month)
    saved = (-_going_on(cash, discount, month) * today)[open_] if losing else np.zeros(1)
    return StopRule(
        milestone=milestone, by_month=month, spent_nok=max(float(np.quantile(spent, 0.9)), 0.0),
        stops=bool(losing), chance=float(open_.mean()), saves_nok=max(float(saved.mean()), 0.0),
    )  # fmt: skip


def _since_start(
    drawn: Drawn, milestone: Milestone, happens: NDArray[np.bool_]
) -> tuple[Floats, Floats, Floats]:
    """Cash by month since the start, the months to the milestone (HORIZON: never) and to the launch's end."""
    launch, at = drawn.launch, drawn.at[happens]
    place = np.minimum(np.arange(HORIZON)[None, :] + at[:, None], HORIZON - 1)
    within = np.arange(HORIZON)[None, :] + at[:, None] < HORIZON
    cash = np.where(within, np.take_along_axis(drawn.cash[happens], place, axis=1), 0.0)
    denied_at = np.where(launch.approve_ok == 0, np.ceil(launch.approve_at), np.inf)
    unpaid = (launch.pay_ok == 0) & (launch.unpaid_share == 0)
    over = np.minimum(denied_at, np.where(unpaid, np.ceil(launch.paid_at), np.inf))[happens] - at
    when = launch.approve_at if milestone == "approval" else launch.first_sale
    reached = np.where(np.isinf(over) | (milestone == "approval"), np.ceil(when[happens]) - at, HORIZON)
    if milestone == "approval":
        reached = np.where(launch.approve_ok[happens] == 0, HORIZON, reached)
    return np.asarray(cash), np.asarray(np.minimum(reached, HORIZON)), np.asarray(over)


def _going_on(cash: Floats, discount: Floats, month: int) -> Floats:
    """NOK at ``month`` of what comes after it, each future by itself."""
    later = cash[:, month:]
    return np.asarray((later * discount[:, None] ** np.arange(later.shape[1])).sum(axis=1))
