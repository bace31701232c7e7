"""Small lists a user has loaded, each kept whole in one file of the home with where it came from.

``<home>/lists/<name>.json``. A new list takes the place of the old one at once, or not at all.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from fram.terms.errors import Refused
from fram.terms.reading import read


@dataclass(frozen=True, slots=True, kw_only=True)
class Loaded:
    """A loaded list: its rows, the file it was read from with its SHA-256, and the day of loading."""

    name: str
    file: str
    sha256: str
    day: date
    rows: tuple[dict[str, Any], ...]


def keep_list(loaded: Loaded, *, home: Path) -> Path:
    """Write a list in the place of the one before, and return where it lies."""
    path = _place(loaded.name, home)
    half = path.with_name(f".{path.name}.new")
    told = {
        "name": loaded.name, "file": loaded.file, "sha256": loaded.sha256,
        "day": loaded.day.isoformat(), "rows": loaded.rows,
    }  # fmt: skip
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        half.write_text(json.dumps(told, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
        half.replace(path)
    except OSError as error:
        half.unlink(missing_ok=True)
        raise Refused("cannot be kept", where=path.name, why=str(error), kind="unwritable") from None
    return path


def kept_list(name: str, *, home: Path) -> Loaded | None:
    """Return the list of that name; None where none was loaded."""
    path = _place(name, home)
    try:
        raw = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return None
    except (OSError, ValueError) as error:
        raise Refused(
            "cannot be read", where=path.name, why=str(error), kind="unreadable",
            remedy="load the list again with `fram sources load`",
        ) from None  # fmt: skip
    return read(Loaded, raw, where=path.name)


def _place(name: str, home: Path) -> Path:
    return home / "lists" / f"{name}.json"
