"""What must hold of the rule books on the worked cases: realistic products, one answer changed or
forgotten.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import cache
from itertools import combinations
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fram.knowledge.rulebooks import rule_book
from fram.rules.book import RuleBook
from fram.rules.condition import is_yes
from fram.terms.facts.derived import NOTHING_BEHIND, follow_on, triggers
from fram.workspace.access.cases import Case, closed_world, public_cases, stated
from tests.generative.test_rule_books import DAY, RISKS

IVD_RISKS = (
    "agent_life_threatening", "sexually_transmitted", "error_death_disability", "life_threatening_decision",
    "monitoring_critical", "companion_diagnostic", "critical_characteristics", "instrument_measures_itself",
    "self_test", "near_patient",
)  # fmt: skip
"""Answers that can only make the class of a test stricter."""
FORGOTTEN = 2
"""So many answers at once are forgotten, in every way, around what a case states."""


@cache
def products(name: str, *, is_ivd: bool = False) -> tuple[tuple[Case, RuleBook, Mapping[str, Any]], ...]:
    """The worked cases of a book, each with every answer."""
    found = []
    for case in public_cases():
        told = stated(case)
        if case.regime == name and told.is_ivd is is_ivd:
            book = rule_book(name, is_ivd=is_ivd)
            found.append((case, book, closed_world(book, told)))
    return tuple(found)


def forgetting(facts: Mapping[str, Any], gone: Iterable[str], case: Case) -> dict[str, Any]:
    """The answers that are left; a silent no to an umbrella question goes too, where the case
    contradicts it.
    """
    told = stated(case).known
    silent = {
        gate for gate, behind in NOTHING_BEHIND.items() if gate not in told and behind.keys() & told.keys()
    }
    return {fact: value for fact, value in facts.items() if fact not in silent.union(gone)}


def level(book: RuleBook, facts: Mapping[str, Any], case: Case) -> int:
    on = stated(case).on or DAY
    return (book.out, *book.order).index(book.outcomes(facts, on=on)[0])


def lowered(
    book: RuleBook, name: str, risks: tuple[str, ...], *, is_ivd: bool = False
) -> Iterator[tuple[str, str]]:
    """Every case whose class falls when one risk is answered with yes instead of no."""
    for case, _, facts in products(name, is_ivd=is_ivd):
        for risk in risks:
            mild, grave = ({**facts, risk: answer} for answer in (False, True))
            if level(book, grave, case) < level(book, mild, case):
                yield case.id, risk


@pytest.mark.parametrize("name", ["eu-mdr", "uk", "ca", "au"])
def test_no_risk_added_to_a_worked_case_lowers_its_class(name: str) -> None:
    assert list(lowered(rule_book(name), name, RISKS[name].by_yes)) == []


def test_no_risk_added_to_a_worked_test_lowers_its_class() -> None:
    assert list(lowered(rule_book("eu-ivdr"), "eu-ivdr", IVD_RISKS, is_ivd=True)) == []


@pytest.mark.parametrize(
    ("rule", "risk"),
    [("22", "closed_loop"), ("9-hazardous", "energy_hazardous"),
     ("8-absorbed", "biological_effect_or_absorbed"), ("15", "contraception"),
     ("10-danger", "immediate_danger"), ("14", "medicinal_substance_ancillary")],
)  # fmt: skip
def test_a_rule_turned_round_would_be_caught(rule: str, risk: str) -> None:
    """The check above can fail: a rule that a yes to its risk switches off is found."""
    book = rule_book("eu-mdr")
    turned = replace(
        book, rules=tuple(r if r.id != rule else replace(r, condition=~is_yes(risk)) for r in book.rules)
    )
    assert any(found == risk for _, found in lowered(turned, "eu-mdr", (risk,)))


@pytest.mark.parametrize(
    ("name", "is_ivd"),
    [
        ("eu-mdr", False),
        ("eu-ivdr", True),
        ("uk", False),
        ("uk", True),
        ("ca", False),
        ("ca", True),
        ("au", False),
        ("au", True),
    ],
)
def test_forgetting_what_a_case_states_never_loses_its_outcome(name: str, is_ivd: bool) -> None:
    for case, book, facts in products(name, is_ivd=is_ivd):
        on = stated(case).on or DAY
        (settled,) = book.outcomes(facts, on=on)
        for gone in combinations(sorted(stated(case).known), FORGOTTEN):
            left = forgetting(facts, gone, case)
            assert settled in book.decide(left, on=on).outcomes, (case.id, gone)


@pytest.mark.parametrize(
    ("name", "is_ivd"), [("eu-mdr", False), ("eu-ivdr", True), ("uk", False), ("ca", False), ("au", False)]
)
@given(data=st.data())
def test_forgetting_anything_never_loses_the_outcome(name: str, is_ivd: bool, data: st.DataObject) -> None:
    case, book, facts = data.draw(st.sampled_from(products(name, is_ivd=is_ivd)))
    on = stated(case).on or DAY
    gone = data.draw(st.sets(st.sampled_from(sorted(book.reads)), min_size=1, max_size=8))
    left = forgetting(facts, gone, case)
    assert book.outcomes(facts, on=on)[0] in book.decide(left, on=on).outcomes


@pytest.mark.parametrize(("name", "is_ivd"), [("eu-mdr", False), ("eu-ivdr", True)])
@given(data=st.data())
def test_only_a_trigger_leads_to_further_facts(name: str, is_ivd: bool, data: st.DataObject) -> None:
    _, book, facts = data.draw(st.sampled_from(products(name, is_ivd=is_ivd)))
    known = dict(data.draw(st.lists(st.sampled_from(sorted(facts.items(), key=str)), max_size=20)))
    fact = data.draw(st.sampled_from(sorted(book.vocabulary.keys() - triggers() - known.keys())))
    word = data.draw(st.sampled_from(book.vocabulary[fact]))
    told = {**known, fact: {"yes": True, "no": False}.get(word, word)}
    assert follow_on(told) == follow_on(known)
