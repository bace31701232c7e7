"""The evidence as a plan keeps it: every study before every door of each market, and the next study."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from fram.decide.rank import Range
from fram.terms.citation import Citation, Confidence

Words = Mapping[str, str]
State = Literal["yes", "no", "unknown", "held", "advice"]
"""Open, closed, not known; open because the approval is held; nothing binding is asked."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DoorRow:
    """One door: who must be convinced, whether the evidence opens it, and how each study fares before it.

    ``studies``: yes, no or unknown for each study of the file, in its order; ``stands``: the first thing that
    is not met, or not known, and ``more`` how many beside it; ``markets``: how many of those weighed it
    speaks for.
    """

    id: str
    name: Words
    kind: str
    state: State
    studies: tuple[str, ...]
    stands: Words
    cite: Citation
    confidence: Confidence
    more: int = 0
    markets: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceRecord:
    """The doors of one market."""

    market: str
    doors: tuple[DoorRow, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class StudyStep:
    """One way to better evidence: NOK, months, and the value in NOK of the doors it opens.

    ``value``: at most, counting only the futures in which going there pays; ``sure``: on average. ``chance``:
    that its best door opens; ``markets``: where it opens a door; ``is_work``: no new study.
    """

    name: Words
    cost: Range
    cost_mean: float
    months: Range
    value: float
    sure: float
    chance: float
    markets: tuple[str, ...]
    is_work: bool
    is_first: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class NextStudy:
    """The frontier from the cheapest to what opens most; ``first`` is the step to take, None where none pays
    for itself on average, and then ``nearest`` comes nearest; ``study``: the best new study; ``options``
    compared; ``losing``: where none is taken, markets in which the plan loses money on average, with the door
    open too.
    """

    steps: tuple[StudyStep, ...]
    first: StudyStep | None
    study: StudyStep | None
    options: int
    nearest: StudyStep | None = None
    losing: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceKept:
    """All a plan keeps of the evidence: the studies by title, the doors of each market, the next study."""

    studies: tuple[str, ...]
    markets: tuple[EvidenceRecord, ...]
    next_study: NextStudy | None = None
