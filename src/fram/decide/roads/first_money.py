"""When the first money comes in a market: approval and the firm's own work side by side, then the window,
the pathway's steps, and the sale or the first patients; all drawn many times on one clock.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from fram.decide.model.sampling import sample
from fram.terms.dist import Dist
from fram.terms.errors import Refused

Floats = NDArray[np.float64]

APPROVAL, WAIT, SALE = "approval", "wait", "sale"
GATES, LOCALISE, EVIDENCE = "gates", "localise", "evidence"
"""What the firm does beside the approval; with the three above the legs that are no step of a pathway."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Leg:
    """One stretch of the way, in months from the day it starts: arrays of one element for each draw.

    ``critical``: the share of draws in which it decides the day of the first money.
    """

    name: str
    starts: Floats
    ends: Floats
    critical: float = 1.0

    @property
    def takes_time(self) -> bool:
        """Whether it takes any time in any draw."""
        return bool((self.ends > self.starts).any())


@dataclass(frozen=True, slots=True, kw_only=True)
class MoneyRun:
    """The way to the first money: its legs in order, and the month of the first money in each draw."""

    legs: tuple[Leg, ...]
    money: Floats


@dataclass(frozen=True, slots=True, kw_only=True)
class Ahead:
    """What lies between approval and money: months for each step, the wait for the window, the sale.

    ``approval``: months until it may be sold, drawn; ``beside``: months of the firm's own work by name
    (papers, localisation, a study), begun on the same day; ``steps``: name and months; ``wait``: months from
    being ready to the next closing day, for each draw; ``sale``: months of a sale that follows, or until the
    first patients.
    """

    approval: Floats
    beside: Mapping[str, Dist] = field(default_factory=dict)
    wait: Callable[[Floats], Floats] | None = None
    steps: Sequence[tuple[str, Dist]] = ()
    sale: Dist | None = None


def run_money(ahead: Ahead, *, seed: int) -> MoneyRun:
    """Return the way to the first money, in as many draws as the approval has.

    Each step is drawn under its own name, so that the same step has the same length wherever it is looked at.
    """
    approval = ahead.approval
    if approval.ndim != 1 or not len(approval):
        raise Refused("no draws", where="approval", remedy="draw at least once")
    begin = np.zeros_like(approval)
    own = {name: _drawn(months, name, like=approval, seed=seed) for name, months in ahead.beside.items()}
    together = {APPROVAL: approval, **own}
    ready = np.maximum.reduce(list(together.values()))
    legs = [
        Leg(name=name, starts=begin, ends=ends, critical=float((ends >= ready).mean()))
        for name, ends in together.items()
    ]
    at = ready
    if ahead.wait is not None:
        at = at + ahead.wait(at)
        legs.append(Leg(name=WAIT, starts=ready, ends=at))
    for name, months in (*ahead.steps, *([(SALE, ahead.sale)] if ahead.sale else ())):
        ends = at + _drawn(months, name, like=at, seed=seed)
        legs.append(Leg(name=name, starts=at, ends=ends))
        at = ends
    return MoneyRun(legs=tuple(leg for leg in legs if leg.takes_time), money=at)


def _drawn(months: Dist, name: str, *, like: Floats, seed: int) -> Floats:
    return np.maximum(sample(months, seed=seed, key=f"money.{name}", start=0, stop=len(like)), 0.0)
