"""What is known of one market for one product: every input of the decision model that has a source."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial

from fram.access.buying.cycle import cycle_for
from fram.access.demand.indication import Indication
from fram.access.demand.need import need
from fram.access.demand.reach import sites
from fram.access.demand.stages import Stage
from fram.access.gates import GatesResult, gates
from fram.access.pathways.fit import Fit
from fram.access.pathways.payment import FUNDS, Payment, payment
from fram.access.regimes.regime import Told
from fram.access.road.approval import Road, approval
from fram.access.road.itinerary import Standing
from fram.access.road.journeys import Journey, journeys
from fram.access.road.refusals import judge_refusals, with_checks
from fram.access.spread import after_another, all_needed
from fram.decide.model.case import Setting
from fram.decide.model.inputs import INPUTS
from fram.knowledge.access.published import is_screening
from fram.knowledge.rulebooks import BOOKS
from fram.rules.verdict import Verdict
from fram.terms.citation import Confidence
from fram.terms.dist import Fixed, Lognormal, Pert
from fram.terms.estimate import Estimate, Origin, Reason
from fram.terms.logic import Truth, Unknown
from fram.terms.product import CompanyFile, ProductProfile
from fram.workspace.access.bodies import scope_of
from fram.workspace.company.found_out import found_out
from fram.workspace.kept.payers import PayerRecord
from fram.workspace.kept.roads import RoadRecord
from fram.workspace.weighing import costs
from fram.workspace.weighing.costs import Known
from fram.workspace.weighing.home_terms import home_win_share
from fram.workspace.weighing.paying.fits import fits_of
from fram.workspace.weighing.paying.own_work import evidence_there, has_window, launch, own_work, study_months
from fram.workspace.weighing.paying.payers import Facing
from fram.workspace.weighing.paying.record import kept_payers
from fram.workspace.weighing.pricing_terms import pricing_terms
from fram.workspace.weighing.road_record import Seen, road_record
from fram.workspace.weighing.road_terms import RoadTimes, months_ahead, road_times
from fram.workspace.weighing.told_by_rules import told_by_rules, verdicts_of
from fram.workspace.world import World

SMALL_FIRM_POSITIONS = 50
REGISTRATION_MONTHS = Pert(low=0.25, typical=1, high=3)
"""Months to prepare where a product held elsewhere only has to be registered: a planning figure of ours."""
FIRST_PATIENTS = Pert(low=0.5, typical=2, high=8)
"""Months from being paid for to the first patients, where a fund pays for each: a planning figure of ours."""
NORDIC = frozenset({"NO", "SE", "DK", "FI", "IS"})
"""Neighbours that are commonly served from one another without a full local team."""
UNITS_BY_SITE = ("hospital", "ward", "bed", "practice", "laboratory", "nursing-home")


@dataclass(frozen=True, slots=True, kw_only=True)
class MarketTerms:
    """One market as the engines see it: the setting to be weighed, the road and payment behind it, and what
    the plan keeps of the road and of who pays; ``facing``: what every pathway of the market meets.
    """

    setting: Setting
    road: Road
    payment: Payment
    gaps: tuple[tuple[str, Unknown], ...]
    kept: RoadRecord
    payers: PayerRecord
    facing: Facing


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """What every market is seen through: knowledge, day, rates, what the company told, what the rules say."""

    world: World
    on: date
    nok_per: Callable[[str], float]
    told: Told
    verdicts: Mapping[str, Verdict]
    fits: tuple[Fit, ...]


def view_of(file: CompanyFile, *, world: World, on: date, nok_per: Callable[[str], float]) -> View:
    """Return the view for a company: small or not, and the device classes the coded rules leave possible."""
    small = file.company.staff.total < SMALL_FIRM_POSITIONS
    screening = frozenset(regime for regime in world.roads if regime not in BOOKS or is_screening(regime))
    verdicts = verdicts_of(file.product, on=on)
    told = replace(told_by_rules(file.product, verdicts=verdicts), small_firm=small, screening=screening)
    found = fits_of(file.product, told=told, world=world, on=on)
    return View(world=world, on=on, nok_per=nok_per, told=told, verdicts=verdicts, fits=found)


def market_terms(file: CompanyFile, market: str, *, view: View) -> MarketTerms:
    """Return all that is known for this product in a market, money in NOK, time in months."""
    product, home, world, on = file.product, file.company.country, view.world, view.on
    head = world.markets[market].head
    road = approval(product, roads=world.roads, market=market, on=on, told=view.told)
    barriers = gates(product, known=world.gates, market=market, on=on)
    found = journeys(road, courses=world.courses, profile=product, on=on)
    road = checked_road(road, found, product=product, view=view)
    times = road_times(found, on=on)
    ready = after_another([times.preparation, times.approval]) if times else None
    beside = own_work(barriers, file, market=market)
    begins = launch(ready, beside) if has_window(view.fits, market) else None
    pay = payment(view.fits, market=market, payer=product.payer, on=on, ready=begins)
    known: dict[str, Known] = {
        **_road_inputs(road, view.nok_per, fees=step_fees(found)),
        **_with_times(times, road),
        **_of_market(product, market, home=home, view=view),
        **_of_gates(barriers, view.nok_per),
        **_of_payment(pay),
        "upkeep": costs.upkeep(road, view.nok_per),
    }
    channel, own = _channel(product), found_out(file.expected, market=market)
    known |= channel | own
    owners = dict.fromkeys(channel, "product") | dict.fromkeys(own, market.lower())
    owners |= _owner_of_the_firms(known, barriers)
    setting = Setting(
        market=market, regime=road.regime or "none", needs_payment=_needs_payment(pay, product),
        speaks_language=not set(head.languages).isdisjoint(product.languages),
        near_home={market, home} <= NORDIC, known=known, owners=owners,
    )  # fmt: skip
    seen = Seen(product=product, on=on, verdicts=view.verdicts)
    facing = Facing(
        product=product, market=market, currency=head.currency, on=on, nok_per=view.nok_per,
        ready=months_ahead(road, times), approval=ready, cycle=known["sales_cycle"], beside=beside,
        evidence=study_months(file, market=market),
    )  # fmt: skip
    return MarketTerms(
        setting=setting, road=road, payment=pay, gaps=_gaps(known), facing=facing,
        kept=_kept(road, found, times=times, barriers=barriers, seen=seen),
        payers=kept_payers(view.fits, facing, pay=pay, instead=world.no_pathways.get(market)),
    )  # fmt: skip


def _owner_of_the_firms(known: Mapping[str, Known], barriers: GatesResult) -> dict[str, str]:
    """Whose the firm's certificates are: paid once, however many markets ask for them."""
    return {"firm_cost": costs.firm_owner(barriers)} if "firm_cost" in known else {}


