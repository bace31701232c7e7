"""Where the search begins: a mixed-integer programme on a stand-in for cash that one number calibrates.

In place of the scenarios there are two futures, one in which the round comes and one in which it fails. In
each a launch has a cautious cash path: its mean so far less ``kappa`` standard deviations; the company's own
path is its quantile at the asked probability. The least kappa whose answer
holds on all the scenarios is taken. The stand-in's own optimum says nothing of the true problem's; the upper
bound is the same programme without cash, which is loose and is said to be.
"""

from __future__ import annotations

from collections.abc import Sequence as Listed
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from fram.decide.sequence.problem import NEVER
from fram.decide.sequence.search.judge import Encoded, Judge
from fram.decide.sequence.search.tables import NO_WAY, Tables

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from scipy.sparse import csr_array

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]

KAPPAS = (0.0, 0.15, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0, 1.25, 1.5, 2.0, 3.0, 4.0)
"""Standard deviations of caution, tried by halving."""
MOST_COLUMNS = 600
"""Where a problem is larger, the stand-in knows every second or third start; the search tries them all."""
NODES = 400
GAP = 0.1
"""The stand-in is solved to within this share: it is a place to begin, not an answer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Columns:
    """What the programme chooses among: a market's way, variant (0 alone, 1 eased) and start, (C,) each.

    ``worth`` (C,) NOK; ``mean`` and ``spread`` (C, G, Q) NOK: cash so far at the end of each quarter, in each
    of the G groups of futures; ``staff`` (C, F, periods) positions.
    """

    market: Ints
    way: Ints
    variant: Ints
    start: Ints
    worth: Floats
    mean: Floats
    spread: Floats
    staff: Floats


def first_guess(judge: Judge) -> Encoded:
    """Return a sequence to begin from that holds, encoded; what is held where none is found."""
    tables = judge.tables
    columns = columns_of(tables)
    low, high, best = 0, len(KAPPAS) - 1, judge.fixed
    while low <= high and columns.way.size:
        middle = (low + high) // 2
        chosen = _solved(tables, columns, kappa=KAPPAS[middle])
        found = None if chosen is None else _encoded(tables, columns, chosen)
        if found is not None and judge.holds(*found):
            if judge.value(*found) > judge.value(*best):
                best = found
            high = middle - 1
        else:
            low = middle + 1
    return best


def upper_bound(tables: Tables) -> float:
    """Return NOK that no sequence can be worth more than: the best of each market, whatever the cash.

    The linear relaxation without cash or conditions, with people as they suffice on the mean of a quarter;
    each launch eased where it can be, no shared cost paid. Loose: the true best lies somewhere below.
    """
    columns = columns_of(tables, thin=False)
    if not columns.way.size:
        return 0.0
    from scipy.optimize import Bounds, LinearConstraint, milp

    worth = columns.worth - tables.fee[columns.way, columns.start]
    rows, limits = _once(tables, columns)
    extra, most = _people(tables, columns, peak=False)
    scale = _scale(worth)
    found = milp(
        -worth / scale, constraints=[LinearConstraint(rows, ub=limits), LinearConstraint(extra, ub=most)],
        bounds=Bounds(0, 1), integrality=np.zeros(columns.way.size, dtype=np.int64),
    )  # fmt: skip
    if found.x is not None:
        return max(float(-found.fun) * scale, 0.0)
    return float(sum(worth[columns.market == m].max(initial=0.0) for m in set(columns.market.tolist())))


def _scale(numbers: Floats) -> float:
    """By what a programme in NOK is divided: HiGHS fails on numbers of very different sizes."""
    return float(np.abs(numbers).max(initial=0.0)) or 1.0


def columns_of(tables: Tables, *, thin: bool = True) -> Columns:
    """Return every option worth anything; thinned out where there are too many, or all, but without cash."""
    value = tables.value
    held, held_start = tables.encoded(tables.problem.held)
    own = [
        (w, h, n)
        for w in range(value.shape[0])
        for h in range(2)
        if tables.profile[w, h] != NO_WAY
        for n in range(value.shape[2])
        if _may(tables, w, n, held, held_start)
        and np.isfinite(value[w, h, n])
        and (value[w, h, n] > 0 or tables.markets[tables.market_of[w]] in _wanted(tables))
    ]
    if thin and len(own) > MOST_COLUMNS:
        every = -(-len(own) // MOST_COLUMNS)
        own = [one for one in own if tables.turn[one[2]] % every == 0 or _is_held(tables, one[0])]
    way, variant, start = (np.array([one[i] for one in own], dtype=np.int64) for i in range(3))
    mean, spread = _moments(tables, way, variant, start) if thin else (np.empty(0), np.empty(0))
    return Columns(
        market=tables.market_of[way] if way.size else way, way=way, variant=variant, start=start,
        worth=value[way, variant, start], mean=mean, spread=spread,
        staff=_staff(tables, way, start),
    )  # fmt: skip


def _wanted(tables: Tables) -> set[str]:
    return set(tables.problem.must) | {d.market for d in tables.problem.held}


def _is_held(tables: Tables, way: int) -> bool:
    return tables.ways[way].market in {d.market for d in tables.problem.held}


def _may(tables: Tables, w: int, n: int, held: Ints, held_start: Ints) -> bool:
    m = tables.market_of[w]
    return bool(held[m] == NO_WAY or (held[m] == w and held_start[m] == n))


def _groups(tables: Tables) -> list[NDArray[np.bool_]]:
    """The futures in which the round comes, and those in which it fails; one group if there is no other."""
    comes = tables.problem.round_at < NEVER
    return [group for group in (comes, ~comes) if group.any()]


def _moments(tables: Tables, way: Ints, variant: Ints, start: Ints) -> tuple[Floats, Floats]:
    """Mean and standard deviation of each column's cash so far at the end of each quarter, (C, G, Q)."""
    problem, groups = tables.problem, _groups(tables)
    ends = np.arange(problem.step - 1, problem.periods, problem.step)
    mean = np.zeros((way.size, len(groups), ends.size))
    spread = np.zeros_like(mean)
    for c, (w, h, n) in enumerate(zip(way, variant, start, strict=True)):
        path = _path(tables, int(w), int(h), int(n))[:, ends]
        for g, group in enumerate(groups):
            mean[c, g], spread[c, g] = path[group].mean(axis=0), path[group].std(axis=0)
    return mean, spread


