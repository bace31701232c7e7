"""Draw every input of all markets: our tables at keyed normals, and scipy's quantile functions one by one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np

from benchmarks.registry import Run, Way, Work, timed
from benchmarks.simulation import BLOCK, cases
from fram.decide.model.case import Assumption, used_inputs
from fram.decide.model.factors import Draws, standing
from fram.decide.model.opportunity import launch_of
from fram.terms.dist import Beta, Dist, Gamma, Lognormal, Normal, Pert, Poisson, Uniform


def frozen(dist: Dist) -> Any | None:
    """Return the distribution as scipy has it, or None for a family it does not know."""
    from scipy import stats

    match dist:
        case Uniform(low=lo, high=hi):
            return stats.uniform(lo, hi - lo)
        case Pert(low=lo, typical=t, high=hi) if hi > lo:
            rise = 4 * (t - lo) / (hi - lo)
            return stats.beta(1 + rise, 5 - rise, loc=lo, scale=hi - lo)
        case Lognormal(median=m):
            return stats.lognorm(dist.sigma, scale=m)
        case Normal(mean=m, sd=s):
            return stats.norm(m, s)
        case Beta(a=a, b=b):
            return stats.beta(a, b)
        case Gamma(shape=k, scale=s):
            return stats.gamma(k, scale=s)
        case Poisson(rate=rate):
            return stats.poisson(rate)
    return None


def known(markets: int) -> Iterator[tuple[Assumption, Any]]:
    """Yield every input of every market that scipy can draw too."""
    for case in cases(markets):
        for item in used_inputs(case).values():
            if (one := frozen(item.estimate.dist)) is not None:
                yield item, one


def run_ours(size: Mapping[str, int]) -> Run:
    """Time drawing all inputs and turning them into launches, block by block."""
    markets, draws = cases(size["markets"]), size["draws"]

    def all_blocks() -> None:
        for start in range(0, draws, BLOCK):
            block = Draws(1, start, min(start + BLOCK, draws))
            for case in markets:
                launch_of(case, block)

    return Run(seconds=timed(all_blocks))


def run_scipy(size: Mapping[str, int]) -> Run:
    """Time scipy's quantile functions at uniform draws, for one block."""
    rng = np.random.default_rng(1)
    found = list(known(size["markets"]))
    seconds = timed(lambda: [one.ppf(rng.random(BLOCK)) for _, one in found])
    return Run(seconds=seconds, factor=size["draws"] / BLOCK)


def check() -> None:
    """Prove that both draw the same numbers at the same places."""
    block = Draws(1, 0, 2000)
    for item, one in known(2):
        ours = block.of(item)
        theirs = one.ppf(standing(item, seed=1, draws=2000))
        spread = float(one.std())
        assert np.mean(np.abs(ours - theirs) > 2e-3 * spread) < 0.01, item.id


DRAW = Work(
    name="draw",
    full={"markets": 30, "draws": 100_000},
    quick={"markets": 30, "draws": 20_000},
    ways=(
        Way(name="keyed, tabulated", run=run_ours, check=check),
        Way(name="scipy.stats", run=run_scipy, check=check, repeats=(3, 1)),
    ),
)
