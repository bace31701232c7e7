"""Notified bodies as far as somebody read of them, and whether one is designated for what a product needs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from fram.access.bodies.codes import NeededCode, Words
from fram.rules.parameter import Parameter
from fram.terms.citation import Citation, Confidence
from fram.terms.logic import Truth, all_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """What a body is designated for under one regulation.

    ``codes``: each code that was read, with its condition (empty: none); ``is_whole``: the whole list was
    read, so that a code not in it is not covered; ``on``: the day the source speaks of.
    """

    codes: Mapping[str, str] = field(default_factory=dict)
    is_whole: bool = False
    on: date | None = None

    def covers(self, code: str) -> Truth:
        """Return whether a code is covered; unknown where a condition stands, or was not read."""
        if code in self.codes:
            return Truth.UNKNOWN if self.codes[code] else Truth.YES
        return Truth.NO if self.is_whole else Truth.UNKNOWN


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishedWait:
    """A wait that a body itself has published, for products with codes that begin so (none: for all)."""

    what: Words
    months: Parameter
    codes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Body:
    """One body. ``scopes`` by regime; ``number`` as on the CE mark, empty where none was read.

    ``takes``: it says that it takes only products with codes that begin so; ``page``: where one applies.
    """

    number: str
    name: str
    country: str
    scopes: Mapping[str, Scope]
    cite: Citation
    confidence: Confidence
    languages: tuple[str, ...] = ()
    takes: tuple[str, ...] = ()
    page: str = ""
    fees: Mapping[str, Parameter] = field(default_factory=dict)
    waits: tuple[PublishedWait, ...] = ()
    note: Words = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Fit:
    """How a body's scope meets the codes: all in all, and code by code."""

    truth: Truth
    covers: tuple[str, ...] = ()
    lacks: tuple[str, ...] = ()
    unread: tuple[str, ...] = ()
    conditions: tuple[tuple[str, str], ...] = ()


def scope_check(needed: Iterable[NeededCode], body: Body, *, regime: str) -> Truth:
    """Return whether a body may assess a product that needs these codes; pure, for the road to use.

    No: a code that is surely needed is not in its scope, or it is not designated under the regulation.
    Unknown: its scope was not read, a code has a condition, or it lacks one that is only perhaps needed.
    """
    return fit_of(needed, body, regime=regime).truth


def fit_of(needed: Iterable[NeededCode], body: Body, *, regime: str) -> Fit:
    """Return how a body's scope meets the codes needed under a regime."""
    needs = tuple(needed)
    scope = body.scopes.get(regime)
    if scope is None:
        return Fit(truth=Truth.NO, lacks=tuple(need.code.id for need in needs))
    told = {need.code.id: scope.covers(need.code.id) for need in needs}
    conditions = tuple((code, scope.codes[code]) for code in told if scope.codes.get(code))
    narrow = [need.code.id for need in needs if body.takes and _is_purpose(need)]
    outside = bool(narrow) and not any(code.startswith(body.takes) for code in narrow)
    return Fit(
        truth=Truth.NO if outside else _whole(needs, told),
        covers=tuple(code for code, truth in told.items() if truth is Truth.YES),
        lacks=tuple(code for code, truth in told.items() if truth is Truth.NO),
        unread=tuple(c for c, t in told.items() if t is Truth.UNKNOWN and not scope.codes.get(c)),
        conditions=conditions,
    )  # fmt: skip


def _is_purpose(need: NeededCode) -> bool:
    return need.code.family in ("MDA", "MDN", "IVR")


def _whole(needs: tuple[NeededCode, ...], told: Mapping[str, Truth]) -> Truth:
    if not needs:
        return Truth.UNKNOWN
    one_of = {told[need.code.id] for need in needs if need.choice}
    choice = one_of.pop() if len(one_of) == 1 else Truth.UNKNOWN if one_of else Truth.YES
    rest = (
        told[need.code.id] if need.truth is Truth.YES else told[need.code.id] | Truth.UNKNOWN
        for need in needs if not need.choice
    )  # fmt: skip
    return all_of((choice, *rest))
