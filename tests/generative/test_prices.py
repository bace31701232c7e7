"""What must hold of prices whatever the figures: more is never paid for less, readings keep their order."""

from __future__ import annotations

from datetime import date
from typing import Any

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from fram.access.pathways.prices import Use, net_price
from fram.access.pathways.prices.abroad import counted_prices, foreign_average
from fram.access.pathways.prices.ceilings import migel_ceiling
from fram.access.pathways.prices.diga import Bands, diga_net, marginal_discount, whole_discount
from fram.access.pathways.prices.outcomes import monthly_before_outcome, year_with_outcome
from fram.access.pathways.prices.price import NetPrice
from fram.access.pathways.prices.provider_codes import provider_month
from fram.access.pathways.prices.tariffs import pecan_tariff, without_vat
from fram.terms.dist import Fixed, Uniform
from fram.terms.estimate import Estimate
from tests.unit.access.pathways.prices.invented_rules import DIGA, DIGA_TERMS, rule, term, told

AMOUNT = st.floats(1, 1e5)
SHARE = st.floats(0, 1)
MORE = st.floats(1.0, 5.0)
UNITS = st.floats(1, 1e7)
NEXT_YEAR = date(2027, 6, 1)
ULP = 1 + 1e-12


@st.composite
def bands(draw: st.DrawFn) -> Bands:
    """Floors as a law has them: further out comes more off."""
    points = sorted(draw(st.lists(st.floats(1, 1e6), min_size=1, max_size=3, unique=True)))
    shares = sorted(draw(st.lists(st.floats(0, 0.9), min_size=len(points), max_size=len(points))))
    return list(zip(points, shares, strict=True))


@st.composite
def tariffs(draw: st.DrawFn) -> dict[str, float]:
    base = draw(AMOUNT)
    return {
        "base": base, "in_base": draw(st.floats(0, 6)), "per_month": draw(st.floats(0, 1e3)),
        "ceiling": base * draw(MORE),
    }  # fmt: skip


PRICES = st.lists(AMOUNT, min_size=1, max_size=5)
RATIOS = st.tuples(st.floats(1.0, 4.0), st.floats(1.0, 4.0))
"""To drop above, and to cut above: neither is below one, else equal prices would be too high."""


@given(UNITS, bands())
def test_the_marginal_reading_never_takes_more_than_the_whole_one(units: float, floors: Bands) -> None:
    marginal, whole = (discount(units, bands=floors) for discount in (marginal_discount, whole_discount))
    assert 0 <= marginal <= whole * ULP
    assert diga_net(220, discount=marginal) >= diga_net(220, discount=whole) / ULP


@given(UNITS, MORE, bands())
def test_more_units_never_lower_a_discount(units: float, more: float, floors: Bands) -> None:
    for discount in (marginal_discount, whole_discount):
        assert discount(units, bands=floors) <= discount(units * more, bands=floors) * ULP


@given(UNITS, MORE, bands())
def test_only_the_marginal_reading_never_pays_less_in_all_for_more_units(
    units: float, more: float, floors: Bands
) -> None:
    def in_all(sold: float) -> float:
        return float(sold * diga_net(220, discount=marginal_discount(sold, bands=floors)))

    assert in_all(units) <= in_all(units * more) * (1 + 1e-9)


def test_in_the_whole_reading_the_unit_that_reaches_a_floor_costs_money() -> None:
    floors = [(3_000.0, 0.02)]
    least, one_more = (
        sold * diga_net(220, discount=whole_discount(sold, bands=floors)) for sold in (3_000, 3_001)
    )
    assert least - one_more == pytest.approx(660_000 - 3_001 * 215.60)  # 12,984 euro less for one more


@given(AMOUNT, SHARE, SHARE, SHARE)
def test_more_attained_never_pays_less(price: float, share: float, attained: float, other: float) -> None:
    less, more = sorted((attained, other))
    for paid in (
        lambda a: diga_net(price, outcome_share=share, attained=a),
        lambda a: year_with_outcome(price, withheld=share, attained=a),
    ):
        assert paid(less) <= paid(more) * ULP
        assert price * (1 - share) / ULP <= paid(less)
        assert paid(more) <= price * ULP


@given(AMOUNT, SHARE)
def test_twelve_months_and_the_whole_outcome_make_the_year(year: float, withheld: float) -> None:
    months = 12 * monthly_before_outcome(year, withheld=withheld)
    assert year_with_outcome(year, withheld=withheld, attained=0.0) == pytest.approx(months)
    assert year_with_outcome(year, withheld=withheld, attained=1.0) == pytest.approx(year)


@given(tariffs(), st.floats(0, 24), st.floats(0, 24))
def test_a_tariff_rises_with_the_months_and_stays_between_base_and_ceiling(
    terms: dict[str, float], months: float, other: float
) -> None:
    fewer, more = sorted((months, other))
    low, high = (float(pecan_tariff(count, **terms)) for count in (fewer, more))
    assert terms["base"] <= low <= high <= terms["ceiling"]


@given(AMOUNT, st.floats(0, 0.3))
def test_tax_put_back_on_gives_the_amount(gross: float, vat: float) -> None:
    net = without_vat(gross, vat=vat)
    assert net <= gross
    assert net * (1 + vat) == pytest.approx(gross)


