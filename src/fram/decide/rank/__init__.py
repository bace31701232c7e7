"""Ranking: means with and without shrinkage, chances, tiers, dominance, and how stable an order is."""

from fram.decide.rank.acceptability import Acceptability, dense_ranks, smaa
from fram.decide.rank.criteria import CRITERIA, USUAL, check_criteria
from fram.decide.rank.dominance import Dominance, dominance, dominates
from fram.decide.rank.ranked import (
    TOLD_APART,
    Range,
    Ranked,
    chances_best,
    rank,
    shrunk_means,
    tiers,
)
from fram.decide.rank.standing import NOTHING, RankKept, Standing, rank_kept
from fram.decide.rank.weights import Preference, weights_of

__all__ = [
    "CRITERIA",
    "NOTHING",
    "TOLD_APART",
    "USUAL",
    "Acceptability",
    "Dominance",
    "Preference",
    "Range",
    "RankKept",
    "Ranked",
    "Standing",
    "chances_best",
    "check_criteria",
    "dense_ranks",
    "dominance",
    "dominates",
    "rank",
    "rank_kept",
    "shrunk_means",
    "smaa",
    "tiers",
    "weights_of",
]
