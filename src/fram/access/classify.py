"""Which device class a product may have: the rule book's verdict, or what the company states of itself."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from fram.rules.book import RuleBook
from fram.rules.verdict import Finding, Verdict
from fram.terms.citation import Citation
from fram.terms.logic import Truth
from fram.terms.product import ProductProfile

STATED = Citation(title="The company file")
"""What stands behind a class that no rule of ours gave."""


def classify(profile: ProductProfile, *, book: RuleBook, on: date) -> Verdict:
    """Return every class still possible for the product on that day, with the reasons and what to ask.

    Where the book does not speak of such a product, the class the company states is taken, and named as
    stated; without one every class stays possible. A verdict of the book is never changed by a stated class.
    """
    verdict = book.decide(profile.facts, on=on)
    stated = profile.fact(book.stated_in) if book.stated_in else None
    if verdict.applies is Truth.YES or stated not in book.order:
        return verdict
    finding = Finding(rule="stated", truth=Truth.YES, outcome=str(stated), cite=STATED)
    return replace(verdict, outcomes=(str(stated),), because=(finding,), ask="")
