"""Stochastic multicriteria acceptability: which weights put which option first, and how often.

SMAA (Lahdelma, Hokkanen and Salminen 1998) asks not for the best option but for the weights under which each
option would be the best; SMAA-2 (Lahdelma and Salminen 2001) looks at every rank. Utility is a weighted sum.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

TIE = 1e-9
"""Two scores nearer than this, on a scale of about 0 to 1, are one score."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Acceptability:
    """How every option fares over weights and draws.

    ``ranks`` (options, options): the share of draws in which the option (row) has the rank (column, the
    first is best); each row sums to 1. Options with one score share a rank and the next rank follows on, so
    a column may sum to more than 1 and an option that is there twice moves no other.
    ``central`` (options, criteria): the mean of the weights that put the option first, nan where none does;
    ``confidence`` (options,): the share of draws in which it is first under these, nan likewise.
    """

    ranks: Floats
    central: Floats
    confidence: Floats

    @property
    def holistic(self) -> Floats:
        """All ranks in one number, (options,): the first counts 1, the second a half, the k-th 1/k.

        One of the meta-weights that Lahdelma and Salminen (2001) leave the choice of; it depends on no count
        of options.
        """
        return np.asarray(self.ranks @ (1 / np.arange(1, self.ranks.shape[1] + 1)))

    def among_first(self, count: int) -> Floats:
        """Return the share of draws in which each option is among the first ``count`` ranks, (options,)."""
        return np.asarray(self.ranks[:, :count].sum(axis=1))


def smaa(utilities: Sequence[Floats], weights: Floats) -> Acceptability:
    """Return the acceptability of options, weight vector ``i`` meeting draw ``i``.

    ``utilities``: for each criterion an array (options, draws), more is better, all on one scale;
    ``weights`` (criteria, draws), each column summing to 1. The standard error of a share p is
    sqrt(p (1 - p) / draws).
    """
    ranks = dense_ranks(_scores(utilities, weights))
    options, draws = ranks.shape
    shares = np.stack([np.bincount(row, minlength=options + 1)[1:] / draws for row in ranks])
    central = np.full((options, len(weights)), np.nan)
    confidence = np.full(options, np.nan)
    for option in np.flatnonzero(shares[:, 0] > 0):
        central[option] = weights[:, ranks[option] == 1].mean(axis=1)
        scores = _scores(utilities, central[option][:, None])
        confidence[option] = float(np.mean(scores[option] >= scores.max(axis=0) - TIE))
    return Acceptability(ranks=shares, central=central, confidence=confidence)


def dense_ranks(scores: Floats) -> NDArray[np.int64]:
    """Return the rank of each option in each draw, 1 the best, for scores (options, draws).

    Options of one score share a rank, and the next rank follows on: 1, 1, 2.
    """
    order = np.argsort(-scores, axis=0, kind="stable")
    falling = np.take_along_axis(scores, order, axis=0)
    steps = np.ones(scores.shape, dtype=np.int64)
    steps[1:] = (falling[:-1] - falling[1:]) > TIE
    ranks = np.empty_like(steps)
    np.put_along_axis(ranks, order, np.cumsum(steps, axis=0), axis=0)
    return ranks


def _scores(utilities: Sequence[Floats], weights: Floats) -> Floats:
    # One criterion after the other: the same sums in the same order for every option, so equals stay equal.
    scores = np.zeros(utilities[0].shape)
    for utility, weight in zip(utilities, weights, strict=True):
        scores += weight * utility
    return scores
