"""The highest price at which what a patient gains is worth its money: the headroom of a product.

P* = (L · w · dQ + S - C) / u, after Cosh, Girling, Lilford et al., *Journal of Commercial Biotechnology*
(2007): ``L`` what the payer gives for a QALY, ``w`` its weight for severity, ``dQ`` the QALYs one patient
gains, ``S`` what the payer is spared for that patient, ``C`` what it must add (training, staff), ``u`` how
often the price is paid for that patient. The net monetary benefit at a price P is L · w · dQ + S - C - u · P;
a price is accepted where it is above zero, so the price accepted with a chance of 80 % is the 20th percentile
of P*. Below zero means that no price pays: it is handed on as it is, never cut to zero.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, replace
from typing import TYPE_CHECKING

import numpy as np

from fram.terms.errors import Refused

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

CHANCES = (0.5, 0.8, 0.9)
"""The chances of being accepted that a price is shown at."""
LOW, HIGH = 0.1, 0.9


@dataclass(frozen=True, slots=True, kw_only=True)
class Benefit:
    """What one patient brings a payer: numbers, or arrays of draws of one shape.

    ``gain`` in QALYs, ``saving`` and ``service_cost`` in money, each a patient and discounted already;
    ``payments``: how often the price is paid for one patient, above zero (a bed's month that serves four
    patients is a quarter of a payment for each).
    """

    gain: Floats | float = 0.0
    saving: Floats | float = 0.0
    service_cost: Floats | float = 0.0
    payments: Floats | float = 1.0


def highest_prices(benefit: Benefit, *, threshold: Floats | float, weight: float = 1.0) -> Floats:
    """Return P* of each draw, in money for one payment; below zero where no price pays.

    ``threshold``: money per QALY, a number, draws, or several of them as rows: the result has the shape all
    of it has together. Refuses payments of zero or less.
    """
    if not np.all(np.asarray(benefit.payments) > 0):
        raise Refused("a price that is paid no times for a patient", remedy="give payments above zero")
    health = np.multiply(threshold, weight) * benefit.gain
    return np.asarray((health + benefit.saving - benefit.service_cost) / benefit.payments, dtype=float)


def net_benefit(benefit: Benefit, *, price: float, threshold: Floats | float, weight: float = 1.0) -> Floats:
    """Return the net monetary benefit for one patient at a price, in money."""
    room = highest_prices(benefit, threshold=threshold, weight=weight) - price
    return np.asarray(room * benefit.payments, dtype=float)


@dataclass(frozen=True, slots=True, kw_only=True)
class Acceptance:
    """What a payer accepts: the ``price`` that is accepted with each chance, and the ``chance`` that any is.

    A price of zero or less stands for: at no price is the chance that high.
    """

    prices: Mapping[float, float]
    chance: float

    def price_at(self, chance: float) -> float | None:
        """Return the price accepted with a chance; None where there is none."""
        price = self.prices[chance]
        return price if price > 0 else None


def acceptance(highest: Floats, *, chances: Sequence[float] = CHANCES) -> Acceptance:
    """Return the prices accepted with each chance: quantiles of P* from above; ``highest``: (draws,)."""
    found = np.quantile(highest, [1 - chance for chance in chances])
    prices = {chance: float(price) for chance, price in zip(chances, found, strict=True)}
    return Acceptance(prices=prices, chance=chance_at(highest, price=0.0))


def chance_at(highest: Floats, *, price: float) -> float:
    """Return the chance that a price is accepted: the share of the draws whose P* lies above it."""
    return float(np.mean(np.asarray(highest) > price))


def acceptance_curve(highest: Floats, *, prices: Floats) -> Floats:
    """Return the chance at each of many prices, as ``chance_at`` does at one: float64, shaped as they are."""
    ordered = np.sort(highest)
    return 1 - np.searchsorted(ordered, prices, side="right") / len(ordered)


@dataclass(frozen=True, slots=True, kw_only=True)
class Driver:
    """How far one input moves P*: its value at the input's P10 and P90, all others at their middle.

    ``share``: of the sum of all inputs' swings, 0 to 1.
    """

    name: str
    low: float
    high: float
    share: float


def drivers(benefit: Benefit, *, threshold: Floats | float, weight: float = 1.0) -> tuple[Driver, ...]:
    """Return what the price hangs on, the widest swing first; inputs that do not vary are left out.

    One at a time: what two inputs do together is not seen.
    """
    varied = {each.name: getattr(benefit, each.name) for each in fields(benefit)} | {"threshold": threshold}
    middle = {name: float(np.median(drawn)) for name, drawn in varied.items()}
    found = [
        Driver(name=name, low=low, high=high, share=abs(high - low))
        for name, drawn in varied.items()
        if np.ndim(drawn)
        for low, high in [_swing(name, drawn, middle=middle, weight=weight)]
        if high != low
    ]
    whole = sum(driver.share for driver in found)
    shared = [replace(driver, share=driver.share / whole) for driver in found]
    return tuple(sorted(shared, key=lambda driver: (-driver.share, driver.name)))


def _swing(
    name: str, drawn: Floats | float, *, middle: Mapping[str, float], weight: float
) -> tuple[float, float]:
    """P* at an input's P10 and P90, all others at their middle."""
    low, high = (
        _price_with({**middle, name: float(np.quantile(drawn, at))}, weight=weight) for at in (LOW, HIGH)
    )
    return low, high


def _price_with(values: Mapping[str, float], *, weight: float) -> float:
    named = {name: value for name, value in values.items() if name != "threshold"}
    benefit = replace(Benefit(), **named)
    return float(highest_prices(benefit, threshold=values["threshold"], weight=weight))
