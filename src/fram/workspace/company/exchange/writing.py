"""Writes the content of a record as a company file that reads as the same content."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache
from typing import Any

from fram.knowledge.facts import fact_registry
from fram.terms.facts import Words
from fram.terms.sections import SECTIONS
from fram.workspace.company.exchange.plain import as_toml_values
from fram.workspace.company.fields import fields
from fram.workspace.company.template import toml_key, toml_value

WIDTH = 100
FACTS = "product.facts"
HEAD = Words(en="The record of {} as it stood on {}.", nb="Mappen til {} slik den sto {}.")
LEFT_OUT = Words(en="Left out, because it is not shared: {}.", nb="Utelatt, fordi det ikke er delt: {}.")


def company_toml(
    content: Mapping[str, Any], *, on: date | None = None, left_out: tuple[str, ...] = (), lang: str = "en"
) -> str:
    """Return content as a company file (TOML). ``left_out``: sections it is without, told at its head."""
    raw: dict[str, Any] = as_toml_values(content)
    loose = {key: value for key, value in raw.items() if not _has_heading(key, value)}
    lines = [*_head(raw, on, left_out, lang), *_pairs(loose)]
    for path in _headings():
        lines += _table(raw, path)
    return "\n".join(lines).strip() + "\n"


def _head(raw: Mapping[str, Any], on: date | None, left_out: tuple[str, ...], lang: str) -> Iterator[str]:
    company = raw.get("company")
    name = str(company.get("name", "?")) if isinstance(company, Mapping) else "?"
    if on is not None:
        yield from _prose(HEAD.in_(lang).format(name, on.isoformat()))
    if left_out:
        names = ", ".join(SECTIONS[section].words.in_(lang) for section in left_out)
        yield from _prose(LEFT_OUT.in_(lang).format(names))
    if on is not None or left_out:
        yield ""


def _headings() -> Iterator[str]:
    """Yield the places of tables and lists of tables in the order of the file; the facts come last."""
    own = [path for path, spec in fields().items() if spec.type in ("table", "tables")]
    is_product = [path for path in own if path.partition(".")[0] == "product"]
    last = own.index(is_product[-1]) + 1
    yield from (*own[:last], FACTS, *own[last:])


def _table(raw: Mapping[str, Any], path: str) -> Iterator[str]:
    value: Any = raw
    for step in path.split("."):
        value = value.get(step) if isinstance(value, Mapping) else None
    if not _has_heading(path, value):
        return
    for entry in value if isinstance(value, list) else ():
        yield from (f"[[{path}]]", *_pairs(_in_order(entry, path)), "")
    if isinstance(value, Mapping):
        own = {key: item for key, item in value.items() if not _has_heading(f"{path}.{key}", item)}
        yield from (f"[{path}]", *_pairs(_in_order(own, path)), "")


def _has_heading(path: str, value: Any) -> bool:
    """Whether a value stands under a heading of its own, and not as a line of its table."""
    spec = fields().get(path)
    if path == FACTS or (spec is not None and spec.type == "table"):
        return isinstance(value, Mapping)
    is_list = spec is not None and spec.type == "tables" and isinstance(value, list)
    return is_list and bool(value) and all(isinstance(entry, Mapping) for entry in value)


def _pairs(table: Mapping[str, Any]) -> Iterator[str]:
    yield from (f"{toml_key(str(key))} = {toml_value(value)}" for key, value in table.items())


def _in_order(table: Mapping[str, Any], path: str) -> dict[str, Any]:
    """Return a table in the order of the file's fields or of the registry: a database may have mixed it."""
    order = {key: place for place, key in enumerate(_known_keys(path))}
    return dict(sorted(table.items(), key=lambda pair: (order.get(pair[0], len(order)), pair[0])))


@cache
def _known_keys(path: str) -> tuple[str, ...]:
    if path == FACTS:
        return tuple(fact.name for fact in fact_registry())
    return tuple(spec.name for spec in fields().values() if spec.path.rpartition(".")[0] == path)


def _prose(text: str) -> Iterator[str]:
    yield from (f"# {line}" for line in textwrap.wrap(" ".join(text.split()), WIDTH))
