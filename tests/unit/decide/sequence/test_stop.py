"""Stop rules by hand: cash by month is written down, so the month and the sum can be counted."""

from __future__ import annotations

import numpy as np
import pytest

from fram.decide.model.cashflow import HORIZON
from fram.decide.sequence.launches import Drawn
from fram.decide.sequence.problem import NEVER, Decision, Start
from fram.decide.sequence.stop import StopRule, stop_rule
from tests.generative.launches import PLAIN, as_launch

SURE = {**PLAIN, "approve_at": 1.0, "paid_at": 1.0, "approve_ok": 1.0, "pay_ok": 1.0, "discount": 1.0}
TOO_LATE = 2.0 * HORIZON


def drawn(sales: list[float], *, at: int = 0, **more: float) -> Drawn:
    """One NOK lost a month until the sale, ten won from then on; months of the sale count from the start."""
    launch = as_launch([{**SURE, "first_sale": at + sale, **more} for sale in sales])
    months = np.arange(HORIZON)[None, :]
    since = months - at
    cash = np.where(since >= np.array(sales)[:, None], 10.0, -1.0) * (since >= 0)
    return Drawn(
        decision=Decision(market="DE", mode="direct", start=Start(quarter=at // 3)),
        at=np.full(len(sales), at), launch=launch, cash=cash,
    )  # fmt: skip


def rule_of(one: Drawn) -> StopRule:
    rule = stop_rule(one)
    assert rule is not None
    return rule


@pytest.mark.parametrize("at", [0, 9])
def test_who_has_not_sold_when_all_that_ever_sell_have_loses_by_going_on(at: int) -> None:
    """60 sell in month 6, 40 never: from month 6 on the 40 lose a krone a month until the horizon."""
    rule = rule_of(drawn([6.0] * 60 + [TOO_LATE] * 40, at=at))
    assert (rule.milestone, rule.by_month, rule.stops) == ("first-sale", 6, True)
    assert rule.spent_nok == 6
    assert rule.chance == 0.4
    assert rule.saves_nok == pytest.approx(HORIZON - at - 6)


def test_as_long_as_enough_may_still_sell_going_on_pays() -> None:
    """20 more sell in month 12: 60 of 80 open ones lose 114 each, and 20 win ten a month for 108 months."""
    rule = rule_of(drawn([6.0] * 100 + [12.0] * 20 + [TOO_LATE] * 60))
    assert (rule.by_month, rule.spent_nok, rule.stops) == (12, 12, True)
    assert rule.chance == pytest.approx(60 / 180)
    # With 2 in place of 20 the wait from month 6 on is lost as well: 2 x (6 x -1 + 108 x 10) < 60 x 114.
    early = rule_of(drawn([6.0] * 100 + [12.0] * 2 + [TOO_LATE] * 60))
    assert (early.by_month, early.stops) == (6, True)


def test_where_going_on_always_pays_a_new_look_is_asked_for() -> None:
    rule = rule_of(drawn([6.0] * 50 + [12.0] * 50))
    assert (rule.stops, rule.by_month, rule.saves_nok) == (False, 12, 0.0)


def test_money_later_is_worth_less_today() -> None:
    """What is spared in month 6 and after, in kroner of today."""
    rule = rule_of(drawn([6.0] * 60 + [TOO_LATE] * 40, discount=0.9))
    assert rule.saves_nok == pytest.approx(sum(0.9**month for month in range(6, HORIZON)))


def test_too_few_futures_say_nothing() -> None:
    assert stop_rule(drawn([6.0] * 20)) is None
    never = drawn([6.0] * 100)
    nowhere = Drawn(decision=never.decision, at=np.full(100, NEVER), launch=never.launch, cash=0 * never.cash)
    assert stop_rule(nowhere) is None


def test_a_road_of_two_months_is_no_milestone() -> None:
    assert stop_rule(drawn([2.0] * 100)) is None


def test_a_denied_approval_ends_a_launch_by_itself() -> None:
    """40 are denied in month 5 and cost nothing after: none is open later, so nothing is to be stopped."""
    sold, denied = drawn([6.0] * 60), drawn([TOO_LATE] * 40)
    rows = [{**SURE, "approve_at": 5.0, "first_sale": 6.0}] * 60
    rows += [{**SURE, "approve_at": 5.0, "first_sale": TOO_LATE, "approve_ok": 0.0}] * 40
    cash = np.concatenate([sold.cash, np.where(np.arange(HORIZON) < 5, denied.cash, 0.0)])
    rule = rule_of(Drawn(decision=sold.decision, at=np.zeros(100, int), launch=as_launch(rows), cash=cash))
    assert not rule.stops
    assert rule.chance == 0
