"""A road's page as plain text, with the drawing in block letters, and as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from fram.access.road.itinerary import Task
from fram.access.spread import estimate_on, months_on
from fram.decide.rank import Range
from fram.knowledge.access.published import is_screening
from fram.rules.show import Entry, Page, Section, as_text
from fram.rules.verdict import Verdict
from fram.terms.estimate import Estimate
from fram.terms.reading import plain
from fram.workspace.access.phrases import say
from fram.workspace.access.screening.page import Screened
from fram.workspace.papers.access.gantt import Line, Step, in_letters
from fram.workspace.roads.told import road_page
from fram.workspace.roads.view import RoadView
from fram.workspace.weighing.road_record import enough_of, leading

MARKS = {"yes": "✓ ", "no": "○ ", "unknown": "? "}
SCHEMA = "1.0"


def route_text(view: RoadView, *, lang: str = "en") -> str:
    """Return the road in words, for a terminal."""
    page = road_page(view, lang=lang)
    sections = [
        Section(
            title=part.title,
            intro=part.intro,
            lines=tuple(_entry(line, lang) for line in part.lines),
            help=part.after,
        )
        for part in page.parts
    ]
    drawn = tuple(entry for step in page.steps for entry in _step(step))
    steps = Section(
        title=say("route", "s-road", lang=lang), lines=drawn,
        intro=say("route", "road-how-text", lang=lang) if drawn else "",
    )  # fmt: skip
    glance = Section(
        title=say("route", "s-glance", lang=lang), lines=tuple(_figure(line, lang) for line in page.glance)
    )
    advice = Section(
        title=say("route", "next", lang=lang), lines=tuple(Entry(text=one) for one in page.next_step)
    )
    kept = [section for section in (glance, advice, steps, *sections) if section.lines or section.intro]
    return as_text(Page(
        lang=lang, heading=page.title, over=page.over, lead=page.stamp, sections=tuple(kept),
        small=page.small, warnings=(page.state,) if page.state else (),
    ))  # fmt: skip


def _figure(line: Line, lang: str) -> Entry:
    return Entry(tag=line.name, text=f"{line.text}{_read(line, lang)}", note=" · ".join(line.notes))


def _entry(line: Line, lang: str) -> Entry:
    read = _read(line, lang)
    where = f"{line.source}{read}" if line.source else ""
    text = MARKS.get(line.mark, "") + ": ".join(filter(None, (line.name, line.text)))
    return Entry(
        text=text if line.source else f"{text}{read}",
        note=" · ".join(filter(None, (*line.notes, where))),
        url=line.url,
    )


def _read(line: Line, lang: str) -> str:
    return f" [{say('route', f'confidence-{line.confidence}', lang=lang)}]" if line.confidence else ""


def _step(step: Step) -> Iterator[Entry]:
    yield Entry(text=f"{'! ' if step.is_critical else ''}{step.line.name} · {step.actor} · {step.when}")
    if not step.is_done:
        yield Entry(text=f"|{in_letters(step)}| {step.line.text}")


def route_json(view: RoadView) -> str:
    """Return the road as JSON text: months from the day, keys sorted."""
    return json.dumps(_told(view), ensure_ascii=False, indent=2, sort_keys=True)


def _told(view: RoadView) -> dict[str, Any]:
    return {
        "schema_version": SCHEMA, "company": view.company, "product": view.product.name,
        "market": view.market, "on": view.on.isoformat(), "draws": view.draws, "seed": view.seed,
        "state": view.road.state, **_money(view), **_beside(view),
        "regimes": [_regime(view, regime) for regime in view.verdicts],
        "ways": [_way(regime, way) for regime, way in view.journey.ways] if view.journey else [],
        "months": {"filing": _range(view.filing), "approval": _range(view.approval)},
        "activities": [
            {
                **_task(bar.task), "starts": _range(bar.starts), "ends": _range(bar.ends),
                "length": _range(bar.length), "critical": round(bar.critical, 4),
            }
            for bar in view.bars
        ],
        "may_come": [{**_task(task), "depends_on": list(task.missing)} for task in view.perhaps],
        "others": [
            {"routes": [list(pair) for pair in one.journey.routes], "weight": round(one.journey.weight, 4),
             "approval": _range(one.approval), "chance": _estimate(one.chance)}
            for one in view.others
        ],
        "documents": [{"document": word, "ready": word in view.ready} for word in view.documents],
        "refusals": [
            {"cause": one.cause.id, "share": _estimate(one.share), "ruled_out": one.is_ruled_out.name.lower(),
             "missing": list(one.missing)}
            for one in view.refusals
        ],
        "delay_nok_a_month": _range(view.delay), "ask": view.question[1] or view.road.ask,
    }  # fmt: skip


def _money(view: RoadView) -> dict[str, Any]:
    return {
        "chance": _estimate(view.chance),
        "planned": {"chance": _estimate(view.plan_chance), "cost": _estimate(view.plan_cost)},
        "prices": [
            {"regime": one.regime, "what": one.what, "amount": _estimate(one.amount),
             "inside_work": one.is_inside, "since": one.since.isoformat() if one.since else None}
            for one in view.prices
        ],
    }  # fmt: skip


def _beside(view: RoadView) -> dict[str, Any]:
    return {
        "gates": [
            {"gate": check.gate.id, "binds": check.binds.name.lower(), "missing": list(check.missing),
             "one_of": [one.gate.id for one in enough_of(check, among=view.gates.in_order)],
             "months": _estimate(months_on(check.gate.months, day=view.on)),
             "cost": _estimate(estimate_on(check.gate.cost, day=view.on))}
            for check in view.gates.in_order
        ],
        "calendar": [
            {"duty": due.duty.id, "first_months": due.months, "day": due.day.isoformat() if due.day else None,
             "every_months": due.duty.every, "cite": plain(due.duty.cite),
             "fees": _estimate(estimate_on(due.duty.fees, day=view.on))}
            for due in view.calendar
        ],
    }  # fmt: skip


def _regime(view: RoadView, regime: str) -> dict[str, Any]:
    found = view.verdicts[regime]
    told: dict[str, Any] = {
        "regime": regime, "classes": list(view.classes.get(regime, ())), "screening": is_screening(regime),
        "held": any(step.held for step in view.road.steps if step.regime == regime),
    }  # fmt: skip
    if isinstance(found, Verdict):
        rules = leading(found, view.classes.get(regime, ()))
        reasons = [{"rule": one.rule, "outcome": one.outcome, "cite": plain(one.cite)} for one in rules]
        return {**told, "stated": found.stated, "ask": found.ask, "reasons": reasons}
    if isinstance(found, Screened):
        likely = list(found.likely.classes) if found.likely else []
        return {**told, "stated": found.stated, "likely": likely, "ask": found.screening.code_fact}
    return {**told, "refused": found.problem.what}


def _way(regime: str, way: Any) -> dict[str, Any]:
    figures = {name: _estimate(getattr(way, name)) for name in ("months", "chance", "fees", "work", "yearly")}
    return {"regime": regime, "route": way.route, "classes": list(way.classes), **figures}


def _task(task: Task) -> dict[str, Any]:
    one = task.activity
    return {
        "id": task.name, "name": dict(one.name), "actor": one.actor.value, "phase": one.phase.value,
        "standing": task.standing.value, "after": list(task.after), "documents": list(one.documents),
        "months": _estimate(task.months), "fees": _estimate(task.fees), "cite": plain(one.cite),
        "confidence": one.confidence.value,
    }  # fmt: skip


def _estimate(found: object) -> dict[str, Any] | None:
    if not isinstance(found, Estimate):
        return None
    return {
        "dist": plain(found.dist), "unit": found.unit, "origin": found.origin.value,
        "confidence": found.confidence.value, "cites": [plain(cite) for cite in found.cites],
        "note": found.note,
    }  # fmt: skip


def _range(at: Range | None) -> dict[str, float] | None:
    if at is None:
        return None
    return {"p10": round(at.p10, 3), "p50": round(at.p50, 3), "p90": round(at.p90, 3)}
