"""What a record knows: how much of each page is answered, open and to be mended, and which is next."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from fram.knowledge.facts import fact_registry
from fram.terms.errors import Problem
from fram.terms.sections import SECTIONS, Section
from fram.web.accounts.acting import Actor
from fram.web.record.queries.drafts import drafts_of
from fram.web.record.queries.records import Record
from fram.workspace.company.exchange import RecordReport, check_content
from fram.workspace.company.exchange.certificates import Held, running_out
from fram.workspace.company.pages import Page, Question, page_of, pages, questions_of, value_at

FACTS = "product.facts."
FIRST = ("missing", "problems", "is_drafted")


@dataclass(frozen=True, slots=True, kw_only=True)
class PageState:
    """How far one page has come. ``local``: open questions that a few markets ask; ``entries``: on a list."""

    page: Page
    answered: int = 0
    asked: int = 0
    local: int = 0
    entries: int = 0
    missing: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()
    is_drafted: bool = False

    @property
    def wanted(self) -> int:
        """How many open questions every market asks; those of a page that may be left out do not count."""
        return 0 if self.page.is_optional else self.open - self.local

    @property
    def open(self) -> int:
        """How many questions nobody has answered."""
        return self.asked - self.answered

    @property
    def percent(self) -> int:
        """How much is answered, 0 to 100."""
        return 100 * self.answered // self.asked if self.asked else 100

    @property
    def is_empty(self) -> bool:
        """Whether nothing stands there yet."""
        return not (self.answered or self.entries)


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionState:
    """The pages of one section."""

    section: Section
    pages: tuple[PageState, ...]

    @property
    def answered(self) -> int:
        """Questions answered."""
        return sum(state.answered for state in self.pages)

    @property
    def asked(self) -> int:
        """Questions asked."""
        return sum(state.asked for state in self.pages)


@dataclass(frozen=True, slots=True, kw_only=True)
class Overview:
    """A record as far as a reader may see it."""

    report: RecordReport
    sections: tuple[SectionState, ...]
    certificates: tuple[Held, ...] = ()
    doubts: tuple[Problem, ...] = field(default=())

    @property
    def pages(self) -> tuple[PageState, ...]:
        """The pages of all sections."""
        return tuple(state for section in self.sections for state in section.pages)

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What is to be mended on the pages the reader sees."""
        return tuple(dict.fromkeys(problem for state in self.pages for problem in state.problems))

    @property
    def missing(self) -> tuple[str, ...]:
        """What a plan still lacks on those pages."""
        return tuple(path for state in self.pages for path in state.missing)

    @property
    def next(self) -> PageState | None:
        """The page where an answer helps most: a plan lacks it, it is wrong, it was begun, it is open."""
        found = [[state for state in self.pages if getattr(state, name)] for name in FIRST]
        first = next((states[0] for states in found if states), None)
        return first or max((state for state in self.pages if state.wanted), key=_wanted, default=None)


def _wanted(state: PageState) -> int:
    return state.wanted


def overview(actor: Actor, record: Record, *, sections: Collection[str], on: date, lang: str) -> Overview:
    """Return how far the record has come, on the pages of some sections; the content is checked once."""
    report = check_content(record.content, on=on, lang=lang)
    drafted = {draft.page.split("/")[0] for draft in drafts_of(actor, record.company, product=record.product)}
    shown = [page for page in pages().values() if page.section in sections]
    if record.product is None:
        shown = [page for page in shown if page.about == "company"]
    keys = {page.key for page in shown}
    # What contradicts an answer says that answer: it is told to those who see the whole record.
    apart = () if set(sections) >= set(SECTIONS) else report.between
    seen = tuple(one for one in _seen(report.problems, keys) if one not in apart)
    states = {
        page.key: _state(page, record.content, report, problems=seen, is_drafted=page.key in drafted)
        for page in shown
    }
    found = [
        SectionState(section=section, pages=tuple(s for s in states.values() if s.page.section == name))
        for name, section in SECTIONS.items()
    ]
    return Overview(
        report=report,
        sections=tuple(section for section in found if section.pages),
        certificates=running_out(record.content, on) if "market-access" in sections else (),
        doubts=tuple(_seen(report.warnings, keys)),
    )


def pages_of(problem: Problem) -> tuple[Page, ...]:
    """Return the pages on which a problem can be mended; none where it is about the file as a whole."""
    found = (page_of(where) for where in problem.where.split(" and ") if where)
    return tuple(dict.fromkeys(page for page in found if page is not None))


def _seen(problems: Collection[Problem], keys: Collection[str]) -> Iterator[Problem]:
    """Yield the problems of which the reader sees every page: one that names another page tells of it."""
    for problem in problems:
        told = pages_of(problem)
        if told and all(page.key in keys for page in told):
            yield problem


def _state(
    page: Page,
    content: Mapping[str, Any],
    report: RecordReport,
    *,
    problems: tuple[Problem, ...],
    is_drafted: bool,
) -> PageState:
    own = tuple(problem for problem in problems if page in pages_of(problem))
    missing = tuple(path for path in report.missing if page_of(path) == page)
    if page.is_list:
        entries = value_at(content, page.entries)
        count = len(entries) if isinstance(entries, list) else 0
        return PageState(page=page, entries=count, problems=own, is_drafted=is_drafted)
    answered, asked, local = _facts(page, report) if page.family else _fields(page, content)
    return PageState(
        page=page, answered=answered, asked=asked, local=local, missing=missing, problems=own,
        is_drafted=is_drafted,
    )  # fmt: skip


def _fields(page: Page, content: Mapping[str, Any]) -> tuple[int, int, int]:
    questions = questions_of(page.key)
    is_there = {question.path: value_at(content, question.path) is not None for question in questions}
    asked = [q for q in questions if is_there[q.path] or _is_needed(q, content)]
    return sum(is_there[question.path] for question in asked), len(asked), 0


def _is_needed(question: Question, content: Mapping[str, Any]) -> bool:
    return all(value_at(content, gate) in values for gate, values in question.asked_when.items())


def _facts(page: Page, report: RecordReport) -> tuple[int, int, int]:
    derived = {filled.name.removeprefix(FACTS) for filled in report.told.derived}
    known = {**dict.fromkeys(derived, True), **report.told.answers}
    unknown = {found.name.removeprefix(FACTS) for found in report.told.unknowns}
    if report.told.file is None:  # the check stopped early: what is asked follows from the answers alone
        unknown = {
            fact.name
            for fact in fact_registry().unknown({n: a.value for n, a in report.told.answers.items()})
        }
    own = [fact for fact in fact_registry() if fact.family == page.family and not fact.is_worked_out]
    answered = sum(fact.name in known for fact in own)
    still = [fact for fact in own if fact.name in unknown]
    return answered, answered + len(still), sum(bool(fact.markets) for fact in still)
