"""What a rule book says of a profile: every outcome still possible, and why."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from fram.terms.citation import Citation
from fram.terms.logic import Truth


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What one rule said: fired, did not, or could not tell for lack of ``missing`` facts."""

    rule: str
    truth: Truth
    outcome: str
    cite: Citation
    missing: tuple[str, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """The set of outcomes still possible, with the findings behind it.

    ``ask`` is the fact whose answer narrows the set most; ``covers`` says which part of the law the
    book holds, so that nobody takes a part for the whole; ``applies`` is no where the book does not speak
    of such a product. No verdict claims legal certainty.
    """

    regime: str
    outcomes: tuple[str, ...]
    because: tuple[Finding, ...]
    near_misses: tuple[Finding, ...] = ()
    unsure: tuple[Finding, ...] = ()
    ask: str = ""
    as_of: date
    book: str = ""
    covers: str = ""
    applies: Truth = Truth.YES

    @property
    def is_settled(self) -> bool:
        """True when one outcome is left."""
        return len(self.outcomes) == 1