def _gaps(known: Mapping[str, Known]) -> tuple[tuple[str, Unknown], ...]:
    """The inputs of the plan that nobody gives a figure for, and why."""
    return tuple((name, why) for name, why in known.items() if isinstance(why, Unknown) and name in INPUTS)


def _kept(
    road: Road, found: Sequence[Journey], *, times: RoadTimes | None, barriers: GatesResult, seen: Seen
) -> RoadRecord:
    run = times.likeliest if times else None
    return road_record(road, found=found, run=run, gates=barriers, seen=seen)


def _of_gates(barriers: GatesResult, nok_per: Callable[[str], float]) -> dict[str, Known]:
    """What the papers for security and privacy take in time and money."""
    return {
        "gate_months": barriers.months,
        "gate_cost": costs.gate_cost(barriers, nok_per),
        **costs.firm_cost(barriers, nok_per),
    }


def _of_payment(pay: Payment) -> dict[str, Known]:
    """What the pathway a plan takes needs until it pays, and how often it comes through."""
    return {
        "payment_months": _because(pay.months, pay.because),
        "payment_chance": _because(pay.chance, pay.because),
        **evidence_there(pay),
    }


def _of_market(product: ProductProfile, market: str, *, home: str, view: View) -> dict[str, Known]:
    """What is known of the market itself: its people or sites, prices, sales, tax and wages."""
    world, on = view.world, view.on
    return {
        **reach(product, market, world=world, on=on),
        "price_level": price_level(market, home, world=world, on=on),
        "sales_cycle": sales_cycle(product, market, world=world, on=on),
        "win_share": home_win_share(product),
        **pricing_terms(product, world.pricing[market], home=home, on=on, nok_per=view.nok_per),
    }


