"""One question as a page draws it: its words, its boxes, what stands in them, and what is wrong with it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from django.utils.translation import gettext as _

from fram.web.record.choices import Choices, choices
from fram.web.record.forms.saying import asked_as, gates_of, label_of, pair_name, said
from fram.web.ui.text import number_in
from fram.workspace.company.fields import fields
from fram.workspace.company.pages import Question
from fram.workspace.company.pages.question import LISTED, YES_NO
from fram.workspace.company.pages.typed import TOLD, TOLD_QUESTION, told_name

Texts = Mapping[str, Sequence[str]]
Draws = Literal["text", "number", "lines", "date", "radio", "list", "boxes", "pairs"]
FEW = 6
"""So many answers stand below each other; more go into a list that opens."""
SPARE_PAIRS = 3
"""Empty lines that wait below the pairs that are there."""
WITH_EXAMPLE = ("text", "number", "whole", "numbers", "words", "rows")


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """One answer to choose."""

    value: str
    label: str
    is_chosen: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line of two boxes: what is set, and to what."""

    number: int
    key: str
    said: str
    called: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A small box beside an answer: who judged, when, or on what ground."""

    part: str
    name: str
    id: str
    label: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """A question ready to be drawn. ``name`` is that of its boxes, ``id`` what links lead to."""

    question: Question
    name: str
    id: str
    label: str
    draws: Draws
    needed: str = ""
    text: str = ""
    options: tuple[Option, ...] = ()
    lines: tuple[Line, ...] = ()
    told: tuple[Told, ...] = ()
    hints: str = ""
    help: str = ""
    why: str = ""
    note: str = ""
    follows: str = ""
    unit: str = ""
    faults: tuple[str, ...] = ()

    @property
    def is_told(self) -> bool:
        """Whether it says who judged, when or on what ground."""
        return any(one.text for one in self.told)

    @property
    def described(self) -> str:
        """The ids of what describes it, for screen readers."""
        parts = (("help", self.help), ("hints", self.hints), ("fault", self.faults))
        return " ".join(f"{self.id}-{name}" for name, there in parts if there)

    @property
    def is_one(self) -> bool:
        """Whether one box holds the whole answer, so that its label belongs to it."""
        return self.draws not in ("radio", "boxes", "pairs")


def box_of(question: Question, typed: Texts, *, lang: str, faults: tuple[str, ...] = ()) -> Box:
    """Return a question with what stands in its boxes."""
    texts = [text for text in typed.get(question.path, ()) if text]
    draws = _draws(question, texts)
    return Box(
        question=question,
        name=question.path,
        id=id_of(question.path),
        label=asked_as(question, lang),
        needed=_needed(question),
        draws=draws,
        text=texts[0] if texts else "",
        options=_options(question, texts, lang),
        lines=_lines(question, typed, lang) if draws == "pairs" else (),
        told=_told(question, typed, lang),
        hints=" · ".join(_hints(question, lang)),
        help=question.help.in_(lang) if question.help else "",
        why=question.why.in_(lang) if question.why else "",
        follows="" if texts else _follows(question, lang),
        unit=question.unit_in(lang) if question.unit != "share" else "",
        faults=faults,
    )


def _needed(question: Question) -> str:
    """Return for what an answer is needed; nothing where it may stay open."""
    if not question.required:
        return ""
    table = fields().get(question.table)
    if table is None or table.required:
        return _("(needed for a plan)")
    return _("(needed if there is one)") if table.type == "table" else _("(needed here)")


def _follows(question: Question, lang: str) -> str:
    labels = ", ".join(label_of(path, lang) for path in question.derived_from)
    told = _("follows from %(questions)s; leave it open when that is answered")
    return told % {"questions": labels} if labels else ""


def id_of(path: str) -> str:
    """Return the id of a question on its page."""
    return f"q-{path.replace('.', '-').replace(':', '-')}"


def _draws(question: Question, texts: Sequence[str]) -> Draws:
    if question.kind == "pairs":
        return "pairs"
    if question.takes_many:
        return "boxes"
    if question.kind == "yes-no" or (question.kind == "choice" and len(question.options) <= FEW):
        return "radio"
    if question.kind == "choice" or question.kind in LISTED:
        return "list"
    if question.kind == "date":
        return "date"
    if question.kind in ("number", "whole"):
        return "number"
    is_long = question.kind in ("long-text", "words", "rows") or any("\n" in text for text in texts)
    return "lines" if is_long else "text"


def _options(question: Question, texts: Sequence[str], lang: str) -> tuple[Option, ...]:
    offered: Choices = ()
    if question.kind == "yes-no":
        offered = (("yes", YES_NO[True].in_(lang)), ("no", YES_NO[False].in_(lang)))
    elif question.options:
        offered = tuple((value, words.in_(lang)) for value, words in question.options.items())
    elif question.kind in LISTED:
        offered = choices(question.kind, lang)
    elif question.kind == "pairs":
        return tuple(Option(value=value, label=label) for value, label in _keys(question, lang))
    known = {value for value, _ in offered}
    # An answer that is on no list (another spelling of a code, say) is shown too, so that it is not lost.
    loose = tuple((text, text) for text in texts if offered and text not in known)
    return tuple(
        Option(value=value, label=label, is_chosen=value in texts) for value, label in (*offered, *loose)
    )


def _keys(question: Question, lang: str) -> Choices:
    return choices("market" if question.name == "before" else "input", lang)


def _lines(question: Question, typed: Texts, lang: str) -> tuple[Line, ...]:
    key = f"{question.path}.key."
    found = {number_in(name.removeprefix(key)) for name in typed if name.startswith(key)}
    lines = [_line(question, typed, number, lang) for number in sorted(found) if number >= 0]
    filled = [line for line in lines if line.key or line.said]
    first = max((line.number for line in filled), default=-1) + 1
    return (*filled, *(Line(number=n, key="", said="") for n in range(first, first + SPARE_PAIRS)))


def _line(question: Question, typed: Texts, number: int, lang: str) -> Line:
    key, value = ("".join(typed.get(f"{question.path}.{part}.{number}", ())) for part in ("key", "value"))
    called = pair_name(question, key, lang=lang)
    return Line(number=number, key=key, said=value, called="" if called == key else called)


def _told(question: Question, typed: Texts, lang: str) -> tuple[Told, ...]:
    if not question.is_fact:
        return ()
    names = {part: told_name(question, part) for part in TOLD}
    return tuple(
        Told(
            part=part,
            name=name,
            id=id_of(name),
            label=TOLD_QUESTION[part].words.in_(lang),
            text="".join(typed.get(name, ())),
        )
        for part, name in names.items()
    )


def _hints(question: Question, lang: str) -> Iterator[str]:
    if question.unit == "share":
        yield _("a share: 0.3 or 30 %")
    elif limits := question.limits_in(lang):
        yield limits
    if question.default not in (None, False):
        yield _("without an answer: %(answer)s") % {"answer": said(question, question.default, lang=lang)}
    elif question.kind in WITH_EXAMPLE and (shown := said(question, question.example, lang=lang)):
        yield _("for example %(answer)s") % {"answer": shown}
    if question.asked_when and not question.is_fact:
        yield _("only if: %(answers)s") % {"answers": gates_of(question, lang)}
