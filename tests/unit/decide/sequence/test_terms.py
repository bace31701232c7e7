"""The terms of a sequence: rounds, floors, starts, and what is refused in words."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from fram.decide.cash import own_cash
from fram.decide.model.cashflow import HORIZON
from fram.decide.model.factors import Draws
from fram.decide.sequence.chosen import choose
from fram.decide.sequence.company import Rules, floor_of, free_people, own_path, round_of
from fram.decide.sequence.problem import NEVER, Decision, Start, started
from fram.terms.company import Round, Staff
from fram.terms.errors import Refused
from fram.terms.loop import Covenant
from tests.unit.decide.sequence.problems import plain_problem, plain_way, random_problem
from tests.unit.decide.worlds import company

WAY = plain_way("A", costs=1, worth=1)
ROUND = Round(amount_nok=20e6, months_from_now=4, chance=0.6)


def test_the_start_of_a_launch_that_waits_is_the_quarter_after_the_money() -> None:
    """Money at the end of month 3 lets a launch begin with month 4, whose place is 3; of month 4, with 6."""
    comes = np.array([1, 3, 4, 11, 12, NEVER])
    problem = plain_problem(
        plain_way("A", costs=1, worth=1, periods=12, scenarios=6), cash=1, periods=12, scenarios=6,
        round_at=comes, step=3,
    )  # fmt: skip
    assert started(problem, Start(quarter=2)).tolist() == [6] * 6
    assert started(problem, Start(after_round=True)).tolist() == [3, 3, 6, NEVER, NEVER, NEVER]
    assert started(problem, Start(quarter=1, after_round=True)).tolist() == [6, 6, 9, NEVER, NEVER, NEVER]


def test_cash_without_a_launch_is_that_of_the_cash_cone() -> None:
    """The burn is the cone's, and so is the month in which the money of the round is there."""
    draws = Draws(1, 0, 500)
    poor, planned = company(), company(planned_round=ROUND)
    none = round_of(poor, draws)
    alone = own_path(poor, draws, round_=none, own_months=HORIZON)
    np.testing.assert_allclose(alone.T, own_cash(poor, seed=1, draws=500))
    comes = round_of(planned, draws)
    brought = own_path(planned, draws, round_=comes, own_months=HORIZON) - alone
    cone = own_cash(planned, seed=1, draws=500).T - own_cash(poor, seed=1, draws=500).T
    assert np.array_equal(brought > 1, cone > 1)
    happens = comes.at < NEVER
    assert happens.mean() == pytest.approx(0.6, abs=0.07)
    assert brought[happens, -1] == pytest.approx(comes.nok[happens])
    assert (comes.nok >= 0.6 * 20e6).all()
    assert (comes.nok <= 1.2 * 20e6).all()


def test_a_round_comes_late_or_not_at_all() -> None:
    draws, planned = Draws(1, 0, 200), company(planned_round=ROUND)
    usual, late = round_of(planned, draws), round_of(planned, draws, late=6)
    comes = usual.at < NEVER
    assert np.array_equal(late.at[comes], usual.at[comes] + 6)
    assert np.array_equal(late.nok, usual.nok)
    assert (round_of(planned, draws, fails=True).at == NEVER).all()


def test_the_burn_is_counted_for_as_long_as_the_rules_say() -> None:
    draws, plain = Draws(1, 0, 20), company()
    path = own_path(plain, draws, round_=round_of(plain, draws), own_months=12)
    assert np.array_equal(path[:, 11], path[:, -1])
    assert (np.diff(path[:, :12], axis=1) < 0).all()


def test_a_covenant_lifts_the_floor_while_it_runs() -> None:
    covenants = (Covenant(least_nok=5.0, from_month=3, until_month=4), Covenant(least_nok=2.0, from_month=4))
    floor = floor_of(Rules(floor_nok=3.0, covenants=covenants))
    assert floor[:6].tolist() == [3, 3, 5, 5, 3, 3]
    assert floor_of(Rules(covenants=covenants))[:6].tolist() == [0, 0, 5, 5, 2, 2]


def test_people_free_are_a_share_of_those_there_are() -> None:
    free = free_people(company(staff=Staff(sales=3)), Rules(free_share=0.4))
    assert free["sales"][0] == pytest.approx(1.2)
    assert free_people(company(staff=Staff()), Rules()) == {}


