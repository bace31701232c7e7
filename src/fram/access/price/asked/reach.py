"""How many would buy at each price, out of the four questions and two more (Newton, Miller and Smith).

For each person the chance of a purchase is nothing at their own too cheap price, rises to what they said of
their cheap price, moves to what they said of their expensive one, and falls to nothing at too expensive,
with straight lines between. The mean over people is the reach; the price times it is the revenue.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from fram.access.price.asked.answers import WOULD_BUY, PriceAnswers
from fram.access.price.asked.curves import QUESTIONS
from fram.access.price.asked.enough import Enough
from fram.access.price.asked.resampling import RESAMPLES, generator, range_of, resamples

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

MOST_PRICES = 400
STREAM = 2
Three = tuple[float, float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reach:
    """The reach over prices, the price of most reach and that of most revenue, with ranges (P10, P50, P90).

    ``enough`` counts those who answered both questions on buying; ``revenue`` is for each person asked.
    """

    enough: Enough
    prices: Floats = field(repr=False)
    reach: Floats = field(repr=False)
    most_reach: float
    most_revenue: float
    reach_range: Three
    revenue_range: Three


def reach_of(answers: PriceAnswers, *, seed: int = 1, draws: int = RESAMPLES) -> Reach | None:
    """Return the reach of those who said how likely they would buy; None where nobody said it or would."""
    said = np.isfinite(answers.intents[WOULD_BUY[0]]) & np.isfinite(answers.intents[WOULD_BUY[1]])
    people = int(said.sum())
    if people < 2:
        return None
    corners = np.stack([answers.prices[name][said] for name in QUESTIONS], axis=1)
    heights = np.stack([answers.intents[name][said] for name in WOULD_BUY], axis=1)
    prices = price_points(corners)
    chances = chances_at(prices, corners=corners, heights=heights)
    mean = chances.mean(axis=0)
    if not mean.any():
        return None
    drawn = [
        _best(prices, weights @ chances / people)
        for weights in resamples(people, draws=draws, dice=generator(seed, stream=STREAM))
    ]
    reach_price, revenue_price = _best(prices, mean[None, :])
    ranges = [range_of(np.concatenate([block[part] for block in drawn])) for part in (0, 1)]
    return Reach(
        enough=Enough(answers=people), prices=prices, reach=mean, most_reach=float(reach_price[0]),
        most_revenue=float(revenue_price[0]), reach_range=ranges[0] or (0, 0, 0),
        revenue_range=ranges[1] or (0, 0, 0),
    )  # fmt: skip


def price_points(corners: Floats) -> Floats:
    """Return the prices at which the reach bends: every price named, thinned out where there are many."""
    named = np.unique(corners)
    if len(named) <= MOST_PRICES:
        return named
    return named[np.unique(np.linspace(0, len(named) - 1, MOST_PRICES).round().astype(int))]


def chances_at(prices: Floats, *, corners: Floats, heights: Floats) -> Floats:
    """Return each person's chance of a purchase at each price: (people, prices).

    ``corners``: (people, 4) the four prices; ``heights``: (people, 2) the chances at the middle two. Where
    cheap and expensive are one price, the chance there is the one said of the cheap price.
    """
    ys = np.concatenate([np.zeros((len(heights), 1)), heights, np.zeros((len(heights), 1))], axis=1)
    found = np.zeros((len(corners), len(prices)))
    for at in (2, 1, 0):  # the first stretch has the last word where two of them meet
        low, high = corners[:, at, None], corners[:, at + 1, None]
        share = np.divide(prices - low, high - low, out=np.zeros(found.shape), where=high > low)
        line = ys[:, at, None] + share * (ys[:, at + 1, None] - ys[:, at, None])
        found = np.where((prices >= low) & (prices <= high), line, found)
    return found


def _best(prices: Floats, reach: Floats) -> tuple[Floats, Floats]:
    """The price of most reach and of most revenue of each row of reach: (draws, prices).

    Reach is straight between points, so its highest place is a point; revenue bends between two points like
    a + b·price times the price, and may be highest at −a/2b.
    """
    rows = np.arange(len(reach))
    slope = np.diff(reach, axis=1) / np.diff(prices)
    start = reach[:, :-1] - slope * prices[:-1]
    inside = np.divide(-start, 2 * slope, out=np.full(slope.shape, -1.0), where=slope < 0)
    inside = np.where((inside > prices[:-1]) & (inside < prices[1:]), inside, prices[:-1])
    tried = np.concatenate([np.broadcast_to(prices, reach.shape), inside], axis=1)
    brought = np.concatenate([prices * reach, inside * (start + slope * inside)], axis=1)
    return prices[reach.argmax(axis=1)], tried[rows, brought.argmax(axis=1)]
