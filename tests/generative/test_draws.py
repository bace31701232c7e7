"""Keyed draws: no assumption, block size or order changes the draws of another."""

from __future__ import annotations

import math
import typing
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fram.decide.model.case import Setting, Sold, build_case, used_inputs
from fram.decide.model.factors import Draws
from fram.decide.model.opportunity import launch_of
from fram.decide.model.sampling import at_normal, quantile, sample, uniforms
from fram.decide.model.simulate import simulate_markets
from fram.terms.dist import (
    Beta,
    Categorical,
    Dist,
    Fixed,
    Gamma,
    Lognormal,
    Mixture,
    Normal,
    Pert,
    Poisson,
    Quantiles,
    Triangular,
    Uniform,
    ZeroInflated,
    from_percentiles,
    scaled,
)
from fram.terms.errors import Refused
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
    assert moved == {"units", "pace"}  # the same orders a month are a larger share of fewer units


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


# --- every family of distributions ----------------------------------------------------------------

ANY = st.floats(-1e6, 1e6, allow_subnormal=False)
ABOVE_ZERO = st.floats(0.01, 1e6)
WEIGHT = st.sampled_from([0.0, 0.1, 1.0, 3.0])


def rising(size: int) -> st.SearchStrategy[list[float]]:
    return st.lists(ANY, min_size=size, max_size=size).map(sorted)


def apart(most: int) -> st.SearchStrategy[tuple[float, ...]]:
    return st.lists(ANY, min_size=1, max_size=most, unique=True).map(sorted).map(tuple)


def weighted(count: int) -> st.SearchStrategy[tuple[float, ...]]:
    return st.lists(WEIGHT, min_size=count, max_size=count).filter(any).map(tuple)


@st.composite
def published(draw: st.DrawFn) -> Quantiles:
    inner = draw(st.lists(st.floats(0.01, 0.99), unique=True, max_size=5).map(sorted))
    return Quantiles(probs=(0, *inner, 1), values=tuple(draw(rising(len(inner) + 2))))


@st.composite
def mixtures(draw: st.DrawFn, parts: st.SearchStrategy[Dist]) -> Mixture:
    kept = draw(st.lists(parts, min_size=1, max_size=3))
    return Mixture(weights=draw(weighted(len(kept))), parts=tuple(kept))


SINGLE: dict[type, st.SearchStrategy[Dist]] = {
    Fixed: ANY.map(lambda v: Fixed(value=v)),
    Uniform: rising(2).map(lambda v: Uniform(low=v[0], high=v[1])),
    Pert: rising(3).map(lambda v: Pert(low=v[0], typical=v[1], high=v[2])),
    Triangular: rising(3).map(lambda v: Triangular(low=v[0], typical=v[1], high=v[2])),
    Normal: st.builds(Normal, mean=ANY, sd=st.floats(0, 1e5), low=st.none() | st.just(-1e5), high=st.none()),
    Lognormal: st.builds(Lognormal, median=ABOVE_ZERO, factor=st.floats(1, 30)),
    Beta: st.builds(Beta, a=st.floats(0.1, 300), b=st.floats(0.1, 300)),
    Gamma: st.builds(Gamma, shape=st.floats(0.05, 300), scale=ABOVE_ZERO),
    Poisson: st.builds(Poisson, rate=st.floats(0, 40) | st.floats(40, 5000)),
    Categorical: apart(6).flatmap(lambda v: weighted(len(v)).map(lambda w: Categorical(values=v, weights=w))),
    Quantiles: published(),
}  # fmt: skip
CHANCE = st.floats(0, 1) | st.sampled_from([0.0, 0.5, 1.0])
PUT_TOGETHER: dict[type, typing.Callable[[st.SearchStrategy[Dist]], st.SearchStrategy[Dist]]] = {
    Mixture: mixtures,
    ZeroInflated: lambda parts: st.builds(ZeroInflated, chance_zero=CHANCE, part=parts),
}
ALONE = st.one_of(*SINGLE.values())
DISTS = st.recursive(
    ALONE, lambda parts: st.one_of(*(make(parts) for make in PUT_TOGETHER.values())), max_leaves=5
)
FAMILIES = {**SINGLE, **{kind: make(DISTS) for kind, make in PUT_TOGETHER.items()}}
THREE = rising(3).filter(lambda v: v[0] <= 0 or v[2] / v[0] < 1e12)
Z = np.sort(np.concatenate([np.linspace(-8, 8, 641), np.linspace(-1, 1, 401)]))


