"""Choosing by hand: what must, may and stands, what nothing carries, and the least that would mend it."""

from __future__ import annotations

from dataclasses import fields, replace
from typing import Any

import numpy as np
import pytest

from fram.decide.sequence.chosen import choose, with_cash
from fram.decide.sequence.later import not_now
from fram.decide.sequence.more import _relaxed, worth_of_more
from fram.decide.sequence.problem import NEVER, Decision, Need, Problem, Shared, Start, Way
from fram.decide.sequence.relief import relief_of
from fram.decide.sequence.search.tables import compiled
from fram.terms.errors import Refused
from tests.unit.decide.sequence import slow
from tests.unit.decide.sequence.problems import plain_problem, plain_way, random_problem

NOW, NEXT = Start(quarter=0), Start(quarter=1)


def names(problem: Problem) -> set[str]:
    return {decision.market for decision in choose(problem, seed=1).decisions}


def test_cash_for_one_takes_the_one_worth_most() -> None:
    small, large = plain_way("A", costs=6, worth=5), plain_way("B", costs=8, worth=9)
    assert names(plain_problem(small, large, cash=10)) == {"B"}
    assert names(plain_problem(small, large, cash=14)) == {"A", "B"}
    assert names(plain_problem(small, large, cash=7.9)) == {"A"}
    assert names(plain_problem(small, large, cash=5.9)) == set()


def test_the_second_of_two_that_share_a_cost_does_not_pay_it() -> None:
    """Each costs 3 and their file 4, paid once: both for 10, one for 7."""
    file = (Shared(id="file", nok=np.full(4, 4.0), periods=np.ones(4)),)
    ways = [plain_way(market, costs=3, worth=5, shares=file) for market in "AB"]
    found = choose(plain_problem(*ways, cash=10), seed=1)
    assert {decision.market for decision in found.decisions} == {"A", "B"}
    assert found.value == pytest.approx(5 + 5 - 4)
    assert len(choose(plain_problem(*ways, cash=9.99), seed=1).decisions) == 1


def test_a_cost_shared_with_a_launch_that_waits_for_a_round_is_paid_by_both() -> None:
    """The round fails in half of the futures, and with it the first launch: somebody must pay the file."""
    file = (Shared(id="file", nok=np.full(4, 4.0), periods=np.ones(4)),)
    ways = [plain_way(market, costs=3, worth=9, shares=file) for market in "AB"]
    waits = Start(quarter=0, after_round=True)
    problem = plain_problem(*ways, cash=50, starts=(NEXT, waits), round_at=np.array([0, 0, NEVER, NEVER]))
    sequence = (
        Decision(market="A", mode="direct", start=waits),
        Decision(market="B", mode="direct", start=NEXT),
    )
    held = choose(replace(problem, held=sequence), seed=1)
    assert held.value == pytest.approx((9 - 4) / 2 + (9 - 4))
    both_wait = tuple(replace(decision, start=waits) for decision in sequence)
    assert choose(replace(problem, held=both_wait), seed=1).value == pytest.approx((9 + 9 - 4) / 2)


def test_what_a_market_needs_is_begun_before_it() -> None:
    first = plain_way("A", costs=1, worth=1, gives=("a",))
    second = plain_way("B", costs=1, worth=8, needs=(Need(id="a", periods=1),))
    found = choose(plain_problem(first, second, cash=10), seed=1).decisions
    assert [(one.market, one.start) for one in found] == [("A", NOW), ("B", NEXT)]
    assert names(plain_problem(second, cash=10)) == set()


def test_people_suffice_in_every_period() -> None:
    def busy(market: str) -> Way:
        return plain_way(market, costs=0, worth=1, staff={"sales": np.array([1.0, 0, 0, 0])})

    def free(positions: float) -> dict[str, Any]:
        return {"capacity": {"sales": np.full(4, positions)}}

    ways = [busy(market) for market in "ABC"]
    assert len(names(plain_problem(*ways, cash=1, **free(1.0)))) == 2  # one in each of the two quarters
    assert len(names(plain_problem(*ways, cash=1, **free(2.0)))) == 3
    assert len(names(plain_problem(*ways, cash=1, **free(0.9)))) == 0


def test_what_is_held_stands_though_it_loses_and_takes_more_people_than_there_are() -> None:
    bad = plain_way("A", costs=5, worth=-3, needs=(Need(id="x"),), staff={"sales": np.full(4, 2.0)})
    good = plain_way("B", costs=5, worth=3, staff={"sales": np.full(4, 1.0)})
    held = Decision(market="A", mode="direct", start=NEXT)
    problem = plain_problem(bad, good, cash=20, held=(held,), capacity={"sales": np.full(4, 1.0)})
    found = choose(problem, seed=1)
    assert found.decisions == (held,)
    assert found.value == pytest.approx(-3)
    assert {d.market for d in choose(replace(problem, held=()), seed=1).decisions} == {"B"}


