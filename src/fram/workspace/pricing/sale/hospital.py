"""What a buyer gets back for the price in one market: by the year, in cash and in all, and how surely."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from math import isfinite
from typing import TYPE_CHECKING

import numpy as np

from fram.access.price.sale.returns import Cost, Lean, Return, Spared, leans_of
from fram.decide.model.sampling import sample
from fram.terms.dist import Pert
from fram.terms.errors import Refused
from fram.terms.product import ProductProfile
from fram.workspace.pricing.sale.drawn import DrawnMarket, Given, drawn_market
from fram.workspace.pricing.sale.savings import (
    DrawnSaving,
    drawn_savings,
    months_a_year,
    months_of_use,
    times_paid,
)

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

SETUP_SHARE = Pert(low=0.02, typical=0.1, high=0.35)
"""What the buyer pays once for training and integration, as a share of a year's price: ours."""
SETTINGS = (
    "operating-room", "intensive-care", "emergency", "ward", "laboratory", "nursing-home", "practice",
    "ambulance", "home",
)  # fmt: skip
"""The settings that what to measure first is told for, the most telling one first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What the caller sets: units; price and setup per unit in the file's currency. None: as planned."""

    units: float | None = None
    price: float | None = None
    setup: float | None = None


AS_PLANNED = Asked()


@dataclass(frozen=True, slots=True, kw_only=True)
class HospitalReturn:
    """A buyer's return in one market. ``found`` per unit, NOK; None where the file states no saving.

    ``price`` is what the buyer is asked for, on the price's own basis; ``first_asked`` is the setting whose
    figures are worth measuring first where there are none.
    """

    at: DrawnMarket
    asked: Asked
    units: float
    savings: tuple[DrawnSaving, ...]
    found: Return | None
    leans: tuple[Lean, ...] = ()

    @property
    def in_one_sum(self) -> bool:
        """Whether the file states what is saved only as one sum, ``product.price.saving``."""
        return self.found is not None and not self.savings

    @property
    def setting(self) -> str:
        """The setting in which to measure first."""
        settings = self.at.file.product.settings
        return next((one for one in SETTINGS if one in settings), "ward")


def hospital_return(
    given: Given, *, market: str, asked: Asked = AS_PLANNED, on: date, seed: int = 1
) -> HospitalReturn:
    """Return what a buyer in a market gets back for one unit, and for as many as it takes.

    Raises ``Refused`` for a file that cannot be used, a market nobody knows, savings whose ranges are the
    wrong way round, and units, price or setup that cannot be.
    """
    _check(asked)
    at = drawn_market(given, market=market, on=on, seed=seed)
    product, savings = at.file.product, drawn_savings(at)
    units = asked.units if asked.units is not None else product.units_per_site or 1.0
    spared = tuple(one.spared for one in savings) or _one_sum(at)
    if not spared:
        return HospitalReturn(at=at, asked=asked, units=units, savings=(), found=None)
    found = Return(spared=spared, cost=_cost(at, asked))
    return HospitalReturn(
        at=at, asked=asked, units=units, savings=savings, found=found, leans=leans_of(found)
    )  # fmt: skip


def _check(asked: Asked) -> None:
    for name, value in (("--units", asked.units), ("--price", asked.price), ("--setup", asked.setup)):
        may_be_zero = name == "--setup"
        if value is None or (isfinite(value) and (value > 0 or (may_be_zero and value == 0))):
            continue
        remedy = "give 0 or more" if may_be_zero else "give a number above 0"
        raise Refused(f"{value:g} cannot be", where=name, remedy=remedy, kind="usage")


def _one_sum(at: DrawnMarket) -> tuple[Spared, ...]:
    """What the file states in one sum, on the price's basis, by the month; nothing where it states none."""
    if "saving" not in at.case.sold.known:
        return ()
    times = times_paid(at.file.product, at)
    months = 1 / months_of_use(at.file.product) if times is None else times
    amount, worth = np.full(at.draws, months), at.drawn("saving") * at.drawn("price_level")
    return (Spared(name="", amount=amount, worth=worth, frees_cash=False),)


def _cost(at: DrawnMarket, asked: Asked) -> Cost:
    product = at.file.product
    nok = at.rates.nok_per(product.price.currency)
    price = at.prices.discounted if asked.price is None else np.full(at.draws, asked.price * nok)
    times = times_paid(product, at)
    year = months_a_year(product)
    a_year = price if times is None else year * price * times
    share = sample(SETUP_SHARE, seed=at.seed, key="sale.setup", start=0, stop=at.draws)
    setup = share * a_year if asked.setup is None else np.full(at.draws, asked.setup * nok)
    return Cost(
        price=price * np.ones(at.draws), times=times, setup=setup, running=np.zeros(at.draws),
        months=_months(product), year=year,
    )  # fmt: skip


def _months(product: ProductProfile) -> float:
    return float(months_of_use(product))
