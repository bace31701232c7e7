"""What a finding does to simulated outcomes without simulating again: each draw weighed by its likelihood."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from fram.decide.beliefs.finding import Finding, exponents
from fram.decide.beliefs.posterior import Discounted, log_likelihoods
from fram.decide.beliefs.update import THIN
from fram.terms.errors import Refused

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reweighed:
    """Draws weighed by findings: ``weights`` (draws,) add up to 1; ``ess`` is how many draws they are worth.

    ``expected`` (options,): each option's mean after the findings; ``best`` (options,): how often it is the
    best. With an ``ess`` below ``THIN`` the numbers are noise: simulate again from the updated belief.
    """

    weights: Floats
    ess: float
    expected: Floats
    best: Floats

    @property
    def is_thin(self) -> bool:
        """Whether too few draws count for the figures to be used."""
        return self.ess < THIN


def reweigh(values: Floats, parameter: Floats, *, findings: Finding | Sequence[Finding]) -> Reweighed:
    """Return simulated ``values`` (options, draws) weighed by findings on ``parameter`` (draws,).

    The draws must come from the belief before the findings (self-normalised importance weights). The ``ess``
    is (sum of weights)² / sum of squared weights (Kish 1965). Raises ``Refused`` where shapes differ or no
    draw is possible after the findings.
    """
    outcomes = np.atleast_2d(np.asarray(values, dtype=float))
    drawn = np.asarray(parameter, dtype=float)
    if drawn.ndim != 1 or outcomes.shape[1] != drawn.size:
        raise Refused(
            f"{outcomes.shape[1]} draws of values, {drawn.size} of the parameter",
            remedy="give one value of the parameter for each draw",
        )  # fmt: skip
    listed = [findings] if isinstance(findings, Finding) else list(findings)
    found = [
        Discounted(evidence=f.evidence, weight=w) for f, w in zip(listed, exponents(listed), strict=True)
    ]
    counted = [one for one in found if one.weight > 0]
    logs = log_likelihoods(counted, drawn) if counted else np.zeros(drawn.size)
    if not np.isfinite(logs).any():
        raise Refused(
            "no draw is possible after what was found", where="finding",
            remedy="check the unit, or widen the earlier belief and simulate again",
        )  # fmt: skip
    shares = np.exp(logs - logs.max())
    shares /= shares.sum()
    first = np.argmax(outcomes, axis=0)
    best = np.bincount(first, weights=shares, minlength=outcomes.shape[0]).astype(float)
    return Reweighed(weights=shares, ess=float(1 / (shares**2).sum()), expected=outcomes @ shares, best=best)
