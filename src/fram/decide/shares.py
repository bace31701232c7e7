"""How much of a market's value hangs on each of its inputs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fram.decide.model.case import MarketCase, used_inputs
from fram.decide.model.factors import standing
from fram.decide.worth_knowing import first_order_share
from fram.terms.dist import Fixed

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]


def shares_of(case: MarketCase, value: Floats, *, seed: int) -> dict[str, float]:
    """Return the share of the variance of a market's value (draws,) that each input explains alone."""
    return {
        name: first_order_share(value, standing(item, seed=seed, draws=value.size))
        for name, item in used_inputs(case).items()
        if not isinstance(item.estimate.dist, Fixed)
    }
