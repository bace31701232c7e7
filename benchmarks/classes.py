"""Device classes in the mass: many products through one book, one through all, and a book's first look."""

from __future__ import annotations

import random
import subprocess
import sys
from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

from benchmarks.profiles import DAY, random_respondents
from benchmarks.registry import ROOT, Run, Way, Work, timed
from fram.access.classify import classify
from fram.knowledge.facts import fact_registry
from fram.knowledge.rulebooks import BOOKS, rule_book
from fram.rules.book import RuleBook
from fram.rules.condition import All, AnyOf, Condition, Leaf, Unsaid
from fram.terms.facts import spoken
from fram.terms.logic import Truth
from fram.terms.product import ProductProfile
from fram.workspace.company import read_company

EXAMPLE = ROOT / "examples" / "nordlys-vital.toml"
KEPT = 1_000
"""So many products are drawn; more of them are these again."""


@cache
def products() -> list[dict[str, Any]]:
    """Return random products of which somebody answered all, most or few questions."""
    dice = random.Random(2)
    found = []
    for person in random_respondents(rule_book("eu-mdr"), count=KEPT, seed=2):
        share = dice.random()
        found.append({name: value for name, value in person.answers.items() if dice.random() < share})
    return found


def run_ours(size: Mapping[str, int]) -> Run:
    """Time the outcomes of all products."""
    book, many = rule_book("eu-mdr"), products()
    rounds = size["products"] // KEPT

    def all_products() -> None:
        for _ in range(rounds):
            for facts in many:
                book.outcomes(facts, on=DAY)

    return Run(seconds=timed(all_products))


def run_walk(size: Mapping[str, int]) -> Run:
    """Time the same by walking each rule's tree with the words of three-valued logic."""
    book, many = rule_book("eu-mdr"), products()
    seconds = timed(lambda: [outcomes_by_walking(book, facts) for facts in many])
    return Run(seconds=seconds, factor=size["products"] / KEPT)


def truth_of(condition: Condition, known: Mapping[str, Any]) -> Truth:
    """Return what a condition says, read off its tree as the law reads."""
    if isinstance(condition, Leaf):
        said = spoken(known.get(condition.fact))
        if not said:
            return Truth.UNKNOWN
        hit = bool(set(said) & set(condition.values))
        return Truth.YES if hit is condition.wanted else Truth.NO
    if isinstance(condition, Unsaid):
        return Truth.of(known.get(condition.fact) == "none")
    assert isinstance(condition, All | AnyOf)
    found = Truth.YES if isinstance(condition, All) else Truth.NO
    for part in condition.parts:
        truth = truth_of(part, known)
        found = found & truth if isinstance(condition, All) else found | truth
    return found


def outcomes_by_walking(book: RuleBook, facts: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the outcomes that single rules leave possible: the slow twin of ``RuleBook.outcomes``."""
    known = {**book.implies(facts), **facts}
    truths = {r: truth_of(r.condition, known) for r in (*book.outside, *book.rules) if DAY in r.holds}
    if any(truths.get(rule) is Truth.YES for rule in book.outside):
        return (book.out,)
    fired = [book.order.index(rule.outcome) for rule in book.rules if truths.get(rule) is Truth.YES]
    floor = max(fired, default=0)
    open_rules = [rule for rule, truth in truths.items() if truth is Truth.UNKNOWN]
    levels = {book.order.index(rule.outcome) for rule in open_rules if rule.outcome != book.out}
    classes = tuple(book.order[at] for at in sorted({floor, *(level for level in levels if level > floor)}))
    return (book.out, *classes) if any(rule.outcome == book.out for rule in open_rules) else classes


def check() -> None:
    """Prove that both say the same of every product."""
    book = rule_book("eu-mdr")
    for facts in products():
        assert book.outcomes(facts, on=DAY) == outcomes_by_walking(book, facts), facts


@cache
def example() -> ProductProfile:
    """Return the product of an example, read."""
    return read_company(EXAMPLE, on=DAY).product


def run_everywhere(size: Mapping[str, int]) -> Run:
    """Time the verdicts of every coded regime, warm, with reasons and the next question."""
    books, product = [rule_book(regime) for regime in BOOKS], example()

    def once() -> None:
        for book in books:
            classify(product, book=book, on=DAY)

    return _warm(once, size["times"])


def run_plain(size: Mapping[str, int]) -> Run:
    """Time the bare outcomes of every coded regime: what reasons and the next question cost beside."""
    books, facts = [rule_book(regime) for regime in BOOKS], example().facts

    def once() -> None:
        for book in books:
            book.outcomes(facts, on=DAY)

    return _warm(once, size["times"])


def _warm(once: Callable[[], None], times: int) -> Run:
    once()

    def often() -> None:
        for _ in range(times):
            once()

    return Run(seconds=timed(often) / times)


def run_load(size: Mapping[str, int]) -> Run:
    """Time what the first look at a rule book takes in a fresh process, the facts registry and all."""
    return _in_a_fresh_process("from fram.knowledge.rulebooks import rule_book", "rule_book('eu-mdr')")


def run_yaml(size: Mapping[str, int]) -> Run:
    """Time reading the words of the facts alone, with PyYAML as it comes."""
    files = sorted((ROOT / "src/fram/terms/facts").glob("*.yaml"))
    assert len(files) >= len({fact.family for fact in fact_registry()})
    texts = ", ".join(repr(str(path)) for path in files)
    work = f"[yaml.load(open(path), Loader=yaml.CSafeLoader) for path in [{texts}]]"
    return _in_a_fresh_process("import yaml", work)


def _in_a_fresh_process(beforehand: str, work: str) -> Run:
    clock = "time.perf_counter()"
    program = f"import time\n{beforehand}\nstart = {clock}\n{work}\nprint({clock} - start)"
    command = [sys.executable, "-c", program]
    done = subprocess.run(command, capture_output=True, text=True, check=True, cwd=ROOT)
    return Run(seconds=float(done.stdout))


CLASSES = Work(
    name="classes",
    full={"products": 100_000},
    quick={"products": 5_000},
    ways=(
        Way(name="ours", run=run_ours, check=check, repeats=(3, 2)),
        Way(name="walking the trees", run=run_walk, repeats=(3, 2)),
    ),
    limit=12.0,
)
REGIMES = Work(
    name="regimes",
    full={"times": 200},
    quick={"times": 20},
    ways=(
        Way(name="with reasons", run=run_everywhere),
        Way(name="bare outcomes", run=run_plain),
    ),
    limit=0.01,
)
RULE_BOOK = Work(
    name="rule-book",
    full={},
    quick={},
    ways=(
        Way(name="first look", run=run_load, is_command=True),
        Way(name="facts by PyYAML", run=run_yaml, is_command=True),
    ),
    limit=0.15,
)
