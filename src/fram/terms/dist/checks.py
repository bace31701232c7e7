"""What every family asks of its numbers."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from fram.terms.errors import Refused


def refuse_unless(holds: bool, what: str, *, remedy: str) -> None:
    """Raise ``Refused`` with what is wrong and what to do, unless the demand holds."""
    if not holds:
        raise Refused(what, remedy=remedy)


def refuse_unless_ordered(*, low: float, typical: float, high: float) -> None:
    """Raise ``Refused`` unless least, most likely and most come in rising order."""
    refuse_unless(
        low <= typical <= high,
        f"{low}, {typical}, {high} are not in rising order",
        remedy="give low, then typical, then high",
    )


def is_rising(values: Sequence[float]) -> bool:
    """Return whether each value is above the one before it."""
    return all(a < b for a, b in itertools.pairwise(values))


def are_weights(weights: Sequence[float], *, of: int) -> bool:
    """Return whether there is one weight of zero or more for each of ``of`` things, and not all are zero."""
    return len(weights) == of >= 1 and min(weights) >= 0 and 0 < sum(weights) < float("inf")
