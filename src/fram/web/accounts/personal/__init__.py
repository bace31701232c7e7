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
from fram.web.accounts.personal.ours import (
    AS_LONG_AS_THE_RECORD,
    HOLDINGS,
    NOT_PERSONAL,
    NUMBER_ONLY,
    THE_DESK,
    THE_PERSON,
    TO_SHOW_WHO,
)

__all__ = [
    "AGREEMENT",
    "AS_LONG_AS_THE_RECORD",
    "DUTY",
    "HOLDINGS",
    "INTEREST",
    "NOT_PERSONAL",
    "NUMBER_ONLY",
    "THE_DESK",
    "THE_PERSON",
    "TO_SHOW_WHO",
    "Erasing",
    "Holding",
    "all_holdings",
    "not_personal",
]
