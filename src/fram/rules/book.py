"""Rule books: the rules of one regime, applied to answers; the strictest wins, as in Europe's device law."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import Any

from fram.rules.condition import NO, YES, Condition, Settled, settle
from fram.rules.questions import Edition, best_question
from fram.rules.rule import Contents, Rule
from fram.rules.verdict import Finding, Verdict
from fram.terms.citation import Citation, Confidence
from fram.terms.errors import Refused
from fram.terms.logic import Truth

OTHERWISE = "otherwise"
"""Stands for any answer that a rule does not name."""


@dataclass(frozen=True, eq=False, kw_only=True)
class RuleBook(Contents):
    """The rules of one regime, as they can be asked: see ``Contents`` for what it holds."""

    def decide(self, facts: Mapping[str, Any], *, on: date) -> Verdict:
        """Return every class still possible on that day, the findings, and the best next question.

        Raises ``Refused`` for a day on which none of its rules holds.
        """
        edition = self.edition(on)
        known = settle({**self.implies(facts), **facts})
        left = edition.weigh(known)
        outcomes, asking = left.outcomes, None
        if len(outcomes) > 1:
            outcomes, asking = best_question(edition, facts, left=left)
        marks = [] if left.is_out else self._marks(known, edition, outcomes)
        of_class = (m for m in marks if m.outcome.startswith(self.order[0]))
        asked = asking.fact if asking else next((n for m in of_class for n in m.missing), "")
        is_settled = len(outcomes) == 1
        return Verdict(
            regime=self.id, outcomes=outcomes,
            because=tuple(r.finding(known) for r in left.fired),
            unsure=() if is_settled else tuple(r.finding(known) for r in left.unsure),
            set_aside=() if left.is_out else edition.set_aside(known),
            near_misses=() if left.is_out else _near_misses(edition, known, outcomes),
            marks=tuple(m for m in marks if m.truth is Truth.YES),
            guidance=tuple(r.finding(known) for r in edition.aids if r.condition.judge(known) == YES),
            ask=asked, asking=asking, as_of=on, book=f"{self.id} {self.version}", covers=self.covers,
            out=self.out, applies=_applies(self.out, outcomes),
        )  # fmt: skip

    def outcomes(self, facts: Mapping[str, Any], *, on: date) -> tuple[str, ...]:
        """Return the outcomes that single rules leave possible: quick, for many products at once.

        A superset of those of ``decide``, which also asks what every answer to a question would leave.
        """
        return self.edition(on).weigh(settle({**self.implies(facts), **facts})).outcomes

    def edition(self, on: date) -> Edition:
        """Return the book as it stands on a day, or refuse a day on which it does not."""
        when = bisect_right(self._turns, on)
        if when not in self._editions:
            self._editions[when] = Edition(self, on)
        found = self._editions[when]
        if not found.rules:
            begin = self.since.isoformat()
            raise Refused(
                f"the rules of {self.id} do not hold on {on.isoformat()}", where="on",
                why=f"they begin on {begin}", remedy=f"choose a day from {begin} on",
            )  # fmt: skip
        return found

    @cached_property
    def _turns(self) -> list[date]:
        """The days on which a rule begins or ends."""
        periods = [rule.holds for rule in self.every_rule]
        return sorted({p.start for p in periods} | {p.end for p in periods if p.end})

    @cached_property
    def _editions(self) -> dict[int, Edition]:
        return {}

    def _marks(self, known: Settled, edition: Edition, outcomes: Iterable[str]) -> list[Finding]:
        mild = self.order[0]
        fitting = (r for r in edition.marks if mild in outcomes or not r.outcome.startswith(mild))
        return [rule.finding(known) for rule in fitting]


def _applies(out: str, outcomes: tuple[str, ...]) -> Truth:
    if out not in outcomes:
        return Truth.YES
    return Truth.NO if len(outcomes) == 1 else Truth.UNKNOWN


def _near_misses(edition: Edition, known: Settled, outcomes: Iterable[str]) -> tuple[Finding, ...]:
    """The rules stricter than the mildest outcome left that one other answer would have fired."""
    levels = [edition.levels[o] for o in outcomes if o in edition.levels]
    floor = min(levels, default=0)
    near = [
        finding
        for rule in edition.rules
        if edition.levels[rule.outcome] > floor and rule.condition.judge(known) == NO
        if _is_one_answer_away(rule.condition, known, finding := rule.finding(known))
    ]
    return tuple(sorted(near, key=lambda f: -edition.levels[f.outcome]))


def _is_one_answer_away(condition: Condition, known: Settled, finding: Finding) -> bool:
    """Whether the one answer that blocks the rule would fire it, and not only leave it open."""
    if len(finding.blocked) != 1:
        return False
    blocked = finding.blocked[0]
    others = (OTHERWISE,) if blocked.unless else blocked.wanted
    return any(condition.judge({**known, blocked.fact: answer}) == YES for answer in others)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reform:
    """A proposal that is not law yet: a switchable change of a rule book, with its source.

    ``says``: what it would change, in our own words; ``confidence``: how far its text was read.
    """

    id: str
    cite: Citation
    change: Callable[[tuple[Rule, ...]], tuple[Rule, ...]]
    says: str = ""
    confidence: Confidence = Confidence.READ

    def apply(self, book: RuleBook) -> RuleBook:
        """Return the book as it would be; its version says which reform is switched on."""
        return replace(book, rules=self.change(book.rules), version=f"{book.version}+{self.id}")
