"""The evidence in a report: which doors each market's studies open, and the next study for all markets."""

from __future__ import annotations

from dataclasses import dataclass

from fram.workspace.kept.evidence import DoorRow, NextStudy, StudyStep
from fram.workspace.papers.access.gantt import short
from fram.workspace.papers.numerals import DASH
from fram.workspace.papers.telling.typed import kept_file
from fram.workspace.papers.words import Words
from fram.workspace.record import PlanRecord

MARKS = {"yes": "✓", "no": "✕", "unknown": "?", "held": "✓", "advice": "·"}
"""A mark beside each word: nothing rests on colour alone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Door:
    """One door as a row: who, how it stands, each study before it, what stands in the way, its source."""

    name: str
    kind: str
    state: str
    said: str
    studies: tuple[tuple[str, str], ...]
    stands: str
    source: str
    url: str
    confidence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceSection:
    """A market's doors, ready to be laid out; ``studies``: the numbered studies, ``head`` of the table."""

    title: str
    said: str
    studies: tuple[str, ...]
    head: tuple[str, ...]
    doors: tuple[Door, ...]
    command: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StudySection:
    """The next study, ready to be laid out: what to do first, and what it rests on."""

    said: tuple[str, ...]
    next: str
    small: str
    command: str


def evidence_section(record: PlanRecord, market: str, *, words: Words) -> EvidenceSection | None:
    """Return the section of a market; None where an older plan kept none, or nobody asks for evidence."""
    kept = record.evidence
    here = next((one for one in kept.markets if one.market == market), None) if kept else None
    if kept is None or here is None or not here.doors:
        return None
    counts = {state: sum(row.state == state for row in here.doors) for state in MARKS}
    opened = counts["yes"] + counts["held"]
    numbered = [words("doors.study", number=place) for place in range(1, len(kept.studies) + 1)]
    return EvidenceSection(
        title=words("doors.title"), studies=kept.studies,
        said=words("doors.said", open=opened, closed=counts["no"], unknown=counts["unknown"]),
        head=(words("doors.col-door"), words("doors.col-state"), *numbered, words("doors.col-stands")),
        doors=tuple(_door(row, len(kept.studies), words) for row in here.doors),
        command=f"{kept_file(record).command('access evidence')} --market {market}",
    )  # fmt: skip


def _door(row: DoorRow, studies: int, words: Words) -> Door:
    lang = words.lang
    stands = words(f"doors.stands-{row.state}", says=row.stands[lang]) if row.stands else ""
    if row.more:
        stands += f" {words('doors.more', count=row.more)}"
    marks = tuple((MARKS[state], words(f"doors.met-{state}")) for state in row.studies)
    return Door(
        name=row.name[lang], kind=words(f"doors.kind-{row.kind}"), state=row.state,
        said=f"{MARKS[row.state]} {words(f'doors.state-{row.state}')}",
        studies=marks or ((DASH, words("doors.none-asked")),) * studies, stands=stands.strip(),
        source=short(row.cite), url=row.cite.url, confidence=row.confidence.value,
    )  # fmt: skip


def study_section(record: PlanRecord, *, words: Words) -> StudySection | None:
    """Return the section of the next study; None where an older plan kept none, or no door is shut."""
    kept = record.evidence.next_study if record.evidence else None
    if kept is None:
        return None
    return StudySection(
        said=tuple(_said(kept, words)), next=_next(kept, words), small=words("study.small"),
        command=kept_file(record).command("access study"),
    )  # fmt: skip


def _said(kept: NextStudy, words: Words) -> list[str]:
    said = []
    if kept.first:
        said.append(words("study.first", **_step(kept.first, words)))
    else:
        said.append(words("study.first-none"))
    if kept.nearest:
        said.append(words("study.nearest", **_step(kept.nearest, words)))
    told = kept.first or kept.nearest
    if kept.study and not (told and told.name == kept.study.name):
        said.append(words("study.best-new", **_step(kept.study, words)))
    if kept.losing:
        said.append(words("study.losing", markets=words.names(kept.losing, inside=True)))
    return said


def _step(step: StudyStep, words: Words) -> dict[str, str]:
    numerals = words.numerals
    months = dict.fromkeys(numerals.fixed(at) for at in (step.months.p10, step.months.p90))
    return {
        "what": step.name[words.lang], "value": numerals.money(step.sure), "most": numerals.money(step.value),
        "cost": numerals.money_points((step.cost.p10, step.cost.p90), signed=False, mark=DASH),
        "months": DASH.join(months), "chance": numerals.chance(step.chance),
    }  # fmt: skip


def _next(kept: NextStudy, words: Words) -> str:
    if kept.first is None:
        return words("study.next-none")
    return words("study.next-work" if kept.first.is_work else "study.next-study")
