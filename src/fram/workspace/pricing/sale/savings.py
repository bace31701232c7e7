"""What the buyer is spared, as the company file states it: drawn, in NOK, at the market's price level."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import numpy as np

from fram.access.price.sale.returns import MONTHS_A_YEAR, Spared
from fram.decide.model.income import LEAST_USE
from fram.decide.model.sampling import sample
from fram.terms.dist import Dist
from fram.terms.product import ProductProfile
from fram.terms.proof.worth import Saving
from fram.workspace.pricing.sale.drawn import DrawnMarket
from fram.workspace.weighing.prices.savings import MONTHS_OF_USE, amount_of, is_cash, worth_of

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

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


def drawn_savings(at: DrawnMarket) -> tuple[DrawnSaving, ...]:
    """Return each saving of the file as drawn in a market, in the order of the file."""
    return tuple(_drawn(saving, number, at) for number, saving in enumerate(at.file.product.savings))


def _drawn(saving: Saving, number: int, at: DrawnMarket) -> DrawnSaving:
    key, carried = f"sale.saving.{number}", _carried(saving, at)
    amount = _sampled(amount_of(saving), f"{key}.amount", at)
    worth = _sampled(worth_of(saving), f"{key}.worth", at) * at.rates.nok_per(saving.currency)
    if carried == "price-level":
        worth = worth * at.drawn("price_level")
    spared = Spared(name=saving.name, amount=amount, worth=worth, frees_cash=is_cash(saving))
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
