"""One launch, one draw at a time, in plain Python: the slowest peer, and the oracle the tests lean on.

Written from the description in ``fram.decide.model.cashflow`` with lists and numbers only, so that a mistake
in the arrays of one twin is not repeated in the other.
"""

from __future__ import annotations

import math
from collections.abc import Mapping

from fram.decide.model.cashflow import HORIZON, STOP_AFTER

Terms = Mapping[str, float]


def adopted_share(months: float, *, p: float, q: float) -> float:
    """Return the share of the units won that is in use some months after the first sale (Bass 1969)."""
    if months <= 0:
        return 0.0
    decay = math.exp(-(p + q) * months)
    return (1 - decay) / (1 + q / p * decay)


def flows(terms: Terms, *, approved: bool, paid: bool) -> list[float]:
    """Return the net cash of each month in NOK when approval and payment end as given."""
    share = 1.0 if paid else terms["unpaid_share"]
    ends = [math.inf]
    if not approved:
        ends.append(math.ceil(terms["approve_at"]))
    if share == 0:
        ends.append(math.ceil(terms["paid_at"]))
    end, in_use_before, cash = min(ends), 0.0, []
    for month in range(HORIZON):
        goes_on = month < end
        in_use = 0.0
        if goes_on and approved:
            in_use = (
                terms["units"]
                * share
                * adopted_share(month - terms["first_sale"], p=terms["p"], q=terms["q"])
            )
        earned = in_use * terms["month_margin"] + max(in_use - in_use_before, 0) * terms["once_margin"]
        if goes_on and month >= terms["hire_at"]:
            earned -= terms["team_cost"]
        spent = _evenly(terms["approval_cost"], until=terms["approve_at"], month=month)
        if goes_on:
            spent += _evenly(terms["launch_cost"], until=terms["launch_at"], month=month)
        cash.append(earned - spent)
        if month == math.ceil(terms["first_sale"]) + STOP_AFTER and earned < 0:
            end = month + 1
        in_use_before = in_use
    return cash


def _evenly(cost: float, *, until: float, month: int) -> float:
    months = max(math.ceil(until), 1)
    return cost / months if month < months else 0.0


def present_value(cash: list[float], discount: float) -> float:
    """Return the value today of monthly cash, discounted by a factor a month."""
    return sum(net * discount**month for month, net in enumerate(cash))


def outcomes(terms: Terms, *, decide_at: int) -> dict[str, float]:
    """Return the six outcomes of one draw, named as in ``fram.decide.model.cashflow.Outcomes``."""
    approved = terms["approve_ok"] > 0
    lucky = flows(terms, approved=approved, paid=approved and terms["pay_ok"] > 0)
    total, running = [], 0.0
    for net in lucky:
        running += net
        total.append(running)
    below = [month for month, amount in enumerate(total) if amount < 0]
    sells = approved and terms["units"] > 0 and (terms["pay_ok"] > 0 or terms["unpaid_share"] > 0)
    return {
        "npv": present_value(lucky, terms["discount"]),
        "value": _value(terms),
        "lowest_cash": min(0.0, *total),
        "payback": min(below[-1] + 1, HORIZON) if below else 0.0,
        "first_revenue": min(math.ceil(terms["first_sale"]), HORIZON) if sells else HORIZON,
        "early_spend": sum(max(-net, 0.0) for net in lucky[:decide_at]),
    }


def _value(terms: Terms) -> float:
    """The present value with luck averaged out: over approval, then over payment."""
    ends = {
        (True, True): terms["approve_chance"] * terms["pay_chance"],
        (True, False): terms["approve_chance"] * (1 - terms["pay_chance"]),
        (False, False): 1 - terms["approve_chance"],
    }
    return sum(
        chance * present_value(flows(terms, approved=approved, paid=paid), terms["discount"])
        for (approved, paid), chance in ends.items()
    )