def support(dist: Dist) -> tuple[float, float]:
    """The least and the most a number can be."""
    match dist:
        case Fixed(value=v):
            return v, v
        case Uniform() | Pert() | Triangular():
            return dist.low, dist.high
        case Normal(low=low, high=high):
            return -math.inf if low is None else low, math.inf if high is None else high
        case Lognormal() | Gamma() | Poisson():
            return 0.0, math.inf
        case Beta():
            return 0.0, 1.0
        case Categorical(values=v, weights=w):
            kept = [value for value, weight in zip(v, w, strict=True) if weight]
            return kept[0], kept[-1]
        case Quantiles(values=v):
            return v[0], v[-1]
        case Mixture(weights=w, parts=parts):
            ends = [support(part) for weight, part in zip(w, parts, strict=True) if weight]
            return min(low for low, _ in ends), max(high for _, high in ends)
        case ZeroInflated(chance_zero=chance, part=part):
            ends = [(0.0, 0.0)] * (chance > 0) + [support(part)] * (chance < 1)
            return min(low for low, _ in ends), max(high for _, high in ends)


def rounding(values: np.ndarray) -> float:
    return float(1e-12 * max(1.0, np.abs(values).max()))


def test_every_family_is_here() -> None:
    assert set(FAMILIES) == set(typing.get_args(Dist))


@pytest.mark.parametrize("family", FAMILIES, ids=lambda family: family.__name__)
@settings(max_examples=25, deadline=None)
@given(choice=st.data(), seed=SEEDS, start=st.integers(0, 40), cuts=st.lists(st.integers(0, 60), max_size=4))
def test_blocks_of_any_family_give_the_same_draws(
    family: type, choice: st.DataObject, seed: int, start: int, cuts: list[int]
) -> None:
    dist = choice.draw(FAMILIES[family])
    stop = start + sum(cuts) + 5
    whole = sample(dist, seed=seed, key="any", start=0, stop=stop)
    places = [start, *(start + sum(cuts[: i + 1]) for i in range(len(cuts))), stop]
    parts = [sample(dist, seed=seed, key="any", start=a, stop=b) for a, b in pairwise(places)]
    np.testing.assert_array_equal(np.concatenate(parts), whole[start:])


@pytest.mark.parametrize("family", FAMILIES, ids=lambda family: family.__name__)
@settings(max_examples=40, deadline=None)
@given(choice=st.data())
def test_every_family_rises_with_z_and_stays_inside(family: type, choice: st.DataObject) -> None:
    dist = choice.draw(FAMILIES[family])
    values = at_normal(dist, Z)
    low, high = support(dist)
    assert np.all(np.isfinite(values))
    assert np.diff(values).min() >= -rounding(values)
    assert values.min() >= low - rounding(values)
    assert values.max() <= high + rounding(values)


@pytest.mark.parametrize("family", FAMILIES, ids=lambda family: family.__name__)
@settings(max_examples=40, deadline=None)
@given(choice=st.data(), factor=st.floats(0.01, 100))
def test_scaling_scales_every_draw(family: type, choice: st.DataObject, factor: float) -> None:
    dist = choice.draw(FAMILIES[family])
    try:
        made = scaled(dist, factor)
    except Refused:
        assert has_share_or_count(dist)
        return
    assert not has_share_or_count(dist)
    once, times = at_normal(dist, Z), at_normal(made, Z)
    np.testing.assert_allclose(times, factor * once, rtol=1e-9, atol=rounding(factor * once))


def has_share_or_count(dist: Dist) -> bool:
    if isinstance(dist, Mixture):
        return any(map(has_share_or_count, dist.parts))
    if isinstance(dist, ZeroInflated):
        return has_share_or_count(dist.part)
    return isinstance(dist, Beta | Poisson)


@settings(max_examples=60, deadline=None)
@given(dist=SINGLE[Poisson] | SINGLE[Categorical], seed=SEEDS, chance=CHANCE)
def test_steps_are_drawn_whole_alone_and_put_together(dist: Dist, seed: int, chance: float) -> None:
    drawn = sample(ZeroInflated(chance_zero=chance, part=dist), seed=seed, key="any", start=0, stop=3000)
    known = np.arange(20_000) if isinstance(dist, Poisson) else (0.0, *dist.values)
    assert np.all(np.isin(drawn, known))


@settings(max_examples=100, deadline=None)
@given(three=THREE)
def test_any_three_percentiles_that_rise_come_back(three: list[float]) -> None:
    dist = from_percentiles(p10=three[0], p50=three[1], p90=three[2])
    values = at_normal(dist, Z)
    assert np.all(np.isfinite(values))
    assert np.diff(values).min() >= -rounding(values)
    found = quantile(dist, np.array([0.1, 0.5, 0.9]))
    np.testing.assert_allclose(found, three, rtol=1e-3, atol=1e-4 * (three[2] - three[0]))
