"""What a person writes on a command line as numbers with their range: a gain, an amount of money, shares."""

from __future__ import annotations

import math
import re

from fram.terms.dist import Dist, Fixed, Pert
from fram.terms.errors import Refused

CURRENCY = re.compile(r"^(?:([A-Za-z]{3})\s+)?(.*?)(?:\s*([A-Za-z]{3}))?$")
LOOSE = {"gain": (0.5, 1.4), "saving": (0.6, 1.3), "cost": (0.8, 1.35), "price": (0.9, 1.1)}
"""The spread of ours around one number: as the plan has it around what the company file states."""


def range_of(text: str, *, where: str, loose: str, sample: str) -> Dist:
    """Return what one number, or the least, the most likely and the most (``0.01,0.02,0.04``), stand for.

    ``loose``: whose spread one number gets; ``sample``: how it is written, for the remedy. Refuses what is no
    number, below zero or out of order.
    """
    values = _numbers(text, where=where, sample=sample)
    if len(values) == 1:
        low, high = (values[0] * share for share in LOOSE[loose])
        return Pert(low=low, typical=values[0], high=high) if values[0] else Fixed(value=0)
    if len(values) != 3:
        raise Refused(
            f"`{text}` has {len(values)} numbers", where=where, why="a comma parts numbers, a point decimals",
            remedy=f"write one number, or the least, the most likely and the most: {sample}", kind="usage",
        )  # fmt: skip
    low, typical, high = values
    if not low <= typical <= high:
        remedy = "write the least first, then the most likely, then the most"
        raise Refused(f"`{text}` does not rise", where=where, remedy=remedy, kind="usage")
    return Fixed(value=low) if low == high else Pert(low=low, typical=typical, high=high)


def money_of(text: str, *, where: str, loose: str) -> tuple[Dist, str]:
    """Return an amount with its range and its currency, empty where none is written: ``100,150,220 GBP``."""
    found = CURRENCY.match(text.strip())
    before, amount, after = found.groups() if found else ("", text, "")
    if before and after and before.upper() != after.upper():
        remedy = "write one currency"
        raise Refused(f"`{text}` has two currencies", where=where, remedy=remedy, kind="usage")
    dist = range_of(amount, where=where, loose=loose, sample="100,150,220 GBP")
    return dist, (before or after or "").upper()


def shares_of(text: str, *, where: str) -> tuple[float, ...]:
    """Return shares from 0 to 1: ``5,10,20%`` or ``0.05,0.10,0.20``; refuses what may be either."""
    hundred = text.strip().endswith("%")
    values = _numbers(text.replace("%", ""), where=where, sample="5,10,20%")
    if not hundred and any(value > 1 for value in values):
        remedy = f"write {text.strip()}% for per cent, or shares such as 0.05"
        raise Refused(f"`{text}` is above 1", where=where, remedy=remedy, kind="usage")
    shares = tuple(value / 100 if hundred else value for value in values)
    if any(share > 1 for share in shares):
        raise Refused(f"`{text}` is above 100 %", where=where, remedy="nobody takes more", kind="usage")
    return shares


def _numbers(text: str, *, where: str, sample: str) -> list[float]:
    return [_number(part.strip(), text=text, where=where, sample=sample) for part in text.split(",")]


def _number(part: str, *, text: str, where: str, sample: str) -> float:
    plain = part.replace("\u2212", "-").replace("_", "").replace("\u00a0", "")
    plain = re.sub(r"(?<=\d) (?=\d{3}\b)", "", plain)
    try:
        value = float(plain)
    except ValueError:
        value = math.nan
    if not math.isfinite(value):
        remedy = f"write numbers with a point before decimals, such as {sample}"
        raise Refused(f"`{part or text}` is no number", where=where, remedy=remedy, kind="usage")
    if value < 0:
        raise Refused(
            f"`{part}` is below zero", where=where, kind="usage",
            remedy="what costs the buyer more is --service-cost; health that is lost is no gain to price",
        )  # fmt: skip
    return value
