"""Which doors a study opens that are not open today: judged on what is asked of evidence alone."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from fram.access.evidence.doors import Ask, Door, answers_of, judge_ask
from fram.rules.condition import Settled, settle
from fram.terms.facts.studies import (
    BETWEEN_PEOPLE,
    EVIDENCE_FACTS,
    facts_of_all,
    is_local,
    leading_study,
    study_facts,
)
from fram.terms.logic import Truth, all_of
from fram.terms.proof.evidence import Evidence

PLAN: Mapping[str, Any] = {"independent_evaluation_concept": True, "protocol_ready": True}
USAGE: Mapping[str, Any] = {"systematic_usage_evaluation": True}
COSTS: Mapping[str, Any] = {
    "cost_effectiveness_analysis_done": True, "budget_impact_analysis_done": True,
    "effects_against_care_today": True,
}  # fmt: skip
BY_WORK: Mapping[str, Mapping[str, Any]] = {
    "usage": USAGE, "plan": PLAN, "usage-and-plan": {**USAGE, **PLAN}, "economics": COSTS,
    "text-and-economics": COSTS
}  # fmt: skip
"""What a piece of work answers of the product, without a new study."""
BEGUN = ("confirmatory_study_started",)
ACCURACY = ("clinical_performance_shown", "performance_study_or_reason", "tool_accuracy_studied")
TOGETHER = ("high_quality_trials",)
"""Facts about all studies together, which one more changes."""
OTHER_STUDY = ("real_world_results", "tool_accuracy_studied")
"""Facts that take a study of another kind than most doors ask for: told as left over there."""
OF_THE_FILE = ("clinical_evidence_route", "comparator_matches_german_care", "research_proven")
ANSWERED = frozenset(
    (*EVIDENCE_FACTS, *PLAN, *USAGE, *COSTS, *BEGUN, *ACCURACY, *TOGETHER, *OTHER_STUDY, *OF_THE_FILE)
)
"""Facts of the product that a study, or work on one, can answer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Today:
    """What there is before the study: the product's answers by fact, and its studies.

    ``leading``: the title of the strongest study, about which the company's own answers (``told``) count.
    """

    known: Mapping[str, Any]
    studies: tuple[Evidence, ...]

    @property
    def leading(self) -> str:
        """The title of the strongest study; empty where none stands out."""
        found = leading_study(self.studies)
        return found.title if found else ""

    @property
    def told(self) -> dict[str, Any]:
        """What the company answered about its strongest study."""
        return {name: self.known[name] for name in EVIDENCE_FACTS if name in self.known}

    @property
    def all_known(self) -> dict[str, Any]:
        """What is known of the product: its answers, and before them what its finished studies say of it."""
        found: dict[str, Any] = {}
        for study in self.studies:
            found |= says_of_the_file(study) if study.is_finished else {}
        return found | dict(self.known)


def evidence_asks(door: Door) -> tuple[Ask, ...]:
    """Return what must be met that one study, or work on one, can meet."""
    return tuple(ask for ask in door.asks if ask.must and _is_evidence(ask, door))


def other_asks(door: Door) -> tuple[Ask, ...]:
    """Return what must be met that such a study does not meet."""
    return tuple(ask for ask in door.asks if ask.must and not _is_evidence(ask, door))


def closed_doors(doors: Iterable[Door], today: Today) -> tuple[Door, ...]:
    """Return the doors that ask something of evidence that today's studies do not meet, or may not."""
    return tuple(door for door in doors if evidence_asks(door) and truth_today(door, today) is not Truth.YES)


def truth_today(door: Door, today: Today) -> Truth:
    """Return whether what a door asks of evidence is met by one finished study of today's, or by what the
    file answers where no study is listed.
    """
    if not today.studies:
        return _truth(door, None, today)
    of_file = all_of(_judged(door, settle(today.all_known), about="product"))
    parts = [_truth(door, study, today) for study in today.studies if study.is_finished]
    return of_file if not door.study_asks else max(parts, key=lambda one: one.value, default=Truth.NO)


def truth_with(door: Door, study: Evidence | None, *, today: Today, adds: Mapping[str, Any]) -> Truth:
    """Return whether what a door asks of evidence is met with a study made better (or today's, for None), and
    answers that work on evidence adds.
    """
    richer = replace(today, known={**today.known, **adds})
    return truth_today(door, richer) if study is None else _truth(door, study, richer)


