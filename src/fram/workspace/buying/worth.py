"""The value of a purchase as a person writes it: an amount and its currency."""

from __future__ import annotations

import math
import re

from fram.terms.errors import Refused

BLANKS = re.compile("[\u00a0\u2009\u202f]")
"""Spaces of print that part thousands."""
WRITTEN = re.compile(
    r"(?P<sign>[-−]?)\s*(?P<digits>\d(?:[\d .,'’]*\d)?)\s*(?P<size>(?:k|tusen|m|mill|million)\b\.?)?", re.I
)
WHOLE = r"(?P<whole>\d+|[1-9]\d{0,2}(?P<parts>[ .,'’])\d{3}(?:(?P=parts)\d{3})*)"
NUMBER = re.compile(rf"{WHOLE}(?:(?!(?P=parts))[.,](?P<rest>\d{{1,2}}))?")
THREE_AFTER = re.compile(rf"{WHOLE}(?!(?P=parts))[.,](?P<rest>\d{{3}})")
"""Three digits after a mark that may part thousands as well as decimals."""
CURRENCY = re.compile(r"[A-Za-z]{3}")
SIZES = {"": 1.0, "k": 1e3, "tusen": 1e3, "m": 1e6, "mill": 1e6, "million": 1e6}
EXAMPLE = "write the amount and its currency, such as `250000 EUR` or `2.5m NOK`"
WHERE = "--value"


def worth_of(text: str) -> tuple[float, str]:
    """Return amount and currency of what was written, in any order; refuse what is not both.

    Thousands are parted in groups of three, by space, comma, point or apostrophe; one comma or point before
    one or two digits parts decimals. Refuses what can be read two ways.
    """
    words = BLANKS.sub(" ", text).split()
    currencies = [word for word in words if CURRENCY.fullmatch(word)]
    amount = WRITTEN.fullmatch(" ".join(word for word in words if word not in currencies))
    if amount is None or len(currencies) > 1:
        raise Refused(f"`{text}` is no value", where=WHERE, remedy=EXAMPLE, kind="usage")
    if not currencies:
        raise Refused(f"`{text}` has no currency", where=WHERE, remedy=EXAMPLE, kind="usage")
    currency, size = currencies[0].upper(), SIZES[(amount["size"] or "").lower().rstrip(".")]
    found = [number * size for number in _readings(amount["digits"], is_sized=size > 1)]
    if not found or not math.isfinite(found[0]):
        raise Refused(f"`{text}` is no value", where=WHERE, remedy=EXAMPLE, kind="usage")
    if len(found) > 1:
        meant = " or ".join(f"`{_plain(number)} {currency}`" for number in found)
        raise Refused(
            f"`{text}` can be read two ways", where=WHERE, remedy=f"write {meant}", kind="usage"
        )  # fmt: skip
    if amount["sign"] or not found[0]:
        raise Refused(f"`{text}` is not above zero", where=WHERE, remedy=EXAMPLE, kind="usage")
    return found[0], currency


def _readings(digits: str, *, is_sized: bool) -> list[float]:
    """Every number that digits with marks may stand for; none where they are no number."""
    either = THREE_AFTER.fullmatch(digits)
    number = NUMBER.fullmatch(digits)
    if either and (number is None or is_sized):
        whole = _digits(either["whole"])
        return [float(f"{whole}.{either['rest']}"), float(f"{whole}{either['rest']}")]
    return [float(f"{_digits(number['whole'])}.{number['rest'] or 0}")] if number else []


def _digits(text: str) -> str:
    return re.sub(r"\D", "", text)


def _plain(number: float) -> str:
    """A number as it is read in one way only."""
    return f"{number:.2f}".rstrip("0").rstrip(".")
