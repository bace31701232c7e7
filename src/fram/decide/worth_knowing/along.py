"""Which answer changes what: the mean of every option along an input, and where each of them is best."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from fram.decide.worth_knowing.checks import FEWEST, checked_inputs, checked_values
from fram.decide.worth_knowing.learned import Gains, gains
from fram.decide.worth_knowing.single import fit_along, lines_of

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from fram.decide.worth_knowing.smooth import Line

    Floats = NDArray[np.float64]
    Places = NDArray[np.int64]

LEAST_SHARE = 0.01
"""A range of answers with less of the draws than this is noise, or too rare to plan for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Along:
    """Conditional means along an input: ``at`` (points,) in its unit, ``means`` (options, points).

    ``part`` (draws,) says in which part of the draws each lies; ``without`` (parts, options, points) are the
    means learned from the other parts only.
    """

    at: Floats
    means: Floats
    part: Places
    without: Floats


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """A range of answers and the option to choose after it.

    ``low`` and ``high`` in the input's unit (the ends of all draws outermost); ``share`` of the draws in it;
    ``gain``: what choosing ``option`` there instead of the best without an answer adds to the mean over all
    draws, in the unit of the values. The gains of all ranges together are what the input is worth.
    """

    low: float
    high: float
    option: int
    share: float
    gain: float


@dataclass(frozen=True, slots=True)
class _Run:
    """Draws ``start`` to ``stop`` in the order of the input, and the column of the option chosen there."""

    start: int
    stop: int
    choice: int


def fitted(values: Floats, column: Floats, *, points: int = 101) -> Along:
    """Return the mean of every option given each of so many evenly spaced quantiles of an input (draws,)."""
    kept = checked_values(values, least=FEWEST)
    found = gains(kept)
    (at,) = lines_of(checked_inputs(column, draws=kept.shape[1])[:1], found)
    places = np.unique(np.linspace(0, kept.shape[1] - 1, points).round().astype(np.int64))
    if at.is_constant:
        means = kept.mean(axis=1, keepdims=True)
        nowhere = np.zeros(kept.shape[1], dtype=np.int64)
        return Along(at=at.values[:1], means=means, part=nowhere, without=means[None])
    ranked = at.values[at.order][places]
    firsts = np.concatenate([[True], ranked[1:] != ranked[:-1]])
    fit, drawn = fit_along(at, np.column_stack([found.base, found.more]))
    lies, part = np.empty((2, drawn.size), dtype=np.int64)
    lies[drawn] = np.arange(drawn.size)
    for number, some in enumerate(fit.parts):
        part[drawn[some]] = number
    rows = fit.rows[:, lies[at.order[places[firsts]]]].T
    learned = [_whole(rows @ one, found) for one in (fit.whole, *fit.without)]
    return Along(at=ranked[firsts], means=learned[0], part=part, without=np.stack(learned[1:]))


def _whole(means: Floats, found: Gains) -> Floats:
    """The means of all options (options, points) from those of the base and of the gains over it."""
    more = np.column_stack([means[:, 1:], np.zeros(len(means))])  # its last column is for what is the base
    return np.asarray((means[:, :1] + more[:, found.column]).T)


def switches(values: Floats, column: Floats) -> tuple[Answer, ...]:
    """Return the ranges of answers, rising, in each of which another option is best; ``column`` (draws,).

    Ranges with less than 1 % of the draws, or whose choice gains less than its standard error over the
    neighbour's, are taken into the neighbour. One range: no answer changes the choice.
    """
    kept = checked_values(values, least=FEWEST)
    found = gains(kept)
    (at,) = lines_of(checked_inputs(column, draws=kept.shape[1])[:1], found)
    ranked, first = at.values[at.order], int(found.best[0])
    if at.is_constant or found.is_idle:
        return (_answer(_Run(0, ranked.size, 0), ranked, np.zeros((1, 1)), [first]),)
    means, more, options = _in_order(found.more, at), found.more[at.order], _options(found)
    if found.best.size == 1:
        still = np.zeros((ranked.size, 1))
        means, more = np.hstack([still, means]), np.hstack([still, more])
    runs = _cleaned(_runs(means, ranked, slack=found.slack), means, more)
    if len(runs) == 1 and options[runs[0].choice] in found.best:  # nothing changes: the first of them stays
        options[runs[0].choice] = first
    return tuple(_answer(run, ranked, means, options) for run in runs)


