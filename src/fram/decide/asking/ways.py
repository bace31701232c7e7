"""Ways of asking: how many, what it costs, how long it takes, how far the answer may be off.

Role, method, count, days and cost of an input stand in ``INPUTS``. What is added here is how far one answer
may be off, what part of the work does not depend on how many are asked, and when a survey is possible: all
planning figures of ours, to be replaced by quotes and by what a company has seen.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import numpy as np

from fram.decide.beliefs.finding import RHO, Kind
from fram.decide.model.inputs import INPUTS, limits
from fram.decide.worth_knowing import Asked
from fram.terms.dist.smooth import Z90

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

Method = Literal["interview", "survey", "quote", "desk", "pilot", "own-records"]

OFF: dict[Method, float] = {
    "interview": 2.0, "survey": 6.0, "quote": 1.3, "desk": 1.5, "pilot": 1.3, "own-records": 1.1,
}  # fmt: skip
"""One answer lies within ÷× so much of the truth in 80 % of cases (of a share: its odds)."""
SURVEY_SHARED = 1.4
"""What people say they would do is off together by ÷× so much in odds, however many are asked."""
PREPARED = 0.4
"""The share of cost and days that does not depend on how many are asked: whom to find, what to ask."""
FURTHER = 0.25
"""What a further question in the same sitting takes of its own cost and days."""
MOST_PEOPLE = 12
"""People interviewed, or suppliers that quote, at most."""
SURVEYS: tuple[str, ...] = ("peak_share", "suitable_share")
"""Shares that a survey of many can count: what buyers would take up, whom clinicians would give it to."""
SURVEY_SIZES, SURVEY_DAYS, SURVEY_START, SURVEY_EACH = (30, 60, 120, 240), 60, 60_000.0, 600.0
"""How many a survey asks, its days, and its cost in NOK: once, and for each answer."""
SEVERAL: tuple[Method, ...] = ("interview", "quote")
KIND: dict[Method, Kind] = {
    "interview": "interview", "survey": "survey", "quote": "quote", "desk": "desk", "pilot": "pilot",
    "own-records": "desk",
}  # fmt: skip
EDGE = 1e-6


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """One way of asking about one input.

    ``counts``: how many may be asked. ``planned`` of them cost ``cost_nok`` and take ``days``. ``off``: one
    answer lies within ÷× this of the truth in 80 % of cases; ``rho``: how alike those asked err (0 to 1).
    """

    input: str
    role: str
    method: Method
    counts: tuple[int, ...]
    planned: int
    days: int
    cost_nok: float
    off: float
    rho: float

    @property
    def kind(self) -> Kind:
        """The kind of finding that comes of it."""
        return KIND[self.method]

    def cost(self, count: int) -> float:
        """Return the NOK that asking so many costs."""
        return self.cost_nok * self._share(count)

    def days_for(self, count: int) -> int:
        """Return the days that asking so many takes."""
        return math.ceil(self.days * self._share(count))

    def design(self, count: int, scale: Scale) -> Asked:
        """Return the study that asking so many is, on the input's scale.

        Those asked share a part of their error: together they err by s² ((1 - rho) / n + rho), so that n
        count as the n / (1 + (n - 1) rho) of Kish (1965), as they do when the finding is noted.
        """
        one = math.log(self.off) / Z90 if scale.is_stretched else (self.off - 1) * scale.middle / Z90
        return Asked(n=count, noise_sd=one * math.sqrt(1 - self.rho), shared_sd=one * math.sqrt(self.rho))

    def _share(self, count: int) -> float:
        return PREPARED + (1 - PREPARED) * count / self.planned


@dataclass(frozen=True, slots=True, kw_only=True)
class Scale:
    """The scale on which answers err evenly: odds for a share, ratios for what is above zero, else plain.

    ``middle``: the input's usual size, in its unit.
    """

    name: Literal["odds", "ratio", "plain"]
    middle: float

    @property
    def is_stretched(self) -> bool:
        """Whether errors are factors rather than amounts."""
        return self.name != "plain"

    def on(self, values: Floats) -> Floats:
        """Return values of the input on the scale."""
        if self.name == "odds":
            inside = np.clip(values, EDGE, 1 - EDGE)
            return np.asarray(np.log(inside / (1 - inside)))
        return np.log(values) if self.name == "ratio" else np.asarray(values)

    def back(self, places: Floats) -> Floats:
        """Return places on the scale in the input's unit."""
        if self.name == "odds":
            return np.asarray(1 / (1 + np.exp(-places)))
        return np.exp(places) if self.name == "ratio" else np.asarray(places)


def scale_of(name: str, draws: Floats) -> Scale:
    """Return the scale of an input, given its draws (draws,)."""
    middle = float(np.median(np.abs(draws))) or float(np.abs(draws).mean())
    if limits(name)[1] == 1.0:
        return Scale(name="odds", middle=middle)
    return Scale(name="ratio" if draws.min() > 0 else "plain", middle=middle)


def way_of(name: str) -> Way:
    """Return the planned way of asking about an input."""
    spec = INPUTS[name]
    method: Method = spec.method
    most = max(MOST_PEOPLE, spec.count) if method in SEVERAL else 1
    return Way(
        input=name, role=spec.ask, method=method, counts=tuple(range(1, most + 1)), planned=spec.count,
        days=spec.days, cost_nok=spec.cost_nok, off=OFF[method], rho=RHO[KIND[method]],
    )  # fmt: skip


def ways_of(name: str) -> tuple[Way, ...]:
    """Return every way of asking about an input: the planned one, and a survey where one can count it."""
    return (way_of(name), _survey(name)) if name in SURVEYS else (way_of(name),)


def _survey(name: str) -> Way:
    """A survey whose cost grows with its answers as the sizes are planned for."""
    planned = SURVEY_SIZES[1]
    one, shared = math.log(OFF["survey"]) ** 2, math.log(SURVEY_SHARED) ** 2
    return Way(
        input=name, role=INPUTS[name].ask, method="survey", counts=SURVEY_SIZES, planned=planned,
        days=SURVEY_DAYS, cost_nok=SURVEY_START + SURVEY_EACH * planned, off=OFF["survey"], rho=shared / one,
    )  # fmt: skip


def sitting(ways: Sequence[Way]) -> Way:
    """Return the way of asking about several inputs at once: the dearest, and a part of each other.

    All of them have one role and one method.
    """
    dearest = max(ways, key=lambda way: (way.cost_nok, way.days, way.input))
    others = [way for way in ways if way is not dearest]
    return Way(
        input=dearest.input, role=dearest.role, method=dearest.method, counts=dearest.counts,
        planned=dearest.planned, off=dearest.off, rho=dearest.rho,
        days=dearest.days + math.ceil(FURTHER * sum(way.days for way in others)),
        cost_nok=dearest.cost_nok + FURTHER * sum(way.cost_nok for way in others),
    )  # fmt: skip
