"""What European device law says of a product, as the laws beside it read it: a device, and a body to look."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from fram.knowledge.rulebooks import rule_book
from fram.rules.book import RuleBook
from fram.rules.condition import settle
from fram.rules.questions import next_question
from fram.rules.verdict import Asking, Verdict
from fram.terms.jurisdiction import LAWS_BESIDE
from fram.terms.logic import Truth, any_of
from fram.terms.product import ProductProfile
from fram.workspace.access.product import stated_class

BODY = "needs_notified_body"
"""The fact that hangs on the device class: nobody is asked for it while the class can be asked for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Device:
    """What European device law says of the product: the verdict, and whether a notified body must look."""

    product: ProductProfile
    regime: str
    verdict: Verdict
    classes: tuple[str, ...]
    needs_body: Truth

    @property
    def is_test(self) -> bool:
        """Whether it is a test on samples."""
        return self.regime == "eu-ivdr"

    @property
    def tells(self) -> dict[str, bool]:
        """What the laws beside read of the device verdict: is it a device, must a notified body look."""
        found = {"is_medical_device": self.verdict.applies, BODY: self.needs_body}
        return {name: truth is Truth.YES for name, truth in found.items() if truth is not Truth.UNKNOWN}


def device_of(product: ProductProfile, *, on: date) -> Device:
    """Return what European device law says of a product whose known facts are filled in."""
    regime = "eu-ivdr" if product.kind == "ivd" or product.fact("is_ivd") is True else "eu-mdr"
    book = rule_book(regime)
    verdict = book.decide(product.facts, on=max(on, book.since))
    stated = stated_class(product, regime=regime, fact=book.stated_in, on=on)
    classes = tuple(outcome for outcome in verdict.outcomes if outcome != book.out)
    return Device(
        product=product, regime=regime, verdict=verdict,
        classes=(stated,) if stated in classes else classes,
        needs_body=needs_body(verdict, book=book, facts=product.facts, stated=stated),
    )  # fmt: skip


def needs_body(verdict: Verdict, *, book: RuleBook, facts: Mapping[str, Any], stated: str = "") -> Truth:
    """Return whether a notified body must look at the device before it is sold.

    Yes when every class still possible needs one: all above the lowest, and the lowest where it is sterile,
    measures or is a reusable instrument. ``stated``: the class of a certificate, if still possible.
    """
    if facts.get("made_in_house") is True:
        return Truth.NO
    outcomes = (stated,) if stated and stated in verdict.outcomes else verdict.outcomes
    if facts.get("custom_made") is True:
        return Truth.UNKNOWN if book.order[-1] in outcomes else Truth.NO
    found = {_of_class(outcome, book=book, facts=facts, on=verdict.as_of) for outcome in outcomes}
    return found.pop() if len(found) == 1 else Truth.UNKNOWN


def _of_class(outcome: str, *, book: RuleBook, facts: Mapping[str, Any], on: date) -> Truth:
    if outcome == book.out:
        return Truth.NO
    lowest = book.order[0]
    if outcome != lowest:
        return Truth.YES
    known = settle({**book.implies(facts), **facts})
    marks = (rule for rule in book.marks if on in rule.holds and rule.outcome.startswith(lowest))
    return any_of(Truth(rule.condition.judge(known)) for rule in marks)


def with_device(product: ProductProfile, *, book: RuleBook, on: date) -> ProductProfile:
    """Return the product with what a law beside reads of the device verdict; for other books as it is."""
    if book.id not in LAWS_BESIDE:
        return product
    return replace(product, facts={**device_of(product, on=on).tells, **product.facts})


def asked_of_the_device(
    asking: Asking, *, product: ProductProfile, book: RuleBook, on: date,
    skipping: frozenset[str] = frozenset(),
) -> Asking:  # fmt: skip
    """Return the question on the device class where a law beside waits for it, else the question itself.

    Each answer comes with what it would leave of the law, the device verdict worked out anew.
    """
    if asking.fact != BODY:
        return asking
    device = rule_book(device_of(product, on=on).regime)
    day = max(on, device.since)
    known = {name: value for name, value in product.facts.items() if name != BODY}
    first = next_question(device.edition(day), known, skipping=skipping)
    if first is None:
        return asking
    leaves = []
    for answer, _ in first.leaves:
        value = {"yes": True, "no": False}.get(answer, answer)
        told = with_device(replace(product, facts={**known, first.fact: value}), book=book, on=on)
        leaves.append((answer, book.decide(told.facts, on=on).outcomes))
    return Asking(fact=first.fact, settles=asking.settles, leaves=tuple(leaves))
