"""The activities of a road to approval as one product meets them: needed, done, or perhaps to come."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from fram.access.road.activity import (
    Activity,
    Course,
    Duty,
    Phase,
    Refusal,
    is_adapted,
    is_called_for,
    is_done,
    is_for,
)
from fram.access.spread import estimate_on, months_on
from fram.terms.estimate import Estimate
from fram.terms.logic import Truth, Unknown
from fram.terms.product import ProductProfile


class Standing(StrEnum):
    """How an activity stands: to be done, behind the company, or needed only if open facts say so."""

    NEEDED = "needed"
    DONE = "done"
    MAY_COME = "may-come"


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """One activity as the product meets it. ``after`` names tasks of the same itinerary only.

    ``name`` is unique over regimes (``eu-mdr/review``; work that serves every market has its bare id).
    ``missing``: the facts that would settle whether it comes; ``is_adapted``: done for another approval, and
    only to be adapted; ``ready``: those of its documents that are finished.
    """

    name: str
    regime: str
    activity: Activity
    standing: Standing
    after: tuple[str, ...]
    months: Estimate | Unknown
    fees: Estimate | Unknown
    is_adapted: bool = False
    missing: tuple[str, ...] = ()
    ready: tuple[str, ...] = ()

    @property
    def phase(self) -> Phase:
        """Before the filing or after it."""
        return self.activity.phase


@dataclass(frozen=True, slots=True, kw_only=True)
class Itinerary:
    """What lies between the product and the last approval, over all regimes of the road, in working order.

    ``duties`` begin with that approval; ``refusals`` are the causes that may end it. ``untimed``: tasks whose
    length nobody has read; they count for no time.
    """

    tasks: tuple[Task, ...]
    duties: tuple[Duty, ...]
    refusals: tuple[Refusal, ...]
    language: Mapping[str, str]

    @property
    def on_the_way(self) -> tuple[Task, ...]:
        """The tasks that surely lie on the road, done ones among them."""
        return tuple(task for task in self.tasks if task.standing is not Standing.MAY_COME)

    @property
    def perhaps(self) -> tuple[Task, ...]:
        """The tasks that open facts may call for."""
        return tuple(task for task in self.tasks if task.standing is Standing.MAY_COME)

    @property
    def untimed(self) -> tuple[Task, ...]:
        """The needed tasks that should take time and have none read."""
        return tuple(
            task for task in self.on_the_way
            if task.standing is Standing.NEEDED and task.activity.months and isinstance(task.months, Unknown)
        )  # fmt: skip

    @property
    def documents(self) -> tuple[str, ...]:
        """The documents the road asks for, in the order they are made, by registry word."""
        return tuple(dict.fromkeys(word for task in self.on_the_way for word in task.activity.documents))

    @property
    def ready(self) -> tuple[str, ...]:
        """Those of them that the company says are finished."""
        return tuple(dict.fromkeys(word for task in self.on_the_way for word in task.ready))


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """One regime's part of a road: its course, the route taken and the classes still possible on it."""

    course: Course
    route: str
    classes: tuple[str, ...]


def itinerary(stretches: Sequence[Stretch], *, profile: ProductProfile, on: date) -> Itinerary:
    """Return the tasks of a road that leads through these regimes one after another.

    A filing under a later regime waits for the approval under the one before it; preparing for it does not.
    """
    tasks: dict[str, Task] = {}
    ends: tuple[str, ...] = ()
    for stretch in stretches:
        own = _tasks_of(stretch, profile=profile, on=on, gate=ends)
        tasks |= {name: task for name, task in own.items() if name not in tasks}
        ends = _ends(own)
    return Itinerary(
        tasks=tuple(tasks.values()), language=stretches[-1].course.language,
        duties=tuple(
            duty for stretch in stretches for duty in stretch.course.duties
            if is_for(duty, route=stretch.route, classes=stretch.classes)
            and is_called_for(duty.when, profile) is not Truth.NO
        ),
        refusals=tuple(
            cause for stretch in stretches for cause in stretch.course.refusals
            if not cause.routes or stretch.route in cause.routes
        ),
    )  # fmt: skip


def _tasks_of(
    stretch: Stretch, *, profile: ProductProfile, on: date, gate: tuple[str, ...]
) -> dict[str, Task]:
    """The tasks of one regime by name; those of its filing wait for ``gate``."""
    ready = frozenset(_papers(profile))
    found: dict[str, Task] = {}
    by_id = {one.id: one for one in stretch.course.activities}
    left_out: dict[str, Activity] = {}
    for one in stretch.course.activities:
        called = is_called_for(one.when, profile)
        if called is Truth.NO or not is_for(one, route=stretch.route, classes=stretch.classes):
            left_out[one.id] = one
            continue
        standing = Standing.NEEDED if called is Truth.YES else Standing.MAY_COME
        if is_done(one, profile, on=on) or (one.documents and ready.issuperset(one.documents)):
            standing = Standing.DONE
        if standing is Standing.MAY_COME:
            left_out[one.id] = one
        name, adapted = _name(one, stretch.course.regime), is_adapted(one, profile, on=on)
        found[name] = Task(
            name=name, regime=stretch.course.regime, activity=one, standing=standing, after=(),
            months=months_on(one.adapted_months if adapted else one.months, day=on),
            fees=estimate_on(one.fees, day=on),
            is_adapted=adapted, missing=tuple(fact for fact in one.when if profile.fact(fact) is None),
            ready=tuple(w for w in one.documents if w in ready or standing is Standing.DONE),
        )  # fmt: skip
    for name, task in found.items():
        before = _before(task.activity, by_id, left_out=left_out)
        names = tuple(dict.fromkeys(_name(by_id[b], stretch.course.regime) for b in before))
        waits = gate if task.phase is Phase.ASSESS else ()
        found[name] = replace(task, after=(*names, *(g for g in waits if g != name)))
    return found


def _papers(profile: ProductProfile) -> tuple[str, ...]:
    said = profile.fact("documents_ready")
    return tuple(said) if isinstance(said, list | tuple | frozenset) else (str(said),) if said else ()


def _name(activity: Activity, regime: str) -> str:
    return activity.id if activity.is_shared else f"{regime}/{activity.id}"


def _before(
    activity: Activity, by_id: Mapping[str, Activity], *, left_out: Mapping[str, Activity]
) -> Iterator[str]:
    """The activities it waits for; for one that this product has not, those that one would wait for."""
    for name in activity.after:
        if name in left_out:
            yield from _before(by_id[name], by_id, left_out=left_out)
        else:
            yield name


def _ends(tasks: Mapping[str, Task]) -> tuple[str, ...]:
    """The tasks that no other waits for: with them the approval is in hand."""
    awaited = {name for task in tasks.values() for name in task.after}
    sure = (t for t in tasks.values() if t.standing is not Standing.MAY_COME)
    return tuple(task.name for task in sure if task.name not in awaited)
