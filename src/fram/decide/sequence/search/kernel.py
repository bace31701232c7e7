"""The compiled part of the search: what a sequence is worth, whether people suffice, whether cash holds.

A sequence is two arrays: the way and the start of each market, way -1 where it is not launched. ``t`` is the
tuple that ``packed`` makes of the tables.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from numba import njit

from fram.decide.sequence.search.tables import NO_WAY, Tables

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]


def packed(tables: Tables) -> tuple[tuple[NDArray[Any], ...], tuple[NDArray[Any], ...]]:
    """Return what values and conditions are read from, and what cash is read from."""
    t = tables
    return (
        (t.value, t.shared_value, t.gives, t.shares, t.eased_id, t.eased_after, t.need_id, t.need_after,
         t.staff, t.capacity, t.gap, t.staff_at),
        (t.profile, t.earned, t.spent, t.rivals, t.order, t.shared_nok, t.shared_periods, t.start_at),
    )  # fmt: skip


@njit(cache=True, error_model="numpy")
def variant_of(m: int, way: Ints, start: Ints, t: Any) -> int:  # pragma: no cover - compiled
    """1 where another market's start eases this one, else 0."""
    _, _, gives, _, eased_id, eased_after, _, _, _, _, gap, _ = t
    w = way[m]
    if eased_id[w] < 0:
        return 0
    for other in range(way.size):
        v = way[other]
        if (
            other != m and v >= 0 and gives[v, eased_id[w]]
            and gap[start[other], start[m]] >= eased_after[w]
        ):  # fmt: skip
            return 1
    return 0


@njit(cache=True, error_model="numpy")
def pays(m: int, key: int, way: Ints, start: Ints, t: Any) -> bool:  # pragma: no cover - compiled
    """Whether this market pays a shared cost: unless another that needs it has surely begun before.

    One that waits for the round relieves only those that wait for it as well, as it may never begin.
    """
    shares, gap = t[3], t[10]
    if not shares[way[m], key]:
        return False
    for other in range(way.size):
        v = way[other]
        if other == m or v < 0 or not shares[v, key]:
            continue
        before = gap[start[other], start[m]] >= 0
        together = before and gap[start[m], start[other]] >= 0
        if before and (not together or other < m):
            return False
    return True


@njit(cache=True, error_model="numpy")
def total_value(way: Ints, start: Ints, t: Any) -> float:  # pragma: no cover - compiled
    """Expected NOK of today of the whole sequence."""
    value, shared_value = t[0], t[1]
    total = 0.0
    for m in range(way.size):
        w = way[m]
        if w < 0:
            continue
        total += value[w, variant_of(m, way, start, t), start[m]]
        for key in range(shared_value.shape[1]):
            if pays(m, key, way, start, t):
                total -= shared_value[w, key, start[m]]
    return total


@njit(cache=True, error_model="numpy")
def is_allowed(way: Ints, start: Ints, t: Any) -> bool:  # pragma: no cover - compiled
    """Whether what each market needs has begun in time, and people suffice in every period."""
    gives, need_id, need_after, staff, capacity, gap = t[2], t[6], t[7], t[8], t[9], t[10]
    staff_at = t[11]
    for m in range(way.size):
        w = way[m]
        if w < 0:
            continue
        for place in range(need_id.shape[1]):
            key = need_id[w, place]
            if key < 0:
                continue
            met = False
            for other in range(way.size):
                v = way[other]
                if (
                    other != m and v >= 0 and gives[v, key]
                    and gap[start[other], start[m]] >= need_after[w, place]
                ):  # fmt: skip
                    met = True
            if not met:
                return False
    periods = capacity.shape[1]
    for function in range(capacity.shape[0]):
        for period in range(periods):
            used = 0.0
            for m in range(way.size):
                if way[m] >= 0 and staff_at[start[m]] <= period:
                    used += staff[way[m], function, period - staff_at[start[m]]]
            if used > capacity[function, period] + 1e-9:
                return False
    return True


@njit(cache=True, error_model="numpy")
def options_of(m: int, ways: Ints, way: Ints, start: Ints, t: Any) -> Floats:  # pragma: no cover - compiled
    """Value of the whole with each option of one market, (ways of it, starts), allowed or not."""
    starts = t[0].shape[2]
    found = np.empty((ways.size, starts))
    kept_way, kept_start = way[m], start[m]
    for i in range(ways.size):
        for n in range(starts):
            way[m], start[m] = ways[i], n
            found[i, n] = total_value(way, start, t)
    way[m], start[m] = kept_way, kept_start
    return found


