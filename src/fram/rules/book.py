"""Rules and rule books: small functions named by the law's text, applied to answers.

A rule is a function from answers to ``Truth``; the decorator adds its outcome, its citation and the
days it holds. A book decides by "the strictest wins", as device law in Europe does.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from fram.rules.verdict import Finding, Verdict
from fram.terms.citation import Citation
from fram.terms.logic import Truth
from fram.terms.period import Period


class Answers:
    """Facts by name that remember which absent ones were asked for."""

    def __init__(self, facts: Mapping[str, Any]) -> None:
        self._facts = facts
        self.missing: list[str] = []

    def get(self, name: str) -> Any | None:
        """Return the answer, or None (and remember that it was wanted)."""
        value = self._facts.get(name)
        if value is None and name not in self.missing:
            self.missing.append(name)
        return value

    def is_yes(self, name: str) -> Truth:
        """Return YES or NO as answered (``yes``/``no`` or a bool), UNKNOWN when nobody has."""
        value = self.get(name)
        return Truth.of(None if value is None else value in (True, "yes"))

    def is_one_of(self, name: str, *values: str) -> Truth:
        """Return whether the answer is one of ``values``."""
        value = self.get(name)
        return Truth.of(None if value is None else value in values)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One legal rule: its test, its outcome when it fires, where it stands and when it holds."""

    id: str
    outcome: str
    cite: Citation
    test: Callable[[Answers], Truth]
    holds: Period

    def on(self, facts: Mapping[str, Any]) -> Finding:
        """Return what the rule says of these facts."""
        answers = Answers(facts)
        truth = self.test(answers)
        missing = tuple(answers.missing) if truth is Truth.UNKNOWN else ()
        return Finding(rule=self.id, truth=truth, outcome=self.outcome, cite=self.cite, missing=missing)


def rule(
    outcome: str, *, id: str, cite: Citation, since: date, until: date | None = None
) -> Callable[[Callable[[Answers], Truth]], Rule]:
    """Make a ``Rule`` of the function below; its docstring states the law in our own words."""

    def wrap(test: Callable[[Answers], Truth]) -> Rule:
        return Rule(id=id, outcome=outcome, cite=cite, test=test, holds=Period(start=since, end=until))

    return wrap


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleBook:
    """The rules of one regime. ``order`` lists outcomes from mildest to strictest; the first is the
    outcome when no rule fires. ``vocabulary`` gives each fact's possible answers, for the next question.
    ``scope`` says of what the rules speak at all; beyond it every outcome stays possible, and only the fact
    named by ``stated_in`` can tell.
    """

    id: str
    version: str
    order: tuple[str, ...]
    rules: tuple[Rule, ...]
    covers: str = ""
    scope: Callable[[Answers], Truth] | None = None
    stated_in: str = ""
    vocabulary: Mapping[str, tuple[str, ...]]

    def decide(self, facts: Mapping[str, Any], *, on: date) -> Verdict:
        """Return every class still possible on that day, the findings, and the best next question."""
        outside = self._outside(facts, on=on)
        if outside is not None:
            return outside
        findings = [rule.on(facts) for rule in self.rules if on in rule.holds]
        fired = [f for f in findings if f.truth is Truth.YES]
        unsure = [f for f in findings if f.truth is Truth.UNKNOWN]
        outcomes = self._possible(fired, unsure)
        return Verdict(
            regime=self.id, outcomes=outcomes, because=tuple(fired), unsure=tuple(unsure),
            near_misses=tuple(f for f in findings if f.truth is Truth.NO),
            ask=self._next_question(facts, self._open(outcomes, unsure), on=on) if len(outcomes) > 1 else "",
            as_of=on, book=f"{self.id} {self.version}", covers=self.covers,
        )  # fmt: skip

    def _outside(self, facts: Mapping[str, Any], *, on: date) -> Verdict | None:
        """The verdict where the rules do not speak of these facts, perhaps not, or not yet on that day."""
        answers = Answers(facts)
        applies = self.scope(answers) if self.scope else Truth.YES
        if not any(on in rule.holds for rule in self.rules):
            applies = Truth.NO
        if applies is Truth.YES:
            return None
        return Verdict(
            regime=self.id, outcomes=self.order, because=(), applies=applies, as_of=on,
            ask=answers.missing[0] if applies is Truth.UNKNOWN else self.stated_in,
            book=f"{self.id} {self.version}", covers=self.covers,
        )  # fmt: skip

    def _possible(self, fired: Iterable[Finding], unsure: Iterable[Finding]) -> tuple[str, ...]:
        floor = max((self.order.index(f.outcome) for f in fired), default=0)
        above = {self.order.index(f.outcome) for f in unsure}
        return tuple(self.order[i] for i in sorted({floor, *(i for i in above if i > floor)}))

    def _open(self, outcomes: tuple[str, ...], unsure: Iterable[Finding]) -> list[Finding]:
        """The findings that can still change the outcome: those stricter than what already fired."""
        return [f for f in unsure if f.outcome in outcomes[1:]]

    def _next_question(self, facts: Mapping[str, Any], unsure: Iterable[Finding], *, on: date) -> str:
        """The missing fact whose answers leave the fewest outcomes on average."""
        wanted = sorted({name for finding in unsure for name in finding.missing})
        left = {name: self._left_after(facts, name, on=on) for name in wanted if name in self.vocabulary}
        return min(left, key=lambda name: (left[name], name), default="")

    def _left_after(self, facts: Mapping[str, Any], name: str, *, on: date) -> float:
        rules = [rule for rule in self.rules if on in rule.holds]
        counts = []
        for answer in self.vocabulary[name]:
            findings = [rule.on({**facts, name: answer}) for rule in rules]
            fired = [f for f in findings if f.truth is Truth.YES]
            counts.append(len(self._possible(fired, [f for f in findings if f.truth is Truth.UNKNOWN])))
        return sum(counts) / len(counts)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reform:
    """A proposal that is not law yet: a switchable change of a rule book, with its source."""

    id: str
    cite: Citation
    change: Callable[[tuple[Rule, ...]], tuple[Rule, ...]]

    def apply(self, book: RuleBook) -> RuleBook:
        """Return the book as it would be; its version says which reform is switched on."""
        return replace(book, rules=self.change(book.rules), version=f"{book.version}+{self.id}")
