"""Several inputs asked of the same people in one sitting: dearer than one, cheaper than each by itself.

What their answers say of a market's mean is added up input by input (the first-order terms of a functional
analysis of variance; Efron and Stein 1981). What they say in a draw is learned from other parts of the draws
(cross-fitted) and valued on the draw itself: noise is not taken for worth, and what inputs do only together
is left out, so worth and ceiling are told too low rather than too high.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from fram.decide.asking.choice import Choice
from fram.decide.asking.curve import NEVER, averaged, decided, relevant, table
from fram.decide.asking.found import NextQuestion, Pinned, Tried
from fram.decide.asking.ground import Ground
from fram.decide.asking.single import Looked, answers_of, delays, pinned, tried
from fram.decide.asking.topics import Topic, together
from fram.decide.asking.ways import Way, sitting
from fram.decide.model.income import DAYS_A_MONTH
from fram.decide.model.inputs import INPUTS
from fram.decide.worth_knowing import Measured

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

MOST_AT_ONCE = 3
"""Inputs asked about in one sitting."""
SURE = 2.0
"""Standard errors above which a sitting's worth is told from nothing. Twice what is asked of one input:
the worth is of draws its curves were not learned from, but the number of people is the best of several."""
COUNTS = (1, 2, 3, 4, 6, 8, 12)
"""How many people are tried, of those a way allows; where it allows none of them, all it does allow."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sitting:
    """Inputs looked at, asked of the same people; the best number of them, worth and error in NOK."""

    looked: tuple[Looked, ...]
    way: Way
    tried: tuple[Tried, ...]
    best: Tried
    error_nok: float
    changes: float
    decides: tuple[str, ...]
    rows: NDArray[np.int64] = field(repr=False)


def sittings_of(topics: Sequence[Topic], choice: Choice) -> list[tuple[Topic, ...]]:
    """Return the sittings there could be, the one that should tell most first: one place, role and method."""
    found: dict[tuple[str, str, str, str], list[Topic]] = {}
    for topic in topics:
        spec = INPUTS[topic.name]
        if topic.weight > 0:
            found.setdefault((topic.market, topic.regime, spec.ask, spec.method), []).append(topic)
    made = [tuple(several[:MOST_AT_ONCE]) for several in found.values() if len(several) > 1]
    return sorted(made, key=lambda some: (-together(some, choice), some[0].assumption.id))


def sit(choice: Choice, looked: Sequence[Looked], *, ground: Ground) -> Sitting:
    """Return what one sitting about several inputs is worth with the best number of people."""
    way = sitting([ground.way_of(one.topic.name) for one in looked])
    rows = _rows(choice, looked)
    counts = [n for n in COUNTS if n in way.counts] or sorted(way.counts)
    trials = [_trial(choice, looked, ground, way, rows, n) for n in counts]
    worths = _rising([one.worth_nok for one, *_ in trials])
    kept = [
        (tried(way, one.count, worth=worth, waiting=one.waiting_nok), error, changes, decides)
        for worth, (one, error, changes, decides) in zip(worths, trials, strict=True)
    ]
    best, error, changes, decides = max(kept, key=lambda trial: (trial[0].net_nok, -trial[0].count))
    return Sitting(
        looked=tuple(looked), way=way, tried=tuple(one for one, *_ in kept), best=best, error_nok=error,
        changes=changes, decides=decides, rows=rows,
    )  # fmt: skip


def _rising(worths: Sequence[float]) -> list[float]:
    """The worths by number of people, never falling, for more people tell no less (Blackwell 1953).

    What falls is noise and is averaged out: at each place the largest of the least means of the runs over it.
    """
    count = len(worths)
    return [
        max(min(float(np.mean(worths[a : b + 1])) for b in range(at, count)) for a in range(at + 1))
        for at in range(count)
    ]


def _rows(choice: Choice, looked: Sequence[Looked]) -> NDArray[np.int64]:
    """The sets that may be best after the sitting, today's first: those any answer leads to, and for each
    market that is asked about the best one with it and without it."""
    rows = [*relevant(choice, *(one.curve for one in looked)).tolist()]
    inside, worth = choice.sets > 0, choice.means
    for market in dict.fromkeys(market for one in looked for market in one.topic.markets):
        has = inside[:, choice.markets.index(market)]
        rows += [int(np.where(has, worth, -np.inf).argmax()), int(np.where(has, -np.inf, worth).argmax())]
    return np.array(list(dict.fromkeys(rows)), dtype=np.int64)


