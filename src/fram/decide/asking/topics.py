"""What could be asked: every uncertain input of the markets in play, the most telling first."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from scipy.special import ndtr

from fram.decide.model.case import Assumption, MarketCase, used_inputs
from fram.decide.model.factors import standing
from fram.decide.model.inputs import INPUTS
from fram.decide.model.sampling import quantile
from fram.decide.shares import shares_of
from fram.terms.dist import Fixed

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from fram.decide.asking.choice import Choice

    Floats = NDArray[np.float64]

Shares = Mapping[str, Mapping[str, float]]
"""By market and input: the share of the value's variance that the input explains alone."""
LEAST_SHARE = 0.002
"""An input that explains less than this of a market's variance is not asked about there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    """One uncertain input: as believed, where it holds, the markets in play it bears on.

    ``shares``: of each of those markets' variance; ``weight``: a first guess at its worth in NOK.
    """

    assumption: Assumption
    market: str
    regime: str
    markets: tuple[str, ...]
    shares: tuple[float, ...]
    weight: float

    @property
    def name(self) -> str:
        """The input's name."""
        return self.assumption.name

    def column(self, *, seed: int, draws: int) -> Floats:
        """Return its draws (draws,) in its unit, as the simulation drew them."""
        return quantile(self.assumption.estimate.dist, standing(self.assumption, seed=seed, draws=draws))


def known_shares(choice: Choice, cases: Mapping[str, MarketCase], *, seed: int) -> Shares:
    """Return the shares of the markets in play."""
    rows = zip(choice.markets, choice.values, strict=True)
    return {market: shares_of(cases[market], value, seed=seed) for market, value in rows}


def topics_of(choice: Choice, cases: Mapping[str, MarketCase], *, shares: Shares) -> list[Topic]:
    """Return every uncertain input of the markets in play, the one that should tell most first."""
    found: dict[str, list[tuple[str, Assumption]]] = {}
    for market in choice.markets:
        for item in used_inputs(cases[market]).values():
            if not isinstance(item.estimate.dist, Fixed):
                found.setdefault(item.id, []).append((market, item))
    gaps = dict(zip(choice.markets, _gaps(choice), strict=True))
    spread = dict(zip(choice.markets, choice.values.std(axis=1).tolist(), strict=True))
    topics = [_topic(items, cases, shares, gaps, spread) for items in found.values()]
    return sorted(topics, key=lambda one: (-one.weight, one.assumption.id))


def _topic(
    items: Sequence[tuple[str, Assumption]],
    cases: Mapping[str, MarketCase],
    shares: Shares,
    gaps: Mapping[str, float],
    spread: Mapping[str, float],
) -> Topic:
    item = items[0][1]
    scope, markets = INPUTS[item.name].scope, tuple(market for market, _ in items)
    own = tuple(shares.get(market, {}).get(item.name, 0.0) for market in markets)
    weights = (
        turn_loss(gaps[market], np.sqrt(share) * spread[market])
        for market, share in zip(markets, own, strict=True)
        if share >= LEAST_SHARE
    )
    return Topic(
        assumption=item, market=markets[0] if scope != "product" and len(markets) == 1 else "",
        regime=cases[markets[0]].regime if scope == "regime" else "", markets=markets, shares=own,
        weight=max(weights, default=0.0),
    )  # fmt: skip


def together(topics: Iterable[Topic], choice: Choice) -> float:
    """Return a first guess at what several inputs are worth together, NOK."""
    spread, total = choice.values.std(axis=1), np.zeros(len(choice.markets))
    for topic in topics:
        rows = [choice.markets.index(market) for market in topic.markets]
        total[rows] += topic.shares
    worth = [turn_loss(gap, s * np.sqrt(v)) for gap, s, v in zip(_gaps(choice), spread, total, strict=True)]
    return max(worth, default=0.0)


def turn_loss(gap: float, sd: float) -> float:
    """Return what is lost on average by not seeing a normal number of mean ``gap`` change its sign.

    The unit normal loss integral (Raiffa and Schlaifer 1961): sd (φ(u) - u Φ(-u)) with u = |gap| / sd.
    """
    if sd <= 0:
        return 0.0
    u = abs(gap) / sd
    return float(sd * (np.exp(-0.5 * u * u) / np.sqrt(2 * np.pi) - u * ndtr(-u)))


def _gaps(choice: Choice) -> list[float]:
    """For each market: the best set with it less the best set without it, NOK."""
    worth = choice.means
    inside = choice.sets > 0
    return [
        float(worth[inside[:, i]].max(initial=-np.inf) - worth[~inside[:, i]].max())
        for i in range(len(choice.markets))
    ]
