"""Who at a buyer must say yes: their role, what each needs, what usually stops it, and what to bring."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from fram.access.tags import says
from fram.terms.citation import Citation, Confidence
from fram.terms.logic import Truth
from fram.terms.product import ProductProfile

VOICES = ("decides", "can-stop", "advises")
"""What a role can do: say yes, say no, or sway those who do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """Something to bring. ``fact``: the answer that says it is there; ``document``: its word among them."""

    id: str
    name: Mapping[str, str]
    fact: str = ""
    document: str = ""

    def is_ready(self, product: ProductProfile) -> Truth:
        """Return whether the company has it, as far as its file says."""
        if self.document:
            ready = product.fact("documents_ready")
            return Truth.of(None if ready is None else self.document in ready)
        return Truth.of(says(product, fact=self.fact) if self.fact else None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Role:
    """One role at the table. ``markets``: only there, in place of the role of the same id that is everywhere.

    It sits there for products of these ``kinds``, that are ``digital``, or handle ``health_data``, where it
    says so. ``cite`` stands behind the role and what it needs, in the markets of ``read_in`` where there are
    some; ``stops`` and ``bring`` are our judgement.
    """

    id: str
    name: Mapping[str, str]
    voice: str
    needs: Mapping[str, str]
    stops: Mapping[str, str]
    bring: tuple[Document, ...]
    cite: Citation
    confidence: Confidence
    markets: tuple[str, ...] = ()
    read_in: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    digital: bool = False
    health_data: bool = False

    def is_carried(self, market: str) -> bool:
        """Whether the source speaks of other markets only."""
        return bool(self.read_in) and market not in self.read_in


@dataclass(frozen=True, slots=True, kw_only=True)
class Seat:
    """A role at this table; ``missing``: the facts that decide whether it sits there at all."""

    role: Role
    missing: tuple[str, ...] = ()


def committee(
    buyer: str, *, known: Mapping[str, tuple[Role, ...]], market: str, product: ProductProfile
) -> tuple[Seat, ...]:
    """Return who sits at the table of a kind of buyer in a market for a product, in the order of the file.

    A role that the product's facts rule out is left out; one that open facts may call for says which.
    """
    seats = []
    for role in _of_market(known.get(buyer, ()), market):
        truths = _sits(role, product)
        if Truth.NO not in truths.values():
            open_facts = tuple(fact for fact, truth in truths.items() if truth is Truth.UNKNOWN)
            seats.append(Seat(role=role, missing=open_facts))
    return tuple(seats)


def is_digital(product: ProductProfile) -> Truth:
    """Return whether the product runs or holds software."""
    if product.kind == "software" or product.uses_ai or product.hosting:
        return Truth.YES
    return Truth.of(says(product, fact="contains_software"))


def _of_market(roles: Iterable[Role], market: str) -> list[Role]:
    chosen: dict[str, Role] = {}
    for role in roles:
        if market in role.markets or not (role.markets or role.id in chosen):
            chosen[role.id] = role
    return list(chosen.values())


def _sits(role: Role, product: ProductProfile) -> dict[str, Truth]:
    """What must hold for a role to sit there, by the fact that says so."""
    truths: dict[str, Truth] = {}
    if role.kinds:
        truths["kind"] = Truth.of(product.kind in role.kinds)
    if role.digital:
        truths["contains_software"] = is_digital(product)
    if role.health_data:
        truths["handles_health_data"] = Truth.of(product.handles_health_data)
    return truths
