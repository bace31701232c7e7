"""The plan as it is stored and exchanged: the plan with everything needed to replay or question it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from fram.decide.plan import Plan
from fram.decide.scenario.applied import Moved
from fram.decide.sequence.made import Sequenced
from fram.terms.money import Rate
from fram.terms.reading import plain
from fram.workspace.kept.evidence import EvidenceKept
from fram.workspace.kept.findings import FindingKept
from fram.workspace.kept.payers import PayerRecord
from fram.workspace.kept.prices import PriceRecord
from fram.workspace.kept.roads import RoadRecord
from fram.workspace.kept.runway import RunwayKept

SCHEMA_VERSION = "1.6"


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """Something that is not known and matters: the field or fact, why, and whom to ask."""

    what: str
    why: str
    ask: str = ""
    market: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class WhatIf:
    """The scenario a plan was made for: its name, its changes as a person writes them, what each moved."""

    name: str
    changes: tuple[str, ...]
    moved: tuple[Moved, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanRecord:
    """A plan with its header. Same inputs give the same bytes: nothing here depends on the clock.

    ``rule_book`` is the hash of the knowledge used, with that of each list a user loaded that the product was
    looked up in (``+codes-…``, ``+bodies-…``), ``input_hash`` that of the company file, ``rates``
    the exchange rates used with their days, ``served`` the markets already served (not ranked), ``scenario``
    what was set otherwise than in the company file (None for the base), ``roads`` the way to approval in each
    market weighed, ``payers`` who pays there, ``prices`` the corridor in which a price can lie there,
    ``evidence`` which doors the studies open, and the next study, ``sequence`` in which order to launch,
    ``runway`` how long cash lasts and what to raise,
    ``findings`` what was found out and what each changed.
    """

    company: str
    product: str
    country: str
    cash_nok: float
    burn_nok: float
    payer: str
    unit_of_sale: str
    price_model: str
    served: tuple[str, ...]
    plan: Plan
    rates: tuple[Rate, ...] = ()
    gaps: tuple[Gap, ...] = ()
    input_file: str = ""
    input_hash: str = ""
    rule_book: str = ""
    product_version: str = ""
    scenario: WhatIf | None = None
    roads: tuple[RoadRecord, ...] = ()
    payers: tuple[PayerRecord, ...] = ()
    prices: tuple[PriceRecord, ...] = ()
    evidence: EvidenceKept | None = None
    sequence: Sequenced | None = None
    runway: RunwayKept | None = None
    findings: tuple[FindingKept, ...] = ()
    schema_version: str = SCHEMA_VERSION
    notes: Mapping[str, str] = field(default_factory=dict)


def to_json(record: PlanRecord) -> str:
    """Return the record as JSON text: sorted keys, floats rounded to 10 significant digits, one newline."""
    return (
        json.dumps(tidy(plain(record)), ensure_ascii=False, indent=1, sort_keys=True, allow_nan=False) + "\n"
    )


@cache
def schema() -> dict[str, Any]:
    """Return the published JSON Schema (draft 2020-12) of ``plan.json``."""
    from pydantic import TypeAdapter

    made = TypeAdapter(PlanRecord).json_schema(mode="serialization")
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": f"Fram plan {SCHEMA_VERSION}",
        **made,
    }


def tidy(value: Any) -> Any:
    """Round floats so that the last bits of two machines' arithmetic do not show."""
    if isinstance(value, float):
        rounded = float(f"{value:.10g}")
        # 1 and 1.0 are one number: a plan read back from a file or a database gives the same bytes.
        return int(rounded) if rounded.is_integer() and abs(rounded) < 1e15 else rounded
    if isinstance(value, dict):
        return {key: tidy(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [tidy(inner) for inner in value]
    return value
