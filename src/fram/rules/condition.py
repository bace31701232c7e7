"""What a legal rule asks of a product, as a small tree that can be judged, questioned and printed.

A rule's text is written with ``is_yes``, ``is_one_of`` and ``&``, ``|``, ``~``. The tree can then say whether
it holds (yes, no or not known yet), which answers are missing, and which would have to be otherwise.
"""

from __future__ import annotations

import math
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from fram.terms.logic import Truth

Said = str | frozenset[str] | float
"""One answer: a word, several at once, an amount."""
Settled = Mapping[str, Said]
"""Answers as conditions read them: words, several at once as a set, amounts; what is unknown is absent."""

Judge = Callable[[Settled], int]
"""0 for no, 1 for not known yet, 2 for yes: the values of ``Truth``, which this spares in the inner loop."""
NO, UNKNOWN, YES = Truth.NO.value, Truth.UNKNOWN.value, Truth.YES.value


def settle(facts: Mapping[str, Any]) -> dict[str, Said]:
    """Return answers in words: ``True`` is ``yes``, several answers a set; numbers stay, days fall out."""
    words: dict[str, Said] = {}
    for name, value in facts.items():
        if isinstance(value, str):
            words[name] = value
        elif isinstance(value, bool):
            words[name] = "yes" if value else "no"
        elif isinstance(value, tuple | list | frozenset):
            words[name] = frozenset(value)
        elif isinstance(value, int | float):
            words[name] = float(value)
    return words


@dataclass(frozen=True, slots=True)
class Blocked:
    """One answer that stands in a rule's way: what was said, and what would let the rule fire."""

    fact: str
    said: str
    wanted: tuple[str, ...]
    unless: bool = False
    """True where ``wanted`` lists what the answer must not be."""


class Condition(ABC):
    """A test on answers. Combine with ``&``, ``|`` and ``~``; it refuses to be used as a bool."""

    judge: Judge

    def __and__(self, other: Condition) -> Condition:
        return All((*_parts(self, All), *_parts(other, All)))

    def __or__(self, other: Condition) -> Condition:
        return AnyOf((*_parts(self, AnyOf), *_parts(other, AnyOf)))

    @abstractmethod
    def __invert__(self) -> Condition: ...

    def __bool__(self) -> bool:
        raise TypeError("a Condition is not a bool: combine with &, | and ~")

    @abstractmethod
    def leaves(self) -> Iterator[Leaf]:
        """Yield the single questions in it."""

    @abstractmethod
    def missing(self, facts: Settled) -> tuple[str, ...]:
        """Return the facts whose answers could still decide it; empty when it is decided."""

    @abstractmethod
    def blocked(self, facts: Settled) -> tuple[Blocked, ...]:
        """Return the fewest answers that would have to be otherwise; empty when it is not a no."""

    def truth(self, facts: Mapping[str, Any]) -> Truth:
        """Return yes, no or unknown for answers as a profile holds them."""
        return Truth(self.judge(settle(facts)))


@dataclass(frozen=True)
class Leaf(Condition):
    """One fact has one of these answers; or, with ``wanted`` False, has none of them."""

    fact: str
    values: tuple[str, ...]
    wanted: bool = True
    judge: Judge = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "judge", _leaf_judge(self.fact, frozenset(self.values), wanted=self.wanted))

    def __invert__(self) -> Condition:
        return Leaf(self.fact, self.values, not self.wanted)

    def leaves(self) -> Iterator[Leaf]:
        yield self

    def missing(self, facts: Settled) -> tuple[str, ...]:
        return () if self.fact in facts else (self.fact,)

    def blocked(self, facts: Settled) -> tuple[Blocked, ...]:
        if self.judge(facts) != NO:
            return ()
        return (Blocked(self.fact, spoken(facts[self.fact]), self.values, not self.wanted),)


@dataclass(frozen=True)
class Amount(Condition):
    """One fact's number lies between two limits, both included, in the fact's unit; or, with ``wanted``
    False, does not.
    """

    fact: str
    low: float = -math.inf
    high: float = math.inf
    wanted: bool = True
    judge: Judge = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "judge", self._judged)

    def _judged(self, facts: Settled) -> int:
        said = facts.get(self.fact)
        if not isinstance(said, float):
            return UNKNOWN
        return YES if (self.low <= said <= self.high) is self.wanted else NO

    def __invert__(self) -> Condition:
        return Amount(self.fact, self.low, self.high, not self.wanted)

    def leaves(self) -> Iterator[Leaf]:
        yield Leaf(self.fact, ())

    def missing(self, facts: Settled) -> tuple[str, ...]:
        return () if isinstance(facts.get(self.fact), float) else (self.fact,)

    def blocked(self, facts: Settled) -> tuple[Blocked, ...]:
        if self.judge(facts) != NO:
            return ()
        limits = ((self.low, "at least"), (self.high, "at most"))
        wanted = tuple(f"{word} {limit:g}" for limit, word in limits if math.isfinite(limit))
        return (Blocked(self.fact, spoken(facts[self.fact]), wanted, not self.wanted),)