def _needs_payment(pay: Payment, product: ProductProfile) -> bool:
    """Whether a payer must decide first; with no payer stated, only what is sold by the patient is so."""
    if pay.on_critical_path is Truth.UNKNOWN:
        return product.unit_of_sale == "patient"
    return pay.on_critical_path is Truth.YES


def _channel(product: ProductProfile) -> dict[str, Known]:
    """What a distributor keeps, where the company states what it gives at home."""
    share = product.price.discount_to_channel
    if share is None:
        return {}
    dist = Pert(low=0.7 * share, typical=share, high=min(1.4 * share, 0.95))
    told = Estimate(dist=dist, unit="share", origin=Origin.COMPANY, confidence=Confidence.READ)
    return {"channel_margin": told}


def road_inputs(road: Road, product: ProductProfile, *, view: View) -> dict[str, Known]:
    """Return the inputs of the decision model that a road to approval fills."""
    found = journeys(road, courses=view.world.courses, profile=product, on=view.on)
    times = road_times(found, on=view.on)
    return {**_road_inputs(road, view.nok_per, fees=step_fees(found)), **_with_times(times, road)}


def step_fees(found: Sequence[Journey]) -> tuple[Estimate, ...]:
    """Return the fees of single activities on the likeliest way, beside those of its routes."""
    needed = (t for one in found[:1] for t in one.itinerary.on_the_way if t.standing is Standing.NEEDED)
    return tuple(task.fees for task in needed if isinstance(task.fees, Estimate))


def _road_inputs(
    road: Road, nok_per: Callable[[str], float], *, fees: Sequence[Estimate]
) -> dict[str, Known]:
    """Nothing is left to prepare, wait or pay for where no approval is needed or it is held."""
    if road.state in ("held", "no-device"):
        return {
            "preparation_months": costs.settled(0, "months", *road.because),
            "approval_months": costs.settled(0, "months", *road.because),
            "approval_chance": costs.settled(1, "share", *road.because),
            "approval_cost": costs.settled(0, "NOK", *road.because),
        }
    found = {
        "approval_months": _because(road.months, road.because),
        "approval_chance": _because(road.chance, road.because),
        "approval_cost": _because(costs.approval_cost(road, nok_per, fees=fees), road.because),
    }
    if road.is_registration_only:
        found["preparation_months"] = costs.ours(REGISTRATION_MONTHS, "months")
    return found


def checked_road(road: Road, found: Sequence[Journey], *, product: ProductProfile, view: View) -> Road:
    """Return the road with its chances as they are after what the company has ruled out before applying."""
    scope = partial(scope_of, product, on=view.on)
    return with_checks(
        road, found=found, courses=view.world.courses, on=view.on,
        judge=partial(judge_refusals, profile=product, on=view.on, scope=scope),
    )  # fmt: skip


def _with_times(times: RoadTimes | None, road: Road) -> dict[str, Known]:
    """The two lengths of a road whose activities are known, in place of what its route gives as a whole."""
    if times is None:
        return {}
    found: dict[str, Known] = {
        "preparation_months": times.preparation,
        "approval_months": _because(times.approval, road.because),
    }
    chance = road.chance
    if times.late and isinstance(chance, Estimate):
        reason = Reason.of("road-closes-first", share=times.late, until=times.until)
        in_time = replace(chance, dist=Fixed(value=1 - times.late), because=(*road.because, reason))
        found["approval_chance"] = all_needed([chance, in_time])
    return found


def _because(found: Known, reasons: tuple[Reason, ...]) -> Known:
    return found if isinstance(found, Unknown) else replace(found, because=(*found.because, *reasons))


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
