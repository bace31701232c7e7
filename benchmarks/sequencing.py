"""A launch sequence under a cash floor, beside greedy: markets by worth, each as early as cash allows.

Both are chosen on the same futures; the note says what each is worth and how often its cash holds on
futures that it was not chosen on. The instance is invented: money in millions, a period is a quarter.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache, partial
from itertools import starmap

import numpy as np
from numpy.typing import NDArray

from benchmarks.registry import Run, Way, Work, timed
from fram.decide.sequence import problem as terms
from fram.decide.sequence.chosen import choose
from fram.decide.sequence.problem import NEVER, Decision, Need, Problem, Profile, Shared, starts_of
from fram.decide.sequence.search.judge import Judge
from fram.decide.sequence.search.tables import NO_WAY, compiled

Floats = NDArray[np.float64]

MODES = {"direct": (1.0, 1.0), "distributor": (0.55, 0.45), "partner": (0.4, 0.3)}
"""What each mode brings and takes, as shares of selling directly."""
SHARED_COST = 0.8
EASED = 0.8
"""What is left of the outlay once an approval is held."""
ASKED = 0.9
FRESH = 4_000
"""Futures a sequence is judged on, none of which it was chosen on."""
SEED = 1
CHECKED = (1, 2, 3)
LEAST_SHORT = 0.01
"""By so much the share out of sample may lie below the one asked for."""

Sequence = tuple[Decision, ...]


def instance(*, markets: int, quarters: int, scenarios: int, seed: int, block: int = 0) -> Problem:
    """Return an invented company's choice; the same markets for every ``block`` of scenarios."""
    fixed = np.random.Generator(np.random.Philox(seed))
    drawn = np.random.Generator(np.random.Philox(key=[seed, 1 + block]))
    size, cost = fixed.lognormal(1.2, 0.7, markets), fixed.lognormal(0.9, 0.4, markets)
    road, regime = fixed.integers(2, 7, markets), fixed.integers(0, max(markets // 3, 1), markets)
    common, discount = drawn.normal(0, 1, scenarios), np.full(scenarios, 1.12**-0.25)
    ways: list[terms.Way] = []
    for m in range(markets):
        own, sells = drawn.normal(0, 1, scenarios), drawn.random(scenarios) < 0.75
        delay = road[m] + drawn.integers(0, 4, scenarios)
        yearly = size[m] * np.exp(0.5 * (0.6 * common + 0.8 * own)) * sells
        outlay = cost[m] * np.exp(0.25 * drawn.normal(0, 1, scenarios))
        ways += _ways(f"M{m:02}", int(regime[m]), int(road[m]), (yearly, outlay, delay, discount), quarters)
    return _company(tuple(ways), quarters, discount, drawn)


def _ways(
    market: str, regime: int, road: int, drawn: tuple[Floats, Floats, Floats, Floats], quarters: int
) -> list[terms.Way]:
    yearly, outlay, delay, discount = drawn
    approval = f"regime-{regime}"
    sooner = np.maximum(delay - 2, 1)
    cost = Shared(id=approval, nok=np.full(yearly.size, SHARED_COST), periods=delay.astype(float))
    return [
        terms.Way(
            market=market, mode=mode,
            alone=_profile(yearly * brings, outlay * takes, delay, discount, quarters),
            eased=_profile(yearly * brings, outlay * takes * EASED, sooner, discount, quarters),
            eased_by=Need(id=approval, periods=road), gives=(approval,), shares=(cost,),
            staff={"regulatory": _busy(0, road, 0.5, quarters), "clinical": _busy(0, 2, 0.3, quarters),
                   "sales": _busy(road, road + 4, 0.6 * brings, quarters)},
        )
        for mode, (brings, takes) in MODES.items()
    ]  # fmt: skip


def _company(
    ways: tuple[terms.Way, ...], quarters: int, discount: Floats, drawn: np.random.Generator
) -> Problem:
    scenarios, ends = discount.size, np.arange(1, quarters + 1)
    burn = 0.35 * drawn.triangular(0.9, 1.0, 1.2, scenarios)
    comes = drawn.random(scenarios) < 0.8
    round_at = np.where(comes, 5 + drawn.integers(0, 4, scenarios), NEVER)
    own = 12.0 - burn[:, None] * np.minimum(ends, 8) + 12.0 * (ends >= round_at[:, None])
    free = {"clinical": 2.0, "regulatory": 2.0, "sales": 3.0}
    return Problem(
        ways=ways, own=own, floor=np.full(quarters, 1.0), probability=ASKED, discount=discount,
        starts=starts_of(quarters - 4, after_round=4), round_at=round_at,
        capacity={name: np.full(quarters, positions) for name, positions in free.items()},
    )  # fmt: skip


def _profile(yearly: Floats, outlay: Floats, delay: Floats, discount: Floats, quarters: int) -> Profile:
    at = np.arange(quarters)[None, :]
    ramp = np.clip((at - delay[:, None]) / 8, 0, 1)
    earned = np.cumsum(yearly[:, None] / 4 * ramp, axis=1)
    stops = np.where(yearly > 0, quarters, delay)
    running = 0.12 * outlay[:, None] * (at < stops[:, None])
    spent = np.cumsum(outlay[:, None] * (at < 3) / 3 + running, axis=1)
    rivals, order = np.full(len(yearly), 0.02), np.full(len(yearly), 0.5)
    worth = np.empty((quarters, len(yearly)))
    for start in range(quarters):
        late = (1 + rivals * start) ** -order
        path = late[:, None] * np.diff(earned, axis=1, prepend=0) - np.diff(spent, axis=1, prepend=0)
        factors = discount[:, None] ** (at[:, : quarters - start] + start)
        worth[start] = (path[:, : quarters - start] * factors).sum(axis=1)
    return Profile(
        earned=earned.astype(np.float32), spent=spent.astype(np.float32), rivals=rivals, order=order,
        worth=worth,
    )  # fmt: skip


def _busy(first: int, last: int, positions: float, quarters: int) -> Floats:
    at = np.arange(quarters)
    return np.where((at >= first) & (at < last), positions, 0.0)


def ours(problem: Problem) -> Sequence:
    """Return the sequence of the product."""
    return choose(problem, seed=SEED).decisions


def greedy(problem: Problem) -> Sequence:
    """Return the peer's: the market worth most first, each in its first quarter in which all limits hold.

    Of the modes that hold then, the one worth most; nothing is moved again.
    """
    tables = compiled(problem)
    judge = Judge(tables)
    (way, start), turns = judge.fixed, np.argsort(tables.turn)
    best = {m: tables.value[tables.ways_of(m)].max() for m in range(len(tables.markets))}
    for m in sorted(best, key=lambda m: -best[m]):
        judge.remember(way, start)
        options = [option for option in judge.options(m, (way, start)) if option.way != NO_WAY]
        options.sort(key=lambda option: (int(np.flatnonzero(turns == option.start)[0]), -option.value))
        for option in options:
            way[m], start[m] = option.way, option.start
            allowed = judge.is_allowed(way, start)
            if allowed and judge.breaks_with(m, (way, start), enough=judge.enough) <= judge.enough:
                break
            way[m] = NO_WAY
    return tables.decoded(way, start)


def seen_fresh(sequence: Sequence, size: Mapping[str, int], *, seed: int) -> tuple[float, float]:
    """Return what a sequence is worth, in millions, and how often its cash holds, on fresh futures."""
    found = _fresh(size["markets"], size["quarters"], seed)
    plan = found.tables.encoded(sequence)
    return found.value(*plan), 1 - found.breaks(*plan) / FRESH


@cache
def _fresh(markets: int, quarters: int, seed: int) -> Judge:
    return Judge(compiled(instance(markets=markets, quarters=quarters, scenarios=FRESH, seed=seed, block=1)))


@cache
def _instance(markets: int, quarters: int, scenarios: int, seed: int) -> Problem:
    return instance(markets=markets, quarters=quarters, scenarios=scenarios, seed=seed)


def run(choosing: Callable[[Problem], Sequence]) -> Callable[[Mapping[str, int]], Run]:
    """Return the timed run of one way to choose: once for compiling, which the product keeps on disk."""

    def measured(size: Mapping[str, int]) -> Run:
        choosing(_instance(3, 8, 50, SEED))
        problem = _instance(size["markets"], size["quarters"], size["futures"], SEED)
        found: list[Sequence] = []
        seconds = timed(partial(_append, found, choosing, problem))
        value, chance = seen_fresh(found[0], size, seed=SEED)
        return Run(seconds=seconds, note=f"worth {value:,.1f}, holds in {chance:.1%} out of sample")

    return measured


def check() -> None:
    """Prove on several small instances that ours is worth more than greedy's and holds as often as asked."""
    size = {"markets": 6, "quarters": 20, "futures": 1_000}
    for seed in CHECKED:
        problem = _instance(size["markets"], size["quarters"], size["futures"], seed)
        (mine, holds), (theirs, _) = (seen_fresh(way(problem), size, seed=seed) for way in (ours, greedy))
        assert mine > theirs, (seed, mine, theirs)
        assert holds >= ASKED - LEAST_SHORT, (seed, holds)


def _work(name: str, full: Mapping[str, int], quick: Mapping[str, int], limit: float) -> Work:
    return Work(
        name=name, full=full, quick=quick, limit=limit,
        ways=(
            Way(name="programme and search", run=run(ours), check=check, repeats=(1, 1)),
            Way(name="greedy", run=run(greedy), repeats=(1, 1)),
        ),
    )  # fmt: skip


def _append(found: list[Sequence], choosing: Callable[[Problem], Sequence], problem: Problem) -> None:
    found.append(choosing(problem))


def main() -> None:
    """Print ours beside greedy's on five seeds, full size: ``python -m benchmarks.sequencing``."""
    for size in (FULL, BOARD):
        print(*starmap("{1} {0}".format, size.items()), sep=" x ")
        for seed in range(1, 6):
            problem = instance(
                markets=size["markets"], quarters=size["quarters"], scenarios=size["futures"], seed=seed
            )
            for name, choosing in (("ours", ours), ("greedy", greedy)):
                found: list[Sequence] = []
                seconds = timed(partial(_append, found, choosing, problem))
                value, chance = seen_fresh(found[0], size, seed=seed)
                print(f"  seed {seed}  {name:<7} {seconds:7.1f} s  worth {value:8.2f}  holds {chance:.3f}")
            _fresh.cache_clear()


FULL = {"markets": 30, "quarters": 40, "futures": 1_000}
BOARD = {"markets": 6, "quarters": 20, "futures": 1_000}
SEQUENCE = _work("sequence", FULL, {"markets": 12, "quarters": 24, "futures": 500}, 120.0)
SEQUENCE_BOARD = _work("sequence-board", BOARD, {"markets": 4, "quarters": 12, "futures": 500}, 5.0)

if __name__ == "__main__":
    main()
