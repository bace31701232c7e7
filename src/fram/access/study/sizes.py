"""How many people a study needs: closed formulas, each with its source.

Numbers are returned as they come out of the formula; ``whole`` rounds them up to people. ``power`` is the
chance of showing an effect that is really there; ``alpha`` the chance of showing one that is not, on both
sides together unless it says one-sided.
"""

from __future__ import annotations

import math

from scipy.special import nctdtr, ndtri, stdtrit

from fram.access.study.checks import (
    refuse_chance,
    refuse_equal,
    refuse_not_positive,
    refuse_share,
    refuse_zero,
)
from fram.terms.errors import Refused

ALPHA = 0.05
ONE_SIDED = 0.025
POWER = 0.8


def whole(number: float) -> int:
    """Return a number of people rounded up; a hair above a whole number, by arithmetic, is that number."""
    return math.ceil(number - 1e-9)


def z_of(chance: float) -> float:
    """Return the point of the unit normal below which ``chance`` of it lies; refuse what is no chance."""
    refuse_chance(chance, what="a chance")
    return float(ndtri(chance))


def two_means(*, difference: float, spread: float, power: float = POWER, alpha: float = ALPHA) -> float:
    """Return the people per arm that show a difference of two means: 2 ((z_a + z_b) spread / difference)².

    ``difference`` and ``spread`` (standard deviation between people) in one unit. Normal formula as in
    Julious, Sample Sizes for Clinical Trials (2010). Refuses a difference of 0, a spread of 0.
    """
    refuse_zero(difference, what="the difference")
    refuse_not_positive(spread, what="the spread between people")
    return 2 * (_reach(power, alpha / 2) * spread / difference) ** 2


def two_means_by_t(*, difference: float, spread: float, power: float = POWER, alpha: float = ALPHA) -> int:
    """Return the people per arm as ``two_means``, with a spread that the study itself must estimate.

    The least whole number for which the t test, at the non-central t distribution, has the power asked for;
    the search begins at the normal formula, which is always a little too low.
    """
    n = max(2, math.floor(two_means(difference=difference, spread=spread, power=power, alpha=alpha)))
    while power_of_t(n, difference=difference, spread=spread, alpha=alpha) < power:
        n += 1
    return n


def power_of_t(n: int, *, difference: float, spread: float, alpha: float = ALPHA) -> float:
    """Return the power of a t test with ``n`` people in each of two arms (the likelier side only)."""
    refuse_not_positive(spread, what="the spread between people")
    free = 2 * n - 2
    shift = abs(difference) / spread * math.sqrt(n / 2)
    return float(1 - nctdtr(free, shift, stdtrit(free, 1 - alpha / 2)))


def paired_means(*, difference: float, spread: float, power: float = POWER, alpha: float = ALPHA) -> float:
    """Return the people who are measured twice: ((z_a + z_b) spread / difference)².

    ``spread``: standard deviation of each person's change. Same source as ``two_means``.
    """
    return two_means(difference=difference, spread=spread, power=power, alpha=alpha) / 2


def two_shares(first: float, second: float, *, power: float = POWER, alpha: float = ALPHA) -> float:
    """Return the people per arm that tell two shares apart.

    (z_a √(2 p̄ (1 - p̄)) + z_b √(p₁(1 - p₁) + p₂(1 - p₂)))² / (p₁ - p₂)², p̄ the mean of both: pooled under
    no difference, unpooled under the difference (Fleiss, Statistical Methods for Rates and Proportions,
    without continuity correction). Refuses shares outside 0 to 1 and two that are equal.
    """
    for share in (first, second):
        refuse_share(share, what="a share")
    refuse_equal(first, second)
    pooled, apart = _deviations(first, second)
    reach = z_of(1 - alpha / 2) * pooled + z_of(power) * apart
    return (reach / (first - second)) ** 2


def no_worse_shares(share: float, *, margin: float, power: float = POWER, alpha: float = ONE_SIDED) -> float:
    """Return the people per arm that show a share no worse than another by more than ``margin``.

    (z_a + z_b)² 2 p (1 - p) / margin², both arms truly at ``share``, one-sided ``alpha`` (Julious).
    Refuses a margin of 0 or less.
    """
    refuse_share(share, what="the share")
    refuse_not_positive(margin, what="the margin")
    return 2 * share * (1 - share) * (_reach(power, alpha) / margin) ** 2


def no_worse_means(
    *, margin: float, spread: float, gain: float = 0.0, power: float = POWER, alpha: float = ONE_SIDED
) -> float:
    """Return the people per arm that show a mean no worse by more than ``margin``, ``alpha`` one-sided.

    2 ((z_a + z_b) spread / (margin + gain))²; ``gain``: how much better it truly is (Julious). A margin
    below zero asks to be better by that much. Refuses a distance of 0 or less between truth and margin.
    """
    refuse_not_positive(spread, what="the spread between people")
    refuse_not_positive(margin + gain, what="the distance between the true gain and the margin")
    return 2 * (_reach(power, alpha) * spread / (margin + gain)) ** 2


