"""What is missing, in words: what it is, what could fill it, and which doors wait for it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from fram.access.evidence.doors import Told
from fram.access.evidence.gaps import ANSWER, EFFORT, Gap
from fram.terms.logic import Truth
from fram.workspace.evidence.telling import MOST_NAMES, Teller
from fram.workspace.papers.access.gantt import Line


def gap_lines(tell: Teller, gaps: Iterable[Gap]) -> Iterator[Line]:
    """Yield a line for each gap, in the order given."""
    for gap in gaps:
        first = _open(gap) if gap.takes == ANSWER else gap.told[0]
        line = Line(
            name=_name(tell, gap), text=tell.asked(first),
            mark=first.truth.name.lower(), notes=tuple(_notes(tell, gap)),
        )  # fmt: skip
        yield tell.on(line, first.ask.cite, confidence=first.ask.confidence)


def next_step(tell: Teller) -> Iterator[str]:
    """Yield what to do first: the gap that stands first in the list."""
    if not tell.view.gaps:
        yield tell.say("next-none", market=tell.view.markets[0])
        return
    gap = tell.view.gaps[0]
    key = "next-answer" if gap.takes == ANSWER else "next-do"
    yield tell.say(key, says=tell.asked(_open(gap) if gap.takes == ANSWER else gap.told[0]))
    if gap.takes == ANSWER:
        yield tell.to_answer(_open(gap))
    how = "opens" if gap.flips else "one" if len(gap.doors) == 1 else "part"
    yield tell.say(f"{key}-{how}", doors=tell.doors(gap.flips or gap.doors), count=len(gap.doors))


def _name(tell: Teller, gap: Gap) -> str:
    """What it takes; of a question, where it is asked."""
    if not gap.is_open:
        return tell.say(f"takes-{gap.takes}")
    places = dict.fromkeys(place for door in gap.doors for place in tell.view.places(door))
    if not places:
        return tell.say("of-methods")
    few = len(places) <= MOST_NAMES
    return tell.names(places) if few else tell.say("group-shared-many", count=len(places))


def _notes(tell: Teller, gap: Gap) -> Iterator[str]:
    if gap.takes == ANSWER:
        yield tell.to_answer(_open(gap))
        then = min((one.ask.change for one in gap.told), key=EFFORT.index)
        yield tell.say("gap-then", takes=tell.say(f"takes-{then}").lower())
    fails = [one.ask.fails[tell.lang] for one in gap.told if one.ask.fails]
    if fails:
        yield tell.say("gap-means", fails="; ".join(dict.fromkeys(fails)))
    if gap.flips:
        yield tell.say("gap-flips", doors=tell.doors(gap.flips))
    rest = [door for door in gap.doors if door not in gap.flips]
    if rest:
        yield tell.say("gap-part", doors=tell.doors(rest))


def _open(gap: Gap) -> Told:
    return next((one for one in gap.told if one.truth is Truth.UNKNOWN), gap.told[0])
