"""One launch, one draw at a time, in plain Python: the slowest peer, and the oracle the tests lean on.

Written from the description in ``fram.decide.model.cashflow`` with lists and numbers only, so that a mistake
in the arrays of one twin is not repeated in the other.
"""

from __future__ import annotations

import math
from collections.abc import Mapping

from fram.decide.model.cashflow import HORIZON, LEAST_LOSS, STOP_AFTER

Terms = Mapping[str, float]


def ordered_share(months: float, *, terms: Terms) -> float:
    """Return the share of the units won that is ordered some months after the first sale.

    So many a month where buyers are won one by one, else along Bass (1969).
    """
    if months <= 0:
        return 0.0
    if terms["pace"] > 0:
        return min(terms["pace"] * months, 1.0)
    p, q = terms["p"], terms["q"]
    decay = math.exp(-(p + q) * months)
    return (1 - decay) / (1 + q / p * decay)


def usage(terms: Terms) -> list[tuple[float, float]]:
    """Return for each month the units in use and those put to use, as if nothing stopped the launch."""
    found, live, in_use, before = [], 0.0, 0.0, 0.0
    for month in range(HORIZON):
        share = ordered_share(month - terms["first_sale"], terms=terms)
        live = terms["keep"] * live + terms["units"] * (share - before)
        waiting = live - terms["keep"] * in_use
        added = waiting * terms["ramp"]
        in_use = terms["keep"] * in_use + added
        before = share
        found.append((in_use, added))
    return found


def flows(terms: Terms, *, approved: bool, paid: bool) -> list[float]:
    """Return the net cash of each month in NOK when approval and payment end as given."""
    share = 1.0 if paid else terms["unpaid_share"]
    ends = [math.inf]
    if not approved:
        ends.append(math.ceil(terms["approve_at"]))
    if share == 0:
        ends.append(math.ceil(terms["paid_at"]))
    end, receivable, cash = min(ends), 0.0, []
    for month, (in_use, added) in enumerate(usage(terms)):
        goes_on = month < end
        sold = share if goes_on and approved else 0.0
        earned = sold * (in_use * terms["month_margin"] + added * terms["once_margin"])
        invoiced = sold * (in_use * terms["month_income"] + added * terms["once_income"])
        if goes_on and month >= terms["hire_at"]:
            earned -= terms["team_cost"]
        if goes_on and month >= terms["launch_at"]:
            earned -= terms["market_cost"]
        begin = math.floor(terms["begin_at"])
        spent = _evenly(terms["approval_cost"], begin=begin, until=terms["approve_at"], month=month)
        if goes_on:
            spent += _evenly(terms["launch_cost"], begin=begin, until=terms["launch_at"], month=month)
            spent += _evenly(terms["firm_cost"], begin=begin, until=terms["launch_at"], month=month)
        outstanding = terms["tied"] * invoiced
        cash.append(earned - spent + receivable - outstanding)
        receivable = outstanding
        if month >= math.ceil(terms["first_sale"]) + STOP_AFTER and earned < -LEAST_LOSS:
            end = month + 1
    return cash


def _evenly(cost: float, *, begin: int, until: float, month: int) -> float:
    months = max(math.ceil(until) - begin, 1)
    return cost / months if begin <= month < begin + months else 0.0


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