@given(AMOUNT, st.floats(1, 1000), st.floats(1, 1000), st.floats(1, 400))
def test_days_of_a_cap_add_up(cap: float, first: float, then: float, cap_days: float) -> None:
    def paid(days: float) -> float:
        return float(migel_ceiling(days, cap=cap, cap_days=cap_days, vat=0.081))

    assert paid(first) + paid(then) == pytest.approx(paid(first + then))


@given(PRICES, RATIOS, st.randoms(use_true_random=False))
def test_the_average_does_not_hang_on_the_order(
    prices: list[float], ratios: tuple[float, float], random: Any
) -> None:
    mixed = random.sample(prices, len(prices))
    assert _average(mixed, ratios) == pytest.approx(_average(prices, ratios))


@given(PRICES, RATIOS)
def test_the_average_is_that_of_the_prices_that_count(
    prices: list[float], ratios: tuple[float, float]
) -> None:
    counted = counted_prices(prices, drop_above=ratios[0], cut_above=ratios[1])
    assert _average(prices, ratios) == pytest.approx(sum(counted) / len(counted))
    assert len(prices) - 1 <= len(counted) <= len(prices)
    assert min(prices) / ULP <= _average(prices, ratios) <= np.mean(prices) * (1 + 1e-9)


@given(PRICES, RATIOS, st.floats(0.01, 100))
def test_another_currency_changes_nothing(
    prices: list[float], ratios: tuple[float, float], rate: float
) -> None:
    highest, lowest = max(prices), min(prices)
    assume(abs(highest / lowest - ratios[0]) > 1e-6)  # at the very step rounding decides
    assert _average([rate * price for price in prices], ratios) == pytest.approx(
        rate * _average(prices, ratios)
    )


@given(PRICES, RATIOS, st.integers(0, 4), MORE)
def test_a_dearer_country_never_lowers_the_average_unless_the_highest_falls_out(
    prices: list[float], ratios: tuple[float, float], which: int, more: float
) -> None:
    """The one jump down: a price so high that it no longer counts at all."""
    dearer = list(prices)
    dearer[which % len(prices)] *= more
    before, after = _average(prices, ratios), _average(dearer, ratios)
    falls_out = max(dearer) > ratios[0] * min(dearer)
    assert falls_out or after >= before * (1 - 1e-9)


def test_the_jump_is_real() -> None:
    """One country 20 % dearer, and the ceiling falls by a sixth."""
    ratios = (2.5, 1.6)
    assert _average([100, 160, 240], ratios) == pytest.approx((100 + 160 + 208) / 3)  # 156, cut at 1.6 · 130
    assert _average([100, 160, 288], ratios) == pytest.approx(130)  # 288 > 2.5 · 100: out


@given(st.floats(0, 31), st.floats(0, 31), st.floats(0, 120), st.floats(0, 120))
def test_more_data_and_more_work_never_bill_less(day: float, days: float, one: float, other: float) -> None:
    codes = {"code_99445": 47, "code_99454": 47, "code_99470": 26, "code_99457": 52, "code_99458": 41}
    few, many = sorted((day, days)), sorted((one, other))
    billed = [provider_month(codes, days=d, minutes=m) for d, m in zip(few, many, strict=True)]
    assert billed[0] <= billed[1]


@given(st.floats(50, 500), st.floats(0, 0.3), UNITS, SHARE)
def test_the_front_is_the_plain_arithmetic(price: float, share: float, sold: float, attained: float) -> None:
    terms = [one for one in DIGA_TERMS if one.key not in ("negotiated_price", "outcome_share")]
    made = rule("diga", *terms, term("negotiated_price", price, "EUR"), term("outcome_share", share, "share"))
    use = Use(units_a_year=told(sold, "units"), attained=told(attained, "share"))
    found = net_price(made, use=use, on=NEXT_YEAR)
    assert isinstance(found, NetPrice)
    floors = [(3_000.0, 0.02), (100_000.0, 0.30)]
    readings = [
        diga_net(price, discount=discount(sold, bands=floors), outcome_share=share, attained=attained)
        for discount in (whole_discount, marginal_discount)
    ]
    assert found.net.dist.mean == pytest.approx(float(np.mean(readings)))


@given(st.floats(0.2, 0.6), st.floats(0.7, 1.0), st.floats(1_000, 50_000), MORE)
def test_the_net_of_what_varies_lies_between_its_ends(
    worst: float, best: float, sold: float, more: float
) -> None:
    use = {"units_a_year": Uniform(low=sold, high=sold * more), "attained": Uniform(low=worst, high=best)}
    units = {"units_a_year": "units", "attained": "share"}
    varies = _diga({name: told(dist, units[name]) for name, dist in use.items()})
    least = _diga({"units_a_year": told(sold * more, "units"), "attained": told(worst, "share")})
    most = _diga({"units_a_year": told(sold, "units"), "attained": told(best, "share")})
    assert least <= varies * ULP
    assert varies <= most * ULP


def _average(prices: list[float], ratios: tuple[float, float]) -> float:
    return float(foreign_average(np.array(prices), drop_above=ratios[0], cut_above=ratios[1]))


def _diga(use: dict[str, Estimate]) -> float:
    found = net_price(DIGA, use=Use(**use), on=NEXT_YEAR)  # type: ignore[arg-type]
    assert isinstance(found, NetPrice)
    if isinstance(found.net.dist, Fixed):
        return found.net.dist.value
    return found.net.dist.mean
