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
from fram.decide.ledger import LEDGER_DRAWS
from fram.decide.model.case import MarketCase
from fram.terms.citation import Citation, Confidence
from fram.terms.estimate import Estimate, Origin
from fram.terms.jurisdiction import market_code
from fram.terms.logic import Unknown
from fram.terms.product import CompanyFile, ProductProfile
from fram.terms.proof.worth import Severity
from fram.workspace.company import read_company
from fram.workspace.company.found_out import found_out
from fram.workspace.pricing.worth.basis import Basis
from fram.workspace.pricing.worth.stated import (
    Asked,
    Draw,
    Stated,
    Told,
    as_in,
    believed_case,
    limits_of,
    product_known,
    stated,
    worth_believed,
)
from fram.workspace.weighing.rates import Rates
from fram.workspace.world import the_world

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

Given = CompanyFile | str | Path
NOTHING = Asked()


@dataclass(frozen=True, slots=True, kw_only=True)
class AtThreshold:
    """The highest price for one worth of a QALY, in the market's money for one payment.

    ``threshold``: None where several may apply, or only what is spared counts; ``per_qaly``: its ends as they
    were read, the weight for severity in them; ``highest``: P* of each draw; ``today``: the chance that the
    list price at home is accepted; ``cite``: where the worth of a QALY is from.
    """

    threshold: Threshold | None
    highest: Floats = field(repr=False)
    accepted: Acceptance
    drivers: tuple[Driver, ...]
    per_qaly: tuple[float, float] | None = None
    confidence: Confidence = Confidence.UNCHECKED
    today: float | None = None
    cite: Citation | None = None

    @property
    def middle(self) -> float:
        """The middle of the highest price: what the lesser of two thresholds is told by."""
        return float(np.median(self.highest))


@dataclass(frozen=True, slots=True, kw_only=True)
class MarketValue:
    """What the product is worth in one market. ``at``: for each threshold that may apply, the lowest first.

    ``believed``: as the plan believes it, over all that may apply, the ceiling of the corridor; None where
    nothing tells it. ``nok``: NOK for one unit of its ``currency``; ``asked``: the list price at home at the
    day's rate, None where none is stated; ``kept``: what discounting leaves of the gain; ``rates``: those of
    the first year, costs and effects; ``gap``: why no gain is priced (``no-threshold``, ``too-mild``,
    ``no-gain``, ``no-payments``).
    """

    market: str
    currency: str
    nok: float
    worth: Worth
    at: tuple[AtThreshold, ...]
    believed: AtThreshold | None = None
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


