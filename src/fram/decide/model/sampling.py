"""Draws of assumptions: keyed, so that adding one or changing the block size changes no other draw.

Each assumption has its own Philox stream keyed by (seed, hash of its id); draw ``i`` is the stream's
``i``-th number. A distribution is drawn through its quantile function: exact for the normal families, for
counts and for categories; tabulated at 2,049 points of the unit normal for the others, within 1e-3 of the
spread. Where a mixture or a zero-inflated number jumps or stands still, its own points are looked up instead
of the table: no draw falls between two steps, and a zero is exactly zero (all tested against scipy).
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np
from scipy.special import betaincinv, gammaincinv, ndtr, ndtri, pdtr, pdtrc

from fram.terms.dist import (
    Beta,
    Categorical,
    Dist,
    Fixed,
    Gamma,
    Lognormal,
    Mixture,
    Normal,
    Pert,
    Poisson,
    Quantiles,
    Triangular,
    Uniform,
    ZeroInflated,
)

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

NODES = np.linspace(-6.0, 6.0, 2049)
_CELLS = len(NODES) - 1
_PROBS = ndtr(NODES)
_STEP = NODES[1] - NODES[0]
_PER_COUNTER = 4  # Philox 4x64 yields four numbers at each step of its counter


def uniforms(seed: int, key: str, *, start: int, stop: int) -> Floats:
    """Return draws ``start``…``stop`` of the stream ``key``: uniform on (0, 1), float64 of shape (n,)."""
    word = int.from_bytes(hashlib.blake2b(key.encode(), digest_size=8).digest(), "big")
    first = start // _PER_COUNTER
    bits = np.random.Philox(key=np.array([seed, word], dtype=np.uint64), counter=[first, 0, 0, 0])
    drawn = np.random.Generator(bits).random(stop - first * _PER_COUNTER)[start - first * _PER_COUNTER :]
    return np.maximum(drawn, 1e-16)


def sample(dist: Dist, *, seed: int, key: str, start: int, stop: int) -> Floats:
    """Return draws ``start``…``stop`` of ``dist`` under ``key``: float64 (n,), in the dist's unit."""
    if isinstance(dist, Fixed):
        return np.full(stop - start, dist.value)
    return at_normal(dist, ndtri(uniforms(seed, key, start=start, stop=stop)))


def at_normal(dist: Dist, z: Floats) -> Floats:
    """Return the quantile of ``dist`` at each unit-normal value ``z`` (same shape)."""
    if isinstance(dist, Fixed):
        return np.full_like(z, dist.value)
    if isinstance(dist, Lognormal):
        return dist.median * np.exp(dist.sigma * z)
    if isinstance(dist, Normal):
        return np.clip(dist.mean + dist.sd * z, dist.low, dist.high)
    if isinstance(dist, Poisson | Categorical):
        steps = _steps(dist)
        return steps.values[np.searchsorted(steps.cuts, z, side="left")]
    return _curve(dist).at(z)


def quantile(dist: Dist, probs: Floats | float) -> Floats:
    """Return the quantiles of ``dist`` at ``probs`` (scalars give an array of one)."""
    return at_normal(dist, ndtri(np.atleast_1d(np.asarray(probs, dtype=float))))


# --- families with steps only ---------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Steps:
    """Rising values, and the unit-normal value up to which each (but the last) is taken."""

    values: Floats
    cuts: Floats


@lru_cache(maxsize=512)
def _steps(dist: Poisson | Categorical) -> _Steps:
    if isinstance(dist, Poisson):
        # Beyond nine standard deviations and forty counts lies less than the smallest uniform draw.
        reach = 9 * np.sqrt(dist.rate) + 40
        counts = np.arange(np.floor(max(dist.rate - reach, 0)), np.ceil(dist.rate + reach))
        upto, above = (np.asarray(side(counts[:-1], dist.rate), dtype=float) for side in (pdtr, pdtrc))
        return _Steps(counts, _cuts(upto, above))
    weights = np.array(dist.weights, dtype=float)
    values, shares = np.array(dist.values, dtype=float)[weights > 0], weights[weights > 0] / weights.sum()
    return _Steps(values, _cuts(np.cumsum(shares)[:-1], np.cumsum(shares[::-1])[::-1][1:]))


