"""The chance that a study shows what it is to show: at one true effect, and over all that are believed.

Formulas work on numbers and on arrays of one shape alike.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np
from scipy.special import ndtr

from fram.access.study.checks import refuse_not_positive, refuse_share
from fram.access.study.sizes import ALPHA, ONE_SIDED, z_of

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64] | float


def error_of_means(n: Floats, *, spread: float) -> Floats:
    """Return the standard error of a difference of two means with ``n`` in each arm: spread √(2 / n)."""
    refuse_not_positive(spread, what="the spread between people")
    return spread * np.sqrt(2 / np.asarray(n, dtype=float))


def power_of_means(n: Floats, *, difference: float, spread: float, alpha: float = ALPHA) -> Floats:
    """Return the power with ``n`` in each arm, undoing ``two_means``: Φ(|difference| / error - z_a)."""
    return ndtr(abs(difference) / error_of_means(n, spread=spread) - z_of(1 - alpha / 2))


def power_of_shares(n: Floats, *, first: float, second: float, alpha: float = ALPHA) -> Floats:
    """Return the power with ``n`` in each arm to tell two shares apart, the inverse of ``two_shares``."""
    for share in (first, second):
        refuse_share(share, what="a share")
    middle = (first + second) / 2
    pooled = math.sqrt(2 * middle * (1 - middle))
    apart = math.sqrt(first * (1 - first) + second * (1 - second))
    reach = abs(first - second) * np.sqrt(np.asarray(n, dtype=float))
    return ndtr((reach - z_of(1 - alpha / 2) * pooled) / apart)


def power_of_no_worse(n: Floats, *, share: float, margin: float, alpha: float = ONE_SIDED) -> Floats:
    """Return the power with ``n`` in each arm to be no worse, undoing ``no_worse_shares``."""
    refuse_share(share, what="the share")
    refuse_not_positive(margin, what="the margin")
    error = np.sqrt(2 * share * (1 - share) / np.asarray(n, dtype=float))
    return ndtr(margin / error - z_of(1 - alpha))


def power_of_events(events: Floats, *, hazard_ratio: float, alpha: float = ALPHA) -> Floats:
    """Return the power with so many events to show a hazard ratio, the inverse of ``log_rank_events``."""
    refuse_not_positive(hazard_ratio, what="the hazard ratio")
    reach = abs(math.log(hazard_ratio)) * np.sqrt(np.asarray(events, dtype=float)) / 2
    return ndtr(reach - z_of(1 - alpha / 2))


def assurance(*, mean: Floats, doubt: Floats, error: Floats, alpha: float = ALPHA) -> Floats:
    """Return the chance of a study that shows an effect, over all effects believed possible.

    The effect is believed to be normal with ``mean`` above what must be beaten and standard deviation
    ``doubt``; the study estimates it with standard error ``error``. The estimate is then normal with spread
    √(doubt² + error²), and the study succeeds above z_a errors: Φ((mean - z_a error) / √(doubt² + error²))
    (O'Hagan, Stevens and Campbell, Pharmaceutical Statistics 2005;4:187-201). Without doubt it is the power.
    """
    doubt, error = np.asarray(doubt, dtype=float), np.asarray(error, dtype=float)
    if np.any(doubt < 0):
        refuse_not_positive(float(doubt.min()), what="the doubt about the effect")
    refuse_not_positive(float(error.min()), what="the standard error")
    return ndtr((mean - z_of(1 - alpha / 2) * error) / np.sqrt(doubt**2 + error**2))
