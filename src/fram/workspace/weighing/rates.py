"""Exchange rates of one day, remembering which were used so that a plan can print them."""

from __future__ import annotations

from datetime import date

from fram.sources.ecb.connector import quote
from fram.terms.money import Rate


class Rates:
    """Exchange rates of one day, remembering which were used."""

    def __init__(self, on: date) -> None:
        self._on = on
        self._used: dict[str, Rate] = {}

    def nok_per(self, currency: str) -> float:
        """Return NOK for one unit of a currency."""
        if currency == "NOK":
            return 1.0
        if currency not in self._used:
            self._used[currency] = quote(currency, on=self._on)
        return float(self._used[currency].factor)

    @property
    def used(self) -> tuple[Rate, ...]:
        """The rates used so far, by currency."""
        return tuple(self._used[code] for code in sorted(self._used))
