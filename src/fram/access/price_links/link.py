"""One link between markets: a market whose payer sees the prices charged in others."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from fram.rules.parameter import Parameter
from fram.terms.citation import Citation, Confidence

Rule = Literal["disclosure", "comparison", "formula"]
RULES: tuple[Rule, ...] = ("disclosure", "comparison", "formula")
"""The maker must hand the prices over; the authority looks for itself; a formula works with them."""
SEEN = ("list", "paid", "self-pay")
"""What is seen: the price before rebates, what is really paid, what people pay themselves."""
Words = Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Practice:
    """What has been seen to happen, with its source."""

    says: Words
    cite: Citation
    confidence: Confidence


@dataclass(frozen=True, slots=True, kw_only=True)
class PriceLink:
    """``market`` sees the prices of ``sees``.

    ``formula``: which one, where the rule is one. ``pathways``: ids of those whose price it touches; none:
    nobody has told them apart. ``kinds``: only these products; none: all. ``lag``: months from the first sale
    here until the price rests on what is seen; None: from the first day. ``again``: how long it then holds.
    """

    id: str
    market: str
    sees: tuple[str, ...]
    rule: Rule
    seen: tuple[str, ...]
    says: Words
    cite: Citation
    confidence: Confidence
    formula: str = ""
    pathways: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    lag: Parameter | None = None
    since: date | None = None
    until: date | None = None
    again: Words = field(default_factory=dict)
    practice: Practice | None = None
    checked: date | None = None

    @property
    def sees_rebates(self) -> bool:
        """Whether it sees what is really paid, so that a rebate hides nothing."""
        return "paid" in self.seen

    def is_in_force(self, day: date) -> bool:
        """Whether it holds on a day."""
        return (self.since is None or self.since <= day) and (self.until is None or day < self.until)
