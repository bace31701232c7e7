"""The words of the company file that the annotations do not carry, read from ``words.yaml``."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from fram.knowledge.shelf import load_yaml
from fram.terms.facts import Words
from fram.terms.reading import read


@cache
def field_words() -> dict[str, Words]:
    """Return the question or heading of each field that has none of its own, by path."""
    return _pairs("fields")


@cache
def option_words() -> dict[str, Words]:
    """Return what each word to choose from means."""
    return _pairs("options")


@cache
def unit_words() -> dict[str, Words]:
    """Return each unit of the fields in both languages, by its English symbol."""
    return {unit: Words(en=unit, nb=nb) for unit, nb in _file()["units"].items()}


def unit_in(unit: str, lang: str) -> str:
    """Return a unit in a language; one nobody has translated stays as its annotation says it."""
    return unit_words()[unit].in_(lang) if unit in unit_words() else unit


@cache
def examples() -> dict[str, Any]:
    """Return a plausible value for each field that has no default, by path."""
    return dict(_file()["examples"])


def _pairs(part: str) -> dict[str, Words]:
    return {key: read(Words, pair, where=f"words.yaml: {key}") for key, pair in _file()[part].items()}


@cache
def _file() -> dict[str, Any]:
    return dict(load_yaml(Path(__file__).with_suffix(".yaml")))
