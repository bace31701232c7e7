"""What knowing everything is worth, and quick looks along one input: its share of variance, where signs turn.

An input's own uniform draws cut the sample into bins of equal chance.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

BINS = 24


def evpi(values: Floats) -> float:
    """Return the expected value of perfect information: mean of the best option less the best mean.

    ``values`` (options, draws) in any money; doing nothing must be a row of zeros where it is an option.
    """
    return float(values.max(axis=0).mean() - values.mean(axis=1).max())


def bin_means(values: Floats, place: NDArray[np.int64], *, bins: int) -> Floats:
    """Return the mean of each option in each bin (options, bins); an empty bin takes the overall mean."""
    counts = np.bincount(place, minlength=bins)
    sums = np.stack([np.bincount(place, weights=row, minlength=bins) for row in values])
    overall = values.mean(axis=1, keepdims=True)
    return np.asarray(np.where(counts > 0, sums / np.maximum(counts, 1), overall))


def first_order_share(value: Floats, uniform: Floats, *, bins: int = BINS) -> float:
    """Return the share of the variance of ``value`` (draws,) that knowing one input would remove.

    The correlation ratio Var(E[value|input]) / Var(value), less what noise alone would show; 0 to 1.
    """
    total = float(value.var())
    if total == 0:
        return 0.0
    place = np.minimum((uniform * bins).astype(np.int64), bins - 1)
    means = bin_means(value[None, :], place, bins=bins)[0]
    counts = np.bincount(place, minlength=bins)
    between = float((counts * (means - value.mean()) ** 2).sum() / value.size)
    within = max(total - between, 0.0)
    noise = within * (bins - 1) / max(value.size - bins, 1)
    return float(np.clip((between - noise) / total, 0.0, 1.0))


def turning_points(value: Floats, uniform: Floats, *, bins: int = BINS) -> tuple[float, float] | None:
    """Return the chance level at which the mean of ``value`` changes sign along one input, and its direction.

    ``(level, +1)``: above that quantile of the input the value is positive; ``-1``: below it. None when
    the sign does not change, or changes more than once.
    """
    place = np.minimum((uniform * bins).astype(np.int64), bins - 1)
    signs = bin_means(value[None, :], place, bins=bins)[0] > 0
    changes = np.flatnonzero(signs[1:] != signs[:-1])
    if len(changes) != 1:
        return None
    return (float(changes[0] + 1) / bins, 1.0 if signs[-1] else -1.0)
