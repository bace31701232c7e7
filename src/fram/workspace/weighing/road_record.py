"""Makes what a plan keeps of each market's road: the likeliest way, documents, gates, what is owed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from fram.access.gates import GateCheck, GatesResult
from fram.access.road.approval import Road
from fram.access.road.itinerary import Standing
from fram.access.road.journeys import Journey
from fram.decide.rank import Range
from fram.decide.road import RoadRun
from fram.knowledge.access.published import is_screening
from fram.terms.estimate import Estimate
from fram.terms.logic import Truth
from fram.workspace.roads_kept import RoadDuty, RoadGate, RoadRecord, RoadStep


def road_record(
    road: Road, *, found: Sequence[Journey], run: RoadRun | None, gates: GatesResult
) -> RoadRecord:
    """Return what a plan keeps of a road: ``found`` its journeys, ``run`` the draws of the likeliest."""
    first = found[0] if found else None
    itinerary = first.itinerary if first else None
    return RoadRecord(
        market=road.market, state=road.state, ask=road.ask,
        screening=tuple(step.regime for step in road.steps if is_screening(step.regime)),
        classes={
            step.regime: tuple(cls for way in step.ways for cls in way.classes) for step in road.steps
        },
        ways=tuple(way.name for _, way in first.ways) if first else (),
        steps=tuple(_steps(run)) if run else (),
        documents=itinerary.documents if itinerary else (),
        ready=itinerary.ready if itinerary else (),
        gates=tuple(_gate(check) for check in gates.in_order),
        duties=tuple(
            RoadDuty(id=one.id, name=one.name, first=one.first, every=one.every, on=one.on, cite=one.cite)
            for one in (itinerary.duties if itinerary else ())
        ),
    )  # fmt: skip


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


def _gate(check: GateCheck) -> RoadGate:
    gate = check.gate
    return RoadGate(
        id=gate.id, name=gate.name, who=gate.who, binding=gate.binding, since=gate.since,
        is_sure=check.binds is Truth.YES, confidence=gate.confidence, cite=gate.cite,
    )  # fmt: skip
