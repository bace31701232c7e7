"""Fram: from a company file to an export plan a board can question.

The front door is lazy, so that ``import fram`` costs nothing: each name is fetched from the workspace
floor the first time it is used.
"""

from __future__ import annotations

from importlib import import_module
from typing import Any

__version__ = "0.1.0"

_FRONT_DOOR = {
    "classify": "fram.workspace.access",
    "plan": "fram.workspace.decide",
    "read_company": "fram.workspace.company",
}


def __getattr__(name: str) -> Any:
    if name in _FRONT_DOOR:
        return getattr(import_module(_FRONT_DOOR[name]), name)
    raise AttributeError(f"module 'fram' has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted([*globals(), *_FRONT_DOOR])
