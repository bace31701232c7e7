"""What an answer is worth once the options' conditional means are learned: value, error, cross-fit."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from fram.decide.worth_knowing.order import SAME, first_of_each

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from fram.decide.worth_knowing.penalised import Fit

    Floats = NDArray[np.float64]
    Places = NDArray[np.int64]

EVEN = 1e-9
"""Expected gains that differ by less than this share of the usual gain are the same: rounding shall not
choose between them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Learned:
    """Expected gain of an answer before deciding, in the unit of the options' values.

    ``value`` is learned and valued on the same draws, which may flatter it; ``crossfit`` is valued on draws
    it did not learn from, which may cost it a little. ``se`` is the standard error of both. ``method``:
    spline, pairs, waves, or none where nothing could be learned. ``other``: the value by the other method of
    a group, where two were tried. ``stands``: False for a study of what is perhaps worth nothing itself.
    """

    value: float
    se: float
    crossfit: float
    method: str = "spline"
    other: float | None = None
    stands: bool = True

    @property
    def shown(self) -> float:
        """The value, or 0 when it or its cross-fit is below the standard error: perhaps nothing.

        A study of what is perhaps worth nothing is perhaps worth nothing too.
        """
        return self.value if self.stands and min(self.value, self.crossfit) > self.se else 0.0


NOTHING = Learned(value=0.0, se=0.0, crossfit=0.0, method="none")
"""The worth of an answer that is known already, or that no choice hangs on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Gains:
    """What each option brings beyond the best on average: ``more`` (draws, columns).

    What all options share in a draw drops out, and most of the noise with it. ``best``: the option the others
    are held against, or several with the same mean; their mean in each draw is ``base`` (draws,). ``column``
    (options,): where in ``more`` each option stands, -1 for one that never differs from the base; options
    that never differ from each other share a column. ``evpi``: what knowing everything is worth in these
    draws, and no answer shows more. ``slack``: gains as near to each other as this are the same.
    """

    more: Floats = field(repr=False)
    base: Floats = field(repr=False)
    best: Places
    column: Places
    evpi: float
    slack: float

    @property
    def is_idle(self) -> bool:
        """Whether no option ever differs from another: then no answer changes anything."""
        return not self.more.shape[1]


def gains(values: Floats) -> Gains:
    """Return the gains of options over the best of them; ``values`` (options, draws)."""
    firsts, alike = first_of_each(values)
    best = _best(values, firsts)
    base = values[best[0]] if best.size == 1 else np.sort(values[best], axis=0).mean(axis=0)
    more = values - base
    left = firsts[more.any(axis=1)[firsts]]
    column = np.full(len(values), -1)
    column[left] = np.arange(left.size)
    kept = np.ascontiguousarray(more[left].T)
    usual = float(np.abs(kept).sum()) / max(kept.size, 1)
    return Gains(
        more=kept, base=base, best=best, column=column[alike], slack=EVEN * usual,
        evpi=float(np.maximum(more.max(axis=0), 0).mean()),
    )  # fmt: skip


def _best(values: Floats, firsts: Places) -> Places:
    """Those of the options ``firsts`` with the best mean: several where only rounding tells them apart."""
    means = values.mean(axis=1)[firsts]
    unsure = SAME * np.abs(values).mean(axis=1)[firsts]
    return firsts[means + unsure >= (means - unsure).max()]


def judged(fit: Fit, more: Floats, *, found: Gains, method: str = "spline") -> Learned:
    """Return what a fit is worth; ``more`` (draws, options) of the gains in the order of the fit's draws.

    A smooth curve may overshoot: its worth is held to what knowing everything is worth.

    The standard error is that of following the learned choice: that the conditional means are estimated
    plays no part to first order (Luedtke and van der Laan 2016).
    """
    count, slack = len(more), found.slack
    tops, taken, crossed = np.empty(count), np.empty(count), np.empty(count)
    total = more.sum(axis=0)
    for number, part in enumerate(fit.parts):
        plain = without_answer(total - more[part].sum(axis=0), found=found)
        for block in fit.blocks(part):
            mine = more[block]
            tops[block], taken[block] = followed(fit.fitted(block), mine, slack=slack)
            _, crossed[block] = followed(fit.held_out(number, block), mine, slack=slack)
            if plain.any():
                crossed[block] -= mine @ plain
    return Learned(
        value=min(float(tops.mean()), found.evpi), se=error_of(taken, more, found=found),
        crossfit=float(crossed.mean()), method=method,
    )  # fmt: skip


def error_of(brings: Floats, more: Floats, *, found: Gains) -> float:
    """Return the standard error of what following answers brings in each draw (draws,) over the base.

    Where several options are the base, it is held against each of them: the largest error.
    """
    if found.best.size > 1:
        brings = brings[:, None] - more[:, found.column[found.best]]
    return float(np.max(brings.std(axis=0, ddof=1)) / np.sqrt(len(brings)))


def without_answer(totals: Floats, *, found: Gains) -> Floats:
    """Return what is chosen without an answer, given the options' gains added up over some of the draws.

    A share for each option (options,): all 0 where the base is best, even ones where several are as good.
    Options that are the base together are as good as it: what some draws hold against one of them, the others
    hold for it, and choosing by the ones would lose on the others.
    """
    if found.best.size > 1:
        totals = totals.copy()
        totals[found.column[found.best]] = 0
    return shared(totals[None], found.slack * len(found.more))[0]


def shared(means: Floats, slack: Floats | float) -> Floats:
    """Return which option is chosen in each row, given expected gains (rows, options): 1, or even shares.

    0 throughout where none brings more than the base; options within ``slack`` of the best, and the base
    where that is as good, share the choice.
    """
    top = np.maximum(means.max(axis=1, keepdims=True), 0)
    near = means >= top - slack
    return np.asarray(near / np.maximum(near.sum(axis=1, keepdims=True) + (top <= slack), 1))


def followed(means: Floats, more: Floats, *, slack: float) -> tuple[Floats, Floats]:
    """Return what the best option is expected to bring in each draw, and what it brings; 0 for none."""
    choice = means.argmax(axis=1)
    draw = np.arange(choice.size)
    top = means[draw, choice]
    best = np.maximum(top, 0)
    if np.count_nonzero(means >= (best - slack)[:, None]) == np.count_nonzero(top > slack):
        return best, np.where(top > 0, more[draw, choice], 0.0)
    return best, np.einsum("ij,ij->i", shared(means, slack), more)
