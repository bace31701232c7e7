"""Ranking: means with and without shrinkage, chances, and tiers of markets that cannot be told apart."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from fram.decide.model.cashflow import HORIZON, Outcomes

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

TOLD_APART = 0.8
"""Two markets are told apart when one beats the other in this share of the draws."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Range:
    """Ten, fifty and ninety per cent points of an uncertain number."""

    p10: float
    p50: float
    p90: float

    @classmethod
    def of(cls, draws: Floats) -> Range:
        """Return the three points of an array of draws."""
        low, middle, high = np.quantile(draws, (0.1, 0.5, 0.9))
        return cls(p10=float(low), p50=float(middle), p90=float(high))


@dataclass(frozen=True, slots=True, kw_only=True)
class Ranked:
    """One market's results. Money in NOK, time in months; ``payback`` and ``first_sale`` may be None (never).

    ``chance_loss`` is as luck falls; ``chance_worth_it`` the chance that the value, luck averaged out,
    is above that of doing nothing.
    """

    market: str
    tier: int
    mean: float
    shrunk: float
    npv: Range
    chance_loss: float
    chance_worth_it: float
    chance_best: float
    chance_payback: float
    payback: float | None
    cash_need: Range
    chance_sale: float
    first_sale: Range | None
    early_spend: Range


def shrunk_means(means: Floats, error_variances: Floats) -> Floats:
    """Return each mean drawn towards the common mean by how little is known of it, shape (markets,).

    ``error_variances`` (NOK squared) is the part of each variance that may be plain error. Empirical
    Bayes: how much markets truly differ is estimated by moments (DerSimonian and Laird 1986); a mean
    keeps the weight true / (true + error) and never moves past the common mean. This is the cure of the
    optimiser's curse (Smith and Winkler 2006): the best of many uncertain options looks better than it is.
    """
    if means.size < 2 or not np.any(error_variances > 0):
        return means.copy()
    errors = np.maximum(error_variances, 1e-9 * float(error_variances.max()))
    weights = 1 / errors
    common = float((weights * means).sum() / weights.sum())
    excess = float((weights * (means - common) ** 2).sum()) - (means.size - 1)
    between = max(excess / float(weights.sum() - (weights**2).sum() / weights.sum()), 0.0)
    pull = between / (between + errors)
    middle = float((means / (between + errors)).sum() / (1 / (between + errors)).sum())
    return np.asarray(pull * means + (1 - pull) * middle)


def tiers(values: Floats, order: Sequence[int], *, told_apart: float = TOLD_APART) -> list[int]:
    """Return the tier of each market (1 is best), given values (markets, draws) and an order, best first.

    Doing nothing is an option too: what it beats in ``told_apart`` of the draws stands below all that
    it does not. Within each part a tier's leader is the best market left, and every market it does not
    beat in ``told_apart`` of the draws stands in its tier.
    """
    beaten = np.mean(values <= 0, axis=1) >= told_apart
    tier, number = [0] * len(order), 0
    for part in ([m for m in order if not beaten[m]], [m for m in order if beaten[m]]):
        left = list(part)
        while left:
            number += 1
            leader = left[0]
            together = [m for m in left if m == leader or np.mean(values[leader] > values[m]) < told_apart]
            for market in together:
                tier[market] = number
            left = [market for market in left if market not in together]
    return tier


def chances_best(values: Floats) -> Floats:
    """Return the chance of being best for each market, and of doing nothing last: shape (markets + 1,).

    Markets that tie share the draw; a tie with doing nothing is not counted for a market.
    """
    top = values.max(axis=0)
    best = (values == top) & (top > 0)
    shares = (best / np.maximum(best.sum(axis=0), 1)).mean(axis=1)
    return np.append(shares, np.mean(top <= 0))


def rank(markets: Sequence[str], found: Outcomes, *, error_variances: Floats) -> list[Ranked]:
    """Return the markets ranked, best first: by tier, then by shrunk mean."""
    means = found.value.mean(axis=1)
    shrunk = shrunk_means(means, error_variances)
    order = sorted(range(len(markets)), key=lambda m: (-shrunk[m], -means[m], markets[m]))
    tier, best = tiers(found.value, order), chances_best(found.value)
    ranked = [
        _ranked(markets[m], tier[m], float(means[m]), float(shrunk[m]), float(best[m]), _row(found, m))
        for m in order
    ]
    return sorted(ranked, key=lambda r: r.tier)


def _row(found: Outcomes, market: int) -> dict[str, Floats]:
    return {name: getattr(found, name)[market] for name in Outcomes.__dataclass_fields__}


def _ranked(market: str, tier: int, mean: float, shrunk: float, best: float, x: dict[str, Floats]) -> Ranked:
    sells = x["first_revenue"] < HORIZON
    pays = x["payback"] < HORIZON
    return Ranked(
        market=market, tier=tier, mean=mean, shrunk=shrunk, npv=Range.of(x["npv"]),
        chance_loss=float(np.mean(x["npv"] < 0)),
        chance_worth_it=float(np.mean(x["value"] > 0)), chance_best=best, chance_payback=float(pays.mean()),
        payback=float(np.median(x["payback"][pays])) if pays.any() else None,
        cash_need=Range.of(-x["lowest_cash"]), chance_sale=float(sells.mean()),
        first_sale=Range.of(x["first_revenue"][sells]) if sells.any() else None,
        early_spend=Range.of(x["early_spend"]),
    )  # fmt: skip
