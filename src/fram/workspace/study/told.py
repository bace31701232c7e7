"""The next study in words: every line of the page in one language, for terminal and browser alike."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

import numpy as np

from fram.access.study.design import StudyDesign
from fram.access.study.options import Work
from fram.decide.rank import Range
from fram.terms.citation import Confidence
from fram.workspace.papers.access.gantt import Line
from fram.workspace.study.chart import frontier_charts
from fram.workspace.study.rests import rests
from fram.workspace.study.steps import OpenedDoor, Step
from fram.workspace.study.telling import Teller
from fram.workspace.study.view import StudyView

MOST_NAMES, MOST_LEFT = 3, 2
"""So many doors and remaining demands are named; the rest by their number."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StepRow:
    """One step of the frontier as its row in the table says it."""

    number: str
    what: str
    cost: str
    months: str
    value: str
    markets: str
    near: str
    is_first: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class DoorRow:
    """One door opened, as its row says it."""

    market: str
    door: str
    worth: str
    chance: str
    left: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StudyPage:
    """The page: what to do first, the steps, the doors opened, the size, what it rests on."""

    lang: str
    over: str
    title: str
    stamp: str
    state: tuple[str, ...]
    glance: tuple[Line, ...]
    next_step: tuple[str, ...]
    steps: tuple[StepRow, ...]
    doors: tuple[DoorRow, ...]
    size: tuple[str, ...]
    rests: tuple[Line, ...]
    cannot: tuple[str, ...]
    small: tuple[str, ...]
    charts: Mapping[str, str] = field(default_factory=dict)


def study_page(view: StudyView, *, lang: str = "en", drawn: bool = False) -> StudyPage:
    """Return the page of the next study, in ``en`` or ``nb``; ``drawn``: with the frontier as SVG."""
    tell, chosen = Teller.of(view, lang), view.chosen
    stamp = tell.say(
        "stamp", day=tell.numerals.day(view.on), options=tell.numerals.fixed(view.options),
        draws=tell.numerals.fixed(view.draws), seed=view.seed,
    )  # fmt: skip
    return StudyPage(
        lang=lang, over=f"{view.company} · {view.product.name}", title=tell.say("title"), stamp=stamp,
        state=tuple(_state(tell, chosen)), glance=tuple(_glance(tell, chosen)) if chosen else (),
        next_step=tuple(_next(tell, chosen)), steps=tuple(_steps(tell)),
        doors=tuple(_doors(tell, chosen)) if chosen else (), size=tuple(_size(tell, chosen)),
        rests=tuple(rests(tell)), cannot=tuple(_cannot(tell)),
        small=(tell.say("value-is-not"), tell.say("most-ours")),
        charts=frontier_charts(tell) if drawn else {},
    )  # fmt: skip


def _in_short(tell: Teller, step: Step) -> dict[str, str]:
    return {
        "what": tell.what(step.option), "cost": tell.money_range(step.cost),
        "months": tell.months(step.months), "value": tell.money(step.sure), "most": tell.money(step.value),
    }  # fmt: skip


def _state(tell: Teller, chosen: Step | None) -> Iterator[str]:
    view = tell.view
    if not view.doors:
        yield tell.say("no-doors")
        return
    if chosen is None:
        budget = tell.money(view.budget) if view.budget else ""
        yield tell.say("budget-none", budget=budget) if budget else tell.say("nothing")
        return
    if view.first is None:
        yield from _none_pays(tell, chosen)
    else:
        key = "first-study" if isinstance(chosen.option, StudyDesign) else "first-work"
        yield tell.say(key, **_in_short(tell, chosen))
        yield from _beside(tell, view.first)
    yield from _cautions(tell, chosen)


def _none_pays(tell: Teller, nearest: Step) -> Iterator[str]:
    """That nothing pays for itself, why, and what comes nearest, which is no advice."""
    losing = tell.view.losing
    others = [one.market for one in nearest.opens if one.market not in losing]
    yield tell.say("first-none")
    if losing:
        yield tell.say("none-loses", markets=tell.places(list(losing)))
    if others:
        yield tell.say("none-small", markets=tell.places(others))
    yield tell.say("nearest", **_in_short(tell, nearest))


def _beside(tell: Teller, first: Step) -> Iterator[str]:
    """The best new study where work comes first, and the step above."""
    study, more = tell.view.study, tell.view.more
    if isinstance(first.option, Work) and study:
        yield tell.say("then-study" if study.gain > 0 else "then-study-below", **_in_short(tell, study))
    if more:
        on_average = more.sure - first.sure
        values = {"cost": tell.money(more.cost_mean - first.cost_mean), "value": tell.money(on_average)}
        key = "more" if on_average > 0 else "more-none"
        most = tell.money(more.value - first.value)
        yield tell.say(key, what=tell.what(more.option), most=most, **values)


def _cautions(tell: Teller, chosen: Step) -> Iterator[str]:
    """What a reader must know before believing the figures."""
    view = tell.view
    if view.budget:
        yield tell.say("budget-within", budget=tell.money(view.budget))
    losing = [one.market for one in chosen.opens if one.market in view.losing]
    if losing and view.first:
        yield tell.say("loses", markets=tell.places(losing))
    for door in dict.fromkeys(one.door.id for one in chosen.opens if one.door.kind == "regulator"):
        here = [one for one in chosen.opens if one.door.id == door]
        places = tell.places([one.market for one in here])
        yield tell.say("by-law", door=here[0].door.name[tell.lang], markets=places)


