"""A rule that overrules others: what it sets aside does not fire, and the verdict says so."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import product
from typing import Any

import pytest

from fram.rules.condition import Blocked, is_no, is_one_of, is_yes
from fram.rules.questions import next_question
from fram.rules.rule import rule
from fram.terms.errors import Refused
from fram.terms.logic import Truth
from tests.unit.rules.kites import BOOK, DAY, LAW, NEW, OLD, is_large, is_large_and_heavy, is_manned

TOYS = rule("A", id="toy", cite=LAW, since=OLD, despite=("large", "heavy"))(lambda: is_yes("painted"))
"""Painted kites are toys, however large; the pilot's rule is not touched."""
TOY_BOOK = replace(BOOK, rules=(*BOOK.rules, TOYS), outside=(), marks=(), aids=())
HUGE = {"size": "huge", "steel": "yes", "pilot": "no"}


def test_what_is_overruled_does_not_fire_and_is_told() -> None:
    verdict = TOY_BOOK.decide({**HUGE, "painted": "yes"}, on=DAY)
    assert verdict.outcomes == ("A",)
    assert [f.rule for f in verdict.because] == ["toy"]
    assert [(f.rule, f.truth, f.overruled_by) for f in verdict.set_aside] == [
        ("large", Truth.YES, "toy"), ("heavy", Truth.YES, "toy")
    ]  # fmt: skip
    assert [(f.rule, f.blocked) for f in verdict.near_misses if f.rule != "manned"] == [
        ("heavy", (Blocked("painted", "yes", ("yes",), unless=True),)),
        ("large", (Blocked("painted", "yes", ("yes",), unless=True),)),
    ]


def test_what_does_not_fit_is_not_said_to_be_set_aside() -> None:
    verdict = TOY_BOOK.decide({**HUGE, "steel": "no", "painted": "yes"}, on=DAY)
    assert [f.rule for f in verdict.set_aside] == ["large"]
    assert TOY_BOOK.decide({**HUGE, "painted": "no"}, on=DAY).set_aside == ()


def test_while_nobody_knows_both_stay_possible() -> None:
    verdict = TOY_BOOK.decide(HUGE, on=DAY)
    assert TOY_BOOK.outcomes(HUGE, on=DAY) == ("A", "B", "C")
    assert (verdict.outcomes, verdict.ask) == (("A", "C"), "painted")
    assert {f.rule for f in verdict.unsure} == {"large", "heavy"}
    assert verdict.set_aside == ()
    assert verdict.asking is not None
    assert verdict.asking.leaves == (("yes", ("A",)), ("no", ("C",)))


def test_a_rule_that_is_not_named_stands() -> None:
    facts = {**HUGE, "pilot": "yes", "painted": "yes"}
    assert TOY_BOOK.decide(facts, on=DAY).outcomes == ("D",)


@pytest.mark.parametrize(("day", "outcomes"), [(NEW, ("A",)), (date(2024, 12, 31), ("C",))])
def test_it_overrules_on_the_days_it_holds(day: date, outcomes: tuple[str, ...]) -> None:
    later = replace(BOOK, rules=(*BOOK.rules, replace(TOYS, holds=is_manned.holds)))
    facts = {**HUGE, "painted": "yes", "alive": "no"}
    assert later.decide(facts, on=day).outcomes == outcomes


def test_the_one_written_last_is_named_where_two_overrule() -> None:
    stunt = rule("B", id="stunt", cite=LAW, since=OLD, despite=("heavy", "toy"))(lambda: is_yes("steel"))
    book = replace(TOY_BOOK, rules=(*TOY_BOOK.rules, stunt))
    verdict = book.decide({**HUGE, "painted": "yes"}, on=DAY)
    assert verdict.outcomes == ("B",)
    assert {f.rule: f.overruled_by for f in verdict.set_aside} == {
        "large": "toy", "heavy": "stunt", "toy": "stunt"
    }  # fmt: skip


def test_out_of_the_book_nothing_is_set_aside() -> None:
    book = replace(BOOK, rules=(*BOOK.rules, TOYS))
    assert book.decide({**HUGE, "painted": "yes", "alive": "yes"}, on=DAY).set_aside == ()


ANSWERS: dict[str, tuple[str | None, ...]] = {
    "size": (None, "small", "huge"),
    "steel": (None, "yes", "no"),
    "pilot": (None, "yes", "no"),
    "painted": (None, "yes", "no"),
}


@pytest.mark.parametrize("given", list(product(*ANSWERS.values())))
def test_the_quick_way_and_the_questions_agree_with_trying_every_answer(given: tuple[Any, ...]) -> None:
    facts = {name: said for name, said in zip(ANSWERS, given, strict=True) if said}
    full = [
        {**facts, **dict(zip(ANSWERS, answers, strict=True))}
        for answers in product(*(TOY_BOOK.vocabulary[name] for name in ANSWERS))
        if all(facts.get(name, said) == said for name, said in zip(ANSWERS, answers, strict=True))
    ]
    reached = {outcome for every in full for outcome in TOY_BOOK.outcomes(every, on=DAY)}
    verdict = TOY_BOOK.decide(facts, on=DAY)
    assert reached <= set(verdict.outcomes) <= set(TOY_BOOK.outcomes(facts, on=DAY))
    assert {o for every in full for o in (by_hand(every),)} == reached
    asking = next_question(TOY_BOOK.edition(DAY), facts)
    assert (asking.fact if asking else "") == verdict.ask


def by_hand(facts: dict[str, str]) -> str:
    """The class by the words of the order alone."""
    if facts["pilot"] == "yes":
        return "D"
    if facts["painted"] == "yes" or facts["size"] == "small":
        return "A"
    return "C" if facts["size"] == "huge" and facts["steel"] == "yes" else "B"


def test_the_rules_of_the_book_stay_as_the_law_words_them() -> None:
    assert is_large.condition == is_one_of("size", "large", "huge")
    TOY_BOOK.decide(HUGE, on=DAY)
    assert is_large_and_heavy.condition == is_one_of("size", "huge") & is_yes("steel")
    edition = TOY_BOOK.edition(DAY)
    assert edition.rules[0].condition == is_one_of("size", "large", "huge") & ~is_yes("painted")
    assert edition.rules[2] is is_manned
    assert is_no("painted") != ~is_yes("painted")


@pytest.mark.parametrize(("named", "hint"), [("larg", "did you mean `large`?"), ("toy-2", ""), ("mark", "")])
def test_a_rule_that_no_book_holds_cannot_be_overruled(named: str, hint: str) -> None:
    stray = replace(TOYS, despite=("heavy", named))
    with pytest.raises(Refused, match=f"rule `toy` holds despite `{named}`") as refused:
        replace(TOY_BOOK, rules=(*BOOK.rules, stray))
    assert hint in str(refused.value)
    assert replace(TOY_BOOK, rules=(*BOOK.rules, replace(stray, despite=("toy", "heavy"))))
