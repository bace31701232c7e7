"""What a planned study is worth before its result is known, and what is left of that after its cost.

By the curve along the input (``answered``). By regression, for what no design describes: simulate the study
in every draw and value its summary like an input (Strong and others 2015). By weights: for results of the
study, weight every draw with how likely it makes them (Menzies 2016).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from fram.decide.model.sampling import uniforms
from fram.decide.worth_knowing.answered import study_along
from fram.decide.worth_knowing.checks import FEWEST, checked_inputs, checked_values
from fram.decide.worth_knowing.groups import evppi_group
from fram.decide.worth_knowing.learned import Learned, gains
from fram.decide.worth_knowing.single import lines_of
from fram.terms.errors import Refused

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from fram.decide.worth_knowing.designs import Design

    Floats = NDArray[np.float64]

RESULTS = 600
"""Results of the study that are weighed, spread evenly over what it may show."""
OUTER, INNER = 40, 400
"""Results and draws weighed at once."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Weighed:
    """Worth of a study by weights: ``value`` in the unit of the values, ``se`` its standard error.

    ``effective``: to how many draws the weights of a result come down, the median over results. Below about
    a hundred the value is unsure, and too high rather than too low.
    """

    value: float
    se: float
    effective: float


def evsi(values: Floats, column: Floats, *, design: Design) -> Learned:
    """Return what a planned study of one input (draws,) is worth, by the curve along the input.

    Never more than ``evppi`` of the input. ``values`` (options, draws). Raises ``Refused`` as ``evppi``
    does, and where the design does not fit.
    """
    kept = checked_values(values, least=FEWEST)
    found = gains(kept)
    (at,) = lines_of(checked_inputs(column, draws=kept.shape[1])[:1], found)
    return study_along(at, found, design=design)


def evsi_by_summaries(values: Floats, summaries: Floats, *, seed: int = 1) -> Learned:
    """Return what seeing ``summaries`` (summaries, draws) of a study, simulated in each draw, is worth.

    By regression, of which nothing holds it below the worth of what is studied but the noise of the draws.
    """
    return evppi_group(values, summaries, seed=seed)


def evsi_by_weights(values: Floats, column: Floats, *, design: Design, seed: int = 1) -> Weighed:
    """Return what a planned study of one input (draws,) is worth, by weighing the draws with its likelihood.

    The results weighed are those simulated in draws spread evenly over what the study may show.
    """
    kept = checked_values(values, least=FEWEST)
    truth = checked_inputs(column, draws=kept.shape[1])[0]
    seen = np.sort(design.simulate(truth, seed=seed), kind="stable")
    shift = float(uniforms(seed, "study.results", start=0, stop=1)[0])
    results = min(RESULTS, seen.size)
    at = ((np.arange(results) + shift) * seen.size / results).astype(np.int64)
    return weighed(kept, lambda some: design.loglik(seen[at[some]], truth), results=results)


def weighed(values: Floats, loglik: Callable[[slice], Floats], *, results: int) -> Weighed:
    """Return the worth of a study, given how likely its results are in each draw.

    ``loglik(slice)`` gives the log-likelihood (results in the slice, draws) of results simulated from the
    model. The baseline is the best option's mean over the same results: held against the mean of all draws,
    the chance that fell on these results would count as worth.
    """
    more = gains(checked_values(values)).more
    if not more.shape[1]:
        return Weighed(value=0.0, se=0.0, effective=float(len(more)))
    means, effective = np.empty((results, more.shape[1])), np.empty(results)
    for start in range(0, results, OUTER):
        some = slice(start, min(start + OUTER, results))
        means[some], effective[some] = _posterior(loglik(some), more)
    plain = means.mean(axis=0)
    still = max(plain.max(), 0.0)
    held = means[:, plain.argmax()] if plain.max() > 0 else np.zeros(results)
    tops = np.maximum(means.max(axis=1), 0)
    return Weighed(
        value=float(tops.mean() - still), se=float((tops - held).std(ddof=1) / np.sqrt(results)),
        effective=float(np.median(effective)),
    )  # fmt: skip


def _posterior(logs: Floats, more: Floats) -> tuple[Floats, Floats]:
    """The options' means after each result (results, options), and how many draws carry each."""
    weights = logs - logs.max(axis=1, keepdims=True)
    np.exp(weights, out=weights)
    total = weights.sum(axis=1)
    sums = np.zeros((len(logs), more.shape[1]))
    for start in range(0, len(more), INNER):
        sums += weights[:, start : start + INNER] @ more[start : start + INNER]
    return sums / total[:, None], total**2 / np.einsum("ij,ij->i", weights, weights)


@dataclass(frozen=True, slots=True, kw_only=True)
class Use:
    """How often a decision is taken: ``yearly`` times a year, for ``years``, at a continuous ``discount``.

    ``delay_years`` pass before a study's result can be used. ``once`` is the decision taken one single time.
    """

    yearly: float
    years: float
    discount: float = 0.0
    delay_years: float = 0.0

    def __post_init__(self) -> None:
        for name in ("yearly", "years", "discount", "delay_years"):
            if not 0 <= getattr(self, name) < np.inf:
                raise Refused(f"{name} is {getattr(self, name)}", where="use", remedy="give 0 or more")

    @property
    def times(self) -> float:
        """How many decisions the result serves, those to come discounted: the integral of e^(-rt)."""
        left = max(self.years - self.delay_years, 0.0)
        if self.discount == 0:
            return self.yearly * left
        first = np.exp(-self.discount * self.delay_years)
        return float(self.yearly * first * -np.expm1(-self.discount * left) / self.discount)


def enbs(worth: float, *, times: float, cost: float) -> float:
    """Return the expected net benefit of sampling: ``worth`` of a study per decision, less what it costs.

    ``times``: how many decisions its result serves (``Use.times``); all money in one unit. Below 0: do not
    do the study. With nothing to gain it is the cost: enbs(0, times=460_000, cost=9.25e6) = -9.25e6.
    """
    return worth * times - cost
