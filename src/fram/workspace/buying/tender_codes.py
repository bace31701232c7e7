"""Which codes a tender for a product may carry: by its words, and by what its file answers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from fram.access.codes.scoring import Match
from fram.knowledge.access.codes import cpv_by_fact
from fram.knowledge.market import Market
from fram.terms.product import ProductProfile
from fram.workspace.access.codes import codes

USES_CPV = frozenset({"GB"})
"""Markets outside the European Economic Area whose notices were seen to use the European vocabulary."""
SHOWN = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposed:
    """A code worth looking under. ``fact`` and ``answer``: what pointed to it, where it was no word."""

    match: Match
    fact: str = ""
    answer: str = ""


def tender_codes(product: ProductProfile, *, market: Market) -> tuple[Proposed, ...] | None:
    """Return the codes to watch for in a market, the words of the product first.

    None where its notices do not use the European vocabulary; nothing where no code is near enough.
    """
    if "eea" not in market.head.within and market.head.code not in USES_CPV:
        return None
    found: dict[str, Proposed] = {}
    for one in (*_by_words(product), *_by_facts(product)):
        found.setdefault(one.match.code.code, one)
    return tuple(found.values())[:SHOWN]


def _by_words(product: ProductProfile) -> Iterator[Proposed]:
    if product.intended_purpose or product.claims:
        for match in codes(product=product, system="cpv", limit=SHOWN).matches:
            if match.is_good:
                yield Proposed(match=match)


def _by_facts(product: ProductProfile) -> Iterator[Proposed]:
    for one in cpv_by_fact():
        answer = _answer(product, one.fact)
        if answer in one.answers:
            best = codes(one.words, system="cpv", limit=1).matches[0]
            yield Proposed(match=best, fact=one.fact, answer=answer)


def _answer(product: ProductProfile, fact: str) -> str:
    """An answer as the registry writes it; a test on samples is one by its kind too."""
    if fact == "is_ivd" and product.kind == "ivd":
        return "yes"
    value = product.fact(fact)
    return {True: "yes", False: "no", None: ""}.get(value, str(value)) if not isinstance(value, list) else ""
