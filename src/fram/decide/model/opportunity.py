"""Market cases: every input of a market as an assumption, drawn and turned into a launch's cash terms."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields
from typing import TYPE_CHECKING

import numpy as np

from fram.decide.model.cashflow import HORIZON, Launch
from fram.decide.model.inputs import INPUTS, assumption_id, default_dist
from fram.decide.model.sampling import sample, uniforms
from fram.terms.citation import Confidence
from fram.terms.dist import Dist
from fram.terms.estimate import Estimate, Origin
from fram.terms.logic import Unknown

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]


WINNING_YEARS = 6
"""Years at full speed that make up what one launch can win in all: a planning figure of ours."""
LOCALISED_SHARE = 0.25
"""Share of the localisation cost left where the product already speaks a language of the market: ours."""
TEAM_NEAR_HOME = 0.4
"""Share of a local team needed in a neighbouring market served from home: a planning figure of ours."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Assumption:
    """One input as believed: its id (what its draws are keyed by), its name, where it holds, the estimate."""

    id: str
    name: str
    market: str
    estimate: Estimate

    @property
    def is_market_specific(self) -> bool:
        """True when it differs between markets (by market or by regime)."""
        return INPUTS[self.name].scope != "product"


@dataclass(frozen=True, slots=True, kw_only=True)
class MarketCase:
    """One market to weigh: its regime, how the product is sold there, and every input by name."""

    market: str
    regime: str
    price_model: str
    needs_payment: bool
    speaks_language: bool
    near_home: bool
    unit_of_sale: str
    inputs: Mapping[str, Assumption]


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
    """How the product is sold, alike in every market: what was stated of it, its unit and price model."""

    known: Mapping[str, Estimate]
    price_model: str = "subscription"
    unit_of_sale: str = ""


def build_case(setting: Setting, *, sold: Sold, only_read: bool = False) -> MarketCase:
    """Return the case of one market: what is known, and a wide, marked default for what is not.

    ``only_read=True`` takes a fact as unknown unless somebody fully read its source; what the company
    itself stated stays.
    """
    inputs = {}
    for name in INPUTS:
        found = sold.known.get(name) if INPUTS[name].scope == "product" else setting.known.get(name)
        estimate = found if isinstance(found, Estimate) else None
        if estimate and only_read and estimate.is_cited and estimate.confidence is not Confidence.READ:
            estimate = None
        inputs[name] = Assumption(
            id=assumption_id(
                name, market=setting.market, regime=setting.regime, owner=setting.owners.get(name, "")
            ),
            name=name,
            market=setting.market,
            estimate=estimate or default_of(name, unit_of_sale=sold.unit_of_sale),
        )
    return MarketCase(
        market=setting.market,
        regime=setting.regime,
        price_model=sold.price_model,
        needs_payment=setting.needs_payment,
        speaks_language=setting.speaks_language,
        near_home=setting.near_home,
        unit_of_sale=sold.unit_of_sale,
        inputs=inputs,
    )


def default_of(name: str, *, unit_of_sale: str = "") -> Estimate:
    """Return the wide default of an input, marked as one."""
    dist = default_dist(name, unit_of_sale=unit_of_sale)
    return Estimate(dist=dist, unit=INPUTS[name].unit, origin=Origin.DEFAULT)


def used_inputs(case: MarketCase) -> dict[str, Assumption]:
    """Return the inputs this case's cash really depends on (a per-use price has no months of use, …)."""
    unused = {"burn_drift"}
    if case.unit_of_sale != "patient" or case.price_model == "one-off":
        unused.add("months_used")
    if case.unit_of_sale == "patient":
        unused.add("units_per_site")
    if case.price_model != "per-use":
        unused.add("uses_per_month")
    if not case.needs_payment:
        unused |= {"payment_months", "payment_chance", "unpaid_share"}
    return {name: item for name, item in case.inputs.items() if name not in unused}


class Draws:
    """Draws of one block, by assumption; ``pinned`` ones (by id) take one value throughout."""

    def __init__(self, seed: int, start: int, stop: int, pinned: Mapping[str, float] | None = None) -> None:
        self.seed, self.start, self.stop = seed, start, stop
        self._pinned = dict(pinned or {})
        self._drawn: dict[tuple[str, Dist], Floats] = {}

    def pinned_at(self, pinned: Mapping[str, float]) -> Draws:
        """Return the same draws with other inputs pinned; nothing is drawn again."""
        other = Draws(self.seed, self.start, self.stop, pinned)
        other._drawn = self._drawn
        return other

    def of(self, item: Assumption) -> Floats:
        """Return the draws of an input of a case, float64 (draws,)."""
        if item.id in self._pinned:
            return np.full(self.stop - self.start, self._pinned[item.id])
        key = item.id, item.estimate.dist  # markets of one regime may still be told different things
        if key not in self._drawn:
            self._drawn[key] = sample(
                item.estimate.dist, seed=self.seed, key=item.id, start=self.start, stop=self.stop
            )
        return self._drawn[key]

    def luck(self, key: str) -> Floats:
        """Return the uniform draws that decide whether a chance comes true."""
        return uniforms(self.seed, f"luck.{key}", start=self.start, stop=self.stop)


