"""The choice that answers may change: which set of markets to go for now, or none of them.

A set holds as many markets as the company's people can open at once, and its early spend (the P50 of each)
stays within what new markets may take of the cash: the limits by which the plan chooses. Markets whose first
sale the cash does not live to see are left out, unless that holds of all. After an answer the set with the
best mean is gone for; doing nothing is always one of the sets. What the plan asks beyond a good mean (better
odds than even, the first tier, a mean that stands shrinking) is no part of it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations
from typing import TYPE_CHECKING

import numpy as np

from fram.decide.rank import Ranked
from fram.decide.verdicts import Limits
from fram.terms.errors import Refused

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Sets = NDArray[np.float64]

MOST_IN_PLAY = 12
"""Markets weighed against each other: those that perfect knowledge would choose most often."""
LEAST_OFTEN = 0.002
"""A market that perfect knowledge would choose less often than this is out of play."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """The sets that may be chosen among, today's choice, and what each market in play is worth.

    ``values`` (markets, draws) in NOK; ``sets`` (sets, markets) 1 for a member, the empty set first;
    ``today``: the row of the set with the best mean. ``beyond``: markets that no answer could bring in, for
    cash does not last to their first sale or their early spend alone is above the limit. ``lasts``: False
    where cash lives to see no first sale at all, and the choice is made as if it did.
    """

    markets: tuple[str, ...]
    values: Floats = field(repr=False)
    sets: Sets = field(repr=False)
    today: int
    room: int
    spend_nok: float
    beyond: tuple[str, ...] = ()
    lasts: bool = True

    @property
    def chosen(self) -> tuple[str, ...]:
        """The markets gone for today on these values."""
        return self.names(self.today)

    @property
    def evpi(self) -> float:
        """What knowing everything would be worth, NOK."""
        best = np.zeros(self.values.shape[1])
        for row in range(len(self.sets)):
            np.maximum(best, self.worth(np.array([row]))[0], out=best)
        return float(best.mean() - self.means.max())

    @property
    def means(self) -> Floats:
        """The mean value of each set, NOK (sets,)."""
        return np.asarray(self.sets @ self.values.mean(axis=1))

    def worth(self, rows: NDArray[np.int64]) -> Floats:
        """Return what sets are worth in every draw, NOK (sets, draws)."""
        members = [np.flatnonzero(self.sets[row]) for row in rows]
        return np.stack([self.values[some].sum(axis=0) for some in members])

    def names(self, row: int) -> tuple[str, ...]:
        """Return the markets of a set."""
        return tuple(m for m, inside in zip(self.markets, self.sets[row], strict=True) if inside)

    def best(self, means: Floats) -> NDArray[np.int64]:
        """Return the row of the best set for each column of the markets' means (markets, points).

        Where today's set is as good as any other it stays.
        """
        worth = self.sets @ means
        found = worth.argmax(axis=0)
        stays = worth[self.today] >= worth.max(axis=0)
        return np.where(stays, self.today, found)


def choice_of(
    ranked: Sequence[Ranked], values: Mapping[str, Floats], *, limits: Limits, lasting: frozenset[str]
) -> Choice:
    """Return the choice among ranked markets; ``values`` (draws,) in NOK by market, as simulated.

    ``lasting``: the markets whose first sale the cash lives to see. Raises ``Refused`` without a market.
    """
    if not ranked:
        raise Refused("there is no market to choose", remedy="name at least one market")
    spend = {one.market: one.early_spend.p50 for one in ranked}
    affordable = [one.market for one in ranked if spend[one.market] <= limits.spend]
    lasts = any(market in lasting for market in affordable)
    able = [market for market in affordable if market in lasting or not lasts]
    playing = _in_play(able, values, room=int(limits.launches))
    draws = len(next(iter(values.values())))
    kept = np.stack([values[m] for m in playing]) if playing else np.zeros((0, draws))
    sets = np.array(list(_sets([spend[m] for m in playing], limits)), dtype=float)
    return Choice(
        markets=playing, values=kept, sets=sets, today=int((sets @ kept.mean(axis=1)).argmax()),
        room=int(limits.launches), spend_nok=limits.spend, lasts=lasts,
        beyond=tuple(one.market for one in ranked if one.market not in able),
    )  # fmt: skip


def _in_play(markets: Sequence[str], values: Mapping[str, Floats], *, room: int) -> tuple[str, ...]:
    """The markets perfect knowledge would choose, most often first, and those worth most on average."""
    if not markets:
        return ()
    worth = np.stack([values[m] for m in markets])
    place = (-worth).argsort(axis=0, kind="stable").argsort(axis=0, kind="stable")
    often = ((place < room) & (worth > 0)).mean(axis=1)
    means = worth.mean(axis=1)
    leading = set(np.flatnonzero(means > 0)[(-means[means > 0]).argsort(kind="stable")[:room]].tolist())
    order = sorted(range(len(markets)), key=lambda i: (i not in leading, -often[i], markets[i]))
    return tuple(markets[i] for i in order[:MOST_IN_PLAY] if i in leading or often[i] >= LEAST_OFTEN)


def _sets(spend: Sequence[float], limits: Limits) -> Iterator[list[float]]:
    """Every set within the limits as ones and zeros, the smaller sets first."""
    for size in range(min(int(limits.launches), len(spend)) + 1):
        for members in combinations(range(len(spend)), size):
            if sum(spend[i] for i in members) <= limits.spend:
                yield [float(i in members) for i in range(len(spend))]
