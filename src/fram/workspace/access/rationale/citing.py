"""What a rationale cites and quotes, in the reader's language: places in the law, works, answers."""

from __future__ import annotations

from datetime import date

from fram.rules.condition import Blocked
from fram.terms.citation import Citation
from fram.terms.facts import spoken
from fram.workspace.access.phrases import say
from fram.workspace.access.wording import Wording
from fram.workspace.papers.numerals import Numerals


def answer(fact: str, value: object, *, lang: str) -> str:
    """Return an answer in words: what the vocabulary calls it, yes or no, a number, a day."""
    if isinstance(value, date):
        return Numerals(lang=lang).day(value)
    if isinstance(value, float | int) and not isinstance(value, bool):
        return Numerals(lang=lang).exact(float(value))
    return ", ".join(Wording(lang).answer(fact, word) for word in spoken(value))


def in_the_way(blocked: Blocked, lang: str) -> str:
    """Return which answer keeps a rule from firing, and what would let it."""
    words = Wording(lang)
    return say(
        "rationale", "in-the-way-unless" if blocked.unless else "in-the-way", lang=lang,
        question=words.question(blocked.fact), said=words.said(blocked.fact, blocked.said),
        wanted=words.answers(blocked.fact, blocked.wanted),
    )  # fmt: skip


def short(cite: Citation) -> str:
    """Return the name a work is known by: what stands before the comma."""
    return cite.title.partition(",")[0]


def work(cite: Citation, lang: str) -> str:
    """Return a work with its publisher, its edition and the day it was read."""
    read = say("rationale", "read-on", lang=lang, day=Numerals(lang=lang).day(cite.read)) if cite.read else ""
    edition = say("rationale", "edition", lang=lang, edition=cite.edition) if cite.edition else ""
    return ", ".join(part for part in (cite.title, cite.publisher, edition, read) if part)
