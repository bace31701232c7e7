"""Van Westendorp's price sensitivity: where the curves of four questions cross, in both conventions.

Peter van Westendorp (1976). The range of acceptable prices is drawn in two ways that give different figures:
``original`` crosses too cheap with not cheap and too expensive with not expensive; ``crossing`` crosses too
cheap with expensive and too expensive with cheap, which gives a narrower range. Each is named where told.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

import numpy as np

from fram.access.price.asked.answers import PriceAnswers
from fram.access.price.asked.curves import QUESTIONS, Curves, crossings, curves_of
from fram.access.price.asked.enough import Enough
from fram.access.price.asked.resampling import RESAMPLES, generator, range_of, resamples

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

Convention = Literal["original", "crossing"]
CONVENTIONS: tuple[Convention, ...] = ("original", "crossing")
STREAM = 1
Three = tuple[float, float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Crossings:
    """Where the curves cross, in the currency of the answers; nan where they do not.

    ``opp``: as many call it too cheap as too expensive; ``ipp``: as many cheap as expensive; ``pmc`` and
    ``pme``: the ends of the range, by convention.
    """

    opp: Floats
    ipp: Floats
    pmc: Mapping[Convention, Floats]
    pme: Mapping[Convention, Floats]

    def named(self) -> dict[str, Floats]:
        """Return every crossing by name, the ends with their convention: ``pmc.original``."""
        ends = {f"pmc.{name}": found for name, found in self.pmc.items()}
        ends |= {f"pme.{name}": found for name, found in self.pme.items()}
        return {"opp": self.opp, "ipp": self.ipp, **ends}


@dataclass(frozen=True, slots=True, kw_only=True)
class PriceSensitivity:
    """The four questions weighed up: ``points`` as answered, ``ranges`` what other samples would have given.

    ``points`` may only be told where ``enough.has_point``; ``ranges`` are P10, P50, P90 by name.
    """

    enough: Enough
    currency: str
    curves: Curves = field(repr=False)
    points: Mapping[str, float]
    ranges: Mapping[str, Three]

    def acceptable(self, convention: Convention) -> tuple[float, float] | None:
        """Return the outer ends of the acceptable range: P10 of its foot, P90 of its top; None if unknown."""
        low, high = self.ranges.get(f"pmc.{convention}"), self.ranges.get(f"pme.{convention}")
        return (low[0], high[2]) if low and high else None


def crossings_of(curves: Curves) -> Crossings:
    """Return where the four curves cross, each (draws,).

    >>> from fram.access.price.asked.shares import curves_of_shares
    >>> table = curves_of_shares([4.99, 5.99], too_cheap=[16, 14], cheap=[20, 12], expensive=[41, 61],
    ...                          too_expensive=[13, 27])
    >>> round(float(crossings_of(table).opp[0]), 4)  # 3 apart, then -13: 3/16 of the way
    5.1775
    """
    of = curves.of
    return Crossings(
        opp=crossings(curves, falling=of["too_cheap"], rising=of["too_expensive"]),
        ipp=crossings(curves, falling=of["cheap"], rising=of["expensive"]),
        pmc={
            "original": crossings(curves, falling=of["too_cheap"], rising=curves.opposite("cheap")),
            "crossing": crossings(curves, falling=of["too_cheap"], rising=of["expensive"]),
        },
        pme={
            "original": crossings(curves, falling=curves.opposite("expensive"), rising=of["too_expensive"]),
            "crossing": crossings(curves, falling=of["cheap"], rising=of["too_expensive"]),
        },
    )  # fmt: skip


def van_westendorp(answers: PriceAnswers, *, seed: int = 1, draws: int = RESAMPLES) -> PriceSensitivity:
    """Return where buyers' answers cross, with what ``draws`` resamples of the same people would give."""
    people = len(answers)
    curves = curves_of(answers.prices, np.ones((1, people)))
    points = {name: float(found[0]) for name, found in crossings_of(curves).named().items()}
    blocks = [
        crossings_of(curves_of(answers.prices, weights)).named()
        for weights in resamples(people, draws=draws, dice=generator(seed, stream=STREAM))
    ]
    drawn = {name: np.concatenate([block[name] for block in blocks]) for name in points}
    ranges = {name: found for name, one in drawn.items() if (found := range_of(one)) is not None}
    return PriceSensitivity(
        enough=Enough(answers=people), currency=answers.currency, curves=curves, points=points, ranges=ranges
    )


def shares_at(curves: Curves) -> dict[str, Floats]:
    """Return the first draw's curves as shares of all who answered, by question: (prices,) each."""
    return {name: curves.of[name].all()[0] / curves.whole for name in QUESTIONS}
