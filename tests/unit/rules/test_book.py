"""Rule books on three invented rules: the strictest wins, unknown propagates, the question narrows most."""

from __future__ import annotations

import itertools
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from fram.rules.book import Answers, Reform, Rule, RuleBook, rule
from fram.terms.citation import Citation
from fram.terms.logic import Truth

LAW = Citation(title="Order on kites")
OLD, NEW, DAY = date(2020, 1, 1), date(2025, 1, 1), date(2026, 11, 21)


@rule("B", id="large", cite=LAW, since=OLD)
def is_large(answers: Answers) -> Truth:
    return answers.is_one_of("size", "large", "huge")


@rule("C", id="heavy", cite=LAW, since=OLD)
def is_large_and_heavy(answers: Answers) -> Truth:
    return answers.is_one_of("size", "huge") & answers.is_yes("steel")


@rule("D", id="manned", cite=LAW, since=NEW, until=date(2027, 1, 1))
def is_manned(answers: Answers) -> Truth:
    return answers.is_yes("pilot")


BOOK = RuleBook(
    id="kites",
    version="1",
    order=("A", "B", "C", "D"),
    rules=(is_large, is_large_and_heavy, is_manned),
    vocabulary={"size": ("small", "large", "huge"), "steel": ("yes", "no"), "pilot": ("yes", "no")},
)


@pytest.mark.parametrize(
    ("facts", "outcomes", "ask"),
    [
        ({"size": "small", "pilot": "no"}, ("A",), ""),
        ({"size": "large", "pilot": "no"}, ("B",), ""),
        ({"size": "huge", "steel": True, "pilot": False}, ("C",), ""),
        ({"size": "huge", "steel": "yes", "pilot": "yes"}, ("D",), ""),
        ({"size": "huge", "pilot": "no"}, ("B", "C"), "steel"),
        ({"size": "large"}, ("B", "D"), "pilot"),
        ({"steel": "no", "pilot": "no"}, ("A", "B"), "size"),
        ({"pilot": "yes"}, ("D",), ""),
        ({}, ("A", "B", "C", "D"), "pilot"),
        ({"size": None, "steel": "no", "pilot": "no"}, ("A", "B"), "size"),
    ],
)
def test_what_is_still_possible(facts: dict[str, Any], outcomes: tuple[str, ...], ask: str) -> None:
    verdict = BOOK.decide(facts, on=DAY)
    assert verdict.outcomes == outcomes
    assert verdict.ask == ask
    assert verdict.is_settled is (len(outcomes) == 1)


def _every_answer(known: dict[str, str]) -> list[dict[str, str]]:
    open_facts = [name for name in BOOK.vocabulary if name not in known]
    answers = itertools.product(*(BOOK.vocabulary[name] for name in open_facts))
    return [{**known, **dict(zip(open_facts, answer, strict=True))} for answer in answers]


@pytest.mark.parametrize("count", [0, 1, 2])
def test_no_outcome_is_lost_by_not_knowing(count: int) -> None:
    """By enumeration: whatever the open answers turn out to be, the outcome was in the set."""
    for names in itertools.combinations(BOOK.vocabulary, count):
        for values in itertools.product(*(BOOK.vocabulary[name] for name in names)):
            known = dict(zip(names, values, strict=True))
            possible = {BOOK.decide(full, on=DAY).outcomes[0] for full in _every_answer(known)}
            assert possible <= set(BOOK.decide(known, on=DAY).outcomes)


def test_findings_say_what_fired_what_did_not_and_what_is_missing() -> None:
    verdict = BOOK.decide({"size": "huge", "pilot": "no"}, on=DAY)
    assert [f.rule for f in verdict.because] == ["large"]
    assert [f.rule for f in verdict.near_misses] == ["manned"]
    assert [(f.rule, f.missing) for f in verdict.unsure] == [("heavy", ("steel",))]
    assert verdict.because[0].cite is LAW
    assert verdict.book == "kites 1"
    assert verdict.as_of == DAY


def test_a_settled_finding_misses_nothing() -> None:
    assert is_large_and_heavy.on({"size": "small"}).missing == ()
    assert is_large_and_heavy.on({"steel": "no"}).truth is Truth.NO


@pytest.mark.parametrize(
    ("day", "outcomes"),
    [(date(2024, 12, 31), ("A",)), (NEW, ("D",)), (date(2026, 12, 31), ("D",)), (date(2027, 1, 1), ("A",))],
)
def test_a_rule_holds_from_its_first_day_to_the_day_before_its_end(
    day: date, outcomes: tuple[str, ...]
) -> None:
    assert BOOK.decide({"size": "small", "pilot": "yes"}, on=day).outcomes == outcomes


def test_what_cannot_matter_any_more_is_not_asked() -> None:
    facts = {"pilot": "yes", "size": "huge"}  # D already; steel could only lead to C
    assert BOOK.decide(facts, on=DAY).ask == ""
    harder = replace(BOOK, order=("A", "C", "B", "D"), vocabulary={**BOOK.vocabulary, "a": ("yes", "no")})
    verdict = harder.decide({"size": "huge"}, on=DAY)
    assert verdict.outcomes == ("B", "D")
    assert verdict.ask == "pilot"


def test_a_day_before_every_rule_settles_nothing() -> None:
    verdict = BOOK.decide({"size": "small", "pilot": "no"}, on=date(2019, 1, 1))
    assert verdict.applies is Truth.NO
    assert verdict.outcomes == BOOK.order


def _is_kite(answers: Answers) -> Truth:
    return answers.is_yes("kite")


SCOPED = replace(BOOK, scope=_is_kite, stated_in="class_on_the_label")


@pytest.mark.parametrize(
    ("kite", "applies", "ask"), [("no", Truth.NO, "class_on_the_label"), (None, Truth.UNKNOWN, "kite")]
)
def test_beyond_its_scope_the_book_leaves_all_open(kite: str | None, applies: Truth, ask: str) -> None:
    verdict = SCOPED.decide({"kite": kite, "size": "small", "pilot": "no"}, on=DAY)
    assert (verdict.applies, verdict.outcomes, verdict.ask) == (applies, BOOK.order, ask)


def test_within_its_scope_the_book_decides() -> None:
    assert SCOPED.decide({"kite": True, "size": "small", "pilot": "no"}, on=DAY).outcomes == ("A",)


def test_answers_are_read_as_the_registry_or_a_case_writes_them() -> None:
    for value, truth in ((True, Truth.YES), ("yes", Truth.YES), (False, Truth.NO), ("no", Truth.NO)):
        assert Answers({"x": value}).is_yes("x") is truth
    answers = Answers({})
    assert answers.is_yes("x") is Truth.UNKNOWN
    assert answers.is_one_of("x", "a") is Truth.UNKNOWN
    assert answers.missing == ["x"]


def test_a_reform_is_switched_on_and_shown() -> None:
    def without_pilots(rules: tuple[Rule, ...]) -> tuple[Rule, ...]:
        return tuple(r for r in rules if r.id != "manned")

    reform = Reform(id="proposal-7", cite=Citation(title="Proposal 7"), change=without_pilots)
    changed = reform.apply(BOOK)
    facts = {"size": "small", "pilot": "yes"}
    assert BOOK.decide(facts, on=DAY).outcomes == ("D",)
    assert changed.decide(facts, on=DAY).outcomes == ("A",)
    assert changed.version == "1+proposal-7"
