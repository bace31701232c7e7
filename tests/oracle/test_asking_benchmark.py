"""Our order of asking takes fewer questions than a fixed one; classes in the mass are right."""

from __future__ import annotations

import pytest

from benchmarks import asking, classes

pytestmark = pytest.mark.slow


def test_what_is_asked_settles_what_all_answers_settle() -> None:
    asking.check()


@pytest.mark.parametrize("population", ["random", "cases"])
def test_our_order_takes_at_most_seven_tenths_of_the_questions_of_a_fixed_one(population: str) -> None:
    people = asking.people_of(population, 40)
    assert len(people) == 40
    ours = asking.mean_questions(people, asking.ours)
    assert ours <= 0.70 * asking.mean_questions(people, asking.fixed_order)
    assert ours <= asking.mean_questions(people, asking.fixed_but_wanted)


def test_outcomes_in_the_mass_are_those_of_the_slow_twin() -> None:
    classes.check()
