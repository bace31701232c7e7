"""A launch that began in the past: by hand, beside one that starts now, and in the search and the judging."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from fram.decide.cash import CONE_DRAWS
from fram.decide.model.cashflow import HORIZON, Launch, monthly_cash, outcomes
from fram.decide.model.factors import Draws
from fram.decide.sequence.again.begun import cash_left, from_today, goes_on, left, worth_left
from fram.decide.sequence.company import Rules
from fram.decide.sequence.launches import Drawn, drawn_launches
from fram.decide.sequence.made import Ground, Sequenced, problem_of, sequence_of
from fram.decide.sequence.problem import Decision, Problem, Start
from fram.decide.sequence.search.judge import Judge
from fram.decide.sequence.search.tables import compiled
from fram.decide.sequence.stop import stop_rule
from fram.terms.company import Staff
from fram.terms.errors import Refused
from tests.generative.launches import PLAIN, as_launch, blocks
from tests.unit.decide.worlds import weighing

MANY = Staff(management=9, product=9, regulatory=9, clinical=9, sales=9, support=9)
DRAWS = Draws(1, 0, CONE_DRAWS)
SE = Decision(market="SE", mode="direct", start=Start(quarter=0))
DE = Decision(market="DE", mode="direct", start=Start(quarter=1))

ROAD = {
    **PLAIN, "begin_at": 0.0, "approve_at": 6.0, "launch_at": 6.0, "paid_at": 8.0, "hire_at": 8.0,
    "first_sale": 12.0, "approve_ok": 1.0, "pay_ok": 1.0, "approve_chance": 1.0, "pay_chance": 1.0,
    "unpaid_share": 0.0, "units": 1.0, "pace": 1.0, "keep": 1.0, "ramp": 1.0, "month_income": 50.0,
    "month_margin": 50.0, "once_income": 0.0, "once_margin": 0.0, "tied": 0.0, "approval_cost": 600.0,
    "launch_cost": 0.0, "firm_cost": 0.0, "team_cost": 10.0, "market_cost": 0.0, "discount": 1.0,
}  # fmt: skip
"""Approval work of 100 a month in months 0 to 5; a team of 10 a month from month 8; 50 a month from 13 on."""


def road(**more: float) -> Launch:
    return as_launch([{**ROAD, **more}])


# --- by hand ----------------------------------------------------------------------------------------


def test_by_hand_what_is_left_nine_months_on() -> None:
    """Months 9 to 12 cost 10 each, months 13 to 119 bring 40 each: four and 107 of them from today."""
    cash = cash_left(road(), months=9)[:, 0]
    assert cash[:4].tolist() == [-10] * 4
    assert cash[4:111].tolist() == [40] * 107
    assert cash[111:].tolist() == [0] * 9  # ten years from its start are over
    assert worth_left(road(), months=9)[0] == pytest.approx(-40 + 107 * 40)
    whole = monthly_cash(road(), approved=np.ones(1), paid=np.ones(1))[:, 0]
    assert whole.sum() == -600 - 50 + 107 * 40  # the 600 and one month of the team are past


def test_by_hand_money_later_is_worth_less_counted_from_today() -> None:
    worth = worth_left(road(discount=0.9), months=9)[0]
    assert worth == pytest.approx(
        sum(-10 * 0.9**m for m in range(4)) + sum(40 * 0.9**m for m in range(4, 111))
    )


def test_an_approval_whose_month_has_passed_is_held_and_one_to_come_is_as_drawn() -> None:
    denied = road(approve_ok=0.0, approve_chance=0.5)
    assert goes_on(denied, months=6).approve_ok == 1  # decided at the end of month 5
    assert worth_left(goes_on(denied, months=9), months=9)[0] == pytest.approx(-40 + 107 * 40)
    soon = goes_on(denied, months=5)
    assert soon.approve_ok == 0
    assert cash_left(soon, months=5)[:, 0].tolist() == [-100, *[0] * 119]
    # Either the last 100 and nothing more, or that, the team's 50 and 107 months of 40.
    assert worth_left(soon, months=5)[0] == pytest.approx(0.5 * -100 + 0.5 * (-100 - 50 + 107 * 40))


def test_a_payment_that_has_passed_is_made_only_where_nothing_is_sold_without_it() -> None:
    unpaid = {"pay_ok": 0.0, "pay_chance": 0.25}
    assert goes_on(road(**unpaid), months=8).pay_chance == 1
    assert goes_on(road(**unpaid), months=7).pay_chance == 0.25
    some_buy = goes_on(road(unpaid_share=0.5, **unpaid), months=8)
    assert (some_buy.pay_ok[0], some_buy.pay_chance[0]) == (0, 0.25)


def test_on_the_day_it_starts_nothing_has_passed() -> None:
    held = road(approve_at=0.0, approve_ok=0.0)
    assert goes_on(held, months=0) is held
    assert goes_on(held, months=1).approve_ok == 1


@pytest.mark.slow
@given(rows=blocks())
def test_begun_nought_months_ago_is_the_model_itself(rows: list[dict[str, float]]) -> None:
    launch = as_launch(rows)
    whole = outcomes(launch, decide_at=0)
    np.testing.assert_array_equal(
        cash_left(launch, months=0),
        monthly_cash(launch, approved=launch.approve_ok, paid=launch.pay_ok * launch.approve_ok),
    )
    np.testing.assert_allclose(worth_left(launch, months=0), whole.value, rtol=1e-12, atol=1e-6)


@given(rows=blocks(most=1), months=st.integers(0, HORIZON - 1))
def test_what_is_past_and_what_is_left_make_up_the_whole(rows: list[dict[str, float]], months: int) -> None:
    launch = replace(as_launch(rows), approve_chance=np.ones(1), pay_chance=np.ones(1))
    cash = monthly_cash(launch, approved=np.ones(1), paid=np.ones(1))[:, 0]
    factors = launch.discount[0] ** np.arange(HORIZON)
    past = (cash * factors)[:months].sum()
    later = worth_left(launch, months=months)[0] * launch.discount[0] ** months
    size = np.abs(cash).sum() + 1
    assert past + later == pytest.approx((cash * factors).sum(), abs=1e-9 * size)


def test_times_from_today_and_a_shift_of_all_of_it() -> None:
    shown = from_today(road(), months=9)
    assert (shown.approve_at[0], shown.first_sale[0]) == (-3, 3)
    assert left(np.arange(float(HORIZON)), months=9)[[0, 110, 111]].tolist() == [9, 119, 0]


# --- in a company's sequence ------------------------------------------------------------------------


def ground(**rules: Any) -> Ground:
    told = weighing(staff=MANY, cash_nok=25e6, planned_round=None)
    given = {"probability": 0.8, "quarters": 3, **rules}
    return Ground(company=told.company, cases=tuple(told.cases()), rules=Rules(**given), lowered={})


@cache
def problem(months: int | None) -> Problem:
    """Sweden begun so many months ago; None: said to start now."""
    return problem_of(_begun(months), DRAWS)


def _begun(months: int | None, **rules: Any) -> Ground:
    return ground(held=(SE,), begun={} if months is None else {"SE": months}, **rules)


def drawn(months: int | None, *decisions: Decision) -> list[Drawn]:
    return drawn_launches(decisions, cases=ground().sold, draws=DRAWS, problem=problem(months))


def test_begun_today_is_drawn_like_one_that_starts_now() -> None:
    (begun, german), (now, other) = drawn(0, SE, DE), drawn(None, SE, DE)
    np.testing.assert_array_equal(begun.cash, now.cash)
    np.testing.assert_array_equal(german.cash, other.cash)
    np.testing.assert_array_equal(begun.launch.first_sale, now.launch.first_sale)


@cache
def made(months: int | None) -> Sequenced:
    return sequence_of(_begun(months), seed=1, rounds=1)


def test_begun_today_gives_the_sequence_of_one_that_starts_now() -> None:
    begun, now = made(0), made(None)
    for one, other in zip(begun.launches, now.launches, strict=True):
        assert (one.market, one.mode, one.start) == (other.market, other.mode, other.start)
        assert one.value_mean == pytest.approx(other.value_mean, rel=1e-9)
        assert (one.first_sale, one.spend, one.stop) == (other.first_sale, other.spend, other.stop)
    assert [one.begun_months for one in begun.launches if one.market == "SE"] == [0]
    assert (begun.chance, begun.chance_chosen_on) == (now.chance, now.chance_chosen_on)
    assert begun.value_cautious == pytest.approx(now.value_cautious, rel=1e-6)


def test_nine_months_on_the_model_is_ahead_by_nine_months_and_by_fewer_rivals() -> None:
    (now,), (begun,) = drawn(None, SE), drawn(9, SE)
    np.testing.assert_allclose(begun.launch.first_sale, now.launch.first_sale - 9)
    np.testing.assert_array_less(now.launch.units * (1 - 1e-12), begun.launch.units)  # sooner is no fewer
    # Before anybody buys, the same months cost the same, but for those denied by then: it goes on.
    same = (begun.launch.first_sale > 3) & (now.launch.approve_ok == 1)
    assert same.mean() > 0.3
    np.testing.assert_allclose(begun.cash[same, :3], now.cash[same, 9:12])
    assert (begun.cash[:, HORIZON - 9 :] == 0).all()


def test_what_is_left_is_worth_more_than_the_whole_once_the_costs_are_past() -> None:
    values = {one.market: one.value_mean for one in made(9).launches}
    whole = {one.market: one.value_mean for one in made(None).launches}
    assert values["SE"] > whole["SE"]
    swede = next(one for one in made(9).launches if one.market == "SE")
    assert (swede.begun_months, swede.chance_starts) == (9, 1.0)
    assert swede.first_sale.p50 < next(o for o in made(None).launches if o.market == "SE").first_sale.p50


@pytest.mark.parametrize("months", [0, 4, 9, 30])
def test_the_search_reads_the_same_cash_as_the_judging(months: int) -> None:
    judge = Judge(compiled(problem(months)))
    one = judge.path(*judge.tables.encoded([SE]))
    (begun,) = drawn(months, SE)
    exact = problem(months).own + np.cumsum(begun.cash, axis=1)
    np.testing.assert_allclose(one, exact, atol=3e-7 * np.abs(exact).max())
    assert begun.worth is not None
    assert judge.value(*judge.tables.encoded([SE])) == pytest.approx(begun.worth.mean(), rel=1e-6)


def test_it_pays_what_others_share_and_brings_them_its_approval() -> None:
    """Both need one approval of the same rules: begun 24 months ago it is there, in every draw."""
    now = replace(DE, start=Start(quarter=0))
    _, german = drawn(24, SE, now)
    assert german.launch.approval_cost.max() == 0
    assert german.launch.approve_at.max() == 0
    assert german.launch.approve_ok.min() == 1
    way = problem(24).way("DE", "direct")
    assert (way.shares, way.eased_by.periods if way.eased_by else None) == ((), 0)
    judge = Judge(compiled(problem(24)))
    mine = judge.path(*judge.tables.encoded([SE, now]))
    theirs = problem(24).own + sum(np.cumsum(one.cash, axis=1) for one in drawn(24, SE, now))
    np.testing.assert_allclose(mine, theirs, atol=3e-7 * np.abs(theirs).max())


def test_a_market_that_must_follow_one_under_way_may_start_now() -> None:
    before = {"DE": ("SE",)}
    needs = [
        len(problem_of(_begun(months, before=before), DRAWS).way("DE", "direct").needs) for months in (0, 1)
    ]
    assert needs == [1, 0]


def test_its_people_go_on_from_where_they_are() -> None:
    now, begun = (problem(months).way("SE", "direct").staff["sales"] for months in (0, 9))
    np.testing.assert_array_equal(begun[: HORIZON - 9], now[9:])


def test_its_stop_rule_counts_from_today() -> None:
    (begun,), (now,) = drawn(3, SE), drawn(None, SE)
    rule, plain = stop_rule(begun), stop_rule(now)
    assert rule is not None
    assert plain is not None
    assert rule.by_month == plain.by_month - 3
    assert 0 < rule.spent_nok < plain.spent_nok


def test_a_milestone_that_is_past_in_nearly_all_futures_needs_no_rule() -> None:
    (begun,) = drawn(100, SE)
    assert stop_rule(begun) is None


@pytest.mark.parametrize(("held", "months"), [((), 3), ((SE,), -1), ((SE,), HORIZON), ((DE,), 3)])
def test_only_what_is_held_now_has_begun_within_the_horizon(held: tuple[Decision, ...], months: int) -> None:
    with pytest.raises(Refused, match="months ago"):
        Rules(held=held, begun={held[0].market if held else "SE": months})


def test_where_cash_alone_does_not_hold_nothing_starts_now_beside_what_is_under_way() -> None:
    """Cash breaks with Sweden alone: a start of this quarter is open to it and to nothing else."""
    poor = _begun(3)
    poor = replace(poor, company=replace(poor.company, cash_nok=17e6))
    found = sequence_of(poor, seed=1, rounds=1)
    assert found.relief is not None
    assert [one.market for one in found.launches] == ["SE"]
