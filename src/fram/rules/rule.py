"""One legal rule, and what a book of them holds.

A rule is written as a function that returns a ``Condition``; the decorator adds its outcome, its citation and
the days it holds.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

from fram.rules.condition import Condition, Settled, settle
from fram.rules.verdict import Finding, Force
from fram.terms.citation import Citation, Confidence
from fram.terms.errors import Refused, did_you_mean
from fram.terms.logic import Truth
from fram.terms.period import Period


@dataclass(frozen=True, eq=False, kw_only=True)
class Rule:
    """One legal rule: its test, its outcome when it fires, where it stands and when it holds.

    ``says``: the rule in our own words; ``guides``: the guidance its reading follows; ``confidence``: how far
    its text was read; ``instead``: the regime whose law takes what this one leaves out; ``despite``: the
    rules that do not fire while this one's condition holds.
    """

    id: str
    outcome: str
    cite: Citation
    condition: Condition
    holds: Period
    says: str = ""
    force: Force = Force.LAW
    guides: tuple[Citation, ...] = ()
    confidence: Confidence = Confidence.READ
    instead: str = ""
    despite: tuple[str, ...] = ()

    @cached_property
    def reads(self) -> frozenset[str]:
        """The facts it looks at."""
        return frozenset(leaf.fact for leaf in self.condition.leaves())

    def on(self, facts: Mapping[str, Any]) -> Finding:
        """Return what the rule says of these facts."""
        return self.finding(settle(facts))

    def finding(self, facts: Settled) -> Finding:
        """Return what the rule says of settled answers."""
        return Finding(
            rule=self.id, truth=Truth(self.condition.judge(facts)), outcome=self.outcome, cite=self.cite,
            says=self.says, instead=self.instead, force=self.force, confidence=self.confidence,
            guides=self.guides,
            missing=self.condition.missing(facts), blocked=self.condition.blocked(facts),
        )  # fmt: skip


def rule(
    outcome: str,
    *,
    id: str,
    cite: Citation,
    since: date,
    until: date | None = None,
    **more: Any,
) -> Callable[[Callable[[], Condition]], Rule]:
    """Make a ``Rule`` of the function below; its docstring states the law in our own words.

    ``more``: ``force``, ``guides``, ``confidence``, ``instead`` and ``despite`` of the rule.
    """

    def wrap(write: Callable[[], Condition]) -> Rule:
        return Rule(
            id=id, outcome=outcome, cite=cite, condition=write(), holds=Period(start=since, end=until),
            says=" ".join((write.__doc__ or "").split()), **more,
        )  # fmt: skip

    return wrap


@dataclass(frozen=True, eq=False, kw_only=True)
class Contents:
    """What a rule book holds: the rules of one regime. ``order`` lists outcomes from mildest to strictest;
    the first is the outcome when no rule fires.

    ``outside``: rules that take a product out of the book, with the outcome ``out``; ``marks``: duties that
    come with a class (those named after the mildest, such as ``Is``, with that class only); ``aids``:
    published reading aids, reported but never decisive. ``vocabulary``: each fact's possible answers;
    ``first``: what is asked before all else while a rule waits for it; ``gates``: the answers that make a
    fact worth asking; ``implies``: facts that follow from others, and ``triggers`` the facts they can follow
    from (None: any);
    ``assumes``: what a worked case leaves unsaid, by fact; ``stated_in``: the fact in which a company states
    its class itself.
    """

    id: str
    version: str
    order: tuple[str, ...]
    rules: tuple[Rule, ...]
    vocabulary: Mapping[str, tuple[str, ...]]
    outside: tuple[Rule, ...] = ()
    out: str = ""
    marks: tuple[Rule, ...] = ()
    aids: tuple[Rule, ...] = ()
    covers: str = ""
    stated_in: str = ""
    first: tuple[str, ...] = ()
    gates: Mapping[str, Mapping[str, tuple[str, ...]]] = field(default_factory=dict)
    implies: Callable[[Mapping[str, Any]], Mapping[str, Any]] = lambda _facts: {}
    triggers: frozenset[str] | None = None
    assumes: Mapping[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Refuse a rule that overrules one the book does not hold: it would overrule nothing, unseen."""
        known = [rule.id for rule in self.rules]
        for rule in self.rules:
            for other in rule.despite:
                if other not in known:
                    raise Refused(
                        f"rule `{rule.id}` holds despite `{other}`, which is no rule of {self.id}",
                        where="despite", remedy=did_you_mean(other, known),
                    )  # fmt: skip

    @property
    def since(self) -> date:
        """The first day it decides anything."""
        return min(rule.holds.start for rule in self.rules)

    @property
    def every_rule(self) -> tuple[Rule, ...]:
        """All rules it holds, of every kind and day."""
        return (*self.outside, *self.rules, *self.marks, *self.aids)

    @cached_property
    def reads(self) -> frozenset[str]:
        """The facts it looks at."""
        return frozenset().union(*(rule.reads for rule in self.every_rule))
