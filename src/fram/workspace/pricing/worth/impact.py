"""What a product does to a payer's budget in one market, year by year, and how the payer's tests come out."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from fram.access.price.threshold import BudgetTest
from fram.access.price.worth.budget import LONGEST, Strain, added_cost, per_member_month, replaced, strain
from fram.decide.model.inputs import INPUTS, default_dist
from fram.decide.rank import Range
from fram.terms.citation import Confidence
from fram.terms.dist import Dist
from fram.terms.errors import Refused
from fram.terms.estimate import Estimate, Origin
from fram.terms.jurisdiction import market_code
from fram.terms.product import CompanyFile, ProductProfile
from fram.workspace.company import read_company
from fram.workspace.pricing.worth.asking import money_of, shares_of
from fram.workspace.pricing.worth.basis import Basis, basis_of
from fram.workspace.pricing.worth.stated import Draw, in_nok, level_there, one_saving
from fram.workspace.weighing.heard import believed
from fram.workspace.weighing.prices.savings import is_cash
from fram.workspace.weighing.product_terms import product_estimates
from fram.workspace.weighing.rates import Rates
from fram.workspace.weighing.reach_terms import reach
from fram.workspace.world import the_world

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

UPTAKE = "5,10,20%"
"""The share of the people that gets it in each year where nobody told: a planning figure of ours."""
SHARES = ("diagnosed_share", "suitable_share")


@dataclass(frozen=True, slots=True, kw_only=True)
class BudgetAsked:
    """What was said beside the company file, as written; empty or None: as the file and Fram have it.

    ``uptake``: the share of the people in each year; ``offset``: money spared a person (or unit) and year;
    ``price``: of one payment; ``people``: how many may get it; ``years``: how many are looked at.
    """

    uptake: str = ""
    offset: str = ""
    price: str = ""
    people: float | None = None
    years: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Crowd:
    """The people (or units) that may get it. ``steps``: what was multiplied, by input name and source."""

    drawn: Floats = field(repr=False)
    steps: tuple[tuple[str, Estimate], ...] = ()

    @property
    def confidence(self) -> Confidence:
        """The weakest of what was multiplied."""
        return Confidence.weakest(*(one.confidence for _, one in self.steps))


@dataclass(frozen=True, slots=True, kw_only=True)
class Tested:
    """A payer's budget test and how it comes out; ``limit`` in the market's money."""

    test: BudgetTest
    limit: float
    estimate: Estimate
    strain: Strain


@dataclass(frozen=True, slots=True, kw_only=True)
class BudgetView:
    """What a product does to a payer's budget. ``added``: float64 (years, draws), the market's money.

    ``cost``, ``offset``: of one person (or unit) in a year, P10, P50, P90; ``offset_from``: option, file or
    none; ``uptake_told``, ``price_told``: whether somebody told the uptake, and a price there; else the price
    is the list price at home.
    """

    company: str
    product: ProductProfile
    market: str
    currency: str
    nok: float
    on: date
    basis: Basis
    crowd: Crowd
    uptake: tuple[float, ...]
    uptake_told: bool
    price_told: bool
    cost: Range
    offset: Range
    offset_from: str
    added: Floats = field(repr=False)
    members: float | None
    tests: tuple[Tested, ...]
    draws: int
    seed: int

    @property
    def years(self) -> tuple[Range, ...]:
        """The added cost of each year."""
        return tuple(Range.of(row) for row in self.added)

    @property
    def member_month(self) -> tuple[Range, ...] | None:
        """The added cost of each year for one insured person and month; None where they are not counted."""
        if self.members is None:
            return None
        return tuple(Range.of(row) for row in per_member_month(self.added, members=self.members))


def budget_impact(
    given: CompanyFile | str | Path, *, market: str, on: date, asked: BudgetAsked | None = None,
    draw: Draw | None = None,
) -> BudgetView:  # fmt: skip
    """Return what a product does to the budget of a market's payers, over one to five years.

    Refuses a file that cannot be used, a market nobody knows, a price nobody states, and more shares than
    years.
    """
    file = given if isinstance(given, CompanyFile) else read_company(Path(given), on=on)
    code = market_code(market, where="--market")
    seen = _Seen(
        file=file, market=code, on=on, asked=asked or BudgetAsked(), draw=draw or Draw(draws=10_000, seed=1)
    )
    return seen.view()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Seen:
    """One product before one market's payers."""

    file: CompanyFile
    market: str
    on: date
    asked: BudgetAsked
    draw: Draw

    def view(self) -> BudgetView:
        product, rates = self.file.product, Rates(self.on)
        currency = the_world().markets[self.market].head.currency
        nok = rates.nok_per(currency)
        basis, uptake = basis_of(product), uptake_of(self.asked)
        price = self._price(currency, rates.nok_per) * payments_a_year(product, basis) / nok
        offset, offset_from = self._offset(currency, rates.nok_per)
        crowd = self._crowd()
        added = _added(crowd.drawn, uptake, price=price, offset=offset / nok, once=basis.per == "once")
        people = the_world().figures_on(self.market, self.on).get("population")
        return BudgetView(
            company=self.file.company.name, product=product, market=self.market, currency=currency, nok=nok,
            on=self.on, basis=basis, crowd=crowd, uptake=uptake, uptake_told=bool(self.asked.uptake),
            price_told=bool(self.asked.price),
            cost=Range.of(price), offset=Range.of(offset / nok), offset_from=offset_from, added=added,
            members=people.dist.mean if people else None,
            tests=tuple(self._tests(added, nok=nok, nok_per=rates.nok_per)), draws=self.draw.draws,
            seed=self.draw.seed,
        )  # fmt: skip

    def _price(self, currency: str, nok_per: Callable[[str], float]) -> Floats:
        """One payment in NOK."""
        if self.asked.price:
            dist, code = money_of(self.asked.price, where="--price", loose="price")
            return self.draw(in_nok(dist, code or currency, nok_per=nok_per, where="--price"), "price")
        known = product_estimates(self.file.product, nok_per=nok_per).get("price")
        if known is None:
            raise Refused(
                "no price is stated", where="product.price.amount",
                why="without a price nothing is known of what the payer pays",
                remedy='write it into the company file, or give --price "300 GBP"',
            )  # fmt: skip
        return self.draw(known.dist, "price")

    def _offset(self, currency: str, nok_per: Callable[[str], float]) -> tuple[Floats, str]:
        """What a person or unit spares the payer in a year, NOK: as told, else the savings that free cash."""
        if self.asked.offset:
            dist, code = money_of(self.asked.offset, where="--offset", loose="saving")
            return self.draw(
                in_nok(dist, code or currency, nok_per=nok_per, where="--offset"), "offset"
            ), "option"
        freed = [(at, one) for at, one in enumerate(self.file.product.savings) if is_cash(one)]
        if not freed:
            return np.zeros(self.draw.draws), "none"
        months = _months_a_year(self.file.product)
        parts = [one_saving(one, draw=self.draw, at=at, nok_per=nok_per) for at, one in freed]
        level = level_there(self.market, home=self.file.company.country, on=self.on, draw=self.draw)
        return np.asarray(np.sum(parts, axis=0) * months * level), "file"

    def _crowd(self) -> Crowd:
        """Who may get it: the people there, diagnosed and suited, or the sites that suit."""
        if self.asked.people is not None:
            if not 0 < self.asked.people < 1e10:
                raise Refused(
                    f"{self.asked.people:g} people",
                    where="--people",
                    remedy="give a number above zero",
                    kind="usage",
                )
            return Crowd(drawn=np.full(self.draw.draws, float(self.asked.people)))
        product, world = self.file.product, the_world()
        known = believed(reach(product, self.market, world=world, on=self.on), self.file, market=self.market)
        by_patient = product.unit_of_sale in (None, "patient")
        names = ("reach", *(SHARES if by_patient else SHARES[1:]))
        steps = tuple((name, _estimate(name, known.get(name), str(product.unit_of_sale))) for name in names)
        drawn = np.prod([self._drawn(name, one.dist) for name, one in steps], axis=0)
        return Crowd(drawn=np.asarray(drawn), steps=steps)

    def _drawn(self, name: str, dist: Dist) -> Floats:
        owner = self.market.lower() if INPUTS[name].scope == "market" else "product"
        return Draw(draws=self.draw.draws, seed=self.draw.seed, owner=owner)(dist, name)

    def _tests(self, added: Floats, *, nok: float, nok_per: Callable[[str], float]) -> Iterator[Tested]:
        for test in the_world().worth[self.market].budget_tests:
            found = test.limit.estimate(self.on)
            if isinstance(found, Estimate):
                limit = found.dist.mean * nok_per(found.unit) / nok
                yield Tested(
                    test=test,
                    limit=limit,
                    estimate=found,
                    strain=strain(added, limit=limit, years=test.years),
                )


