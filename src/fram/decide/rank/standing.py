"""How firmly each market stands: under the board's weights, and against every other market's risk."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from fram.decide.model.cashflow import Outcomes
from fram.decide.rank.acceptability import Acceptability, smaa
from fram.decide.rank.criteria import USUAL, Measured, check_criteria, measure
from fram.decide.rank.dominance import ALMOST, Dominance, dominance
from fram.decide.rank.weights import Kind, Preference, weights_of

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

MOST_DRAWS = 20_000
"""Draws looked at: they pin a share down to 0.4 of a point (one standard error), and memory stays flat."""
PLACES = 10
"""Ranks told one by one; whatever is below them is told together."""
NOTHING = "nothing"
"""The name of doing nothing, where it stands among the markets."""
PODIUM = 3
"""``among_first`` counts this many ranks."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CriterionKept:
    """One criterion as it was weighed: its two ends in its unit, the limits of its weight as shares of 1."""

    criterion: str
    unit: str
    worst: float
    best: float
    low: float
    high: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """One market under the board's weights and against the others. Shares and chances from 0 to 1.

    ``first_by_weights``: the share of the ways to weigh that put it first when each criterion is taken at its
    mean; ``first`` and ``among_first``: the share of weights and futures that put it first, and among the
    first three; ``places``: the share at each of the first ten ranks. ``holistic``: all ranks in one number,
    the k-th counting 1/k. ``central``: the mean of the weights that put it first, by criterion, empty where
    none does; ``confidence``: how often it is first under them. ``means``: each criterion, in its unit.
    ``beaten_by``: the market that dominates it (``nothing``: doing nothing; empty: none), at order
    ``beaten_order``; ``almost_beaten_by``: where none does, the market all but five per cent of the area
    speaks for. ``beats``: the order at which it dominates each market (and ``nothing``) that it does;
    ``nothing_beats``: the order at which doing nothing dominates it, 0 for none.
    """

    market: str
    first_by_weights: float
    first: float
    among_first: float
    places: tuple[float, ...]
    holistic: float
    central: Mapping[str, float]
    confidence: float | None
    means: Mapping[str, float]
    beats: Mapping[str, int]
    beaten_by: str = ""
    beaten_order: int = 0
    almost_beaten_by: str = ""
    nothing_beats: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class RankKept:
    """How stable a ranking is, as a plan keeps it: ``markets`` as they were ranked, the best first.

    ``kind``: what is known of the weights; ``undominated``: markets, and ``nothing``, that none dominates;
    ``draws``: weights and futures looked at.
    """

    kind: Kind
    criteria: tuple[CriterionKept, ...]
    markets: tuple[Standing, ...]
    undominated: tuple[str, ...]
    draws: int


def rank_kept(
    markets: Sequence[str],
    found: Outcomes,
    *,
    best_first: Sequence[str],
    seed: int,
    preference: Preference | None = None,
) -> RankKept:
    """Return how stable the order ``best_first`` of markets is; ``found`` has a row for each of ``markets``.

    ``preference``: what the board said of its weights; None weighs the usual criteria in every way there is.
    Raises ``Refused`` for a criterion that is none.
    """
    asked = preference or Preference.any_of(USUAL)
    check_criteria(asked.criteria)
    rows = [list(markets).index(market) for market in best_first]
    looked_at = _part(found, rows)
    measured = [measure(looked_at, name) for name in asked.criteria]
    weights = weights_of(asked, seed=seed, draws=looked_at.value.shape[1])
    return _kept(best_first, asked, measured, weights, dominance_with_nothing(looked_at.npv))


def dominance_with_nothing(npv: NDArray[Any]) -> Dominance:
    """Return how markets stand to each other and, last, to doing nothing, as luck falls: ``npv`` in NOK."""
    return dominance(np.vstack([npv, np.zeros(npv.shape[1])]))


def _part(found: Outcomes, rows: Sequence[int]) -> Outcomes:
    names = Outcomes.__dataclass_fields__
    return Outcomes(**{name: getattr(found, name)[rows, :MOST_DRAWS] for name in names})


def _kept(
    markets: Sequence[str], asked: Preference, measured: Sequence[Measured], weights: Floats, beats: Dominance
) -> RankKept:
    both = smaa([one.utilities for one in measured], weights)
    means = [one.utilities.mean(axis=1, keepdims=True) for one in measured]
    alone = smaa([np.broadcast_to(mean, (len(markets), weights.shape[1])) for mean in means], weights)
    names = [*markets, NOTHING]
    return RankKept(
        kind=asked.kind, draws=weights.shape[1],
        criteria=tuple(_weighed(asked, measured)),
        markets=tuple(
            _standing(row, names, both, float(alone.ranks[row, 0]), measured, beats)
            for row in range(len(markets))
        ),
        undominated=tuple(name for name, free in zip(names, beats.undominated, strict=True) if free),
    )  # fmt: skip


def _weighed(asked: Preference, measured: Sequence[Measured]) -> Iterator[CriterionKept]:
    for one, low, high in zip(measured, asked.low, asked.high, strict=True):
        yield CriterionKept(
            criterion=one.criterion.name, unit=one.criterion.unit, worst=one.worst, best=one.best,
            low=float(low), high=float(high),
        )  # fmt: skip


def _standing(
    row: int,
    names: Sequence[str],
    found: Acceptability,
    first_by_weights: float,
    measured: Sequence[Measured],
    beats: Dominance,
) -> Standing:
    criteria = [one.criterion.name for one in measured]
    is_ever_first = bool(found.ranks[row, 0])
    by, order = _beaten_by(row, names, beats)
    return Standing(
        market=names[row], first_by_weights=first_by_weights, first=float(found.ranks[row, 0]),
        among_first=float(found.among_first(PODIUM)[row]),
        places=tuple(map(float, found.ranks[row, :PLACES])), holistic=float(found.holistic[row]),
        central=dict(zip(criteria, map(float, found.central[row]), strict=True)) if is_ever_first else {},
        confidence=float(found.confidence[row]) if is_ever_first else None,
        means={one.criterion.name: float(one.means[row]) for one in measured},
        beaten_by=by, beaten_order=order,
        almost_beaten_by="" if by else _almost_beaten_by(row, names, beats),
        beats={name: int(order) for name, order in zip(names, beats.order[row], strict=True) if order},
        nothing_beats=int(beats.order[-1, row]),
    )  # fmt: skip


def _beaten_by(row: int, names: Sequence[str], beats: Dominance) -> tuple[str, int]:
    """Who dominates a market: at first order before second, then the best ranked."""
    column = beats.order[:, row]
    for order in (1, 2):
        found = np.flatnonzero(column == order)
        if found.size:
            return names[int(found[0])], order
    return "", 0


def _almost_beaten_by(row: int, names: Sequence[str], beats: Dominance) -> str:
    found = np.flatnonzero(beats.almost(share=ALMOST)[:, row])
    return names[int(found[0])] if found.size else ""
