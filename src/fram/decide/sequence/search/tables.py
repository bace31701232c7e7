"""A problem as plain arrays, for the compiled search: built once, read many times."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np

from fram.decide.sequence.problem import NEVER, Decision, Problem, Profile, Shared, Start, Way, started

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]
    Flags = NDArray[np.bool_]
    Singles = NDArray[np.float32]

NO_WAY = -1


@dataclass(frozen=True, slots=True, kw_only=True)
class Tables:
    """The arrays. W ways, 2 variants (alone, eased), N starts, M markets, F functions, K profiles.

    ``ways``: in order of market and mode, whatever the problem's. ``value`` (W, 2, N): expected NOK of today,
    with ``fee`` (W, N) on what was planned before, below all numbers where a start is closed. ``gives``
    (W, I): which of the I ids that others wait for a way provides; ``shares`` (W, C): which of the C shared
    costs it needs, ``shared_value`` (W, C, N): NOK of today of each. ``profile`` (W, 2): place of the profile
    in ``earned``/``spent`` (K, S, P) and ``rivals``/``order`` (K, S).
    ``start_at`` (N, S): period of each start; ``gap`` (N, N): periods that the second surely lies behind the
    first (below zero: it does not); ``turn`` (N,): the order of starts; ``staff_at`` (N,): the period from
    which a start's people are counted. What is held stands, though it waits for something or uses more people
    than are free: ``capacity`` (F, periods) is never below what is held uses.
    """

    problem: Problem
    ways: tuple[Way, ...]
    markets: tuple[str, ...]
    functions: tuple[str, ...]
    market_of: Ints
    value: Floats
    fee: Floats
    shared_value: Floats
    shared_nok: Floats
    shared_periods: Floats
    profile: Ints
    earned: Singles
    spent: Singles
    rivals: Floats
    order: Floats
    gives: Flags
    shares: Flags
    eased_id: Ints
    eased_after: Ints
    need_id: Ints
    need_after: Ints
    staff: Floats
    capacity: Floats
    start_at: Ints
    gap: Ints
    turn: Ints
    staff_at: Ints

    def ways_of(self, market: int) -> Ints:
        """Return the places of the ways into a market."""
        return np.flatnonzero(self.market_of == market)

    def encoded(self, sequence: Sequence[Decision]) -> tuple[Ints, Ints]:
        """Return a sequence as the way and the start of each market, (M,) each; -1 where not launched."""
        way = np.full(len(self.markets), NO_WAY, dtype=np.int64)
        start = np.zeros(len(self.markets), dtype=np.int64)
        places = {(w.market, w.mode): i for i, w in enumerate(self.ways)}
        for decision in sequence:
            market = self.markets.index(decision.market)
            way[market] = places[decision.market, decision.mode]
            start[market] = self.problem.starts.index(decision.start)
        return way, start

    def decoded(self, way: Ints, start: Ints) -> tuple[Decision, ...]:
        """Return the decisions of an encoded sequence, the earliest first."""
        chosen = [m for m in range(len(self.markets)) if way[m] != NO_WAY]
        chosen.sort(key=lambda m: (self.turn[start[m]], self.markets[m]))
        return tuple(
            Decision(
                market=self.markets[m], mode=self.ways[way[m]].mode,
                start=self.problem.starts[start[m]],
            )
            for m in chosen
        )  # fmt: skip


def compiled(problem: Problem, *, like: Tables | None = None) -> Tables:
    """Return the tables of a problem; ``like``: tables of the same ways, which share what is large."""
    given, ways = problem, tuple(sorted(problem.ways, key=lambda way: (way.market, way.mode)))
    problem, starts = replace(given, ways=ways), problem.starts
    functions = tuple(sorted({name for way in ways for name in way.staff if name in problem.capacity}))
    markets = tuple(sorted(problem.markets))
    start_at = np.stack([started(problem, start) for start in starts])
    profiles, places = _profiles(ways)
    fee = _fees(problem)
    if like is None:
        earned, spent = _stacked(profiles, "earned", problem), _stacked(profiles, "spent", problem)
        given, ways = _leaning(given, ways, places, (earned, spent))
    else:
        earned, spent = like.earned, like.spent
    found = Tables(
        problem=given, ways=ways, markets=markets, functions=functions,
        market_of=np.array([markets.index(way.market) for way in ways], dtype=np.int64),
        value=_values(problem, start_at) + fee[:, None, :], fee=fee, profile=places, start_at=start_at,
        earned=earned, spent=spent,
        rivals=np.array([p.rivals for p in profiles]).reshape(-1, problem.scenarios),
        order=np.array([p.order for p in profiles]).reshape(-1, problem.scenarios),
        staff=_staff(problem, functions), capacity=_capacity(problem, functions),
        gap=_gaps(start_at), turn=_turns(starts, start_at), staff_at=_staff_at(start_at),
        **_shared(problem, start_at), **_conditions(problem),
    )  # fmt: skip
    return replace(
        found, capacity=np.maximum(found.capacity, people_used(found, found.encoded(problem.held)))
    )


def people_used(tables: Tables, plan: tuple[Ints, Ints]) -> Floats:
    """Return positions at work by function and period with an encoded sequence, (functions, periods)."""
    way, start = plan
    periods = tables.problem.periods
    used = np.zeros_like(tables.capacity)
    for m in np.flatnonzero(way != NO_WAY):
        begin = int(tables.staff_at[start[m]])
        if begin < periods:
            used[:, begin:] += tables.staff[way[m]][:, : periods - begin]
    return used


def _profiles(ways: Sequence[Way]) -> tuple[list[Profile], Ints]:
    profiles: list[Profile] = []
    places = np.full((len(ways), 2), NO_WAY, dtype=np.int64)
    for number, way in enumerate(ways):
        for variant, profile in enumerate((way.alone, way.eased)):
            if profile is not None:
                places[number, variant] = len(profiles)
                profiles.append(profile)
    return profiles, places


def _leaning(
    problem: Problem, ways: tuple[Way, ...], places: Ints, stacked: tuple[Singles, Singles]
) -> tuple[Problem, tuple[Way, ...]]:
    """The problem and its ways in order with their profiles read from the tables: held once, not twice."""
    earned, spent = stacked

    def lean(profile: Profile, at: int) -> Profile:
        return replace(profile, earned=earned[at], spent=spent[at])

    leaning = {
        (way.market, way.mode): replace(
            way, alone=lean(way.alone, alone), eased=way.eased and lean(way.eased, eased)
        )
        for way, (alone, eased) in zip(ways, places, strict=True)
    }
    given = replace(problem, ways=tuple(leaning[way.market, way.mode] for way in problem.ways))
    return given, tuple(leaning.values())


def _stacked(profiles: Sequence[Profile], name: str, problem: Problem) -> Singles:
    shape = (len(profiles), *problem.own.shape)
    found = np.empty(shape, dtype=np.float32)
    for number, profile in enumerate(profiles):
        found[number] = getattr(profile, name)
    return found


def _values(problem: Problem, start_at: Ints) -> Floats:
    found = np.zeros((len(problem.ways), 2, len(problem.starts)))
    each = np.arange(problem.scenarios)
    held = {decision.market for decision in problem.held}
    closed = np.array([start in problem.closed for start in problem.starts])
    for number, way in enumerate(problem.ways):
        for variant, profile in enumerate((way.alone, way.eased)):
            if profile is None:
                continue
            last = len(profile.worth) - 1
            for place, at in enumerate(start_at):
                quarter = np.minimum(at // problem.step, last)
                worth = np.where(at >= NEVER, 0.0, profile.worth[quarter, each])
                found[number, variant, place] = worth.mean()
        if way.market not in held:
            found[number][:, closed] = -np.inf  # never chosen
    return found


def _fees(problem: Problem) -> Floats:
    """What a decision is worth for being planned already, (W, N)."""
    found = np.zeros((len(problem.ways), len(problem.starts)))
    for number, way in enumerate(problem.ways):
        for place, start in enumerate(problem.starts):
            if Decision(market=way.market, mode=way.mode, start=start) in problem.planned:
                found[number, place] = problem.fee_nok
    return found


def _shared(problem: Problem, start_at: Ints) -> dict[str, Any]:
    ids = _numbered(cost.id for way in problem.ways for cost in way.shares)
    shape = (len(problem.ways), max(len(ids), 1))
    nok, periods = np.zeros((*shape, problem.scenarios)), np.ones((*shape, problem.scenarios))
    shares = np.zeros(shape, dtype=np.bool_)
    value = np.zeros((*shape, len(problem.starts)))
    for number, way in enumerate(problem.ways):
        for cost in way.shares:
            at = ids[cost.id]
            shares[number, at] = True
            nok[number, at], periods[number, at] = cost.nok, np.maximum(np.ceil(cost.periods), 1)
            value[number, at] = [_present(cost, problem.discount, when) for when in start_at]
    return {"shares": shares, "shared_nok": nok, "shared_periods": periods, "shared_value": value}


def _numbered(names: Iterable[str]) -> dict[str, int]:
    return {name: number for number, name in enumerate(dict.fromkeys(names))}


def _present(cost: Shared, discount: Floats, at: Ints) -> float:
    """NOK of today of a cost spread evenly from ``at`` on: an annuity, none where it never begins."""
    months = np.maximum(np.ceil(cost.periods), 1)
    less = 1 - discount
    flat = np.where(less > 1e-12, (1 - discount**months) / np.where(less > 1e-12, less, 1), months)
    paid = cost.nok * flat / months * discount ** np.minimum(at, 10_000)
    return float(np.where(at >= NEVER, 0.0, paid).mean())


def _conditions(problem: Problem) -> dict[str, Any]:
    """What each way waits for and provides; what is held waits for nothing any more."""
    ways, held = problem.ways, {decision.market for decision in problem.held}
    needs = [() if way.market in held else way.needs for way in ways]
    asked = [*(need.id for each in needs for need in each), *(w.eased_by.id for w in ways if w.eased_by)]
    ids = _numbered(asked)
    need_id = np.full((len(ways), max(map(len, needs), default=0) or 1), NO_WAY, dtype=np.int64)
    need_after, gives = np.zeros_like(need_id), np.zeros((len(ways), max(len(ids), 1)), dtype=np.bool_)
    for number, way in enumerate(ways):
        gives[number, [ids[name] for name in way.gives if name in ids]] = True
        for place, need in enumerate(needs[number]):
            need_id[number, place], need_after[number, place] = ids[need.id], need.periods
    eased = [(ids[w.eased_by.id], w.eased_by.periods) if w.eased_by else (NO_WAY, 0) for w in ways]
    return {
        "gives": gives, "need_id": need_id, "need_after": need_after,
        "eased_id": np.array([one for one, _ in eased], dtype=np.int64),
        "eased_after": np.array([after for _, after in eased], dtype=np.int64),
    }  # fmt: skip


def _staff(problem: Problem, functions: Sequence[str]) -> Floats:
    found = np.zeros((len(problem.ways), max(len(functions), 1), problem.periods))
    for number, way in enumerate(problem.ways):
        for place, name in enumerate(functions):
            if name in way.staff:
                found[number, place] = way.staff[name]
    return found


def _capacity(problem: Problem, functions: Sequence[str]) -> Floats:
    rows = [np.asarray(problem.capacity[name], dtype=float) for name in functions]
    return np.array(rows) if rows else np.full((1, problem.periods), np.inf)


def _gaps(start_at: Ints) -> Ints:
    """Periods from one start to another that hold in every scenario in which the other happens."""
    number = len(start_at)
    found = np.full((number, number), -NEVER, dtype=np.int64)
    for a in range(number):
        for b in range(number):
            happens = start_at[b] < NEVER
            if happens.any() and (start_at[a][happens] < NEVER).all():
                found[a, b] = (start_at[b] - start_at[a])[happens].min()
    return found


def _turns(starts: Sequence[Start], start_at: Ints) -> Ints:
    usual = [float(np.median(row[row < NEVER])) if (row < NEVER).any() else NEVER for row in start_at]
    order = sorted(range(len(starts)), key=lambda n: (usual[n], starts[n]))
    found = np.empty(len(starts), dtype=np.int64)
    found[order] = np.arange(len(starts))
    return found


def _staff_at(start_at: Ints) -> Ints:
    return np.array(
        [int(np.median(row[row < NEVER])) if (row < NEVER).any() else NEVER for row in start_at],
        dtype=np.int64,
    )
