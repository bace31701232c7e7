"""Go, find out, not now: one verdict, one reason and, where it is no, one trigger for each market."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

import numpy as np

from fram.decide.model.case import MarketCase
from fram.decide.model.factors import Draws, standing
from fram.decide.model.inputs import INPUTS
from fram.decide.model.kernel import simulate
from fram.decide.model.opportunity import launch_of, stack
from fram.decide.model.sampling import quantile
from fram.decide.rank import Ranked
from fram.decide.worth_knowing import turning_points
from fram.solve.choice import best_set
from fram.terms.company import Company
from fram.terms.estimate import Reason

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

Verdict = Literal["go", "find-out", "not-now"]
SPENDABLE_SHARE = 0.25
"""Share of today's cash that new markets may take until the next decision."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stance:
    """What to do about one market now, why, and what would re-open a no."""

    market: str
    verdict: Verdict
    because: Reason
    trigger: Reason | None = None
    caution: Reason | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What holds the choice back: NOK until the next decision, launches at once, how far cash lasts.

    ``lasting``: the markets whose first sale the company's cash, with its planned round, more likely than
    not lives to see; None where that is not looked at.
    """

    spend: float
    launches: float
    lasting: frozenset[str] | None = None

    def allows(self, market: str) -> bool:
        """True when cash lasts to the first sale there, or that is not looked at."""
        return self.lasting is None or market in self.lasting


def limits_of(company: Company, *, lasting: frozenset[str] | None = None) -> Limits:
    """Return a company's limits: a share of its cash, and as many launches as its people allow."""
    spend = SPENDABLE_SHARE * company.cash_nok
    return Limits(spend=spend, launches=launches_at_once(company), lasting=lasting)


def could_go(item: Ranked) -> bool:
    """True for a market of the first tier that pays on its mean, its shrunk mean and more often than not."""
    return item.tier == 1 and item.shrunk > 0 and item.mean > 0 and item.chance_loss < 0.5


