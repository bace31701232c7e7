"""The two pages of a rationale as blocks: what is told, how much of it, and nothing about how it looks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from fram.rules.verdict import Finding, Force
from fram.terms.citation import Confidence
from fram.workspace.access.phrases import say
from fram.workspace.access.rationale.citing import in_the_way, short
from fram.workspace.access.rationale.fit import PAGE_POINTS, fitted, height
from fram.workspace.access.rationale.grounds import Grounds
from fram.workspace.access.rationale.outcome import identity, outcome
from fram.workspace.access.rationale.told import judgements, limits_of, other_facts, stated_facts, works
from fram.workspace.access.verdict_page import unanswered_places
from fram.workspace.access.wording import Wording
from fram.workspace.papers.printed.sheets.blocks import Block, cut, heading, paragraph, table

RULE_WIDTHS = (9, 52, 27, 12)
NEAR_WIDTHS = (9, 31, 20, 40)
MOST_NEAR = 4
"""So many near misses are told at most: they are no part of the reasons."""
AT_EASE = 9
"""How far down the ladder a page may be squeezed before the facts are told on the other one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Room:
    """How much of each list is told, and how many letters of one cell; what is left out is counted."""

    rules: int
    near: int
    facts: int
    points: int
    letters: int
    purpose: int


LADDER = (
    Room(rules=16, near=12, facts=26, points=9, letters=280, purpose=900),
    Room(rules=14, near=10, facts=23, points=8, letters=280, purpose=900),
    Room(rules=12, near=9, facts=20, points=7, letters=280, purpose=900),
    Room(rules=11, near=8, facts=18, points=7, letters=280, purpose=800),
    Room(rules=10, near=7, facts=16, points=6, letters=280, purpose=800),
    Room(rules=9, near=6, facts=14, points=6, letters=280, purpose=700),
    Room(rules=8, near=5, facts=12, points=5, letters=280, purpose=700),
    Room(rules=7, near=4, facts=10, points=4, letters=280, purpose=600),
    Room(rules=6, near=3, facts=9, points=4, letters=260, purpose=500),
    Room(rules=5, near=3, facts=8, points=3, letters=220, purpose=400),
    Room(rules=4, near=2, facts=6, points=3, letters=180, purpose=320),
    Room(rules=4, near=2, facts=5, points=2, letters=130, purpose=240),
    Room(rules=3, near=1, facts=3, points=2, letters=90, purpose=180),
)
"""From the most that may be told to the least; the first that fits two pages is taken."""


def pages(grounds: Grounds, *, lang: str) -> tuple[list[Block], list[Block]]:
    """Return both pages with as much told as they hold: the facts before the near misses where these fit."""
    first = partial(first_page, grounds, lang=lang, has_facts=True)
    has_facts = height(first(LADDER[AT_EASE])) <= PAGE_POINTS
    return (
        fitted(partial(first_page, grounds, lang=lang, has_facts=has_facts), LADDER),
        fitted(partial(second_page, grounds, lang=lang, has_facts=not has_facts), LADDER),
    )


def first_page(grounds: Grounds, room: Room, *, lang: str, has_facts: bool = False) -> list[Block]:
    """Return what the product is, its class, its route, and the rules that were considered."""
    return [
        *identity(grounds, lang=lang, purpose=room.purpose, letters=room.letters),
        *outcome(grounds, lang=lang, letters=room.letters),
        *_fired(grounds, room, lang),
        *_unsure(grounds, room, lang),
        *(stated_facts(grounds, lang=lang, most=room.facts, letters=room.letters) if has_facts else ()),
        *_near(grounds, room, lang),
        *_others(grounds, room, lang),
    ]  # fmt: skip


def second_page(grounds: Grounds, room: Room, *, lang: str, has_facts: bool = True) -> list[Block]:
    """Return facts and who said them, judgements, works and limits, and the line to sign on."""
    return [
        *(stated_facts(grounds, lang=lang, most=room.facts, letters=room.letters) if has_facts else ()),
        *other_facts(grounds, lang=lang, points=room.points),
        *judgements(grounds, lang=lang, most=room.points, letters=room.letters),
        *works(grounds, lang=lang, most=room.points),
        *limits_of(grounds, lang=lang, most=room.points),
        *_signature(lang),
    ]  # fmt: skip


def _fired(grounds: Grounds, room: Room, lang: str) -> Iterator[Block]:
    verdict = grounds.verdict
    found = [*verdict.because, *verdict.marks, *verdict.guidance]
    yield heading(say("rationale", "fired", lang=lang, count=len(found) - len(verdict.guidance)), level=3)
    if not found:
        yield paragraph(say("rationale", "fired-none", lang=lang))
        return
    head = [say("rationale", key, lang=lang) for key in ("class", "rule", "where", "force")]
    aids = {aid.rule for aid in verdict.guidance}
    rows = [
        [
            _outcome(grounds, rule, lang),
            cut(_told(rule, grounds, lang), room.letters),
            _where(rule, lang),
            say("rationale", f"{'aid' if rule.rule in aids else rule.force.value}-kind", lang=lang),
        ]
        for rule in found[: room.rules]
    ]  # fmt: skip
    yield table([head], rows, widths=RULE_WIDTHS, left=(0, 1, 2, 3))
    yield from _more("more-rules", len(found) - room.rules, lang)


