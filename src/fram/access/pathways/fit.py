"""Whether a pathway fits a product: yes, no or not known yet; what stands in the way, what decides."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import product as every_pair
from typing import Any

from fram.access.pathways.pathway import Demand, Pathway
from fram.rules.condition import Settled, settle
from fram.terms.logic import Truth

LASTING = "product"
"""The kind of condition that only another product or another purpose could meet."""
AT_HAND = frozenset(("approval", "papers"))
"""The kinds of condition that a firm can meet by work of its own."""
Open = Mapping[str, tuple[str, ...]]
"""Facts that are not settled, but narrowed: the answers the rules leave possible (a device class)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """One condition: whether it holds, and which facts would decide it while that is open."""

    demand: Demand
    truth: Truth
    missing: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Fit:
    """How a pathway fits a product on a day.

    ``truth`` is by the conditions of the law alone; ``demands`` and ``soft`` hold each condition in force.
    ``exists`` is false on a day before the pathway began or after it ended.
    """

    pathway: Pathway
    truth: Truth
    demands: tuple[Judged, ...]
    soft: tuple[Judged, ...] = ()
    exists: bool = True

    @property
    def failing(self) -> tuple[Judged, ...]:
        """The conditions that do not hold."""
        return tuple(one for one in self.demands if one.truth is Truth.NO)

    @property
    def open(self) -> tuple[str, ...]:
        """The facts that open conditions wait for, whether or not another condition fails."""
        return tuple(dict.fromkeys(name for one in self.demands for name in one.missing))

    @property
    def missing(self) -> tuple[str, ...]:
        """The facts that decide whether it fits; none where that is settled."""
        return self.open if self.truth is Truth.UNKNOWN else ()

    @property
    def failing_facts(self) -> tuple[str, ...]:
        """The facts whose answers stand in the way."""
        return tuple(dict.fromkeys(leaf.fact for one in self.failing for leaf in one.demand.when.leaves()))

    @property
    def is_closed(self) -> bool:
        """Whether it cannot come to fit this product: a condition fails on what the product is."""
        return not self.exists or any(one.demand.change == LASTING for one in self.failing)

    @property
    def distance(self) -> int:
        """How far it is from fitting: 0 fits, 1 open or a matter of work at hand, 2 needs others or a study,
        3 closed.
        """
        if self.is_closed:
            return 3
        if self.truth is Truth.NO:
            return 1 if all(one.demand.change in AT_HAND for one in self.failing) else 2
        return 0 if self.truth is Truth.YES else 1

    @property
    def warnings(self) -> tuple[Judged, ...]:
        """Rules of thumb that speak against it."""
        return tuple(one for one in self.soft if one.truth is Truth.NO)


def fits(
    pathways: Iterable[Pathway], *, known: Mapping[str, Any], on: date, possible: Open | None = None
) -> tuple[Fit, ...]:
    """Return how each pathway fits. ``known``: answers by fact; ``possible``: facts narrowed to some answers.

    A condition holds when it holds for every answer still possible, and fails when it fails for all.
    """
    worlds = _worlds(settle(known), possible or {})
    return tuple(_fit(pathway, worlds, tuple(possible or {}), on) for pathway in pathways)


def _worlds(known: Settled, possible: Open) -> tuple[Settled, ...]:
    """The answers as they may turn out: one for each combination of what is narrowed but not settled."""
    narrowed = [(name, words) for name, words in possible.items() if name not in known and words]
    combinations = every_pair(*(words for _, words in narrowed))
    return tuple(
        {**known, **dict(zip((name for name, _ in narrowed), words, strict=True))} for words in combinations
    )


def _fit(pathway: Pathway, worlds: tuple[Settled, ...], narrowed: tuple[str, ...], on: date) -> Fit:
    demands = tuple(_judged(demand, worlds, narrowed) for demand in pathway.law if demand.holds_on(on))
    soft = tuple(_judged(demand, worlds, narrowed) for demand in pathway.soft if demand.holds_on(on))
    exists = pathway.exists_on(on)
    return Fit(
        pathway=pathway, truth=_all(one.truth for one in demands) if exists else Truth.NO, demands=demands,
        soft=soft, exists=exists,
    )  # fmt: skip


def _judged(demand: Demand, worlds: tuple[Settled, ...], narrowed: tuple[str, ...]) -> Judged:
    seen = {demand.when.judge(world) for world in worlds}
    truth = Truth(seen.pop()) if len(seen) == 1 else Truth.UNKNOWN
    if truth is not Truth.UNKNOWN:
        return Judged(demand=demand, truth=truth)
    asked = [name for world in worlds for name in demand.when.missing(world)]
    if len(worlds) > 1:
        read = {leaf.fact for leaf in demand.when.leaves()}
        asked += [name for name in narrowed if name in read]
    return Judged(demand=demand, truth=truth, missing=tuple(dict.fromkeys(asked)))


def _all(truths: Iterable[Truth]) -> Truth:
    return min(truths, key=lambda truth: truth.value, default=Truth.YES)
