"""What is believed of the effect before a study: from the firm's own results, else planning figures."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from fram.terms.proof.evidence import RANDOMISED, Evidence

WIDTH = 2 * 1.959964
"""A 95 % interval is so many standard errors wide."""
NO_EFFECT = ("accuracy", "usability")
"""What tells how right or handy something is: a difference in it helps no patient by itself."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Effect:
    """An effect in standard deviations between people, and a share measured against a better test.

    ``careful`` and ``likely``: what a study is sized for; ``mean`` and ``doubt``: what is believed before it.
    ``accuracy`` with its doubt alike; ``study``: the firm's own it is taken from, empty where it is a
    planning figure; ``how``: whether its spread was stated (``stated``) or worked out of the interval
    (``interval``).
    """

    careful: float
    likely: float
    mean: float
    doubt: float
    accuracy: float
    accuracy_doubt: float
    study: str = ""
    how: str = ""
    accuracy_study: str = ""


def effect_of(studies: Iterable[Evidence], *, assumed: Mapping[str, float]) -> Effect:
    """Return what is believed of the effect; ``assumed``: the planning figures by name.

    The firm's strongest finished study of a difference between groups counts, with its own doubt joined to
    how far effects differ between places. The careful case is the larger of its lower 95 % limit and half
    its effect: so a study that shows nothing for sure still gives a size that can be made.
    """
    told = list(studies)
    own = next((found for one in _strongest(told) if (found := _from_difference(one, assumed))), None)
    share, doubt, title = _share(told, assumed)
    if own is not None:
        careful, likely, error, study, how = own
        return Effect(
            careful=careful, likely=likely, mean=likely, doubt=math.hypot(error, assumed["place_doubt"]),
            accuracy=share, accuracy_doubt=doubt, study=study, how=how, accuracy_study=title,
        )  # fmt: skip
    return Effect(
        careful=assumed["effect_careful"], likely=assumed["effect_likely"], mean=assumed["effect_mean"],
        doubt=assumed["effect_doubt"], accuracy=share, accuracy_doubt=doubt, accuracy_study=title,
    )  # fmt: skip


def _strongest(studies: Iterable[Evidence]) -> list[Evidence]:
    """Finished studies that compare groups, those by lot first, then the larger.

    A change from before to after, or in people compared with nobody, holds what would have come anyway: it is
    no difference between groups.
    """
    usable = [
        one for one in studies
        if one.is_finished and one.is_comparative and one.comparator != "before-after"
        and one.scale == "difference" and one.effect and one.outcome not in NO_EFFECT
    ]  # fmt: skip
    return sorted(usable, key=lambda one: (one.design not in RANDOMISED, -(one.participants or 0)))


def _from_difference(
    study: Evidence, assumed: Mapping[str, float]
) -> tuple[float, float, float, str, str] | None:
    """Careful and likely effect, its error, all in standard deviations, the title and how the spread came."""
    error = _error(study)
    spread, how = study.spread, "stated"
    if spread is None and error and study.participants:
        # Two arms of half the people each: error = spread × √(4 / people).
        spread, how = error * math.sqrt(study.participants) / 2, "interval"
    if not spread or study.effect is None:
        return None
    likely = abs(study.effect) / spread
    error = error / spread if error else math.sqrt(4 / (study.participants or 100))
    careful = likely - WIDTH / 2 * error
    return max(careful, likely / 2), likely, error, study.title, how


def _error(study: Evidence) -> float:
    if study.effect_low is None or study.effect_high is None:
        return 0.0
    return abs(study.effect_high - study.effect_low) / WIDTH


def _share(studies: Iterable[Evidence], assumed: Mapping[str, float]) -> tuple[float, float, str]:
    """The accuracy to expect, the doubt about it, and the firm's own study behind it."""
    for one in studies:
        is_accuracy = one.is_finished and one.scale == "share" and one.outcome == "accuracy"
        if is_accuracy and one.effect and 0.5 < one.effect < 1:
            error = _error(one) or math.sqrt(one.effect * (1 - one.effect) / (one.participants or 50))
            return one.effect, math.hypot(error, assumed["share_doubt"]), one.title
    return assumed["accuracy"], assumed["share_doubt"], ""
