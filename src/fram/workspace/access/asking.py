"""A talk that settles a product's class: one question at a time, until the rules leave nothing open.

A talk never changes; each answer gives the next one, so that going back is taking the one before. Nothing
touches the company file until ``keep``.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from pathlib import Path

from fram.knowledge.facts import fact_registry
from fram.knowledge.rulebooks import rule_book
from fram.rules.book import RuleBook
from fram.rules.questions import next_question
from fram.rules.verdict import Asking, Verdict
from fram.terms.errors import Refused, did_you_mean
from fram.terms.facts import Fact, Value
from fram.terms.jurisdiction import LAWS_BESIDE
from fram.terms.product import ProductProfile
from fram.workspace.access.keeping import answer_lines, keep_answers, with_answers
from fram.workspace.access.laws.device import asked_of_the_device, with_device
from fram.workspace.access.laws.product_code import with_code
from fram.workspace.access.product import product_of, refuse_a_service
from fram.workspace.access.verdicts import book_for, classify
from fram.workspace.company import check_company

YES_WORDS = {"y": "yes", "j": "yes", "ja": "yes", "n": "no", "nei": "no"}
"""Short and Norwegian ways to say yes and no."""


@dataclass(frozen=True, kw_only=True)
class Talk:
    """What has been asked and answered so far. ``told``: by fact, in order; None where nobody knows.

    ``before``: what the company file held when the talk began; ``stated``: the facts it states.
    """

    path: Path
    before: bytes
    product: ProductProfile
    stated: Mapping[str, Value]
    book: RuleBook
    on: date
    told: Mapping[str, Value | None]

    @property
    def answers(self) -> dict[str, Value]:
        """The answers given in this talk, without what nobody knew."""
        return {name: value for name, value in self.told.items() if value is not None}

    @property
    def skipped(self) -> frozenset[str]:
        """The questions to which nobody knew the answer."""
        return frozenset(name for name, value in self.told.items() if value is None)

    @property
    def profile(self) -> ProductProfile:
        """The product with what the file states and what was answered, before anything is worked out."""
        return replace(self.product, facts={**self.stated, **self.answers})

    @cached_property
    def verdict(self) -> Verdict:
        """What the rules say of what is known by now."""
        return classify(self.profile, regime=self.book.id, on=self.on)

    @cached_property
    def asking(self) -> Asking | None:
        """The next question; None when the class is settled or nobody knows what is left to ask."""
        product = product_of(self.profile, on=self.on)[0]
        known = with_code(with_device(product, book=self.book, on=self.on), book=self.book)[0].facts
        found = next_question(self.book.edition(self.on), known, skipping=self.skipped)
        if found is None or self.book.id not in LAWS_BESIDE:
            return found
        return asked_of_the_device(found, product=product, book=self.book, on=self.on, skipping=self.skipped)

    @property
    def vocabulary(self) -> frozenset[str]:
        """The facts that may be answered: those of the book, for a law beside also those of device law."""
        beside = ("eu-mdr", "eu-ivdr") if self.book.id in LAWS_BESIDE else ()
        return frozenset(self.book.vocabulary).union(*(rule_book(code).vocabulary for code in beside))


def begin_talk(path: str | Path, *, regime: str = "", on: date) -> Talk:
    """Open a company file for a talk; refuse one that is not sound or cannot be written."""
    path = Path(path)
    report = check_company(path, on=on)
    report.raise_if_refused()
    assert report.file is not None  # a file without problems is a file
    if not (os.access(path, os.W_OK) and os.access(path.resolve().parent, os.W_OK)):
        remedy = "make the file and its folder writable; `fram access classify` only reads"
        raise Refused("cannot be written", where=str(path), kind="unwritable", remedy=remedy)
    product = report.file.product
    refuse_a_service(product)
    book = book_for(product, regime=regime)
    book.edition(on)  # a day before the rules is refused before anybody is asked
    stated = {name: answer.value for name, answer in report.answers.items()}
    return Talk(
        path=path, before=path.read_bytes(), product=product, stated=stated, book=book, on=on, told={},
    )  # fmt: skip


def answered(talk: Talk, name: str, *, said: str) -> Talk:
    """Return the talk after an answer in words: a number of the list, a word of it, yes, no, ja, nei.

    An empty answer is "nobody knows". Raises ``Refused`` for an answer that is none, and for one that cannot
    be true beside what is known.
    """
    fact = fact_registry()[name]
    value = read_answer(fact, said)
    after = replace(talk, told={**talk.told, fact.name: value})
    if value is not None:
        try:
            with_code(product_of(after.profile, on=talk.on)[0], book=talk.book)
        except Refused as error:  # the file was sound before, so this comes of the answer
            first = error.problems[0]
            raise Refused(first.what, where=first.where, why=first.why, remedy=first.remedy) from None
    return after


def read_answer(fact: Fact, said: str) -> Value | None:
    """Return what somebody typed as an answer to a fact, or refuse it."""
    words = [word.strip() for word in said.split(",")] if fact.type == "choices" else [said.strip()]
    if not any(words):
        return None
    found = [_word(fact, word) for word in words if word]
    return fact.read(found if fact.type == "choices" else found[0])


def _word(fact: Fact, said: str) -> str:
    options = list(fact.vocabulary) or (["yes", "no"] if fact.type == "yes_no" else [])
    if said.isdecimal() and 1 <= int(said) <= len(options):
        return options[int(said) - 1]
    labels = [(label, word) for word, pair in fact.vocabulary.items() for label in (pair.en, pair.nb, word)]
    spoken = {label.casefold(): word for label, word in labels}
    if fact.type == "yes_no":
        spoken = YES_WORDS
    elif "none" in fact.vocabulary:
        spoken = {"no": "none", "nei": "none", **spoken}
    return spoken.get(said.casefold(), said)


def volunteered(talk: Talk, said: str) -> tuple[str, str] | None:
    """Return fact and answer of a line ``fact = answer``, which answers a question that was not asked.

    None for a line of another form. Raises ``Refused`` for a name the rules do not look at.
    """
    name, equals, answer = (part.strip() for part in said.partition("="))
    if not equals:
        return None
    if name not in talk.vocabulary:
        is_fact = name in fact_registry()
        raise Refused(
            f"the rules of {talk.book.id} do not ask for `{name}`", where=name,
            why="no rule of it looks at this fact" if is_fact else "no fact has this name",
            remedy=did_you_mean(name, talk.vocabulary) or "see `fram check` for the facts that are known",
        )  # fmt: skip
    if name in talk.stated:
        raise Refused("is answered in the file", where=name, remedy="change it there, then ask again")
    return name, answer


def keep(talk: Talk, *, who: str = "", said_on: date) -> int:
    """Write the answers of a talk into its company file, with who and when; return how many.

    ``who``: left out where nobody is named. Raises ``Refused``, and leaves the file as it is, when it changed
    since the talk began.
    """
    if talk.answers:
        text = with_answers(talk.before.decode(), talk.answers, who=who, on=said_on)
        keep_answers(talk.path, text, before=talk.before, on=talk.on)
    return len(talk.answers)


def kept_lines(talk: Talk, *, who: str = "", said_on: date) -> tuple[str, ...]:
    """Return the answers as lines for ``[product.facts]``, for a person to put in by hand."""
    return tuple(answer_lines(talk.answers, who=who, on=said_on).values())
