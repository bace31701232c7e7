"""Which device class a product may have: the rule book's verdict on what the company tells of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from fram.rules.book import RuleBook
from fram.rules.condition import settle
from fram.rules.verdict import Assumed, Verdict
from fram.terms.product import ProductProfile


def classify(
    profile: ProductProfile, *, book: RuleBook, on: date, worked_out: Mapping[str, str] | None = None
) -> Verdict:
    """Return every class still possible for the product on that day, with the reasons and what to ask.

    ``worked_out``: facts that nobody stated, and what each follows from; those that a rule of the book
    looks at are named as assumed. A class the company states itself never changes the verdict. Raises
    ``Refused`` for a day before the rules began.
    """
    verdict = book.decide(profile.facts, on=on)
    words = settle(profile.facts)
    assumed = tuple(
        Assumed(fact=name, value=str(words[name]), because=because)
        for name, because in (worked_out or {}).items()
        if name in book.reads and isinstance(words.get(name), str)
    )
    return replace(verdict, assumed=assumed)
