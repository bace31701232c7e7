"""The frontier over two thousand studies, beside a plain loop over all pairs of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import cache

import numpy as np

from benchmarks.profiles import DAY
from benchmarks.registry import ROOT, Run, Way, Work, timed
from fram.access.study.frontier import frontier
from fram.workspace.company import read_company
from fram.workspace.evidence.view import chosen_markets
from fram.workspace.study.making import Making
from fram.workspace.study.steps import Table
from fram.workspace.weighing.rates import Rates
from fram.workspace.weighing.weighed import weigh

EXAMPLE = ROOT / "examples" / "sovn-app.toml"


@cache
def making() -> Making:
    """Return the example's product with its doors and what they are worth."""
    file = read_company(EXAMPLE, on=DAY)
    ground = weigh(file, markets=chosen_markets(file, ()), on=DAY, rates=Rates(DAY))
    return Making.of(ground, seed=1)


@cache
def table() -> Table:
    """Return every option of the example."""
    return making().table()


def run_ours(size: Mapping[str, int]) -> Run:
    """Time enumerating, sizing, costing and judging every study, and the frontier over them."""
    made = making()

    def once() -> None:
        found = replace(made).table()
        frontier(found.cost_mean, found.value)

    return Run(seconds=timed(once))


def run_frontier(size: Mapping[str, int]) -> Run:
    """Time the frontier alone."""
    found = table()
    return Run(seconds=timed(lambda: frontier(found.cost_mean, found.value)))


def run_pairs(size: Mapping[str, int]) -> Run:
    """Time the plain loop over all pairs, on as many studies."""
    found = table()
    cost, value = found.cost_mean.tolist(), found.value.tolist()
    return Run(seconds=timed(lambda: by_pairs(cost, value)))


def by_pairs(cost: list[float], value: list[float]) -> list[int]:
    """Return the options that no other beats, the cheapest first, by comparing every pair."""
    kept = []
    for i in range(len(cost)):
        beaten = any(
            (cost[j] <= cost[i] and value[j] > value[i])
            or (cost[j] < cost[i] and value[j] >= value[i])
            or (cost[j] == cost[i] and value[j] == value[i] and j < i)
            for j in range(len(cost))
        )
        if not beaten and value[i] > 0:
            kept.append(i)
    return sorted(kept, key=lambda place: cost[place])


def check() -> None:
    """Prove that both give the same steps, on the example and on numbers full of ties."""
    found = table()
    assert len(found.options) >= 2_000, len(found.options)
    assert frontier(found.cost_mean, found.value) == by_pairs(found.cost_mean.tolist(), found.value.tolist())
    drawn = np.random.Generator(np.random.Philox(3)).integers(0, 20, (2, 300)).astype(float)
    assert frontier(*drawn) == by_pairs(*drawn.tolist())


STUDIES = Work(
    name="studies",
    full={"studies": 2_500},
    quick={"studies": 2_500},
    ways=(
        Way(name="all studies, frontier", run=run_ours, check=check),
        Way(name="frontier alone", run=run_frontier),
        Way(name="all pairs, no studies", run=run_pairs, repeats=(3, 1)),
    ),
    limit=2.0,
)
