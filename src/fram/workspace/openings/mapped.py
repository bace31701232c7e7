"""The map of first approvals for one product: roads, what opens, what it is worth, and in which order."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from fram.access.openings.first import First, Traveller, firsts, held_approvals, helped_by
from fram.access.road.approval import Road
from fram.access.spread import after_another
from fram.decide.model.case import MarketCase
from fram.terms.errors import Refused, did_you_mean
from fram.terms.estimate import Estimate
from fram.terms.jurisdiction import MARKETS, regime_id
from fram.terms.product import CompanyFile
from fram.workspace.access.product import a_day, refuse_a_service
from fram.workspace.company import read_company
from fram.workspace.openings.worth import Scale, Worth, worth
from fram.workspace.weighing import costs
from fram.workspace.weighing.market_terms import View
from fram.workspace.weighing.rates import Rates
from fram.workspace.weighing.weighed import weigh
from fram.workspace.world import the_world

DRAWS = 2_000
"""Few: the order and rough sizes are wanted, not the last digit."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """One approval as the first to take: what it opens, its road, and what the open markets are worth.

    ``place`` in the order; None for what is held, has no road of its own, or opens nothing new. ``beats``:
    the share of draws in which it is worth more than the one below it.
    """

    first: First
    road: Road
    months: Estimate
    chance: Estimate
    cost: Estimate
    opens: tuple[str, ...]
    worth: Worth | None = None
    place: int | None = None
    beats: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OpeningsMap:
    """The map: the candidates in order. ``ordered_by``: ``value``, or why not: ``no-price``, ``none-pays``.

    ``if_eased``: the order of the ranked if the markets that only get easier counted as well.
    """

    company: str
    product: str
    on: date
    draws: int
    seed: int
    ordered_by: str
    candidates: tuple[Candidate, ...]
    if_eased: tuple[str, ...]

    @property
    def ranked(self) -> tuple[Candidate, ...]:
        """The candidates that have a place in the order."""
        return tuple(each for each in self.candidates if each.place is not None)


def openings_map(
    path: str | Path, *, on: date, first: str = "", draws: int = DRAWS, seed: int = 1
) -> OpeningsMap:
    """Return which approval, taken first, opens most for the product of a company file.

    ``first`` keeps one approval only. Raises ``Refused`` for a file that cannot be planned, a product that
    is no device, and an approval nobody else builds on.
    """
    day = a_day(on)
    file = read_company(Path(path), on=day)
    refuse_a_service(file.product)
    scale = _scale(file, on=day, draws=draws, seed=seed)
    traveller, edges = _traveller(file, scale.view), the_world().openings
    found = firsts(traveller, edges=edges, roads=scale.roads)
    old = helped_by(scale.held, traveller, edges=edges, roads=scale.roads)
    before = frozenset(each.place for each in old if each.effect == "accepts")
    before |= {place for each in found if each.held for place in each.opens}
    candidates = [_candidate(each, scale, before=before) for each in found]
    if all(each.road.state == "no-device" for each in candidates):
        raise Refused(
            "no approval is needed: the law does not see this as a medical device", where="product",
            remedy="`fram access classify` says why; `fram access gates` says what else is asked",
        )  # fmt: skip
    priced = file.product.price.amount is not None
    ordered, by = _in_order(candidates, priced=priced)
    if_eased = sorted((c for c in ordered if c.place), key=lambda c: -_with_eased(c))
    return OpeningsMap(
        company=file.company.name, product=file.product.name, on=day, draws=draws, seed=seed, ordered_by=by,
        candidates=_only(ordered, first), if_eased=tuple(c.first.approval for c in if_eased),
    )  # fmt: skip


def _scale(file: CompanyFile, *, on: date, draws: int, seed: int) -> Scale:
    world = the_world()
    markets = [market for market in MARKETS if market not in file.company.markets_served]
    ground = weigh(file, markets=markets, on=on, rates=Rates(on))
    held = held_approvals(_traveller(file, ground.view), roads=world.roads)
    return Scale(
        file=file,
        weighing=ground.weighing,
        view=ground.view,
        roads=world.roads,
        held=held,
        draws=draws,
        seed=seed,
    )


def _traveller(file: CompanyFile, view: View) -> Traveller:
    return Traveller(profile=file.product, home=file.company.country, told=view.told, on=view.on)


def _candidate(first: First, scale: Scale, *, before: frozenset[str]) -> Candidate:
    weighed_markets = {setting.market for setting in scale.weighing.settings}
    own = scale.roads[first.approval].opens
    market = next((each for each in own if each in weighed_markets), own[0])
    road = scale.road(first, market)
    case = scale.case(first, market, own=True) if market in weighed_markets else None
    opens = first.opens if first.held else tuple(m for m in first.opens if m not in before)
    months, chance, cost = _road_figures(road, case)
    found = Candidate(first=first, road=road, months=months, chance=chance, cost=cost, opens=opens)
    if first.held or road.state != "needed" or not opens:
        return found
    return replace(found, worth=worth(first, scale=scale, open_before=before))


def _road_figures(road: Road, case: MarketCase | None) -> tuple[Estimate, Estimate, Estimate]:
    """Months until approval, preparation included, the chance and the cost, as the decision core has them."""
    if case is None or road.state in ("held", "no-device"):
        return costs.settled(0, "months"), costs.settled(1, "share"), costs.settled(0, "NOK")
    found = {name: used.estimate for name, used in case.inputs.items()}
    months = after_another([found["preparation_months"], found["approval_months"]])
    return months, found["approval_chance"], found["approval_cost"]


def _in_order(found: list[Candidate], *, priced: bool) -> tuple[list[Candidate], str]:
    """The candidates with their places, and what the order is by."""
    by_value = priced and any(c.worth and c.worth.mean > 0 for c in found)
    by = "value" if by_value else "none-pays" if priced else "no-price"

    def rank(candidate: Candidate) -> tuple[float, int]:
        value = candidate.worth.mean if by_value and candidate.worth else 0.0
        return -max(value, 0.0), -len(candidate.opens)

    running = sorted((c for c in found if c.worth is not None), key=rank)
    placed = [
        replace(c, place=n + 1, beats=_beats(c, running[n + 1 :]) if by_value else None)
        for n, c in enumerate(running)
    ]
    held = [c for c in found if c.first.held]
    others = [c for c in found if c.worth is None and not c.first.held]
    return [*held, *placed, *others], by


def _beats(candidate: Candidate, below: list[Candidate]) -> float | None:
    """The share of draws in which it is worth more than the next; both are drawn alike."""
    mine, other = candidate.worth, below[0].worth if below else None
    if mine is None or other is None or not (mine.entered and other.entered):
        return None
    return float((mine.draws > other.draws).mean())


def _with_eased(candidate: Candidate) -> float:
    assert candidate.worth is not None  # it has a place
    return candidate.worth.mean + candidate.worth.eased_mean


def _only(candidates: list[Candidate], first: str) -> tuple[Candidate, ...]:
    if not first:
        return tuple(candidates)
    name = regime_id(first)
    known = [each.first.approval for each in candidates]
    if name not in known:
        raise Refused(
            f"`{name}` is no approval that others build on", where="--first", kind="usage",
            remedy=did_you_mean(name, known) or f"one of {', '.join(known)}",
        )  # fmt: skip
    return tuple(each for each in candidates if each.first.approval == name)
