"""How long until a notified body begins: published waits of many firms, pooled; and what the law allows."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from fram.access.bodies.codes import Words
from fram.terms.citation import Citation, Confidence
from fram.terms.dist.joined import Quantiles

PARTS = 100
"""Slices of each distribution that are added up; no dice are needed."""
SHOWN = (0.1, 0.2, 0.5, 0.8, 0.9)
DAYS_A_MONTH = 30.4375


@dataclass(frozen=True, slots=True, kw_only=True)
class Wait:
    """One published wait in months. ``count``: how many answers stand behind it, ``of`` what.

    ``limit_days``: the most the law allows a body for it, for contracts from ``limit_from`` on.
    """

    id: str
    says: Words
    months: Quantiles
    count: int
    cite: Citation
    confidence: Confidence
    limit_days: float | None = None
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """The law's limits on a body's own time, for contracts from ``since`` on."""

    since: date
    cite: Citation
    confidence: Confidence


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """Months from lodging the application until a body begins, by share of firms; ``days`` likewise as days.

    ``months``: as firms told; ``limited``: were the law's limits kept, for contracts from ``since`` on;
    ``count``: the answers pooled; ``agreement`` and ``starts``: the waits it is made of.
    """

    on: date
    months: Mapping[float, float]
    limited: Mapping[float, float]
    since: date
    count: int
    agreement: Wait
    starts: tuple[Wait, ...]
    limit_cite: Citation
    confidence: Confidence

    @property
    def is_limited(self) -> bool:
        """Whether an application of that day falls under the limits."""
        return self.on >= self.since

    def day(self, share: float) -> date:
        """Return the day by which this share of firms had a body at work."""
        months = (self.limited if self.is_limited else self.months)[share]
        return self.on + timedelta(days=round(months * DAYS_A_MONTH))


def earliest_slot(agreement: Wait, starts: Sequence[Wait], *, limits: Limits, on: date) -> Slot:
    """Return the wait for the first audit or file review: time to the contract, and the pooled waits after.

    The waits are taken as independent and the published ones as counted from the contract, the cautious
    reading. The pool weighs each source by its answers; it speaks of no single body.
    """
    confidence = Confidence.weakest(agreement.confidence, *(wait.confidence for wait in starts))
    return Slot(
        on=on, months=_sum(agreement, starts, limited=False), limited=_sum(agreement, starts, limited=True),
        since=limits.since, count=sum(wait.count for wait in starts), agreement=agreement,
        starts=tuple(starts), limit_cite=limits.cite, confidence=confidence,
    )  # fmt: skip


def _sum(agreement: Wait, starts: Sequence[Wait], *, limited: bool) -> dict[float, float]:
    first = _slices(agreement, limited=limited)
    weighed = [(a + b, wait.count) for wait in starts for b in _slices(wait, limited=limited) for a in first]
    weighed.sort()
    running, reached = 0.0, []
    for _, weight in weighed:
        running += weight
        reached.append(running)
    return {share: weighed[bisect_right(reached, share * running - 1e-9)][0] for share in SHOWN}


def _slices(wait: Wait, *, limited: bool) -> list[float]:
    """The middle of each slice; under the law's limit none is longer than it."""
    found = [_quantile(wait.months, (part + 0.5) / PARTS) for part in range(PARTS)]
    if not limited or wait.limit_days is None:
        return found
    most = wait.limit_days / DAYS_A_MONTH
    return [min(value, most) for value in found]


def _quantile(dist: Quantiles, share: float) -> float:
    at = min(bisect_right(dist.probs, share), len(dist.probs) - 1)
    (p, q), (x, y) = dist.probs[at - 1 : at + 1], dist.values[at - 1 : at + 1]
    return x + (y - x) * (share - p) / (q - p)
