"""A finding that contradicts what was believed, or leaves few simulated draws: said in plain words."""

from __future__ import annotations

from collections.abc import Iterator

from fram.decide.beliefs import DRAWS, Told, Updated
from fram.decide.beliefs.evidence import people
from fram.workspace.loop.samples.telling import Teller

RAREST = 1000.0
"""Beyond one in so many a chance is told as less than that."""


def doubts(updated: Updated, *, lang: str = "en") -> Iterator[str]:
    """Yield what to be warned of after a finding, in ``en`` or ``nb``; nothing where all is well."""
    tell = Teller.of(lang)
    if updated.contradicts:
        key = "contradicts-more" if updated.one_in > RAREST else "contradicts"
        one_in = tell.number(round(min(updated.one_in, RAREST)))
        yield tell.say(key, who=_who(updated, tell), said=tell.number(updated.said), one_in=one_in)
    if updated.is_thin:
        ess, draws = tell.number(max(round(updated.ess), 1)), tell.numerals.fixed(DRAWS)
        yield tell.say("thin", ess=ess, draws=draws)


def apart(updated: Updated, *, lang: str = "en") -> Iterator[str]:
    """Yield that findings on one number contradict each other, and how that is counted; else nothing."""
    if updated.is_apart:
        tell = Teller.of(lang)
        yield tell.say("apart-findings", times=tell.number(round(updated.widened, 1)))


def _who(updated: Updated, tell: Teller) -> str:
    count = people(updated.evidence)
    if isinstance(updated.evidence, Told) and count > 1:
        return tell.say("people", count=tell.number(count))
    return updated.finding.who or tell.say("a-finding")
