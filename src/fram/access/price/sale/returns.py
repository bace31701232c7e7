"""What a product gives its buyer back: savings against the price and the buyer's own cost of using it.

Arrays are draws, float64 (draws,), money in NOK. All of it is per unit of sale; a month is the time counted.
A saving that frees cash is money that is no longer paid out; the rest is time and beds that come free, worth
their price only where somebody uses them for something else.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from fram.terms.errors import Refused

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

NEVER = np.inf
MONTHS_A_YEAR = 12.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Spared:
    """One thing the buyer is spared by one unit in a month: ``amount`` of it, ``worth`` NOK for each.

    Below zero where the product costs the buyer more of it.
    """

    name: str
    amount: Floats
    worth: Floats
    frees_cash: bool

    @property
    def nok(self) -> Floats:
        """What it comes to, NOK a month and unit, (draws,)."""
        return self.amount * self.worth


@dataclass(frozen=True, slots=True, kw_only=True)
class Cost:
    """What one unit costs its buyer: NOK a month (``monthly``), and NOK paid once (``once``).

    ``months``: how long what is paid once is used, to share it over; the price of the product is ``price``
    on its own basis, paid ``times`` a month, or once where ``times`` is None. ``year``: the months of a year
    in which one unit is in use: twelve, or the months of one patient's course.
    """

    price: Floats
    times: float | None
    setup: Floats
    running: Floats
    months: float
    year: float = MONTHS_A_YEAR

    @property
    def monthly(self) -> Floats:
        """What is paid each month, NOK."""
        return self.running if self.times is None else self.running + self.price * self.times

    @property
    def once(self) -> Floats:
        """What is paid once, NOK."""
        return self.setup + self.price if self.times is None else self.setup


@dataclass(frozen=True, slots=True, kw_only=True)
class Return:
    """The buyer's return on one unit; arrays (draws,), NOK."""

    spared: tuple[Spared, ...]
    cost: Cost

    @property
    def saved(self) -> Floats:
        """Everything spared in a month."""
        return _total(self.spared, like=self.cost.price)

    @property
    def cash(self) -> Floats:
        """What is no longer paid out in a month."""
        return _total([one for one in self.spared if one.frees_cash], like=self.cost.price)

    @property
    def monthly(self) -> Floats:
        """Saved less what is paid each month."""
        return self.saved - self.cost.monthly

    @property
    def first_year(self) -> Floats:
        """The first year: twelve months, less what is paid once."""
        return self.cost.year * self.monthly - self.cost.once

    @property
    def a_year(self) -> Floats:
        """A year in the long run: what is paid once is shared over the time of use."""
        return self.cost.year * (self.monthly - self.cost.once / self.cost.months)

    @property
    def cash_a_year(self) -> Floats:
        """The same counting only what frees cash: what a finance department sees in the accounts."""
        return self.a_year - self.cost.year * (self.saved - self.cash)

    @property
    def payback_months(self) -> Floats:
        """Months until what was paid once has come back; 0 where nothing was, infinite for never."""
        monthly, once = self.monthly, self.cost.once
        found = np.full_like(monthly, NEVER)
        np.divide(once, monthly, out=found, where=monthly > 0)
        return np.where((once <= 0) & (monthly >= 0), 0.0, found)

    @property
    def chance(self) -> float:
        """The chance that what is saved is worth more than all that is paid."""
        return float(np.mean(self.a_year > 0))

    @property
    def cash_chance(self) -> float:
        """The chance that the cash freed alone is worth more than all that is paid."""
        return float(np.mean(self.cash_a_year > 0))

    def highest_price(self, *, only_cash: bool = False) -> Floats:
        """Return the price at which the buyer neither gains nor loses, on the price's own basis."""
        saved = self.cash if only_cash else self.saved
        return break_even_price(saved, cost=self.cost)


def break_even_price(saved: Floats, *, cost: Cost) -> Floats:
    """Return the price at which savings equal all costs of use, NOK on the price's own basis, 0 or more.

    Paid by the month or the use: (saved - running - setup / months) / times. Paid once: the same × months.
    """
    left = saved - cost.running - cost.setup / cost.months
    if cost.times is None:
        return np.maximum(left * cost.months, 0.0)
    if cost.times <= 0:
        raise Refused("a price paid 0 times a month", remedy="say how often one unit is used in a month")
    return np.maximum(left / cost.times, 0.0)


def _total(parts: Sequence[Spared], *, like: Floats) -> Floats:
    return np.asarray(sum((one.nok for one in parts), np.zeros_like(like)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Lean:
    """How far the yearly net hangs on one input: NOK a year at its P10 and P90, the rest at P50."""

    key: str
    name: str
    low: float
    high: float
    at_low: float
    at_high: float

    @property
    def width(self) -> float:
        """How far apart the two results lie, NOK."""
        return abs(self.at_high - self.at_low)


def leans_of(found: Return) -> tuple[Lean, ...]:
    """Return what the yearly net hangs on, the widest first: each input at P10 and P90, the rest at P50."""
    middles = _middles(found)
    leans = []
    for key, name, draws in _inputs(found):
        low, high = (float(x) for x in np.quantile(draws, (0.1, 0.9)))
        if high > low:
            ends = (net_at({**middles, key: low}, found), net_at({**middles, key: high}, found))
            leans.append(Lean(key=key, name=name, low=low, high=high, at_low=ends[0], at_high=ends[1]))
    return tuple(sorted(leans, key=lambda one: -one.width))


def _inputs(found: Return) -> list[tuple[str, str, Floats]]:
    """Every input by key, with the name of its saving (empty for the costs)."""
    parts = []
    for number, one in enumerate(found.spared):
        parts += [(f"amount.{number}", one.name, one.amount), (f"worth.{number}", one.name, one.worth)]
    cost = found.cost
    return [*parts, ("price", "", cost.price), ("setup", "", cost.setup), ("running", "", cost.running)]


def _middles(found: Return) -> dict[str, float]:
    return {key: float(np.median(draws)) for key, _, draws in _inputs(found)}


def net_at(at: dict[str, float], found: Return) -> float:
    """Return the yearly net in NOK with every input at one value, by key (``amount.0``, ``price`` …)."""
    saved = sum(at[f"amount.{number}"] * at[f"worth.{number}"] for number in range(len(found.spared)))
    months, once = found.cost.months, at["setup"]
    monthly = saved - at["running"]
    if found.cost.times is None:
        once += at["price"]
    else:
        monthly -= at["price"] * found.cost.times
    return found.cost.year * (monthly - once / months)