def _trial(
    choice: Choice, looked: Sequence[Looked], ground: Ground, way: Way, rows: NDArray[np.int64], count: int
) -> tuple[Tried, float, float, tuple[str, ...]]:
    """A number of people: what it is worth and costs, the error, the chance of a change, what it decides."""
    moving = _moving(choice, rows)
    moved = [
        _moved(one, ground.way_of(one.topic.name).design(count, one.scale).error, moving, ground.seed + place)
        for place, one in enumerate(looked)
    ]
    found = _followed(choice, rows, moving, moved)
    delay = delays(choice, ground)[moving]
    often = found.taken.mean(axis=1)
    hanging = (often > NEVER) & (often < 1 - NEVER)
    each = np.maximum((found.taken[:, : delay.shape[1]] * delay).mean(axis=1), 0)
    waiting = way.days_for(count) / DAYS_A_MONTH * float(each[hanging].sum())
    made = tried(way, count, worth=found.worth_nok, waiting=waiting)
    return made, found.error_nok, found.changes, decided(choice, often, rows=moving.tolist())


@dataclass(frozen=True, slots=True, kw_only=True)
class _Followed:
    """What following the answers brings, its error (NOK), how often it changes what is done, and ``taken``
    (markets that are not in every set, draws): whether each is gone for."""

    worth_nok: float
    error_nok: float
    changes: float
    taken: Floats = field(repr=False)


def _moving(choice: Choice, rows: NDArray[np.int64]) -> NDArray[np.int64]:
    """The markets that are in some of these sets and not in all."""
    sets = choice.sets[rows]
    return np.flatnonzero(sets.any(axis=0) & ~sets.all(axis=0))


def _followed(
    choice: Choice, rows: NDArray[np.int64], moving: NDArray[np.int64], moved: Sequence[Floats]
) -> _Followed:
    """The best set in each draw given by how much the answers move the means, valued on the draws.

    The means that are moved are those of all draws, by which today's set is chosen, too.
    """
    sets = choice.sets[rows][:, moving]
    after = choice.values[moving].mean(axis=1)[:, None] + np.add.reduce(list(moved))
    worth = np.stack([after[row > 0].sum(axis=0) for row in sets])
    row = np.where(worth[0] >= worth.max(axis=0), 0, worth.argmax(axis=0))
    taken = sets[row].T
    brings = ((taken - sets[0][:, None]) * choice.values[moving]).sum(axis=0)
    return _Followed(
        worth_nok=max(float(brings.mean()), 0.0), changes=float((row > 0).mean()), taken=taken,
        error_nok=float(brings.std(ddof=1) / np.sqrt(brings.size)),
    )  # fmt: skip


def _moved(one: Looked, error: float, moving: NDArray[np.int64], seed: int) -> Floats:
    """By how much one input's answer moves the means (markets, draws), given what would be said."""
    said, chances = table(one.scale.on(one.curve.at), error)
    seen = Measured(n=1, sd=error).simulate(one.scale.on(one.column), seed=seed)
    step = said[1] - said[0]
    place = np.clip(np.round((seen - said[0]) / step), 0, said.size - 1).astype(np.int64)
    means = one.curve.without[:, moving]
    after = [averaged(part, one.curve.share, chances=chances) for part in means]
    return _left_out(one, after, moving, place)


def _known(one: Looked, moving: NDArray[np.int64]) -> Floats:
    """By how much knowing one input moves the means (markets, draws)."""
    return _left_out(one, one.curve.without[:, moving], moving, one.curve.cell)


def _left_out(
    one: Looked, means: Iterable[Floats], moving: NDArray[np.int64], place: NDArray[np.int64]
) -> Floats:
    """By how much the means (markets, places) of each draw's part differ from their average, at its place."""
    before = one.curve.without[:, moving] @ one.curve.share
    moves = np.stack([part - mean[:, None] for part, mean in zip(means, before, strict=True)], axis=1)
    return np.asarray(moves.reshape(moving.size, -1)[:, one.curve.part * moves.shape[2] + place])


def sitting_question(choice: Choice, found: Sitting, *, ground: Ground) -> NextQuestion:
    """Return the question of a sitting, its worth 0 where it cannot be told from nothing."""
    moving = _moving(choice, found.rows)
    top = _followed(choice, found.rows, moving, [_known(one, moving) for one in found.looked])
    is_real = found.best.worth_nok > SURE * found.error_nok
    first = found.looked[0].topic
    markets = tuple(dict.fromkeys(market for one in found.looked for market in one.topic.markets))
    return NextQuestion(
        market=first.market, regime=first.regime, markets=markets, role=found.way.role,
        inputs=tuple(_pinned(choice, found, ground)),
        method=found.way.method, count=found.best.count, days=found.best.days, cost_nok=found.best.cost_nok,
        waiting_nok=found.best.waiting_nok, ceiling_nok=max(top.worth_nok, found.best.worth_nok) * is_real,
        ceiling_error_nok=top.error_nok, worth_nok=found.best.worth_nok * is_real, error_nok=found.error_nok,
        changes=found.changes, decides=found.decides, tried=found.tried,
    )  # fmt: skip


def _pinned(choice: Choice, found: Sitting, ground: Ground) -> Iterator[Pinned]:
    for one in found.looked:
        yield pinned(one.topic, answers_of(choice, one, rows=found.rows, seed=ground.seed))
