"""What one product is worth to the payers of one market or of all: the highest price, drawn."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from fram.access.price.threshold import Threshold, Worth, Yearly
from fram.access.price.worth.discounting import even_share, years_needed
from fram.access.price.worth.value import (
    Acceptance,
    Benefit,
    Driver,
    acceptance,
    chance_at,
    drivers,
    highest_prices,
)
from fram.decide.rank import Range
from fram.terms.citation import Confidence
from fram.terms.dist import Quantiles
from fram.terms.errors import Refused
from fram.terms.estimate import Estimate, Origin
from fram.terms.jurisdiction import market_code
from fram.terms.logic import Unknown
from fram.terms.product import CompanyFile, ProductProfile
from fram.terms.proof.worth import Severity
from fram.workspace.company import read_company
from fram.workspace.pricing.worth.basis import Basis
from fram.workspace.pricing.worth.stated import Asked, Draw, Stated, level_there, stated
from fram.workspace.weighing.rates import Rates
from fram.workspace.world import the_world

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

Given = CompanyFile | str | Path
NOTHING = Asked()
DRAWS = 10_000


@dataclass(frozen=True, slots=True, kw_only=True)
class AtThreshold:
    """The highest price for one worth of a QALY, in the market's money for one payment.

    ``threshold``: None where only what is spared counts; ``per_qaly``: its P10, P50, P90, the weight for
    severity in it; ``highest``: P* of each draw; ``today``: the chance that today's price is accepted.
    """

    threshold: Threshold | None
    highest: Floats = field(repr=False)
    accepted: Acceptance
    drivers: tuple[Driver, ...]
    per_qaly: Range | None = None
    confidence: Confidence = Confidence.UNCHECKED
    today: float | None = None

    @property
    def middle(self) -> float:
        """The middle of the highest price: what the lesser of two thresholds is told by."""
        return float(np.median(self.highest))


@dataclass(frozen=True, slots=True, kw_only=True)
class MarketValue:
    """What the product is worth in one market. ``at``: for each threshold that may apply, the lowest first.

    ``nok``: NOK for one unit of its ``currency``; ``asked``: today's price there at the day's rate, None
    where none is stated; ``kept``: what discounting leaves of the gain; ``rates``: those of the first year,
    costs and effects; ``gap``: why no gain is priced (``no-threshold``, ``too-mild``, ``no-gain``,
    ``no-payments``).
    """

    market: str
    currency: str
    nok: float
    worth: Worth
    at: tuple[AtThreshold, ...]
    asked: float | None = None
    kept: float = 1.0
    rates: tuple[float, float] | None = None
    rates_sure: Confidence | None = None
    gap: str = ""

    @property
    def careful(self) -> AtThreshold | None:
        """The price at the lowest threshold that may apply: a payer gives no more until more is proved."""
        return self.at[0] if self.at else None


@dataclass(frozen=True, slots=True, kw_only=True)
class ValueView:
    """What one product is worth, in every market that was asked about."""

    company: str
    product: ProductProfile
    on: date
    asked: Asked
    stated: Stated
    severity: Severity
    markets: tuple[MarketValue, ...]
    draws: int
    seed: int

    @property
    def basis(self) -> Basis:
        """What one payment of the price buys."""
        return self.stated.basis


@dataclass(frozen=True, slots=True, kw_only=True)
class Ceiling:
    """The most one payment is worth to its buyer in a market: ``nok`` for each draw, float64 (draws,).

    ``at``: the threshold it was worked out at; ``currency``, ``rate``: the market's money, and NOK for one.
    """

    nok: Floats = field(repr=False)
    at: AtThreshold
    basis: Basis
    currency: str
    rate: float

    @property
    def points(self) -> Range:
        """The P10, P50 and P90 in NOK."""
        return Range.of(self.nok)

    @property
    def estimate(self) -> Estimate:
        """The ceiling as an estimate in NOK, by 101 points of its draws."""
        probs = np.linspace(0, 1, 101)
        values = np.quantile(self.nok, probs)
        dist = Quantiles(probs=tuple(map(float, probs)), values=tuple(map(float, values)))
        return Estimate(dist=dist, unit="NOK", origin=Origin.COMPANY, confidence=self.at.confidence)


def value_based_price(
    given: Given, *, markets: Sequence[str] = (), on: date, asked: Asked = NOTHING, draw: Draw | None = None
) -> ValueView:
    """Return what a company's product is worth in some markets (none: all of them) on a day.

    Refuses a file that cannot be used, a market nobody knows, and a product of which nothing says what it is
    worth. ``draw``: how many draws, from which seed.
    """
    file = given if isinstance(given, CompanyFile) else read_company(Path(given), on=on)
    draw = draw or Draw(draws=DRAWS, seed=1)
    world, rates = the_world(), Rates(on)
    codes = [market_code(one, where="--market") for one in markets] or list(world.markets)
    currencies = [world.markets[code].head.currency for code in codes]
    told = stated(file.product, asked=asked, nok_per=rates.nok_per, markets=currencies, draw=draw)
    place = _Place(file=file, told=told, asked=asked, on=on, nok_per=rates.nok_per, draw=draw)
    return ValueView(
        company=file.company.name, product=file.product, on=on, asked=asked, stated=told,
        severity=place.severity, markets=tuple(place.value_in(code) for code in codes), draws=draw.draws,
        seed=draw.seed,
    )  # fmt: skip


def value_ceiling(file: CompanyFile, market: str, *, on: date, draw: Draw | None = None) -> Ceiling | Unknown:
    """Return the most one payment is worth to a buyer in a market, NOK; Unknown where nothing tells it.

    At the lowest threshold that may apply; from savings alone where the market has none.
    """
    try:
        view = value_based_price(file, markets=[market], on=on, draw=draw)
    except Refused as error:
        return Unknown(error.problem.what, ask="company")
    found = view.markets[0]
    if found.careful is None:
        return Unknown("no worth of a QALY is known here and no saving is told", ask="payers")
    return Ceiling(
        nok=found.careful.highest * found.nok, at=found.careful, basis=view.basis, currency=found.currency,
        rate=found.nok,
    )  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class _Place:
    """One product seen from the payers of any market."""

    file: CompanyFile
    told: Stated
    asked: Asked
    on: date
    nok_per: Callable[[str], float]
    draw: Draw

    @property
    def severity(self) -> Severity:
        own, asked = self.file.product.severity, self.asked
        return replace(
            own,
            years_lost=own.years_lost if asked.years_lost is None else asked.years_lost,
            share_lost=own.share_lost if asked.share_lost is None else asked.share_lost,
        )

    def value_in(self, market: str) -> MarketValue:
        """Return what the product is worth in a market."""
        currency = the_world().markets[market].head.currency
        worth, nok = the_world().worth[market], self.nok_per(currency)
        price = self.file.product.price
        asked = None if price.amount is None else price.amount * self.nok_per(price.currency) / nok
        kept, paid, rates = self._discounted(worth)
        found = MarketValue(
            market=market, currency=currency, nok=nok, worth=worth, at=(), asked=asked, kept=kept,
            rates=rates[0] if rates else None, rates_sure=rates[1] if rates else None,
        )  # fmt: skip
        known = tuple(self._known(worth)) if self.told.gain is not None else ()
        gap = self._gap(worth, known)
        if gap:
            at = self._saved(found)
            return replace(found, gap=gap, at=() if at is None else (at,))
        each = [
            self._at(found, threshold, value, paid=paid, is_picked=len(known) == 1)
            for threshold, value in known
        ]
        return replace(found, at=tuple(sorted(each, key=lambda one: one.middle)))

    def _gap(self, worth: Worth, known: Sequence[object]) -> str:
        """Why no gain is priced here; empty where it is."""
        if self.told.gain is None:
            return "no-gain"
        if isinstance(self.told.basis.payments, Unknown):
            return "no-payments"
        if known:
            return ""
        return "too-mild" if worth.has_common and not worth.threshold_for(self.severity) else "no-threshold"

    def _known(self, worth: Worth) -> Iterator[tuple[Threshold, Estimate]]:
        """The thresholds that may apply and have a value on the day."""
        for threshold in worth.threshold_for(self.severity):
            value = threshold.value.estimate(self.on)
            if isinstance(value, Estimate):
                yield threshold, value

    def _discounted(self, worth: Worth) -> tuple[float, float, tuple[tuple[float, float], Confidence] | None]:
        """What is left of the gain and of the payments, and the rates of the first year with how sure."""
        gain_years, paid_years = self.asked.horizon or 1.0, (self.told.basis.months or 12) / 12
        factors = worth.factors(max(years_needed(gain_years), years_needed(paid_years)), on=self.on)
        rates = worth.rates(1, on=self.on)
        if not isinstance(factors, Yearly) or not isinstance(rates, Yearly) or worth.discount is None:
            return 1.0, 1.0, None
        sure = [one.rate.estimate(self.on) for one in worth.discount.rates]
        weakest = Confidence.weakest(*(one.confidence for one in sure if isinstance(one, Estimate)))
        kept = even_share(gain_years, factors=factors.effects)
        paid = even_share(paid_years, factors=factors.costs)
        return kept, paid, ((rates.costs[0], rates.effects[0]), weakest)

    def _at(
        self, found: MarketValue, threshold: Threshold, value: Estimate, *, paid: float, is_picked: bool
    ) -> AtThreshold:
        """The price at one threshold; a class that was picked is no surer than where it begins and ends."""
        draw = replace(self.draw, owner=found.market.lower())
        there = draw(value.dist, "wtp") * self.nok_per(value.unit) / found.nok
        payments = self.told.basis.payments
        if isinstance(payments, Unknown) or self.told.gain is None:
            raise AssertionError(found.market)  # _gap has seen to it
        # What is spared and what is added falls with the payments, so both are discounted alike.
        times = payments * paid
        benefit = Benefit(
            gain=self.told.gain * found.kept, saving=self._spared(found) * times,
            service_cost=self._added(found) * times, payments=times,
        )  # fmt: skip
        highest = highest_prices(benefit, threshold=there, weight=threshold.weight)
        sure = [value.confidence, *([threshold.limits] if threshold.limits and is_picked else [])]
        return AtThreshold(
            threshold=threshold, highest=highest, accepted=acceptance(highest),
            drivers=drivers(benefit, threshold=there, weight=threshold.weight),
            per_qaly=Range.of(there * threshold.weight), confidence=Confidence.weakest(*sure),
            today=None if found.asked is None else chance_at(highest, price=found.asked),
        )  # fmt: skip

    def _saved(self, found: MarketValue) -> AtThreshold | None:
        """The price that what is spared alone supports; None where nothing is."""
        if self.told.saving is None:
            return None
        benefit = Benefit(saving=self._spared(found), service_cost=self._added(found))
        highest = np.broadcast_to(highest_prices(benefit, threshold=0.0), (self.draw.draws,))
        return AtThreshold(
            threshold=None, highest=highest, accepted=acceptance(highest),
            drivers=drivers(benefit, threshold=0.0), confidence=Confidence.UNCHECKED,
            today=None if found.asked is None else chance_at(highest, price=found.asked),
        )  # fmt: skip

    def _spared(self, found: MarketValue) -> Floats | float:
        """What one payment spares a buyer there; counted at home, it follows the price level."""
        if self.told.saving is None:
            return 0.0
        spared = self.told.saving / found.nok
        if not self.told.at_home:
            return spared
        home = self.file.company.country
        return spared * level_there(found.market, home=home, on=self.on, draw=self.draw)

    def _added(self, found: MarketValue) -> Floats | float:
        return 0.0 if self.told.cost is None else self.told.cost / found.nok
