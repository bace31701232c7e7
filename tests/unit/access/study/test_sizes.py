"""Sample sizes: every worked number with its arithmetic in sight, and what must never happen."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from fram.access.study import sizes
from fram.access.study.chances import (
    assurance,
    error_of_means,
    power_of_events,
    power_of_means,
    power_of_no_worse,
    power_of_shares,
)
from fram.access.study.sizes import whole
from fram.terms.errors import Refused

Z_A, Z_80, Z_90 = 1.959964, 0.841621, 1.281552


def test_the_points_of_the_normal() -> None:
    assert sizes.z_of(0.975) == pytest.approx(Z_A, abs=5e-7)
    assert sizes.z_of(0.80) == pytest.approx(Z_80, abs=5e-7)
    assert sizes.z_of(0.90) == pytest.approx(Z_90, abs=5e-7)


@pytest.mark.parametrize(
    ("d", "power", "z_b", "people", "by_t"),
    [(0.5, 0.8, Z_80, 62.79, 64), (0.5, 0.9, Z_90, 84.06, 86), (0.35, 0.8, Z_80, 128.14, 130)],
)
def test_two_means(d: float, power: float, z_b: float, people: float, by_t: int) -> None:
    n = sizes.two_means(difference=d, spread=1, power=power)
    assert n == pytest.approx(2 * ((Z_A + z_b) / d) ** 2, rel=1e-5)  # 2 × (2.801585 / 0.5)² = 62.79
    assert n == pytest.approx(people, abs=0.01)
    assert whole(n) == math.ceil(people)  # 63, 85, 129
    assert sizes.two_means_by_t(difference=d, spread=1, power=power) == by_t


def test_two_means_in_points_of_a_scale() -> None:
    # 4.1 points with a spread of 8.2 is half a standard deviation.
    assert sizes.two_means(difference=4.1, spread=8.2) == pytest.approx(62.79, abs=0.01)


def test_two_shares() -> None:
    pooled = Z_A * math.sqrt(2 * 0.25 * 0.75)  # 1.200227
    apart = Z_80 * math.sqrt(0.3 * 0.7 + 0.2 * 0.8)  # 0.511938
    n = sizes.two_shares(0.3, 0.2)
    assert n == pytest.approx((pooled + apart) ** 2 / 0.1**2, rel=1e-5)
    assert n == pytest.approx(293.15, abs=0.01)
    assert whole(n) == 294


def test_no_worse_shares() -> None:
    n = sizes.no_worse_shares(0.9, margin=0.05)
    assert n == pytest.approx(
        (Z_A + Z_80) ** 2 * 2 * 0.9 * 0.1 / 0.05**2, rel=1e-5
    )  # 7.84888 × 0.18 / 0.0025
    assert n == pytest.approx(565.12, abs=0.01)
    assert whole(n) == 566


def test_no_worse_means() -> None:
    # Truly equal, margin 0.25 standard deviations: 2 × (2.801585 / 0.25)² = 251.16.
    assert sizes.no_worse_means(margin=0.25, spread=1) == pytest.approx(251.16, abs=0.01)
    # Better by a margin: a gain of 0.5 that must exceed 0.1 leaves 0.4: 2 × (2.801585 / 0.4)² = 98.11.
    assert sizes.no_worse_means(margin=-0.1, gain=0.5, spread=1) == pytest.approx(98.11, abs=0.01)


def test_precision_of_a_share_and_all_who_must_be_tested() -> None:
    ill = sizes.share_within(0.9, half_width=0.05)
    assert ill == pytest.approx(Z_A**2 * 0.9 * 0.1 / 0.05**2, rel=1e-5)  # 3.841459 × 0.09 / 0.0025
    assert ill == pytest.approx(138.29, abs=0.01)
    assert whole(ill) == 139
    assert sizes.with_prevalence(139, prevalence=0.25) == 556


def test_precision_of_a_mean() -> None:
    # A spread of 10 known to ± 1: (1.959964 × 10 / 1)² = 384.15.
    assert sizes.mean_within(spread=10, half_width=1) == pytest.approx(384.15, abs=0.01)


def test_log_rank_events() -> None:
    events = sizes.log_rank_events(0.7)
    assert events == pytest.approx(4 * (Z_A + Z_80) ** 2 / math.log(0.7) ** 2, rel=1e-5)  # 31.3955 / 0.127217
    assert events == pytest.approx(246.79, abs=0.01)
    assert whole(events) == 247


def test_groups_and_loss() -> None:
    assert sizes.design_effect(20, likeness=0.05) == pytest.approx(1.95)  # 1 + 19 × 0.05
    assert sizes.with_attrition(63, lost=0.2) == pytest.approx(78.75)  # 63 / 0.8
    assert whole(sizes.with_attrition(63, lost=0.2)) == 79


def test_few_groups_need_more_than_the_normal_formula_says() -> None:
    # d 0.8, 30 a group, ICC 0.1: 24.53 × 3.9 / 30 = 3.2, so 4 groups an arm by the normal formula.
    case = {"difference": 0.8, "cluster_size": 30, "likeness": 0.1}
    assert sizes.t_of(0.975, free=6) == pytest.approx(2.4469, abs=1e-4)  # tables of t: 2.447
    assert sizes.power_of_groups(4, **case) < 0.8 <= sizes.power_of_groups(5, **case)
    assert sizes.groups_by_t(**case) == 5


@pytest.mark.parametrize("groups", [4, 5])
def test_the_power_of_groups_is_that_of_trials_thrown(groups: int) -> None:
    throw, trials = np.random.Generator(np.random.Philox(11)), 40_000
    # Means of groups of 30 with a spread of 1 between people: variance 0.1 between groups, 0.9 / 30 within.
    means = throw.normal(0, np.sqrt(0.1 + 0.9 / 30), (2, trials, groups))
    apart = means[1].mean(axis=1) + 0.8 - means[0].mean(axis=1)
    spread = np.sqrt(means.var(axis=2, ddof=1).mean(axis=0))
    shown = apart / (spread * np.sqrt(2 / groups)) > sizes.t_of(0.975, free=2 * (groups - 1))
    told = sizes.power_of_groups(groups, difference=0.8, cluster_size=30, likeness=0.1)
    assert shown.mean() == pytest.approx(told, abs=0.01)


def test_with_many_groups_the_normal_formula_holds() -> None:
    people = sizes.two_means(difference=0.1, spread=1) * sizes.design_effect(20, likeness=0.05)
    found = sizes.groups_by_t(difference=0.1, cluster_size=20, likeness=0.05)
    assert math.ceil(people / 20) <= found <= math.ceil(people / 20) + 1


def test_people_measured_twice_are_half_of_one_arm() -> None:
    # ((1.959964 + 0.841621) / 0.5)² = 31.40.
    assert sizes.paired_means(difference=0.5, spread=1) == pytest.approx(31.40, abs=0.01)


def test_whole_does_not_round_up_what_is_whole() -> None:
    assert whole(0.1 * 3 / 0.1) == 3  # 3.0000000000000004 by arithmetic
    assert whole(62.01) == 63


def test_power_is_the_inverse() -> None:
    assert power_of_means(62.79, difference=0.5, spread=1) == pytest.approx(0.8, abs=1e-4)
    assert power_of_shares(293.15, first=0.3, second=0.2) == pytest.approx(0.8, abs=1e-4)
    assert power_of_no_worse(565.12, share=0.9, margin=0.05) == pytest.approx(0.8, abs=1e-4)
    assert power_of_events(246.79, hazard_ratio=0.7) == pytest.approx(0.8, abs=1e-4)
    assert (
        sizes.power_of_t(64, difference=0.5, spread=1) >= 0.8 > sizes.power_of_t(63, difference=0.5, spread=1)
    )


def test_assurance_by_hand_and_by_throwing() -> None:
    # 63 an arm: error √(2/63) = 0.178174. Believed 0.5 ± 0.2:
    # (0.5 - 1.959964 × 0.178174) / √(0.2² + 0.178174²) = 0.150781 / 0.267856 = 0.56292, Φ = 0.7133.
    error = error_of_means(63, spread=1)
    assert error == pytest.approx(0.178174, abs=1e-6)
    closed = assurance(mean=0.5, doubt=0.2, error=error)
    assert closed == pytest.approx(0.7133, abs=2e-4)
    throw = np.random.Generator(np.random.Philox(7))
    estimates = throw.normal(throw.normal(0.5, 0.2, 400_000), error)
    assert closed == pytest.approx((estimates > Z_A * error).mean(), abs=3e-3)


def test_assurance_without_doubt_is_the_power() -> None:
    error = error_of_means(80, spread=1)
    power = power_of_means(80, difference=0.5, spread=1)
    assert assurance(mean=0.5, doubt=0, error=error) == pytest.approx(power)


POWERS = st.floats(0.55, 0.97)
EFFECTS = st.floats(0.1, 2.0)
SHARES = st.floats(0.05, 0.95)


@given(low=POWERS, high=POWERS, d=EFFECTS)
def test_more_power_takes_more_people(low: float, high: float, d: float) -> None:
    low, high = sorted((low, high))
    for size in (sizes.two_means, sizes.paired_means):
        assert size(difference=d, spread=1, power=low) <= size(difference=d, spread=1, power=high)
    assert sizes.log_rank_events(1 / (1 + d), power=low) <= sizes.log_rank_events(1 / (1 + d), power=high)


@given(small=EFFECTS, large=EFFECTS, power=POWERS)
def test_a_larger_effect_takes_fewer(small: float, large: float, power: float) -> None:
    small, large = sorted((small, large))
    first = sizes.two_means_by_t(difference=large, spread=1, power=power)
    assert first <= sizes.two_means_by_t(difference=small, spread=1, power=power)
    assert sizes.no_worse_means(margin=large, spread=1) <= sizes.no_worse_means(margin=small, spread=1)


@given(p=SHARES, q=SHARES, power=POWERS)
def test_two_shares_do_not_care_for_order(p: float, q: float, power: float) -> None:
    if abs(p - q) > 1e-3:
        assert sizes.two_shares(p, q, power=power) == pytest.approx(sizes.two_shares(q, p, power=power))


@given(n=st.floats(10, 1000), few=st.floats(0, 0.9), many=st.floats(0, 0.9))
def test_more_loss_takes_more_people(n: float, few: float, many: float) -> None:
    few, many = sorted((few, many))
    assert sizes.with_attrition(n, lost=few) <= sizes.with_attrition(n, lost=many)


@given(d=EFFECTS, spread=st.floats(0.2, 50), power=POWERS)
def test_the_unit_of_measurement_does_not_matter(d: float, spread: float, power: float) -> None:
    told = sizes.two_means(difference=d * spread, spread=spread, power=power)
    assert told == pytest.approx(sizes.two_means(difference=d, spread=1, power=power))


@given(mean=st.floats(0.01, 2), doubt=st.floats(0, 2), n=st.integers(4, 4000))
def test_assurance_lies_between_even_odds_and_power(mean: float, doubt: float, n: int) -> None:
    error = error_of_means(n, spread=1)
    power = power_of_means(n, difference=mean, spread=1)
    found = assurance(mean=mean, doubt=doubt, error=error)
    assert min(0.5, power) - 1e-9 <= found <= max(0.5, power) + 1e-9


@pytest.mark.parametrize(
    ("call", "says"),
    [
        (lambda: sizes.two_means(difference=0.5, spread=0), "the spread between people is 0"),
        (lambda: sizes.two_means(difference=0.5, spread=-1), "the spread between people is -1"),
        (lambda: sizes.two_means(difference=0, spread=1), "no number of people can show it"),
        (lambda: sizes.two_means(difference=0.5, spread=1, power=1), "a chance of 1"),
        (lambda: sizes.two_means(difference=0.5, spread=1, alpha=0), "a chance of 1"),
        (lambda: sizes.two_shares(0.3, 0.3), "equal: no study tells them apart"),
        (lambda: sizes.two_shares(0.3, 1.2), "a share of 1.2"),
        (lambda: sizes.no_worse_shares(0.9, margin=0), "the margin is 0"),
        (lambda: sizes.no_worse_shares(0.9, margin=-0.1), "the margin is -0.1"),
        (lambda: sizes.no_worse_means(margin=-0.5, gain=0.5, spread=1), "the true gain and the margin is 0"),
        (lambda: sizes.share_within(0, half_width=0.05), "it lies between 0 and 1"),
        (lambda: sizes.with_prevalence(139, prevalence=-0.1), "the share who have it is -0.1"),
        (lambda: sizes.with_prevalence(139, prevalence=1.5), "it is above 1"),
        (lambda: sizes.log_rank_events(1), "equal: no study tells them apart"),
        (lambda: sizes.log_rank_events(-0.7), "the hazard ratio is -0.7"),
        (lambda: sizes.design_effect(0, likeness=0.05), "groups of 0 people"),
        (lambda: sizes.design_effect(20, likeness=2), "it lies from 0 to 1"),
        (lambda: sizes.with_attrition(63, lost=1), "a loss of 1"),
        (lambda: sizes.with_attrition(63, lost=-0.1), "a loss of -0.1"),
        (lambda: sizes.z_of(float("nan")), "a chance of nan"),
        (lambda: assurance(mean=0.5, doubt=-1, error=0.1), "the doubt about the effect is -1"),
        (lambda: assurance(mean=0.5, doubt=0.1, error=0), "the standard error is 0"),
    ],
)
def test_what_no_size_follows_from(call: object, says: str) -> None:
    with pytest.raises(Refused, match=says):
        call()  # type: ignore[operator]
