"""Whether a pathway fits a product: yes, no or not known yet; what stands in the way, what decides."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import product as every_pair
from typing import Any

from fram.access.pathways.pathway import Demand, Pathway
from fram.rules.condition import YES, Settled, settle
from fram.terms.logic import Truth

LASTING = "product"
"""The kind of condition that only another product or another purpose could meet."""
STUDY = "evidence"
"""The kind of condition that a study meets."""
AT_HAND = frozenset(("approval", "papers"))
"""The kinds of condition that a firm can meet by work of its own."""
Open = Mapping[str, tuple[str, ...]]
"""Facts that are not settled, but narrowed: the answers the rules leave possible (a device class)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """One condition: whether it holds; the facts that would decide it while that is open (``missing``), or
    whose answers stand in its way (``blocked``).
    """

    demand: Demand
    truth: Truth
    missing: tuple[str, ...] = ()
    blocked: tuple[str, ...] = ()


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
        """The facts whose answers stand in the way; what nobody was asked is not among them."""
        return tuple(dict.fromkeys(name for one in self.failing for name in one.blocked))

    @property
    def is_closed(self) -> bool:
        """Whether it cannot come to fit this product: a condition fails on what the product is."""
        return not self.exists or any(one.demand.change == LASTING for one in self.failing)

    @property
    def distance(self) -> int:
        """How far it is from fitting: 0 fits, 1 open, a matter of work at hand, or against a rule of thumb,
        2 needs others or a study, 3 closed.
        """
        if self.is_closed:
            return 3
        if self.truth is Truth.NO:
            return 1 if all(one.demand.change in AT_HAND for one in self.failing) else 2
        return 0 if self.truth is Truth.YES and not self.warnings else 1

    @property
    def lacks_evidence(self) -> bool:
        """Whether a study that it asks for is missing, or nobody said that it is there."""
        return any(one.demand.change == STUDY and one.truth is not Truth.YES for one in self.demands)

    @property
    def warnings(self) -> tuple[Judged, ...]:
        """Rules of thumb that speak against it."""
        return tuple(one for one in self.soft if one.truth is Truth.NO)


def fits(
    pathways: Iterable[Pathway],
    *,
    known: Mapping[str, Any],
    on: date,
    possible: Open | None = None,
    silent: Mapping[str, Any] | None = None,
) -> tuple[Fit, ...]:
    """Return how each pathway fits on a day.

    ``known``: answers by fact; ``possible``: facts narrowed to some answers, each of which counts: what holds
    for all of them holds, what fails for all fails; ``silent``: what is taken for facts that nobody need be
    asked, which decides, and is never told as somebody's answer.
    """  # fmt: skip
    asked = _Asked.of(settle({**(silent or {}), **known}), possible or {}, frozenset(silent or {}))
    return tuple(_fit(pathway, asked, on) for pathway in pathways)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Asked:
    """The answers as they may turn out (one of ``worlds``), what is still spread, and what nobody said."""

    worlds: tuple[Settled, ...]
    spread: frozenset[str]
    silent: frozenset[str]

    @classmethod
    def of(cls, known: Settled, possible: Open, silent: frozenset[str]) -> _Asked:
        spread = {name: words for name, words in possible.items() if name not in known and words}
        worlds = tuple(
            {**known, **dict(zip(spread, words, strict=True))} for words in every_pair(*spread.values())
        )
        return cls(worlds=worlds, spread=frozenset(spread), silent=silent - frozenset(spread))


def _fit(pathway: Pathway, asked: _Asked, on: date) -> Fit:
    law = [demand for demand in pathway.law if demand.holds_on(on)]
    exists = pathway.exists_on(on)
    truths = {min((one.when.judge(world) for one in law), default=YES) for world in asked.worlds}
    return Fit(
        pathway=pathway, truth=_one_of(truths) if exists else Truth.NO, exists=exists,
        demands=tuple(_judged(demand, asked) for demand in law),
        soft=tuple(_judged(demand, asked) for demand in pathway.soft if demand.holds_on(on)),
    )  # fmt: skip


def _judged(demand: Demand, asked: _Asked) -> Judged:
    truth = _one_of({demand.when.judge(world) for world in asked.worlds})
    if truth is Truth.NO:
        blocked = (one.fact for world in asked.worlds for one in demand.when.blocked(world))
        told = (name for name in dict.fromkeys(blocked) if name not in asked.silent)
        return Judged(demand=demand, truth=truth, blocked=tuple(told))
    if truth is Truth.YES:
        return Judged(demand=demand, truth=truth)
    missing = [name for world in asked.worlds for name in demand.when.missing(world)]
    missing += [leaf.fact for leaf in demand.when.leaves() if leaf.fact in asked.spread]
    return Judged(demand=demand, truth=truth, missing=tuple(dict.fromkeys(missing)))


def _one_of(truths: set[int]) -> Truth:
    """The truth where every world has the same, else unknown."""
    return Truth(truths.pop()) if len(truths) == 1 else Truth.UNKNOWN
