"""What a rule book says of a profile: every outcome still possible, and why."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from fram.rules.condition import Blocked
from fram.rules.show import Entry, Page, Section, as_html, as_text
from fram.terms.citation import Citation, Confidence
from fram.terms.logic import Truth


class Force(StrEnum):
    """How binding a rule is: law stands above guidance, guidance above what is merely done."""

    LAW = "law"
    GUIDANCE = "guidance"
    PRACTICE = "practice"
    PROPOSAL = "proposal"


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What one rule said: fired, did not, or could not tell for lack of ``missing`` facts.

    ``says``: the rule in our own words. ``blocked``: for a rule that did not fire, the answers that
    would have to be otherwise. ``guides``: the guidance its reading follows; ``instead``: the regime
    whose law takes the product, for a rule that leaves it out; ``overruled_by``: the rule that sets it aside.
    """

    rule: str
    truth: Truth
    outcome: str
    cite: Citation
    says: str = ""
    force: Force = Force.LAW
    confidence: Confidence = Confidence.READ
    guides: tuple[Citation, ...] = ()
    instead: str = ""
    overruled_by: str = ""
    missing: tuple[str, ...] = ()
    blocked: tuple[Blocked, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Assumed:
    """A fact nobody stated that the verdict takes for granted, and why."""

    fact: str
    value: str
    because: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Asking:
    """The question that narrows most: why it is asked, and what each answer would leave.

    ``settles``: the rules that wait for it. ``leaves``: by answer, the outcomes then possible.
    """

    fact: str
    settles: tuple[str, ...]
    leaves: tuple[tuple[str, tuple[str, ...]], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """The set of outcomes still possible, with the findings behind it.

    ``because``: every rule that fired; ``near_misses``: stricter rules that one other answer would have
    fired; ``unsure``: rules that wait for answers; ``set_aside``: rules that fit but that another one
    overrules. ``marks``: duties that come with the class (sterile,
    measuring, reusable); ``out``: the outcome that says the book does not speak of it. ``guidance``: what
    published reading aids say, which never changes the outcomes.
    ``applies`` is no where the book does not speak of such a product. ``stated``: the class the company says
    it has, which never changes the outcomes either. ``screening``: too few published examples stand behind
    the book for more than a first look. ``page``: all of it in words, laid out by the front door.
    No verdict claims legal certainty.
    """

    regime: str
    outcomes: tuple[str, ...]
    because: tuple[Finding, ...]
    near_misses: tuple[Finding, ...] = ()
    unsure: tuple[Finding, ...] = ()
    set_aside: tuple[Finding, ...] = ()
    marks: tuple[Finding, ...] = ()
    guidance: tuple[Finding, ...] = ()
    assumed: tuple[Assumed, ...] = ()
    ask: str = ""
    asking: Asking | None = None
    as_of: date
    book: str = ""
    covers: str = ""
    out: str = ""
    applies: Truth = Truth.YES
    stated: str = ""
    screening: bool = False
    page: Page | None = field(default=None, repr=False, compare=False)

    def __str__(self) -> str:
        return as_text(self.page or _bare_page(self))

    def _repr_html_(self) -> str:
        """Return what a notebook shows."""
        return as_html(self.page or _bare_page(self))

    @property
    def is_settled(self) -> bool:
        """True when one outcome is left."""
        return len(self.outcomes) == 1

    @property
    def class_labels(self) -> tuple[str, ...]:
        """The classes still possible, the mildest written with its mark (``Is``)."""
        if not self.classes:
            return ()
        mild, *stricter = self.classes
        return (next((m.outcome for m in self.marks if m.outcome.startswith(mild)), mild), *stricter)

    @property
    def confidence(self) -> Confidence:
        """How far the rules it rests on were read: the weakest of those that fired or may still fire."""
        return min(
            (f.confidence for f in (*self.because, *self.unsure, *self.marks)),
            key=lambda c: c.rank, default=Confidence.READ,
        )  # fmt: skip

    @property
    def classes(self) -> tuple[str, ...]:
        """The classes still possible, without the outcome ``out``."""
        return tuple(outcome for outcome in self.outcomes if outcome != self.out)

    @property
    def reform(self) -> str:
        """The proposal that was read as if it were law, or an empty text."""
        return self.book.partition("+")[2]


def _bare_page(verdict: Verdict) -> Page:
    """The page of a verdict straight from a rule book, without words: by the names of its rules and facts."""
    asked = verdict.asking
    leaves = [Entry(tag=", ".join(left), text=answer) for answer, left in asked.leaves] if asked else []
    groups = {
        "because": [Entry(tag=f.outcome, text=f.says or f.rule, note=f.cite.place) for f in verdict.because],
        "marks": [Entry(tag=f.outcome, text=f.says or f.rule, note=f.cite.place) for f in verdict.marks],
        "near misses": [
            Entry(
                tag=f.outcome,
                text=f"{b.fact}: {'not ' if b.unless else ''}{' or '.join(b.wanted)}; is {b.said}",
            )
            for f in verdict.near_misses for b in f.blocked
        ],
        f"ask {verdict.ask}": leaves,
    }  # fmt: skip
    return Page(
        over=verdict.regime, heading=", ".join(verdict.outcomes), lead=verdict.covers,
        sections=tuple(Section(title=title, lines=tuple(lines)) for title, lines in groups.items() if lines),
        small=(f"{verdict.as_of.isoformat()} · {verdict.book}",),
    )  # fmt: skip
