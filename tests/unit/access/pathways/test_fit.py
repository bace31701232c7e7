"""Fit of a pathway: law decides, rules of thumb warn, what is open says which facts decide."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from fram.access.pathways.fit import Fit, fits
from fram.access.pathways.pathway import Demand
from fram.rules.condition import Condition, is_at_least, is_at_most, is_no, is_one_of, is_yes
from fram.terms.citation import Confidence
from fram.terms.logic import Truth
from tests.unit.access.pathways.invented import CITE, DAY, demand, pathway

ADULT = is_one_of("eu_class", "I", "IIa")
FITTING: dict[str, Any] = {"eu_class": "IIa", "is_app": True, "years": 2.0}


def scheme(*law: Demand, **more: Any) -> Any:
    return pathway("scheme", 90, law=law, **more)


def fit(*law: Demand, known: dict[str, Any], on: date = DAY, **more: Any) -> Fit:
    possible = more.pop("possible", None)
    (found,) = fits([scheme(*law, **more)], known=known, on=on, possible=possible)
    return found


LAW = (
    demand("class", ADULT),
    demand("app", is_yes("is_app"), change="papers"),
    demand("new", is_at_most("years", 3)),
)


def test_it_fits_when_every_condition_holds() -> None:
    found = fit(*LAW, known=FITTING)
    assert (found.truth, found.failing, found.missing) == (Truth.YES, (), ())


@pytest.mark.parametrize(("fact", "value"), [("eu_class", "III"), ("is_app", False), ("years", 4.0)])
def test_one_failing_condition_is_named(fact: str, value: object) -> None:
    found = fit(*LAW, known={**FITTING, fact: value})
    assert found.truth is Truth.NO
    assert found.failing_facts == (fact,)
    assert found.missing == ()


def test_what_is_left_out_decides() -> None:
    found = fit(*LAW, known={"eu_class": "I"})
    assert found.truth is Truth.UNKNOWN
    assert found.missing == ("is_app", "years")


def test_a_settled_no_keeps_what_is_open_beside_it() -> None:
    found = fit(*LAW, known={"is_app": False})
    assert (found.truth, found.missing, found.open) == (Truth.NO, (), ("eu_class", "years"))


def test_only_what_the_product_is_closes_a_pathway_for_good() -> None:
    assert not fit(*LAW, known={**FITTING, "is_app": False}).is_closed
    assert fit(*LAW, known={**FITTING, "eu_class": "III"}).is_closed


@pytest.mark.parametrize(
    ("possible", "truth", "missing"),
    [
        (("I", "IIa"), Truth.YES, ()),
        (("IIb", "III"), Truth.NO, ()),
        (("IIa", "IIb"), Truth.UNKNOWN, ("eu_class",)),
    ],
)
def test_a_class_still_open_counts_as_each_it_may_be(
    possible: tuple[str, ...], truth: Truth, missing: tuple[str, ...]
) -> None:
    found = fit(demand("class", ADULT), known={}, possible={"eu_class": possible})
    assert (found.truth, found.missing) == (truth, missing)


def test_conditions_that_no_class_can_meet_together_fail() -> None:
    law = (demand("low", is_one_of("eu_class", "I")), demand("mid", is_one_of("eu_class", "IIa")))
    assert fit(*law, known={}, possible={"eu_class": ("I", "IIa")}).truth is Truth.NO


def test_what_is_known_is_not_among_what_is_missing() -> None:
    either = is_one_of("eu_class", "III") | is_one_of("ivd_class", "D")
    possible = {"eu_class": ("IIa", "III"), "ivd_class": ("A", "D")}
    found = fit(demand("either", either), known={"ivd_class": "A"}, possible=possible)
    assert found.missing == ("eu_class",)


def test_what_nobody_was_asked_decides_and_is_not_told_as_an_answer() -> None:
    both = demand("both", is_yes("is_app") & is_yes("proved"))
    (found,) = fits([scheme(both)], known={"is_app": False}, on=DAY, silent={"proved": False})
    assert (found.truth, found.failing_facts) == (Truth.NO, ("is_app",))
    (found,) = fits([scheme(both)], known={"is_app": True}, on=DAY, silent={"proved": False})
    assert (found.truth, found.failing_facts) == (Truth.NO, ())


def test_only_the_answers_in_the_way_are_told() -> None:
    both = demand("both", is_yes("is_app") & ADULT)
    assert fit(both, known={"is_app": True, "eu_class": "III"}).failing_facts == ("eu_class",)


def test_an_answer_stands_against_what_the_rules_leave_possible() -> None:
    found = fit(demand("class", ADULT), known={"eu_class": "I"}, possible={"eu_class": ("III",)})
    assert found.truth is Truth.YES


@pytest.mark.parametrize(("value", "warned"), [(500.0, True), (1000.0, False), (None, False)])
def test_a_rule_of_thumb_only_warns(value: float | None, warned: bool) -> None:
    worth = demand("worth", is_at_least("extra", 1000))
    found = fit(known={} if value is None else {"extra": value}, soft=(worth,))
    assert found.truth is Truth.YES
    assert bool(found.warnings) is warned
    assert found.distance == int(warned)


def test_conditions_hold_from_day_to_day() -> None:
    later = demand("later", is_no("is_app"), start=date(2027, 1, 1), end=date(2028, 1, 1))
    days = (date(2026, 12, 31), date(2027, 1, 1), date(2027, 12, 31), date(2028, 1, 1))
    assert [fit(later, known=FITTING, on=day).truth for day in days] == [
        Truth.YES, Truth.NO, Truth.NO, Truth.YES,
    ]  # fmt: skip


def test_before_it_began_and_after_it_ended_it_does_not_exist() -> None:
    life: dict[str, Any] = {"since": date(2020, 1, 1), "until": date(2027, 1, 1)}
    assert fit(known={}, **life).truth is Truth.YES
    for day in (date(2019, 12, 31), date(2027, 1, 1)):
        found = fit(known={}, on=day, **life)
        assert (found.truth, found.exists, found.is_closed) == (Truth.NO, False, True)


@pytest.mark.parametrize("condition", [is_at_least("n", 2), is_at_most("n", 2), ~is_at_least("n", 2)])
def test_an_amount_nobody_gave_is_unknown(condition: Condition) -> None:
    assert condition.truth({}) is Truth.UNKNOWN
    assert condition.truth({"n": "many"}) is Truth.UNKNOWN
    assert condition.missing({}) == ("n",)


def test_an_amount_says_what_it_wants() -> None:
    (blocked,) = is_at_least("n", 1000).blocked({"n": 500.0})
    assert (blocked.said, blocked.wanted, blocked.unless) == ("500", ("at least 1000",), False)
    assert is_at_least("n", 2).truth({"n": 2}) is Truth.YES
    assert (~is_at_least("n", 2)).truth({"n": 2}) is Truth.NO


def test_confidence_and_source_stay_with_the_condition() -> None:
    (one,) = fit(demand("class", ADULT, confidence=Confidence.UNCHECKED), known=FITTING).demands
    assert (one.demand.cite, one.demand.confidence) == (CITE, Confidence.UNCHECKED)
