"""Why applications fail, what of it is ruled out before applying, and what that does to the chance."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date

import numpy as np

from fram.access.road.activity import Check, Phase, Refusal
from fram.access.road.itinerary import Itinerary
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


def chance_after(chance: Estimate | Unknown, ruled: Iterable[Ruled]) -> Estimate | Unknown:
    """Return the chance of approval once causes are ruled out: their share of all refusals falls away.

    The same chance where nothing is ruled out, or no share was read.
    """
    shares = [one.share.dist.mean for one in ruled
              if one.is_ruled_out is Truth.YES and isinstance(one.share, Estimate)]  # fmt: skip
    if not isinstance(chance, Estimate) or not shares:
        return chance
    left = max(1 - sum(shares), 0.0)
    reason = Reason.of("road-refusals-out", share=1 - left)
    if isinstance(chance.dist, Fixed):
        dist: Fixed | Quantiles = Fixed(value=1 - (1 - chance.dist.value) * left)
    else:
        points = np.quantile(1 - (1 - spread_points(chance.dist)) * left, KEPT)
        dist = Quantiles(probs=KEPT, values=tuple(float(p) for p in points))
    return replace(chance, dist=dist, because=(*chance.because, reason))
