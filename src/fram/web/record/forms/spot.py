"""Where an entry of a list stands now, when it was opened in an earlier version of the list."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from fram.workspace.company.exchange.difference import title_of
from fram.workspace.company.pages import Page, value_at


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """An entry as it was opened and as it is. ``number``: where it stands now, None for a new one.

    ``is_gone``: somebody else took it out since.
    """

    entries: tuple[Any, ...]
    before: tuple[Any, ...]
    number: int | None
    base: Any = None
    is_gone: bool = False

    @property
    def entry(self) -> Any:
        """The entry as it is now; None for a new one, or one that is gone."""
        return None if self.number is None else self.entries[self.number]

    @property
    def place_after(self) -> int:
        """Where the entry stands once it is saved."""
        return len(self.entries) if self.number is None else self.number

    def with_entry(self, entry: Any) -> list[Any]:
        """Return the whole list with the entry in its place."""
        if self.number is None:
            return [*self.entries, entry]
        return [entry if place == self.number else one for place, one in enumerate(self.entries)]

    def is_there_already(self, entry: Any) -> bool:
        """Whether a new entry was saved by an earlier press of the same button."""
        return self.number is None and entry in self.entries and entry not in self.before


def spot_of(
    page: Page, content: Mapping[str, Any], *, base: Mapping[str, Any] | None, number: int | None
) -> Spot:
    """Return where the entry that was number so-and-so in an earlier content stands now."""
    now = _entries(page, content)
    before = now if base is None else _entries(page, base)
    if number is None:
        return Spot(entries=now, before=before, number=None)
    if not 0 <= number < len(before):
        return Spot(entries=now, before=before, number=None, is_gone=True)
    opened = before[number]
    place = _place(opened, number, now=now, before=before)
    return Spot(entries=now, before=before, number=place, base=opened, is_gone=place is None)


def digest_of(entry: Any) -> str:
    """Return what tells an entry, as it was opened, from any other: drafts of it are kept under this."""
    return sha256(json.dumps(entry, sort_keys=True).encode()).hexdigest()[:16]


def _place(opened: Any, number: int, *, now: tuple[Any, ...], before: tuple[Any, ...]) -> int | None:
    if number < len(now) and now[number] == opened:
        return number
    if opened in now:
        return now.index(opened)
    if len(now) == len(before):
        return number  # it was changed where it stands
    known = [title_of(entry) for entry in now]
    return known.index(title_of(opened)) if title_of(opened) in known else None


def _entries(page: Page, content: Mapping[str, Any]) -> tuple[Any, ...]:
    found = value_at(content, page.entries)
    return tuple(found) if isinstance(found, list) else ()
