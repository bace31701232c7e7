"""People who are asked about products: random ones without contradictions, and those of the public cases."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from fram.knowledge.facts import contradictions, fact_registry
from fram.knowledge.rulebooks import unsaid
from fram.rules.book import RuleBook
from fram.terms.facts.contradictions import clashes
from fram.terms.facts.derived import derived_facts, follow_on
from fram.terms.product import ProductProfile
from fram.workspace.access.cases import public_cases, stated

DAY = date(2026, 11, 22)


@dataclass(frozen=True, slots=True, kw_only=True)
class Respondent:
    """Somebody who is asked: what the company file tells of itself, and every answer they would give."""

    start: Mapping[str, Any]
    answers: Mapping[str, Any]


def random_respondents(book: RuleBook, *, count: int, seed: int) -> list[Respondent]:
    """Return people who answer at random, each question only where earlier answers make it worth asking."""
    dice = random.Random(seed)
    found: list[Respondent] = []
    while len(found) < count:
        kind = dice.choice(("device", "device", "device", "software"))
        start = from_kind(book, kind)
        answers = dict(start)
        for name, options in book.vocabulary.items():
            known = {**follow_on(answers), **answers}
            if name not in known and is_open(name, known):
                answers[name] = plain(dice.choice(options))
        known = {**follow_on(answers), **answers}
        if is_sound({**known, "product.kind": kind}):
            found.append(Respondent(start=start, answers=known))
    return found


def respondents_of_cases(book: RuleBook) -> list[Respondent]:
    """Return the products of the public cases; what a case leaves out is no or none."""
    cases = [stated(case).known for case in public_cases() if case.regime == book.id]
    return [found for told in cases for found in _of_case(book, told)]


def _of_case(book: RuleBook, told: Mapping[str, Any]) -> Iterator[Respondent]:
    """Yield the respondent of a case, unless a form would never have let its answers stand together."""
    kind = "software" if told.get("device_kind") == "software" else "device"
    start = {name: value for name, value in from_kind(book, kind).items() if told.get(name, value) == value}
    silent = unsaid(book, fact_registry())
    given = _with_gates(book, {**start, **told}, silent)
    silence = {name: plain(word) for name, word in silent.items()}
    answers = {**silence, **follow_on({**silence, **given}), **given}
    if all(answers.get(name, value) == value for name, value in follow_on(answers).items()):
        yield Respondent(start=start, answers={name: answers[name] for name in book.vocabulary})


def _with_gates(book: RuleBook, told: Mapping[str, Any], silent: Mapping[str, str]) -> dict[str, Any]:
    """Open the gates of what a case states: who says how a substance is given also says that there is one."""
    found = dict(told)
    todo = [name for name in told if name in book.vocabulary and told[name] != plain(silent[name])]
    while todo:
        for gate, wanted in fact_registry()[todo.pop()].asked_when.items():
            if gate in book.vocabulary and gate not in found and silent[gate] not in wanted:
                found[gate] = plain(wanted[0])
                todo.append(gate)
    return found


def from_kind(book: RuleBook, kind: str) -> dict[str, Any]:
    """Return what every company file tells: the facts that follow from the kind of product."""
    found = derived_facts(ProductProfile(name="x", kind=kind))  # type: ignore[arg-type]
    return {name: value for name, value in found.items() if name in book.vocabulary}


def is_open(name: str, known: Mapping[str, Any]) -> bool:
    """Return whether earlier answers make a question worth asking."""
    return fact_registry().is_asked(fact_registry()[name], known)


def is_sound(known: Mapping[str, Any]) -> bool:
    """Return whether no two answers contradict each other."""
    return not any(rule.weight == "refuse" for rule in clashes(contradictions(), known))


def plain(word: str) -> bool | str:
    """Return yes and no as the company file holds them."""
    return {"yes": True, "no": False}.get(word, word)
