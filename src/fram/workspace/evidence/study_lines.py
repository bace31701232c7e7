"""What is said of single studies: how sure they make us, and whether they hold elsewhere."""

from __future__ import annotations

from collections.abc import Iterator

from fram.access.evidence.grade import LEVELS, Certainty, Step
from fram.terms.citation import Confidence
from fram.terms.proof.evidence import RANDOMISED, Evidence
from fram.workspace.evidence.telling import Teller
from fram.workspace.evidence.view import Graded
from fram.workspace.papers.access.gantt import Line

MANY = 10
"""So many markets are named; more are counted."""


def surest(tell: Teller) -> Iterator[Line]:
    """Yield the line of the study that makes us surest, where one is graded."""
    if not tell.view.graded:
        return
    best = max(tell.view.graded, key=lambda one: (one.at_home.low, one.at_home.high))
    said = tell.say("certainty-said", level=levels(tell, best.at_home), study=best.study.title)
    yield Line(name=tell.say("certainty"), text=said, confidence=Confidence.UNCHECKED.value)


def grade_lines(tell: Teller) -> Iterator[Line]:
    """Yield a line for each graded study: its level at home and elsewhere, and each step to it."""
    for one in tell.view.graded:
        at_home = tell.say("grade-home", levels=levels(tell, one.at_home))
        abroad = tell.say("grade-abroad", levels=levels(tell, one.abroad))
        yield Line(
            name=one.study.title, text=f"{at_home}; {abroad}", notes=tuple(_steps(tell, one)),
            confidence=Confidence.UNCHECKED.value,
        )  # fmt: skip


def levels(tell: Teller, found: Certainty) -> str:
    """Return the level, or the lowest and highest it may be."""
    ends = dict.fromkeys((LEVELS[found.low - 1], LEVELS[found.high - 1]))
    return tell.say("grade-to").join(tell.say(f"level-{level}") for level in ends)


def transfer_lines(tell: Teller) -> Iterator[Line]:
    """Yield a line for each study made abroad: for which markets it is argued to hold, and for which not."""
    for one in tell.view.transfers:
        country = tell.words.numerals.market_in_text(one.study.country)
        parts = [tell.say("transfer-done", names=tell.names(one.answered))] if one.answered else []
        parts += [_open(tell, one.open)] if one.open else []
        name = tell.say("transfer-from", study=one.study.title, country=country)
        yield Line(name=name, text="; ".join(parts), mark="unknown" if one.open else "yes")


def _open(tell: Teller, markets: tuple[str, ...]) -> str:
    if len(markets) > MANY:
        return tell.say("transfer-open-many", count=len(markets), all=len(tell.view.markets))
    return tell.say("transfer-open", names=tell.names(markets))


def compared(tell: Teller) -> Iterator[str]:
    """Yield what to set side by side, each once over all studies."""
    topics = dict.fromkeys(topic for one in tell.view.transfers if one.open for topic in one.compare)
    yield from (tell.say(f"compare-{topic}") for topic in topics)


def _steps(tell: Teller, one: Graded) -> Iterator[str]:
    yield f"{tell.say(_start(one.study))}."
    for step in one.abroad.steps:
        yield f"{_why(tell, step, one.study)}: {_change(tell, step)}."


def _start(study: Evidence) -> str:
    if study.design in RANDOMISED:
        return "start-rct"
    return "start-accuracy" if study.design == "diagnostic-accuracy" else "start-other"


def _why(tell: Teller, step: Step, study: Evidence) -> str:
    share = tell.words.numerals.percent(study.attrition or 0)
    said = tell.say(step.why, share=share)
    return said[0].upper() + said[1:]


def _change(tell: Teller, step: Step) -> str:
    least, most = step.change
    if least < 0:
        return tell.say("change-perhaps" if most == 0 else "change-down")
    return tell.say("change-up", count=most) if most else tell.say("change-none")
