"""A product's evidence before every door, as plain text for a terminal and as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from fram.access.evidence.doors import Cell, Told
from fram.access.evidence.gaps import Gap
from fram.access.evidence.grade import LEVELS, Certainty
from fram.access.evidence.matrix import Column
from fram.rules.show import Entry, Page, Section, as_text
from fram.terms.reading import plain
from fram.workspace.access.phrases import say
from fram.workspace.evidence.telling import TOPIC, EvidencePage, Mark, Row
from fram.workspace.evidence.told import evidence_page
from fram.workspace.evidence.view import EvidenceView, Graded
from fram.workspace.papers.access.gantt import Line

SIGNS = {"yes": "✓", "no": "✕", "unknown": "?", "none": "–", "held": "✓", "advice": "–"}
SCHEMA = "1.0"


def evidence_text(view: EvidenceView, *, lang: str = "en") -> str:
    """Return the evidence in words, for a terminal: what stands, the table, the gaps, what carries over."""
    page = evidence_page(view, lang=lang)
    return as_text(Page(
        lang=lang, heading=page.title, over=page.over, lead=page.stamp,
        warnings=(page.state,) if page.state else (), small=(say(TOPIC, "text-hint", lang=lang), *page.small),
        sections=tuple(section for section in _sections(page) if section.lines),
    ))  # fmt: skip


def _sections(page: EvidencePage) -> Iterator[Section]:
    def said(key: str) -> str:
        return say(TOPIC, key, lang=page.lang)

    yield Section(title=said("s-glance"), lines=tuple(_line(one, page.lang) for one in page.glance))
    yield Section(title=said("next"), lines=tuple(Entry(text=_bare(text)) for text in page.next_step))
    yield Section(title=said("matrix-studies"), lines=tuple(_line(one, page.lang) for one in page.studies))
    yield Section(title=said("s-matrix"), intro=said("matrix-how"), lines=tuple(_table(page)))
    for gaps in filter(None, (page.gaps, page.unanswered)):
        lines = tuple(_line(one, page.lang) for one in gaps.lines)
        yield Section(title=gaps.title, intro=gaps.how, lines=lines, help=gaps.more)
    compare = tuple(Entry(text=text) for text in page.compare)
    carried = tuple(_line(one, page.lang) for one in page.transfers)
    how = said("transfer-how") if compare else ""
    yield Section(title=said("s-transfer"), intro=_bare(how), lines=(*carried, *compare))
    grades = tuple(_line(one, page.lang) for one in page.grades)
    yield Section(title=said("s-grade"), intro=page.grade_how, lines=grades)


def _table(page: EvidencePage) -> Iterator[Entry]:
    for group in page.groups:
        yield Entry(text=f"— {group.title}")
        for row in group.rows:
            yield Entry(text=f"{SIGNS[row.state]} {row.name}: {row.state_said}", note=_row(page, row))


def _row(page: EvidencePage, row: Row) -> str:
    cells = [(str(number), mark) for number, mark in enumerate(row.cells, start=1)]
    cells.append((say(TOPIC, "col-file", lang=page.lang), row.file))
    shown = [f"{name} {_sign(mark)}" for name, mark in cells if mark.state != "none"]
    return " · ".join(filter(None, ("  ".join(shown), row.why)))


def _sign(mark: Mark) -> str:
    return f"{SIGNS[mark.state]}{f' {mark.share}' if mark.share else ''}"


def _line(line: Line, lang: str) -> Entry:
    sure = f" [{say(TOPIC, f'confidence-{line.confidence}', lang=lang)}]" if line.confidence else ""
    mark = f"{SIGNS[line.mark]} " if line.mark else ""
    note = " · ".join(filter(None, (*map(_bare, line.notes), line.source)))
    return Entry(tag=line.name, text=f"{mark}{line.text}{sure}", note=note)


def _bare(text: str) -> str:
    return text.replace("`", "")


def evidence_json(view: EvidenceView) -> str:
    """Return the evidence as JSON text: every ask of every door, study by study, keys sorted."""
    told = {
        "schema_version": SCHEMA, "company": view.company, "product": view.product.name,
        "on": view.on.isoformat(), "markets": list(view.markets),
        "studies": [plain(study) for study in view.studies],
        "doors": [_door(view, one) for one in view.columns],
        "gaps": [_gap(gap) for gap in view.gaps],
        "transfer": [
            {"study": one.study.title, "country": one.study.country, "argued_for": list(one.answered),
             "not_argued_for": list(one.open), "compare": list(one.compare)}
            for one in view.transfers
        ],
        "certainty": [_graded(one) for one in view.graded],
        "imdrf_categories": list(view.categories), "nice_tiers": list(view.tiers),
    }  # fmt: skip
    return json.dumps(told, ensure_ascii=False, indent=2, sort_keys=True)


def _door(view: EvidenceView, column: Column) -> dict[str, Any]:
    door, best = column.door, column.best
    return {
        "id": door.id, "name": dict(door.name), "kind": door.kind, "regime": door.regime,
        "markets": list(view.places(door)), "pathways": list(door.pathways), "pays": door.pays,
        "state": column.truth.name.lower(), "held": door.held, "applies": door.applies.name.lower(),
        "binding": any(ask.must for ask in door.asks), "confidence": door.confidence.value,
        "nearest_study": best.study.title if best and best.study else None,
        "studies": [_cell(cell) for cell in column.cells],
        "file": {"state": column.whole.product_truth.name.lower()},
        "asks": [_told(one) for one in column.told], "source": plain(door.cite),
    }  # fmt: skip


def _cell(cell: Cell) -> dict[str, Any]:
    asked = [one for one in cell.told if one.ask.about == "study"]
    return {
        "study": cell.study.title if cell.study else None, "state": cell.study_truth.name.lower(),
        "asks": {one.ask.id: one.truth.name.lower() for one in asked},
    }  # fmt: skip


def _told(one: Told) -> dict[str, Any]:
    ask = one.ask
    return {
        "id": ask.id, "about": ask.about, "must": ask.must, "state": one.truth.name.lower(),
        "says": dict(ask.says), "fails": dict(ask.fails), "change": ask.change,
        "missing": list(one.missing), "blocked": list(one.blocked),
        "confidence": ask.confidence.value, "cite": plain(ask.cite),
    }  # fmt: skip


def _gap(gap: Gap) -> dict[str, Any]:
    return {
        "facts": list(gap.facts), "takes": gap.takes, "says": dict(gap.told[0].ask.says),
        "doors": [door.id for door in gap.doors], "opens": [door.id for door in gap.flips],
    }  # fmt: skip


def _graded(one: Graded) -> dict[str, Any]:
    return {"study": one.study.title, "at_home": _levels(one.at_home), "abroad": _levels(one.abroad)}


def _levels(found: Certainty) -> dict[str, Any]:
    steps = [{"name": step.name, "why": step.why, "change": list(step.change)} for step in found.steps]
    return {"low": LEVELS[found.low - 1], "high": LEVELS[found.high - 1], "steps": steps}
