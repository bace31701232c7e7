"""Amounts and days that cannot both hold, and what may hold but deserves a second look."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import pairwise

from fram.terms.errors import Problem
from fram.terms.facts.derived import class_word, is_held
from fram.terms.product import CompanyFile, Price

SHORT_MONTHS = 6
"""Cash for fewer months than this is pointed out."""

CLASSES = {
    "eu-mdr": ("I", "IIa", "IIb", "III"),
    "eu-ivdr": ("A", "B", "C", "D"),
    "us-fda": ("I", "II", "III"),
}


def odd_sums(file: CompanyFile) -> Iterator[Problem]:
    """Yield a problem for amounts and days that cannot both hold."""
    yield from _odd_prices(file.product.price)
    for number, held in enumerate(file.product.certificates):
        where = f"product.certificates.{number}"
        if held.held_on and held.until and held.until <= held.held_on:
            yield Problem(
                where=f"{where}.until",
                what=f"{held.until} is not after held_on = {held.held_on}",
                remedy="correct one",
            )
        levels, regime = CLASSES.get(held.regime.lower()), held.regime.lower()
        if levels and held.device_class and class_word(held.device_class) not in levels:
            yield Problem(
                where=f"{where}.device_class",
                what=f"{regime} has no class `{held.device_class}`",
                remedy=f"one of: {', '.join(levels)}",
            )


def _odd_prices(price: Price) -> Iterator[Problem]:
    steps = [
        (name, value) for name in ("low", "amount", "high") if (value := getattr(price, name)) is not None
    ]
    for (lower, small), (upper, large) in pairwise(steps):
        if small > large:
            what = f"{lower} = {small:g} is above {upper} = {large:g}"
            yield Problem(where=f"product.price.{lower}", what=what, remedy="correct one of them")


def doubtful(file: CompanyFile, *, on: date | None) -> Iterator[Problem]:
    """Yield what may be right but deserves a second look."""
    yield from _doubtful_price(file.product.price)
    months = file.company.cash_nok / (file.company.monthly_burn_nok or float("inf"))
    if file.company.monthly_burn_nok and months < SHORT_MONTHS:
        yield Problem(
            where="company.cash_nok",
            what=f"cash for {months:.1f} months",
            why="most markets take longer than that to open",
            remedy="add the planned round, if there is one",
        )
    yield from _doubtful_certificates(file, on)


def _doubtful_price(price: Price) -> Iterator[Problem]:
    if price.amount is None:
        yield Problem(
            where="product.price.amount",
            what="no price yet",
            why="the plan uses a wide default",
            remedy="give your best guess with low and high",
        )
    elif price.cost_to_serve is not None and _cost(price) >= price.amount > 0:
        yield Problem(
            where="product.price.cost_to_serve",
            what="serving a unit costs as much as it brings",
            remedy="check both amounts and their period",
        )
    if price.model == "per-use" and price.uses_per_unit_month is None:
        yield Problem(
            where="product.price.uses_per_unit_month",
            what="paid per use, but not how often",
            remedy="give uses per unit and month",
        )


def _cost(price: Price) -> float:
    """What serving costs over the time one payment covers."""
    months = (price.months_used or 1) if price.model == "one-off" else 1
    return (price.cost_to_serve or 0) * months


def _doubtful_certificates(file: CompanyFile, on: date | None) -> Iterator[Problem]:
    for number, held in enumerate(file.product.certificates):
        where = f"product.certificates.{number}"
        if held.held_on is None:
            yield Problem(
                where=f"{where}.held_on",
                what=f"{held.regime} without a date",
                why="it is counted as held",
                remedy="say since when, or take it out until you hold it",
            )
        elif on is not None and not is_held(held, on):
            yield Problem(
                where=where,
                what=f"{held.regime} is not in force on {on}",
                why="it is not counted",
                remedy="renew it, or check its dates",
            )
