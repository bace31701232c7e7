"""The national export goal: a base, a target, and what has been measured under which definition.

Figures of different definitions are never joined, and one year may hold several figures of different
days of publication. Amounts in billions of kroner.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from fram.terms.citation import Citation, Confidence
from fram.terms.errors import Refused


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """One figure for one year, and when it was published (``vintage``: a year, month or day, as text)."""

    year: int
    value: float
    vintage: str
    cite: Citation
    contested: bool = False
    expected: bool = False
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """Figures that share one definition."""

    id: str
    definition: Mapping[str, str]
    points: tuple[Point, ...]
    confidence: Confidence = Confidence.READ

    def of_year(self, year: int) -> tuple[Point, ...]:
        """Return every figure of a year, oldest publication first: more than one when it is contested."""
        return tuple(sorted((p for p in self.points if p.year == year), key=lambda p: p.vintage))

    def newest(self, year: int) -> Point | None:
        """Return the figure of a year that was published last, or None."""
        return next(iter(reversed(self.of_year(year))), None)

    def latest(self, *, measured_only: bool = False) -> Point:
        """Return the newest figure of the last year there is; ``measured_only`` leaves out expected ones."""
        years = {p.year for p in self.points if not (measured_only and p.expected)}
        found = self.newest(max(years)) if years else None
        if found is None:
            raise Refused(f"series `{self.id}` has no figure", remedy="add one to its file")
        return found


@dataclass(frozen=True, slots=True, kw_only=True)
class Goal:
    """A target for a year, from a base in another; ``series`` by id, each under its own definition."""

    id: str
    name: Mapping[str, str]
    definition: Mapping[str, str]
    unit: str
    base: Point
    target: Point
    series: Mapping[str, Series]
    measured_by: str

    def __post_init__(self) -> None:
        if self.measured_by not in self.series:
            raise Refused(f"the goal is measured by `{self.measured_by}`, which is not there")
        if self.target.year <= self.base.year or self.base.value <= 0:
            raise Refused("a goal needs a target later than its base, and a base above zero")

    @property
    def own_series(self) -> Series:
        """The series with the goal's own definition: the only one that may be compared with it."""
        return self.series[self.measured_by]

    @property
    def factor(self) -> float:
        """How many times the base the target is (2.27, although people say double)."""
        return self.target.value / self.base.value

    def growth_needed(self, point: Point | None = None) -> float:
        """Return the yearly growth, as a share, that leads from a figure (default the base) to the target.

        (target / value) ^ (1 / years) − 1. Refuses a figure from the target year or later.
        """
        start = point or self.base
        years = self.target.year - start.year
        if years <= 0 or start.value <= 0:
            raise Refused(f"no years are left from {start.year} to {self.target.year}")
        return float((self.target.value / start.value) ** (1 / years)) - 1

    def path(self, year: int) -> float:
        """Return where constant growth from base to target stands in a year."""
        if not self.base.year <= year <= self.target.year:
            raise Refused(f"{year} lies outside {self.base.year} to {self.target.year}")
        return self.base.value * self.factor ** (
            (year - self.base.year) / (self.target.year - self.base.year)
        )

    def gap(self, point: Point) -> float:
        """Return how far a figure lies above (+) or below (−) the constant path in its year."""
        if point not in self.own_series.points and point not in (self.base, self.target):
            raise Refused(
                f"a figure of {point.year} from another series",
                why="figures under another definition cannot be held against this goal",
                remedy=f"use a figure of series `{self.measured_by}`",
            )
        return point.value - self.path(point.year)


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """How one year stands against the goal: all figures of that year, the newest, and what it would take."""

    year: int
    path: float
    points: tuple[Point, ...]
    newest: Point
    gap: float
    growth_needed: float
    is_contested: bool


def standings(goal: Goal) -> tuple[Standing, ...]:
    """Return every year from the base on that the goal's own series has a figure for, in order."""
    years = sorted({p.year for p in goal.own_series.points if goal.base.year <= p.year < goal.target.year})
    return tuple(_standing(goal, year) for year in years)


def _standing(goal: Goal, year: int) -> Standing:
    points = goal.own_series.of_year(year)
    newest = points[-1]
    return Standing(
        year=year, path=goal.path(year), points=points, newest=newest, gap=goal.gap(newest),
        growth_needed=goal.growth_needed(newest), is_contested=len({p.value for p in points}) > 1,
    )  # fmt: skip