def _cuts(upto: Floats, above: Floats) -> Floats:
    """The unit-normal values at a distribution's heights, from the side on which they are exact."""
    return np.where(upto < 0.5, ndtri(upto), -ndtri(np.minimum(above, 1.0)))


# --- families by table ----------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Points:
    """A distribution by points of its quantile function, joined by straight lines.

    Both rise or stand still: two points of one probability are a jump, two of one value are a chance that
    stands on it.
    """

    probs: Floats
    values: Floats

    def quantile(self, probs: Floats) -> Floats:
        """The least value whose chance of not being exceeded reaches each probability."""
        return _along(probs, np.searchsorted(self.probs, probs, side="left"), self.probs, self.values)

    def upto(self, values: Floats) -> Floats:
        """The chance of at most each value."""
        return _along(values, np.searchsorted(self.values, values, side="right"), self.values, self.probs)

    def below(self, values: Floats) -> Floats:
        """The chance of less than each value."""
        return _along(values, np.searchsorted(self.values, values, side="left"), self.values, self.probs)


@dataclass(frozen=True, slots=True)
class _Curve:
    """The quantile function at the nodes, and its own points in the cells where it jumps or stands still."""

    table: Floats
    rough: NDArray[np.bool_] | None = None
    points: _Points | None = None

    def at(self, z: Floats) -> Floats:
        place = np.clip((z + 6.0) / _STEP, 0.0, _CELLS - 1e-6)
        low = place.astype(np.int64)
        found = self.table[low] + (place - low) * (self.table[low + 1] - self.table[low])
        if self.points is None or self.rough is None:
            return found
        exact = self.rough[low]
        found[exact] = self.points.quantile(ndtr(z[exact]))
        return found


@lru_cache(maxsize=4096)
def _curve(dist: Dist) -> _Curve:
    if not isinstance(dist, Quantiles | Mixture | ZeroInflated):
        return _Curve(_smooth(dist))
    points = _points(dist)
    table = points.quantile(_PROBS)
    rough, kept = _rough(points, table)
    if not rough.any():
        return _Curve(table)
    return _Curve(table, rough, _Points(points.probs[kept], points.values[kept]))


