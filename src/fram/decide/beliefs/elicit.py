"""From what people say to a distribution: every family that applies, fitted and ranked, with feedback.

A family is fitted by least squares between its chances at the values said and the chances said (O'Hagan
et al. 2006; the fits agree with those SHELF prints). Each fit says what the person would then also be
saying ("one in twenty is below 18"), so that the person can object before the number is used.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from fram.decide.beliefs.families import Curve, Family, Numbers, families
from fram.decide.beliefs.points import Points, points_of_chips
from fram.decide.model.sampling import quantile
from fram.terms.dist import Dist, Pert, Quantiles, Triangular
from fram.terms.errors import Refused

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

FEEDBACK = (0.05, 0.10, 0.50, 0.90, 0.95)
"""The chances at which a fit is read back to the person."""
FORMS = {
    "p10-p50-p90": (0.10, 0.50, 0.90),
    "quartiles": (0.25, 0.50, 0.75),
    "p5-p50-p95": (0.05, 0.50, 0.95),
}
"""Three-number forms by name: the chances that belong to the three values."""
POOR = 0.05
"""A fit that misses what was said by more than this chance is told as poor."""
ALIKE = 1e-9
"""Sums of squares this near each other are a tie; the family that fits the limits is named first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fit:
    """One family fitted: its parameters by name, the ``Dist``, and how near it comes to what was said.

    ``ssq``: sum of squared differences of chances. ``worst``: the largest of them (a chance).
    ``feedback``: its values at ``FEEDBACK`` (5, 10, 50, 90, 95 %), in the unit of the values.
    """

    family: str
    numbers: Numbers
    dist: Dist
    ssq: float
    worst: float
    feedback: tuple[float, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Elicited:
    """What was said, and the fits ranked from the nearest on.

    ``as_said``: straight lines through the points where both limits are known, else None: what to use
    when every family is ``poor``.
    """

    said: Points | None
    fits: tuple[Fit, ...]
    as_said: Dist | None = None

    @property
    def best(self) -> Fit:
        """The nearest fit."""
        return self.fits[0]

    @property
    def dist(self) -> Dist:
        """The distribution of the nearest fit."""
        return self.fits[0].dist

    @property
    def is_poor(self) -> bool:
        """Whether even the nearest fit misses something said by more than ``POOR``."""
        return self.best.worst > POOR


def elicit(
    quantiles: Sequence[float],
    probs: Sequence[float],
    *,
    low: float | None = None,
    high: float | None = None,
) -> Elicited:
    """Return the fits of every family that applies to ``quantiles`` (values) at ``probs`` (0 to 1).

    ``low`` and ``high``: the least and the most the number can be, where it has such limits. With
    both, a beta between them is tried too. Ties (two points fit most families exactly) go to the family
    that knows the limits: beta with both, lognormal with the lower one, else normal. Raises ``Refused``.
    """
    said = Points(
        probs=tuple(map(float, probs)), values=tuple(map(float, quantiles)),
        low=None if low is None else float(low), high=None if high is None else float(high),
    )  # fmt: skip
    return _elicited(said)


def elicit_chips(*, edges: Sequence[float], chips: Sequence[float]) -> Elicited:
    """Return the fits of chips laid in bins: ``edges`` are the borders, one more than ``chips``."""
    return _elicited(points_of_chips(edges=edges, chips=chips))


def elicit_three(
    numbers: Sequence[float], *, form: str, low: float | None = None, high: float | None = None
) -> Elicited:
    """Return the fits of three numbers: ``form`` is one of ``FORMS``, or ``low-typical-high``.

    Least, most likely and most are ends and a mode, not quantiles: they are a Pert (first) or a triangular
    as they stand, and nothing is fitted.
    """
    if len(numbers) != 3:
        raise Refused(f"{len(numbers)} numbers where three belong", remedy=f"give the three of {form}")
    if form == "low-typical-high":
        return _from_ends(*map(float, numbers))
    if form not in FORMS:
        raise Refused(f"unknown form `{form}`", remedy=f"use low-typical-high or {', '.join(FORMS)}")
    return elicit(numbers, FORMS[form], low=low, high=high)


def feedback_of(dist: Dist) -> tuple[float, ...]:
    """Return the values of a distribution at ``FEEDBACK``."""
    return tuple(float(value) for value in quantile(dist, np.array(FEEDBACK)))


def _from_ends(low: float, typical: float, high: float) -> Elicited:
    if low == high:
        raise Refused(
            f"least and most are both {low:g}", why="that is certainty", remedy="use the number as known"
        )
    shapes = (("pert", Pert), ("triangular", Triangular))
    numbers = (("low", low), ("typical", typical), ("high", high))
    dists = [(name, family(low=low, typical=typical, high=high)) for name, family in shapes]
    fits = tuple(
        Fit(family=name, numbers=numbers, dist=dist, ssq=0.0, worst=0.0, feedback=feedback_of(dist))
        for name, dist in dists
    )
    return Elicited(said=None, fits=fits)


def _elicited(said: Points) -> Elicited:
    fits = [_fitted(family, said) for family in families(said)]
    order = _preference(said)
    ranked = sorted(fits, key=lambda fit: (_tied(fit.ssq), order.index(fit.family)))
    return Elicited(said=said, fits=tuple(ranked), as_said=_as_said(said))


def _tied(ssq: float) -> float:
    return 0.0 if ssq < ALIKE else ssq


def _preference(said: Points) -> list[str]:
    """The order of families that come equally near: what knows the limits first."""
    known = ["beta"] if said.low is not None and said.high is not None else []
    known += ["lognormal"] if said.low is not None and said.high is None else []
    rest = ["normal", "lognormal", "gamma", "beta", "pert", "triangular", "uniform"]
    return [*known, *(name for name in rest if name not in known)]


def _fitted(family: Family, said: Points) -> Fit:
    curve = _nearest(family, said)
    missed = curve.cdf(np.array(said.values)) - np.array(said.probs)
    dist = curve.dist()
    return Fit(
        family=family.name, numbers=curve.numbers, dist=dist,
        ssq=float((missed**2).sum()), worst=float(np.abs(missed).max()), feedback=feedback_of(dist),
    )  # fmt: skip


def _nearest(family: Family, said: Points) -> Curve:
    """The family's curve of least squares, in chances."""
    from scipy.optimize import least_squares  # a quarter of a second to import

    values, probs = np.array(said.values), np.array(said.probs)

    def missed(free: Floats) -> Floats:
        return family.curve(free).cdf(values) - probs

    found = least_squares(
        missed, np.array(family.start), jac="3-point", ftol=1e-14, xtol=1e-12, gtol=1e-14, max_nfev=400
    )
    return family.curve(np.asarray(found.x))


def _as_said(said: Points) -> Dist | None:
    if said.low is None or said.high is None:
        return None
    return Quantiles(probs=(0.0, *said.probs, 1.0), values=(said.low, *said.values, said.high))
