"""Where a number comes from, and how sure we are that somebody read it there."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Confidence(StrEnum):
    """How far a fact has been checked. The words are shown as they stand, in files and on screens."""

    READ = "read"
    PARTLY_READ = "partly-read"
    UNCHECKED = "unchecked"

    @property
    def rank(self) -> int:
        """2 for read, 1 for partly read, 0 for unchecked: the weakest of several is their minimum."""
        return {"read": 2, "partly-read": 1, "unchecked": 0}[self.value]

    @classmethod
    def weakest(cls, *confidences: Confidence) -> Confidence:
        """Return the weakest of several; ``UNCHECKED`` when there is none."""
        return min(confidences, key=lambda c: c.rank, default=cls.UNCHECKED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """One source as it was read: title, publisher, address, place inside it, and the day."""

    title: str
    publisher: str = ""
    url: str = ""
    place: str = ""
    read: date | None = None
    licence: str = ""
    edition: str = ""

    def __str__(self) -> str:
        day = f"read {self.read.isoformat()}" if self.read else ""
        return ", ".join(part for part in (self.title, self.place, self.publisher, day) if part)
