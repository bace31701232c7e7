"""Unknown is a value: it says why, and whom to ask. It is never a guess and never zero."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Unknown:
    """What is not known: the reason in plain words, and who could tell (``payer``, ``company`` …)."""

    reason: str
    ask: str = ""

    def __bool__(self) -> bool:
        return False
