"""The versions of a record: who changed what, and when."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from fram.web.record.models import Holder, whole_of
from fram.workspace.company.exchange import Difference, differences

A_PAGE = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """One version of what a company or product says. ``differences``: those the reader may see."""

    number: int
    at: datetime
    who: Any
    why: str
    differences: tuple[Difference, ...]
    hidden: int


def versions(holder: Holder, sections: Collection[str], *, start: int = 0) -> list[Version]:
    """Return versions with what each changed, the newest first; a page of them from a place on."""
    if holder._state.adding:
        return []
    rows = list(
        holder.history.select_related("history_user").order_by("-version", "-history_id")[
            start : start + A_PAGE + 1
        ]
    )
    return [
        _version(row, rows[place + 1].content if place + 1 < len(rows) else {}, holder, sections)
        for place, row in enumerate(rows[:A_PAGE])
    ]


def count_of(holder: Holder) -> int:
    """Return how many versions there are."""
    return 0 if holder._state.adding else int(holder.history.count())


def _version(row: Any, before: dict[str, Any], holder: Holder, sections: Collection[str]) -> Version:
    found = differences(whole_of(holder, before), whole_of(holder, row.content))
    seen = tuple(difference for difference in found if difference.section in sections)
    return Version(
        number=row.version, at=row.history_date, who=row.history_user, why=row.history_change_reason or "",
        differences=seen, hidden=len(found) - len(seen),
    )  # fmt: skip
