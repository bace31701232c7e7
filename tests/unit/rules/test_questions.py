"""Which question is asked next, beside a slow twin that tries every answer to everything."""

from __future__ import annotations

import itertools
import random
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from fram.rules.book import RuleBook
from fram.rules.condition import Condition, is_no, is_one_of, is_yes
from fram.rules.questions import next_question
from fram.rules.rule import Rule, rule
from fram.rules.verdict import Asking
from tests.unit.rules.kites import BOOK, DAY, LAW, OLD, YES_NO

KITE = {"alive": False, "painted": False}
SIZES = ("small", "large", "huge")


def asked(book: RuleBook, facts: dict[str, Any], *skipping: str) -> Asking | None:
    return next_question(book.edition(DAY), facts, skipping=frozenset(skipping))


def every_completion(book: RuleBook, known: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Yield the known answers with every answer to all the rest."""
    left = [name for name in book.vocabulary if known.get(name) is None]
    for answers in itertools.product(*(book.vocabulary[name] for name in left)):
        yield {**known, **dict(zip(left, answers, strict=True))}


def random_book(seed: int) -> RuleBook:
    """Return a book of random rules on five facts."""
    dice = random.Random(seed)
    vocabulary = {"a": YES_NO, "b": YES_NO, "c": YES_NO, "d": SIZES, "e": SIZES}

    def leaf() -> Condition:
        name = dice.choice(list(vocabulary))
        test = is_one_of(name, *dice.sample(vocabulary[name], dice.choice((1, 1, len(vocabulary[name]) - 1))))
        return ~test if dice.random() < 0.3 else test

    def write() -> Condition:
        made = leaf()
        for _ in range(dice.randint(0, 3)):
            made = made & leaf() if dice.random() < 0.7 else made | leaf()
        return made

    def one(at: int, outcome: str) -> Rule:
        return rule(outcome, id=f"{outcome}{at}", cite=LAW, since=OLD)(write)

    return RuleBook(
        id="dice", version="1", order=("A", "B", "C", "D"), vocabulary=vocabulary, out="out",
        rules=tuple(one(at, dice.choice("ABCD")) for at in range(dice.randint(3, 8))),
        outside=tuple(one(at, "out") for at in range(dice.randint(0, 1))),
    )  # fmt: skip


@pytest.mark.parametrize("seed", range(40))
def test_no_outcome_is_lost_by_not_knowing(seed: int) -> None:
    """By enumeration: whatever the open answers turn out to be, the outcome was in both sets."""
    book, dice = random_book(seed), random.Random(seed)
    for _ in range(12):
        known = {
            name: dice.choice(options) for name, options in book.vocabulary.items() if dice.random() < 0.5
        }
        reached = {book.decide(full, on=DAY).outcomes[0] for full in every_completion(book, known)}
        plain, verdict = book.outcomes(known, on=DAY), book.decide(known, on=DAY)
        assert reached <= set(verdict.outcomes) <= set(plain)
        assert verdict.outcomes == tuple(outcome for outcome in plain if outcome in verdict.outcomes)
        if verdict.is_settled:
            assert verdict.asking is None
        else:
            assert verdict.asking == asked(book, known)


@pytest.mark.parametrize("seed", range(40))
def test_each_answer_leaves_what_the_book_says_it_leaves(seed: int) -> None:
    book = random_book(seed)
    known: dict[str, Any] = {}
    while asking := asked(book, known):
        for answer, left in asking.leaves:
            assert left == book.outcomes({**known, asking.fact: answer}, on=DAY)
        waiting = {rule.id for rule in book.every_rule if rule.reads and asking.fact in rule.reads}
        assert set(asking.settles) <= waiting
        known[asking.fact] = random.Random(seed).choice(book.vocabulary[asking.fact])
    assert book.decide(known, on=DAY).is_settled


def test_a_set_of_answers_is_told_from_what_single_rules_leave() -> None:
    """Two rules that between them leave no way to A: no single rule says so, but every answer does."""
    book = replace(
        BOOK, outside=(), marks=(),
        rules=(
            rule("B", id="1", cite=LAW, since=OLD)(lambda: is_yes("steel")),
            rule("B", id="2", cite=LAW, since=OLD)(lambda: is_no("steel")),
        ),
    )  # fmt: skip
    assert book.outcomes({}, on=DAY) == ("A", "B")
    verdict = book.decide({}, on=DAY)
    assert (verdict.outcomes, verdict.ask) == (("B",), "")


def test_the_question_that_narrows_most_comes_first() -> None:
    size_or_pilot = asked(BOOK, KITE)
    assert size_or_pilot is not None
    assert size_or_pilot.fact in ("size", "pilot")
    assert asked(BOOK, {**KITE, "size": "large"}).fact == "pilot"  # type: ignore[union-attr]
    steel = asked(BOOK, {**KITE, "size": "huge", "pilot": "no"})
    assert steel == Asking(fact="steel", settles=("heavy",), leaves=(("yes", ("C",)), ("no", ("B",))))


def test_a_question_nobody_can_answer_is_not_asked_again() -> None:
    first = asked(BOOK, KITE)
    assert first is not None
    second = asked(BOOK, KITE, first.fact)
    assert second is not None
    assert second.fact != first.fact
    assert asked(BOOK, KITE, "size", "pilot", "steel") is None


GATED = replace(BOOK, gates={"steel": {"size": ("huge",)}, "pilot": {"steel": ("yes",)}})


def test_a_question_waits_for_the_one_that_makes_it_worth_asking() -> None:
    first = asked(GATED, KITE)
    assert first is not None
    assert first.fact == "size"
    assert set(first.settles) == {"large", "heavy", "manned"}
    assert asked(GATED, {**KITE, "size": "huge"}).fact == "steel"  # type: ignore[union-attr]
    assert asked(GATED, KITE, "size") is None


def test_after_the_class_the_duties_that_come_with_it() -> None:
    small = {"alive": False, "size": "small", "pilot": "no"}
    assert asked(BOOK, small) == Asking(
        fact="painted", settles=("painted",), leaves=(("yes", ("As",)), ("no", ("A",)))
    )
    assert asked(BOOK, small, "painted") is None
    assert asked(BOOK, {**small, "painted": True}) is None
    assert asked(BOOK, {**small, "size": "large"}) is None
