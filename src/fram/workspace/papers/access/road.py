"""A market's road to approval in a report: class, steps, documents, gates and what is owed afterwards."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from fram.knowledge.facts import fact_registry
from fram.workspace.kept.roads import RoadDuty, RoadGate, RoadReason, RoadRecord, RoadStep
from fram.workspace.papers.access.gantt import Axis, Line, Step, cited, holds_up, month_range
from fram.workspace.papers.phrases import estimate_text
from fram.workspace.papers.telling.typed import kept_file
from fram.workspace.papers.words import Words
from fram.workspace.record import PlanRecord


@dataclass(frozen=True, slots=True, kw_only=True)
class RoadSection:
    """The section, ready to be laid out. ``question``: what to learn next of the class."""

    state: str
    classes: tuple[str, ...]
    reasons: tuple[Line, ...]
    ways: str
    steps: tuple[Step, ...]
    ticks: tuple[tuple[str, float], ...]
    documents: str
    gates: tuple[Line, ...]
    duties: tuple[Line, ...]
    question: str
    command: str


def road_section(record: PlanRecord, market: str, *, words: Words) -> RoadSection | None:
    """Return the section of a market; None where an older plan kept none, or nothing is to be said."""
    kept = next((road for road in record.roads if road.market == market), None)
    if kept is None or not (kept.classes or kept.steps or kept.gates or kept.duties):
        return None
    axis = Axis.over((step.ends for step in kept.steps), on=record.plan.on)
    return RoadSection(
        state=words(f"approval.{kept.state}") if f"approval.{kept.state}" in words else "",
        classes=tuple(_classes(kept, words)),
        reasons=tuple(_reason(one, kept, words) for one in kept.reasons),
        ways=" → ".join(way[words.lang] for way in kept.ways),
        steps=tuple(_step(step, words, axis) for step in kept.steps), ticks=axis.ticks(words.numerals),
        documents=_documents(kept, words), question=_question(kept, words),
        gates=tuple(_gate(gate, kept, words) for gate in kept.gates),
        duties=tuple(_duty(duty, words) for duty in kept.duties),
        command=f"{kept_file(record).command('access route')} --market {market}",
    )  # fmt: skip


def _classes(kept: RoadRecord, words: Words) -> Iterator[str]:
    for regime in dict.fromkeys((*kept.classes, *kept.held, *kept.screening)):
        name, found = words.named("regime", regime), kept.classes.get(regime, ())
        key = "class-open" if len(found) > 1 else "class" if found else "class-none"
        told = [words(f"approval.{key}", regime=name, classes=" / ".join(found))]
        if regime in kept.held:
            told.append(words("approval.class-held"))
        elif regime in kept.screening:
            told.append(words("approval.screening"))
        yield ", ".join(told)


def _reason(one: RoadReason, kept: RoadRecord, words: Words) -> Line:
    regimes = {reason.regime for reason in kept.reasons}
    before = f"{words.named('regime', one.regime)}, " if len(regimes) > 1 else ""
    return Line(
        name=before + one.name[words.lang], text=one.says[words.lang], source=cited(one.cite),
        url=one.cite.url, confidence=one.confidence.value,
    )  # fmt: skip


def _step(step: RoadStep, words: Words, axis: Axis) -> Step:
    when = month_range(step.ends, on=axis.on, numerals=words.numerals)
    return Step(
        line=Line(
            name=step.name[words.lang], source=cited(step.cite), url=step.cite.url,
            confidence="" if step.is_done else step.confidence.value,
        ),
        actor=words(f"actor.{step.actor}"), when=words("approval.done") if step.is_done else when,
        is_done=step.is_done,
        is_critical=not step.is_done and holds_up(step.critical, starts=step.starts, ends=step.ends),
        band=axis.bar(step.starts.p10, end=step.ends.p90), core=axis.bar(step.starts.p50, end=step.ends.p50),
    )  # fmt: skip


def _documents(kept: RoadRecord, words: Words) -> str:
    if not kept.documents:
        return ""
    names = fact_registry()["documents_ready"].vocabulary
    missing = [names[word].in_(words.lang) for word in kept.documents if word not in kept.ready]
    count = words("approval.documents", ready=len(kept.ready), all=len(kept.documents))
    return f"{count} {words('approval.missing', names=', '.join(missing))}" if missing else count


def _question(kept: RoadRecord, words: Words) -> str:
    registry = fact_registry()
    if kept.ask not in registry:
        return ""
    return words("approval.question", question=registry[kept.ask].question.in_(words.lang), fact=kept.ask)


def _gate(gate: RoadGate, kept: RoadRecord, words: Words) -> Line:
    key = "approval.gate" if gate.is_sure else "approval.gate-maybe"
    first = next((one for one in kept.gates if gate.one_of and one.name in gate.one_of), gate)
    if first is not gate:
        key = "approval.gate-instead"
    text = words(
        key, who=gate.who[words.lang], binding=words(f"binding.{gate.binding}"), first=first.name[words.lang]
    )
    return Line(
        name=gate.name[words.lang], text=text, notes=tuple(_gate_notes(gate, gate is first, words)),
        source=cited(gate.cite), url=gate.cite.url, confidence=gate.confidence.value,
    )  # fmt: skip


def _gate_notes(gate: RoadGate, is_first: bool, words: Words) -> Iterator[str]:
    if gate.since:
        yield words("approval.since", day=words.numerals.day(gate.since))
    if gate.in_approval:
        yield words("approval.gate-in-approval")
    else:
        yield (
            words("approval.gate-takes", time=estimate_text(gate.months, words=words))
            if gate.months
            else (words("approval.gate-no-time"))
        )
        yield (
            words("approval.gate-costs", cost=estimate_text(gate.cost, words=words))
            if gate.cost
            else (words("approval.gate-no-cost"))
        )
    if gate.one_of and is_first:
        yield words("approval.gate-one-of", gates=", ".join(name[words.lang] for name in gate.one_of))


def _duty(duty: RoadDuty, words: Words) -> Line:
    numerals = words.numerals
    when = _when(duty.first, duty.every, words) if duty.on is None else numerals.day(duty.on)
    fee = duty.fees and duty.fees_since and words(
        "approval.duty-fee", amount=estimate_text(duty.fees, words=words), day=numerals.day(duty.fees_since)
    )  # fmt: skip
    return Line(
        name=duty.name[words.lang], text=when, notes=(fee,) if fee else (), source=cited(duty.cite),
        url=duty.cite.url, confidence=duty.confidence.value,
    )  # fmt: skip


def _when(first: float, every: float | None, words: Words) -> str:
    begins = (
        words("approval.after", months=words.numerals.fixed(first)) if first else words("approval.at-once")
    )
    return f"{begins}, {words('approval.every', months=words.numerals.fixed(every))}" if every else begins
