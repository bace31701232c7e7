"""Which codes of a list a product's words and facts point to: a score between 0 and 1, with reasons.

The score is how much of what was asked a code answers, times how much of the code's own name was asked
for: "Oximeter" answers "oximeter" better than "Oximeter, Fetal Pulse" does. Rare words count more.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from fram.access.codes.device_code import Code
from fram.access.codes.words import Idea, Way

GOOD, WORTH_SHOWING = 0.36, 0.2
"""A score from which a code is proposed; below it, one that is only shown as near; below that, none is."""
IN_NAME, IN_MORE = 1.0, 0.5
"""What a word counts in the name of a code, and in its definition or in the names above it."""
WEIGHED = 6
"""So many of the heaviest ideas count as what was asked: a long text is not punished for its length."""
STEEPNESS = 1.3
"""The weight of an idea is its rarity to this power: one rare word says more than two common ones."""
UNHEARD, HEAVIEST = 5.0, 7.5
"""The weight of a word that no code of the list has, and the most that any word weighs."""
NAME_SHARE = 0.45
"""How much of the score hangs on the code's own name."""

Kind = Literal["code", "name", "more", "agrees", "disagrees", "status"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """One reason for or against a code.

    ``code``: it was named itself. ``name`` and ``more``: ``words`` of the product that stand there, each as
    written or as ``said = meant``. ``agrees`` and ``disagrees``: the fact ``about``. ``status``: what the
    publisher says of the code (reprocessed, export only …).
    """

    kind: Kind
    words: tuple[str, ...] = ()
    about: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A code with its words as stems: ``name``, and ``more`` for what else is said of it.

    ``head``: those of the name's first part. FDA writes the thing first and what it is for after a comma:
    "Wheelchair, Powered" is a wheelchair, "Belt, Wheelchair" is not.
    """

    code: Code
    name: frozenset[str]
    head: frozenset[str]
    more: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """A code the words point to, its score and the reasons; ``unmet``: words it does not answer."""

    code: Code
    score: float
    reasons: tuple[Reason, ...]
    unmet: tuple[str, ...] = ()

    @property
    def is_good(self) -> bool:
        """Whether it may be proposed at all."""
        return self.score >= GOOD


@dataclass(frozen=True, slots=True, kw_only=True)
class Rarity:
    """How many codes of the list have a stem: the rarer, the more it says."""

    counts: Mapping[str, int]
    total: int

    def of(self, stem: str) -> float:
        """Return the weight of a stem: ln(1 + (N - n + ½) / (n + ½)), as in BM25."""
        count = self.counts.get(stem, 0)
        return math.log1p((self.total - count + 0.5) / (count + 0.5)) if count else UNHEARD

    def of_idea(self, idea: Idea) -> float:
        """Return the weight of an idea: of the way to say it that the list knows best."""
        known = [way for way in idea.ways if all(self.counts.get(stem) for stem in way.stems)]
        heaviest = max((self._mean(way) * way.share for way in known), default=UNHEARD)
        return min(heaviest, HEAVIEST) ** STEEPNESS * idea.weight

    def whole(self, stems: Iterable[str]) -> float:
        """Return the weight of all stems together."""
        return sum(map(self.of, stems))

    def _mean(self, way: Way) -> float:
        return self.whole(way.stems) / len(way.stems)


def rank(entries: Iterable[Entry], *, asked: Iterable[Idea], rarity: Rarity) -> tuple[Match, ...]:
    """Return the codes by their words alone, best first; of equals the one with the shorter name."""
    weights = {idea: rarity.of_idea(idea) for idea in asked}
    whole = sum(sorted(weights.values(), reverse=True)[:WEIGHED])
    if not whole:
        return ()
    found = [_match(entry, weights, whole=whole, rarity=rarity) for entry in entries]
    return tuple(sorted(found, key=_order))


def _order(match: Match) -> tuple[float, int, str]:
    return (-match.score, len(match.code.name), match.code.code)


def _match(entry: Entry, weights: Mapping[Idea, float], *, whole: float, rarity: Rarity) -> Match:
    answered, met = 0.0, set[str]()
    words: dict[Kind, list[str]] = {"name": [], "more": []}
    unmet = []
    for idea, weight in weights.items():
        value, way = max(
            ((_value(way, entry.name, entry.more), way) for way in idea.ways), key=lambda p: p[0]
        )
        if not value:
            unmet += [idea.said] if idea.weight == 1 else []
            continue
        answered += weight * value
        met.update(way.stems)
        where: Kind = "name" if entry.name.intersection(way.stems) else "more"
        words[where].append(idea.said if way.shown == idea.said else f"{idea.said} = {way.shown}")
    meant = rarity.whole(entry.name & met) + rarity.whole(entry.head & met)
    of_name = meant / ((rarity.whole(entry.name) + rarity.whole(entry.head)) or 1.0)
    score = min(answered / whole, 1.0) * (1 - NAME_SHARE + NAME_SHARE * of_name)
    reasons = tuple(Reason(kind=kind, words=tuple(said)) for kind, said in words.items() if said)
    return Match(code=entry.code, score=score, reasons=reasons, unmet=tuple(unmet))


def _value(way: Way, named: frozenset[str], more: frozenset[str]) -> float:
    """What a way to say it counts here: nothing unless every stem of it is there."""
    total = 0.0
    for stem in way.stems:
        if stem in named:
            total += IN_NAME
        elif stem in more:
            total += IN_MORE
        else:
            return 0.0
    return way.share * total / len(way.stems)
