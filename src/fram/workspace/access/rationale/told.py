"""The second page of a rationale: facts and who said them, judgements, works read, and limits."""

from __future__ import annotations

from collections.abc import Iterator

from fram.rules.verdict import Force
from fram.workspace.access.phrases import say
from fram.workspace.access.rationale.citing import answer, work
from fram.workspace.access.rationale.grounds import Grounds, Used
from fram.workspace.access.verdict_page import DEVICE_CLASS
from fram.workspace.access.wording import Wording
from fram.workspace.papers.numerals import Numerals
from fram.workspace.papers.printed.sheets.blocks import (
    Block,
    cut,
    heading,
    paragraph,
    phrases,
    sentences,
    table,
)

FACT_WIDTHS = (46, 20, 34)
JUDGED_WIDTHS = (46, 54)
INVENTED = "(invented)"
"""Stands in the name of every demonstration company."""


def stated_facts(grounds: Grounds, *, lang: str, most: int, letters: int) -> Iterator[Block]:
    """Yield the stated facts with who said them."""
    stated = [used for used in _beside(grounds) if used.told is not None]
    yield heading(say("rationale", "facts", lang=lang, count=len(stated)), level=3)
    if stated:
        head = [say("rationale", key, lang=lang) for key in ("fact", "answered", "who")]
        rows = [
            [
                cut(Wording(lang).question(used.fact), letters),
                cut(answer(used.fact, used.value, lang=lang), letters // 2),
                cut(_who(used, lang), letters),
            ]
            for used in stated[:most]
        ]
        yield table([head], rows, widths=FACT_WIDTHS, left=(0, 1, 2))
        yield from _left_out(grounds, stated, most, lang)
    else:
        yield paragraph(say("rationale", "facts-none", lang=lang))


def other_facts(grounds: Grounds, *, lang: str, points: int) -> Iterator[Block]:
    """Yield what was worked out and what is not known."""
    yield _worked_out(grounds, points, lang)
    yield _not_known(grounds, points, lang)


def _beside(grounds: Grounds) -> tuple[Used, ...]:
    """The facts that are told among the facts: all but the judgements, which have a table of their own."""
    return tuple(used for used in (*grounds.used, *grounds.further) if used not in grounds.judged)


def _left_out(grounds: Grounds, stated: list[Used], most: int, lang: str) -> Iterator[Block]:
    parts = []
    if len(stated) > most:
        hangs = any(used in grounds.used for used in stated[most:])
        parts.append(
            say(
                "rationale", "more-facts-near" if hangs else "more-facts", lang=lang, count=len(stated) - most
            )
        )
    unnamed = sum(not (used.told and used.told.who) for used in stated)
    if unnamed:
        parts.append(say("rationale", "unnamed", lang=lang, count=unnamed, all=len(stated)))
    if parts:
        yield paragraph(_joined(parts), look="small")


def _joined(parts: list[str]) -> str:
    return " ".join(part if part.endswith(".") else f"{part}." for part in parts)


def _who(used: Used, lang: str) -> str:
    """Who gave an answer, when, and on what; what the file leaves out is said to be missing."""
    told = used.told
    if told is None:
        return _source(used, lang)
    if not (told.who or told.evidence):
        return say("rationale", "nobody", lang=lang)
    day = Numerals(lang=lang).day(told.on) if told.on else ""
    who = told.who or say("rationale", "nobody", lang=lang)
    ground = told.evidence or say("rationale", "evidence-none", lang=lang)
    return f"{', '.join(part for part in (who, day) if part)}: {ground}"


def _source(used: Used, lang: str) -> str:
    """What an answer follows from, as the file names it."""
    if used.follows in ("", "the other facts"):
        return say("rationale", "source-other", lang=lang)
    if used.follows == DEVICE_CLASS:
        return Wording(lang).say("device-class")
    return Wording(lang).listed(used.follows.split(" · "), joiner="and")


def _worked_out(grounds: Grounds, most: int, lang: str) -> Block:
    found = [used for used in _beside(grounds) if used.told is None]
    told = [
        say(
            "rationale", "assumed-told", lang=lang, question=Wording(lang).question(used.fact),
            answer=answer(used.fact, used.value, lang=lang), source=_source(used, lang),
        )
        for used in found[:most]
    ]  # fmt: skip
    return _listed("assumed", told, len(found) - most, lang)


def _not_known(grounds: Grounds, most: int, lang: str) -> Block:
    told = [Wording(lang).question(fact) for fact in grounds.waiting[: 2 * most]]
    return _listed("waiting", told, len(grounds.waiting) - 2 * most, lang)


def _listed(key: str, told: list[str], more: int, lang: str) -> Block:
    texts = told or [say("rationale", f"{key}-none", lang=lang)]
    if more > 0:
        texts = [*texts, say("rationale", "more", lang=lang, count=more)]
    return phrases(texts, name=say("rationale", key, lang=lang))


def judgements(grounds: Grounds, *, lang: str, most: int, letters: int) -> Iterator[Block]:
    """Yield what people weighed, who did and on what; and what nobody has weighed yet."""
    yield heading(say("rationale", "judged", lang=lang), level=3)
    awaited = [
        [Wording(lang).question(fact), say("rationale", "judged-open", lang=lang)]
        for fact in grounds.judged_open
    ]
    made = [[Wording(lang).question(used.fact), cut(_judged(used, lang), letters)] for used in grounds.judged]
    found = [*awaited, *made]
    if not found:
        yield paragraph(say("rationale", "judged-none", lang=lang))
        return
    head = [say("rationale", key, lang=lang) for key in ("fact", "judged-head")]
    yield table([head], found[:most], widths=JUDGED_WIDTHS, left=(0, 1))
    if len(found) > most:
        yield paragraph(say("rationale", "more", lang=lang, count=len(found) - most), look="small")


def _judged(used: Used, lang: str) -> str:
    told = answer(used.fact, used.value, lang=lang)
    if used.told is None:
        return say("rationale", "judged-follows", lang=lang, answer=told, source=_source(used, lang))
    if not used.told.who:
        return say("rationale", "judged-nobody", lang=lang, answer=told)
    return say("rationale", "judged-told", lang=lang, answer=told, who=_who(used, lang).rstrip("."))


def works(grounds: Grounds, *, lang: str, most: int) -> Iterator[Block]:
    """Yield the works the told rules stand in, by how binding they are."""
    yield heading(say("rationale", "works", lang=lang), level=3)
    rows = []
    for force in Force:
        found = ["\n".join(filter(None, (work(cite, lang), cite.url))) for cite in grounds.works(force)]
        if force is Force.PROPOSAL and not found:
            continue
        more = [say("rationale", "more", lang=lang, count=len(found) - most)] if len(found) > most else []
        texts = [*found[:most], *more] or [say("rationale", "works-none", lang=lang)]
        rows.append((say("rationale", f"works-{force.value}", lang=lang), "\n".join(texts).split("\n")))
    yield sentences(rows)


def limits_of(grounds: Grounds, *, lang: str, most: int) -> Iterator[Block]:
    """Yield what was not read, what is coded of the law, and that this is no advice."""
    yield heading(say("rationale", "limits", lang=lang), level=3)
    rules = list(dict.fromkeys(Wording(lang).place(found.cite) for found in grounds.unchecked))
    if rules:
        more = f" {say('rationale', 'more', lang=lang, count=len(rules) - most)}" if len(rules) > most else ""
        yield paragraph(
            say("rationale", "unchecked", lang=lang, rules="; ".join(rules[:most]) + more), look="strong"
        )
    lines = [] if rules else [say("rationale", "all-read", lang=lang)]
    if covers := Wording(lang).covers(grounds.verdict):
        lines.append(_joined([say("rationale", "covers", lang=lang, covers=covers)]))
    lines.append(say("rationale", "no-advice", lang=lang))
    if INVENTED in grounds.file.company.name:
        lines.append(say("rationale", "invented", lang=lang))
    yield paragraph(" ".join(lines), look="small")
