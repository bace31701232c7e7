"""How long until a notified body begins: published waits of many firms, pooled; and what the law allows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
from numpy.typing import NDArray

from fram.access.bodies.codes import Words
from fram.access.road.activity import Clock
from fram.access.spread import DAYS_PER_MONTH, spread_points
from fram.terms.citation import Citation, Confidence
from fram.terms.dist.joined import Quantiles

SHOWN = (0.1, 0.2, 0.5, 0.8, 0.9)


@dataclass(frozen=True, slots=True, kw_only=True)
class Wait:
    """One published wait in months. ``count``: how many answers stand behind it.

    ``limit``: the part of the law's clock that runs on it, with the share of the wait that is the body's own.
    """

    id: str
    says: Words
    months: Quantiles
    count: int
    limit: Clock
    cite: Citation
    confidence: Confidence
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """Months from lodging the application until a body begins, by share of firms; ``days`` likewise as days.

    ``months``: as firms told; ``limited``: were the law's limits kept, for contracts from ``since`` on;
    ``count``: the answers pooled; ``agreement`` and ``starts``: the waits it is made of.
    """

    on: date
    months: Mapping[float, float]
    limited: Mapping[float, float]
    count: int
    agreement: Wait
    starts: tuple[Wait, ...]
    confidence: Confidence

    @property
    def since(self) -> date:
        """The first day on which a contract falls under the limits."""
        return self.agreement.limit.since

    @property
    def is_limited(self) -> bool:
        """Whether an application of that day falls under the limits."""
        return self.on >= self.since

    def day(self, share: float) -> date:
        """Return the day by which this share of firms had a body at work."""
        months = (self.limited if self.is_limited else self.months)[share]
        return self.on + timedelta(days=round(months * DAYS_PER_MONTH))


def earliest_slot(agreement: Wait, starts: Sequence[Wait], *, on: date) -> Slot:
    """Return the wait for the first audit or file review: time to the contract, and the pooled waits after.

    The waits are taken as independent and the published ones as counted from the contract, the cautious
    reading. The pool weighs each source by its answers; it speaks of no single body.
    """
    return Slot(
        on=on, months=_sum(agreement, starts, limited=False), limited=_sum(agreement, starts, limited=True),
        count=sum(wait.count for wait in starts), agreement=agreement, starts=tuple(starts),
        confidence=Confidence.weakest(agreement.confidence, *(wait.confidence for wait in starts)),
    )  # fmt: skip


def _sum(agreement: Wait, starts: Sequence[Wait], *, limited: bool) -> dict[float, float]:
    first = _points(agreement, limited=limited)
    sums = [np.add.outer(first, _points(wait, limited=limited)).ravel() for wait in starts]
    weights = [np.full(len(one), float(wait.count)) for one, wait in zip(sums, starts, strict=True)]
    months = np.concatenate(sums)
    order = np.argsort(months, kind="stable")
    reached = np.cumsum(np.concatenate(weights)[order])
    places = np.searchsorted(reached, np.array(SHOWN) * reached[-1] - 1e-9, side="right")
    return dict(zip(SHOWN, months[order][places].tolist(), strict=True))


def _points(wait: Wait, *, limited: bool) -> NDArray[np.float64]:
    """Numbers evenly over a wait; where the law's clock runs, with the body's own part within its limit."""
    found = spread_points(wait.months)
    return wait.limit.kept(found) if limited else found
