"""A road in words: every line of its page in one language, for the terminal and the browser alike."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from fram.access.road.activity import Phase
from fram.access.road.itinerary import Standing
from fram.terms.estimate import Estimate
from fram.terms.logic import Truth
from fram.workspace.access.screening.page import Screened
from fram.workspace.papers.access.gantt import Axis, Line, Step, cited, holds_up
from fram.workspace.papers.words import Words
from fram.workspace.roads.figures import figures
from fram.workspace.roads.parts import parts_of, small_print
from fram.workspace.roads.telling import RoadPage, Teller
from fram.workspace.roads.view import Bar, RoadView
from fram.workspace.weighing.road_record import since


def road_page(view: RoadView, *, lang: str = "en") -> RoadPage:
    """Return the page of a road in ``en`` or ``nb``."""
    tell = Teller(view=view, lang=lang, words=Words(lang))
    numerals = tell.words.numerals
    axis = Axis.over((bar.ends for bar in view.bars), on=view.on)
    return RoadPage(
        lang=lang, over=f"{view.company} · {view.product.name}",
        title=tell.say("title", market=numerals.market_in_text(view.market)),
        stamp=tell.say("stamp", day=numerals.day(view.on), draws=numerals.fixed(view.draws), seed=view.seed),
        state=_state(tell), glance=(*figures(tell), *_language(tell)), next_step=tuple(_next_step(tell)),
        steps=tuple(_step(tell, bar, axis) for bar in view.bars), ticks=axis.ticks(numerals),
        parts=tuple(part for part in parts_of(tell) if part.lines or part.intro),
        small=tuple(small_print(tell)),
    )  # fmt: skip


def _state(tell: Teller) -> str:
    view = tell.view
    if view.road.state != "needed":
        return tell.say(view.road.state)
    if view.journey is None:
        return tell.say("not-read", months=tell.estimate(view.road.months))
    if short := [task for task in view.journey.itinerary.untimed if task.phase is Phase.ASSESS]:
        names = ", ".join(task.activity.name[tell.lang] for task in short)
        return tell.say("too-early", day=tell.words.numerals.day(view.on), names=names)
    if view.until:
        day, share = tell.words.numerals.day(view.until), tell.words.numerals.chance(view.late)
        return tell.say("closes", day=day, share=share) if view.late else tell.say("open-until", day=day)
    return ""


def _language(tell: Teller) -> Iterator[Line]:
    if tell.view.journey and (told := tell.view.journey.itinerary.language.get(tell.lang)):
        yield Line(name=tell.say("language"), text=told)


def _next_step(tell: Teller) -> Iterator[str]:
    view = tell.view
    regime, fact = view.question
    if fact:
        yield tell.say("next-question", question=tell.facts([fact]))
        yield tell.say("next-command", regime=regime)
    waiting = (view.verdicts[step.regime] for step in view.road.steps if not step.held)
    asks = [one.screening.ask for one in waiting if isinstance(one, Screened) and not one.stated]
    if asks and asks[0]:
        yield tell.say("next-screening", ask=asks[0][0][tell.lang])
    todo = [bar.task for bar in view.bars if bar.task.standing is Standing.NEEDED]
    binding = [check.gate for check in view.gates.in_order if check.binds is Truth.YES]
    if todo:
        yield tell.say("next-task", task=todo[0].activity.name[tell.lang])
    elif binding:
        yield tell.say("next-gate", gate=binding[0].name[tell.lang])


def _step(tell: Teller, bar: Bar, axis: Axis) -> Step:
    done = bar.task.standing is Standing.DONE
    return Step(
        line=_task_line(tell, bar), actor=tell.say(f"actor-{bar.task.activity.actor.value}"),
        when=tell.say("done") if done else tell.when(bar.ends), is_done=done,
        is_critical=not done and holds_up(bar.critical, starts=bar.starts, ends=bar.ends),
        band=axis.bar(bar.starts.p10, end=bar.ends.p90), core=axis.bar(bar.starts.p50, end=bar.ends.p50),
    )  # fmt: skip


def _task_line(tell: Teller, bar: Bar) -> Line:
    activity, months = bar.task.activity, bar.task.months
    source = months.cites[0] if isinstance(months, Estimate) and months.cites else activity.cite
    confidence = months.confidence if isinstance(months, Estimate) else activity.confidence
    done = bar.task.standing is Standing.DONE
    return Line(
        name=activity.name[tell.lang], text=tell.say("done") if done else tell.months(bar.length),
        notes=tuple(_task_notes(tell, bar)), source=cited(source), url=source.url,
        confidence="" if done else confidence.value,
    )  # fmt: skip


def _task_notes(tell: Teller, bar: Bar) -> Iterator[str]:
    activity, numerals = bar.task.activity, tell.words.numerals
    if bar.task.is_adapted:
        yield tell.say("adapted")
    if says := activity.says.get(tell.lang, ""):
        yield says
    if activity.documents:
        yield tell.say("makes", documents=tell.documents(activity.documents))
    for key, amount, start in _fees(tell, bar):
        yield tell.say(key, amount=tell.fee(amount, start=start, months=bar.ends.p50))
    if clock := activity.clock:
        parts = [
            tell.say("clock-part", name=name[tell.lang], days=numerals.fixed(days))
            for name, days in clock.parts
        ]
        yield tell.say(
            "clock", day=numerals.day(clock.since), days=numerals.fixed(clock.days), parts=", ".join(parts)
        )
    if bar.task in (tell.view.journey.itinerary.untimed if tell.view.journey else ()):
        yield tell.say("untimed")


def _fees(tell: Teller, bar: Bar) -> Iterator[tuple[str, Estimate, date | None]]:
    """What a task costs by itself, and the fee of its route where that falls due with it."""
    if isinstance(bar.task.fees, Estimate):
        yield "step-fee", bar.task.fees, since(bar.task.activity.fees, on=tell.view.on)
    for price in tell.view.prices if bar.task.activity.pays_route_fee else ():
        amount = price.amount
        is_its_own = price.what == "fees" and price.regime == bar.task.regime
        if is_its_own and isinstance(amount, Estimate) and amount.dist.mean:
            yield "route-fee", amount, price.since
