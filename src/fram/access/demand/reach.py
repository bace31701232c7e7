"""How many units a market holds at most: people, hospitals, wards, beds, practices, laboratories."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from fram.terms.citation import Confidence
from fram.terms.dist import Lognormal, Normal, Pert, scaled
from fram.terms.estimate import Estimate, Origin, Reason
from fram.terms.logic import Unknown

BEDS_PER_WARD = Pert(low=15, typical=24, high=40)
"""Beds in a hospital ward: a planning figure of ours, to be replaced by the company's own."""
PEOPLE_PER_HOSPITAL = Pert(low=20_000, typical=60_000, high=180_000)
"""People for each hospital where nobody counts hospitals: a planning figure of ours."""
PEOPLE_PER_PRACTICE = Pert(low=2500, typical=5000, high=11000)
"""People for each practice where nobody counts practices: a planning figure of ours."""
PEOPLE_65_PER_NURSING_HOME = Pert(low=300, typical=700, high=1800)
"""People aged 65 and over for each nursing home, likewise."""


def sites(
    unit: str, *, counts: Mapping[str, Estimate], figures: Mapping[str, Estimate]
) -> Estimate | Unknown:
    """Return how many units of sale a market holds, as an estimate in that unit.

    ``counts`` are the market's counted sites (hospitals, hospital_beds, gp_practices, nursing_homes …),
    ``figures`` its country figures (population, hospital_beds per 1,000 people, share_65_plus). What is
    worked out from a planning figure of ours is marked carried over and unchecked; with nothing to work
    from: Unknown.
    """
    if unit in ("hospital", "laboratory"):
        return counts.get("hospitals") or _per(
            figures.get("population"), PEOPLE_PER_HOSPITAL, "reach-hospitals"
        )
    if unit in ("bed", "ward"):
        beds = _beds(counts, figures)
        return _per(beds, BEDS_PER_WARD, "reach-wards") if unit == "ward" else beds
    if unit == "practice":
        return counts.get("gp_practices") or _per(
            figures.get("population"), PEOPLE_PER_PRACTICE, "reach-practices"
        )
    if unit == "nursing-home":
        return counts.get("nursing_homes") or _per(
            _older_people(figures), PEOPLE_65_PER_NURSING_HOME, "reach-nursing-homes"
        )
    return Unknown(f"no way to count units of sale of the kind {unit}", ask="company")


def _missing(key: str) -> Unknown:
    return Unknown(f"no source counts {key} here", ask="ministry")


def _beds(counts: Mapping[str, Estimate], figures: Mapping[str, Estimate]) -> Estimate | Unknown:
    """Beds per 1,000 people times the population (both cited); else the beds somebody counted."""
    rate, people = figures.get("hospital_beds"), figures.get("population")
    if rate is None or people is None:
        return counts.get("hospital_beds") or _missing("hospital beds")
    # Definitions of a bed differ and the vintages are years apart: 10 % each way is the least spread.
    beds = rate.dist.mean * people.dist.mean / 1000
    return Estimate(
        dist=Normal(mean=beds, sd=0.08 * beds, low=0),
        unit="beds",
        origin=Origin.CITED,
        confidence=Confidence.weakest(rate.confidence, people.confidence),
        cites=rate.cites + people.cites,
        because=(Reason.of("reach-beds", rate=rate.dist.mean),),
    )


def _older_people(figures: Mapping[str, Estimate]) -> Estimate | Unknown:
    share, people = figures.get("share_65_plus"), figures.get("population")
    if share is None or people is None:
        return _missing("people aged 65 and over")
    return replace(people, dist=scaled(people.dist, share.dist.mean / 100), cites=people.cites + share.cites)


def _per(count: Estimate | Unknown | None, each: Pert, key: str) -> Estimate | Unknown:
    """Return a count divided by a planning figure, with that figure's spread around its middle."""
    if not isinstance(count, Estimate):
        return count or _missing("people")
    middle = count.dist.mean / each.typical
    factor = max(each.high / each.typical, each.typical / each.low)
    return Estimate(
        dist=Lognormal(median=middle, factor=factor),
        unit="sites",
        origin=Origin.DEFAULT,
        cites=count.cites,
        because=(Reason.of(key, each=round(each.typical)),),
    )
