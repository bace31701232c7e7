"""What one answer is worth: every option's mean along the input by a penalised spline, all options at once.

The expected value of knowing an input is the mean over its draws of the best conditional mean, less the best
mean; a regression on the draws gives the conditional means (Strong, Oakley and Brennan 2014).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from fram.decide.worth_knowing.checks import FEWEST, checked_inputs, checked_values
from fram.decide.worth_knowing.learned import NOTHING, Gains, Learned, gains, judged
from fram.decide.worth_knowing.order import has_alike, settled
from fram.decide.worth_knowing.penalised import Fit, interleaved, regress
from fram.decide.worth_knowing.smooth import Line, features, line

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Places = NDArray[np.int64]


def evppi(values: Floats, column: Floats) -> Learned:
    """Return what knowing one input (draws,) is worth; ``values`` (options, draws) in any unit.

    Doing nothing must be a row of zeros where it is an option. Raises ``Refused`` for one option, fewer than
    50 draws, another number of draws, and what is no number.
    """
    return evppi_each(values, np.atleast_2d(column))[0]


def evppi_each(values: Floats, inputs: Floats) -> tuple[Learned, ...]:
    """Return what knowing each of ``inputs`` (inputs, draws) by itself is worth, in their order."""
    kept = checked_values(values, least=FEWEST)
    columns = checked_inputs(inputs, draws=kept.shape[1])
    found = gains(kept)
    return tuple(worth_along(at, found) for at in lines_of(columns, found))


def lines_of(columns: Floats, found: Gains) -> Iterator[Line]:
    """Yield inputs (inputs, draws) as lines, draws of equal value in an order of their own content.

    One at a time: forty inputs held at once make the memory of each fit anew, which costs half as much again.
    """
    places, alike = None, False
    for column in columns:
        at = line(column)
        if at.has_ties and not found.is_idle:
            if places is None:
                alike = has_alike(found.more.T)
            if places is None or alike:  # the input itself may tell options of equal mean apart
                places = settled(found.more, [column] if alike else [])
            at = at.untied(places)
        yield at


def worth_along(at: Line, found: Gains) -> Learned:
    """Return what knowing an input is worth, given the options' gains; exactly 0 for a constant."""
    if at.is_constant or found.is_idle:
        return NOTHING
    fit, places = fit_along(at, found.more)
    return judged(fit, found.more.take(places, axis=0), found=found)


def fit_along(at: Line, targets: Floats) -> tuple[Fit, Places]:
    """Return the fit of ``targets`` (draws, options) along an input, and the draws in the fit's order."""
    places, parts = interleaved(at.order)
    return regress(features(at, places), targets.take(places, axis=0), parts=parts), places


def evppi_by_blocks(values: Floats, column: Floats, *, blocks: int) -> float:
    """Return what knowing an input is worth by equal blocks of its sorted draws: a plain second look.

    Strong and Oakley (2013); biased up where blocks are small. Draws beyond a whole number of blocks are left
    out, the highest ones.
    """
    kept = checked_values(values)
    order = np.argsort(checked_inputs(column, draws=kept.shape[1])[0], kind="stable")
    size = order.size // blocks
    means = kept[:, order[: size * blocks]].reshape(len(kept), blocks, size).mean(axis=2)
    return float(means.max(axis=0).mean() - means.mean(axis=1).max())
