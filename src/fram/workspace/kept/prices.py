"""The price corridor of each market as a plan keeps it: floor, ceiling, and the prices that lie between."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from fram.decide.rank import Range
from fram.terms.citation import Citation, Confidence

Words = Mapping[str, str]
MarkKey = Literal["home", "tariff", "survey"]
Worth = Literal["", "value", "saving", "both"]
"""What a ceiling is made of: health gained at what the market gives for it, what a buyer saves, or both."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PriceMark:
    """A price to hold against the corridor, NOK on the price's own basis; ``low`` to ``high``, ``middle``
    None where nobody may name a point (``answers`` below 30).

    ``home``: the firm's own list price at home (``cite``: the law by which payers here see it, where there is
    one); ``tariff``: what a payer pays (``way``: by which pathway); ``survey``: what buyers said.
    """

    key: MarkKey
    low: float
    high: float
    middle: float | None = None
    market: str = ""
    way: Words | None = None
    method: str = ""
    answers: int = 0
    on: date | None = None
    source: str = ""
    cite: Citation | None = None
    confidence: Confidence = Confidence.UNCHECKED


@dataclass(frozen=True, slots=True, kw_only=True)
class PriceRecord:
    """One market's corridor: NOK on the price's own basis, as the buyer pays it, after discounts.

    ``floor``: below it every unit loses money; ``ceiling``: what a unit is worth to its buyer, None where
    nobody said, made of ``worth`` (``is_guessed``: no threshold is known here, a wide one of ours stands in);
    ``price``: the plan's there, ``listed`` before discounts; ``band``: from covering its costs to being worth
    it, each with a chance of ``sure``; ``covers``, ``accepted`` and ``is_open``: chances that the price
    covers its costs, that the unit is worth it, and that any price does both; ``seen_by``: markets whose
    payers see this price by law. ``nok_per``: NOK for one of ``currency``.
    """

    market: str
    currency: str
    nok_per: float
    floor: Range
    price: Range
    listed: Range
    covers: float
    sure: float
    worth: Worth = ""
    ceiling: Range | None = None
    ceiling_sure: Confidence = Confidence.UNCHECKED
    is_guessed: bool = False
    accepted: float | None = None
    is_open: float | None = None
    band: tuple[float, float] | None = None
    marks: tuple[PriceMark, ...] = ()
    seen_by: tuple[str, ...] = ()
