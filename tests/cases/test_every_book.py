"""Every rule of every market says what it is, in both languages, and where it stands."""

from __future__ import annotations

from importlib import import_module

import pytest

from fram.knowledge.rulebooks import BOOKS, MODULES, norwegian_rules
from fram.rules.book import RuleBook
from fram.rules.rule import Rule
from fram.rules.verdict import Force
from fram.terms.citation import Confidence

WRITTEN = [module for modules in MODULES.values() for module in modules]
"""The modules of the books, tests on samples among them."""


def book_in(module: str) -> RuleBook:
    book: RuleBook = import_module(module).BOOK
    return book


RULES = [(module, rule) for module in WRITTEN for rule in book_in(module).every_rule]


@pytest.mark.parametrize(("module", "rule"), RULES, ids=[f"{m.split('.')[4]}-{r.id}" for m, r in RULES])
def test_a_rule_says_what_it_is_in_both_languages_and_where_it_stands(module: str, rule: Rule) -> None:
    norwegian = norwegian_rules(module)
    assert rule.says.endswith(".")
    assert norwegian[rule.id].endswith(".")
    assert norwegian[rule.id] != rule.says
    assert rule.cite.title
    read_as_a_whole = rule.force is Force.GUIDANCE or rule.confidence is Confidence.UNCHECKED
    assert rule.cite.place or read_as_a_whole


@pytest.mark.parametrize("module", WRITTEN)
def test_no_norwegian_sentence_is_left_over_and_no_id_is_used_twice(module: str) -> None:
    ids = [rule.id for rule in book_in(module).every_rule]
    assert len(ids) == len(set(ids))
    assert set(norwegian_rules(module)) - {"covers"} == {*ids, *proposed(module)}


def proposed(module: str) -> set[str]:
    """The rules that a coded proposal would put into the book, or into the one it follows."""
    follows = getattr(import_module(module), "FOLLOWS", "")
    source = import_module(BOOKS[follows][0] if follows else module)
    reforms = getattr(source, "REFORMS", {}).values()
    return {rule.id for reform in reforms for rule in reform.apply(source.BOOK).every_rule}
