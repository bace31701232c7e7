"""One published figure as a number of people or events in a market, with its spread and its path."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

from fram.access.demand.indication import AgeDriven, Figure, Indication
from fram.access.demand.nearness import spread_of_carrying
from fram.access.demand.people import Ages, Census, Part, People, part_of
from fram.terms.estimate import Reason
from fram.terms.logic import Unknown

Z80 = 1.2815515655446004
"""The 90 % point of the unit normal: 80 % lie within ± Z80 sd."""

# Spread factors of ours (80 % lie in ÷× factor); each but the first is shown as a reason where it is used.
UNSTATED = 1.1  # the source prints no interval
STANDARDISED = 1.15  # adjusted to an age structure that is not the market's
ASSUMED_PART = 1.05  # ages between the known bands, half of each sex
ASSUMED_CARE = 1.3  # occupancy or length of stay is a default
AGES_UNKNOWN = 1.3  # the age structure of the figure's region is not known
OLD = ((20, 1.5), (10, 1.25))  # years since the figure, and the factor
ONE_DEFINITION = 1.2  # the least between definitions: another one would have given another number

AGE_RATIO = 8.0
"""How many times more often the driving age is concerned than other ages: a default of ours. Cases follow
the age's share, but do not vanish where that age is rare."""
WORTH_SAYING = 0.02
"""A smaller change than this by the age structure is made but not listed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sighting:
    """A figure (or figures that add up) turned into the market's number: median and sd of its logarithm.

    ``near`` is the factor of carrying it; ``stretch`` the ratio of age structures it was scaled by.
    """

    figures: tuple[Figure, ...]
    median: float
    sigma: float
    near: float
    stretch: float
    because: tuple[Reason, ...]

    @property
    def ids(self) -> tuple[str, ...]:
        return tuple(sorted(figure.id for figure in self.figures))

    @property
    def counts_diagnosed(self) -> bool:
        """True when only people with a diagnosis were counted."""
        return all(figure.diagnosed_only for figure in self.figures)


def sighting_of(
    figure: Figure, indication: Indication, *, here: People, census: Census
) -> Sighting | Unknown:
    """Return ``figure`` as a number for the people ``here``, or Unknown with what is missing.

    A rate is multiplied by the part of the population it speaks of; a count is first made a rate of its
    own region and year. Where age drives the condition, both are scaled by that age's share in the part:
    its share here and now over its share in the region and year (or standard population) of the figure.
    """
    ages = _opened(figure, indication.age_driven)
    target = part_of(here, figure.share_of, ages=ages)
    if isinstance(target, Unknown):
        return target
    there = census.at(figure.region, figure.year)
    rate = _rate(figure, there)
    if isinstance(rate, Unknown):
        return rate
    pattern = census.at(figure.standardised_to or figure.region, figure.year)
    source = part_of(pattern, figure.share_of, ages=ages) if pattern else None
    stretch = _stretch(source, target, indication.age_driven)
    reasons = (*_path(figure, ages, stretch, here), *target.assumed)
    if not isinstance(source, Part) and target.elderly:
        reasons = (*reasons, Reason.of("need-ages-unknown", region=figure.region, factor=AGES_UNKNOWN))
    factors = [*_factors(figure, here), *_part_factors(target, source)]
    return Sighting(
        figures=(figure,), median=rate * target.size * stretch, sigma=_sigma(figure, factors),
        near=spread_of_carrying(here.code, figure.region), stretch=stretch, because=reasons,
    )  # fmt: skip


def added_up(parts: Iterable[Sighting]) -> Sighting:
    """Return the sum of sightings that together are the whole (men and women): medians add, spread stays."""
    parts = sorted(parts, key=lambda s: s.ids)
    return Sighting(
        figures=tuple(figure for part in parts for figure in part.figures),
        median=math.fsum(part.median for part in parts), sigma=max(part.sigma for part in parts),
        near=parts[0].near, stretch=max((part.stretch for part in parts), key=lambda r: abs(math.log(r))),
        because=tuple(dict.fromkeys(reason for part in parts for reason in part.because)),
    )  # fmt: skip


def pooled(points: Iterable[tuple[float, float]], *, least: float = ONE_DEFINITION) -> tuple[float, float]:
    """Middle and sd of logarithms such that 80 % reach every point, and ``least`` as a spread factor."""
    points = sorted(points)
    mu = math.fsum(x for x, _ in points) / len(points)
    within = math.sqrt(math.fsum(s * s for _, s in points) / len(points))
    between = max(math.log(least), *(abs(x - mu) for x, _ in points)) / Z80
    return mu, math.hypot(within, between)


def _opened(figure: Figure, driven: AgeDriven) -> Ages | None:
    """An age band that ends at 75 or later is opened upwards where the old are those most concerned."""
    if figure.ages and driven is AgeDriven.ELDERLY and (figure.ages[1] or 0) >= 75:
        return (figure.ages[0], None)
    return figure.ages


def _rate(figure: Figure, there: People | None) -> float | Unknown:
    """The figure as a rate of its base; a count is divided by the part of its region it was counted in."""
    if not figure.unit.is_count:
        return figure.value / figure.unit.per
    if there is None:
        return Unknown(f"the population of {figure.region} is not known", ask="statistics office")
    source = part_of(there, figure.share_of, ages=figure.ages)
    return source if isinstance(source, Unknown) else figure.value / source.size


def _stretch(source: Part | Unknown | None, target: Part, driven: AgeDriven) -> float:
    """Ratio of the rates two age structures give, at ``AGE_RATIO``; 1 when either is without ages."""
    if driven is AgeDriven.NONE or not isinstance(source, Part):
        return 1.0
    there = getattr(source, driven.value) / source.size
    share_here = getattr(target, driven.value) / target.size
    return (1 + (AGE_RATIO - 1) * share_here) / (1 + (AGE_RATIO - 1) * there)


def _path(figure: Figure, ages: Ages | None, stretch: float, here: People) -> tuple[Reason, ...]:
    reasons = []
    if figure.unit.is_count and figure.region != here.code:
        reasons.append(Reason.of("need-count-made-rate", figure=figure.id, region=figure.region))
    if ages != figure.ages:
        reasons.append(Reason.of("need-band-opened", figure=figure.id, high=(figure.ages or (None, None))[1]))
    if abs(stretch - 1) > WORTH_SAYING:
        reasons.append(Reason.of("need-age-structure", figure=figure.id, ratio=f"{stretch:.2f}"))
    if figure.standardised_to:
        reasons.append(Reason.of("need-reweighted", figure=figure.id, standard=figure.standardised_to))
    if figure.standardised:
        reasons.append(Reason.of("need-standardised", figure=figure.id, factor=STANDARDISED))
    if (old := _old(figure, here)) > 1:
        reasons.append(Reason.of("need-old-figure", figure=figure.id, year=figure.year, factor=old))
    if figure.diagnosed_only:
        reasons.append(Reason.of("need-counts-diagnosed-only", figure=figure.id))
    return tuple(reasons)


def _old(figure: Figure, here: People) -> float:
    years = here.year - figure.year if figure.year else 0
    return next((factor for limit, factor in OLD if years > limit), 1.0)


def _factors(figure: Figure, here: People) -> list[float]:
    return [STANDARDISED if figure.standardised else 1.0, _old(figure, here)]


def _part_factors(target: Part, source: Part | Unknown | None) -> list[float]:
    keys = {reason.key for reason in target.assumed}
    care = keys & {"need-occupancy", "need-length-of-stay", "need-births-from-children"}
    return [
        ASSUMED_CARE if care else ASSUMED_PART if keys else 1.0,
        AGES_UNKNOWN if not isinstance(source, Part) and target.elderly else 1.0,
    ]


def _sigma(figure: Figure, factors: Iterable[float]) -> float:
    printed = math.log(UNSTATED) / Z80
    if figure.bounds and figure.low and figure.high:
        printed = math.log(figure.high / figure.low) / (2 * figure.bounds.width)
    return math.hypot(printed, *(math.log(factor) / Z80 for factor in factors))
