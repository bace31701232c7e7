"""The entries of a list as its page shows them: what each says, and how much of it is wrong."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from fram.web.record.forms.opening import entries_on
from fram.web.record.forms.problems import standing
from fram.web.record.forms.saying import entry_title, said, short
from fram.web.record.forms.sheet import entry_values
from fram.workspace.company.exchange import RecordReport
from fram.workspace.company.exchange.certificates import Held, held
from fram.workspace.company.pages import Page, questions_of

TOLD = 3
"""So many answers of an entry stand in its line, beside its title."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One entry in its list. ``certificate``: how long it holds, where it is one."""

    number: int
    title: str
    told: str
    faults: int
    certificate: Held | None = None


def rows_of(
    page: Page, content: Mapping[str, Any], *, report: RecordReport, on: date, lang: str
) -> list[Row]:
    """Return the entries of a list."""
    certificates = held(content, on) if page.key == "certificates" else ()
    return [
        Row(
            number=number,
            title=entry_title(page.key, entry, lang=lang),
            told=_told(page, entry, lang),
            faults=sum(map(len, standing(report, page, lang=lang, number=number).values())),
            certificate=next((one for one in certificates if one.number == number), None),
        )
        for number, entry in enumerate(entries_on(page, content))
    ]


def _told(page: Page, entry: Any, lang: str) -> str:
    if not isinstance(entry, Mapping):
        return ""
    title = entry_title(page.key, entry, lang=lang)
    questions = questions_of(page.key)
    values = entry_values(questions, entry)
    shown = [question for question in questions if question.kind != "date"]
    texts = [said(question, values[question.path], lang=lang) for question in shown]
    return " · ".join(
        short(text) for text in [text for text in texts if text and short(text) != title][:TOLD]
    )
