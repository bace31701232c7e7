"""Certificates by when they run out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from typing import Any, Literal

from fram.workspace.company.pages import value_at

DAYS_BEFORE = (180, 90, 30, 0)
"""So many days before the end a notice goes out, and on the day itself."""
State = Literal["held", "soon", "no-end", "expired"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """A certificate of a product, how long it still holds, and where it stands in the list."""

    number: int
    entry: Mapping[str, Any]
    until: date | None
    days_left: int | None

    @property
    def regime(self) -> str:
        """Which regime or standard."""
        return str(self.entry.get("regime", ""))

    @property
    def state(self) -> State:
        """Whether it holds, runs out soon, has run out, or tells no end."""
        if self.days_left is None:
            return "no-end"
        # The engine counts a certificate as in force until the day before its end.
        return "expired" if self.days_left <= 0 else "soon" if self.days_left <= DAYS_BEFORE[0] else "held"

    @property
    def within(self) -> int | None:
        """The nearest span of notice it has come into: 180, 90, 30 or 0 days; None before that."""
        if self.days_left is None:
            return None
        return next((days for days in reversed(DAYS_BEFORE) if max(self.days_left, 0) <= days), None)

    @property
    def key(self) -> str:
        """What tells this certificate, with this end, from any other: a renewed one is another."""
        told = "|".join(
            str(self.entry.get(name, "")) for name in ("regime", "device_class", "number", "until")
        )
        return sha256(told.encode()).hexdigest()


def held(content: Mapping[str, Any], on: date) -> tuple[Held, ...]:
    """Return the certificates of a record's content with how long each still holds on a day."""
    return tuple(_held(value_at(content, "product.certificates"), on))


def running_out(content: Mapping[str, Any], on: date) -> tuple[Held, ...]:
    """Return those that have run out or do so soon, the nearest end first."""
    found = [one for one in held(content, on) if one.state in ("soon", "expired")]
    return tuple(sorted(found, key=lambda one: one.until or on))


def _held(entries: Any, on: date) -> Iterator[Held]:
    for number, entry in enumerate(entries if isinstance(entries, list) else ()):
        if isinstance(entry, Mapping):
            until = _day(entry.get("until"))
            days = (until - on).days if until else None
            yield Held(number=number, entry=entry, until=until, days_left=days)


def _day(told: Any) -> date | None:
    try:
        return date.fromisoformat(str(told)) if told else None
    except ValueError:
        return None