@pytest.mark.parametrize(("fee", "kept"), [(0.0, "direct"), (1.9, "direct"), (2.1, "partner")])
def test_what_is_planned_changes_for_more_than_the_fee(fee: float, kept: str) -> None:
    ways = [plain_way("A", costs=1, worth=7), plain_way("A", costs=1, worth=5, mode="partner")]
    planned = Decision(market="A", mode="partner", start=NOW)
    problem = plain_problem(*ways, cash=10, planned=(planned,), fee_nok=fee)
    found = choose(problem, seed=1)
    assert found.decisions[0].mode == kept
    assert found.value == pytest.approx(7 if kept == "direct" else 5)  # without the fee
    assert found.bound == pytest.approx(7)


def test_a_market_that_must_be_in_it_is_though_it_loses() -> None:
    ways = [plain_way("A", costs=6, worth=-1), plain_way("B", costs=6, worth=4)]
    assert names(plain_problem(*ways, cash=10)) == {"B"}
    assert names(plain_problem(*ways, cash=10, must=frozenset({"A"}))) == {"A"}


def cash_relief(problem: Problem) -> float:
    with pytest.raises(Refused, match="NOK more cash today would do"):
        choose(problem, seed=1)
    relief = relief_of(problem)
    assert relief.limit == "cash"
    return relief.nok


@pytest.mark.parametrize("seed", range(6))
def test_the_relief_is_just_enough_cash(seed: int) -> None:
    problem = random_problem(seed)
    problem = replace(problem, own=problem.own - 3.0)
    nok = cash_relief(problem)
    assert choose(with_cash(problem, nok), seed=1).chance >= problem.probability
    cash_relief(with_cash(problem, 0.99 * nok))
    assert relief_of(with_cash(problem, nok)).limit == "none"


def test_the_relief_says_for_how_long_cash_holds() -> None:
    falling = plain_problem(
        plain_way("A", costs=0, worth=1), cash=0, own=np.tile([3.0, 1.0, -1.0, -2.0], (4, 1))
    )
    relief = relief_of(falling)
    assert (relief.nok, relief.months, relief.chance) == (2.0, 2, 0.0)


@pytest.mark.parametrize("seed", range(6))
def test_the_relief_of_a_market_that_must_be_in_it_is_just_enough_cash(seed: int) -> None:
    free = replace(random_problem(seed, markets=1), capacity={})
    problem = replace(free, own=np.full_like(free.own, 0.25), must=frozenset({"M0"}))
    relief = relief_of(problem)
    assert (relief.limit, relief.market) == ("must-cash", "M0")
    with pytest.raises(Refused, match="cash does not carry M0"):
        choose(problem, seed=1)
    assert choose(with_cash(problem, relief.nok), seed=1).decisions
    with pytest.raises(Refused, match="cash does not carry M0"):
        choose(with_cash(problem, 0.99 * relief.nok), seed=1)


def test_the_relief_of_people_is_all_who_are_missing() -> None:
    staff = {"sales": np.full(4, 1.0), "product": np.full(4, 0.7), "support": np.full(4, 0.1)}
    way = plain_way("A", costs=1, worth=1, staff=staff)
    free = {"sales": np.full(4, 0.5), "product": np.full(4, 0.5), "support": np.full(4, 0.5)}
    problem = plain_problem(way, cash=10, must=frozenset({"A"}), capacity=free)
    relief = relief_of(problem)
    assert (relief.limit, relief.function) == ("must-people", "sales")
    assert dict(relief.short) == pytest.approx({"sales": 0.5, "product": 0.2})
    with pytest.raises(Refused, match=r"0\.5 positions in sales and 0\.2 positions in product are missing"):
        choose(problem, seed=1)

    def given(share: float) -> Problem:
        more = {name: free[name] + share * dict(relief.short).get(name, 0.0) for name in free}
        return replace(problem, capacity=more)

    assert choose(given(1.0), seed=1).decisions
    with pytest.raises(Refused, match="are missing"):
        choose(given(0.99), seed=1)


def test_a_market_that_must_and_waits_for_another_comes_after_it() -> None:
    late = plain_way("A", costs=1, worth=1, needs=(Need(id="b", periods=1),))
    early = plain_way("B", costs=1, worth=1, gives=("b",))
    both = plain_problem(late, early, cash=10, must=frozenset({"A", "B"}))
    assert names(both) == {"A", "B"}
    with pytest.raises(Refused, match="what must come before it is not in the sequence"):
        choose(plain_problem(late, cash=10, must=frozenset({"A"})), seed=1)


