"""What the markets behind a first approval are worth: a few draws of the decision core, shared costs once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import numpy as np

from fram.access.openings.first import First, by_way_of, with_approval
from fram.access.openings.opening import EASES
from fram.access.regimes.regime import Regime
from fram.access.road.approval import Road, approval
from fram.decide.model.case import MarketCase, build_case
from fram.decide.model.simulate import simulate_markets
from fram.decide.plan import Weighing
from fram.decide.rank import Range
from fram.terms.product import CompanyFile
from fram.workspace.company.found_out import found_out
from fram.workspace.weighing import costs
from fram.workspace.weighing.heard import is_told, live
from fram.workspace.weighing.market_terms import View, road_inputs

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Worth:
    """What a first approval is worth, in NOK: ``draws`` of the sum over ``entered``, its own cost paid once.

    Without a market to enter there is nothing to sum. ``left_out``: open markets that do not pay on average
    and would not be entered. ``eased``: markets that get easier and pay on average, with ``eased_mean`` for
    their sum, each with an approval of its own.
    """

    entered: tuple[str, ...]
    left_out: tuple[str, ...]
    eased: tuple[str, ...]
    eased_mean: float
    draws: Floats = field(repr=False)

    @property
    def mean(self) -> float:
        """The mean of the sum; nothing where no market would be entered."""
        return float(self.draws.mean()) if self.entered else 0.0

    @property
    def range(self) -> Range | None:
        """Ten, fifty and ninety per cent points of the sum; None where no market would be entered."""
        return Range.of(self.draws) if self.entered else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Scale:
    """What first approvals are weighed with: the company, its markets as weighed, and how often to draw."""

    file: CompanyFile
    weighing: Weighing
    view: View
    roads: Mapping[str, Regime]
    held: frozenset[str]
    draws: int
    seed: int

    def road(self, first: First, market: str, *, held: bool = False) -> Road:
        """Return the road into a market when this approval comes first; ``held``: when it is won already."""
        profile = self.file.product
        return approval(
            with_approval(profile, first.gained) if held else profile,
            roads=by_way_of(first.approval, roads=self.roads, held=self.held), market=market,
            on=self.view.on, told=self.view.told,
        )  # fmt: skip

    def case(self, first: First, market: str, *, own: bool = False, firm: bool = False) -> MarketCase:
        """Return a market as the decision core weighs it; ``own``: it pays for the first approval itself,
        ``firm``: it pays for the certificates of the whole firm."""
        setting = next(s for s in self.weighing.settings if s.market == market)
        road, product = self.road(first, market), self.file.product
        known = {**setting.known, **road_inputs(road, product, view=self.view)}
        known["upkeep"] = costs.upkeep(road, self.view.nok_per)
        if not own:
            rest = self.road(first, market, held=True)
            known["approval_cost"] = road_inputs(rest, product, view=self.view).get(
                "approval_cost", costs.settled(0, "NOK")
            )
        if not firm:
            known["firm_cost"] = costs.settled(0, "NOK")
        told = {one.input for _, one in live(self.file)} | set(found_out(self.file.expected, market=market))
        known |= {name: setting.known[name] for name in told if is_told(setting.known.get(name))}
        return build_case(replace(setting, known=known), sold=self.weighing.sold)

    def values(self, cases: Sequence[MarketCase]) -> Floats:
        """Return the value of each case, shape (cases, draws)."""
        if not cases:
            return np.zeros((0, self.draws))
        at = self.weighing.decide_at
        return simulate_markets(cases, seed=self.seed, draws=self.draws, decide_at=at).value


def worth(first: First, *, scale: Scale, open_before: Iterable[str]) -> Worth:
    """Return what the markets are worth that this approval opens beside ``open_before``."""
    weighed = {setting.market for setting in scale.weighing.settings} - set(open_before)
    opened = [market for market in first.opens if market in weighed]
    eased = [m for m in first.places(*EASES) if m in weighed and m not in first.already]
    cases = [scale.case(first, market) for market in (*opened, *eased)]
    value = dict(zip((*opened, *eased), scale.values(cases), strict=True))
    pays = {market for market, draws in value.items() if draws.mean() > 0}
    entered = tuple(market for market in opened if market in pays)
    total = sum((value[market] for market in entered), np.zeros(scale.draws))
    return Worth(
        entered=entered, left_out=tuple(m for m in opened if m not in pays),
        eased=tuple(m for m in eased if m in pays),
        eased_mean=float(sum(value[m].mean() for m in eased if m in pays)),
        draws=total + _shared(first, scale, entered=entered, value=value),
    )  # fmt: skip


def _shared(first: First, scale: Scale, *, entered: Sequence[str], value: Mapping[str, Floats]) -> Floats:
    """What is paid once for all of them: the approval itself, and each certificate of the whole firm."""
    payers = [(market, scale.case(first, market, own=True)) for market in entered[:1]]
    seen: set[str] = set()
    for market in entered:
        case = scale.case(first, market, firm=True)
        paid = case.inputs["firm_cost"].id
        if paid not in seen:
            seen.add(paid)
            payers.append((market, case))
    with_cost = scale.values([case for _, case in payers])
    less = (draws - value[market] for (market, _), draws in zip(payers, with_cost, strict=True))
    return sum(less, np.zeros(scale.draws))
