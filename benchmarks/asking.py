"""How many questions settle a class: in our order, in a fixed one, in a fixed one of what is wanted.

What is measured is questions for each product, not seconds.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from typing import Any, Protocol

from benchmarks.profiles import DAY, Respondent, is_open, random_respondents, respondents_of_cases
from benchmarks.registry import Run, Way, Work
from fram.knowledge.rulebooks import rule_book
from fram.rules.book import RuleBook
from fram.rules.condition import settle
from fram.rules.questions import best_question

SEED = 1
BOOK = "eu-mdr"


class Choose(Protocol):
    """Picks the next question; an empty text when none is left. ``asked``: what was asked already."""

    def __call__(self, book: RuleBook, known: Mapping[str, Any], *, asked: frozenset[str]) -> str: ...


def ours(book: RuleBook, known: Mapping[str, Any], *, asked: frozenset[str]) -> str:
    """Ask what narrows most."""
    edition = book.edition(DAY)
    _, asking = best_question(edition, known, left=edition.weigh(settle(known)), skipping=asked)
    return asking.fact if asking else ""


def fixed_order(book: RuleBook, known: Mapping[str, Any], *, asked: frozenset[str]) -> str:
    """Ask in the order of the registry: what is not known yet and what earlier answers make worth asking."""
    left = [name for name in book.vocabulary if name not in known and name not in asked]
    worth = [name for name in left if is_open(name, known)]
    worth = worth or [name for name in left if name in waited_for(book, known)]
    return worth[0] if worth else ""


def fixed_but_wanted(book: RuleBook, known: Mapping[str, Any], *, asked: frozenset[str]) -> str:
    """Ask in the same order, but only what an open rule waits for."""
    edition, words = book.edition(DAY), settle(known)
    waited = waited_for(book, known)
    wanted = waited | {edition.askable(name, words) for name in waited}
    left = [name for name in book.vocabulary if name in wanted and name not in known and name not in asked]
    worth = [name for name in left if is_open(name, known)] or left
    return worth[0] if worth else ""


def waited_for(book: RuleBook, known: Mapping[str, Any]) -> set[str]:
    """Return the facts whose answers open rules wait for."""
    words = settle(known)
    return {name for rule in book.edition(DAY).weigh(words).unsure for name in rule.condition.missing(words)}


def asked_of(book: RuleBook, person: Respondent, *, choose: Choose) -> list[str]:
    """Return what one person is asked until the class is settled or nothing is left to ask.

    All ways stop at the same moment: when no answer to any question could change the class.
    """
    told, asked = dict(person.start), list[str]()
    edition = book.edition(DAY)
    answers = {**book.implies(person.answers), **person.answers}
    while True:
        known = {**book.implies(told), **told}
        left = edition.weigh(settle(known))
        if len(left.outcomes) == 1 or len(best_question(edition, known, left=left)[0]) == 1:
            return asked
        name = choose(book, known, asked=frozenset(asked))
        if not name:
            return asked
        asked.append(name)
        if answers.get(name) is not None:
            told[name] = answers[name]


def mean_questions(people: list[Respondent], choose: Choose) -> float:
    """Return how many questions a product takes on average."""
    book = rule_book(BOOK)
    return sum(len(asked_of(book, person, choose=choose)) for person in people) / len(people)


@cache
def people_of(population: str, count: int) -> list[Respondent]:
    """Return ``count`` people: ``random`` ones, or those of the public ``cases``."""
    book = rule_book(BOOK)
    if population == "random":
        return random_respondents(book, count=count, seed=SEED)
    everybody = respondents_of_cases(book)
    return everybody[:: max(len(everybody) // count, 1)][:count]


def check() -> None:
    """Prove that what was asked settles what all answers together would have settled."""
    book = rule_book(BOOK)
    for person in people_of("random", 40) + people_of("cases", 40):
        for choose in (ours, fixed_but_wanted):
            told = {name: person.answers.get(name) for name in asked_of(book, person, choose=choose)}
            found = book.decide({**person.start, **told}, on=DAY).outcomes
            assert found == book.decide(person.answers, on=DAY).outcomes, person


def _run(population: str, choose: Choose) -> Callable[[Mapping[str, int]], Run]:
    return lambda size: Run(seconds=mean_questions(people_of(population, size["products"]), choose))


def _work(name: str, population: str, count: int) -> Work:
    return Work(
        name=name,
        full={"products": count},
        quick={"products": 40},
        ways=(
            Way(name="ours", run=_run(population, ours), check=check, repeats=(1, 1)),
            Way(name="fixed order", run=_run(population, fixed_order), repeats=(1, 1)),
            Way(name="fixed, only wanted", run=_run(population, fixed_but_wanted), repeats=(1, 1)),
        ),
        unit="q",
        limit_share=0.70,
    )


ASK = _work("ask", "random", 200)
ASK_CASES = _work("ask-cases", "cases", 200)
