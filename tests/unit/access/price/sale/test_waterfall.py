"""A price on its way: margins and mark-ups, the way up and down, totals that the unit lines do not bear out.

Reference figures: the slide deck on the way India - Netherlands - hospital and the table of margins, as
worked through in the project's pricing material, section 8.
"""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from fram.access.price.sale.waterfall import (
    Cut,
    down,
    margin_at,
    margin_of,
    markup_of,
    mismatches,
    per_unit,
    price_at,
    up,
    waterfall,
)
from fram.terms.errors import Refused

WAY = {"freight": 1.75, "customs": 0.20, "registration": 10.00, "warehouse": 2.18}


@pytest.mark.parametrize(("margin", "markup"), [(0.20, 0.25), (0.30, 0.429), (0.40, 0.667), (0.50, 1.0)])
def test_a_margin_on_the_price_is_another_number_than_a_markup_on_the_cost(
    margin: float, markup: float
) -> None:
    assert markup_of(margin) == pytest.approx(markup, abs=5e-4)
    assert margin_of(markup_of(margin)) == pytest.approx(margin)


@given(margin=st.floats(0, 0.99))
def test_a_markup_is_never_below_its_margin(margin: float) -> None:
    assert markup_of(margin) >= margin
    assert margin_of(markup_of(margin)) == pytest.approx(margin, abs=1e-9)


@pytest.mark.parametrize("margin", [1.0, 1.2, -0.1, float("nan")])
def test_a_margin_of_the_whole_price_is_refused(margin: float) -> None:
    with pytest.raises(Refused, match="share of the selling price"):
        markup_of(margin)


def test_a_markup_below_zero_is_refused() -> None:
    with pytest.raises(Refused, match="mark-up"):
        margin_of(-0.2)


def test_the_slides_landed_cost_and_margins() -> None:
    landed = float(up(90.0, WAY).left)
    assert landed == pytest.approx(90 + 1.75 + 0.20 + 10.00 + 2.18) == pytest.approx(104.13)
    # (120 - 104.13) / 120 = 13.225 %, (250 - 104.13) / 250 = 58.348 %, (500 - 104.13) / 500 = 79.174 %
    margins = margin_at(np.array([120.0, 250.0, 500.0]), landed=landed)
    np.testing.assert_allclose(100 * margins, [13.22, 58.35, 79.17], atol=0.006)


def test_down_from_the_hospital_price_ends_where_up_began() -> None:
    margin = float(margin_at(250.0, landed=104.13))
    found = down(250.0, shares={"distributor": margin}, money=WAY)
    assert float(found.after("distributor")) == pytest.approx(104.13)
    assert float(found.left) == pytest.approx(90.0)
    assert float(price_at(margin, landed=104.13)) == pytest.approx(250.0)


def test_shares_are_taken_of_what_is_left_and_money_after_them() -> None:
    found = down(1_000.0, shares={"discount": 0.2, "channel": 0.3}, money={"serve": 60.0})
    # 1000 - 20 % = 800; 800 - 30 % = 560; 560 - 60 = 500
    assert [float(step.left) for step in found.steps] == [800.0, 560.0, 500.0]
    assert float(found.taken("channel")) == 240.0


def test_arrays_keep_their_draws() -> None:
    found = down(np.array([100.0, 200.0]), shares={"channel": np.array([0.5, 0.25])})
    np.testing.assert_allclose(found.left, [50.0, 150.0])


def test_a_share_above_one_is_refused_by_name() -> None:
    with pytest.raises(Refused, match="channel"):
        down(100.0, shares={"channel": 1.2})


def test_a_hospital_price_of_nothing_has_no_margin() -> None:
    with pytest.raises(Refused, match="0 or less"):
        margin_at(0.0, landed=104.13)


@given(st.lists(st.floats(-1e3, 1e3), max_size=6), st.floats(0, 1e5))
def test_what_is_left_is_the_start_less_every_cut(cuts: list[float], start: float) -> None:
    found = waterfall(np.array([start]), [Cut(key=str(i), nok=np.array([nok])) for i, nok in enumerate(cuts)])
    assert float(found.left[0]) == pytest.approx(start - sum(cuts), abs=1e-6)


def test_a_total_left_out_of_the_unit_lines_is_pointed_out_with_its_gap() -> None:
    totals = {"freight": 1_750.0, "insurance": 270.0, "warehouse": 2_180.0}
    found = mismatches(totals, {"freight": 1.75, "warehouse": 2.18}, units=1_000)
    assert [(one.key, one.unit, one.gap) for one in found] == [("insurance", None, pytest.approx(0.27))]


def test_a_unit_line_without_a_total_and_one_that_differs_are_pointed_out_too() -> None:
    found = mismatches({"freight": 2_000.0}, {"freight": 1.75, "customs": 0.2}, units=1_000)
    assert {one.key: round(one.gap, 2) for one in found} == {"freight": 0.25, "customs": -0.2}


def test_registration_is_shared_over_the_units_it_is_paid_for() -> None:
    assert per_unit(10_000, units=1_000) == 10.0
    with pytest.raises(Refused, match="0 units"):
        per_unit(10_000, units=0)
