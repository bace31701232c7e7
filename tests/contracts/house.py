"""What the contracts look at: the floors as they stand on disk, and the walls pyproject.toml draws."""

from __future__ import annotations

import ast
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src" / "fram"

PILLARS = ("access", "ecosystem", "crew", "growth")


@cache
def contracts() -> dict[str, dict[str, Any]]:
    """The import contracts of pyproject.toml by their id."""
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    return {contract["id"]: contract for contract in settings["tool"]["importlinter"]["contracts"]}


def floors() -> list[list[str]]:
    """The floors from the top down; those that share a height stand in one list."""
    return [[name.strip() for name in layer.split("|")] for layer in contracts()["floors"]["layers"]]


def engines() -> set[str]:
    """The pure floors: all that lie below the store."""
    heights = floors()
    return {name for height in heights[heights.index(["store"]) + 1 :] for name in height}


def python_files(folder: Path = SOURCE) -> Iterator[Path]:
    """Every Python file below the folder, but for migrations (Django writes those)."""
    for path in sorted(folder.rglob("*.py")):
        if "migrations" not in path.parts and "__pycache__" not in path.parts:
            yield path


def module_name(path: Path, *, root: Path = SOURCE) -> str:
    """The dotted name of a file below `src/fram`."""
    parts = ["fram", *path.relative_to(root).with_suffix("").parts]
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def packages_with_code(folder: Path) -> set[str]:
    """The folders directly below that hold Python, as dotted names."""
    if not folder.is_dir():
        return set()
    found = (child for child in folder.iterdir() if child.is_dir() and next(python_files(child), None))
    return {module_name(child / "__init__.py") for child in found}


@cache
def tree(path: Path) -> ast.Module:
    """The syntax tree of a file."""
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))