def uptake_of(asked: BudgetAsked) -> tuple[float, ...]:
    """Return the share of the people in each year; the last told share holds for the years after it.

    Refuses more than ``LONGEST`` years, and more shares than years.
    """
    shares = shares_of(asked.uptake or UPTAKE, where="--uptake")
    years = asked.years or len(shares)
    if not 1 <= years <= LONGEST:
        why = "a budget is looked at for one to five years"
        raise Refused(f"{years} years", where="--years", why=why, remedy="give 1 to 5", kind="usage")
    if asked.uptake and len(shares) > years:
        remedy = "give one share for each year"
        raise Refused(
            f"{len(shares)} shares for {years} years", where="--uptake", remedy=remedy, kind="usage"
        )
    return (*shares[:years], *(shares[-1],) * (years - len(shares)))


def payments_a_year(product: ProductProfile, basis: Basis) -> float:
    """Return how often the price is paid for one person or unit in a year; refuses uses nobody counted."""
    if basis.per in ("course", "once"):
        return 1.0
    months = _months_a_year(product)
    if basis.per == "month":
        return months
    uses = product.price.uses_per_unit_month
    if uses is None:
        raise Refused(
            "how often it is used is not told", where="product.price.uses_per_unit_month",
            remedy="write how many uses a unit has in a month",
        )  # fmt: skip
    return uses * months


