"""Which question to ask next: what each answer would leave open, by trying them all."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from fram.rules.condition import UNKNOWN, YES, Said, Settled, settle
from fram.rules.rule import Contents, Rule
from fram.rules.verdict import Asking, Finding

USUAL = frozenset(("no", "none", "other", "negligible", "physical", "intact_skin", "md_only", "analysis"))
"""Answers that most products give to most questions about risk."""
USUAL_SHARE = 2 / 3
"""How likely the usual answers to a question are taken to be together: ours, set by the benchmark."""
OUT_SHARE = 0.25
"""How likely an answer is, among its equals, that takes the product out: who asks mostly sells a device."""
AS_GOOD = 1.08
"""Questions this near to the best count as good as it, and are asked in the order of the registry."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Left:
    """What the rules leave of the outcomes: those that fired, and those that could still change it."""

    fired: tuple[Rule, ...]
    unsure: tuple[Rule, ...]
    outcomes: tuple[str, ...]
    is_out: bool = False


class Edition:
    """A rule book as it stands on one day."""

    def __init__(self, book: Contents, on: date) -> None:
        self.book = book
        holding = tuple(rule for rule in book.rules if on in rule.holds)
        self._overruled = _overruled(holding)
        self.rules = tuple(_unless_overruled(rule, self._overruled.get(rule, ())) for rule in holding)
        self.outside = tuple(rule for rule in book.outside if on in rule.holds)
        self.marks = tuple(rule for rule in book.marks if on in rule.holds)
        self.aids = tuple(rule for rule in book.aids if on in rule.holds)
        mild = book.order[0]
        self.marks_of_the_mildest = tuple(mark for mark in self.marks if mark.outcome.startswith(mild))
        self.levels = {outcome: level for level, outcome in enumerate(book.order)}
        self._level_of = [self.levels[rule.outcome] for rule in self.rules]
        self._judges = [rule.condition.judge for rule in self.rules]
        self._order_of_facts = {name: at for at, name in enumerate(book.vocabulary)}
        self._reads = {rule.id: self._bits(rule.reads) for rule in (*self.outside, *self.rules)}
        self.answers = {name: _likely(options) for name, options in book.vocabulary.items()}
        """The possible answers to each question, each with how likely it is taken to be."""

    def set_aside(self, known: Settled) -> tuple[Finding, ...]:
        """Return the rules that would fire, were it not for one that overrules them."""
        found = []
        for rule, others in self._overruled.items():
            strong = [other.id for other in others if other.condition.judge(known) == YES]
            if strong and rule.condition.judge(known) == YES:
                found.append(replace(rule.finding(known), overruled_by=strong[0]))
        return tuple(found)

    def weigh(self, known: Settled) -> Left:
        """Return what the rules leave of the outcomes, each rule judged by itself."""
        perhaps_out = []
        for rule in self.outside:
            truth = rule.condition.judge(known)
            if truth == YES:
                fired = tuple(r for r in self.outside if r.condition.judge(known) == YES)
                return Left(fired=fired, unsure=(), outcomes=(self.book.out,), is_out=True)
            if truth == UNKNOWN:
                perhaps_out.append(rule)
        truths = [judge(known) for judge in self._judges]
        levels = zip(self._level_of, truths, strict=True)
        floor = max((level for level, truth in levels if truth == YES), default=0)
        fired = tuple(rule for rule, truth in zip(self.rules, truths, strict=True) if truth == YES)
        unsure = tuple(
            rule for rule, level, truth in zip(self.rules, self._level_of, truths, strict=True)
            if truth == UNKNOWN and level > floor
        )  # fmt: skip
        return Left(
            fired=fired, unsure=(*perhaps_out, *unsure),
            outcomes=self.possible(floor, unsure, is_perhaps_out=bool(perhaps_out)),
        )  # fmt: skip

    def possible(self, floor: int, unsure: Iterable[Rule], *, is_perhaps_out: bool) -> tuple[str, ...]:
        """Return the floor and every stricter outcome that a rule may still lead to, mildest first."""
        above = {self.levels[rule.outcome] for rule in unsure}
        classes = tuple(self.book.order[level] for level in sorted({floor, *(a for a in above if a > floor)}))
        return (self.book.out, *classes) if is_perhaps_out else classes

    def askable(self, fact: str, known: Settled) -> str:
        """Return the fact itself, or the one that must be known before it is worth asking."""
        for gate in self.book.gates.get(fact, ()):
            if gate not in known and gate in self.book.vocabulary:
                return self.askable(gate, known)
        return fact

    def is_shut(self, fact: str, known: Settled) -> bool:
        """Return whether an answer already given makes the fact hardly worth asking."""
        for gate, wanted in self.book.gates.get(fact, {}).items():
            said = known.get(gate)
            if said is not None and not _holds(said, wanted):
                return True
        return False

    def facts_left(self, rules: Iterable[Rule], known: Settled) -> int:
        """Return how many facts nobody knows yet the rules look at."""
        wanted = 0
        for rule in rules:
            wanted |= self._reads[rule.id]
        return (wanted & ~self._bits(known)).bit_count()

    def _bits(self, facts: Iterable[str]) -> int:
        places = self._order_of_facts
        return sum(1 << places[name] for name in set(facts) & places.keys())

    def place(self, fact: str) -> int:
        """Return where the fact stands in the order of asking."""
        return self._order_of_facts.get(fact, len(self._order_of_facts))


