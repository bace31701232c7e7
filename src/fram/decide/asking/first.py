"""Where asking comes before deciding: the markets that a question worth its cost decides on."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from fram.decide.asking.found import Asking, NextQuestion
from fram.decide.rank import Ranked

MOST_FIRST = 3
"""Markets asked about at once."""


def asked_first(ranked: Sequence[Ranked], asking: Asking, *, go: Collection[str]) -> dict[str, NextQuestion]:
    """Return the markets to ask about before deciding on them, each with its best question.

    Those not gone for today that some answers bring in and others do not: best tier first, then best
    question, at most ``MOST_FIRST``.
    """
    tiers = {item.market: item.tier for item in ranked if item.market not in go}
    found: dict[str, int] = {}
    for place, question in enumerate(asking.questions):
        for market in tiers.keys() & set(question.decides):
            found.setdefault(market, place)
    best = sorted(found, key=lambda market: (tiers[market], found[market], market))[:MOST_FIRST]
    return {market: asking.questions[found[market]] for market in best}
