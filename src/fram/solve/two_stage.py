"""Decisions taken now whose consequences are met later: a two-stage stochastic linear programme.

First-stage decisions x are taken before, recourse y(s) after it is known which scenario s it is:

    max  c·x + sum_s p(s) q(s)·y(s)   with   A x <= b,   T(s) x + W(s) y(s) <= h(s),   x, y(s) >= 0

Solved as its deterministic equivalent: one programme with a copy of the recourse for each scenario (Birge and
Louveaux, Introduction to Stochastic Programming, 2011, chapter 4).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from fram.terms.errors import Problem, Refused

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

CERTAIN = 1e-9
"""By how much the probabilities may miss 1."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scenario:
    """One future: its ``probability``, what a unit of recourse ``earns`` (Y,), and its R rows of limits.

    ``first`` (R, X) and ``recourse`` (R, Y) stand on the left of them, ``most`` (R,) on the right.
    """

    probability: float
    earns: Floats
    first: Floats
    recourse: Floats
    most: Floats


@dataclass(frozen=True, slots=True, kw_only=True)
class TwoStage:
    """The programme: what a unit of the first stage ``earns`` (X,), its own limits, and the futures.

    ``rows`` (B, X) stand on the left of the first stage's limits, ``most`` (B,) on the right.
    ``whole``: first-stage decisions come in whole numbers. All futures have rows and recourse of one shape.
    """

    earns: Floats
    rows: Floats
    most: Floats
    scenarios: tuple[Scenario, ...]
    whole: bool = False

    def __post_init__(self) -> None:
        if faults := tuple(self._faults()):
            raise Refused("this is no two-stage programme", problems=faults)

    def _faults(self) -> Iterator[Problem]:
        if not self.scenarios:
            yield Problem(where="scenarios", what="there is none", remedy="give at least one")
            return
        chances = np.array([one.probability for one in self.scenarios])
        if not ((chances >= 0).all() and abs(chances.sum() - 1) <= CERTAIN):
            what = f"probabilities add up to {chances.sum():g}"
            yield Problem(where="scenarios", what=what, remedy="give shares, none below 0, that add up to 1")
        if self.rows.shape != (self.most.size, self.earns.size):
            what = f"have shape {self.rows.shape}, not {(self.most.size, self.earns.size)}"
            yield Problem(where="rows", what=what, remedy="give a row a limit, a column a decision")
        first = self.scenarios[0]
        for number, one in enumerate(self.scenarios):
            shapes = (one.most.size, self.earns.size), (one.most.size, one.earns.size)
            if (one.first.shape, one.recourse.shape) != shapes or one.recourse.shape != first.recourse.shape:
                what = f"rows of shape {one.first.shape} and {one.recourse.shape} do not fit"
                yield Problem(where=f"scenario {number + 1}", what=what, remedy="give all the same rows")


@dataclass(frozen=True, slots=True, kw_only=True)
class Planned:
    """A first stage (X,), and what it earns on average with the best recourse in each future."""

    first: Floats
    value: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Worth:
    """What planning on many futures is worth. Names after Birge and Louveaux (2011, chapter 4).

    ``many`` (RP): the best plan for all futures; ``mean`` (EV): the best plan if the mean future were
    certain, and what it promises; ``mean_tried`` (EEV): what that plan earns on average in the futures there
    are, minus infinity where it breaks a limit in one; ``waiting`` (WS): the mean of what each future brings
    to whoever knows it beforehand.
    """

    many: Planned
    mean: Planned
    mean_tried: float
    waiting: float

    @property
    def of_many_futures(self) -> float:
        """VSS: how much more the plan for all futures earns than the plan for the mean one, 0 or more."""
        return self.many.value - self.mean_tried

    @property
    def of_knowing(self) -> float:
        """EVPI: how much more whoever knows the future beforehand earns, 0 or more."""
        return self.waiting - self.many.value


def best_plan(programme: TwoStage) -> Planned:
    """Return the best first stage for all futures. Refused where there is none, or nothing limits it."""
    return _solved(programme, None)


def worth_of_many(programme: TwoStage) -> Worth:
    """Return the best plan beside the one for the mean future and those of whoever knows the future."""
    mean = best_plan(_of(programme, (mean_scenario(programme.scenarios),)))
    try:
        tried = _solved(programme, mean.first).value
    except Refused:
        tried = -np.inf
    alone = (
        one.probability * best_plan(_of(programme, (_certain(one),))).value
        for one in programme.scenarios
        if one.probability > 0
    )
    return Worth(many=best_plan(programme), mean=mean, mean_tried=tried, waiting=float(sum(alone)))


def mean_scenario(scenarios: Sequence[Scenario]) -> Scenario:
    """Return the one future in which everything is as it is on average."""
    chances = np.array([one.probability for one in scenarios])

    def mean(name: str) -> Floats:
        return np.tensordot(chances, np.stack([getattr(one, name) for one in scenarios]), axes=1)

    return Scenario(
        probability=1.0, earns=mean("earns"), first=mean("first"), recourse=mean("recourse"),
        most=mean("most"),
    )  # fmt: skip


def _certain(one: Scenario) -> Scenario:
    return Scenario(
        probability=1.0, earns=one.earns, first=one.first, recourse=one.recourse, most=one.most
    )  # fmt: skip


def _of(programme: TwoStage, scenarios: tuple[Scenario, ...]) -> TwoStage:
    return TwoStage(
        earns=programme.earns, rows=programme.rows, most=programme.most, scenarios=scenarios,
        whole=programme.whole,
    )  # fmt: skip


def _solved(programme: TwoStage, first: Floats | None) -> Planned:
    """Solve the deterministic equivalent; ``first``: the first stage that stands already."""
    from scipy.optimize import Bounds, LinearConstraint, milp
    from scipy.sparse import block_diag, csr_array, hstack, vstack

    futures, width = programme.scenarios, programme.earns.size
    earns = np.concatenate([programme.earns, *(one.probability * one.earns for one in futures)])
    recourse: csr_array = csr_array(block_diag([one.recourse for one in futures]))
    ties = hstack([csr_array(np.concatenate([one.first for one in futures])), recourse])
    own = hstack([csr_array(programme.rows), csr_array((programme.most.size, recourse.shape[1]))])
    low, high = np.zeros(earns.size), np.full(earns.size, np.inf)
    if first is not None:
        low[:width] = high[:width] = first
    scale = float(np.abs(earns).max(initial=0.0)) or 1.0  # HiGHS fails on numbers of very different sizes
    most = np.concatenate([programme.most, *(one.most for one in futures)])
    found = milp(
        -earns / scale, constraints=LinearConstraint(csr_array(vstack([own, ties])), ub=most),
        integrality=(np.arange(earns.size) < width).astype(np.int64) * int(programme.whole),
        bounds=Bounds(low, high), options={"mip_rel_gap": 0},
    )  # fmt: skip
    if found.x is None:
        raise Refused(
            "no plan is best", why="no decision keeps to every limit, or what is earned has no limit",
            remedy="check the limits",
        )  # fmt: skip
    return Planned(first=np.asarray(found.x[:width]), value=float(-found.fun) * scale)
