"""Three ways to the same cash: compiled lanes, numpy, and one draw at a time in plain Python."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from benchmarks import scalar
from fram.decide.model import cashflow, kernel
from fram.decide.model.cashflow import HORIZON, KEPT, Launch, Outcomes
from tests.generative.launches import NAMES, PLAIN, RESULTS, Terms, as_launch, blocks

SAME = 1e-9
SINGLE = 1.2e-7
"""What single precision leaves of a number that is kept in it."""
FUNNEL = PLAIN | {"pace": 0.02}
BLOCKS = blocks()
DECIDE = st.integers(0, 24)


def _is_on_the_edge(rows: list[Terms]) -> bool:
    """Whether a yes or no hangs on the last bits: cumulative cash, or the month of review, at zero itself."""
    for row in rows:
        for approved, paid in ((True, True), (True, False), (False, False)):
            cash = scalar.flows(row, approved=approved, paid=paid)
            scale = max(map(abs, cash)) or 1.0
            total = np.cumsum(cash)
            near = np.abs(total) < 1e-7 * scale
            if np.any(near & (total != 0)) or any(0 < abs(net) < 1e-9 * scale for net in cash):
                return True
    return False


def _assert_same(one: Outcomes, other: Outcomes, rows: list[Terms]) -> None:
    # Sums of cash that cancel keep the absolute error of what went into them.
    gross = np.array(
        [
            max(
                sum(map(abs, scalar.flows(row, approved=a, paid=p)))
                for a, p in ((True, True), (True, False), (False, False))
            )
            for row in rows
        ]
    )
    for name in RESULTS:
        a, b = np.atleast_2d(getattr(one, name)), np.atleast_2d(getattr(other, name))
        kept = SINGLE * np.abs(b) if KEPT[name] == np.float32 else 0.0
        assert np.all(np.abs(a - b) <= SAME * np.maximum(gross, 1.0) + kept), (name, a, b)
        if name in ("payback", "first_revenue"):
            np.testing.assert_array_equal(a, b, err_msg=name)


@settings(max_examples=150)
@given(rows=BLOCKS, decide_at=DECIDE)
@example(rows=[PLAIN], decide_at=4)
@example(rows=[FUNNEL], decide_at=4)
def test_compiled_is_numpy(rows: list[Terms], decide_at: int) -> None:
    assume(not _is_on_the_edge(rows))
    launch = as_launch(rows)
    _assert_same(
        kernel.simulate(launch, decide_at=decide_at), cashflow.outcomes(launch, decide_at=decide_at), rows
    )


@settings(max_examples=100)
@given(rows=blocks(1), decide_at=DECIDE)
@example(rows=[PLAIN], decide_at=4)
@example(rows=[FUNNEL], decide_at=4)
def test_numpy_is_one_draw_at_a_time(rows: list[Terms], decide_at: int) -> None:
    (row,) = rows
    assume(not _is_on_the_edge([row]))
    slow = scalar.outcomes(row, decide_at=decide_at)
    made = Outcomes(**{name: np.array([slow[name]]) for name in RESULTS})
    _assert_same(cashflow.outcomes(as_launch([row]), decide_at=decide_at), made, [row])


def _many(rng: np.random.Generator, draws: int, plain: Terms = PLAIN) -> Launch:
    rows = {name: value * rng.uniform(0.5, 2.0, draws) for name, value in plain.items()}
    for name in ("keep", "ramp"):
        rows[name] = np.minimum(rows[name], 1.0)
    for name in ("approve_ok", "pay_ok"):
        rows[name] = (rng.random(draws) < 0.6).astype(float)
    for name in ("approve_chance", "pay_chance"):
        rows[name] = rng.random(draws)
    rows["discount"] = rng.uniform(0.985, 0.999, draws)
    rows["launch_at"] = rows["approve_at"] + rng.uniform(0, 5, draws)
    rows["paid_at"] = rows["launch_at"] + rng.uniform(0, 20, draws)
    rows["first_sale"] = rows["paid_at"] + rng.uniform(0, 90, draws)
    rows["hire_at"] = np.maximum(rows["paid_at"] - 4, 0)
    return Launch(**rows)


@pytest.mark.parametrize("draws", [1, 63, 64, 65, 1000])
def test_no_draw_feels_its_neighbours(draws: int) -> None:
    """Lanes are filled, half filled and refilled; each draw alone gives what it gave among others."""
    launch = _many(np.random.default_rng(draws), draws)
    whole = kernel.simulate(launch, decide_at=4)
    twin = cashflow.outcomes(launch, decide_at=4)
    for name in RESULTS:
        np.testing.assert_allclose(
            getattr(whole, name)[0], getattr(twin, name), rtol=2e-7, atol=1e-3, err_msg=name
        )
    for place in {0, draws // 2, draws - 1}:
        alone = Launch(**{name: getattr(launch, name)[place : place + 1] for name in NAMES})
        for name in RESULTS:
            one = getattr(kernel.simulate(alone, decide_at=4), name)[0, 0]
            assert one == getattr(whole, name)[0, place], name


def test_markets_are_kept_apart() -> None:
    one, two = _many(np.random.default_rng(1), 100), _many(np.random.default_rng(2), 100)
    both = Launch(**{name: np.stack([getattr(one, name), getattr(two, name)]) for name in NAMES})
    found = kernel.simulate(both, decide_at=4)
    for place, launch in enumerate((one, two)):
        alone = kernel.simulate(launch, decide_at=4)
        for name in RESULTS:
            np.testing.assert_array_equal(getattr(found, name)[place], getattr(alone, name)[0])


def test_results_stay_in_the_ranges_they_promise() -> None:
    found = kernel.simulate(_many(np.random.default_rng(7), 2000), decide_at=4)
    assert np.all(found.lowest_cash <= 0)
    assert np.all((found.payback >= 0) & (found.payback <= HORIZON))
    assert np.all((found.first_revenue >= 0) & (found.first_revenue <= HORIZON))
    assert np.all(found.early_spend >= 0)
    assert all(np.all(np.isfinite(getattr(found, name))) for name in RESULTS)
