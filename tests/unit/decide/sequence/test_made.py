"""A company's sequence from end to end, on two small markets: what is told fits together."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import Any

import pytest

from fram.decide.sequence.company import Rules
from fram.decide.sequence.made import FRESH, OWN_SLACK, Ground, Sequenced, sequence_of
from fram.decide.sequence.problem import Decision, Start
from fram.terms.company import Round, Staff
from fram.terms.errors import Refused
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
