"""Gabor and Granger's ladder weighed up: the best price asked, the best of the curve, how sure both are."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Literal

import numpy as np

from fram.access.price.asked.demand import DemandCurve, falling, fit_curve, fitted_best
from fram.access.price.asked.enough import Enough
from fram.access.price.asked.ladder import Ladder, refuse_flat
from fram.access.price.asked.resampling import RESAMPLES, generator, range_of, resamples
from fram.terms.errors import Refused

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

STREAM = 3
Three = tuple[float, float, float]
Beyond = Literal["", "above", "below"]


@dataclass(frozen=True, slots=True, kw_only=True)
class LadderResult:
    """What a ladder says. ``demand``: shares made to fall; ``pooled``: whether any had to be moved.

    ``gain``: share × (price − cost of one) at each price, for each person asked; ``best`` the price of the
    ladder where it is highest, ``often`` how often each was best among resamples. ``optimum``: the best price
    of the ``curve``, with ``optimum_range`` (P10, P50, P90) cut to the prices asked; ``beyond``: it lies
    outside them. Both points may only be told where ``enough.has_point``. ``miss``: how far the curve lies
    from the shares (root of the mean square).
    """

    enough: Enough
    currency: str
    marginal_cost: float
    prices: Floats = field(repr=False)
    demand: Floats = field(repr=False)
    pooled: bool
    gain: Floats = field(repr=False)
    often: Floats = field(repr=False)
    best: float
    best_range: Three
    curve: DemandCurve | None = None
    optimum: float | None = None
    optimum_range: Three | None = None
    beyond: Beyond = ""
    miss: float | None = None


def gabor_granger(
    ladder: Ladder, *, marginal_cost: float = 0, seed: int = 1, draws: int = RESAMPLES
) -> LadderResult:
    """Return the best price of a ladder and of the curve through it, with their ranges.

    ``marginal_cost``: what one more sale costs, in the ladder's currency; 0 seeks the most revenue. Raises
    ``Refused`` where demand does not fall once its shares are made to, and where a sale costs more than any
    price asked.
    """
    prices, weights = ladder.prices, ladder.asked
    demand = falling(ladder.shares[None, :], weights[None, :])[0]
    refuse_flat(demand, where="shares")
    _refuse_cost(marginal_cost, float(prices[-1]))
    gain = demand * (prices - marginal_cost)
    drawn = np.concatenate(list(_resampled(ladder, draws=draws, seed=seed)))
    fallen = falling(drawn, np.broadcast_to(weights, drawn.shape))
    bests = (fallen * (prices - marginal_cost)).argmax(axis=1)
    middle = range_of(prices[bests])
    assert middle is not None  # every resample has a best price
    base = LadderResult(
        enough=Enough(answers=ladder.people), currency=ladder.currency, marginal_cost=marginal_cost,
        prices=prices, demand=demand, pooled=bool((np.abs(demand - ladder.shares) > 1e-12).any()), gain=gain,
        often=np.bincount(bests, minlength=len(prices)) / len(bests), best=float(prices[gain.argmax()]),
        best_range=middle,
    )  # fmt: skip
    return _with_curve(base, fallen, weights)


def _refuse_cost(marginal_cost: float, highest: float) -> None:
    if marginal_cost >= highest:
        raise Refused(
            f"one more sale costs {marginal_cost:g}, the highest price asked is {highest:g}",
            where="--marginal-cost", why="every sale would lose money",
            remedy="check that both are for the same unit and period, or ask higher prices",
        )  # fmt: skip


def _with_curve(base: LadderResult, fallen: Floats, weights: Floats) -> LadderResult:
    prices = base.prices
    curve = fit_curve(prices, base.demand, weights=weights)
    if curve is None:
        return base
    optimum = curve.best_price(marginal_cost=base.marginal_cost)
    drawn = fitted_best(
        prices, fallen, weights=np.broadcast_to(weights, fallen.shape), marginal_cost=base.marginal_cost
    )
    miss = float(np.sqrt(np.average((curve.share(prices) - base.demand) ** 2, weights=weights)))
    beyond: Beyond = "above" if optimum > prices[-1] else "below" if optimum < prices[0] else ""
    return replace(
        base, curve=curve, optimum=optimum, beyond=beyond, miss=miss,
        optimum_range=range_of(np.clip(drawn, prices[0], prices[-1])),
    )  # fmt: skip


def _resampled(ladder: Ladder, *, draws: int, seed: int) -> list[Floats]:
    """Shares of other samples of the same people; of shares ready made, as many yes as chance gives."""
    dice = generator(seed, stream=STREAM)
    if ladder.answers is None:
        counts = np.round(ladder.asked).astype(np.int64)
        return [dice.binomial(counts, ladder.shares, size=(draws, len(counts))) / counts]
    known = np.isfinite(ladder.answers)
    found = []
    for weights in resamples(ladder.people, draws=draws, dice=dice):
        yes, asked = weights @ np.where(known, ladder.answers, 0.0), weights @ known
        found.append(
            np.divide(yes, asked, out=np.broadcast_to(ladder.shares, yes.shape).copy(), where=asked > 0)
        )
    return found