@pytest.mark.parametrize("seed", range(6))
def test_what_waits_fits_with_what_it_is_said_to_lack(seed: int) -> None:
    """Given just what is named, the market goes in beside all the others."""
    problem = random_problem(seed)
    problem = replace(problem, own=problem.own - 0.5)
    found = choose(problem, seed=1)
    markets = [way.market for way in problem.ways]
    waiting = not_now(found, markets=sorted({*markets, "XX"}))
    assert {one.market for one in waiting} == {*markets, "XX"} - {one.market for one in found.decisions}
    for one in waiting:
        if one.because == "worth" or one.because == "little":
            continue
        assert one.because in ("cash", "people")
        assert one.start is not None
        added = Decision(market=one.market, mode=one.mode, start=one.start)
        more = {name: problem.capacity[name] + lacks for name, lacks in one.short}
        given = replace(with_cash(problem, one.nok), capacity={**problem.capacity, **more})
        everything = (*found.decisions, added)
        enough = int((1 - found.held_to) * problem.scenarios + 1e-9)
        assert slow.is_allowed(given, everything)
        assert slow.breaks_of(with_cash(given, 1e-9), everything) <= enough
        assert slow.value_of(given, everything) == pytest.approx(found.value + one.value)
        if one.nok:
            assert slow.breaks_of(with_cash(given, -0.01 * one.nok), everything) > enough
        again = choose(given, seed=1)
        assert again.value > found.value


def test_what_adds_next_to_nothing_is_told_as_that() -> None:
    """Beside a launch worth 100, one worth 1 and one worth 5, both kept out by cash."""
    ways = (
        plain_way("A", costs=1, worth=100), plain_way("B", costs=50, worth=1),
        plain_way("C", costs=50, worth=5),
    )  # fmt: skip
    found = choose(plain_problem(*ways, cash=2), seed=1)
    assert {one.market for one in found.decisions} == {"A"}
    little, cash = not_now(found, markets=["A", "B", "C"])
    assert (little.market, little.because, little.value) == ("B", "little", pytest.approx(1))
    assert (cash.market, cash.because, cash.value) == ("C", "cash", pytest.approx(5))
    assert (little.nok, cash.nok) == (pytest.approx(49), pytest.approx(49))  # what lets it in stands in both


def test_little_is_measured_by_the_best_launch_that_was_chosen() -> None:
    """What is under way is worth 1,000 and no yardstick; nor is the fee of 100 on what was planned."""
    giant = plain_way("G", costs=1, worth=1_000)
    ways = (giant, plain_way("A", costs=1, worth=10), plain_way("B", costs=50, worth=5))
    held = Decision(market="G", mode="direct", start=NOW)
    planned = Decision(market="A", mode="direct", start=NOW)
    problem = plain_problem(*ways, cash=3, held=(held,), planned=(planned,), fee_nok=500)
    (one,) = not_now(choose(problem, seed=1), markets=["A", "B", "G"])
    assert (one.market, one.because, one.value) == ("B", "cash", pytest.approx(5))


def test_what_a_launch_adds_is_told_without_the_fee() -> None:
    problem = plain_problem(
        plain_way("B", costs=50, worth=5), cash=3, fee_nok=500,
        planned=(Decision(market="B", mode="direct", start=NOW),),
    )  # fmt: skip
    (one,) = not_now(choose(problem, seed=1), markets=["B"])
    assert (one.because, one.value) == ("cash", pytest.approx(5))


@pytest.mark.parametrize(("costs", "nok"), [(1, 0.5), (11, 10.5), (13, 24.5)])
def test_the_cash_that_lets_a_market_in_is_what_the_next_search_asks_for(costs: float, nok: float) -> None:
    """Cash of 0.5 in 91 of 100 futures, and 3, 6, … 27 less in nine: it holds as asked (0.9), and not as a
    search likes to ask (0.945), which five may fall. That it does from 11.5 more on, and then a launch that
    takes 13 needs 24.5: with 12.5 the six poorest would break."""
    lacks = np.maximum(np.arange(100.0) - 90, 0) * 3
    own = np.tile((0.5 - lacks)[:, None], (1, 4))
    way = plain_way("A", costs=costs, worth=2, scenarios=100)
    problem = plain_problem(way, cash=0, scenarios=100, own=own, probability=0.9)
    found = choose(problem, seed=1)
    assert (found.decisions, found.held_to) == ((), 0.9)
    (one,) = not_now(found, markets=["A"])
    assert (one.because, one.nok) == ("cash", pytest.approx(nok))
    assert choose(with_cash(problem, nok), seed=1).decisions
    assert not choose(with_cash(problem, 0.99 * nok), seed=1).decisions


