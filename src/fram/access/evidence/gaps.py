"""The gaps: what is missing, which doors wait for it, and what could fill it. A list, and no score."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from fram.access.evidence.doors import CHANGES, Door, Told
from fram.access.evidence.matrix import Column
from fram.terms.logic import Truth

ANSWER = "answer"
"""What an open question takes first: an answer in the company file."""
EFFORT = (ANSWER, *CHANGES)
"""What a gap takes, the cheapest first."""
SAME = {"evidence_from_germany_or_transferable": "study_local"}
"""Facts that ask the same thing of a market."""
LOCAL = "study_local"


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """One thing that is missing, or not known, and every door that waits for it.

    ``facts``: those behind it; ``told``: the ask of each door, as they stand in ``doors``; ``flips``: doors
    for which nothing else is missing.
    """

    facts: tuple[str, ...]
    doors: tuple[Door, ...]
    told: tuple[Told, ...]
    flips: tuple[Door, ...]
    takes: str = field(default="study")

    @property
    def is_open(self) -> bool:
        """Whether it is not known; else it is known to be missing."""
        return all(one.truth is Truth.UNKNOWN for one in self.told)


def gaps(columns: Iterable[Column]) -> tuple[Gap, ...]:
    """Return what is missing: first what opens most doors by itself, then what most wait for, then what takes
    least (of ``EFFORT``), then by name.
    """  # fmt: skip
    found: dict[tuple[str, ...], list[tuple[Column, Told]]] = {}
    for column in columns:
        for one in column.open:
            found.setdefault(_key(one, column.door), []).append((column, one))
    made = [_gap(key, pairs) for key, pairs in found.items()]
    return tuple(sorted(made, key=_weight))


def _key(one: Told, door: Door) -> tuple[str, ...]:
    """What tells one gap from another: the facts it waits for; a place counts for its own market."""
    facts = sorted({SAME.get(name, name) for name in (*one.missing, *one.blocked)}) or [one.ask.id]
    return tuple(f"{name}@{','.join(door.markets)}" if name == LOCAL else name for name in facts)


def _gap(key: tuple[str, ...], pairs: Sequence[tuple[Column, Told]]) -> Gap:
    doors = {column.door.id: column.door for column, _ in pairs}
    told = {column.door.id: one for column, one in reversed(pairs)}
    alone = [column.door for column, _ in pairs if _is_alone(column, key)]
    takes = min((_takes(one) for _, one in pairs), key=EFFORT.index)
    return Gap(
        facts=key, doors=tuple(doors.values()), told=tuple(told[name] for name in doors),
        flips=tuple({door.id: door for door in alone}.values()), takes=takes,
    )  # fmt: skip


def _is_alone(column: Column, key: tuple[str, ...]) -> bool:
    """Whether nothing else stands between a door and a yes."""
    return all(_key(one, column.door) == key for one in column.open)


def _takes(one: Told) -> str:
    return ANSWER if one.truth is Truth.UNKNOWN else one.ask.change


def _weight(gap: Gap) -> tuple[int, int, int, tuple[str, ...]]:
    return -len(gap.flips), -len(gap.doors), EFFORT.index(gap.takes), gap.facts
