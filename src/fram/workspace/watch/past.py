"""Whether what a sentence tells of lies behind a day, by the months and years that it names."""

from __future__ import annotations

import re
from datetime import date

MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
    "November", "December",
)  # fmt: skip
"""In English: both languages tell of the same days."""
NAMED = re.compile(rf"(?:\b({'|'.join(MONTHS)}) )?\b((?:19|20)\d\d)\b(?!/)")
"""A year, with its month where one is named; not the number of a law such as 2025/327."""
LEFT_OPEN = re.compile(r"\bdue\b|\bnot (?:found|read)\b")
"""Words of what should have come by then, and of what nobody saw come."""


def lies_behind(sentence: str, *, on: date) -> bool:
    """Return whether the last month or year that an English sentence names was over on a day.

    Not where it leaves open what came of it.

    >>> lies_behind("Since April 2026 there are points.", on=date(2026, 11, 22))
    True
    >>> lies_behind("Due in 2025, now awaited in 2026.", on=date(2026, 11, 22))
    False
    """
    named = [
        (int(year), MONTHS.index(month) + 1 if month else len(MONTHS))
        for month, year in NAMED.findall(sentence)
    ]
    return bool(named) and max(named) < (on.year, on.month) and not LEFT_OPEN.search(sentence)
