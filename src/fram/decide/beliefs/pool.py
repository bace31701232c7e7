"""Several people's beliefs about one number put together, and how far they are apart.

Linear pool (Stone 1961): one of them is right, with the chance of its weight; wide where people disagree.
Logarithmic pool (Genest and Zidek 1986): the densities raised to their weights and multiplied; it keeps
what all hold possible, so one person can rule a value out. Both keep who said what.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import numpy as np
from scipy.special import ndtr

from fram.decide.beliefs.density import log_density, shown
from fram.decide.beliefs.points import Said
from fram.decide.model.sampling import at_normal
from fram.terms.dist import Dist, Mixture, Quantiles
from fram.terms.errors import Refused

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

How = Literal["linear", "log"]

_PLACES = np.linspace(-6.0, 6.0, 1601)
_KEPT = ndtr(np.linspace(-4.0, 4.0, 161))


@dataclass(frozen=True, slots=True, kw_only=True)
class Pooled:
    """One belief out of several: the distribution, how it was made, and who said what.

    ``weights`` add up to 1, in the order of ``said``. ``between``: the share (0 to 1) of the linear pool's
    variance that lies between people rather than within each one's own range. ``apart``: the pairs of
    people whose 80 % ranges (P10 to P90) do not meet.
    """

    dist: Dist
    how: How
    said: tuple[Said, ...]
    weights: tuple[float, ...]
    between: float
    apart: tuple[tuple[str, str], ...]

    @property
    def disagrees(self) -> bool:
        """Whether two people's 80 % ranges do not meet."""
        return bool(self.apart)


def pool(beliefs: Sequence[Said], *, weights: Sequence[float] | None = None, how: How = "linear") -> Pooled:
    """Return one belief out of those of several people; ``weights`` take the place of those they carry.

    Only the proportions of the weights matter, and the order of the people does not. Linear: a ``Mixture``,
    exactly. Logarithmic: ``Quantiles`` of the product of densities. Raises ``Refused`` for weights that are
    none, and for a logarithmic pool of people who leave no value that all hold possible.
    """
    said = tuple(beliefs)
    if not said:
        raise Refused("nobody said anything", remedy="give at least one person's numbers")
    shares = _shares([person.weight for person in said] if weights is None else weights, of=len(said))
    if how not in ("linear", "log"):
        raise Refused(f"unknown pool `{how}`", remedy="use linear or log")
    dist = said[0].dist
    if len(said) > 1:
        dist = _linear(said, shares) if how == "linear" else _logarithmic(said, shares)
    return Pooled(
        dist=dist, how=how, said=said, weights=shares,
        between=_between(said, shares), apart=_apart(said),
    )  # fmt: skip


def _shares(weights: Sequence[float], *, of: int) -> tuple[float, ...]:
    given = [float(weight) for weight in weights]
    sound = all(0 <= weight < math.inf for weight in given)
    if len(given) != of or not sound or sum(given) <= 0:
        raise Refused(
            f"weights {', '.join(f'{w:g}' for w in given) or 'none'} for {of} people",
            where="weights", remedy="give each person one weight of 0 or more, at least one above 0",
        )  # fmt: skip
    total = math.fsum(given)
    return tuple(weight / total for weight in given)


def _linear(said: tuple[Said, ...], shares: tuple[float, ...]) -> Mixture:
    return Mixture(weights=shares, parts=tuple(person.dist for person in said))


def _logarithmic(said: tuple[Said, ...], shares: tuple[float, ...]) -> Quantiles:
    counted = [(share, person.dist) for share, person in zip(shares, said, strict=True) if share]
    # Every person's own points, so that the narrowest belief is seen as finely as the widest.
    x = np.unique(np.concatenate([at_normal(dist, _PLACES) for _, dist in counted]))
    heights = sum(share * np.maximum(log_density(dist, x), -1e300) for share, dist in counted)
    heights = np.where(np.asarray(heights) < -1e290, -np.inf, heights)
    if not np.isfinite(heights).any():
        raise Refused(
            "no value is held possible by all", why="a logarithmic pool keeps only those",
            remedy="use a linear pool, or let them talk about why they differ",
        )  # fmt: skip
    density = np.exp(heights - heights[np.isfinite(heights)].max())
    mass = np.concatenate([[0.0], np.cumsum((density[1:] + density[:-1]) / 2 * np.diff(x))])
    first, last = np.flatnonzero(density > 0)[[0, -1]]
    probs = mass / mass[-1]
    inner = np.interp(_KEPT, probs, x)
    ends = np.interp([1e-6, 1 - 1e-6], probs, x)
    values = np.clip(np.concatenate([ends[:1], inner, ends[1:]]), x[first], x[last])
    return Quantiles(probs=(0.0, *map(float, _KEPT), 1.0), values=tuple(map(float, values)))


def _between(said: tuple[Said, ...], shares: tuple[float, ...]) -> float:
    """The variance between means as a share of that of the whole linear pool."""
    beliefs = [shown(person.dist) for person in said]
    centre = math.fsum(w * one.mean for w, one in zip(shares, beliefs, strict=True))
    between = math.fsum(w * (one.mean - centre) ** 2 for w, one in zip(shares, beliefs, strict=True))
    within = math.fsum(w * one.sd**2 for w, one in zip(shares, beliefs, strict=True))
    return between / (between + within) if between + within else 0.0


def _apart(said: tuple[Said, ...]) -> tuple[tuple[str, str], ...]:
    ranges = [(person.who, shown(person.dist)) for person in said]
    return tuple(
        (one, other)
        for (one, a), (other, b) in itertools.combinations(ranges, 2)
        if a.p90 < b.p10 or b.p90 < a.p10
    )
