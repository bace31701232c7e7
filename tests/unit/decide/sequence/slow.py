"""The slow, readable twin of the compiled judge: a sequence's value, cash and conditions, from the terms."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence

import numpy as np

from fram.decide.sequence.problem import NEVER, Decision, Problem, Profile, Shared, Way


def begins(problem: Problem, decision: Decision) -> list[int]:
    """The period in which a launch begins in each scenario; NEVER where it does not."""
    found = []
    for comes in problem.round_at.tolist():
        at = decision.start.quarter * problem.step
        if decision.start.after_round:
            quarters = -(-comes // problem.step)  # the first quarter that begins with the money there
            at = NEVER if comes >= NEVER else quarters * problem.step + at
        found.append(at if at < problem.periods else NEVER)
    return found


def surely(problem: Problem, first: Decision, then: Decision, *, periods: int) -> bool:
    """Whether the first lies so long before the other in every scenario in which the other happens."""
    pairs = [(a, b) for a, b in zip(begins(problem, first), begins(problem, then), strict=True) if b < NEVER]
    return bool(pairs) and all(a < NEVER and b - a >= periods for a, b in pairs)


def profile_of(problem: Problem, sequence: Sequence[Decision], one: Decision) -> Profile:
    way = problem.way(one.market, one.mode)
    for other in sequence:
        if other != one and way.eased_by and way.eased:
            gives = way.eased_by.id in problem.way(other.market, other.mode).gives
            if gives and surely(problem, other, one, periods=way.eased_by.periods):
                return way.eased
    return way.alone


def paid_by(problem: Problem, sequence: Sequence[Decision], one: Decision) -> list[Shared]:
    """The shared costs that fall on this market: nobody else has surely begun before."""
    return [
        cost
        for cost in problem.way(one.market, one.mode).shares
        if not any(_relieves(problem, other, one, cost.id) for other in sequence if other != one)
    ]


def _relieves(problem: Problem, other: Decision, one: Decision, cost: str) -> bool:
    if cost not in {shared.id for shared in problem.way(other.market, other.mode).shares}:
        return False
    before, after = surely(problem, other, one, periods=0), surely(problem, one, other, periods=0)
    return before and (not after or other.market < one.market)


def value_of(problem: Problem, sequence: Sequence[Decision]) -> float:
    total = 0.0
    for one in sequence:
        worth = profile_of(problem, sequence, one).worth
        for s, at in enumerate(begins(problem, one)):
            if at >= NEVER:
                continue
            total += worth[min(at // problem.step, len(worth) - 1), s]
            for cost in paid_by(problem, sequence, one):
                months = max(int(np.ceil(cost.periods[s])), 1)
                total -= cost.nok[s] / months * sum(problem.discount[s] ** (at + i) for i in range(months))
    return total / problem.scenarios


def cash_of(problem: Problem, sequence: Sequence[Decision]) -> np.ndarray:
    path = problem.own.copy()
    for one in sequence:
        profile, costs = profile_of(problem, sequence, one), paid_by(problem, sequence, one)
        for s, at in enumerate(begins(problem, one)):
            late = (1 + profile.rivals[s] * at) ** -profile.order[s]
            for period in range(at, problem.periods):
                so_far = period - at
                path[s, period] += late * float(profile.earned[s, so_far]) - float(profile.spent[s, so_far])
                for cost in costs:
                    months = max(int(np.ceil(cost.periods[s])), 1)
                    path[s, period] -= cost.nok[s] / months * min(so_far + 1, months)
    return path


def breaks_of(problem: Problem, sequence: Sequence[Decision]) -> int:
    return int((cash_of(problem, sequence) < problem.floor).any(axis=1).sum())


def is_allowed(problem: Problem, sequence: Sequence[Decision]) -> bool:
    return _has_people(problem, sequence) and all(
        any(
            need.id in problem.way(other.market, other.mode).gives
            and surely(problem, other, one, periods=need.periods)
            for other in sequence
            if other != one
        )
        for one in sequence
        for need in problem.way(one.market, one.mode).needs
    )


def _has_people(problem: Problem, sequence: Sequence[Decision]) -> bool:
    for name, free in problem.capacity.items():
        used = np.zeros(problem.periods)
        for one in sequence:
            happens = [at for at in begins(problem, one) if at < NEVER]
            usual = int(np.median(happens)) if happens else problem.periods
            staff = problem.way(one.market, one.mode).staff.get(name, np.zeros(problem.periods))
            used[usual:] += staff[: problem.periods - usual]
        if (used > free + 1e-9).any():
            return False
    return True


def sequences(problem: Problem) -> Iterator[tuple[Decision, ...]]:
    """Every sequence there is."""
    each = []
    for market in problem.markets:
        ways: list[Way] = [way for way in problem.ways if way.market == market]
        decisions = [
            Decision(market=market, mode=way.mode, start=start) for way in ways for start in problem.starts
        ]
        each.append([None, *decisions])
    for chosen in itertools.product(*each):
        yield tuple(one for one in chosen if one is not None)
