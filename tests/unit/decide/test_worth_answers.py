"""Which answer changes what: conditional means along an input, and where each of the options is best."""

from __future__ import annotations

import numpy as np
import pytest

from fram.decide.worth_knowing import Asked, Counted, Design, Measured, evppi, evsi, fitted, switches
from fram.terms.errors import Refused

RNG = np.random.default_rng(4)
DRAWS = 20_000
X = RNG.uniform(0, 10, DRAWS)
NOISE = RNG.normal(0, 2, (3, DRAWS))


def three_options() -> np.ndarray:
    """x, 6 and 14 − x, each with noise: below 8 the last is best, above it the first."""
    return np.stack([X, np.full(DRAWS, 6.0), 14 - X]) + NOISE


def test_means_along_an_input() -> None:
    found = fitted(three_options(), X)
    assert found.means.shape == (3, found.at.size)
    inside = (found.at > 0.5) & (found.at < 9.5)
    np.testing.assert_allclose(found.means[0, inside], found.at[inside], atol=0.15)
    np.testing.assert_allclose(found.means[1, inside], 6, atol=0.15)
    np.testing.assert_allclose(found.means[2, inside], 14 - found.at[inside], atol=0.15)


def test_what_is_learned_without_a_part_is_near_what_all_teach_and_knows_nothing_of_it() -> None:
    values = three_options()
    found = fitted(values, X)
    assert found.without.shape == (5, 3, found.at.size)
    np.testing.assert_allclose(found.without.mean(axis=0), found.means, atol=0.02)
    assert np.bincount(found.part).tolist() == [DRAWS / 5] * 5
    changed = values.copy()
    changed[0, found.part == 2] += 1000 * (X[found.part == 2] - 5)
    again = fitted(changed - changed[0], X)
    np.testing.assert_array_equal(again.part, found.part)
    plain = fitted(values - values[0], X)
    far = np.abs(again.without[:, 1] - plain.without[:, 1]).max(axis=1)
    assert far[2] < 3  # how smooth a curve is allowed to be is chosen by all draws
    assert (np.delete(far, 2) > 500).all()


def test_means_along_a_constant_and_along_two_values() -> None:
    values = three_options()
    still = fitted(values, np.ones(DRAWS))
    np.testing.assert_allclose(still.means[:, 0], values.mean(axis=1))
    two = (X > 5).astype(float)
    found = fitted(values, two)
    assert found.at.tolist() == [0, 1]
    np.testing.assert_allclose(found.means[0], [X[two == 0].mean(), X[two == 1].mean()], atol=0.1)


def test_the_answer_at_which_the_choice_changes() -> None:
    answers = switches(three_options(), X)
    assert [one.option for one in answers] == [2, 0]
    assert answers[0].high == answers[1].low == pytest.approx(7, abs=0.15)
    assert [one.share for one in answers] == pytest.approx([0.7, 0.3], abs=0.02)
    # Above 7 the first option brings 2x − 14 more: the integral over 7 to 10, a tenth of it for each unit.
    assert answers[1].gain == pytest.approx(0.9, abs=0.05)


def test_the_gains_of_all_answers_are_what_the_input_is_worth() -> None:
    values = three_options()
    assert sum(one.gain for one in switches(values, X)) == pytest.approx(evppi(values, X).value, rel=0.01)


def test_a_range_in_the_middle_and_one_that_is_too_rare() -> None:
    middle = np.stack([np.abs(X - 5) - 2, np.zeros(DRAWS)]) + NOISE[:2]
    found = switches(middle, X)
    assert [one.option for one in found] == [0, 1, 0]
    assert [one.high for one in found[:-1]] == pytest.approx([3, 7], abs=0.3)
    rare = np.stack([np.where(X < 0.02, 8.0, -1.0), np.zeros(DRAWS)])
    assert [one.option for one in switches(rare, X)] == [1]


def test_noise_changes_no_choice() -> None:
    for seed in range(10):
        rng = np.random.default_rng(seed)
        values = np.stack([rng.normal(0.05, 1, 4000), np.zeros(4000)])
        assert len(switches(values, rng.normal(size=4000))) == 1


def test_equal_answers_are_never_parted() -> None:
    sites = RNG.poisson(3, DRAWS).astype(float)
    found = switches(np.stack([sites - 3.4, np.zeros(DRAWS)]) + NOISE[:2], sites)
    assert [one.option for one in found] == [1, 0]
    assert found[0].high == 3.5


def test_a_choice_that_is_sure_has_one_answer() -> None:
    found = switches(np.stack([X + 20, np.zeros(DRAWS)]), X)
    assert [(one.option, one.low, one.high, one.share) for one in found] == [(0, X.min(), X.max(), 1.0)]
    still = switches(np.stack([X, np.zeros(DRAWS)]), np.ones(DRAWS))
    assert [(one.option, one.low, one.high, one.gain) for one in still] == [(0, 1.0, 1.0, 0.0)]


