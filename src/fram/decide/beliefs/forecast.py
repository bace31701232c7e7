"""What a fitted Bass curve says of its peak and the periods to come, with ranges; Bass' own regression."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from scipy.special import stdtrit

from fram.decide.history import BassFit, Form, bass_share
from fram.terms.errors import Refused

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

MOST_PERIODS = 60
"""Periods ahead that a forecast is made for at most."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ahead:
    """One period: its number (1 has the first sale), sales P10, P50, P90 in units, the share at its end."""

    period: int
    p10: float
    p50: float
    p90: float
    share: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlook:
    """What the curve says: times in periods since the first sale began, sales in units.

    ``peak_time``: when sales are fastest, ln(q/p) / (p + q), 0 where they fall from the start.
    ``peak_rate``: units a period there, m(p + q)² / 4q. ``share``: adopted of m by the end of the history.
    ``noise``: how far a period's sales lie from the curve (one standard deviation, units).
    """

    peak_time: float
    peak_rate: float
    share: float
    noise: float
    ahead: tuple[Ahead, ...]


def outlook(fit: BassFit, sales: Floats, *, form: Form = "interval", periods: int = 5) -> Outlook:
    """Return the peak and the next ``periods`` of a curve fitted (without a prior) to ``sales`` (periods,).

    Ranges hold what is unknown of p, q, m (linear in their logarithms, Student's t with n - 3 degrees of
    freedom) and the noise of a single period. They hold no doubt about the curve itself.
    """
    if not 1 <= periods <= MOST_PERIODS:
        raise Refused(f"{periods} periods ahead", where="periods", remedy=f"ask for 1 to {MOST_PERIODS}")
    sold, logs = np.asarray(sales, dtype=float), np.log([fit.p, fit.q, fit.m])
    past, future = np.arange(1.0, sold.size + 1), np.arange(sold.size + 1.0, sold.size + periods + 1)
    spare = sold.size - 3
    steered = _slopes(logs, past, form)
    covariance = np.linalg.pinv(steered.T @ steered) * fit.rss / spare
    noise = math.sqrt(float(((sold - _sales(logs, past, form)) ** 2).sum()) / spare)
    slopes = _slopes(logs, future, "density" if form == "density" else "interval")
    spread = np.sqrt(np.einsum("ti,ij,tj->t", slopes, covariance, slopes) + noise**2)
    middle, reach = _sales(logs, future, form), float(stdtrit(spare, 0.9)) * spread
    peak = math.log(fit.q / fit.p) / (fit.p + fit.q) if fit.q > fit.p else 0.0
    shares = bass_share(np.append(float(sold.size), future), p=fit.p, q=fit.q)
    return Outlook(
        peak_time=peak,
        peak_rate=fit.m * (fit.p + fit.q) ** 2 / (4 * fit.q) if fit.q > fit.p else fit.m * fit.p,
        share=float(shares[0]), noise=noise,
        ahead=tuple(
            Ahead(
                period=int(at), p10=max(float(mid - far), 0.0), p50=float(mid), p90=float(mid + far),
                share=float(share),
            )
            for at, mid, far, share in zip(future, middle, reach, shares[1:], strict=True)
        ),
    )  # fmt: skip


def regression_1969(sales: Floats) -> tuple[float, float, float]:
    """Return p, q, m by Bass' own regression (1969): sales on what was sold before, and its square.

    S(t) = a + b Y(t-1) + c Y(t-1)², with m the positive root of a + b m + c m² = 0, p = a / m, q = -c m.
    Older and rougher than the fits of ``fit_bass``: it reads a period's sales as the rate at its
    beginning. Raises ``Refused`` where the parabola has no such root.
    """
    sold = np.asarray(sales, dtype=float)
    if sold.size < 4:
        raise Refused(f"{sold.size} periods of sales are too few", where="sales", remedy="give at least 4")
    before = np.concatenate([[0.0], np.cumsum(sold)[:-1]])
    scale = max(float(before.max()), 1.0)
    terms = np.stack([np.ones_like(before), before / scale, (before / scale) ** 2], axis=1)
    a, b, c = np.linalg.lstsq(terms, sold, rcond=None)[0] / np.array([1.0, scale, scale**2])
    inside = b**2 - 4 * a * c
    if not (c < 0 and a > 0 and inside >= 0):
        raise Refused(
            "the sales do not bend as the regression needs", where="sales",
            remedy="use the curve fitted to the sales instead",
        )  # fmt: skip
    m = float((-b - math.sqrt(inside)) / (2 * c))
    return float(a) / m, float(-c) * m, m


def _sales(logs: Floats, at: Floats, form: Form) -> Floats:
    """Sales of the periods that end at ``at``: within each of them, or as the rate at its end."""
    p, q, m = np.exp(logs)
    if form == "density":
        gone = np.exp(-(p + q) * at)
        return np.asarray(m * p * (p + q) ** 2 * gone / (p + q * gone) ** 2)
    return np.asarray(m * (bass_share(at, p=p, q=q) - bass_share(at - 1, p=p, q=q)))


def _slopes(logs: Floats, at: Floats, form: Form) -> Floats:
    """How each fitted number changes with the logarithms of p, q, m: (periods, 3), by central differences."""

    def fitted(place: Floats) -> Floats:
        if form == "cumulative":
            p, q, m = np.exp(place)
            return np.asarray(m * bass_share(at, p=p, q=q))
        return _sales(place, at, form)

    step = 1e-5
    return np.stack(
        [(fitted(logs + step * axis) - fitted(logs - step * axis)) / (2 * step) for axis in np.eye(3)], axis=1
    )
