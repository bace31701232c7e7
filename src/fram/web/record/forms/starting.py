"""The first twelve questions of an empty record, and what is made of their answers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from fram.terms.facts import Words
from fram.web.record.forms.boxes import Box, box_of
from fram.web.record.forms.sent import Sent
from fram.workspace.company import quick_questions
from fram.workspace.company.pages import Question, question_at, with_value
from fram.workspace.company.pages.typed import take
from fram.workspace.company.quick import approve

APPROVAL = "approval"
NEEDED = ("company.name", "product.name")
"""Without these a record cannot be begun; everything else may stay unknown."""
MISSING = Words(en="Give a name; everything else may stay open.", nb="Gi et navn; alt annet kan stå åpent.")


@dataclass(slots=True, kw_only=True)
class Beginning:
    """The first answers: what stands in the boxes, the content they give, and what is wrong."""

    boxes: list[Box]
    content: dict[str, Any] = field(default_factory=dict)

    @property
    def faulty(self) -> list[Box]:
        """The questions with something wrong."""
        return [box for box in self.boxes if box.faults]

    @property
    def asked(self) -> str:
        """The paths of the questions."""
        return " ".join(box.name for box in self.boxes)


def first_questions() -> tuple[Question, ...]:
    """Return the twelve questions of `fram init --quick`, as the pages of the record ask them."""
    return tuple(_question(asked.field) for asked in quick_questions())


def beginning(texts: Mapping[str, Sequence[str]], *, lang: str) -> Beginning:
    """Return the first questions with what stands in their boxes."""
    return Beginning(boxes=[box_of(question, texts, lang=lang) for question in first_questions()])


def began(sent: Sent, *, lang: str) -> Beginning:
    """Return what the first answers come to."""
    questions = first_questions()
    taken = take(questions, sent.typed, before={}, lang=sent.lang)
    faults: dict[str, list[str]] = {}
    for fault in taken.faults:
        faults.setdefault(fault.path, []).append(fault.words.in_(lang))
    for path in NEEDED:
        if taken.values.get(path) is None and path not in faults:
            faults[path] = [MISSING.in_(lang)]
    content: dict[str, Any] = {}
    for path, value in taken.values.items():
        if path != APPROVAL:
            content = with_value(content, path, value=value)
    product = dict(content.get("product", {}))
    for problem in approve(product, str(taken.values.get(APPROVAL) or "")):
        faults.setdefault(APPROVAL, []).append(f"{problem.what} · {problem.remedy}")
    boxes = [
        box_of(question, sent.typed, lang=lang, faults=tuple(faults.get(question.path, ())))
        for question in questions
    ]
    return Beginning(boxes=boxes, content={**content, "product": product})


def _question(path: str) -> Question:
    found = question_at(path)
    if found is not None:
        return replace(found, required=path in NEEDED)
    asked = next(one for one in quick_questions() if one.field == path)
    return Question(path=path, kind="choice", words=asked.words, options=asked.options)
