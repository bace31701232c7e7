"""What later years count today, at the rates of one band and of several."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from fram.access.price.threshold import Discount, Rate, Worth, Yearly
from fram.access.price.worth.discounting import even_share, present_value, years_needed
from fram.rules.parameter import Dated, Parameter
from fram.terms.citation import Citation
from fram.terms.dist import Fixed
from fram.terms.errors import Refused

DAY = date(2026, 11, 22)
CITE = Citation(title="invented", publisher="", url="")


def rate(share: float, *, from_year: int = 0) -> Rate:
    dated = Dated(start=date(2020, 1, 1), value=Fixed(value=share), cite=CITE)
    return Rate(from_year=from_year, rate=Parameter(key="rate", unit="share", values=(dated,)))


def factors(years: int, *rates: Rate) -> tuple[float, ...]:
    found = Worth(market="XX", discount=Discount(costs=rates, effects=rates)).factors(years, on=DAY)
    assert isinstance(found, Yearly)
    return found.effects


def test_five_years_at_three_and_a_half_per_cent_from_their_start() -> None:
    # 1 + 0.9662 + 0.9335 + 0.9019 + 0.8714 = 4.6731; a fiftieth of a QALY in each of them is 0.0935
    found = present_value(np.full(5, 0.02), factors=factors(5, rate(0.035)))
    assert found == pytest.approx(0.02 * (1 + 1 / 1.035 + 1 / 1.035**2 + 1 / 1.035**3 + 1 / 1.035**4))
    assert found == pytest.approx(0.093462, abs=5e-7)


def test_at_the_end_of_each_year_all_count_one_year_less() -> None:
    # 4.6731 / 1.035 = 4.5151
    found = present_value(np.ones(5), factors=factors(6, rate(0.035)), timing="end")
    assert found == pytest.approx(4.515052, abs=5e-7)


def test_bands_keep_what_earlier_years_have_lost() -> None:
    found = factors(42, rate(0.04), rate(0.03, from_year=40))
    # Years 1 … 39 at 4 %, the steps into years 40 and 41 at 3 %.
    assert found[39] == pytest.approx(1.04**-39)
    assert found[41] == pytest.approx(1.04**-39 * 1.03**-2)


def test_draws_are_summed_over_the_years_only() -> None:
    flow = np.array([[1.0, 2.0], [1.035, 2.07]])
    assert present_value(flow, factors=factors(2, rate(0.035))) == pytest.approx([2, 4])


def test_an_even_flow_keeps_this_share() -> None:
    found = even_share(2.5, factors=factors(3, rate(0.035)))
    # (1 + 1 / 1.035 + half of 1 / 1.035²) / 2.5
    assert found == pytest.approx((1 + 1 / 1.035 + 0.5 / 1.035**2) / 2.5)


def test_within_the_first_year_nothing_is_lost() -> None:
    assert even_share(0.5, factors=factors(1, rate(0.035))) == pytest.approx(1)


def test_without_a_rate_nothing_is_lost() -> None:
    assert even_share(10, factors=factors(10, rate(0.0))) == pytest.approx(1)


@pytest.mark.parametrize("years", [0, -1, float("inf"), float("nan")])
def test_no_time_at_all_is_refused(years: float) -> None:
    with pytest.raises(Refused, match="cannot be counted"):
        years_needed(years)


def test_too_few_factors_are_refused() -> None:
    with pytest.raises(Refused, match="2 factors for 3 years"):
        present_value(np.ones(3), factors=(1.0, 0.9))