def test_more_cash_is_worth_nothing_where_more_is_asked_with_it() -> None:
    """1 more would do for 0.9; and with it a search asks for 0.945, which the launch does not leave."""
    own = np.tile((10 - np.where(np.arange(100) > 90, 10.5, 0))[:, None], (1, 4))
    way = plain_way("A", costs=10.6, worth=2, scenarios=100)
    problem = plain_problem(way, cash=0, scenarios=100, own=own, probability=0.9)
    found = choose(problem, seed=1)
    (cash,) = worth_of_more(found, seed=1)
    assert (found.held_to, cash.amount, cash.gain_nok) == (0.9, 1, 0)
    assert not choose(with_cash(problem, cash.amount), seed=1).decisions


@pytest.mark.parametrize("seed", range(4))
def test_what_more_is_worth_can_be_had(seed: int) -> None:
    """With the cash or the person given, a search from nothing finds as much as is said to be gained."""
    problem = random_problem(seed, step=3)
    found = choose(problem, seed=1)
    more = worth_of_more(found, seed=1)
    assert [one.of for one in more] == ["cash", "round-sooner", "sales"]
    cash, _, sales = more
    one_more = {**problem.capacity, "sales": problem.capacity["sales"] + 1}
    for gained, given in (
        (cash, with_cash(problem, cash.amount)), (sales, replace(problem, capacity=one_more)),
    ):  # fmt: skip
        assert choose(given, seed=1).value >= found.value + gained.gain_nok - 1e-6
    planned = choose(replace(problem, planned=found.decisions, fee_nok=0.01), seed=1)
    assert planned.decisions == found.decisions
    for one, other in zip(worth_of_more(planned, seed=1), more, strict=True):
        assert one.gain_nok <= other.gain_nok + 1e-9  # a fee on changes is no gain


@pytest.mark.parametrize("seed", range(3))
def test_tables_with_more_in_them_are_those_of_the_problem_with_more(seed: int) -> None:
    tables = compiled(random_problem(seed, step=3))
    relaxed = {of: make() for of, _, _, make in _relaxed(tables)}
    assert set(relaxed) == {"cash", "round-sooner", "sales"}
    for of, found in relaxed.items():
        anew = compiled(found.problem)
        for field in fields(anew):
            if field.name not in ("problem", "ways"):
                np.testing.assert_array_equal(
                    getattr(found, field.name), getattr(anew, field.name), err_msg=of
                )
    assert relaxed["cash"].problem.own.sum() > tables.problem.own.sum()
    assert relaxed["sales"].capacity.sum() > tables.capacity.sum()


def test_more_cash_is_worth_the_launch_it_pays_for() -> None:
    problem = plain_problem(plain_way("A", costs=10.5e6, worth=2e6), cash=10e6)
    cash = worth_of_more(choose(problem, seed=1), seed=1)[0]
    assert (cash.of, cash.amount, cash.gain_nok, cash.each) == ("cash", 1e6, 2e6, 2.0)


def test_a_round_a_month_sooner_brings_its_money_a_month_sooner() -> None:
    """Cash of 1 and a round of 9 at the end of month 2, too late for a bill of 5 in the first month."""
    own = np.tile([1.0, 10.0, 10.0, 10.0], (4, 1))
    now = plain_problem(
        plain_way("A", costs=5, worth=2), cash=0, own=own, round_at=np.full(4, 2), round_nok=np.full(4, 9.0),
        starts=(NOW,),
    )  # fmt: skip
    found = choose(now, seed=1)
    assert found.decisions == ()
    assert {one.of: one.gain_nok for one in worth_of_more(found, seed=1)}["round-sooner"] == pytest.approx(2)


def test_two_who_are_busy_in_different_months_of_a_quarter_both_count_in_the_bound() -> None:
    """One position: the first needs it in the first month, the other in the third."""
    first, third = (
        plain_way(market, costs=0, worth=1, periods=6, staff={"sales": (np.arange(6) == month).astype(float)})
        for market, month in (("A", 0), ("B", 2))
    )
    free = {"sales": np.full(6, 1.0)}
    problem = plain_problem(first, third, cash=1, periods=6, step=3, starts=(NOW,), capacity=free)
    found = choose(problem, seed=1)
    assert found.value == pytest.approx(2)
    assert found.bound >= 2
