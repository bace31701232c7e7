"""A payer's tariff takes the place of the firm's own price; what a unit costs sets the floor."""

from __future__ import annotations

import numpy as np
import pytest

from fram.decide.model.case import MarketCase, Setting, Sold, build_case, used_inputs
from fram.decide.model.income import floor_of, prices_of
from fram.terms.citation import Confidence
from fram.terms.dist import Fixed
from fram.terms.estimate import Estimate, Origin

ONE = np.ones(1)


def made(*, needs_payment: bool = False, **known: Estimate) -> MarketCase:
    there = Setting(
        market="DE", regime="eu-mdr", needs_payment=needs_payment, speaks_language=False, known=known
    )
    return build_case(there, sold=Sold(known={}))


def tariff(nok: float) -> Estimate:
    return Estimate(dist=Fixed(value=nok), unit="NOK", origin=Origin.CITED, confidence=Confidence.READ)


def inputs(**changed: float) -> dict[str, np.ndarray]:
    known = {
        "price": 1000.0, "price_level": 0.9, "price_follows_level": 1.0, "price_realised": 0.8,
        "cost_to_serve": 210.0, "wtp": 1.0,
    }  # fmt: skip
    return {name: value * ONE for name, value in (known | changed).items()}


def test_a_tariff_is_paid_as_it_stands_and_knows_no_discount() -> None:
    case = made()
    own, paid = prices_of(case, inputs()), prices_of(case, inputs(tariff=700.0))
    assert own.listed[0] == pytest.approx(1000 * 0.9)
    assert own.realised[0] == pytest.approx(1000 * 0.9 * 0.8)
    assert (paid.listed[0], paid.discounted[0], paid.realised[0]) == (700, 700, 700)
    assert paid.margin[0] == 700 - 210
    assert paid.ceiling is None


def test_the_channel_takes_its_part_of_a_tariff_too() -> None:
    case = made()
    assert prices_of(case, inputs(tariff=700.0, channel_margin=0.3)).net[0] == pytest.approx(490)


def test_unmet_outcomes_are_not_taken_off_a_tariff_twice() -> None:
    case = made()
    held_back = {"outcome_share": 0.2, "outcome_met": 0.5}
    assert prices_of(case, inputs(**held_back)).realised[0] == pytest.approx(720 * 0.9)
    assert prices_of(case, inputs(tariff=700.0, **held_back)).realised[0] == 700


@pytest.mark.parametrize(("needs_payment", "is_used"), [(True, True), (False, False)])
def test_a_tariff_counts_only_where_a_payer_decides(*, needs_payment: bool, is_used: bool) -> None:
    case = made(needs_payment=needs_payment, tariff=tariff(700))
    assert ("tariff" in used_inputs(case)) is is_used


def test_no_tariff_is_made_up() -> None:
    assert "tariff" not in used_inputs(made(needs_payment=True))


def test_the_floor_is_what_a_unit_costs_over_what_is_left_of_its_price() -> None:
    # 210 over (1 - 0.3) * (1 - 0.2 * (0.05 + 0.06)) = 0.7 * 0.978 = 0.6846
    x = inputs(channel_margin=0.3, goods_share=0.2, duty=0.05, freight=0.06)
    assert floor_of(x)[0] == pytest.approx(210 / 0.6846)
    # At that price nothing is left.
    case = made()
    at_floor = inputs(
        tariff=float(floor_of(x)[0]), channel_margin=0.3, goods_share=0.2, duty=0.05, freight=0.06
    )
    assert prices_of(case, at_floor).margin[0] == pytest.approx(0, abs=1e-9)


def test_a_channel_that_keeps_all_leaves_no_price_that_pays() -> None:
    assert np.isinf(floor_of(inputs(channel_margin=1.0))[0])
