"""How things of the evidence page are said in one language, and the pieces the page is made of."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from fram.access.evidence.doors import Cell, Door, Told
from fram.access.evidence.matrix import Column
from fram.knowledge.facts import fact_registry
from fram.terms.citation import Citation, Confidence
from fram.terms.logic import Truth
from fram.terms.proof.evidence import Evidence
from fram.workspace.access.phrases import say
from fram.workspace.company.words import option_words
from fram.workspace.evidence.view import EvidenceView
from fram.workspace.kept.evidence import State
from fram.workspace.papers.access.gantt import Line, short
from fram.workspace.papers.words import Words

TOPIC = "evidence"
MOST_NAMES = 3
"""So many doors are named in one sentence."""
FIELDS = {
    "evidence_design": "design", "comparative_study": "comparator", "evidence_quantitative": "effect",
    "effect_type": "outcome", "study_registered": "register", "study_local": "holds_in",
    "evidence_from_germany_or_transferable": "holds_in", "study_costs": "costs_measured",
    "first_data_clinical_or_organisational": "effect", "study_interval": "effect_low",
    "study_effect_shown": "effect_low", "study_reported": "reported_by", "study_comparative": "comparator",
    "study_randomised": "design", "study_real_world": "design", "study_finished": "result",
}  # fmt: skip
"""The field of a study that answers a fact, where it is not called as the fact is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """One cell: its state (yes, no, unknown, none), the word for it, and how much of it is met."""

    state: str
    said: str
    share: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One door in the table: its state, a mark for each study, one for the file, what stands in the way."""

    id: str
    name: str
    kind: str
    state: str
    state_said: str
    cells: tuple[Mark, ...]
    file: Mark
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """The doors of one market, or those that several share."""

    title: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """All that one door asks: of a study, of the file, and what is told beside it."""

    id: str
    name: str
    state: str
    state_said: str
    note: str
    best: str
    of_study: tuple[Line, ...]
    of_file: tuple[Line, ...]
    told: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class GapList:
    """What is missing, or not answered, as far as it is listed; ``more``: how much is not."""

    title: str
    how: str
    lines: tuple[Line, ...]
    more: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidencePage:
    """The page: what stands, the next step, the table, the gaps, what carries over, how sure it is."""

    lang: str
    over: str
    title: str
    stamp: str
    state: str
    glance: tuple[Line, ...]
    standing: tuple[Line, ...]
    next_step: tuple[str, ...]
    studies: tuple[Line, ...]
    groups: tuple[Group, ...]
    gaps: GapList | None
    unanswered: GapList | None
    transfers: tuple[Line, ...]
    compare: tuple[str, ...]
    grades: tuple[Line, ...]
    grade_how: str
    cards: tuple[Card, ...]
    sources: tuple[Line, ...]
    small: tuple[str, ...]


def state_of(column: Column) -> State:
    """Return the key of how a door stands: yes, no, unknown, held, or advice where nothing is a must."""
    if column.door.held:
        return "held"
    if not any(ask.must for ask in column.door.asks):
        return "advice"
    return column.truth.name.lower()  # type: ignore[return-value]


@dataclass(frozen=True, slots=True, kw_only=True)
class Teller:
    """Says things of one product's evidence in one language."""

    view: EvidenceView
    lang: str
    words: Words = field(repr=False)

    def say(self, key: str, **values: object) -> str:
        """Return a sentence of the words of this page."""
        return say(TOPIC, key, lang=self.lang, **values)

    def either(self, names: Iterable[str]) -> str:
        """Return what is possible: one, or several with "or" between."""
        return self.say("or").join(names)

    def doors(self, doors: Sequence[Door]) -> str:
        """Return the names of doors, the first few where there are many, each with its market."""
        names = [self.door(door, quoted=True) for door in doors]
        if len(names) <= MOST_NAMES + 1:
            return ", ".join(names)
        shown = ", ".join(names[:MOST_NAMES])
        return self.say("many-doors", names=shown, count=len(names) - MOST_NAMES)

    def door(self, door: Door, *, quoted: bool = False) -> str:
        """Return a door's name, with the market where it speaks for one; in quotes inside a sentence."""
        name = door.name[self.lang]
        name = self.say("quoted", name=name) if quoted else name
        return f"{name} ({door.markets[0]})" if len(door.markets) == 1 else name

    def design(self, study: Evidence) -> str:
        """Return how a study was made."""
        return option_words()[study.design].in_(self.lang)

    def state(self, column: Column) -> str:
        """Return the key of how a door stands: yes, no, unknown, held, or advice where nothing is a must."""
        return state_of(column)

    def state_said(self, column: Column) -> str:
        """Return how a door stands in words; a method is no door, and is met or not."""
        state = self.state(column)
        is_method = column.door.kind == "method" and state not in ("held", "advice")
        return self.say(f"cell-{state}" if is_method else f"state-{state}")

    def mark(self, cell: Cell, *, about: str) -> Mark:
        """Return how a study, or the file as a whole, stands before a door."""
        asked = [one for one in cell.told if one.ask.must and one.ask.about == about]
        if not asked:
            return self.settled()
        truth = cell.study_truth if about == "study" else cell.product_truth
        state = truth.name.lower()
        met = sum(one.truth is Truth.YES for one in asked)
        share = "" if truth is Truth.YES else self.say("cell-of", met=met, all=len(asked))
        return Mark(state=state, said=self.say(f"cell-{state}"), share=share)

    def settled(self) -> Mark:
        """Return the mark of whatever nobody asks any more."""
        return Mark(state="none", said=self.say("cell-none"))

    def asked(self, told: Told) -> str:
        """Return an ask: as a question of the file where one answer decides it, else as it should be."""
        names = told.missing if told.truth is Truth.UNKNOWN else ()
        if len(names) == 1 and told.ask.about == "product":
            return fact_registry()[names[0]].question.in_(self.lang)
        return told.ask.says[self.lang]

    def to_answer(self, told: Told) -> str:
        """Return where an open question is answered: a field of the study, or a fact of the product."""
        of_study = told.ask.about == "study"
        names = [name for name in told.missing if not of_study or name in FIELDS or name.startswith("study_")]
        if of_study and names:
            fields = dict.fromkeys(FIELDS.get(name, name.removeprefix("study_")) for name in names)
            return self.say("answer-study", field="`, `".join(fields))
        return self.say("answer-fact", fact="`, `".join(told.missing)) if told.missing else ""

    def on(self, line: Line, cite: Citation, *, confidence: Confidence) -> Line:
        """Return a line with its source; what nobody read names none, only that it is unchecked."""
        if not cite.read or confidence is Confidence.UNCHECKED:
            return replace(line, confidence=Confidence.UNCHECKED.value)
        return replace(line, source=short(cite), url=cite.url, confidence=confidence.value)

    def names(self, markets: Iterable[str]) -> str:
        """Return the names of markets as a list."""
        return self.words.names(markets)
