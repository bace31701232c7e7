"""What a class rests on, before it is written down: facts and who said them, rules, route, works read."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from fram.access.regimes.regime import Regime, Route
from fram.knowledge.access.roads import read_roads
from fram.knowledge.facts import fact_registry
from fram.knowledge.shelf import Shelf
from fram.rules.book import RuleBook
from fram.rules.verdict import Finding, Force, Verdict
from fram.terms.citation import Citation, Confidence
from fram.terms.facts import Value
from fram.terms.product import CompanyFile
from fram.workspace.access.verdict_page import DEVICE_CLASS, Weighed, near_misses
from fram.workspace.access.verdicts import book_for, classify
from fram.workspace.company import Answer, CheckReport, check_company

_PREFIX = "product.facts."


@dataclass(frozen=True, slots=True, kw_only=True)
class Used:
    """One known fact that rules look at: its answer, and who gave it or what it follows from."""

    fact: str
    value: Value
    told: Answer | None = None
    follows: str = ""

    @property
    def is_judgement(self) -> bool:
        """Whether it is weighed rather than measured or looked up."""
        return fact_registry()[self.fact].judged


@dataclass(frozen=True, slots=True, kw_only=True)
class Grounds:
    """All a rationale says, in no language yet.

    ``used``: facts behind the rules that fired, nearly fired or wait; ``further``: other facts that rules
    looked at; ``waiting``: facts that could still change the class, ``judged_open`` those of them that are
    judgements. ``unanswered``: how many rules lack answers and cannot change the class; ``others``: how many
    do not apply. ``routes``: the ways to the certificate with the classes that take them.
    """

    file: CompanyFile
    name: str
    on: date
    verdict: Verdict
    regime: Regime | None
    used: tuple[Used, ...]
    further: tuple[Used, ...]
    waiting: tuple[str, ...]
    unanswered: int
    others: int
    routes: tuple[tuple[Route, tuple[str, ...]], ...]

    @property
    def clash(self) -> str:
        """The class the company states itself, where the rules do not leave it possible."""
        stated = self.verdict.stated
        return "" if stated in (*self.verdict.outcomes, *self.verdict.class_labels) else stated

    @property
    def findings(self) -> tuple[Finding, ...]:
        """Every rule that is told, the strongest first."""
        verdict = self.verdict
        return (*verdict.because, *verdict.marks, *verdict.guidance, *self.near_misses, *verdict.unsure)

    @property
    def near_misses(self) -> tuple[Finding, ...]:
        """The near misses that hang on an answer of the company itself, its judgements first."""
        return near_misses(self.verdict)

    @property
    def judged(self) -> tuple[Used, ...]:
        """The judgements the class rests on, as far as somebody made them."""
        return tuple(used for used in self.used if used.is_judgement and used.told)

    @property
    def judged_open(self) -> tuple[str, ...]:
        """The judgements nobody has made yet that could change the class."""
        return tuple(fact for fact in self.waiting if fact_registry()[fact].judged)

    @property
    def unchecked(self) -> tuple[Finding, ...]:
        """The rules the class rests on whose text was not read to the end."""
        verdict = self.verdict
        rests = (*verdict.because, *verdict.marks, *verdict.unsure)
        return tuple(found for found in rests if found.confidence is not Confidence.READ)

    def works(self, force: Force) -> tuple[Citation, ...]:
        """Return each work of one force that a told rule stands in or follows, once, without its place."""
        cited = [found.cite for found in self.findings if found.force is force]
        if force is Force.GUIDANCE:
            cited += [guide for found in self.findings for guide in found.guides]
        return tuple({(cite.title, cite.edition): cite for cite in cited}.values())


def grounds(path: str | Path, *, regime: str, on: date) -> Grounds:
    """Return what the class of a company file's product rests on, on a day.

    Raises ``Refused`` for a file that cannot be read, a regime that is not coded, and a day before its rules.
    """
    report = check_company(path, on=on)
    report.raise_if_refused()
    file = report.file
    assert file is not None  # a file without problems is a file
    book = book_for(file.product, regime=regime)
    verdict = classify(path, regime=regime, on=on)
    told_of = read_roads(Shelf()).get(verdict.regime)
    used, further = _facts(report, book=book, verdict=verdict)
    return Grounds(
        file=file, name=Path(path).name, on=on, verdict=verdict, regime=told_of, used=used, further=further,
        waiting=_waiting(verdict), unanswered=len(_unanswered(verdict)),
        others=_others(book, verdict=verdict),
        routes=_routes(told_of, labels=verdict.class_labels, on=on),
    )  # fmt: skip


def _facts(
    report: CheckReport, *, book: RuleBook, verdict: Verdict
) -> tuple[tuple[Used, ...], tuple[Used, ...]]:
    """The known facts the book looks at: first those that the told rules rest on, then the rest."""
    assert report.file is not None
    known = {**report.file.product.facts, **_of_the_device(verdict)}
    follows = {item.name.removeprefix(_PREFIX): item.because for item in report.derived}
    follows |= dict.fromkeys(_of_the_device(verdict), DEVICE_CLASS)
    near = [fact for fact in _near(book, verdict) if fact in known]
    rest = [fact.name for fact in fact_registry() if fact.name in book.reads and fact.name in known]

    def used(fact: str) -> Used:
        return Used(
            fact=fact, value=known[fact], told=report.answers.get(fact), follows=follows.get(fact, "")
        )

    return tuple(map(used, near)), tuple(used(fact) for fact in rest if fact not in near)


def _near(book: RuleBook, verdict: Verdict) -> Iterable[str]:
    """The facts behind the rules that are told, those that decided first."""
    reads = {rule.id: sorted(rule.reads) for rule in book.every_rule}
    decided = (*verdict.because, *verdict.marks, *verdict.guidance)
    found = [fact for finding in decided for fact in reads.get(finding.rule, ())]
    found += [blocked.fact for finding in near_misses(verdict) for blocked in finding.blocked]
    found += [fact for finding in verdict.unsure for fact in reads.get(finding.rule, ())]
    return dict.fromkeys(found)


def _waiting(verdict: Verdict) -> tuple[str, ...]:
    """The facts that could still change the class, the one to ask next first."""
    asked = [verdict.ask] if verdict.ask else []
    return tuple(dict.fromkeys([*asked, *(fact for found in verdict.unsure for fact in found.missing)]))


def _unanswered(verdict: Verdict) -> tuple[Finding, ...]:
    return verdict.unanswered if isinstance(verdict, Weighed) else ()


def _of_the_device(verdict: Verdict) -> dict[str, Value]:
    """What a law beside device law takes from the device class."""
    return {a.fact: a.value == "yes" for a in verdict.assumed if a.because == DEVICE_CLASS}


def _others(book: RuleBook, *, verdict: Verdict) -> int:
    edition = book.edition(verdict.as_of)
    found = (*verdict.because, *near_misses(verdict), *verdict.unsure, *_unanswered(verdict))
    told = {finding.rule for finding in found}
    return sum(rule.id not in told for rule in (*edition.rules, *edition.outside))


def _routes(
    regime: Regime | None, *, labels: Iterable[str], on: date
) -> tuple[tuple[Route, tuple[str, ...]], ...]:
    """The ways that are open to a first approval, with those of the classes that take them."""
    if regime is None:
        return ()
    ways = [
        route for route in regime.routes if route.is_open(on) and not route.after and not route.last_resort
    ]
    taken = [(route, tuple(label for label in labels if route.serves(label))) for route in ways]
    return tuple((route, served) for route, served in taken if served)
