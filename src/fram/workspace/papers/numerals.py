"""Numbers, money and months as the reader writes them. Pure formatting: no sentence lives here."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from babel import Locale
from babel.dates import format_date
from babel.numbers import NumberPattern, parse_pattern

MINUS, DASH, SPACE = "\u2212", "\u2013", "\u00a0"
_DAY = {"en": "d MMM y", "nb": "d. MMM y"}
_WITH_ARTICLE = {"en": frozenset({"AE", "GB", "NL", "US"}), "nb": frozenset[str]()}
_STEPS = ((1e9, "GNOK"), (1e6, "MNOK"), (1e4, "kNOK"), (0.0, "NOK"))


def rounded(value: float, digits: int = 2) -> float:
    """Return ``value`` to so many significant digits; never a negative zero."""
    if value == 0 or not math.isfinite(value):
        return abs(value) if value == 0 else value
    return round(value, digits - 1 - math.floor(math.log10(abs(value)))) + 0.0


def month_after(on: date, months: float) -> date:
    """Return the first day of the month in which ``months`` (which may be broken) after ``on`` are over."""
    whole = math.floor(months + 1e-9)
    number = on.year * 12 + on.month - 1 + whole
    day = date(number // 12, number % 12 + 1, min(on.day, 28)) + timedelta(days=30.4 * max(months - whole, 0))
    return day.replace(day=1)


@cache
def _locale(lang: str) -> Locale:
    return Locale.parse(lang)


@cache
def _pattern(decimals: int) -> NumberPattern:
    return parse_pattern("#,##0" + "." * (decimals > 0) + "0" * decimals)


@dataclass(frozen=True, slots=True, kw_only=True)
class Numerals:
    """Formatting in one language (``en`` or ``nb``)."""

    lang: str

    @property
    def locale(self) -> Locale:
        """The language's conventions."""
        return _locale(self.lang)

    def fixed(self, value: float, *, decimals: int = 0, signed: bool = False) -> str:
        """Return a number with so many decimals, a true minus, and a plus where ``signed``."""
        value = round(value, decimals) + 0.0
        text = _pattern(decimals).apply(abs(value), self.locale)
        return (MINUS if value < 0 else "+" if signed and value > 0 else "") + text

    def number(self, value: float, *, digits: int = 2, signed: bool = False) -> str:
        """Return a number to so many significant digits (``3,900``, ``1.4``, ``0.032``)."""
        value = rounded(value, digits)
        decimals = 0 if value == 0 else max(0, digits - 1 - math.floor(math.log10(abs(value))))
        return self.fixed(value, decimals=decimals, signed=signed)

    def exact(self, value: float) -> str:
        """Return a number as it was stated, to at most six significant digits and without idle zeros."""
        value = rounded(value, 6)
        decimals = next((d for d in range(7) if abs(value - round(value, d)) < 1e-9), 6)
        return self.fixed(value, decimals=decimals)

    def percent(self, share: float) -> str:
        """Return a share as ``27 %``; below ten per cent to two digits, next to nothing as a bound."""
        hundred = 100 * share
        if 0 < abs(hundred) < 0.1:
            return f"<{SPACE}{self.number(0.1, digits=1)}{SPACE}%"
        small = 0 < abs(rounded(hundred)) < 10 and abs(hundred - round(hundred)) > 0.005
        return f"{self.number(hundred) if small else self.fixed(hundred)}{SPACE}%"

    def chance(self, share: float) -> str:
        """Return a simulated chance in whole per cent; ``< 1 %``, ``> 99 %`` where it is not quite 0 or 1."""
        if 0 < share < 0.01:
            return f"<{SPACE}1{SPACE}%"
        if 0.99 < share < 1:
            return f">{SPACE}99{SPACE}%"
        return f"{self.fixed(100 * share)}{SPACE}%"

    def money(self, nok: float, *, digits: int = 2, signed: bool = False) -> str:
        """Return an amount of NOK with its unit: ``60 kNOK``, ``3.1 MNOK``."""
        step, unit = money_step([rounded(nok, digits)])
        return f"{self.number(nok / step, digits=digits, signed=signed)}{SPACE}{self.unit_of_money(unit)}"

    def money_points(self, points: Sequence[float], *, signed: bool = True, mark: str = " / ") -> str:
        """Return several amounts in one unit: ``−6 / +14 / +51 MNOK``; one where all are the same."""
        if not any(points):
            return f"0{SPACE}NOK"
        step, unit = money_step([rounded(point) for point in points])
        scaled = [point / step for point in points]
        shown = [self._beside(value, max(map(abs, scaled)), signed) for value in scaled]
        return f"{mark.join(shown) if len(set(shown)) > 1 else shown[0]}{SPACE}{self.unit_of_money(unit)}"

    def _beside(self, value: float, largest: float, signed: bool) -> str:
        """One of several: as many decimals as the largest needs, one more where nothing would be left."""
        if largest >= 10:
            shown = rounded(value, 2) if abs(value) >= 10 else value
            return self.fixed(shown, decimals=int(0.05 <= abs(value) < 0.5), signed=signed)
        return self.fixed(value, decimals=1, signed=signed)

    def unit_of_money(self, unit: str) -> str:
        """Return the unit in the reader's language."""
        return {"en": "bn NOK", "nb": "mrd. NOK"}[self.lang] if unit == "GNOK" else unit

    def month(self, on: date, months: float) -> str:
        """Return the month so many months after ``on``: ``Feb 2028``, ``feb. 2028``."""
        return format_date(month_after(on, months), "MMM y", locale=self.locale)

    def day(self, day: date) -> str:
        """Return a day: ``21 Nov 2026``, ``21. nov. 2026``."""
        return format_date(day, _DAY[self.lang], locale=self.locale)

    def market(self, code: str) -> str:
        """Return a country's name."""
        return str(self.locale.territories.get(code, code))

    def market_in_text(self, code: str, *, starts: bool = False) -> str:
        """Return a country's name as a sentence has it: ``the United Kingdom``; ``starts`` one: ``The``."""
        article = ("The " if starts else "the ") if code in _WITH_ARTICLE[self.lang] else ""
        return f"{article}{self.market(code)}"


def money_step(points: Sequence[float]) -> tuple[float, str]:
    """Return the unit that fits the largest of several amounts in NOK, and its size."""
    largest = max((abs(point) for point in points), default=0.0)
    size, unit = next(step for step in _STEPS if largest >= step[0])
    return {"kNOK": 1e3, "NOK": 1.0}.get(unit, size), unit
