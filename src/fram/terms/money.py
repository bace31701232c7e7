"""Money at the edges: exact decimals with a currency. Engines compute in float NOK instead."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from fram.terms.errors import Refused


@dataclass(frozen=True, slots=True, kw_only=True)
class Money:
    """An exact amount in one currency (ISO 4217, upper case)."""

    amount: Decimal
    currency: str = "NOK"

    def __add__(self, other: Money) -> Money:
        if other.currency != self.currency:
            raise Refused(
                f"cannot add {other.currency} to {self.currency}",
                why="two currencies only meet through a rate with a day",
                remedy="convert one of them first",
            )
        return Money(amount=self.amount + other.amount, currency=self.currency)

    def at(self, rate: Rate) -> Money:
        """Return this amount in the rate's target currency."""
        if rate.source != self.currency:
            raise Refused(f"the rate is for {rate.source}, the amount is in {self.currency}")
        return Money(amount=self.amount * rate.factor, currency=rate.target)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rate:
    """What one unit of ``source`` costs in ``target`` on ``day`` (the day the rate was published)."""

    source: str
    target: str
    factor: Decimal
    day: date
    origin: str = ""
