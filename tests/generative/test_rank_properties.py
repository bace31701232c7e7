"""What must hold of any ranking: order is irrelevant, a twin moves nobody, a shift of a criterion neither."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fram.decide.model.cashflow import Outcomes
from fram.decide.rank import Preference, chances_best, dominance, rank, rank_kept, smaa, weights_of

DRAWS = 40
CRITERIA = ("value", "chance", "cash", "time")
few = settings(max_examples=40, deadline=None)


def whole(*shape: int) -> st.SearchStrategy[np.ndarray]:
    """Whole numbers, often the same: sums of them are exact, so that ties are ties."""
    return st.builds(
        lambda seed, most: np.random.default_rng(seed).integers(-most, most + 1, shape).astype(float),
        st.integers(0, 10**6), st.sampled_from((0, 1, 3, 20)),
    )  # fmt: skip


@st.composite
def worlds(draw: st.DrawFn) -> Outcomes:
    shape = (draw(st.integers(1, 6)), DRAWS)
    made = {name: draw(whole(*shape)) for name in ("npv", "value", "early_spend")}
    months = {name: np.abs(draw(whole(*shape))) for name in ("payback", "first_revenue")}
    return Outcomes(**made, **months, lowest_cash=-np.abs(draw(whole(*shape))))


def names(count: int) -> list[str]:
    return [f"M{at}" for at in range(count)]


def rows(found: Outcomes, places: list[int]) -> Outcomes:
    return Outcomes(**{name: getattr(found, name)[places] for name in Outcomes.__dataclass_fields__})


@few
@given(worlds(), st.randoms(use_true_random=False))
def test_the_order_of_markets_is_irrelevant(found: Outcomes, shuffled: object) -> None:
    count = len(found.value)
    order = list(range(count))
    shuffled.shuffle(order)  # type: ignore[attr-defined]
    turned, codes = rows(found, order), [names(count)[place] for place in order]
    one = rank(names(count), found, error_variances=np.ones(count))
    other = rank(codes, turned, error_variances=np.ones(count))
    for mine, theirs in zip(one, other, strict=True):  # sums in another order differ in their last bits
        assert mine.shrunk == pytest.approx(theirs.shrunk)
        assert replace(mine, shrunk=0.0, chance_best=0.0) == replace(theirs, shrunk=0.0, chance_best=0.0)
        assert mine.chance_best == pytest.approx(theirs.chance_best)
    assert rank_kept(codes, turned, best_first=names(count), seed=1) == rank_kept(
        names(count), found, best_first=names(count), seed=1
    )


@few
@given(worlds(), st.permutations(CRITERIA))
def test_the_order_of_criteria_is_irrelevant(found: Outcomes, order: list[str]) -> None:
    codes = names(len(found.value))
    usual = rank_kept(codes, found, best_first=codes, seed=1)
    turned = rank_kept(codes, found, best_first=codes, seed=1, preference=Preference.any_of(order))
    for one, other in zip(usual.markets, turned.markets, strict=True):
        np.testing.assert_allclose(one.places, other.places)
        assert set(one.central) == set(other.central)


@few
@given(worlds(), st.data())
def test_a_twin_changes_nothing_for_the_others(found: Outcomes, data: st.DataObject) -> None:
    """Acceptability, who beats whom, chances: twins share places, and the next place follows on."""
    count = len(found.value)
    twin = data.draw(st.integers(0, count - 1))
    codes = names(count)
    doubled = rows(found, [*range(count), twin])
    before = rank_kept(codes, found, best_first=codes, seed=1)
    after = rank_kept([*codes, "ZZ"], doubled, best_first=[*codes, "ZZ"], seed=1)
    assert before.criteria == after.criteria
    for one, other in zip(before.markets, after.markets[:-1], strict=True):
        assert one.places == other.places[:count]
        assert (one.first, one.first_by_weights) == (other.first, other.first_by_weights)
        assert one.holistic == pytest.approx(other.holistic)
        assert (one.central, one.confidence) == (other.central, other.confidence)
        assert (one.beaten_by, one.nothing_beats) == (other.beaten_by, other.nothing_beats)
    assert after.markets[-1].places == after.markets[twin].places
    apart = found.value + np.random.default_rng(twin).random(found.value.shape)  # no tie but of twins
    once, twice = chances_best(apart), chances_best(apart[[*range(count), twin]])
    others = [place for place in range(count) if place != twin]
    np.testing.assert_allclose(twice[others], once[others])
    np.testing.assert_allclose(twice[twin] + twice[count], once[twin])


@few
@given(whole(3, 4, DRAWS), st.integers(-1000, 1000), st.integers(0, 2))
def test_a_constant_added_to_a_criterion_changes_nothing(
    utilities: np.ndarray, constant: int, criterion: int
) -> None:
    weights = weights_of(Preference.any_of(["a", "b", "c"]), seed=1, draws=DRAWS)
    shifted = utilities.copy()
    shifted[criterion] += constant
    np.testing.assert_allclose(smaa(list(shifted), weights).ranks, smaa(list(utilities), weights).ranks)


@few
@given(worlds(), st.floats(1e3, 1e6), st.floats(-1e6, 1e6))
def test_the_unit_and_the_zero_of_value_change_no_place(found: Outcomes, unit: float, level: float) -> None:
    codes = names(len(found.value))
    moved = Outcomes(
        **{name: getattr(found, name) for name in Outcomes.__dataclass_fields__ if name != "value"},
        value=found.value * unit + level,
    )
    only = Preference.stated({"value": 1.0, "time": 2.0})
    one, other = (
        rank_kept(codes, at, best_first=codes, seed=1, preference=only) for at in (found, moved)
    )  # fmt: skip
    for mine, theirs in zip(one.markets, other.markets, strict=True):
        np.testing.assert_allclose(mine.places, theirs.places)


@few
@given(whole(5, DRAWS))
def test_dominance_is_strict_and_sound(values: np.ndarray) -> None:
    """Never both ways; a dominating option has no lower mean; and some option is dominated by none."""
    found = dominance(values, noise=0)
    beats = found.order > 0
    assert not np.any(beats & beats.T)
    means = values.mean(axis=1)
    assert np.all((means[:, None] >= means[None, :] - 1e-9)[beats])
    assert found.undominated.any()
    np.testing.assert_allclose(found.against + found.against.T, 1)


@few
@given(whole(4, DRAWS))
def test_dominance_is_transitive_where_nothing_is_allowed_for(values: np.ndarray) -> None:
    first, any_order = dominance(values, noise=0).order == 1, dominance(values, noise=0).order > 0
    for beats in (first, any_order):
        through = (beats.astype(int) @ beats.astype(int)) > 0
        assert np.all(beats[through])


@few
@given(
    st.lists(st.tuples(st.floats(0, 0.3), st.floats(0.3, 1)), min_size=2, max_size=5), st.booleans()
)  # fmt: skip
def test_weights_keep_to_their_limits(limits: list[tuple[float, float]], is_ordered: bool) -> None:
    from fram.terms.errors import Refused

    named = dict(zip("abcde", limits, strict=False))
    try:
        asked = Preference.within(named, is_ordered=is_ordered)
    except Refused:
        return
    weights = weights_of(asked, seed=1, draws=50)
    np.testing.assert_allclose(weights.sum(axis=0), 1)
    low, high = np.array(limits).T
    assert np.all((weights >= low[:, None] - 1e-9) & (weights <= high[:, None] + 1e-9))
    if is_ordered:
        assert np.all(np.diff(weights, axis=0) <= 1e-9)
