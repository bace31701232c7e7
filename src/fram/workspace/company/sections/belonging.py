"""The paths of the company file by section of the record.

A path belongs to the longest place below that it lies in. A new field of a table follows its table; a new
table of its own has no section until somebody decides on one, and a test says so.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from fram.terms.sections import SECTIONS

SECTION_OF: Mapping[str, str] = {
    "company": "company",
    "company.cash_nok": "money",
    "company.monthly_burn_nok": "money",
    "company.next_decision_months": "money",
    "company.ownership": "money",
    "company.planned_round": "money",
    "product": "product",
    "product.certificates": "market-access",
    "product.facts": "market-access",
    "product.evidence": "evidence",
    "product.customers_won_last_year": "price",
    "product.health_gain": "price",
    "product.home": "price",
    "product.price": "price",
    "product.savings": "price",
    "product.severity": "price",
    "product.surveys": "price",
    "expected": "plan",
    "factor": "plan",
    "finding": "plan",
    "scenario": "plan",
    "sequence": "plan",
}
"""Section by place in the file."""
NAMES = ("company.name", "product.name")
"""Without these a part of a record would not say whose it is; every part holds them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Remaining:
    """What is left of a record, and the sections that were left out, in their order."""

    content: dict[str, Any]
    left_out: tuple[str, ...]


@cache
def section_of(path: str) -> str:
    """Return the section of a path (``product.evidence.0.title``); ``KeyError`` where none is decided."""
    steps = [step for step in path.split(".") if not step.isdigit()]
    for count in range(len(steps), 0, -1):
        section = SECTION_OF.get(".".join(steps[:count]))
        if section:
            return section
    raise KeyError(path)


def part_of(raw: Mapping[str, Any], section: str) -> dict[str, Any]:
    """Return what a record holds of one section, at its places in the file; names stand in their own."""
    return _only(raw, (section,), keep=())


def without(raw: Mapping[str, Any], sections: Iterable[str]) -> Remaining:
    """Return a record without some sections, and which they are. The names of company and product stay."""
    out = frozenset(sections)
    kept = tuple(name for name in SECTIONS if name not in out)
    return Remaining(
        content=_only(raw, kept, keep=NAMES), left_out=tuple(name for name in SECTIONS if name in out)
    )


def sections_in(raw: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the sections of which a record holds something, in their order."""
    held = set(_held(raw))
    return tuple(name for name in SECTIONS if name in held)


def _only(raw: Mapping[str, Any], sections: tuple[str, ...], *, keep: tuple[str, ...]) -> dict[str, Any]:
    found = _pick(raw, "", sections, keep)
    return found if isinstance(found, dict) else {}


def _pick(value: Any, path: str, sections: tuple[str, ...], keep: tuple[str, ...]) -> Any:
    """Return the part of a value that belongs to the sections; None where nothing does."""
    if not isinstance(value, Mapping) or not _is_parted(path):
        return value if path in keep or _section(path) in sections else None
    inside = {
        key: part
        for key, item in value.items()
        if (part := _pick(item, f"{path}.{key}" if path else str(key), sections, keep)) is not None
    }
    # A table that is there and empty says nothing, save that it is there.
    is_bare = not value and path and _section(path) in sections
    return inside if inside or is_bare else None


def _section(path: str) -> str:
    """The section of a path; none for what this version does not know, which is then shared with nobody."""
    try:
        return section_of(path)
    except KeyError:
        return ""


@cache
def _is_parted(path: str) -> bool:
    """Whether more than one section may lie below a place."""
    return not path or any(place.startswith(f"{path}.") for place in SECTION_OF)


def _held(raw: Mapping[str, Any], path: str = "") -> Iterator[str]:
    for key, value in raw.items():
        place = f"{path}.{key}" if path else str(key)
        if isinstance(value, Mapping) and _is_parted(place):
            yield from _held(value, place)
        else:
            yield _section(place)
