"""The figures of studies as one day's numbers: means to size with, draws to cost with."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

import numpy as np

from fram.access.spread import estimate_on
from fram.access.study.effort import Drawn
from fram.access.study.figures import StudyFigures
from fram.access.study.subject import Subject
from fram.decide.model.sampling import sample
from fram.rules.parameter import Parameter
from fram.terms.dist import Normal
from fram.terms.errors import Refused
from fram.terms.estimate import Estimate
from fram.workspace.world import World

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

DRAWS = 1_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """The figures of studies on a day, drawn by ``seed``."""

    read: StudyFigures
    on: date
    seed: int

    def estimate(self, parameter: Parameter) -> Estimate:
        """Return a figure as of the day; the first there is where none is so old: they are no law, but ours.

        Refuses a figure without any value.
        """
        found = estimate_on(parameter, day=max(self.on, parameter.values[0].start))
        if not isinstance(found, Estimate):
            raise Refused(f"`{parameter.key}` has no value", where="study_effort.yaml")
        return found

    def assumption(self, name: str) -> Estimate:
        """Return one of the assumptions."""
        return self.estimate(self.read.assumptions[name])

    def assumed(self) -> dict[str, float]:
        """Return the means that sizes rest on, and the belief about the effect as mean and doubt."""
        found = {name: self.assumption(name).dist.mean for name in self.read.assumptions}
        believed = self.assumption("effect_believed").dist
        doubt = believed.sd if isinstance(believed, Normal) else 0.0
        return {**found, "effect_mean": believed.mean, "effect_doubt": doubt}

    def accepted(self) -> dict[str, float]:
        """Return the mean chance that a study which succeeded is accepted, by kind."""
        return {
            kind: self.estimate(one.efforts["accepted"]).dist.mean for kind, one in self.read.kinds.items()
        }

    def draws(self, parameter: Parameter, *, key: str) -> Floats:
        """Return draws of a figure, shape (draws,)."""
        return sample(self.estimate(parameter).dist, seed=self.seed, key=f"study.{key}", start=0, stop=DRAWS)

    def drawn(self, subject: Subject, *, level: Mapping[str, float], others: int) -> Drawn:
        """Return all figures that cost and months rest on, drawn."""
        kinds = {
            kind: {name: self.draws(one, key=f"{kind}.{name}") for name, one in figures.efforts.items()}
            for kind, figures in self.read.kinds.items()
        }
        known = self.read.assumptions
        return Drawn(
            kinds=kinds, level=level, at_home=subject.at_home, others=others,
            economics=self.draws(known["economics"], key="economics"),
            transfer_file=self.draws(known["transfer_file"], key="transfer-file"),
        )  # fmt: skip


def price_levels(countries: Sequence[str], *, home: str, world: World, on: date) -> dict[str, float]:
    """Return each country's general price level over home's; one where none is published."""
    known = {code: world.figures_on(code, on).get("price_level") for code in {*countries, home}}
    at_home = known[home]
    return {
        code: there.dist.mean / at_home.dist.mean if there and at_home else 1.0
        for code, there in ((code, known[code]) for code in countries)
    }
