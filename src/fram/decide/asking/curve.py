"""What an answer about one input is worth, for every number of people asked, from one curve.

Given the input x the answers s tell nothing more of a market's value v: E[v | s] = E[E[v | x] | s]. So the
markets' means along x are learned once (a penalised spline), and every study is a table of chances of s given
x on its points. What is learned from a study can then never be worth more than x itself, and asking more
people never less (Blackwell 1953), but for what the table rounds off.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from fram.decide.worth_knowing import fitted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from fram.decide.asking.choice import Choice

    Floats = NDArray[np.float64]
    Places = NDArray[np.int64]

POINTS = 101
"""Points of the curve: quantiles of the input, evenly spaced."""
ANSWERS = 161
"""Answers of a study that are told apart."""
WIDE = 3.5
"""Standard errors beyond the input's range within which answers fall."""
NEVER = 1e-3
"""A market chosen less often than this is never chosen, more often than 1 less this always."""
SELDOM = 0.01
"""A question decides on a market that is gone for after no fewer answers than this, and no more than 1 less
this."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Curve:
    """Markets' means along an input: ``at`` (points,) in its unit, ``share`` (points,) of the draws at each.

    ``means`` (markets, points) in NOK, on average those of all draws; ``cell`` (draws,) the point each draw
    lies nearest to. ``part`` (draws,) and ``without`` (parts, markets, points): for each part of the draws
    the means that the other parts teach.
    """

    at: Floats = field(repr=False)
    share: Floats = field(repr=False)
    means: Floats = field(repr=False)
    cell: Places = field(repr=False)
    part: Places = field(repr=False)
    without: Floats = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Study:
    """What a study leads to: ``worth_nok`` (EVSI), and ``taken`` (markets, points) how often each market is
    gone for where the truth lies at each point."""

    worth_nok: float
    taken: Floats = field(repr=False)


def curve_of(choice: Choice, column: Floats) -> Curve:
    """Return the curve of the markets in play along an input (draws,)."""
    along = fitted(np.vstack([choice.values, np.zeros_like(column)]), column, points=POINTS)
    cell = np.searchsorted((along.at[1:] + along.at[:-1]) / 2, column)
    share = np.bincount(cell, minlength=along.at.size) / column.size
    means = along.means[:-1]
    middle = choice.values.mean(axis=1) - means @ share
    return Curve(
        at=along.at, share=share, means=means + middle[:, None], cell=cell, part=along.part,
        without=along.without[:, :-1],
    )  # fmt: skip


def ceiling(choice: Choice, curve: Curve) -> float:
    """Return what knowing the input is worth (EVPPI), NOK."""
    tops = (choice.sets @ curve.means).max(axis=0)
    return max(float(tops @ curve.share - choice.means.max()), 0.0)


def table(places: Floats, error: float) -> tuple[Floats, Floats]:
    """Return the answers told apart (answers,) and their chances given the truth (points, answers).

    ``places`` (points,): the truth on the scale on which answers err by ``error``, normally.
    """
    said = np.linspace(places.min() - WIDE * error, places.max() + WIDE * error, ANSWERS)
    logs = -0.5 * ((said - places[:, None]) / error) ** 2
    found = np.exp(logs - logs.max(axis=1, keepdims=True))
    return said, found / found.sum(axis=1, keepdims=True)


def learned(curve: Curve, chances: Floats) -> Floats:
    """Return the markets' means after each answer (markets, answers)."""
    return averaged(curve.means, curve.share, chances=chances)


def averaged(means: Floats, share: Floats, *, chances: Floats) -> Floats:
    """Return means (markets, points) averaged over what may lie behind each answer (markets, answers)."""
    joint = share[:, None] * chances
    total = joint.sum(axis=0)
    overall = (means @ share)[:, None]
    return np.where(total > 0, (means @ joint) / np.maximum(total, 1e-300), overall)


def study(choice: Choice, curve: Curve, *, chances: Floats) -> Study:
    """Return what a study with such chances of its answers leads to."""
    after = learned(curve, chances)
    row = choice.best(after)
    often = curve.share @ chances
    tops = np.take_along_axis(choice.sets @ after, row[None], axis=0)[0]
    worth = max(float(tops @ often - choice.means.max()), 0.0)
    return Study(worth_nok=worth, taken=choice.sets[row].T @ chances.T)


def error_of(choice: Choice, curve: Curve, *, taken: Floats) -> float:
    """Return the standard error of following a study, NOK: that of what it brings in each draw.

    That the curve is estimated plays no part to first order (Luedtke and van der Laan 2016).
    """
    more = taken[:, curve.cell] - choice.sets[choice.today][:, None]
    brings = np.einsum("md,md->d", more, choice.values)
    return float(brings.std(ddof=1) / np.sqrt(brings.size))


def hangs(choice: Choice, curve: Curve, *, taken: Floats) -> NDArray[np.bool_]:
    """Return which markets hang on the answer: gone for after some answers, not after others (markets,)."""
    often = taken @ curve.share
    return np.asarray((often > NEVER) & (often < 1 - NEVER))


def decided(choice: Choice, often: Floats, *, rows: Sequence[int] | None = None) -> tuple[str, ...]:
    """Return the markets that answers decide on, given how often each is gone for after them.

    ``rows``: which of the markets in play ``often`` (some markets,) speaks of; all where it is not given.
    """
    names = choice.markets if rows is None else [choice.markets[row] for row in rows]
    return tuple(m for m, one in zip(names, often, strict=True) if SELDOM <= one <= 1 - SELDOM)


def lost(curve: Curve, taken: Floats, *, delay: Floats, hanging: NDArray[np.bool_]) -> float:
    """Return the NOK lost with each month that launches hanging on the answer start later.

    ``delay`` (markets, some draws): what a month costs each market, in the first of the draws. A market that
    gains by waiting is not counted against the others.
    """
    first = curve.cell[: delay.shape[1]]
    each = (taken[:, first] * delay).mean(axis=1)
    return float(np.maximum(each, 0)[hanging].sum())


def relevant(choice: Choice, *curves: Curve) -> Places:
    """Return the rows of the sets that are best somewhere along these curves, today's first."""
    found = [choice.best(curve.means) for curve in curves]
    rows = np.unique(np.concatenate([[choice.today], *found]))
    return np.concatenate([[choice.today], rows[rows != choice.today]]).astype(np.int64)