def _overruled(rules: Sequence[Rule]) -> dict[Rule, tuple[Rule, ...]]:
    """The rules that others of them overrule, each with those others, the one written last first."""
    found = {rule: tuple(other for other in rules[::-1] if rule.id in other.despite) for rule in rules}
    return {rule: others for rule, others in found.items() if others}


def _unless_overruled(rule: Rule, others: Iterable[Rule]) -> Rule:
    """The rule, asking as well that none of the others holds: where that is not known, it stays possible.

    The others are taken as the law words them: one that is itself set aside still overrules.
    """
    condition = rule.condition
    for other in others:
        condition &= ~other.condition
    return rule if condition is rule.condition else replace(rule, condition=condition)


def _holds(said: Said, wanted: tuple[str, ...]) -> bool:
    return said in wanted if not isinstance(said, frozenset) else not said.isdisjoint(wanted)


def _likely(options: tuple[str, ...]) -> tuple[tuple[str, float], ...]:
    """Each answer with its likelihood: the usual ones share ``USUAL_SHARE``, the others the rest."""
    usual = sum(option in USUAL for option in options)
    if usual in (0, len(options)):
        return tuple((option, 1 / len(options)) for option in options)
    other = (1 - USUAL_SHARE) / (len(options) - usual)
    return tuple((option, USUAL_SHARE / usual if option in USUAL else other) for option in options)


def next_question(
    edition: Edition, facts: Mapping[str, Any], *, skipping: frozenset[str] = frozenset()
) -> Asking | None:
    """Return the question to ask next: on the class, then on the duties that come with the mildest one.

    ``skipping``: questions nobody could answer; what is only worth asking after one of them is left out too.
    """
    known = settle({**edition.book.implies(facts), **facts})
    left = edition.weigh(known)
    outcomes, asking = left.outcomes, None
    if len(outcomes) > 1:
        outcomes, asking = best_question(edition, facts, left=left, skipping=skipping)
    if asking or edition.book.order[0] not in outcomes:
        return asking
    return _question_on_marks(edition, known, outcomes, skipping)


def _question_on_marks(
    edition: Edition, known: Settled, outcomes: tuple[str, ...], skipping: frozenset[str]
) -> Asking | None:
    for mark in edition.marks_of_the_mildest:
        for name in mark.condition.missing(known):
            fact = edition.askable(name, known)
            if fact not in skipping and fact in edition.book.vocabulary:
                waiting = tuple(
                    m.id for m in edition.marks_of_the_mildest if fact in m.condition.missing(known)
                )
                return Asking(fact=fact, settles=waiting, leaves=_with_duties(edition, known, fact))
    return None


def _with_duties(edition: Edition, known: Settled, fact: str) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """The duties each answer brings with the mildest class, or the class alone."""
    leaves = []
    for answer in edition.book.vocabulary[fact]:
        told = {**known, fact: answer}
        duties = dict.fromkeys(
            mark.outcome for mark in edition.marks_of_the_mildest if mark.condition.judge(told) == YES
        )
        leaves.append((answer, tuple(duties) or (edition.book.order[0],)))
    return tuple(leaves)


