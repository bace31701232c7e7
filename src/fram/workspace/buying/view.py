"""Everything there is to say of how one market buys one product, on a day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from fram.access.buying.committee import Seat, committee
from fram.access.buying.cycle import Observation, cycle_for
from fram.access.buying.market import TENDERING_BUYERS, BuyerKind, Code, MarketBuying, buyer_kinds_of
from fram.access.buying.notice import Notice, Purchase, notice_for
from fram.access.spread import DAYS_PER_MONTH
from fram.terms.estimate import Estimate
from fram.terms.jurisdiction import market_code
from fram.terms.logic import Unknown
from fram.terms.money import Rate
from fram.terms.product import CompanyFile, ProductProfile
from fram.workspace.buying.tender_codes import Proposed, tender_codes
from fram.workspace.buying.worth import worth_of
from fram.workspace.company import read_company
from fram.workspace.weighing.rates import Rates
from fram.workspace.world import World, the_world

ABOVE = ("open", "restricted", "neg-w-call", "comp-dial", "innovation")
"""The procedures that may follow above a European limit, the usual first."""
LIGHTER = ("oth-single", "oth-mult")
"""Those of health and social services."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BuyingView:
    """How a market buys a product. ``kinds``: who may buy it, whose budget pays first; empty: nobody said.

    ``procedures`` may follow the limit that is reached; ``tables`` who must say yes, by kind of buyer;
    ``codes`` those a notice may carry, None where notices here carry none;
    ``seen`` the sales observed here, the company's own among them; ``rates`` what amounts were converted by.
    """

    company: str
    product: ProductProfile
    market: str
    on: date
    kinds: tuple[BuyerKind, ...]
    buying: MarketBuying
    purchase: Purchase
    notice: Notice
    cycle: Estimate | Unknown
    tables: tuple[tuple[BuyerKind, tuple[Seat, ...]], ...]
    procedures: tuple[Code, ...] = ()
    codes: tuple[Proposed, ...] | None = None
    seen: tuple[Observation, ...] = ()
    rates: tuple[Rate, ...] = ()

    @property
    def is_public(self) -> bool:
        """Whether the buyer is one of those who tender: whose limits, portals and budget year these are."""
        return self.purchase.buyer in TENDERING_BUYERS

    @property
    def budget_starts(self) -> date | None:
        """The first day of the next budget year, where it is known."""
        year = self.buying.budget_year
        return year.next_start(self.on) if year else None

    @property
    def months_to_budget(self) -> float | None:
        """Months from the day to the next budget year."""
        starts = self.budget_starts
        return (starts - self.on).days / DAYS_PER_MONTH if starts else None

    @property
    def is_pooled(self) -> bool:
        """Whether the length of a sale is that of the pool, not measured here."""
        return isinstance(self.cycle, Estimate) and any(
            one.key == "cycle-pooled" for one in self.cycle.because
        )


def market_buying(
    given: CompanyFile | str | Path,
    *,
    market: str,
    on: date,
    value: str = "",
    own: Sequence[Observation] = (),
) -> BuyingView:
    """Return how a market buys a company's product on a day; ``value`` of one contract, without tax.

    ``own``: sales of the company's own; with fewer than 20 in the market they are shown and move nothing.
    Raises ``Refused`` for a file that cannot be used, a market nobody knows, and a value that is none.
    """
    file = given if isinstance(given, CompanyFile) else read_company(Path(given), on=on)
    code, world, rates = market_code(market, where="--market"), the_world(), Rates(on)
    kinds, buying = buyer_kinds_of(file.product), world.buying[code]
    purchase = _purchase(file.product, kinds, value=value, tax=_tax(world, code, on))
    if purchase.currency:
        rates.nok_per(purchase.currency)  # a currency without a rate is refused, whatever the market
    notice = notice_for(purchase, buying=buying, on=on, nok_per=rates.nok_per)
    observed = (*world.observations, *own)
    return BuyingView(
        company=file.company.name, product=file.product, market=code, on=on, kinds=kinds, buying=buying,
        purchase=purchase, notice=notice, procedures=_procedures(notice, world),
        cycle=cycle_for(code, purchase.buyer, observations=observed, pool=world.cycle_pool, on=on),
        codes=tender_codes(file.product, market=world.markets[code]), rates=rates.used,
        seen=tuple(one for one in observed if one.market == code and one.is_known(on)),
        tables=tuple(
            (kind, committee(kind, known=world.committees, market=code, product=file.product))
            for kind in kinds or ("hospital",)
        ),
    )  # fmt: skip


def _purchase(
    product: ProductProfile, kinds: Sequence[BuyerKind], *, value: str, tax: float | None
) -> Purchase:
    buyer = next((kind for kind in kinds if kind in TENDERING_BUYERS), kinds[0] if kinds else "hospital")
    amount, currency = worth_of(value) if value.strip() else (None, "")
    what = "health-services" if product.kind == "service" else "goods-and-services"
    return Purchase(buyer=buyer, amount=amount, currency=currency, what=what, tax=tax)


def _tax(world: World, market: str, on: date) -> float | None:
    """The market's standard rate of value-added tax, where it was read."""
    known = world.pricing[market].figures.get("vat_rate")
    found = known.estimate(on) if known else None
    return found.dist.mean if isinstance(found, Estimate) else None


def _procedures(notice: Notice, world: World) -> tuple[Code, ...]:
    """What may follow the highest limit reached, where it is a European one."""
    step = notice.applies
    if step is None or step.threshold.scope != "european":
        return ()
    wanted = LIGHTER if step.threshold.what == "health-services" else ABOVE
    known = {one.code: one for one in world.notices.codes["procedure"]}
    return tuple(known[code] for code in wanted)
