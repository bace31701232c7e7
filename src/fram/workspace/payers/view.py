"""Who pays for one product in one market: each pathway's fit, timeline, net price, windows, next step."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from fram.access.pathways.pathway import NoPathway
from fram.access.pathways.payment import Payment
from fram.access.pathways.prices import NetPrice, NoPrice
from fram.access.road.approval import Road
from fram.decide.rank import Range
from fram.decide.roads.first_money import MoneyRun
from fram.terms.citation import Confidence
from fram.terms.jurisdiction import market_code
from fram.terms.product import CompanyFile, ProductProfile
from fram.workspace.company import read_company
from fram.workspace.weighing.costs import Known
from fram.workspace.weighing.market_terms import market_terms, view_of
from fram.workspace.weighing.paying.own_price import asked
from fram.workspace.weighing.paying.payers import Facing, Way, bought_directly, payers_of
from fram.workspace.weighing.rates import Rates
from fram.workspace.weighing.road_terms import DRAWS
from fram.workspace.world import the_world


@dataclass(frozen=True, slots=True, kw_only=True)
class PayersView:
    """All there is to say of who pays for one product in one market, on a day.

    ``payers`` stand with what pays and fits first; ``ready``: months until it may be sold there, None where
    that is not known; ``facing``: what lies before and after every pathway; ``payment``: what a plan takes;
    ``direct``: the way to the first money where a buyer pays from a budget and no listing stands before it;
    ``instead``: what is known of a market without a pathway; ``own``: what the firm asks at home, there;
    ``served``: it sells there already.
    """

    company: str
    product: ProductProfile
    market: str
    on: date
    road: Road
    facing: Facing
    payment: Payment
    payers: tuple[Way, ...]
    instead: NoPathway | None = None
    direct: MoneyRun | None = None
    ready: Range | None = None
    own: NetPrice | NoPrice | None = None
    served: bool = False
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
        if self.direct or self.best is None:
            return self.facing.sure(self.facing.cycle)
        return self.best.sure

    @property
    def cycle(self) -> Known:
        """Months of a sale to a buyer, or to the first patients."""
        return self.facing.cycle

    @property
    def best(self) -> Way | None:
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
    terms = market_terms(file, code, view=view)
    facing = replace(terms.facing, seed=seed)
    return PayersView(
        company=file.company.name, product=file.product, market=code, on=on, road=terms.road, facing=facing,
        payment=terms.payment, payers=payers_of(view.fits, facing), direct=bought_directly(facing),
        ready=None if facing.ready is None else Range.of(facing.ready), seed=seed,
        instead=world.no_pathways.get(code),
        own=asked(file.product, currency=facing.currency, nok_per=facing.nok_per, on=on),
        served=code in {file.company.country, *file.company.markets_served},
    )  # fmt: skip
