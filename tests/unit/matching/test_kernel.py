"""The matching kernel: reasons add up, order never matters, one more fact never hurts."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fram.matching.kernel import HardRule, Matches, Part, match
from fram.terms.errors import Refused
from fram.terms.logic import Truth

Facts = frozenset[str]
Thing = tuple[str, frozenset[str]]  # its key, and what it wants
WORDS = "abcdef"

RULES: tuple[HardRule[Facts, Thing], ...] = (
    HardRule(name="no-x", holds=lambda facts, thing: Truth.of("x" not in thing[1]), ask="x"),
    HardRule(name="knows-z", holds=lambda facts, thing: Truth.of(True if "z" in facts else None), ask="z"),
)
PARTS: tuple[Part[Facts, Thing], ...] = (
    Part(
        name="overlap", weight=7.3, degree=lambda facts, thing: len(facts & thing[1]) / max(len(thing[1]), 1)
    ),
    Part(name="any", weight=1.1, degree=lambda facts, thing: float(bool(facts & thing[1]))),
)


def run(facts: Facts, things: list[Thing]) -> Matches[Thing]:
    return match(facts, items=things, key=lambda thing: thing[0], rules=RULES, parts=PARTS)


sets = st.frozensets(st.sampled_from(WORDS))
catalogues = st.lists(sets, min_size=1, max_size=8).map(
    lambda wants: [(f"t{n}", w) for n, w in enumerate(wants)]
)


def test_a_broken_rule_leaves_out_with_its_name() -> None:
    found = run(frozenset("a"), [("bad", frozenset("ax")), ("good", frozenset("a"))])
    assert [m.key for m in found.ranked] == ["good"]
    assert [(out.key, out.why_not) for out in found.left_out] == [("bad", "no-x")]


def test_a_rule_nobody_can_judge_keeps_the_item_and_asks() -> None:
    [only] = run(frozenset("a"), [("good", frozenset("a"))]).ranked
    assert (only.unsure, only.ask) == (("knows-z",), ("z",))
    assert run(frozenset("az"), [("good", frozenset("a"))]).ranked[0].unsure == ()


@given(facts=sets, things=catalogues)
def test_the_reasons_add_up_exactly(facts: Facts, things: list[Thing]) -> None:
    for found in run(facts, things).ranked:
        assert sum(why.points for why in found.why) == found.score
        assert all(why.points > 0 for why in found.why)


@given(facts=sets, things=catalogues, seed=st.integers(0, 99))
def test_the_order_of_items_never_matters(facts: Facts, things: list[Thing], seed: int) -> None:
    shuffled = things[:]
    random.Random(seed).shuffle(shuffled)
    assert run(facts, things) == run(facts, shuffled)


@given(facts=sets, more=st.sampled_from(WORDS), things=catalogues)
def test_one_more_fact_never_lowers_a_score(facts: Facts, more: str, things: list[Thing]) -> None:
    before = {m.key: m.score for m in run(facts, things).ranked}
    after = {m.key: m.score for m in run(facts | {more}, things).ranked}
    assert all(after[key] >= score for key, score in before.items())


@given(facts=sets, things=catalogues)
def test_the_best_stands_first(facts: Facts, things: list[Thing]) -> None:
    scores = [m.score for m in run(facts, things).ranked]
    assert scores == sorted(scores, reverse=True)


def test_what_would_break_the_promises_is_refused() -> None:
    with pytest.raises(Refused, match="weighs"):
        Part(name="minus", weight=-1, degree=lambda facts, thing: 1.0)
    with pytest.raises(Refused, match="two items"):
        run(frozenset(), [("same", frozenset()), ("same", frozenset("a"))])
    with pytest.raises(Refused, match="gave 2"):
        match(
            None, items=["a"], key=str, rules=(), parts=[Part(name="loud", weight=1, degree=lambda f, i: 2.0)]
        )
