"""What a payer's budget bears: the mix of care with a product against the mix without it, year by year.

BI_t = N_t · Σ_k (share with - share without) · cost_k, undiscounted, over one to five years, seen by whoever
pays (ISPOR task force, Sullivan et al., *Value in Health* 2014;17:5-14).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from fram.terms.errors import Refused

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

LONGEST = 5
"""Years a budget is looked at for, at most."""
ROUNDING = 1e-9


@dataclass(frozen=True, slots=True, kw_only=True)
class Mix:
    """How the care of the people is shared out among options, year by year: float64 (years, options).

    Each year's shares add up to one, or to less where some of the people get none of the options.
    """

    shares: Floats

    def __post_init__(self) -> None:
        shares = np.asarray(self.shares, dtype=float)
        if shares.ndim != 2 or not 1 <= len(shares) <= LONGEST:
            raise Refused("a mix needs a row for each of one to five years", remedy="give one to five years")
        if np.any(shares < 0) or np.any(shares.sum(axis=1) > 1 + ROUNDING) or not np.all(np.isfinite(shares)):
            raise Refused("shares below 0 % or above 100 % in all", remedy="write 5 % as 0.05")


def replaced(uptake: Sequence[float], *, today: int = 1) -> tuple[Mix, Mix]:
    """Return the mix with and the mix without a new option that takes the place of today's care.

    ``uptake``: the share of the people that get it in each year; ``today``: how many options they have
    today, which lose in equal parts. The new option stands first.
    """
    taken = np.asarray(uptake, dtype=float)[:, None]
    with_it = Mix(shares=np.hstack([taken, np.repeat((1 - taken) / today, today, axis=1)]))
    return with_it, Mix(shares=np.hstack([np.zeros_like(taken), np.full((len(taken), today), 1 / today)]))


def added_cost(people: Floats, *, with_it: Mix, without: Mix, costs: Floats) -> Floats:
    """Return what the payer pays more in each year: float64 (years,), or (years, draws).

    ``people``: (years,) or (years, draws), eligible in each year. ``costs``: (options,) or (options, draws),
    money a person and year, what an option spares taken off. Below zero is a saving.
    """
    moved = np.asarray(with_it.shares) - np.asarray(without.shares)
    if moved.shape[1] != len(costs):
        raise Refused("as many costs as options are needed", remedy="give one cost for each option")
    each = np.tensordot(moved, np.asarray(costs, dtype=float), axes=1)
    crowd = np.asarray(people, dtype=float)
    if len(crowd) != len(moved):
        raise Refused("as many counts of people as years are needed", remedy="give one count for each year")
    if each.ndim == 1 and crowd.ndim == 2:
        each = each[:, None]
    if crowd.ndim == 1 and each.ndim == 2:
        crowd = crowd[:, None]
    return np.asarray(crowd * each)


def per_member_month(added: Floats, *, members: float) -> Floats:
    """Return the added cost of each year for one insured person and month, in money."""
    if not 0 < members < np.inf:
        raise Refused(f"{members:g} insured people", remedy="give the number of people the budget is for")
    return np.asarray(added / (members * 12))


@dataclass(frozen=True, slots=True, kw_only=True)
class Strain:
    """A budget test taken: the ``chance`` that a year of the first ``years`` costs more than the limit.

    ``highest``: the added cost of the costliest of those years, P10, P50, P90.
    """

    chance: float
    highest: tuple[float, float, float]
    years: int


def strain(added: Floats, *, limit: float, years: int) -> Strain:
    """Return how a payer's test comes out; ``added``: (years,) or (years, draws), in the limit's money.

    A test of more years than were worked out sees those that were.
    """
    first = np.asarray(added)[:years]
    peak = first.max(axis=0)
    low, middle, high = (float(x) for x in np.quantile(peak, [0.1, 0.5, 0.9]))
    return Strain(chance=float(np.mean(peak > limit)), highest=(low, middle, high), years=len(first))
