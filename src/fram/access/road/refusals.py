"""Why applications fail, what of it is ruled out before applying, and what that does to the chance."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

import numpy as np

from fram.access.road.activity import Check, Course, Phase, Refusal
from fram.access.road.approval import Road, Step, Way
from fram.access.road.itinerary import Itinerary
from fram.access.road.journeys import Journey
from fram.access.spread import KEPT, estimate_on, spread_points
from fram.terms.dist import Fixed, Quantiles
from fram.terms.estimate import Estimate, Reason
from fram.terms.logic import Truth, Unknown
from fram.terms.product import ProductProfile


@dataclass(frozen=True, slots=True, kw_only=True)
class Ruled:
    """One cause of refusal, and whether it is ruled out before applying; ``missing`` documents if not."""

    cause: Refusal
    share: Estimate | Unknown
    is_ruled_out: Truth
    missing: tuple[str, ...] = ()


def judge_refusals(
    way: Itinerary, *, profile: ProductProfile, on: date, scope: Callable[[], Truth]
) -> tuple[Ruled, ...]:
    """Return each cause of refusal as it stands; ``scope``: whether the body asked may take the product."""
    found = []
    for cause in way.refusals:
        share = estimate_on(cause.share, day=on)
        stands = Truth.UNKNOWN
        missing: tuple[str, ...] = ()
        if cause.check is Check.DOCUMENTS:
            missing = unfinished(way)
            stands = Truth.UNKNOWN if profile.fact("documents_ready") is None else Truth.of(not missing)
        elif cause.check is Check.SCOPE:
            stands = scope()
        found.append(Ruled(cause=cause, share=share, is_ruled_out=stands, missing=missing))
    return tuple(found)


def unfinished(way: Itinerary) -> tuple[str, ...]:
    """Return the documents made before the filing that nobody says are finished, in the order of making."""
    wanted = dict.fromkeys(
        word for task in way.on_the_way if task.phase is Phase.PREPARE for word in task.activity.documents
    )
    return tuple(word for word in wanted if word not in way.ready)


def with_checks(
    road: Road, *, found: Sequence[Journey], courses: Mapping[str, Course], on: date,
    judge: Callable[[Itinerary], Iterable[Ruled]],
) -> Road:  # fmt: skip
    """Return the road with the chance of each way as it is once causes of refusal are ruled out.

    ``found``: its journeys; ``judge`` says of one's causes which are ruled out. A way no journey takes keeps
    its chance.
    """
    judged = [(journey, tuple(judge(journey.itinerary))) for journey in found]

    def checked(step: Step, way: Way) -> Way:
        ruled = next((r for journey, r in judged if (step.regime, way.route) in journey.routes), ())
        own = [one for one in ruled if one.cause.regime == step.regime]
        if not own:
            return way
        refused = estimate_on(courses[step.regime].refused, day=on)
        return replace(way, chance=chance_after(way.chance, own, refused=refused))

    def all_checked(step: Step) -> Step:
        return replace(step, ways=tuple(checked(step, way) for way in step.ways))

    return replace(road, steps=tuple(s if s.held else all_checked(s) for s in road.steps)) if found else road


def chance_after(
    chance: Estimate | Unknown, ruled: Iterable[Ruled], *, refused: Estimate | Unknown
) -> Estimate | Unknown:
    """Return the chance of approval once causes are ruled out.

    ``refused``: the share of applications that are refused, of which each cause is a share; where it is not
    known the causes are shares of all that fail. The same chance where nothing is ruled out or no share was
    read.
    """
    shares = [
        one.share.dist.mean
        for one in ruled
        if one.is_ruled_out is Truth.YES and isinstance(one.share, Estimate)
    ]
    if not isinstance(chance, Estimate) or not shares:
        return chance
    points = spread_points(chance.dist)
    failing = np.minimum(refused.dist.mean, 1 - points) if isinstance(refused, Estimate) else 1 - points
    better = points + min(sum(shares), 1.0) * failing
    if isinstance(chance.dist, Fixed):
        dist: Fixed | Quantiles = Fixed(value=float(better[0]))
    else:
        dist = Quantiles(probs=KEPT, values=tuple(float(p) for p in np.quantile(better, KEPT)))
    reason = Reason.of("road-refusals-out", share=min(sum(shares), 1.0))
    return replace(chance, dist=dist, because=(*chance.because, reason))
