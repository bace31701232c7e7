"""The content of a company file as JSON can hold it: what TOML says, with days as ISO texts."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time
from typing import Any

from fram.knowledge.facts import fact_registry
from fram.terms.errors import Problem, Refused
from fram.workspace.company.checks import leaves
from fram.workspace.company.document import parse_document
from fram.workspace.company.fields import field_at


def content_from(toml: str | bytes, *, where: str = "company.toml") -> dict[str, Any]:
    """Return the content of a company file as JSON data; raises ``Refused`` for what cannot be kept.

    Nothing is checked beyond that: ``check_content`` says what is wrong in it.
    """
    raw = parse_document(toml.encode() if isinstance(toml, str) else toml, where=where)
    try:
        faults = [Problem(where=path, what=what, remedy="take it out")
                  for path, value in leaves(raw) if (what := _unkeepable(path, value))]  # fmt: skip
    except RecursionError:
        raise Refused("is nested too deeply", where=where, kind="unreadable") from None
    if faults:
        raise Refused("holds something that cannot be kept", where=where, problems=faults)
    plain: dict[str, Any] = as_plain(raw)
    return plain


def as_plain(raw: Any) -> Any:
    """Return plain TOML data as JSON can hold it."""
    if isinstance(raw, Mapping):
        return {str(key): as_plain(value) for key, value in raw.items()}
    if isinstance(raw, list | tuple):
        return [as_plain(value) for value in raw]
    if isinstance(raw, datetime):
        return raw.date().isoformat()
    return raw if raw is None or isinstance(raw, bool | int | float | str) else str(raw)


def as_toml_values(content: Any, path: str = "") -> Any:
    """Return content as TOML gives it, days as days: so it is checked and written as the file would be."""
    if isinstance(content, Mapping):
        return {
            key: as_toml_values(value, f"{path}.{key}" if path else str(key))
            for key, value in content.items()
        }
    if isinstance(content, list):
        return [as_toml_values(value, path) for value in content]
    return _day(content) if isinstance(content, str) and _is_day(path) else content


def _is_day(path: str) -> bool:
    steps = path.split(".")
    if steps[:2] == ["product", "facts"]:
        if len(steps) == 4 and steps[3] == "on":
            return True
        registry = fact_registry()
        return len(steps) == 3 and steps[2] in registry and registry[steps[2]].type == "date"
    spec = field_at(path)
    return spec is not None and spec.type == "date"


def _day(text: str) -> date | str:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return text


def _unkeepable(path: str, value: Any) -> str:
    if "\x00" in path or (isinstance(value, str) and "\x00" in value):
        return "holds a character of no meaning (NUL)"
    if isinstance(value, int) and abs(value) > 10**15:
        return "is too large"
    is_moment = isinstance(value, datetime | time) or (isinstance(value, date) and not _is_day(path))
    return "is a date where none belongs" if is_moment and not _is_midnight(path, value) else ""


def _is_midnight(path: str, value: Any) -> bool:
    """Whether a moment stands for a day, at a place where a day belongs."""
    return _is_day(path) and isinstance(value, datetime) and value.time() == time()