def best_question(
    edition: Edition, facts: Mapping[str, Any], *, left: Left, skipping: frozenset[str] = frozenset()
) -> tuple[tuple[str, ...], Asking | None]:
    """Return the outcomes that no answer rules out, and the question that narrows most.

    Every open question is tried with every answer. An outcome that stays must be reached under some answer to
    each of them, so the set is the intersection over questions of the union over answers. The best question
    is the one after which the fewest facts are still wanted, on average over its answers; one that an earlier
    answer makes idle comes last. Looking two questions ahead saved a fiftieth and took five times as long.
    """
    trial = _Trial(edition, facts, left)
    outcomes, tried = set(left.outcomes), {}
    for fact in trial.candidates:
        leaves, wanted = trial.ask(fact)
        outcomes &= {outcome for _, found in leaves for outcome in found}
        if fact not in skipping:
            tried[fact] = leaves, wanted
    kept = tuple(outcome for outcome in left.outcomes if outcome in outcomes)
    if not tried or len(kept) < 2:
        return kept, None
    first = [fact for fact in edition.book.first if fact in tried]
    worth = first[:1] or [fact for fact in tried if not edition.is_shut(fact, trial.known)] or list(tried)
    enough = AS_GOOD * min(tried[fact][1] for fact in worth)
    best = min((fact for fact in worth if tried[fact][1] <= enough), key=edition.place)
    return kept, Asking(fact=best, settles=trial.waiting(best), leaves=tuple(tried[best][0]))


class _Trial:
    """Tries answers on the rules that are still open; a rule that is decided stays decided."""

    def __init__(self, edition: Edition, facts: Mapping[str, Any], left: Left) -> None:
        self.edition, self.book = edition, edition.book
        self.facts = facts
        self.known = settle({**self.book.implies(facts), **facts})
        self.open = left.unsure
        self.floor = max((edition.levels.get(rule.outcome, 0) for rule in left.fired), default=0)
        self.readers: dict[str, list[int]] = {}
        for at, rule in enumerate(self.open):
            for name in rule.reads:
                self.readers.setdefault(name, []).append(at)
        self.candidates: dict[str, list[str]] = {}
        """The questions worth trying, each with the rules that wait for it or for what comes after it."""
        for rule in self.open:
            for name in rule.condition.missing(self.known):
                fact = edition.askable(name, self.known)
                if fact in self.book.vocabulary:
                    self.candidates.setdefault(fact, []).append(rule.id)

    def waiting(self, fact: str) -> tuple[str, ...]:
        """Return the rules that wait for a question."""
        return tuple(dict.fromkeys(self.candidates[fact]))

    def ask(self, fact: str) -> tuple[list[tuple[str, tuple[str, ...]]], float]:
        """Return what each answer leaves of the outcomes, and how many facts are still wanted on average."""
        leaves, wanted, weights = [], 0.0, 0.0
        for answer, likely in self.edition.answers[fact]:
            outcomes, count = self._after(fact, answer)
            weight = likely * (OUT_SHARE if outcomes == (self.book.out,) else 1)
            leaves.append((answer, outcomes))
            wanted, weights = wanted + weight * count, weights + weight
        return leaves, wanted / weights

    def _after(self, fact: str, answer: str) -> tuple[tuple[str, ...], int]:
        """Return the outcomes an answer leaves, and how many facts the rules still want then."""
        edition, out = self.edition, self.book.out
        known = self._told(fact, answer)
        touched = {at for name in known.keys() - self.known.keys() for at in self.readers.get(name, ())}
        truths = {at: self.open[at].condition.judge(known) for at in touched}
        fired = [self.open[at] for at, truth in truths.items() if truth == YES]
        if any(rule.outcome == out for rule in fired):
            return (out,), 0
        levels = edition.levels
        floor = max((levels[rule.outcome] for rule in fired), default=self.floor)
        floor = max(floor, self.floor)
        outside, above = [], []
        for at, rule in enumerate(self.open):
            if truths.get(at, UNKNOWN) == UNKNOWN:
                if rule.outcome == out:
                    outside.append(rule)
                elif levels[rule.outcome] > floor:
                    above.append(rule)
        left = edition.possible(floor, above, is_perhaps_out=bool(outside))
        return left, edition.facts_left((*outside, *above), known)

    def _told(self, fact: str, answer: str) -> dict[str, Said]:
        """The settled answers, one more among them, with what follows from it."""
        triggers = self.book.triggers
        if triggers is not None and fact not in triggers:
            return {**self.known, fact: answer}
        told = {**self.facts, fact: {"yes": True, "no": False}.get(answer, answer)}
        follows = {name: value for name, value in self.book.implies(told).items() if name not in told}
        return {**self.known, **settle(follows), fact: answer}
