"""Value of information in words for a terminal, and as JSON."""

from __future__ import annotations

import json
import shlex
import textwrap
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from fram.decide.worth_knowing import Answer
from fram.sources.reading import clean
from fram.workspace.access.phrases import say
from fram.workspace.loop.samples.table import Samples
from fram.workspace.loop.samples.telling import columns
from fram.workspace.loop.samples.worth import Group, WorthOfAll, WorthOfEach
from fram.workspace.papers.numerals import Numerals

TOPIC, WIDTH = "knowing", 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Voice:
    """Says what finding out is worth in one language (``en`` or ``nb``)."""

    lang: str
    numerals: Numerals = field(repr=False)

    @classmethod
    def of(cls, lang: str) -> Voice:
        """Return the voice of a language."""
        return cls(lang=lang, numerals=Numerals(lang=lang))

    def say(self, key: str, **values: object) -> str:
        """Return a sentence."""
        return say(TOPIC, key, lang=self.lang, **values)

    def number(self, value: float) -> str:
        """Return a number to four significant digits; a large one whole."""
        if abs(value) >= 1000:
            return self.numerals.fixed(value)
        return self.numerals.number(value, digits=4 if abs(value) >= 100 else 3)

    def stated(self, value: float) -> str:
        """Return a number as somebody stated it, without idle zeros; a large one whole."""
        return self.numerals.fixed(value) if abs(value) >= 1000 else self.numerals.exact(value)

    def share(self, part: float, whole: float) -> str:
        """Return a part of a whole in per cent, at most all of it; empty where there is no whole."""
        return self.numerals.percent(round(min(part / whole, 1.0), 2)) if whole > 0 else ""


def all_text(view: WorthOfAll, *, lang: str) -> str:
    """Return what knowing everything is worth, in words."""
    voice = Voice.of(lang)
    sure = view.evpi <= 0
    best = voice.say(
        "all-best", best=view.best, mean=voice.number(view.mean), often=voice.numerals.chance(view.often)
    )
    parts = [
        [voice.say("all-nothing") if sure else voice.say("all-title", value=voice.number(view.evpi))],
        [voice.say("from-one", **_counted(view.outputs, voice)), voice.say("unit"), best],
        [voice.say("all-sure" if sure else "all-means")],
        list(notes(voice, outputs=view.outputs)),
        [] if sure else [voice.say("all-next")],
    ]
    inputs = voice.say("inputs-file")
    command = "" if sure else command_line("evppi", outputs=view.outputs, more=("--inputs", inputs))
    return laid_out(parts) + command


def all_json(view: WorthOfAll) -> str:
    """Return what knowing everything is worth as JSON."""
    return json.dumps({"evpi": view.evpi})


def each_text(view: WorthOfEach, *, lang: str) -> str:
    """Return what knowing each input is worth, in words: the one most worth knowing first."""
    voice, first = Voice.of(lang), view.by_worth[0]
    has_any = first.worth.shown > 0
    title = voice.say("each-title", name=first.label) if has_any else voice.say("each-nothing")
    parts = [
        [title],
        [voice.say("from-two", **_counted(view.whole.outputs, voice), **_beside(view.inputs, voice))],
        [_meaning(view, voice)] if has_any else [],
    ]
    sentence, command = _next(view, voice)
    after = [
        [voice.say("unit"), voice.say("each-how"), voice.say("each-sums")],
        list(notes(voice, outputs=view.whole.outputs, inputs=view.inputs)),
        [sentence],
    ]
    answers = [line for group in view.by_worth if group.answers for line in _answers(group, view, voice)]
    told = [laid_out(parts), "\n".join(_table(view, voice))]
    if answers:
        told.append("\n".join([voice.say("each-answers"), *(f"  {line}" for line in answers)]))
    return "\n\n".join([*told, laid_out(after) + command])


def each_json(view: WorthOfEach) -> str:
    """Return what knowing each group is worth as JSON, in the order asked for."""
    told = [
        {
            "group": group.label, "value": group.worth.value, "se": group.worth.se,
            "crossfit": group.worth.crossfit, "shown": group.worth.shown, "method": group.worth.method,
            **({"other_method": group.worth.other} if group.worth.other is not None else {}),
            **({"answers": [_answer_json(one, view) for one in group.answers]} if group.answers else {}),
        }
        for group in view.groups
    ]  # fmt: skip
    return json.dumps({"evppi": told, "evpi": view.whole.evpi, "draws": view.inputs.draws}, indent=1)


