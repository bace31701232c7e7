"""A road in words: every line of its page in one language, for the terminal and the browser alike."""

from __future__ import annotations

from collections.abc import Iterator

from fram.access.road.approval import Way
from fram.access.road.itinerary import Standing
from fram.decide.rank import Range
from fram.rules.verdict import Verdict
from fram.terms.estimate import Estimate
from fram.workspace.papers.words import Words
from fram.workspace.roads.parts import parts_of, small_print
from fram.workspace.roads.telling import Line, RoadPage, Step, Teller, cited
from fram.workspace.roads.view import Bar, RoadView

HOLDS_UP = 0.5
"""A task that decides the day in at least this share of the runs is marked."""


def road_page(view: RoadView, *, lang: str = "en") -> RoadPage:
    """Return the page of a road in ``en`` or ``nb``."""
    tell = Teller(view=view, lang=lang, words=Words(lang))
    numerals = tell.words.numerals
    return RoadPage(
        lang=lang, over=f"{view.company} · {view.product.name}",
        title=tell.say("title", market=numerals.market_in_text(view.market)),
        stamp=tell.say("stamp", day=numerals.day(view.on), draws=numerals.fixed(view.draws), seed=view.seed),
        state=_state(tell), glance=tuple(_glance(tell)), next_step=tuple(_next_step(tell)),
        steps=tuple(_steps(tell)), ticks=_ticks(tell),
        parts=tuple(part for part in parts_of(tell) if part.lines or part.intro),
        small=tuple(small_print(tell)),
    )  # fmt: skip


def _state(tell: Teller) -> str:
    view = tell.view
    if view.road.state != "needed":
        return tell.say(view.road.state)
    if view.journey is None:
        return tell.say("not-read", months=tell.estimate(view.road.months))
    return ""


def _glance(tell: Teller) -> Iterator[Line]:
    view = tell.view
    for regime in view.verdicts:
        yield Line(
            name=tell.say("class"), text=f"{tell.words.named('regime', regime)}: {_classes(tell, regime)}"
        )
    if view.journey:
        names = " → ".join(way.name[tell.lang] for _, way in view.journey.ways)
        yield Line(name=tell.say("way"), text=names)
    if view.filing and view.approval:
        yield Line(name=tell.say("filing"), text=tell.when(view.filing))
        yield Line(
            name=tell.say("approval"), text=tell.when(view.approval), notes=(tell.months(view.approval),)
        )
    if view.road.state == "needed":
        yield Line(name=tell.say("chance"), text=tell.estimate(view.chance))
        yield Line(name=tell.say("cost"), text=_cost(tell))
    if view.delay:
        yield Line(name=tell.say("delay"), text=_delay(tell, view.delay))


def _classes(tell: Teller, regime: str) -> str:
    verdict = tell.view.verdicts[regime]
    stated = verdict.stated if isinstance(verdict, Verdict) else ""
    ways = [way for step in tell.view.road.steps if step.regime == regime for way in step.ways]
    taken = [name for way in ways for name in way.classes if name != "any"]
    if stated and stated in taken:
        return f"{stated} ({tell.say('class-stated')})"
    if isinstance(verdict, Verdict) and verdict.class_labels:
        return " / ".join(verdict.class_labels)
    return " / ".join(dict.fromkeys(taken)) or tell.say("class-any")


def _cost(tell: Teller) -> str:
    parts = []
    ways = [way for _, way in tell.view.journey.ways] if tell.view.journey else [
        way for step in tell.view.road.steps for way in step.ways[:1]
    ]  # fmt: skip
    for way in ways:
        parts += list(_way_cost(tell, way))
    return "; ".join(dict.fromkeys(parts)) or tell.say("cost-none")


def _way_cost(tell: Teller, way: Way) -> Iterator[str]:
    if isinstance(way.work, Estimate):
        yield tell.say("cost-work", amount=tell.estimate(way.work))
    if isinstance(way.fees, Estimate):
        inside = any(reason.key == "road-fee-inside-work" for reason in way.fees.because)
        yield (
            tell.say("cost-fees-inside") if inside else tell.say("cost-fees", amount=tell.estimate(way.fees))
        )
    if isinstance(way.yearly, Estimate):
        yield tell.say("cost-yearly", amount=tell.estimate(way.yearly))


