"""The parts of a road's page below its drawing, from the class to the sources."""

from __future__ import annotations

from collections.abc import Iterator

from fram.access.gates import GateCheck
from fram.access.road.activity import Check
from fram.access.road.itinerary import Task
from fram.access.road.refusals import Ruled
from fram.knowledge.access.published import is_screening
from fram.rules.verdict import Verdict
from fram.terms.citation import Citation, Confidence
from fram.terms.estimate import Estimate
from fram.terms.logic import Truth
from fram.workspace.papers.phrases import reason_text
from fram.workspace.roads.calendar import Due
from fram.workspace.roads.telling import Line, Part, Teller, cited

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
    for regime, verdict in tell.view.verdicts.items():
        name = tell.words.named("regime", regime)
        if not isinstance(verdict, Verdict):
            yield Line(name=name, text=tell.say("not-asked", why=verdict.problem.what))
            continue
        notes = (tell.say("screening"),) if is_screening(regime) else ()
        lead = verdict.because[0] if verdict.because else None
        yield Line(
            name=name, text=verdict.page.heading if verdict.page else ", ".join(verdict.class_labels),
            notes=(*notes, *((tell.say("class-open"),) if not verdict.is_settled else ())),
            source=cited(lead.cite) if lead else "", url=lead.cite.url if lead else "",
            confidence=verdict.confidence.value,
        )  # fmt: skip
        if verdict.page:
            first = verdict.page.sections[0] if verdict.page.sections else None
            yield from (
                Line(name=one.tag, text=one.text, source=one.note, url=one.url)
                for one in (first.lines if first else ())
            )
    for reason in tell.view.road.because:
        yield Line(name="", text=f"{reason_text(reason, words=tell.words)}.")


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
        yield Line(name="", text=tell.say(
            "other", way=names, classes=classes, months=tell.months(other.approval), share=share
        ))  # fmt: skip


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
        told.append(
            tell.say("refusal-share", share=tell.words.numerals.percent(round(one.share.dist.mean, 2)))
        )
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
    found = tell.view.gates
    lines = (*(_gate(tell, c) for c in found.binding), *(_gate(tell, c) for c in found.possible))
    see = tell.say("gates-see", market=tell.view.market)
    return Part(
        key="gates", title=tell.say("s-gates"), lines=lines, after=see,
        intro="" if lines else tell.say("gates-none"),
    )  # fmt: skip


def _gate(tell: Teller, check: GateCheck) -> Line:
    gate, sure = check.gate, check.binds is Truth.YES
    notes = [tell.say("gate-who", who=gate.who[tell.lang])]
    if gate.since:
        notes.append(tell.say("gate-since", day=tell.words.numerals.day(gate.since)))
    if check.missing:
        notes.append(tell.say("open-gate", facts=tell.facts(check.missing)))
    return Line(
        name=gate.name[tell.lang], notes=tuple(notes),
        text=tell.say("gate-yes" if sure else "gate-maybe", binding=tell.say(f"binding-{gate.binding}")),
        source=cited(gate.cite), url=gate.cite.url, confidence=gate.confidence.value,
    )  # fmt: skip


def _due(tell: Teller, due: Due) -> Line:
    duty = due.duty
    notes = [duty.says[tell.lang]] if tell.lang in duty.says else []
    return Line(
        name=duty.name[tell.lang], text=", ".join(_when_due(tell, due)), notes=tuple(notes),
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
        if isinstance(bar.task.months, Estimate) and bar.task.months.confidence is Confidence.UNCHECKED
    )  # fmt: skip
    if names:
        yield tell.say("unchecked", names=", ".join(names))
    yield tell.say("legal")
