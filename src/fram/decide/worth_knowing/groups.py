"""What knowing several inputs together is worth: two regressions, and the one that foretells better.

``pairs``: each input's own curve and how every two of them go together (smoothing-spline analysis of
variance, Wahba 1990), with a penalty on roughness. ``waves``: random cosines of all inputs at once (random
Fourier features, Rahimi and Recht 2007), which find what three and more do together.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations
from typing import TYPE_CHECKING

import numpy as np
from scipy.special import ndtri

from fram.decide.model.sampling import uniforms
from fram.decide.worth_knowing.checks import FEWEST, checked_inputs, checked_values
from fram.decide.worth_knowing.learned import NOTHING, Gains, Learned, gains, judged
from fram.decide.worth_knowing.order import going_with, ranks, settled
from fram.decide.worth_knowing.penalised import FLAT, Fit, interleaved, regress, turned
from fram.decide.worth_knowing.single import lines_of, worth_along
from fram.decide.worth_knowing.smooth import Features, Line, features

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Places = NDArray[np.int64]

OWN = 10
"""Functions of each input by itself."""
PRODUCTS, MOST_SIDES = 240, 6
"""Products of functions of two inputs, and how many functions of one input enter them."""
WAVES = 300
"""Random cosines."""
WIDEST = 4.0
"""Their lengths lie from the square root of how many inputs there are to so many times it."""


def evppi_group(values: Floats, inputs: Floats, *, seed: int = 1) -> Learned:
    """Return what knowing all of ``inputs`` (inputs, draws) at once is worth; ``values`` (options, draws).

    The method with the smaller error on draws left out is taken, the other one's value stands beside it as
    ``other``. The order of inputs and of draws plays no part. ``seed`` draws the waves.
    """
    kept = checked_values(values, least=FEWEST)
    columns = checked_inputs(inputs, draws=kept.shape[1])
    found = gains(kept)
    return worth_together(list(lines_of(columns, found)), found, seed=seed)


def worth_together(lines: Sequence[Line], found: Gains, *, seed: int) -> Learned:
    """Return what knowing several inputs is worth, given the options' gains."""
    able = _in_order([one for one in lines if not one.is_constant], found)
    if len(able) < 2 or found.is_idle:
        return worth_along(able[0], found) if able else NOTHING
    places, parts = interleaved(_together(able, found))
    more = found.more.take(places, axis=0)
    fits = {
        "pairs": regress(_pairs(able, places), more, parts=parts, caution=1.0),
        "waves": regress(_waves(able, places, seed=seed), more, parts=parts, caution=1.0),
    }
    return _better(fits, more, found=found)


def _together(lines: Sequence[Line], found: Gains) -> Places:
    """The draws from where all inputs are low to where all are high; ties by what is in the draws."""
    scores = np.stack([one.scores for one in lines])
    whole = np.add.reduce(list(scores))
    order = np.argsort(whole, kind="stable")
    ranked = whole[order]
    if (ranked[1:] != ranked[:-1]).all():
        return order
    places = settled(found.more, list(scores))
    return np.asarray(places[np.argsort(whole[places], kind="stable")])


def _better(fits: dict[str, Fit], more: Floats, *, found: Gains) -> Learned:
    first, second = (judged(fit, more, found=found, method=name) for name, fit in fits.items())
    pairs, waves = fits.values()
    if waves.error < pairs.error:
        first, second = second, first
    return replace(first, other=second.value)


def _in_order(lines: Sequence[Line], found: Gains) -> list[Line]:
    """Inputs in an order that depends on their draws, not on where they stand or how their rows lie.

    Of the same values, only otherwise arranged, what they go together with in the options tells them apart.
    """
    places = [_place(one) for one in lines]
    if len(set(places)) == len(places) or found.is_idle:
        return [lines[at] for at in sorted(range(len(lines)), key=lambda at: places[at])]
    among = ranks(list(np.sort(found.more.T, axis=0)))
    keys = [(place, going_with(one.values, among)) for place, one in zip(places, lines, strict=True)]
    return [lines[at] for at in sorted(range(len(lines)), key=lambda at: keys[at])]


def _place(one: Line) -> tuple[float, ...]:
    ranked = one.values[one.order]
    return (float(ranked.mean()), float(ranked.std()), float(ranked[-1]))


def _pairs(lines: Sequence[Line], places: Places) -> Features:
    own = [turned(features(one, places), OWN) for one in lines]
    rows, rough = [one[0] for one in own], [one[1] for one in own]
    couples = len(lines) * (len(lines) - 1) // 2
    sides = min(int(np.sqrt(PRODUCTS / couples)), MOST_SIDES)
    if sides:
        for a, b in combinations(own, 2):
            rows.append((a[0][:sides, None] * b[0][None, :sides]).reshape(-1, a[0].shape[1]))
            rough.append(_thin_plate(a[1][:sides, None], b[1][None, :sides]).ravel())
    return Features(rows=np.vstack(rows), roughness=np.diag(np.concatenate(rough)))


def _thin_plate(first: Floats, second: Floats) -> Floats:
    """Roughness of products, as of a thin plate (Wood 2003), from the roughness of their sides.

    A Hermite polynomial of degree k in normal scores has slope k and curvature k(k - 1), squared and on
    average; a parabola counts 1, so the curvature is halved.
    """
    slopes = [(1 + np.sqrt(1 + 8 * np.maximum(side, 0))) / 2 for side in (first, second)]
    return np.asarray(first + second + slopes[0] * slopes[1])


def _waves(lines: Sequence[Line], places: Places, *, seed: int) -> Features:
    scores = np.stack([one.scores[places] for one in lines])
    count = len(lines)
    drawn = uniforms(seed, "worth_knowing.waves", start=0, stop=WAVES * (count + 2)).reshape(WAVES, -1)
    lengths = np.sqrt(count) * WIDEST ** drawn[:, 0]
    speeds = ndtri(drawn[:, 2:]) / lengths[:, None]
    rows = np.cos(speeds @ scores + 2 * np.pi * drawn[:, 1:2]) * np.sqrt(2)
    rough = np.concatenate([np.full(count, FLAT), np.full(WAVES, float(WAVES))])
    return Features(rows=np.vstack([scores, rows]), roughness=np.diag(rough))
