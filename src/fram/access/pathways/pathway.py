"""A pathway to payment as its file states it: conditions, steps, windows, price, changes, with sources."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from fram.rules.condition import Condition
from fram.rules.parameter import Parameter
from fram.terms.citation import Citation, Confidence

Words = Mapping[str, str]
"""One text by language, ``en`` and ``nb``."""
PAYS = ("yes", "indirect", "no", "not-in-force")
"""Pays; opens the door and somebody else buys; a gate or mark only; not in force."""
IN_FORCE = ("live", "new")
KINDS = (
    "reimbursement", "coverage-with-evidence", "contract", "procurement", "payment-model", "hta", "mandate",
    "listing", "gate", "coding", "adoption",
)  # fmt: skip
STATES = ("live", "new", "planned", "check")
PAYERS = ("insurer", "state", "hospital", "municipality", "patient", "employer", "none")
CHANGES = ("product", "approval", "papers", "evidence", "partner", "authority", "time")
"""What could turn a no into a yes: another product, its approval, papers, a study, somebody local, an
authority's choice, time."""
WINDOWS = ("rolling", "year", "dates", "none", "unknown")
MECHANISMS = (
    "diga", "dipa", "pecan", "monitoring", "migel", "access", "rpm", "foreign-average", "add-on",
    "negotiated", "tender", "fee-schedule", "budget", "none",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Demand:
    """One condition of a pathway. ``change``: what could turn a no into a yes, of ``CHANGES``.

    It holds from ``start`` (None: as long as the pathway) until the day before ``end``; ``checked`` is the
    last day somebody saw it.
    """

    id: str
    when: Condition
    says: Words
    change: str
    cite: Citation
    confidence: Confidence
    start: date | None = None
    end: date | None = None
    checked: date | None = None

    def holds_on(self, day: date) -> bool:
        """Whether it is asked for on a day."""
        return (self.start is None or self.start <= day) and (self.end is None or day < self.end)


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One step of a pathway: who acts, and how many days it takes."""

    id: str
    name: Words
    actor: Words
    days: Parameter
    note: Words = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """When an application can be filed: always (rolling), by a day each year (``closes``: month and day), by
    single ``dates``, by nobody (none), or unread.
    """

    every: str
    closes: tuple[tuple[int, int], ...] = ()
    dates: tuple[date, ...] = ()
    what: Words = field(default_factory=dict)
    cite: Citation | None = None
    confidence: Confidence = Confidence.UNCHECKED


@dataclass(frozen=True, slots=True, kw_only=True)
class Dossier:
    """In which languages (ISO 639-1) the file is written."""

    languages: tuple[str, ...]
    cite: Citation
    confidence: Confidence
    note: Words = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class PriceRule:
    """How a price comes about: the mechanism, of ``MECHANISMS``, and the dated figures it works with.

    ``tracks``: groups of patients (answers to ``indication_group``) by the track they are paid under.
    """

    mechanism: str
    says: Words
    terms: Mapping[str, Parameter] = field(default_factory=dict)
    tracks: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class MarketFact:
    """A figure about the market (a list price, a base rate, a spend): no condition, and no promise."""

    id: str
    label: Words
    figure: Parameter


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A change that is known: law, proposed or announced. ``on`` is None where no day was read."""

    id: str
    on: date | None
    state: str
    says: Words
    cite: Citation
    confidence: Confidence


@dataclass(frozen=True, slots=True, kw_only=True)
class Basis:
    """A law, ordinance or guidance that a pathway rests on."""

    name: str
    cite: Citation


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Pathway:
    """One way to payment in a market.

    ``pays``: one of ``PAYS``; ``picked``: an authority chooses, nobody can apply; ``to_patients``: its steps
    end with the first patients, or are the sale itself, so that none follows; ``law``: conditions that
    decide whether it fits; ``soft``: rules of thumb, which only warn; ``money_after``: the step after which
    the first money comes; ``leads_to``: the pathway, by its id, whose demands must be met to stay on;
    ``days`` and ``first``: lengths that the steps do not add up to; ``fees`` and ``chance``: what it costs to
    apply and how often that succeeds, where somebody counted.
    """

    id: str
    name: Words
    kind: str
    markets: tuple[str, ...]
    pays: str
    state: str
    payer: str
    budget: Words
    decides: Words
    cite: Citation
    confidence: Confidence
    law: tuple[Demand, ...]
    steps: tuple[Step, ...]
    window: Window
    price: PriceRule
    dossier: Dossier | None = None
    soft: tuple[Demand, ...] = ()
    texts: tuple[Basis, ...] = ()
    evidence: tuple[Words, ...] = ()
    money_after: str = ""
    days: Parameter | None = None
    first: Parameter | None = None
    fees: Parameter | None = None
    chance: Parameter | None = None
    facts: tuple[MarketFact, ...] = ()
    changes: tuple[Change, ...] = ()
    area: str = ""
    since: date | None = None
    until: date | None = None
    as_of: date | None = None
    needs_partner: bool = False
    picked: bool = False
    to_patients: bool = False
    leads_to: str = ""
    note: Words = field(default_factory=dict)
    abroad: Words = field(default_factory=dict)
    next: Words = field(default_factory=dict)

    @property
    def may_be_applied_for(self) -> bool:
        """True when it pays, is in force and takes applications."""
        return self.pays == "yes" and self.state in IN_FORCE and not self.picked

    def exists_on(self, day: date) -> bool:
        """Whether the law knew it on a day."""
        return (self.since is None or self.since <= day) and (self.until is None or day < self.until)


@dataclass(frozen=True, slots=True, kw_only=True)
class NoPathway:
    """A market of which no pathway has been written down: what is known instead, and whom to ask first."""

    market: str
    says: Words
    ask: Words
    cite: Citation
    confidence: Confidence