def _delay(tell: Teller, at: Range) -> str:
    if not any((at.p10, at.p50, at.p90)):
        return tell.say("delay-none")
    money = tell.words.numerals.money
    key = "delay-costs" if at.p50 >= 0 else "delay-gains"
    return tell.say(
        key, p50=money(abs(at.p50)), p10=money(at.p10, signed=True), p90=money(at.p90, signed=True)
    )


def _next_step(tell: Teller) -> Iterator[str]:
    view = tell.view
    open_ones = [
        (regime, verdict) for regime, verdict in view.verdicts.items()
        if isinstance(verdict, Verdict) and not verdict.is_settled and verdict.ask and not verdict.stated
    ]  # fmt: skip
    if open_ones:
        regime, verdict = open_ones[0]
        yield tell.say("next-question", question=tell.facts([verdict.ask]))
        yield tell.say("next-command", regime=regime)
    todo = [bar.task for bar in view.bars if bar.task.standing is Standing.NEEDED]
    if todo:
        yield tell.say("next-task", task=todo[0].activity.name[tell.lang])
    elif view.gates.binding:
        yield tell.say("next-gate", gate=view.gates.binding[0].gate.name[tell.lang])


def _steps(tell: Teller) -> Iterator[Step]:
    horizon = _horizon(tell.view)
    for bar in tell.view.bars:
        left, right = _across(bar.starts.p10, horizon), _across(bar.ends.p90, horizon)
        begin, end = _across(bar.starts.p50, horizon), _across(bar.ends.p50, horizon)
        done = bar.task.standing is Standing.DONE
        yield Step(
            line=_task_line(tell, bar), actor=tell.say(f"actor-{bar.task.activity.actor.value}"),
            when=tell.say("done") if done else tell.when(bar.ends), is_done=done,
            is_critical=not done and bar.length.p90 > 0 and bar.critical >= HOLDS_UP,
            band=(left, max(right - left, 0.6)), core=(begin, max(end - begin, 0.6)),
        )  # fmt: skip


def _task_line(tell: Teller, bar: Bar) -> Line:
    activity = bar.task.activity
    months = bar.task.months
    source = months.cites[0] if isinstance(months, Estimate) and months.cites else activity.cite
    confidence = months.confidence if isinstance(months, Estimate) else activity.confidence
    return Line(
        name=activity.name[tell.lang], text=tell.say("done") if bar.task.standing is Standing.DONE else
        tell.months(bar.length), notes=tuple(_task_notes(tell, bar)), source=cited(source), url=source.url,
        confidence=confidence.value,
    )  # fmt: skip


def _task_notes(tell: Teller, bar: Bar) -> Iterator[str]:
    activity, numerals = bar.task.activity, tell.words.numerals
    if bar.task.is_adapted:
        yield tell.say("adapted")
    if says := activity.says.get(tell.lang, ""):
        yield says
    if activity.documents:
        yield tell.say("makes", documents=tell.documents(activity.documents))
    if isinstance(bar.task.fees, Estimate):
        yield tell.say("step-fee", amount=tell.estimate(bar.task.fees))
    if activity.pays_route_fee and tell.view.journey:
        way = next((w for regime, w in tell.view.journey.ways if regime == bar.task.regime), None)
        if way and isinstance(way.fees, Estimate) and way.fees.dist.mean:
            yield tell.say("route-fee", amount=tell.estimate(way.fees))
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


def _horizon(view: RoadView) -> float:
    latest = max((bar.ends.p90 for bar in view.bars), default=0.0)
    return max(6.0, 6.0 * -(-latest // 6))


def _across(months: float, horizon: float) -> float:
    return round(100 * min(max(months, 0.0) / horizon, 1.0), 1)


def _ticks(tell: Teller) -> tuple[tuple[str, float], ...]:
    horizon = _horizon(tell.view)
    step = 6 if horizon <= 36 else 12
    places = range(0, int(horizon) + 1, step)
    return tuple((tell.words.numerals.month(tell.view.on, at), 100 * at / horizon) for at in places)
