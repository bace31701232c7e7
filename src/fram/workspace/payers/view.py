"""Who pays for one product in one market: each pathway's fit, timeline, net price, windows, next step."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from fram.access.gates import GatesResult, gates
from fram.access.pathways.pathway import NoPathway
from fram.access.pathways.payment import Payment, payment
from fram.access.road.approval import Road, approval
from fram.access.road.journeys import journeys
from fram.access.spread import after_another
from fram.decide.rank import Range
from fram.decide.roads.first_money import Floats, MoneyRun
from fram.terms.citation import Confidence
from fram.terms.estimate import Estimate
from fram.terms.jurisdiction import market_code
from fram.terms.product import CompanyFile, ProductProfile
from fram.workspace.company import read_company
from fram.workspace.weighing.costs import Known
from fram.workspace.weighing.market_terms import View, checked_road, sales_cycle, view_of
from fram.workspace.weighing.paying.payers import Facing, Payer, bought_directly, payers_of
from fram.workspace.weighing.rates import Rates
from fram.workspace.weighing.road_terms import DRAWS, months_ahead, road_times
from fram.workspace.world import the_world


@dataclass(frozen=True, slots=True, kw_only=True)
class PayersView:
    """All there is to say of who pays for one product in one market, on a day.

    ``payers`` stand with what pays and fits first; ``ready``: months until it may be sold there, None where
    that is not known; ``cycle``: months of a sale to the buyer; ``payment``: what a plan takes; ``direct``:
    the way to the first money where a buyer pays from a budget and no listing stands before it;
    ``direct_sure``: how far that was read; ``instead``: what is known of a market without a pathway.
    """

    company: str
    product: ProductProfile
    market: str
    on: date
    road: Road
    gates: GatesResult
    payment: Payment
    payers: tuple[Payer, ...]
    cycle: Known
    instead: NoPathway | None = None
    direct: MoneyRun | None = None
    direct_sure: Confidence = Confidence.UNCHECKED
    ready: Range | None = None
    draws: int = DRAWS
    seed: int = 1

    @property
    def run(self) -> MoneyRun | None:
        """The way to the first money that a plan takes."""
        return self.direct or (self.best.run if self.best else None)

    @property
    def money(self) -> Range | None:
        """Months from the day until the first money."""
        return Range.of(self.run.money) if self.run else None

    @property
    def sure(self) -> Confidence:
        """How far somebody read what the month of the first money rests on."""
        return self.direct_sure if self.direct or self.best is None else self.best.sure

    @property
    def best(self) -> Payer | None:
        """The pathway a plan takes: the surest that pays, then the soonest; None where none can fit.

        None, too, where a buyer pays from a budget and no pathway of that buyer's is needed.
        """
        if self.direct is not None:
            return None
        chosen = self.payment.quickest
        return next((one for one in self.payers if chosen and one.pathway is chosen.pathway), None)


def payers_view(given: CompanyFile | str | Path, *, market: str, on: date, seed: int = 1) -> PayersView:
    """Return who pays for a company's product in a market on a day.

    Raises ``Refused`` for a file that cannot be used and a market nobody knows.
    """
    file = given if isinstance(given, CompanyFile) else read_company(Path(given), on=on)
    code, world = market_code(market, where="--market"), the_world()
    view = view_of(file, world=world, on=on, nok_per=Rates(on).nok_per)
    barriers = gates(file.product, known=world.gates, market=code, on=on)
    road, months, ready = _approved(file.product, code, view=view)
    base = PayersView(
        company=file.company.name, product=file.product, market=code, on=on, road=road, gates=barriers,
        payment=payment(view.fits, market=code, payer=file.product.payer, on=on, ready=ready),
        cycle=sales_cycle(file.product, code, world=world, on=on), payers=(), seed=seed,
        instead=world.no_pathways.get(code),
        ready=None if months is None else Range.of(months),
    )  # fmt: skip
    facing = Facing(
        product=file.product, market=code, currency=world.markets[code].head.currency, on=on, seed=seed,
        nok_per=view.nok_per, ready=months, gates=barriers.months, cycle=base.cycle,
        approval=ready,
    )  # fmt: skip
    return replace(
        base,
        payers=payers_of(view.fits, facing),
        direct=bought_directly(facing),
        direct_sure=facing.sure(facing.cycle),
    )


def _approved(
    product: ProductProfile, market: str, *, view: View
) -> tuple[Road, Floats | None, Estimate | None]:
    """The road to approval, and the months it takes: as draws, and as an estimate; None where not known."""
    world, on = view.world, view.on
    road = approval(product, roads=world.roads, market=market, on=on, told=view.told)
    found = journeys(road, courses=world.courses, profile=product, on=on)
    road = checked_road(road, found, product=product, view=view)
    times = road_times(found, on=on)
    ready = after_another([times.preparation, times.approval]) if times else None
    return road, months_ahead(road, times), ready
