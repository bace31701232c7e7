"""Three-valued logic (Kleene): yes, no, and we do not know yet; and the value of what is not known."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum


class Truth(Enum):
    """A yes, a no, or an unknown. It refuses to be used as a bool: unknown is not false."""

    NO = 0
    UNKNOWN = 1
    YES = 2

    def __and__(self, other: Truth) -> Truth:
        return Truth(min(self.value, other.value))

    def __or__(self, other: Truth) -> Truth:
        return Truth(max(self.value, other.value))

    def __invert__(self) -> Truth:
        return Truth(2 - self.value)

    def __bool__(self) -> bool:
        raise TypeError("a Truth is not a bool: ask `is Truth.YES`, `is Truth.NO` or `is Truth.UNKNOWN`")

    @classmethod
    def of(cls, value: bool | None) -> Truth:
        """Return YES for True, NO for False and UNKNOWN for None."""
        return cls.UNKNOWN if value is None else (cls.YES if value else cls.NO)


def all_of(truths: Iterable[Truth]) -> Truth:
    """Return NO if any is no, else UNKNOWN if any is unknown, else YES (also for none)."""
    return Truth(min((t.value for t in truths), default=Truth.YES.value))


def any_of(truths: Iterable[Truth]) -> Truth:
    """Return YES if any is yes, else UNKNOWN if any is unknown, else NO (also for none)."""
    return Truth(max((t.value for t in truths), default=Truth.NO.value))


@dataclass(frozen=True, slots=True)
class Unknown:
    """What is not known: the reason in plain words, and who could tell (``payer``, ``company`` …)."""

    reason: str
    ask: str = ""

    def __bool__(self) -> bool:
        return False
