"""The highest price of many draws with its chances, curve and drivers, beside a plain loop and bare numpy."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

import numpy as np

from benchmarks.registry import Run, Way, Work, timed
from fram.access.price.worth.value import (
    CHANCES,
    Benefit,
    acceptance,
    acceptance_curve,
    drivers,
    highest_prices,
)

PRICES = np.linspace(0, 2_000, 81)
THRESHOLD = (20_000.0, 30_000.0)


@cache
def drawn(draws: int) -> tuple[Benefit, np.ndarray]:
    """Return an invented product's benefit and a threshold, drawn."""
    random = np.random.default_rng(1)
    benefit = Benefit(
        gain=random.uniform(0.01, 0.04, draws), saving=random.uniform(50, 300, draws),
        service_cost=random.uniform(0, 40, draws), payments=random.uniform(1, 3, draws),
    )  # fmt: skip
    return benefit, random.uniform(*THRESHOLD, draws)


def run_ours(size: Mapping[str, int]) -> Run:
    """Time prices at three chances, the curve through 81 prices, and what the price hangs on."""
    benefit, threshold = drawn(size["draws"])

    def once() -> None:
        highest = highest_prices(benefit, threshold=threshold)
        acceptance(highest)
        acceptance_curve(highest, prices=PRICES)
        drivers(benefit, threshold=threshold)

    once()
    return Run(seconds=timed(once))


def run_bare(size: Mapping[str, int]) -> Run:
    """Time the formula and the same chances in bare numpy, price by price; no drivers."""
    benefit, threshold = drawn(size["draws"])
    return Run(seconds=timed(lambda: bare(benefit, threshold)))


def bare(benefit: Benefit, threshold: np.ndarray) -> tuple[list[float], list[float]]:
    """Return the prices at the chances and the chance at each price, without sorting once."""
    highest = (threshold * benefit.gain + benefit.saving - benefit.service_cost) / benefit.payments
    at = [float(np.percentile(highest, 100 * (1 - chance))) for chance in CHANCES]
    return at, [float((highest > price).mean()) for price in PRICES]


def run_loop(size: Mapping[str, int]) -> Run:
    """Time the same in plain Python."""
    benefit, threshold = drawn(size["draws"])
    return Run(seconds=timed(lambda: loop(benefit, threshold)))


def loop(benefit: Benefit, threshold: np.ndarray) -> tuple[list[float], list[float]]:
    """Return what ``bare`` does, one draw at a time."""
    columns = (threshold, benefit.gain, benefit.saving, benefit.service_cost, benefit.payments)
    rows = zip(*(np.asarray(column).tolist() for column in columns), strict=True)
    highest = sorted((worth * gain + saved - added) / paid for worth, gain, saved, added, paid in rows)
    at = [highest[round((1 - chance) * (len(highest) - 1))] for chance in CHANCES]
    return at, [sum(value > price for value in highest) / len(highest) for price in PRICES.tolist()]


def check() -> None:
    """Prove that all three give the same prices and chances."""
    benefit, threshold = drawn(5_001)
    highest = highest_prices(benefit, threshold=threshold)
    prices, curve = list(acceptance(highest).prices.values()), acceptance_curve(highest, prices=PRICES)
    for peer in (bare(benefit, threshold), loop(benefit, threshold)):
        assert np.allclose(prices, peer[0], rtol=1e-3)
        assert np.allclose(curve, peer[1])


VALUE = Work(
    name="value",
    full={"draws": 100_000},
    quick={"draws": 20_000},
    ways=(
        Way(name="price, curve, drivers", run=run_ours, check=check),
        Way(name="bare numpy, no drivers", run=run_bare),
        Way(name="plain loop, no drivers", run=run_loop, repeats=(1, 1)),
    ),
    limit=0.2,
)
