"""Codes that an American provider bills for remote monitoring: what it earns, not what the maker gets.

What the maker gets is what it agrees with the provider. The codes only say what there is to share. Source:
the Medicare fee schedule; the days and minutes of each code are what the code means, its amount a dated term.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import numpy as np

from fram.access.pathways.prices.amount import (
    Amount,
    Numbers,
    Terms,
    believed,
    laid_out,
    line,
    own_price_in,
    work,
)
from fram.access.pathways.prices.price import NetPrice, NoPrice, PriceLine, Use
from fram.terms.estimate import Reason

CODES = ("code_99453", "code_99445", "code_99454", "code_99470", "code_99457", "code_99458")
MONTHS = (("code_99445", "code_99470"), ("code_99454", "code_99457"))
"""The codes of a month where nobody told days and minutes: 2 to 15 days and 10 to 19 minutes; 16 and 20."""


def provider_month(codes: Mapping[str, Numbers], *, days: Numbers, minutes: Numbers) -> Numbers:
    """Return what a provider bills for a patient and month; ``codes``: amount by code, where in force.

    Supply: 2 to 15 days of data in 30 are 99445, from 16 days 99454, never both. Work: 10 to 19 minutes are
    99470, from 20 minutes 99457 and 99458 for each 20 more, never 99470 and 99457 both. The set-up (99453)
    comes once and is not in a month.

    >>> float(provider_month({"code_99454": 47, "code_99457": 52, "code_99458": 41}, days=16, minutes=45))
    140.0
    """
    paid = {code: codes.get(code, 0.0) for code in CODES}
    short = np.where(np.greater_equal(days, 2), paid["code_99445"], 0.0)
    supply = np.where(np.greater_equal(days, 16), paid["code_99454"], short)
    brief = np.where(np.greater_equal(minutes, 10), paid["code_99470"], 0.0)
    more = np.floor_divide(np.maximum(np.subtract(minutes, 20), 0), 20)
    work_done = np.where(np.greater_equal(minutes, 20), paid["code_99457"] + more * paid["code_99458"], brief)
    found: Numbers = (supply + work_done)[()]
    return found


def codes(terms: Terms, use: Use) -> NetPrice | NoPrice:
    """Return the maker's own price a month, beside what the provider bills for the days and minutes told.

    Without an own price no price is known, and what the provider bills is shown all the same.
    """
    figures = {code: value for code in CODES if (value := terms.value(code)) is not None}
    if not figures:
        return NoPrice("no amount of a code was read", ask="source")
    amounts = dict(zip(figures, laid_out(tuple(figures.values())), strict=True))
    each = [line(f"code:{_digits(code)}", one, note="not-the-makers") for code, one in amounts.items()]
    months, gross = tuple(_typical_months(amounts)), None
    if use.days_of_data is not None and use.minutes is not None:
        month = _month(amounts, days=use.days_of_data, minutes=use.minutes)
        gross = believed(month, parts=tuple(figures.values()))
        months = (line("provider-month", month, note="not-the-makers"),)
    lines = (*each, *months)
    because = (Reason.of("net-code-is-not-the-price"),)
    if use.own_price is None:
        return NoPrice(
            "the provider bills the codes; what it pays the maker is agreed between the two", ask="company",
            key="net-none-agreed", lines=lines,
            because=(*because, Reason.of("net-goes-to-partner")),
        )  # fmt: skip
    own = own_price_in(next(iter(figures.values())).unit, use.own_price)
    price = laid_out([own])[0]
    return NetPrice(
        currency=own.unit, per="month", gross=gross, net=own,
        lines=(*lines, line("own", price), line("net", price, how=price.text)),
        because=(*because, Reason.of("net-own", mechanism="rpm")),
    )  # fmt: skip


def _typical_months(amounts: Mapping[str, Amount]) -> Iterator[PriceLine]:
    """A month with few days and minutes, and one with many, as far as both codes are in force."""
    for pair in MONTHS:
        if all(code in amounts for code in pair):
            parts = [amounts[code] for code in pair]
            yield line(
                f"provider-month:{' + '.join(map(_digits, pair))}", work(np.add, *parts),
                how=" + ".join(part.text for part in parts), note="not-the-makers",
            )  # fmt: skip


def _digits(code: str) -> str:
    return code.removeprefix("code_")


def _month(amounts: Mapping[str, Amount], *, days: float, minutes: float) -> Amount:
    def billed(*paid: Numbers) -> Numbers:
        return provider_month(dict(zip(amounts, paid, strict=True)), days=days, minutes=minutes)

    return work(billed, *amounts.values())