def notes(voice: Voice, *, outputs: Samples, inputs: Samples | None = None) -> Iterator[str]:
    """Yield what is odd about the files and no fault."""
    if len(outputs.constants) == len(outputs.names):
        yield voice.say("constant-outputs")
    if inputs and inputs.constants:
        yield voice.say("constant", names=", ".join(f"`{name}`" for name in inputs.constants))
    for samples in filter(None, (outputs, inputs)):
        if samples.has_numbering:
            yield voice.say("numbering", source=samples.source)
        if not samples.has_header:
            yield voice.say("no-header", source=samples.source)


def laid_out(parts: Iterable[Iterable[str]]) -> str:
    """Return paragraphs of sentences, no line wider than a terminal; empty ones are left out."""
    paragraphs = (" ".join(part) for part in parts)
    return "\n\n".join(textwrap.fill(text, WIDTH, break_on_hyphens=False) for text in paragraphs if text)


def command_line(
    name: str, *, outputs: Samples, inputs: Samples | None = None, more: Sequence[str] = ()
) -> str:
    """Return a command to type next, in a line of its own."""
    files = ["--outputs", str(outputs.path), *(["--inputs", str(inputs.path)] if inputs else [])]
    words = [clean(word) for word in ("fram", "decide", name, *files, *more)]
    return f"\n  {shlex.join(words)}"


def _counted(outputs: Samples, voice: Voice) -> dict[str, str]:
    fixed = voice.numerals.fixed
    return {
        "draws": fixed(outputs.draws),
        "options": fixed(len(outputs.names)),
        "outputs": outputs.source,
    }


def _beside(inputs: Samples, voice: Voice) -> dict[str, str]:
    return {"count": voice.numerals.fixed(len(inputs.names)), "inputs": inputs.source}


def _meaning(view: WorthOfEach, voice: Voice) -> str:
    first, evpi = view.by_worth[0], view.whole.evpi
    return voice.say(
        "each-means", name=first.label, value=voice.number(first.worth.shown),
        share=voice.share(first.worth.shown, evpi), evpi=voice.number(evpi),
    )  # fmt: skip


def _next(view: WorthOfEach, voice: Voice) -> tuple[str, str]:
    """The next step in words, and its command."""
    if view.by_worth[0].worth.shown == 0:
        return voice.say("each-next-nothing", best=view.whole.best), ""
    single = next((group for group in view.by_worth if len(group.names) == 1 and group.worth.shown), None)
    if single is None:
        return voice.say("each-next-alone"), command_line(
            "evppi", outputs=view.whole.outputs, inputs=view.inputs
        )
    more = ("--of", single.label, "asked", "5", "SD")
    command = command_line("evsi", outputs=view.whole.outputs, inputs=view.inputs, more=more)
    return voice.say("each-next"), command


def _table(view: WorthOfEach, voice: Voice) -> Iterator[str]:
    head = [voice.say(f"col-{name}") for name in ("input", "worth", "se", "crossfit", "share")]
    rows = [
        (
            group.label[:60], voice.number(group.worth.shown), voice.number(group.worth.se),
            voice.number(group.worth.crossfit), voice.share(group.worth.shown, view.whole.evpi),
        )
        for group in view.by_worth
    ]  # fmt: skip
    return columns(head, rows)


def _answers(group: Group, view: WorthOfEach, voice: Voice) -> Iterator[str]:
    last = len(group.answers) - 1
    if last == 0:
        yield voice.say("answer-none", name=group.label)
        return
    for place, answer in enumerate(group.answers):
        key = "answer-low" if place == 0 else "answer-high" if place == last else "answer-between"
        yield voice.say(
            key, name=group.label, low=voice.number(answer.low), high=voice.number(answer.high),
            option=view.whole.outputs.names[answer.option], share=voice.numerals.chance(answer.share),
        )  # fmt: skip


def _answer_json(answer: Answer, view: WorthOfEach) -> dict[str, Any]:
    return {
        "low": answer.low, "high": answer.high, "option": view.whole.outputs.names[answer.option],
        "share": answer.share, "gain": answer.gain,
    }  # fmt: skip
