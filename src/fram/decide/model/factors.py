"""Draws of a case's inputs, with what moves together: a Gaussian copula through named factors.

An input with loadings λ on factors f is drawn at z = Σ λ·z_f + √(1 − Σ λ²)·z_own: any set of loadings with
Σ λ² ≤ 1 gives a valid correlation, and two inputs correlate by the sum of the products of their loadings.
Each factor and each input keeps a stream of its own, so adding one changes no other.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np
from scipy.special import ndtr, ndtri

from fram.decide.model.case import Assumption
from fram.decide.model.sampling import at_normal, uniforms
from fram.terms.dist import Dist, Fixed
from fram.terms.errors import Refused

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]


def own_part(moves: tuple[tuple[str, float], ...], *, where: str = "") -> float:
    """Return the weight of an input's own draw beside its factors; refuse what no correlation can be."""
    for key, load in moves:
        if not -1 <= load <= 1:
            raise Refused(
                f"a loading of {load:g} on {key.removeprefix('factor.')}", where=where,
                why="a correlation lies between -1 and 1", remedy="give a number from -1 to 1",
            )  # fmt: skip
    common = sum(load * load for _, load in moves)
    if common > 1 + 1e-12:
        raise Refused(
            f"the loadings explain {common:.0%} of it", where=where,
            why="the squares of an input's loadings cannot add up to more than 1",
            remedy="make them smaller",
        )  # fmt: skip
    return float(np.sqrt(max(1 - common, 0.0)))


class Draws:
    """Draws of one block, by assumption; ``pinned`` ones (by id) take one value throughout."""

    def __init__(self, seed: int, start: int, stop: int, pinned: Mapping[str, float] | None = None) -> None:
        self.seed, self.start, self.stop = seed, start, stop
        self._pinned = dict(pinned or {})
        self._drawn: dict[tuple[str, Dist], Floats] = {}
        self._factors: dict[str, Floats] = {}

    def pinned_at(self, pinned: Mapping[str, float]) -> Draws:
        """Return the same draws with other inputs pinned; nothing is drawn again."""
        other = Draws(self.seed, self.start, self.stop, pinned)
        other._drawn, other._factors = self._drawn, self._factors
        return other

    def of(self, item: Assumption) -> Floats:
        """Return the draws of an input of a case, float64 (draws,)."""
        if item.id in self._pinned:
            return np.full(self.stop - self.start, self._pinned[item.id])
        dist = item.estimate.dist
        if isinstance(dist, Fixed):
            return np.full(self.stop - self.start, dist.value)
        key = item.id, dist  # markets of one regime may still be told different things
        if key not in self._drawn:
            self._drawn[key] = at_normal(dist, self.normals(item))
        return self._drawn[key]

    def normals(self, item: Assumption) -> Floats:
        """Return where each draw of an input lies on the unit normal, its factors at work."""
        return self.normals_of(item.id, item.moves)

    def normals_of(self, own: str, moves: tuple[tuple[str, float], ...]) -> Floats:
        """Return the same for an id and its loadings."""
        if not moves:
            return self._own(own)
        z = own_part(moves, where=own) * self._own(own)
        for key, load in moves:
            z = z + load * self._factor(key)
        return z

    def luck(self, key: str) -> Floats:
        """Return the uniform draws that decide whether a chance comes true."""
        return uniforms(self.seed, f"luck.{key}", start=self.start, stop=self.stop)

    def _factor(self, key: str) -> Floats:
        if key not in self._factors:
            self._factors[key] = self._own(key)
        return self._factors[key]

    def _own(self, key: str) -> Floats:
        return np.asarray(ndtri(uniforms(self.seed, key, start=self.start, stop=self.stop)))


def standing(item: Assumption, *, seed: int, draws: int) -> Floats:
    """Return where each draw of an input lies in its distribution, 0 to 1: float64 (draws,), read only."""
    return _standing(item.id, item.moves, seed, draws)


@lru_cache(maxsize=64)  # the product's own inputs are asked for once for each market
def _standing(key: str, moves: tuple[tuple[str, float], ...], seed: int, draws: int) -> Floats:
    if not moves:
        found = uniforms(seed, key, start=0, stop=draws)
    else:
        found = np.asarray(ndtr(Draws(seed, 0, draws).normals_of(key, moves)))
    found.flags.writeable = False
    return found
