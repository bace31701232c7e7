"""What an answer is worth once the options' conditional means are learned: value, error, cross-fit."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from fram.decide.worth_knowing.penalised import Fit

    Floats = NDArray[np.float64]
    Places = NDArray[np.int64]

SAME = 1e-12
"""Means that differ by less than this share of the largest are the same."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Learned:
    """Expected gain of an answer before deciding, in the unit of the options' values.

    ``value`` is learned and valued on the same draws, which may flatter it; ``crossfit`` is valued on draws
    it did not learn from, which may cost it a little. ``se`` is the standard error of both. ``method``:
    spline, pairs, waves, or none where nothing could be learned. ``other``: the value by the other method of
    a group, where two were tried.
    """

    value: float
    se: float
    crossfit: float
    method: str = "spline"
    other: float | None = None

    @property
    def shown(self) -> float:
        """The value, or 0 when it or its cross-fit is below the standard error: perhaps nothing."""
        return self.value if min(self.value, self.crossfit) > self.se else 0.0


NOTHING = Learned(value=0.0, se=0.0, crossfit=0.0, method="none")
"""The worth of an answer that is known already, or that no choice hangs on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Gains:
    """What each option brings beyond the best one on average: ``more`` (draws, options left).

    What all options share in a draw drops out, and most of the noise with it. ``best`` is the option the
    others are held against; ``left`` the options that ever differ from it; ``evpi`` what knowing everything
    is worth in these draws: no answer shows more.
    """

    more: Floats
    best: int
    left: NDArray[np.int64]
    evpi: float

    @property
    def is_idle(self) -> bool:
        """Whether no option ever differs from another: then no answer changes anything."""
        return not self.left.size


def gains(values: Floats) -> Gains:
    """Return the gains of options over the best of them; ``values`` (options, draws)."""
    best = _best(values)
    more = values - values[best]
    left = np.flatnonzero(more.any(axis=1))
    everything = float(np.maximum(more.max(axis=0), 0).mean())
    return Gains(more=np.ascontiguousarray(more[left].T), best=best, left=left, evpi=everything)


def _best(values: Floats) -> int:
    """The option with the best mean; of several with the same the steadiest, wherever it stands."""
    means = values.mean(axis=1)
    tied = np.flatnonzero(means >= means.max() - SAME * np.abs(means).max())
    if tied.size == 1:
        return int(tied[0])
    around = values[tied] - means[tied, None]
    return int(tied[np.lexsort((-(around**3).mean(axis=1), (around**2).mean(axis=1)))[0]])


def settled(rows: Floats) -> Places:
    """Return the draws of ``rows`` (draws, columns) in an order that what is in them settles.

    Draws of equal input fall into parts in this order: not as the rows of a file lie. Columns are looked at
    by their means, so their order plays no part either, nor does one that is there twice.
    """
    columns = np.argsort(rows.mean(axis=0), kind="stable")
    whole = np.ascontiguousarray(rows[:, columns] + 0.0)  # a zero has one form only
    row = np.dtype((np.void, whole.itemsize * whole.shape[1]))
    return np.argsort(whole.view(row).ravel(), kind="stable")


def judged(fit: Fit, more: Floats, *, most: float, method: str = "spline") -> Learned:
    """Return what a fit is worth; ``more`` (draws, options) in the order of the fit's draws.

    A smooth curve may overshoot: its worth is held to ``most``, what knowing everything is worth.

    The standard error is that of following the learned choice: that the conditional means are estimated
    plays no part to first order (Luedtke and van der Laan 2016).
    """
    count = len(more)
    tops, taken, crossed = np.empty(count), np.empty(count), np.empty(count)
    total = more.sum(axis=0)
    for number, part in enumerate(fit.parts):
        plain = total - more[part].sum(axis=0)
        for block in fit.blocks(part):
            mine = more[block]
            tops[block], taken[block] = followed(fit.fitted(block), mine)
            _, crossed[block] = followed(fit.held_out(number, block), mine)
            if plain.max() > 0:
                crossed[block] -= mine[:, plain.argmax()]
    return Learned(
        value=min(float(tops.mean()), most), se=float(taken.std(ddof=1) / np.sqrt(count)),
        crossfit=float(crossed.mean()), method=method,
    )  # fmt: skip


def followed(means: Floats, more: Floats) -> tuple[Floats, Floats]:
    """Return what the best option is expected to bring in each draw, and what it brings; 0 for none."""
    choice = means.argmax(axis=1)
    draw = np.arange(choice.size)
    top = means[draw, choice]
    return np.maximum(top, 0), np.where(top > 0, more[draw, choice], 0.0)
