"""What designs cost and how long they take, for arrays of draws: thousands of designs at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from fram.access.study.design import StudyDesign

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

LEAST_PACE = 1e-3
"""People a site and month below which recruiting is taken not to stand still: arithmetic must go on."""
_BLOCK = 512
"""How many designs are drawn at a time where only means are kept: some megabytes, however many there are."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn:
    """The figures as drawn, arrays of shape (draws,): ``kinds`` by kind and name, the rest by name.

    ``level``: price level by country, home at 1; ``at_home``: digital, used by patients themselves;
    ``others``: how many other markets a text on the result would be written for.
    """

    kinds: Mapping[str, Mapping[str, Floats]]
    economics: Floats
    transfer_file: Floats
    level: Mapping[str, float]
    at_home: bool
    others: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Effort:
    """Cost in NOK and length in months of each design, arrays of shape (designs, draws)."""

    cost: Floats
    months: Floats


def effort_of(designs: Sequence[StudyDesign], drawn: Drawn) -> Effort:
    """Return cost and length of each design.

    cost = set-up + level × (people × (a participant + months followed × a month) + sites × a site), and what
    measuring costs and writing for other markets add; months = set-up + people / (sites × pace) + months
    followed + analysis. Set-up is paid at home prices, the rest at those of the country.
    """
    draws = drawn.economics.size
    cost, months = np.zeros((len(designs), draws)), np.zeros((len(designs), draws))
    for kind in dict.fromkeys(design.kind for design in designs):
        rows = [place for place, design in enumerate(designs) if design.kind == kind]
        figures = drawn.kinds[kind]
        at = _Columns.of([designs[row] for row in rows], drawn.level)
        person = figures["per_participant_home" if drawn.at_home else "per_participant"]
        pace = np.maximum(figures["recruits_home" if drawn.at_home else "recruits"], LEAST_PACE)
        people_cost = at.people * (person + at.follow_up * figures["per_month"])
        cost[rows] = (
            figures["set_up_cost"] + at.level * (people_cost + at.sites * figures["per_site"])
            + at.costs * drawn.economics + at.argued * drawn.others * drawn.transfer_file
        )  # fmt: skip
        recruiting = at.people / (at.sites * pace)
        months[rows] = figures["set_up_months"] + recruiting + at.follow_up + figures["analysis_months"]
    return Effort(cost=cost, months=months)


def mean_effort_of(designs: Sequence[StudyDesign], drawn: Drawn) -> tuple[Floats, Floats]:
    """Return the mean cost in NOK and mean months of each design, two arrays of shape (designs,)."""
    cost, months = np.zeros(len(designs)), np.zeros(len(designs))
    for start in range(0, len(designs), _BLOCK):
        rows = slice(start, start + _BLOCK)
        effort = effort_of(designs[rows], drawn)
        cost[rows], months[rows] = effort.cost.mean(axis=1), effort.months.mean(axis=1)
    return cost, months


@dataclass(frozen=True, slots=True)
class _Columns:
    """What differs between designs of one kind, as columns of shape (designs, 1)."""

    people: Floats
    sites: Floats
    follow_up: Floats
    level: Floats
    costs: Floats
    argued: Floats

    @classmethod
    def of(cls, designs: Sequence[StudyDesign], level: Mapping[str, float]) -> _Columns:
        rows = [
            (d.size.people, d.sites, d.follow_up_months, level.get(d.country, 1.0), d.costs, d.argued)
            for d in designs
        ]
        return cls(*(column[:, None] for column in np.array(rows, dtype=float).T))
