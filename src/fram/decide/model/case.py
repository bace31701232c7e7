"""Market cases: every input of a market as an assumption, with its origin, and which of them count."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from fram.decide.model.inputs import FACTORS, INPUTS, Input, assumption_id, default_dist
from fram.terms.citation import Confidence
from fram.terms.dist import Fixed
from fram.terms.estimate import Estimate, Origin
from fram.terms.logic import Unknown

Mode = Literal["direct", "distributor", "partner"]
MANY_BUYERS = ("patient", "practice")
"""Units of sale taken up by many small buyers (a Bass curve); all others are won one by one (a funnel)."""
COUNTED_UNITS = ("bed", "ward")
"""Units of sale that are counted themselves; what one site buys of them comes on top elsewhere."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Assumption:
    """One input as believed: its id (what its draws are keyed by), its name, where it holds, the estimate.

    ``moves`` are its loadings on named factors: (key of the factor, loading from -1 to 1).
    """

    id: str
    name: str
    market: str
    estimate: Estimate
    moves: tuple[tuple[str, float], ...] = ()

    @property
    def is_market_specific(self) -> bool:
        """True when it differs between markets (by market or by regime)."""
        return INPUTS[self.name].scope != "product"


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """What one market is told apart by, as handed over by the workspace (estimates by input name).

    ``owners`` says whose an estimate is where it is not the input's usual owner: one market's own approval
    cost, or a channel margin that holds everywhere.
    """

    market: str
    regime: str
    needs_payment: bool
    speaks_language: bool
    near_home: bool = False
    known: Mapping[str, Estimate | Unknown]
    owners: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sold:
    """How the product is sold, alike in every market: what was stated of it, and in which way it is sold.

    ``ships_goods``: hardware crosses the border. ``factors``: what the company says moves together, as
    loadings by factor and input; they take the place of the usual ones for those inputs.
    """

    known: Mapping[str, Estimate]
    price_model: str = "subscription"
    unit_of_sale: str = ""
    mode: Mode = "direct"
    ships_goods: bool = False
    factors: Mapping[str, Mapping[str, float]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class MarketCase:
    """One market to weigh: its regime, how the product is sold there, and every input by name."""

    market: str
    regime: str
    needs_payment: bool
    speaks_language: bool
    near_home: bool
    sold: Sold
    inputs: Mapping[str, Assumption]

    @property
    def wins_by_funnel(self) -> bool:
        """True where buyers are won one by one: contacted, pilot, tender, rollout."""
        return self.sold.unit_of_sale not in MANY_BUYERS

    @property
    def by_patient(self) -> bool:
        """True where patients are a yearly flow, not a stock."""
        return self.sold.unit_of_sale == "patient"


def build_case(setting: Setting, *, sold: Sold, only_read: bool = False) -> MarketCase:
    """Return the case of one market: what is known, and a wide, marked default for what is not.

    ``only_read=True`` takes a fact as unknown unless somebody fully read its source; what the company
    itself stated stays.
    """
    return MarketCase(
        market=setting.market,
        regime=setting.regime,
        needs_payment=setting.needs_payment,
        speaks_language=setting.speaks_language,
        near_home=setting.near_home,
        sold=sold,
        inputs={name: _assumption(spec, setting, sold, only_read) for name, spec in INPUTS.items()},
    )


def _assumption(spec: Input, setting: Setting, sold: Sold, only_read: bool) -> Assumption:
    found = sold.known.get(spec.name) if spec.scope == "product" else setting.known.get(spec.name)
    estimate = found if isinstance(found, Estimate) else None
    if estimate and only_read and estimate.is_cited and estimate.confidence is not Confidence.READ:
        estimate = None
    owner = setting.owners.get(spec.name, "")
    return Assumption(
        id=assumption_id(spec.name, market=setting.market, regime=setting.regime, owner=owner),
        name=spec.name,
        market=setting.market,
        estimate=estimate or default_of(spec.name, unit_of_sale=sold.unit_of_sale),
        moves=_moves(spec, setting, sold),
    )


def _moves(spec: Input, setting: Setting, sold: Sold) -> tuple[tuple[str, float], ...]:
    own = tuple(
        (f"factor.own.{name}", loads[spec.name]) for name, loads in sold.factors.items() if spec.name in loads
    )
    places = {"product": "", "regime": f".{setting.regime}", "market": f".{setting.market.lower()}"}
    return own or tuple((f"factor.{name}{places[FACTORS[name]]}", load) for name, load in spec.moves)


def default_of(name: str, *, unit_of_sale: str = "") -> Estimate:
    """Return the wide default of an input, marked as one."""
    dist = default_dist(name, unit_of_sale=unit_of_sale)
    return Estimate(dist=dist, unit=INPUTS[name].unit, origin=Origin.DEFAULT)


def holds(case: MarketCase) -> dict[str, bool]:
    """Return what holds of a case, by the words of ``Input.when``."""
    sold = case.sold
    return {
        "": True,
        "bass": not case.wins_by_funnel,
        "funnel": case.wins_by_funnel,
        "stock": not case.by_patient,
        "sites": not case.by_patient,
        "course": case.by_patient and sold.price_model != "one-off",
        "payer": case.needs_payment,
        "people": case.by_patient,
        "firm": case.inputs["firm_cost"].estimate.dist != Fixed(value=0),
        "tariff": case.needs_payment and case.inputs["tariff"].estimate.dist != Fixed(value=0),
        "goods": sold.ships_goods,
        "distributor": sold.mode == "distributor",
        "partner": sold.mode == "partner",
        "outcome": sold.price_model == "outcome-linked",
        "per-use": sold.price_model == "per-use",
        "saving": "saving" in sold.known,
        "gain": "health_gain" in sold.known and case.by_patient,
    }


def used_inputs(case: MarketCase) -> dict[str, Assumption]:
    """Return the inputs this case's cash really depends on (a per-use price has no months of use, …)."""
    held = holds(case)
    return {name: item for name, item in case.inputs.items() if held[INPUTS[name].when]}
