"""The road of one product into one market: class, activities, documents, refusals, calendar, money."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from pathlib import Path

from fram.access.gates import GatesResult, gates
from fram.access.road.approval import Road, approval
from fram.access.road.itinerary import Task
from fram.access.road.journeys import Journey, journeys
from fram.access.road.refusals import Ruled, judge_refusals
from fram.decide.rank import Range
from fram.decide.roads.road import RoadRun, run_road
from fram.rules.verdict import Verdict
from fram.terms.errors import Refused
from fram.terms.estimate import Estimate
from fram.terms.jurisdiction import market_code
from fram.terms.product import CompanyFile, ProductProfile
from fram.workspace.access.bodies import scope_of
from fram.workspace.access.screening.page import Screened
from fram.workspace.access.screening.screened import is_screened
from fram.workspace.access.verdicts import Found, classify, screen
from fram.workspace.company import read_company
from fram.workspace.roads.calendar import Due, calendar
from fram.workspace.roads.prices import Price, as_planned, chance_of, prices
from fram.workspace.weighing.costs import Known, approval_cost
from fram.workspace.weighing.market_terms import View, checked_road, step_fees, view_of
from fram.workspace.weighing.rates import Rates
from fram.workspace.weighing.road_record import classes_on, kept_duties, question_of
from fram.workspace.weighing.road_terms import closing
from fram.workspace.world import the_world

DRAWS = 20_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """One task as it is drawn: when it starts and ends, in months, and how often it decides the day."""

    task: Task
    starts: Range
    ends: Range
    length: Range
    critical: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Other:
    """Another way that is still possible: its regimes and routes, its share of belief, months to approval."""

    journey: Journey
    approval: Range
    chance: Known


@dataclass(frozen=True, slots=True, kw_only=True)
class RoadView:
    """All there is to say of one product's road into one market, on a day.

    Months count from ``on``. ``journey`` None: no activities lie ahead (held, no device, no road known) or
    none have been read for a regime of the road; ``road`` then says which. ``classes``: by regime, the class
    held or stated, else those still possible. ``chance`` is that of ``journey``; ``plan_chance`` and
    ``plan_cost`` (NOK) are what the plan takes over all ways, with wide defaults where nothing was read.
    ``delay``: NOK of value lost with each month the launch comes later; None where the plan gives no value.
    """

    company: str
    product: ProductProfile
    market: str
    on: date
    road: Road
    verdicts: Mapping[str, Found]
    classes: Mapping[str, tuple[str, ...]]
    gates: GatesResult
    prices: tuple[Price, ...]
    chance: Known
    plan_chance: Estimate
    plan_cost: Known
    journey: Journey | None = None
    filing: Range | None = None
    approval: Range | None = None
    bars: tuple[Bar, ...] = ()
    others: tuple[Other, ...] = ()
    refusals: tuple[Ruled, ...] = ()
    calendar: tuple[Due, ...] = ()
    delay: Range | None = None
    late: float = 0.0
    until: date | None = None
    draws: int = DRAWS
    seed: int = 1

    @property
    def question(self) -> tuple[str, str]:
        """The regime whose class is open and the fact to learn next, by its rules; empty where none is."""
        verdicts = {regime: one for regime, one in self.verdicts.items() if isinstance(one, Verdict)}
        return question_of(self.road, verdicts=verdicts, classes=self.classes)

    @property
    def perhaps(self) -> tuple[Task, ...]:
        """The tasks that open facts may call for, on top of the bars."""
        return self.journey.itinerary.perhaps if self.journey else ()

    @property
    def documents(self) -> tuple[str, ...]:
        """The documents the road asks for, by registry word."""
        return self.journey.itinerary.documents if self.journey else ()

    @property
    def ready(self) -> tuple[str, ...]:
        """Those that are finished, as the company says or by a certificate."""
        return self.journey.itinerary.ready if self.journey else ()


def road_view(
    given: CompanyFile | str | Path, *, market: str, on: date, draws: int = DRAWS, seed: int = 1
) -> RoadView:
    """Return the road of a company's product into a market on a day, without what its delay costs.

    Raises ``Refused`` for a file that cannot be used and a market nobody knows.
    """
    file = given if isinstance(given, CompanyFile) else read_company(Path(given), on=on)
    code, world = market_code(market, where="--market"), the_world()
    road, found, view = _way_into(file, code, on=on)
    verdicts = _verdicts(file.product, road, on=on)
    ways = found[0].ways if found else tuple((step.regime, step.ways[0]) for step in road.steps)
    base = RoadView(
        company=file.company.name, product=file.product, market=code, on=on, road=road, draws=draws,
        verdicts=verdicts, classes=_classes(road, verdicts), seed=seed,
        prices=tuple(prices(ways, roads=world.roads, small_firm=view.told.small_firm, on=on)),
        chance=chance_of(found[0], road=road) if found else road.chance,
        plan_chance=as_planned(road.chance, name="approval_chance"),
        plan_cost=approval_cost(road, view.nok_per, fees=step_fees(found)),
        gates=gates(file.product, known=world.gates, market=code, on=on),
    )  # fmt: skip
    if found:
        return _drawn(base, found)
    return replace(base, calendar=calendar(kept_duties(road, file.product), on=on))


def _way_into(file: CompanyFile, market: str, *, on: date) -> tuple[Road, tuple[Journey, ...], View]:
    world = the_world()
    view = view_of(file, world=world, on=on, nok_per=Rates(on).nok_per)
    road = approval(file.product, roads=world.roads, market=market, on=on, told=view.told)
    found = journeys(road, courses=world.courses, profile=file.product, on=on)
    return checked_road(road, found, product=file.product, view=view), found, view


def _drawn(base: RoadView, found: Sequence[Journey]) -> RoadView:
    first, *others = found
    run = run_road(first.itinerary, draws=base.draws, seed=base.seed, on=base.on)
    late, until = closing([(first, run)], on=base.on)
    return replace(
        base, journey=first, late=late, until=until,
        filing=Range.of(run.filing), approval=Range.of(run.approval),
        bars=tuple(_bars(run)), calendar=calendar(first.itinerary.duties, on=base.on),
        others=tuple(_other(one, base) for one in others),
        refusals=judge_refusals(
            first.itinerary, profile=base.product, on=base.on,
            scope=partial(scope_of, base.product, on=base.on),
        ),
    )  # fmt: skip


def _other(journey: Journey, base: RoadView) -> Other:
    run = run_road(journey.itinerary, draws=min(base.draws, 2_000), seed=base.seed, on=base.on)
    chance = chance_of(journey, road=base.road)
    return Other(journey=journey, approval=Range.of(run.approval), chance=chance)


def _bars(run: RoadRun) -> Iterator[Bar]:
    """The tasks in the order they start, then end, in the middle run."""
    bars = []
    for task in run.tasks:
        starts, ends = run.span(task.name)
        bars.append(Bar(
            task=task, starts=Range.of(starts), ends=Range.of(ends), length=Range.of(ends - starts),
            critical=run.timeline.critical[task.name],
        ))  # fmt: skip
    yield from sorted(bars, key=lambda bar: (bar.starts.p50, bar.ends.p50))


def _verdicts(product: ProductProfile, road: Road, *, on: date) -> dict[str, Found]:
    """What is known of the class under each regime on the road; why not, where nothing is."""
    found: dict[str, Found] = {}
    for regime in dict.fromkeys((*(step.regime for step in road.steps), *filter(None, [road.regime]))):
        ask = screen if is_screened(regime) else classify
        try:
            found[regime] = ask(product, regime=regime, on=on)
        except Refused as error:
            found[regime] = error
    return found


def _classes(road: Road, verdicts: Mapping[str, Found]) -> dict[str, tuple[str, ...]]:
    told = {}
    for step in road.steps:
        found = verdicts.get(step.regime)
        verdict = found if isinstance(found, Verdict) else None
        stated = found.stated if isinstance(found, Screened) else ""
        told[step.regime] = classes_on(step, verdict=verdict, stated=stated)
    return told
