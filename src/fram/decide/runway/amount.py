"""How much to raise so that cash lasts to the next milestone, and some months more."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

import numpy as np

from fram.decide.cash import CONE_DRAWS, sale_or_news
from fram.decide.model.case import MarketCase
from fram.decide.model.factors import Draws
from fram.decide.model.opportunity import launch_of
from fram.decide.rank import Range
from fram.decide.runway.ends import most_with
from fram.terms.errors import Refused

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

RESERVE = 6
"""Months of cash that shall be left at the milestone, to raise the next round on it: a figure of ours."""
CHANCES = (0.5, 0.8, 0.9)
Event = Literal["approval", "payment", "first-sale", "date"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Milestone:
    """What the money must last to: ``at`` months from today, (draws,), the day of the news, good or bad.

    ``market`` is empty for a plain date; ``reached``: the chance that the news is good.
    """

    event: Event
    at: Floats = field(repr=False)
    market: str = ""
    reached: float = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Amounts:
    """NOK to raise so that cash lasts to a milestone and ``reserve`` months more, by chance, rising.

    ``beyond``: share of draws in which that lies past the horizon, and only the horizon is counted.
    """

    event: Event
    market: str
    when: Range
    reached: float
    by_chance: tuple[tuple[float, float], ...]
    beyond: float

    def at(self, chance: float) -> float:
        """Return the NOK for one of the chances asked for."""
        return dict(self.by_chance)[chance]


def milestones_of(case: MarketCase, *, seed: int) -> tuple[Milestone, ...]:
    """Return approval, payment (where a payer decides) and first sale in a market, as the plan draws them.

    Where luck denies one, its day is that of the news: cash must last until it is known.
    """
    launch = launch_of(case, Draws(seed, 0, CONE_DRAWS))
    approved, paid = launch.approve_ok > 0, launch.pay_ok * launch.approve_ok > 0
    sells = approved & (launch.pay_ok + launch.unpaid_share > 0)
    news = np.where(approved, launch.paid_at, launch.approve_at)
    found = [Milestone(event="approval", market=case.market, at=launch.approve_at, reached=_share(approved))]
    if case.needs_payment:
        found.append(Milestone(event="payment", market=case.market, at=news, reached=_share(paid)))
    sale = Milestone(event="first-sale", market=case.market, at=sale_or_news(launch), reached=_share(sells))
    return (*found, sale)


def date_milestone(months: float, *, draws: int = CONE_DRAWS) -> Milestone:
    """Return a plain date so many months from today."""
    return Milestone(event="date", at=np.full(draws, float(months)))


def needed(cash: Floats, until: Floats, *, floor: float = 0.0) -> Floats:
    """Return the NOK missing, (draws,): what lifts the lowest cash up to the month ``until`` to the floor.

    ``cash``: (months, draws) NOK at the end of each month, without the money sought; ``until``: (draws,)
    months, rounded up, at most all there are. 0 where nothing is missing.
    """
    lowest = np.minimum.accumulate(cash, axis=0)
    last = np.clip(np.ceil(until), 1, len(cash)).astype(np.int64) - 1
    return np.maximum(floor - lowest[last, np.arange(cash.shape[1])], 0.0)


def amounts(
    cash: Floats,
    milestone: Milestone,
    *,
    floor: float = 0.0,
    reserve: float = RESERVE,
    chances: Sequence[float] = CHANCES,
) -> Amounts:
    """Return how much to raise for a milestone with each chance; ``cash`` is that without the round."""
    if reserve < 0:
        raise Refused(f"a reserve of {reserve:g} months", remedy="give 0 months or more")
    until = milestone.at + reserve
    missing = needed(cash, until, floor=floor)
    return Amounts(
        event=milestone.event, market=milestone.market, when=Range.of(np.ceil(milestone.at)),
        reached=milestone.reached, beyond=float((np.ceil(until) > len(cash)).mean()),
        by_chance=tuple((chance, most_with(missing, chance)) for chance in sorted(chances)),
    )  # fmt: skip


def chance_enough(amount: Floats | float, missing: Floats) -> float:
    """Return the chance that an amount, one or (draws,), covers what is missing, (draws,)."""
    return float((missing <= amount).mean())


def _share(held: NDArray[np.bool_]) -> float:
    return float(held.mean())
