"""The price at which a gain is worth its money: worked numbers, chances, and what it hangs on."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from fram.access.price.worth.value import (
    Benefit,
    acceptance,
    acceptance_curve,
    chance_at,
    drivers,
    highest_prices,
    net_benefit,
)
from fram.terms.errors import Refused


def test_the_bladder_tissue_of_cosh_and_others() -> None:
    # 20,000 pounds x 0.8 QALY + 0 saved = 16,000 pounds
    assert highest_prices(Benefit(gain=0.8), threshold=20_000) == pytest.approx(16_000)


@pytest.mark.parametrize(
    ("threshold", "saving", "price"),
    [
        (25_000, 150, 650),  # 25,000 x 0.02 + 150
        (35_000, 150, 850),  # 35,000 x 0.02 + 150
        (275_000, 1_500, 7_000),  # 275,000 x 0.02 + 1,500 kroner
    ],
)
def test_a_gain_of_a_fiftieth_of_a_year(threshold: float, saving: float, price: float) -> None:
    assert highest_prices(Benefit(gain=0.02, saving=saving), threshold=threshold) == pytest.approx(price)


def test_a_weight_for_severity_multiplies_the_gain_only() -> None:
    # 20,000 x 1.7 x 0.02 + 150 = 680 + 150
    found = highest_prices(Benefit(gain=0.02, saving=150), threshold=20_000, weight=1.7)
    assert found == pytest.approx(830)


def test_what_the_buyer_must_add_comes_off_and_payments_share_it_out() -> None:
    # (25,000 x 0.02 + 150 - 50) / 3 months = 600 / 3
    benefit = Benefit(gain=0.02, saving=150, service_cost=50, payments=3)
    assert highest_prices(benefit, threshold=25_000) == pytest.approx(200)


def test_the_net_benefit_is_nought_at_the_highest_price() -> None:
    benefit = Benefit(gain=0.02, saving=150, service_cost=50, payments=3)
    assert net_benefit(benefit, price=200, threshold=25_000) == pytest.approx(0)
    # At 100 for each of three months: 500 + 150 - 50 - 300
    assert net_benefit(benefit, price=100, threshold=25_000) == pytest.approx(300)


def test_several_thresholds_stand_as_rows() -> None:
    gain = np.array([0.01, 0.02, 0.03])
    found = highest_prices(Benefit(gain=gain), threshold=np.array([[20_000.0], [30_000.0]]))
    assert found == pytest.approx(np.array([[200, 400, 600], [300, 600, 900]]))


def test_a_higher_chance_is_a_lower_price() -> None:
    # P* is 0, 1 … 100: half accept 50, four in five 20, nine in ten 10
    found = acceptance(np.arange(101.0))
    assert found.prices == pytest.approx({0.5: 50, 0.8: 20, 0.9: 10})
    assert found.chance == pytest.approx(100 / 101)


def test_below_zero_is_handed_on_and_is_no_price() -> None:
    # 25,000 x 0.001 - 100 = -75: no price pays
    highest = highest_prices(Benefit(gain=np.full(4, 0.001), service_cost=100), threshold=25_000)
    assert highest == pytest.approx(np.full(4, -75))
    found = acceptance(highest)
    assert (found.prices[0.5], found.price_at(0.5), found.chance) == (pytest.approx(-75), None, 0)


def test_a_price_that_pays_half_the_time_has_no_price_at_ninety_per_cent() -> None:
    found = acceptance(np.array([-100.0] * 4 + [100.0] * 6))
    assert (found.price_at(0.5), found.price_at(0.9)) == (pytest.approx(100), None)
    assert found.chance == pytest.approx(0.6)


def test_the_curve_is_the_chance_at_each_price() -> None:
    highest = np.array([1.0, 2.0, 2.0, 5.0])
    prices = np.array([0.0, 1.0, 2.0, 4.9, 5.0])
    assert acceptance_curve(highest, prices=prices) == pytest.approx([1, 0.75, 0.25, 0.25, 0])
    assert [chance_at(highest, price=p) for p in prices] == pytest.approx([1, 0.75, 0.25, 0.25, 0])


def test_what_varies_most_drives_the_price() -> None:
    spread = np.linspace(0, 1, 101)
    # P10 to P90 of the gain move 25,000 x 0.008 = 200; of the saving 80 - 20 = 60 … here 0.8 x 75 = 60
    benefit = Benefit(gain=0.02 + 0.01 * spread, saving=100 + 75 * spread)
    found = drivers(benefit, threshold=25_000)
    assert [(one.name, round(one.high - one.low)) for one in found] == [("gain", 200), ("saving", 60)]
    assert found[0].share == pytest.approx(200 / 260)


def test_nothing_that_varies_drives_nothing() -> None:
    assert drivers(Benefit(gain=0.02), threshold=25_000) == ()


@pytest.mark.parametrize("payments", [0, -1, np.array([1.0, 0.0]), float("nan")])
def test_a_price_never_paid_is_refused(payments: float) -> None:
    with pytest.raises(Refused, match="no times"):
        highest_prices(Benefit(gain=0.1, payments=payments), threshold=1)


amounts = st.floats(0, 1000)


@given(gain=st.floats(0, 2), more=st.floats(0, 2), saving=amounts, cost=amounts, payments=st.floats(0.1, 36))
def test_more_gain_never_lowers_the_price(
    gain: float, more: float, saving: float, cost: float, payments: float
) -> None:
    less, better = (
        highest_prices(Benefit(gain=g, saving=saving, service_cost=cost, payments=payments), threshold=25_000)
        for g in (gain, gain + more)
    )
    assert better >= less


@given(st.lists(st.floats(-1e6, 1e6), min_size=2, max_size=60), st.sampled_from([0.5, 0.8, 0.9]))
def test_the_price_at_a_chance_is_accepted_about_that_often(highest: list[float], chance: float) -> None:
    drawn = np.array(highest)
    price = acceptance(drawn).prices[chance]
    # The quantile lies between two draws: just below it the chance is at least that less one draw.
    assert np.mean(drawn >= price) >= chance - 1 / len(drawn) - 1e-9
    assert np.mean(drawn > price) <= chance + 1 / len(drawn) + 1e-9