def share_within(share: float, *, half_width: float, alpha: float = ALPHA) -> float:
    """Return the people for whom a share is known to ± ``half_width``: z² p (1 - p) / half_width² (Wald)."""
    refuse_share(share, what="the share")
    refuse_not_positive(half_width, what="the half width")
    return share * (1 - share) * (z_of(1 - alpha / 2) / half_width) ** 2


def mean_within(*, spread: float, half_width: float, alpha: float = ALPHA) -> float:
    """Return the people for whom a mean is known to ± ``half_width``: (z spread / half_width)²."""
    refuse_not_positive(spread, what="the spread between people")
    refuse_not_positive(half_width, what="the half width")
    return (z_of(1 - alpha / 2) * spread / half_width) ** 2


def with_prevalence(ill: float, *, prevalence: float) -> float:
    """Return all who must be tested for ``ill`` of them to have the condition: ill / prevalence."""
    refuse_not_positive(prevalence, what="the share who have it")
    if prevalence > 1:
        raise Refused(f"a share who have it of {prevalence:g}", why="it is above 1", remedy="25 % is 0.25")
    return ill / prevalence


def log_rank_events(hazard_ratio: float, *, power: float = POWER, alpha: float = ALPHA) -> float:
    """Return the events in both arms together that show a hazard ratio: 4 (z_a + z_b)² / (ln HR)².

    Equal arms (Schoenfeld, Biometrics 1983;39:499-503). Refuses a ratio of 1, and of 0 or less.
    """
    refuse_not_positive(hazard_ratio, what="the hazard ratio")
    refuse_equal(hazard_ratio, 1.0)
    return 4 * (_reach(power, alpha / 2) / math.log(hazard_ratio)) ** 2


def design_effect(cluster_size: float, *, likeness: float) -> float:
    """Return how many times as many people groups drawn by lot need: 1 + (m - 1) ICC (Donner and Klar, 2000).

    ``cluster_size``: people in a group, m; ``likeness``: correlation of two of the same group, ICC, 0 to 1.
    """
    if cluster_size < 1:
        raise Refused(f"groups of {cluster_size:g} people", why="below one", remedy="give people a group")
    if not 0 <= likeness <= 1:
        raise Refused(
            f"a likeness within groups of {likeness:g}", why="it lies from 0 to 1", remedy="0.05 is usual"
        )
    return 1 + (cluster_size - 1) * likeness


def groups_by_t(
    *, difference: float, cluster_size: float, likeness: float, power: float = POWER, alpha: float = ALPHA
) -> int:
    """Return the groups per arm, drawn by lot, that show a difference of two means.

    ``difference``: in standard deviations between people. The least whole number for which the t test of the
    groups' means, with 2 (groups - 1) degrees of freedom, has the power asked for. The normal formula times
    ``design_effect`` is too small where groups are few.
    """
    people = two_means(difference=difference, spread=1, power=power, alpha=alpha)
    groups = max(2, math.floor(people * design_effect(cluster_size, likeness=likeness) / cluster_size))
    size = {"difference": difference, "cluster_size": cluster_size, "likeness": likeness, "alpha": alpha}
    while power_of_groups(groups, **size) < power:
        groups += 1
    return groups


def power_of_groups(
    groups: int, *, difference: float, cluster_size: float, likeness: float, alpha: float = ALPHA
) -> float:
    """Return the power with so many groups per arm, tested on their means (the likelier side only)."""
    factor = design_effect(cluster_size, likeness=likeness)
    free = 2 * (groups - 1)
    shift = abs(difference) * math.sqrt(groups * cluster_size / (2 * factor))
    return float(1 - nctdtr(free, shift, t_of(1 - alpha / 2, free=free)))


def t_of(chance: float, *, free: float) -> float:
    """Return the point below which ``chance`` of the t distribution lies; ``free``: degrees of freedom."""
    refuse_chance(chance, what="a chance")
    return float(stdtrit(free, chance))


def with_attrition(people: float, *, lost: float) -> float:
    """Return the people to take in when a share ``lost`` of them drops out: n / (1 - lost)."""
    if not 0 <= lost < 1:
        raise Refused(f"a loss of {lost:g}", why="it lies from 0 to below 1", remedy="20 % is 0.2")
    return people / (1 - lost)


def _reach(power: float, tail: float) -> float:
    """z_a + z_b: how many standard errors lie between no effect and the effect."""
    return z_of(1 - tail) + z_of(power)


def _deviations(first: float, second: float) -> tuple[float, float]:
    middle = (first + second) / 2
    apart = first * (1 - first) + second * (1 - second)
    return math.sqrt(2 * middle * (1 - middle)), math.sqrt(apart)
