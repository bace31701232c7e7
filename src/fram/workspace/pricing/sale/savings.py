"""What the buyer is spared, as the company file states it: drawn, in NOK, at the market's price level."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Literal

import numpy as np

from fram.access.price.sale.returns import MONTHS_A_YEAR, Spared
from fram.decide.model.income import LEAST_USE
from fram.decide.model.sampling import sample
from fram.terms.citation import Confidence
from fram.terms.dist import Dist
from fram.terms.product import ProductProfile
from fram.terms.proof.worth import Saving
from fram.workspace.pricing.sale.chain import Drawn
from fram.workspace.pricing.sale.drawn import DrawnMarket, Given, drawn_market
from fram.workspace.weighing.prices.savings import MONTHS_OF_USE, amount_of, payments_a_month, worth_of

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

CASH = ("supplies",)
"""What is money no longer paid out, where the file does not say; all else is time and beds that come free."""
Carried = Literal["home", "stated-there", "price-level"]


@dataclass(frozen=True, slots=True, kw_only=True)
class DrawnSaving:
    """One saving of the file and its draws, NOK in the market. ``carried``: how it came there.

    ``home``: it is stated there; ``stated-there``: it stands in the market's own money and is taken as it is;
    ``price-level``: what each is worth at home, times the market's price level. ``told`` is False where the
    file does not say whether it frees cash.
    """

    saving: Saving
    spared: Spared
    carried: Carried

    @property
    def told(self) -> bool:
        """Whether the file says that cash is freed, or that it is not."""
        return self.saving.frees_cash is not None

    @property
    def is_measured(self) -> bool:
        """Whether a source and a range are named."""
        return bool(self.saving.source) and self.saving.low is not None


def drawn_savings(at: DrawnMarket) -> tuple[DrawnSaving, ...]:
    """Return each saving of the file as drawn in a market, in the order of the file."""
    return tuple(_drawn(saving, number, at) for number, saving in enumerate(at.file.product.savings))


def _drawn(saving: Saving, number: int, at: DrawnMarket) -> DrawnSaving:
    key, carried = f"sale.saving.{number}", _carried(saving, at)
    amount = _sampled(amount_of(saving), f"{key}.amount", at)
    worth = _sampled(worth_of(saving), f"{key}.worth", at) * at.rates.nok_per(saving.currency)
    if carried == "price-level":
        worth = worth * at.drawn("price_level")
    frees_cash = saving.frees_cash if saving.frees_cash is not None else saving.what in CASH
    spared = Spared(name=saving.name, amount=amount, worth=worth, frees_cash=frees_cash)
    return DrawnSaving(saving=saving, spared=spared, carried=carried)


def _carried(saving: Saving, at: DrawnMarket) -> Carried:
    if at.is_home:
        return "home"
    return "stated-there" if saving.currency == at.currency else "price-level"


def _sampled(dist: Dist, key: str, at: DrawnMarket) -> Floats:
    return sample(dist, seed=at.seed, key=key, start=0, stop=at.draws)


# --- on the price's own basis -------------------------------------------------------------------------


def times_paid(product: ProductProfile, at: DrawnMarket) -> float | None:
    """Return how often a month one unit's price is paid; None where it is paid once.

    Paid by the use: as often as the file says, since its savings are told at that use; else as planned.
    """
    if product.price.model == "one-off":
        return None
    if product.price.model != "per-use":
        return 1.0
    stated = product.price.uses_per_unit_month
    return stated or max(float(np.median(at.drawn("uses_per_month"))), LEAST_USE)


def months_of_use(product: ProductProfile) -> float:
    """Return the months what is paid once is shared over: a patient's course, a stated time, else ours."""
    stated = product.price.months_used
    if stated and (product.unit_of_sale == "patient" or product.price.model == "one-off"):
        return stated
    return MONTHS_OF_USE


def months_a_year(product: ProductProfile) -> float:
    """Return the months of a year in which one unit is used: all, or those of one patient's course."""
    stated = product.price.months_used
    return min(MONTHS_A_YEAR, stated) if stated and product.unit_of_sale == "patient" else MONTHS_A_YEAR


@dataclass(frozen=True, slots=True, kw_only=True)
class SavingCeiling:
    """What the buyer's savings are worth on the price's own basis: all of them, and the cash alone.

    ``cash`` is None where the file only states one sum and does not say what of it is cash.
    """

    all: Drawn
    cash: Drawn | None


def saving_ceiling(given: Given, *, market: str, on: date, seed: int = 1) -> SavingCeiling | None:
    """Return what one unit saves its buyer, NOK on the price's own basis, as drawn; None where nobody said.

    From the file's ``[[product.savings]]``, else from ``product.price.saving`` as the plan draws it. Before
    any cost of taking the product into use; a ceiling for a price, not a price.
    """
    at = drawn_market(given, market=market, on=on, seed=seed)
    if "saving" not in at.case.sold.known:
        return None
    sure = Confidence.READ if at.is_home else Confidence.UNCHECKED
    cites = at.case.sold.known["saving"].cites
    nok = at.drawn("saving") * (1.0 if at.is_home else at.drawn("price_level"))
    cash = _cash(at)
    return SavingCeiling(
        all=Drawn(nok=nok, confidence=sure, cites=cites),
        cash=None if cash is None else Drawn(nok=cash, confidence=sure, cites=cites),
    )


def _cash(at: DrawnMarket) -> Floats | None:
    """What of the savings is cash, NOK for each payment; None where the file states one sum alone."""
    payments = payments_a_month(at.file.product)
    if not (found := drawn_savings(at)) or payments is None or at.file.product.price.saving is not None:
        return None
    return sum((one.spared.nok for one in found if one.spared.frees_cash), np.zeros(at.draws)) / payments
