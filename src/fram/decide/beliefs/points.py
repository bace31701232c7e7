"""What somebody said about a number: chances and values, checked; and chips laid in bins as such.

A statement "one in four lies below 25" is the pair (0.25, 25). Two or more such pairs, in rising order,
are what a distribution is fitted to (O'Hagan et al. 2006, Uncertain Judgements).
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from fram.terms.dist import Dist
from fram.terms.errors import Problem, Refused

LEAST_POINTS = 2
"""Points needed: a place and a spread are learnt from them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Points:
    """Pairs (``probs``, ``values``) in rising order, with the least and the most the number can be, if any.

    Raises ``Refused`` with every fault: what crosses, lies beyond a limit, or is no chance.
    """

    probs: tuple[float, ...]
    values: tuple[float, ...]
    low: float | None = None
    high: float | None = None

    def __post_init__(self) -> None:
        problems = tuple(_faults(self))
        if problems:
            raise Refused(
                "these numbers do not say a distribution", problems=problems,
                remedy="mend what is named below",
            )  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What one person believes about a number: who, in which role, on which day, as a distribution.

    ``probs`` and ``values`` are the person's own words where quantiles were given; ``dist`` is what was
    made of them. ``weight``: how much this one counts beside the others; only the proportions matter.
    """

    who: str
    dist: Dist
    role: str = ""
    on: date | None = None
    probs: tuple[float, ...] = ()
    values: tuple[float, ...] = ()
    weight: float = 1.0


def points_of_chips(*, edges: Sequence[float], chips: Sequence[float]) -> Points:
    """Return the points of chips laid in bins (the roulette method): one chip is one equal share of chance.

    ``edges``: the borders of the bins, rising, one more than there are ``chips``; the outermost are taken
    as the least and the most the number can be. Borders with no chip below or above say nothing of the
    shape and are left out. Raises ``Refused`` where all chips lie in one bin: nothing is known inside it.
    """
    problems = tuple(_chip_faults(edges, chips))
    if problems:
        raise Refused("the chips cannot be read", problems=problems, remedy="mend what is named below")
    shares = list(itertools.accumulate(float(chip) for chip in chips))
    inner = [
        (share / shares[-1], float(edge))
        for share, edge in zip(shares, edges[1:], strict=True)
        if 0 < share < shares[-1]
    ]
    kept = [pair for n, pair in enumerate(inner) if not n or pair[0] > inner[n - 1][0]]
    if len(kept) < LEAST_POINTS:
        raise Refused(
            f"the chips lie in {len(kept) + 1} of {len(chips)} bins",
            where="chips", why="at least three bins with chips show a shape",
            remedy="use narrower bins, or spread the chips as the belief is spread",
        )  # fmt: skip
    return Points(
        probs=tuple(share for share, _ in kept), values=tuple(edge for _, edge in kept),
        low=float(edges[0]), high=float(edges[-1]),
    )  # fmt: skip


def _faults(points: Points) -> Iterator[Problem]:
    if len(points.probs) != len(points.values):
        yield Problem(
            where="values", what=f"{len(points.values)} values for {len(points.probs)} probabilities",
            remedy="give one value for each probability",
        )  # fmt: skip
        return
    if len(points.probs) < LEAST_POINTS:
        yield Problem(
            where="values", what=f"{len(points.probs)} of the at least {LEAST_POINTS} points needed",
            why="a place and a spread are to be learnt", remedy="ask for the quartiles, or for P10, P50, P90",
        )  # fmt: skip
        return
    odd = [*_odd_chances(points), *_odd_values(points)]
    yield from odd
    if not odd:
        yield from _crossings(points)
        yield from _limit_faults(points)


def _odd_chances(points: Points) -> Iterator[Problem]:
    for prob in points.probs:
        if not 0 < prob < 1:
            meant = f"write {prob:g} % as {prob / 100:g}" if 1 < prob < 100 else "give it between 0 and 1"
            yield Problem(
                where="probs", what=f"probability {prob:g} is not between 0 and 1",
                why="the least and the most are limits, not chances" if prob in (0, 1) else "",
                remedy="give them as low and high" if prob in (0, 1) else meant,
            )  # fmt: skip
    for one, two in itertools.pairwise(points.probs):
        if one >= two:
            yield Problem(
                where="probs", what=f"probability {two:g} comes after {one:g}",
                remedy="put the probabilities in rising order, each once, and their values with them",
            )  # fmt: skip


def _odd_values(points: Points) -> Iterator[Problem]:
    limits = [limit for limit in (points.low, points.high) if limit is not None]
    for value in (*points.values, *limits):
        if not math.isfinite(value):
            yield Problem(where="values", what=f"{value} is no number", remedy="give a finite number")


def _crossings(points: Points) -> Iterator[Problem]:
    pairs = list(zip(points.probs, points.values, strict=True))
    if len(set(points.values)) == 1:
        yield Problem(
            where="values", what=f"every probability has the value {points.values[0]:g}",
            why="that is certainty", remedy="use the number as known, or ask how far off it could be",
        )  # fmt: skip
        return
    for (p, x), (q, y) in itertools.pairwise(pairs):
        if x > y:
            yield Problem(
                where="values", what=f"{100 * p:g} % lies below {x:g}, but {100 * q:g} % below only {y:g}",
                why="the quantiles cross", remedy="put the values in rising order, or ask again",
            )  # fmt: skip
        elif x == y:
            yield Problem(
                where="values", what=f"{x:g} stands for both {100 * p:g} % and {100 * q:g} %",
                why="no chance is left between them", remedy="ask for two different values, or drop one",
            )  # fmt: skip


def _limit_faults(points: Points) -> Iterator[Problem]:
    low, high = points.low, points.high
    if low is not None and high is not None and low >= high:
        yield Problem(where="low", what=f"low {low:g} is not below high {high:g}", remedy="swap the two")
        return
    for prob, value in zip(points.probs, points.values, strict=True):
        if low is not None and value <= low:
            yield Problem(
                where="low", what=f"{100 * prob:g} % lies below {value:g}, but the least is {low:g}",
                remedy="give a lower low, or check the unit of the value",
            )  # fmt: skip
        if high is not None and value >= high:
            yield Problem(
                where="high", what=f"{100 * prob:g} % lies below {value:g}, but the most is {high:g}",
                remedy="give a higher high, or check the unit of the value",
            )  # fmt: skip


def _chip_faults(edges: Sequence[float], chips: Sequence[float]) -> Iterator[Problem]:
    if len(edges) != len(chips) + 1:
        yield Problem(
            where="bins", what=f"{len(edges)} borders for {len(chips)} bins of chips",
            remedy="give one border more than there are bins",
        )  # fmt: skip
    for one, two in itertools.pairwise(edges):
        if not (math.isfinite(one) and math.isfinite(two) and one < two):
            yield Problem(where="bins", what=f"border {two:g} comes after {one:g}", remedy="let them rise")
    for chip in chips:
        if not 0 <= chip < math.inf:
            yield Problem(where="chips", what=f"{chip:g} chips", remedy="give 0 or more for each bin")
    if not any(chips):
        yield Problem(where="chips", what="no chip was laid", remedy="lay at least a few")