def left_over(door: Door, today: Today, *, adds: Mapping[str, Any]) -> tuple[Ask, ...]:
    """Return what a door asks beside such a study that is not met, or not known to be, with what it adds."""
    whole = settle({**today.all_known, **adds})
    return tuple(ask for ask in other_asks(door) if judge_ask(ask, whole).truth is not Truth.YES)


class Judging:
    """Judges doors for many studies: one answer for each set of facts that a door asks about."""

    def __init__(self, doors: Sequence[Door], today: Today) -> None:
        self.doors, self._today = doors, today
        self._asks = [evidence_asks(door) for door in doors]
        self._facts = [sorted({leaf.fact for ask in asks for leaf in _leaves(ask)}) for asks in self._asks]
        self._known: dict[tuple[Any, ...], bool] = {}

    def asks_about(self, *facts: str) -> bool:
        """Return whether any door asks about one of these facts."""
        return any(name in asked for asked in self._facts for name in facts)

    def opened(self, study: Evidence) -> list[bool]:
        """Return for each door whether its demands on evidence are met once this study is there."""
        together = {**self._today.all_known, **answers_with(study, self._today)}
        alone = answers_of(study, known=together)
        return [self._one(place, study, alone, together) for place in range(len(self.doors))]

    def _one(self, place: int, study: Evidence, alone: dict[str, Any], whole: Mapping[str, Any]) -> bool:
        markets = self.doors[place].markets
        here = {**alone, "study_local": is_local(study, markets) if markets else None}
        key = (place, *(_frozen(here.get(name, whole.get(name))) for name in self._facts[place]))
        if key not in self._known:
            told = {name: value for name, value in here.items() if value is not None}
            sides = {"study": settle(told), "product": settle(whole)}
            self._known[key] = all(
                judge_ask(ask, sides[ask.about]).truth is Truth.YES for ask in self._asks[place]
            )
        return self._known[key]


def _truth(door: Door, study: Evidence | None, today: Today) -> Truth:
    """Both sides of what is asked of evidence: of this study (None: of the file's answers), of the file."""
    whole = settle(today.all_known if study is None else {**today.all_known, **says_of_the_file(study)})
    alone = whole
    if study is not None:
        told = today.told if study.title == today.leading else None
        alone = settle(answers_of(study, known=today.known, told=told, markets=door.markets))
    return all_of([*_judged(door, alone, about="study"), *_judged(door, whole, about="product")])


def _judged(door: Door, facts: Settled, *, about: str) -> list[Truth]:
    return [judge_ask(ask, facts).truth for ask in evidence_asks(door) if ask.about == about]


def answers_with(study: Evidence, today: Today) -> dict[str, Any]:
    """Return what is answered of the product once this study is begun and finished beside today's."""
    found, together = study_facts(study), facts_of_all((*today.studies, study))
    said = {name: found[name] for name in EVIDENCE_FACTS if found.get(name) not in (None, False, "none")}
    said |= {name: together[name] for name in TOGETHER if name in together}
    return {**said, **PLAN, **dict.fromkeys(BEGUN, True), **says_of_the_file(study)}


def says_of_the_file(study: Evidence) -> dict[str, Any]:
    """Return what a finished study answers of the product by what it is."""
    said: dict[str, Any] = dict(COSTS) if study.costs_measured else {}
    if study.design == "diagnostic-accuracy":
        said |= dict.fromkeys(ACCURACY, True)
    if study.is_randomised and study.outcome in ("survival", "health", "quality-of-life"):
        said["clinical_performance_shown"] = True
    if study.design in ("registry", "real-world") and study.outcome != "usability":
        said["real_world_results"] = True
        is_proof = study.published and study.comparator in BETWEEN_PEOPLE
        said |= {"research_proven": True} if is_proof else {}
    elif study.prospective:
        said["clinical_evidence_route"] = "own_investigation"
    if study.comparator == "usual-care" and "DE" in (study.country, *study.holds_in):
        said["comparator_matches_german_care"] = True
    return said


def _is_evidence(ask: Ask, door: Door) -> bool:
    """Whether one study, or work on one, may meet an ask."""
    facts = {leaf.fact for leaf in ask.when.leaves()}
    if ask.about == "study":
        return True
    return not facts.isdisjoint(ANSWERED) and not (door.study_asks and facts & set(OTHER_STUDY))


def _leaves(ask: Ask) -> list[Any]:
    return [*ask.when.leaves(), *(() if ask.applies is None else ask.applies.leaves())]


def _frozen(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value
