"""The rule books that are coded: where each stands, and what they take from the facts registry."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any

from fram.knowledge.facts import fact_registry
from fram.knowledge.shelf import Shelf, load_yaml
from fram.rules.book import Reform, RuleBook
from fram.rules.rule import Rule
from fram.terms.errors import Refused, did_you_mean
from fram.terms.facts import FactRegistry
from fram.terms.facts.derived import follow_on, triggers
from fram.terms.jurisdiction import regime_id

BOOKS = {
    "eu-mdr": ("fram.knowledge.eu.regulation.mdr.book",),
    "eu-ivdr": ("fram.knowledge.eu.regulation.ivdr.book",),
    "uk": (
        "fram.knowledge.gb.regulation.uk.book",
        "fram.knowledge.gb.regulation.uk.tests_on_samples.book",
    ),
    "sg": (
        "fram.knowledge.sg.regulation.sg.book",
        "fram.knowledge.sg.regulation.sg.tests_on_samples.book",
    ),
    "ch": ("fram.knowledge.ch.regulation.meddo.book", "fram.knowledge.ch.regulation.ivdo.book"),
    "au": ("fram.knowledge.au.regulation.au.book", "fram.knowledge.au.regulation.au.tests_on_samples.book"),
    "us-fda": ("fram.knowledge.us.regulation.fda.book",),
    "ca": ("fram.knowledge.ca.regulation.ca.book", "fram.knowledge.ca.regulation.ca.tests_on_samples.book"),
}
"""The module of each regime's book; a second one is for tests on samples, where they have their own."""
LAW_BOOKS = {
    "eu-ai-act": ("fram.knowledge.eu.regulation.ai_act.book",),
    "eu-ehds": ("fram.knowledge.eu.regulation.ehds.book",),
    "eu-pld": ("fram.knowledge.eu.regulation.product_liability.book",),
}
"""The module of each law beside device law; none of them gives a device class."""

MODULES = {**BOOKS, **LAW_BOOKS}
"""The modules of every coded law."""
LEFT_UNSAID = ("none", "no")
"""Stands for the answer to a question whose listed answers hold none that says "not at all"."""


@cache
def rule_book(regime: str, *, is_ivd: bool = False) -> RuleBook:
    """Return the book of a regime, ready to ask: vocabulary and gates come from the facts registry.

    ``is_ivd`` picks the part for tests on samples where a regime has one. Raises ``Refused`` for a regime
    nobody knows or that is not coded yet.
    """
    code = regime_id(regime)
    modules = MODULES.get(code)
    if modules is None:
        raise Refused(
            f"the classification rules of {code} are not coded yet", where="regime",
            remedy=f"coded: {', '.join(BOOKS)}; elsewhere state the class in the company file, and read what "
            f"`fram access classify FILE --regime {code}` knows",
        )  # fmt: skip
    book: RuleBook = import_module(modules[-1] if is_ivd else modules[0]).BOOK
    registry = fact_registry()
    return replace(
        book, vocabulary=vocabulary(book, registry), implies=follow_on, triggers=triggers(),
        gates={name: registry.facts[name].asked_when for name in book.reads if name in registry},
        version=f"{book.version}, knowledge {knowledge_version()}",
    )  # fmt: skip


@cache
def knowledge_version() -> str:
    """Return the version of the knowledge that comes with the installation: every file is looked at once."""
    return Shelf().version


def as_written(regime: str) -> RuleBook:
    """Return a regime's book as its module holds it, for a country whose law takes it over."""
    book: RuleBook = import_module(BOOKS[regime][0]).BOOK
    return book


def reform_of(book: RuleBook, name: str) -> Reform:
    """Return a proposal by its id, or refuse with those that are coded for the regime."""
    module = import_module(MODULES[book.id][0])
    reforms: Mapping[str, Reform] = getattr(module, "REFORMS", {})
    if name not in reforms:
        raise Refused(
            f"unknown reform `{name}`", where="reform",
            remedy=f"{did_you_mean(name, reforms)} coded: {', '.join(reforms) or 'none'}".strip(),
        )  # fmt: skip
    return reforms[name]


def vocabulary(book: RuleBook, registry: FactRegistry) -> dict[str, tuple[str, ...]]:
    """Return the answers each question may have, in the order a person is asked.

    Takes in the questions that must be answered before one is worth asking. Refuses a rule that reads a fact
    or an answer the registry does not know.
    """
    _refuse_strangers(book, registry)
    wanted = set(book.reads)
    while more := {gate for name in wanted for gate in registry.facts[name].asked_when} - wanted:
        wanted |= more
    return {fact.name: answers(fact.name, registry) for fact in registry if fact.name in wanted}


def answers(name: str, registry: FactRegistry) -> tuple[str, ...]:
    """Return what may be answered to a fact; a free text may be something else, or nothing."""
    fact = registry.facts[name]
    if fact.type == "yes_no":
        return ("yes", "no")
    if fact.type == "text":
        return tuple(dict.fromkeys((*fact.vocabulary, "none", "other")))
    return tuple(fact.vocabulary)


def unsaid(book: RuleBook, registry: FactRegistry) -> dict[str, str]:
    """Return what a worked case means by each fact it leaves out: what the book assumes, else no or none."""
    silent = {name: "no" if registry.facts[name].type == "yes_no" else "none" for name in book.vocabulary}
    return {**silent, **book.assumes}


@cache
def norwegian_rules(module: str) -> Mapping[str, str]:
    """Return the Norwegian sentence of each rule of a book, from ``rules.nb.yaml`` beside it.

    A book that takes over another's rules names that regime in ``FOLLOWS``, and has its sentences.
    """
    if follows := getattr(import_module(module), "FOLLOWS", ""):
        return norwegian_rules(BOOKS[follows][0])
    path = Path(str(import_module(module).__file__)).with_name("rules.nb.yaml")
    return dict(load_yaml(path)) if path.exists() else {}


def _refuse_strangers(book: RuleBook, registry: FactRegistry) -> None:
    for rule in book.every_rule:
        for leaf in rule.condition.leaves():
            _refuse_stranger(rule, leaf.fact, leaf.values, registry)


def _refuse_stranger(rule: Rule, name: str, values: tuple[str, ...], registry: FactRegistry) -> None:
    if name not in registry.facts:
        remedy = did_you_mean(name, registry.facts)
        raise Refused(f"rule {rule.id} reads `{name}`, which is no fact of the registry", remedy=remedy)
    known: tuple[Any, ...] = (*answers(name, registry), *LEFT_UNSAID)
    for value in values:
        if value not in known and registry.facts[name].type != "text":
            raise Refused(f"rule {rule.id} reads {name} = {value}, which is no answer to it")
