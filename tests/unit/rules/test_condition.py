"""What a rule asks: judged as yes, no or not known yet, and what is missing or stands in the way."""

from __future__ import annotations

import itertools
from datetime import date
from typing import Any

import pytest

from fram.rules.condition import Blocked, Condition, is_no, is_one_of, is_unsaid, is_yes, settle
from fram.terms.logic import Truth

YES, NO, OPEN = Truth.YES, Truth.NO, Truth.UNKNOWN
SHORT = is_one_of("duration", "transient", "short")


@pytest.mark.parametrize(
    ("condition", "facts", "truth"),
    [
        (is_yes("a"), {"a": True}, YES),
        (is_yes("a"), {"a": "yes"}, YES),
        (is_yes("a"), {"a": False}, NO),
        (is_yes("a"), {"a": None}, OPEN),
        (is_yes("a"), {}, OPEN),
        (is_no("a"), {"a": "no"}, YES),
        (SHORT, {"duration": "short"}, YES),
        (SHORT, {"duration": "long"}, NO),
        (SHORT, {"duration": ("long", "short")}, YES),  # several answers: one of them is enough
        (SHORT, {"duration": ("long",)}, NO),
        (~SHORT, {"duration": ("long", "short")}, NO),
        (~SHORT, {}, OPEN),
        (is_yes("a"), {"a": 3.0}, OPEN),  # a number or a day is no answer in words
        (is_yes("a"), {"a": date(2026, 1, 1)}, OPEN),
        (is_unsaid("a"), {"a": "none"}, YES),
        (is_unsaid("a"), {"a": "x"}, NO),
        (is_unsaid("a"), {}, NO),
    ],
)
def test_one_question(condition: Condition, facts: dict[str, Any], truth: Truth) -> None:
    assert condition.truth(facts) is truth


@pytest.mark.parametrize("left", [YES, NO, OPEN])
@pytest.mark.parametrize("right", [YES, NO, OPEN])
def test_and_or_not_are_those_of_three_values(left: Truth, right: Truth) -> None:
    facts = {"a": {YES: True, NO: False}.get(left), "b": {YES: True, NO: False}.get(right)}
    assert (is_yes("a") & is_yes("b")).truth(facts) is (left & right)
    assert (is_yes("a") | is_yes("b")).truth(facts) is (left | right)
    assert (~is_yes("a")).truth(facts) is ~left


TREES = (
    is_yes("a") & is_yes("b") & ~is_yes("c"),
    is_yes("a") | is_yes("b") & is_no("c"),
    ~(is_yes("a") & (is_yes("b") | is_no("c"))),
    (is_yes("a") | is_yes("b")) & (is_no("a") | is_yes("c")),
)


@pytest.mark.parametrize("tree", TREES, ids=str)
def test_what_it_says_with_answers_missing_holds_for_every_answer(tree: Condition) -> None:
    """The slow twin: fill in every missing answer; a yes or no must stand, and what is missing is open."""
    for answers in itertools.product(("yes", "no", None), repeat=3):
        facts = settle(dict(zip("abc", answers, strict=True)))
        truth = Truth(tree.judge(facts))
        assert set(tree.missing(facts)).isdisjoint(facts)
        assert bool(tree.missing(facts)) is (truth is OPEN)
        filled = [{**facts, **dict(zip("abc", more, strict=True)), **facts} for more in _every_three()]
        if truth is not OPEN:
            assert {Truth(tree.judge(full)) for full in filled} == {truth}


def _every_three() -> list[tuple[str, ...]]:
    return list(itertools.product(("yes", "no"), repeat=3))


def test_what_is_decided_misses_nothing_and_what_cannot_matter_is_not_missed() -> None:
    tree = is_yes("a") & (is_yes("b") | is_yes("c"))
    assert tree.missing(settle({"a": False})) == ()
    assert tree.missing(settle({"a": True, "b": True})) == ()
    assert tree.missing(settle({"b": False})) == ("a", "c")
    assert (is_yes("a") & is_yes("a") & is_yes("b")).missing({}) == ("a", "b")


def test_what_stands_in_the_way_is_the_fewest_answers() -> None:
    tree = is_yes("a") & (SHORT | is_yes("b") & is_yes("c"))
    facts = settle({"a": False, "b": False, "c": False, "duration": "long"})
    assert tree.blocked(facts) == (
        Blocked("a", "no", ("yes",)),
        Blocked("duration", "long", ("transient", "short")),
    )
    assert (~SHORT).blocked(settle({"duration": "short"})) == (
        Blocked("duration", "short", ("transient", "short"), unless=True),
    )
    assert tree.blocked(settle({"a": True, "duration": "short"})) == ()
    assert is_yes("a").blocked(settle({"a": ("x", "no")})) == (Blocked("a", "no, x", ("yes",)),)


def test_not_of_all_is_any_of_the_nots() -> None:
    for tree in TREES:
        for answers in _every_three():
            facts = settle(dict(zip("abc", answers, strict=True)))
            assert Truth((~tree).judge(facts)) is ~Truth(tree.judge(facts))
            assert Truth((~~tree).judge(facts)) is Truth(tree.judge(facts))


def test_every_question_in_it_is_found() -> None:
    tree = is_yes("a") & (SHORT | ~is_yes("b"))
    assert [leaf.fact for leaf in tree.leaves()] == ["a", "duration", "b"]


def test_it_refuses_the_words_and_or_not() -> None:
    with pytest.raises(TypeError, match="combine with &"):
        bool(is_yes("a"))
    with pytest.raises(TypeError):
        is_yes("a") and is_yes("b")


def test_what_is_left_unsaid_cannot_be_turned_round() -> None:
    with pytest.raises(TypeError, match="not knowing"):
        ~is_unsaid("a")
    assert is_unsaid("a").missing({}) == ()
    assert [b.wanted for b in is_unsaid("a").blocked({"a": "x"})] == [()]
