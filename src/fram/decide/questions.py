"""Questions: which input to find out next for a market, from whom, and which answer would change what."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from fram.decide.model.case import MarketCase, used_inputs
from fram.decide.model.factors import standing
from fram.decide.model.inputs import INPUTS
from fram.decide.model.sampling import quantile
from fram.decide.worth_knowing import Worth, first_order_share, turning_points, worth_of
from fram.terms.dist import Fixed

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

ASKED_PER_MARKET = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One thing to find out; ``market`` is empty where one answer serves all markets.

    Worth in NOK (expected gain of perfect knowledge), cost in NOK, time in days. ``go_above``/``go_below``:
    the answer beyond which the market is worth entering (in ``unit``).
    """

    market: str
    input: str
    assumption: str
    unit: str
    ask: str
    method: str
    count: int
    days: int
    cost_nok: float
    worth_nok: float
    error_nok: float
    go_above: float | None = None
    go_below: float | None = None

    @property
    def net_nok(self) -> float:
        """Worth less cost."""
        return self.worth_nok - self.cost_nok


def shares_of(case: MarketCase, value: Floats, *, seed: int) -> dict[str, float]:
    """Return the share of the value's variance that each uncertain input of a case explains alone."""
    return {
        name: first_order_share(value, standing(item, seed=seed, draws=value.size))
        for name, item in used_inputs(case).items()
        if not isinstance(item.estimate.dist, Fixed)
    }


def questions_for(
    case: MarketCase, value: Floats, *, rival: Floats | None, shares: Mapping[str, float], seed: int
) -> list[Question]:
    """Return what is worth finding out before entering one market, best net worth first.

    The choice is between this market, doing nothing and, where there is no room for both, its ``rival``
    (draws,): the market that would have its place. Inputs that differ between markets are asked about
    here, what is the same everywhere (the product's own figures) is left to the company.
    """
    nothing = np.zeros_like(value)
    options = np.vstack([value, nothing] if rival is None else [value, rival, nothing])
    against = rival if rival is not None and rival.mean() > 0 else nothing
    local = [name for name in shares if INPUTS[name].scope != "product"]
    asked = sorted(local, key=lambda name: (-shares[name], name))[:ASKED_PER_MARKET]
    found = [question(case, name, options=options, against=against, seed=seed) for name in asked]
    return sorted((q for q in found if q.worth_nok > 0), key=lambda q: (-q.net_nok, q.input))


def shared_questions(
    leader: MarketCase, values: Floats, *, shares: Mapping[str, float], seed: int
) -> list[Question]:
    """Return what is worth finding out of the product itself, best net worth first.

    ``values`` (options, draws): the leader's first, then the other markets in play; doing nothing is
    added. These inputs are the same in every market, so one answer serves all.
    """
    options = np.vstack([values, np.zeros(values.shape[1])])
    own = [name for name in shares if INPUTS[name].scope == "product"]
    asked = sorted(own, key=lambda name: (-shares[name], name))[:ASKED_PER_MARKET]
    asking = [question(leader, name, options=options, against=options[-1], seed=seed) for name in asked]
    found = [replace(made, market="") for made in asking]
    return sorted((q for q in found if q.worth_nok > 0), key=lambda q: (-q.net_nok, q.input))


def question(case: MarketCase, name: str, *, options: Floats, against: Floats, seed: int) -> Question:
    """Return the question about one input, with its worth for choosing among ``options`` (options, draws).

    The market's own value is the first option; ``against`` (draws,) is what it must beat to be gone for.
    """
    item, spec = case.inputs[name], INPUTS[name]
    uniform = standing(item, seed=seed, draws=options.shape[1])
    worth: Worth = worth_of(options, uniform)
    turn = turning_points(options[0] - against, uniform)
    at = None if turn is None else float(quantile(item.estimate.dist, turn[0])[0])
    return Question(
        market=case.market,
        input=name,
        assumption=item.id,
        unit=item.estimate.unit,
        ask=spec.ask,
        method=spec.method,
        count=spec.count,
        days=spec.days,
        cost_nok=spec.cost_nok,
        worth_nok=worth.shown,
        error_nok=worth.error,
        go_above=at if turn and turn[1] > 0 else None,
        go_below=at if turn and turn[1] < 0 else None,
    )
