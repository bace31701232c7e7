"""What one input becomes before anything is learned from it, and what samples are refused."""

from __future__ import annotations

import numpy as np
import pytest

from fram.decide.worth_knowing import checked_inputs, checked_values, evppi, evppi_each
from fram.decide.worth_knowing.learned import Learned, followed, gains, shared
from fram.decide.worth_knowing.order import going_with, has_alike, ranks, settled
from fram.decide.worth_knowing.penalised import interleaved, regress, turned
from fram.decide.worth_knowing.smooth import FEW, KNOTS, Features, cubic, features, line
from fram.terms.errors import Refused

RNG = np.random.default_rng(1)
X = RNG.normal(size=1000)
ALL = np.arange(1000)


def test_equal_values_share_a_place_whatever_the_order_of_rows() -> None:
    column = np.array([3.0, 1.0, 3.0, 2.0])
    found = line(column)
    assert found.distinct == 3
    # Places 0.125, 0.375 and the middle of 0.625 and 0.875.
    np.testing.assert_allclose(found.scores, [0.6744898, -1.1503494, 0.6744898, -0.3186394], atol=1e-6)
    np.testing.assert_allclose(line(column[::-1]).scores, found.scores[::-1])


def test_splines_add_up_to_one_and_a_straight_line_is_smooth() -> None:
    scores = np.sort(X)
    rows, roughness = cubic(scores, KNOTS)
    np.testing.assert_allclose(rows.sum(axis=0), 1)
    assert (rows >= 0).all()
    straight = np.arange(KNOTS, dtype=float)
    np.testing.assert_allclose(
        np.diff(straight @ rows) / np.diff(scores), (straight @ rows)[-1] / np.ptp(scores), rtol=0.2
    )
    assert straight @ roughness @ straight == pytest.approx(0, abs=1e-9)


def test_a_parabola_of_unit_variance_has_roughness_one() -> None:
    scores = np.sort(RNG.normal(size=20_000))
    rows, roughness = cubic(scores, KNOTS)
    coefficients = np.linalg.lstsq(rows.T, (scores**2 - 1) / np.sqrt(2), rcond=None)[0]
    assert coefficients @ roughness @ coefficients == pytest.approx(1, rel=0.05)


def test_few_values_are_taken_one_by_one_and_piles_get_a_step() -> None:
    few = np.arange(1000) % FEW
    assert features(line(few.astype(float)), ALL).rows.shape == (FEW, 1000)
    piled = np.where(X < 0, 0.0, X)
    assert len(features(line(piled), ALL).rows) == KNOTS + 2
    assert len(features(line(X), ALL).rows) == KNOTS + 1


def test_turned_features_are_uncorrelated_and_ever_rougher() -> None:
    rows, rough = turned(features(line(X), ALL), 8)
    np.testing.assert_allclose(rows @ rows.T / X.size, np.eye(8), atol=1e-8)
    assert (np.diff(rough) >= 0).all()


def test_parts_take_turns_along_the_order() -> None:
    places, parts = interleaved(np.arange(12))
    assert places.tolist() == [0, 5, 10, 1, 6, 11, 2, 7, 3, 8, 4, 9]
    assert [part.stop - part.start for part in parts] == [3, 3, 2, 2, 2]


def test_what_is_learned_without_a_part_is_a_regression_on_the_others() -> None:
    """The slow twin: the same penalised equations, solved on the other parts themselves."""
    rows = RNG.normal(size=(4, 500))
    target = (rows[:1] ** 2 + rows[1:2]).T + RNG.normal(size=(500, 1))
    _, parts = interleaved(np.arange(500))
    fit = regress(Features(rows=rows, roughness=np.eye(4)), target, parts=parts)
    others = np.concatenate([np.arange(500)[part] for part in parts[1:]])
    design = np.vstack([np.ones(500), rows - rows.mean(axis=1, keepdims=True)])
    gap = fit.held_out(0, parts[0]) - design[:, parts[0]].T @ _ridge(
        design[:, others], target[others], fit.whole, design, target
    )
    np.testing.assert_allclose(gap, 0, atol=1e-8)


def _ridge(design, target, whole, design_all, target_all):  # type: ignore[no-untyped-def]
    """Coefficients of the others under the penalty that the whole was fitted with, found by its equations."""
    count = target_all.size
    gram, right = design_all @ design_all.T / count, design_all @ target_all / count
    rest = right - gram @ whole
    strength = float((rest[1:] / whole[1:]).mean())
    penalty = np.diag([0.0, *[strength] * (len(design) - 1)])
    return np.linalg.solve(design @ design.T / target.size + penalty, design @ target / target.size)


def test_the_best_option_is_the_zero_the_others_are_held_against() -> None:
    found = gains(
        np.array([[1.0, 2.0, 3.0], [2.0, 3.0, 4.0], [2.0, 3.0, 4.0], [9.0, 0.0, 0.0], [1.0, 2.0, 3.0]])
    )
    assert found.best.tolist() == [1, 3]  # both have the mean 3
    assert found.base.tolist() == [5.5, 1.5, 2]
    found = gains(
        np.array([[1.0, 2.0, 3.0], [2.0, 3.0, 4.0], [2.0, 3.0, 4.0], [8.0, 0.0, 0.0], [1.0, 2.0, 3.0]])
    )
    assert (found.best.tolist(), found.column.tolist()) == ([1], [0, -1, -1, 1, 0])
    assert found.more.tolist() == [[-1, 6], [-1, -3], [-1, -4]]