def _path(tables: Tables, w: int, h: int, n: int) -> Floats:
    """Cash so far of one option in each scenario, shared costs left out, (scenarios, periods)."""
    k, at = tables.profile[w, h], tables.start_at[n]
    periods = tables.problem.periods
    late = (1 + tables.rivals[k] * np.minimum(at, NEVER)) ** -tables.order[k]
    since = np.arange(periods)[None, :] - at[:, None]
    place = np.clip(since, 0, periods - 1)
    earned = np.take_along_axis(tables.earned[k], place, axis=1)
    spent = np.take_along_axis(tables.spent[k], place, axis=1)
    return np.where(since >= 0, late[:, None] * earned - spent, 0.0)


def _staff(tables: Tables, way: Ints, start: Ints) -> Floats:
    """Positions by column, function and period, (C, F, periods)."""
    periods = tables.problem.periods
    found = np.zeros((way.size, tables.capacity.shape[0], periods))
    for c, (w, n) in enumerate(zip(way, start, strict=True)):
        begin = int(tables.staff_at[n])
        if begin < periods:
            found[c, :, begin:] = tables.staff[w][:, : periods - begin]
    return found


def _solved(tables: Tables, columns: Columns, *, kappa: float) -> Ints | None:
    """The columns chosen by the stand-in with this caution, or None where it has no answer."""
    from scipy.optimize import Bounds, LinearConstraint, milp
    from scipy.sparse import csr_array, hstack, vstack

    count = columns.way.size
    rows, limits = [], []
    for block, most in (_once(tables, columns), _people(tables, columns), _eased(tables, columns)):
        rows.append(block)
        limits.append(most)
    cash, most = _cash(tables, columns, kappa)
    scale = _scale(cash.data)
    shared, lows = _paid_once(tables, columns)
    extra = shared.shape[1] - count
    blank = [hstack([block, _empty(block.shape[0], extra)]) for block in rows]
    costs, cash_of_costs = _shared_columns(tables, kappa, extra)
    matrix = vstack([*blank, hstack([cash, cash_of_costs]) / scale, shared])
    upper = np.concatenate([*limits, most / scale, lows])
    must = _must(tables, columns, extra)
    objective = np.concatenate([-columns.worth, costs])
    found = milp(
        objective / _scale(objective),
        constraints=[LinearConstraint(csr_array(matrix), ub=upper), *must],
        bounds=Bounds(0, 1), integrality=np.ones(count + extra, dtype=np.int64),
        options={"mip_rel_gap": GAP, "node_limit": NODES},
    )  # fmt: skip
    return None if found.x is None else np.flatnonzero(found.x[:count] > 0.5)


