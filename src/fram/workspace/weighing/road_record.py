"""Makes what a plan keeps of each market's road: class and reasons, the way, documents, gates, duties."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from fram.access.gates import GateCheck, GatesResult
from fram.access.regimes.classes import stated_classes
from fram.access.regimes.regime import ANY_CLASS
from fram.access.road.activity import Duty, is_called_for, is_for
from fram.access.road.approval import Road, Step
from fram.access.road.itinerary import Standing
from fram.access.road.journeys import Journey
from fram.access.spread import estimate_on, months_on
from fram.decide.rank import Range
from fram.decide.roads.road import RoadRun
from fram.knowledge.access.published import is_screening
from fram.rules.parameter import Dated, Parameter
from fram.rules.verdict import Finding, Verdict
from fram.terms.estimate import Estimate
from fram.terms.logic import Truth, Unknown
from fram.terms.product import ProductProfile
from fram.workspace.access.wording import Wording
from fram.workspace.kept.roads import RoadDuty, RoadGate, RoadReason, RoadRecord, RoadStep
from fram.workspace.world import the_world

LANGS = ("en", "nb")
REASONS = 2
"""So many rules are told of each regime: the road page and the classification have them all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """What a road is told with: the product, the day, and what the rules of each regime say of the class."""

    product: ProductProfile
    on: date
    verdicts: Mapping[str, Verdict] = field(default_factory=dict)


def road_record(
    road: Road, *, found: Sequence[Journey], run: RoadRun | None, gates: GatesResult, seen: Seen
) -> RoadRecord:
    """Return what a plan keeps of a road: ``found`` its journeys, ``run`` the draws of the likeliest."""
    first = found[0] if found else None
    itinerary = first.itinerary if first else None
    classes = {step.regime: classes_on(step, verdict=seen.verdicts.get(step.regime)) for step in road.steps}
    duties = itinerary.duties if itinerary else kept_duties(road, seen.product)
    return RoadRecord(
        market=road.market, state=road.state,
        ask=question_of(road, verdicts=seen.verdicts, classes=classes)[1] or road.ask,
        screening=tuple(step.regime for step in road.steps if is_screening(step.regime)),
        classes={regime: names for regime, names in classes.items() if names},
        held=tuple(step.regime for step in road.steps if step.held),
        reasons=tuple(_reasons(classes, seen.verdicts)),
        ways=tuple(way.name for _, way in first.ways) if first else (),
        steps=tuple(_steps(run)) if run else (),
        documents=itinerary.documents if itinerary else (),
        ready=itinerary.ready if itinerary else (),
        gates=tuple(_gates(gates.in_order, on=seen.on)),
        duties=tuple(_duties(duties, on=seen.on)),
    )  # fmt: skip


def classes_on(step: Step, *, verdict: Verdict | None, stated: str = "") -> tuple[str, ...]:
    """Return the classes a step of a road is told with: the one held or stated, else those still possible.

    None for an approval held whose class nobody states, and for a regime that takes every class alike.
    """
    stated = stated or (verdict.stated if verdict else "")
    labels = verdict.class_labels if verdict else ()
    taken = tuple(dict.fromkeys(name for way in step.ways for name in way.classes if name != ANY_CLASS))
    if stated and (step.held or not taken or stated in taken):
        return (stated,)
    if step.held or not taken:
        return labels if len(labels) == 1 else ()
    return labels or taken


def kept_duties(road: Road, product: ProductProfile) -> tuple[Duty, ...]:
    """Return what is owed for an approval that is held already."""
    world = the_world()
    course = world.courses.get(road.regime) if road.state == "held" else None
    if course is None:
        return ()
    stated = stated_classes(world.roads[road.regime], profile=product) or (ANY_CLASS,)
    return tuple(
        duty for duty in course.duties
        if not duty.routes and is_for(duty, route="", classes=stated)
        and is_called_for(duty.when, product) is not Truth.NO
    )  # fmt: skip


def since(parameter: Parameter | None, *, on: date) -> date | None:
    """Return the first day of the value in force, or None where there is none."""
    found = parameter.on(on) if parameter else None
    return found.start if isinstance(found, Dated) else None