def value_based_price(
    given: Given, *, markets: Sequence[str] = (), on: date, asked: Asked = NOTHING, draw: Draw | None = None
) -> ValueView:
    """Return what a company's product is worth in some markets (none: all of them) on a day.

    Refuses a file that cannot be used, a market nobody knows, and a product of which nothing says what it is
    worth. ``draw``: how many draws, from which seed; as many as a plan's account has where it is left out.
    """
    file = given if isinstance(given, CompanyFile) else read_company(Path(given), on=on)
    draw = draw or Draw(draws=LEDGER_DRAWS, seed=1)
    world, rates = the_world(), Rates(on)
    codes = [market_code(one, where="--market") for one in markets] or list(world.markets)
    currencies = [world.markets[code].head.currency for code in codes]
    draw = as_in(believed_case(file, codes[0], on=on, nok_per=rates.nok_per), draw)
    known = Told(
        product=file.product, known=product_known(file, nok_per=rates.nok_per),
        found_out=frozenset(found_out(file.expected)),
    )  # fmt: skip
    told = stated(known, asked=asked, nok_per=rates.nok_per, markets=currencies, draw=draw)
    place = _Place(file=file, told=told, asked=asked, on=on, nok_per=rates.nok_per, draw=draw)
    return ValueView(
        company=file.company.name, product=file.product, on=on, asked=asked, stated=told,
        severity=place.severity, markets=tuple(place.value_in(code) for code in codes), draws=draw.draws,
        seed=draw.seed,
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
        case = believed_case(self.file, market, on=self.on, nok_per=self.nok_per)
        priced = _Priced(place=self, found=found, paid=paid, case=case)
        known = tuple(self._known(worth)) if self.told.gain is not None else ()
        belief = worth_believed(self.file, market, severity=self.severity, on=self.on, nok_per=self.nok_per)
        gap = self._gap(worth, belief)
        if gap:
            at = priced.saved()
            return replace(found, gap=gap, at=() if at is None else (at,), believed=at)
        each = [priced.at(threshold, value, is_picked=len(known) == 1) for threshold, value in known]
        return replace(
            found, at=tuple(sorted(each, key=lambda one: one.middle)),
            believed=priced.believed(belief, [threshold for threshold, _ in known]),
        )  # fmt: skip

    def _gap(self, worth: Worth, belief: Estimate | Unknown) -> str:
        """Why no gain is priced here; empty where it is."""
        if self.told.gain is None:
            return "no-gain"
        if isinstance(self.told.basis.payments, Unknown):
            return "no-payments"
        if isinstance(belief, Estimate):
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


@dataclass(frozen=True, slots=True, kw_only=True)
class _Priced:
    """One product in one market, ready to be priced at any worth of a QALY; ``case``: the plan's beliefs."""

    place: _Place
    found: MarketValue
    paid: float
    case: MarketCase

    @property
    def draw(self) -> Draw:
        """The plan's draws of this market's own inputs."""
        return replace(as_in(self.case, self.place.draw), owner=self.found.market.lower())

    def at(self, threshold: Threshold, value: Estimate, *, is_picked: bool) -> AtThreshold:
        """The price at one threshold; a class that was picked is no surer than where it begins and ends."""
        rate = self.place.nok_per(value.unit) / self.found.nok * threshold.weight
        sure = [value.confidence, *([threshold.limits] if threshold.limits and is_picked else [])]
        low, high = limits_of(value.dist)
        return replace(
            self._priced(self.draw(value.dist, "wtp") * rate), threshold=threshold,
            per_qaly=(low * rate, high * rate), confidence=Confidence.weakest(*sure),
            cite=value.cites[0] if value.cites else None,
        )  # fmt: skip

    def believed(self, belief: Estimate | Unknown, known: Sequence[Threshold]) -> AtThreshold:
        """The price at what the plan believes a payer gives: over all thresholds that may apply."""
        if isinstance(belief, Unknown):
            raise AssertionError(self.found.market)  # _gap has seen to it
        low, high = (end / self.found.nok for end in limits_of(belief.dist))
        return replace(
            self._priced(self.draw(belief.dist, "wtp") / self.found.nok), per_qaly=(low, high),
            threshold=known[0] if len(known) == 1 and belief.origin is not Origin.COMPANY else None,
            confidence=belief.confidence, cite=belief.cites[0] if belief.cites else None,
        )  # fmt: skip

    def _priced(self, per_qaly: Floats) -> AtThreshold:
        """The price at a worth of a QALY as drawn, in the market's money."""
        told = self.place.told
        if isinstance(told.basis.payments, Unknown) or told.gain is None:
            raise AssertionError(self.found.market)  # _gap has seen to it
        # What is spared and what is added falls with the payments, so both are discounted alike.
        times = told.basis.payments * self.paid
        benefit = Benefit(
            gain=told.gain * self.found.kept, saving=self._spared() * times,
            service_cost=self._added() * times, payments=times,
        )  # fmt: skip
        return self._told(benefit, per_qaly)

    def saved(self) -> AtThreshold | None:
        """The price that what is spared alone supports; None where nothing is."""
        if self.place.told.saving is None:
            return None
        return self._told(Benefit(saving=self._spared(), service_cost=self._added()), 0.0)

    def _told(self, benefit: Benefit, per_qaly: Floats | float) -> AtThreshold:
        shape = (self.place.draw.draws,)
        highest, asked = np.broadcast_to(highest_prices(benefit, threshold=per_qaly), shape), self.found.asked
        return AtThreshold(
            threshold=None, highest=highest, accepted=acceptance(highest),
            drivers=drivers(benefit, threshold=per_qaly),
            today=None if asked is None else chance_at(highest, price=asked),
        )  # fmt: skip

    def _spared(self) -> Floats | float:
        """What one payment spares a buyer there; counted at home, it follows the plan's price level."""
        told = self.place.told
        if told.saving is None:
            return 0.0
        spared = told.saving / self.found.nok
        if not told.at_home:
            return spared
        return spared * self.draw(self.case.inputs["price_level"].estimate.dist, "price_level")

    def _added(self) -> Floats | float:
        cost = self.place.told.cost
        return 0.0 if cost is None else cost / self.found.nok
