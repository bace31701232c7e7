"""The knowledge of notified bodies: codes of the law, rules that read real facts, honest scopes."""

from __future__ import annotations

import pytest

from fram.access.road.activity import Clock
from fram.knowledge.access.bodies import read_bodies, read_code_books, read_waits
from fram.knowledge.access.courses import read_courses
from fram.knowledge.facts import fact_registry
from fram.knowledge.rulebooks import LEFT_UNSAID, answers
from fram.knowledge.shelf import Shelf
from fram.terms.citation import Confidence

BOOKS = read_code_books(Shelf())


@pytest.mark.parametrize(("regime", "families"), [
    ("eu-mdr", {"MDA": 26, "MDN": 18, "MDS": 14, "MDT": 13}),
    ("eu-ivdr", {"IVR": 33, "IVS": 10, "IVT": 11, "IVP": 14, "IVD": 12}),
])  # fmt: skip
def test_every_code_of_the_law_is_there(regime: str, families: dict[str, int]) -> None:
    codes = [code.family for code in BOOKS[regime].codes.values()]
    assert {family: codes.count(family) for family in families} == families
    assert set(BOOKS[regime].families) == set(families)
    assert all(code.name["en"] and code.name["nb"] for code in BOOKS[regime].codes.values())


@pytest.mark.parametrize("regime", sorted(BOOKS))
def test_rules_read_facts_and_answers_of_the_registry(regime: str) -> None:
    registry = fact_registry()
    for rule in BOOKS[regime].rules:
        for leaf in rule.condition.leaves():
            assert leaf.fact in registry, (rule.code, leaf.fact)
            known = {*answers(leaf.fact, registry), *LEFT_UNSAID}
            is_free = registry.facts[leaf.fact].type == "text"
            assert is_free or set(leaf.values) <= known, (rule.code, leaf.fact, leaf.values)


def test_no_shipped_body_claims_a_whole_scope() -> None:
    bodies = read_bodies(Shelf())
    numbers = [body.number for body in bodies if body.number]
    assert len(set(numbers)) == len(numbers)
    for body in bodies:
        assert not any(scope.is_whole for scope in body.scopes.values())
        assert body.confidence is not Confidence.READ, "nobody has read the Commission's database"
        assert all(
            code in BOOKS[regime].codes for regime, scope in body.scopes.items() for code in scope.codes
        )


def test_waits_are_those_published() -> None:
    waits = read_waits(Shelf())
    assert [(wait.id, wait.count, wait.limit.days) for wait in waits.starts] == [
        ("audit", 30, 120),
        ("review", 22, 90),
    ]
    assert waits.agreement.months.values[1] == 2
    assert waits.agreement.months.probs[1] == 0.64
    assert (waits.refusals.incomplete, waits.refusals.outside_scope) == (0.39, 0.26)


def test_road_and_slot_read_the_days_of_one_law() -> None:
    waits, clock, first = read_waits(Shelf()), _clock_of("assessment"), _clock_of("agreement")
    days = [wait.limit.days for wait in (waits.agreement, *waits.starts)]
    assert days == [first.days, *(part for _, part in clock.parts[:2])]
    assert sum(part for _, part in clock.parts) == clock.days
    assert {wait.limit.since for wait in (waits.agreement, *waits.starts)} == {clock.since}
    assert {wait.limit.cite for wait in waits.starts} == {clock.cite}


def _clock_of(activity: str) -> Clock:
    course = read_courses(Shelf())["eu-mdr"]
    clock = next(one for one in course.activities if one.id == activity).clock
    assert clock is not None
    return clock
