"""Reading and changing plain data by path, without touching what was handed in."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


def value_at(raw: Mapping[str, Any], path: str) -> Any:
    """Return what stands at a path (``product.price.amount``, ``product.evidence.0.title``), or None."""
    here: Any = raw
    for step in path.split("."):
        if isinstance(here, Mapping):
            here = here.get(step)
        elif isinstance(here, list | tuple) and step.isdigit() and int(step) < len(here):
            here = here[int(step)]
        else:
            return None
    return here


def with_value(raw: Mapping[str, Any], path: str, *, value: Any) -> dict[str, Any]:
    """Return the same with a value at a path of tables; None takes it away, and a table left empty too."""
    first, _, rest = path.partition(".")
    found = dict(raw)
    if rest:
        inner = found.get(first)
        value = with_value(inner if isinstance(inner, Mapping) else {}, rest, value=value) or None
    if value is None:
        found.pop(first, None)
    else:
        found[first] = value
    return found
