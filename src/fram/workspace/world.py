"""All that is known of the world, read once for each knowledge folder."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache, cached_property

from fram.access.buying.committee import Role
from fram.access.buying.cycle import CyclePool, Observation
from fram.access.buying.market import MarketBuying, Notices
from fram.access.demand.people import Census
from fram.access.evidence.checklist import Checklist
from fram.access.gates import Gate
from fram.access.openings.opening import Opening
from fram.access.pathways.pathway import NoPathway, Pathway
from fram.access.price.threshold import Worth
from fram.access.regimes.regime import Regime
from fram.access.road.activity import Course
from fram.access.study.figures import StudyFigures
from fram.knowledge.access.buying import read_buying, read_committees, read_notices, read_pool
from fram.knowledge.access.courses import read_courses
from fram.knowledge.access.evidence import read_checklists
from fram.knowledge.access.gates import read_gates
from fram.knowledge.access.openings import read_openings
from fram.knowledge.access.payers.pathways import read_no_pathways, read_pathways
from fram.knowledge.access.payers.price_links import PriceLinksRead, read_price_links
from fram.knowledge.access.payers.worth import read_worth
from fram.knowledge.access.roads import read_roads
from fram.knowledge.access.studies import read_studies
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
    def no_pathways(self) -> Mapping[str, NoPathway]:
        """What is known of markets without a pathway, by market."""
        return read_no_pathways(self.shelf)

    @cached_property
    def checklists(self) -> tuple[Checklist, ...]:
        """What regulators, assessors and payers ask of evidence."""
        return read_checklists(self.shelf)

    @cached_property
    def studies(self) -> StudyFigures:
        """What studies take in people, money and months."""
        return read_studies(self.shelf)

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
    def buying(self) -> Mapping[str, MarketBuying]:
        """How each market buys, by code."""
        return read_buying(self.shelf, self.markets)

    @cached_property
    def notices(self) -> Notices:
        """The codes of European notices in plain words."""
        return read_notices(self.shelf)

    @cached_property
    def committees(self) -> Mapping[str, tuple[Role, ...]]:
        """Who sits at the table of each kind of buyer."""
        return read_committees(self.shelf)

    @cached_property
    def cycle_pool(self) -> CyclePool:
        """The pool of sales cycles that all markets share."""
        return read_pool(self.shelf)

    @cached_property
    def observations(self) -> tuple[Observation, ...]:
        """Every sale that was observed, in all markets."""
        return tuple(one for market in self.buying.values() for one in market.observations)

    @cached_property
    def pricing(self) -> Mapping[str, Pricing]:
        """What a sale costs in each market."""
        return read_pricing(self.shelf, self.markets)

    @cached_property
    def worth(self) -> Mapping[str, Worth]:
        """What health is worth to payers, by market, and by area (GB-SCO) where one has rules of its own."""
        return read_worth(self.shelf, self.markets)

    @cached_property
    def price_links(self) -> PriceLinksRead:
        """Which markets see the prices of others, by law."""
        return read_price_links(self.shelf)

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


def in_force(parameters: Mapping[str, Parameter], day: date) -> dict[str, Estimate]:
    """Return the parameters that have a number on a day, as estimates."""
    found = {key: parameter.estimate(day) for key, parameter in parameters.items()}
    return {key: value for key, value in found.items() if isinstance(value, Estimate)}


@cache
def the_world() -> World:
    """Return the knowledge that comes with the installation."""
    return World(Shelf())
