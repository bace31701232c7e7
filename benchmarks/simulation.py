"""Simulate all markets: our compiled kernel, plain numpy, and plain Python extrapolated from a few draws."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from functools import cache

import numpy as np

from benchmarks import scalar
from benchmarks.registry import Run, Way, Work, timed
from fram.decide.model import cashflow
from fram.decide.model.cashflow import Launch, Outcomes
from fram.decide.model.opportunity import Draws, Setting, Sold, build_case, launch_of, stack
from fram.terms.jurisdiction import MARKETS

NAMES = tuple(field.name for field in fields(Launch))
RESULTS = tuple(field.name for field in fields(Outcomes))
BLOCK = 4096
DECIDE_AT = 4
SCALAR_DRAWS = 60


@cache
def launches(markets: int, draws: int) -> Launch:
    """Return the same launches for every way: all inputs default, half of the markets need payment."""
    block = Draws(1, 0, draws)
    settings = [
        Setting(
            market=code, regime=("eu-mdr", "us-fda", "jp")[place % 3], needs_payment=place % 2 == 0,
            speaks_language=place % 3 == 0, known={},
        )
        for place, code in enumerate(MARKETS[:markets])
    ]  # fmt: skip
    return stack([launch_of(build_case(setting, sold=Sold(known={})), block) for setting in settings])


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


def check() -> None:
    """Prove that the three ways give the same numbers, on the very markets that are timed."""
    launch = launches(29, 200)
    fast, slow = _compiled(launch), _numpy(launch)
    slowest = _scalar(launch, 20)
    for name in RESULTS:
        one, two = getattr(fast, name), getattr(slow, name)
        three = np.array([[draw[name] for draw in market] for market in slowest])
        scale = 1e-9 * np.abs(two).max()
        np.testing.assert_allclose(one, two, rtol=1e-9, atol=scale, err_msg=f"kernel, numpy: {name}")
        np.testing.assert_allclose(
            two[:, :20], three, rtol=1e-9, atol=scale, err_msg=f"numpy, Python: {name}"
        )


SIMULATE = Work(
    name="simulate",
    full={"markets": 29, "draws": 100_000, "months": cashflow.HORIZON},
    quick={"markets": 29, "draws": 20_000, "months": cashflow.HORIZON},
    ways=(
        Way(name="kernel (one thread)", run=run_compiled, check=check),
        Way(name="plain numpy", run=run_numpy, check=check, repeats=(3, 1)),
        Way(name="plain Python", run=run_scalar, check=check, repeats=(3, 1)),
    ),
)
