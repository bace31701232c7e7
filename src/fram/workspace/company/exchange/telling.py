"""Problems of a company file in Norwegian: the sentences of the checks, found again by their pattern."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache, lru_cache
from pathlib import Path

from fram.knowledge.facts import contradictions, fact_registry
from fram.knowledge.shelf import load_yaml
from fram.terms.errors import Problem
from fram.workspace.company.fields import fields

PLACE = re.compile(r"\{(\w)(!?)\}")


def problem_in(problem: Problem, lang: str) -> Problem:
    """Return a problem in a language; a sentence nobody has translated stays in English."""
    if lang != "nb":
        return problem
    what, why, remedy = (norwegian(text) for text in (problem.what, problem.why, problem.remedy))
    return replace(problem, what=what, why=why, remedy=remedy)


@lru_cache(maxsize=1000)
def norwegian(sentence: str) -> str:
    """Return a sentence of the checks in Norwegian, or as it is."""
    whole = _whole().get(sentence)
    if whole or not sentence:
        return whole or sentence
    for pattern, nb in _patterns():
        found = pattern.fullmatch(sentence)
        if found:
            return _filled(nb, found.groupdict())
    return sentence


def _filled(nb: str, parts: dict[str, str]) -> str:
    return PLACE.sub(lambda place: norwegian(parts[place[1]]) if place[2] else parts[place[1]], nb)


@cache
def _whole() -> dict[str, str]:
    """Sentences that stand in both languages elsewhere: reasons of contradictions, and questions."""
    rules = contradictions()
    pairs = [(words.en, words.nb) for rule in rules for words in (rule.why, rule.remedy)]
    pairs += [(fact.question.en, fact.question.nb) for fact in fact_registry()]
    pairs += [(spec.words.en, spec.words.nb) for spec in fields().values() if spec.words]
    return dict(pairs)


@cache
def _patterns() -> tuple[tuple[re.Pattern[str], str], ...]:
    found = load_yaml(Path(__file__).with_name("problems.yaml"))
    return tuple((_pattern(en), nb) for en, nb in found)


def _pattern(en: str) -> re.Pattern[str]:
    parts = PLACE.split(en)
    # The pieces come in threes: plain text, the name of a place, and whether it is a sentence.
    plain = [re.escape(text) for text in parts[::3]]
    names = [f"(?P<{name}>.+?)" for name in parts[1::3]]
    return re.compile("".join(a + b for a, b in zip(plain, [*names, ""], strict=True)), re.DOTALL)
