"""How much is sold: the units a market holds for us, how fast they are won, and what coming late costs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from fram.decide.model.case import COUNTED_UNITS, MarketCase

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

WINNING_YEARS = 6
"""Years at full speed that make up what one launch can win where many buy: a planning figure of ours."""
MOST_SHARE = 0.9
"""No product takes more of those it suits."""
LEAST_MONTHS = 0.05
LEAST_PACE = 1e-12
"""A funnel that wins nobody is still a funnel: a pace of zero means a Bass curve."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Demand:
    """Units won in the end, and how they come; arrays of shape (draws,).

    ``pace``: share of those units ordered in a month (a funnel), 0 where a Bass curve with ``p`` and ``q``
    a month says it. ``keep``: share of units kept from one month to the next. ``ramp``: share of what is
    ordered and not yet in use that is put to use in a month.
    """

    units: Floats
    pace: Floats
    p: Floats
    q: Floats
    keep: Floats
    ramp: Floats


def demand_of(case: MarketCase, x: Mapping[str, Floats], *, first_sale: Floats) -> Demand:
    """Return the demand of one market, given its drawn inputs ``x`` and the month of the first sale."""
    late = lateness(x, years=np.maximum(first_sale, 0.0) / 12)
    none = np.zeros_like(first_sale)
    if not case.wins_by_funnel:
        return Demand(
            units=_taken_up(case, x, late), pace=none, p=x["bass_p"] / 12, q=x["bass_q"] / 12,
            keep=_kept(x, none), ramp=none + 1.0,
        )  # fmt: skip
    won = x["pilot_share"] * x["win_share"] * late
    each = 1.0 if case.sold.unit_of_sale in COUNTED_UNITS else x["units_per_site"]
    units = x["reach"] * each * x["suitable_share"] * won
    ordered = x["contacts_a_month"] * won * x["units_per_site"]
    return Demand(
        units=units,
        pace=np.where(units > 0, np.clip(ordered / np.where(units > 0, units, 1.0), LEAST_PACE, 1.0), 1.0),
        p=none + 1.0, q=none, keep=_kept(x, none),
        ramp=1 - np.exp(-1 / np.maximum(x["rollout_months"], LEAST_MONTHS)),
    )  # fmt: skip


def lateness(x: Mapping[str, Floats], *, years: Floats) -> Floats:
    """Return the share of today's prospects left to one who enters after ``years``, 1 for today.

    The n-th to enter wins about n^-b of what the first does (Urban et al. 1986), so entering behind k more
    rivals leaves ((1 + now + k) / (1 + now))^-b.
    """
    ahead = 1 + x["rivals_now"]
    return ((ahead + x["rivals_a_year"] * years) / ahead) ** -x["order_effect"]


def _taken_up(case: MarketCase, x: Mapping[str, Floats], late: Floats) -> Floats:
    """What the market would take, or what one launch can win, whichever is less.

    Patients are a yearly flow, and only those diagnosed whom somebody who prescribes us sees; practices are
    a stock that one launch fills over years.
    """
    share = x["suitable_share"] * np.minimum(x["peak_share"] * x["market_fit"], MOST_SHARE) * late
    won = x["wins_a_year"] * x["market_fit"] * late
    if case.by_patient:
        return np.minimum(x["reach"] * x["diagnosed_share"] * x["reachable_share"] * share, won)
    return np.minimum(x["reach"] * share, won * WINNING_YEARS) * x["units_per_site"]


def _kept(x: Mapping[str, Floats], none: Floats) -> Floats:
    return (1 - np.clip(x["churn"], 0, 1)) ** (1 / 12) if "churn" in x else none + 1.0
