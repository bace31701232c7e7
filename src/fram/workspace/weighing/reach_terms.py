"""What is known of a market itself: its people or sites, its price level, how long a sale takes."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from fram.access.buying.cycle import cycle_for
from fram.access.demand.indication import Indication
from fram.access.demand.need import need
from fram.access.demand.reach import sites
from fram.access.demand.stages import Stage
from fram.access.pathways.payment import FUNDS
from fram.terms.citation import Confidence
from fram.terms.dist import Fixed, Lognormal, Pert
from fram.terms.estimate import Estimate, Origin, Reason
from fram.terms.logic import Unknown
from fram.terms.product import ProductProfile
from fram.workspace.weighing import costs
from fram.workspace.weighing.costs import Known
from fram.workspace.world import World

FIRST_PATIENTS = Pert(low=0.5, typical=2, high=8)
"""Months from being paid for to the first patients, where a fund pays for each: a planning figure of ours."""
UNITS_BY_SITE = ("hospital", "ward", "bed", "practice", "laboratory", "nursing-home")


def reach(product: ProductProfile, market: str, *, world: World, on: date) -> dict[str, Known]:
    """Return how many units of sale the market holds, before suitability and share, by input name.

    Where the people counted are diagnosed already, ``diagnosed_share`` is one; else it stays open.
    """
    if product.unit_of_sale in UNITS_BY_SITE:
        counts, figures = world.counts_on(market, on), world.figures_on(market, on)
        return {"reach": sites(str(product.unit_of_sale), counts=counts, figures=figures)}
    found = [_people(slug, market, world) for slug in product.indications]
    known = [(people, seen) for people, seen in found if isinstance(people, Estimate)]
    if not known:
        return {"reach": _some_people(world.figures_on(market, on).get("population"))}
    # Several indications overlap in the same people: the largest alone is the careful count.
    people, diagnosed = max(known, key=lambda one: one[0].dist.mean)
    if not diagnosed:
        return {"reach": people}
    whole = replace(people, dist=Fixed(value=1), unit="share", because=(Reason.of("reach-diagnosed"),))
    return {"reach": people, "diagnosed_share": whole}


def _some_people(population: Estimate | None) -> Known:
    """Where no source counts the people: one in a hundred of the population, ÷× five."""
    if population is None:
        return Unknown("no indication stated or counted", ask="company")
    share = Lognormal(median=population.dist.mean / 100, factor=5)
    return Estimate(
        dist=share, unit="people", origin=Origin.DEFAULT, because=(Reason.of("reach-people-default"),)
    )


def _people(slug: str, market: str, world: World) -> tuple[Known, bool]:
    """The people with an indication, and whether they are those diagnosed: what is no stock has been seen."""
    indication = world.indications.get(slug)
    if not isinstance(indication, Indication):
        return Unknown(f"no figures for {slug}", ask="register or survey"), False
    if not indication.counted_by.is_stock:
        seen = need(indication, market=market, census=world.census)
        return (seen if isinstance(seen, Unknown) else seen.estimate), True
    for stage in (Stage.DIAGNOSED, Stage.ALL):
        found = need(indication, market=market, census=world.census, stage=stage)
        if not isinstance(found, Unknown):
            return found.estimate, stage is Stage.DIAGNOSED
    return Unknown(f"no figures for {slug}", ask="register or survey"), False


def price_level(market: str, home: str, *, world: World, on: date) -> Known:
    """Return the market's general price level over the home country's (GDP price level ratios)."""
    if market == home:
        return costs.settled(1, "ratio to home")
    there, here = (world.figures_on(code, on).get("price_level") for code in (market, home))
    if there is None or here is None:
        return Unknown("no price level is published", ask="statistics office")
    # Health prices stray from the general level: a factor of 1.15 each way in 80 % of cases is ours.
    return Estimate(
        dist=Lognormal(median=there.dist.mean / here.dist.mean, factor=1.15),
        unit="ratio to home",
        origin=Origin.CITED,
        confidence=Confidence.weakest(there.confidence, here.confidence),
        cites=tuple(dict.fromkeys((*there.cites, *here.cites))),
        because=(Reason.of("price-level-ratio", home=home),),
    )


def sales_cycle(product: ProductProfile, market: str, *, world: World, on: date) -> Known:
    """Return the months of a sale: what ``cycle_for`` knows of a payer who tenders.

    Where a fund pays for each patient nobody tenders: what is left is to be prescribed, a figure of ours.
    """
    if is_by_patient(product):
        return replace(costs.ours(FIRST_PATIENTS, "months"), because=(Reason.of("cycle-first-patients"),))
    seen, pool = world.observations, world.cycle_pool
    return cycle_for(market, product.payer or "", observations=seen, pool=pool, on=on)


def is_by_patient(product: ProductProfile) -> bool:
    """Return whether a fund pays for each patient, so that nobody tenders."""
    return product.payer in FUNDS and product.unit_of_sale == "patient"
