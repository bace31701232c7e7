"""What is known of one market for one product: every input of the decision model that has a source."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import partial

from fram.access.gates import GatesResult, gates
from fram.access.pathways.fit import Fit
from fram.access.pathways.payment import Payment, payment
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
from fram.terms.dist import Fixed, Pert
from fram.terms.estimate import Estimate, Origin, Reason
from fram.terms.logic import Truth, Unknown
from fram.terms.product import CompanyFile, ProductProfile
from fram.workspace.access.bodies import scope_of
from fram.workspace.company.found_out import found_out
from fram.workspace.kept.payers import PayerRecord
from fram.workspace.kept.roads import RoadRecord
from fram.workspace.weighing import costs
from fram.workspace.weighing.costs import Known
from fram.workspace.weighing.heard import Heard, Place, estimates, heard, own, regimes_asked
from fram.workspace.weighing.home_terms import home_win_share
from fram.workspace.weighing.paying.fits import fits_of
from fram.workspace.weighing.paying.own_work import evidence_there, has_window, launch, own_work, study_months
from fram.workspace.weighing.paying.payers import Facing, Way, payers_of
from fram.workspace.weighing.paying.record import kept_payers, way_taken
from fram.workspace.weighing.paying.tariff import tariff
from fram.workspace.weighing.prices.terms import pricing_terms, worth_terms
from fram.workspace.weighing.reach_terms import price_level, reach, sales_cycle
from fram.workspace.weighing.road_record import Seen, road_record
from fram.workspace.weighing.road_terms import RoadTimes, months_ahead, road_times
from fram.workspace.weighing.study.needed import StudyNeeded
from fram.workspace.weighing.study.terms import missing_study, study_owner, study_terms
from fram.workspace.weighing.told_by_rules import told_by_rules, verdicts_of
from fram.workspace.world import World

SMALL_FIRM_POSITIONS = 50
REGISTRATION_MONTHS = Pert(low=0.25, typical=1, high=3)
"""Months to prepare where a product held elsewhere only has to be registered: a planning figure of ours."""
BEFORE_PAYMENT = frozenset(INPUTS) - {"tariff"}
"""Inputs known before it is known which way to payment is taken."""
NORDIC = frozenset({"NO", "SE", "DK", "FI", "IS"})
"""Neighbours that are commonly served from one another without a full local team."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MarketTerms:
    """One market as the engines see it: the setting to be weighed, the road and payment behind it, and what
    the plan keeps of the road and of who pays; ``facing``: what every pathway of the market meets; ``ways``:
    each of them held against the product; ``heard``: what findings changed.
    """

    setting: Setting
    road: Road
    payment: Payment
    gaps: tuple[tuple[str, Unknown], ...]
    kept: RoadRecord
    payers: PayerRecord
    facing: Facing
    ways: tuple[Way, ...]
    heard: tuple[Heard, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """What every market is seen through: knowledge, day, rates, what the company told, what the rules say.

    ``regimes``: the regime of each market that a finding on something regime-wide names.
    """

    world: World
    on: date
    nok_per: Callable[[str], float]
    told: Told
    verdicts: Mapping[str, Verdict]
    fits: tuple[Fit, ...]
    regimes: Mapping[str, str] = field(default_factory=dict)


def view_of(file: CompanyFile, *, world: World, on: date, nok_per: Callable[[str], float]) -> View:
    """Return the view for a company: small or not, and the device classes the coded rules leave possible."""
    small = file.company.staff.total < SMALL_FIRM_POSITIONS
    screening = frozenset(regime for regime in world.roads if regime not in BOOKS or is_screening(regime))
    verdicts = verdicts_of(file.product, on=on)
    told = replace(told_by_rules(file.product, verdicts=verdicts), small_firm=small, screening=screening)
    found = fits_of(file.product, told=told, world=world, on=on)
    regimes = {
        market: approval(file.product, roads=world.roads, market=market, on=on, told=told).regime or "none"
        for market in regimes_asked(file)
    }
    return View(
        world=world, on=on, nok_per=nok_per, told=told, verdicts=verdicts, fits=found, regimes=regimes
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Before:
    """What lies before a sale in one market: the road, the firm's own work, the gates, who pays, a study."""

    road: Road
    found: tuple[Journey, ...]
    times: RoadTimes | None
    barriers: GatesResult
    beside: Mapping[str, Estimate]
    pay: Payment
    study: StudyNeeded | None

    @property
    def approved(self) -> Estimate | None:
        """Months until approval; None where that is not known."""
        times = self.times
        return after_another([times.preparation, times.approval]) if times else None


def market_terms(file: CompanyFile, market: str, *, view: View) -> MarketTerms:
    """Return all that is known for this product in a market, money in NOK, time in months."""
    product, world = file.product, view.world
    before = _before(file, market, view=view)
    pay, needs_payment = before.pay, _needs_payment(before.pay, product)
    known, owners, listened = _known(file, market, before=before, view=view)
    facing = _facing(file, market, before=before, cycle=known["sales_cycle"], view=view)
    ways = payers_of(view.fits, facing)
    if needs_payment:
        known = tariff(way_taken(ways, pay), product, nok_per=view.nok_per) | known
    late = heard(known, file, place=Place(market=market), names=("tariff",))
    known |= estimates(late)
    head = world.markets[market].head
    setting = Setting(
        market=market, regime=before.road.regime or "none", needs_payment=needs_payment,
        speaks_language=not set(head.languages).isdisjoint(product.languages),
        near_home={market, file.company.country} <= NORDIC, known=known, owners=owners,
    )  # fmt: skip
    return MarketTerms(
        setting=setting, road=before.road, payment=pay, gaps=_gaps(known), facing=facing, ways=ways,
        heard=(*listened, *late),
        kept=_kept(before, product=product, view=view),
        payers=kept_payers(ways, facing, pay=pay, instead=world.no_pathways.get(market)),
    )  # fmt: skip


def _before(file: CompanyFile, market: str, *, view: View) -> _Before:
    product, world, on = file.product, view.world, view.on
    road = approval(product, roads=world.roads, market=market, on=on, told=view.told)
    barriers = gates(product, known=world.gates, market=market, on=on)
    found = journeys(road, courses=world.courses, profile=product, on=on)
    road = checked_road(road, found, product=product, view=view)
    times = road_times(found, on=on)
    ready = after_another([times.preparation, times.approval]) if times else None
    beside = own_work(barriers, file, market=market)
    begins = launch(ready, beside) if has_window(view.fits, market) else None
    pay = payment(view.fits, market=market, payer=product.payer, on=on, ready=begins)
    return _Before(
        road=road, found=tuple(found), times=times, barriers=barriers, beside=beside, pay=pay,
        study=missing_study(file, pay, fits=view.fits, market=market, on=on),
    )  # fmt: skip


def _known(
    file: CompanyFile, market: str, *, before: _Before, view: View
) -> tuple[dict[str, Known], dict[str, str], tuple[Heard, ...]]:
    """Every input that has a source, what the company told and found out last; whose it is; what changed."""
    product, road, barriers = file.product, before.road, before.barriers
    known: dict[str, Known] = {
        **_road_inputs(road, view.nok_per, fees=step_fees(before.found)),
        **_with_times(before.times, road),
        **_of_market(product, market, home=file.company.country, view=view),
        **_of_gates(barriers, view.nok_per),
        **_of_payment(before.pay),
        **study_terms(before.study),
        "upkeep": costs.upkeep(road, view.nok_per),
    }
    channel, told = _channel(product), found_out(file.expected, market=market)
    known |= channel | told
    owners = dict.fromkeys(channel, "product") | dict.fromkeys(told, market.lower())
    owners |= study_owner(before.study, told=told)
    place = Place(market=market, regime=road.regime or "none", regimes=view.regimes)
    listened = heard(known, file, place=place, names=BEFORE_PAYMENT)
    owners |= _owner_of_the_firms(known, barriers) | own(listened)
    return known | estimates(listened), owners, listened


def _facing(file: CompanyFile, market: str, *, before: _Before, cycle: Known, view: View) -> Facing:
    return Facing(
        product=file.product, market=market, currency=view.world.markets[market].head.currency, on=view.on,
        nok_per=view.nok_per, ready=months_ahead(before.road, before.times), approval=before.approved,
        cycle=cycle, beside=before.beside,
        evidence=study_months(file, market=market, found=before.study.months if before.study else None),
    )  # fmt: skip


def _owner_of_the_firms(known: Mapping[str, Known], barriers: GatesResult) -> dict[str, str]:
    """Whose the firm's certificates are: paid once, however many markets ask for them."""
    return {"firm_cost": costs.firm_owner(barriers)} if "firm_cost" in known else {}


def _gaps(known: Mapping[str, Known]) -> tuple[tuple[str, Unknown], ...]:
    """The inputs of the plan that nobody gives a figure for, and why."""
    return tuple((name, why) for name, why in known.items() if isinstance(why, Unknown) and name in INPUTS)


def _kept(before: _Before, *, product: ProductProfile, view: View) -> RoadRecord:
    run = before.times.likeliest if before.times else None
    seen = Seen(product=product, on=view.on, verdicts=view.verdicts)
    return road_record(before.road, found=before.found, run=run, gates=before.barriers, seen=seen)


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
        **pricing_terms(product, world.pricing[market], home=home, on=on),
        **worth_terms(product, world.worth[market], on=on, nok_per=view.nok_per),
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