def _empty(rows: int, columns: int) -> csr_array:
    from scipy.sparse import csr_array

    return csr_array((rows, columns))


def _sparse(rows: Listed[Floats] | Floats, width: int) -> csr_array:
    from scipy.sparse import csr_array

    return csr_array(np.asarray(rows).reshape(-1, width)) if len(rows) else csr_array((0, width))


def _once(tables: Tables, columns: Columns) -> tuple[csr_array, Floats]:
    """Each market is launched at most once."""
    rows = [(columns.market == m).astype(float) for m in range(len(tables.markets))]
    return _sparse(rows, columns.way.size), np.ones(len(rows))


def _must(tables: Tables, columns: Columns, extra: int) -> list:
    from scipy.optimize import LinearConstraint

    wanted = [tables.markets.index(name) for name in sorted(_wanted(tables))]
    if not wanted:
        return []
    rows = [np.concatenate([(columns.market == m).astype(float), np.zeros(extra)]) for m in wanted]
    return [LinearConstraint(np.array(rows), lb=1.0)]


def _people(tables: Tables, columns: Columns, *, peak: bool = True) -> tuple[csr_array, Floats]:
    """Own people suffice in each quarter: in the worst of its months, or on the mean of them.

    The first asks for more than is asked of a sequence, the second for less.
    """
    step, functions = tables.problem.step, len(tables.capacity)
    free = tables.capacity.reshape(functions, -1, step)
    used = columns.staff.reshape(columns.way.size, functions, -1, step)
    free = free.min(axis=2) if peak else free.mean(axis=2)
    used = used.max(axis=3) if peak else used.mean(axis=3)
    limited = np.argwhere(np.isfinite(free) & (used.sum(axis=0) > free))
    rows = [used[:, f, q] for f, q in limited]
    return _sparse(rows, columns.way.size), np.array([free[f, q] for f, q in limited])


def _cash(tables: Tables, columns: Columns, kappa: float) -> tuple[csr_array, Floats]:
    """Cautious cash stays above the floor at the end of each quarter, in each group of futures."""
    problem = tables.problem
    ends = np.arange(problem.step - 1, problem.periods, problem.step)
    floor = problem.floor.reshape(-1, problem.step).max(axis=1)
    own = np.concatenate(
        [
            np.quantile(problem.own[group][:, ends], 1 - problem.probability, axis=0, method="lower") - floor
            for group in _groups(tables)
        ]
    )
    rows = -(columns.mean - kappa * columns.spread).reshape(columns.way.size, -1).T
    return _sparse(rows, columns.way.size), np.maximum(own, 0.0)


