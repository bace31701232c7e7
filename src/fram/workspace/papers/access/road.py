"""A market's road to approval in a report: class, steps, documents, gates and what is owed afterwards."""

from __future__ import annotations

from dataclasses import dataclass

from fram.decide.rank import Range
from fram.knowledge.facts import fact_registry
from fram.terms.citation import Citation
from fram.workspace.papers.words import Words
from fram.workspace.record import PlanRecord
from fram.workspace.roads_kept import RoadGate, RoadRecord, RoadStep

HOLDS_UP = 0.5
"""A step that decides the day in at least this share of the runs is marked."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RoadLine:
    """One line of a list: its name, what is said of it, its source and how far that was read.

    ``band`` and ``core`` are places on the axis in per cent: P10 to P90, and middle to middle.
    """

    name: str
    text: str = ""
    note: str = ""
    source: str = ""
    confidence: str = ""
    confidence_word: str = ""
    band: tuple[float, float] = (0.0, 0.0)
    core: tuple[float, float] = (0.0, 0.0)
    is_critical: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class RoadSection:
    """The section, ready to be laid out. ``question``: what to learn next of the class."""

    classes: tuple[str, ...]
    ways: str
    steps: tuple[RoadLine, ...]
    ticks: tuple[tuple[str, float], ...]
    documents: str
    gates: tuple[RoadLine, ...]
    duties: tuple[RoadLine, ...]
    question: str
    command: str


def road_section(record: PlanRecord, market: str, *, words: Words) -> RoadSection | None:
    """Return the section of a market; None where an older plan kept none, or nothing is to be said."""
    kept = next((road for road in record.roads if road.market == market), None)
    if kept is None or not (kept.steps or kept.gates or kept.duties):
        return None
    horizon = _horizon(kept)
    return RoadSection(
        classes=tuple(_class_line(kept, regime, words) for regime in kept.classes),
        ways=" → ".join(way[words.lang] for way in kept.ways),
        steps=tuple(_step(step, record, words, horizon) for step in kept.steps),
        ticks=tuple((words.numerals.month(record.plan.on, at), 100 * at / horizon)
                    for at in range(0, horizon + 1, 6 if horizon <= 36 else 12)),
        documents=_documents(kept, words), question=_question(kept, words),
        gates=tuple(_gate(gate, words) for gate in kept.gates),
        duties=tuple(
            RoadLine(name=duty.name[words.lang], text=_when(duty.first, duty.every, words) if duty.on is None
                     else words.numerals.day(duty.on), source=_cited(duty.cite))
            for duty in kept.duties
        ),
        command=f"fram access route FILE --market {market}",
    )  # fmt: skip


def _class_line(kept: RoadRecord, regime: str, words: Words) -> str:
    classes = " / ".join(name for name in kept.classes[regime] if name != "any") or words(
        "approval.any-class"
    )
    name = words.named("regime", regime)
    return words(
        "approval.screening" if regime in kept.screening else "approval.class", regime=name, classes=classes
    )


def _horizon(kept: RoadRecord) -> int:
    latest = max((step.ends.p90 for step in kept.steps), default=0.0)
    return int(max(6, 6 * -(-latest // 6)))


def _step(step: RoadStep, record: PlanRecord, words: Words, horizon: int) -> RoadLine:
    def across(months: float) -> float:
        return round(100 * min(max(months / horizon, 0.0), 1.0), 1)

    left, right = across(step.starts.p10), across(step.ends.p90)
    begin, end = across(step.starts.p50), across(step.ends.p50)
    return RoadLine(
        name=step.name[words.lang], note=words(f"actor.{step.actor}"), source=_cited(step.cite),
        text=words("approval.done") if step.is_done else _month(step.ends, record, words),
        confidence=step.confidence.value, confidence_word=words(f"confidence.{step.confidence.value}"),
        band=(left, max(round(right - left, 1), 0.6)), core=(begin, max(round(end - begin, 1), 0.6)),
        is_critical=not step.is_done and step.critical >= HOLDS_UP and step.ends.p90 > step.starts.p10,
    )  # fmt: skip


def _month(at: Range, record: PlanRecord, words: Words) -> str:
    first, middle, last = (words.numerals.month(record.plan.on, x) for x in (at.p10, at.p50, at.p90))
    return middle if first == last else f"{middle} ({first} – {last})"


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


def _gate(gate: RoadGate, words: Words) -> RoadLine:
    key = "approval.gate" if gate.is_sure else "approval.gate-maybe"
    text = words(key, who=gate.who[words.lang], binding=words(f"binding.{gate.binding}"))
    since = words("approval.since", day=words.numerals.day(gate.since)) if gate.since else ""
    return RoadLine(
        name=gate.name[words.lang], text=text, note=since, source=_cited(gate.cite),
        confidence=gate.confidence.value, confidence_word=words(f"confidence.{gate.confidence.value}"),
    )  # fmt: skip


def _when(first: float, every: float | None, words: Words) -> str:
    begins = (
        words("approval.after", months=words.numerals.fixed(first)) if first else words("approval.at-once")
    )
    return f"{begins}, {words('approval.every', months=words.numerals.fixed(every))}" if every else begins


def _cited(cite: Citation) -> str:
    return ", ".join(part for part in (cite.title, cite.place) if part)
