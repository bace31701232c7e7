"""Loads the facts registry: the words of ``terms/facts/*.yaml`` into the frozen registry of terms."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import fram.terms.facts as home
from fram.knowledge.shelf import load_yaml
from fram.terms.errors import Refused
from fram.terms.facts import Alias, Fact, FactRegistry, Words
from fram.terms.facts.contradictions import Contradiction
from fram.terms.jurisdiction import regime_id
from fram.terms.reading import read

FOLDER = Path(home.__file__).parent
FAMILIES = (
    "device",
    "software",
    "ivd",
    "body",
    "energy",
    "substance",
    "regulatory",
    "us",
    "care",
    "evidence",
    "evidence_file",
    "documents",
    "economics",
    "security",
    "partners",
)
"""The families in the order a person is asked."""


@cache
def fact_registry(folder: Path = FOLDER) -> FactRegistry:
    """Return the whole registry; refuse an unknown key, a fact told twice or a gate that is no fact."""
    facts: dict[str, Fact] = {}
    families: dict[str, Words] = {}
    for family in FAMILIES:
        raw = load_yaml(folder / f"{family}.yaml")
        where = f"{family}.yaml"
        families[family] = read(Words, raw["title"], where=where)
        for name, entry in raw["facts"].items():
            if name in facts:
                raise Refused(f"fact `{name}` stands in two files", where=where)
            facts[name] = _fact(name, entry, raw, family=family)
    _refuse_loose_gates(facts)
    return FactRegistry(facts, families)


@cache
def contradictions(folder: Path = FOLDER) -> tuple[Contradiction, ...]:
    """Return the answers that cannot both hold, as ``contradictions.yaml`` lists them."""
    where = "contradictions.yaml"
    return tuple(read(Contradiction, entry, where=where) for entry in load_yaml(folder / where))


def _fact(name: str, entry: Mapping[str, Any], shelf: Mapping[str, Any], *, family: str) -> Fact:
    aliases = entry.get("aliases", {})
    rest = {key: value for key, value in entry.items() if key != "aliases"}
    # A gate on the whole family holds for each of its facts, save those that the gate itself asks for.
    gate = {} if name in shelf.get("asked_when", {}) else shelf.get("asked_when", {})
    return read(
        Fact,
        {
            "why": shelf["why"],
            "markets": shelf.get("markets", []),
            **rest,
            "name": name,
            "family": family,
            "asked_when": {**gate, **rest.get("asked_when", {})},
            "aliases": [
                *(_alias(item, is_case=True) for item in aliases.get("case", ())),
                *(_alias(item, is_case=False) for item in aliases.get("pathway", ())),
            ],
        },
        where=f"{family}.yaml: {name}",
    )


def _alias(item: str | Mapping[str, Any], *, is_case: bool) -> Alias:
    whole = item if isinstance(item, str) else item["name"]
    values = {} if isinstance(item, str) else item["values"]
    if not is_case:
        return Alias(name=whole, values=values)
    regime, name = whole.split(":", 1)
    return Alias(name=name, regime=regime_id(regime), values=values)


def _refuse_loose_gates(facts: Mapping[str, Fact]) -> None:
    for fact in facts.values():
        for gate, wanted in fact.asked_when.items():
            words = (
                ("yes", "no") if gate in facts and facts[gate].type == "yes_no" else facts[gate].vocabulary
            )
            if not set(wanted) <= set(words):
                raise Refused(f"`{fact.name}` waits for {gate} = {wanted}, which is no answer to it")