@njit(cache=True, error_model="numpy")
def add_launch(
    path: Floats, launch: tuple[int, int], ties: Ints, sign: float, cash: Any
) -> None:  # pragma: no cover - compiled
    """Add (sign 1) or take off (-1) one launch's cash so far; ``launch`` its way and start.

    ``path`` (scenarios, periods) NOK is changed in place; ``ties`` says its variant and what it pays.
    """
    profile, earned, spent, rivals, order, nok, months, start_at = cash
    w, n = launch
    k = profile[w, ties[0]]
    scenarios, periods = path.shape
    for s in range(scenarios):
        begin = start_at[n, s]
        if begin >= periods:
            continue
        late = sign * (1.0 + rivals[k, s] * begin) ** (-order[k, s])
        for at in range(periods - begin):
            path[s, begin + at] += late * earned[k, s, at] - sign * spent[k, s, at]
        for key in range(nok.shape[1]):
            if ties[1 + key] == 0:
                continue
            each = sign * nok[w, key, s] / months[w, key, s]
            for at in range(periods - begin):
                path[s, begin + at] -= each * min(at + 1.0, months[w, key, s])


@njit(cache=True, error_model="numpy")
def ties_of(way: Ints, start: Ints, keys: int, t: Any) -> Ints:  # pragma: no cover - compiled
    """For each market its variant, then for each shared cost 1 where it pays it: (markets, 1 + ids)."""
    found = np.zeros((way.size, 1 + keys), dtype=np.int64)
    for m in range(way.size):
        if way[m] < 0:
            continue
        found[m, 0] = variant_of(m, way, start, t)
        for key in range(keys):
            found[m, 1 + key] = 1 if pays(m, key, way, start, t) else 0
    return found


@njit(cache=True, error_model="numpy")
def broken(path: Floats, floor: Floats, enough: int) -> int:  # pragma: no cover - compiled
    """In how many scenarios cash falls below the floor; counting stops above ``enough``."""
    count = 0
    for s in range(path.shape[0]):
        for at in range(path.shape[1]):
            if path[s, at] < floor[at]:
                count += 1
                break
        if count > enough:
            return count
    return count


@njit(cache=True, error_model="numpy")
def slack(path: Floats, floor: Floats) -> Floats:  # pragma: no cover - compiled
    """The least distance to the floor in each scenario, NOK."""
    found = np.empty(path.shape[0])
    for s in range(path.shape[0]):
        least = path[s, 0] - floor[0]
        for at in range(1, path.shape[1]):
            least = min(least, path[s, at] - floor[at])
        found[s] = least
    return found


@njit(cache=True, error_model="numpy")
def broken_with(
    path: Floats, worst: Ints, launch: tuple[int, int], ties: Ints, cash: Any, floor: Floats, enough: int
) -> int:  # pragma: no cover - compiled
    """The same with one launch (its way and start) on top of ``path``, which stays as it is.

    ``worst``: the scenarios with those nearest to the floor first, so that counting stops early.
    """
    profile, earned, spent, rivals, order, nok, months, start_at = cash
    w, n = launch
    k = profile[w, ties[0]]
    periods = path.shape[1]
    count = 0
    for s in worst:
        begin = start_at[n, s]
        late = (1.0 + rivals[k, s] * begin) ** (-order[k, s]) if begin < periods else 0.0
        for at in range(periods):
            total = path[s, at]
            since = at - begin
            if since >= 0:
                total += late * earned[k, s, since] - spent[k, s, since]
                for key in range(nok.shape[1]):
                    if ties[1 + key] != 0:
                        total -= nok[w, key, s] / months[w, key, s] * min(since + 1.0, months[w, key, s])
            if total < floor[at]:
                count += 1
                break
        if count > enough:
            return count
    return count


def cash_path(tables: Tables, plan: tuple[Ints, Ints]) -> Floats:
    """Return cash at the end of each period with an encoded sequence, (scenarios, periods) NOK."""
    way, start = plan
    t, cash = packed(tables)
    path = np.array(tables.problem.own, dtype=np.float64)
    ties = ties_of(way, start, tables.shared_nok.shape[1], t)
    for m in np.flatnonzero(way != NO_WAY):
        add_launch(path, (int(way[m]), int(start[m])), ties[m], 1.0, cash)
    return path
