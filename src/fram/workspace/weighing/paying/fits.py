"""How every pathway to payment fits a product: its answers, and the classes the rules leave possible."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from fram.access.pathways.fit import Fit, fits
from fram.access.regimes.regime import Told
from fram.knowledge.facts import fact_registry
from fram.rules.condition import settle
from fram.terms.errors import Refused
from fram.terms.facts.derived import class_word
from fram.terms.product import ProductProfile
from fram.workspace.access.codes.table import fda_code
from fram.workspace.world import World

SILENT: Mapping[str, Any] = {"yes_no": False, "choice": "none", "choices": ("none",)}
"""What is taken for an answer to a question that does not arise, by the type of the fact."""
CLASS_FACTS = {"eu-mdr": "eu_class", "eu-ivdr": "ivd_class"}
"""The facts that hold a European class, by regime: pathways ask for them."""


def fits_of(product: ProductProfile, *, told: Told, world: World, on: date) -> tuple[Fit, ...]:
    """Return how each known pathway fits a product on a day; a class still open counts as each it may be."""
    known = {**_by_code(product), **product.facts}
    return fits(
        world.pathways, known=known, on=on, possible=possible_classes(product, told),
        silent=beside_the_point(product.facts),
    )  # fmt: skip


def _by_code(product: ProductProfile) -> dict[str, Any]:
    """What an American product code settles: the regulation of its type.

    A list that cannot be read settles nothing here: whoever classifies the product is told of it.
    """
    try:
        code = fda_code(str(product.fact("fda_product_code") or ""))
    except Refused:
        return {}
    return {"fda_regulation": code.regulation} if code and code.regulation else {}


def beside_the_point(known: Mapping[str, Any]) -> dict[str, Any]:
    """Return no or none for each fact that is not worth asking: the class of a test for what is no test.

    What is silenced may silence more: whoever made no study is not asked what it showed, nor where.
    """
    found: dict[str, Any] = {}
    while more := _silenced({**known, **found}):
        found |= more
    return found


def _silenced(known: Mapping[str, Any]) -> dict[str, Any]:
    settled = settle(known)
    return {
        fact.name: SILENT[fact.type]
        for fact in fact_registry()
        if fact.name not in known
        and fact.type in SILENT
        and any(_is_shut(settled.get(name), wanted) for name, wanted in fact.asked_when.items())
    }


def _is_shut(said: object, wanted: Sequence[str]) -> bool:
    """Whether an answer is known, and none of those that make the question worth asking."""
    words = said if isinstance(said, frozenset) else {said}
    return said is not None and words.isdisjoint(wanted)


def possible_classes(product: ProductProfile, told: Told) -> dict[str, tuple[str, ...]]:
    """Return the European classes the coded rules leave possible, where the company states none."""
    return {
        fact: tuple(dict.fromkeys(class_word(label) for label in told.classes[regime]))
        for regime, fact in CLASS_FACTS.items()
        if regime in told.classes and product.fact(fact) is None
    }
