"""How sure one study makes us of what it found, after GRADE: high, moderate, low or very low, and why.

A trial by lot starts high, other studies low. Five things take one level away, three may add one or two to a
study without lots. What the file does not tell leaves a range. A group of experts weighs whole bodies of
studies; this is one study alone, by rules of thumb of ours, so that the gaps are seen before they are.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from fram.terms.facts.studies import NULL, UNREGISTERED, is_local, shows_effect
from fram.terms.proof.evidence import RANDOMISED, Evidence

LEVELS = ("very-low", "low", "moderate", "high")
"""The levels, 1 to 4 as GRADE counts them."""
TOO_MANY_LOST = 0.2
"""Share of people lost above which a result may be skewed: a rule of thumb of ours, unchecked."""
LARGE, VERY_LARGE = 2.0, 5.0
"""Ratios, or their inverse, that count as a large and a very large effect."""
Reach = tuple[int, int]
"""The least and the most that a step may change the level by."""
NOTHING, ONE_DOWN, OPEN = (0, 0), (-1, -1), (-1, 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One step: its name, why (a key of the words of the page), and the least and most it changes by."""

    name: str
    why: str
    change: Reach

    @property
    def is_open(self) -> bool:
        """Whether it waits for something the file does not tell."""
        return self.change[0] != self.change[1]


@dataclass(frozen=True, slots=True, kw_only=True)
class Certainty:
    """The lowest and highest level a study may have, of 1 (very low) to 4 (high), and each step to it."""

    start: int
    steps: tuple[Step, ...]

    @property
    def low(self) -> int:
        """The level if all that is open speaks against it."""
        return self._level(0)

    @property
    def high(self) -> int:
        """The level if all that is open speaks for it."""
        return self._level(1)

    @property
    def levels(self) -> tuple[str, ...]:
        """The levels it may have, the lowest first."""
        return LEVELS[self.low - 1 : self.high]

    def _level(self, side: int) -> int:
        """A strong effect only counts where nothing was taken away."""
        down = sum(step.change[side] for step in self.steps if step.name != "effect")
        up = sum(step.change[side] for step in self.steps if step.name == "effect") if down == 0 else 0
        return max(1, min(4, self.start + down + up))


def certainty(study: Evidence, *, market: str = "") -> Certainty | None:
    """Return how sure a finished study makes us, and the steps; None where it measured nothing on people.

    ``market``: for whom the answer is wanted; without one, whether the study carries over is left aside.
    """
    if not study.is_finished or study.design in ("none", "bench"):
        return None
    by_lot = study.design in RANDOMISED
    steps = [*_bias(study), _one_study(), _imprecision(study), _unpublished(study)]
    if market:
        steps.append(_indirect(study, market))
    if not by_lot and study.design != "diagnostic-accuracy":
        steps += _large(study)
    return Certainty(start=4 if by_lot or study.design == "diagnostic-accuracy" else 2, steps=tuple(steps))


def _bias(study: Evidence) -> Iterator[Step]:
    """Lots, and who was lost on the way: a level for each, two at most."""
    found = list(_reasons_for_bias(study))
    yield from found or [Step(name="bias", why="bias-none", change=NOTHING)]


def _reasons_for_bias(study: Evidence) -> Iterator[Step]:
    if study.design == "diagnostic-accuracy":
        if study.prospective is not True:
            change = OPEN if study.prospective is None else ONE_DOWN
            yield Step(name="bias", why="bias-looks-back", change=change)
    elif study.is_comparative is not True:
        change = OPEN if study.is_comparative is None else ONE_DOWN
        yield Step(name="bias", why="bias-alone", change=change)
    if study.attrition is None:
        yield Step(name="bias", why="bias-lost-unknown", change=OPEN)
    elif study.attrition > TOO_MANY_LOST:
        yield Step(name="bias", why="bias-lost", change=ONE_DOWN)


def _one_study() -> Step:
    """Whether studies agree cannot be told from one."""
    return Step(name="inconsistency", why="inconsistency-one", change=NOTHING)


def _imprecision(study: Evidence) -> Step:
    def step(why: str, change: Reach) -> Step:
        return Step(name="imprecision", why=why, change=change)

    if study.effect_low is None or study.effect_high is None:
        return step("imprecision-no-interval", OPEN if study.effect is None else ONE_DOWN)
    if study.scale not in NULL or study.outcome == "accuracy":
        return step("imprecision-share", NOTHING)
    return step("imprecision-none", NOTHING) if shows_effect(study) else step("imprecision-crosses", ONE_DOWN)


def _indirect(study: Evidence, market: str) -> Step:
    local = is_local(study, (market,))
    why, change = {
        True: ("indirect-local", NOTHING), False: ("indirect-elsewhere", ONE_DOWN),
        None: ("indirect-unknown", OPEN),
    }[local]  # fmt: skip
    return Step(name="indirectness", why=why, change=change)


def _unpublished(study: Evidence) -> Step:
    named = study.register.strip().lower()
    if not study.published:
        return Step(name="publication", why="publication-none", change=ONE_DOWN)
    if named in UNREGISTERED:
        return Step(name="publication", why="publication-unregistered", change=ONE_DOWN)
    if not named:
        return Step(name="publication", why="publication-register-unknown", change=OPEN)
    return Step(name="publication", why="publication-fine", change=NOTHING)


def _large(study: Evidence) -> list[Step]:
    """A ratio far from one lifts a study without lots by one level, a very large one by two."""
    if study.scale != "ratio" or not study.effect or study.effect < 0:
        return []
    size = max(study.effect, 1 / study.effect)
    if size > VERY_LARGE:
        return [Step(name="effect", why="effect-very-large", change=(2, 2))]
    return [Step(name="effect", why="effect-large", change=(1, 1))] if size > LARGE else []
