"""Look-up of codes by a product's words: the best codes with reasons, or what to do where none fits."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from fram.access.codes.agreement import software_stems, with_facts
from fram.access.codes.device_code import Code, EmdnCode, System
from fram.access.codes.scoring import GOOD, WORTH_SHOWING, Entry, Match, Rarity, Reason, rank
from fram.access.codes.words import Idea, Way, ideas, stem, stems_of
from fram.knowledge.access.codes import device_words
from fram.store.codes import CodeIndex, Listed
from fram.terms.errors import Refused
from fram.workspace.access.codes.table import Table, code_from, find_code, table
from fram.workspace.access.product import Given, product_of

CANDIDATES = 150
"""So many codes, nearest by the index's own measure, are weighed with reasons."""
WEIGHED_WITH_FACTS = 50
"""So many of them, best first, are held against the facts too: what comes later cannot rise to the top."""
TELLING = 0.12
"""A stem that a larger share of the codes has is not asked of the index, unless there is no other."""
NEAR_SPELLING, SHORTEST = 88, 5
"""How alike (0 to 100) a word must be to one of the list to be read as it, and from which length on."""
MISREAD = 0.8
"""What a word counts that was read as one like it."""
NOT_FOR = re.compile(
    r"\b(?:not|never|ikke|aldri)\s+(?:intended\s+|beregnet\s+|ment\s+)?(?:for|to|til)\b[^.;]*", re.IGNORECASE
)
SOFTWARE_ELSE = {"emdn": "V92", "cpv": "48180000"}
"""Medical software that no other code names, by list."""
HEAD = re.compile(r", | - ")
"""Ends the first part of a name."""
LONGEST = 4000
"""Letters of a text that are read: an intended purpose is shorter."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CodesFound:
    """The answer: ``matches`` best first. ``asked``: the words; ``facts``: what else was weighed.

    ``fits``: whether the best may be proposed; else ``matches`` are only near, or there are none.
    ``unheard``: words that no code of the list has, nor any of our synonyms for them. ``stated``: FDA's code
    that the company file states, as the list has it.
    """

    system: System
    asked: str
    matches: tuple[Match, ...]
    fits: bool
    unheard: tuple[str, ...]
    facts: Mapping[str, Any]
    table: Table
    stated: Code | None = None


def codes(
    words: str = "", *, product: Given | None = None, system: str = "fda", limit: int = 5,
    home: Path | None = None,
) -> CodesFound:  # fmt: skip
    """Return the codes that words, or the intended purpose of a product, point to: best first, with reasons.

    ``product``: a profile or the path of a company file; its facts (implant, life-sustaining, test on
    samples, software, lay users) count too. Raises ``Refused`` where there is nothing to look up.
    """
    facts: Mapping[str, Any] = {}
    if product is not None:
        profile, _ = product_of(product, on=date.max)
        facts = profile.facts
        words = words or profile.intended_purpose or " ".join(profile.claims)
    asked = words.strip()[:LONGEST]
    if not asked:
        raise Refused(
            "there is nothing to look up", where="product.intended_purpose" if product else "WORDS",
            remedy="say in some words what the product is and does", kind="invalid" if product else "usage",
        )  # fmt: skip
    found = table(system, home=home)
    meant = _meant(asked, found)
    matches = _named(asked, found, home=home) or _weighed(meant, found, facts)
    shown = tuple(match for match in matches if match.score >= WORTH_SHOWING)
    if not (shown and shown[0].is_good):
        shown = (*_rest(meant, found, facts), *shown)
    stated = str(facts.get("fda_product_code") or "") if found.system == "fda" else ""
    return CodesFound(
        system=found.system, asked=asked, matches=shown[: max(limit, 1)], table=found, facts=facts,
        fits=bool(shown) and shown[0].is_good, unheard=_unheard(meant, found.index),
        stated=find_code(stated, system="fda", home=home) if stated else None,
    )  # fmt: skip


def _meant(asked: str, found: Table) -> tuple[Idea, ...]:
    """The ideas of the words; what the product is not for is no word of it."""
    known = device_words()
    said = NOT_FOR.sub(" ", asked)
    return tuple(_respelt(ideas(said, synonyms=known.synonyms, little=known.little), found))


def _rest(meant: tuple[Idea, ...], found: Table, facts: Mapping[str, Any]) -> tuple[Match, ...]:
    """The list's code for software that no other names, where nothing else fits software."""
    said = any(software_stems().intersection(way.stems) for idea in meant for way in idea.ways)
    if found.system not in SOFTWARE_ELSE or not (
        facts.get("device_kind") == "software" or (not facts and said)
    ):
        return ()
    code = find_code(SOFTWARE_ELSE[found.system], system=found.system)
    assert code is not None  # it ships
    return (Match(code=code, score=GOOD, reasons=(Reason(kind="status", about="rest"),)),)


