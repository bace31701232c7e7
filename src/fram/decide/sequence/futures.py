"""What planning on many futures is worth over planning on the mean one.

The value of the stochastic solution (Birge and Louveaux 2011, chapter 4) says by how much the plan for many
futures earns more than the plan for the mean of them. Here the plan for the mean future is mostly not one
that may be made at all, as cash holds in too few futures with it: so that is said, and what cash it lacks.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from fram.decide.sequence.chosen import Choice, choose
from fram.decide.sequence.problem import NEVER, Decision, Problem, Profile, Way
from fram.decide.sequence.relief import lack_of
from fram.decide.sequence.search.judge import Judge
from fram.terms.errors import Refused

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class MeanPlan:
    """The sequence that would be chosen if the mean future were certain, and how it fares in all of them.

    ``promised``: NOK it is worth in the mean future; ``value``: NOK expected over all futures; ``chance``:
    the share in which cash holds; ``nok``: cash it lacks today to hold as often as was asked; ``gain_nok``:
    by how much the chosen sequence is worth more (below zero: it is worth less, and holds more often).
    """

    decisions: tuple[Decision, ...]
    promised: float
    value: float
    chance: float
    nok: float
    gain_nok: float


def worth_of_futures(choice: Choice, *, seed: int) -> MeanPlan | None:
    """Return the plan for the mean future beside the chosen one; None where nothing holds even in that."""
    tables = choice.tables
    try:
        mean = choose(mean_future(tables.problem), seed=seed)
    except Refused:
        return None
    judge, plan = Judge(tables), tables.encoded(mean.decisions)
    value = judge.net_value(*plan)
    return MeanPlan(
        decisions=mean.decisions, promised=mean.value, value=value,
        chance=1 - judge.breaks(*plan) / tables.problem.scenarios, nok=lack_of(judge, plan).nok,
        gain_nok=choice.value - value,
    )  # fmt: skip


def mean_future(problem: Problem) -> Problem:
    """Return the problem with one future, in which all is as it is on average.

    The round comes, in its median month, where that is more likely than not; cash holds its mean.
    """
    comes = problem.round_at[problem.round_at < NEVER]
    month = int(np.median(comes)) if 2 * comes.size >= problem.scenarios else NEVER
    return replace(
        problem, ways=tuple(_mean_way(way) for way in problem.ways), own=_rows(problem.own), probability=0.5,
        discount=_rows(problem.discount), round_at=np.array([month]),
        round_nok=None if problem.round_nok is None else _rows(problem.round_nok),
    )  # fmt: skip


def _rows(array: NDArray) -> Floats:
    """The mean over the scenarios, which stand in the rows."""
    return np.asarray(array.mean(axis=0, keepdims=True, dtype=np.float64))


def _mean_way(way: Way) -> Way:
    shares = tuple(replace(cost, nok=_rows(cost.nok), periods=_rows(cost.periods)) for cost in way.shares)
    eased = None if way.eased is None else _mean_profile(way.eased)
    return replace(way, alone=_mean_profile(way.alone), eased=eased, shares=shares)


def _mean_profile(profile: Profile) -> Profile:
    return Profile(
        earned=_rows(profile.earned).astype(np.float32), spent=_rows(profile.spent).astype(np.float32),
        rivals=_rows(profile.rivals), order=_rows(profile.order),
        worth=profile.worth.mean(axis=1, keepdims=True),
    )  # fmt: skip
