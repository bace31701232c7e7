"""All that is known of the world, read once for each knowledge folder."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache, cached_property

from fram.access.demand.people import Census
from fram.access.gates import Gate
from fram.access.openings.opening import Opening
from fram.access.payment import Pathway
from fram.access.regimes.regime import Regime
from fram.access.road.activity import Course
from fram.knowledge.access.courses import read_courses
from fram.knowledge.access.gates import read_gates
from fram.knowledge.access.openings import read_openings
from fram.knowledge.access.pathways import read_pathways
from fram.knowledge.access.roads import read_roads
from fram.knowledge.indications import read_census, read_indications
from fram.knowledge.market import Market, read_markets
from fram.knowledge.pricing import Pricing, read_pricing
from fram.knowledge.shelf import Shelf, load_yaml
from fram.rules.parameter import Parameter
from fram.terms.estimate import Estimate


@dataclass(frozen=True)
class World:
    """The knowledge of one shelf; each part is read when it is first wanted."""

    shelf: Shelf

    @cached_property
    def markets(self) -> Mapping[str, Market]:
        """Markets with their figures, by code."""
        return read_markets(self.shelf)

    @cached_property
    def roads(self) -> Mapping[str, Regime]:
        """Regimes by id."""
        return read_roads(self.shelf)

    @cached_property
    def courses(self) -> Mapping[str, Course]:
        """The activities on the road of each regime, by regime."""
        return read_courses(self.shelf)

    @cached_property
    def pathways(self) -> tuple[Pathway, ...]:
        """Pathways to payment."""
        return read_pathways(self.shelf)

    @cached_property
    def gates(self) -> tuple[Gate, ...]:
        """Gates of security and privacy."""
        return read_gates(self.shelf)

    @cached_property
    def openings(self) -> tuple[Opening, ...]:
        """What one approval opens elsewhere."""
        return read_openings(self.shelf)

    @cached_property
    def indications(self) -> Mapping[str, object]:
        """Indications by slug."""
        return read_indications(self.shelf)

    @cached_property
    def census(self) -> Census:
        """Populations by place and year."""
        return read_census(self.shelf)[0]

    @cached_property
    def counts(self) -> Mapping[str, Mapping[str, Parameter]]:
        """Care sites by market and kind."""
        return {code: self._parameters(code, "sites.yaml") for code in self.markets}

    @cached_property
    def cycles(self) -> Mapping[str, Mapping[str, Parameter]]:
        """Sales cycles observed in each market itself."""
        return {code: self._cycles(code.lower()) for code in self.markets}

    @cached_property
    def shared_cycles(self) -> Mapping[str, Mapping[str, Parameter]]:
        """Sales cycles observed for Europe as a whole, by each market they may be carried over to."""
        raw = load_yaml(self.shelf.root / "eu" / "procurement.yaml")
        return dict.fromkeys(raw.get("applies_in", ()), self._cycles("eu"))

    @cached_property
    def pricing(self) -> Mapping[str, Pricing]:
        """What a sale costs in each market, and what health is worth there."""
        return read_pricing(self.shelf, self.markets)

    def figures_on(self, code: str, day: date) -> dict[str, Estimate]:
        """Return a market's figures in force on a day, as cited estimates; gaps are left out."""
        return in_force(self.markets[code].figures, day)

    def counts_on(self, code: str, day: date) -> dict[str, Estimate]:
        """Return a market's counted care sites in force on a day."""
        return in_force(self.counts[code], day)

    def _parameters(self, code: str, name: str) -> dict[str, Parameter]:
        path = self.shelf.root / code.lower() / name
        return (
            self.shelf.parameters(load_yaml(path) or {}, where=f"{code.lower()}/{name}")
            if path.exists()
            else {}
        )

    def _cycles(self, folder: str) -> dict[str, Parameter]:
        path = self.shelf.root / folder / "procurement.yaml"
        raw = (load_yaml(path) or {}).get("cycles", {}) if path.exists() else {}
        return self.shelf.parameters(raw, where=f"{folder}/procurement.yaml")


def in_force(parameters: Mapping[str, Parameter], day: date) -> dict[str, Estimate]:
    """Return the parameters that have a number on a day, as estimates."""
    found = {key: parameter.estimate(day) for key, parameter in parameters.items()}
    return {key: value for key, value in found.items() if isinstance(value, Estimate)}


@cache
def the_world() -> World:
    """Return the knowledge that comes with the installation."""
    return World(Shelf())