def enough_of(check: GateCheck, *, among: Iterable[GateCheck]) -> tuple[GateCheck, ...]:
    """Return the gates of which one is enough, in the order they are in; none where a gate stands alone."""
    group = check.gate.one_of
    found = tuple(one for one in among if group and one.gate.one_of == group)
    return found if len(found) > 1 else ()


def question_of(
    road: Road, *, verdicts: Mapping[str, Verdict], classes: Mapping[str, tuple[str, ...]]
) -> tuple[str, str]:
    """Return the first regime on the road whose class is open, and the next question there; else two empty.

    A regime that takes every class alike asks nothing, nor does one whose approval is held.
    """
    for step in road.steps:
        verdict = verdicts.get(step.regime)
        if verdict and verdict.ask and not step.held and len(classes.get(step.regime, ())) > 1:
            return step.regime, verdict.ask
    return "", ""


def _reasons(classes: Mapping[str, tuple[str, ...]], verdicts: Mapping[str, Verdict]) -> Iterator[RoadReason]:
    told: set[str] = set()
    for regime, names in classes.items():
        verdict = verdicts.get(regime)
        for one in leading(verdict, names) if verdict else ():
            if one.says in told:  # a law that takes over another's rules
                continue
            told.add(one.says)
            yield RoadReason(
                regime=regime, confidence=one.confidence, cite=one.cite,
                name={lang: Wording(lang).label(regime, one.outcome) for lang in LANGS},
                says={lang: Wording(lang).rule(regime, one) for lang in LANGS},
            )  # fmt: skip


def leading(verdict: Verdict, names: Sequence[str]) -> tuple[Finding, ...]:
    """Return the rules that decide the classes shown, the strictest first."""
    marked = dict(zip(verdict.class_labels, verdict.classes, strict=True))  # "Is" stands for class I
    wanted = {*names, *(marked[name] for name in names if name in marked)}
    return tuple(one for one in verdict.because if one.outcome in wanted)[:REASONS]


def _steps(run: RoadRun) -> Iterator[RoadStep]:
    found = []
    for task in run.tasks:
        starts, ends = run.span(task.name)
        cites = task.months.cites if isinstance(task.months, Estimate) else ()
        found.append(RoadStep(
            id=task.name, name=task.activity.name, actor=task.activity.actor.value,
            starts=Range.of(starts), ends=Range.of(ends), critical=run.timeline.critical[task.name],
            is_done=task.standing is Standing.DONE, cite=cites[0] if cites else task.activity.cite,
            confidence=task.months.confidence if isinstance(task.months, Estimate)
            else task.activity.confidence,
        ))  # fmt: skip
    yield from sorted(found, key=lambda step: (step.starts.p50, step.ends.p50))


def _gates(asked: Sequence[GateCheck], *, on: date) -> Iterator[RoadGate]:
    for check in asked:
        gate = check.gate
        yield RoadGate(
            id=gate.id, name=gate.name, who=gate.who, binding=gate.binding, since=gate.since,
            is_sure=check.binds is Truth.YES, confidence=gate.confidence, cite=gate.cite,
            months=_read(months_on(gate.months, day=on)), cost=_read(estimate_on(gate.cost, day=on)),
            one_of=tuple(one.gate.name for one in enough_of(check, among=asked)),
            in_approval=gate.in_approval,
        )  # fmt: skip


def _duties(duties: Iterable[Duty], *, on: date) -> Iterator[RoadDuty]:
    """The duties in the order they first fall due, the dated last; a dated one that is past is left out."""
    ahead = (one for one in duties if one.on is None or one.on >= on)
    for one in sorted(ahead, key=lambda one: (one.on or date.min, one.first)):
        yield RoadDuty(
            id=one.id, name=one.name, first=one.first, every=one.every, on=one.on, cite=one.cite,
            confidence=one.confidence, fees=_read(estimate_on(one.fees, day=on)),
            fees_since=since(one.fees, on=on),
        )  # fmt: skip


def _read(found: Estimate | Unknown) -> Estimate | None:
    return found if isinstance(found, Estimate) else None
