"""How large one kind of study must be for one effect, and the chance that it shows what it is to show."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

from scipy.special import ndtr

from fram.access.study import sizes
from fram.access.study.chances import assurance, error_of_means
from fram.access.study.effects import Effect
from fram.access.study.figures import Kind
from fram.access.study.sizes import ALPHA, t_of, whole

HALF_WIDTHS = {"likely": 0.05, "careful": 0.035}
"""Half the width a share is to be known to; there is no effect to be careful about."""
LEAST_GROUPS = 4
"""Groups an arm below which chance alone would decide: a planning figure of ours."""
LEAST_PEOPLE = 30
"""People an arm below which nobody is convinced, whatever the formula says: a planning figure of ours."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sizing:
    """A size with all behind it.

    ``formula``: its key; ``inputs``: what went in, by name; ``exact``: what came out, per arm;
    ``asked``: in whole people; ``analysed``: people per arm whose result counts; ``people``: all to take in,
    loss counted; ``chance``: that it succeeds.
    """

    formula: str
    inputs: tuple[tuple[str, float], ...]
    exact: float
    asked: int
    analysed: int
    arms: int
    people: int
    groups: int
    attrition: float
    chance: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What is to be sized: power, the effect counted on, the share lost, and what is believed."""

    power: float
    case: str
    lost: float
    effect: Effect
    assumed: Mapping[str, float]

    @property
    def counted_on(self) -> float:
        """The effect the study is sized for, in standard deviations."""
        return self.effect.careful if self.case == "careful" else self.effect.likely

    @property
    def unmixed(self) -> float:
        """The doubt about the effect where groups were not drawn by lot."""
        return math.hypot(self.effect.doubt, self.assumed["mix_doubt"])


@dataclass(frozen=True, slots=True, kw_only=True)
class _Found:
    """A size before people drop out: ``error`` of its estimate, the ``mean`` it must beat nothing by;
    ``alpha``: the level at which a normal test asks for as much as the study's own test does.
    """

    formula: str
    exact: float
    analysed: int
    error: float
    mean: float
    doubt: float
    arms: int = 2
    alpha: float = ALPHA
    inputs: Mapping[str, float] = field(default_factory=dict)


def sizing(kind: Kind, wanted: Wanted) -> Sizing:
    """Return the size of a kind of study. Raises ``Refused`` where no size follows from the figures."""
    return _SIZED[kind](wanted)


def _by_lot(wanted: Wanted) -> Sizing:
    d = wanted.counted_on
    n = sizes.two_means_by_t(difference=d, spread=1, power=wanted.power)
    exact = sizes.two_means(difference=d, spread=1, power=wanted.power)
    found = _Found(
        formula="two-means-t", exact=exact, analysed=n, error=_error(n), mean=wanted.effect.mean,
        doubt=wanted.effect.doubt, inputs={"d": d},
    )  # fmt: skip
    return _sized(found, wanted)


def _by_groups(wanted: Wanted) -> Sizing:
    d, m, icc = wanted.counted_on, wanted.assumed["group_size"], wanted.assumed["likeness"]
    alone = sizes.two_means(difference=d, spread=1, power=wanted.power)
    factor = sizes.design_effect(m, likeness=icc)
    least = sizes.groups_by_t(difference=d, cluster_size=m, likeness=icc, power=wanted.power)
    groups = max(LEAST_GROUPS, least)
    n, free = whole(groups * m), 2 * (groups - 1)
    found = _Found(
        formula="groups", exact=alone * factor, analysed=n, error=_error(n / factor),
        mean=wanted.effect.mean, doubt=wanted.effect.doubt, alpha=_as_normal(free),
        inputs={
            "d": d, "group_size": m, "likeness": icc, "design_effect": factor, "alone": alone,
            "groups": groups, "free": free,
        },
    )  # fmt: skip
    return replace(_sized(found, wanted), groups=2 * groups)


def _no_worse(wanted: Wanted) -> Sizing:
    share, margin = wanted.assumed["share_today"], wanted.assumed["margin"]
    exact = sizes.no_worse_shares(share, margin=margin, power=wanted.power)
    n = whole(exact)
    found = _Found(
        formula="no-worse", exact=exact, analysed=n, error=math.sqrt(2) * _error_of_share(share, n),
        mean=margin, doubt=wanted.assumed["share_doubt"], inputs={"share": share, "margin": margin},
    )  # fmt: skip
    return _sized(found, wanted)


def _accuracy(wanted: Wanted) -> Sizing:
    share, width, prevalence = (
        wanted.effect.accuracy, HALF_WIDTHS[wanted.case], wanted.assumed["prevalence"]
    )  # fmt: skip
    exact = sizes.share_within(share, half_width=width)
    ill = whole(exact)
    found = _Found(
        formula="accuracy", exact=exact, analysed=ill, error=_error_of_share(share, ill),
        mean=wanted.assumed["accuracy_below"], doubt=wanted.effect.accuracy_doubt, arms=1,
        inputs={"share": share, "half_width": width, "prevalence": prevalence},
    )  # fmt: skip
    sized = _sized(found, wanted)
    tested = sizes.with_prevalence(sized.analysed, prevalence=prevalence)
    return replace(sized, people=whole(sizes.with_attrition(tested, lost=wanted.lost)))


def _followed(wanted: Wanted) -> Sizing:
    share, width = wanted.assumed["share_today"], HALF_WIDTHS[wanted.case]
    exact = sizes.share_within(share, half_width=width)
    n = whole(exact)
    found = _Found(
        formula="share-within", exact=exact, analysed=n, error=_error_of_share(share, n),
        mean=wanted.assumed["margin"], doubt=wanted.assumed["share_doubt"], arms=1,
        inputs={"share": share, "half_width": width},
    )  # fmt: skip
    return _sized(found, wanted)


def _matched(wanted: Wanted) -> Sizing:
    d, factor = wanted.counted_on, wanted.assumed["matching_factor"]
    exact = sizes.two_means(difference=d, spread=1, power=wanted.power) * factor
    n = whole(exact)
    found = _Found(
        formula="matched", exact=exact, analysed=n, error=_error(n / factor), mean=wanted.effect.mean,
        doubt=wanted.unmixed, inputs={"d": d, "matching_factor": factor},
    )  # fmt: skip
    return _sized(found, wanted)


def _twice(wanted: Wanted) -> Sizing:
    d = wanted.counted_on
    exact = sizes.paired_means(difference=d, spread=1, power=wanted.power)
    n = whole(exact)
    found = _Found(
        formula="before-after", exact=exact, analysed=n, error=1 / math.sqrt(n), mean=wanted.effect.mean,
        doubt=wanted.unmixed, arms=1, inputs={"d": d},
    )  # fmt: skip
    return _sized(found, wanted)


_SIZED: Mapping[Kind, Callable[[Wanted], Sizing]] = {
    "rct": _by_lot, "cluster-rct": _by_groups, "no-worse": _no_worse, "accuracy": _accuracy,
    "registry": _followed, "real-world": _matched, "before-after": _twice,
}  # fmt: skip


def _as_normal(free: int) -> float:
    """The two-sided level at which a normal test asks for as much as a t test with few degrees of freedom."""
    return 2 * float(ndtr(-t_of(1 - ALPHA / 2, free=free)))


def _error(n: float) -> float:
    return float(error_of_means(n, spread=1))


def _error_of_share(share: float, n: float) -> float:
    return math.sqrt(share * (1 - share) / n)


def _sized(found: _Found, wanted: Wanted) -> Sizing:
    n = max(found.analysed, LEAST_PEOPLE)
    error = found.error * math.sqrt(found.analysed / n)
    chance = assurance(mean=found.mean, doubt=found.doubt, error=error, alpha=found.alpha)
    taken_in = sizes.with_attrition(found.arms * n, lost=wanted.lost)
    return Sizing(
        formula=found.formula, exact=found.exact, asked=found.analysed, analysed=n, arms=found.arms, groups=0,
        attrition=wanted.lost, people=whole(taken_in), chance=float(chance),
        inputs=(("power", wanted.power), *found.inputs.items(), ("lost", wanted.lost)),
    )  # fmt: skip