def _glance(tell: Teller, chosen: Step) -> Iterator[Line]:
    ours = Confidence.UNCHECKED.value
    if tell.view.first is None:
        yield Line(name=tell.say("g-nearest"), text=tell.what(chosen.option))
    yield Line(name=tell.say("g-cost"), text=tell.money_range(chosen.cost), confidence=ours)
    yield Line(name=tell.say("g-months"), text=tell.months(chosen.months), confidence=ours)
    key = "v-value" if chosen.gain > 0 else "v-value-below"
    values = {"value": tell.money(chosen.sure), "most": tell.money(chosen.value)}
    value = tell.say(key, gain=tell.money(abs(chosen.gain)), **values)
    yield Line(name=tell.say("g-value"), text=value)
    key = "v-chance" if isinstance(chosen.option, StudyDesign) else "v-chance-work"
    chance = tell.say(key, chance=tell.numerals.chance(chosen.chance))
    yield Line(name=tell.say("g-chance"), text=chance, confidence=ours)
    if isinstance(chosen.option, StudyDesign):
        yield Line(name=tell.say("g-people"), text=_people(tell, chosen.option))
    work = tell.view.work
    if work is not None and work is not chosen and work.option != chosen.option:
        text = tell.say("v-work", **_in_short(tell, work))
        yield Line(name=tell.say("g-work"), text=text, confidence=ours)


def _people(tell: Teller, one: StudyDesign) -> str:
    people = tell.people(one.size.people)
    if one.size.groups:
        return tell.say("v-people-groups", people=people, groups=one.size.groups)
    if one.sites == 1:
        return tell.say("v-people-one", people=people)
    return tell.say("v-people", people=people, sites=one.sites)


def _next(tell: Teller, chosen: Step | None) -> Iterator[str]:
    view = tell.view
    if view.unanswered:
        names = [door.name[tell.lang] for door in view.unanswered[:MOST_NAMES]]
        yield tell.say(
            "answers-first", count=len(view.unanswered), of=len(view.doors), names=", ".join(names)
        )  # fmt: skip
    if chosen is not None and view.first is None:
        yield tell.say("next-none")
    elif chosen is not None and chosen.opens:
        key = "next-study" if isinstance(chosen.option, StudyDesign) else "next-work"
        best = chosen.opens[0]
        yield tell.say(key, market=tell.place(best.market), door=best.door.name[tell.lang])


def _steps(tell: Teller) -> Iterator[StepRow]:
    for number, step in enumerate(tell.view.steps, start=1):
        own = tell.what(step.option)
        other = next((what for what in map(tell.what, step.near) if what != own), "")
        close = tell.say("near", what=other) if other else ""
        yield StepRow(
            number=str(number), what=own, cost=tell.money_range(step.cost),
            months=tell.months(step.months), value=tell.money(step.value), near=close,
            markets=" ".join(one.market for one in step.opens),
            is_first=tell.view.first is not None and step.option == tell.view.first.option,
        )  # fmt: skip


def _doors(tell: Teller, chosen: Step) -> Iterator[DoorRow]:
    """A row for each door, with all markets in which it is the one that counts."""
    by_door: dict[str, list[OpenedDoor]] = {}
    for one in chosen.opens:
        by_door.setdefault(one.door.id, []).append(one)
    for group in by_door.values():
        draws = np.sum([one.draws for one in group], axis=0)
        most, at = tell.money(float(draws.mean())), tell.money_range(Range.of(draws))
        mean = tell.money(sum(one.sure for one in group))
        worth = tell.say("worth", mean=mean, most=most, range=at)
        yield DoorRow(
            market=tell.places([one.market for one in group]), door=group[0].door.name[tell.lang],
            worth=worth, chance=tell.numerals.chance(group[0].chance),
            left=_left(tell, group[0]),
        )  # fmt: skip


def _left(tell: Teller, one: OpenedDoor) -> str:
    if not one.left:
        return tell.say("left-none")
    told = " ".join(ask.says[tell.lang] for ask in one.left[:MOST_LEFT])
    more = len(one.left) - MOST_LEFT
    return f"{told} {tell.say('left-more', count=more)}" if more > 0 else told


def _size(tell: Teller, chosen: Step | None) -> Iterator[str]:
    step = tell.view.study if chosen and isinstance(chosen.option, Work) else chosen
    if step is None or not isinstance(step.option, StudyDesign):
        return
    effect, one, exact = tell.view.effect, step.option, tell.numerals.number
    if step is not chosen:
        yield tell.say("size-of" if step.gain > 0 else "size-near", what=tell.what(one))
    yield from tell.size_lines(one.size)
    if "d" in dict(one.size.inputs):
        values = {"careful": exact(effect.careful), "likely": exact(effect.likely)}
        yield tell.say("e-own" if effect.study else "e-default", study=effect.study, **values)
        if effect.how == "interval":
            yield tell.say("e-interval")
    elif one.kind == "accuracy" and effect.accuracy_study:
        yield tell.say("e-accuracy", share=exact(effect.accuracy), study=effect.accuracy_study)


def _cannot(tell: Teller) -> Iterator[str]:
    for kind, why in tell.view.hindered.items():
        yield tell.say(f"no-h-{why}", kind=tell.view.figures.read.kinds[kind].name[tell.lang])
