"""What a form that was sent comes to: what is to be saved, what is wrong, and what two people must settle."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from fram.web.record.forms.problems import blocking
from fram.web.record.forms.sent import Merged, Sent, merge
from fram.web.record.forms.sheet import entry_values, values_of
from fram.web.record.forms.spot import Spot
from fram.workspace.company.exchange import RecordReport, check_content
from fram.workspace.company.pages import Page, questions_of, value_at, with_value


@dataclass(slots=True, kw_only=True)
class Answered:
    """A form on top of the record as it is. ``answers``: what to save, by path; empty where nothing changes.

    ``faults``: what keeps it from being saved, by path. ``report``: of the record as it would then be.
    """

    merged: Merged
    content: dict[str, Any]
    answers: dict[str, Any] = field(default_factory=dict)
    faults: dict[str, list[str]] = field(default_factory=dict)
    report: RecordReport | None = None
    spot: Spot | None = None

    @property
    def must_be_settled(self) -> bool:
        """Whether somebody else changed the same, so that a person must choose."""
        return bool(self.merged.conflicts) or bool(self.spot and self.spot.is_gone)


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """What a form stands on: the content now, the content it began from (None: not known), and the day."""

    content: Mapping[str, Any]
    base: Mapping[str, Any] | None
    on: date


def answer_page(page: Page, sent: Sent, *, ground: Ground, lang: str) -> Answered:
    """Return what a page's form comes to."""
    questions = questions_of(page.key)
    base = None if ground.base is None else values_of(questions, ground.base)
    merged = merge(questions, sent, base=base, theirs=values_of(questions, ground.content))
    found = Answered(merged=merged, content=dict(ground.content))
    found.answers = dict(merged.changes)
    return _checked(found, page, ground=ground, lang=lang)


def answer_entry(page: Page, sent: Sent, *, spot: Spot, ground: Ground, lang: str) -> Answered:
    """Return what the form of one entry of a list comes to."""
    questions = questions_of(page.key)
    base = entry_values(questions, spot.base)
    theirs = base if spot.is_gone else entry_values(questions, spot.entry)
    known = None if ground.base is None and spot.number is not None else base
    merged = merge(questions, sent, base=known, theirs=theirs)
    found = Answered(merged=merged, content=dict(ground.content), spot=spot)
    if spot.is_gone:  # first it must be settled whether it is to be there at all
        return found
    entry = _entry_after(page, spot.entry, merged.changes)
    if merged.changes and not spot.is_there_already(entry):
        found.answers = {page.entries: spot.with_entry(entry)}
    return _checked(found, page, ground=ground, lang=lang)


def _checked(found: Answered, page: Page, *, ground: Ground, lang: str) -> Answered:
    """Add what is wrong: what cannot be read, else what the check says of the page by itself."""
    for fault in found.merged.faults:
        found.faults.setdefault(fault.path, []).append(fault.words.in_(lang))
    if found.faults or not found.answers:
        return found
    for path, value in found.answers.items():
        found.content = with_value(found.content, path, value=value)
    found.report = check_content(found.content, on=ground.on, lang=lang)
    number = found.spot.place_after if found.spot else None
    found.faults = blocking(found.report, page, lang=lang, number=number)
    return found


def _entry_after(page: Page, entry: Any, changes: Mapping[str, Any]) -> Any:
    if page.is_plain_list:
        return changes.get(page.entries, entry)
    after = dict(entry) if isinstance(entry, Mapping) else {}
    for path, value in changes.items():
        name = path.rpartition(".")[2]
        if value is None:
            after.pop(name, None)
        else:
            after[name] = value
    return after


def without_entry(page: Page, content: Mapping[str, Any], *, number: int) -> list[Any] | None:
    """Return a list without one of its entries, for saving: None where nothing would be left."""
    entries = value_at(content, page.entries)
    left = [entry for place, entry in enumerate(entries or ()) if place != number]
    return left or None