@dataclass(frozen=True)
class Unsaid(Condition):
    """Left out by a worked case. Not knowing is a no here: a company is asked, and cannot answer with
    none.
    """

    fact: str
    judge: Judge = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "judge", lambda facts: YES if facts.get(self.fact) == "none" else NO)

    def __invert__(self) -> Condition:
        raise TypeError("not knowing would then count as a yes: name the answers instead")

    def leaves(self) -> Iterator[Leaf]:
        yield Leaf(self.fact, ("none",))

    def missing(self, facts: Settled) -> tuple[str, ...]:
        return ()

    def blocked(self, facts: Settled) -> tuple[Blocked, ...]:
        return () if self.judge(facts) != NO else (Blocked(self.fact, "", ()),)


@dataclass(frozen=True)
class Joined(Condition):
    """Several parts, of which all or at least one must hold."""

    parts: tuple[Condition, ...]
    judge: Judge = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "judge", self._joined(tuple(part.judge for part in self.parts)))

    @staticmethod
    @abstractmethod
    def _joined(parts: tuple[Judge, ...]) -> Judge: ...

    def leaves(self) -> Iterator[Leaf]:
        for part in self.parts:
            yield from part.leaves()

    def missing(self, facts: Settled) -> tuple[str, ...]:
        return _missing(self, facts)


@dataclass(frozen=True)
class All(Joined):
    """Every part holds."""

    @staticmethod
    def _joined(parts: tuple[Judge, ...]) -> Judge:
        return _all_judge(parts)

    def __invert__(self) -> Condition:
        return AnyOf(tuple(~part for part in self.parts))

    def blocked(self, facts: Settled) -> tuple[Blocked, ...]:
        return tuple(blocked for part in self.parts for blocked in part.blocked(facts))


@dataclass(frozen=True)
class AnyOf(Joined):
    """At least one part holds."""

    @staticmethod
    def _joined(parts: tuple[Judge, ...]) -> Judge:
        return _any_judge(parts)

    def __invert__(self) -> Condition:
        return All(tuple(~part for part in self.parts))

    def blocked(self, facts: Settled) -> tuple[Blocked, ...]:
        if self.judge(facts) != NO:
            return ()
        return min((part.blocked(facts) for part in self.parts), key=len)


def is_one_of(fact: str, *values: str) -> Condition:
    """The fact has one of these answers."""
    return Leaf(fact, values)


def is_yes(fact: str) -> Condition:
    """The fact was answered with yes."""
    return Leaf(fact, ("yes",))


def is_no(fact: str) -> Condition:
    """The fact was answered with no."""
    return Leaf(fact, ("no",))


def is_unsaid(fact: str) -> Condition:
    """A worked case says nothing of this fact, which stands there as none. Never true of a company's
    answers.
    """
    return Unsaid(fact)


def is_at_least(fact: str, limit: float) -> Condition:
    """The fact's number is the limit or more, in the fact's unit."""
    return Amount(fact, low=limit)


def is_at_most(fact: str, limit: float) -> Condition:
    """The fact's number is the limit or less, in the fact's unit."""
    return Amount(fact, high=limit)


def spoken(said: Said) -> str:
    """Return an answer as text: several in the order of the alphabet, an amount without idle zeros."""
    if isinstance(said, float):
        return f"{said:g}"
    return said if isinstance(said, str) else ", ".join(sorted(said))


def _parts(condition: Condition, kind: type[All] | type[AnyOf]) -> tuple[Condition, ...]:
    return condition.parts if isinstance(condition, kind) else (condition,)


def _missing(whole: Joined, facts: Settled) -> tuple[str, ...]:
    if whole.judge(facts) != UNKNOWN:
        return ()
    return tuple(dict.fromkeys(name for part in whole.parts for name in part.missing(facts)))


# Judges are closures, not methods: a book asks a hundred of them for every product.


def _leaf_judge(fact: str, values: frozenset[str], *, wanted: bool) -> Judge:
    hit, miss = (YES, NO) if wanted else (NO, YES)

    def judge(facts: Settled) -> int:
        said = facts.get(fact)
        if said is None:
            return UNKNOWN
        if isinstance(said, str):
            return hit if said in values else miss
        if isinstance(said, float):
            return UNKNOWN  # an amount answers no question of words
        return miss if values.isdisjoint(said) else hit

    return judge


def _all_judge(parts: tuple[Judge, ...]) -> Judge:
    def judge(facts: Settled) -> int:
        found = YES
        for part in parts:
            truth = part(facts)
            if truth == NO:
                return NO
            if truth < found:
                found = truth
        return found

    return judge


def _any_judge(parts: tuple[Judge, ...]) -> Judge:
    def judge(facts: Settled) -> int:
        found = NO
        for part in parts:
            truth = part(facts)
            if truth == YES:
                return YES
            if truth > found:
                found = truth
        return found

    return judge
