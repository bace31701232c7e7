"""The value of a purchase as a person writes it: an amount and its currency."""

from __future__ import annotations

import re

from fram.terms.errors import Refused

WRITTEN = re.compile(r"(?P<sign>[-−]?)(?P<digits>\d[\d ,'\u00a0]*(?:\.\d+)?)\s*(?P<size>[kKmM]?)")
CURRENCY = re.compile(r"[A-Za-z]{3}")
SIZES = {"": 1.0, "k": 1e3, "m": 1e6}
EXAMPLE = "write the amount and its currency, such as `250000 EUR` or `2.5m NOK`"
WHERE = "--value"


def worth_of(text: str) -> tuple[float, str]:
    """Return amount and currency of what was written, in any order; refuse what is not both.

    Commas and spaces part thousands, a point parts decimals; ``k`` and ``m`` are thousands and millions.
    """
    words = text.replace("\u00a0", " ").split()
    currencies = [word for word in words if CURRENCY.fullmatch(word)]
    amount = WRITTEN.fullmatch(" ".join(word for word in words if word not in currencies).strip())
    if amount is None or len(currencies) > 1:
        raise Refused(f"`{text}` is no value", where=WHERE, remedy=EXAMPLE, kind="usage")
    if not currencies:
        raise Refused(f"`{text}` has no currency", where=WHERE, remedy=EXAMPLE, kind="usage")
    number = float(re.sub(r"[ ,']", "", amount["digits"])) * SIZES[amount["size"].lower()]
    if amount["sign"] or not number:
        raise Refused(f"`{text}` is not above zero", where=WHERE, remedy=EXAMPLE, kind="usage")
    return number, currencies[0].upper()
