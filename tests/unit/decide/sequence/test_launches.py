"""From cases to ways and back: the tables beside the model itself."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import numpy as np
import pytest

from fram.decide.cash import CONE_DRAWS, launch_nets
from fram.decide.model.factors import Draws
from fram.decide.sequence.company import Rules
from fram.decide.sequence.launches import drawn_launches, ways_of
from fram.decide.sequence.made import Ground, problem_of
from fram.decide.sequence.problem import NEVER, Decision, Problem, Start
from fram.decide.sequence.search.judge import Judge
from fram.decide.sequence.search.tables import compiled
from fram.terms.company import Round, Staff
from tests.unit.decide.worlds import weighing

MANY = Staff(management=9, product=9, regulatory=9, clinical=9, sales=9, support=9)
DRAWS = Draws(1, 0, CONE_DRAWS)


@cache
def ground() -> Ground:
    told = weighing(
        staff=MANY, cash_nok=14e6, planned_round=Round(amount_nok=20e6, months_from_now=4, chance=0.6)
    )
    return Ground(company=told.company, cases=tuple(told.cases()), rules=Rules(probability=0.8), lowered={})


@cache
def problem() -> Problem:
    return problem_of(ground(), DRAWS)


@cache
def judge() -> Judge:
    return Judge(compiled(problem()))


def launch(market: str, quarter: int, *, mode: str = "direct", after_round: bool = False) -> Decision:
    return Decision(market=market, mode=mode, start=Start(quarter=quarter, after_round=after_round))


def exact(*sequence: Decision) -> np.ndarray:
    drawn = drawn_launches(sequence, cases=ground().sold, draws=DRAWS, problem=problem())
    return problem().own + sum(np.cumsum(one.cash, axis=1) for one in drawn)


def by_tables(*sequence: Decision) -> np.ndarray:
    return judge().path(*judge().tables.encoded(sequence))


def test_one_market_launched_now_is_the_launch_of_the_cash_cone() -> None:
    case = next(case for case in ground().cases if case.market == "DE")
    drawn = drawn_launches(
        [launch("DE", 0, mode=case.sold.mode)], cases=ground().sold, draws=DRAWS, problem=problem()
    )
    (net,) = launch_nets([case], seed=1)
    np.testing.assert_array_equal(drawn[0].cash, net.T)


def test_what_starts_now_is_the_model_to_single_precision() -> None:
    """Two launches at once, one of which pays what both need."""
    both = (launch("DE", 0), launch("SE", 0))
    scale = np.abs(exact(*both)).max()
    np.testing.assert_allclose(by_tables(*both), exact(*both), atol=3e-7 * scale)


@pytest.mark.parametrize("quarter", [2, 4, 7])
def test_what_starts_later_is_near_the_model(quarter: int) -> None:
    """The month in which a market is given up depends on the calendar: one draw in seven differs by it."""
    one = (launch("DE", quarter),)
    mine, theirs = by_tables(*one), exact(*one)
    assert mine[:, -1].mean() == pytest.approx(theirs[:, -1].mean(), rel=1e-3)
    assert (mine >= 0).all(axis=1).mean() == pytest.approx((theirs >= 0).all(axis=1).mean(), abs=0.005)
    assert (np.abs(mine - theirs).max(axis=1) > 1_000).mean() < 0.2


def test_an_approval_held_is_near_the_model() -> None:
    both = (launch("DE", 0), launch("SE", 4))
    tables = judge().tables
    way, start = tables.encoded(both)
    assert tables.gap[start[tables.markets.index("DE")], start[tables.markets.index("SE")]] == 12
    mine, theirs = by_tables(*both), exact(*both)
    assert mine[:, -1].mean() == pytest.approx(theirs[:, -1].mean(), rel=2e-3)
    assert (mine >= 0).all(axis=1).mean() == pytest.approx((theirs >= 0).all(axis=1).mean(), abs=0.005)
    assert judge().value(way, start) > sum(judge().value(*tables.encoded([one])) for one in both)


def test_what_waits_for_the_round_does_not_pay_for_what_may_begin_without_it() -> None:
    """The round fails in four futures of ten: the launch that begins anyhow pays the approval in all."""
    waits, begins = launch("DE", 0, after_round=True), launch("SE", 7)
    together = drawn_launches([waits, begins], cases=ground().sold, draws=DRAWS, problem=problem())
    alone = drawn_launches([begins], cases=ground().sold, draws=DRAWS, problem=problem())
    fails = problem().round_at >= NEVER
    assert 0.3 < fails.mean() < 0.5
    second = next(one for one in together if one.decision == begins)
    np.testing.assert_allclose(second.cash[fails], alone[0].cash[fails], atol=1e-3)  # NOK
    sure = drawn_launches([launch("DE", 0), begins], cases=ground().sold, draws=DRAWS, problem=problem())
    assert sure[1].launch.approval_cost.max() == 0 < second.launch.approval_cost.min()


def test_what_is_worth_nothing_at_any_start_is_no_way_unless_it_must() -> None:
    terms_markets = {way.market for way in problem().ways}
    assert terms_markets == {"DE", "SE"}
    kept = replace(ground(), rules=Rules(probability=0.8, must=frozenset({"LU"})))
    assert "LU" in {way.market for way in problem_of(kept, Draws(1, 0, 200)).ways}
    never = replace(ground(), rules=Rules(probability=0.8, never=frozenset({"DE"})))
    assert {way.market for way in problem_of(never, Draws(1, 0, 200)).ways} == {"SE"}
    assert ways_of([], DRAWS, terms=None) == []  # type: ignore[arg-type]
