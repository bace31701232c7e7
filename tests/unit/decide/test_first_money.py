"""The way to the first money: approval beside papers, then window, steps and sale, on one clock."""

from __future__ import annotations

import numpy as np
import pytest

from fram.decide.roads.first_money import Ahead, run_money
from fram.terms.dist import Fixed, Uniform
from fram.terms.errors import Refused

ZERO = np.zeros(500)


def test_fixed_lengths_add_up_on_one_clock() -> None:
    ahead = Ahead(
        approval=ZERO + 4, beside={"gates": Fixed(value=6)}, wait=lambda at: np.full_like(at, 1.5),
        steps=[("check", Fixed(value=1)), ("decision", Fixed(value=3))], sale=Fixed(value=8),
    )  # fmt: skip
    run = run_money(ahead, seed=1)
    assert [leg.name for leg in run.legs] == ["approval", "gates", "wait", "check", "decision", "sale"]
    np.testing.assert_allclose(run.money, 6 + 1.5 + 1 + 3 + 8)
    assert [float(leg.ends[0]) for leg in run.legs] == [4, 6, 7.5, 8.5, 11.5, 19.5]


def test_of_two_side_by_side_the_longer_is_critical() -> None:
    approval = np.linspace(0, 10, 501)
    run = run_money(Ahead(approval=approval, beside={"gates": Fixed(value=5.01)}), seed=1)
    by_name = {leg.name: leg.critical for leg in run.legs}
    assert by_name["approval"] == pytest.approx(0.5, abs=0.01)
    assert by_name["gates"] == pytest.approx(0.5, abs=0.01)
    np.testing.assert_allclose(run.money, np.maximum(approval, 5.01))


def test_what_takes_no_time_is_no_leg() -> None:
    run = run_money(Ahead(approval=ZERO, steps=[("talks", Fixed(value=0)), ("list", Fixed(value=2))]), seed=1)
    assert [leg.name for leg in run.legs] == ["list"]


def test_a_step_is_drawn_alike_wherever_it_is_looked_at() -> None:
    step = ("decision", Uniform(low=2, high=4))
    alone = run_money(Ahead(approval=ZERO, steps=[step]), seed=7)
    with_more = run_money(Ahead(approval=ZERO + 3, steps=[("check", Fixed(value=1)), step]), seed=7)
    np.testing.assert_allclose(with_more.money, alone.money + 4)
    assert run_money(Ahead(approval=ZERO, steps=[step]), seed=8).money.mean() != alone.money.mean()
    assert alone.money.mean() == pytest.approx(3, abs=0.1)


@pytest.mark.parametrize("approval", [np.zeros(0), np.zeros((2, 2))])
def test_no_draws_are_refused(approval: np.ndarray) -> None:
    with pytest.raises(Refused, match="no draws"):
        run_money(Ahead(approval=approval), seed=1)
