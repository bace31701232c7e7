"""Who pays in each market as a plan keeps it: ways with their fit, the road to the first money, next step."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from fram.decide.rank import Range
from fram.terms.citation import Citation, Confidence

Words = Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class PayerRow:
    """One way to payment: whether it fits (yes, unknown, not-yet, no), what it does, and what it brings.

    ``money``: months from the plan's day to the first money; ``net``: what one unit (``per``) brings, in
    ``currency``, the firm's own price where ``own``; ``stands``: what is in the way; ``closes``: the next
    day applications close; ``…_sure``: how far somebody read what it rests on.
    """

    id: str
    name: Words
    fit: str
    pays: str
    stands: Words
    next: Words
    confidence: Confidence
    cite: Citation
    money: Range | None = None
    net: Range | None = None
    money_sure: Confidence = Confidence.UNCHECKED
    net_sure: Confidence = Confidence.UNCHECKED
    currency: str = ""
    per: str = ""
    own: bool = False
    closes: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PayerLeg:
    """One stretch to the first money: months from the plan's day, and how often it decides the day."""

    name: Words
    starts: Range
    ends: Range
    critical: float


@dataclass(frozen=True, slots=True, kw_only=True)
class PayerRecord:
    """Who pays in one market. ``fund``: yes, no or unknown, whether a fund must decide before money comes.

    ``way``: the way a plan takes; ``legs`` lead to its first money; ``ask``: the fact that settles most;
    ``closed``: how many ways the product cannot come to fit.
    """

    market: str
    fund: str
    way: Words
    rows: tuple[PayerRow, ...] = ()
    legs: tuple[PayerLeg, ...] = ()
    money: Range | None = None
    closed: int = 0
    ask: str = ""
    says: Words | None = None
