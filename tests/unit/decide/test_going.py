"""Launches under way: out of the choice, and what is left of them in all cash."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from fram.decide.cash import CONE_DRAWS, launch_nets, own_cash
from fram.decide.going import Going, left_of
from fram.decide.model.case import MarketCase
from fram.decide.model.costs import shared_costs
from fram.decide.plan import make_plan
from tests.unit.decide.worlds import DAY, LARGE, MIDDLE, TINY, weighing


def cases() -> list[MarketCase]:
    return weighing(LARGE, MIDDLE).cases()


def test_nothing_under_way_leaves_nothing() -> None:
    left = left_of([], seed=1)
    assert left.cash.shape == (120, CONE_DRAWS)
    assert not left.cash.any()
    assert left.paid == frozenset()


def test_a_launch_begun_today_takes_and_brings_what_one_that_starts_now_does() -> None:
    one, _ = cases()
    (net,) = launch_nets([one], seed=1)
    left = left_of([(one, 0)], seed=1)
    assert left.cash == pytest.approx(np.cumsum(net, axis=0))
    assert left.paid == shared_costs(one)


def test_what_was_spent_before_today_is_past() -> None:
    """Of a launch begun in full nine years ago only the last year is left to count."""
    one, _ = cases()
    late = left_of([(one, 108)], seed=1).cash
    assert np.ptp(late[12:], axis=0) == pytest.approx(0)  # nothing more comes after the twelfth month
    assert np.abs(np.diff(late[:12], axis=0)).sum() > 0


def test_a_market_under_way_is_not_ranked_and_moves_the_companys_cash() -> None:
    base = weighing(LARGE, MIDDLE)
    going = replace(base, going=(Going(setting=TINY, mode="direct", months=6),))
    plain, made = (make_plan(at, seed=1, draws=600, on=DAY) for at in (base, going))
    assert TINY.market not in {line.result.market for line in made.markets}
    assert made.under_way == {TINY.market: 6}
    assert [x.result for x in made.markets] == [x.result for x in plain.markets]
    left = going.left(seed=1).cash
    middle = np.quantile(own_cash(base.company, seed=1) + left, 0.5, axis=1)
    assert made.cash_alone.months[11].p50 == pytest.approx(middle[11])
    assert made.cash_alone != plain.cash_alone


def test_what_a_launch_under_way_pays_is_not_paid_again() -> None:
    one, other = cases()
    left = left_of([(one, 3)], seed=1)
    shared = shared_costs(one) & shared_costs(other)
    assert shared  # both stand under one regime
    (alone,), (beside,) = (list(launch_nets([other], seed=1, paid=paid)) for paid in (frozenset(), left.paid))
    assert beside.sum() > alone.sum()
