"""The road of one product into one market: class, activities, documents, refusals, calendar, money."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from pathlib import Path

from fram.access.gates import GatesResult, gates
from fram.access.regimes.classes import stated_classes
from fram.access.regimes.regime import ANY_CLASS
from fram.access.road.activity import Duty, is_for
from fram.access.road.approval import Road, approval
from fram.access.road.itinerary import Task
from fram.access.road.journeys import Journey, journeys
from fram.access.road.refusals import Ruled, chance_after, judge_refusals
from fram.decide.rank import Range
from fram.decide.road import RoadRun, run_road
from fram.rules.verdict import Verdict
from fram.terms.errors import Refused
from fram.terms.estimate import Estimate
from fram.terms.jurisdiction import market_code
from fram.terms.logic import Unknown
from fram.terms.product import CompanyFile, ProductProfile
from fram.workspace.access.bodies import scope_of
from fram.workspace.access.verdicts import classify
from fram.workspace.company import read_company
from fram.workspace.roads.calendar import Due, calendar
from fram.workspace.weighing.market_terms import view_of
from fram.workspace.weighing.rates import Rates
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


@dataclass(frozen=True, slots=True, kw_only=True)
class RoadView:
    """All there is to say of one product's road into one market, on a day.

    Months count from ``on``. ``journey`` None: no activities lie ahead (held, no device, no road known) or
    none have been read for a regime of the road; ``road`` then says which. ``delay``: NOK of value lost with
    each month the launch comes later; None where the plan gives no value.
    """

    company: str
    product: ProductProfile
    market: str
    on: date
    road: Road
    verdicts: Mapping[str, Verdict | Refused]
    gates: GatesResult
    journey: Journey | None = None
    filing: Range | None = None
    approval: Range | None = None
    bars: tuple[Bar, ...] = ()
    others: tuple[Other, ...] = ()
    refusals: tuple[Ruled, ...] = ()
    calendar: tuple[Due, ...] = ()
    delay: Range | None = None
    draws: int = DRAWS
    seed: int = 1

    @property
    def chance(self) -> Estimate | Unknown:
        """The chance of approval, with the causes of refusal that are ruled out taken off."""
        return chance_after(self.road.chance, self.refusals)

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
    road, found = _way_into(file, code, on=on)
    base = RoadView(
        company=file.company.name, product=file.product, market=code, on=on, road=road,
        verdicts=_verdicts(file.product, road, on=on), draws=draws, seed=seed,
        gates=gates(file.product, known=world.gates, market=code, on=on),
    )  # fmt: skip
    if found:
        return _drawn(base, found)
    return replace(base, calendar=calendar(_kept_duties(road, file.product), on=on))


def journeys_into(file: CompanyFile, *, market: str, on: date) -> tuple[Journey, ...]:
    """Return every way still possible into a market, the likeliest first."""
    return _way_into(file, market, on=on)[1]


def _way_into(file: CompanyFile, market: str, *, on: date) -> tuple[Road, tuple[Journey, ...]]:
    world = the_world()
    view = view_of(file, world=world, on=on, nok_per=Rates(on).nok_per)
    road = approval(file.product, roads=world.roads, market=market, on=on, told=view.told)
    return road, journeys(road, courses=world.courses, profile=file.product, on=on)


def _kept_duties(road: Road, product: ProductProfile) -> tuple[Duty, ...]:
    """What is owed for an approval that is held already."""
    world = the_world()
    course = world.courses.get(road.regime) if road.state == "held" else None
    if course is None:
        return ()
    stated = stated_classes(world.roads[road.regime], profile=product) or (ANY_CLASS,)
    return tuple(duty for duty in course.duties if not duty.routes and is_for(duty, route="", classes=stated))


def _drawn(base: RoadView, found: Sequence[Journey]) -> RoadView:
    first, *others = found
    run = run_road(first.itinerary, draws=base.draws, seed=base.seed, on=base.on)
    return replace(
        base, journey=first, filing=Range.of(run.filing), approval=Range.of(run.approval),
        bars=tuple(_bars(run)), calendar=calendar(first.itinerary.duties, on=base.on),
        others=tuple(_other(one, base) for one in others),
        refusals=judge_refusals(
            first.itinerary, profile=base.product, on=base.on,
            scope=partial(scope_of, base.product, on=base.on),
        ),
    )  # fmt: skip


def _other(journey: Journey, base: RoadView) -> Other:
    run = run_road(journey.itinerary, draws=min(base.draws, 2_000), seed=base.seed, on=base.on)
    return Other(journey=journey, approval=Range.of(run.approval))


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


def _verdicts(product: ProductProfile, road: Road, *, on: date) -> dict[str, Verdict | Refused]:
    """What the rules of each regime on the road say of the class; why not, where they cannot."""
    found: dict[str, Verdict | Refused] = {}
    for regime in dict.fromkeys((*(step.regime for step in road.steps), *filter(None, [road.regime]))):
        try:
            found[regime] = classify(product, regime=regime, on=on)
        except Refused as error:
            found[regime] = error
    return found
