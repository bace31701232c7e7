"""A road to approval drawn many times: its activities, their lengths, and what decides the day."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

import numpy as np
from numpy.typing import NDArray
from scipy import stats

from benchmarks.profiles import DAY
from benchmarks.registry import ROOT, Run, Way, Work, timed
from fram.access.road.itinerary import Itinerary, Standing, Task
from fram.decide.roads.road import limited, run_road
from fram.terms.dist import Dist, Fixed, Pert, Quantiles, Uniform
from fram.terms.estimate import Estimate
from fram.workspace.company import read_company
from fram.workspace.roads.view import road_view

EXAMPLE = ROOT / "examples" / "rask-sepsis.toml"
MARKET = "US"


@cache
def road() -> Itinerary:
    """Return the longest road of the example: the one with most tasks."""
    found = road_view(read_company(EXAMPLE, on=DAY), market=MARKET, on=DAY, draws=1)
    assert found.journey is not None
    ways = (found.journey, *(other.journey for other in found.others))
    return max((one.itinerary for one in ways), key=lambda way: len(way.tasks))


def run_ours(size: Mapping[str, int]) -> Run:
    """Time one road."""
    way = road()
    return Run(seconds=timed(lambda: run_road(way, draws=size["draws"], seed=1, on=DAY)))


def run_plain(size: Mapping[str, int]) -> Run:
    """Time the same by scipy's own quantile functions and a pass over the tasks by hand."""
    way = road()
    return Run(seconds=timed(lambda: plain_ends(way, draws=size["draws"])))


def plain_ends(way: Itinerary, *, draws: int) -> NDArray[np.float64]:
    """Return when the road ends in each draw, the plain way: no critical path, no shared streams."""
    dice = np.random.default_rng(1)
    normal: dict[str, NDArray[np.float64]] = {}
    ends: dict[str, NDArray[np.float64]] = {}
    left = list(way.on_the_way)
    while left:
        task = next(one for one in left if all(name in ends for name in one.after))
        left.remove(task)
        begin = np.maximum.reduce([np.zeros(draws), *(ends[name] for name in task.after)])
        ends[task.name] = begin + _months(task, begin, normal, dice)
    return np.maximum.reduce(list(ends.values()))


def _months(
    task: Task, begin: NDArray[np.float64], normal: dict[str, NDArray[np.float64]], dice: np.random.Generator
) -> NDArray[np.float64]:
    if task.standing is Standing.DONE or not isinstance(task.months, Estimate):
        return np.zeros(len(begin))
    z = dice.standard_normal(len(begin))
    other, link = task.activity.moves_with or ("", 0.0)
    if other in normal:
        z = link * normal[other] + np.sqrt(1 - link * link) * z
    normal[task.activity.id] = z
    drawn = _quantile(task.months.dist, stats.norm.cdf(z))
    clock = task.activity.clock
    return drawn if clock is None else limited(drawn, clock, starts=begin, on=DAY)


def _quantile(dist: Dist, share: NDArray[np.float64]) -> NDArray[np.float64]:
    if isinstance(dist, Fixed):
        return np.full(len(share), dist.value)
    if isinstance(dist, Uniform):
        return stats.uniform.ppf(share, dist.low, dist.high - dist.low)
    if isinstance(dist, Quantiles):
        return np.interp(share, dist.probs, dist.values)
    if isinstance(dist, Pert):
        width = dist.high - dist.low
        a, b = 1 + 4 * (dist.typical - dist.low) / width, 1 + 4 * (dist.high - dist.typical) / width
        return stats.beta.ppf(share, a, b, loc=dist.low, scale=width)
    raise TypeError(f"no road of the example has a {dist!r}")


def _alike() -> None:
    """Both ways must give the same percentiles of the day of approval."""
    ours = np.quantile(run_road(road(), draws=40_000, seed=1, on=DAY).approval, (0.1, 0.5, 0.9))
    plain = np.quantile(plain_ends(road(), draws=40_000), (0.1, 0.5, 0.9))
    assert np.allclose(ours, plain, rtol=0.01), (ours, plain)


ROAD = Work(
    name="road", full={"draws": 100_000}, quick={"draws": 20_000}, limit=0.4,
    ways=(Way(name="fram", run=run_ours), Way(name="scipy by hand", run=run_plain, check=_alike)),
)  # fmt: skip