def test_options_with_the_same_mean_are_held_against_what_they_bring_together() -> None:
    """However the means are rounded: 0.1 + 0.2 + 0.3 is not 0.3 + 0.2 + 0.1 to a computer."""
    values = np.array([[0.1, 0.2, 0.3], [0.3, 0.2, 0.1], [0.3, 0.1, 0.2], [0.0, 0.0, 0.0]])
    found = gains(values)
    assert found.best.tolist() == [0, 1, 2]
    np.testing.assert_allclose(found.base, [0.7 / 3, 0.5 / 3, 0.2], rtol=1e-15)
    assert found.column.tolist() == [0, 1, 2, 3]
    turned = gains(values[[2, 3, 0, 1]][:, [1, 0, 2]])
    assert turned.best.tolist() == [0, 2, 3]
    np.testing.assert_array_equal(turned.base, found.base[[1, 0, 2]])


def test_nothing_is_gained_where_all_options_are_the_same() -> None:
    found = gains(np.ones((3, 5)))
    assert found.is_idle
    assert (found.evpi, found.column.tolist()) == (0, [-1, -1, -1])


def test_a_choice_is_shared_by_what_is_as_good_the_base_among_it() -> None:
    means = np.array([[2.0, 1.0], [2.0, 2.0], [0.0, -1.0], [-1.0, -2.0], [1e-12, -3.0]])
    shares = [[1, 0], [0.5, 0.5], [0.5, 0], [0, 0], [0.5, 0]]
    assert shared(means, 1e-9).tolist() == shares
    more = np.tile([10.0, 6.0], (5, 1))
    expected, brings = followed(means, more, slack=1e-9)
    assert expected.tolist() == [2, 2, 0, 0, 1e-12]
    assert brings.tolist() == [10, 8, 5, 0, 5]
    assert followed(means[[0, 3]], more[[0, 3]], slack=1e-9)[1].tolist() == [10, 0]


def test_a_worth_is_shown_where_it_is_above_its_error_on_other_draws_too() -> None:
    assert Learned(value=3, se=1, crossfit=2).shown == 3
    assert Learned(value=3, se=1, crossfit=0.5).shown == 0
    assert Learned(value=0.5, se=1, crossfit=3).shown == 0
    assert Learned(value=3, se=1, crossfit=2, stands=False).shown == 0


def test_what_everything_is_worth_is_the_most_an_overshooting_curve_may_show() -> None:
    found = gains(np.array([[1.0, 2.0, 3.0], [3.0, 2.0, 1.0]]))
    assert found.evpi == pytest.approx((3 + 2 + 3) / 3 - 2)


def test_draws_are_settled_by_what_is_in_them() -> None:
    rows = RNG.integers(0, 3, (60, 3)).astype(float)
    turned = RNG.permutation(60)
    np.testing.assert_array_equal(rows[settled(rows)], rows[turned][settled(rows[turned])])
    twice = np.column_stack([rows, rows[:, 1]])
    np.testing.assert_array_equal(rows[settled(rows)], rows[settled(twice)])
    assert settled(np.array([[-0.0], [0.0], [0.0]])).tolist() == [0, 1, 2]


def test_columns_of_the_same_values_are_told_apart_by_what_goes_together() -> None:
    """Two columns that are one another's turned round; only the input beside them tells which is which."""
    one = RNG.integers(0, 3, 60).astype(float)
    rows, beside = np.column_stack([one, one[::-1]]), RNG.integers(0, 4, 60).astype(float)
    assert has_alike(rows.T)
    assert not has_alike(np.column_stack([one, one + 1]).T)
    turned = RNG.permutation(60)
    expected = rows[settled(rows, [beside])]
    np.testing.assert_array_equal(rows[settled(rows[:, ::-1], [beside])], expected)
    np.testing.assert_array_equal(rows[turned][settled(rows[turned], [beside[turned]])], expected)
    among = ranks([beside])
    np.testing.assert_array_equal(among[:, None] == among, beside[:, None] == beside)
    assert going_with(rows[:, 0], among) != going_with(rows[:, 1], among)
    assert going_with(rows[turned, 0], among[turned]) == going_with(rows[:, 0], among)


def test_a_constant_is_worth_exactly_nothing() -> None:
    values = np.stack([X, np.zeros(X.size)])
    found = evppi_each(values, np.stack([np.full(X.size, 3.0), X]))
    assert (found[0].value, found[0].se, found[0].crossfit, found[0].method) == (0, 0, 0, "none")
    assert found[1].value > 0


@pytest.mark.parametrize(
    ("values", "said"),
    [
        (np.ones((1, 100)), "nothing to choose between"),
        (np.ones(100), "nothing to choose between"),
        (np.ones((2, 20)), "20 draws are too few"),
        (np.where(np.arange(200).reshape(2, 100) == 150, np.nan, 1.0), "row 1, draw 50"),
        (np.where(np.arange(200).reshape(2, 100) == 3, np.inf, 1.0), "row 0, draw 3"),
        (np.ones((2, 0)), "has no draws"),
        (np.ones((2, 3, 4)), "has no draws"),
    ],
)
def test_values_that_cannot_be_used_are_refused(values: np.ndarray, said: str) -> None:
    with pytest.raises(Refused, match=said):
        evppi(values, np.ones(100))


def test_inputs_of_other_draws_are_refused() -> None:
    values = checked_values(np.ones((2, 100)))
    with pytest.raises(Refused, match="99 draws beside 100"):
        evppi(values, np.ones(99))
    with pytest.raises(Refused, match="inputs, row 0, draw 7"):
        checked_inputs(np.where(np.arange(100) == 7, np.nan, 1.0), draws=100)
