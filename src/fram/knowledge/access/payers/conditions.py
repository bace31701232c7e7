"""Reads a condition as files write it: ``{eu_class: [I, IIa]}``, ``any``, ``all``, ``not``, amounts."""

from __future__ import annotations

from collections.abc import Mapping
from functools import reduce
from operator import and_, or_
from typing import Any

from fram.knowledge.rulebooks import answers
from fram.rules.condition import Condition, is_at_least, is_at_most, is_one_of
from fram.terms.errors import Refused, did_you_mean
from fram.terms.facts.registry import FactRegistry

LIMITS = {"at_least": is_at_least, "at_most": is_at_most}
Beside = Mapping[str, tuple[str, ...]]
"""Facts that stand in no registry, and the answers each may have; none: any text, or a number."""


def read_condition(
    raw: Any, *, registry: FactRegistry, where: str, beside: Beside | None = None
) -> Condition:
    """Return the condition. Several keys beside one another must all hold; several values: one of them.

    ``beside``: facts that may be named, too, though nobody is asked for them. Refuses any other fact that
    nobody asks for, and an answer it cannot have.
    """
    if not isinstance(raw, dict) or not raw:
        raise Refused("a condition is written as {fact: answer}", where=where)
    vocabulary = _Vocabulary(registry, beside or {}, where)
    return reduce(and_, [vocabulary.part(key, value) for key, value in raw.items()])


class _Vocabulary:
    """The facts that a condition may name, and the file it stands in."""

    def __init__(self, registry: FactRegistry, beside: Beside, where: str) -> None:
        self.registry, self.beside, self.where = registry, beside, where

    def part(self, key: str, value: Any) -> Condition:
        if key in ("any", "all"):
            return reduce(or_ if key == "any" else and_, [self._whole(one) for one in value])
        if key == "not":
            return ~self._whole(value)
        known = {*self.registry.facts, *self.beside}
        if key not in known:
            raise Refused(f"`{key}` is no fact", where=self.where, remedy=did_you_mean(key, known))
        if isinstance(value, dict):
            return _limited(key, value, where=self.where)
        return self._one_of(key, value)

    def _whole(self, raw: Any) -> Condition:
        return read_condition(raw, registry=self.registry, where=self.where, beside=self.beside)

    def _one_of(self, key: str, value: Any) -> Condition:
        words = tuple(map(str, value)) if isinstance(value, list) else (str(value),)
        known = self.beside[key] if key in self.beside else answers(key, self.registry)
        for word in words:
            if known and word not in known:
                remedy = did_you_mean(word, known)
                raise Refused(f"`{word}` is no answer to `{key}`", where=self.where, remedy=remedy)
        return is_one_of(key, *words)


def _limited(key: str, value: dict[str, float], *, where: str) -> Condition:
    unknown = sorted(set(value) - set(LIMITS))
    if unknown or not value:
        raise Refused(f"`{key}` takes at_least and at_most", where=where)
    return reduce(and_, [LIMITS[word](key, float(limit)) for word, limit in value.items()])
