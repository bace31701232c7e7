"""A company's sequence from end to end, on two small markets: what is told fits together."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import Any

import pytest

from fram.decide.sequence.cash_first import OWN_SLACK
from fram.decide.sequence.company import Rules
from fram.decide.sequence.made import FRESH, Ground, Sequenced, sequence_of
from fram.decide.sequence.more import More
from fram.decide.sequence.problem import Decision, Start
from fram.terms.company import Company, Round, Staff
from fram.terms.errors import Refused
from tests.slowly import slow
from tests.unit.decide.worlds import weighing

MANY = Staff(management=9, product=9, regulatory=9, clinical=9, sales=9, support=9)
ROUND = Round(amount_nok=20e6, months_from_now=4, chance=0.6)


def ground(*, cash_nok: float = 14e6, planned_round: Round | None = ROUND, **rules: Any) -> Ground:
    told = weighing(staff=MANY, cash_nok=cash_nok, planned_round=planned_round)
    given = {"probability": 0.8, "quarters": 3, "after_round": 2, **rules}
    return Ground(company=told.company, cases=tuple(told.cases()), rules=Rules(**given), lowered={})


@cache
def made() -> Sequenced:
    return sequence_of(ground(), seed=1, rounds=1)


def test_every_market_is_in_the_sequence_or_waits() -> None:
    found = made()
    launched, waits = {one.market for one in found.launches}, {one.market for one in found.waiting}
    assert launched | waits == {"DE", "SE", "LU"}
    assert not launched & waits
    assert "DE" in launched
    assert next(one for one in found.waiting if one.market == "LU").because == "worth"


def test_the_chance_is_of_futures_it_was_not_chosen_on() -> None:
    found = made()
    assert (found.scenarios, found.fresh) == (1_000, FRESH)
    assert found.chance >= 0.79
    assert found.chance_chosen_on >= 0.8
    assert 0 < found.chance <= found.chance_alone
    assert found.relief is None
    assert found.value_mean == pytest.approx(sum(one.value_mean for one in found.launches))
    assert found.value_cautious <= found.bound
    assert (found.asked, found.floor[:3]) == (0.8, (0.0, 0.0, 0.0))


def test_what_waits_for_the_round_is_lost_with_it_and_spends_nothing() -> None:
    found = made()
    planned, late, fails = found.stresses
    assert (planned.round, late.round, fails.round) == ("planned", "late", "fails")
    assert planned.chance == found.chance
    assert planned.value_mean == pytest.approx(found.value_mean)
    assert fails.value_mean <= late.value_mean <= planned.value_mean
    if all(one.start.after_round for one in found.launches):
        assert fails.value_mean == 0
        assert fails.chance > planned.chance
    for one in found.launches:
        assert one.chance_starts == pytest.approx(0.6 if one.start.after_round else 1.0, abs=0.03)


def test_without_a_round_no_launch_waits_for_one() -> None:
    found = sequence_of(ground(cash_nok=25e6, planned_round=None), seed=1, rounds=1)
    assert found.launches
    assert not any(one.start.after_round for one in found.launches)
    assert (found.stresses, found.round_at, found.round_chance) == ((), None, 0.0)


def test_where_cash_alone_does_not_hold_launches_are_held_to_what_it_does() -> None:
    poor = ground(cash_nok=11.5e6)
    found = sequence_of(poor, seed=1, rounds=1)
    assert found.relief is not None
    assert found.relief.nok > 0
    assert found.asked == pytest.approx(found.relief.chance - OWN_SLACK)
    assert found.chance_chosen_on >= found.asked
    assert found.more == ()
    assert {one.because for one in found.waiting} <= {"cash-first", "worth"}
    with pytest.raises(Refused, match="even with no launch at all"):
        sequence_of(poor, seed=1, rounds=1, strict=True)


def test_what_is_under_way_stands_when_the_sequence_is_made_anew() -> None:
    held = Decision(market="SE", mode="partner", start=Start(quarter=0))
    found = sequence_of(ground(cash_nok=25e6, held=(held,)), seed=1, rounds=1)
    assert ("SE", "partner", Start(quarter=0)) in {
        (one.market, one.mode, one.start) for one in found.launches
    }


def test_nothing_worth_its_cost_is_no_sequence_but_no_fault() -> None:
    rules = Rules(probability=0.8, never=frozenset({"DE", "SE"}))
    found = sequence_of(replace(ground(), rules=rules), seed=1, rounds=1)
    assert found.launches == ()
    assert [(one.market, one.because) for one in found.waiting] == [("LU", "worth")]  # never is not later


# --- cash that holds in no future -------------------------------------------------------------------

LATE_ROUND = Round(amount_nok=20e6, months_from_now=9, chance=0.6)
UNDER_WAY = Decision(market="SE", mode="partner", start=Start(quarter=0))


@pytest.mark.parametrize("planned_round", [None, LATE_ROUND])
@pytest.mark.parametrize("rules", [{}, {"held": (UNDER_WAY,)}, {"must": frozenset({"DE"})}])
def test_a_company_that_is_out_of_cash_in_every_future_is_told_what_it_lacks(
    planned_round: Round | None, rules: dict[str, Any]
) -> None:
    """Two months of cash: nothing new may start, and it is refused for no cash, whatever must be in it."""
    poor = ground(cash_nok=2e6, planned_round=planned_round, **rules)
    found = sequence_of(poor, seed=1, rounds=1)
    assert found.relief is not None
    assert (found.relief.chance, found.asked) == (0, 0)
    assert found.relief.nok > 5e6
    held = rules.get("held", ())
    assert [one.market for one in found.launches] == [one.market for one in held]
    assert found.more == ()
    told = {one.market: one for one in found.waiting}
    assert told["LU"].because == "worth"
    assert {one.because for name, one in told.items() if name != "LU"} == {"cash-first"}
    assert all(one.nok == 0 and one.start is None for one in found.waiting)
    assert told["DE"].value > 0
    with pytest.raises(Refused, match="cash holds in 0% of futures"):
        sequence_of(poor, seed=1, rounds=1, strict=True)


def test_with_the_cash_that_is_told_it_does_hold() -> None:
    poor = ground(cash_nok=2e6, planned_round=None)
    relief = sequence_of(poor, seed=1, rounds=1).relief
    assert relief is not None
    richer = replace(poor, company=replace(poor.company, cash_nok=poor.company.cash_nok + relief.nok + 1))
    assert sequence_of(richer, seed=1, rounds=1).relief is None


def test_what_was_planned_before_the_round_waits_for_the_cash() -> None:
    was = Decision(market="DE", mode="direct", start=Start(quarter=1))
    found = sequence_of(ground(cash_nok=2e6, planned=(was,)), seed=1, rounds=1)
    assert [(one.market, one.kind, one.because) for one in found.changes] == [("DE", "out", "cash-first")]


# --- what one more is worth, and what lets a market in, beside the sequence made anew ---------------


@pytest.mark.parametrize("cash_nok", [slow(12.5e6), 14e6, slow(17e6)])
@pytest.mark.parametrize("staff", [MANY, Staff(management=1, product=1, regulatory=1, sales=1, support=1)])
def test_what_one_more_is_worth_the_changed_company_gains(cash_nok: float, staff: Staff) -> None:
    now = ground(cash_nok=cash_nok)
    now = replace(now, company=replace(now.company, staff=staff))
    found = sequence_of(now, seed=1, rounds=6)
    assert found.relief is None
    noise = 0.01 * abs(found.value_cautious)
    for one in found.more:
        if one.gain_nok > 0:
            again = sequence_of(replace(now, company=changed(now.company, one)), seed=1, rounds=6)
            assert again.value_cautious - found.value_cautious >= one.gain_nok - noise, one


def changed(company: Company, one: More) -> Company:
    """The company with one more of something."""
    if one.kind == "cash":
        return replace(company, cash_nok=company.cash_nok + one.amount)
    if one.kind == "person":
        staff = replace(company.staff, **{one.of: getattr(company.staff, one.of) + one.amount})
        return replace(company, staff=staff)
    assert company.planned_round is not None
    sooner = company.planned_round.months_from_now - one.amount
    return replace(company, planned_round=replace(company.planned_round, months_from_now=sooner))


@pytest.mark.parametrize("cash_nok", [8.5e6, 10e6, 12.5e6])
def test_the_cash_that_lets_a_market_in_does(cash_nok: float) -> None:
    """With just what is told a sequence is made that is worth as much as the old one with the market."""
    now = ground(cash_nok=cash_nok, planned_round=None, own_months=6)
    found = sequence_of(now, seed=1, rounds=6)
    told = [one for one in found.waiting if one.nok > 0 and not one.short]
    assert (found.relief is None) == bool(told)
    for one in told:
        richer = replace(now.company, cash_nok=cash_nok + one.nok + 1)
        again = sequence_of(replace(now, company=richer), seed=1, rounds=6)
        assert again.value_cautious >= found.value_cautious + one.value - 1
