"""Where personal data lies: what the desk holds about people, why, from where, how long, and how it ends.

Every app says so of its own tables in its `personal.py`: ``HOLDINGS``, and ``NOT_PERSONAL`` for fields that
look personal and are not, each with the reason. The privacy note, the print-out and the eraser all read it.
"""

from fram.web.accounts.personal.holding import (
    AGREEMENT,
    DUTY,
    INTEREST,
    Erasing,
    Holding,
    all_holdings,
    not_personal,
)
from fram.web.accounts.personal.ours import HOLDINGS, NOT_PERSONAL

__all__ = [
    "AGREEMENT",
    "DUTY",
    "HOLDINGS",
    "INTEREST",
    "NOT_PERSONAL",
    "Erasing",
    "Holding",
    "all_holdings",
    "not_personal",
]
