"""Connectors to open sources, one folder each. A connector takes every field out of the record, and
reports what it did not understand.

Each ``sources/<name>/connector.py`` has ``read(folder) -> Feed``; a new folder is found by itself.
"""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from types import ModuleType

from fram.terms.errors import Refused, did_you_mean


def names() -> tuple[str, ...]:
    """Return the names of all connectors, in settled order."""
    return tuple(sorted(path.parent.name for path in Path(__file__).parent.glob("*/connector.py")))


def connector(name: str) -> ModuleType:
    """Return the connector module of that name, or refuse an unknown one."""
    if name not in names():
        hint = did_you_mean(name, names()) or f"known: {', '.join(names())}"
        raise Refused(f"unknown source `{name}`", remedy=hint)
    return import_module(f"{__name__}.{name}.connector")
