"""What a road costs and how likely it ends well: each figure by itself, as read or as the plan takes it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from fram.access.regimes.regime import Regime
from fram.access.road.approval import Road, Way
from fram.access.road.journeys import Journey
from fram.access.spread import DAYS_PER_MONTH, all_needed
from fram.decide.model.inputs import INPUTS
from fram.terms.estimate import Estimate
from fram.terms.logic import Unknown
from fram.workspace.weighing.costs import Known, ours
from fram.workspace.weighing.road_record import since

What = Literal["work", "fees", "yearly"]
A_YEAR = 12.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Price:
    """One figure of one way. ``since``: the first day of the value used, which a fee has and work has not."""

    regime: str
    what: What
    amount: Known
    since: date | None = None

    @property
    def is_inside(self) -> bool:
        """True for fees that the work has in it already."""
        found = self.amount
        return isinstance(found, Estimate) and any(r.key == "road-fee-inside-work" for r in found.because)


def prices(
    ways: Iterable[tuple[str, Way]], *, roads: Mapping[str, Regime], small_firm: bool, on: date
) -> Iterator[Price]:
    """Yield work, fees and yearly fees of each way, by its regime."""
    for regime, way in ways:
        route = next((one for one in roads[regime].routes if one.id == way.route), None)
        if route is None:
            continue
        fees = route.fees_small if small_firm and route.fees_small else route.fees
        yield Price(regime=regime, what="work", amount=way.work)
        yield Price(regime=regime, what="fees", amount=way.fees, since=since(fees, on=on))
        yield Price(regime=regime, what="yearly", amount=way.yearly, since=since(route.yearly, on=on))


def is_outdated(start: date, *, on: date, months: float) -> bool:
    """Return whether a fee is a year old or more when it falls due, so many months after a day."""
    return (on - start).days / DAYS_PER_MONTH + months >= A_YEAR


def chance_of(journey: Journey, *, road: Road) -> Known:
    """Return the chance of one way over all its regimes, what is ruled out before applying taken off."""
    found = [
        way.chance for step in road.steps for way in step.ways if (step.regime, way.route) in journey.routes
    ]
    missing = [chance for chance in found if isinstance(chance, Unknown)]
    return missing[0] if missing else all_needed([c for c in found if isinstance(c, Estimate)])


def as_planned(found: Known, *, name: str) -> Estimate:
    """Return what the plan takes for an input: what was read, else the wide default of ours."""
    return found if isinstance(found, Estimate) else ours(INPUTS[name].default, INPUTS[name].unit)
