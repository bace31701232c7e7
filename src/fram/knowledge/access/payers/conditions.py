"""Reads a condition as files write it: ``{eu_class: [I, IIa]}``, ``any``, ``all``, ``not``, amounts."""

from __future__ import annotations

from functools import reduce
from operator import and_, or_
from typing import Any

from fram.knowledge.rulebooks import answers
from fram.rules.condition import Condition, is_at_least, is_at_most, is_one_of
from fram.terms.errors import Refused, did_you_mean
from fram.terms.facts.registry import FactRegistry

LIMITS = {"at_least": is_at_least, "at_most": is_at_most}


def read_condition(raw: Any, *, registry: FactRegistry, where: str) -> Condition:
    """Return the condition. Several keys beside one another must all hold; several values: one of them.

    Refuses a fact that nobody asks for, and an answer it cannot have.
    """
    if not isinstance(raw, dict) or not raw:
        raise Refused("a condition is written as {fact: answer}", where=where)
    parts = [_part(key, value, registry=registry, where=where) for key, value in raw.items()]
    return reduce(and_, parts)


def _part(key: str, value: Any, *, registry: FactRegistry, where: str) -> Condition:
    if key in ("any", "all"):
        parts = [read_condition(one, registry=registry, where=where) for one in value]
        return reduce(or_ if key == "any" else and_, parts)
    if key == "not":
        return ~read_condition(value, registry=registry, where=where)
    if key not in registry.facts:
        raise Refused(f"`{key}` is no fact", where=where, remedy=did_you_mean(key, registry.facts))
    if isinstance(value, dict):
        return _limited(key, value, where=where)
    return _one_of(key, value, registry=registry, where=where)


def _limited(key: str, value: dict[str, float], *, where: str) -> Condition:
    unknown = sorted(set(value) - set(LIMITS))
    if unknown or not value:
        raise Refused(f"`{key}` takes at_least and at_most", where=where)
    return reduce(and_, [LIMITS[word](key, float(limit)) for word, limit in value.items()])


def _one_of(key: str, value: Any, *, registry: FactRegistry, where: str) -> Condition:
    words = tuple(map(str, value)) if isinstance(value, list) else (str(value),)
    known = answers(key, registry)
    for word in words:
        if known and word not in known:
            raise Refused(f"`{word}` is no answer to `{key}`", where=where, remedy=did_you_mean(word, known))
    return is_one_of(key, *words)
