"""The answers of ``[product.facts]``: reading them, and finding those that cannot both be true."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from fram.knowledge.facts import contradictions, fact_registry
from fram.terms.errors import Problem, Refused
from fram.terms.facts import Value, spoken
from fram.terms.facts.contradictions import Contradiction, clashes
from fram.terms.facts.derived import derived_facts, follow_on
from fram.terms.product import ProductProfile

MANY = 40
"""So many faulty answers are named; a file with more is another kind of file."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """One answered fact, and who says so, since when and on what evidence where the file tells."""

    value: Value
    who: str = ""
    on: date | None = None
    evidence: str = ""


@dataclass(slots=True)
class Answers:
    """The answers of ``[product.facts]`` by registry name, and what was wrong with the rest."""

    known: dict[str, Answer] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)


def read_answers(raw: object) -> Answers:
    """Return the answered facts, and a problem for each unknown name, wrong value and fact told twice."""
    answers, registry = Answers(), fact_registry()
    if not isinstance(raw, Mapping):
        return answers
    for name, given in raw.items():
        if len(answers.problems) >= MANY:
            break
        where = f"product.facts.{name}"
        try:
            fact = registry.resolve(str(name))
            answer = _answer(
                fact.read(given["value"] if _is_told(given) else given, where=where), given, where
            )
        except Refused as error:
            answers.problems += [_at(problem, where) for problem in error.problems]
            continue
        if fact.name in answers.known:
            answers.problems.append(
                Problem(where=where, what=f"answers `{fact.name}` a second time", remedy="keep one")
            )
        elif answer is not None:
            answers.known[fact.name] = answer
    return answers


def _is_told(given: object) -> bool:
    return isinstance(given, Mapping) and "value" in given


def _at(problem: Problem, where: str) -> Problem:
    return Problem(where=problem.where or where, what=problem.what, why=problem.why, remedy=problem.remedy)


def _answer(value: Value | None, given: object, where: str) -> Answer | None:
    if value is None:
        return None
    if not isinstance(given, Mapping):
        return Answer(value=value)
    extra = {key: told for key, told in given.items() if key != "value"}
    for key in extra:
        if key not in ("who", "on", "evidence"):
            raise Refused(f"unknown key `{key}`", where=where, remedy="known keys: value, who, on, evidence")
    if "on" in extra and not isinstance(extra["on"], date):
        raise Refused(
            f"`on` is {extra['on']!r}", where=where, remedy="give a date such as 2026-11-21, without quotes"
        )
    return Answer(value=value, **extra)


def disagreements(
    product: ProductProfile, stated: Mapping[str, Value], *, on: date | None
) -> Iterator[Problem]:
    """Yield a problem for each stated fact that the rest of the file says otherwise."""
    certain = derived_facts(product, on=on)
    for name, derived in {**certain, **follow_on({**certain, **stated})}.items():
        given = stated.get(name)
        if given is None or _agree(given, derived):
            continue
        source = " and ".join(fact_registry()[name].derived_from) or "the other facts"
        yield Problem(
            where=f"product.facts.{name}",
            what=f"{_toml(given)} does not go with {source}, which says {_toml(derived)}",
            why=fact_registry()[name].question.en,
            remedy="correct one of them, or leave the fact out",
        )


def _agree(given: object, derived: object) -> bool:
    if isinstance(given, tuple) and isinstance(derived, tuple):
        return set(derived) <= set(given)  # an answer may say more than the settings do
    return given == derived


def broken_pairs(
    product: ProductProfile, known: Mapping[str, Any]
) -> Iterator[tuple[Contradiction, Problem]]:
    """Yield each contradiction the known facts and product fields run into, as a problem in words."""
    plain = {
        f"product.{name}": getattr(product, name) for name in ("kind", "payer", "unit_of_sale", "settings")
    }
    for rule in clashes(contradictions(), {**known, **plain}):
        parts = {key: value for key, value in {**known, **plain}.items() if key in rule.all}
        where = " and ".join(_place(key, product) for key in rule.all)
        what = " does not go with ".join(
            f"{key.rpartition('.')[2]} = {_toml(parts[key])}" for key in rule.all
        )
        yield rule, Problem(where=where, what=what, why=rule.why.en, remedy=rule.remedy.en)


def _place(key: str, product: ProductProfile) -> str:
    if "." in key or key in product.facts:
        return key if "." in key else f"product.facts.{key}"
    return next(iter(fact_registry()[key].derived_from), f"product.facts.{key}")


def _toml(value: object) -> str:
    words = spoken(value)
    plain = (
        {"yes": "true", "no": "false"}.get(words[0], words[0]) if len(words) == 1 else f"[{', '.join(words)}]"
    )
    return plain if isinstance(value, bool) or len(words) != 1 else words[0]
