"""A door is somebody who must be convinced: what is asked of the evidence there, judged study by study."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Literal

from fram.rules.condition import Condition, Settled, settle
from fram.terms.citation import Citation, Confidence
from fram.terms.facts.studies import EVIDENCE_FACTS, NEGATIVE, study_facts
from fram.terms.logic import Truth, all_of
from fram.terms.proof.evidence import Evidence

Words = Mapping[str, str]
"""One text by language, ``en`` and ``nb``."""
About = Literal["study", "product"]
Kind = Literal["regulator", "assessor", "payer", "method"]
ABOUT: tuple[About, ...] = ("study", "product")
KINDS: tuple[Kind, ...] = ("regulator", "assessor", "payer", "method")
CHANGES = ("papers", "analysis", "plan", "study", "product")
"""What could turn a no into a yes, the cheapest first: writing, an analysis of figures at hand, a plan, a new
study, another product."""
ASKED_OF = {("DE",): "evidence_from_germany_or_transferable"}
"""Registry facts that ask of one market whether a study is local."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask:
    """One demand on evidence.

    ``says`` is a sentence that is true when it holds, ``fails`` what a no means (may be empty); ``applies``:
    the products it is asked of (None: all); ``must`` False: practice, which only warns.
    """

    id: str
    says: Words
    when: Condition
    about: About = "study"
    change: str = "study"
    must: bool = True
    cite: Citation
    confidence: Confidence
    fails: Words = field(default_factory=dict)
    applies: Condition | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Door:
    """Somebody who must be convinced: a regulator, an assessor, a payer; or a method that others go by.

    ``markets``: those it speaks for, none for a method without borders. ``pathway``: the payer's, by its id,
    and ``pathways`` where one file opens several; ``pays`` as a pathway says. ``told``: what is asked there
    in words alone, which nothing is judged by. ``held``: it has said yes already; ``applies`` is unknown
    where it may not ask this product at all.
    """

    id: str
    name: Words
    kind: Kind
    markets: tuple[str, ...]
    asks: tuple[Ask, ...]
    cite: Citation
    confidence: Confidence
    regime: str = ""
    pathway: str = ""
    pays: str = ""
    pathways: tuple[str, ...] = ()
    note: Words = field(default_factory=dict)
    told: tuple[Words, ...] = ()
    held: bool = False
    applies: Truth = Truth.YES

    @property
    def study_asks(self) -> tuple[Ask, ...]:
        """What a single study must meet."""
        return tuple(ask for ask in self.asks if ask.must and ask.about == "study")


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One ask judged; ``missing``: facts that would decide it, ``blocked``: those that stand in its way."""

    ask: Ask
    truth: Truth
    missing: tuple[str, ...] = ()
    blocked: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """One door before one study, or (``study`` None) before the file as a whole."""

    door: Door
    study: Evidence | None
    told: tuple[Told, ...]

    @property
    def truth(self) -> Truth:
        """Whether all is met that must be."""
        return all_of(one.truth for one in self.told if one.ask.must)

    @property
    def study_truth(self) -> Truth:
        """Whether all is met that must be met by a single study."""
        return all_of(one.truth for one in self.told if one.ask.must and one.ask.about == "study")

    @property
    def product_truth(self) -> Truth:
        """Whether all is met that must be met by the file as a whole."""
        return all_of(one.truth for one in self.told if one.ask.must and one.ask.about == "product")

    @property
    def open(self) -> tuple[Told, ...]:
        """What must be met and is not, or is not known to be."""
        return tuple(one for one in self.told if one.ask.must and one.truth is not Truth.YES)

    @property
    def warnings(self) -> tuple[Told, ...]:
        """Practice that speaks against it."""
        return tuple(one for one in self.told if not one.ask.must and one.truth is Truth.NO)


def judge(
    door: Door, *, known: Mapping[str, Any], study: Evidence | None, told: Mapping[str, Any] | None = None
) -> Cell:
    """Return a door before a study; with None, before all that the file says of the product.

    ``known``: the product's answers by registry fact. Of what they say about studies, only a plain no reaches
    a single study, since it holds of all. ``told``: answers the company gave about this very study; what the
    study states itself stands before them.
    """
    product = settle(known)
    if study is None:
        return Cell(door=door, study=None, told=tuple(judge_ask(ask, product) for ask in door.asks))
    alone = settle(answers_of(study, known=known, told=told, markets=door.markets))
    judged = (judge_ask(ask, alone if ask.about == "study" else product) for ask in door.asks)
    return Cell(door=door, study=study, told=tuple(judged))


def answers_of(
    study: Evidence,
    *,
    known: Mapping[str, Any],
    told: Mapping[str, Any] | None = None,
    markets: tuple[str, ...] = (),
) -> dict[str, Any]:
    """Return all that is known when one study stands alone: the product's answers, save those about studies,
    and the study's own.
    """
    nowhere = {name: no for name, no in NEGATIVE.items() if name in known and known[name] == no}
    product = {name: value for name, value in known.items() if name not in EVIDENCE_FACTS}
    found = {**product, **nowhere, **(told or {}), **study_facts(study, market=markets)}
    if markets in ASKED_OF and "study_local" not in found and ASKED_OF[markets] in found:
        found["study_local"] = found[ASKED_OF[markets]]
    return found


def judge_ask(ask: Ask, facts: Settled) -> Told:
    """Return whether an ask holds. One that is not asked of this product holds; where it is not known
    whether it is, a no counts as not known.
    """  # fmt: skip
    asked = Truth.YES if ask.applies is None else Truth(ask.applies.judge(facts))
    truth = Truth(ask.when.judge(facts))
    if asked is Truth.NO or truth is Truth.YES:
        return Told(ask=ask, truth=Truth.YES)
    missing = ask.when.missing(facts)
    if asked is Truth.UNKNOWN and ask.applies is not None:
        gates = ask.applies.missing(facts)
        return Told(ask=ask, truth=Truth.UNKNOWN, missing=tuple(dict.fromkeys((*gates, *missing))))
    blocked = tuple(dict.fromkeys(one.fact for one in ask.when.blocked(facts)))
    return Told(ask=ask, truth=truth, missing=missing, blocked=blocked)


def without_strangers(door: Door, *, known: Settled) -> Door:
    """Return the door with only the asks that this product is asked, or may be."""
    kept = (ask for ask in door.asks if ask.applies is None or ask.applies.judge(known) != Truth.NO.value)
    return replace(door, asks=tuple(kept))


def best_cell(cells: Iterable[Cell]) -> Cell | None:
    """Return the cell of the finished study that comes nearest: the truest, then that with the fewest open
    asks, then the first. None where no study is finished.
    """
    finished = [cell for cell in cells if cell.study is not None and cell.study.is_finished]
    return min(finished, key=_distance, default=None)


def door_truth(whole: Cell, cells: Sequence[Cell]) -> Truth:
    """Return whether a door is open: one finished study meets all it asks of a study, and the file as a whole
    (``whole``) the rest.

    With studies of which none is finished it is not; without any study, what the file answers decides. A door
    that said yes already stays open.
    """
    if whole.door.held:
        return Truth.YES
    if not whole.door.study_asks or not cells:
        return whole.truth
    best = best_cell(cells)
    return whole.product_truth & (best.study_truth if best else Truth.NO)


def _distance(cell: Cell) -> tuple[int, int]:
    return -cell.study_truth.value, sum(one.ask.about == "study" for one in cell.open)
