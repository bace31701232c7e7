"""One matching kernel for many catalogues: hard rules, then a sum of named parts, with every reason.

An item that breaks a hard rule is left out with the first rule it breaks. The others get a score that is
exactly the sum of its parts. Each part is a weight of zero or more times a degree between 0 and 1, so one
more fact that speaks for an item never lowers its score, and the order of items or facts never matters.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from fram.terms.errors import Refused
from fram.terms.logic import Truth

Facts = TypeVar("Facts")
Item = TypeVar("Item")


@dataclass(frozen=True, slots=True, kw_only=True)
class HardRule(Generic[Facts, Item]):
    """A condition an item must not break. ``holds`` says YES, NO, or UNKNOWN for want of a fact."""

    name: str
    holds: Callable[[Facts, Item], Truth]
    ask: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Part(Generic[Facts, Item]):
    """A named part of the score: ``weight`` times ``degree``, from 0 to 1, which more facts only raise."""

    name: str
    weight: float
    degree: Callable[[Facts, Item], float]

    def __post_init__(self) -> None:
        if self.weight < 0:
            raise Refused(
                f"part `{self.name}` weighs {self.weight}",
                why="a part below zero would let a matching fact lower the score",
                remedy="use a hard rule for what speaks against an item",
            )


@dataclass(frozen=True, slots=True, kw_only=True)
class Why:
    """What one part adds to a score."""

    part: str
    points: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Match(Generic[Item]):
    """An item that breaks no rule. ``why`` adds up to ``score``; ``unsure`` are rules nobody could judge."""

    item: Item
    key: str
    score: float
    why: tuple[Why, ...]
    unsure: tuple[str, ...] = ()
    ask: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOut(Generic[Item]):
    """An item that breaks a rule, and the first rule it breaks."""

    item: Item
    key: str
    why_not: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Matches(Generic[Item]):
    """What matched, best first (ties by key), and what was left out, by key."""

    ranked: tuple[Match[Item], ...]
    left_out: tuple[LeftOut[Item], ...]


def match(
    facts: Facts,
    *,
    items: Iterable[Item],
    key: Callable[[Item], str],
    rules: Sequence[HardRule[Facts, Item]],
    parts: Sequence[Part[Facts, Item]],
) -> Matches[Item]:
    """Return the items ranked by score with their reasons, and those left out with theirs.

    Keys must differ. A rule that says UNKNOWN keeps the item and names itself in ``unsure``.
    """
    ranked: list[Match[Item]] = []
    left_out: list[LeftOut[Item]] = []
    seen: set[str] = set()
    for item in items:
        name = key(item)
        if name in seen:
            raise Refused(f"two items are called `{name}`", remedy="give every item its own key")
        seen.add(name)
        truths = [(rule, rule.holds(facts, item)) for rule in rules]
        broken = next((rule.name for rule, truth in truths if truth is Truth.NO), None)
        if broken:
            left_out.append(LeftOut(item=item, key=name, why_not=broken))
        else:
            unsure = [rule for rule, truth in truths if truth is Truth.UNKNOWN]
            ranked.append(_scored(facts, item, key=name, parts=parts, unsure=unsure))
    return Matches(
        ranked=tuple(sorted(ranked, key=lambda m: (-m.score, m.key))),
        left_out=tuple(sorted(left_out, key=lambda out: out.key)),
    )


def _scored(
    facts: Facts,
    item: Item,
    *,
    key: str,
    parts: Sequence[Part[Facts, Item]],
    unsure: Sequence[HardRule[Facts, Item]],
) -> Match[Item]:
    why = tuple(Why(part=part.name, points=part.weight * _degree(part, facts, item)) for part in parts)
    return Match(
        item=item, key=key, score=sum(reason.points for reason in why),
        why=tuple(reason for reason in why if reason.points > 0),
        unsure=tuple(rule.name for rule in unsure), ask=tuple(dict.fromkeys(r.ask for r in unsure if r.ask)),
    )  # fmt: skip


def _degree(part: Part[Facts, Item], facts: Facts, item: Item) -> float:
    degree = part.degree(facts, item)
    if not 0 <= degree <= 1:
        raise Refused(f"part `{part.name}` gave {degree}", why="a degree lies between 0 and 1")
    return degree
