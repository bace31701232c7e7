"""How long a sale takes: from what was observed in the market, if that is enough, else from one wide pool."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from fram.access.spread import DAYS_PER_MONTH
from fram.terms.citation import Citation, Confidence
from fram.terms.dist import Dist, Fixed, Mixture, Quantiles
from fram.terms.estimate import Estimate, Origin, Reason
from fram.terms.logic import Unknown

LEAST_OBSERVATIONS = 20
"""Sales that must be observed before they speak for a market by themselves: ours."""
COUNTS = ("notice-to-award", "contact-to-contract")
"""What an observation may count: from the first notice to the award, or from first contact to contract."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Observation:
    """One sale: how many days it took, what they count, and who bought. ``of_company``: the seller's own."""

    id: str
    market: str
    buyer: str
    days: float
    counts: str
    what: Mapping[str, str]
    cite: Citation
    confidence: Confidence
    ended: date | None = None
    area: str = ""
    of_company: bool = False

    def is_known(self, on: date) -> bool:
        """Whether the sale had ended on a day."""
        return self.ended is None or self.ended <= on


@dataclass(frozen=True, slots=True, kw_only=True)
class PoolPart:
    """One kind of source in the pool: a distribution in months, or the observations that count one stretch.

    ``since``: the day from which on it was known.
    """

    id: str
    what: Mapping[str, str]
    since: date
    dist: Dist | None = None
    observations: str = ""
    cite: Citation | None = None
    confidence: Confidence = Confidence.UNCHECKED
    note: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class CyclePool:
    """Several kinds of source that weigh the same, for the buyers they speak of, whatever the market."""

    parts: tuple[PoolPart, ...]
    buyers: tuple[str, ...]
    checked: date


def cycle_for(
    market: str, buyer: str, *, observations: Iterable[Observation], pool: CyclePool, on: date
) -> Estimate | Unknown:
    """Return the months from the first meeting to the order, as far as anybody knows them.

    At least ``LEAST_OBSERVATIONS`` sales that count the same stretch speak for themselves: the company's own
    before others'. With fewer, all markets share the pool, and what was observed here moves nothing.
    """
    if buyer not in pool.buyers:
        return Unknown("no sales cycle was observed for this payer", ask="procurement-leads")
    known = [one for one in observations if one.is_known(on)]
    here = [one for one in known if (one.market, one.buyer) == (market, buyer)]
    for is_own in (True, False):
        enough = _most_alike([one for one in here if one.of_company is is_own])
        if len(enough) >= LEAST_OBSERVATIONS:
            return _observed(enough, is_own=is_own)
    return _pooled([one for one in known if not one.of_company], seen=len(here), pool=pool, on=on)


def empirical(days: Sequence[float]) -> Dist:
    """Return lengths in days as a distribution in months: the n values lie evenly from the least to the most.

    The value at place k of 0 … n-1 is the quantile k / (n-1), with straight lines between.

    >>> empirical([365.25, 730.5, 730.5]).values
    (12.0, 24.0, 24.0)
    """
    months = sorted(one / DAYS_PER_MONTH for one in days)
    if len(months) == 1:
        return Fixed(value=months[0])
    last = len(months) - 1
    return Quantiles(probs=tuple(k / last for k in range(len(months))), values=tuple(months))


def pool_parts(pool: CyclePool, *, observations: Iterable[Observation], on: date) -> tuple[Estimate, ...]:
    """Return every part of the pool that is known on a day, in months, in the order of the file."""
    known = [one for one in observations if one.is_known(on) and not one.of_company]
    return tuple(
        found for part in pool.parts if part.since <= on and (found := _part(part, known)) is not None
    )


def _most_alike(seen: Sequence[Observation]) -> list[Observation]:
    """Those that count the same stretch, where most do."""
    groups = [[one for one in seen if one.counts == counts] for counts in COUNTS]
    return max(groups, key=len)


def _observed(seen: Sequence[Observation], *, is_own: bool) -> Estimate:
    reason = Reason.of("cycle-own" if is_own else "cycle-observed", seen=len(seen))
    return Estimate(
        dist=empirical([one.days for one in seen]), unit="months",
        origin=Origin.COMPANY if is_own else Origin.CITED,
        confidence=Confidence.weakest(*(one.confidence for one in seen)),
        cites=tuple(dict.fromkeys(one.cite for one in seen)),
        because=(reason, *_from_notice(seen[0].counts)),
    )  # fmt: skip


def _pooled(
    known: Sequence[Observation], *, seen: int, pool: CyclePool, on: date
) -> Estimate | Unknown:  # fmt: skip
    parts = pool_parts(pool, observations=known, on=on)
    if not parts:
        return Unknown("no sales cycle was known on that day", ask="procurement-leads")
    whole = Mixture(weights=(1.0,) * len(parts), parts=tuple(part.dist for part in parts))
    reason = Reason.of("cycle-pooled", sources=len(parts), seen=seen, least=LEAST_OBSERVATIONS)
    return Estimate(
        dist=whole if len(parts) > 1 else parts[0].dist, unit="months", origin=Origin.CARRIED,
        confidence=Confidence.weakest(*(part.confidence for part in parts)),
        cites=tuple(dict.fromkeys(cite for part in parts for cite in part.cites)),
        because=(reason, *dict.fromkeys(one for part in parts for one in part.because)),
    )  # fmt: skip


def _part(part: PoolPart, known: Sequence[Observation]) -> Estimate | None:
    if part.dist is not None:
        cites = (part.cite,) if part.cite else ()
        return Estimate(
            dist=part.dist, unit="months", origin=Origin.CARRIED, confidence=part.confidence, cites=cites
        )
    seen = [one for one in known if one.counts == part.observations]
    if not seen:
        return None
    return Estimate(
        dist=empirical([one.days for one in seen]), unit="months", origin=Origin.CARRIED,
        confidence=Confidence.weakest(*(one.confidence for one in seen)),
        cites=tuple(dict.fromkeys(one.cite for one in seen)), because=_from_notice(part.observations),
    )  # fmt: skip


def _from_notice(counts: str) -> tuple[Reason, ...]:
    """Say so where the talk before the notice is not counted: the real cycle is then longer."""
    return (Reason.of("cycle-from-notice"),) if counts == "notice-to-award" else ()