def _rough(points: _Points, table: Floats) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Which cells the table misses, and which points are needed inside them."""
    place = np.clip((ndtri(points.probs) + 6.0) / _STEP, 0.0, _CELLS)
    low = np.minimum(place, _CELLS - 1).astype(np.int64)
    missed = np.abs(table[low] + (place - low) * (table[low + 1] - table[low]) - points.values)
    bent = missed > 1e-5 * (table[1243] - table[805])  # nodes at the 10 % and 90 % points
    stands = (np.diff(points.values) == 0) & (np.diff(points.probs) > 0)
    bent[1:] |= stands
    bent[:-1] |= stands
    rough = np.zeros(_CELLS, dtype=bool)
    for nudge in (-1e-6, 1e-6):  # a point on a node belongs to both its cells
        rough[np.clip(place[bent] + nudge, 0, _CELLS - 1).astype(np.int64)] = True
    kept = rough[low]
    kept[1:] |= kept[:-1].copy()
    kept[:-1] |= kept[1:].copy()
    return rough, kept


def _smooth(dist: Dist) -> Floats:
    """The quantile function of a family without steps at the nodes."""
    if isinstance(dist, Uniform):
        return dist.low + (dist.high - dist.low) * _PROBS
    if isinstance(dist, Pert):
        return _pert(dist)
    if isinstance(dist, Triangular):
        return _triangular(dist)
    if isinstance(dist, Beta):
        return np.asarray(betaincinv(dist.a, dist.b, _PROBS))
    if isinstance(dist, Gamma):
        return dist.scale * np.asarray(gammaincinv(dist.shape, _PROBS), dtype=float)
    raise TypeError(f"no quantile table for {dist!r}")


def _pert(dist: Pert) -> Floats:
    width = dist.high - dist.low
    if width == 0:
        return np.full_like(NODES, dist.typical)
    rise = 4 * (dist.typical - dist.low) / width
    return dist.low + width * _pert_shape(rise)


@lru_cache(maxsize=1024)  # many have their typical value at the same place between their ends
def _pert_shape(rise: float) -> Floats:
    return np.asarray(betaincinv(1 + rise, 5 - rise, _PROBS))


def _triangular(dist: Triangular) -> Floats:
    width, left, right = dist.high - dist.low, dist.typical - dist.low, dist.high - dist.typical
    return np.where(
        _PROBS * width < left,
        dist.low + np.sqrt(_PROBS * width * left),
        dist.high - np.sqrt((1 - _PROBS) * width * right),
    )


# --- what is put together -------------------------------------------------------------------------


def _points(dist: Dist) -> _Points:
    if isinstance(dist, Mixture):
        total = sum(dist.weights)
        return _mixed([(w / total, _points(p)) for w, p in zip(dist.weights, dist.parts, strict=True) if w])
    if isinstance(dist, ZeroInflated):
        zero = dist.chance_zero, _points(Fixed(value=0.0))
        return _mixed([(w, part) for w, part in (zero, (1 - zero[0], _points(dist.part))) if w])
    if isinstance(dist, Quantiles):
        return _Points(np.array(dist.probs, dtype=float), np.array(dist.values, dtype=float))
    if isinstance(dist, Fixed):
        return _Points(np.array([0.0, 1.0]), np.full(2, float(dist.value)))
    if isinstance(dist, Poisson | Categorical):
        steps = _steps(dist)
        return _Points(_whole(np.repeat(ndtr(steps.cuts), 2)), np.repeat(steps.values, 2))
    if isinstance(dist, Normal) and dist.sd > 0:
        return _cut_normal(dist)
    return _Points(_whole(_PROBS[1:-1]), at_normal(dist, NODES))


def _cut_normal(dist: Normal) -> _Points:
    """The nodes and the very places of the cuts: what lies beyond them stands on them."""
    cuts = [cut for cut in (dist.low, dist.high) if cut is not None]
    places = [(cut - dist.mean) / dist.sd for cut in cuts]
    nodes = np.sort(np.concatenate([NODES, places]))
    values = at_normal(dist, nodes)
    for cut, place in zip(cuts, places, strict=True):
        values[nodes == place] = cut  # the mean and the spread added back may miss it by a last bit
    return _Points(_whole(ndtr(nodes[1:-1])), values)


def _whole(probs: Floats) -> Floats:
    return np.concatenate([[0.0], probs, [1.0]])


def _mixed(parts: list[tuple[float, _Points]]) -> _Points:
    """Each value any part has, with the weighted chance of less than it and of at most it."""
    values = np.unique(np.concatenate([points.values for _, points in parts]))
    below = sum(weight * points.below(values) for weight, points in parts)
    upto = sum(weight * points.upto(values) for weight, points in parts)
    stands = np.stack([np.ones_like(values, dtype=bool), upto > below], axis=1).ravel()
    probs = np.stack([below, upto], axis=1).ravel()[stands]
    return _Points(np.minimum(np.maximum.accumulate(probs), 1.0), np.repeat(values, 2)[stands])


def _along(at: Floats, place: NDArray[np.int64], xs: Floats, ys: Floats) -> Floats:
    """The heights at ``at`` of the line through the points; ``place`` is the point after each."""
    after = np.clip(place, 1, len(xs) - 1)
    step = xs[after] - xs[after - 1]
    past = (place >= len(xs)).astype(float)
    with np.errstate(over="ignore"):  # a step next to nothing gives more than all of it, which is cut to all
        share = np.clip(np.divide(at - xs[after - 1], step, out=past, where=step > 0), 0.0, 1.0)
    # At 1 the point itself: a difference added back may miss it by a last bit.
    return np.where(share == 1, ys[after], ys[after - 1] + share * (ys[after] - ys[after - 1]))
