"""Full incremental analysis: which of several options are worth their cost, and why the others fall out.

Rules as in Drummond et al., *Methods for the Economic Evaluation of Health Care Programmes*: an option that
costs as much or more and does as little or less than another is dominated; one that a mix of two others beats
at its own effect is dominated in the extended sense. What is left is the frontier, along which each further
QALY costs more than the one before.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from fram.terms.errors import Refused

Standing = Literal["frontier", "same", "dominated", "extended"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """One option: what it costs and what it does for one patient (money, QALYs)."""

    name: str
    cost: float
    effect: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """One option among the others.

    ``standing``: ``frontier``; ``same`` as the option ``by`` on it; ``dominated`` by one or ``extended``
    dominated by two. On the frontier, ``added_cost`` and ``added_effect`` over the option before it and
    their ratio ``icer`` (money for one more unit of effect); None for the first.
    """

    option: Option
    standing: Standing
    by: tuple[str, ...] = ()
    added_cost: float | None = None
    added_effect: float | None = None
    icer: float | None = None


def compare(options: Sequence[Option]) -> tuple[Compared, ...]:
    """Return every option with its standing: the frontier by rising cost, then those that fall out by cost.

    Options on the straight line between two others stay on the frontier. Refuses none at all, a name that
    stands twice and numbers that are none.
    """
    _refuse_bad(options)
    ordered = sorted(options, key=lambda one: (one.cost, -one.effect, one.name))
    first = _first_of_alike(ordered)
    seen = [one for one in ordered if first[one.cost, one.effect] is one]
    hull = _frontier(seen)
    others = [one for one in ordered if one not in hull]
    fallen = (_fallen(one, hull=hull, seen=seen) for one in others)
    return (*_steps(hull), *fallen)


def best_at(options: Sequence[Option], *, threshold: float) -> tuple[Option, ...]:
    """Return the options with the highest net benefit at a worth of one unit of effect; several if they tie.

    At exactly the ICER of a step both its ends are best. Refuses a threshold below zero.
    """
    if not 0 <= threshold < math.inf:
        raise Refused(
            f"a threshold of {threshold:g}", remedy="give what one unit of effect is worth, zero or more"
        )
    _refuse_bad(options)
    worth = [threshold * one.effect - one.cost for one in options]
    most = max(worth)
    size = max(1.0, *(abs(threshold * one.effect) + abs(one.cost) for one in options))
    return tuple(one for one, value in zip(options, worth, strict=True) if value >= most - 1e-12 * size)


def _refuse_bad(options: Sequence[Option]) -> None:
    if not options:
        raise Refused("no options to compare", remedy="give at least one, with what is done today among them")
    names = [one.name for one in options]
    twice = next((name for name in names if names.count(name) > 1), None)
    if twice is not None:
        raise Refused(f"`{twice}` stands twice", remedy="give each option a name of its own")
    bad = next((one for one in options if not (math.isfinite(one.cost) and math.isfinite(one.effect))), None)
    if bad is not None:
        raise Refused(f"`{bad.name}` has no number for cost or effect", remedy="give both as numbers")


def _first_of_alike(ordered: Sequence[Option]) -> dict[tuple[float, float], Option]:
    """The first of the options that are alike in cost and effect, by both."""
    first: dict[tuple[float, float], Option] = {}
    for one in ordered:
        first.setdefault((one.cost, one.effect), one)
    return first


def _frontier(ordered: Sequence[Option]) -> list[Option]:
    """The lower hull by rising cost: each option does more, and each step costs as much or more per unit."""
    hull: list[Option] = []
    for one in ordered:
        if hull and one.effect <= hull[-1].effect:
            continue
        while len(hull) > 1 and _slope_falls(hull[-2], hull[-1], one):
            hull.pop()
        hull.append(one)
    return hull


def _slope_falls(before: Option, middle: Option, after: Option) -> bool:
    """Whether the second step costs less per unit of effect than the first (both effects rise)."""
    first = (middle.cost - before.cost) * (after.effect - middle.effect)
    second = (after.cost - middle.cost) * (middle.effect - before.effect)
    return second < first


def _fallen(one: Option, *, hull: Sequence[Option], seen: Sequence[Option]) -> Compared:
    """Why an option is not on the frontier: it stands there already, one beats it, or a mix of two does."""
    twin = next((other for other in hull if (other.cost, other.effect) == (one.cost, one.effect)), None)
    if twin is not None:
        return Compared(option=one, standing="same", by=(twin.name,))
    # One on the frontier tells more; yet an option that a mix beats may itself beat another.
    better = next((other for other in (*hull, *seen) if _dominates(other, one)), None)
    if better is not None:
        return Compared(option=one, standing="dominated", by=(better.name,))
    after = next(at for at, other in enumerate(hull) if other.effect > one.effect)
    return Compared(option=one, standing="extended", by=(hull[after - 1].name, hull[after].name))


def _dominates(one: Option, other: Option) -> bool:
    at_least = one.cost <= other.cost and one.effect >= other.effect
    return at_least and (one.cost < other.cost or one.effect > other.effect)


def _steps(hull: Sequence[Option]) -> list[Compared]:
    found = [Compared(option=hull[0], standing="frontier")]
    for before, one in pairwise(hull):
        cost, effect = one.cost - before.cost, one.effect - before.effect
        found.append(
            Compared(
                option=one, standing="frontier", added_cost=cost, added_effect=effect, icer=cost / effect
            )
        )  # fmt: skip
    return found
