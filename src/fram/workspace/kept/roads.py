"""The road into each market as a plan keeps it: the likeliest way, documents, gates, what is owed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from fram.access.gates import Binding
from fram.decide.rank import Range
from fram.terms.citation import Citation, Confidence
from fram.terms.estimate import Estimate

Words = Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class RoadReason:
    """One rule behind a class: what the class is called, the rule in our own words, and where it stands."""

    regime: str
    name: Words
    says: Words
    confidence: Confidence
    cite: Citation


@dataclass(frozen=True, slots=True, kw_only=True)
class RoadStep:
    """One activity: months from the plan's day, and the share of runs in which it decides the day."""

    id: str
    name: Words
    actor: str
    starts: Range
    ends: Range
    critical: float
    is_done: bool
    confidence: Confidence
    cite: Citation


@dataclass(frozen=True, slots=True, kw_only=True)
class RoadGate:
    """One gate that binds, or may: who asks for it, by law or by contract, since when.

    ``one_of``: the gates of which one is enough, itself among them; ``in_approval``: a part of the file for
    approval, so that its time and cost lie there.
    """

    id: str
    name: Words
    who: Words
    binding: Binding
    is_sure: bool
    since: date | None
    confidence: Confidence
    cite: Citation
    months: Estimate | None = None
    cost: Estimate | None = None
    one_of: tuple[Words, ...] = ()
    in_approval: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class RoadDuty:
    """One duty after approval: ``first`` months after it, then ``every`` so many; or dated.

    ``fees``: what it costs each time, as it was from ``fees_since`` on.
    """

    id: str
    name: Words
    first: float
    every: float | None
    on: date | None
    cite: Citation
    confidence: Confidence = Confidence.READ
    fees: Estimate | None = None
    fees_since: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RoadRecord:
    """The road into one market. ``classes``: by regime, those still possible; ``ask``: what to learn next.

    A regime of ``held`` has its approval already, and one without a class of its own has none in ``classes``.
    ``reasons``: the rules that decide; ``screening``: regimes whose rules rest on too few published examples.
    ``ways``: the likeliest way through each regime. Without ``steps`` nothing lies ahead, or a regime's
    activities have not been read.
    """

    market: str
    state: str
    classes: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    held: tuple[str, ...] = ()
    reasons: tuple[RoadReason, ...] = ()
    screening: tuple[str, ...] = ()
    ways: tuple[Words, ...] = ()
    steps: tuple[RoadStep, ...] = ()
    documents: tuple[str, ...] = ()
    ready: tuple[str, ...] = ()
    gates: tuple[RoadGate, ...] = ()
    duties: tuple[RoadDuty, ...] = ()
    ask: str = ""
