"""What knowing everything is worth, and quick looks: where variance comes from, and where signs turn.

By bins: an input's own uniform draws cut the sample into bins of equal chance. By Sobol indices: a model run
anew shows which inputs the variance of a number comes from, alone and together with others.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from fram.terms.errors import Refused

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

BINS = 24

Model = Callable[["Floats"], "Floats"]
"""Uniform draws (inputs, draws) to outputs (outputs, draws) or (draws,); must give the same for the same."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shares:
    """Shares of the variance of each output: ``first`` by an input alone, ``total`` with all it goes with.

    Both (outputs, inputs). The first add up to 1 at most; the totals to 1 at least.
    """

    first: Floats
    total: Floats


def sobol(model: Model, *, inputs: int, draws: int = 4096, seed: int = 1) -> Shares:
    """Return the Sobol indices of a model of independent inputs (Saltelli and others 2010, through scipy).

    ``draws`` is a power of two; the model is run on draws × (inputs + 2) points. An output that never varies
    has no shares: zeros. Raises ``Refused`` for another number of draws, and for results that are no number.
    """
    if draws < 2 or draws & (draws - 1):
        raise Refused(f"{draws} draws", where="sobol", remedy="give a power of two, such as 4096")
    from scipy.stats import sobol_indices

    def run(points: Floats) -> Floats:
        found = np.atleast_2d(np.asarray(model(np.clip(points, 1e-16, 1 - 1e-16)), dtype=float))
        if not np.isfinite(found).all():
            raise Refused("the model gives what is no number", where="sobol", remedy="mend the model")
        return found

    with np.errstate(invalid="ignore", divide="ignore"):
        found = sobol_indices(
            func=run, n=draws, dists=[_Evenly()] * inputs, rng=np.random.Generator(np.random.Philox(seed))
        )
    first, total = (np.atleast_2d(found.first_order), np.atleast_2d(found.total_order))
    return Shares(first=np.nan_to_num(first), total=np.nan_to_num(total))


class _Evenly:
    """The uniform distribution on (0, 1), as scipy asks for one: by its quantiles."""

    def ppf(self, q: Any) -> Any:
        """Return the quantiles at ``q``: themselves."""
        return q


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
