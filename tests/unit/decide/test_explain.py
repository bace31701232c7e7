"""What moves a value, and what would swap two markets: exactly known where the model is a straight line."""

from __future__ import annotations

import numpy as np
import pytest

from benchmarks.scalar import ordered_share
from fram.decide.explain import swings
from fram.decide.model.case import MarketCase, Setting, Sold, build_case
from fram.decide.model.cashflow import HORIZON
from fram.decide.model.simulate import simulate_markets
from fram.terms.dist import Dist, Fixed, Uniform
from fram.terms.estimate import Estimate, Origin

# No discount, no team, no doubt: the value is units times what one unit earns, less the costs.
STRAIGHT = {
    "price": 1000, "price_realised": 1, "cost_to_serve": 0, "price_follows_level": 0, "peak_share": 0.1,
    "bass_p": 0.36, "bass_q": 0.6, "months_used": 12, "units_per_site": 1, "suitable_share": 1,
    "discount_rate": 0, "wins_a_year": 1e9,
    "team": 0, "position_cost": 0, "marketing": 0, "localisation": 0, "hire_lead": 0,
    "preparation_months": 0, "approval_months": 6, "approval_chance": 1, "approval_cost": 2e6,
    "market_fit": 1, "price_level": 1, "channel_margin": 0, "gate_months": 0, "gate_cost": 0,
    "sales_cycle": 4.5, "churn": 0, "order_effect": 0, "travel": 0, "hosting": 0, "localisation_months": 0,
    "upkeep": 0, "employer_cost": 1, "vat_handling": 0, "payment_days": 0, "firm_cost": 0, "evidence_cost": 0,
    "rivals_now": 0, "rivals_a_year": 0,
}  # fmt: skip
CURVE = {"pace": 0, "p": 0.03, "q": 0.05}
EARNED = 1000 * 0.1 * sum(ordered_share(month - 10.5, terms=CURVE) for month in range(HORIZON))
"""NOK that one unit within reach earns over the horizon."""


def case(market: str, **more: Dist) -> MarketCase:
    told = {name: Fixed(value=float(value)) for name, value in STRAIGHT.items()} | more
    known = {name: Estimate(dist=dist, unit="", origin=Origin.CITED) for name, dist in told.items()}
    setting = Setting(market=market, regime="eu-mdr", needs_payment=False, speaks_language=True, known=known)
    return build_case(setting, sold=Sold(known=known, unit_of_sale="practice"))


def values(*cases: MarketCase) -> np.ndarray:
    found = simulate_markets(cases, seed=1, draws=4000).value
    return found[0] - found[1] if len(cases) == 2 else found[0]


def test_the_value_is_the_straight_line_it_should_be() -> None:
    fixed = case("DE", reach=Fixed(value=1000))
    np.testing.assert_allclose(values(fixed), 1000 * EARNED - 2e6, rtol=1e-10)


def test_one_input_one_swing() -> None:
    spread = case("DE", reach=Uniform(low=100, high=1100))
    (found,) = swings([spread], values(spread), seed=1)
    assert found.assumption.name == "reach"
    assert (found.low, found.high) == pytest.approx((200, 1000), rel=1e-5)
    assert found.at_low == pytest.approx(200 * EARNED - 2e6, rel=1e-4)
    assert found.at_high == pytest.approx(1000 * EARNED - 2e6, rel=1e-4)
    assert found.width == pytest.approx(800 * EARNED, rel=1e-4)


def test_the_value_turns_where_income_meets_cost() -> None:
    spread = case("DE", reach=Uniform(low=100, high=1100))
    (found,) = swings([spread], values(spread), seed=1)
    even = 2e6 / EARNED
    assert 100 < even < 1100
    assert found.swaps_at == pytest.approx(even, rel=1e-6)


def test_no_turn_within_the_range_is_none() -> None:
    always = case("DE", reach=Uniform(low=5000, high=6000))
    assert swings([always], values(always), seed=1)[0].swaps_at is None


def test_two_markets_swap_where_their_lines_cross() -> None:
    """One of 600 units against one of 300 to 1,100, which pays 1 MNOK more to get in."""
    steady = case("SE", reach=Fixed(value=600))
    spread = case("DE", reach=Uniform(low=300, high=1100), gate_cost=Fixed(value=1e6))
    found = {swing.assumption.id: swing for swing in swings([spread, steady], values(spread, steady), seed=1)}
    assert set(found) == {"de.reach"}
    assert found["de.reach"].swaps_at == pytest.approx(600 + 1e6 / EARNED, rel=1e-6)
    assert found["de.reach"].at_high > 0 > found["de.reach"].at_low


def test_the_widest_comes_first_and_no_more_than_asked_for() -> None:
    spread = case(
        "DE", reach=Uniform(low=900, high=1100), market_fit=Uniform(low=0.5, high=1.5),
        approval_cost=Uniform(low=1.9e6, high=2.1e6), sales_cycle=Uniform(low=4, high=5),
    )  # fmt: skip
    found = swings([spread], values(spread), seed=1, top=2)
    assert [swing.assumption.name for swing in found] == ["market_fit", "reach"]


def test_of_several_turns_the_one_nearest_the_middle_is_told() -> None:
    from fram.decide.explain import _zero

    places = np.arange(7.0)
    assert _zero(places, np.array([1.0, 1, 1, -1, 1, 1, 1])) == pytest.approx(2.5)
    assert _zero(places, np.array([1.0, -1, 1, 1, -1, -1, -1])) == pytest.approx(3.5)
    assert _zero(places, np.array([1.0, 1, -1, -1, -1, 1, 1])) == pytest.approx(1.5)
    assert _zero(places, np.ones(7)) is None
    assert _zero(places, np.linspace(-1, 5, 7)) == pytest.approx(1.0)
