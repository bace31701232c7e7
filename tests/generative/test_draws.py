"""Keyed draws: no assumption, block size or order changes the draws of another."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fram.decide.model.opportunity import Draws, Setting, Sold, build_case, launch_of, used_inputs
from fram.decide.model.sampling import uniforms
from fram.decide.model.simulate import simulate_markets
from fram.terms.dist import Dist, Fixed, Lognormal, Uniform
from fram.terms.estimate import Estimate, Origin
from tests.generative.launches import NAMES, RESULTS

KEYS = st.text(min_size=1, max_size=20)
SEEDS = st.integers(0, 2**64 - 1)


@settings(max_examples=80)
@given(seed=SEEDS, key=KEYS, start=st.integers(0, 300), cuts=st.lists(st.integers(0, 60), max_size=5))
def test_blocks_of_any_size_give_the_same_stream(seed: int, key: str, start: int, cuts: list[int]) -> None:
    stop = start + sum(cuts) + 7
    whole = uniforms(seed, key, start=0, stop=stop)
    places = [start, *(start + sum(cuts[: i + 1]) for i in range(len(cuts))), stop]
    parts = [uniforms(seed, key, start=a, stop=b) for a, b in pairwise(places)]
    np.testing.assert_array_equal(np.concatenate(parts), whole[start:])


@settings(max_examples=50)
@given(seed=SEEDS, one=KEYS, other=KEYS)
def test_keys_and_seeds_give_streams_of_their_own(seed: int, one: str, other: str) -> None:
    first = uniforms(seed, one, start=0, stop=64)
    assert np.array_equal(first, uniforms(seed, one, start=0, stop=64))
    if one != other:
        assert not np.any(first == uniforms(seed, other, start=0, stop=64))
    assert not np.any(first == uniforms((seed + 1) % 2**64, one, start=0, stop=64))


def test_uniforms_lie_strictly_inside() -> None:
    drawn = uniforms(3, "any", start=0, stop=200_000)
    assert 0 < drawn.min() < 1e-4
    assert 1 - 1e-4 < drawn.max() < 1


def test_streams_are_not_correlated() -> None:
    table = np.stack([uniforms(1, f"a{i}", start=0, stop=20_000) for i in range(12)])
    off = np.corrcoef(table) - np.eye(12)
    assert np.abs(off).max() < 4 / np.sqrt(20_000)


def case(market: str = "DE", regime: str = "eu-mdr", **known: Dist):  # type: ignore[no-untyped-def]
    told = {name: Estimate(dist=d, unit="", origin=Origin.CITED) for name, d in known.items()}
    setting = Setting(market=market, regime=regime, needs_payment=True, speaks_language=False, known=told)
    return build_case(setting, sold=Sold(known={}))


@pytest.mark.parametrize("name", ["reach", "approval_months", "sales_cycle", "gate_cost"])
def test_one_assumption_changes_no_other_draw(name: str) -> None:
    plain, changed = case(), case(**{name: Uniform(low=1, high=2)})
    draws = {item.name: Draws(5, 0, 500).of(item) for item in used_inputs(plain).values()}
    for item in used_inputs(changed).values():
        same = np.array_equal(Draws(5, 0, 500).of(item), draws[item.name])
        assert same is (item.name != name)


def test_what_belongs_to_the_regime_is_shared_and_what_belongs_to_the_market_is_not() -> None:
    draws = Draws(1, 0, 100)
    de, fr, us = case("DE"), case("FR"), case("US", "us-fda")
    for name, shared in (("price", True), ("approval_months", True), ("reach", False)):
        assert np.array_equal(draws.of(de.inputs[name]), draws.of(fr.inputs[name])) is shared
    assert not np.array_equal(draws.of(de.inputs["approval_months"]), draws.of(us.inputs["approval_months"]))
    assert np.array_equal(draws.of(de.inputs["price"]), draws.of(us.inputs["price"]))
    one, two = launch_of(de, draws), launch_of(fr, draws)
    assert np.array_equal(one.approve_ok, two.approve_ok)
    assert not np.array_equal(one.pay_ok, two.pay_ok)


def test_a_pinned_input_takes_one_value_and_moves_nothing_else() -> None:
    de = case()
    draws = Draws(1, 0, 200)
    pinned = draws.pinned_at({de.inputs["reach"].id: 77.0})
    before, after = launch_of(de, draws), launch_of(de, pinned)
    assert np.all(pinned.of(de.inputs["reach"]) == 77.0)
    moved = {name for name in NAMES if not np.array_equal(getattr(before, name), getattr(after, name))}
    assert moved == {"units"}


@pytest.mark.parametrize("later", [1.0, 7.5])
def test_a_longer_approval_never_brings_the_first_sale_forward(later: float) -> None:
    de = case()
    for months in (0.0, 3.0, 12.0):
        at = {de.inputs["approval_months"].id: months}
        after = {de.inputs["approval_months"].id: months + later}
        early, late = (launch_of(de, Draws(1, 0, 500, pinned)) for pinned in (at, after))
        for name in ("approve_at", "launch_at", "paid_at", "first_sale"):
            assert np.all(getattr(late, name) >= getattr(early, name))


def test_the_months_of_a_launch_come_in_order() -> None:
    for needs_payment in (True, False):
        setting = Setting(
            market="DE", regime="eu-mdr", needs_payment=needs_payment, speaks_language=True, known={}
        )
        launch = launch_of(build_case(setting, sold=Sold(known={})), Draws(1, 0, 2000))
        assert np.all(launch.approve_at <= launch.launch_at)
        assert np.all(launch.launch_at <= launch.paid_at)
        assert np.all(launch.paid_at <= launch.first_sale)
        assert np.all((launch.hire_at >= 0) & (launch.hire_at <= launch.paid_at))
        assert np.all(launch.units >= 0)


@pytest.mark.parametrize("draws", [1, 4095, 4096, 4097, 9000])
def test_the_block_size_changes_nothing(draws: int, monkeypatch: pytest.MonkeyPatch) -> None:
    cases = [
        case("DE"),
        case("US", "us-fda", reach=Lognormal(median=50, factor=2)),
        case("SE", reach=Fixed(value=9)),
    ]
    usual = simulate_markets(cases, seed=2, draws=draws)
    monkeypatch.setattr("fram.decide.model.simulate.BLOCK", 1000)
    small = simulate_markets(cases, seed=2, draws=draws)
    for name in RESULTS:
        assert getattr(usual, name).shape == (3, draws)
        np.testing.assert_array_equal(getattr(usual, name), getattr(small, name))


def test_adding_a_market_changes_no_other() -> None:
    few, more = [case("DE"), case("SE")], [case("US", "us-fda"), case("DE"), case("SE")]
    one, two = simulate_markets(few, seed=2, draws=300), simulate_markets(more, seed=2, draws=300)
    for name in RESULTS:
        np.testing.assert_array_equal(getattr(one, name), getattr(two, name)[1:])


def test_progress_is_told_after_each_block() -> None:
    told: list[int] = []
    simulate_markets([case()], seed=1, draws=9000, progress=told.append)
    assert told == [4096, 8192, 9000]


def test_two_markets_of_a_regime_told_different_things_each_keep_their_own() -> None:
    """Same luck, own belief: the draws of one are not taken for the other."""
    de = case("DE", approval_chance=Fixed(value=1.0), approval_months=Uniform(low=1, high=2))
    fr = case("FR", approval_chance=Fixed(value=0.0), approval_months=Uniform(low=11, high=12))
    both = simulate_markets([de, fr], seed=1, draws=200)
    for place, alone in enumerate((de, fr)):
        np.testing.assert_array_equal(
            both.value[place], simulate_markets([alone], seed=1, draws=200).value[0]
        )
    draws = Draws(1, 0, 200)
    np.testing.assert_allclose(
        draws.of(fr.inputs["approval_months"]) - draws.of(de.inputs["approval_months"]), 10.0, atol=1e-6
    )
