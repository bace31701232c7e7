"""How many people a market has with a condition, or how many events a year: from figures to an estimate.

The nearest figures win: the market's own, else those of the nearest group or country, widened and marked
as carried. Figures with different definitions are spanned, never picked from.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from fram.access.demand.indication import Figure, Indication, Measure, Role
from fram.access.demand.nearness import NORDIC_NEIGHBOUR
from fram.access.demand.people import Census, People
from fram.access.demand.sighting import ONE_DEFINITION, Z80, Sighting, added_up, pooled, sighting_of
from fram.access.demand.stages import WHOLE, Share, Stage, staged
from fram.terms.citation import Citation, Confidence
from fram.terms.dist import Lognormal
from fram.terms.estimate import Estimate, Origin, Reason
from fram.terms.logic import Unknown


@dataclass(frozen=True, slots=True, kw_only=True)
class Need:
    """A market's number, what it counts, the ids of the figures it rests on, and those left aside."""

    indication: str
    market: str
    measure: Measure
    stage: Stage
    estimate: Estimate
    figures: tuple[str, ...]
    left_aside: tuple[str, ...] = ()

    @property
    def is_stock(self) -> bool:
        """True for people (or beds) at one time, False for what happens in a year."""
        return self.measure.is_stock


def need(
    indication: Indication,
    *,
    market: str,
    census: Census,
    measure: Measure | None = None,
    stage: Stage = Stage.ALL,
) -> Need | Unknown:
    """Return the people with ``indication`` in ``market``, or its events in a year, or Unknown.

    Counts what the indication is counted by unless ``measure`` says otherwise. ``census`` gives the
    population of the market and of every region figures speak of. The spread of a carried number is
    never below that of the figures it rests on; nothing known is Unknown, never zero.
    """
    measure = measure or indication.counted_by
    here = census.now(market)
    if here is None:
        return Unknown(f"the population of {market} is not known", ask="statistics office")
    found = _sightings(indication, measure, here, census)
    if isinstance(found, Unknown):
        return found
    used = _nearest(found, indication)
    share: Share | Unknown = WHOLE
    if stage is not Stage.ALL:
        used, share = staged(used, indication, market=here.code, stage=stage)
    if isinstance(share, Unknown):
        return share
    estimate = _estimate(used, here, indication, measure, share)
    ids = tuple(sorted({*(i for s in used for i in s.ids), *share.ids}))
    aside = sorted(f.id for f in indication.figures if f.region == market and f.id not in ids)
    return Need(
        indication=indication.slug, market=market, measure=measure, stage=stage, figures=ids,
        estimate=replace(estimate, because=(*estimate.because, *_beside(aside))), left_aside=tuple(aside),
    )  # fmt: skip


def _sightings(
    indication: Indication, measure: Measure, here: People, census: Census
) -> list[Sighting] | Unknown:
    """Every figure of this measure for the whole market, as a number here; or why there is none."""
    wanted = [f for f in indication.figures if f.measure is measure and f.role is Role.WHOLE]
    if not wanted:
        return Unknown(f"no figure of {measure.value} of {indication.slug}", ask="register or survey")
    seen = {figure.id: sighting_of(figure, indication, here=here, census=census) for figure in wanted}
    sums: dict[str, list[Figure]] = {}
    for figure in wanted:
        sums.setdefault(figure.adds_up or figure.id, []).append(figure)
    found, missing = [], []
    for group in sums.values():
        parts = [seen[figure.id] for figure in group]
        known = [part for part in parts if isinstance(part, Sighting)]
        missing += [part for part in parts if isinstance(part, Unknown)]
        if len(known) == len(parts):
            found.append(known[0] if len(known) == 1 else added_up(known))
    return sorted(found, key=lambda s: s.ids) if found else min(missing, key=lambda u: u.reason)


def _nearest(found: Sequence[Sighting], indication: Indication) -> list[Sighting]:
    """The nearest sightings; all of them where no one country can stand for another."""
    nearest = min(sighting.near for sighting in found)
    if indication.place_bound and nearest > NORDIC_NEIGHBOUR:
        return list(found)
    return [sighting for sighting in found if sighting.near == nearest]


# --- from sightings to one distribution -----------------------------------------------------------


def _estimate(
    used: Sequence[Sighting], here: People, indication: Indication, measure: Measure, share: Share
) -> Estimate:
    least = _least(indication)
    mu, sigma = pooled([(math.log(s.median), s.sigma) for s in used], least=least)
    near = max(s.near for s in used)
    stretch = max(abs(math.log(s.stretch)) for s in used) / 2
    sigma = math.hypot(sigma, math.log(near) / Z80, stretch, share.sigma)
    median, factor = math.exp(mu) * share.value, math.exp(sigma * Z80)
    figures = [figure for sighting in used for figure in sighting.figures] + list(share.figures)
    reasons = [*_rested_on(used, here, least), *(r for s in used for r in s.because), *share.because]
    if measure is Measure.PREVALENCE and median * factor > here.total:
        median = min(median, here.total)
        factor = max(1.0, here.total / median)
        reasons.append(Reason.of("need-no-more-than-all", people=round(here.total)))
    return Estimate(
        dist=Lognormal(median=median, factor=factor), unit=measure.unit,
        origin=Origin.CARRIED if near > 1 or share.carried else Origin.CITED,
        confidence=Confidence.weakest(*(figure.confidence for figure in figures)),
        cites=_cites(figures), because=tuple(dict.fromkeys(reasons)),
    )  # fmt: skip


def _least(indication: Indication) -> float:
    """The least spread between definitions: from the middle of the widest and the narrowest to either."""
    ratio = indication.definition_ratio
    return max(ONE_DEFINITION, math.sqrt(ratio.value)) if ratio else ONE_DEFINITION


def _rested_on(used: Sequence[Sighting], here: People, least: float) -> list[Reason]:
    ids = ", ".join(i for s in used for i in s.ids)
    near, regions = max(s.near for s in used), ", ".join(sorted({f.region for s in used for f in s.figures}))
    spread = Reason.of("need-least-spread", factor=f"{least:.2f}")
    first = Reason.of("need-own-figures", market=here.code, figures=ids)
    if near > 1:
        first = Reason.of("need-carried", market=here.code, regions=regions, figures=ids, factor=near)
    if len(used) == 1:
        return [first, Reason.of("need-one-definition"), spread]
    low, high = min(s.median for s in used), max(s.median for s in used)
    spanned = Reason.of("need-definitions-spanned", count=len(used), low=round(low), high=round(high))
    return [first, spanned, spread]


def _cites(figures: Iterable[Figure]) -> tuple[Citation, ...]:
    return tuple(dict.fromkeys(figure.cite for figure in sorted(figures, key=lambda f: f.id)))


def _beside(ids: Sequence[str]) -> tuple[Reason, ...]:
    return (Reason.of("need-left-aside", figures=", ".join(ids)),) if ids else ()
