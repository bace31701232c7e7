"""A checklist as its file states it: what a regulator, an assessor or a payer asks of the evidence."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from fram.access.evidence.doors import Ask, Door, Kind, Words, without_strangers
from fram.rules.condition import Condition, Settled
from fram.terms.citation import Citation, Confidence
from fram.terms.logic import Truth


@dataclass(frozen=True, slots=True, kw_only=True)
class Checklist:
    """What is asked of evidence by one regulator, assessor or payer, or by a method that many go by.

    It speaks for ``markets``, or for all markets of a ``regime``; with neither, for every market.
    ``applies``: the products it is for (None: all); ``pathways``: the ways to payment whose evidence it sets
    out in full.
    """

    id: str
    name: Words
    kind: Kind
    asks: tuple[Ask, ...]
    cite: Citation
    confidence: Confidence
    regime: str = ""
    markets: tuple[str, ...] = ()
    pathways: tuple[str, ...] = ()
    applies: Condition | None = None
    note: Words = field(default_factory=dict)
    checked: date | None = None


def doors_of(
    checklists: Iterable[Checklist], *, known: Settled, opens: Mapping[str, tuple[str, ...]]
) -> tuple[Door, ...]:
    """Return a door for each checklist that is for this product, or may be, with the asks that may be.

    ``known``: settled answers; ``opens``: the markets of each regime of this kind of product, by id; a
    checklist of another regime is left out.
    """
    found = []
    for one in checklists:
        applies = Truth.YES if one.applies is None else Truth(one.applies.judge(known))
        if applies is Truth.NO or (one.regime and one.regime not in opens):
            continue
        door = Door(
            id=one.id, name=one.name, kind=one.kind, asks=one.asks, cite=one.cite, note=one.note,
            markets=one.markets or opens.get(one.regime, ()), confidence=one.confidence, regime=one.regime,
            pathways=one.pathways, pathway=one.pathways[0] if one.pathways else "", applies=applies,
        )  # fmt: skip
        found.append(without_strangers(door, known=known))
    return tuple(found)