def _months_a_year(product: ProductProfile) -> float:
    by_patient = product.unit_of_sale in (None, "patient")
    return min(product.price.months_used or 12.0, 12.0) if by_patient else 12.0


def _estimate(name: str, known: object, unit: str) -> Estimate:
    """What is known of an input, else the plan's own default for it."""
    if isinstance(known, Estimate):
        return known
    dist = default_dist(name, unit_of_sale=unit)
    return Estimate(dist=dist, unit=INPUTS[name].unit, origin=Origin.DEFAULT)


def _added(people: Floats, uptake: tuple[float, ...], *, price: Floats, offset: Floats, once: bool) -> Floats:
    """The added cost (years, draws): what is paid once falls in the year in which a unit is new."""
    crowd = np.broadcast_to(people, (len(uptake), len(people)))
    with_it, without = replaced(uptake)
    nothing = np.zeros_like(price)
    if not once:
        return added_cost(crowd, with_it=with_it, without=without, costs=np.stack([price - offset, nothing]))
    new = np.maximum(np.diff(uptake, prepend=0.0), 0.0)
    first, before = replaced(tuple(new))
    paid = added_cost(crowd, with_it=first, without=before, costs=np.stack([price, nothing]))
    return paid - added_cost(crowd, with_it=with_it, without=without, costs=np.stack([offset, nothing]))
