"""Sobol indices: which inputs the variance of a number comes from, alone and together with others."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from fram.terms.errors import Refused

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

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
