"""Simulate all markets: our compiled kernel, plain numpy, and plain Python extrapolated from a few draws.

``SIMULATE`` is the kernel alone, on launches already drawn; ``MODEL`` draws every input as well.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from functools import cache

import numpy as np

from benchmarks import scalar
from benchmarks.registry import Run, Way, Work, timed
from fram.decide.model import cashflow
from fram.decide.model.case import MarketCase, Setting, Sold, build_case
from fram.decide.model.cashflow import Launch, Outcomes
from fram.decide.model.factors import Draws
from fram.decide.model.opportunity import launch_of, stack
from fram.decide.model.simulate import simulate_markets
from fram.terms.jurisdiction import MARKETS

NAMES = tuple(field.name for field in fields(Launch))
RESULTS = tuple(field.name for field in fields(Outcomes))
BLOCK = 4096
DECIDE_AT = 4
SCALAR_DRAWS = 60


CODES = (*MARKETS, "ZZ")
"""Thirty markets: all there are and one invented."""


def cases(markets: int) -> list[MarketCase]:
    """Return markets with all inputs default: hardware for hospitals, half after a payer's word."""
    settings = [
        Setting(
            market=code, regime=("eu-mdr", "us-fda", "jp")[place % 3], needs_payment=place % 2 == 0,
            speaks_language=place % 3 == 0, known={},
        )
        for place, code in enumerate(CODES[:markets])
    ]  # fmt: skip
    sold = Sold(known={}, unit_of_sale="hospital", mode="distributor", ships_goods=True)
    return [build_case(setting, sold=sold) for setting in settings]


@cache
def launches(markets: int, draws: int) -> Launch:
    """Return the same launches for every way."""
    block = Draws(1, 0, draws)
    return stack([launch_of(case, block) for case in cases(markets)])


def _row(launch: Launch, market: int, draws: slice) -> Launch:
    return Launch(**{name: np.ascontiguousarray(getattr(launch, name)[market, draws]) for name in NAMES})


def _compiled(launch: Launch) -> Outcomes:
    from fram.decide.model.kernel import simulate

    return simulate(launch, decide_at=DECIDE_AT)


def _numpy(launch: Launch) -> Outcomes:
    """Market by market, in blocks that stay in the cache: numpy at its best."""
    markets, draws = launch.units.shape
    kept = {name: np.empty((markets, draws)) for name in RESULTS}
    for market in range(markets):
        for start in range(0, draws, BLOCK):
            part = slice(start, start + BLOCK)
            found = cashflow.outcomes(_row(launch, market, part), decide_at=DECIDE_AT)
            for name in RESULTS:
                kept[name][market, part] = getattr(found, name)
    return Outcomes(**kept)


def _scalar(launch: Launch, draws: int) -> list[list[dict[str, float]]]:
    return [
        [
            scalar.outcomes({n: float(getattr(launch, n)[m, d]) for n in NAMES}, decide_at=DECIDE_AT)
            for d in range(draws)
        ]
        for m in range(launch.units.shape[0])
    ]


def run_compiled(size: Mapping[str, int]) -> Run:
    """Time the kernel (compiled beforehand, as its cache is after the first run on a machine)."""
    launch = launches(size["markets"], size["draws"])
    return Run(seconds=timed(lambda: _compiled(launch)))


def run_numpy(size: Mapping[str, int]) -> Run:
    """Time plain numpy."""
    launch = launches(size["markets"], size["draws"])
    return Run(seconds=timed(lambda: _numpy(launch)))


def run_scalar(size: Mapping[str, int]) -> Run:
    """Time plain Python on a few draws of every market."""
    launch = launches(size["markets"], SCALAR_DRAWS)
    seconds = timed(lambda: _scalar(launch, SCALAR_DRAWS))
    return Run(seconds=seconds, factor=size["draws"] / SCALAR_DRAWS)


def run_model(size: Mapping[str, int]) -> Run:
    """Time the whole model: every input drawn, every launch built and simulated, in blocks."""
    markets = cases(size["markets"])
    return Run(seconds=timed(lambda: simulate_markets(markets, seed=1, draws=size["draws"])))


def run_numpy_model(size: Mapping[str, int]) -> Run:
    """Time the same with the numpy twin in the kernel's place, on one block."""
    markets = cases(size["markets"])
    block = Draws(1, 0, BLOCK)
    seconds = timed(lambda: [cashflow.outcomes(launch_of(c, block), decide_at=DECIDE_AT) for c in markets])
    return Run(seconds=seconds, factor=size["draws"] / BLOCK)


def check_model() -> None:
    """Prove that blocks and threads give what one draw after the other does."""
    markets = cases(3)
    found = simulate_markets(markets, seed=1, draws=BLOCK + 100, decide_at=DECIDE_AT)
    block = Draws(1, 0, BLOCK + 100)
    for place, case in enumerate(markets):
        slow = cashflow.outcomes(launch_of(case, block), decide_at=DECIDE_AT)
        scale = 1e-9 * np.abs(slow.value).max()
        np.testing.assert_allclose(found.value[place], slow.value, rtol=1e-9, atol=scale)


def check() -> None:
    """Prove that the three ways give the same numbers, on the very markets that are timed."""
    launch = launches(30, 200)
    fast, slow = _compiled(launch), _numpy(launch)
    slowest = _scalar(launch, 20)
    for name in RESULTS:
        one, two = getattr(fast, name), getattr(slow, name)
        three = np.array([[draw[name] for draw in market] for market in slowest])
        scale = 1e-9 * np.abs(two).max()
        np.testing.assert_allclose(one, two, rtol=2e-7, atol=scale, err_msg=f"kernel, numpy: {name}")
        np.testing.assert_allclose(
            two[:, :20], three, rtol=1e-9, atol=scale, err_msg=f"numpy, Python: {name}"
        )


SIMULATE = Work(
    name="simulate",
    full={"markets": 30, "draws": 100_000, "months": cashflow.HORIZON},
    quick={"markets": 30, "draws": 20_000, "months": cashflow.HORIZON},
    ways=(
        Way(name="kernel (one thread)", run=run_compiled, check=check),
        Way(name="plain numpy", run=run_numpy, check=check, repeats=(3, 1)),
        Way(name="plain Python", run=run_scalar, check=check, repeats=(3, 1)),
    ),
    limit=1.2,
)
MODEL = Work(
    name="model",
    full=SIMULATE.full,
    quick=SIMULATE.quick,
    ways=(
        Way(name="fram", run=run_model, check=check_model),
        Way(name="numpy throughout", run=run_numpy_model, check=check_model, repeats=(3, 1)),
    ),
    limit=3.0,
    # 300 MB and the 24 bytes kept for each market and draw.
    limit_mb=372.0,
)