def _told(rule: Finding, grounds: Grounds, lang: str) -> str:
    """A rule in our words; of a reading aid also whether the law says the same."""
    words, verdict = Wording(lang), grounds.verdict
    says = words.rule(verdict.regime, rule)
    if rule not in verdict.guidance or not verdict.is_settled:
        return says
    return words.say("aid-agrees" if rule.outcome in verdict.outcomes else "aid-differs", says=says)


def _near(grounds: Grounds, room: Room, lang: str) -> Iterator[Block]:
    found, most = grounds.near_misses, min(room.near, MOST_NEAR)
    if not found:
        yield paragraph(say("rationale", "near-none", lang=lang))
        return
    yield heading(say("rationale", "near", lang=lang, count=len(found)), level=3)
    told = [(rule, " ".join(in_the_way(one, lang) for one in rule.blocked)) for rule in found[:most]]
    yield _rule_table(grounds, told, last="why-not", room=room, lang=lang)
    yield from _more("more-rules", len(found) - most, lang)


def _unsure(grounds: Grounds, room: Room, lang: str) -> Iterator[Block]:
    """The rules that wait, where the class is not settled; those of the law itself, not what they lead to."""
    found = [rule for rule in grounds.verdict.unsure if rule.outcome in grounds.verdict.outcomes]
    if not found:
        return
    yield heading(say("rationale", "unsure", lang=lang, count=len(found)), level=3)
    question = Wording(lang).question
    told = [(rule, " ".join(question(fact) for fact in rule.missing)) for rule in found[: room.near]]
    yield _rule_table(grounds, told, last="waits", room=room, lang=lang)
    yield from _more("more-rules", len(found) - room.near, lang)


def _rule_table(
    grounds: Grounds, told: Sequence[tuple[Finding, str]], *, last: str, room: Room, lang: str
) -> Block:
    """Rules with their class, words and place, and in the last column why each did not fire yet."""
    head = [say("rationale", key, lang=lang) for key in ("class", "rule", "where", last)]
    rows = [
        [
            _outcome(grounds, rule, lang),
            cut(Wording(lang).rule(grounds.verdict.regime, rule), room.letters),
            _where(rule, lang),
            cut(reason, room.letters),
        ]
        for rule, reason in told
    ]
    return table([head], rows, widths=NEAR_WIDTHS, left=(0, 1, 2, 3))


def _more(key: str, count: int, lang: str) -> Iterator[Block]:
    if count > 0:
        yield paragraph(say("rationale", key, lang=lang, count=count), look="small")


def _others(grounds: Grounds, room: Room, lang: str) -> Iterator[Block]:
    """The rules that are not told one by one: those nobody answered by their places, the others by number."""
    verdict = grounds.verdict
    if verdict.outcomes == (verdict.out,):
        yield paragraph(say("rationale", "others-out", lang=lang, count=grounds.others), look="small")
        return
    if places := unanswered_places(verdict, lang=lang):
        most = 4 * room.points
        more = [say("rationale", "more", lang=lang, count=len(places) - most)] if len(places) > most else []
        told = ", ".join([*places[:most], *more])
        text = say("rationale", "unanswered", lang=lang, count=grounds.unanswered, places=told)
        yield paragraph(text, look="small")
    key = {0: "others-none", 1: "others-one"}.get(grounds.others, "others")
    yield paragraph(say("rationale", key, lang=lang, count=grounds.others), look="small")


def _outcome(grounds: Grounds, rule: Finding, lang: str) -> str:
    if rule.outcome == grounds.verdict.out:
        return Wording(lang).say("no-class")
    return Wording(lang).label(grounds.verdict.regime, rule.outcome)


def _where(rule: Finding, lang: str) -> str:
    """The place of a rule with what its reading follows, and a mark where its text was not read."""
    at = Wording(lang).place(rule.cite)
    if rule.force is not Force.LAW:
        at = ", ".join(part for part in (short(rule.cite), at) if part)
    if rule.guides:
        guides = "; ".join(f"{short(guide)} {Wording(lang).place(guide)}".strip() for guide in rule.guides)
        at = say("rationale", "followed", lang=lang, place=at, guides=guides)
    marks = {Confidence.UNCHECKED: "unread-mark", Confidence.PARTLY_READ: "partly-mark"}
    told = say("rationale", marks[rule.confidence], lang=lang, place=at) if rule.confidence in marks else at
    return told[:1].upper() + told[1:]


def _signature(lang: str) -> Iterator[Block]:
    yield heading(say("rationale", "signed", lang=lang), level=3)
    head = [say("rationale", f"sign-{key}", lang=lang) for key in ("name", "role", "day", "hand")]
    row = table([head], [["\u00a0\n\u00a0\n\u00a0", "", "", ""]], widths=(3, 3, 2, 4), left=(0, 1, 2, 3))
    yield {**row, "signature": True}