@pytest.mark.parametrize(
    ("rules", "words"),
    [
        ({"probability": 0.0}, "no probability between 0 and 1"),
        ({"probability": 1.5}, "1.5 is no probability"),
        ({"probability": float("nan")}, "no probability"),
        ({"own_months": 0}, "own_months: 0"),
        ({"quarters": 41}, "quarters: 41"),
        ({"free_share": -0.1}, "free_share"),
        ({"modes": ()}, "none is left"),
        ({"must": frozenset({"DE"}), "never": frozenset({"DE"})}, "DE must and must not be launched"),
    ],
)
def test_rules_that_cannot_be_kept_are_refused(rules: dict[str, Any], words: str) -> None:
    with pytest.raises(Refused, match=words):
        Rules(**rules)


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"probability": 0.0}, "probability: 0 is no probability"),
        ({"probability": 1.0}, "probability: 1 is no probability"),
        ({"own": np.ones((3, 4))}, r"A direct: has shape \(4, 4\), and \(3, 4\)"),
        ({"own": np.ones(4)}, r"own: has shape \(4,\)"),
        ({"own": np.full((4, 4), np.nan)}, "own: holds what is no number"),
        ({"floor": np.zeros(3)}, "floor: has shape"),
        ({"discount": np.ones(3)}, "discount: has shape"),
        ({"round_at": np.ones(5)}, "round_at: has shape"),
        ({"round_nok": np.ones(1)}, "round_nok: has shape"),
        ({"capacity": {"sales": np.ones(3)}}, "capacity sales: has shape"),
        ({"starts": ()}, "starts: there is none"),
        ({"starts": (Start(), Start())}, "a start stands there twice"),
        ({"step": 3}, "3 periods do not divide 4"),
        ({"fee_nok": -1.0}, "fee_nok: -1 is no fee"),
        ({"must": frozenset({"XX"})}, "must: there is no way into XX"),
        ({"held": (Decision(market="XX", mode="direct", start=Start()),)}, "held XX: is no way or start"),
        (
            {"held": (Decision(market="A", mode="direct", start=Start(quarter=9)),)},
            "held A: is no way or start",
        ),
        (
            {"held": (Decision(market="A", mode="direct", start=Start()),) * 2},
            "one market stands there twice",
        ),
        ({"ways": (WAY, WAY)}, "one way stands there twice"),
        ({"ways": (replace(WAY, staff={"sales": np.ones(9)}),)}, "A direct sales: has shape"),
        (
            {"ways": (replace(WAY, alone=replace(WAY.alone, worth=np.full((1, 4), np.inf))),)},
            "A direct: holds what is no number",
        ),
        (
            {"ways": (replace(WAY, eased=replace(WAY.alone, rivals=np.zeros(3))),)},
            "A direct: has shape",
        ),
    ],
)
def test_a_problem_that_cannot_be_is_refused(more: dict[str, Any], words: str) -> None:
    with pytest.raises(Refused, match=words):
        replace(plain_problem(WAY, cash=1), **more)


def test_nothing_to_choose_from_is_refused() -> None:
    with pytest.raises(Refused, match="there is no way into any market"):
        choose(plain_problem(cash=1), seed=1)


def test_any_number_of_ids_and_needs_fits() -> None:
    """More markets than a number has bits, each waiting for five others."""
    from fram.decide.sequence.problem import Need

    first = [plain_way(f"A{n:02}", costs=0, worth=1, gives=(f"a{n}",)) for n in range(70)]
    needs = tuple(Need(id=f"a{n}", periods=1) for n in range(65, 70))
    last = plain_way("Z", costs=0, worth=100, needs=needs)
    found = choose(plain_problem(*first, last, cash=1), seed=1, rounds=1)
    assert "Z" in {decision.market for decision in found.decisions}
    without = choose(plain_problem(*first[:69], last, cash=1), seed=1, rounds=1)
    assert "Z" not in {decision.market for decision in without.decisions}


def test_the_same_seed_finds_the_same() -> None:
    problem = random_problem(4)
    assert choose(problem, seed=7).decisions == choose(problem, seed=7).decisions
