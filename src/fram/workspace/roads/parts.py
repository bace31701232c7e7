"""The parts of a road's page below its drawing, from the class to the sources."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from fram.access.gates import GateCheck
from fram.access.road.activity import Check
from fram.access.road.itinerary import Standing, Task
from fram.access.road.refusals import Ruled
from fram.access.spread import estimate_on, months_on
from fram.rules.verdict import Finding, Verdict
from fram.terms.citation import Citation, Confidence
from fram.terms.estimate import Estimate
from fram.terms.logic import Truth
from fram.workspace.access.screening.page import Screened, screened_short
from fram.workspace.access.verdict_page import heading
from fram.workspace.access.wording import Wording
from fram.workspace.papers.access.gantt import Line, cited
from fram.workspace.papers.phrases import reason_text
from fram.workspace.roads.calendar import Due
from fram.workspace.roads.figures import class_told
from fram.workspace.roads.telling import Part, Teller
from fram.workspace.weighing.road_record import enough_of, leading, since

MOST_RULES = 4
"""So many rules are told of each regime; the classification has them all."""
RULED_OUT = {Truth.YES: "yes", Truth.NO: "no", Truth.UNKNOWN: "unknown"}


def parts_of(tell: Teller) -> Iterator[Part]:
    """Yield the parts in the order they are read; an empty one is dropped by the page."""
    yield _part(tell, "class", _class_lines(tell))
    yield _part(tell, "perhaps", (_perhaps(tell, task) for task in tell.view.perhaps))
    yield _part(tell, "others", _others(tell))
    yield _documents(tell)
    yield _part(tell, "refusals", (_refusal(tell, one) for one in tell.view.refusals))
    yield _gates(tell)
    yield _part(tell, "calendar", (_due(tell, due) for due in tell.view.calendar))
    yield _sources(tell)


def _part(tell: Teller, key: str, lines: Iterator[Line] | tuple[Line, ...]) -> Part:
    return Part(key=key, title=tell.say(f"s-{key}"), lines=tuple(lines))


def _class_lines(tell: Teller) -> Iterator[Line]:
    held = {step.regime for step in tell.view.road.steps if step.held}
    for regime, found in tell.view.verdicts.items():
        if regime in held:
            yield from _held_lines(tell, regime)
        elif isinstance(found, Verdict):
            yield from _verdict_lines(tell, found)
        elif isinstance(found, Screened):
            yield from _screened_lines(tell, found)
        else:
            name = tell.words.named("regime", regime)
            yield Line(name=name, text=tell.say("not-asked", why=found.problem.what))
    for reason in tell.view.road.because:
        yield Line(name="", text=f"{reason_text(reason, words=tell.words)}.")


def _held_lines(tell: Teller, regime: str) -> Iterator[Line]:
    found = tell.view.verdicts[regime]
    yield Line(name=tell.words.named("regime", regime), text=f"{class_told(tell, regime)}.")
    if isinstance(found, Verdict):
        yield from _rules(tell, found, leading(found, tell.view.classes.get(regime, ())))


def _verdict_lines(tell: Teller, verdict: Verdict) -> Iterator[Line]:
    notes = [tell.say("screening")] if verdict.screening else []
    if not verdict.is_settled:
        notes.append(tell.say("class-open"))
    yield Line(
        name=tell.words.named("regime", verdict.regime), text=f"{heading(verdict, lang=tell.lang)}.",
        notes=tuple(notes), confidence=verdict.confidence.value,
    )  # fmt: skip
    yield from _rules(tell, verdict, verdict.because[:MOST_RULES])


def _rules(tell: Teller, verdict: Verdict, rules: Sequence[Finding]) -> Iterator[Line]:
    words = Wording(tell.lang)
    for one in rules:
        out = one.outcome == verdict.out
        label = words.say("no-class") if out else words.label(verdict.regime, one.outcome)
        title = one.cite.title.partition(", ")[0]
        yield Line(
            name=label, text=words.rule(verdict.regime, one), url=one.cite.url,
            source=", ".join(filter(None, (title, words.place(one.cite)))), confidence=one.confidence.value,
        )  # fmt: skip


def _screened_lines(tell: Teller, found: Screened) -> Iterator[Line]:
    """What the screening page tells of the class: what is likely, how it is found, and whom to ask what."""
    name = tell.words.named("regime", found.regime)
    yield Line(name=name, text=tell.say("screening"), notes=tuple(screened_short(found, lang=tell.lang))[1:])
    for point in found.screening.points:
        if point.topic == "class-found":
            yield Line(
                name=tell.say("class-found"), text=point.says[tell.lang], source=cited(point.cite),
                url=point.cite.url, confidence=point.confidence.value,
            )  # fmt: skip
    for ask in found.screening.ask:
        yield Line(name=tell.say("class-ask"), text=ask[tell.lang])
    yield Line(name="", text=tell.say("screening-more", regime=found.regime))


def _perhaps(tell: Teller, task: Task) -> Line:
    cite = task.activity.cite
    text = tell.say(
        "perhaps", task=task.activity.name[tell.lang], months=tell.estimate(task.months),
        facts=tell.facts(task.missing),
    )  # fmt: skip
    return Line(
        name="", text=text, source=cited(cite), url=cite.url, confidence=task.activity.confidence.value
    )


def _others(tell: Teller) -> Iterator[Line]:
    for other in tell.view.others:
        names = " → ".join(way.name[tell.lang] for _, way in other.journey.ways)
        classes = ", ".join(cls for _, way in other.journey.ways for cls in way.classes)
        share = tell.words.numerals.percent(other.journey.weight)
        chance = isinstance(other.chance, Estimate) and tell.say(
            "other-chance", chance=tell.estimate(other.chance)
        )
        yield Line(
            name="", notes=(chance,) if chance else (),
            text=tell.say(
                "other", way=names, classes=classes, months=tell.months(other.approval), share=share
            ),
            confidence=other.chance.confidence.value if isinstance(other.chance, Estimate) else "",
        )  # fmt: skip


def _documents(tell: Teller) -> Part:
    view, ready = tell.view, tell.view.ready
    lines = tuple(_document(tell, word) for word in view.documents)
    count = tell.say("documents-ready", ready=sum(word in ready for word in view.documents), all=len(lines))
    unsaid = "" if view.product.fact("documents_ready") is not None else tell.say("documents-unsaid")
    intro = f"{count}. {unsaid}".strip() if lines else ""
    return Part(key="documents", title=tell.say("s-documents"), intro=intro, lines=lines)


def _document(tell: Teller, word: str) -> Line:
    if word in tell.view.ready:
        return Line(name=tell.documents([word]), mark="yes", text=tell.say("document-ready"))
    made = [
        bar.task.activity.name[tell.lang] for bar in tell.view.bars if word in bar.task.activity.documents
    ]
    return Line(
        name=tell.documents([word]), mark="no",
        text=tell.say("document-from", task=made[0]) if made else tell.say("document-missing"),
    )  # fmt: skip


def _refusal(tell: Teller, one: Ruled) -> Line:
    """A cause of refusal; whether it is ruled out is said only where Fram looks."""
    notes = [one.cause.do[tell.lang]]
    if one.missing:
        notes.append(tell.say("refusal-missing", documents=tell.documents(one.missing)))
    if one.cause.check is Check.SCOPE and one.is_ruled_out is not Truth.YES:
        notes.append(tell.say("refusal-scope"))
    told, cite = [], None
    if isinstance(one.share, Estimate):
        key = "refusal-share" if one.cause.is_of_refused else "failing-share"
        told.append(tell.say(key, share=tell.words.numerals.percent(round(one.share.dist.mean, 2))))
        cite = one.share.cites[0] if one.share.cites else None
    mark = RULED_OUT[one.is_ruled_out] if one.cause.check else ""
    if mark:
        told.append(tell.say(f"ruled-out-{mark}"))
    return Line(
        name=one.cause.name[tell.lang], mark=mark, notes=tuple(notes), text=" · ".join(told),
        source=cited(cite) if cite else "", url=cite.url if cite else "",
        confidence=one.share.confidence.value if isinstance(one.share, Estimate) else "",
    )  # fmt: skip


def _gates(tell: Teller) -> Part:
    lines = tuple(_gate(tell, check) for check in tell.view.gates.in_order)
    see = tell.say("gates-see", market=tell.view.market)
    return Part(
        key="gates", title=tell.say("s-gates"), lines=lines, after=see,
        intro="" if lines else tell.say("gates-none"),
    )  # fmt: skip


def _gate(tell: Teller, check: GateCheck) -> Line:
    gate, group = check.gate, enough_of(check, among=tell.view.gates.in_order)
    key = "gate-yes" if check.binds is Truth.YES else "gate-maybe"
    first = group[0].gate if group else gate
    return Line(
        name=gate.name[tell.lang], notes=tuple(_gate_notes(tell, check, group)),
        text=tell.say(
            key if first is gate else "gate-instead", binding=tell.say(f"binding-{gate.binding}"),
            first=first.name[tell.lang],
        ),
        source=cited(gate.cite), url=gate.cite.url, confidence=gate.confidence.value,
    )  # fmt: skip


def _gate_notes(tell: Teller, check: GateCheck, group: Sequence[GateCheck]) -> Iterator[str]:
    gate, on = check.gate, tell.view.on
    yield tell.say("gate-who", who=gate.who[tell.lang])
    if gate.since:
        yield tell.say("gate-since", day=tell.words.numerals.day(gate.since))
    if gate.in_approval:
        yield tell.say("gate-in-approval")
    else:
        months, cost = months_on(gate.months, day=on), estimate_on(gate.cost, day=on)
        timed, priced = isinstance(months, Estimate), isinstance(cost, Estimate)
        yield tell.say("gate-takes", time=tell.estimate(months)) if timed else tell.say("gate-no-time")
        yield tell.say("gate-costs", cost=tell.estimate(cost)) if priced else tell.say("gate-no-cost")
    if group and group[0] is check:
        yield tell.say("gate-one-of", gates=", ".join(one.gate.name[tell.lang] for one in group))
    if check.missing:
        yield tell.say("open-gate", facts=tell.facts(check.missing))


def _due(tell: Teller, due: Due) -> Line:
    duty = due.duty
    notes = [duty.says[tell.lang]] if tell.lang in duty.says else []
    fee, approval = estimate_on(duty.fees, day=tell.view.on), tell.view.approval
    if isinstance(fee, Estimate):
        start = since(duty.fees, on=tell.view.on)
        months = (approval.p50 if approval else 0.0) + (due.months or 0.0)
        notes.append(tell.say("step-fee", amount=tell.fee(fee, start=start, months=months)))
        notes += [fee.note] if fee.note else []
    kind = (tell.say("renewal"),) if duty.is_renewal else ()
    return Line(
        name=duty.name[tell.lang], text=", ".join((*kind, *_when_due(tell, due))), notes=tuple(notes),
        source=cited(duty.cite), url=duty.cite.url, confidence=duty.confidence.value,
    )  # fmt: skip


def _when_due(tell: Teller, due: Due) -> Iterator[str]:
    numerals, approval = tell.words.numerals, tell.view.approval
    if due.day:
        yield tell.say("due-on", day=numerals.day(due.day))
        return
    first = due.months or 0.0
    when = tell.say("due-first", months=numerals.fixed(first)) if first else tell.say("due-at-once")
    about = approval and tell.say("due-about", month=numerals.month(tell.view.on, approval.p50 + first))
    yield f"{when} ({about})" if about else when
    if due.duty.every:
        yield tell.say("due-every", months=numerals.fixed(due.duty.every))


def _sources(tell: Teller) -> Part:
    """Every source behind the road, once, in the order it is used."""
    cites: list[Citation] = []
    for task in (bar.task for bar in tell.view.bars):
        cites += [task.activity.cite, *(task.months.cites if isinstance(task.months, Estimate) else ())]
    for step in tell.view.road.steps:
        for way in step.ways:
            found = (way.months, way.chance, way.fees, way.work, way.yearly)
            cites += [cite for part in found if isinstance(part, Estimate) for cite in part.cites]
    cites += [due.duty.cite for due in tell.view.calendar]
    named = {(cite.title, cite.publisher, cite.url): cite for cite in cites if cite.read}
    lines = tuple(
        Line(name="", text=", ".join(filter(None, (cite.title, cite.publisher))), url=cite.url)
        for cite in named.values()
    )
    return Part(key="sources", title=tell.say("s-sources"), lines=lines)


def small_print(tell: Teller) -> Iterator[str]:
    """Yield what was read by nobody, and that none of this is legal advice."""
    names = dict.fromkeys(
        bar.task.activity.name[tell.lang] for bar in tell.view.bars
        if bar.task.standing is Standing.NEEDED and isinstance(bar.task.months, Estimate)
        and bar.task.months.confidence is Confidence.UNCHECKED
    )  # fmt: skip
    if names:
        yield tell.say("unchecked", names=", ".join(names))
    yield tell.say("legal")