def _eased(tables: Tables, columns: Columns) -> tuple[csr_array, Floats]:
    """What waits for something begins only once that has begun long enough ago, in cumulative form."""
    rows = []
    for w in sorted(set(columns.way.tolist())):
        asks = [(int(tables.eased_id[w]), int(tables.eased_after[w]), 1)]
        asks += [
            (int(key), int(after), -1)
            for key, after in zip(tables.need_id[w], tables.need_after[w], strict=True)
        ]
        for key, after, variant in asks:
            if key >= 0:
                rows += _after(tables, columns, w, (key, after, variant))
    return _sparse(rows, columns.way.size), np.zeros(len(rows))


def _after(tables: Tables, columns: Columns, w: int, ask: tuple[int, int, int]) -> list[Floats]:
    key, after, variant = ask
    mine = (columns.way == w) & ((columns.variant == variant) | (variant < 0))
    gives = tables.gives[columns.way, key] & (columns.market != tables.market_of[w])
    rows = []
    for n in sorted(set(columns.start[mine].tolist()), key=lambda n: tables.turn[n]):
        until = mine & (tables.turn[columns.start] <= tables.turn[n])
        before = gives & (tables.gap[columns.start, n] >= after)
        rows.append(until.astype(float) - before)
    return rows


def _paid_once(tables: Tables, columns: Columns) -> tuple[csr_array, Floats]:
    """A shared cost is paid by the time that any market which shares it begins: y after the columns."""
    keys = np.flatnonzero(tables.shares.any(axis=0)).tolist()
    starts = len(tables.turn)
    width = columns.way.size + len(keys) * starts
    rows = []
    order = np.argsort(tables.turn)
    for place, key in enumerate(keys):
        for m in sorted(set(columns.market.tolist())):
            uses = (columns.market == m) & tables.shares[columns.way, key]
            if not uses.any():
                continue
            for upto in range(starts):
                allowed = np.isin(columns.start, order[: upto + 1])
                row = np.zeros(width)
                row[: columns.way.size] = uses & allowed
                row[columns.way.size + place * starts + order[: upto + 1]] = -1.0
                rows.append(row)
    return _sparse(rows, width), np.zeros(len(rows))


def _shared_columns(tables: Tables, kappa: float, extra: int) -> tuple[Floats, csr_array]:
    """What a shared cost paid at each start takes off: NOK of today, and of cash by group and quarter."""
    problem, groups = tables.problem, _groups(tables)
    ends = np.arange(problem.step - 1, problem.periods, problem.step)
    keys = np.flatnonzero(tables.shares.any(axis=0)).tolist()
    value, cash = np.zeros(extra), np.zeros((len(groups), ends.size, extra))
    for place, key in enumerate(keys):
        w = int(np.flatnonzero(tables.shares[:, key])[0])
        months = tables.shared_periods[w, key]
        for n, at in enumerate(tables.start_at):
            column = place * len(tables.turn) + n
            value[column] = tables.shared_value[w, key, n]
            since = np.clip(ends[None, :] + 1 - np.minimum(at, NEVER)[:, None], 0, months[:, None])
            paid = tables.shared_nok[w, key][:, None] * since / months[:, None]
            for g, group in enumerate(groups):
                cash[g, :, column] = paid[group].mean(axis=0) + kappa * paid[group].std(axis=0)
    rows = len(groups) * ends.size
    return value, _sparse(cash.reshape(rows, extra), extra) if extra else _empty(rows, 0)


def _encoded(tables: Tables, columns: Columns, chosen: Ints) -> Encoded:
    way = np.full(len(tables.markets), NO_WAY, dtype=np.int64)
    start = np.zeros(len(tables.markets), dtype=np.int64)
    for c in chosen.tolist():
        way[columns.market[c]], start[columns.market[c]] = columns.way[c], columns.start[c]
    return way, start
