"""Designation codes: which a product needs, read from its facts; what they leave open stays open."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from fram.rules.condition import NO, YES, Condition, Settled, settle, spoken
from fram.terms.citation import Citation, Confidence
from fram.terms.logic import Truth

Words = Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Code:
    """One designation code with its short name (``en``, ``nb``)."""

    id: str
    name: Words

    @property
    def family(self) -> str:
        """The first letters, such as ``MDA``: what the code speaks of."""
        return self.id.partition(" ")[0]


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeRule:
    """When a product needs a code. ``sure`` False: facts alone never settle it, somebody must look."""

    code: str
    condition: Condition
    sure: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeBook:
    """The codes of one regulation in the law's order, and the rules from facts to codes.

    ``one_of``: the families of which a product gets exactly one code, the first in the list that fits.
    ``untold``: families that a product always needs a code of although no fact tells which.
    """

    regime: str
    codes: Mapping[str, Code]
    families: Mapping[str, Words]
    one_of: tuple[str, ...]
    rules: tuple[CodeRule, ...]
    cite: Citation
    guide: Citation
    confidence: Confidence
    untold: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class NeededCode:
    """A code the product surely needs (``YES``) or perhaps (``UNKNOWN``).

    ``because``: the answered facts that speak for it, each with its answer; ``missing``: those whose answers
    would settle it; ``choice``: one of several of which the product gets one.
    """

    code: Code
    truth: Truth
    because: tuple[tuple[str, str], ...] = ()
    missing: tuple[str, ...] = ()
    choice: bool = False


def needed_codes(facts: Mapping[str, Any], *, book: CodeBook) -> tuple[NeededCode, ...]:
    """Return the codes a product needs, surely or perhaps, in the law's order; the purpose first."""
    known = settle(facts)
    found = [need for code in book.codes.values() if (need := _need(code, book.rules, known))]
    purpose = _first_that_fits([need for need in found if need.code.family in book.one_of])
    return (*purpose, *(need for need in found if need.code.family not in book.one_of))


def missing_facts(needed: Iterable[NeededCode]) -> tuple[str, ...]:
    """Return the facts that would settle what is open, the one that most codes wait for first."""
    waits: dict[str, int] = {}
    for need in needed:
        for fact in need.missing:
            waits[fact] = waits.get(fact, 0) + 1
    return tuple(sorted(waits, key=lambda fact: -waits[fact]))


def _need(code: Code, rules: Iterable[CodeRule], known: Settled) -> NeededCode | None:
    """The code as its rules see it; None where they all say no."""
    told = [(rule, rule.condition.judge(known)) for rule in rules if rule.code == code.id]
    open_ = [(rule, truth) for rule, truth in told if truth != NO]
    if not open_:
        return None
    is_sure = any(truth == YES and rule.sure for rule, truth in open_)
    speaking = (leaf for rule, truth in open_ for leaf in rule.condition.leaves())
    because = ((leaf.fact, spoken(known[leaf.fact])) for leaf in speaking if leaf.judge(known) == YES)
    missing = () if is_sure else (name for rule, _ in open_ for name in rule.condition.missing(known))
    return NeededCode(
        code=code, truth=Truth.YES if is_sure else Truth.UNKNOWN,
        because=tuple(dict.fromkeys(because)), missing=tuple(dict.fromkeys(missing)),
    )  # fmt: skip


def _first_that_fits(found: list[NeededCode]) -> tuple[NeededCode, ...]:
    """The first sure code, or with those before it that may fit: only one of them is needed."""
    kept = tuple(_up_to_the_first_sure(found))
    if len(kept) == 1:
        return kept
    return tuple(replace(need, truth=Truth.UNKNOWN, choice=True) for need in kept)


def _up_to_the_first_sure(found: Iterable[NeededCode]) -> Iterator[NeededCode]:
    for need in found:
        yield need
        if need.truth is Truth.YES:
            return
