"""One input as a question: the best way and number of people, what it is worth, what its answers mean."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from fram.decide.asking.choice import Choice
from fram.decide.asking.curve import (
    Curve,
    Study,
    ceiling,
    curve_of,
    decided,
    error_of,
    hangs,
    lost,
    relevant,
    study,
    table,
)
from fram.decide.asking.found import Idle, NextQuestion, Pinned, Then, Tried
from fram.decide.asking.ground import Ground
from fram.decide.asking.topics import Topic
from fram.decide.asking.ways import Scale, Way, scale_of
from fram.decide.model.income import DAYS_A_MONTH
from fram.decide.model.sampling import quantile
from fram.decide.rank import Range
from fram.decide.worth_knowing import Learned, evppi, switches

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Looked:
    """An input looked at: its draws, its curve, and the best way of asking with its study."""

    topic: Topic
    column: Floats = field(repr=False)
    scale: Scale
    curve: Curve = field(repr=False)
    ceiling_nok: float
    way: Way
    tried: tuple[Tried, ...]
    best: Tried
    study: Study = field(repr=False)


def look(choice: Choice, topic: Topic, *, ground: Ground) -> Looked:
    """Return what asking about one input would be worth in its best way."""
    column = topic.column(seed=ground.seed, draws=ground.draws)
    scale, curve = scale_of(topic.name, column), curve_of(choice, column)
    delay = delays(choice, ground)
    trials = [
        (way, *_trial(choice, curve, way, count, places=scale.on(curve.at), scale=scale, delay=delay))
        for way in ground.ways_of(topic.name)
        for count in way.counts
    ]
    way, best, chosen = max(trials, key=lambda trial: (trial[1].net_nok, -trial[1].count))
    return Looked(
        topic=topic, column=column, scale=scale, curve=curve, ceiling_nok=ceiling(choice, curve), way=way,
        tried=tuple(one for other, one, _ in trials if other is way), best=best, study=chosen,
    )  # fmt: skip


def _trial(
    choice: Choice, curve: Curve, way: Way, count: int, *, places: Floats, scale: Scale, delay: Floats
) -> tuple[Tried, Study]:
    _, chances = table(places, way.design(count, scale).error)
    made = study(choice, curve, chances=chances)
    months = way.days_for(count) / DAYS_A_MONTH
    hanging = hangs(choice, curve, taken=made.taken)
    waiting = months * lost(curve, made.taken, delay=delay, hanging=hanging)
    return tried(way, count, worth=made.worth_nok, waiting=waiting), made


def tried(way: Way, count: int, *, worth: float, waiting: float) -> Tried:
    """Return a number of people tried, with what asking them costs."""
    return Tried(
        count=count, worth_nok=worth, cost_nok=way.cost(count), waiting_nok=waiting, days=way.days_for(count)
    )


def delays(choice: Choice, ground: Ground) -> Floats:
    """Return what a month's delay costs each market in play (markets, some draws), NOK; 0 where not known."""
    some = min((len(one) for one in ground.delay.values()), default=1)
    still = np.zeros(some)
    rows = [ground.delay.get(market, still)[:some] for market in choice.markets]
    return np.stack(rows) if rows else np.zeros((0, some))


def question_of(choice: Choice, found: Looked, *, ground: Ground) -> NextQuestion:
    """Return the question about one input, its worth 0 where it cannot be told from nothing."""
    rows = relevant(choice, found.curve)
    values, topic = choice.worth(rows), found.topic
    check = evppi(values, found.column) if len(rows) > 1 else Learned(value=0, se=0, crossfit=0)
    error = error_of(choice, found.curve, taken=found.study.taken)
    answers = answers_of(choice, found, rows=rows, seed=ground.seed) if len(rows) > 1 else ()
    is_real = check.crossfit > check.se and found.best.worth_nok > error and len(answers) > 1
    return NextQuestion(
        market=topic.market, regime=topic.regime, markets=topic.markets,
        inputs=(pinned(topic, answers),), role=found.way.role, method=found.way.method,
        count=found.best.count, days=found.best.days, cost_nok=found.best.cost_nok,
        waiting_nok=found.best.waiting_nok, ceiling_nok=found.ceiling_nok if is_real else 0.0,
        ceiling_error_nok=check.se, worth_nok=found.best.worth_nok if is_real else 0.0, error_nok=error,
        changes=sum(one.chance for one in answers if not one.is_today), tried=found.tried,
        decides=decided(choice, found.study.taken @ found.curve.share),
    )  # fmt: skip


def idle(choice: Choice, found: Looked) -> Idle:
    """Return an input as not worth asking before deciding, with the reason."""
    best = found.best
    is_real = best.net_nok <= 0 and best.worth_nok > error_of(choice, found.curve, taken=found.study.taken)
    pays = best.worth_nok > best.cost_nok
    return Idle(
        market=found.topic.market, regime=found.topic.regime, inputs=(found.topic.name,),
        why="no-change" if not is_real else "waiting" if pays else "costs-more",
        ceiling_nok=found.ceiling_nok * is_real, worth_nok=best.worth_nok * is_real,
        cost_nok=best.cost_nok, waiting_nok=best.waiting_nok,
    )  # fmt: skip


def pinned(topic: Topic, answers: Iterable[Then]) -> Pinned:
    """Return an input with what is believed of it now and what its answers mean."""
    estimate = topic.assumption.estimate
    low, middle, high = (float(x) for x in quantile(estimate.dist, np.array([0.1, 0.5, 0.9])))
    return Pinned(
        input=topic.name, assumption=topic.assumption.id, unit=estimate.unit,
        now=Range(p10=low, p50=middle, p90=high), answers=tuple(answers),
    )  # fmt: skip


def answers_of(choice: Choice, found: Looked, *, rows: NDArray[np.int64], seed: int) -> tuple[Then, ...]:
    """Return what the answers lead to, rising: what those asked say on average, in the input's unit.

    ``rows``: the sets to choose among, today's first. The answers are simulated, for people err: what they
    say must lie further out than the truth to change as much.
    """
    said = said_by(found, seed=seed)
    ranges = switches(choice.worth(rows), found.scale.back(said))
    last = len(ranges) - 1
    return tuple(
        Then(
            low=None if place == 0 else one.low, high=None if place == last else one.high,
            choose=choice.names(int(rows[one.option])), chance=one.share, gain_nok=one.gain,
            is_today=one.option == 0,
        )
        for place, one in enumerate(ranges)
    )  # fmt: skip


def said_by(found: Looked, *, seed: int) -> Floats:
    """Return the mean of what those asked would say in each draw (draws,), on the input's scale."""
    design = found.way.design(found.best.count, found.scale)
    return design.simulate(found.scale.on(found.column), seed=seed)