def _named(asked: str, found: Table, *, home: Path | None) -> tuple[Match, ...]:
    """The code itself, where somebody wrote one and nothing else, or `product code DQA`."""
    last = asked.replace(":", " ").split()[-1]
    is_code = asked == last or asked.lower().startswith(("product code", "produktkode", "emdn", "code "))
    code = find_code(last, system=found.system, home=home) if is_code else None
    return (Match(code=code, score=1.0, reasons=(Reason(kind="code", words=(last,)),)),) if code else ()


def _weighed(meant: tuple[Idea, ...], found: Table, facts: Mapping[str, Any]) -> tuple[Match, ...]:
    stems = {stem for idea in meant for way in idea.ways for stem in way.stems}
    counts = found.index.counts(stems)
    telling = [stem for stem in counts if counts[stem] <= TELLING * found.size]
    rows = found.index.with_any(sorted(telling or counts), limit=CANDIDATES)
    entries = [entry for row in rows if _may_be_given((entry := _entry(row)).code)]
    known = found.index.counts(stems.union(*(entry.name for entry in entries)))
    ranked = rank(entries, asked=meant, rarity=Rarity(counts=known, total=found.size))
    told = [with_facts(match, facts=facts, asked=frozenset(stems)) for match in ranked[:WEIGHED_WITH_FACTS]]
    return tuple(sorted(told, key=lambda match: -match.score))


def _entry(row: Listed) -> Entry:
    code = code_from(row.fields)
    return Entry(
        code=code, name=frozenset(row.name.split()), head=frozenset(stems_of(HEAD.split(code.name)[0])),
        more=frozenset(row.more.split()),
    )  # fmt: skip


def _may_be_given(code: Code) -> bool:
    """Only the lowest nodes of the European nomenclature may be given to a product."""
    return not isinstance(code, EmdnCode) or code.terminal


def _respelt(meant: tuple[Idea, ...], found: Table) -> list[Idea]:
    """The ideas, a word the list does not know read as the one nearest to it in spelling."""
    counts = found.index.counts({stem for idea in meant for way in idea.ways for stem in way.stems})
    return [
        idea if any(stem in counts for way in idea.ways for stem in way.stems) else _read_as_near(idea, found)
        for idea in meant
    ]


def _read_as_near(idea: Idea, found: Table) -> Idea:
    from rapidfuzz import fuzz, process

    if len(idea.said) < SHORTEST or " " in idea.said:
        return idea
    near = process.extractOne(
        stem(idea.said), _vocabulary(found.index), scorer=fuzz.ratio, score_cutoff=NEAR_SPELLING
    )
    if near is None:
        return idea
    return Idea(said=idea.said, ways=(*idea.ways, Way(stems=(near[0],), share=MISREAD, shown=f"{near[0]}…")))


@cache
def _vocabulary(index: CodeIndex) -> tuple[str, ...]:
    return tuple(word for word in index.vocabulary() if len(word) >= SHORTEST - 1)


def _unheard(meant: tuple[Idea, ...], index: CodeIndex) -> tuple[str, ...]:
    counts = index.counts({stem for idea in meant for way in idea.ways for stem in way.stems})
    return tuple(
        idea.said
        for idea in meant
        if idea.weight == 1 and not any(all(stem in counts for stem in way.stems) for way in idea.ways)
    )
