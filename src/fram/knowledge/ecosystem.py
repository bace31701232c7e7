"""Reads the support bodies and funding instruments of a country into what the engine is handed."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from fram.ecosystem.support import Offer
from fram.knowledge.shelf import Shelf, load_yaml
from fram.terms.reading import read

FILES = ("initiatives.yaml", "capital.yaml")


def read_capital(shelf: Shelf) -> tuple[Offer, ...]:
    """Return the grants, loans, guarantees and equity alone: ``no/capital.yaml`` and ``eu/capital.yaml``."""
    return _read(shelf, FILES[1:])


def read_offers(shelf: Shelf) -> tuple[Offer, ...]:
    """Return every offer of every country and of the European Union, with its citation resolved."""
    return _read(shelf, FILES)


def _read(shelf: Shelf, names: Iterable[str]) -> tuple[Offer, ...]:
    return tuple(
        _offer(shelf, raw, where=path.relative_to(shelf.root).as_posix())
        for name in names
        for path in shelf.files(f"[a-z][a-z]/{name}")
        for raw in load_yaml(path)["offers"]
    )


def _offer(shelf: Shelf, raw: dict[str, Any], *, where: str) -> Offer:
    cite = shelf.citation(raw.get("cite"), where=f"{where}: {raw.get('id')}")
    return read(Offer, {**raw, "cite": cite}, where=f"{where}: {raw.get('id')}")