# --- studies --------------------------------------------------------------------------------------------


def test_what_a_study_shows_scatters_around_the_truth() -> None:
    truth = np.full(DRAWS, 4.0)
    assert Measured(n=4, sd=2).simulate(truth, seed=1).std() == pytest.approx(1, rel=0.03)
    assert Asked(n=4, noise_sd=2, shared_sd=1).error == pytest.approx(np.sqrt(2))
    counted = Counted(n=10).simulate(np.full(DRAWS, 0.3), seed=1) * 10
    assert counted.mean() == pytest.approx(3, abs=0.05)
    assert counted.var() == pytest.approx(2.1, rel=0.05)
    np.testing.assert_allclose(counted, np.round(counted), atol=1e-9)


def test_counts_at_the_ends_are_sure() -> None:
    shown = Counted(n=10).simulate(np.array([0.0, 1.0, 0.0, 1.0]), seed=1)
    assert shown.tolist() == [0, 1, 0, 1]


def test_likelihoods_differ_as_the_formulas_do() -> None:
    """Three of ten at 0.3 against 0.5: (0.3/0.5)³ (0.7/0.5)⁷; a mean off by one error against none: e^−½."""
    logs = Counted(n=10).loglik(np.array([0.3]), np.array([0.3, 0.5]))
    assert np.exp(logs[0, 0] - logs[0, 1]) == pytest.approx(0.6**3 * 1.4**7)
    logs = Measured(n=4, sd=2).loglik(np.array([1.0]), np.array([1.0, 2.0]))
    assert logs[0].tolist() == [0, -0.5]


@pytest.mark.parametrize(
    "design",
    [Counted(n=3), Counted(n=7000), Measured(n=2, sd=1e-4), Asked(n=2, noise_sd=50, shared_sd=1)],
)
@pytest.mark.parametrize("points", [1, 2, 400])
def test_chances_of_answers_add_up_to_one_and_rise_with_the_truth(design: Design, points: int) -> None:
    truth = np.linspace(0.2, 0.8, points)
    found = design.chances(truth)
    assert (found >= 0).all()
    np.testing.assert_allclose(found.sum(axis=1), 1, atol=1e-12)
    assert found.shape[0] == points
    if points > 1:  # a higher truth makes high answers likelier
        assert (np.diff(found.cumsum(axis=1), axis=0) <= 1e-12).all()


def test_counting_one_of_two_chances_by_hand() -> None:
    """p is ¼ or ¾, going brings p - ½. After a yes p is ⅝ on average: ⅛ half the time."""
    p = np.repeat([0.25, 0.75], 200)
    values = np.stack([p - 0.5, np.zeros(400)])
    study = evsi(values, p, design=Counted(n=1))
    assert study.value == pytest.approx(1 / 16, rel=1e-3)  # the fit shrinks by a thousandth
    assert evppi(values, p).value == pytest.approx(1 / 8, rel=1e-3)
    # It brings ¾ of ¼ where p is ¾, and ¼ of -¼ where it is ¼: 3/16 and -1/16, an eighth around 1/16.
    assert study.se == pytest.approx(0.125 / np.sqrt(399))
    assert study.crossfit == pytest.approx(1 / 16)
    assert evsi(values, np.ones(400), design=Measured(n=1, sd=1)).value == 0


def test_a_study_of_what_is_perhaps_worth_nothing_is_perhaps_worth_nothing() -> None:
    """By itself this study would be shown: its cross-fit happens to lie above its error."""
    rng = np.random.default_rng(342)
    x = rng.normal(size=500)
    values = np.stack([np.zeros(500), 0.1 * x + rng.normal(size=500) * rng.uniform(0.3, 2) - 0.05])
    study = evsi(values, x, design=Measured(n=1, sd=0.5))
    assert evppi(values, x).shown == 0
    assert min(study.value, study.crossfit) > study.se
    assert study.shown == 0


def test_a_study_with_next_to_no_error_tells_all_truths_apart() -> None:
    """A value that turns twelve times: forty truths told apart would miss a tenth of it."""
    x = np.random.default_rng(1).uniform(size=50_000)
    values = np.stack([np.sin(12 * np.pi * x), np.zeros(x.size)])
    certain = evppi(values, x).value
    worths = [evsi(values, x, design=Measured(n=1, sd=sd)).value for sd in (1e-9, 1e-3, 1e-2)]
    assert worths[0] > 0.98 * certain
    assert worths == sorted(worths, reverse=True)


@pytest.mark.parametrize(
    "make",
    [
        lambda: Counted(n=0), lambda: Measured(n=3, sd=0), lambda: Measured(n=3, sd=float("inf")),
        lambda: Asked(n=3, noise_sd=-1), lambda: Asked(n=3, noise_sd=1, shared_sd=-1),
        lambda: Counted(n=5).simulate(np.array([0.5, 1.2]), seed=1),
    ],
)  # fmt: skip
def test_studies_that_cannot_be_are_refused(make) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(Refused):
        make()