def launch_of(case: MarketCase, draws: Draws) -> Launch:
    """Return the launch terms of one market for one block of draws (arrays of shape (draws,))."""
    x = {name: draws.of(item) for name, item in used_inputs(case).items()}
    months = _months(case, x)
    price = x["price"] * x["price_realised"] * x["price_level"] ** x["price_follows_level"]
    net_price = price * (1 - x["channel_margin"])
    margin = net_price - x["price"] * x["cost_to_serve"]
    chance = np.clip(x["approval_chance"], 0, 1)
    pay_chance = np.clip(x["payment_chance"], 0, 1) if case.needs_payment else np.ones_like(price)
    localisation = x["localisation"] * (LOCALISED_SHARE if case.speaks_language else 1.0)
    here = TEAM_NEAR_HOME if case.near_home else 1.0
    nought = np.zeros_like(price)
    return Launch(
        **months,
        approve_ok=(draws.luck(f"{case.regime}.approval") < chance).astype(float),
        pay_ok=(draws.luck(f"{case.market}.payment") < pay_chance).astype(float),
        approve_chance=chance,
        pay_chance=pay_chance,
        units=_units(case, x),
        unpaid_share=np.clip(x["unpaid_share"], 0, 1) if case.needs_payment else np.ones_like(price),
        p=x["bass_p"] / 12,
        q=x["bass_q"] / 12,
        month_margin=margin * _times_a_month(case, x),
        once_margin=margin if _sold_once(case) else nought,
        approval_cost=x["approval_cost"],
        launch_cost=localisation + x["gate_cost"],
        team_cost=(x["team"] * here * x["position_cost"] + x["marketing"]) * x["price_level"],
        discount=(1 + x["discount_rate"]) ** (-1 / 12),
    )


def _units(case: MarketCase, x: Mapping[str, Floats]) -> Floats:
    """Units won in the end: what the market would take, or what one launch can win, whichever is less.

    Patients are a yearly flow; sites, wards and beds are a stock that one launch fills over years.
    """
    share = x["suitable_share"] * np.minimum(x["peak_share"] * x["market_fit"], 0.9)
    won = x["wins_a_year"] * x["market_fit"]
    if case.unit_of_sale == "patient":
        return np.minimum(x["reach"] * share, won)
    counted = case.unit_of_sale in ("bed", "ward")
    each = 1.0 if counted else x["units_per_site"]
    return np.minimum(x["reach"] * each * share, won * WINNING_YEARS * x["units_per_site"])


def _sold_once(case: MarketCase) -> bool:
    return case.price_model == "one-off" and case.unit_of_sale != "patient"


def _times_a_month(case: MarketCase, x: Mapping[str, Floats]) -> Floats | float:
    """How often a month one unit pays; a patient of a yearly flow pays for the course or months of use."""
    if _sold_once(case):
        return 0.0
    uses = x["uses_per_month"] if case.price_model == "per-use" else 1.0
    if case.unit_of_sale != "patient":
        return uses
    return uses * (1.0 if case.price_model == "one-off" else x["months_used"]) / 12


def _months(case: MarketCase, x: Mapping[str, Floats]) -> dict[str, Floats]:
    """When things happen: approval, launch (security gates run beside it), payment, first sale, hiring."""
    approve = np.maximum(x["preparation_months"] + x["approval_months"], 0)
    launch = np.maximum(approve, x["gate_months"])
    paid = launch + (np.maximum(x["payment_months"], 0) if case.needs_payment else 0)
    return {
        "approve_at": approve,
        "launch_at": launch,
        "paid_at": paid,
        "first_sale": np.minimum(paid + np.maximum(x["sales_cycle"], 0), 2.0 * HORIZON),
        "hire_at": np.maximum(paid - x["hire_lead"], 0),
    }


def stack(launches: Sequence[Launch]) -> Launch:
    """Return several markets' launches as one, arrays of shape (markets, draws)."""
    return Launch(**{f.name: np.stack([getattr(one, f.name) for one in launches]) for f in fields(Launch)})