def launches_at_once(company: Company) -> int:
    """Return how many markets may be opened together: one for each eight positions, at least 1, at most 3."""
    return int(np.clip(company.staff.total // 8, 1, 3))


def choose_go(ranked: Sequence[Ranked], limits: Limits) -> set[str]:
    """Return the markets to go for: of those that could be, the set worth most within the limits.

    The spend is each market's P50 until the next decision.
    """
    first = [r for r in ranked if could_go(r) and limits.allows(r.market)]
    chosen = best_set(
        [r.shrunk for r in first],
        weights=[[r.early_spend.p50 for r in first], [1.0] * len(first)],
        limits=[limits.spend, limits.launches],
    )
    return {first[i].market for i in chosen}


def strengths(
    ranked: Sequence[Ranked], *, sizes: Mapping[str, float], chances: Mapping[str, float]
) -> Mapping[str, Mapping[str, float]]:
    """Return how far each market stands from the others (in spreads) on size, time, chance and cash need."""
    table = {
        "size": {r.market: float(np.log(max(sizes[r.market], 1e-9))) for r in ranked},
        "time": {r.market: -(r.first_sale.p50 if r.first_sale else 120.0) for r in ranked},
        "chance": dict(chances),
        "cost": {r.market: -r.cash_need.p50 for r in ranked},
    }
    found: dict[str, dict[str, float]] = {r.market: {} for r in ranked}
    for driver, column in table.items():
        middle, spread = np.median(list(column.values())), np.std(list(column.values()))
        for market, value in column.items():
            found[market][driver] = float((value - middle) / spread) if spread > 0 else 0.0
    return found


def reason_for(item: Ranked, *, strength: Mapping[str, float], verdict: Verdict, case: MarketCase) -> Reason:
    """Return the one reason: the driver on which the market stands best (go) or worst (the rest)."""
    pick = max if verdict == "go" else min
    driver = pick(strength, key=lambda name: (strength[name], name))
    if verdict == "go" and driver == "time" and not case.needs_payment:
        return Reason.of("go-own-budget")
    if abs(strength[driver]) < 0.25:
        return Reason.of(f"{verdict}-value")
    if driver == "time" and item.first_sale:
        return Reason.of(f"{verdict}-time", months=round(item.first_sale.p50))
    return Reason.of(f"{verdict}-{driver}")


def trigger_for(
    item: Ranked, case: MarketCase, *, shares: Mapping[str, float], drawn: Drawn, held_back: Reason | None
) -> Reason:
    """Return what would re-open a market that is not now.

    Where it pays already: what held it back (``held_back``, see there). Else the local input whose other
    value would make it pay; else the approval, if holding it would; else nothing within what is believed
    possible.
    """
    if held_back is not None:
        return held_back
    local = [name for name in shares if shares[name] > 0.02 and INPUTS[name].scope == "market"]
    for name in sorted(local, key=lambda n: (-shares[n], n)):
        uniform = standing(case.inputs[name], seed=drawn.seed, draws=drawn.value.size)
        turn = turning_points(drawn.value, uniform)
        if turn:
            at = float(quantile(case.inputs[name].estimate.dist, turn[0])[0])
            side = "above" if turn[1] > 0 else "below"
            unit = case.inputs[name].estimate.unit
            return Reason.of(f"trigger-{side}", input=name, value=f"{at:.6g}", unit=unit)
    if _pays_once_approved(case, drawn.seed):
        return Reason.of("trigger-approval", regime=case.regime)
    return Reason.of("trigger-none")


def held_back(item: Ranked, ranked: Sequence[Ranked], *, limits: Limits, company: Company) -> Reason | None:
    """Return what keeps a market that pays on average from being gone for, or None where it does not pay.

    Each limit is lifted in turn: the one whose lifting lets the market in is the one that held it back.
    """
    if item.mean <= 0:
        return None
    if item.shrunk <= 0:
        return Reason.of("trigger-check")
    if item.chance_loss >= 0.5:
        return Reason.of("trigger-odds")
    if item.tier > 1:
        return Reason.of("trigger-tier")
    if not limits.allows(item.market):
        return Reason.of("trigger-runway", nok=f"{cash_to_first_sale(item, company):.6g}")
    many = float(len(ranked))
    if item.market in choose_go(ranked, replace(limits, launches=many)):
        return Reason.of("trigger-people", markets=round(limits.launches))
    richer = choose_go(ranked, replace(limits, spend=float("inf")))
    if item.market not in richer:
        return Reason.of("trigger-people", markets=round(limits.launches))
    spend = sum(r.early_spend.p50 for r in ranked if r.market in richer)
    return Reason.of("trigger-cash", nok=f"{spend / SPENDABLE_SHARE:.6g}")


def caution_for(item: Ranked, company: Company) -> Reason | None:
    """Return the warning on a market gone for whose first sale lies beyond today's cash, or None."""
    short = cash_to_first_sale(item, company) - company.cash_nok
    return Reason.of("caution-round", nok=f"{short:.6g}") if short > 0 else None


def cash_to_first_sale(item: Ranked, company: Company) -> float:
    """Return the NOK that carry the company to this market's first sale: its burn and the launch's need."""
    months = item.first_sale.p50 if item.first_sale else 0.0
    return company.monthly_burn_nok * months + item.cash_need.p50


@dataclass(frozen=True, slots=True)
class Drawn:
    """The simulated values of one market (draws,) and the seed they were drawn with."""

    value: Floats
    seed: int


def _pays_once_approved(case: MarketCase, seed: int) -> bool:
    """Whether the mean value is above zero when the approval is held and paid for."""
    held = {"preparation_months": 0.0, "approval_months": 0.0, "approval_chance": 1.0, "approval_cost": 0.0}
    pinned = {case.inputs[name].id: value for name, value in held.items()}
    launch = stack([launch_of(case, Draws(seed, 0, 1024, pinned))])
    return float(simulate(launch, decide_at=0).value.mean()) > 0