def _options(found: Gains) -> list[int]:
    """The options chosen among: the best one first, or with the others where several are as good."""
    columns, firsts = np.unique(found.column, return_index=True)
    return [*(found.best.tolist() if found.best.size == 1 else []), *firsts[columns >= 0].tolist()]


def _in_order(targets: Floats, at: Line) -> Floats:
    """Conditional means (draws, options) along an input, from its lowest draw to its highest."""
    fit, places = fit_along(at, targets)
    means = np.empty_like(targets)
    for part in fit.parts:
        for block in fit.blocks(part):
            means[places[block]] = fit.fitted(block)
    return np.asarray(means[at.order])


def _runs(means: Floats, ranked: Floats, *, slack: float) -> list[_Run]:
    """Where the best column stays the same, the first of several; equal answers are never parted."""
    choice = (means >= means.max(axis=1, keepdims=True) - slack).argmax(axis=1)
    turns = np.flatnonzero((choice[1:] != choice[:-1]) & (ranked[1:] != ranked[:-1])) + 1
    ends = [0, *turns.tolist(), len(choice)]
    return _joined([_Run(a, b, int(choice[a])) for a, b in pairwise(ends)])


def _cleaned(runs: list[_Run], means: Floats, more: Floats) -> list[_Run]:
    """The runs without those that are too rare or cannot be told from noise, the weakest taken in first."""
    while len(runs) > 1:
        judged = [(*_strength(place, runs, means, more), place) for place in range(len(runs))]
        sure, neighbour, place = min(judged)
        if sure >= 1:
            break
        runs[place] = replace(runs[place], choice=neighbour)
        runs = _joined(runs)
    return runs


def _strength(place: int, runs: list[_Run], means: Floats, more: Floats) -> tuple[float, int]:
    """How far a run stands above the limits (below 1: not enough), and the neighbour's choice to take."""
    run = runs[place]
    part = slice(run.start, run.stop)
    beside = [runs[near].choice for near in (place - 1, place + 1) if 0 <= near < len(runs)]
    neighbour = max(beside, key=lambda choice: (means[part, choice].mean(), -choice))
    share = (run.stop - run.start) / len(means)
    gain = (means[part, run.choice] - means[part, neighbour]).sum() / len(means)
    real = more[part, run.choice] - more[part, neighbour]
    error = np.sqrt(max((real**2).sum() / len(means) - (real.sum() / len(means)) ** 2, 0) / len(means))
    return min(share / LEAST_SHARE, float(gain / error) if error > 0 else np.inf), neighbour


def _joined(runs: list[_Run]) -> list[_Run]:
    joined: list[_Run] = []
    for run in runs:
        if joined and joined[-1].choice == run.choice:
            joined[-1] = replace(joined[-1], stop=run.stop)
        else:
            joined.append(run)
    return joined


def _answer(run: _Run, ranked: Floats, means: Floats, options: list[int]) -> Answer:
    """A run in the input's unit; between two runs the border lies halfway."""
    low = ranked[run.start] if run.start == 0 else (ranked[run.start - 1] + ranked[run.start]) / 2
    end = run.stop - 1
    high = ranked[end] if run.stop == len(ranked) else (ranked[end] + ranked[run.stop]) / 2
    return Answer(
        low=float(low), high=float(high), option=options[run.choice],
        share=(run.stop - run.start) / len(ranked),
        gain=float(means[run.start : run.stop, run.choice].sum() / len(ranked)),
    )  # fmt: skip
