"""What a planned study is worth, by the curve along its input: no study can show more than its input does.

Given the input x, a study's answer s tells nothing more of an option's value v: E[v | s] = E[E[v | x] | s].
So the options' means along x are learned once, as for knowing x itself, and each answer is worth the best of
their averages over the x that may lie behind it. The best of averages is no more than the average of the
best (Jensen): the worth of a study is at most that of its input by construction, and nothing is simulated.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np
from scipy.special import ndtri

from fram.decide.worth_knowing.learned import (
    NOTHING,
    Gains,
    Learned,
    error_of,
    judged,
    shared,
    without_answer,
)
from fram.decide.worth_knowing.penalised import AT_ONCE
from fram.decide.worth_knowing.single import fit_along

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from fram.decide.worth_knowing.designs import Design
    from fram.decide.worth_knowing.penalised import Fit
    from fram.decide.worth_knowing.smooth import Line

    Floats = NDArray[np.float64]
    Places = NDArray[np.int64]

CELLS = 400
"""Neighbouring draws of the input that are taken together: each cell holds as many."""
_BORDERS = ndtri(np.arange(1, CELLS) / CELLS)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Cells:
    """The draws in cells along the input: ``place`` (draws,) the cell of each, ``share`` (cells,) of the
    draws in it, ``truth`` (cells,) the input's mean there."""

    place: Places = field(repr=False)
    share: Floats = field(repr=False)
    truth: Floats = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Policy:
    """What is done after each answer: ``worth``, and ``taken`` (cells, options) how often each is chosen."""

    worth: float
    taken: Floats = field(repr=False)


def study_along(at: Line, found: Gains, *, design: Design) -> Learned:
    """Return what a study of an input is worth, given the options' gains; exactly 0 for a constant."""
    if at.is_constant or found.is_idle:
        return NOTHING
    fit, places = fit_along(at, found.more)
    cells = _cells(at, places)
    chances = design.chances(cells.truth)
    joint, rows = cells.share[:, None] * chances, _means(fit.rows, cells)
    policy = _policy(rows.T @ fit.whole, joint, chances, slack=found.slack)
    more = found.more.take(places, axis=0)
    brings = _brought(policy.taken, cells.place, more)
    without = [_policy(rows.T @ one, joint, chances, slack=found.slack) for one in fit.without]
    return Learned(
        value=min(policy.worth, found.evpi), se=error_of(brings, more, found=found),
        crossfit=_crossfit(fit, more, cells, without, found=found),
        stands=judged(fit, more, found=found).shown > 0,
    )  # fmt: skip


def _cells(at: Line, places: Places) -> _Cells:
    """The cells; equal values are never parted."""
    numbers = np.searchsorted(_BORDERS, at.scores[places], side="right")
    used, place = np.unique(numbers, return_inverse=True)
    counts = np.bincount(place, minlength=used.size)
    truth = np.bincount(place, weights=at.values[places], minlength=used.size) / counts
    return _Cells(place=place, share=counts / place.size, truth=truth)


def _means(rows: Floats, cells: _Cells) -> Floats:
    """The mean of each function in each cell (functions, cells): all that a fit needs, being linear."""
    counts = cells.share * cells.place.size
    sums = [np.bincount(cells.place, weights=row, minlength=counts.size) for row in rows]
    return np.stack(sums) / counts


def _policy(means: Floats, joint: Floats, chances: Floats, *, slack: float) -> _Policy:
    """The best option after each answer, given the options' means in each cell (cells, options).

    ``joint`` (cells, answers): chances of cell and answer together; ``chances``: of answers in a cell.
    """
    some = max(AT_ONCE // means.size, 1)
    worth, taken = 0.0, np.zeros_like(means)
    for at in range(0, joint.shape[1], some):
        block = joint[:, at : at + some]
        after = block.T @ means
        worth += float(np.maximum(after.max(axis=1), 0).sum())
        taken += chances[:, at : at + some] @ shared(after, slack * block.sum(axis=0)[:, None])
    return _Policy(worth=worth, taken=taken)


def _brought(taken: Floats, place: Places, more: Floats) -> Floats:
    """What following the answers brings in each draw (draws,), on average over what may be answered."""
    used = np.flatnonzero(taken.any(axis=0))
    return np.asarray(np.einsum("ij,ij->i", taken[:, used][place], more[:, used]))


def _crossfit(fit: Fit, more: Floats, cells: _Cells, policies: list[_Policy], *, found: Gains) -> float:
    """What following answers learned from the other parts brings in each part, less the best without any."""
    total, brought = more.sum(axis=0), 0.0
    for part, policy in zip(fit.parts, policies, strict=True):
        mine = more[part]
        own = mine.sum(axis=0)
        brought += float(_brought(policy.taken, cells.place[part], mine).sum())
        brought -= float(own @ without_answer(total - own, found=found))
    return brought / len(more)
