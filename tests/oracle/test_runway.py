"""The runway against closed forms, slow twins and a published share count."""

from __future__ import annotations

import math

import numpy as np
import pytest
from scipy import stats

from fram.decide.cash import BURN_DRIFT, CONE_DRAWS, own_cash
from fram.decide.model.sampling import sample
from fram.decide.raising import TO_CLOSE
from fram.decide.runway.amount import needed
from fram.decide.runway.ends import latest_start, months_until
from fram.decide.runway.owners import after_round
from fram.terms.company import Company, Convertible, Ownership

ALONE = Company(name="Prøve AS", cash_nok=14e6, monthly_burn_nok=1e6)
SE = math.sqrt(0.25 / CONE_DRAWS)


@pytest.mark.parametrize("month", [12, 13, 14, 15, 16])
def test_the_chance_of_being_out_of_cash_is_that_of_the_burn(month: int) -> None:
    """Out by month m exactly when the drift is above 14 / m: a PERT is a stretched beta."""
    low, mode, high = BURN_DRIFT.low, BURN_DRIFT.typical, BURN_DRIFT.high
    rise = 4 * (mode - low) / (high - low)
    drift = stats.beta(1 + rise, 5 - rise, loc=low, scale=high - low)
    simulated = float((months_until(own_cash(ALONE, seed=11)) <= month).mean())
    assert simulated == pytest.approx(drift.sf(14 / month), abs=4 * SE)


@pytest.mark.parametrize("sure", [0.5, 0.8, 0.9, 0.95])
def test_the_latest_start_against_a_search_along_the_calendar(sure: float) -> None:
    ends = months_until(own_cash(ALONE, seed=2))
    takes = sample(TO_CLOSE, seed=2, key="round.to_close", start=0, stop=CONE_DRAWS)
    found = latest_start(ends, takes, sure=sure).months
    assert found is not None
    days = np.arange(-10, 20, 0.001)
    in_time = np.array([np.mean(day + takes <= ends - 1) for day in days])
    assert found == pytest.approx(days[in_time >= sure].max(), abs=0.0011)


def test_what_is_missing_against_one_draw_at_a_time() -> None:
    cash, until = own_cash(ALONE, seed=3)[:40, :200], np.linspace(0.5, 44, 200)
    slow = [
        max(1e6 - min(cash[month, draw] for month in range(min(max(math.ceil(until[draw]), 1), 40))), 0.0)
        for draw in range(200)
    ]
    np.testing.assert_allclose(needed(cash, until, floor=1e6), slow)


def test_the_post_money_cap_as_published() -> None:
    """1,000,000 at a post-money cap of 10,000,000 and 600,000 at 15,000,000 are 10 and 4 % before the round.

    "Post-Money Safe Math Problems" (medium.com/@cytlaw): the sole founder is left with 86 %.
    """
    loans = (Convertible(amount_nok=1e6, cap_nok=10e6), Convertible(amount_nok=6e5, cap_nok=15e6))
    found = after_round(Ownership(founders_share=1.0, convertibles=loans), amount=1.0, pre_money=30e6)
    assert found.founders == pytest.approx(0.86, abs=1e-6)


@pytest.mark.parametrize("seed", range(20))
def test_dilution_against_shares_counted_one_round_at_a_time(seed: int) -> None:
    """The slow way: guess the price, count a million shares, mend the price, until nothing moves."""
    rng = np.random.default_rng(seed)
    loans = tuple(
        Convertible(
            amount_nok=float(rng.uniform(0, 4e6)), discount=float(rng.uniform(0, 0.3)),
            cap_nok=float(rng.uniform(20e6, 80e6)) if rng.random() < 0.7 else None,
            cap_after_conversion=bool(rng.random() < 0.5),
        )
        for _ in range(3)
    )  # fmt: skip
    owned = Ownership(founders_share=0.7, option_pool=0.05, option_pool_after=0.12, convertibles=loans)
    amount, value, today = 20e6, float(rng.uniform(50e6, 120e6)), 1e6
    price, became, pool = value / today, [0.0, 0.0, 0.0], 0.05 * today
    for _ in range(5000):
        for number, loan in enumerate(loans):
            shares = [loan.amount_nok / (price * (1 - loan.discount))]
            if loan.cap_nok is not None:
                counted = today + (sum(became) if loan.cap_after_conversion else 0.0)
                shares.append(loan.amount_nok * counted / loan.cap_nok)
            became[number] = max(shares)
        bought = amount / price
        whole = today - 0.05 * today + pool + sum(became) + bought
        pool = max(0.05 * today, 0.12 * whole)
        price = value / (0.95 * today + pool + sum(became))
    found = after_round(owned, amount=amount, pre_money=value)
    whole = 0.95 * today + pool + sum(became) + amount / price
    assert found.founders == pytest.approx(0.7 * today / whole, rel=1e-6)
    assert found.converted == pytest.approx(sum(became) / whole, rel=1e-6)
    assert found.pool == pytest.approx(pool / whole, rel=1e-6)
    assert found.investors == pytest.approx(amount / price / whole, rel=1e-6)
