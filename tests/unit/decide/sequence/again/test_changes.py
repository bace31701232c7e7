"""A sequence made anew beside an earlier one: few changes, each with what it gains or why it had to be."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from fram.decide.sequence.again.changes import Change, changes_of
from fram.decide.sequence.chosen import choose
from fram.decide.sequence.problem import Decision, Need, Problem, Start
from fram.decide.sequence.search.tables import compiled
from tests.unit.decide.sequence.problems import plain_problem, plain_way, random_problem

NOW, NEXT = Start(quarter=0), Start(quarter=1)


def plan(market: str, mode: str = "direct", start: Start = NOW) -> Decision:
    return Decision(market=market, mode=mode, start=start)


def told(problem: Problem, *planned: Decision) -> list[Change]:
    made = replace(problem, planned=tuple(p for p in planned if p.start in problem.starts))
    return list(changes_of(choose(made, seed=1), planned))


def ways(*sizes: tuple[str, float]) -> Problem:
    return plain_problem(
        *(plain_way(market, costs=1, worth=worth) for market, worth in sizes), cash=10, starts=(NOW,)
    )


def test_nothing_was_planned_nothing_changed() -> None:
    assert told(ways(("A", 3))) == []


def test_what_stands_is_kept_and_what_is_added_says_what_it_brings() -> None:
    kept, new = told(ways(("A", 3), ("B", 4)), plan("A"))
    assert kept == Change(market="A", kind="kept", was=plan("A"), now=plan("A"))
    assert new == Change(market="B", kind="new", was=None, now=plan("B"), because="worth", gain_nok=4)


@pytest.mark.parametrize(("fee", "kind"), [(1.9, "moved"), (2.1, "kept")])
def test_a_better_way_is_taken_for_more_than_the_fee(fee: float, kind: str) -> None:
    """Selling directly is worth 7, through a partner 5: the change gains 2."""
    both = (plain_way("A", costs=1, worth=7), plain_way("A", costs=1, worth=5, mode="partner"))
    (one,) = told(plain_problem(*both, cash=10, starts=(NOW,), fee_nok=fee), plan("A", "partner"))
    assert one.kind == kind
    if kind == "moved":
        assert (one.now, one.because, one.gain_nok) == (plan("A"), "worth", pytest.approx(2))


def test_cash_that_is_short_drops_what_is_worth_less() -> None:
    """Cash for one of two: A at 3 makes room for B at 4, and beside B it does not fit."""
    both = (plain_way("A", costs=6, worth=3), plain_way("B", costs=6, worth=4))
    out, kept = told(plain_problem(*both, cash=10, starts=(NOW,), fee_nok=1), plan("A"), plan("B"))
    assert (out.kind, out.now, out.because) == ("out", None, "cash")
    assert out.gain_nok == pytest.approx(-3)  # it would be worth as much, could it be paid for
    assert kept.kind == "kept"


def test_people_that_are_short_drop_what_is_worth_less() -> None:
    each = {"sales": np.ones(4)}
    both = (plain_way("A", costs=1, worth=3, staff=each), plain_way("B", costs=1, worth=4, staff=each))
    problem = plain_problem(*both, cash=10, starts=(NOW,), capacity={"sales": np.full(4, 1.5)})
    out, _ = told(problem, plan("A"), plan("B"))
    assert (out.kind, out.because) == ("out", "people")


def test_what_must_come_first_and_is_gone_is_named() -> None:
    first = plain_way("A", costs=1, worth=-1, gives=("market.A",))
    second = plain_way("B", costs=1, worth=0.5, needs=(Need(id="market.A"),))
    out = told(plain_problem(first, second, cash=10, starts=(NOW,)), plan("B"))
    assert [(one.market, one.kind, one.because) for one in out] == [("B", "out", "before")]


def test_what_cannot_be_chosen_any_more_is_closed() -> None:
    gone, late = told(ways(("A", 3)), plan("Z"), plan("A", start=NEXT))
    assert (gone.kind, gone.because) == ("out", "closed")
    assert (late.kind, late.because, late.now) == ("moved", "closed", plan("A"))


def test_what_is_new_because_it_must_be_is_worth_no_less_than_nothing() -> None:
    must = replace(ways(("A", 3), ("B", -3)), must=frozenset({"B"}))
    kept, new = told(must, plan("A"))
    assert (kept.kind, new.kind, new.because, new.gain_nok) == ("kept", "new", "must", pytest.approx(-3))


def test_what_is_new_because_another_needs_it_first() -> None:
    first = plain_way("A", costs=1, worth=-1, gives=("market.A",))
    second = plain_way("B", costs=1, worth=3, needs=(Need(id="market.A", periods=1),))
    later = plan("B", start=NEXT)
    made = plain_problem(first, second, cash=10, planned=(plan("A"), later), fee_nok=0)
    found = choose(made, seed=1)
    assert set(found.decisions) == {plan("A"), later}
    new = next(one for one in changes_of(found, (later,)) if one.kind == "new")
    assert (new.market, new.because, new.gain_nok) == ("A", "needed", pytest.approx(-1))


def test_what_moves_and_gains_nothing_is_not_told_as_worth() -> None:
    """Both starts are worth the same, and without a fee either is taken."""
    problem = plain_problem(plain_way("A", costs=1, worth=3), cash=10)
    found = choose(problem, seed=1)
    (now,) = found.decisions
    other = plan("A", start=NEXT if now.start == NOW else NOW)
    (one,) = changes_of(found, (other,))
    assert (one.kind, one.because, one.gain_nok) == ("moved", "even", 0)


def test_a_start_that_is_closed_until_cash_holds_says_so() -> None:
    whole = compiled(plain_problem(plain_way("A", costs=1, worth=3), cash=10))
    narrow = choose(replace(whole.problem, closed=frozenset({NEXT})), seed=1)
    closed, gone = changes_of(narrow, (plan("A", start=NEXT), plan("Z")), whole=whole)
    assert (closed.because, gone.because) == ("cash-first", "closed")


def test_what_is_under_way_is_no_change() -> None:
    problem = replace(ways(("A", -3), ("B", 4)), held=(plan("A"),))
    assert [one.market for one in told(problem, plan("A"), plan("B"))] == ["B"]


def test_a_closed_start_is_open_to_what_is_held_alone() -> None:
    both = (plain_way("A", costs=1, worth=3), plain_way("B", costs=1, worth=4))
    problem = plain_problem(*both, cash=10, held=(plan("A"),), closed=frozenset({NOW}))
    assert set(choose(problem, seed=1).decisions) == {plan("A"), plan("B", start=NEXT)}
    must = replace(problem, must=frozenset({"B"}))
    assert set(choose(must, seed=1).decisions) == {plan("A"), plan("B", start=NEXT)}
    shut = replace(problem, closed=frozenset({NOW, NEXT}))
    assert set(choose(shut, seed=1).decisions) == {plan("A")}


@pytest.mark.parametrize("seed", range(12))
def test_the_same_again_is_the_same_sequence(seed: int) -> None:
    problem = random_problem(seed, step=3)
    first = choose(problem, seed=1)
    again = choose(replace(problem, planned=first.decisions, fee_nok=0.01), seed=1)
    assert again.decisions == first.decisions
    assert {one.kind for one in changes_of(again, first.decisions)} <= {"kept"}


@pytest.mark.parametrize("seed", range(12))
def test_with_a_large_fee_a_small_change_moves_nothing_that_holds(seed: int) -> None:
    """Every worth a hundredth of a unit up or down, cash a hundredth up: what was planned stands."""
    problem = random_problem(seed, step=3)
    first = choose(problem, seed=1)
    rng = np.random.default_rng(seed)
    moved = tuple(
        replace(way, alone=replace(way.alone, worth=way.alone.worth + rng.uniform(-0.01, 0.01)))
        for way in problem.ways
    )
    new = replace(problem, ways=moved, own=problem.own + 0.01, planned=first.decisions, fee_nok=1e6)
    again = choose(new, seed=2)
    kinds = [one.kind for one in changes_of(again, first.decisions)]
    assert set(first.decisions) <= set(again.decisions)
    assert set(kinds) <= {"kept", "new"}
