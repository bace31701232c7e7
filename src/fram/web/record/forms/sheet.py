"""A page of questions ready to be drawn: in groups, with what stands in them and what is wrong."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from django.utils.translation import gettext as _

from fram.knowledge.facts import fact_registry
from fram.web.record.choices import name_of
from fram.web.record.forms.boxes import Box, Texts, box_of
from fram.web.record.forms.saying import label_of, quoted, said
from fram.workspace.company.exchange import RecordReport
from fram.workspace.company.fields import fields
from fram.workspace.company.pages import Page, Question, questions_of, value_at
from fram.workspace.company.pages.typed import shown

Faults = Mapping[str, Sequence[str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Questions that stand under one heading; ``is_apart``: behind a line that opens."""

    title: str
    boxes: tuple[Box, ...]
    is_apart: bool = False

    @property
    def is_open(self) -> bool:
        """Whether it is shown at once: something in it is answered or wrong."""
        return any(box.text or box.faults or any(o.is_chosen for o in box.options) for box in self.boxes)


@dataclass(slots=True, kw_only=True)
class Sheet:
    """The questions of a page. ``hidden``: how many are not asked with the answers there are."""

    groups: list[Group] = field(default_factory=list)
    version: int = 0
    lang: str = "en"
    hidden: int = 0
    loose: tuple[str, ...] = ()

    @property
    def boxes(self) -> list[Box]:
        """All questions in the order they stand."""
        return [box for group in self.groups for box in group.boxes]

    @property
    def asked(self) -> str:
        """The paths of the questions, as the form sends them along."""
        return " ".join(box.name for box in self.boxes)

    @property
    def faulty(self) -> list[Box]:
        """The questions with something wrong."""
        return [box for box in self.boxes if box.faults]


def values_of(questions: Sequence[Question], content: Mapping[str, Any]) -> dict[str, Any]:
    """Return the answers of a page's questions, by path."""
    return {question.path: value_at(content, question.path) for question in questions}


def entry_values(questions: Sequence[Question], entry: Any) -> dict[str, Any]:
    """Return the answers in one entry of a list, by path; an entry of a plain list is the answer itself."""
    if not isinstance(entry, Mapping):
        return {question.path: entry for question in questions}
    return {question.path: entry.get(question.name) for question in questions}


def texts_of(
    questions: Sequence[Question], values: Mapping[str, Any], *, lang: str
) -> dict[str, Sequence[str]]:
    """Return what stands in the boxes of questions for their answers."""
    boxes: dict[str, Sequence[str]] = {}
    for question in questions:
        boxes.update(shown(question, values.get(question.path), lang=lang))
    return boxes


def asked_on(page: Page, content: Mapping[str, Any], *, report: RecordReport) -> tuple[Question, ...]:
    """Return the questions worth asking on a page: of facts those whose condition is open, or answered.

    What follows from other facts alone is asked of nobody.
    """
    questions = questions_of(page.key)
    if not page.family:
        return questions
    registry = fact_registry()
    known = {filled.name.removeprefix("product.facts."): filled.value for filled in report.told.derived}
    known |= {name: answer.value for name, answer in report.told.answers.items()}
    facts = value_at(content, "product.facts") or {}
    stated = {registry[name].name for name in facts if _is_known(name)}
    return tuple(
        question
        for question in questions
        if question.name in stated
        or (not question.is_worked_out and registry.is_asked(registry[question.name], known))
    )


def sheet_of(page: Page, questions: Sequence[Question], *, typed: Texts, lang: str, faults: Faults) -> Sheet:
    """Return questions with what stands in their boxes, in groups."""
    boxes = [box_of(q, typed, lang=lang, faults=tuple(faults.get(q.path, ()))) for q in questions]
    known = {box.name for box in boxes}
    loose = tuple(text for path, texts in faults.items() if path not in known for text in texts)
    hidden = len(questions_of(page.key)) - len(boxes) if page.family else 0
    return Sheet(groups=list(_groups(page, boxes, lang)), lang=lang, hidden=hidden, loose=loose)


def with_derived(sheet: Sheet, report: RecordReport, *, lang: str) -> Sheet:
    """Return a sheet that tells at each open fact what follows for it from the other answers."""
    derived = {filled.name: filled for filled in report.told.derived}

    def told(box: Box) -> Box:
        filled = derived.get(box.name)
        if filled is None or box.text or any(option.is_chosen for option in box.options):
            return box
        answer = said(box.question, filled.value, lang=lang)
        sources = ", ".join(quoted(label_of(path, lang), lang) for path in filled.because.split(" · "))
        note = _("It follows from %(questions)s: %(answer)s.") % {"questions": sources, "answer": answer}
        return replace(box, note=note)

    groups = [replace(group, boxes=tuple(map(told, group.boxes))) for group in sheet.groups]
    return replace(sheet, groups=groups)


def _is_known(name: str) -> bool:
    return name in fact_registry()


def _groups(page: Page, boxes: Sequence[Box], lang: str) -> Iterator[Group]:
    if page.family:
        yield from _by_markets(boxes, lang)
        return
    main = page.claims[0] if page.claims else page.entries
    by_table: dict[str, list[Box]] = {}
    for box in boxes:
        table = box.question.table
        by_table.setdefault("" if table in (main, main.rpartition(".")[0]) else table, []).append(box)
    for table, some in by_table.items():
        spec = fields().get(table)
        title = spec.words.in_(lang) if table and spec and spec.words else ""
        yield Group(title=title, boxes=tuple(some))


def _by_markets(boxes: Sequence[Box], lang: str) -> Iterator[Group]:
    everywhere = tuple(box for box in boxes if not box.question.markets)
    if everywhere:
        yield Group(title="", boxes=everywhere)
    by_markets: dict[tuple[str, ...], list[Box]] = {}
    for box in boxes:
        if box.question.markets:
            by_markets.setdefault(box.question.markets, []).append(box)
    for markets, some in by_markets.items():
        names = ", ".join(name_of("market", code, lang=lang) for code in markets)
        yield Group(title=_("Only for %(markets)s") % {"markets": names}, boxes=tuple(some), is_apart=True)
