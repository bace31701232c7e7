"""Demand over prices (Gabor and Granger): made to fall, its best price, and a smooth curve through it.

The curve is a logistic one under a cap: share(p) = m / (1 + exp(−(b0 + b1·p))), with b1 below zero. Its
profit (p − c)·share(p) is highest where 1 + (p − c)·b1·(1 − share(p)/m) = 0. With u = −b1·(p − c) − 1 that is
u·exp(u) = exp(b0 + b1·c − 1), so that u is Wright's omega of b0 + b1·c − 1: no search is needed.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from scipy.optimize import least_squares
from scipy.special import expit, wrightomega

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

FEWEST_STEPS = 4
"""A curve of three figures needs one price more than that, or it goes through every point."""
HALVES, SLOPES = 96, 48
"""Shapes tried for a curve: so many places of its middle, by so many slopes."""
AT_ONCE = 200
"""So many rows of shares are held against the shapes at a time, which keeps memory low."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DemandCurve:
    """A capped logistic demand: ``cap`` is the share that would ever buy (m), ``b1`` is below zero.

    >>> curve = DemandCurve(cap=0.33, b0=8.3, b1=-0.97)
    >>> round(curve.best_price(marginal_cost=3), 3)
    7.351
    """

    cap: float
    b0: float
    b1: float

    def share(self, prices: Floats | float) -> Floats:
        """Return the share that would buy at each price."""
        found: Floats = self.cap * expit(self.b0 + self.b1 * np.asarray(prices, dtype=float))
        return found

    def profit(
        self, price: float, *, marginal_cost: float = 0, buyers: float = 1, fixed_cost: float = 0
    ) -> float:
        """Return the profit at a price: buyers asked × share × (price − cost of one) − fixed cost."""
        return float(buyers * self.share(price) * (price - marginal_cost) - fixed_cost)

    def best_price(self, *, marginal_cost: float = 0) -> float:
        """Return the price of most profit; of most revenue where a unit costs nothing."""
        return float(best_prices(np.array([self.b0]), np.array([self.b1]), marginal_cost=marginal_cost)[0])


def best_prices(b0: Floats, b1: Floats, *, marginal_cost: float = 0) -> Floats:
    """Return the price of most profit of each curve; its cap does not move it."""
    found: Floats = marginal_cost + (1 + np.real(wrightomega(b0 + b1 * marginal_cost - 1))) / -b1
    return found


def falling(shares: Floats, weights: Floats) -> Floats:
    """Return the nearest shares that never rise with the price: (draws, steps), by weighted least squares.

    Isotonic regression in its closed form: at step k the least over i ≤ k of the largest over j ≥ k of the
    weighted mean of steps i to j.
    """
    steps = shares.shape[1]
    sums, counts = (
        np.cumsum(shares * weights, axis=1),
        np.cumsum(np.broadcast_to(weights, shares.shape), axis=1),
    )
    sums, counts = np.pad(sums, ((0, 0), (1, 0))), np.pad(counts, ((0, 0), (1, 0)))
    found = np.empty_like(shares)
    for k in range(steps):
        low, high = np.arange(k + 1), np.arange(k + 1, steps + 1)
        means = (sums[:, None, high] - sums[:, low, None]) / (counts[:, None, high] - counts[:, low, None])
        found[:, k] = means.max(axis=2).min(axis=1)
    return found


def fit_curve(prices: Floats, shares: Floats, *, weights: Floats) -> DemandCurve | None:
    """Return the curve nearest the shares by weighted least squares within bounds; None for too few prices.

    Its middle lies between a quarter of the lowest price and twice the highest; its cap is at most one.
    """
    if len(prices) < FEWEST_STEPS:
        return None
    shapes = _Shapes.over(prices)
    at, cap = (found[0] for found in shapes.nearest(shares[None, :], weights[None, :]))
    start = np.array([min(max(cap, 1e-6), 1.0), shapes.half[at], shapes.slope[at]])
    root = np.sqrt(weights / weights.sum())

    def misses(x: Floats) -> Floats:
        missed: Floats = root * (x[0] * expit(x[2] * (x[1] - prices)) - shares)
        return missed

    low = np.array([1e-9, shapes.half.min(), shapes.slope.min()])
    high = np.array([1.0, shapes.half.max(), shapes.slope.max()])
    scale = np.array([1.0, prices.mean(), shapes.slope[at]])
    found = least_squares(misses, np.clip(start, low, high), bounds=(low, high), x_scale=scale)
    cap, half, slope = (float(x) for x in found.x)
    return DemandCurve(cap=cap, b0=slope * half, b1=-slope)


def fitted_best(prices: Floats, shares: Floats, *, weights: Floats, marginal_cost: float = 0) -> Floats:
    """Return the best price of the curve nearest each row of shares: (draws,), to the step of the shapes."""
    shapes = _Shapes.over(prices)
    parts = (slice(start, start + AT_ONCE) for start in range(0, len(shares), AT_ONCE))
    at = np.concatenate([shapes.nearest(shares[part], weights[part])[0] for part in parts])
    best = best_prices(shapes.slope * shapes.half, -shapes.slope, marginal_cost=marginal_cost)
    return best[at]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Shapes:
    """Curves under a cap of one, by the price of half the cap and the slope there: (shapes,)."""

    half: Floats
    slope: Floats
    height: Floats

    @classmethod
    def over(cls, prices: Floats) -> _Shapes:
        span = prices[-1] - prices[0]
        halves = np.geomspace(0.25 * prices[0], 2 * prices[-1], HALVES)
        slopes = np.geomspace(0.5, 60, SLOPES) / span
        half, slope = (part.ravel() for part in np.meshgrid(halves, slopes))
        return cls(half=half, slope=slope, height=expit(slope[:, None] * (half[:, None] - prices)))

    def nearest(self, shares: Floats, weights: Floats) -> tuple[NDArray[np.int64], Floats]:
        """The shape nearest each row of shares, with its cap, which least squares gives outright."""
        along, across = (weights * shares) @ self.height.T, weights @ (self.height**2).T
        cap = np.clip(along / np.maximum(across, 1e-300), 0, 1)
        at = np.argmin(cap**2 * across - 2 * cap * along, axis=1)
        return at, cap[np.arange(len(at)), at]
